//! Doing again what the files lack: the entries after the last checkpoint.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fit::{self, Key};
use super::read::{self, Found, Kind};
use crate::model::document::Document;
use crate::model::edit::Edit;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{LayerKey, Project};
use crate::store::disk::{Entry, SavedEdit};
use crate::store::files::Root;
use crate::store::notice::{Severity, Trouble};
use crate::store::open::{Opened, load_document, take_in_again};

/// The files that a list of edits concerns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    pub layers: BTreeSet<LayerKey>,
    pub project: bool,
    pub guidelines: bool,
    /// Documents that left the project: what was said about them before is still to be written.
    pub former: BTreeMap<DocumentId, Arc<Document>>,
}

impl Touched {
    pub fn add(&mut self, edit: &Edit) {
        match edit {
            Edit::Guidelines(_) => self.guidelines = true,
            other => match other.layer() {
                Some(key) => {
                    self.layers.insert(key.clone());
                }
                None => self.project = true,
            },
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Brings an opened project up to the state of its journals.
pub fn replay(opened: &mut Opened, journals: &mut BTreeMap<AnnotatorId, Found>) -> Touched {
    let mut touched = Touched::default();
    let mut order: Vec<_> = journals
        .iter_mut()
        .filter_map(|(_, it)| Some((it.first_open()?, it)))
        .collect();
    order.sort_by_key(|(when, _)| *when);
    for (_, found) in order {
        replay_one(opened, found, &mut touched);
    }
    touched
}

fn replay_one(opened: &mut Opened, found: &mut Found, touched: &mut Touched) {
    let open: Vec<_> = found
        .entries
        .iter()
        .filter(|it| found.is_open(it))
        .cloned()
        .collect();
    let foreign = fit::foreign(opened, found, &open);
    let mut leaving = documents_leaving(found, &open);
    for entry in open {
        if entry.kind == Kind::Broken {
            continue;
        }
        let troubles = match found.edits(&entry) {
            Ok(edits) => edits
                .into_iter()
                .filter_map(|it| apply(opened, it, &foreign, touched).err())
                .collect(),
            Err(trouble) => vec![trouble],
        };
        leaving.retain(|(n, _)| *n > entry.n);
        for trouble in troubles {
            if is_of(&trouble, &leaving) {
                continue;
            }
            if is_passing(&trouble) {
                found.waits = true;
            } else {
                found.unfit = true;
            }
            found.tell(entry.line, Severity::Error, Trouble::JournalUnfit {});
            found.tell(entry.line, Severity::Error, trouble);
        }
    }
    keep_both(opened, found, &foreign, touched);
}

/// Records that were changed elsewhere since the journal was written stay in both versions.
fn keep_both(
    opened: &mut Opened,
    found: &mut Found,
    foreign: &BTreeMap<Key, fit::Foreign>,
    touched: &mut Touched,
) {
    for it in foreign.values() {
        for edit in it.settled(&opened.project) {
            touched.add(&edit);
            opened.project.apply(edit);
        }
        found.unfit = true;
        found.tell(it.line, Severity::Warning, Trouble::JournalBehind {});
    }
}

/// The documents that some entries take out of the project, with the number of the entry.
fn documents_leaving(found: &Found, entries: &[read::Entry]) -> Vec<(u64, DocumentId)> {
    let mut leaving = Vec::new();
    for entry in entries {
        for edit in found.edits(entry).unwrap_or_default() {
            if let SavedEdit::Document(id, None) = edit {
                leaving.push((entry.n, id));
            }
        }
    }
    leaving
}

/// Whether a step does not fit only because its document has left already: what was said about it is
/// in its file, which is written before the list.
fn is_of(trouble: &Trouble, leaving: &[(u64, DocumentId)]) -> bool {
    let Trouble::UnknownDocument { document } = trouble else {
        return false;
    };
    leaving.iter().any(|(_, id)| id.as_str() == document)
}

/// Whether a step may fit at another opening, when its files can be read.
fn is_passing(trouble: &Trouble) -> bool {
    !matches!(
        trouble,
        Trouble::UnknownDocument { .. }
            | Trouble::OutOfRange { .. }
            | Trouble::QuoteDiffers { .. }
            | Trouble::BadFragments { .. }
            | Trouble::DuplicateRecord { .. }
            | Trouble::UnsafeId { .. }
            | Trouble::UnknownEncoding { .. }
    )
}

fn apply(
    opened: &mut Opened,
    edit: SavedEdit,
    foreign: &BTreeMap<Key, fit::Foreign>,
    touched: &mut Touched,
) -> Result<(), Trouble> {
    let lookup = Lookup::new(&opened.root, &opened.project);
    let edit = edit.into_edit(&|id| lookup.find(id), &|entry| lookup.load(entry))?;
    if let Some(key) = edit.layer()
        && let Some(reason) = opened.protected.reason(key)
    {
        return Err(reason.clone());
    }
    if let Some(key) = edit.layer()
        && opened.project.document(&key.document).is_none()
        && opened.project.layer(key).is_none()
    {
        let document = key.document.to_string();
        return Err(Trouble::UnknownDocument { document });
    }
    if foreign.contains_key(&Key::of(&edit)) {
        return Ok(());
    }
    touched.add(&edit);
    if let Edit::Document(id, None) = &edit
        && let Some(document) = opened.project.document(id)
    {
        touched.former.insert(id.clone(), Arc::clone(document));
    }
    let come = match &edit {
        Edit::Document(id, Some(_)) => Some(id.clone()),
        _ => None,
    };
    opened.project.apply(edit);
    if let Some(id) = come {
        take_in_layers(opened, &id);
    }
    Ok(())
}

/// The annotations of a document that is in the project after all: they were left alone till now.
fn take_in_layers(opened: &mut Opened, id: &DocumentId) {
    let (root, project) = (&opened.root, &mut opened.project);
    let incomplete = take_in_again(root, project, &mut opened.protected, id);
    opened.incomplete.extend(incomplete);
    let unknown = Trouble::UnknownDocument {
        document: id.to_string(),
    };
    opened.report.notices.retain(|it| it.trouble != unknown);
}

/// Finds documents of the project and, on disk, those that were once in it.
pub(super) struct Lookup<'a> {
    root: &'a Root,
    project: &'a Project,
    former: RefCell<BTreeMap<DocumentId, Arc<Document>>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(root: &'a Root, project: &'a Project) -> Self {
        Self {
            root,
            project,
            former: RefCell::default(),
        }
    }

    pub(super) fn find(&self, id: &DocumentId) -> Option<Arc<Document>> {
        let former = || self.former.borrow().get(id).cloned();
        self.project.document(id).cloned().or_else(former)
    }

    /// The document of an entry, with the text that its file holds now.
    pub(super) fn load(&self, entry: Entry) -> Result<Arc<Document>, Trouble> {
        let id = DocumentId::new(&entry.id);
        let (meta, source) = entry.parts();
        if let Some(known) = self.find(&id)
            && known.source == source
        {
            let text = known.text.clone();
            return Ok(Arc::new(Document {
                id,
                meta,
                text,
                source,
            }));
        }
        match load_document(self.root, &id, meta, source) {
            (document, None) => {
                let document = Arc::new(document);
                self.former.borrow_mut().insert(id, Arc::clone(&document));
                Ok(document)
            }
            (_, Some(trouble)) => Err(trouble),
        }
    }
}
