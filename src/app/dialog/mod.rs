//! Windows inside the window. A dialog holds what is being filled in; it asks for actions like a panel.

pub mod about;
pub mod export;
pub mod import;
pub mod keys;
pub mod path;
pub mod problems;
pub mod properties;

use std::path::PathBuf;

use super::action::Action;
use super::cx::Cx;

/// A window over the others, closed by Escape.
pub trait Dialog: Send {
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

/// A project to be made of texts, or texts to be added to the open one.
pub struct NewProject {
    pub texts: Vec<crate::store::texts::Incoming>,
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
    pub to: PathBuf,
}
