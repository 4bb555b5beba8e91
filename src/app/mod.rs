//! The window: the only place that knows egui.
//!
//! One way round: keys, clicks, menus and jobs become [`Action`]s; `App::logic`
//! carries them out; `App::ui` draws what is then true, reading through [`Cx`].

pub mod action;
mod bunched;
mod choice;
pub mod command;
pub mod cx;
pub mod desk;
pub mod dialog;
pub mod files;
mod finder;
pub mod fonts;
pub mod input;
pub mod jobs;
pub mod keymap;
pub mod marks;
pub mod measure;
pub mod names;
pub mod palette;
pub mod panel;
mod perform;
pub mod place;
pub mod record;
pub mod regions;
pub mod run;
pub mod session;
pub mod speech;
mod tally;
pub mod theme;
pub mod trace;
mod turns;
mod warm;
pub mod widget;
mod words;

use std::time::{Duration, Instant};

use action::{Action, Notice};
use cx::Cx;
use dialog::Dialog;
use files::Files;
use finder::Finder;
use jobs::Jobs;
use keymap::Keymap;
use palette::CommandPalette;
use panel::Panels;
use panel::text::TextView;
use regions::Region;
use session::Session;
use speech::Speech;
use theme::Palette;
use turns::Turns;

use crate::tr;
use crate::workspace::settings::Settings;

pub use run::run;

/// How long after the last step of a gesture the settings it changed are written.
const AFTER_GESTURE: Duration = Duration::from_millis(500);

/// The whole window.
pub struct App {
    pub settings: Settings,
    pub session: Option<Session>,
    keymap: Keymap,
    view: TextView,
    panels: Panels,
    dialog: Option<Box<dyn Dialog>>,
    palette: CommandPalette,
    files: Files,
    jobs: Jobs,
    finder: Finder,
    /// The sentence at the foot of the text, and since when.
    notice: Option<(Notice, Instant)>,
    /// What assistive technology is told.
    speech: Speech,
    /// What was asked for since the last frame.
    todo: Vec<Action>,
    turns: Turns,
    region: Region,
    dark: bool,
    keeps_settings: bool,
    /// When settings that a gesture goes on changing are written.
    settings_due: Option<Instant>,
}

impl App {
    pub fn new(
        ctx: &egui::Context,
        settings: Settings,
        own_keys: Option<&str>,
        system_fonts: bool,
    ) -> Self {
        theme::install(ctx);
        panel::text::lend(ctx, system_fonts);
        let (keymap, troubles) = Keymap::new(own_keys);
        let mut app = Self {
            view: TextView::new(system_fonts),
            settings,
            session: None,
            keymap,
            panels: Panels::default(),
            dialog: None,
            palette: CommandPalette::default(),
            files: Files::default(),
            jobs: Jobs::new(ctx.clone()),
            finder: Finder::default(),
            notice: None,
            speech: Speech::default(),
            todo: Vec::new(),
            turns: Turns::default(),
            region: Region::Page,
            dark: false,
            keeps_settings: false,
            settings_due: None,
        };
        app.apply_settings(ctx);
        theme::reduce_motion(ctx, app.settings.reduce_motion);
        if !troubles.is_empty() {
            app.notify(Notice::bad(troubles.join(" · ")));
        }
        if let Some(family) = missing_font(ctx, &app.settings) {
            app.notify(Notice::bad(tr!("reading-missing", family = family)));
        }
        app
    }

    /// From now on changed settings are written to their file.
    pub fn keep_settings(&mut self) {
        self.keeps_settings = true;
    }

    /// From now on the heights of the text are measured beside.
    pub fn settle_heights(&mut self, ctx: &egui::Context) {
        self.view.settle_heights(ctx);
    }

    /// Asks for something to be done before the next frame.
    pub fn ask(&mut self, action: Action) {
        self.todo.push(action);
    }

    /// Where a range of the text was on screen in the last frame.
    pub fn screen_rect_of(&self, range: &std::ops::Range<usize>) -> Option<egui::Rect> {
        self.view.screen_rect_of(range)
    }

    /// Whether some long work is going on.
    pub fn busy(&self) -> bool {
        self.jobs.busy()
    }

    pub(crate) fn cx(&self) -> Cx<'_> {
        Cx {
            settings: &self.settings,
            keymap: &self.keymap,
            palette: self.palette_of_theme(),
            session: self.session.as_ref(),
        }
    }

    fn notify(&mut self, notice: Notice) {
        self.speech.say(notice.text.clone());
        self.notice = Some((notice, Instant::now()));
    }

    fn command(&mut self, id: &str, ctx: &egui::Context) {
        let action = command::by_id(id).and_then(|it| (it.run)(&self.cx()));
        if let Some(action) = action {
            self.perform(action, ctx);
        }
    }

    fn change_settings(
        &mut self,
        change: Box<dyn FnOnce(&mut Settings) + Send>,
        ctx: &egui::Context,
    ) {
        let before = self.settings.reduce_motion;
        change(&mut self.settings);
        self.apply_settings(ctx);
        if self.settings.reduce_motion != before {
            theme::reduce_motion(ctx, self.settings.reduce_motion);
        }
        self.save_settings();
    }

    /// Zooms; the settings are written once the gesture is over.
    fn zoom(&mut self, size: f32, ctx: &egui::Context) {
        self.settings.font_size = size;
        self.settings_due = Some(Instant::now() + AFTER_GESTURE);
        ctx.request_repaint_after(AFTER_GESTURE);
    }

    fn save_what_is_due(&mut self) {
        if self.settings_due.is_some_and(|due| due <= Instant::now()) {
            self.save_settings();
        }
    }

    fn save_settings(&mut self) {
        self.settings_due = None;
        if self.keeps_settings
            && let Err(failure) = self.settings.save()
        {
            self.notify(Notice::bad(names::failure(&failure)));
        }
    }

    fn apply_settings(&mut self, ctx: &egui::Context) {
        if !self.settings.language.is_empty() {
            crate::i18n::set_language(&self.settings.language);
        }
        theme::apply(ctx, &self.settings);
        if let Some(session) = &mut self.session {
            session.workspace.set_options(self.settings.options());
        }
    }

    fn focus_panel(&mut self, ctx: &egui::Context, region: Region) {
        if region.enter(ctx) {
            self.region = region;
        }
    }

    fn next_panel(&mut self, ctx: &egui::Context) {
        let mut region = self.region;
        for _ in Region::ALL {
            region = region.next();
            if region.enter(ctx) {
                self.region = region;
                return;
            }
        }
    }
}

/// The reading font of the settings, where this computer does not have it.
fn missing_font(ctx: &egui::Context, settings: &Settings) -> Option<String> {
    let family = &settings.reading_font;
    let is_usual = family.is_empty() || family == command::view::SANS;
    (!is_usual && !panel::text::families(ctx).contains(family)).then(|| family.clone())
}

impl eframe::App for App {
    /// Takes in keys and finished jobs, then carries out what was asked for.
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.before(ctx);
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        let in_field = input::typing(ctx) || self.covered();
        self.turns.cut(ctx, input, in_field);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    /// Everything is on disk already; what the background still writes is waited for.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.remember();
        if self.settings_due.is_some() {
            self.save_settings();
        }
        if let Some(session) = &mut self.session
            && let Err(failure) = session.workspace.settle()
        {
            // There is no window left to show it in.
            eprintln!("{}", names::failure(&failure));
        }
    }
}

impl App {
    /// What comes before drawing a frame. Apart from eframe, so that tests can drive the window.
    pub fn before(&mut self, ctx: &egui::Context) {
        self.dark = ctx.global_style().visuals.dark_mode;
        let mut asked = std::mem::take(&mut self.todo);
        asked.extend(self.jobs.finished());
        asked.extend(self.files.answered());
        asked.extend(input::dropped(ctx));
        for action in asked {
            self.perform(action, ctx);
        }
        if ctx.input(|it| it.events.contains(&egui::Event::WindowFocused(true))) {
            self.look_at_file();
            if let Some(session) = &self.session {
                session.workspace.look_soon();
            }
        }
        self.take_news(ctx);
        self.take_found(ctx);
        self.save_what_is_due();
        if !self.covered() {
            self.take_keys(ctx);
        }
    }

    /// Whether something lies over the page and has the keys.
    fn covered(&self) -> bool {
        let menu = self
            .session
            .as_ref()
            .is_some_and(|it| it.desk.menu.is_some());
        self.dialog.is_some()
            || self.palette.is_open()
            || self.files.is_open()
            || self.jobs.busy()
            || menu
    }

    /// Carries out what the keys ask for, one after the other, until one of them hands the keyboard
    /// over: those after it wait for the next frame.
    fn take_keys(&mut self, ctx: &egui::Context) {
        let field = input::typing(ctx);
        let events = ctx.input(|it| it.events.clone());
        let mut taken = events.len();
        for (at, chord) in keymap::chords(&events) {
            let Some(action) = input::meaning(&self.cx(), chord, field) else {
                continue;
            };
            self.perform(action, ctx);
            if self.hands_over(ctx, field) {
                taken = at + 1;
                break;
            }
        }
        if !field && self.cx().document().is_some() {
            ctx.input_mut(|it| it.events.retain(|event| !input::ours(event)));
            let waiting = events.get(taken..).unwrap_or_default();
            self.turns.hold(
                ctx,
                waiting
                    .iter()
                    .filter(|it| input::ours(it))
                    .cloned()
                    .collect(),
            );
        }
    }

    /// Whether keys now belong to another than at the start of this frame.
    fn hands_over(&self, ctx: &egui::Context, field: bool) -> bool {
        let asks = self
            .session
            .as_ref()
            .is_some_and(|it| it.desk.asks_keyboard());
        self.covered() || asks || input::typing(ctx) != field
    }

    /// Draws a frame; what it asks for is carried out before the next.
    pub fn draw(&mut self, ui: &mut egui::Ui) {
        let mut out = Vec::new();
        widget::follow_focus(ui.ctx());
        let palette = self.palette_of_theme();
        let Self {
            settings,
            keymap,
            session,
            panels,
            view,
            dialog,
            palette: finder,
            files,
            jobs,
            notice,
            speech,
            ..
        } = self;
        let cx = Cx {
            settings,
            keymap,
            palette,
            session: session.as_ref(),
        };
        let sight = panels.ui(ui, &cx, view, &mut out);
        jobs.ui(ui, &cx);
        files.ui(ui, &cx, &mut out);
        if let Some(dialog) = dialog {
            dialog::show(ui, &cx, dialog.as_mut(), &mut out);
        }
        finder.ui(ui, &cx, &mut out);
        panel::notice::ui(ui, &cx, notice);
        speech.ui(ui, &cx);
        widget::missing_ring(ui.ctx(), palette, panel::page::text_id());
        panel::welcome::drop_veil(ui, palette);
        if let (Some(session), Some(sight)) = (session, sight) {
            session.desk.seen(sight);
        }
        if !out.is_empty() {
            ui.ctx().request_repaint();
        }
        self.todo.extend(out);
        trace::note(ui.ctx(), self);
    }

    fn palette_of_theme(&self) -> Palette {
        if self.dark {
            Palette::DARK
        } else {
            Palette::LIGHT
        }
    }
}
