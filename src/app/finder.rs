//! Looks through long texts on a thread of its own, so that no frame waits for it.

use std::ops::Range;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::analysis::find::Search;
use crate::workspace::{JobId, Jobs, Outcome};

/// Bytes looked at before the frame goes on: most texts are done with that.
const AT_ONCE: usize = 64 * 1024;
/// Bytes looked at before what was found is handed over.
const PART: usize = 256 * 1024;

/// Hits, after those handed over before.
#[derive(Debug, Default)]
pub struct Batch {
    pub hits: Vec<Range<usize>>,
    /// Whether these are the last ones.
    pub complete: bool,
}

/// The search under way, if any.
#[derive(Default)]
pub struct Finder {
    jobs: Option<Jobs<()>>,
    running: Option<(JobId, Receiver<Batch>)>,
}

impl Finder {
    /// Begins another search. What it finds near the start comes back at once, the rest later.
    pub fn start(&mut self, mut search: Search, ctx: &egui::Context) -> Batch {
        self.stop();
        let mut first = Batch::default();
        first.complete = !search.step(AT_ONCE, &mut first.hits);
        if !first.complete {
            self.go_on(search, ctx);
        }
        first
    }

    /// Gives up the search under way.
    pub fn stop(&mut self) {
        if let (Some((id, _)), Some(jobs)) = (self.running.take(), &self.jobs) {
            jobs.cancel(id);
        }
    }

    /// What was found since the last time.
    pub fn found(&mut self) -> Option<Batch> {
        let (_, receiver) = self.running.as_ref()?;
        let mut all: Option<Batch> = None;
        loop {
            match receiver.try_recv() {
                Ok(batch) => {
                    let all = all.get_or_insert_default();
                    all.hits.extend(batch.hits);
                    all.complete = batch.complete;
                }
                Err(TryRecvError::Empty) => return all,
                Err(TryRecvError::Disconnected) => {
                    self.running = None;
                    all.get_or_insert_default().complete = true;
                    return all;
                }
            }
        }
    }

    /// Why a search broke off, if one did by a fault of ours.
    pub fn broken(&mut self) -> Option<String> {
        let ended = self.jobs.as_mut()?.poll();
        ended.into_iter().find_map(|(_, outcome)| match outcome {
            Outcome::Done(()) => None,
            Outcome::Broken(reason) => Some(reason),
        })
    }

    fn go_on(&mut self, mut search: Search, ctx: &egui::Context) {
        let (sender, receiver) = channel();
        let jobs = self.jobs.get_or_insert_with(|| {
            let ctx = ctx.clone();
            Jobs::new(move || ctx.request_repaint())
        });
        let ctx = ctx.clone();
        let id = jobs.spawn(move |progress| {
            let mut more = true;
            while more && !progress.is_cancelled() {
                let mut hits = Vec::new();
                more = search.step(PART, &mut hits);
                let batch = Batch {
                    hits,
                    complete: !more,
                };
                if sender.send(batch).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        });
        self.running = Some((id, receiver));
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::find::{Query, find};

    #[test]
    fn a_long_text_is_found_in_parts_and_whole() {
        let text = "un mot, et le mot « Mot »\u{A0}; ".repeat(20_000);
        let query = Query {
            words: "mot".to_owned(),
            ..Query::default()
        };
        let mut finder = Finder::default();
        let search = Search::new(text.as_str().into(), query.clone());
        let mut all = finder.start(search, &egui::Context::default());
        assert!(!all.hits.is_empty() && !all.complete);
        while !all.complete {
            if let Some(more) = finder.found() {
                all.hits.extend(more.hits);
                all.complete = more.complete;
            }
            std::thread::yield_now();
        }
        assert_eq!(all.hits, find(&text, &query));
        assert_eq!(finder.broken(), None);
    }

    #[test]
    fn a_search_given_up_brings_nothing_more() {
        let text = "mot ".repeat(500_000);
        let query = Query {
            words: "mot".to_owned(),
            ..Query::default()
        };
        let mut finder = Finder::default();
        finder.start(
            Search::new(text.as_str().into(), query),
            &egui::Context::default(),
        );
        finder.stop();
        assert!(finder.found().is_none());
    }
}
