//! Focus mode: the text alone, with only the words around the caret at full strength. A thin line at the foot keeps
//! telling what the keys would do.

use std::ops::Range;

use egui::{Align, Layout, Rect, RichText, Ui, pos2, vec2};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{Focus, questions};
use crate::app::marks::of;
use crate::app::names;
use crate::app::theme::SMALL;
use crate::app::widget::keycap;
use crate::model::document::Document;
use crate::model::schema::{Attribute, Label};
use crate::model::segment::{self, Unit};
use crate::tr;

/// Height of the line at the foot, in points.
pub const FOOT: f32 = 32.0;
/// Answers named at the foot, beside their digits.
const ANSWERS: usize = 5;

/// The sentences of the caret or of the record with the focus, or their paragraphs where the caret goes by paragraphs;
/// nothing outside focus mode.
pub fn spotlight(cx: &Cx, document: &Document) -> Option<Range<usize>> {
    let desk = &cx.session.filter(|it| it.desk.focus_mode)?.desk;
    let text = document.text.as_str();
    let unit = desk.caret.unit.max(Unit::Sentence);
    let lit = cx
        .record()
        .map_or_else(|| desk.caret.range(), |it| it.extent());
    let last = text
        .floor_char_boundary(lit.end.saturating_sub(1))
        .max(lit.start);
    Some(segment::at(text, unit, lit.start).start..segment::at(text, unit, last).end)
}

/// The line at the foot: the record with the focus and its question, or the armed label; the way out.
pub fn foot(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(key) = cx.keymap.shown("view.focus-mode") {
                keycap(ui, &key);
            }
            let leave = RichText::new(tr!("focus-leave")).size(SMALL);
            let leave = leave.color(cx.palette.secondary);
            if ui.add(egui::Button::new(leave).frame(false)).clicked() {
                out.push(Action::FocusMode);
            }
            if let Some(session) = cx.session {
                let unit = names::unit(session.desk.caret.unit);
                secondary(ui, cx, tr!("foot-unit", unit = unit));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.set_clip_rect(ui.max_rect().intersect(ui.clip_rect()));
                record_or_label(ui, cx);
            });
        });
    });
}

fn record_or_label(ui: &mut Ui, cx: &Cx) {
    let (Some(session), Some(schema), Some(project)) = (cx.session, cx.schema(), cx.project())
    else {
        return;
    };
    if let Some(record) = session.record() {
        if let Some(label) = schema.label(&record.label) {
            swatch(ui, label);
        }
        ui.label(RichText::new(names::tag(project, record)).size(SMALL));
        let Focus::Record { question, .. } = &session.desk.focus else {
            return;
        };
        let question = questions::current(schema, record, cx.tiers(), question.as_ref());
        if let Some(question) = question {
            asked(ui, cx, question);
        }
    } else if let Some(label) = session.desk.armed.as_ref().and_then(|id| schema.label(id)) {
        swatch(ui, label);
        secondary(
            ui,
            cx,
            tr!("focus-armed", label = names::local(&label.name)),
        );
    }
}

/// A question with the digits of its first answers.
fn asked(ui: &mut Ui, cx: &Cx, question: &Attribute) {
    let mut words = names::local(&question.name);
    for (i, choice) in question.kind.choices().iter().take(ANSWERS).enumerate() {
        words.push_str(&format!("   {} {}", i + 1, names::local(&choice.name)));
    }
    secondary(ui, cx, words);
}

fn secondary(ui: &mut Ui, cx: &Cx, words: String) {
    ui.label(RichText::new(words).size(SMALL).color(cx.palette.secondary));
}

/// A stroke in the color of a label.
fn swatch(ui: &mut Ui, label: &Label) {
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), egui::Sense::hover());
    let middle = rect.center().y;
    let bar = Rect::from_min_max(
        pos2(rect.left(), middle - 1.5),
        pos2(rect.right(), middle + 1.5),
    );
    ui.painter().rect_filled(bar, 1.5, of(label.color));
}
