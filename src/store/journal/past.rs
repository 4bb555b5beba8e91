//! The undo and redo lists of an annotator, read back from the end of the journal.

use super::Line;
use super::fit;
use super::read::{Found, Kind};
use super::replay::Lookup;
use crate::model::edit::Edit;
use crate::model::history::{History, Step, StepName};
use crate::model::project::Project;
use crate::store::disk::SavedEdit;
use crate::store::files::Root;
use crate::store::notice::Trouble;

/// No more of a journal is read back than so many bytes of steps, the newest first.
const MAX_BYTES: usize = 16 << 20;

/// What can be undone and done again, with the numbers of the entries.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub history: History,
    /// Oldest first.
    pub done: Vec<u64>,
    /// The last one is done again first.
    pub undone: Vec<u64>,
}

/// Reads back what an annotator can undo and do again.
pub fn past(found: &Found, root: &Root, project: &Project) -> Past {
    let (mut done, mut undone) = stacks(found);
    let lookup = Lookup::new(root, project);
    let mut budget = MAX_BYTES;
    let mut undo = newest(found, &done, &lookup, &mut budget, |it| &it.0.edits);
    let lookup = Lookup::new(root, project);
    let mut redo = newest(found, &undone, &lookup, &mut budget, |it| &it.1.edits);
    done.drain(..done.len() - undo.len());
    undone.drain(..undone.len() - redo.len());
    standing(project, &mut undo, &mut done, |(back, forth)| {
        (&forth.edits, &back.edits)
    });
    standing(project, &mut redo, &mut undone, |(back, forth)| {
        (&back.edits, &forth.edits)
    });
    let mut history = History::default();
    for (back, _) in undo.drain(..) {
        history.restore_done(back);
    }
    for (back, _) in redo.iter().rev() {
        history.restore_done(back.clone());
    }
    for (_, forth) in redo.drain(..) {
        history.restore_undone(forth);
    }
    Past {
        history,
        done,
        undone,
    }
}

/// The numbers of the steps that are done, and of those undone.
fn stacks(found: &Found) -> (Vec<u64>, Vec<u64>) {
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    for entry in &found.entries {
        let fits = match entry.kind {
            Kind::Do => {
                undone.clear();
                done.push(entry.n);
                true
            }
            Kind::Undo(step) => moved(step, &mut done, &mut undone),
            Kind::Redo(step) => moved(step, &mut undone, &mut done),
            Kind::Mark => true,
            Kind::Broken => false,
        };
        if !fits {
            done.clear();
            undone.clear();
        }
    }
    (done, undone)
}

/// Moves a step from one list to the other. Steps above it that do not stand any more stay.
fn moved(step: u64, from: &mut Vec<u64>, to: &mut Vec<u64>) -> bool {
    let Some(i) = from.iter().rposition(|it| *it == step) else {
        return false;
    };
    to.push(from.remove(i));
    true
}

/// Leaves out the steps whose outcome was changed elsewhere since: to undo them would take back what
/// somebody else did. `of`: what a step has set, and what undoing it would set.
fn standing(
    project: &Project,
    steps: &mut Vec<(Step, Step)>,
    numbers: &mut Vec<u64>,
    of: impl Fn(&(Step, Step)) -> (&[Edit], &[Edit]),
) {
    let mut then = project.clone();
    for i in (0..steps.len()).rev() {
        let (set, before) = of(&steps[i]);
        if fit::stands(&then, set) {
            for edit in before {
                then.apply(edit.clone());
            }
        } else {
            steps.remove(i);
            numbers.remove(i);
        }
    }
}

/// The steps of a list, as (back, forth), from its end as far as they can be read; oldest first. `taken`: the
/// edits that take a step of this list: the ones further on are about the texts that it leaves.
fn newest(
    found: &Found,
    numbers: &[u64],
    lookup: &Lookup,
    budget: &mut usize,
    taken: impl Fn(&(Step, Step)) -> &Vec<Edit>,
) -> Vec<(Step, Step)> {
    let mut steps = Vec::new();
    for n in numbers.iter().rev() {
        let Some((
            _,
            Ok(Line::Do {
                name,
                detail,
                edits,
                back,
                ..
            }),
        )) = found.step(*n)
        else {
            break;
        };
        let size = found.size_of(*n);
        let name = StepName { key: name, detail };
        let step = |edits| into_step(name.clone(), edits, lookup);
        // What adds a document comes first, so that its text is known to the edits of the other list.
        let (Ok(back), Ok(forth)) = (step(back), step(edits)) else {
            break;
        };
        if size > *budget {
            break;
        }
        *budget -= size;
        let pair = (back, forth);
        for edit in taken(&pair) {
            if let Edit::Text(id, version) = edit {
                lookup.turn_to(id, version);
            }
        }
        steps.push(pair);
    }
    steps.reverse();
    steps
}

fn into_step(name: StepName, edits: Vec<SavedEdit>, lookup: &Lookup) -> Result<Step, Trouble> {
    let edits = edits
        .into_iter()
        .map(|it| it.into_edit(&|id| lookup.find(id), &|entry| lookup.load(entry)))
        .collect::<Result<_, _>>()?;
    Ok(Step { name, edits })
}
