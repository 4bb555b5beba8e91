//! How a label looks: one of the colors offered or a color of its own, and the line under its records.

use egui::{Color32, CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::app::theme::{Palette, contrast};
use crate::app::widget::{caption, field, focus_ring, label_color, note, segmented};
use crate::model::colors::COLORS;
use crate::model::schema::{Label, Pattern, Rgb};
use crate::tr;

/// A line can be seen from this contrast on (WCAG 2.1, parts of pictures).
const LEAST_CONTRAST: f32 = 3.0;

const PATTERNS: [(Pattern, &str); 6] = [
    (Pattern::Solid, "schema-pattern-solid"),
    (Pattern::Dots, "schema-pattern-dots"),
    (Pattern::Dashes, "schema-pattern-dashes"),
    (Pattern::Wave, "schema-pattern-wave"),
    (Pattern::Double, "schema-pattern-double"),
    (Pattern::Margin, "schema-pattern-margin"),
];

pub(super) fn ui(ui: &mut Ui, label: &mut Label) {
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            caption(ui, &tr!("schema-color"));
            swatches(ui, &mut label.color);
        });
        own(ui, &mut label.color);
    });
    if pale(label.color) {
        note(ui, &tr!("schema-color-pale"), Palette::of(ui).warning);
    }
    caption(ui, &tr!("schema-pattern"));
    let names = PATTERNS.map(|it| tr!(it.1));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let now = PATTERNS.iter().position(|it| it.0 == label.pattern);
    let chosen = segmented(ui, now.unwrap_or_default(), &names);
    if let Some((pattern, _)) = chosen.and_then(|i| PATTERNS.get(i)) {
        label.pattern = *pattern;
    }
}

fn swatches(ui: &mut Ui, color: &mut Rgb) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for offered in COLORS {
            let (rect, response) = ui.allocate_exact_size(vec2(24.0, 28.0), Sense::click());
            let on = *color == offered;
            let name = tr!("schema-color-named", color = offered.to_string());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &name));
            let square = rect.shrink2(vec2(2.0, 4.0));
            let fill = label_color(palette, offered);
            let radius = CornerRadius::same(4);
            ui.painter().rect_filled(square, radius, fill);
            if on {
                let ring = Stroke::new(2.0, palette.ink);
                ui.painter().rect_stroke(
                    rect.shrink2(vec2(0.0, 2.0)),
                    5.0,
                    ring,
                    StrokeKind::Inside,
                );
            }
            focus_ring(ui, &response, 5);
            if response.clicked() {
                *color = offered;
            }
        }
    });
}

/// A field for any color, `#b46200`.
fn own(ui: &mut Ui, color: &mut Rgb) {
    ui.vertical(|ui| {
        ui.set_width(96.0);
        let id = ui.scope_id().with("own color");
        let typed: Option<String> = ui.data(|it| it.get_temp(id));
        let mut text = typed.unwrap_or_else(|| color.to_string());
        let response = field(ui, &tr!("schema-color-own"), &mut text, "#b46200");
        if response.changed()
            && let Some(new) = parse(&text)
        {
            *color = new;
        }
        if response.has_focus() {
            ui.data_mut(|it| it.insert_temp(id, text));
        } else {
            ui.data_mut(|it| it.remove::<String>(id));
        }
    });
}

fn parse(text: &str) -> Option<Rgb> {
    let hex = text.trim().trim_start_matches('#');
    let number = u32::from_str_radix(hex, 16)
        .ok()
        .filter(|_| hex.len() == 6 && !hex.starts_with('+'))?;
    let [_, r, g, b] = number.to_be_bytes();
    Some(Rgb(r, g, b))
}

/// Whether lines of this color are hard to see on light or on dark paper.
fn pale(color: Rgb) -> bool {
    [Palette::LIGHT, Palette::DARK].into_iter().any(|palette| {
        let shown: Color32 = label_color(palette, color);
        contrast(shown, palette.paper) < LEAST_CONTRAST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colors_offered_are_seen_on_both_papers() {
        for color in COLORS {
            assert!(!pale(color), "{color}");
        }
        assert!(pale(Rgb(0xff, 0xee, 0x88)) && pale(Rgb(0, 0, 16)));
    }

    #[test]
    fn colors_are_read_as_they_are_written() {
        assert_eq!(parse(" #b46200"), Some(Rgb(0xb4, 0x62, 0)));
        assert_eq!(parse("b4620"), None);
        assert_eq!(parse("+b4620"), None);
    }
}
