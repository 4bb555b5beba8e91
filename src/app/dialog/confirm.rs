//! Asks before something that cannot be undone.

use egui::Ui;

use super::{Dialog, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;

/// A question with one answer that does something, and Cancel.
pub struct ConfirmDialog {
    title: String,
    text: String,
    verb: String,
    action: Option<Action>,
}

impl ConfirmDialog {
    /// `text` says what happens, `verb` stands on the button, such as *Replace*.
    pub fn new(title: String, text: String, verb: String, action: Action) -> Self {
        Self {
            title,
            text,
            verb,
            action: Some(action),
        }
    }
}

impl Dialog for ConfirmDialog {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn width(&self) -> f32 {
        420.0
    }

    fn ui(&mut self, ui: &mut Ui, _: &Cx, out: &mut Vec<Action>) {
        ui.label(&self.text);
        if foot(ui, &self.verb, true, out) {
            out.push(Action::CloseDialog);
            out.extend(self.action.take());
        }
    }
}
