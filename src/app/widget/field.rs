//! Text fields with their names.

use egui::{Margin, Response, TextEdit, Ui};

use super::caption;

/// A field under its name, as wide as there is room.
pub fn field(ui: &mut Ui, name: &str, value: &mut String, hint: &str) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let label = caption(ui, name);
        single(ui, value, hint).labelled_by(label.id)
    })
    .inner
}

/// A field whose name only a screen reader says.
pub fn field_named(ui: &mut Ui, name: &str, value: &mut String, hint: &str) -> Response {
    single(ui, value, hint).accessible_name(name)
}

/// The field that narrows a list; it keeps the arrow keys for the list below it.
pub fn search(ui: &mut Ui, name: &str, value: &mut String) -> Response {
    single(ui, value, name).accessible_name(name)
}

fn single(ui: &mut Ui, value: &mut String, hint: &str) -> Response {
    let edit = TextEdit::singleline(value).hint_text(hint.to_owned()).margin(Margin::symmetric(8, 6));
    ui.add(edit.desired_width(ui.available_width()))
}
