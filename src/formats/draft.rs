//! What a reader gives: a document as another program left it, its records named as they were there.
//! [`gather`](super::gather) makes of drafts what the program works with.

use std::ops::Range;

use jiff::Timestamp;

use crate::model::annotation::{Origin, Status};
use crate::model::document::Meta;
use crate::model::text::Text;
use crate::model::value::Value;

/// A document that comes in.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Where it came from, as a path with `/`, such as `letters/004.txt`; made unique when it is taken in.
    pub name: String,
    pub text: Text,
    pub meta: Meta,
    /// The bytes that the text was decoded from; without them it is stored as UTF-8.
    pub stored: Option<Stored>,
    /// What was said of it, annotator by annotator.
    pub layers: Vec<DraftLayer>,
}

/// The bytes of a text as they came, kept as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub bytes: Vec<u8>,
    /// WHATWG name.
    pub encoding: String,
}

/// What one annotator said of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftLayer {
    /// Empty where the source does not say: then it is whoever takes it in.
    pub annotator: String,
    pub status: Status,
    /// About the document as a whole, by the name of the question.
    pub answers: Vec<(String, Answer)>,
    pub spans: Vec<DraftSpan>,
    pub links: Vec<DraftLink>,
}

/// A stretch of text with a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftSpan {
    /// As the source names it, for links; it stays the id where it can. Empty: none.
    pub id: String,
    pub label: String,
    /// Fragments in bytes of the text, half-open.
    pub at: Vec<Range<usize>>,
    pub answers: Vec<(String, Answer)>,
    pub note: String,
    /// Who made it and when, where the source says.
    pub by: Option<String>,
    pub when: Option<Timestamp>,
    pub origin: Option<Origin>,
}

/// A link from one span to another of the same layer, by their ids in the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftLink {
    pub id: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    pub by: Option<String>,
    pub when: Option<Timestamp>,
}

/// An answer as the source gives it; what kind of question it answers is seen from all of them together.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Flag(bool),
    Number(f64),
    Text(String),
    Several(Vec<String>),
    /// From a format that keeps our own kinds apart.
    Value(Value),
}

impl Answer {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl Draft {
    /// A text without anything said of it.
    pub fn new(name: impl Into<String>, text: impl Into<std::sync::Arc<str>>) -> Self {
        Self {
            name: name.into(),
            text: Text::new(text),
            ..Self::default()
        }
    }

    /// The layer of whoever takes the draft in.
    pub fn layer(&mut self) -> &mut DraftLayer {
        self.layer_of("")
    }

    /// The layer of this annotator, made if there is none.
    pub fn layer_of(&mut self, annotator: &str) -> &mut DraftLayer {
        let place = self.layers.iter().position(|it| it.annotator == annotator);
        let place = place.unwrap_or_else(|| {
            self.layers.push(DraftLayer {
                annotator: annotator.to_owned(),
                ..DraftLayer::default()
            });
            self.layers.len() - 1
        });
        &mut self.layers[place]
    }

    /// Keeps something that the program has no place for, to be written back by the same format: one
    /// piece after another, as `format` will want them again (see [`extras`]).
    pub fn keep_extra(&mut self, format: &str, piece: &str) {
        let kept = self.meta.fields.entry(extra_field(format)).or_default();
        if !kept.is_empty() {
            kept.push('\n');
        }
        kept.push_str(piece);
    }
}

/// The field of a document's metadata that keeps what only `format` understands.
pub fn extra_field(format: &str) -> String {
    format!("{EXTRA}{format}")
}

/// What was kept of a document for a format, as it was kept.
pub fn extras<'a>(meta: &'a Meta, format: &str) -> Option<&'a str> {
    meta.fields.get(&extra_field(format)).map(String::as_str)
}

/// Whether a field of a document's metadata is one of the analyst's, not something kept for a format.
pub fn is_own_field(name: &str) -> bool {
    !name.starts_with(EXTRA)
}

/// The name of the formats that a field of the metadata is kept for; `None` for one of the analyst's.
pub fn kept_for(name: &str) -> Option<&str> {
    name.strip_prefix(EXTRA)
        .filter(|_| name != super::meta::KINDS)
}

const EXTRA: &str = "extra:";

/// What a format says that writes whatever any format kept.
pub const EVERYTHING: &str = "*";
