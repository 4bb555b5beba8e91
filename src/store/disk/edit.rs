//! The shape of an edit in a journal: like the records of the files, positions in code points.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotations::{AnnotationsFile, LinkRecord, SpanRecord};
use super::project::Entry;
use crate::model::annotation::Status;
use crate::model::document::{Document, Meta};
use crate::model::edit::{Edit, Version};
use crate::model::id::{AnnotatorId, AttributeId, DocumentId, LinkId, SpanId, TargetId};
use crate::model::project::{Annotator, LayerKey, Target};
use crate::model::schema::Schema;
use crate::model::value::Value;
use crate::store::notice::Trouble;

/// Finds a document of the project, or one that was or will be in it.
pub type Texts<'a> = dyn Fn(&DocumentId) -> Option<Arc<Document>> + 'a;

/// Reads the text of a document that is added.
pub type Load<'a> = dyn Fn(Entry) -> Result<Arc<Document>, Trouble> + 'a;

/// An edit as saved. `None` removes the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Edit")]
pub enum SavedEdit {
    /// Annotator, document, id, record.
    Span(AnnotatorId, DocumentId, SpanId, Option<SpanRecord>),
    Link(AnnotatorId, DocumentId, LinkId, Option<LinkRecord>),
    Status(AnnotatorId, DocumentId, Status),
    DocumentLabel(AnnotatorId, DocumentId, AttributeId, Option<Value>),
    OtherLabel(AnnotatorId, DocumentId, AttributeId, Option<Value>),
    Meta(DocumentId, Meta),
    Target(TargetId, Option<Target>),
    Annotator(AnnotatorId, Option<Annotator>),
    /// Its place in the list, and what `project.ron` says of it; the text is in `texts/`.
    Document(DocumentId, Option<(usize, Entry)>),
    /// Hash and encoding of the text, which is among the revisions, and the annotations on it.
    Text(DocumentId, String, String, Vec<AnnotationsFile>),
    Schema(Schema),
    Guidelines(String),
    Name(String),
}

impl SavedEdit {
    pub fn of(edit: &Edit, texts: &Texts) -> Result<Self, Trouble> {
        Ok(match edit {
            Edit::Span(
                LayerKey {
                    annotator,
                    document,
                },
                id,
                span,
            ) => {
                let record = match span {
                    Some(span) => Some(SpanRecord::of(
                        span,
                        annotator,
                        &find(texts, document)?.text,
                    )?),
                    None => None,
                };
                Self::Span(annotator.clone(), document.clone(), id.clone(), record)
            }
            Edit::Link(
                LayerKey {
                    annotator,
                    document,
                },
                id,
                link,
            ) => {
                let record = link.as_ref().map(|it| LinkRecord::of(it, annotator));
                Self::Link(annotator.clone(), document.clone(), id.clone(), record)
            }
            Edit::Status(key, status) => {
                Self::Status(key.annotator.clone(), key.document.clone(), *status)
            }
            Edit::DocumentLabel(key, id, value) => Self::DocumentLabel(
                key.annotator.clone(),
                key.document.clone(),
                id.clone(),
                value.clone(),
            ),
            Edit::OtherLabel(key, id, value) => Self::OtherLabel(
                key.annotator.clone(),
                key.document.clone(),
                id.clone(),
                value.clone(),
            ),
            Edit::Meta(id, meta) => Self::Meta(id.clone(), meta.clone()),
            Edit::Target(id, target) => Self::Target(id.clone(), target.clone()),
            Edit::Annotator(id, annotator) => Self::Annotator(id.clone(), annotator.clone()),
            Edit::Document(id, value) => {
                let entry = value.as_ref().map(|(at, it)| (*at, Entry::of(it)));
                Self::Document(id.clone(), entry)
            }
            Edit::Text(id, version) => text_of(id, version)?,
            Edit::Schema(schema) => Self::Schema(Schema::clone(schema)),
            Edit::Guidelines(text) => Self::Guidelines(text.to_string()),
            Edit::Name(name) => Self::Name(name.clone()),
        })
    }

    /// Whether a record has the id that it is set under.
    fn is_consistent(&self) -> bool {
        match self {
            Self::Span(_, _, id, Some(record)) => record.id == *id,
            Self::Link(_, _, id, Some(record)) => record.id == *id,
            Self::Document(id, Some((_, entry))) => entry.id == id.as_str(),
            _ => true,
        }
    }

    /// The edit, with the texts it needs; a span whose quote is not where it says is refused. `load`
    /// reads the text of a document that is added.
    pub fn into_edit(self, texts: &Texts, load: &Load) -> Result<Edit, Trouble> {
        if !self.is_consistent() {
            return Err(Trouble::JournalUnfit {});
        }
        let key = |annotator, document| LayerKey {
            annotator,
            document,
        };
        Ok(match self {
            Self::Span(annotator, document, id, record) => {
                let span = match record {
                    Some(record) => {
                        let text = &find(texts, &document)?.text;
                        Some(Arc::new(record.into_span(&annotator, text)?))
                    }
                    None => None,
                };
                Edit::Span(key(annotator, document), id, span)
            }
            Self::Link(annotator, document, id, record) => {
                let link = record.map(|it| Arc::new(it.into_link(&annotator)));
                Edit::Link(key(annotator, document), id, link)
            }
            Self::Status(annotator, document, status) => {
                Edit::Status(key(annotator, document), status)
            }
            Self::DocumentLabel(annotator, document, id, value) => {
                Edit::DocumentLabel(key(annotator, document), id, value)
            }
            Self::OtherLabel(annotator, document, id, value) => {
                Edit::OtherLabel(key(annotator, document), id, value)
            }
            Self::Meta(id, meta) => Edit::Meta(id, meta),
            Self::Target(id, target) => Edit::Target(id, target),
            Self::Annotator(id, annotator) => Edit::Annotator(id, annotator),
            Self::Document(id, entry) => {
                let document = match entry {
                    Some((at, entry)) => Some((at, load(entry)?)),
                    None => None,
                };
                Edit::Document(id, document)
            }
            Self::Text(id, sha256, encoding, layers) => {
                version_of(id, sha256, encoding, layers, load)?
            }
            Self::Schema(schema) => Edit::Schema(Arc::new(schema)),
            Self::Guidelines(text) => Edit::Guidelines(text.into()),
            Self::Name(name) => Edit::Name(name),
        })
    }
}

fn text_of(id: &DocumentId, version: &Version) -> Result<SavedEdit, Trouble> {
    let document = Document {
        id: id.clone(),
        meta: Meta::default(),
        text: version.text.clone(),
        source: version.source.clone(),
    };
    let layers = version.layers.iter();
    let files = layers.map(|(annotator, it)| AnnotationsFile::of(annotator, &document, it));
    let (sha256, encoding) = (
        version.source.sha256.clone(),
        version.source.encoding.clone(),
    );
    let files = files.collect::<Result<_, _>>()?;
    Ok(SavedEdit::Text(id.clone(), sha256, encoding, files))
}

fn version_of(
    id: DocumentId,
    sha256: String,
    encoding: String,
    files: Vec<AnnotationsFile>,
    load: &Load,
) -> Result<Edit, Trouble> {
    let entry = Entry {
        id: id.to_string(),
        sha256,
        encoding,
        ..Entry::default()
    };
    let document = load(entry)?;
    let layer = |file: AnnotationsFile| {
        let annotator = AnnotatorId::new(&file.annotator);
        let layer = file.into_layer(&annotator, &document.text)?;
        Ok((annotator, Arc::new(layer)))
    };
    let layers = files
        .into_iter()
        .map(layer)
        .collect::<Result<_, Trouble>>()?;
    let version = Version {
        text: document.text.clone(),
        source: document.source.clone(),
        layers,
    };
    Ok(Edit::Text(id, Arc::new(version)))
}

fn find(texts: &Texts, id: &DocumentId) -> Result<Arc<Document>, Trouble> {
    texts(id).ok_or_else(|| Trouble::UnknownDocument {
        document: id.as_str().to_owned(),
    })
}
