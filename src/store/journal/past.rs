//! The undo and redo lists of an annotator, read back from the end of the journal.

use jiff::Timestamp;

use super::Line;
use super::fit;
use super::read::{Found, Kind};
use super::replay::Lookup;
use crate::model::edit::Edit;
use crate::model::history::{History, Step, StepName};
use crate::model::id::DocumentId;
use crate::model::project::Project;
use crate::model::timeline::{Entry, Timeline};
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
    /// The same steps, to be read.
    pub timeline: Timeline,
}

impl Past {
    /// A step was done; `back` undoes it.
    pub fn ran(&mut self, entry: Entry, back: Step) {
        let done = self.done.len();
        self.done.push(entry.n);
        self.undone.clear();
        self.history.restore_done(back);
        self.timeline.push(done, entry);
    }
}

/// A step read back.
struct Known {
    when: Timestamp,
    back: Step,
    forth: Step,
}

/// Reads back what an annotator can undo and do again.
pub fn past(found: &Found, root: &Root, project: &Project) -> Past {
    let (mut done, mut undone) = stacks(found);
    let lookup = Lookup::new(root, project);
    let mut budget = MAX_BYTES;
    let (mut undo, lacks) = newest(found, &done, &lookup, &mut budget, |it| &it.back);
    let lookup = Lookup::new(root, project);
    let (mut redo, lacks_too) = newest(found, &undone, &lookup, &mut budget, |it| &it.forth);
    done.drain(..done.len() - undo.len());
    undone.drain(..undone.len() - redo.len());
    standing(project, &mut undo, &mut done, |it| {
        (&it.forth.edits, &it.back.edits)
    });
    standing(project, &mut redo, &mut undone, |it| {
        (&it.back.edits, &it.forth.edits)
    });
    let entries = done.iter().zip(&undo);
    let entries = entries.chain(undone.iter().zip(&redo).rev());
    let timeline = Timeline::new(entries.map(|(n, it)| it.entry(*n)).collect());
    let mut history = History::default();
    for it in undo.drain(..) {
        history.restore_done(it.back);
    }
    for it in redo.iter().rev() {
        history.restore_done(it.back.clone());
    }
    for it in redo.drain(..) {
        history.restore_undone(it.forth);
    }
    Past {
        history,
        done,
        undone,
        lacks: lacks.or(lacks_too),
        timeline,
    }
}

impl Known {
    fn entry(&self, n: u64) -> Entry {
        let name = self.forth.name.clone();
        Entry::new(n, self.when, name, &self.forth.edits, &self.back.edits)
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
    steps: &mut Vec<Known>,
    numbers: &mut Vec<u64>,
    of: impl Fn(&Known) -> (&[Edit], &[Edit]),
) {
    let mut then = project.clone();
    for i in (0..steps.len()).rev() {
        let (set, before) = of(&steps[i]);
        if fit::stands(project, &then, set) {
            for edit in before {
                then.apply(edit.clone());
            }
        } else {
            steps.remove(i);
            numbers.remove(i);
        }
    }
}

/// The steps of a list, from its end as far as they can be read; oldest first. With
/// the text that would have to be read to go on, if that is all that is missing. `taken`: what takes a step of
/// this list: the ones further on are about the texts that it leaves.
fn newest(
    found: &Found,
    numbers: &[u64],
    lookup: &Lookup,
    budget: &mut usize,
    taken: impl Fn(&Known) -> &Step,
) -> (Vec<Known>, Option<(DocumentId, Trouble)>) {
    let (mut steps, mut lacks) = (Vec::new(), None);
    for n in numbers.iter().rev() {
        let Some((
            _,
            Ok(Line::Do {
                when,
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
        let known = Known { when, back, forth };
        for edit in &taken(&known).edits {
            if let Edit::Text(id, version) = edit {
                lookup.turn_to(id, version);
            }
        }
        steps.push(known);
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
