//! What one annotator takes back must not pull the ground from under another: a schema that has gained
//! a label may not lose it again, by undoing, while somebody's records carry it.

use std::path::PathBuf;

use crate::model::check::{self, Trouble as Wrong};
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::project::Project;
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::paths;

/// Refuses a step back or forth that would leave more records unknown to the schema than there are.
pub(super) fn check(project: &Project, step: &Step) -> Result<(), SaveFailure> {
    let shared = |it: &Edit| matches!(it, Edit::Schema(_) | Edit::Target(_, None));
    if !step.edits.iter().any(shared) {
        return Ok(());
    }
    let mut then = project.clone();
    for edit in step.edits.iter().cloned() {
        then.apply(edit);
    }
    let more = strangers(&then).saturating_sub(strangers(project));
    if more == 0 {
        return Ok(());
    }
    let trouble = Trouble::StillUsed {
        count: more.to_string(),
    };
    Err(SaveFailure::new(PathBuf::from(paths::PROJECT), trouble))
}

/// How many things the schema does not know stand in the records.
fn strangers(project: &Project) -> usize {
    let strange = |it: &Wrong| {
        matches!(
            it,
            Wrong::UnknownLabel
                | Wrong::UnknownAttribute
                | Wrong::WrongValue
                | Wrong::UnknownTarget
                | Wrong::UnknownLinkKind
                | Wrong::LinkNotAllowed
        )
    };
    let layers = project.all_layers();
    layers
        .flat_map(|(key, _)| check::problems(project, &key))
        .filter(|it| strange(&it.trouble))
        .count()
}
