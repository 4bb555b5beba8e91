//! Doing again what the files lack: the entries after the last checkpoint.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fit::{self, Key};
use super::read::{self, Found, Kind};
use crate::model::document::Document;
use crate::model::edit::{Edit, Version};
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
    /// Documents whose text is another one now.
    pub texts: BTreeSet<DocumentId>,
}

impl Touched {
    pub fn add(&mut self, edit: &Edit) {
        match edit {
            Edit::Guidelines(_) => self.guidelines = true,
            Edit::Text(id, version) => {
                self.project = true;
                self.texts.insert(id.clone());
                let keys = version.layers.keys().map(|it| LayerKey {
                    annotator: it.clone(),
                    document: id.clone(),
                });
                self.layers.extend(keys);
            }
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
    let revised = match &edit {
        Edit::Text(id, version) => Some((id.clone(), version.layers.keys().cloned().collect())),
        _ => None,
    };
    opened.project.apply(edit);
    if let Some((id, annotators)) = revised {
        settle_text(opened, &id, annotators);
    }
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

/// A revision of a text that a crash broke off is whole again. Files that were half done are kept aside.
fn settle_text(opened: &mut Opened, id: &DocumentId, annotators: Vec<AnnotatorId>) {
    opened.protected.documents.remove(id);
    for annotator in annotators {
        let document = id.clone();
        let key = LayerKey {
            annotator,
            document,
        };
        opened.protected.layers.remove(&key);
        opened.incomplete.insert(key);
    }
    let document = id.to_string();
    let told = [
        Trouble::TextChanged {
            document: document.clone(),
        },
        Trouble::TextDiffers {
            document: document.clone(),
        },
        Trouble::OtherText { document },
    ];
    opened
        .report
        .notices
        .retain(|it| !told.contains(&it.trouble));
}

/// Finds documents of the project and, on disk, those that were once in it.
pub(super) struct Lookup<'a> {
    root: &'a Root,
    project: &'a Project,
    former: RefCell<BTreeMap<DocumentId, Arc<Document>>>,
    /// Documents with another text than they have now.
    revised: RefCell<BTreeMap<DocumentId, Arc<Document>>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(root: &'a Root, project: &'a Project) -> Self {
        Self {
            root,
            project,
            former: RefCell::default(),
            revised: RefCell::default(),
        }
    }

    pub(super) fn find(&self, id: &DocumentId) -> Option<Arc<Document>> {
        let revised = self.revised.borrow().get(id).cloned();
        let former = || self.former.borrow().get(id).cloned();
        revised
            .or_else(|| self.project.document(id).cloned())
            .or_else(former)
    }

    /// From now on a document has the text that it had under a version.
    pub(super) fn turn_to(&self, id: &DocumentId, version: &Version) {
        if let Some(document) = self.find(id) {
            let mut document = Document::clone(&document);
            document.text = version.text.clone();
            document.source = version.source.clone();
            self.revised
                .borrow_mut()
                .insert(id.clone(), Arc::new(document));
        }
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
