//! What the formats of UIMA have in common: feature structures, the types they are of, and the views
//! (texts) they are about. [`xmi`](super::xmi) and [`casjson`](super::casjson) only differ in how it is
//! written down.
//!
//! An annotation becomes a span: its type is the label (`webanno.custom.X` is `X`, others keep their
//! package), its features are answers, what it refers to are links named by the feature. An annotation
//! with `Governor` and `Dependent`, or `source` and `target`, is a link itself. What has no place with
//! us, such as lists and annotations without width, is kept beside the text and written back.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub mod build;
pub mod draft;
pub mod ids;
mod kept;
pub mod run;
mod types;

pub(crate) use draft::label as label_of;
pub(crate) use kept::{keep_more, take_words};
pub use types::{Feature, Guess, Type, Types};

/// The name that extras are kept under, the same for all formats of UIMA.
pub const EXTRAS: &str = "uima";

/// Types that have a meaning of their own.
pub const ANNOTATION: &str = "uima.tcas.Annotation";
pub const DOCUMENT_ANNOTATION: &str = "uima.tcas.DocumentAnnotation";
pub const BASE: &str = "uima.cas.AnnotationBase";
pub const TOP: &str = "uima.cas.TOP";
pub const DOCUMENT: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
pub const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
pub const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
/// The id of sentences and words that were written for others to stand on, and are nobody's records.
pub const OURS: &str = "sententia";

/// Where layers of one's own are in `WebAnno` and `INCEpTION`.
pub const CUSTOM: &str = "webanno.custom.";
/// Our own: answers about a document, and a name and a text that is known of it.
pub const DOCUMENT_LABELS: &str = "webanno.custom.DocumentLabels";
pub const METADATA: &str = "webanno.custom.Metadata";
/// The feature that a note on a span is written as.
pub const NOTE: &str = "sententia_note";

/// Everything in a file.
#[derive(Clone, Debug, Default)]
pub struct Cas {
    pub types: Types,
    pub all: Vec<Fs>,
    pub sofas: Vec<Sofa>,
    /// Sentences and words to be written for others to stand on: so many that they are nothing but places.
    pub words: Words,
    /// The same as they were read, where their types are declared: nothing but what they are known by.
    pub ours: Vec<Ours>,
}

/// Sentences and words, numbered without a gap.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The place among all feature structures where they stand.
    pub before: usize,
    pub first_id: u64,
    pub sofa: u64,
    /// UTF-16; whether it is a sentence.
    pub all: Vec<(bool, Range<usize>)>,
}

impl Words {
    pub fn has(&self, id: u64) -> bool {
        let n = self.all.len() as u64;
        id >= self.first_id && id - self.first_id < n
    }

    /// Their ids, types and places.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &'static str, &Range<usize>)> {
        let all = (self.first_id..).zip(&self.all);
        all.map(|(id, (sentence, at))| (id, if *sentence { SENTENCE } else { TOKEN }, at))
    }
}

/// Sentences and words that nobody has marked, of one type and of one text.
#[derive(Clone, Debug, Default)]
pub struct Ours {
    pub kind: &'static str,
    pub sofa: Option<u64>,
    pub ids: ids::Ids,
}

/// A text, with what is to be found in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sofa {
    pub id: u64,
    /// `_InitialView` where there is only one.
    pub name: String,
    #[serde(skip)]
    pub text: Option<String>,
    /// `mimeType`, `sofaURI` and other things.
    pub features: Vec<(String, Feat)>,
    #[serde(skip)]
    pub members: Vec<u64>,
}

/// A feature structure: an annotation where it has a place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fs {
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sofa: Option<u64>,
    /// UTF-16, half-open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    pub features: Vec<(String, Feat)>,
}

/// The value of a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feat {
    /// A text, number or truth value, as XMI writes it; of an array of numbers all of them.
    Text(String),
    Ref(u64),
    /// 0 where an element is null.
    Refs(Vec<u64>),
    Texts(Vec<String>),
}

impl Fs {
    pub fn get(&self, name: &str) -> Option<&Feat> {
        let found = self.features.iter().find(|it| it.0 == name);
        found.map(|it| &it.1)
    }

    /// Whether it is a sentence or a word that nobody has marked.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self.kind.as_str(), SENTENCE | TOKEN) && self.text("id") == Some(OURS)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Feat::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn reference(&self, name: &str) -> Option<u64> {
        match self.get(name) {
            Some(Feat::Ref(id)) => Some(*id),
            _ => None,
        }
    }

    /// What a relation goes from and to.
    pub fn ends(&self) -> Option<(u64, u64)> {
        ENDS.iter()
            .find_map(|(from, to)| Some((self.reference(from)?, self.reference(to)?)))
    }
}

/// The features of relations, from and to.
pub const ENDS: [(&str, &str); 2] = [("Governor", "Dependent"), ("source", "target")];

/// The type of what nobody has marked, where its type and its id say so.
pub fn ours(kind: &str, id: Option<&str>) -> Option<&'static str> {
    let known = [TOKEN, SENTENCE].into_iter().find(|it| *it == kind)?;
    (id == Some(OURS)).then_some(known)
}

impl Cas {
    /// Feature structures by id.
    pub fn by_id(&self) -> HashMap<u64, &Fs> {
        self.all.iter().map(|it| (it.id, it)).collect()
    }

    /// Notes a sentence or a word that nobody has marked.
    pub fn add_ours(&mut self, kind: &'static str, sofa: Option<u64>, id: u64) {
        let known = self
            .ours
            .iter_mut()
            .find(|it| it.kind == kind && it.sofa == sofa);
        match known {
            Some(it) => drop(it.ids.insert(id)),
            None => {
                let mut ids = ids::Ids::default();
                ids.insert(id);
                self.ours.push(Ours { kind, sofa, ids });
            }
        }
    }
}

/// The last part of a type's name.
pub fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// A name as UIMA wants it: letters, digits and `_`, not a digit first.
pub fn identifier(name: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
    let mut plain: String = name.chars().map(plain).collect();
    if !plain.starts_with(|it: char| it.is_ascii_alphabetic()) {
        plain.insert(0, 'x');
    }
    plain
}
