//! A page as it is written: keys in their order, words lent from the project.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::super::value::to_text;
use super::{CONTEXT, OWN};
use crate::model::annotation::Attributes;
use crate::model::value::Value;

/// The page of a document.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    #[serde(rename = "@context")]
    pub context: Context,
    pub id: String,
    pub items: Items<'a>,
    #[serde(rename = "sententia:document")]
    pub document: &'a str,
    #[serde(rename = "sententia:meta", skip_serializing_if = "Map::is_empty")]
    pub meta: Map<String, Json>,
    #[serde(rename = "sententia:source")]
    pub source: &'a str,
    #[serde(
        rename = "sententia:status",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub status: BTreeMap<&'a str, &'static str>,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// The vocabulary, and our own prefix.
#[derive(Debug, Serialize)]
pub struct Context(&'static str, Prefix);

#[derive(Debug, Serialize)]
struct Prefix {
    sententia: &'static str,
    #[serde(rename = "sententia:meta")]
    meta: Kept,
    #[serde(rename = "sententia:status")]
    status: Kept,
}

#[derive(Debug, Serialize)]
struct Kept {
    #[serde(rename = "@type")]
    kind: &'static str,
}

impl Context {
    pub const OURS: Self = Self(
        CONTEXT,
        Prefix {
            sententia: OWN,
            meta: Kept { kind: "@json" },
            status: Kept { kind: "@json" },
        },
    );
}

/// What stands on a page.
#[derive(Debug, Default)]
pub struct Items<'a> {
    pub made: Vec<Made<'a>>,
    /// As they were kept.
    pub kept: Vec<Json>,
}

/// An annotation as it is written.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all of them are the large one"
)]
pub enum Made<'a> {
    Ours(Annotation<'a>),
    /// With what else was said in it.
    Whole(Map<String, Json>),
}

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for it in &self.made {
            list.serialize_element(it)?;
        }
        for it in &self.kept {
            list.serialize_element(it)?;
        }
        list.end()
    }
}

#[derive(Debug, Serialize)]
pub struct Annotation<'a> {
    pub body: Body<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    pub creator: Creator<'a>,
    pub id: String,
    pub motivation: &'static str,
    /// Who made it, where that is not who has it among theirs.
    #[serde(rename = "sententia:by", skip_serializing_if = "Option::is_none")]
    pub by: Option<&'a str>,
    pub target: Target<'a>,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct Creator<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// What an annotation says.
#[derive(Debug)]
pub enum Body<'a> {
    /// The label and the note of a span, and what is answered about it.
    Span(&'a str, &'a str, &'a Attributes),
    /// What is answered about the whole text.
    Answers(&'a Attributes),
    /// What a link reaches, and of which kind it is.
    Link(String, &'a str),
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        match self {
            Self::Span(label, note, answers) => {
                each_tag(label, |it| list.serialize_element(&it))?;
                if !note.is_empty() {
                    list.serialize_element(&Textual::of("commenting", *note))?;
                }
                each_answer(answers, |it| list.serialize_element(&it))?;
            }
            Self::Answers(answers) => each_answer(answers, |it| list.serialize_element(&it))?,
            Self::Link(to, kind) => {
                list.serialize_element(to)?;
                each_tag(kind, |it| list.serialize_element(&it))?;
            }
        }
        list.end()
    }
}

/// A body that is a text.
#[derive(Debug, Serialize)]
struct Textual<'a> {
    purpose: &'static str,
    #[serde(
        rename = "sententia:attribute",
        skip_serializing_if = "Option::is_none"
    )]
    attribute: Option<&'a str>,
    /// What it names, instead of a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Cow<'a, str>>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Cow<'a, str>>,
}

impl<'a> Textual<'a> {
    fn of(purpose: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        Self {
            purpose,
            attribute: None,
            source: None,
            kind: "TextualBody",
            value: Some(value.into()),
        }
    }

    /// An answer: for what the vocabulary has a word, that says of which question it is.
    fn answer(name: &'a str, value: Cow<'a, str>) -> Self {
        match WORDS.iter().find(|it| **it == name) {
            Some(&"identifying") if value.starts_with("http") => Self {
                source: Some(value),
                kind: "SpecificResource",
                value: None,
                ..Self::of("identifying", "")
            },
            Some(word) => Self::of(word, value),
            None => Self {
                attribute: Some(name),
                ..Self::of("assessing", value)
            },
        }
    }
}

/// What a body can be for that is a question of its own.
const WORDS: &[&str] = &[
    "identifying",
    "questioning",
    "editing",
    "moderating",
    "highlighting",
    "bookmarking",
];

/// Gives a body for a name, or for each that it was joined of.
fn each_tag<'a, E>(
    name: &'a str,
    mut give: impl FnMut(Textual<'a>) -> Result<(), E>,
) -> Result<(), E> {
    if name.split('|').any(|it| it.trim().is_empty()) {
        return give(Textual::of("tagging", name));
    }
    name.split('|')
        .try_for_each(|it| give(Textual::of("tagging", it)))
}

/// Gives a body for each answer, and for each of several choices.
fn each_answer<'a, E>(
    answers: &'a Attributes,
    mut give: impl FnMut(Textual<'a>) -> Result<(), E>,
) -> Result<(), E> {
    for (name, value) in answers.iter() {
        let mut one = |value: Cow<'a, str>| give(Textual::answer(name.as_str(), value));
        match value {
            Value::Choice(id) => one(id.as_str().into())?,
            Value::Choices(ids) => ids.iter().try_for_each(|it| one(it.as_str().into()))?,
            Value::Text(text) => one(text.into())?,
            other => one(to_text(other).into())?,
        }
    }
    Ok(())
}

/// What an annotation is about.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Target<'a> {
    Whole(&'a str),
    Span(String),
    Words(Words<'a>),
    Fragments(Vec<Words<'a>>),
}

/// A stretch of words in a text.
#[derive(Debug, Serialize)]
pub struct Words<'a> {
    pub selector: (Position, Quote<'a>),
    pub source: &'a str,
}

/// Where it is, in code points.
#[derive(Debug, Serialize)]
pub struct Position {
    pub end: usize,
    pub start: usize,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// The words, and what stands around them.
#[derive(Debug, Serialize)]
pub struct Quote<'a> {
    pub exact: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
    #[serde(rename = "type")]
    pub kind: &'static str,
}
