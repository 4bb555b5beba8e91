//! How to label: the guidelines of the project, in Markdown, beside the text; read or edited.

mod markdown;
mod paint;

use std::sync::Arc;

use egui::{Align, Frame, Layout, Margin, ScrollArea, TextEdit, Ui};

use self::markdown::{Block, blocks};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::widget::{Button, empty_state, hairline, heading, plain_button};
use crate::tr;

/// The guidelines panel.
#[derive(Default)]
pub struct Guidelines {
    /// The text while it is edited.
    editing: Option<String>,
    /// What is shown, and of which text.
    read: Option<(Arc<str>, Vec<Block>)>,
}

impl Guidelines {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        let text = &project.guidelines;
        Frame::new()
            .inner_margin(Margin::symmetric(12, 8))
            .show(ui, |ui| self.head_ui(ui, text, out));
        hairline(ui);
        let margin = Frame::new().inner_margin(Margin::same(16));
        ScrollArea::vertical()
            .id_salt("guidelines")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                margin.show(ui, |ui| match &mut self.editing {
                    Some(draft) => edit_ui(ui, draft),
                    None if text.trim().is_empty() => {
                        let button = tr!("guidelines-write");
                        if empty_state(
                            ui,
                            &tr!("guidelines-empty"),
                            &tr!("guidelines-empty-hint"),
                            Some(&button),
                        ) {
                            self.editing = Some(String::new());
                        }
                    }
                    None => self.read_ui(ui, text),
                });
            });
    }

    fn head_ui(&mut self, ui: &mut Ui, text: &Arc<str>, out: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            heading(ui, &tr!("guidelines-title"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if self.editing.is_none() {
                    if plain_button(ui, &tr!("close")).clicked() {
                        out.push(Action::ToggleGuidelines);
                    }
                    if plain_button(ui, &tr!("guidelines-edit")).clicked() {
                        self.editing = Some(text.to_string());
                    }
                    return;
                }
                let save = ui.add(Button::primary(&tr!("save"))).clicked();
                if plain_button(ui, &tr!("cancel")).clicked() {
                    self.editing = None;
                }
                if save && let Some(draft) = self.editing.take() {
                    out.push(Action::SetGuidelines(draft));
                }
            });
        });
    }

    fn read_ui(&mut self, ui: &mut Ui, text: &Arc<str>) {
        let known = self
            .read
            .as_ref()
            .is_some_and(|it| Arc::ptr_eq(&it.0, text));
        if !known {
            self.read = Some((Arc::clone(text), blocks(text)));
        }
        if let Some((_, blocks)) = &self.read {
            for block in blocks {
                paint::block_ui(ui, block);
            }
        }
    }
}

fn edit_ui(ui: &mut Ui, draft: &mut String) {
    let rows = (ui.available_height() / 18.0).max(12.0) as usize;
    let edit = TextEdit::multiline(draft)
        .desired_rows(rows)
        .desired_width(f32::INFINITY)
        .margin(Margin::same(8));
    ui.add(edit).accessible_name(tr!("guidelines-field"));
}
