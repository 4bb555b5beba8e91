//! All that is said about a document: in the project, or in files that were left alone because they are about
//! another text.

use std::sync::Arc;

use super::former;
use crate::model::annotation::{Former, Layer, Span};
use crate::model::document::{Document, Source};
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::{LayerKey, Project};
use crate::model::text::Text;
use crate::store::disk::{self, AnnotationsFile, SpanRecord};
use crate::store::files::Root;
use crate::store::open::{MAX_RON_BYTES, Protected, read_inside};
use crate::store::{decode, paths, revisions};

/// What one annotator says.
pub(super) struct Said {
    pub key: LayerKey,
    about: About,
}

enum About {
    /// The text that the project has.
    Present(Arc<Layer>),
    /// An earlier text that was kept.
    Kept(Box<Text>, Arc<Layer>),
    /// A text that is not known any more.
    Unknown(Box<AnnotationsFile>),
}

/// What every annotator says about a document. A file that cannot be understood stays left alone.
pub(super) fn said(
    root: &Root,
    project: &Project,
    protected: &Protected,
    id: &DocumentId,
) -> Vec<Said> {
    let Some(document) = project.document(id) else {
        return Vec::new();
    };
    let present = project.version(id).layers.into_iter();
    let mut all: Vec<Said> = present
        .map(|(annotator, layer)| Said {
            key: key(&annotator, id),
            about: About::Present(layer),
        })
        .collect();
    for key in protected.layers.keys().filter(|it| it.document == *id) {
        let is_there = all.iter().any(|it| it.key == *key);
        if let Some(about) = left_alone(root, document, key).filter(|_| !is_there) {
            let key = key.clone();
            all.push(Said { key, about });
        }
    }
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

fn key(annotator: &AnnotatorId, document: &DocumentId) -> LayerKey {
    LayerKey {
        annotator: annotator.clone(),
        document: document.clone(),
    }
}

/// What a file says that was left alone.
fn left_alone(root: &Root, document: &Document, key: &LayerKey) -> Option<About> {
    let path = paths::layer(key).ok()?;
    let bytes = read_inside(root, &path, MAX_RON_BYTES).ok()?;
    let file: AnnotationsFile = disk::read(&bytes).ok()?;
    disk::check_format(file.format).ok()?;
    let is_here =
        file.document == key.document.as_str() && file.annotator == key.annotator.as_str();
    if !is_here || has_twins(&file) {
        return None;
    }
    let source = Source {
        sha256: file.text_sha256.clone(),
        encoding: document.source.encoding.clone(),
    };
    let kept = revisions::find(root, &key.document, &source);
    let kept = kept.and_then(|it| decode::decode(&it, &source.encoding));
    let on_kept = kept.and_then(|it| {
        let text = Text::new(it.text);
        let layer = file.clone().into_layer(&key.annotator, &text).ok()?;
        Some(About::Kept(Box::new(text), Arc::new(layer)))
    });
    Some(on_kept.unwrap_or_else(|| About::Unknown(Box::new(file))))
}

/// Whether two records have one id: then one of them would be lost.
fn has_twins(file: &AnnotationsFile) -> bool {
    let mut ids: Vec<_> = file.spans.iter().map(|it| &it.id).collect();
    ids.sort();
    ids.windows(2).any(|it| it[0] == it[1])
}

impl Said {
    /// Whether it comes from a file that was left alone.
    pub fn is_adopted(&self) -> bool {
        !matches!(self.about, About::Present(_))
    }

    /// The text that it is about, where it is not that of the project and known.
    pub fn on(&self) -> Option<&Text> {
        match &self.about {
            About::Kept(text, _) => Some(text),
            About::Present(_) | About::Unknown(_) => None,
        }
    }

    /// The layer on the text that it is about.
    pub fn layer_on_text(&self) -> Arc<Layer> {
        match &self.about {
            About::Present(layer) | About::Kept(_, layer) => Arc::clone(layer),
            About::Unknown(_) => Arc::default(),
        }
    }

    /// The layer on the text of the project.
    pub fn layer(&self) -> Arc<Layer> {
        match &self.about {
            About::Present(layer) => Arc::clone(layer),
            About::Kept(text, layer) => without_places(layer, text),
            About::Unknown(_) => self.quoted_layer(),
        }
    }

    /// The layer with all records without a place.
    pub fn homeless(&self, document: &Document) -> Arc<Layer> {
        match &self.about {
            About::Present(layer) => without_places(layer, &document.text),
            _ => self.layer(),
        }
    }

    /// Records of which only the words are known, with the byte where they may be.
    pub fn quoted(&self) -> impl Iterator<Item = (Arc<Span>, Former, Option<usize>)> {
        let file = match &self.about {
            About::Unknown(file) => Some(file),
            About::Present(_) | About::Kept(..) => None,
        };
        let records = file.into_iter().flat_map(|it| &it.spans);
        records.map(|record| {
            let was = Former {
                quote: record.quote.0.clone(),
                ..Former::default()
            };
            let expected = record.at.first().map(|it| it.0);
            (Arc::new(self.homeless_span(record, &was)), was, expected)
        })
    }

    fn homeless_span(&self, record: &SpanRecord, was: &Former) -> Span {
        let record = record.clone();
        let annotator = &self.key.annotator;
        Span {
            id: record.id,
            label: record.label,
            at: Vec::new(),
            attributes: record.attributes.into_iter().collect(),
            note: record.note,
            origin: record.origin,
            by: record.by.unwrap_or_else(|| annotator.clone()),
            when: record.when,
            conflict: record.conflict,
            was: Some(Arc::new(record.was.unwrap_or_else(|| was.clone()))),
        }
    }

    fn quoted_layer(&self) -> Arc<Layer> {
        let About::Unknown(file) = &self.about else {
            return Arc::default();
        };
        let spans: Vec<Span> = self.quoted().map(|it| Span::clone(&it.0)).collect();
        let links = file.links.iter().cloned();
        let links = links.map(|it| it.into_link(&self.key.annotator));
        let labels = file.labels.clone().into_iter().collect();
        let mut layer = Layer::new(file.status, labels, spans, links);
        layer.other_labels = file.other_labels.clone().into_iter().collect();
        Arc::new(layer)
    }
}

/// The layer with its records waiting for a place.
fn without_places(layer: &Layer, text: &Text) -> Arc<Layer> {
    let mut out = layer.clone();
    for span in layer.spans() {
        let mut homeless = Span::clone(span);
        let was = || Arc::new(former(text.as_str(), &span.at));
        homeless.was = Some(span.was.clone().unwrap_or_else(was));
        homeless.at = Vec::new();
        out.set_span(&span.id, Some(Arc::new(homeless)));
    }
    Arc::new(out)
}
