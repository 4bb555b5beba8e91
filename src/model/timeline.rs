//! The steps of an annotator as a list to be read: when, what and where. Undoing moves along it; only a
//! new step cuts off what was undone.

use std::ops::Range;

use jiff::Timestamp;

use super::edit::Edit;
use super::history::StepName;
use super::id::{DocumentId, SpanId};

/// A step, as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The number of its entry in the journal.
    pub n: u64,
    pub when: Timestamp,
    pub name: StepName,
    /// Where it happened; none if it concerns the whole project.
    pub spot: Option<Spot>,
    /// The other documents that it touched, such as those of a bulk act.
    pub others: Box<[DocumentId]>,
}

/// A place that a step touched.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub document: DocumentId,
    pub record: Option<SpanId>,
    /// The words of the record, in bytes, as far as the step itself says them.
    pub range: Option<Range<usize>>,
}

/// The steps that can be gone to, the oldest first: those done, then those undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    entries: Vec<Entry>,
}

impl Entry {
    /// `forth`: the edits that do the step; `back`: those that undo it.
    pub fn new(n: u64, when: Timestamp, name: StepName, forth: &[Edit], back: &[Edit]) -> Self {
        let spot = Spot::of(forth, back);
        let mut others: Vec<DocumentId> = forth.iter().filter_map(document).collect();
        others.sort();
        others.dedup();
        others.retain(|it| spot.as_ref().is_none_or(|spot| spot.document != *it));
        Self {
            n,
            when,
            name,
            spot,
            others: others.into(),
        }
    }

    /// Whether it touched a document.
    pub fn touches(&self, document: &DocumentId) -> bool {
        self.spot
            .as_ref()
            .is_some_and(|it| it.document == *document)
            || self.others.contains(document)
    }
}

impl Spot {
    /// The place of a step: that of a record if there is one, else of a document.
    pub fn of(forth: &[Edit], back: &[Edit]) -> Option<Self> {
        let record = || {
            let set = forth.iter().chain(back).find(|it| has_words(it))?;
            Self::at(set)
        };
        record().or_else(|| forth.iter().find_map(Self::at))
    }

    /// Where an edit happens.
    pub fn at(edit: &Edit) -> Option<Self> {
        let document = document(edit)?;
        let (record, range) = match edit {
            Edit::Span(_, id, span) => (Some(id.clone()), span.as_ref().map(|it| it.extent())),
            Edit::Link(_, _, Some(link)) => (Some(link.from.clone()), None),
            _ => (None, None),
        };
        Some(Self {
            document,
            record,
            range,
        })
    }
}

impl Timeline {
    /// A list read back.
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// Adds a step after the first `done` ones; what was undone is cut off.
    pub fn push(&mut self, done: usize, entry: Entry) {
        self.entries.truncate(done);
        self.entries.push(entry);
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

fn has_words(edit: &Edit) -> bool {
    matches!(edit, Edit::Span(_, _, Some(_)))
}

/// The document that an edit concerns.
fn document(edit: &Edit) -> Option<DocumentId> {
    match edit {
        Edit::Meta(document, _) | Edit::Document(document, _) => Some(document.clone()),
        _ => edit.layer().map(|it| it.document.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::Status;
    use crate::model::id::AnnotatorId;
    use crate::model::project::LayerKey;

    fn entry(n: u64) -> Entry {
        Entry::new(n, Timestamp::UNIX_EPOCH, StepName::default(), &[], &[])
    }

    #[test]
    fn a_new_step_cuts_off_what_was_undone() {
        let mut timeline = Timeline::default();
        (1..=4).for_each(|n| timeline.push(n as usize - 1, entry(n)));
        timeline.push(2, entry(9));
        let numbers: Vec<u64> = timeline.entries().iter().map(|it| it.n).collect();
        assert_eq!(numbers, [1, 2, 9]);
    }

    #[test]
    fn a_bulk_act_touches_all_its_documents() {
        let status = |document: &str| {
            let key = LayerKey {
                annotator: AnnotatorId::new("a"),
                document: DocumentId::new(document),
            };
            Edit::Status(key, Status::Done)
        };
        let edits = [status("b"), status("a"), status("b")];
        let entry = Entry::new(1, Timestamp::UNIX_EPOCH, StepName::default(), &edits, &[]);
        let touched = ["a", "b", "c"].map(|it| entry.touches(&DocumentId::new(it)));
        assert_eq!(touched, [true, true, false]);
        assert_eq!(entry.others.len(), 1);
    }
}
