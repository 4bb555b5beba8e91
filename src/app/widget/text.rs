//! Words and lines: headings, captions, key caps, hairlines, empty places, progress.

use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Response, RichText, Role, Sense,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{RADIUS, primary_button};
use crate::app::theme::{Palette, SMALL, TEXT, strong_family};

const KEYCAP_HEIGHT: f32 = 18.0;

/// Text in the heavier of the two weights.
pub fn semibold(text: impl Into<String>) -> RichText {
    RichText::new(text).family(strong_family())
}

/// The title of a part of a panel or dialog.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let ink = Palette::of(ui).ink;
    ui.label(semibold(text).size(TEXT).color(ink))
}

/// Secondary words, smaller than the text.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let secondary = Palette::of(ui).secondary;
    ui.label(RichText::new(text).size(SMALL).color(secondary))
}

/// A path, without its beginning where it is wider than this: its end tells it from others.
pub fn end_of_path(ui: &Ui, path: &str, font: &FontId, width: f32) -> String {
    let fits = |it: &str| {
        let galley = ui.fonts_mut(|fonts| {
            fonts.layout_no_wrap(it.to_owned(), font.clone(), Color32::PLACEHOLDER)
        });
        galley.size().x <= width
    };
    if fits(path) {
        return path.to_owned();
    }
    let places: Vec<usize> = path.char_indices().map(|it| it.0).collect();
    let cut = |from: usize| format!("…{}", path.get(from..).unwrap_or_default());
    let first = places.partition_point(|from| !fits(&cut(*from)));
    cut(places.get(first).copied().unwrap_or(path.len()))
}

/// A sentence of a color of its own, such as a warning.
pub fn note(ui: &mut Ui, text: &str, color: Color32) -> Response {
    ui.label(RichText::new(text).size(SMALL).color(color))
}

/// A line one pixel thin, over the whole width.
pub fn hairline(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    let line = Stroke::new(1.0, Palette::of(ui).line);
    ui.painter().hline(rect.x_range(), rect.center().y, line);
}

/// A key as it stands on the keyboard.
pub fn keycap(ui: &mut Ui, text: &str) -> Response {
    let size = vec2(keycap_width(ui.painter(), text), KEYCAP_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    keycap_at(ui.painter(), Palette::of(ui), rect.right_center(), text);
    response
}

/// Paints a key cap that ends at `right_center`; gives the room it took.
pub fn keycap_at(painter: &Painter, palette: Palette, right_center: Pos2, text: &str) -> Rect {
    let size = vec2(keycap_width(painter, text), KEYCAP_HEIGHT);
    let rect = Align2::RIGHT_CENTER.anchor_size(right_center, size);
    let radius = CornerRadius::same(4);
    painter.rect(
        rect,
        radius,
        palette.paper,
        Stroke::new(1.0, palette.line),
        StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        Align2::CENTER_CENTER,
        text,
        keycap_font(),
        palette.secondary,
    );
    rect
}

/// How wide a key cap is, in points.
pub fn keycap_width(painter: &Painter, text: &str) -> f32 {
    let width = painter
        .layout_no_wrap(text.to_owned(), keycap_font(), Color32::PLACEHOLDER)
        .size()
        .x;
    (width + 10.0).max(KEYCAP_HEIGHT).round()
}

fn keycap_font() -> FontId {
    FontId::proportional(11.0)
}

/// A sheet of paper with room around what stands on it.
pub fn card<T>(ui: &mut Ui, palette: Palette, content: impl FnOnce(&mut Ui) -> T) -> T {
    let frame = egui::Frame::new()
        .fill(palette.paper)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(RADIUS);
    frame.inner_margin(16.0).show(ui, content).inner
}

/// What an empty panel says, with the button that does what is to be done first. Gives whether the
/// button was pressed.
pub fn empty_state(ui: &mut Ui, title: &str, hint: &str, button: Option<&str>) -> bool {
    ui.vertical_centered(|ui| {
        ui.add_space(24.0);
        heading(ui, title);
        ui.add_space(4.0);
        caption(ui, hint);
        ui.add_space(12.0);
        button.is_some_and(|it| primary_button(ui, it).clicked())
    })
    .inner
}

/// A thin bar filled to `share` (0 to 1); `name` is what a screen reader says.
pub fn progress(ui: &mut Ui, width: f32, share: f32, name: &str) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 4.0), Sense::hover());
    let radius = CornerRadius::same(2);
    ui.painter().rect_filled(rect, radius, palette.line);
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    if share > 0.0 {
        let filled = Rect::from_min_size(
            rect.min,
            Vec2::new((rect.width() * share).max(4.0), rect.height()),
        );
        let color = if share >= 1.0 {
            palette.good
        } else {
            palette.accent
        };
        ui.painter().rect_filled(filled, radius, color);
    }
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(share)),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, name)
    });
    response
}

/// A check mark inside a square.
pub fn check(painter: &Painter, square: Rect, color: Color32) {
    let at = |x: f32, y: f32| {
        pos2(
            square.left() + square.width() * x,
            square.top() + square.height() * y,
        )
    };
    let line = Stroke::new(1.8, color);
    painter.line(vec![at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)], line);
}
