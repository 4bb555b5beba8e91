//! Small square buttons that show a sign; their name and key stand in the tooltip.

use egui::{Align2, Color32, FontId, Response, Role, Sense, Ui, Widget, WidgetInfo, vec2};

use super::{RADIUS, focus_ring, tint};
use crate::app::theme::Palette;

const SIDE: f32 = 28.0;

/// A button with a sign; with [`Sign::on`] it is a switch.
pub struct Sign<'a> {
    glyph: &'a str,
    name: &'a str,
    key: Option<String>,
    on: Option<bool>,
}

impl<'a> Sign<'a> {
    pub fn new(glyph: &'a str, name: &'a str) -> Self {
        Self {
            glyph,
            name,
            key: None,
            on: None,
        }
    }

    pub fn key(self, key: Option<String>) -> Self {
        Self { key, ..self }
    }

    pub fn on(self, on: bool) -> Self {
        Self {
            on: Some(on),
            ..self
        }
    }
}

impl Widget for Sign<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let palette = Palette::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::click());
        let is_on = self.on.unwrap_or(false);
        response.widget_info(|| match self.on {
            Some(on) => WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, self.name),
            None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.name),
        });
        let pressed = response.is_pointer_button_down_on();
        let fill = match (is_on, pressed, response.hovered()) {
            (true, _, _) => tint(palette.accent, 0.16),
            (_, true, _) => tint(palette.ink, 0.12),
            (_, _, true) => tint(palette.ink, 0.06),
            _ => Color32::TRANSPARENT,
        };
        let ink = match (is_on, ui.is_enabled()) {
            (true, _) => palette.accent,
            (_, true) => palette.ink,
            (_, false) => palette.line,
        };
        ui.painter().rect_filled(rect, RADIUS, fill);
        let font = FontId::proportional(14.0);
        ui.painter()
            .text(rect.center(), Align2::CENTER_CENTER, self.glyph, font, ink);
        focus_ring(ui, &response, RADIUS);
        let hint = match &self.key {
            Some(key) => format!("{}  {key}", self.name),
            None => self.name.to_owned(),
        };
        response.on_hover_text(hint)
    }
}
