//! Whether the files are still those that a journal was written on. Git, a backup or another program
//! may have changed a record since: then the journal does not go on from it, and must not undo or do
//! again as if nothing had been.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Line;
use super::read::{Entry, Found, Kind};
use super::replay::Lookup;
use crate::model::annotation::{Link, Span};
use crate::model::edit::Edit;
use crate::model::id::{AnnotatorId, AttributeId, DocumentId, LinkId, SpanId, TargetId};
use crate::model::project::{LayerKey, Project};
use crate::store::disk::{LinkRecord, SavedEdit, SpanRecord};
use crate::store::merge;
use crate::store::open::Opened;

/// What an edit sets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Span(LayerKey, SpanId),
    Link(LayerKey, LinkId),
    Status(LayerKey),
    Label(LayerKey, AttributeId),
    OtherLabel(LayerKey, AttributeId),
    Meta(DocumentId),
    Target(TargetId),
    Annotator(AnnotatorId),
    Document(DocumentId),
    Text(DocumentId),
    Schema,
    Guidelines,
    Name,
}

impl Key {
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Span(key, id, _) => Self::Span(key.clone(), id.clone()),
            Edit::Link(key, id, _) => Self::Link(key.clone(), id.clone()),
            Edit::Status(key, _) => Self::Status(key.clone()),
            Edit::DocumentLabel(key, id, _) => Self::Label(key.clone(), id.clone()),
            Edit::OtherLabel(key, id, _) => Self::OtherLabel(key.clone(), id.clone()),
            Edit::Meta(id, _) => Self::Meta(id.clone()),
            Edit::Target(id, _) => Self::Target(id.clone()),
            Edit::Annotator(id, _) => Self::Annotator(id.clone()),
            Edit::Document(id, _) => Self::Document(id.clone()),
            Edit::Text(id, _) => Self::Text(id.clone()),
            Edit::Schema(_) => Self::Schema,
            Edit::Guidelines(_) => Self::Guidelines,
            Edit::Name(_) => Self::Name,
        }
    }
}

/// Whether what `edits` set is what the project had `then`, before later steps. What the project of now does
/// not compare is not compared.
pub(super) fn stands(now: &Project, then: &Project, edits: &[Edit]) -> bool {
    outcome(edits)
        .iter()
        .filter(|it| present(now, it.0).is_some())
        .all(|(key, edit)| present(then, key).is_none_or(|it| is_as(&it, edit)))
}

/// Whether a record is as an edit sets it. One who is not listed goes by the id where there is a folder.
fn is_as(present: &Edit, edit: &Edit) -> bool {
    let is_unlisted = match (present, edit) {
        (Edit::Annotator(id, Some(it)), Edit::Annotator(_, None)) => it.name == id.as_str(),
        _ => false,
    };
    is_unlisted || present == edit
}

/// The last of several edits of each record.
pub(super) fn outcome(edits: &[Edit]) -> BTreeMap<Key, &Edit> {
    edits.iter().map(|it| (Key::of(it), it)).collect()
}

/// The edit that would set a record to what it is; `None` for what is not compared: documents, whose
/// texts are files of their own, and what is said of documents that are not there.
fn present(project: &Project, key: &Key) -> Option<Edit> {
    let layer = |key: &LayerKey| {
        let there = project.document(&key.document).is_some();
        there.then(|| project.layer(key))
    };
    Some(match key.clone() {
        Key::Span(key, id) => {
            let span = layer(&key)?.and_then(|it| it.record(&id)).cloned();
            Edit::Span(key, id, span)
        }
        Key::Link(key, id) => {
            let link = layer(&key)?.and_then(|it| it.link(&id)).cloned();
            Edit::Link(key, id, link)
        }
        Key::Status(key) => {
            let status = layer(&key)?.map(|it| it.status).unwrap_or_default();
            Edit::Status(key, status)
        }
        Key::Label(key, id) => {
            let value = layer(&key)?.and_then(|it| it.labels.get(&id)).cloned();
            Edit::DocumentLabel(key, id, value)
        }
        Key::OtherLabel(key, id) => {
            let value = layer(&key)?.and_then(|it| it.other_labels.get(&id));
            Edit::OtherLabel(key, id, value.cloned())
        }
        Key::Meta(id) => {
            let meta = project.document(&id)?.meta.clone();
            Edit::Meta(id, meta)
        }
        Key::Target(id) => {
            let value = project.targets.get(&id).cloned();
            Edit::Target(id, value)
        }
        Key::Annotator(id) => {
            let value = project.annotators.get(&id).cloned();
            Edit::Annotator(id, value)
        }
        Key::Document(_) => return None,
        Key::Text(id) => {
            project.document(&id)?;
            let version = project.version(&id);
            Edit::Text(id, version.into())
        }
        Key::Schema => Edit::Schema(project.schema.clone()),
        Key::Guidelines => Edit::Guidelines(project.guidelines.clone()),
        Key::Name => Edit::Name(project.name.clone()),
    })
}

/// A record that the files have in a state which the journal never gave it.
pub(super) struct Foreign {
    /// What the journal began with.
    base: Edit,
    /// What it ends with.
    last: Edit,
    /// The line of the last entry that sets it.
    pub line: usize,
}

/// The records that were changed elsewhere since the journal was written.
pub(super) fn foreign(opened: &Opened, found: &Found, open: &[Entry]) -> BTreeMap<Key, Foreign> {
    let lookup = Lookup::new(&opened.root, &opened.project);
    let read = |edits: Vec<SavedEdit>| -> Vec<Edit> {
        let texts = |id: &DocumentId| lookup.find(id);
        let edits = edits.into_iter();
        edits
            .filter_map(|it| it.into_edit(&texts, &|entry| lookup.load(entry)).ok())
            .collect()
    };
    let mut all: BTreeMap<Key, Foreign> = BTreeMap::new();
    let mut known: BTreeMap<Key, bool> = BTreeMap::new();
    for entry in open {
        let Some((before, edits)) = both(found, entry) else {
            continue;
        };
        let (edits, before) = (read(edits), read(before));
        let before = outcome(&before);
        for edit in edits {
            let key = Key::of(&edit);
            let Some(present) = compared(opened, &edit)
                .then(|| present(&opened.project, &key))
                .flatten()
            else {
                continue;
            };
            let Some(base) = all
                .get(&key)
                .map(|it| &it.base)
                .or(before.get(&key).copied())
            else {
                continue;
            };
            let fits = *known.get(&key).unwrap_or(&false)
                || is_as(&present, base)
                || is_as(&present, &edit);
            known.insert(key.clone(), fits);
            let base = base.clone();
            let line = entry.line;
            all.insert(
                key,
                Foreign {
                    base,
                    last: edit,
                    line,
                },
            );
        }
    }
    all.retain(|key, _| known.get(key) == Some(&false));
    all
}

/// Records of files that were not understood in full cannot be compared.
fn compared(opened: &Opened, edit: &Edit) -> bool {
    // A revision touches everything said about a text, and is synced with its files before and after.
    !matches!(edit, Edit::Text(..))
        && edit.layer().is_none_or(|key| {
            opened.protected.reason(key).is_none()
                && !opened.incomplete.contains(key)
                && opened.project.document(&key.document).is_some()
        })
}

/// The edits that lead back to before an entry, and its own.
fn both(found: &Found, entry: &Entry) -> Option<(Vec<SavedEdit>, Vec<SavedEdit>)> {
    let step = |n| match found.step(n)?.1.ok()? {
        Line::Do { edits, back, .. } => Some((edits, back)),
        _ => None,
    };
    let edits = found.edits(entry).ok()?;
    let before = match entry.kind {
        Kind::Do => step(entry.n)?.1,
        Kind::Undo(n) => step(n)?.0,
        Kind::Redo(n) => step(n)?.1,
        Kind::Mark | Kind::Broken => return None,
    };
    Some((before, edits))
}

impl Foreign {
    /// What keeps both versions of a record; nothing where that cannot be: then the files are right.
    pub fn settled(&self, project: &Project) -> Vec<Edit> {
        match (&self.base, &self.last) {
            (Edit::Span(key, id, base), Edit::Span(_, _, last)) => {
                both_spans(project, key, id, base.as_deref(), last.as_deref())
            }
            (Edit::Link(key, id, base), Edit::Link(_, _, last)) => {
                both_links(project, key, id, base.as_deref(), last.as_deref())
            }
            _ => Vec::new(),
        }
    }
}

fn both_spans(
    project: &Project,
    key: &LayerKey,
    id: &SpanId,
    base: Option<&Span>,
    last: Option<&Span>,
) -> Vec<Edit> {
    let (Some(document), Some(layer)) = (project.document(&key.document), project.layer(key))
    else {
        return Vec::new();
    };
    let text = &document.text;
    let of = |it: Option<&Span>| it.and_then(|it| SpanRecord::of(it, &key.annotator, text).ok());
    let (base, ours, theirs) = (of(base), of(layer.record(id).map(Arc::as_ref)), of(last));
    let taken = |id: &SpanId| layer.record(id).is_some();
    merge::versions(base.as_ref(), ours.as_ref(), theirs.as_ref(), taken)
        .into_iter()
        .filter_map(|it| it.into_span(&key.annotator, text).ok())
        .map(|it| Edit::Span(key.clone(), it.id.clone(), Some(it.into())))
        .collect()
}

fn both_links(
    project: &Project,
    key: &LayerKey,
    id: &LinkId,
    base: Option<&Link>,
    last: Option<&Link>,
) -> Vec<Edit> {
    let Some(layer) = project.layer(key) else {
        return Vec::new();
    };
    let of = |it: Option<&Link>| it.map(|it| LinkRecord::of(it, &key.annotator));
    let (base, ours, theirs) = (of(base), of(layer.link(id).map(Arc::as_ref)), of(last));
    let taken = |id: &LinkId| layer.link(id).is_some();
    merge::versions(base.as_ref(), ours.as_ref(), theirs.as_ref(), taken)
        .into_iter()
        .map(|it| it.into_link(&key.annotator))
        .map(|it| Edit::Link(key.clone(), it.id.clone(), Some(it.into())))
        .collect()
}
