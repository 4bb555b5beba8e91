//! What the desk forgets when the open document gets another text.

use super::{Caret, Desk};
use crate::app::place::Place;
use crate::model::document::Document;

impl Desk {
    /// The open document has another text now: what pointed into the old one is gone, the caret stays about
    /// where it was.
    pub fn text_changed(&mut self, document: &Document) {
        let at = self.caret.range().start.min(document.text.len());
        let mut caret = Caret::at_start(document.text.as_str(), self.caret.unit);
        caret.go(document.text.as_str(), at);
        self.to_text();
        self.caret = caret;
        self.position = None;
        self.menu = None;
        self.preview = None;
        self.reshaping = None;
        self.popup = None;
        self.reading = None;
        self.cycle = None;
        self.reveal = None;
        self.sight = 0..0;
        self.finding.open = false;
        self.finding.begin(None, None);
        let stays = |it: &Place| !matches!(it, Place::Words(id, _) if *id == document.id);
        self.trail.retain(stays);
        self.ahead.retain(stays);
    }
}
