//! Buttons: one primary a screen, the others quiet, with their key beside the words.

use std::sync::Arc;

use egui::{
    Align2, Color32, CornerRadius, Galley, Response, Role, Sense, Stroke, StrokeKind, TextStyle,
    TextWrapMode, Ui, Widget, WidgetInfo, WidgetText, vec2,
};

use super::{RADIUS, focus_ring, keycap_at, keycap_width, semibold, tint};
use crate::app::theme::Palette;

const HEIGHT: f32 = 28.0;

/// A button with words and, beside them, its key.
pub struct Button<'a> {
    words: &'a str,
    key: Option<&'a str>,
    look: Look,
    width: Option<f32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Primary,
    Quiet,
    Plain,
}

/// The button that does what the dialog is for.
pub fn primary_button(ui: &mut Ui, words: &str) -> Response {
    ui.add(Button::primary(words))
}

/// Any other button; `key` is what can be pressed instead.
pub fn quiet_button(ui: &mut Ui, words: &str, key: Option<&str>) -> Response {
    ui.add(Button::quiet(words).key(key))
}

/// Words that can be clicked, without a frame.
pub fn plain_button(ui: &mut Ui, words: &str) -> Response {
    ui.add(Button::plain(words))
}

impl<'a> Button<'a> {
    pub fn primary(words: &'a str) -> Self {
        Self {
            words,
            key: None,
            look: Look::Primary,
            width: None,
        }
    }

    pub fn quiet(words: &'a str) -> Self {
        Self {
            look: Look::Quiet,
            ..Self::primary(words)
        }
    }

    pub fn plain(words: &'a str) -> Self {
        Self {
            look: Look::Plain,
            ..Self::primary(words)
        }
    }

    pub fn key(self, key: Option<&'a str>) -> Self {
        Self { key, ..self }
    }

    /// As wide as this, in points, instead of as its words.
    pub fn width(self, width: f32) -> Self {
        Self {
            width: Some(width),
            ..self
        }
    }
}

impl Button<'_> {
    /// How wide it is of itself, in points.
    pub fn natural_width(&self, ui: &Ui) -> f32 {
        self.galley(ui).size().x + self.key_width(ui) + 2.0 * self.margin()
    }

    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let text: WidgetText = match self.look {
            Look::Primary => semibold(self.words).into(),
            Look::Quiet | Look::Plain => self.words.into(),
        };
        text.into_galley(
            ui,
            Some(TextWrapMode::Extend),
            f32::INFINITY,
            TextStyle::Button,
        )
    }

    fn key_width(&self, ui: &Ui) -> f32 {
        self.key
            .map_or(0.0, |it| keycap_width(ui.painter(), it) + 8.0)
    }

    fn margin(&self) -> f32 {
        if self.look == Look::Plain { 4.0 } else { 12.0 }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let palette = Palette::of(ui);
        let galley = self.galley(ui);
        let margin = self.margin();
        let natural = galley.size().x + self.key_width(ui) + 2.0 * margin;
        let (rect, response) =
            ui.allocate_exact_size(vec2(self.width.unwrap_or(natural), HEIGHT), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.words));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let (fill, stroke, ink) = self.look.colors(palette, &response);
        let radius = CornerRadius::same(RADIUS);
        ui.painter().rect(
            rect,
            radius,
            fill,
            Stroke::new(1.0, stroke),
            StrokeKind::Inside,
        );
        let spare = (rect.width() - natural).max(0.0) / 2.0;
        let at = Align2::LEFT_CENTER.anchor_size(
            rect.left_center() + vec2(margin + spare, 0.0),
            galley.size(),
        );
        ui.painter()
            .galley_with_override_text_color(at.min, galley, ink);
        if let Some(key) = self.key {
            keycap_at(
                ui.painter(),
                palette,
                rect.right_center() - vec2(margin - 4.0 + spare, 0.0),
                key,
            );
        }
        focus_ring(ui, &response, RADIUS);
        response
    }
}

impl Look {
    /// Fill, line and words.
    fn colors(self, palette: Palette, on: &Response) -> (Color32, Color32, Color32) {
        let pressed = on.is_pointer_button_down_on();
        match self {
            Self::Primary => {
                let share = if pressed {
                    0.8
                } else if on.hovered() {
                    0.9
                } else {
                    1.0
                };
                let fill = if on.enabled() {
                    palette.accent.lerp_to_gamma(palette.ink, 1.0 - share)
                } else {
                    palette.line
                };
                (
                    fill,
                    fill,
                    if on.enabled() {
                        palette.paper
                    } else {
                        palette.secondary
                    },
                )
            }
            Self::Quiet => {
                let fill = if pressed {
                    tint(palette.ink, 0.12)
                } else if on.hovered() {
                    tint(palette.ink, 0.06)
                } else {
                    palette.paper
                };
                (fill, palette.line, palette.ink)
            }
            Self::Plain => {
                let fill = if pressed {
                    tint(palette.accent, 0.16)
                } else if on.hovered() {
                    tint(palette.accent, 0.08)
                } else {
                    Color32::TRANSPARENT
                };
                (fill, Color32::TRANSPARENT, palette.accent)
            }
        }
    }
}
