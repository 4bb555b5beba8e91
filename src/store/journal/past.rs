//! The undo and redo lists of an annotator, read back from the end of the journal.

use super::Line;
use super::read::{Found, Kind};
use super::replay::Lookup;
use crate::model::history::{History, Step, StepName};
use crate::model::id::DocumentId;
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
    /// The text that cannot be read now and without which earlier steps cannot be undone, and why.
    pub lacks: Option<(DocumentId, Trouble)>,
}

/// Reads back what an annotator can undo and do again.
pub fn past(found: &Found, root: &Root, project: &Project) -> Past {
    let (mut done, mut undone) = stacks(found);
    let lookup = Lookup::new(root, project);
    let mut budget = MAX_BYTES;
    let (mut undo, lacks) = newest(found, &done, &lookup, &mut budget);
    let (mut redo, lacks_too) = newest(found, &undone, &lookup, &mut budget);
    done.drain(..done.len() - undo.len());
    undone.drain(..undone.len() - redo.len());
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
        lacks: lacks.or(lacks_too),
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
            Kind::Undo(step) => done
                .pop_if(|it| *it == step)
                .map(|it| undone.push(it))
                .is_some(),
            Kind::Redo(step) => undone
                .pop_if(|it| *it == step)
                .map(|it| done.push(it))
                .is_some(),
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

/// The steps of a list, as (back, forth), from its end as far as they can be read; oldest first. With
/// the text that would have to be read to go on, if that is all that is missing.
fn newest(
    found: &Found,
    numbers: &[u64],
    lookup: &Lookup,
    budget: &mut usize,
) -> (Vec<(Step, Step)>, Option<(DocumentId, Trouble)>) {
    let (mut steps, mut lacks) = (Vec::new(), None);
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
        let (back, forth) = match step(back).and_then(|it| Ok((it, step(edits)?))) {
            Ok(both) => both,
            Err(trouble) => {
                lacks = unreadable_text(trouble);
                break;
            }
        };
        if size > *budget {
            break;
        }
        *budget -= size;
        steps.push((back, forth));
    }
    steps.reverse();
    (steps, lacks)
}

fn unreadable_text(trouble: Trouble) -> Option<(DocumentId, Trouble)> {
    match &trouble {
        Trouble::TextUnreadable { document, .. } => Some((DocumentId::new(document), trouble)),
        _ => None,
    }
}

fn into_step(name: StepName, edits: Vec<SavedEdit>, lookup: &Lookup) -> Result<Step, Trouble> {
    let edits = edits
        .into_iter()
        .map(|it| it.into_edit(&|id| lookup.find(id), &|entry| lookup.load(entry)))
        .collect::<Result<_, _>>()?;
    Ok(Step { name, edits })
}
