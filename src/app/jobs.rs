//! Long work, off the frame: each job runs on its own thread, shows what it is at and can be
//! cancelled; what it brings back is an action.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::action::{Action, Notice};
use super::cx::Cx;
use super::widget::progress;
use crate::store::Progress;
use crate::tr;

/// The jobs under way.
pub struct Jobs {
    ctx: egui::Context,
    running: Vec<Running>,
    sender: Sender<(u64, Action)>,
    receiver: Receiver<(u64, Action)>,
    last: u64,
}

struct Running {
    number: u64,
    title: String,
    progress: Arc<Progress>,
}

impl Jobs {
    pub fn new(ctx: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self {
            ctx,
            running: Vec::new(),
            sender,
            receiver,
            last: 0,
        }
    }

    /// Starts some work; what it returns is carried out in the frame after it ends.
    pub fn start(
        &mut self,
        title: String,
        work: impl FnOnce(&Progress) -> Action + Send + 'static,
    ) {
        self.last += 1;
        let number = self.last;
        let progress = Arc::new(Progress::default());
        self.running.push(Running {
            number,
            title,
            progress: Arc::clone(&progress),
        });
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        let spawned = std::thread::Builder::new()
            .name("job".to_owned())
            .spawn(move || {
                let action = work(&progress);
                // The window may be gone by now: then nobody waits for the outcome.
                sender.send((number, action)).ok();
                ctx.request_repaint();
            });
        if let Err(error) = spawned {
            let failed = Action::Notify(Notice::bad(error.to_string()));
            self.sender.send((number, failed)).ok();
        }
    }

    /// The outcomes that came in since the last frame.
    pub fn finished(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        while let Ok((number, action)) = self.receiver.try_recv() {
            self.running.retain(|it| it.number != number);
            actions.push(action);
        }
        actions
    }

    pub fn busy(&self) -> bool {
        !self.running.is_empty()
    }

    /// A card for each job: what it is at, how far, and *Cancel*.
    pub fn ui(&self, ui: &mut egui::Ui, cx: &Cx) {
        if self.running.is_empty() {
            return;
        }
        egui::Modal::new(egui::Id::unique("jobs"))
            .frame(card(cx))
            .show(ui.ctx(), |ui| {
                ui.set_width(360.0);
                for job in &self.running {
                    job.ui(ui);
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

impl Running {
    fn ui(&self, ui: &mut egui::Ui) {
        ui.horizontal(|ui| {
            ui.label(&self.title);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(tr!("job-cancel")).clicked() {
                    self.progress.cancel();
                }
            });
        });
        progress(
            ui,
            ui.available_width(),
            self.progress.fraction().unwrap_or(0.0),
            &self.title,
        );
        let what = self.progress.what();
        let what = if what.is_empty() {
            String::new()
        } else {
            tr!(what)
        };
        ui.add(egui::Label::new(egui::RichText::new(what).small().weak()).truncate());
    }
}
