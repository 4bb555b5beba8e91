//! The program without a face: an open project and its only writer, the settings, and work that
//! goes on beside.
//!
//! [`Workspace::run`] is the one way a project changes. A step is in the journal before `run` comes
//! back; the files follow in the background.

mod acts;
pub mod copy;
mod guard;
pub mod jobs;
mod kind;
pub mod settings;
mod writer;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::model::history::History;
use crate::model::id::{AnnotatorId, DocumentId, LinkId, SpanId, short_id, slug};
use crate::model::project::{LayerKey, Project};
use crate::store::journal::{self, Journal, Past};
use crate::store::notice::{OpenError, Report, SaveFailure, Trouble};
use crate::store::open::{self, Opened, Protected};
use crate::store::paths;
use crate::store::progress::Progress;
use crate::store::{atomic, set_aside};

pub use jobs::{JobId, Jobs, Outcome};
pub use kind::{Kind, kind_of};
pub use settings::Settings;
pub use writer::Saved;
use writer::Writer;

/// An open project and its only writer.
pub struct Workspace {
    root: PathBuf,
    project: Project,
    protected: Protected,
    annotator: AnnotatorId,
    annotator_name: String,
    past: Past,
    revision: u64,
    /// `Err` where the folder cannot be written: why.
    writer: Result<Writer, Trouble>,
}

impl Workspace {
    /// Opens a project for an annotator, by name or id. One who is not listed yet is listed with the
    /// first step.
    pub fn open(
        path: &Path,
        annotator: &str,
        progress: &Progress,
    ) -> Result<(Self, Report), OpenError> {
        let Opened {
            root,
            project,
            report,
            protected,
            incomplete,
            mut journals,
            behind,
        } = open::open(path, progress)?;
        let (annotator, annotator_name) = identify(&project, annotator);
        let own = journals.remove(&annotator);
        let writer = probe(&root)
            .and_then(|()| Journal::new(&root, &annotator, own.as_ref()).map_err(|it| it.trouble))
            .and_then(|it| Writer::start(&root, it, incomplete));
        let past = own
            .as_ref()
            .map(|it| journal::past(it, &root, &project))
            .unwrap_or_default();
        let workspace = Self {
            root,
            project,
            protected,
            annotator,
            annotator_name,
            past,
            revision: 0,
            writer,
        };
        workspace.catch_up(&behind, own.as_ref(), journals);
        Ok((workspace, report))
    }

    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project folder.
    pub fn root(&self) -> &Path {
        &self.root
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

    /// Whether everything is in the files, and if not, why.
    pub fn saved(&self) -> Saved {
        match &self.writer {
            Ok(writer) => writer.saved(),
            Err(reason) => Saved::ReadOnly(reason.clone()),
        }
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

/// Whether the folder can be written.
fn probe(root: &Path) -> Result<(), Trouble> {
    let read_only = |reason: String| Trouble::ReadOnly { reason };
    set_aside::prepare(root).map_err(|trouble| match trouble {
        Trouble::CannotWrite { reason } => read_only(reason),
        other => read_only(other.to_string()),
    })?;
    let probe = root.join(paths::PRIVATE).join("probe");
    let written = atomic::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe));
    written.map_err(|error| read_only(error.to_string()))
}
