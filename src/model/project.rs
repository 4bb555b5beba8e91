//! The whole project as a value: documents, schema, targets, annotators and their layers. Its tables
//! are shared, so a copy for a job costs nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotation::Layer;
use super::document::Document;
use super::id::{AnnotatorId, DocumentId, TargetId};
use super::schema::Schema;

/// A project, complete and without files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    pub name: String,
    pub schema: Arc<Schema>,
    /// How to label, in Markdown.
    pub guidelines: Arc<str>,
    pub targets: Arc<BTreeMap<TargetId, Target>>,
    pub annotators: Arc<BTreeMap<AnnotatorId, Annotator>>,
    pub documents: Arc<BTreeMap<DocumentId, Arc<Document>>>,
    /// The order in which documents are listed; the same set as `documents`.
    pub order: Arc<Vec<DocumentId>>,
    pub layers: BTreeMap<AnnotatorId, Arc<BTreeMap<DocumentId, Arc<Layer>>>>,
}

/// What a stance may be about; shared by all documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub name: String,
}

/// Who labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotator {
    pub name: String,
}

/// The work of one annotator on one document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayerKey {
    pub annotator: AnnotatorId,
    pub document: DocumentId,
}

impl Project {
    pub fn document(&self, id: &DocumentId) -> Option<&Arc<Document>> {
        self.documents.get(id)
    }

    /// What was said so far, or `None` if nothing was.
    pub fn layer(&self, key: &LayerKey) -> Option<&Arc<Layer>> {
        self.layers.get(&key.annotator)?.get(&key.document)
    }

    /// The documents in the order they are listed.
    pub fn listed(&self) -> impl DoubleEndedIterator<Item = &Arc<Document>> {
        self.order.iter().filter_map(|id| self.documents.get(id))
    }

    /// The name of a target, or its id where the list does not know it.
    pub fn target_name<'a>(&'a self, id: &'a TargetId) -> &'a str {
        self.targets
            .get(id)
            .map_or(id.as_str(), |it| it.name.as_str())
    }

    /// Every layer with its key, sorted by annotator and document.
    pub fn all_layers(&self) -> impl Iterator<Item = (LayerKey, &Arc<Layer>)> {
        self.layers.iter().flat_map(|(annotator, layers)| {
            layers.iter().map(|(document, layer)| {
                (
                    LayerKey {
                        annotator: annotator.clone(),
                        document: document.clone(),
                    },
                    layer,
                )
            })
        })
    }

    /// The layer to change, made when there is none yet.
    pub(crate) fn layer_mut(&mut self, key: &LayerKey) -> &mut Layer {
        let layers = Arc::make_mut(self.layers.entry(key.annotator.clone()).or_default());
        Arc::make_mut(layers.entry(key.document.clone()).or_default())
    }
}
