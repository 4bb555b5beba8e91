//! The way out: which format, which documents, whose records, where to; and before anything is
//! written, how much that is and what the format cannot hold.

mod choice;
mod exported;
mod glimpse;
pub(super) mod list;
mod outlook;
mod sets;
mod ways;

use std::path::{Path, PathBuf};

use egui::Ui;

use self::choice::Choice;
pub use self::exported::ExportedDialog;
use self::glimpse::glimpse_ui;
use self::list::{FormatList, about_ui};
use self::outlook::{Order, Outlook};
use self::sets::SetsChoice;
use self::ways::ways_ui;
use super::{Dialog, ExportOrder, Slot, Wanted, documents_folder, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::panel::coach;
use crate::app::theme::Palette;
use crate::app::widget::{caption, field_with_button, hairline, heading, note, segmented};
use crate::formats::{FORMATS, Options};
use crate::model::id::slug;
use crate::model::project::Project;
use crate::tr;

/// An export, while it is being chosen.
pub struct ExportDialog {
    formats: FormatList,
    options: Options,
    choice: Choice,
    sets: SetsChoice,
    to: String,
    /// The path proposed last: it follows the format for as long as nobody has changed it.
    proposed: String,
    browsed: Slot,
    outlook: Outlook,
    /// Whether the files are looked at instead of chosen, and which of them.
    looking: bool,
    file: usize,
}

impl ExportDialog {
    /// Everything, as a corpus; `None` while no project is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        let project = cx.project()?;
        let first = FORMATS.iter().find(|it| it.writer.is_some())?;
        let mut dialog = Self {
            formats: FormatList::new(|it| it.writer.is_some(), first.id),
            options: Options::default(),
            choice: Choice::new(project, cx.document().map(|it| it.id.clone())),
            sets: SetsChoice::default(),
            to: String::new(),
            proposed: String::new(),
            browsed: Slot::default(),
            outlook: Outlook::default(),
            looking: false,
            file: 0,
        };
        dialog.propose_path(project, false);
        Some(dialog)
    }

    /// A file among the person's documents, with the name of the project; a zip file for several.
    fn propose_path(&mut self, project: &Project, needs_folder: bool) {
        let ending = self.formats.format().map_or("ron", |it| it.extension);
        let stem = slug(&project.name);
        let name = match (needs_folder, self.formats.chosen()) {
            (true, id) => format!("{stem}-{id}.zip"),
            (false, _) => format!("{stem}.{ending}"),
        };
        let mine = Path::new(self.to.trim());
        let folder = match mine.parent() {
            Some(folder) if folder.is_absolute() => folder.to_owned(),
            _ => documents_folder(),
        };
        if self.to == self.proposed {
            self.to = folder.join(name).display().to_string();
            self.proposed.clone_from(&self.to);
        } else if !mine.is_dir() && mine.file_name().is_some() {
            // The name is the person's, the ending the format's.
            let ending = if needs_folder { "zip" } else { ending };
            self.to = mine.with_extension(ending).display().to_string();
        }
    }

    fn to_ui(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        if let Some(path) = self.browsed.take() {
            self.to = path.display().to_string();
        }
        let (_, browse) = field_with_button(ui, &tr!("export-to"), &mut self.to, &tr!("browse"));
        if browse {
            let path = PathBuf::from(self.to.trim());
            let file = path
                .file_name()
                .map(|it| it.to_string_lossy().into_owned())
                .unwrap_or_default();
            out.push(self.browsed.ask(Wanted::New, tr!("export-pick"), file));
        }
        let path = Path::new(self.to.trim());
        let palette = Palette::of(ui);
        let folder = self.needs_folder();
        if !path.is_absolute() {
            note(ui, &tr!("import-folder-relative"), palette.bad);
        } else if path.is_dir() && !folder {
            note(ui, &tr!("export-is-folder"), palette.bad);
        } else if path.is_dir() && !is_free(path) {
            note(ui, &tr!("export-folder-taken"), palette.bad);
        } else if path.is_file() {
            note(ui, &tr!("export-replaces"), palette.warning);
        } else if folder {
            caption(ui, &tr!("export-zip-or-folder"));
        }
    }

    fn needs_folder(&self) -> bool {
        self.outlook.found().is_some_and(|it| it.needs_folder)
    }

    /// A folder is never replaced from here: too much may be in it.
    fn ready(&self, project: &Project) -> bool {
        let path = Path::new(self.to.trim());
        let chosen = self.choice.is_whole(project) && self.sets.plan().is_ok();
        let free = !path.is_dir() || (self.needs_folder() && is_free(path));
        let known = self.outlook.found().is_some();
        chosen && known && path.is_absolute() && free && path.file_name().is_some()
    }

    fn left_ui(&mut self, ui: &mut Ui, project: &Project, height: f32) {
        heading(ui, &tr!("export-format"));
        // Below it what the format holds, and what will be written: always in sight.
        if self.formats.ui(ui, (height - 290.0).max(84.0)) {
            self.file = 0;
            let needs_folder = self.needs_folder();
            self.propose_path(project, needs_folder);
        }
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        if let Some(format) = self.formats.format() {
            about_ui(ui, format);
        }
        ui.add_space(8.0);
        let area = egui::ScrollArea::vertical().id_salt("outlook");
        area.auto_shrink([false, true])
            .max_height(ui.available_height())
            .show(ui, |ui| self.outlook.ui(ui));
    }

    /// What is chosen, or what comes of it.
    fn right_ui(&mut self, ui: &mut Ui, project: &Project, height: f32) {
        let sides = [tr!("export-choices"), tr!("export-glimpse")];
        let sides = sides.each_ref().map(String::as_str);
        if let Some(side) = segmented(ui, usize::from(self.looking), &sides) {
            self.looking = side == 1;
        }
        ui.add_space(8.0);
        let height = height - 44.0;
        if self.looking {
            match self.outlook.shown() {
                Some(found) => self.file = glimpse_ui(ui, &found.glimpse, self.file, height),
                None => drop(caption(ui, &tr!("export-counting"))),
            }
            return;
        }
        let area = egui::ScrollArea::vertical().id_salt("right");
        let area = area.max_height(height).auto_shrink([false, true]);
        area.show(ui, |ui| self.choices_ui(ui, project));
    }

    fn choices_ui(&mut self, ui: &mut Ui, project: &Project) {
        self.choice.ui(ui, project);
        ui.add_space(8.0);
        self.sets.ui(ui);
        ui.add_space(4.0);
        if let Some(format) = self.formats.format() {
            ways_ui(ui, format, project, &mut self.options);
        }
    }
}

fn is_free(folder: &Path) -> bool {
    let inside = std::fs::read_dir(folder);
    inside.is_ok_and(|mut it| it.next().is_none())
}

impl Dialog for ExportDialog {
    fn title(&self) -> String {
        tr!("export-title")
    }

    fn width(&self) -> f32 {
        920.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        let order = Order {
            format: self.formats.chosen(),
            selection: self.choice.selection(project),
            query: self.choice.query(),
            asked: self.choice.asked(),
            options: self.options.clone(),
            plan: self.sets.plan().ok().flatten(),
        };
        let before = self.outlook.found().map(|it| it.needs_folder);
        if self.outlook.follow(ui, project, &order) {
            let now = self.outlook.found().map(|it| it.needs_folder);
            if now != before {
                self.propose_path(project, now.unwrap_or(false));
            }
        }
        let height = (ui.ctx().content_rect().height() - 280.0).clamp(220.0, 600.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.set_width((ui.available_width() * 0.46).min(400.0));
                ui.set_min_height(height);
                ui.set_max_height(height);
                self.left_ui(ui, project, height);
            });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                self.right_ui(ui, project, height);
            });
        });
        hairline(ui);
        self.to_ui(ui, out);
        let pressed = foot(ui, &tr!("export-button"), self.ready(project), out);
        if let Some(found) = self.outlook.found().filter(|_| pressed) {
            coach::exported(ui.ctx());
            out.push(Action::CloseDialog);
            out.push(Action::Export(Box::new(ExportOrder {
                format: self.formats.chosen().to_owned(),
                selection: found.selection.clone(),
                options: found.options.clone(),
                plan: order.plan,
                to: PathBuf::from(self.to.trim()),
            })));
        }
    }
}
