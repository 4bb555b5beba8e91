//! When backups are made by themselves, and putting one back.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Workspace;
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::store::backup::{self, Backup, Limits, Reason, Restored};
use crate::store::files::Root;
use crate::store::lock::{self, Lock, State};
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::{open, paths};

/// A step that does more than this at once is one that a person may want to take back later.
const MANY: usize = 20;

impl Workspace {
    /// Has a backup made in the background, now.
    pub fn back_up(&self) -> Result<(), SaveFailure> {
        match &self.writer {
            Ok(writer) => {
                writer.back_up(Reason::Asked);
                Ok(())
            }
            Err(reason) => Err(SaveFailure::new(self.root.path(), reason.clone())),
        }
    }

    /// The backups there are, the newest first.
    pub fn backups(&self) -> Vec<Backup> {
        backup::list(&self.root)
    }

    /// Why the last backup could not be made; told once.
    pub fn backup_failure(&self) -> Option<SaveFailure> {
        self.writer.as_ref().ok()?.backup_failure()
    }

    /// Backs up before the first step of a day, and before one that changes much.
    pub(super) fn back_up_before(&mut self, step: &Step, is_new: bool) {
        let Ok(writer) = &self.writer else { return };
        let today = Timestamp::now().to_zoned(TimeZone::system()).date();
        let is_first = self.backed_up.replace(today) != Some(today);
        match reason_for(step).filter(|_| is_new) {
            Some(reason) => writer.back_up(reason),
            None if is_first => writer.back_up(Reason::Daily),
            None => {}
        }
    }
}

/// Why a step calls for a backup, if it does.
fn reason_for(step: &Step) -> Option<Reason> {
    let has = |is: fn(&Edit) -> bool| step.edits.iter().any(is);
    if has(|it| matches!(it, Edit::Schema(_))) {
        Some(Reason::Reform)
    } else if has(|it| matches!(it, Edit::Text(..))) {
        Some(Reason::Revision)
    } else if has(|it| matches!(it, Edit::Document(..))) {
        Some(Reason::Import)
    } else {
        (step.edits.len() > MANY).then_some(Reason::Bulk)
    }
}

/// Puts back a backup, after making one of what is there. Nobody may have the project open to write in it.
/// Gives the backup made before, and what was done.
pub fn restore(path: impl Into<Root>, name: &str) -> Result<(Backup, Restored), SaveFailure> {
    let root = root_of(&path.into())?;
    let _locks = all_locks(&root)?;
    // What is not in the files is in the journals, which are backed up with them.
    let before = backup::make(&root, Reason::Restore, None, Limits::NONE, &mut || ())?;
    let restored = backup::restore(&root, name)?;
    Ok((before, restored))
}

/// Makes a backup of the files of a project that may be open elsewhere.
pub fn make(path: impl Into<Root>, limits: Limits) -> Result<Backup, SaveFailure> {
    let root = root_of(&path.into())?;
    backup::make(&root, Reason::Asked, None, limits, &mut || ())
}

/// Goes on with a restoring that broke off; `Err` where that cannot be: then nothing may be written.
pub(super) fn go_on(root: &Root) -> Result<(), Trouble> {
    if !backup::is_broken_off(root) {
        return Ok(());
    }
    let _locks = all_locks(root).map_err(|it| it.trouble)?;
    backup::resume(root).map(|_| ()).map_err(|it| it.trouble)
}

/// The project folder that a path means.
pub fn root_of(path: &Root) -> Result<Root, SaveFailure> {
    open::project_at(path).map_err(|it| SaveFailure::new(path.path(), it.trouble()))
}

/// Keeps everybody from opening the project to write in it; refused where somebody has.
fn all_locks(root: &Root) -> Result<Vec<Lock>, SaveFailure> {
    let failed = |trouble| SaveFailure::new(paths::LOCKS, trouble);
    for (id, state) in lock::all(root) {
        if let State::Held(it) = state {
            return Err(failed(it.trouble(&id, false)));
        }
    }
    let folders = root.files().list(&root.join(paths::ANNOTATIONS));
    let names = folders.unwrap_or_default();
    let ids = names.iter().filter_map(|it| {
        let name = std::path::Path::new(&it.name);
        paths::id_of(name, "").map(crate::model::id::AnnotatorId::new)
    });
    ids.map(|id| Lock::take(root, &id).map_err(failed))
        .collect()
}
