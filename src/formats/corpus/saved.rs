//! The shape of `corpus.ron`, version 1, as serde reads it. A change of it is a new version.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::model::annotation::{Origin, Status};
use crate::model::document::Meta;
use crate::model::id::{
    AnnotatorId, AttributeId, DocumentId, LabelId, LinkId, LinkKindId, SpanId, TargetId,
};
use crate::model::schema::Schema;
use crate::model::value::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Corpus")]
pub struct Corpus {
    /// The version; looked at before the rest is read.
    #[serde(rename = "format")]
    _format: u32,
    /// How positions are counted; there is one way.
    #[serde(rename = "unit")]
    _unit: Unit,
    #[serde(default)]
    pub name: String,
    pub schema: Schema,
    #[serde(default)]
    pub guidelines: String,
    #[serde(default)]
    pub targets: Vec<Target>,
    #[serde(default)]
    pub annotators: Vec<Annotator>,
    pub documents: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub id: TargetId,
    pub name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotator {
    pub id: AnnotatorId,
    pub name: String,
}

#[derive(Deserialize)]
enum Unit {
    CodePoint,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: DocumentId,
    #[serde(default)]
    pub meta: Meta,
    /// Where it is not given, the text itself is the source.
    #[serde(default)]
    pub source: Option<Source>,
    /// Checked where it is given.
    #[serde(default)]
    pub text_sha256: Option<String>,
    pub text: String,
    #[serde(default)]
    pub layers: Vec<Layer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub sha256: String,
    pub encoding: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    pub annotator: AnnotatorId,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub labels: BTreeMap<AttributeId, Value>,
    #[serde(default)]
    pub spans: Vec<Span>,
    #[serde(default)]
    pub links: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub id: SpanId,
    pub label: LabelId,
    /// Code points, half-open.
    pub at: Vec<(usize, usize)>,
    /// Checked where it is given.
    #[serde(default)]
    pub quote: Option<Quote>,
    #[serde(default)]
    pub attributes: BTreeMap<AttributeId, Value>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub origin: Origin,
    /// Who made it, where it is not the annotator of the layer.
    #[serde(default)]
    pub by: Option<AnnotatorId>,
    #[serde(default)]
    pub when: Timestamp,
}

/// The words of each fragment; those of a single one stand alone.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Quote {
    One(String),
    Several(Vec<String>),
}

impl Quote {
    pub fn into_parts(self) -> Vec<String> {
        match self {
            Self::One(it) => vec![it],
            Self::Several(them) => them,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub id: LinkId,
    pub kind: LinkKindId,
    pub from: SpanId,
    pub to: SpanId,
    #[serde(default)]
    pub by: Option<AnnotatorId>,
    #[serde(default)]
    pub when: Timestamp,
}
