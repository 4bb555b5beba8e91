//! Small pieces that panels and dialogs share: buttons, key caps, rows, choices, fields. They know
//! colors and keys, not projects.

mod button;
mod choice;
mod field;
mod list;
mod ring;
mod sign;
mod text;

pub use button::{Button, plain_button, primary_button, quiet_button};
pub use choice::{radio, segmented, tick, tick_in_line};
pub use field::{field, field_named, field_with_button, search};
pub use list::{Row, rows};
pub use ring::{focus_ring, follow_focus, missing_ring};
pub use sign::Sign;
pub use text::{
    caption, card, check, empty_state, end_of_path, hairline, heading, keycap, keycap_at,
    keycap_width, note, progress, semibold,
};

use egui::Color32;

use super::theme::Palette;
pub use super::theme::{RADIUS, ROW};
use crate::model::schema::Rgb;

/// A color thinned to `share` of its strength, for fills.
pub fn tint(color: Color32, share: f32) -> Color32 {
    color.gamma_multiply(share)
}

/// The color of a label on this paper: the schema's, made lighter on dark paper so that it stays readable.
pub fn label_color(palette: Palette, color: Rgb) -> Color32 {
    let given = Color32::from_rgb(color.0, color.1, color.2);
    if palette.dark {
        given.lerp_to_gamma(Color32::WHITE, 0.38)
    } else {
        given
    }
}
