//! The card of a mark under a resting pointer.

use egui::{Response, RichText, Tooltip, Ui};

use super::input::Resting;
use super::marks::Marks;

/// Shows the name of the mark, with what follows its first line in small.
pub fn show(ui: &Ui, response: &Response, resting: Option<&Resting>, marks: &Marks) {
    let Some(resting) = resting else { return };
    let Some(mark) = marks
        .find(&resting.mark)
        .and_then(|index| marks.marks.get(index))
    else {
        return;
    };
    let mut lines = mark.name.lines();
    let id = response.id.with("card");
    Tooltip::always_open(ui.ctx().clone(), response.layer_id, id, resting.rect).show(|ui| {
        ui.set_max_width(320.0);
        ui.label(RichText::new(lines.next().unwrap_or("")).strong());
        for line in lines {
            ui.label(RichText::new(line).small());
        }
    });
}
