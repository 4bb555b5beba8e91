//! Rows of lists: one line, 28 points high, that can be hovered, chosen and reached by keys. Long
//! lists draw only what is seen.

use std::ops::Range;

use egui::{
    Align2, Color32, CornerRadius, FontId, Response, Role, ScrollArea, Sense, TextStyle,
    TextWrapMode, Ui, Widget, WidgetInfo, WidgetText, vec2,
};

use super::{RADIUS, ROW, end_of_path, focus_ring, keycap_at, tint};
use crate::app::theme::{Palette, SMALL};

/// A row of a list.
pub struct Row<'a> {
    text: WidgetText,
    name: &'a str,
    detail: &'a str,
    key: Option<&'a str>,
    mark: Option<Color32>,
    selected: bool,
    weak: bool,
    is_path: bool,
    role: Role,
}

impl<'a> Row<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text: text.into(),
            name: text,
            detail: "",
            key: None,
            mark: None,
            selected: false,
            weak: false,
            is_path: false,
            role: Role::ListBoxOption,
        }
    }

    /// A row named by a path, of which the end is shown where there is no room for all of it.
    pub fn path(text: &'a str) -> Self {
        Self {
            is_path: true,
            ..Self::new(text)
        }
    }

    /// Shows these words, such as ones with parts in bold, instead of the plain name.
    pub fn shown(self, text: impl Into<WidgetText>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }

    /// Secondary words at the right.
    pub fn detail(self, detail: &'a str) -> Self {
        Self { detail, ..self }
    }

    pub fn key(self, key: Option<&'a str>) -> Self {
        Self { key, ..self }
    }

    /// A short bar in the color of a label, before the words.
    pub fn mark(self, mark: Option<Color32>) -> Self {
        Self { mark, ..self }
    }

    pub fn selected(self, selected: bool) -> Self {
        Self { selected, ..self }
    }

    /// What it is to a screen reader, if not a line of a list.
    pub fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// Greyed: it is there, but cannot be done or opened now.
    pub fn weak(self, weak: bool) -> Self {
        Self { weak, ..self }
    }
}

impl Widget for Row<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let palette = Palette::of(ui);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(
                self.role,
                ui.is_enabled() && !self.weak,
                self.selected,
                self.name,
            )
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let fill = match (self.selected, response.hovered()) {
            (true, _) => tint(palette.accent, 0.14),
            (false, true) => tint(palette.ink, 0.06),
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), fill);
        let mut left = rect.left() + 8.0;
        let mut right = rect.right() - 8.0;
        if let Some(color) = self.mark {
            let bar = egui::Rect::from_center_size(
                egui::pos2(left + 7.0, rect.center().y),
                vec2(14.0, 3.0),
            );
            ui.painter().rect_filled(bar, CornerRadius::same(1), color);
            left += 22.0;
        }
        if let Some(key) = self.key {
            right = keycap_at(
                ui.painter(),
                palette,
                egui::pos2(right, rect.center().y),
                key,
            )
            .left()
                - 8.0;
        }
        if !self.detail.is_empty() {
            right = detail_at(
                ui,
                self.detail,
                left,
                right,
                rect.center().y,
                palette.secondary,
            ) - 12.0;
        }
        let mut text = self.text;
        if self.is_path {
            let font = TextStyle::Body.resolve(ui.style());
            text = end_of_path(ui, self.name, &font, right - left).into();
        }
        if self.weak {
            text = text.color(palette.secondary);
        }
        let galley = text.into_galley(
            ui,
            Some(TextWrapMode::Truncate),
            (right - left).max(0.0),
            TextStyle::Body,
        );
        let at = Align2::LEFT_CENTER.anchor_size(egui::pos2(left, rect.center().y), galley.size());
        ui.painter().galley(at.min, galley, palette.ink);
        focus_ring(ui, &response, RADIUS);
        response
    }
}

/// Paints secondary words that end at `right`, on at most the right half; gives where they start.
fn detail_at(ui: &Ui, detail: &str, left: f32, right: f32, y: f32, color: Color32) -> f32 {
    let text = WidgetText::from(
        egui::RichText::new(detail)
            .font(FontId::proportional(SMALL))
            .color(color),
    );
    let galley = text.into_galley(
        ui,
        Some(TextWrapMode::Truncate),
        ((right - left) / 2.0).max(0.0),
        TextStyle::Small,
    );
    let at = Align2::RIGHT_CENTER.anchor_size(egui::pos2(right, y), galley.size());
    ui.painter().galley(at.min, galley, color);
    at.left()
}

/// A list of `n` rows of one height, drawn only where it is seen; `show` brings a row into view.
pub fn rows(
    ui: &mut Ui,
    id: &str,
    n: usize,
    max_height: f32,
    show: Option<usize>,
    mut draw: impl FnMut(&mut Ui, Range<usize>),
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical()
        .id_salt(id)
        .max_height(max_height)
        .auto_shrink([false, true]);
    area.show_rows(ui, ROW, n, |ui, range| {
        if let Some(i) = show {
            let top = ui.min_rect().top() + (i as f32 - range.start as f32) * ROW;
            let row =
                egui::Rect::from_min_size(egui::pos2(ui.min_rect().left(), top), vec2(1.0, ROW));
            ui.scroll_to_rect(row, None);
        }
        draw(ui, range);
    });
}
