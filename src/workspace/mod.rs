//! The program without a face: an open project and its only writer, the settings, and work that
//! goes on beside.
//!
//! [`Workspace::run`] is the one way a project changes. A step is in the journal before `run` comes
//! back; the files follow in the background.

mod acts;
mod arrival;
pub mod backups;
pub mod copy;
mod elsewhere;
mod guard;
mod held;
pub mod jobs;
mod jump;
mod kind;
pub mod options;
pub mod revise;
pub mod settings;
mod unsaved;
mod watch;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::model::history::History;
use crate::model::id::{AnnotatorId, DocumentId, LinkId, SpanId, short_id, slug};
use crate::model::project::{LayerKey, Project};
use crate::model::timeline::Entry;
use crate::store::files::Root;
use crate::store::journal::{self, Found, Journal, Past};
use crate::store::known::{self, Known};
use crate::store::lock::{self, Lock};
use crate::store::notice::{OpenError, Report, SaveFailure, Trouble};
use crate::store::open::{self, Opened, Protected};
use crate::store::paths;
use crate::store::progress::Progress;
use crate::store::{leftovers, set_aside};

pub use elsewhere::News;
use held::Held;
pub use jobs::{JobId, Jobs, Outcome};
pub use jump::Jump;
pub use kind::{Kind, kind_of};
pub use options::{Options, Pace};
pub use settings::Settings;
use unsaved::Unsaved;
use watch::Watch;
pub use writer::Saved;
use writer::Writer;

/// An open project and its only writer.
pub struct Workspace {
    root: Root,
    options: Options,
    project: Project,
    protected: Protected,
    annotator: AnnotatorId,
    annotator_name: String,
    past: Past,
    revision: u64,
    /// The day on which it was last seen to that there is a backup.
    backed_up: Option<Date>,
    /// Those whose journal holds steps that wait for files that could not be read.
    waiting: BTreeSet<AnnotatorId>,
    /// What the files are known to be.
    known: Known,
    /// What was done since the files were last written.
    unsaved: Unsaved,
    watch: Option<Watch>,
    /// `Err` where nothing can be written: why.
    writer: Result<Writer, Trouble>,
    /// Locks of others, held until what a step of this annotator did to their records is in the files.
    borrowed: Vec<Lock>,
    /// The lock of this annotator; given back after the writer has ended.
    held: Held,
}

/// A project as it was opened for an annotator.
struct Begun {
    opened: Opened,
    known: Known,
    annotator: AnnotatorId,
    name: String,
    own: Option<Found>,
    lock: Result<Lock, Trouble>,
    /// Those who are at work elsewhere.
    busy: BTreeSet<AnnotatorId>,
}

impl Workspace {
    /// Opens a project for an annotator, by name or id. One who is not listed yet is listed with the
    /// first step.
    pub fn open(
        path: impl Into<Root>,
        annotator: &str,
        progress: &Progress,
    ) -> Result<(Self, Report), OpenError> {
        Self::open_with(path, annotator, Options::default(), progress)
    }

    /// Opens a project, to be written in a way of one's choice. Where somebody else has the annotator's
    /// work open, it is opened for reading only.
    pub fn open_with(
        path: impl Into<Root>,
        annotator: &str,
        options: Options,
        progress: &Progress,
    ) -> Result<(Self, Report), OpenError> {
        let begun = begin(&path.into(), annotator, progress)?;
        let Begun {
            opened,
            known,
            annotator,
            name,
            own,
            lock,
            busy,
        } = begun;
        let mut report = opened.report;
        let root = opened.root;
        let waiting = opened.journals.iter().filter(|(_, it)| it.waits());
        let waiting = waiting.map(|(id, _)| id.clone()).collect();
        let (own, lock) = match lock {
            Ok(lock) => {
                if busy.is_empty() {
                    leftovers::sweep(&root);
                }
                let own = shortened(&root, &annotator, own, options);
                let readable = readable(own.as_ref());
                (own, readable.map(|()| lock))
            }
            Err(reason) => (own, Err(reason)),
        };
        let (lock, writable) = match lock {
            Ok(lock) => (Some(lock), Ok(())),
            Err(reason) => (None, Err(reason)),
        };
        let held = Held::new(lock);
        let writer = writable
            .and_then(|()| Journal::new(&root, &annotator, own.as_ref()).map_err(|it| it.trouble))
            .and_then(|it| Writer::start(&root, it, opened.incomplete, options, (&known, &held)));
        let mut workspace = Self {
            root,
            options,
            project: opened.project,
            protected: opened.protected,
            annotator,
            annotator_name: name,
            past: Past::default(),
            revision: 0,
            backed_up: None,
            waiting,
            known,
            unsaved: Unsaved::default(),
            watch: None,
            writer,
            borrowed: Vec::new(),
            held,
        };
        // The files of those who are at work are theirs to write.
        let mut behind = opened.behind;
        behind.layers.retain(|it| !busy.contains(&it.annotator));
        let mut journals = opened.journals;
        journals.retain(|id, _| !busy.contains(id));
        workspace.catch_up(&behind, own, journals);
        report.notices.extend(acts::lacking(&workspace.past));
        Ok((workspace, report))
    }

    /// Changes how the project is written from now on.
    pub fn set_options(&mut self, options: Options) {
        self.options = options;
        if let Ok(writer) = &mut self.writer {
            writer.sync_at_once = options.sync_at_once;
            writer.set_limits(options.backups);
        }
    }

    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Who labels now.
    pub fn annotator(&self) -> &AnnotatorId {
        &self.annotator
    }

    pub fn annotator_name(&self) -> &str {
        &self.annotator_name
    }

    pub fn history(&self) -> &History {
        &self.past.history
    }

    /// The steps that can be undone and done again, to be read.
    pub fn timeline(&self) -> &[Entry] {
        self.past.timeline.entries()
    }

    /// Whether everything is in the files, and if not, why.
    pub fn saved(&self) -> Saved {
        match &self.writer {
            Ok(writer) => writer.saved(),
            Err(reason) => Saved::ReadOnly(reason.clone()),
        }
    }

    /// The number of the last step in the journal of this annotator, and of the last one that a power
    /// cut would not take.
    pub fn entries(&self) -> (u64, u64) {
        self.writer
            .as_ref()
            .map(Writer::entries)
            .unwrap_or_default()
    }

    /// Whether somebody else has, or had, the work of this annotator open to write in it.
    pub fn is_held(&self) -> bool {
        matches!(
            self.writer,
            Err(Trouble::Held { .. } | Trouble::HeldStale { .. } | Trouble::Released { .. })
        )
    }

    /// Why the layer cannot be changed, if it cannot.
    pub fn protected(&self, key: &LayerKey) -> Option<&Trouble> {
        self.protected.reason(key)
    }

    /// Waits until everything is in the files.
    pub fn flush(&self) -> Result<(), SaveFailure> {
        match &self.writer {
            Ok(writer) => writer.flush(),
            Err(_) => Ok(()),
        }
    }

    /// The same; what another program has done to files that are to be written is taken in first.
    pub fn settle(&mut self) -> Result<(), SaveFailure> {
        for _ in 0..3 {
            match self.flush() {
                Err(it) if it.trouble == (Trouble::ChangedElsewhere {}) => {
                    self.look_now();
                }
                done => return done,
            }
        }
        self.flush()
    }

    /// The layer of this annotator on a document.
    pub fn key(&self, document: &DocumentId) -> LayerKey {
        LayerKey {
            annotator: self.annotator.clone(),
            document: document.clone(),
        }
    }

    /// An id for a new span, not used in the layer.
    pub fn new_span_id(&self, key: &LayerKey) -> SpanId {
        let layer = self.project.layer(key);
        unused(
            || SpanId::new(short_id("s", paths::random())),
            |id| layer.is_some_and(|it| it.record(id).is_some()),
        )
    }

    /// An id for a new link, not used in the layer.
    pub fn new_link_id(&self, key: &LayerKey) -> LinkId {
        let layer = self.project.layer(key);
        unused(
            || LinkId::new(short_id("l", paths::random())),
            |id| layer.is_some_and(|it| it.link(id).is_some()),
        )
    }

    /// The moment, to the second.
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }
}

fn unused<T>(make: impl Fn() -> T, taken: impl Fn(&T) -> bool) -> T {
    loop {
        let id = make();
        if !taken(&id) {
            return id;
        }
    }
}

/// The annotator meant by a name or an id; a new id where nobody of that name is listed.
fn identify(project: &Project, name: &str) -> (AnnotatorId, String) {
    let name = name.trim();
    let name = if name.is_empty() { "annotator" } else { name };
    let exact = project.annotators.get_key_value(&AnnotatorId::new(name));
    let same_name = || {
        let mut all = project.annotators.iter();
        all.find(|(_, it)| it.name.to_lowercase() == name.to_lowercase())
    };
    let plain = slug(name);
    // The id is what people type: `Anna` is `anna`, whatever name stands beside it.
    let same_id = || project.annotators.get_key_value(&AnnotatorId::new(&plain));
    if let Some((id, it)) = exact.or_else(same_name).or_else(same_id) {
        return (id.clone(), it.name.clone());
    }
    let numbered = (2u32..).map(|n| format!("{plain}-{n}"));
    let id = std::iter::once(plain.clone())
        .chain(numbered)
        .map(AnnotatorId::new)
        .find(|it| !project.annotators.contains_key(it));
    (
        id.unwrap_or_else(|| AnnotatorId::new(&plain)),
        name.to_owned(),
    )
}

/// Opens a project and takes the annotator's lock. What somebody wrote between the one and the other is
/// not missed.
fn begin(given: &Root, annotator: &str, progress: &Progress) -> Result<Begun, OpenError> {
    let root = open::project_at(given)?;
    let broken_off = backups::go_on(&root);
    let mut lock: Option<Lock> = None;
    loop {
        let known = Known::new(known::look(&root));
        let mut opened = open::open(root.clone(), progress)?;
        let (id, name) = identify(&opened.project, annotator);
        let own = opened.journals.remove(&id);
        let had_lock = lock.as_ref().is_some_and(|it| *it.annotator() == id);
        let taken = match lock.take().filter(|_| had_lock) {
            Some(lock) => Ok(lock),
            None => broken_off
                .clone()
                .and_then(|()| writable(&root, opened.unseen.clone(), own.as_ref()))
                .and_then(|()| Lock::take(&root, &id).map_err(read_only)),
        };
        match taken {
            Ok(taken) if !had_lock && has_grown(&root, &id, own.as_ref()) => lock = Some(taken),
            taken => {
                let busy = lock::others(&root, taken.as_ref().ok());
                return Ok(Begun {
                    opened,
                    known,
                    annotator: id,
                    name,
                    own,
                    lock: taken,
                    busy,
                });
            }
        }
    }
}

/// Whether the journal is no longer as it was found.
fn has_grown(root: &Root, annotator: &AnnotatorId, own: Option<&Found>) -> bool {
    let now = paths::journal(annotator).ok();
    let now = now.and_then(|it| root.files().metadata(&root.join(it)).ok());
    now.is_some_and(|it| it.length != own.map_or(0, Found::length))
}

/// Whether all was seen and the folder can be written.
fn writable(root: &Root, unseen: Option<Trouble>, own: Option<&Found>) -> Result<(), Trouble> {
    if let Some(trouble) = unseen {
        return Err(read_only(trouble));
    }
    readable(own)?;
    set_aside::prepare(root).map_err(read_only)
}

/// Whether the journal could be read: else nobody knows how to go on in it.
fn readable(own: Option<&Found>) -> Result<(), Trouble> {
    match own.and_then(Found::unreadable) {
        Some(trouble) => Err(read_only(trouble.clone())),
        None => Ok(()),
    }
}

fn read_only(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::CannotWrite { reason } | Trouble::Unreadable { reason } => {
            Trouble::ReadOnly { reason }
        }
        held @ (Trouble::Held { .. } | Trouble::HeldStale { .. }) => held,
        other => Trouble::ReadOnly {
            reason: other.to_string(),
        },
    }
}

/// The journal without what is too old. If it cannot be written anew, it stays as it was.
fn shortened(
    root: &Root,
    annotator: &AnnotatorId,
    own: Option<Found>,
    options: Options,
) -> Option<Found> {
    let before = |it| Timestamp::now().checked_sub(it).ok();
    match (own, options.history.and_then(before)) {
        (Some(own), Some(before)) => journal::shorten(root, annotator, own, before)
            .map_or_else(|_| journal::find(root, annotator), Some),
        (own, _) => own,
    }
}
