//! The record of another annotator, to be read: nothing in it can be changed here.

use egui::{RichText, Ui};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::panel::text::Answer;
use crate::app::record::RecordId;
use crate::app::theme::SMALL;
use crate::app::widget::{caption, hairline, note};
use crate::model::annotation::{Layer, Span};
use crate::tr;

/// Shows the record being read; answers whether there is one.
pub fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) -> bool {
    let found = || {
        let session = cx.session?;
        let record = session.desk.reading.as_ref()?;
        Some((record, session.layer_of(record)?, session.span_of(record)?))
    };
    let Some((record, layer, span)) = found() else {
        return false;
    };
    sheet(ui, cx, layer, span);
    links(ui, cx, record, layer, span, out);
    ui.add_space(8.0);
    hairline(ui);
    ui.add_space(8.0);
    caption(ui, &tr!("inspector-reading-hint"));
    true
}

fn sheet(ui: &mut Ui, cx: &Cx, layer: &Layer, span: &Span) {
    let (Some(project), Some(document)) = (cx.project(), cx.document()) else {
        return;
    };
    let who = names::person(project, &span.by);
    note(
        ui,
        &tr!("inspector-reading", who = who),
        cx.palette.secondary,
    );
    ui.add_space(8.0);
    super::head(ui, cx, span);
    let card = names::card(project, &document.text, layer, span, cx.palette);
    for (question, answer) in &card.answers {
        ui.add_space(8.0);
        caption(ui, question);
        match answer {
            Answer::Given(words) => ui.label(words),
            Answer::Missing(words) => ui.colored_label(cx.palette.warning, words),
        };
    }
    if !card.note.is_empty() {
        ui.add_space(8.0);
        caption(ui, &tr!("inspector-note"));
        ui.label(&card.note);
    }
    ui.add_space(8.0);
    let who = RichText::new(&card.who).size(SMALL);
    ui.label(who.color(cx.palette.secondary));
}

/// Where its links lead: to records that are read as well.
fn links(
    ui: &mut Ui,
    cx: &Cx,
    record: &RecordId,
    layer: &Layer,
    span: &Span,
    out: &mut Vec<Action>,
) {
    let (Some(schema), Some(document), RecordId::Other(by, _)) =
        (cx.schema(), cx.document(), record)
    else {
        return;
    };
    for (i, link) in layer.links_of(&span.id).enumerate() {
        if i == 0 {
            ui.add_space(8.0);
            caption(ui, &tr!("inspector-links"));
        }
        let leaves = link.from == span.id;
        let (other, arrow) = if leaves {
            (&link.to, "→")
        } else {
            (&link.from, "←")
        };
        let Some(end) = layer.span(other) else {
            continue;
        };
        ui.horizontal(|ui| {
            let name = format!("{} {arrow}", names::link(schema, &link.kind));
            ui.colored_label(cx.palette.secondary, name);
            let words = names::quote(&document.text, end, 40);
            let jump = RichText::new(words).color(cx.palette.accent);
            let button = egui::Button::new(jump).frame(false).truncate();
            if ui.add(button).clicked() {
                out.push(Action::Read(RecordId::Other(by.clone(), other.clone())));
            }
        });
    }
}
