//! Named steps, and their undoing. A step is a list of edits that belong together; undoing applies
//! the inverses, newest first, and what that gives back is the way to redo.

use super::edit::Edit;
use super::project::Project;

/// What an analyst did in one act.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub name: StepName,
    pub edits: Vec<Edit>,
}

/// The name of a step, for the menu: a key of the translation files and a word to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepName {
    pub key: String,
    /// Such as the id of the label or attribute concerned; may be empty.
    pub detail: String,
}

impl Step {
    pub fn new(key: &str, detail: impl AsRef<str>, edits: Vec<Edit>) -> Self {
        Self {
            name: StepName {
                key: key.to_owned(),
                detail: detail.as_ref().to_owned(),
            },
            edits,
        }
    }
}

/// The steps done, and those undone and not yet overtaken by another. There is no limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Each entry undoes one step.
    undo: Vec<Step>,
    /// Each entry does one step again.
    redo: Vec<Step>,
}

impl History {
    /// Does a step; returns the edits that would undo it.
    pub fn run(&mut self, project: &mut Project, step: Step) -> &Step {
        self.redo.clear();
        self.undo.push(reversed(project, step));
        // Just pushed: the last entry is there.
        &self.undo[self.undo.len() - 1]
    }

    /// Undoes the last step; returns what was applied.
    pub fn undo(&mut self, project: &mut Project) -> Option<Step> {
        let step = self.undo.pop()?;
        self.redo.push(reversed(project, step.clone()));
        Some(step)
    }

    /// Does the last undone step again; returns what was applied.
    pub fn redo(&mut self, project: &mut Project) -> Option<Step> {
        let step = self.redo.pop()?;
        self.undo.push(reversed(project, step.clone()));
        Some(step)
    }

    /// The step that *Undo* would undo.
    pub fn next_undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The step that *Redo* would do again.
    pub fn next_redo(&self) -> Option<&Step> {
        self.redo.last()
    }

    pub fn n_undo(&self) -> usize {
        self.undo.len()
    }

    pub fn n_redo(&self) -> usize {
        self.redo.len()
    }

    /// Rebuilds the list from a journal: a step that was done, with the edits that undo it.
    pub fn restore_done(&mut self, undo: Step) {
        self.redo.clear();
        self.undo.push(undo);
    }

    /// Rebuilds the list from a journal: the last step was undone; `redo` does it again.
    pub fn restore_undone(&mut self, redo: Step) {
        self.undo.pop();
        self.redo.push(redo);
    }

    /// Rebuilds the list from a journal: the last undone step was done again; `undo` undoes it.
    pub fn restore_redone(&mut self, undo: Step) {
        self.redo.pop();
        self.undo.push(undo);
    }
}

/// Applies a step and returns the one that takes it back.
fn reversed(project: &mut Project, step: Step) -> Step {
    let mut edits: Vec<Edit> = step
        .edits
        .into_iter()
        .map(|edit| project.apply(edit))
        .collect();
    edits.reverse();
    Step {
        name: step.name,
        edits,
    }
}
