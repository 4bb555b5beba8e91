//! A window with one thing in it: a dialog, a panel, the palette; and what it asked for.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::cx::Cx;
use sententia::app::desk::Desk;
use sententia::app::dialog::{self, Dialog};
use sententia::app::files::Files;
use sententia::app::keymap::Keymap;
use sententia::app::palette::CommandPalette;
use sententia::app::panel::coach;
use sententia::app::panel::guidelines::Guidelines;
use sententia::app::panel::page;
use sententia::app::panel::text;
use sententia::app::panel::welcome::{Welcome, drop_veil};
use sententia::app::session::Session;
use sententia::app::theme::{self, Palette};
use sententia::app::widget;
use sententia::model::segment::Unit;
use sententia::store::Progress;
use sententia::workspace::Workspace;
use sententia::workspace::settings::{Settings, Theme};
use tempfile::TempDir;

use crate::ui::soft::SoftRenderer;

/// All that a thing on stage needs.
pub struct Stage {
    pub settings: Settings,
    pub session: Option<Session>,
    pub dialog: Option<Box<dyn Dialog>>,
    pub palette: CommandPalette,
    pub files: Files,
    pub welcome: Option<Welcome>,
    pub guidelines: Option<Guidelines>,
    /// What was asked for, the latest last; closing and showing dialogs is done at once.
    pub asked: Vec<Action>,
    keymap: Keymap,
    language: &'static str,
    dressed: bool,
    _folder: Option<TempDir>,
}

impl Stage {
    pub fn new() -> Self {
        sententia::i18n::set_language_here("en");
        Self {
            settings: Settings {
                theme: Theme::Light,
                ..Settings::default()
            },
            session: None,
            dialog: None,
            palette: CommandPalette::default(),
            files: Files::own(),
            welcome: None,
            guidelines: None,
            asked: Vec::new(),
            keymap: Keymap::new(None).0,
            language: "en",
            dressed: false,
            _folder: None,
        }
    }

    /// With the sample project open at its first text, as Anna works on it.
    pub fn with_sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/debate"),
            folder.path(),
        );
        let (workspace, report) =
            Workspace::open(folder.path(), "anna", &Progress::default()).unwrap();
        let mut session = Session::new(workspace, report, Desk::new(Unit::Clause));
        let first = session.workspace.project().listed().next().unwrap().clone();
        session.desk.open(&first);
        session.sample = true;
        Self {
            session: Some(session),
            _folder: Some(folder),
            ..Self::new()
        }
    }

    pub fn in_french(mut self) -> Self {
        self.language = "fr";
        sententia::i18n::set_language_here("fr");
        self
    }

    pub fn dark(mut self) -> Self {
        self.settings.theme = Theme::Dark;
        self
    }

    /// Shows a dialog made from what is open.
    pub fn show<D: Dialog + 'static>(mut self, make: impl FnOnce(&Cx) -> D) -> Self {
        self.dialog = Some(Box::new(make(&self.cx())));
        self
    }

    pub fn cx(&self) -> Cx<'_> {
        let palette = if self.settings.theme == Theme::Dark {
            Palette::DARK
        } else {
            Palette::LIGHT
        };
        Cx {
            settings: &self.settings,
            keymap: &self.keymap,
            palette,
            session: self.session.as_ref(),
        }
    }

    pub fn harness(self, width: f32, height: f32) -> Harness<'static, Self> {
        let size = vec2(width, height);
        let builder = Harness::builder()
            .with_size(size)
            .with_max_steps(12)
            .renderer(SoftRenderer::default());
        let mut harness = builder.build_ui_state(|ui, stage: &mut Self| stage.ui(ui), self);
        harness.run_ok();
        harness.run_ok();
        harness
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        sententia::i18n::set_language_here(self.language);
        if !self.dressed {
            theme::install(ui.ctx());
            text::lend(ui.ctx(), std::env::var_os("SHOTS").is_some());
            theme::apply(ui.ctx(), &self.settings);
            self.dressed = true;
            ui.ctx().request_repaint();
            return;
        }
        let palette = if self.settings.theme == Theme::Dark {
            Palette::DARK
        } else {
            Palette::LIGHT
        };
        let cx = Cx {
            settings: &self.settings,
            keymap: &self.keymap,
            palette,
            session: self.session.as_ref(),
        };
        widget::follow_focus(ui.ctx());
        let mut out: Vec<Action> = self.files.answered().into_iter().collect();
        egui::CentralPanel::no_frame()
            .frame(egui::Frame::new().fill(palette.paper))
            .show(ui, |ui| {
                if let Some(welcome) = &mut self.welcome {
                    welcome.ui(ui, &cx, &mut out);
                }
                if let Some(guidelines) = &mut self.guidelines {
                    guidelines.ui(ui, &cx, &mut out);
                }
                if self.welcome.is_none() {
                    coach::ui(ui, &cx, &mut out);
                }
            });
        if let Some(dialog) = &mut self.dialog {
            dialog::show(ui, &cx, dialog.as_mut(), &mut out);
        }
        self.files.ui(ui, &cx, &mut out);
        self.palette.ui(ui, &cx, &mut out);
        drop_veil(ui, palette);
        widget::missing_ring(ui.ctx(), palette, page::text_id());
        for action in out {
            self.perform(ui.ctx(), action);
        }
    }

    fn perform(&mut self, ctx: &egui::Context, action: Action) {
        ctx.request_repaint();
        match action {
            Action::CloseDialog => self.dialog = None,
            Action::Show(dialog) => self.dialog = Some(dialog),
            Action::Pick(pick) => self.files.ask(pick, ctx),
            other => self.asked.push(other),
        }
    }

    /// The last thing asked for.
    pub fn last(&mut self) -> Option<Action> {
        self.asked.pop()
    }
}

/// Runs frames until `done`, for what other threads bring; at most five seconds.
pub fn wait(harness: &mut Harness<'_, Stage>, done: impl Fn(&Harness<'_, Stage>) -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(5);
    while !done(harness) {
        assert!(
            std::time::Instant::now() < end,
            "it did not come in five seconds"
        );
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.step();
    }
    harness.run_ok();
}

/// Types into the field of this name.
pub fn type_into(harness: &mut Harness<'_, Stage>, name: &str, text: &str) {
    let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, name);
    field.focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run_ok();
}

/// Presses a key and lets the window settle.
pub fn press(harness: &mut Harness<'_, Stage>, key: Key) {
    harness.key_press(key);
    harness.run_ok();
}

/// Clicks what has this name.
pub fn click(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_ok();
}

/// Keeps a picture to look at, in the folder that the environment names.
pub fn shot(harness: &mut Harness<'_, Stage>, name: &str) {
    if let Some(folder) = std::env::var_os("SHOTS") {
        let picture = harness.render().unwrap();
        picture
            .save(PathBuf::from(folder).join(format!("{name}.png")))
            .unwrap();
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
