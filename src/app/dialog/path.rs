//! Our own dialog for files and folders, shown where the system has none: a path that completes
//! itself, the list of the folder below it, and the keyboard for everything.

mod listing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::{EventFilter, Key, Margin, Modifiers, TextEdit, Ui};

use self::listing::{Entry, Kind, Listing, parent, split};
use super::job::{Job, State};
use super::{Dialog, Pick, Wanted, focus_once};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{
    Button, RADIUS, Row, caption, field, note, quiet_button, rows, tick, tint,
};
use crate::tr;

/// Why this dialog is shown and not the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Neither a desktop portal with a file chooser nor zenity is there.
    NoChooser,
    /// One is there, but it gave nothing.
    NoAnswer,
    /// It was asked for.
    Chosen,
}

/// Asks for a file or folder by path, completion and list.
pub struct PathDialog {
    pick: Option<Pick>,
    wanted: Wanted,
    title: String,
    reason: Reason,
    /// What is typed: a folder, and the beginning of a name in it.
    path: String,
    /// The name of what is to be made.
    name: String,
    listing: Listing,
    reading: Option<Job<Listing>>,
    /// The row that Enter opens, among those shown.
    chosen: usize,
    ticked: BTreeSet<PathBuf>,
    /// Whether the keyboard was put into the path.
    focused: bool,
    /// Whether the keyboard is in the path: its keys also go through the list.
    typing: bool,
    /// Whether the chosen row is to be brought into view.
    follow: bool,
}

impl PathDialog {
    pub fn new(pick: Pick, reason: Reason) -> Self {
        let home = home().unwrap_or_else(|| PathBuf::from("/"));
        let start = std::env::current_dir()
            .ok()
            .filter(|it| it.parent().is_some())
            .unwrap_or(home);
        Self::at(pick, reason, &start)
    }

    /// Starts in a folder.
    pub fn at(pick: Pick, reason: Reason, folder: &Path) -> Self {
        Self {
            wanted: pick.wanted,
            title: pick.title.clone(),
            name: pick.name.clone(),
            pick: Some(pick),
            reason,
            path: listing::written(folder),
            listing: Listing::default(),
            reading: None,
            chosen: 0,
            ticked: BTreeSet::new(),
            focused: false,
            typing: false,
            follow: true,
        }
    }

    fn go(&mut self, folder: &Path) {
        self.path = listing::written(folder);
        self.chosen = 0;
        self.follow = true;
    }

    /// Reads the folder that is typed, when it is another one than the one shown.
    fn refresh(&mut self, ui: &Ui) {
        let (folder, _) = split(&self.path);
        if self.listing.folder != folder {
            let (wanted, read) = (self.wanted, folder.clone());
            let job = Job::start(ui.ctx(), move |_| Listing::read(&read, wanted));
            self.listing = Listing {
                folder,
                ..Listing::default()
            };
            match job.wait(Duration::from_millis(40)) {
                Some(listing) => self.listing = listing,
                None => self.reading = Some(job),
            }
        }
        if let Some(State::Done(listing)) = self.reading.as_ref().map(Job::poll) {
            self.reading = None;
            self.listing = listing;
        }
    }

    fn top_ui(&mut self, ui: &mut Ui, shown: &[Entry]) {
        let label = caption(ui, &tr!("path-where"));
        ui.horizontal(|ui| {
            if quiet_button(ui, &tr!("path-home"), None).clicked()
                && let Some(home) = home()
            {
                self.go(&home);
            }
            let up = parent(&self.listing.folder);
            if ui
                .add_enabled(up.is_some(), Button::quiet(&tr!("path-parent")))
                .clicked()
                && let Some(up) = up
            {
                self.go(&up);
            }
            let filter = EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: false,
            };
            let edit = TextEdit::singleline(&mut self.path)
                .margin(Margin::symmetric(8, 6))
                .event_filter(filter);
            let output = edit
                .desired_width(ui.available_width())
                .cursor_at_end(true)
                .show(ui);
            let response = output.response.response.labelled_by(label.id);
            focus_once(&mut self.focused, &response);
            if response.changed() {
                self.chosen = 0;
                self.follow = true;
            }
            self.typing = response.has_focus();
            if self.typing {
                let before = self.path.clone();
                self.tab(ui, shown);
                if before != self.path {
                    to_end(ui, response.id, &self.path);
                }
            }
        });
    }

    /// Tab completes what is typed, or goes on where there is nothing to complete.
    fn tab(&mut self, ui: &Ui, shown: &[Entry]) {
        if !ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Tab)) {
            return;
        }
        let (folder, stub) = split(&self.path);
        match listing::completed(&stub, shown) {
            Some(name) => {
                let entry = shown
                    .iter()
                    .find(|it| it.name == name && it.kind.is_folder());
                let end = if entry.is_some() {
                    std::path::MAIN_SEPARATOR_STR
                } else {
                    ""
                };
                self.path = format!("{}{name}{end}", listing::written(&folder));
                self.chosen = 0;
            }
            None => ui.memory_mut(|it| it.move_focus(egui::FocusDirection::Next)),
        }
    }

    fn keys(&mut self, ui: &Ui, shown: &[Entry], out: &mut Vec<Action>) {
        let last = shown.len().saturating_sub(1);
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let (folder, stub) = split(&self.path);
        if stub.is_empty()
            && pressed(Key::Backspace)
            && let Some(up) = parent(&folder)
        {
            self.go(&up);
        }
        for (key, to) in [
            (Key::ArrowDown, (self.chosen + 1).min(last)),
            (Key::ArrowUp, self.chosen.saturating_sub(1)),
            (Key::PageDown, (self.chosen + 10).min(last)),
            (Key::PageUp, self.chosen.saturating_sub(10)),
        ] {
            if pressed(key) {
                self.chosen = to;
                self.follow = true;
            }
        }
        if pressed(Key::Enter)
            && let Some(entry) = shown.get(self.chosen)
        {
            let path = self.listing.folder.join(&entry.name);
            self.enter(&path, entry.kind, out);
        }
    }

    /// Opens a row: a folder is gone into, a file or project is the answer.
    fn enter(&mut self, path: &Path, kind: Kind, out: &mut Vec<Action>) {
        match kind {
            Kind::Project if self.wanted == Wanted::Folder => {
                self.answer(vec![path.to_owned()], out);
            }
            Kind::Folder | Kind::Project => self.go(path),
            Kind::File if self.wanted == Wanted::Files => {
                let mut paths: Vec<PathBuf> =
                    std::mem::take(&mut self.ticked).into_iter().collect();
                if !paths.iter().any(|it| it == path) {
                    paths.push(path.to_owned());
                }
                self.answer(paths, out);
            }
            Kind::File if self.wanted == Wanted::New => {
                self.name = path
                    .file_name()
                    .map(|it| it.to_string_lossy().into_owned())
                    .unwrap_or_default();
            }
            Kind::File => self.answer(vec![path.to_owned()], out),
        }
    }

    fn answer(&mut self, paths: Vec<PathBuf>, out: &mut Vec<Action>) {
        if let Some(pick) = self.pick.take() {
            out.push(Action::CloseDialog);
            out.push((pick.then)(paths));
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, shown: &[Entry], out: &mut Vec<Action>) {
        if let Some(trouble) = &self.listing.trouble {
            note(
                ui,
                &tr!(
                    "path-unreadable",
                    folder = self.listing.folder.display().to_string(),
                    reason = trouble.as_str()
                ),
                Palette::of(ui).bad,
            );
        } else if self.reading.is_some() {
            caption(ui, &tr!("path-reading"));
        } else if shown.is_empty() {
            caption(ui, &tr!("path-empty"));
        }
        let show = std::mem::take(&mut self.follow).then_some(self.chosen);
        let mut opened = None;
        ui.scope(|ui| {
            ui.set_min_height(308.0);
            rows(ui, "paths", shown.len(), 308.0, show, |ui, range| {
                for i in range {
                    let Some(entry) = shown.get(i) else { continue };
                    if self.row_ui(ui, i, entry) {
                        opened = Some((self.listing.folder.join(&entry.name), entry.kind));
                    }
                }
            });
        });
        if let Some((path, kind)) = opened {
            self.enter(&path, kind, out);
        }
    }

    /// Draws a row; gives whether it was opened.
    fn row_ui(&mut self, ui: &mut Ui, i: usize, entry: &Entry) -> bool {
        if entry.kind == Kind::File && self.wanted == Wanted::Files {
            let path = self.listing.folder.join(&entry.name);
            let mut on = self.ticked.contains(&path);
            let response = tick(ui, &mut on, &names::shown(&entry.name));
            if on {
                self.ticked.insert(path);
            } else {
                self.ticked.remove(&path);
            }
            if i == self.chosen {
                ui.painter()
                    .rect_filled(response.rect, RADIUS, tint(Palette::of(ui).accent, 0.14));
            }
            return false;
        }
        let name = names::shown(&entry.name);
        let shown = if entry.kind.is_folder() {
            format!("{name}/")
        } else {
            name.clone()
        };
        let detail = if entry.kind == Kind::Project {
            tr!("path-project")
        } else {
            String::new()
        };
        let response = ui.add(
            Row::new(&name)
                .shown(shown)
                .detail(&detail)
                .selected(i == self.chosen),
        );
        if response.clicked() {
            self.chosen = i;
        }
        response.double_clicked()
    }

    fn foot_ui(&mut self, ui: &mut Ui, shown: &[Entry], out: &mut Vec<Action>) {
        let (words, paths) = self.proposal(shown);
        if super::foot(ui, &words, !paths.is_empty(), out) {
            self.answer(paths, out);
        }
    }

    /// What the primary button says, and the paths it answers with.
    fn proposal(&self, shown: &[Entry]) -> (String, Vec<PathBuf>) {
        let folder = &self.listing.folder;
        let chosen = shown
            .get(self.chosen)
            .filter(|it| it.kind != Kind::Folder)
            .map(|it| folder.join(&it.name));
        let use_folder = || {
            let name = folder
                .file_name()
                .map_or_else(|| folder.to_string_lossy(), |it| it.to_string_lossy());
            (tr!("path-use-folder", name = name), vec![folder.clone()])
        };
        match (self.wanted, chosen) {
            (Wanted::Folder, Some(project)) => (tr!("path-open"), vec![project]),
            (Wanted::ProjectFile | Wanted::Schema, file) => {
                (tr!("path-open"), file.into_iter().collect())
            }
            (Wanted::New, _) => {
                let name = self.name.trim();
                let paths = if name.is_empty() {
                    Vec::new()
                } else {
                    vec![folder.join(name)]
                };
                (tr!("path-save-here"), paths)
            }
            (Wanted::Files, _) if !self.ticked.is_empty() => (
                tr!("path-use-files", count = self.ticked.len()),
                self.ticked.iter().cloned().collect(),
            ),
            (Wanted::Folder | Wanted::Files, _) => use_folder(),
        }
    }
}

impl Dialog for PathDialog {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn width(&self) -> f32 {
        640.0
    }

    fn ui(&mut self, ui: &mut Ui, _: &Cx, out: &mut Vec<Action>) {
        self.refresh(ui);
        let (_, stub) = split(&self.path);
        let shown = self.listing.shown(&stub);
        self.chosen = self.chosen.min(shown.len().saturating_sub(1));
        match self.reason {
            Reason::NoChooser => drop(caption(ui, &tr!("path-no-chooser"))),
            Reason::NoAnswer => drop(caption(ui, &tr!("path-no-answer"))),
            Reason::Chosen => {}
        }
        if self.typing {
            self.keys(ui, &shown, out);
        }
        self.top_ui(ui, &shown);
        self.list_ui(ui, &shown, out);
        if self.wanted == Wanted::New {
            field(ui, &tr!("path-name"), &mut self.name, "");
        }
        self.foot_ui(ui, &shown, out);
    }
}

pub(super) fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|it| it.home_dir().to_owned())
}

/// The caret of a field to its end, after its text was completed.
fn to_end(ui: &Ui, id: egui::Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    state
        .cursor
        .set_char_range(Some(egui::text::CCursorRange::one(end)));
    state.store(ui.ctx(), id);
}
