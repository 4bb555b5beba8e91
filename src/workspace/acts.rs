//! Running steps, undoing and redoing them: first the project in memory, then the journal; if the
//! journal cannot be written, the project is as it was before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Workspace, guard, identify};
use crate::model::document::Document;
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{Annotator, LayerKey, Project};
use crate::model::timeline::Entry;
use crate::store::disk::SavedEdit;
use crate::store::files::Root;
use crate::store::journal::{self, Found, Journal, Line, Past, Touched};
use crate::store::lock::Lock;
use crate::store::notice::{Notice, SaveFailure, Severity, Trouble};
use crate::store::open::take_in_again;
use crate::store::paths;

use super::writer::Writer;

/// What is to be done with a step.
#[derive(Clone, Copy)]
enum Way {
    Do,
    Undo(u64),
    Redo(u64),
}

impl Workspace {
    /// Does a step. When this comes back without a failure, the step is in the journal.
    pub fn run(&mut self, mut step: Step) -> Result<(), SaveFailure> {
        if step.edits.is_empty() {
            return Ok(());
        }
        if !self.project.annotators.contains_key(&self.annotator) {
            step.edits.insert(0, self.listing());
        }
        let when = Timestamp::now();
        let (n, back) = self.act(&step, Way::Do, when)?;
        let entry = Entry::new(n, when, step.name, &step.edits, &back.edits);
        self.past.ran(entry, back);
        Ok(())
    }

    /// Undoes the last step; returns what was applied, or `None` if there is nothing to undo.
    pub fn undo(&mut self) -> Result<Option<Step>, SaveFailure> {
        let (Some(step), Some(n)) = (self.past.history.next_undo(), self.past.done.last()) else {
            return Ok(None);
        };
        let (step, n) = (step.clone(), *n);
        guard::check(&self.project, &self.annotator, &step)?;
        let (_, redo) = self.act(&step, Way::Undo(n), Timestamp::now())?;
        self.past.history.restore_undone(redo);
        self.past.done.pop();
        self.past.undone.push(n);
        Ok(Some(step))
    }

    /// Does the last undone step again; returns what was applied, or `None` if there is none.
    pub fn redo(&mut self) -> Result<Option<Step>, SaveFailure> {
        let (Some(step), Some(n)) = (self.past.history.next_redo(), self.past.undone.last()) else {
            return Ok(None);
        };
        let (step, n) = (step.clone(), *n);
        guard::check(&self.project, &self.annotator, &step)?;
        let (_, undo) = self.act(&step, Way::Redo(n), Timestamp::now())?;
        self.past.history.restore_redone(undo);
        self.past.undone.pop();
        self.past.done.push(n);
        Ok(Some(step))
    }

    /// Labels from now on under another name, or id. One who is not listed is listed, as a step. The
    /// undo list is that of this annotator.
    pub fn set_annotator(&mut self, name: &str) -> Result<(), SaveFailure> {
        let (id, name) = identify(&self.project, name);
        if id != self.annotator {
            self.flush()?;
            self.borrowed.clear();
            let lock = match &self.writer {
                Ok(_) => {
                    let lock = Lock::take(&self.root, &id);
                    Some(lock.map_err(|it| SaveFailure::new(paths::LOCKS, it))?)
                }
                Err(_) => None,
            };
            if let Ok(writer) = &self.writer {
                // Nobody looks after this journal once another one is added to.
                writer.sync()?;
            }
            let mut found = journal::find(&self.root, &id);
            if let Some(found) = &mut found {
                if let Some(trouble) = found.unreadable() {
                    return Err(SaveFailure::new(&found.path, trouble.clone()));
                }
                found.set_waits(self.waiting.contains(&id));
            }
            let past = found
                .as_ref()
                .map(|it| journal::past(it, &self.root, &self.project))
                .unwrap_or_default();
            if let Some(notice) = lacking(&past) {
                return Err(SaveFailure::new(notice.file, notice.trouble));
            }
            if let Ok(writer) = &self.writer {
                writer.set_journal(Journal::new(&self.root, &id, found.as_ref())?);
                self.held.set(lock);
            }
            self.past = past;
            (self.annotator, self.annotator_name) = (id, name);
        }
        if self.project.annotators.contains_key(&self.annotator) || self.writer.is_err() {
            return Ok(());
        }
        let listing = self.listing();
        self.run(Step::new(
            "step-annotator",
            self.annotator_name.clone(),
            vec![listing],
        ))
    }

    /// The edit that lists the annotator.
    fn listing(&self) -> Edit {
        let annotator = Annotator {
            name: self.annotator_name.clone(),
        };
        Edit::Annotator(self.annotator.clone(), Some(annotator))
    }

    /// Applies a step and writes it to the journal; returns the entry's number and the inverse step.
    fn act(&mut self, step: &Step, way: Way, when: Timestamp) -> Result<(u64, Step), SaveFailure> {
        self.check_allowed(step)?;
        self.check_lock()?;
        self.borrow_locks(step)?;
        self.back_up_before(step, matches!(way, Way::Do));
        let writer = self
            .writer
            .as_ref()
            .map_err(|it| SaveFailure::new(self.root.path(), it.clone()))?;
        let mut touched = Touched::default();
        step.edits.iter().for_each(|it| touched.add(it));
        let edits = saved(&step.edits, &self.project, &[])?;
        // Without this, every record of the layer would be copied because a snapshot waits to be written.
        writer.release(&touched);
        let is_new = |it: &&LayerKey| self.project.layer(it).is_none();
        let new: Vec<LayerKey> = touched.layers.iter().filter(is_new).cloned().collect();
        let back = applied(&mut self.project, step);
        let result = saved(&back.edits, &self.project, &step.edits)
            .and_then(|saved_back| writer.add(|n| line((n, when), way, step, edits, saved_back)));
        let n = match result {
            Ok(n) => n,
            Err(failure) => {
                applied(&mut self.project, &back);
                remove_layers(&mut self.project, &new);
                writer.queue(&touched, &self.project, &former(&back.edits), None);
                return Err(failure);
            }
        };
        take_in_layers(
            &self.root,
            &mut self.project,
            &mut self.protected,
            step,
            writer,
        );
        writer.queue(&touched, &self.project, &former(&back.edits), Some(n));
        self.unsaved.add(n, &back.edits, writer);
        self.revision += 1;
        Ok((n, back))
    }

    /// Whether this window still writes for its annotator.
    fn check_lock(&mut self) -> Result<(), SaveFailure> {
        match self.held.lost() {
            None => Ok(()),
            Some(trouble) => {
                self.lock_news(trouble.clone());
                Err(SaveFailure::new(paths::LOCKS, trouble))
            }
        }
    }

    /// Notes what has become of the lock: whoever lost it reads only.
    pub(super) fn lock_news(&mut self, trouble: Trouble) {
        // What is not in the files is in the journal, which the other one has read.
        self.writer = Err(trouble);
        self.held.set(None);
        self.borrowed.clear();
        if let Some(watch) = &self.watch {
            watch.wait_for(Some(self.annotator.clone()));
        }
        self.revision += 1;
    }

    /// Takes the locks of others whose records a step changes, until that is in the files.
    fn borrow_locks(&mut self, step: &Step) -> Result<(), SaveFailure> {
        if self.writer.is_err() {
            return Ok(());
        }
        let mut touched = Touched::default();
        step.edits.iter().for_each(|it| touched.add(it));
        let others: BTreeSet<&AnnotatorId> =
            touched.layers.iter().map(|it| &it.annotator).collect();
        if !self.borrowed.is_empty() && self.saved() == super::Saved::Saved {
            self.borrowed.clear();
        }
        for id in others {
            let is_held = self.borrowed.iter().any(|it| it.annotator() == id);
            if *id != self.annotator && !is_held {
                let lock = Lock::take(&self.root, id);
                let lock = lock.map_err(|it| SaveFailure::new(paths::LOCKS, it))?;
                self.borrowed.push(lock);
            }
        }
        Ok(())
    }

    fn check_allowed(&self, step: &Step) -> Result<(), SaveFailure> {
        let coming = former(&step.edits);
        for key in step.edits.iter().filter_map(Edit::layer) {
            let is_there = self.project.document(&key.document).is_some();
            if !is_there && !coming.contains_key(&key.document) {
                // What is said of a text that somebody took out of the list is not written.
                let document = key.document.to_string();
                return Err(SaveFailure::new(
                    paths::PROJECT,
                    Trouble::UnknownDocument { document },
                ));
            }
            if self.protected.reason(key).is_some() {
                let file = paths::layer(key).unwrap_or_else(|_| paths::ANNOTATIONS.into());
                let trouble = Trouble::Protected {
                    document: key.document.to_string(),
                    annotator: key.annotator.to_string(),
                };
                return Err(SaveFailure::new(file, trouble));
            }
        }
        Ok(())
    }

    /// Has the files brought up to what the journals hold, and says so in the journals.
    pub(super) fn catch_up(
        &mut self,
        behind: &Touched,
        mut own: Option<Found>,
        others: BTreeMap<AnnotatorId, Found>,
    ) {
        if let Ok(writer) = &self.writer {
            let end = own.as_ref().and_then(Found::open_end);
            writer.queue(behind, &self.project, &behind.former, end);
            self.unsaved.add_unknown(behind, end.unwrap_or_default());
            let behind = |it: &Found| it.open_end().is_some() && !it.waits();
            let others = others.into_iter().filter(|(_, it)| behind(it));
            writer.finish_others(others.collect());
            if let Some(mended) = own.as_ref().and_then(|it| self.mended(writer, it)) {
                own = Some(mended);
            }
        }
        self.past = own
            .map(|it| journal::past(&it, &self.root, &self.project))
            .unwrap_or_default();
    }

    /// A journal of which some part could not be used, without that part. It stays as it is while the
    /// files cannot be written: what else it holds must be in them before. A failure shows in `saved`.
    fn mended(&self, writer: &Writer, own: &Found) -> Option<Found> {
        if !own.is_unfit() || writer.flush().is_err() {
            return None;
        }
        // Whatever comes of it, nothing is added to the file that another one may have taken the place of.
        let closed = Journal::new(&self.root, &self.annotator, Some(own)).ok()?;
        writer.set_journal(closed);
        let mended = journal::mend(&self.root, &self.annotator, own);
        let now = mended
            .ok()
            .or_else(|| journal::find(&self.root, &self.annotator))
            .filter(|it| it.unreadable().is_none())?;
        let journal = Journal::new(&self.root, &self.annotator, Some(&now)).ok()?;
        writer.set_journal(journal);
        Some(now)
    }
}

/// Tells which text would have to be read so that all earlier steps could be undone.
pub(super) fn lacking(past: &Past) -> Option<Notice> {
    let (document, trouble) = past.lacks.clone()?;
    let file = paths::text(&document).unwrap_or_else(|_| paths::HISTORY.into());
    Some(Notice::new(file, Severity::Warning, trouble))
}

/// Applies a step and returns the one that takes it back.
fn applied(project: &mut Project, step: &Step) -> Step {
    let edits = step.edits.iter().cloned();
    let mut edits: Vec<Edit> = edits.map(|it| project.apply(it)).collect();
    edits.reverse();
    Step {
        name: step.name.clone(),
        edits,
    }
}

/// Takes out the layers that a step began which did not happen.
fn remove_layers(project: &mut Project, keys: &[LayerKey]) {
    for key in keys {
        if let Some(layers) = project.layers.get_mut(&key.annotator) {
            Arc::make_mut(layers).remove(&key.document);
        }
    }
    project.layers.retain(|_, it| !it.is_empty());
}

/// Edits as the journal keeps them; documents may be in the project, in these edits or in `others`.
fn saved(
    edits: &[Edit],
    project: &Project,
    others: &[Edit],
) -> Result<Vec<SavedEdit>, SaveFailure> {
    let mut moving = former(others);
    moving.extend(former(edits));
    let texts = |id: &DocumentId| project.document(id).or_else(|| moving.get(id)).cloned();
    edits
        .iter()
        .map(|it| SavedEdit::of(it, &texts))
        .collect::<Result<_, _>>()
        .map_err(|it| SaveFailure::new(paths::HISTORY, it))
}

/// The documents that edits bring.
fn former(edits: &[Edit]) -> BTreeMap<DocumentId, Arc<Document>> {
    edits
        .iter()
        .filter_map(|it| match it {
            Edit::Document(id, Some((_, document))) => Some((id.clone(), Arc::clone(document))),
            _ => None,
        })
        .collect()
}

fn line(
    (n, when): (u64, Timestamp),
    way: Way,
    step: &Step,
    edits: Vec<SavedEdit>,
    back: Vec<SavedEdit>,
) -> Line {
    match way {
        Way::Do => Line::Do {
            n,
            when,
            name: step.name.key.clone(),
            detail: step.name.detail.clone(),
            edits,
            back,
        },
        Way::Undo(step) => Line::Undo {
            n,
            step,
            when,
            edits,
        },
        Way::Redo(step) => Line::Redo {
            n,
            step,
            when,
            edits,
        },
    }
}

/// A document that comes back brings the annotations that were left alone while it was away.
fn take_in_layers(
    root: &Root,
    project: &mut Project,
    protected: &mut crate::store::open::Protected,
    step: &Step,
    writer: &Writer,
) {
    for edit in &step.edits {
        if let Edit::Document(id, Some(_)) = edit {
            writer.keep(take_in_again(root, project, protected, id));
        }
    }
}
