//! What the analyst has before them: the open document, the caret, which record has the focus, the
//! link being made. Plain values, no drawing: keys and clicks are tested here without a window.

pub mod caret;
pub mod filter;
pub mod finding;
pub mod focus;
pub mod linking;
pub mod menu;
pub mod position;
pub mod questions;
pub mod shown;
pub mod steps;

use std::ops::Range;

pub use caret::Caret;
pub use filter::Filter;
pub use finding::{Find, Finding, Home};
pub use focus::Focus;
pub use linking::Linking;
pub use menu::{Menu, MenuAct, On};
pub use position::{GoTo, Position};
pub use shown::Shown;
pub use steps::{Steps, StepsAct};

use super::place::Place;
use super::record::RecordId;
use crate::model::document::Document;
use crate::model::id::{AttributeId, DocumentId, LabelId, SpanId};
use crate::model::segment::Unit;

/// The state of work that is not part of the project.
pub struct Desk {
    pub document: Option<DocumentId>,
    pub caret: Caret,
    pub focus: Focus,
    pub linking: Option<Linking>,
    /// The label that every selection by mouse gets at once.
    pub armed: Option<LabelId>,
    /// The label last used: Enter marks with it.
    pub last_label: Option<LabelId>,
    /// The record last made or chosen: another fragment goes to it.
    pub last_record: Option<SpanId>,
    /// What a drag would choose if the button were released now.
    pub preview: Option<Range<usize>>,
    /// The edge of a record being dragged: the fragment it would have.
    pub reshaping: Option<(SpanId, usize, Range<usize>)>,
    /// The list of targets, open for a question of a record.
    pub target_list: Option<(SpanId, AttributeId)>,
    /// Asks the inspector to put the keyboard into the field of this question.
    pub edit: Option<AttributeId>,
    /// Which documents the list shows.
    pub filter: Filter,
    /// Which records the page shows.
    pub shown: Shown,
    /// What lies open over the page.
    pub popup: Option<Popup>,
    /// The record of another annotator that is being read.
    pub reading: Option<RecordId>,
    /// Where *Back* leads, the latest last.
    pub trail: Vec<Place>,
    /// Where *Forward* leads after *Back*, the next one last.
    pub ahead: Vec<Place>,
    pub finding: Finding,
    /// The bar for going to a position, while it is open.
    pub position: Option<Position>,
    /// The menu over the text, while it is open.
    pub menu: Option<Menu>,
    /// What the text view is asked to bring into sight.
    pub reveal: Option<Range<usize>>,
    /// The bytes on screen in the last frame.
    pub sight: Range<usize>,
    pub guidelines_open: bool,
    /// The list of steps.
    pub steps: Steps,
    /// Whether all but the text is folded away.
    pub focus_mode: bool,
    /// Whether the caret was put where it is by a click: a chip then marks there.
    pub clicked: bool,
    /// The records under the last click and which of them it chose, so that another click goes on.
    pub cycle: Option<(Vec<RecordId>, usize)>,
}

/// A small list over the page that has the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Popup {
    /// The records at these bytes.
    Records(Range<usize>),
    /// What is shown: labels, answers, annotators.
    Shown,
}

impl Desk {
    pub fn new(unit: Unit) -> Self {
        Self {
            document: None,
            caret: Caret::at_start("", unit),
            focus: Focus::Text,
            linking: None,
            armed: None,
            last_label: None,
            last_record: None,
            preview: None,
            reshaping: None,
            target_list: None,
            edit: None,
            filter: Filter::default(),
            shown: Shown::default(),
            popup: None,
            reading: None,
            trail: Vec::new(),
            ahead: Vec::new(),
            finding: Finding::default(),
            position: None,
            menu: None,
            reveal: None,
            sight: 0..0,
            guidelines_open: false,
            steps: Steps::default(),
            focus_mode: false,
            clicked: false,
            cycle: None,
        }
    }

    /// Turns to a document: caret at its start, focus on the text.
    pub fn open(&mut self, document: &Document) {
        if self.document.as_ref() == Some(&document.id) {
            return;
        }
        self.document = Some(document.id.clone());
        self.position = None;
        self.menu = None;
        self.caret = Caret::at_start(document.text.as_str(), self.caret.unit);
        self.last_record = None;
        self.to_text();
    }

    /// What the text view showed; it has taken note of what was to be revealed.
    pub fn seen(&mut self, sight: Range<usize>) {
        self.sight = sight;
        self.reveal = None;
        self.edit = None;
        self.finding.asks = false;
        self.steps.asks = false;
        if let Some(position) = &mut self.position {
            position.asks = false;
        }
    }

    /// Whether a field that is not drawn yet is to take the keyboard.
    pub fn asks_keyboard(&self) -> bool {
        let asks = self.target_list.is_some() || self.edit.is_some() || self.popup.is_some();
        let position = self.position.as_ref().is_some_and(|it| it.asks);
        asks || self.finding.asks || self.steps.asks || position
    }

    /// Gives the focus back to the text and leaves whatever was begun.
    pub fn to_text(&mut self) {
        self.focus = Focus::Text;
        self.linking = None;
        self.preview = None;
        self.reshaping = None;
        self.target_list = None;
        self.edit = None;
        self.popup = None;
        self.reading = None;
    }

    /// Whether there is nothing that Escape would take back but focus mode.
    pub fn is_at_rest(&self) -> bool {
        self.focus == Focus::Text
            && self.linking.is_none()
            && self.armed.is_none()
            && !self.caret.chosen()
    }

    /// Gives the focus to a record.
    pub fn to_record(&mut self, span: SpanId) {
        self.to_text();
        self.last_record = Some(span.clone());
        self.focus = Focus::on(span);
    }

    /// The record that is chosen, to be worked on or to be read.
    pub fn chosen_record(&self) -> Option<RecordId> {
        let own = self.focus.span().cloned().map(RecordId::Own);
        own.or_else(|| self.reading.clone())
    }

    /// Which of the records under the pointer a click chooses: the innermost, or the next one when the
    /// same place is clicked again.
    pub fn chosen_by_click(&mut self, under: &[RecordId]) -> Option<RecordId> {
        let turn = match &self.cycle {
            Some((last, turn)) if last == under && self.chosen_record().is_some() => {
                (turn + 1) % under.len().max(1)
            }
            _ => 0,
        };
        self.cycle = Some((under.to_vec(), turn));
        under.get(turn).cloned()
    }
}
