//! What one annotator takes back must not pull the ground from under another: a schema that has gained
//! a label may not lose it again, by undoing, while somebody else's records carry it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::model::check::{self, Problem, Record, Trouble as Wrong};
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::Project;
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::paths;

/// A record, by annotator and document.
type Place = (AnnotatorId, DocumentId, Record);

/// Refuses a step back or forth after which the schema would not know records of others that it does
/// not itself bring back.
pub(super) fn check(project: &Project, own: &AnnotatorId, step: &Step) -> Result<(), SaveFailure> {
    let shared = |it: &Edit| matches!(it, Edit::Schema(_) | Edit::Target(_, None));
    if !step.edits.iter().any(shared) {
        return Ok(());
    }
    let mut then = project.clone();
    for edit in step.edits.iter().cloned() {
        then.apply(edit);
    }
    let before = strangers(project, own);
    let brought: BTreeSet<Place> = step.edits.iter().filter_map(place).collect();
    let more = strangers(&then, own);
    let more = more
        .iter()
        .filter(|it| !before.contains(*it) && !brought.contains(*it));
    let count = more.count();
    if count == 0 {
        return Ok(());
    }
    let count = count.to_string();
    let trouble = Trouble::StillUsed { count };
    Err(SaveFailure::new(PathBuf::from(paths::PROJECT), trouble))
}

/// The record that an edit sets.
fn place(edit: &Edit) -> Option<Place> {
    let record = match edit {
        Edit::Span(_, id, _) => Record::Span(id.clone()),
        Edit::Link(_, id, _) => Record::Link(id.clone()),
        Edit::DocumentLabel(_, id, _) => Record::Document(id.clone()),
        _ => return None,
    };
    let key = edit.layer()?;
    Some((key.annotator.clone(), key.document.clone(), record))
}

/// The records of others of which the schema does not know something.
fn strangers(project: &Project, own: &AnnotatorId) -> BTreeSet<Place> {
    let strange = |it: &Problem| {
        matches!(
            it.trouble,
            Wrong::UnknownLabel
                | Wrong::UnknownAttribute
                | Wrong::WrongValue
                | Wrong::UnknownTarget
                | Wrong::UnknownLinkKind
        )
    };
    let layers = project.all_layers().filter(|it| it.0.annotator != *own);
    layers
        .flat_map(|(key, _)| check::problems(project, &key))
        .filter(strange)
        .map(|it| (it.annotator, it.document, it.record))
        .collect()
}
