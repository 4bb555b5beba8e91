//! What stands in the result of an annotation: regions, answers and relations.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use serde::Serialize;
use serde_json::Value as Json;

use super::super::flat::{Placed, placed};
use super::super::format::Job;
use super::super::report::{Ledger, LossKind};
use super::super::value::{to_json, to_text};
use super::config::{self, Own};
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AttributeId, ChoiceId};
use crate::model::value::Value;

/// One thing in a result, keys in their order.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Region<'a> {
    Answer {
        from_name: Cow<'a, str>,
        id: Cow<'a, str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        meta: Option<Note<'a>>,
        to_name: &'static str,
        #[serde(rename = "type")]
        kind: &'static str,
        value: Answer<'a>,
    },
    Relation {
        direction: Cow<'static, str>,
        from_id: &'a str,
        labels: Vec<&'a str>,
        to_id: &'a str,
        #[serde(rename = "type")]
        kind: &'static str,
    },
}

/// What is noted about a region.
#[derive(Debug, Serialize)]
pub struct Note<'a> {
    text: [&'a str; 1],
}

/// What a region answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer<'a> {
    Given(Given<'a>),
    /// As it was kept.
    Kept(Json),
}

/// An answer and the place that it is about, keys in their order.
#[derive(Debug, Default, Serialize)]
pub struct Given<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Words<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Words<'a> {
    Quoted(&'a str),
    One([Cow<'a, str>; 1]),
    Several(Vec<&'a str>),
}

impl<'a> Words<'a> {
    fn one(words: impl Into<Cow<'a, str>>) -> Self {
        Self::One([words.into()])
    }
}

impl<'a> Given<'a> {
    fn at(it: &Placed<'a>) -> Self {
        Self {
            end: Some(it.end),
            start: Some(it.start),
            text: Some(Words::Quoted(it.words)),
            ..Self::default()
        }
    }

    /// With an answer, in the shape of the control that the interface has for its kind, which is given too.
    pub fn answering(mut self, value: &'a Value, ledger: &mut Ledger) -> (&'static str, Self) {
        let choices = match value {
            Value::Flag(flag) => Words::one(if *flag { "true" } else { "false" }),
            Value::Choice(id) => Words::one(id.as_str()),
            Value::Choices(ids) => Words::Several(ids.iter().map(ChoiceId::as_str).collect()),
            Value::Number(_) => {
                self.number = Some(to_json(value));
                return ("number", self);
            }
            Value::Text(text) => return self.in_words(text.as_str()),
            Value::Date(_) | Value::Interval(..) | Value::Target(_) => {
                ledger.add(LossKind::Kinds, 1);
                return self.in_words(to_text(value));
            }
        };
        self.choices = Some(choices);
        ("choices", self)
    }

    fn in_words(mut self, words: impl Into<Cow<'a, str>>) -> (&'static str, Self) {
        self.text = Some(Words::one(words));
        ("textarea", self)
    }
}

/// The ids that regions have been given.
#[derive(Debug, Default)]
pub struct Ids<'a>(HashSet<Cow<'a, str>>);

impl<'a> Ids<'a> {
    pub fn contains(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// The id of a span, with a number where a part of it has that already.
    fn next(&mut self, id: &'a str) -> Cow<'a, str> {
        if self.0.insert(Cow::Borrowed(id)) {
            return Cow::Borrowed(id);
        }
        let numbered = (2u32..).map(|n| format!("{id}-{n}"));
        let mut free = numbered.filter(|it| !self.0.contains(it.as_str()));
        let id = Cow::<str>::Owned(free.next().unwrap_or_default());
        self.0.insert(id.clone());
        id
    }
}

/// The spans of a layer with their answers; `mixed` are questions that take words.
pub fn regions<'a>(
    (document, layer): (&'a Document, &'a Layer),
    (job, mixed): (&Job, &BTreeSet<&AttributeId>),
    ledger: &mut Ledger,
) -> (Vec<Region<'a>>, Ids<'a>) {
    let mut result = Vec::with_capacity(layer.n_spans());
    let mut ids = Ids::default();
    let own = Own::of(&job.project.schema);
    for it in placed(&document.text, layer, job.options, ledger) {
        let id = ids.next(it.span.id.as_str());
        result.push(region(&it, id.clone(), own));
        for (name, value) in it.span.attributes.iter() {
            if says_nothing(value) {
                // Read as no answer.
                ledger.add(LossKind::Attributes, 1);
                continue;
            }
            let place = Given::at(&it);
            let as_words = mixed.contains(name) && !matches!(value, Value::Text(_));
            ledger.add(LossKind::Kinds, usize::from(as_words));
            let (kind, given) = if as_words {
                place.in_words(to_text(value))
            } else {
                place.answering(value, ledger)
            };
            result.push(Region::Answer {
                from_name: config::control(&job.project.schema, name),
                id: id.clone(),
                meta: None,
                to_name: own.text,
                kind,
                value: Answer::Given(given),
            });
        }
    }
    (result, ids)
}

/// A span with its label and note.
fn region<'a>(it: &Placed<'a>, id: Cow<'a, str>, own: Own) -> Region<'a> {
    let note = Some(it.span.note.as_str()).filter(|it| !it.is_empty());
    Region::Answer {
        from_name: own.labels.into(),
        id,
        meta: note.map(|it| Note { text: [it] }),
        to_name: own.text,
        kind: "labels",
        value: Answer::Given(Given {
            labels: Some([it.span.label.as_str()]),
            ..Given::at(it)
        }),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Flag(_) | Value::Number(_) => false,
        Value::Choice(id) => id.as_str().trim().is_empty(),
        Value::Text(text) => text.trim().is_empty(),
        other => to_text(other).trim().is_empty(),
    }
}
