//! Work on other threads: started with a closure, asked about between frames, stopped on request.

use std::sync::Arc;
use std::thread::JoinHandle;

use crate::store::progress::Progress;

/// A piece of work among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(u64);

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    Done(T),
    /// The work broke off by a fault of the program; the message is for the report of the fault.
    Broken(String),
}

/// The jobs running and not yet asked for.
pub struct Jobs<T> {
    running: Vec<Job<T>>,
    next: u64,
    wake: Arc<dyn Fn() + Send + Sync>,
}

struct Job<T> {
    id: JobId,
    progress: Arc<Progress>,
    thread: JoinHandle<T>,
}

/// Calls `wake` when the thread ends, in whatever way.
struct WakeAtEnd(Arc<dyn Fn() + Send + Sync>);

impl Drop for WakeAtEnd {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl<T: Send + 'static> Jobs<T> {
    /// `wake` is called from the job's thread when it ends: a window asks for its next frame there.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            running: Vec::new(),
            next: 0,
            wake: Arc::new(wake),
        }
    }

    /// Starts a job.
    pub fn spawn(&mut self, work: impl FnOnce(&Progress) -> T + Send + 'static) -> JobId {
        let id = JobId(self.next);
        self.next += 1;
        let progress = Arc::new(Progress::default());
        let (shared, wake) = (Arc::clone(&progress), Arc::clone(&self.wake));
        let thread = std::thread::spawn(move || {
            let _wake = WakeAtEnd(wake);
            work(&shared)
        });
        self.running.push(Job {
            id,
            progress,
            thread,
        });
        id
    }

    /// The outcomes of the jobs that have ended since the last time, in the order they were started.
    pub fn poll(&mut self) -> Vec<(JobId, Outcome<T>)> {
        let ended = self.running.extract_if(.., |it| it.thread.is_finished());
        ended.map(|it| (it.id, outcome(it.thread))).collect()
    }

    /// The jobs still running, and how far they are.
    pub fn running(&self) -> impl Iterator<Item = (JobId, &Arc<Progress>)> {
        self.running.iter().map(|it| (it.id, &it.progress))
    }

    pub fn is_running(&self, id: JobId) -> bool {
        self.running.iter().any(|it| it.id == id)
    }

    /// How far a job is, while it runs.
    pub fn progress(&self, id: JobId) -> Option<&Arc<Progress>> {
        self.running().find(|it| it.0 == id).map(|it| it.1)
    }

    /// Asks a job to stop; its outcome still comes.
    pub fn cancel(&self, id: JobId) {
        if let Some(progress) = self.progress(id) {
            progress.cancel();
        }
    }

    /// Waits for a job and takes its outcome; `None` if it is not there any more.
    pub fn wait(&mut self, id: JobId) -> Option<Outcome<T>> {
        let i = self.running.iter().position(|it| it.id == id)?;
        Some(outcome(self.running.remove(i).thread))
    }
}

fn outcome<T>(thread: JoinHandle<T>) -> Outcome<T> {
    thread.join().map_or_else(
        |panic| {
            let message = panic.downcast_ref::<&str>().map(ToString::to_string);
            let message = message.or_else(|| panic.downcast_ref::<String>().cloned());
            Outcome::Broken(message.unwrap_or_default())
        },
        Outcome::Done,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn jobs_end_with_an_outcome_even_when_they_break() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let mut jobs = Jobs::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let good = jobs.spawn(|progress| {
            while !progress.is_cancelled() {
                std::thread::yield_now();
            }
            7
        });
        let bad = jobs.spawn(|_| panic!("no"));
        assert_eq!(jobs.wait(bad), Some(Outcome::Broken("no".to_owned())));
        assert!(jobs.is_running(good));
        jobs.cancel(good);
        while !jobs.running().all(|(_, _)| false) {
            for outcome in jobs.poll() {
                assert_eq!(outcome, (good, Outcome::Done(7)));
            }
        }
        assert_eq!(woken.load(Ordering::Relaxed), 2);
    }
}
