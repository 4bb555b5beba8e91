//! Writing in the background: the journal is synced within a second, touched files follow, and a
//! checkpoint says so. What fails is kept and tried again.

mod queue;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::model::document::Document;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{LayerKey, Project};
use crate::store::backup::{Limits, Reason};
use crate::store::files::Root;
use crate::store::journal::{Found, Journal, Line, Touched};
use crate::store::known::Known;
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::paths;

use super::held::Held;
use super::options::{Options, Pace};
pub(super) use queue::Part;
use queue::{Order, Queue, State};

/// Where the work of the analyst is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Everything is in the files.
    Saved,
    /// Everything is in the journal, and the files follow.
    Saving,
    /// The files cannot be written; it is tried again, and the journal has everything that was accepted.
    Failed(SaveFailure),
    /// The project was opened for reading only.
    ReadOnly(Trouble),
}

/// The thread that writes, and what it is to write. Dropping it writes the rest.
pub(super) struct Writer {
    shared: Arc<Shared>,
    pub sync_at_once: bool,
    thread: Option<JoinHandle<()>>,
}

/// What the thread and the workspace share. The journal is never locked for long.
struct Shared {
    state: Mutex<State>,
    /// Something is to be done.
    wake: Condvar,
    /// An attempt has ended.
    done: Condvar,
    journal: Mutex<Journal>,
    /// Held while the journal is synced, and locked before it: a system tells of lines that it could not
    /// write to one of two syncs only, and the other would take them for written.
    syncing: Mutex<()>,
    pace: Pace,
    /// What the files are known to be.
    known: Known,
    lock: Held,
}

impl Writer {
    /// `keep`: layers whose file is to be kept aside before it is written. `known`: what the files are;
    /// one that is not as it is known is not written. Nothing is, once `lock` is lost.
    pub fn start(
        root: &Root,
        journal: Journal,
        keep: BTreeSet<LayerKey>,
        options: Options,
        (known, lock): (&Known, &Held),
    ) -> Result<Self, Trouble> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                keep,
                limits: options.backups,
                ..State::default()
            }),
            wake: Condvar::new(),
            done: Condvar::new(),
            journal: Mutex::new(journal),
            syncing: Mutex::default(),
            pace: options.pace,
            known: known.clone(),
            lock: lock.clone(),
        });
        let (theirs, root) = (Arc::clone(&shared), root.clone());
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || work::run(&theirs, &root))
            .map_err(|error| Trouble::ReadOnly {
                reason: error.to_string(),
            })?;
        Ok(Self {
            shared,
            sync_at_once: options.sync_at_once,
            thread: Some(thread),
        })
    }

    /// Adds an entry to the journal; returns its number. Where nobody syncs it soon, it is synced now.
    pub fn add(&self, line: impl FnOnce(u64) -> Line) -> Result<u64, SaveFailure> {
        let ended = self.shared.state().ended;
        if self.sync_at_once || ended {
            let _alone = self.shared.syncing();
            self.shared.journal().add_synced(line)
        } else {
            self.shared.journal().add(line)
        }
    }

    /// Syncs the journal, and cuts off a line that was refused, now.
    pub fn sync(&self) -> Result<(), SaveFailure> {
        let _alone = self.shared.syncing();
        self.shared.journal().sync()
    }

    /// The numbers of the last entry of the journal and of the last one known to survive a power cut.
    pub fn entries(&self) -> (u64, u64) {
        let journal = self.shared.journal();
        (journal.last(), journal.synced())
    }

    /// Takes back the snapshots of what is about to change, so that it need not be copied. The writer
    /// waits until [`Self::queue`] is called.
    pub fn release(&self, touched: &Touched) {
        let mut state = self.shared.state();
        state.held = true;
        for key in &touched.layers {
            if let Some(snapshot) = state.queue.layers.get_mut(key) {
                snapshot.layer = None;
            }
        }
        if touched.project {
            state.queue.project = None;
        }
    }

    /// Has the touched files written. `former`: documents no longer in the project. `n`: the entry of
    /// the journal that the files will then hold.
    pub fn queue(
        &self,
        touched: &Touched,
        project: &Project,
        former: &BTreeMap<DocumentId, Arc<Document>>,
        n: Option<u64>,
    ) {
        let mut state = self.shared.state();
        state.held = false;
        state.queue.add(touched, project, former);
        if let Some(n) = n {
            state.queue.journal = Some(n);
        }
        drop(state);
        self.shared.wake.notify_all();
    }

    /// The first entry that a file may lack, as far as it was written since the opening.
    pub fn first_lacking(&self, part: &Part) -> u64 {
        let state = self.shared.state();
        state.written.get(part).copied().unwrap_or_default()
    }

    /// Has a backup made of how things stand now: the files as they are, and what the journal has. What is
    /// queued from now on is written after it.
    pub fn back_up(&self, reason: Reason) {
        let cut = self.shared.journal().end();
        let order = Order { reason, cut };
        self.shared.state().queue.backups.push(order);
        self.shared.wake.notify_all();
    }

    /// Why the last backup could not be made; asked once.
    pub fn backup_failure(&self) -> Option<SaveFailure> {
        self.shared.state().backup_failure.take()
    }

    pub fn set_limits(&self, limits: Limits) {
        self.shared.state().limits = limits;
    }

    /// Keeps the present file of these layers aside before it is written.
    pub fn keep(&self, layers: Vec<LayerKey>) {
        self.shared.state().keep.extend(layers);
    }

    /// Journals of other annotators whose entries are in the files once the queue is written.
    pub fn finish_others(&self, journals: Vec<(AnnotatorId, Found)>) {
        if !journals.is_empty() {
            self.shared.state().queue.others = journals;
            self.shared.wake.notify_all();
        }
    }

    /// Goes on in another journal. Everything must be written before.
    pub fn set_journal(&self, journal: Journal) {
        *self.shared.journal() = journal;
    }

    pub fn saved(&self) -> Saved {
        let state = self.shared.state();
        match &state.failure {
            _ if state.ended => Saved::Failed(stopped()),
            Some(failure) => Saved::Failed(failure.clone()),
            None if state.is_idle() => Saved::Saved,
            None => Saved::Saving,
        }
    }

    /// Has everything written now, and waits for it.
    pub fn flush(&self) -> Result<(), SaveFailure> {
        let mut state = self.shared.state();
        let before = state.n_failures;
        state.hurry = true;
        self.shared.wake.notify_all();
        loop {
            if state.n_failures > before
                && let Some(failure) = &state.failure
            {
                return Err(failure.clone());
            }
            if state.is_idle() {
                return Ok(());
            }
            if state.ended {
                return Err(stopped());
            }
            state = self
                .shared
                .done
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.state().closing = true;
        self.shared.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that broke off has left everything in the journal.
            thread.join().ok();
        }
    }
}

fn stopped() -> SaveFailure {
    SaveFailure::new(paths::HISTORY, Trouble::WriterStopped {})
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn syncing(&self) -> MutexGuard<'_, ()> {
        self.syncing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn add(
        &mut self,
        touched: &Touched,
        project: &Project,
        former: &BTreeMap<DocumentId, Arc<Document>>,
    ) {
        for key in &touched.layers {
            let document = project
                .document(&key.document)
                .or_else(|| former.get(&key.document));
            if let Some(layer) = project.layer(key) {
                self.put_layer(key, document, layer);
            }
        }
        if touched.project {
            self.project = Some(Project {
                layers: BTreeMap::new(),
                ..project.clone()
            });
        }
        for id in &touched.texts {
            if let Some(document) = project.document(id) {
                self.texts.insert(id.clone(), Arc::clone(document));
            }
        }
        if touched.guidelines {
            self.guidelines = Some(Arc::clone(&project.guidelines));
        }
    }
}
