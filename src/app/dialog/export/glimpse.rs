//! The first files as they would be written.

use egui::{RichText, ScrollArea, TextStyle, Ui};

use crate::app::theme::Palette;
use crate::app::widget::{Row, caption, card, rows};
use crate::formats::glimpse::{Beginning, Glimpse};
use crate::tr;

/// The files by name, and the beginning of the one chosen. Gives the number of the one that is chosen now.
pub(super) fn glimpse_ui(ui: &mut Ui, glimpse: &Glimpse, chosen: usize, height: f32) -> usize {
    let mut chosen = chosen.min(glimpse.files.len().saturating_sub(1));
    let mut left = height;
    if glimpse.n_files > 1 {
        let list = (height * 0.3).max(84.0);
        left -= list + 24.0;
        ui.scope(|ui| {
            rows(
                ui,
                "glimpse",
                glimpse.files.len(),
                list,
                None,
                |ui, range| {
                    for i in range {
                        let Some(file) = glimpse.files.get(i) else {
                            continue;
                        };
                        if ui
                            .add(Row::path(&file.name).selected(i == chosen))
                            .clicked()
                        {
                            chosen = i;
                        }
                    }
                },
            );
        });
        let more = glimpse.n_files - glimpse.files.len();
        if more > 0 {
            caption(ui, &tr!("export-glimpse-more", count = more));
        }
        ui.add_space(4.0);
    }
    match glimpse.files.get(chosen) {
        Some(file) => file_ui(ui, file, left),
        None => drop(caption(ui, &tr!("export-glimpse-nothing"))),
    }
    chosen
}

fn file_ui(ui: &mut Ui, file: &Beginning, height: f32) {
    let palette = Palette::of(ui);
    let Some(text) = file.text() else {
        caption(
            ui,
            &tr!("export-glimpse-no-text", name = file.name.as_str()),
        );
        return;
    };
    card(ui, palette, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::vertical()
            .id_salt("beginning")
            .max_height((height - 48.0).max(84.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let words = RichText::new(text)
                    .text_style(TextStyle::Monospace)
                    .size(12.0);
                ui.add(egui::Label::new(words.color(palette.ink)).wrap());
                if file.is_cut() {
                    caption(ui, &tr!("export-glimpse-cut"));
                }
            });
    });
}
