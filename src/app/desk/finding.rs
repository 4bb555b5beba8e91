//! What is being found in the text: the words, the hits so far, the one the caret is on, and where the
//! analyst was before.

use std::ops::Range;

use super::{Caret, Focus};
use crate::analysis::find::Query;
use crate::app::panel::text::Stand;
use crate::model::id::{DocumentId, LabelId};

/// What the bar and the keys ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Find {
    /// Opens the bar, with the selected words if there are any.
    Open,
    /// Finds the words selected, or the word at the caret.
    Here,
    /// Finds these.
    Words(String),
    Exact(bool),
    WholeWords(bool),
    Step {
        back: bool,
    },
    /// Goes to a hit by its place among them.
    At(usize),
    /// Gives every hit this label, as one step.
    LabelAll(LabelId),
    /// Closes the bar: the caret stays on the hit, or goes back where it was when there is none.
    Close,
}

/// Where the analyst was.
#[derive(Clone, Debug)]
pub struct Home {
    pub caret: Caret,
    pub focus: Focus,
    /// Where the view stood.
    pub stand: Stand,
}

/// The search in the open document.
#[derive(Default)]
pub struct Finding {
    pub open: bool,
    /// Asks the bar to take the keyboard.
    pub asks: bool,
    pub query: Query,
    /// In order, apart from one another.
    hits: Vec<Range<usize>>,
    current: Option<usize>,
    /// Whether the whole text was looked at.
    complete: bool,
    version: u64,
    /// The document that the hits are in.
    pub document: Option<DocumentId>,
    /// The byte from which the nearest hit is awaited.
    awaits: Option<usize>,
    pub home: Option<Home>,
}

impl Finding {
    pub fn hits(&self) -> &[Range<usize>] {
        &self.hits
    }

    /// The hit the caret was brought to, by its place among them.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    pub fn hit(&self) -> Option<&Range<usize>> {
        self.hits.get(self.current?)
    }

    /// Whether all hits are known.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Changes whenever the hits do.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Forgets the hits; the first one from byte `awaits` on will be the current one.
    pub fn begin(&mut self, document: Option<DocumentId>, awaits: Option<usize>) {
        self.document = document;
        self.hits.clear();
        self.current = None;
        self.complete = false;
        self.awaits = awaits;
        self.version += 1;
    }

    /// Takes in more hits, which come after those known. Returns the hit that was awaited, if this brought it.
    pub fn add(&mut self, more: &[Range<usize>], complete: bool) -> Option<Range<usize>> {
        self.hits.extend_from_slice(more);
        self.complete |= complete;
        self.version += 1;
        let from = self.awaits?;
        let next = self.hits.partition_point(|it| it.start < from);
        let wrapped = (complete && !self.hits.is_empty()).then_some(0);
        let found = (next < self.hits.len()).then_some(next).or(wrapped)?;
        self.awaits = None;
        self.at(found)
    }

    /// The hit after or before the caret, round the ends of the text.
    pub fn step(&mut self, back: bool, caret: &Range<usize>) -> Option<Range<usize>> {
        let last = self.hits.len().checked_sub(1)?;
        let next = match self.hits.binary_search_by_key(&caret.start, |it| it.start) {
            Ok(at) if back => at.checked_sub(1).unwrap_or(last),
            // The caret's unit may begin where a hit does, and not have been brought there.
            Ok(at) if self.hits.get(at) != Some(caret) => at,
            Ok(at) => at + 1,
            Err(at) if back => at.checked_sub(1).unwrap_or(last),
            Err(at) => at,
        };
        let known = next <= last;
        self.awaits = (!known && !self.complete).then_some(caret.end);
        match self.awaits {
            Some(_) => None,
            None => self.at(if known { next } else { 0 }),
        }
    }

    /// The hit at a place among them; none past the last one.
    pub fn at(&mut self, index: usize) -> Option<Range<usize>> {
        let hit = self.hits.get(index)?.clone();
        self.current = Some(index);
        Some(hit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(awaits: usize) -> Finding {
        let mut finding = Finding::default();
        finding.begin(None, Some(awaits));
        finding
    }

    #[test]
    fn the_nearest_hit_comes_first_as_soon_as_it_is_known() {
        let mut finding = finding(50);
        assert_eq!(finding.add(&[10..12, 20..22], false), None);
        assert_eq!(finding.add(&[60..62], false), Some(60..62));
        assert_eq!(finding.add(&[70..72], true), None, "it stays");
        assert_eq!(finding.current(), Some(2));
    }

    #[test]
    fn past_the_last_hit_the_first_one_comes() {
        let mut late = finding(100);
        assert_eq!(late.add(&[10..12, 20..22], false), None);
        assert_eq!(late.add(&[], true), Some(10..12));
        assert_eq!(late.step(true, &(10..12)), Some(20..22));
        assert_eq!(late.step(false, &(20..22)), Some(10..12));
    }

    #[test]
    fn steps_go_on_from_where_the_caret_was_put() {
        let mut finding = finding(0);
        finding.add(&[10..12, 20..22, 30..32], true);
        assert_eq!(finding.step(false, &(15..18)), Some(20..22));
        assert_eq!(finding.step(true, &(28..40)), Some(20..22));
        assert_eq!(
            finding.step(false, &(20..29)),
            Some(20..22),
            "a unit that begins there"
        );
        assert_eq!(finding.step(false, &(20..22)), Some(30..32));
        assert_eq!(finding.step(true, &(20..29)), Some(10..12));
    }
}
