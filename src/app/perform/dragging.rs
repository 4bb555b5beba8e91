//! What the pointer drags over the text: new words, or the edge of a record. What it would choose is
//! shown before the button is released.

use std::ops::Range;

use crate::app::action::Action;
use crate::app::desk::questions::Tiers;
use crate::app::session::Session;
use crate::model::id::SpanId;
use crate::model::segment;

use super::Failure;

impl Session {
    pub(super) fn drag(&mut self, action: Action, tiers: Tiers) -> Result<(), Failure> {
        match action {
            Action::Drag {
                range,
                by_character,
                done,
            } => self.drag_words(range, by_character, done, tiers),
            Action::DragEdge {
                span,
                fragment,
                start,
                at,
                by_character,
                done,
            } => {
                let Some(range) = self.dragged(&span, fragment, start, at, by_character) else {
                    return Ok(());
                };
                if !done {
                    self.desk.reshaping = Some((span, fragment, range));
                    return Ok(());
                }
                self.desk.reshaping = None;
                self.mark(
                    Action::Reshape {
                        span,
                        fragment,
                        range,
                    },
                    tiers,
                )
            }
            _ => Ok(()),
        }
    }

    fn drag_words(
        &mut self,
        range: Range<usize>,
        by_character: bool,
        done: bool,
        tiers: Tiers,
    ) -> Result<(), Failure> {
        let Some(document) = self.document().cloned() else {
            return Ok(());
        };
        let text = document.text.as_str();
        let range = if by_character {
            range
        } else {
            segment::snap(text, range)
        };
        if !done {
            self.desk.preview = Some(range);
            return Ok(());
        }
        self.desk.preview = None;
        if range.is_empty() {
            return Ok(());
        }
        if self.desk.linking.is_some() {
            self.desk.caret.choose(range);
            return self.link(Action::LinkWords);
        }
        self.desk.to_text();
        self.desk.caret.choose(range.clone());
        match self.desk.armed.clone() {
            Some(label) => self.mark_words(&label, range, tiers),
            None => Ok(()),
        }
    }

    /// The fragment that a record would have if its edge were dropped here.
    fn dragged(
        &self,
        span: &SpanId,
        fragment: usize,
        start: bool,
        at: usize,
        by_character: bool,
    ) -> Option<Range<usize>> {
        let text = self.document()?.text.as_str();
        let before = self.layer()?.span(span)?.at.get(fragment)?.clone();
        let at = if by_character {
            at
        } else {
            nearest_border(text, at, start)
        };
        let range = if start {
            at.min(before.end)..before.end
        } else {
            before.start..at.max(before.start)
        };
        (!range.is_empty()).then_some(range)
    }
}

/// The border of the word under the pointer that an edge would snap to.
fn nearest_border(text: &str, at: usize, start: bool) -> usize {
    let word = segment::at(text, segment::Unit::Word, at);
    if !(word.start..=word.end).contains(&at) {
        return at;
    }
    let nearer_start = at - word.start < word.end - at;
    match (start, nearer_start) {
        (_, true) => word.start,
        (_, false) => word.end,
    }
}
