//! Long work, off the frame: each job runs on its own thread, shows what it is at and can be
//! cancelled; what it brings back is an action.

use std::time::Duration;

use super::action::{Action, Notice};
use super::cx::Cx;
use super::widget::progress;
use crate::store::Progress;
use crate::tr;
use crate::workspace::{self, JobId, Outcome};

/// The jobs under way, each with its title.
pub struct Jobs {
    jobs: workspace::Jobs<Action>,
    titles: Vec<(JobId, String)>,
}

impl Jobs {
    pub fn new(ctx: egui::Context) -> Self {
        Self {
            jobs: workspace::Jobs::new(move || ctx.request_repaint()),
            titles: Vec::new(),
        }
    }

    /// Starts some work; what it returns is carried out in the frame after it ends.
    pub fn start(
        &mut self,
        title: String,
        work: impl FnOnce(&Progress) -> Action + Send + 'static,
    ) {
        let id = self.jobs.spawn(work);
        self.titles.push((id, title));
    }

    /// The outcomes that came in since the last frame. Work that broke off by a fault of ours is told.
    pub fn finished(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        for (id, outcome) in self.jobs.poll() {
            self.titles.retain(|it| it.0 != id);
            actions.push(match outcome {
                Outcome::Done(action) => action,
                Outcome::Broken(reason) => {
                    Action::Notify(Notice::bad(tr!("job-broken", reason = reason)))
                }
            });
        }
        actions
    }

    pub fn busy(&self) -> bool {
        !self.titles.is_empty()
    }

    /// A card for each job: what it is at, how far, and *Cancel*.
    pub fn ui(&self, ui: &mut egui::Ui, cx: &Cx) {
        if !self.busy() {
            return;
        }
        egui::Modal::new(egui::Id::unique("jobs"))
            .frame(card(cx))
            .show(ui.ctx(), |ui| {
                ui.set_width(360.0);
                for (id, title) in &self.titles {
                    if let Some(state) = self.jobs.progress(*id) {
                        job_ui(ui, title, state);
                    }
                }
            });
        ui.ctx().request_repaint_after(Duration::from_millis(100));
    }
}

fn card(cx: &Cx) -> egui::Frame {
    egui::Frame::new()
        .fill(cx.palette.panel)
        .stroke(egui::Stroke::new(1.0, cx.palette.line))
        .corner_radius(8)
        .inner_margin(16)
}

fn job_ui(ui: &mut egui::Ui, title: &str, state: &Progress) {
    ui.horizontal(|ui| {
        ui.label(title);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(tr!("job-cancel")).clicked() {
                state.cancel();
            }
        });
    });
    let share = state.fraction().unwrap_or(0.0);
    progress(ui, ui.available_width(), share, title);
    let what = state.what();
    let what = if what.is_empty() {
        String::new()
    } else {
        tr!(what)
    };
    ui.add(egui::Label::new(egui::RichText::new(what).small().weak()).truncate());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_breaks_is_told_and_leaves_the_window() {
        let mut jobs = Jobs::new(egui::Context::default());
        jobs.start("work".to_owned(), |_| panic!("a fault"));
        let mut told = Vec::new();
        while jobs.busy() {
            told.extend(jobs.finished());
            std::thread::yield_now();
        }
        assert!(matches!(&told[..], [Action::Notify(it)] if it.bad && it.text.contains("a fault")));
    }
}
