//! Looking after the files of an open project while nobody waits for it: says to others that this window
//! still writes, and notices what another program does to the files.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::arrival::{Arrival, Reader};
use super::held::Held;
use crate::model::id::AnnotatorId;
use crate::store::files::Root;
use crate::store::known::{self, Known};
use crate::store::lock::{self, REFRESHED_EVERY, State as LockState};
use crate::store::notice::Trouble;

/// The files are looked at this often, and less often where that takes long.
const CALM: Duration = Duration::from_secs(3);
/// However long a look takes, the next comes after this.
const LONGEST: Duration = Duration::from_mins(1);
/// Of what is being written this much later the rest is there.
const SETTLING: Duration = Duration::from_millis(250);

/// The thread that looks. Dropping it ends it.
pub(super) struct Watch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    wake: Condvar,
    root: Root,
    known: Known,
    lock: Held,
    /// Asks the window for a frame.
    tell: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct State {
    closing: bool,
    /// Look at once.
    hurry: bool,
    /// Files that are not as they were known, until somebody asks.
    changed: Option<BTreeSet<PathBuf>>,
    /// What is to be read.
    order: Option<(Reader, BTreeSet<PathBuf>)>,
    /// What was read.
    arrival: Option<Arrival>,
    /// The lock to wait for, in a window that only reads.
    waits_for: Option<AnnotatorId>,
    /// News of the lock: it was taken over, or is free.
    news: Option<Trouble>,
}

impl Watch {
    /// `tell` is called from the thread when there is something to ask for.
    pub fn start(
        root: &Root,
        known: &Known,
        lock: &Held,
        waits_for: Option<AnnotatorId>,
        tell: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                waits_for,
                ..State::default()
            }),
            wake: Condvar::new(),
            root: root.clone(),
            known: known.clone(),
            lock: lock.clone(),
            tell: Box::new(tell),
        });
        let theirs = Arc::clone(&shared);
        // Without the thread the files are looked at when the project is opened again.
        let thread = std::thread::Builder::new().name("watch".to_owned());
        let thread = thread.spawn(move || theirs.run()).ok();
        Self { shared, thread }
    }

    /// Has the files looked at now.
    pub fn hurry(&self) {
        self.shared.state().hurry = true;
        self.shared.wake.notify_all();
    }

    /// The files that were found changed since the last time.
    pub fn changed(&self) -> Option<BTreeSet<PathBuf>> {
        self.shared.state().changed.take()
    }

    /// Has changed files read.
    pub fn read(&self, reader: Reader, changed: BTreeSet<PathBuf>) {
        self.shared.state().order = Some((reader, changed));
        self.shared.wake.notify_all();
    }

    /// What was read since the last time.
    pub fn arrival(&self) -> Option<Arrival> {
        self.shared.state().arrival.take()
    }

    /// What has become of the lock, if it is no longer as it was.
    pub fn news(&self) -> Option<Trouble> {
        self.shared.state().news.take()
    }

    /// From now on waits for the lock of this annotator; `None`: it is held here.
    pub fn wait_for(&self, annotator: Option<AnnotatorId>) {
        self.shared.state().waits_for = annotator;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.state().closing = true;
        self.shared.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl Shared {
    fn run(&self) {
        let (mut pause, mut refreshed) = (CALM, Instant::now());
        while self.wait(pause) {
            if let Some((reader, changed)) = self.take_order() {
                let arrival = reader.read(&changed);
                self.state().arrival = Some(arrival);
                (self.tell)();
                continue;
            }
            if refreshed.elapsed() >= REFRESHED_EVERY {
                refreshed = Instant::now();
                if let Some(lock) = self.lock.get() {
                    lock.refresh();
                }
            }
            let started = Instant::now();
            let told = self.look_at_lock() | self.look_at_files();
            pause = (started.elapsed() * 40).clamp(CALM, LONGEST);
            if told {
                (self.tell)();
            }
        }
    }

    /// Sleeps until it is time to look, or there is something to read; `false`: the project is closed.
    fn wait(&self, pause: Duration) -> bool {
        let idle = |it: &mut State| !it.closing && !it.hurry && it.order.is_none();
        let waited = self.wake.wait_timeout_while(self.state(), pause, idle);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.hurry = false;
        !state.closing
    }

    fn take_order(&self) -> Option<(Reader, BTreeSet<PathBuf>)> {
        self.state().order.take()
    }

    /// Whether the lock is no longer as it was.
    fn look_at_lock(&self) -> bool {
        let waits_for = self.state().waits_for.clone();
        let news = match waits_for {
            None => self.lock.lost(),
            Some(annotator) => match lock::look(&self.root, &annotator) {
                LockState::Held(_) => None,
                LockState::Stale(it) => Some(it.trouble(&annotator, true)),
                LockState::Free | LockState::Gone(_) => {
                    let annotator = annotator.to_string();
                    Some(Trouble::Released { annotator })
                }
            },
        };
        let mut state = self.state();
        let is_new = news.is_some() && news != state.news;
        if is_new {
            state.news = news;
        }
        is_new
    }

    /// Whether files were found changed. What is still being written is waited for.
    fn look_at_files(&self) -> bool {
        {
            let state = self.state();
            if state.changed.is_some() || state.order.is_some() || state.arrival.is_some() {
                return false;
            }
        }
        let mut look = known::look(&self.root);
        if self.known.changed(&look).is_empty() {
            return false;
        }
        for _ in 0..8 {
            std::thread::sleep(SETTLING);
            let again = known::look(&self.root);
            let settled = again == look;
            look = again;
            if settled || self.state().closing {
                break;
            }
        }
        let changed = self.known.changed(&look);
        let is_any = !changed.is_empty();
        self.state().changed = is_any.then_some(changed);
        is_any
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
