//! One row of the list of steps.

use egui::{
    Align2, Color32, CornerRadius, FontId, Pos2, Rect, Response, Role, Sense, Stroke, TextStyle,
    TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use crate::app::theme::{Palette, RADIUS, ROW, SMALL};
use crate::app::widget::{semibold, tint};

/// A step as it is painted.
pub struct StepRow {
    /// As a screen reader says it.
    pub name: String,
    pub what: String,
    pub quote: Option<String>,
    pub hour: String,
    pub color: Option<Color32>,
    pub undone: bool,
    /// Whether it is where one stands.
    pub current: bool,
    pub chosen: bool,
    /// Whether going to the step under the pointer would undo it, or do it again.
    pub crossed: bool,
}

impl StepRow {
    pub fn ui(&self, ui: &mut Ui) -> Response {
        let palette = Palette::of(ui);
        let (rect, response) = choice(ui, &self.name, self.chosen);
        let ink = if self.undone {
            palette.secondary
        } else {
            palette.ink
        };
        let strength = if self.undone { 0.45 } else { 1.0 };
        edge(ui, rect, self, palette);
        let mut left = rect.left() + 16.0;
        let bar = Rect::from_center_size(pos2(left + 7.0, rect.center().y), vec2(14.0, 3.0));
        let color = self.color.unwrap_or(palette.line);
        ui.painter().rect_filled(bar, 1.5, tint(color, strength));
        left += 22.0;
        let right = words(
            ui,
            (&self.hour, palette.secondary),
            pos2(rect.right() - 12.0, rect.center().y),
            Align2::RIGHT_CENTER,
            60.0,
        )
        .left()
            - 10.0;
        let what = galley(ui, &self.what, ink, right - left, TextStyle::Body);
        let at = Align2::LEFT_CENTER.anchor_size(pos2(left, rect.center().y), what.size());
        ui.painter().galley(at.min, what, ink);
        left = at.right() + 8.0;
        if let Some(quote) = self.quote.as_ref().filter(|_| right - left > 32.0) {
            words(
                ui,
                (quote, palette.secondary),
                pos2(left, rect.center().y),
                Align2::LEFT_CENTER,
                right - left,
            );
        }
        response
    }
}

/// The first row of all: nothing done yet.
pub fn start(ui: &mut Ui, name: &str, chosen: bool, is_current: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = choice(ui, name, chosen);
    if is_current {
        dot(ui, rect, palette);
    }
    words(
        ui,
        (name, palette.secondary),
        pos2(rect.left() + 16.0, rect.center().y),
        Align2::LEFT_CENTER,
        rect.width() - 28.0,
    );
    response
}

/// The title of a document, with the day where that is another one.
pub fn head(ui: &mut Ui, title: &str, day: Option<&str>) {
    let palette = Palette::of(ui);
    let rect = plain(ui, title, day);
    let mut right = rect.right() - 12.0;
    let y = rect.center().y + 3.0;
    if let Some(day) = day {
        let at = pos2(right, y);
        right = words(
            ui,
            (day, palette.secondary),
            at,
            Align2::RIGHT_CENTER,
            140.0,
        )
        .left()
            - 10.0;
    }
    let left = rect.left() + 16.0;
    let text = WidgetText::from(semibold(title).size(SMALL));
    let galley = text.into_galley(
        ui,
        Some(TextWrapMode::Truncate),
        (right - left).max(0.0),
        TextStyle::Small,
    );
    let at = Align2::LEFT_CENTER.anchor_size(pos2(left, y), galley.size());
    ui.painter().galley(at.min, galley, palette.ink);
}

/// The line between what is undone and what stands.
pub fn now(ui: &mut Ui, name: &str) {
    let palette = Palette::of(ui);
    let rect = plain(ui, name, None);
    let at = pos2(rect.left() + 16.0, rect.center().y);
    let left = words(ui, (name, palette.accent), at, Align2::LEFT_CENTER, 120.0).right() + 8.0;
    let line = Stroke::new(1.0, palette.accent);
    ui.painter().hline(
        left..=rect.right() - 12.0,
        rect.center().y.round() + 0.5,
        line,
    );
}

/// A row that can be clicked; the keyboard is with the list.
fn choice(ui: &mut Ui, name: &str, chosen: bool) -> (Rect, Response) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name));
    let fill = match (chosen, response.hovered()) {
        (true, _) => tint(palette.accent, 0.14),
        (false, true) => tint(palette.ink, 0.06),
        (false, false) => Color32::TRANSPARENT,
    };
    let inner = rect.shrink2(vec2(6.0, 0.5));
    ui.painter()
        .rect_filled(inner, CornerRadius::same(RADIUS), fill);
    (rect, response)
}

/// A row that only says something.
fn plain(ui: &mut Ui, name: &str, more: Option<&str>) -> Rect {
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = more.map_or_else(|| name.to_owned(), |it| format!("{name}, {it}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name.clone()));
    rect
}

/// What stands before the words: where one is, or that the step would be undone or done again.
fn edge(ui: &Ui, rect: Rect, row: &StepRow, palette: Palette) {
    if row.crossed {
        let x = rect.left() + 9.0;
        let line = Stroke::new(2.0, tint(palette.accent, 0.55));
        ui.painter().vline(x, rect.y_range(), line);
    } else if row.current {
        dot(ui, rect, palette);
    }
}

fn dot(ui: &Ui, rect: Rect, palette: Palette) {
    let at = pos2(rect.left() + 10.0, rect.center().y);
    ui.painter().circle_filled(at, 3.0, palette.accent);
}

/// Small words on one line, as wide as there is room; gives where they are.
fn words(ui: &Ui, words: (&str, Color32), at: Pos2, align: Align2, width: f32) -> Rect {
    let (words, color) = words;
    let text = WidgetText::from(
        egui::RichText::new(words)
            .font(FontId::proportional(SMALL))
            .color(color),
    );
    let wrap = Some(TextWrapMode::Truncate);
    let galley = text.into_galley(ui, wrap, width.max(0.0), TextStyle::Small);
    let rect = align.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
    rect
}

fn galley(
    ui: &Ui,
    words: &str,
    color: Color32,
    width: f32,
    style: TextStyle,
) -> std::sync::Arc<egui::Galley> {
    let text = WidgetText::from(egui::RichText::new(words).color(color));
    text.into_galley(ui, Some(TextWrapMode::Truncate), width.max(0.0), style)
}
