//! Windows inside the window. A dialog holds what is being filled in; it asks for actions like a panel.

use std::path::PathBuf;

use super::action::Action;
use super::cx::Cx;

/// A window over the others, closed by Escape.
pub trait Dialog {
    /// The key of its title in the translation files.
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
