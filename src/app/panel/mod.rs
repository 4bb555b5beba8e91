//! What the window shows, one file a panel. A panel reads the project and asks for actions; it never writes.

pub mod coach;
pub mod documents;
pub mod find;
pub mod focus;
pub mod foot;
pub mod guidelines;
pub mod held;
pub mod history;
pub mod inspector;
pub mod menu;
pub mod notice;
pub mod page;
pub mod position;
pub mod records;
pub mod shown;
pub mod targets;
pub mod text;
pub mod topbar;
pub mod welcome;

use std::ops::Range;

use egui::{Frame, Margin, Panel};

use super::action::Action;
use super::cx::Cx;
use super::warm::Warmth;
use text::TextView;

/// The panels and what they remember of how they look.
#[derive(Default)]
pub struct Panels {
    welcome: welcome::Welcome,
    documents: documents::Documents,
    inspector: inspector::Inspector,
    guidelines: guidelines::Guidelines,
    history: history::History,
    targets: targets::TargetList,
    records: records::RecordList,
    shown: shown::ShownPanel,
    find: find::FindBar,
    position: position::PositionBar,
    menu: menu::ContextMenu,
    /// What a page first needs is ready.
    is_warm: bool,
    /// And what its panels need.
    warmth: Warmth,
}

impl Panels {
    /// Draws the window; answers which bytes of the text are in sight.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &Cx,
        view: &mut TextView,
        out: &mut Vec<Action>,
    ) -> Option<Range<usize>> {
        if cx.session.is_none() {
            self.welcome.ui(ui, cx, out);
            // The first frame is not kept waiting.
            if ui.ctx().cumulative_frame_nr() > 0 {
                if !std::mem::replace(&mut self.is_warm, true) {
                    view.warm(ui.ctx(), &page::style(cx));
                }
                self.warmth.step(ui.ctx());
            }
            return None;
        }
        if cx.session.is_some_and(|it| it.desk.focus_mode) {
            return self.alone(ui, cx, view, out);
        }
        let bar = Frame::new()
            .fill(cx.palette.panel)
            .inner_margin(Margin::symmetric(12, 6));
        Panel::top("top")
            .exact_size(40.0)
            .frame(bar)
            .show(ui, |ui| topbar::ui(ui, cx, out));
        Panel::bottom("foot")
            .exact_size(40.0)
            .frame(bar)
            .show(ui, |ui| foot::ui(ui, cx, out));
        held::ui(ui, cx, out);
        let is_open = |name| cx.settings.panel(name).open;
        if is_open("documents") {
            let place = (Panel::left("documents"), "documents", 268.0);
            side(ui, cx, place, out, |ui, out| self.documents.ui(ui, cx, out));
        }
        let place = (Panel::right("inspector"), "inspector", 296.0);
        if cx.session.is_some_and(|it| it.desk.steps.open) {
            // In the place of the inspector, as wide: the text stays where it is.
            side(ui, cx, place, out, |ui, out| self.history.ui(ui, cx, out));
        } else if is_open("inspector") {
            side(ui, cx, place, out, |ui, out| self.inspector.ui(ui, cx, out));
        }
        if cx.session.is_some_and(|it| it.desk.guidelines_open) {
            let place = (Panel::right("guidelines"), "guidelines", 340.0);
            side(ui, cx, place, out, |ui, out| {
                self.guidelines.ui(ui, cx, out);
            });
        }
        let sight = egui::CentralPanel::no_frame()
            .frame(Frame::new().fill(cx.palette.paper))
            .show(ui, |ui| {
                coach::ui(ui, cx, out);
                self.page(ui, cx, view, out)
            });
        self.warmth.step_if_idle(ui.ctx());
        sight.inner
    }

    /// The text with nothing around it.
    fn alone(
        &mut self,
        ui: &mut egui::Ui,
        cx: &Cx,
        view: &mut TextView,
        out: &mut Vec<Action>,
    ) -> Option<Range<usize>> {
        let paper = Frame::new().fill(cx.palette.paper);
        held::ui(ui, cx, out);
        Panel::bottom("foot of focus mode")
            .exact_size(focus::FOOT)
            .show_separator_line(false)
            .frame(paper.inner_margin(Margin::symmetric(16, 2)))
            .show(ui, |ui| focus::foot(ui, cx, out));
        egui::CentralPanel::no_frame()
            .frame(paper)
            .show(ui, |ui| self.page(ui, cx, view, out))
            .inner
    }

    fn page(
        &mut self,
        ui: &mut egui::Ui,
        cx: &Cx,
        view: &mut TextView,
        out: &mut Vec<Action>,
    ) -> Option<Range<usize>> {
        self.find.ui(ui, cx, out);
        self.position.ui(ui, cx, out);
        let sight = page::ui(ui, cx, view, out);
        self.targets.ui(ui, cx, view, out);
        self.records.ui(ui, cx, view, out);
        self.shown.ui(ui, cx, out);
        self.menu.ui(ui, cx, view, out);
        sight
    }
}

/// A panel at a side, as wide as it was left or as designed.
fn side(
    ui: &mut egui::Ui,
    cx: &Cx,
    (panel, name, designed): (Panel, &'static str, f32),
    out: &mut Vec<Action>,
    fill: impl FnOnce(&mut egui::Ui, &mut Vec<Action>),
) {
    let width = cx.settings.panel(name).width;
    let shown = panel
        .resizable(true)
        .default_size(if width > 0.0 { width } else { designed })
        .size_range(180.0..=640.0)
        .frame(
            Frame::new()
                .fill(cx.palette.panel)
                .inner_margin(Margin::ZERO),
        )
        .show(ui, |ui| fill(ui, out));
    remember(ui, cx, name, shown.response.rect.width(), out);
}

/// Keeps the width that a panel was dragged to, once the button is released.
fn remember(ui: &egui::Ui, cx: &Cx, panel: &'static str, now: f32, out: &mut Vec<Action>) {
    let released = ui.input(|it| it.pointer.any_released());
    if released && (now - cx.settings.panel(panel).width).abs() >= 1.0 {
        out.push(Action::settings(move |it| {
            it.panels.entry(panel.to_owned()).or_default().width = now;
        }));
    }
}
