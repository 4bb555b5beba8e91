//! The inspector: the record with the focus, its answers with their keys, its links, its note; or,
//! while the text has the focus, what is known about the document.

mod answer;
mod choice;
mod document;
mod links;
mod note;
mod reading;
mod revised;

use egui::{Margin, RichText, ScrollArea, Ui};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::questions;
use crate::app::marks::color;
use crate::app::names;
use crate::app::theme::{QUOTE, serif_family};
use crate::app::widget::{hairline, note, quiet_button, semibold};
use crate::model::annotation::Span;
use crate::model::id::SpanId;
use crate::tr;

/// What is being typed in the inspector.
#[derive(Default)]
pub struct Inspector {
    /// The record that the fields belong to.
    span: Option<SpanId>,
    fields: answer::Fields,
    note: note::Note,
}

impl Inspector {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        ScrollArea::vertical()
            .id_salt("inspector")
            .auto_shrink(false)
            .show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(Margin::same(16))
                    .show(ui, |ui| match cx.record() {
                        Some(span) => self.record(ui, cx, span, out),
                        None => {
                            self.leave(out);
                            if !reading::ui(ui, cx, out) {
                                document::ui(ui, cx, out);
                            }
                        }
                    });
            });
    }

    /// What was typed for another record is kept before the fields are filled anew.
    fn leave(&mut self, out: &mut Vec<Action>) {
        if let Some(span) = self.span.take() {
            self.note.keep(&span, out);
            self.fields.clear();
        }
    }

    fn record(&mut self, ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
        if self.span.as_ref() != Some(&span.id) {
            self.leave(out);
            self.span = Some(span.id.clone());
        }
        hidden(ui, cx, span, out);
        choice::ui(ui, cx, span, out);
        head(ui, cx, span);
        revised::unconfirmed(ui, cx, span, out);
        self.questions(ui, cx, span, out);
        links::ui(ui, cx, span, out);
        self.note.ui(ui, span, out);
        ui.add_space(12.0);
        foot(ui, cx, span, out);
    }

    fn questions(&mut self, ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
        let Some(schema) = cx.schema() else { return };
        let desk = cx.session.map(|it| &it.desk);
        let current = cx
            .session
            .and_then(|it| it.question(cx.tiers()))
            .map(|it| it.1.id);
        let edit = desk.and_then(|it| it.edit.clone());
        let mut any = false;
        for question in questions::asked(schema, span, cx.tiers()) {
            ui.add_space(8.0);
            let asked = answer::Asked {
                span,
                question,
                current: current.as_ref() == Some(&question.id),
                edit: edit.as_ref() == Some(&question.id),
            };
            self.fields.ui(ui, cx, &asked, out);
            any = true;
        }
        if any {
            ui.add_space(12.0);
            hairline(ui);
        }
    }
}

/// Says that the record is not on the page, with the way to show it.
fn hidden(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    if cx.session.is_none_or(|it| it.shows(span)) {
        return;
    }
    note(ui, &tr!("inspector-hidden"), cx.palette.warning);
    let key = cx.keymap.shown("view.show-all");
    if quiet_button(ui, &tr!("shown-all"), key.as_deref()).clicked() {
        out.push(Action::Command("view.show-all"));
    }
    ui.add_space(8.0);
    hairline(ui);
    ui.add_space(8.0);
}

/// The label in its color, and the words marked.
fn head(ui: &mut Ui, cx: &Cx, span: &Span) {
    let (Some(schema), Some(document)) = (cx.schema(), cx.document()) else {
        return;
    };
    ui.horizontal(|ui| {
        let tint = color(schema, &span.label, cx.palette);
        ui.label(semibold(names::label(schema, &span.label)).color(cx.palette.readable(tint)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let key = schema
                .label(&span.label)
                .and_then(|it| it.key)
                .map(String::from)
                .unwrap_or_default();
            ui.colored_label(cx.palette.secondary, key);
        });
    });
    let quote = tr!(
        "inspector-quote",
        quote = names::quote(&document.text, span, 240)
    );
    ui.label(
        RichText::new(quote)
            .family(serif_family())
            .size(QUOTE)
            .line_height(Some(22.0)),
    );
}

fn foot(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let key = |id| cx.keymap.shown(id);
        if quiet_button(ui, &tr!("inspector-remove"), key("edit.remove").as_deref()).clicked() {
            out.push(Action::Remove(span.id.clone()));
        }
        if quiet_button(ui, &tr!("inspector-next"), key("go.next-record").as_deref()).clicked() {
            out.push(Action::NextRecord {
                back: false,
                incomplete: false,
            });
        }
    });
    ui.add_space(8.0);
    let who = cx.project().map(|it| names::person(it, &span.by));
    let when = names::moment(span.when, &jiff::tz::TimeZone::system());
    ui.label(
        RichText::new(tr!(
            "inspector-who",
            who = who.unwrap_or_default(),
            when = when
        ))
        .small()
        .color(cx.palette.secondary),
    );
}
