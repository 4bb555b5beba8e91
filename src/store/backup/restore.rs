//! Putting a backup back in place. While that is done a note says so, and what broke off is gone on with
//! at the next opening: the project is never left half one and half the other.

use std::io;
use std::path::{Path, PathBuf};

use super::{Contents, contents, read};
use crate::store::files::{self, Root};
use crate::store::notice::SaveFailure;
use crate::store::open::read_inside;
use crate::store::paths;

/// Says which backup is being put back.
const NOTE: &str = ".sententia/restoring";

/// What restoring did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Files that were written because they were other, or not there.
    pub written: usize,
    /// Files that were taken away because the backup does not have them.
    pub removed: usize,
}

/// Puts back the backup with this name: afterwards project, guidelines, annotations and journals are as
/// they were. To be done while nobody has the project open, and after a backup of what is there.
pub fn restore(root: &Root, name: &str) -> Result<Restored, SaveFailure> {
    let wanted = read::contents(root, name)?;
    let note = root.join(NOTE);
    let failed = |error: io::Error| SaveFailure::io(Path::new(NOTE), &error);
    root.write(&note, name.as_bytes()).map_err(failed)?;
    let restored = put_back(root, &wanted)?;
    root.files().remove_file(&note).map_err(failed)?;
    root.files()
        .sync_folder(&root.join(paths::PRIVATE))
        .map_err(failed)?;
    Ok(restored)
}

/// Whether a restoring broke off.
pub fn is_broken_off(root: &Root) -> bool {
    root.files().is_file(&root.join(NOTE))
}

/// Goes on with a restoring that broke off, if one did.
pub fn resume(root: &Root) -> Result<Option<Restored>, SaveFailure> {
    let Ok(name) = read_inside(root, Path::new(NOTE), 4096) else {
        return Ok(None);
    };
    let name = String::from_utf8_lossy(&name).into_owned();
    restore(root, &name).map(Some)
}

fn put_back(root: &Root, wanted: &Contents) -> Result<Restored, SaveFailure> {
    let mut restored = Restored::default();
    for (path, bytes) in wanted {
        let full = inside(root, path)?;
        let is_same = root.files().read(&full).is_ok_and(|it| it == *bytes);
        if !is_same {
            let written = root.write(&full, bytes);
            written.map_err(|it| SaveFailure::io(path, &it))?;
            restored.written += 1;
        }
    }
    for path in contents(root)? {
        if wanted.contains_key(&path) {
            continue;
        }
        match root.files().remove_file(&inside(root, &path)?) {
            Err(error) if files::is_missing(&error) => {}
            removed => removed.map_err(|it| SaveFailure::io(&path, &it))?,
        }
        let folder = root.join(&path);
        let synced = root.files().sync_folder(folder.parent().unwrap_or(&folder));
        synced.map_err(|it| SaveFailure::io(&path, &it))?;
        restored.removed += 1;
    }
    Ok(restored)
}

fn inside(root: &Root, path: &Path) -> Result<PathBuf, SaveFailure> {
    paths::check_inside(root, path).map_err(|it| SaveFailure::new(path, it))
}
