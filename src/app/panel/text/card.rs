//! The card of a mark under a resting pointer: label, answers, note, links, who.

use egui::{
    Color32, CornerRadius, FontId, Frame, Margin, Response, RichText, Sense, Stroke, Tooltip, Ui,
    Vec2, vec2,
};

use super::input::Resting;
use super::page::Page;
use super::scene::{Answer, Card};
use crate::app::theme::{Palette, RADIUS, SMALL, serif_family};
use crate::app::widget::semibold;

/// Below a mark, where its tag stands.
const TAG: f32 = 12.0;
const WIDTH: f32 = 300.0;
/// Width of the questions' column.
const NAMES: f32 = 84.0;

/// Shows the card, clear of the mark and its tag.
pub fn show(ui: &Ui, response: &Response, resting: Option<&Resting>, page: &Page<'_>) {
    let Some(resting) = resting else { return };
    let Some(card) = page.scene.marks.card(&resting.mark) else {
        return;
    };
    let palette = page.scene.style.palette;
    let mut clear = resting.rect;
    clear.max.y += TAG;
    let id = response.id.with("card");
    let mut tooltip = Tooltip::always_open(ui.ctx().clone(), response.layer_id, id, clear);
    let frame = Frame::popup(ui.style())
        .fill(palette.paper)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(RADIUS)
        .inner_margin(Margin::symmetric(12, 10));
    tooltip.popup = tooltip.popup.frame(frame).width(WIDTH);
    tooltip.show(|ui| {
        ui.set_max_width(WIDTH);
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        card_ui(ui, palette, &card);
    });
}

fn card_ui(ui: &mut Ui, palette: Palette, card: &Card) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(12.0), Sense::hover());
        let bar = egui::Rect::from_center_size(rect.center(), vec2(12.0, 3.0));
        ui.painter()
            .rect_filled(bar, CornerRadius::same(1), card.color);
        ui.label(semibold(&card.label).color(palette.readable(card.color)));
    });
    for (question, answer) in &card.answers {
        let (words, color) = match answer {
            Answer::Given(words) => (words, palette.ink),
            Answer::Missing(words) => (words, palette.warning),
        };
        row(ui, palette, question, words, color);
    }
    if !card.note.is_empty() {
        ui.add_space(2.0);
        let note = RichText::new(&card.note).family(serif_family()).size(13.0);
        ui.label(note.italics().color(palette.ink));
    }
    if !card.links.is_empty() {
        ui.add_space(2.0);
    }
    for (name, words) in &card.links {
        row(ui, palette, name, words, palette.accent);
    }
    ui.add_space(2.0);
    ui.label(
        RichText::new(&card.who)
            .font(FontId::proportional(SMALL))
            .color(palette.secondary),
    );
}

/// A name in secondary ink, and beside it what belongs to it.
fn row(ui: &mut Ui, palette: Palette, name: &str, words: &str, color: Color32) {
    ui.horizontal_top(|ui| {
        let small = |words: &str, color| {
            egui::Label::new(
                RichText::new(words)
                    .font(FontId::proportional(SMALL))
                    .color(color),
            )
        };
        ui.allocate_ui_with_layout(
            vec2(NAMES, 16.0),
            egui::Layout::left_to_right(egui::Align::Min).with_main_wrap(true),
            |ui| {
                ui.set_min_width(NAMES);
                ui.add(small(name, palette.secondary).wrap());
            },
        );
        ui.add(small(words, color).wrap());
    });
}
