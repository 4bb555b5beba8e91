//! The writing thread: waits, syncs the journal, writes the files, sets the checkpoint.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Shared;
use super::queue::{Order, Part, Queue, Snapshot, State};
use crate::model::project::{LayerKey, Project};
use crate::store::backup::{self, Reason};
use crate::store::disk::{AnnotationsFile, ProjectFile};
use crate::store::files::Root;
use crate::store::journal::{self, Journal};
use crate::store::notice::{SaveFailure, Trouble};
use crate::store::paths;
use crate::store::revisions;
use crate::store::set_aside;

pub(super) fn run(shared: &Shared, root: &Root) {
    let _end = TellEnd(shared);
    let pace = &shared.pace;
    let mut pause = pace.shortest;
    while wait_for_work(shared) {
        wait_while_busy(shared, pause);
        let (queue, last_attempt) = take(shared);
        let started = Instant::now();
        let (rest, failure) = write(shared, root, queue);
        pause = (started.elapsed() * 9).clamp(pace.shortest, pace.longest);
        let failed = settle(shared, rest, failure);
        if last_attempt {
            break;
        }
        if failed {
            pause = pause.max(pace.retry);
        }
    }
}

/// Says that the thread has ended, in whatever way.
struct TellEnd<'a>(&'a Shared);

impl Drop for TellEnd<'_> {
    fn drop(&mut self) {
        self.0.state().ended = true;
        self.0.done.notify_all();
    }
}

/// Sleeps until there is something to write; `false`: there is nothing, and the workspace closes.
fn wait_for_work(shared: &Shared) -> bool {
    let mut state = shared.state();
    loop {
        if !state.queue.is_empty() {
            return true;
        }
        state.hurry = false;
        shared.done.notify_all();
        if state.closing {
            return false;
        }
        state = shared
            .wake
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner);
    }
}

/// Lets further steps join, while the journal is synced in time.
fn wait_while_busy(shared: &Shared, pause: Duration) {
    let started = Instant::now();
    while let Some(rest) = pause.checked_sub(started.elapsed()) {
        if pause_unless_hurried(shared, shared.pace.sync.min(rest)) {
            return;
        }
        if let Err(failure) = sync_journal(shared) {
            tell(shared, failure);
        }
    }
}

/// Says at once what went wrong, without waiting for the next attempt at the files.
fn tell(shared: &Shared, failure: SaveFailure) {
    shared.state().failure.get_or_insert(failure);
}

/// Sleeps, but not when somebody waits; returns whether somebody does.
fn pause_unless_hurried(shared: &Shared, pause: Duration) -> bool {
    let state = shared.state();
    let busy = |it: &mut State| !it.hurry && !it.closing;
    let waited = shared.wake.wait_timeout_while(state, pause, busy);
    let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
    state.hurry || state.closing
}

fn take(shared: &Shared) -> (Queue, bool) {
    let state = shared.state();
    let held = |it: &mut State| it.held && !it.closing;
    let waited = shared.wake.wait_while(state, held);
    let mut state = waited.unwrap_or_else(PoisonError::into_inner);
    state.writing = true;
    let mut queue = std::mem::take(&mut state.queue);
    if state.held {
        // A step was broken off: what it took from the queue is only in the journal.
        queue.journal = None;
        queue.layers.retain(|_, it| it.layer.is_some());
    }
    (queue, state.closing)
}

/// Writes what was taken; returns what could not be written, and why.
fn write(shared: &Shared, root: &Root, mut queue: Queue) -> (Queue, Option<SaveFailure>) {
    if let Some(trouble) = shared.lock.lost() {
        return (queue, Some(SaveFailure::new(paths::LOCKS, trouble)));
    }
    // A journal is never behind the files: an older step done again would undo a later one.
    if let Err(failed) = sync_all_journals(shared, root, &queue) {
        return (queue, Some(failed));
    }
    // What is to be backed up is what the files are before they are written.
    for order in std::mem::take(&mut queue.backups) {
        back_up(shared, root, &order);
    }
    let mut rest = Queue::default();
    let mut failure = None;
    let mut tell = |it: SaveFailure| {
        failure.get_or_insert(it);
    };
    let mut last_sync = Instant::now();
    for (id, document) in std::mem::take(&mut queue.texts) {
        if let Err(failed) = revisions::put(root, &document) {
            tell(failed);
            rest.texts.insert(id, document);
        }
    }
    for (key, snapshot) in std::mem::take(&mut queue.layers) {
        if last_sync.elapsed() > shared.pace.sync {
            sync_journal(shared).unwrap_or_else(&mut tell);
            last_sync = Instant::now();
        }
        match write_layer(shared, root, &key, &snapshot) {
            Ok(()) => note_written(shared, Part::Layer(key), queue.journal),
            Err(failed) => {
                tell(failed);
                rest.layers.insert(key, snapshot);
            }
        }
    }
    if let Some(guidelines) = queue.guidelines.take() {
        match put(shared, root, paths::GUIDELINES, guidelines.as_bytes()) {
            Ok(()) => note_written(shared, Part::Guidelines, queue.journal),
            Err(failed) => {
                tell(failed);
                rest.guidelines = Some(guidelines);
            }
        }
    }
    if let Some(project) = queue.project.take() {
        // A text leaves the list only after what was said about it is in its file.
        let leaves = |it: &LayerKey| project.document(&it.document).is_none();
        if rest.layers.keys().any(leaves) {
            rest.project = Some(project);
        } else {
            match write_project(shared, root, &project) {
                Ok(()) => note_written(shared, Part::Project, queue.journal),
                Err(failed) => {
                    tell(failed);
                    rest.project = Some(project);
                }
            }
        }
    }
    if failure.is_none()
        && let Err(failed) = checkpoint(shared, root, &queue)
    {
        failure = Some(failed);
    }
    if failure.is_some() {
        rest.journal = queue.journal;
        rest.others = queue.others;
    }
    (rest, failure)
}

/// Makes a backup. A failure is told, and does not stop the work.
fn back_up(shared: &Shared, root: &Root, order: &Order) {
    if order.reason == Reason::Daily && backup::is_there_today(root) {
        return;
    }
    let mut last_sync = Instant::now();
    let mut between = || {
        if last_sync.elapsed() > shared.pace.sync {
            // A journal that cannot be synced is told with the files.
            sync_journal(shared).ok();
            last_sync = Instant::now();
        }
    };
    let limits = shared.state().limits;
    let made = backup::make(root, order.reason, Some(&order.cut), limits, &mut between);
    if let Err(failure) = made {
        shared.state().backup_failure = Some(failure);
    }
}

/// Notes that a file holds everything up to an entry of the journal.
fn note_written(shared: &Shared, part: Part, n: Option<u64>) {
    let mut state = shared.state();
    let bound = state.written.entry(part).or_default();
    *bound = n.map_or(1, |it| it + 1).max(*bound);
}

/// Notes the outcome; returns whether it was a failure.
fn settle(shared: &Shared, rest: Queue, failure: Option<SaveFailure>) -> bool {
    let mut state = shared.state();
    let failed = failure.is_some();
    state.queue.put_back(rest);
    state.n_failures += u64::from(failed);
    state.failure = failure;
    state.writing = false;
    if failed {
        state.hurry = false;
    }
    shared.done.notify_all();
    failed
}

fn sync_journal(shared: &Shared) -> Result<(), SaveFailure> {
    let _alone = shared.syncing();
    let Some(pending) = shared.journal().pending()? else {
        return Ok(());
    };
    let synced = pending.sync();
    shared.journal().settle(&pending, synced.is_ok());
    synced
}

fn sync_all_journals(shared: &Shared, root: &Root, queue: &Queue) -> Result<(), SaveFailure> {
    for (annotator, found) in &queue.others {
        Journal::new(root, annotator, Some(found))?.sync()?;
    }
    sync_journal(shared)
}

fn write_layer(
    shared: &Shared,
    root: &Root,
    key: &LayerKey,
    snapshot: &Snapshot,
) -> Result<(), SaveFailure> {
    let Some(layer) = &snapshot.layer else {
        return Ok(());
    };
    let path = paths::layer(key).map_err(|it| SaveFailure::new(paths::ANNOTATIONS, it))?;
    let full = inside(root, &path)?;
    check_known(shared, root, &path)?;
    if shared.state().keep.contains(key) {
        set_aside::copied(root, &path)?;
        shared.state().keep.remove(key);
    }
    // It can be rebuilt: that it cannot be kept is no failure.
    revisions::keep_annotated(root, &snapshot.document).ok();
    let document = &snapshot.document;
    let written = root.write_with(
        &full,
        |next| shared.known.expect(&path, next),
        |out| AnnotationsFile::stream(out, &key.annotator, document, layer),
    );
    let written = written.inspect(|()| shared.known.wrote(&path));
    written.map_err(|error| match error.downcast::<Trouble>() {
        Ok(trouble) => SaveFailure::new(&path, trouble),
        Err(error) => SaveFailure::io(&path, &error),
    })
}

fn write_project(shared: &Shared, root: &Root, project: &Project) -> Result<(), SaveFailure> {
    let text = ProjectFile::of(project)
        .write()
        .map_err(|it| SaveFailure::new(paths::PROJECT, it))?;
    put(shared, root, paths::PROJECT, text.as_bytes())
}

fn put(shared: &Shared, root: &Root, file: &str, bytes: &[u8]) -> Result<(), SaveFailure> {
    let path = Path::new(file);
    let full = inside(root, path)?;
    check_known(shared, root, path)?;
    let written = root.write_with(
        &full,
        |next| shared.known.expect(path, next),
        |out| out.write_all(bytes),
    );
    let written = written.inspect(|()| shared.known.wrote(path));
    written.map_err(|error| SaveFailure::io(path, &error))
}

/// Leaves a file alone that another program has changed since it was last read or written here.
fn check_known(shared: &Shared, root: &Root, path: &Path) -> Result<(), SaveFailure> {
    if shared.known.fits(root, path) {
        return Ok(());
    }
    Err(SaveFailure::new(path, Trouble::ChangedElsewhere {}))
}

fn inside(root: &Root, relative: &Path) -> Result<PathBuf, SaveFailure> {
    paths::check_inside(root, relative).map_err(|it| SaveFailure::new(relative, it))
}

/// Says in the journals that the files hold everything.
fn checkpoint(shared: &Shared, root: &Root, queue: &Queue) -> Result<(), SaveFailure> {
    // What others did is older: were it done again after this journal is settled, it would undo what is later.
    for (annotator, found) in &queue.others {
        if found.is_unfit() {
            journal::mend(root, annotator, found)?;
        } else if let Some(n) = found.open_end() {
            let mut journal = Journal::new(root, annotator, Some(found))?;
            journal.checkpoint(n, Timestamp::now())?;
            journal.sync()?;
        }
    }
    if let Some(n) = queue.journal {
        shared.journal().checkpoint(n, Timestamp::now())?;
        // Else, after a power cut, these steps would be done again over later ones of somebody else.
        sync_journal(shared)?;
    }
    Ok(())
}
