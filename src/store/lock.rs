//! One writer per annotator: a file under `.sententia/locks/` says who has the annotator's files open to
//! write in them, on which computer, and since when. Whoever comes second reads only.
//!
//! A lock whose process is gone, or that came along with a copy of the folder, binds nobody. One that was
//! not heard of for some minutes is stale: it is passed over only when a person asks for it.

pub(super) mod process;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::disk::{self, one_line};
use super::files::{self, Metadata, Root};
use super::notice::{SaveFailure, Trouble};
use super::open::read_inside;
use super::{atomic, paths, set_aside};
use crate::model::id::AnnotatorId;

/// The holder says this often that it is still there.
pub const REFRESHED_EVERY: Duration = Duration::from_secs(30);
/// One who has not been heard of for so long may be gone.
const STALE_AFTER: i64 = 180;
/// Clocks do not differ by more; a lock from later than that was made up. In seconds.
const CLOCKS_DIFFER: i64 = 24 * 60 * 60;
/// No lock is larger, in bytes.
const MAX_BYTES: u64 = 4096;

/// Who holds a lock; what its file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Lock")]
pub struct Holder {
    pub process: u32,
    pub user: String,
    pub host: String,
    /// The project folder, as this host calls it.
    pub folder: String,
    pub since: Timestamp,
    pub refreshed: Timestamp,
    /// Tells this lock from every other.
    pub token: u64,
}

/// How things stand with the lock of an annotator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Free,
    /// It was left behind by a process that is gone.
    Gone(Holder),
    /// Its holder was not heard of for some minutes.
    Stale(Holder),
    /// Its holder is there.
    Held(Holder),
}

/// A lock that is held. Dropping it gives it back.
#[derive(Debug)]
pub struct Lock {
    root: Root,
    /// Below the project folder.
    path: PathBuf,
    annotator: AnnotatorId,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    holder: Holder,
    /// What the file was when it was last known to be ours.
    seen: Option<Metadata>,
}

/// The locks that this very process holds, by their tokens.
static OWN: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

impl Lock {
    /// Takes the lock of an annotator, unless somebody else has it.
    pub fn take(root: &Root, annotator: &AnnotatorId) -> Result<Self, Trouble> {
        let path = paths::lock(annotator)?;
        set_aside::prepare(root)?;
        let full = paths::check_inside(root, &path)?;
        let folder = full.parent().unwrap_or(root.path());
        root.create_folders(folder)
            .map_err(|it| cannot_write(&it))?;
        for _ in 0..4 {
            let holder = Holder::here(root);
            own().insert(holder.token);
            match make(root, &full, &holder) {
                Ok(seen) => {
                    let inner = Mutex::new(Inner {
                        holder,
                        seen: Some(seen),
                    });
                    let (root, annotator) = (root.clone(), annotator.clone());
                    return Ok(Self {
                        root,
                        path,
                        annotator,
                        inner,
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    own().remove(&holder.token);
                    match look(root, annotator) {
                        State::Free => {}
                        State::Gone(it) => put_away(root, annotator, &it)?,
                        State::Stale(it) => return Err(it.trouble(annotator, true)),
                        State::Held(it) => return Err(it.trouble(annotator, false)),
                    }
                }
                Err(error) => {
                    own().remove(&holder.token);
                    return Err(cannot_write(&error));
                }
            }
        }
        Err(cannot_write(&io::ErrorKind::ResourceBusy.into()))
    }

    pub fn annotator(&self) -> &AnnotatorId {
        &self.annotator
    }

    /// Who took it over, if somebody did. One look at the file's date is enough as long as nothing happens.
    pub fn lost(&self) -> Option<Trouble> {
        let mut inner = self.inner();
        let full = self.root.join(&self.path);
        let now = self.root.files().symlink_metadata(&full);
        match now {
            Ok(now) if Some(now) == inner.seen => None,
            Ok(now) => match read(&self.root, &self.path) {
                Some(it) if it.token != inner.holder.token => {
                    Some(it.trouble(&self.annotator, false))
                }
                Some(_) => {
                    inner.seen = Some(now);
                    None
                }
                None => None,
            },
            // A disk that does not answer says nothing about the lock.
            Err(error) if !files::is_missing(&error) => None,
            // It was removed, as by tidying up: it is put back.
            Err(_) => {
                inner.seen = make(&self.root, &full, &inner.holder).ok();
                None
            }
        }
    }

    /// Says that its holder is still there.
    pub fn refresh(&self) {
        if self.lost().is_some() {
            return;
        }
        let mut inner = self.inner();
        let mut holder = inner.holder.clone();
        holder.refreshed = now();
        let Ok(text) = one_line(&holder) else { return };
        let mut seen = None;
        let full = self.root.join(&self.path);
        let files = self.root.files();
        let written = atomic::replace(
            files,
            &full,
            |it| seen = Some(it),
            |file| file.write_all(text.as_bytes()),
        );
        // Where it cannot be written, the next time will do; what others see is only older.
        if written.is_ok() {
            *inner = Inner { holder, seen };
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let token = self.inner().holder.token;
        if read(&self.root, &self.path).is_some_and(|it| it.token == token) {
            // One that stays is known to be left behind by its process.
            let full = self.root.join(&self.path);
            self.root.files().remove_file(&full).ok();
        }
        own().remove(&token);
    }
}

impl Holder {
    /// This process, in this folder.
    fn here(root: &Root) -> Self {
        let now = now();
        Self {
            process: std::process::id(),
            user: process::user(),
            host: process::host(),
            folder: folder_of(root),
            since: now,
            refreshed: now,
            token: paths::random(),
        }
    }

    /// Why an annotator's files are not written here.
    pub fn trouble(&self, annotator: &AnnotatorId, stale: bool) -> Trouble {
        let (annotator, user) = (annotator.to_string(), self.user.clone());
        let (host, since) = (self.host.clone(), local(self.since));
        if stale {
            let seen = local(self.refreshed);
            Trouble::HeldStale {
                annotator,
                user,
                host,
                seen,
            }
        } else {
            Trouble::Held {
                annotator,
                user,
                host,
                since,
            }
        }
    }
}

/// How things stand with the lock of an annotator.
pub fn look(root: &Root, annotator: &AnnotatorId) -> State {
    let Ok(path) = paths::lock(annotator) else {
        return State::Free;
    };
    let full = root.join(&path);
    for _ in 0..6 {
        if let Some(holder) = read(root, &path) {
            return state_of(root, holder);
        }
        match root.files().symlink_metadata(&full) {
            Err(error) if files::is_missing(&error) => return State::Free,
            // Whoever makes it may be about to write its name into it.
            _ => std::thread::sleep(Duration::from_millis(15)),
        }
    }
    State::Gone(nobody())
}

/// The locks there are, sorted by annotator.
pub fn all(root: &Root) -> Vec<(AnnotatorId, State)> {
    let folder = root.join(paths::LOCKS);
    let mut ids: Vec<AnnotatorId> = root
        .files()
        .list(&folder)
        .unwrap_or_default()
        .iter()
        .filter_map(|it| paths::id_of(Path::new(&it.name), ".lock"))
        .map(AnnotatorId::new)
        .collect();
    ids.sort();
    ids.into_iter()
        .map(|id| {
            let state = look(root, &id);
            (id, state)
        })
        .filter(|it| it.1 != State::Free)
        .collect()
}

/// The annotators who are, or may be, at work elsewhere.
pub fn others(root: &Root, own: Option<&Lock>) -> BTreeSet<AnnotatorId> {
    let others = all(root).into_iter().filter(|(id, state)| {
        let ours = own.is_some_and(|it| it.annotator == *id && it.lost().is_none());
        !ours && matches!(state, State::Held(_) | State::Stale(_))
    });
    others.map(|it| it.0).collect()
}

/// Breaks a lock that was left behind or is stale; `force`: any lock. Says whose it was.
pub fn take_over(root: &Root, annotator: &AnnotatorId, force: bool) -> Result<Holder, SaveFailure> {
    let failed = |trouble| {
        let path = paths::lock(annotator).unwrap_or_else(|_| paths::LOCKS.into());
        SaveFailure::new(path, trouble)
    };
    let holder = match look(root, annotator) {
        State::Free => {
            return Err(failed(Trouble::NotHeld {
                annotator: annotator.to_string(),
            }));
        }
        State::Held(it) if !force => return Err(failed(it.trouble(annotator, false))),
        State::Gone(it) | State::Stale(it) | State::Held(it) => it,
    };
    put_away(root, annotator, &holder).map_err(failed)?;
    Ok(holder)
}

/// Takes a lock out of the way, unless it has become another one meanwhile.
fn put_away(root: &Root, annotator: &AnnotatorId, holder: &Holder) -> Result<(), Trouble> {
    let full = paths::check_inside(root, &paths::lock(annotator)?)?;
    let beside = atomic::beside(&full);
    let files = root.files();
    match files.rename(&full, &beside) {
        Err(error) if files::is_missing(&error) => return Ok(()),
        moved => moved.map_err(|it| cannot_write(&it))?,
    }
    let moved = files.read(&beside).ok();
    let moved = moved.and_then(|it| disk::read::<Holder>(&it).ok());
    let is_another = moved.filter(|it| it.token != holder.token);
    if let Some(other) = is_another {
        // Somebody was quicker: theirs goes back.
        make(root, &full, &other).ok();
    }
    files.remove_file(&beside).ok();
    Ok(())
}

/// Makes the file of a lock where there is none.
fn make(root: &Root, full: &Path, holder: &Holder) -> io::Result<Metadata> {
    let text = one_line(holder).map_err(io::Error::other)?;
    let mut file = root.files().create(full)?;
    let written = file.write_all(text.as_bytes());
    let written = written.and_then(|()| root.files().symlink_metadata(full));
    if written.is_err() {
        root.files().remove_file(full).ok();
    }
    written
}

fn read(root: &Root, path: &Path) -> Option<Holder> {
    let bytes = read_inside(root, path, MAX_BYTES).ok()?;
    disk::read(&bytes).ok()
}

fn state_of(root: &Root, holder: Holder) -> State {
    if holder.host == process::host() {
        if holder.process == std::process::id() {
            let is_held = own().contains(&holder.token);
            return if is_held && holder.folder == folder_of(root) {
                State::Held(holder)
            } else {
                State::Gone(holder)
            };
        }
        let came_along = holder.folder != folder_of(root);
        if came_along || process::is_gone(holder.process) {
            return State::Gone(holder);
        }
    }
    let age = now().as_second() - holder.refreshed.as_second();
    if (-CLOCKS_DIFFER..=STALE_AFTER).contains(&age) {
        State::Held(holder)
    } else {
        State::Stale(holder)
    }
}

/// A lock whose file was never finished.
fn nobody() -> Holder {
    Holder {
        process: 0,
        user: String::new(),
        host: String::new(),
        folder: String::new(),
        since: Timestamp::UNIX_EPOCH,
        refreshed: Timestamp::UNIX_EPOCH,
        token: 0,
    }
}

fn folder_of(root: &Root) -> String {
    let real = root.files().canonicalize(root.path());
    let real = real.unwrap_or_else(|_| root.path().to_owned());
    real.to_string_lossy().into_owned()
}

fn own() -> MutexGuard<'static, BTreeSet<u64>> {
    OWN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// A moment as clocks here show it, without a language.
pub fn local(moment: Timestamp) -> String {
    let zoned = moment.to_zoned(jiff::tz::TimeZone::system());
    zoned.strftime("%Y-%m-%d %H:%M").to_string()
}

fn cannot_write(error: &io::Error) -> Trouble {
    let reason = error.to_string();
    Trouble::CannotWrite { reason }
}
