//! Opening the menu over the text: what it is about gets the focus, as by a click.

use crate::app::desk::{Focus, Menu, MenuAct, On};
use crate::app::session::Session;
use crate::model::id::SpanId;

impl Session {
    pub(super) fn open_menu(&mut self, act: MenuAct) {
        self.desk.menu = match act {
            MenuAct::Close => None,
            _ if self.desk.linking.is_some() => None,
            MenuAct::AtCaret => Some(Menu {
                at: None,
                on: self.menu_at_caret(),
            }),
            MenuAct::Open {
                at,
                position,
                spans,
            } => Some(Menu {
                at: Some(at),
                on: self.menu_over(position, spans),
            }),
        };
    }

    fn menu_at_caret(&self) -> On {
        match self.desk.focus.span() {
            Some(span) => On::Record(self.others_at(span)),
            None => On::Words(self.desk.caret.range().start),
        }
    }

    /// The records that share words with one.
    fn others_at(&self, span: &SpanId) -> Vec<SpanId> {
        let Some(layer) = self.layer() else {
            return Vec::new();
        };
        let extent = layer.span(span).map_or(0..0, |it| it.extent());
        let others = layer.spans_in(extent).filter(|it| it.id != *span);
        others.map(|it| it.id.clone()).collect()
    }

    /// A selection under the pointer stays what is meant; else the record there, else the unit there.
    fn menu_over(&mut self, position: usize, mut spans: Vec<SpanId>) -> On {
        let caret = &self.desk.caret;
        let selected = self.desk.focus == Focus::Text && caret.chosen();
        let is_record = |id: &SpanId| {
            let span = self.layer().and_then(|it| it.span(id));
            span.is_some_and(|it| it.extent() == caret.range())
        };
        let selected = selected && !spans.iter().any(is_record);
        if selected && caret.range().contains(&position) {
            return On::Words(position);
        }
        let focused = self.desk.focus.span();
        let meant = spans.iter().position(|it| Some(it) == focused);
        if spans.is_empty() {
            if let Some(text) = self.document().map(|it| it.text.clone()) {
                self.desk.to_text();
                self.desk.clicked = true;
                self.desk.caret.go(text.as_str(), position);
            }
            return On::Words(position);
        }
        let span = spans.remove(meant.unwrap_or(0));
        let extent = self
            .layer()
            .and_then(|it| it.span(&span))
            .map(|it| it.extent());
        if let Some(extent) = extent {
            self.desk.caret.choose(extent);
        }
        self.desk.to_record(span);
        On::Record(spans)
    }
}
