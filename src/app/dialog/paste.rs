//! A text from the clipboard, as a new document.

use std::sync::Arc;

use egui::{ScrollArea, TextEdit, Ui};

use super::import::ImportOrder;
use super::{Dialog, NewProject, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::widget::{caption, field};
use crate::formats::Reading;
use crate::formats::input::Input;
use crate::formats::names::tidy;
use crate::tr;

/// What was copied elsewhere, and the name that it gets here.
pub struct PasteDialog {
    name: String,
    text: String,
    asked: bool,
}

impl PasteDialog {
    /// `None` while no project is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        cx.project()?;
        Some(Self {
            name: String::new(),
            text: String::new(),
            asked: false,
        })
    }

    /// The name given, else the first words of the text.
    fn file(&self) -> String {
        let words = self.text.split_whitespace().take(6);
        let first: Vec<&str> = words.collect();
        let name = match self.name.trim() {
            "" => first.join(" "),
            name => name.to_owned(),
        };
        let name: String = name.replace(['/', '\\'], "-").chars().take(60).collect();
        let name = tidy(name.trim_end_matches('.'));
        format!("{}.txt", name.trim_end_matches(".txt"))
    }
}

impl Dialog for PasteDialog {
    fn title(&self) -> String {
        tr!("paste-title")
    }

    fn width(&self) -> f32 {
        640.0
    }

    fn ui(&mut self, ui: &mut Ui, _: &Cx, out: &mut Vec<Action>) {
        field(
            ui,
            &tr!("paste-name"),
            &mut self.name,
            &tr!("paste-name-hint"),
        );
        let label = caption(ui, &tr!("paste-text"));
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(96.0, 320.0);
        let area = ScrollArea::vertical().id_salt("paste").max_height(height);
        let typed = area.show(ui, |ui| {
            let edit = TextEdit::multiline(&mut self.text).desired_width(f32::INFINITY);
            ui.add(edit.desired_rows(12)).labelled_by(label.id)
        });
        if !self.asked {
            self.asked = true;
            typed.inner.request_focus();
            // What was copied comes as if it were pasted by hand.
            ui.ctx()
                .send_viewport_cmd(egui::ViewportCommand::RequestPaste);
        }
        let ready = !self.text.trim().is_empty();
        if foot(ui, &tr!("paste-do"), ready, out) {
            let file = self.file();
            let bytes = std::mem::take(&mut self.text).into_bytes();
            let order = ImportOrder {
                input: Arc::new(Input::of_bytes(&file, bytes)),
                format: "text",
                reading: Reading {
                    encoding: Some("UTF-8".to_owned()),
                    ..Reading::default()
                },
                annotator: String::new(),
            };
            out.push(Action::CloseDialog);
            out.push(Action::AddTexts(Box::new(NewProject {
                texts: Vec::new(),
                labelled: Some(order),
                folder: std::path::PathBuf::new(),
                name: String::new(),
                annotator: String::new(),
                schema: String::new(),
            })));
        }
    }
}
