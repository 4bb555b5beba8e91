//! What this program is: version, licences, fonts.

use egui::{RichText, Ui};

use super::{Dialog, close_foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::fonts::CREDITS;
use crate::app::theme::{SMALL, serif_family};
use crate::app::widget::{caption, hairline};
use crate::tr;

/// Says what this program is.
pub struct AboutDialog;

impl Dialog for AboutDialog {
    fn title(&self) -> String {
        tr!("about-title")
    }

    fn width(&self) -> f32 {
        440.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        ui.label(
            RichText::new("Sententia")
                .size(26.0)
                .family(serif_family())
                .color(cx.palette.ink),
        );
        caption(
            ui,
            &tr!("about-version", version = env!("CARGO_PKG_VERSION")),
        );
        ui.label(tr!("about-purpose"));
        hairline(ui);
        pair(ui, &tr!("about-licence"), "MIT OR Apache-2.0");
        for (font, licence) in CREDITS {
            pair(ui, font, licence);
        }
        close_foot(ui, out);
    }
}

fn pair(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal(|ui| {
        ui.label(name);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(value).size(SMALL).weak());
        });
    });
}
