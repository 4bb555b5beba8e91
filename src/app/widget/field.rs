//! Text fields with their names.

use egui::{Margin, Response, TextEdit, Ui};

use super::{Button, caption};

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

/// A field under its name, with a button after it. Gives the field, and whether the button was pressed.
pub fn field_with_button(
    ui: &mut Ui,
    name: &str,
    value: &mut String,
    words: &str,
) -> (Response, bool) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
        let label = caption(ui, name);
        let button = Button::quiet(words);
        let width = ui.available_width() - button.natural_width(ui) - 8.0;
        ui.horizontal(|ui| {
            let response = sized(ui, value, "", width).labelled_by(label.id);
            (response, ui.add(button).clicked())
        })
        .inner
    })
    .inner
}

fn single(ui: &mut Ui, value: &mut String, hint: &str) -> Response {
    let width = ui.available_width();
    sized(ui, value, hint, width)
}

fn sized(ui: &mut Ui, value: &mut String, hint: &str, width: f32) -> Response {
    let edit = TextEdit::singleline(value)
        .hint_text(hint.to_owned())
        .margin(Margin::symmetric(8, 6));
    ui.add(edit.desired_width(width).min_size(egui::vec2(width, 28.0)))
}
