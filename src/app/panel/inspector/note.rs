//! The note of a record. It is kept when the field is left, or another record is chosen.

use egui::{TextEdit, Ui};

use crate::app::action::Action;
use crate::app::widget::caption;
use crate::model::annotation::Span;
use crate::model::id::SpanId;
use crate::tr;

/// The note being typed, until it is kept.
#[derive(Default)]
pub struct Note {
    typed: Option<String>,
}

impl Note {
    pub fn ui(&mut self, ui: &mut Ui, span: &Span, out: &mut Vec<Action>) {
        ui.add_space(8.0);
        let label = caption(ui, &tr!("inspector-note"));
        let mut words = self.typed.clone().unwrap_or_else(|| span.note.clone());
        let field = TextEdit::multiline(&mut words)
            .hint_text(tr!("inspector-note-hint"))
            .desired_rows(2)
            .desired_width(ui.available_width())
            .margin(egui::Margin::symmetric(8, 6));
        let response = ui.add(field).labelled_by(label.id);
        if response.changed() {
            self.typed = Some(words);
        }
        if response.lost_focus() {
            self.keep(&span.id, out);
        }
    }

    /// Writes what was typed, if it is something new.
    pub fn keep(&mut self, span: &SpanId, out: &mut Vec<Action>) {
        if let Some(note) = self.typed.take() {
            out.push(Action::Note {
                span: span.clone(),
                note: note.trim_end().to_owned(),
            });
        }
    }
}
