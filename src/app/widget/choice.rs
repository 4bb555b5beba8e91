//! Choices: ticks for yes or no, radio rows for one of several, segments for one of few.

use std::sync::Arc;

use egui::{
    Align2, Color32, CornerRadius, Galley, Response, Role, Sense, Stroke, StrokeKind, TextStyle,
    TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

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
    let stroke = if *on {
        palette.accent
    } else {
        palette.secondary
    };
    ui.painter().rect(
        square,
        CornerRadius::same(4),
        fill,
        Stroke::new(1.0, stroke),
        StrokeKind::Inside,
    );
    if *on {
        check(ui.painter(), square, palette.paper);
    }
    response
}

/// A box to tick that stands in line with what is above and below it.
pub fn tick_in_line(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // The box itself keeps its room for the pointer: it reaches out into the margin.
    let builder = egui::UiBuilder::new().max_rect(rect.expand2(vec2(8.0, 0.0)));
    tick(&mut ui.new_child(builder), on, words)
}

/// One of several answers, below one another.
pub fn radio(ui: &mut Ui, on: bool, words: &str) -> Response {
    let response = line(ui, words, Role::RadioButton, on);
    let palette = Palette::of(ui);
    let circle = sign(&response);
    let color = if on {
        palette.accent
    } else {
        palette.secondary
    };
    let ring = Stroke::new(1.0, color);
    ui.painter().circle(
        circle.center(),
        SIGN / 2.0 - 1.0,
        if on { color } else { palette.paper },
        ring,
    );
    if on {
        ui.painter()
            .circle_filled(circle.center(), 3.0, palette.paper);
    }
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
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), tint(palette.ink, 0.06));
    }
    let at = Align2::LEFT_CENTER.anchor_size(
        rect.left_center() + vec2(8.0 + SIGN + 8.0, 0.0),
        galley.size(),
    );
    ui.painter().galley(at.min, galley, palette.ink);
    focus_ring(ui, &response, RADIUS);
    response
}

/// One of a few answers side by side. Gives the answer just chosen, if another one.
pub fn segmented(ui: &mut Ui, chosen: usize, answers: &[&str]) -> Option<usize> {
    let palette = Palette::of(ui);
    let words: Vec<_> = answers
        .iter()
        .enumerate()
        .map(|(i, it)| segment_words(ui, i == chosen, it))
        .collect();
    let width: f32 = words.iter().map(|it| it.size().x + 22.0).sum::<f32>() + 2.0;
    let (whole, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let frame = Stroke::new(1.0, palette.line);
    ui.painter().rect(
        whole,
        CornerRadius::same(RADIUS),
        palette.paper,
        frame,
        StrokeKind::Inside,
    );
    let mut left = whole.left() + 2.0;
    let mut picked = None;
    for (i, (galley, name)) in words.into_iter().zip(answers).enumerate() {
        let rect = egui::Rect::from_min_max(
            pos2(left, whole.top() + 3.0),
            pos2(left + galley.size().x + 20.0, whole.bottom() - 3.0),
        );
        left = rect.right() + 2.0;
        let segment = ui.interact(rect, response.id.with(i), Sense::click());
        segment_ui(ui, &segment, i == chosen, name, galley);
        if segment.clicked() && i != chosen {
            picked = Some(i);
        }
    }
    picked
}

fn segment_words(ui: &Ui, on: bool, words: &str) -> Arc<Galley> {
    let text: WidgetText = if on {
        semibold(words).into()
    } else {
        words.into()
    };
    text.into_galley(
        ui,
        Some(TextWrapMode::Extend),
        f32::INFINITY,
        TextStyle::Button,
    )
}

fn segment_ui(ui: &Ui, segment: &Response, on: bool, words: &str, galley: Arc<Galley>) {
    let palette = Palette::of(ui);
    segment.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, words));
    let fill = match (on, segment.hovered()) {
        (true, _) => tint(palette.accent, 0.14),
        (false, true) => tint(palette.ink, 0.06),
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter()
        .rect_filled(segment.rect, CornerRadius::same(4), fill);
    let at = Align2::CENTER_CENTER.anchor_size(segment.rect.center(), galley.size());
    let ink = if on { palette.accent } else { palette.ink };
    ui.painter()
        .galley_with_override_text_color(at.min, galley, ink);
    focus_ring(ui, segment, 4);
}
