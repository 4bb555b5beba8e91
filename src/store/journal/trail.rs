//! The trail: what a journal says of who did what, when and where.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Line;
use super::read::Found;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::store::disk::{SavedEdit, read_line};

/// An entry of a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    pub n: u64,
    pub when: Timestamp,
    pub act: Act,
    /// The key of the step's name, and the word to fill in.
    pub name: String,
    pub detail: String,
    /// The records concerned, by document; those of the whole project under `None`.
    pub places: BTreeMap<Option<DocumentId>, BTreeSet<String>>,
    /// Whether the step has been taken back since and not been done again.
    pub undone: bool,
}

/// What an entry did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Do,
    /// Took back the step with this number.
    Undo(u64),
    /// Did the step with this number again.
    Redo(u64),
}

/// Every entry that can be read, in the order of the journal. Undone steps are known as such.
pub fn trail(found: &Found) -> Vec<Trail> {
    let mut all: Vec<Trail> = Vec::with_capacity(found.entries.len());
    let mut steps: BTreeMap<u64, usize> = BTreeMap::new();
    for entry in &found.entries {
        let line = found.source.get(entry.at.clone()).unwrap_or_default();
        let Some(mut trail) = read_line(line).ok().and_then(of_line) else {
            continue;
        };
        match trail.act {
            Act::Do => {
                steps.insert(trail.n, all.len());
            }
            Act::Undo(step) | Act::Redo(step) => {
                if let Some(done) = steps.get(&step).and_then(|i| all.get_mut(*i)) {
                    done.undone = matches!(trail.act, Act::Undo(_));
                    trail.name.clone_from(&done.name);
                    trail.detail.clone_from(&done.detail);
                }
            }
        }
        all.push(trail);
    }
    all
}

fn of_line(line: Line) -> Option<Trail> {
    let (n, when, act, name, detail, edits) = match line {
        Line::Do {
            n,
            when,
            name,
            detail,
            edits,
            ..
        } => (n, when, Act::Do, name, detail, edits),
        Line::Undo {
            n,
            step,
            when,
            edits,
        } => (
            n,
            when,
            Act::Undo(step),
            String::new(),
            String::new(),
            edits,
        ),
        Line::Redo {
            n,
            step,
            when,
            edits,
        } => (
            n,
            when,
            Act::Redo(step),
            String::new(),
            String::new(),
            edits,
        ),
        Line::Journal { .. } | Line::Checkpoint { .. } => return None,
    };
    let mut places: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for edit in &edits {
        let (document, record) = place(edit);
        places.entry(document).or_default().extend(record);
    }
    Some(Trail {
        n,
        when,
        act,
        name,
        detail,
        places,
        undone: false,
    })
}

/// The document that an edit concerns, and the record in it.
fn place(edit: &SavedEdit) -> (Option<DocumentId>, Option<String>) {
    let whole = |it: &str| (None, Some(it.to_owned()));
    match edit {
        SavedEdit::Span(_, document, id, _) => (Some(document.clone()), Some(id.to_string())),
        SavedEdit::Link(_, document, id, _) => (Some(document.clone()), Some(id.to_string())),
        SavedEdit::DocumentLabel(_, document, id, _)
        | SavedEdit::OtherLabel(_, document, id, _) => {
            (Some(document.clone()), Some(id.to_string()))
        }
        SavedEdit::Status(_, document, _)
        | SavedEdit::Meta(document, _)
        | SavedEdit::Document(document, _)
        | SavedEdit::Text(document, ..) => (Some(document.clone()), None),
        SavedEdit::Target(id, _) => whole(id.as_str()),
        SavedEdit::Annotator(id, _) => whole(AnnotatorId::as_str(id)),
        SavedEdit::Schema(_) => whole("schema"),
        SavedEdit::Guidelines(_) => whole("guidelines"),
        SavedEdit::Name(_) => whole("name"),
    }
}
