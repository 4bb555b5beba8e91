//! Work that a dialog waits for: it runs on a thread of its own, the dialog asks each frame whether
//! it is done. Dropping the dialog stops the work.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use crate::app::theme::Palette;
use crate::app::widget::{caption, progress, quiet_button};
use crate::store::Progress;
use crate::tr;

/// A piece of work on its way.
pub struct Job<T> {
    pub progress: Arc<Progress>,
    answer: Receiver<T>,
}

/// How a piece of work stands.
pub enum State<T> {
    Running,
    Done(T),
    /// The work ended without an answer.
    Lost,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work; the window is drawn again when it is done.
    pub fn start(ctx: &egui::Context, work: impl FnOnce(&Progress) -> T + Send + 'static) -> Self {
        let progress = Arc::new(Progress::default());
        let (give, answer) = channel();
        let (shared, ctx) = (Arc::clone(&progress), ctx.clone());
        let spawned = std::thread::Builder::new()
            .name("dialog".to_owned())
            .spawn(move || {
                give.send(work(&shared)).ok();
                ctx.request_repaint();
            });
        // A thread that does not start has dropped its end: the job is lost, and says so.
        spawned.ok();
        Self { progress, answer }
    }

    pub fn poll(&self) -> State<T> {
        match self.answer.try_recv() {
            Ok(answer) => State::Done(answer),
            Err(TryRecvError::Empty) => State::Running,
            Err(TryRecvError::Disconnected) => State::Lost,
        }
    }

    /// Waits a moment for the answer: what is quick is then there in the same frame.
    pub fn wait(&self, most: Duration) -> Option<T> {
        self.answer.recv_timeout(most).ok()
    }
}

impl<T> Job<T> {
    /// What is being done, how far it is, and a button to stop it. Gives whether that was pressed.
    pub fn ui(&self, ui: &mut egui::Ui) -> bool {
        let progress_now = &self.progress;
        let what = progress_now.what();
        let what = if what.is_empty() {
            tr!("job-starting")
        } else {
            tr!(what)
        };
        let count = match progress_now.total() {
            0 => crate::app::names::number(progress_now.done()),
            total => tr!(
                "job-count",
                done = crate::app::names::number(progress_now.done()),
                total = crate::app::names::number(total)
            ),
        };
        ui.ctx().request_repaint_after(Duration::from_millis(60));
        ui.vertical_centered(|ui| {
            ui.add_space(24.0);
            ui.colored_label(Palette::of(ui).ink, &what);
            ui.add_space(8.0);
            progress(ui, 280.0, progress_now.fraction().unwrap_or(0.0), &what);
            ui.add_space(4.0);
            caption(ui, &count);
            ui.add_space(16.0);
            let stop = quiet_button(ui, &tr!("cancel"), Some(&tr!("key-escape"))).clicked();
            ui.add_space(24.0);
            if stop {
                progress_now.cancel();
            }
            stop
        })
        .inner
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}
