//! Rows, from documents: keys in their order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value as Json;

use super::super::flat::{apart, on_words, stretches};
use super::super::format::{Item, Job, Tags};
use super::super::json::Node;
use super::super::meta;
use super::super::records::{Beside, Object};
use super::super::report::{Ledger, LossKind};
use super::super::tokens::{covered, sentences};
use super::super::value::to_words;
use super::ID;
use crate::model::annotation::{Attributes, Layer, Link, Span, Status};
use crate::model::document::{Document, Meta};
use crate::model::schema::Schema;
use crate::model::text::{Count, Text, Walk};
use crate::model::value::Value;

/// A document as each annotator sees it.
pub fn spans<'a>(item: &Item<'a>, job: &'a Job, ledger: &mut Ledger) -> Vec<Node<'a>> {
    let kept: Vec<_> = Beside::of(&item.document.meta, ID).collect();
    let kept_of = |by: &str| {
        let mut all = kept.iter();
        let mine = all.find(|it| it.get("by").and_then(Json::as_str) == Some(by));
        mine.or(kept.first().filter(|_| item.layers.len() < 2))
    };
    if item.layers.is_empty() {
        return vec![row(item.document, ("", None), kept_of(""), ledger)];
    }
    let all = item.layers.iter().map(|(id, layer)| {
        let by = job.name_of(id);
        row(item.document, (by, Some(*layer)), kept_of(by), ledger)
    });
    all.collect()
}

fn row<'a>(
    document: &'a Document,
    (by, layer): (&'a str, Option<&'a Layer>),
    kept: Option<&Object>,
    ledger: &mut Ledger,
) -> Node<'a> {
    let mut spans = Vec::with_capacity(layer.map_or(0, Layer::n_spans));
    let mut walk = document.text.walk(Count::CodePoint);
    for it in layer.into_iter().flat_map(Layer::spans) {
        match span(&document.text, it, &mut walk) {
            Some(span) => spans.push(span),
            None => ledger.add(LossKind::SpansOutsideText, 1),
        }
    }
    let more = kept.and_then(|it| it.get("spans")?.as_array());
    let more = more.into_iter().flatten().cloned();
    spans.extend(more.map(Node::from));
    let status = match layer.map_or(Status::ToDo, |it| it.status) {
        Status::ToDo => "todo",
        Status::InProgress => "in_progress",
        Status::Done => "done",
    };
    let labels = layer.map(|it| answers(&it.labels)).unwrap_or_default();
    let relations: Vec<Node> = layer
        .into_iter()
        .flat_map(Layer::links)
        .map(|it| relation(it))
        .collect();
    Node::from([
        ("annotator", by.into()),
        ("document_labels", labels.into()),
        ("id", document.id.as_str().into()),
        ("metadata", metadata(&document.meta).into()),
        ("relations", relations.into()),
        ("spans", spans.into()),
        ("status", status.into()),
        ("text", document.text.as_str().into()),
    ])
}

/// Names and texts; that some were no texts is one more of them.
fn metadata(meta: &Meta) -> Vec<Node<'_>> {
    let pair = |name, value| Node::from([("name", Node::from(name)), ("value", value)]);
    let pairs = meta::pairs(meta).into_iter();
    let all = pairs.map(|(name, value)| pair(name, value.into()));
    let kinds = meta.fields.get(meta::KINDS);
    let kinds = kinds.map(|it| pair(meta::KINDS, it.as_str().into()));
    all.chain(kinds).collect()
}

fn relation(link: &Link) -> Node<'_> {
    Node::from([
        ("head", link.from.as_str().into()),
        ("id", link.id.as_str().into()),
        ("tail", link.to.as_str().into()),
        ("type", link.kind.as_str().into()),
    ])
}

fn answers(attributes: &Attributes) -> Vec<Node<'_>> {
    let all = attributes.iter();
    all.map(|(name, value)| {
        Node::from([
            ("kind", kind(value).into()),
            ("name", name.as_str().into()),
            ("value", Node::Text(to_words(value))),
        ])
    })
    .collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Flag(_) => "flag",
        Value::Choice(_) => "choice",
        Value::Choices(_) => "choices",
        Value::Number(_) => "number",
        Value::Date(_) => "date",
        Value::Interval(..) => "interval",
        Value::Text(_) => "text",
        Value::Target(_) => "target",
    }
}

/// A span; `None` where it is not in the text.
fn span<'a>(text: &'a Text, span: &'a Span, walk: &mut Walk) -> Option<Node<'a>> {
    let at = |it: &Range<usize>, walk: &mut Walk| {
        let start = walk.from_byte(it.start)?;
        let words = text.get(it.clone())?;
        Some((start..start + words.chars().count(), words))
    };
    let (extent, words, fragments) = if let [one] = span.at.as_slice() {
        let (at, words) = at(one, walk)?;
        (at, Cow::from(words), Vec::new())
    } else {
        let all: Option<Vec<_>> = span.at.iter().map(|it| at(it, walk)).collect();
        let all = all?;
        let extent = all.first()?.0.start..all.last()?.0.end;
        let words: Vec<&str> = all.iter().map(|it| it.1).collect();
        let place =
            |it: &Range<usize>| Node::from([("end", it.end.into()), ("start", it.start.into())]);
        let fragments = all.iter().map(|it| place(&it.0)).collect();
        (extent, Cow::from(words.join(" … ")), fragments)
    };
    Some(Node::from([
        ("attributes", answers(&span.attributes).into()),
        ("end", extent.end.into()),
        ("fragments", fragments.into()),
        ("id", span.id.as_str().into()),
        ("label", span.label.as_str().into()),
        ("note", span.note.as_str().into()),
        ("start", extent.start.into()),
        ("text", Node::Text(words)),
    ]))
}

/// The tags of words, numbered.
pub struct TagNames {
    names: Vec<String>,
    numbers: BTreeMap<String, usize>,
    tags: Tags,
}

impl TagNames {
    pub fn new(schema: &Schema, tags: Tags) -> Self {
        let mut all = Self {
            names: vec!["O".to_owned()],
            numbers: BTreeMap::new(),
            tags,
        };
        for label in &schema.labels {
            for sign in all.signs() {
                all.number(sign, label.id.as_str());
            }
        }
        all
    }

    fn signs(&self) -> &'static [&'static str] {
        match self.tags {
            Tags::Iob => &["B", "I"],
            Tags::Bilou => &["B", "I", "L", "U"],
        }
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn number(&mut self, sign: &str, label: &str) -> usize {
        let name = format!("{sign}-{label}");
        if let Some(number) = self.numbers.get(&name) {
            return *number;
        }
        self.names.push(name.clone());
        self.numbers.insert(name, self.names.len() - 1);
        self.names.len() - 1
    }

    /// The tag of the word at `i` of `n` under one span.
    fn tag(&mut self, i: usize, n: usize, label: &str) -> usize {
        let sign = match (self.tags, i) {
            (Tags::Bilou, 0) if n == 1 => "U",
            (_, 0) => "B",
            (Tags::Bilou, i) if i + 1 == n => "L",
            _ => "I",
        };
        self.number(sign, label)
    }
}

/// A document as words and tags.
pub fn tokens<'a>(
    item: &Item<'a>,
    job: &Job,
    tags: &mut TagNames,
    ledger: &mut Ledger,
) -> Node<'a> {
    let text = &item.document.text;
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let mut pieces = stretches(layer, job.options, ledger);
    let n = pieces.len();
    pieces.retain(|it| !it.at.is_empty() && text.get(it.at.clone()).is_some());
    ledger.add(LossKind::SpansOutsideText, n - pieces.len());
    let pieces = on_words(pieces, text, job.options, ledger);
    let pieces = apart(pieces, text, job.options, ledger);
    let cuts: BTreeSet<usize> = pieces
        .iter()
        .flat_map(|it| [it.at.start, it.at.end])
        .collect();
    let sentences = sentences(text.as_str(), &cuts, &[]);
    let words: Vec<_> = sentences.into_iter().flat_map(|it| it.words).collect();
    let mut numbers = vec![0; words.len()];
    for it in &pieces {
        let Some(over) = covered(&words, &it.at) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            continue;
        };
        let n = over.len();
        for (i, place) in over.enumerate() {
            numbers[place] = tags.tag(i, n, it.span.label.as_str());
        }
    }
    let words = words.iter().filter_map(|it| text.get(it.clone()));
    let words: Vec<&str> = words.collect();
    let same = words.join(" ") == text.as_str();
    ledger.add(LossKind::Blanks, usize::from(!same));
    let words: Vec<Node> = words.into_iter().map(Node::from).collect();
    let numbers: Vec<Node> = numbers.into_iter().map(Node::from).collect();
    Node::from([
        ("id", item.document.id.as_str().into()),
        ("ner_tags", numbers.into()),
        ("tokens", words.into()),
    ])
}
