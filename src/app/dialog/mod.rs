//! Windows inside the window. A dialog holds what is being filled in; it asks for actions like a panel.

pub mod about;
pub mod annotator;
pub mod backups;
pub mod comments;
pub mod confirm;
pub mod export;
pub mod import;
pub mod job;
pub mod keys;
pub mod label_all;
pub mod paste;
pub mod path;
pub mod problems;
pub mod properties;
pub mod reading;
pub mod revise;
pub mod schema;
pub mod settings;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{
    Color32, CornerRadius, Event, Frame, Id, Key, Layout, Modal, Modifiers, Popup, ScrollArea,
    Shadow, Stroke, Ui,
};

use super::action::Action;
use super::cx::Cx;
use super::theme::Palette;
use super::widget::{Button, semibold};
use crate::tr;

/// Around what stands in a dialog, in points.
const MARGIN: f32 = 24.0;
/// In a window no higher than this, in points, dialogs scroll as a whole.
const LOW: f32 = 640.0;

/// A window over the others, closed by Escape.
pub trait Dialog: Send {
    /// Its title in the language of the interface.
    fn title(&self) -> String;

    /// Its width in points.
    fn width(&self) -> f32 {
        560.0
    }

    fn ui(&mut self, ui: &mut egui::Ui, cx: &Cx, out: &mut Vec<Action>);
}

/// What is to be chosen on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A project folder.
    Folder,
    /// One or several files.
    Files,
    /// A project.ron or corpus.ron.
    ProjectFile,
    /// A project.ron, or the configuration of another program.
    Schema,
    /// A new file or folder.
    New,
}

/// A question to the person: which file or folder?
pub struct Pick {
    pub wanted: Wanted,
    pub title: String,
    /// The name proposed for a new file.
    pub name: String,
    /// What to do with the paths chosen; not called when the person cancels.
    pub then: Box<dyn FnOnce(Vec<PathBuf>) -> Action + Send>,
}

/// A project to be made of texts, or texts to be added to the open one.
pub struct NewProject {
    pub texts: Vec<crate::store::texts::Incoming>,
    /// What is read by its format, instead of texts.
    pub labelled: Option<import::ImportOrder>,
    /// The folder to make; not looked at when texts are added.
    pub folder: PathBuf,
    pub name: String,
    pub annotator: String,
    /// The id of a template of [`crate::store::schemas`].
    pub schema: String,
}

/// What to export and where.
pub struct ExportOrder {
    /// The id of a format.
    pub format: String,
    pub selection: crate::formats::Selection,
    pub options: crate::formats::Options,
    /// How the sets of the options were made, for the data sheet.
    pub plan: Option<crate::analysis::split::Plan>,
    pub to: PathBuf,
}

/// Shows a dialog in the middle of the window, what is behind it dimmed. Escape closes it, unless a
/// list opened inside it takes the key.
pub fn show(ui: &Ui, cx: &Cx, dialog: &mut dyn Dialog, out: &mut Vec<Action>) {
    show_as(ui, "dialog", cx, dialog, out);
}

/// Shows a dialog under a name of its own, so that it can lie over another one.
pub(super) fn show_as(
    ui: &Ui,
    name: &str,
    cx: &Cx,
    dialog: &mut dyn Dialog,
    out: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let screen = ui.ctx().content_rect();
    let width = dialog.width().min(screen.width() - 2.0 * MARGIN - 32.0);
    let title = dialog.title();
    let id = Id::unique(name);
    let area = Modal::default_area(id)
        .role(egui::Role::Dialog)
        .accessible_name(title.clone());
    let answer = Modal::new(id)
        .area(area)
        .backdrop_color(veil(palette))
        .frame(frame(palette))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.set_max_height(screen.height() - 96.0);
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
            ui.label(semibold(&title).size(15.0).color(palette.ink));
            ui.add_space(4.0);
            if screen.height() > LOW {
                dialog.ui(ui, cx, out);
            } else {
                let room = ScrollArea::vertical()
                    .id_salt("low")
                    .max_height(screen.height() - 112.0);
                room.show(ui, |ui| dialog.ui(ui, cx, out));
            }
        });
    let inside = answer.is_top_modal && !answer.any_popup_open;
    if inside && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::CloseDialog);
    }
}

fn veil(palette: Palette) -> Color32 {
    Color32::from_black_alpha(if palette.dark { 120 } else { 56 })
}

fn frame(palette: Palette) -> Frame {
    let shadow = Shadow {
        offset: [0, 12],
        blur: 40,
        spread: 0,
        color: Color32::from_black_alpha(48),
    };
    Frame::new()
        .fill(palette.panel)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(MARGIN)
        .shadow(shadow)
}

/// The foot of a dialog: its one primary button at the right, Cancel beside it. Enter in a field presses
/// the primary button, Ctrl+Enter from anywhere. Gives whether it was pressed.
pub(super) fn foot(ui: &mut Ui, words: &str, ready: bool, out: &mut Vec<Action>) -> bool {
    ui.add_space(8.0);
    let key = format!("{}+{}", tr!("key-ctrl"), tr!("key-enter"));
    let mut pressed = false;
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), 28.0),
        Layout::right_to_left(egui::Align::Center),
        |ui| {
            pressed = ui
                .add_enabled(ready, Button::primary(words))
                .on_hover_text(&key)
                .clicked();
            if ui
                .add(Button::quiet(&tr!("cancel")).key(Some(&tr!("key-escape"))))
                .clicked()
            {
                out.push(Action::CloseDialog);
            }
        },
    );
    pressed || (ready && entered(ui))
}

/// Whether Enter was pressed for this dialog: it is on top, and no button or list has the key.
fn entered(ui: &Ui) -> bool {
    let on_top = ui
        .ctx()
        .memory(|it| it.top_modal_layer() == Some(ui.layer_id()));
    if !on_top || Popup::is_any_open(ui.ctx()) {
        return false;
    }
    // A field of one line gives the keyboard back on Enter.
    let free = ui.ctx().memory(|it| it.focused().is_none());
    ui.input(|it| it.events.iter().any(|event| is_enter(event, free)))
}

/// Whether this is Enter just pressed: alone where `free`, else with Ctrl.
fn is_enter(event: &Event, free: bool) -> bool {
    match event {
        Event::Key {
            key: Key::Enter,
            pressed: true,
            repeat: false,
            modifiers,
            ..
        } => free || modifiers.command,
        _ => false,
    }
}

/// The foot of a dialog that only shows: one button to close it.
pub(super) fn close_foot(ui: &mut Ui, out: &mut Vec<Action>) {
    ui.add_space(8.0);
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), 28.0),
        Layout::right_to_left(egui::Align::Center),
        |ui| {
            if ui
                .add(Button::quiet(&tr!("close")).key(Some(&tr!("key-escape"))))
                .clicked()
            {
                out.push(Action::CloseDialog);
            }
        },
    );
}

/// Puts the keyboard into a field the first time a dialog is drawn.
pub(super) fn focus_once(asked: &mut bool, response: &egui::Response) {
    if !*asked {
        *asked = true;
        response.request_focus();
    }
}

/// Where a path comes back to a dialog that asked for one.
#[derive(Clone, Default)]
pub(super) struct Slot(Arc<Mutex<Option<PathBuf>>>);

impl Slot {
    /// The question; its answer is then found by [`Slot::take`].
    pub fn ask(&self, wanted: Wanted, title: String, name: String) -> Action {
        let slot = self.clone();
        let then = move |paths: Vec<PathBuf>| {
            *slot.0.lock().unwrap_or_else(PoisonError::into_inner) = paths.into_iter().next();
            Action::Done(Box::new(|_| ()))
        };
        Action::Pick(Pick {
            wanted,
            title,
            name,
            then: Box::new(then),
        })
    }

    pub fn take(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Where the person keeps documents; the home folder where there is no such place.
pub(super) fn documents_folder() -> PathBuf {
    let documents = directories::UserDirs::new()
        .and_then(|it| it.document_dir().map(std::path::Path::to_owned));
    documents
        .or_else(path::home)
        .unwrap_or_else(|| PathBuf::from("/"))
}
