//! What an export would write and lose, counted beside the window.

use std::sync::Arc;
use std::time::Duration;

use egui::Ui;

use crate::analysis::leak::{Leak, leaks};
use crate::analysis::query::Query;
use crate::analysis::split::{Plan, split};
use crate::app::dialog::job::{Job, State};
use crate::app::names::number;
use crate::app::theme::Palette;
use crate::app::widget::{caption, heading, note};
use crate::formats::glimpse::Glimpse;
use crate::formats::{Documents, Export, ExportError, Options, Report, Selection, by_id};
use crate::model::check;
use crate::model::progress::Progress;
use crate::model::project::Project;
use crate::tr;

/// A small project is counted so soon that nobody sees it wait.
const AT_ONCE: Duration = Duration::from_millis(30);

/// What is asked for.
#[derive(Clone, PartialEq)]
pub(super) struct Order {
    pub format: &'static str,
    pub selection: Selection,
    /// Only the documents that it finds.
    pub query: Option<Query>,
    /// The query as it was typed.
    pub asked: Option<String>,
    pub options: Options,
    /// How the documents are divided into sets.
    pub plan: Option<Plan>,
}

/// What was found.
pub(super) struct Found {
    pub report: Report,
    /// What the first files begin with.
    pub glimpse: Glimpse,
    pub needs_folder: bool,
    /// With the documents that the query found.
    pub selection: Selection,
    /// With the sets that the plan makes.
    pub options: Options,
    leaks: Vec<Leak>,
    n_incomplete: usize,
}

/// The count of an order; while another is being counted, the last one stays to be seen.
#[derive(Default)]
pub(super) struct Outlook {
    asked: Option<Order>,
    job: Option<Job<Option<Found>>>,
    found: Option<Found>,
    failed: bool,
}

impl Outlook {
    /// Counts anew where the order is another one. Gives whether something new was found.
    pub fn follow(&mut self, ui: &Ui, project: &Project, order: &Order) -> bool {
        if self.asked.as_ref() != Some(order) {
            self.asked = Some(order.clone());
            self.failed = false;
            let (project, order) = (Arc::new(project.clone()), order.clone());
            let job = Job::start(ui.ctx(), move |progress| count(&project, &order, progress));
            if let Some(found) = job.wait(AT_ONCE) {
                self.job = None;
                return self.take(found);
            }
            self.job = Some(job);
        }
        match self.job.as_ref().map(Job::poll) {
            Some(State::Done(found)) => {
                self.job = None;
                self.take(found)
            }
            Some(State::Lost) => {
                self.job = None;
                self.take(None)
            }
            Some(State::Running) | None => false,
        }
    }

    fn take(&mut self, found: Option<Found>) -> bool {
        self.failed = found.is_none();
        self.found = found;
        true
    }

    /// What was found for the last order; `None` while it is counted.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref().filter(|_| self.job.is_none())
    }

    /// What was found last, also while another order is counted.
    pub fn shown(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    pub fn ui(&self, ui: &mut Ui) {
        heading(ui, &tr!("export-outlook"));
        if self.job.is_some() {
            ui.ctx().request_repaint_after(Duration::from_millis(60));
        }
        let palette = Palette::of(ui);
        if self.failed {
            note(ui, &tr!("export-cannot-count"), palette.bad);
        }
        let Some(found) = &self.found else {
            if !self.failed {
                caption(ui, &tr!("export-counting"));
            }
            return;
        };
        let written = &found.report.written;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for (key, n) in [
                ("export-n-documents", written.documents),
                ("export-n-spans", written.spans),
                ("export-n-links", written.links),
            ] {
                ui.label(tr!(key, count = n, shown = number(n)));
            }
            if self.job.is_some() {
                caption(ui, &tr!("export-counting"));
            }
        });
        if found.n_incomplete > 0 {
            let n = found.n_incomplete;
            let words = tr!("export-n-incomplete", count = n, shown = number(n));
            note(ui, &words, palette.warning);
        }
        found.sets_ui(ui);
        if found.report.losses.is_empty() {
            caption(ui, &tr!("export-no-losses"));
        }
        for loss in &found.report.losses {
            let words = tr!(loss.kind.key(), count = loss.count);
            note(ui, &words, palette.warning);
        }
    }
}

impl Found {
    /// How many documents each set has, and what it has in common with another.
    fn sets_ui(&self, ui: &mut Ui) {
        /// So many are told one by one; all of them stand in the data sheet.
        const MOST: usize = 4;
        let sets = &self.options.splits;
        if sets.names.is_empty() {
            return;
        }
        let all = sets.names.iter().enumerate();
        let all: Vec<String> = all
            .map(|(i, name)| tr!("cli-split-set", name = name.as_str(), count = sets.n(i)))
            .collect();
        ui.add(egui::Label::new(all.join(" · ")).wrap());
        let empty = sets.empty();
        if !empty.is_empty() {
            let words = tr!("cli-split-empty", names = empty.join(", "));
            note(ui, &words, Palette::of(ui).warning);
        }
        if self.leaks.is_empty() {
            caption(ui, &tr!("cli-split-no-leaks"));
            return;
        }
        let warning = Palette::of(ui).warning;
        note(
            ui,
            &tr!("cli-split-leaks", count = self.leaks.len()),
            warning,
        );
        for leak in self.leaks.iter().take(MOST) {
            let (a, b) = (leak.a.to_string(), leak.b.to_string());
            let what = tr!(leak.kind.key(), percent = leak.percent.to_string());
            note(ui, &format!("{a} – {b}: {what}"), warning);
        }
        if self.leaks.len() > MOST {
            caption(
                ui,
                &tr!("export-leaks-more", count = self.leaks.len() - MOST),
            );
        }
    }
}

fn count(project: &Project, order: &Order, progress: &Progress) -> Option<Found> {
    let (mut selection, mut options) = (order.selection.clone(), order.options.clone());
    if let Some(query) = &order.query {
        selection.documents = Documents::Chosen(query.documents(project));
        selection.query.clone_from(&order.asked);
    }
    let (chosen, _) = selection.narrow(project);
    let mut found = Vec::new();
    if let Some(plan) = &order.plan {
        options.splits = split(&chosen, plan);
        found = leaks(&chosen, &options.splits);
    }
    let export = Export {
        format: by_id(order.format)?,
        project,
        selection: &selection,
        options: &options,
    };
    let layers = chosen.layers.values().flat_map(|it| it.values());
    let spans = layers.flat_map(|it| it.spans());
    let n_incomplete = spans.filter(|it| !check::complete(project, it)).count();
    let mut glimpse = Glimpse::default();
    let report: Result<Report, ExportError> = export.run(&mut glimpse, progress);
    Some(Found {
        report: report.ok()?,
        glimpse,
        needs_folder: export.needs_folder(),
        leaks: found,
        n_incomplete,
        selection,
        options,
    })
}
