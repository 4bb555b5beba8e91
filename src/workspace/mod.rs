//! The program without a face: an open project and its only writer, the settings, and work that
//! goes on beside.
//!
//! [`Workspace::run`] is the one way a project changes. A step is in the journal before `run` comes
//! back; the files follow in the background.

mod acts;
pub mod copy;
mod guard;
pub mod jobs;
mod jump;
mod kind;
pub mod options;
pub mod settings;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use crate::model::history::History;
use crate::model::id::{AnnotatorId, DocumentId, LinkId, SpanId, short_id, slug};
use crate::model::project::{LayerKey, Project};
use crate::model::timeline::Entry;
use crate::store::files::Root;
use crate::store::journal::{self, Found, Journal, Past};
use crate::store::notice::{OpenError, Report, SaveFailure, Trouble};
use crate::store::open::{self, Opened, Protected};
use crate::store::paths;
use crate::store::progress::Progress;
use crate::store::{leftovers, set_aside};

pub use jobs::{JobId, Jobs, Outcome};
pub use jump::Jump;
pub use kind::{Kind, kind_of};
pub use options::{Options, Pace};
pub use settings::Settings;
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
    /// Those whose journal holds steps that wait for files that could not be read.
    waiting: BTreeSet<AnnotatorId>,
    /// `Err` where the folder cannot be written: why.
    writer: Result<Writer, Trouble>,
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

    /// Opens a project, to be written in a way of one's choice.
    pub fn open_with(
        path: impl Into<Root>,
        annotator: &str,
        options: Options,
        progress: &Progress,
    ) -> Result<(Self, Report), OpenError> {
        let Opened {
            root,
            project,
            mut report,
            protected,
            incomplete,
            mut journals,
            behind,
            unseen,
        } = open::open(path, progress)?;
        let (annotator, annotator_name) = identify(&project, annotator);
        let waiting = journals.iter().filter(|(_, it)| it.waits());
        let waiting = waiting.map(|(id, _)| id.clone()).collect();
        let own = journals.remove(&annotator);
        let (own, writable) = match writable(&root, unseen, own.as_ref()) {
            Ok(()) => {
                leftovers::sweep(&root);
                (shortened(&root, &annotator, own, options), Ok(()))
            }
            Err(reason) => (own, Err(reason)),
        };
        let writer = writable
            .and_then(|()| Journal::new(&root, &annotator, own.as_ref()).map_err(|it| it.trouble))
            .and_then(|it| Writer::start(&root, it, incomplete, options));
        let mut workspace = Self {
            root,
            options,
            project,
            protected,
            annotator,
            annotator_name,
            past: Past::default(),
            revision: 0,
            waiting,
            writer,
        };
        workspace.catch_up(&behind, own, journals);
        report.notices.extend(acts::lacking(&workspace.past));
        Ok((workspace, report))
    }

    /// Changes how the project is written from now on.
    pub fn set_options(&mut self, options: Options) {
        self.options = options;
        if let Ok(writer) = &mut self.writer {
            writer.sync_at_once = options.sync_at_once;
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
            |id| layer.is_some_and(|it| it.span(id).is_some()),
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

/// Whether all was seen and the folder can be written.
fn writable(root: &Root, unseen: Option<Trouble>, own: Option<&Found>) -> Result<(), Trouble> {
    let read_only = |trouble: Trouble| match trouble {
        Trouble::CannotWrite { reason } | Trouble::Unreadable { reason } => {
            Trouble::ReadOnly { reason }
        }
        other => Trouble::ReadOnly {
            reason: other.to_string(),
        },
    };
    let unreadable = own.and_then(Found::unreadable).cloned();
    if let Some(trouble) = unseen.or(unreadable) {
        return Err(read_only(trouble));
    }
    set_aside::prepare(root).map_err(read_only)?;
    let probe = root.join(paths::PRIVATE).join("probe");
    let remove = |()| root.files().remove_file(&probe);
    let written = root.write(&probe, b"").and_then(remove);
    written.map_err(|error| Trouble::ReadOnly {
        reason: error.to_string(),
    })
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
