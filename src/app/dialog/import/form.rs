//! The left side of *New project*: name, folder, who labels, schema.

use std::path::PathBuf;

use egui::{ScrollArea, Ui};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::dialog::{Slot, Wanted, focus_once};
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{caption, field, field_with_button, note, radio};
use crate::model::id::slug;
use crate::model::schema::Schema;
use crate::store::schemas::TEMPLATES;
use crate::tr;

/// What is filled in for a new project.
pub(super) struct Form {
    pub name: String,
    pub annotator: String,
    /// The id of the template chosen.
    pub schema: String,
    folder: String,
    /// Whether the folder was typed or chosen, and no longer follows the name.
    folder_chosen: bool,
    /// What speaks against the folder, for the folder it was looked up for.
    trouble: (String, Option<&'static str>),
    browsed: Slot,
    schemas: Vec<(String, Schema)>,
    focused: bool,
}

impl Form {
    pub fn new(cx: &Cx, name: &str) -> Self {
        let schemas: Vec<_> = TEMPLATES
            .iter()
            .filter_map(|it| Some((it.id.to_owned(), it.schema().ok()?)))
            .collect();
        let mut form = Self {
            name: name.to_owned(),
            annotator: annotator_name(cx),
            schema: schemas.first().map(|it| it.0.clone()).unwrap_or_default(),
            folder: String::new(),
            folder_chosen: false,
            trouble: Default::default(),
            browsed: Slot::default(),
            schemas,
            focused: false,
        };
        form.follow_name();
        form
    }

    pub fn folder(&self) -> PathBuf {
        PathBuf::from(self.folder.trim())
    }

    pub fn ready(&self) -> bool {
        let filled = [&self.name, &self.annotator, &self.folder]
            .iter()
            .all(|it| !it.trim().is_empty());
        filled && self.trouble.1.is_none()
    }

    pub fn ui(&mut self, ui: &mut Ui, height: f32, out: &mut Vec<Action>) {
        let response = field(ui, &tr!("import-name"), &mut self.name, "");
        // The first that is not known yet.
        let is_named = !self.name.trim().is_empty() && self.annotator.trim().is_empty();
        if !is_named {
            focus_once(&mut self.focused, &response);
        }
        if response.changed() && !self.folder_chosen {
            self.follow_name();
        }
        self.folder_ui(ui, out);
        let response = field(
            ui,
            &tr!("import-annotator"),
            &mut self.annotator,
            &tr!("import-annotator-hint"),
        );
        focus_once(&mut self.focused, &response);
        ui.add_space(4.0);
        caption(ui, &tr!("import-schema"));
        let left = (height - 230.0).max(96.0);
        ScrollArea::vertical()
            .id_salt("schemas")
            .max_height(left)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (id, schema) in &self.schemas {
                    let title = names::local(&schema.title);
                    if radio(ui, self.schema == *id, &title).clicked() {
                        self.schema.clone_from(id);
                    }
                    ui.horizontal(|ui| {
                        ui.add_space(32.0);
                        ui.vertical(|ui| caption(ui, &names::local(&schema.help)));
                    });
                    ui.add_space(6.0);
                }
            });
    }

    fn folder_ui(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        if let Some(path) = self.browsed.take() {
            self.folder = path.display().to_string();
            self.folder_chosen = true;
        }
        let (response, browse) =
            field_with_button(ui, &tr!("import-folder"), &mut self.folder, &tr!("browse"));
        self.folder_chosen |= response.changed();
        if browse {
            out.push(
                self.browsed
                    .ask(Wanted::New, tr!("import-pick-folder"), slug(&self.name)),
            );
        }
        if self.trouble.0 != self.folder {
            self.trouble = (self.folder.clone(), trouble(&self.folder()));
        }
        if let Some(trouble) = self.trouble.1 {
            note(ui, &tr!(trouble), Palette::of(ui).bad);
        }
    }

    /// The folder below the person's documents that has the name of the project.
    fn follow_name(&mut self) {
        self.folder = super::super::documents_folder()
            .join(slug(&self.name))
            .display()
            .to_string();
    }
}

/// What speaks against making a project in this folder: a key of the translation files.
fn trouble(folder: &std::path::Path) -> Option<&'static str> {
    if !folder.is_absolute() {
        return Some("import-folder-relative");
    }
    if folder.join("project.ron").exists() {
        return Some("import-folder-project");
    }
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some().then_some("import-folder-taken"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(_) => Some("import-folder-unreadable"),
    }
}

/// Who labelled last, else the name that the system knows the person by.
fn annotator_name(cx: &Cx) -> String {
    let known = cx.settings.annotator.trim();
    if !known.is_empty() {
        return known.to_owned();
    }
    ["USER", "USERNAME"]
        .iter()
        .find_map(|it| std::env::var(it).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_in_it_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(trouble(folder.path()), None);
        assert_eq!(trouble(&folder.path().join("new")), None);
        assert_eq!(
            trouble(std::path::Path::new("new")),
            Some("import-folder-relative")
        );
        std::fs::write(folder.path().join("a.txt"), "a").unwrap();
        assert_eq!(trouble(folder.path()), Some("import-folder-taken"));
        std::fs::write(folder.path().join("project.ron"), "").unwrap();
        assert_eq!(trouble(folder.path()), Some("import-folder-project"));
    }
}
