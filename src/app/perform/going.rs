//! Going to places, and moving the caret.

use crate::app::action::Action;
use crate::app::desk::Focus;
use crate::app::panel::text::TextView;
use crate::app::place::Place;
use crate::app::record::RecordId;
use crate::app::session::Session;
use crate::model::check;
use crate::model::id::{DocumentId, SpanId};
use crate::model::segment;

impl Session {
    pub(super) fn go(&mut self, action: Action) {
        match action {
            Action::Go(place) => self.go_to(place, true),
            Action::GoBack => {
                if let Some(place) = self.desk.trail.pop() {
                    self.desk.ahead.extend(self.here());
                    self.go_to(place, false);
                }
            }
            Action::GoForward => {
                if let Some(place) = self.desk.ahead.pop() {
                    self.desk.trail.extend(self.here());
                    self.go_to(place, false);
                }
            }
            Action::NextDocument(by) => self.next_document(by),
            Action::NextRecord { back, incomplete } => self.next_record(back, incomplete),
            Action::FocusText => {
                if self.desk.is_at_rest() {
                    self.desk.focus_mode = false;
                }
                if self.desk.focus == Focus::Text && self.desk.linking.is_none() {
                    self.desk.armed = None;
                    if let Some(text) = self.document().map(|it| it.text.clone()) {
                        self.desk
                            .caret
                            .go(text.as_str(), self.desk.caret.range().start);
                    }
                }
                self.desk.to_text();
            }
            _ => {}
        }
    }

    fn go_to(&mut self, place: Place, remember: bool) {
        let Some(document) = self.workspace.project().document(place.document()).cloned() else {
            return;
        };
        if remember
            && let Some(here) = self.here()
            && here != place
        {
            self.jumped_from(here);
        }
        self.desk.open(&document);
        match place {
            Place::Document(_) => {}
            Place::Record(_, span) => self.choose_record(span),
            Place::Words(_, range) => {
                self.desk.to_text();
                self.desk.caret.choose(range.clone());
                self.desk.reveal = Some(range);
            }
        }
    }

    /// *Back* leads there from now on.
    pub(super) fn jumped_from(&mut self, place: Place) {
        self.desk.ahead.clear();
        if self.desk.trail.last() != Some(&place) {
            self.desk.trail.push(place);
        }
    }

    fn here(&self) -> Option<Place> {
        let document = self.desk.document.clone()?;
        Some(match self.desk.focus.span() {
            Some(span) => Place::Record(document, span.clone()),
            None => Place::Words(document, self.desk.caret.range()),
        })
    }

    /// Gives the focus to a record, with the caret on its words.
    pub(super) fn choose_record(&mut self, id: SpanId) {
        let Some(extent) = self
            .layer()
            .and_then(|it| it.span(&id))
            .map(|it| it.extent())
        else {
            // A record without a place is in the inspector, while the text has the focus.
            return self.desk.to_text();
        };
        self.desk.caret.choose(extent.clone());
        self.desk.reveal = Some(extent);
        self.desk.to_record(id);
    }

    fn next_record(&mut self, back: bool, incomplete: bool) {
        let project = self.workspace.project();
        let Some(layer) = self.layer() else { return };
        let wanted = |id: &SpanId| {
            layer
                .span(id)
                .is_some_and(|it| self.shows(it) && (!incomplete || !check::complete(project, it)))
        };
        let mut at: Option<SpanId> = match self.desk.focus.span() {
            Some(id) => Some(id.clone()),
            None => self.record_beside_caret(back),
        };
        let mut first = self.desk.focus == Focus::Text;
        for _ in 0..=layer.n_spans() {
            let found = match (&at, first) {
                (Some(id), true) => Some(id.clone()),
                _ if back => layer.span_before(at.as_ref()).map(|it| it.id.clone()),
                _ => layer.span_after(at.as_ref()).map(|it| it.id.clone()),
            };
            first = false;
            match found {
                Some(id) if wanted(&id) => return self.choose_record(id),
                // Past the end the search goes on from the other end.
                found => at = found,
            }
        }
    }

    /// The first record after the caret, or the last before it.
    fn record_beside_caret(&self, back: bool) -> Option<SpanId> {
        let caret = self.desk.caret.range();
        let layer = self.layer()?;
        let found = if back {
            layer.spans_before(caret.start).next()
        } else {
            layer.spans_from(caret.start).next()
        };
        found.map(|it| it.id.clone())
    }

    fn next_document(&mut self, by: isize) {
        let project = self.workspace.project();
        let listed = self.desk.filter.listed(project, self.workspace.annotator());
        let current = self
            .desk
            .document
            .as_ref()
            .and_then(|id| project.order.iter().position(|it| it == id));
        let place = match current {
            None => listed.first().copied(),
            Some(at) if by > 0 => listed.iter().copied().find(|it| *it > at),
            Some(at) => listed.iter().rev().copied().find(|it| *it < at),
        };
        if let Some(id) = place.and_then(|it| project.order.get(it)).cloned() {
            self.go_to(Place::Document(id), true);
        }
    }

    /// The next document in the list that this annotator has not finished.
    pub(super) fn next_unfinished(&self) -> Option<DocumentId> {
        use crate::model::annotation::Status;
        let project = self.workspace.project();
        let at = self
            .desk
            .document
            .as_ref()
            .and_then(|id| project.order.iter().position(|it| it == id))?;
        let rest = project
            .order
            .iter()
            .skip(at + 1)
            .chain(project.order.iter().take(at));
        rest.into_iter()
            .find(|id| {
                project
                    .layer(&self.key_of(id))
                    .is_none_or(|it| it.status != Status::Done)
            })
            .cloned()
    }

    pub(super) fn move_caret(&mut self, action: Action, view: &mut TextView) {
        match action {
            Action::ToggleGuidelines => self.desk.guidelines_open = !self.desk.guidelines_open,
            Action::FocusMode => self.desk.focus_mode = !self.desk.focus_mode,
            Action::CloseTargets => self.desk.target_list = None,
            Action::Filter(filter) => self.desk.filter = filter,
            action => self.move_on_page(action, view),
        }
    }

    fn move_on_page(&mut self, action: Action, view: &mut TextView) {
        let Some(document) = self.document().cloned() else {
            return;
        };
        let text = document.text.as_str();
        if !matches!(action, Action::Click { .. } | Action::Unit(_)) && self.desk.linking.is_none()
        {
            self.desk.to_text();
        }
        self.desk.clicked = false;
        match action {
            Action::StretchTo(at) => self.desk.caret.to_line(text, at, true),
            Action::Move { back, stretch } => {
                let caret = &mut self.desk.caret;
                if back {
                    caret.back(text, stretch);
                } else {
                    caret.forward(text, stretch);
                }
            }
            Action::Line { down, stretch } => {
                let from = self.desk.caret.line_position();
                let at = if down {
                    view.line_down(from)
                } else {
                    view.line_up(from)
                };
                self.desk.caret.to_line(text, at, stretch);
            }
            Action::Page { down } => {
                view.page(if down { 1.0 } else { -1.0 });
                return;
            }
            Action::Edge { start } => self.desk.caret.go(text, if start { 0 } else { text.len() }),
            Action::Unit(unit) => {
                if self.desk.linking.is_none() {
                    self.desk.to_text();
                }
                self.desk.caret.set_unit(text, unit);
            }
            Action::Choose(range) => {
                self.desk.caret.choose(range);
                return;
            }
            Action::Select { anchor, head } if anchor == head => self.desk.caret.go(text, head),
            Action::Select { anchor, head } => {
                let range = anchor.min(head)..anchor.max(head);
                self.desk.caret.choose(segment::snap(text, range));
            }
            Action::Click { at, records, count } => return self.click(text, at, &records, count),
            _ => return,
        }
        self.desk.reveal = Some(self.desk.caret.range());
    }

    fn click(&mut self, text: &str, at: usize, records: &[RecordId], count: u8) {
        match count {
            1 => match self.desk.chosen_by_click(records) {
                Some(record) => self.turn_to(record),
                None => {
                    self.desk.to_text();
                    self.desk.clicked = true;
                    self.desk.caret.go(text, at);
                }
            },
            2 => self.choose_unit(text, segment::Unit::Word, at),
            _ => self.choose_unit(text, segment::Unit::Sentence, at),
        }
    }

    fn choose_unit(&mut self, text: &str, unit: segment::Unit, at: usize) {
        self.desk.to_text();
        self.desk.caret.choose(segment::at(text, unit, at));
    }
}
