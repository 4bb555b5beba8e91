//! The only way a project changes. An [`Edit`] sets one record, or removes it; applying it gives back
//! the edit that restores what was there. Edits do not judge: rules are in [`check`](super::check).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::annotation::{Layer, Link, Span, Status};
use super::document::{Document, Meta, Source};
use super::id::{AnnotatorId, AttributeId, DocumentId, LinkId, SpanId, TargetId};
use super::project::{Annotator, LayerKey, Project, Target};
use super::schema::Schema;
use super::text::Text;
use super::value::Value;

/// One change of one record. `None` removes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Span(LayerKey, SpanId, Option<Arc<Span>>),
    Link(LayerKey, LinkId, Option<Arc<Link>>),
    Status(LayerKey, Status),
    /// An answer about a whole document.
    DocumentLabel(LayerKey, AttributeId, Option<Value>),
    /// What another version answered, left by a merge.
    OtherLabel(LayerKey, AttributeId, Option<Value>),
    Meta(DocumentId, Meta),
    Target(TargetId, Option<Target>),
    Annotator(AnnotatorId, Option<Annotator>),
    /// Adds a document at a place of the list, or takes it out of the project (its layers stay).
    Document(DocumentId, Option<(usize, Arc<Document>)>),
    /// Puts another text in place of a document's, with what every annotator says about it.
    Text(DocumentId, Arc<Version>),
    Schema(Arc<Schema>),
    Guidelines(Arc<str>),
    Name(String),
}

/// A text, and all that is said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Version {
    pub text: Text,
    pub source: Source,
    pub layers: BTreeMap<AnnotatorId, Arc<Layer>>,
}

impl Edit {
    /// The layer this edit touches, if it touches one.
    pub fn layer(&self) -> Option<&LayerKey> {
        match self {
            Self::Span(key, ..)
            | Self::Link(key, ..)
            | Self::Status(key, _)
            | Self::DocumentLabel(key, ..)
            | Self::OtherLabel(key, ..) => Some(key),
            Self::Meta(..)
            | Self::Target(..)
            | Self::Annotator(..)
            | Self::Document(..)
            | Self::Text(..)
            | Self::Schema(_)
            | Self::Guidelines(_)
            | Self::Name(_) => None,
        }
    }
}

impl Project {
    /// Applies an edit and returns its inverse.
    pub fn apply(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Span(key, id, value) => {
                let before = self.layer_mut(&key).set_span(&id, value);
                Edit::Span(key, id, before)
            }
            Edit::Link(key, id, value) => {
                let before = self.layer_mut(&key).set_link(&id, value);
                Edit::Link(key, id, before)
            }
            Edit::Status(key, status) => {
                let before = std::mem::replace(&mut self.layer_mut(&key).status, status);
                Edit::Status(key, before)
            }
            Edit::DocumentLabel(key, id, value) => {
                let before = self.layer_mut(&key).labels.set(&id, value);
                Edit::DocumentLabel(key, id, before)
            }
            Edit::OtherLabel(key, id, value) => {
                let before = self.layer_mut(&key).other_labels.set(&id, value);
                Edit::OtherLabel(key, id, before)
            }
            Edit::Meta(id, meta) => self.set_meta(id, meta),
            Edit::Target(id, value) => {
                let before = set(Arc::make_mut(&mut self.targets), &id, value);
                Edit::Target(id, before)
            }
            Edit::Annotator(id, value) => {
                let before = set(Arc::make_mut(&mut self.annotators), &id, value);
                Edit::Annotator(id, before)
            }
            Edit::Document(id, value) => self.set_document(id, value),
            Edit::Text(id, version) => self.set_version(id, &version),
            Edit::Schema(schema) => Edit::Schema(std::mem::replace(&mut self.schema, schema)),
            Edit::Guidelines(text) => {
                Edit::Guidelines(std::mem::replace(&mut self.guidelines, text))
            }
            Edit::Name(name) => Edit::Name(std::mem::replace(&mut self.name, name)),
        }
    }

    fn set_meta(&mut self, id: DocumentId, meta: Meta) -> Edit {
        match Arc::make_mut(&mut self.documents).get_mut(&id) {
            Some(document) => {
                let before = std::mem::replace(&mut Arc::make_mut(document).meta, meta);
                Edit::Meta(id, before)
            }
            None => Edit::Meta(id, meta),
        }
    }

    fn set_version(&mut self, id: DocumentId, version: &Version) -> Edit {
        let before = self.version(&id);
        if let Some(document) = Arc::make_mut(&mut self.documents).get_mut(&id) {
            let document = Arc::make_mut(document);
            document.text = version.text.clone();
            document.source = version.source.clone();
        }
        for layers in self.layers.values_mut() {
            if layers.contains_key(&id) {
                Arc::make_mut(layers).remove(&id);
            }
        }
        for (annotator, layer) in &version.layers {
            let layers = self.layers.entry(annotator.clone()).or_default();
            Arc::make_mut(layers).insert(id.clone(), Arc::clone(layer));
        }
        Edit::Text(id, Arc::new(before))
    }

    /// The text of a document, and all that is said about it.
    pub fn version(&self, id: &DocumentId) -> Version {
        let document = self.document(id);
        let layers = self.layers.iter();
        let layers = layers.filter_map(|(by, it)| Some((by.clone(), Arc::clone(it.get(id)?))));
        Version {
            text: document.map(|it| it.text.clone()).unwrap_or_default(),
            source: document.map(|it| it.source.clone()).unwrap_or_default(),
            layers: layers.collect(),
        }
    }

    fn set_document(&mut self, id: DocumentId, value: Option<(usize, Arc<Document>)>) -> Edit {
        let order = Arc::make_mut(&mut self.order);
        let place = order.iter().position(|it| *it == id);
        if let Some(i) = place {
            order.remove(i);
        }
        let (at, document) = value.map_or((0, None), |(at, document)| (at, Some(document)));
        if document.is_some() {
            order.insert(at.min(order.len()), id.clone());
        }
        let before = set(Arc::make_mut(&mut self.documents), &id, document);
        Edit::Document(id, place.zip(before))
    }
}

fn set<K: Ord + Clone, V>(table: &mut BTreeMap<K, V>, key: &K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => table.insert(key.clone(), value),
        None => table.remove(key),
    }
}
