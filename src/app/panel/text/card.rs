//! The card of a mark under a resting pointer.

use egui::{Response, RichText, Tooltip, Ui};

use super::input::Resting;
use super::page::Page;

/// Below a mark, where its tag stands.
const TAG: f32 = 12.0;

/// Shows the name of the mark, with what follows its first line in small.
pub fn show(ui: &Ui, response: &Response, resting: Option<&Resting>, page: &Page<'_>) {
    let Some(resting) = resting else { return };
    let Some(mark) = page
        .marks
        .find(&resting.mark)
        .and_then(|index| page.mark(index))
    else {
        return;
    };
    let mut lines = mark.name.lines();
    let id = response.id.with("card");
    let mut clear = resting.rect;
    clear.max.y += TAG;
    Tooltip::always_open(ui.ctx().clone(), response.layer_id, id, clear).show(|ui| {
        ui.set_max_width(320.0);
        ui.label(RichText::new(lines.next().unwrap_or("")).strong());
        for line in lines {
            ui.label(RichText::new(line).small());
        }
    });
}
