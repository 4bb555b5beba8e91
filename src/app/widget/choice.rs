//! Choices: ticks for yes or no, radio rows for one of several, segments for one of few.

use egui::{Align2, Color32, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2};


use super::{RADIUS, check, focus_ring, semibold, tint};
use crate::app::theme::Palette;

const HEIGHT: f32 = 28.0;
const SIGN: f32 = 16.0;

/// A box to tick.
pub fn tick(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    let mut response = line(ui, words, Role::CheckBox, *on);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let palette = Palette::of(ui);
    let square = sign(&response);
    let fill = if *on { palette.accent } else { palette.paper };
    let stroke = if *on { palette.accent } else { palette.secondary };
    ui.painter().rect(square, CornerRadius::same(4), fill, Stroke::new(1.0, stroke), StrokeKind::Inside);
    if *on {
        check(ui.painter(), square, palette.paper);
    }
    response
}

/// One of several answers, below one another.
pub fn radio(ui: &mut Ui, on: bool, words: &str) -> Response {
    let response = line(ui, words, Role::RadioButton, on);
    let palette = Palette::of(ui);
    let circle = sign(&response);
    let color = if on { palette.accent } else { palette.secondary };
    ui.painter().circle(circle.center(), SIGN / 2.0 - 1.0, palette.paper, Stroke::new(if on { 4.5 } else { 1.0 }, color));
    response
}

fn sign(on: &Response) -> egui::Rect {
    let middle = pos2(on.rect.left() + 8.0 + SIGN / 2.0, on.rect.center().y);
    egui::Rect::from_center_size(middle, vec2(SIGN, SIGN))
}

/// The row behind a tick or radio button: words, hover, focus.
fn line(ui: &mut Ui, words: &str, role: Role, on: bool) -> Response {
    let palette = Palette::of(ui);
    let text = WidgetText::from(words);
    let wrap = ui.available_width() - SIGN - 24.0;
    let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), wrap, TextStyle::Body);
    let size = vec2(galley.size().x + SIGN + 24.0, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), on, words));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), tint(palette.ink, 0.06));
    }
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(8.0 + SIGN + 8.0, 0.0), galley.size());
    ui.painter().galley(at.min, galley, palette.ink);
    focus_ring(ui, &response, RADIUS);
    response
}

/// One of a few answers side by side. Gives the answer just chosen, if another one.
pub fn segmented(ui: &mut Ui, chosen: usize, answers: &[&str]) -> Option<usize> {
    let palette = Palette::of(ui);
    let mut picked = None;
    egui::Frame::new().fill(palette.paper).stroke(Stroke::new(1.0, palette.line)).corner_radius(RADIUS).inner_margin(2.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.horizontal(|ui| {
            for (i, words) in answers.iter().enumerate() {
                if segment(ui, i == chosen, words).clicked() && i != chosen {
                    picked = Some(i);
                }
            }
        });
    });
    picked
}

fn segment(ui: &mut Ui, on: bool, words: &str) -> Response {
    let palette = Palette::of(ui);
    let text: WidgetText = if on { semibold(words).into() } else { words.into() };
    let galley = text.into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Button);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, HEIGHT - 6.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, words));
    let fill = match (on, response.hovered()) {
        (true, _) => tint(palette.accent, 0.14),
        (false, true) => tint(palette.ink, 0.06),
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley_with_override_text_color(at.min, galley, if on { palette.accent } else { palette.ink });
    focus_ring(ui, &response, 4);
    response
}
