//! What is to be written: for each file the newest snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{LayerKey, Project};
use crate::store::backup::{Cut, Limits, Reason};
use crate::store::journal::Found;
use crate::store::notice::SaveFailure;

/// A file, by what it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::workspace) enum Part {
    Layer(LayerKey),
    Project,
    Guidelines,
}

/// What the writer knows.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent flags under one lock"
)]
pub(super) struct State {
    pub queue: Queue,
    /// A step is being done: the queue is not complete until it is queued.
    pub held: bool,
    /// Whether the writer is at work on what it took from the queue.
    pub writing: bool,
    /// Why the last attempt failed.
    pub failure: Option<SaveFailure>,
    /// Failures so far.
    pub n_failures: u64,
    /// Layers whose file is to be kept aside before it is written.
    pub keep: BTreeSet<LayerKey>,
    /// For each file written since the opening, the first entry of the journal that it may lack.
    pub written: BTreeMap<Part, u64>,
    /// How many backups are kept.
    pub limits: Limits,
    /// Why the last backup could not be made, until somebody asks.
    pub backup_failure: Option<SaveFailure>,
    /// Somebody waits: write at once.
    pub hurry: bool,
    /// Write the rest and end.
    pub closing: bool,
    /// The thread has ended.
    pub ended: bool,
}

impl State {
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty() && !self.writing
    }
}

/// Snapshots of the files that are behind.
#[derive(Default)]
pub(super) struct Queue {
    pub layers: BTreeMap<LayerKey, Snapshot>,
    /// Without its layers.
    pub project: Option<Project>,
    pub guidelines: Option<Arc<str>>,
    /// Documents whose file is to hold their text.
    pub texts: BTreeMap<DocumentId, Arc<Document>>,
    /// The last entry of the journal: to be synced, and to be checkpointed once all is written.
    pub journal: Option<u64>,
    /// Journals of others, to be checkpointed or kept aside once all is written.
    pub others: Vec<(AnnotatorId, Found)>,
    /// Backups to be made before anything else is written.
    pub backups: Vec<Order>,
}

/// A backup of how things stood when it was asked for.
pub(super) struct Order {
    pub reason: Reason,
    /// The journal as long as it was then.
    pub cut: Cut,
}

/// A layer as it was after the last step.
pub(super) struct Snapshot {
    pub document: Arc<Document>,
    /// `None` only while a step changes it.
    pub layer: Option<Arc<Layer>>,
}

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
            && self.project.is_none()
            && self.guidelines.is_none()
            && self.texts.is_empty()
            && self.journal.is_none()
            && self.others.is_empty()
            && self.backups.is_empty()
    }

    pub fn put_layer(
        &mut self,
        key: &LayerKey,
        document: Option<&Arc<Document>>,
        layer: &Arc<Layer>,
    ) {
        let layer = Some(Arc::clone(layer));
        match (self.layers.get_mut(key), document) {
            (Some(snapshot), document) => {
                snapshot.layer = layer;
                if let Some(document) = document {
                    snapshot.document = Arc::clone(document);
                }
            }
            (None, Some(document)) => {
                let document = Arc::clone(document);
                self.layers
                    .insert(key.clone(), Snapshot { document, layer });
            }
            // Without the text nothing can be written; the file stays as it was when the document went.
            (None, None) => {}
        }
    }

    /// Puts back what was not written, unless something newer waits already.
    pub fn put_back(&mut self, rest: Self) {
        for (key, snapshot) in rest.layers {
            self.layers.entry(key).or_insert(snapshot);
        }
        self.project = self.project.take().or(rest.project);
        self.guidelines = self.guidelines.take().or(rest.guidelines);
        for (id, document) in rest.texts {
            self.texts.entry(id).or_insert(document);
        }
        self.journal = self.journal.or(rest.journal);
        self.backups.splice(0..0, rest.backups);
        if self.others.is_empty() {
            self.others = rest.others;
        }
    }
}
