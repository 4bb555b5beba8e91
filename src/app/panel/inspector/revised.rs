//! What a revision of the text leaves to settle: a file that another program changed, records without a place,
//! and records whose place nobody has confirmed yet.

use egui::{RichText, Ui};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::{SMALL, serif_family};
use crate::app::widget::{caption, card, hairline, heading, note, quiet_button};
use crate::model::annotation::Span;
use crate::tr;

/// Orphans shown at once.
const MOST: usize = 40;

/// Says that the file of the document holds another text, with the way to take it over.
pub(super) fn changed(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let (Some(session), Some(document)) = (cx.session, cx.document()) else {
        return;
    };
    if !session.is_changed(&document.id) {
        return;
    }
    note(ui, &tr!("inspector-text-changed"), cx.palette.warning);
    if quiet_button(ui, &tr!("command-file-revise"), None).clicked() {
        out.push(Action::Command("file.revise"));
    }
    ui.add_space(8.0);
    hairline(ui);
    ui.add_space(8.0);
}

/// The records without a place: each can be placed on the words at the caret, or dropped.
pub(super) fn tray(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(layer) = cx.layer().filter(|it| it.n_orphans() > 0) else {
        return;
    };
    heading(ui, &tr!("orphans-title", count = layer.n_orphans()));
    caption(ui, &tr!("orphans-hint"));
    ui.add_space(4.0);
    for span in layer.orphans().take(MOST) {
        card(ui, cx.palette, |ui| {
            ui.push_id(&span.id, |ui| orphan(ui, cx, span, out));
        });
        ui.add_space(6.0);
    }
    if layer.n_orphans() > MOST {
        caption(ui, &tr!("orphans-more", count = layer.n_orphans() - MOST));
    }
    ui.add_space(4.0);
    hairline(ui);
    ui.add_space(8.0);
}

fn orphan(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    let Some(schema) = cx.schema() else { return };
    let tint = super::color(schema, &span.label, cx.palette);
    let label = RichText::new(names::label(schema, &span.label)).size(SMALL);
    ui.label(label.color(cx.palette.readable(tint)));
    let words = span.was.as_ref().map(|it| it.words()).unwrap_or_default();
    let words = names::clipped(&words, 120);
    let quote = RichText::new(tr!("inspector-quote", quote = words.as_str()));
    ui.label(quote.family(serif_family()));
    ui.horizontal_wrapped(|ui| {
        let id = span.id.clone();
        let place = tr!("orphan-place", words = words.as_str());
        if quiet_button(ui, &tr!("orphan-place-here"), None)
            .accessible_name(place)
            .on_hover_text(tr!("orphan-place-hint", words = chosen(cx)))
            .clicked()
        {
            let id = id.clone();
            out.push(Action::Done(Box::new(move |app| app.place_orphan(&id))));
        }
        let dropped = tr!("orphan-drop-of", words = words.as_str());
        if quiet_button(ui, &tr!("orphan-drop"), None)
            .accessible_name(dropped)
            .clicked()
        {
            out.push(Action::Done(Box::new(move |app| app.drop_orphan(&id))));
        }
    });
}

/// The words at the caret.
fn chosen(cx: &Cx) -> String {
    let words = || {
        let range = cx.session?.desk.caret.range();
        Some(names::clipped(cx.document()?.text.get(range)?, 80))
    };
    words().unwrap_or_default()
}

/// Asks whether a record that a revision carried stands where it should.
pub(super) fn unconfirmed(ui: &mut Ui, cx: &Cx, span: &Span, out: &mut Vec<Action>) {
    let Some(was) = &span.was else { return };
    ui.add_space(8.0);
    let words = names::clipped(&was.words(), 160);
    note(ui, &tr!("inspector-was", words = words), cx.palette.warning);
    if quiet_button(ui, &tr!("inspector-confirm"), None).clicked() {
        let id = span.id.clone();
        out.push(Action::Done(Box::new(move |app| app.confirm_place(&id))));
    }
    ui.add_space(8.0);
    hairline(ui);
}
