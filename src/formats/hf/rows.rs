//! Rows as JSON, from documents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::flat::{apart, stretches};
use super::super::format::{Item, Job, Tags};
use super::super::meta;
use super::super::records::{Beside, object};
use super::super::report::{Ledger, LossKind};
use super::super::tokens::{covered, sentences};
use super::super::value::to_text;
use super::ID;
use crate::model::annotation::{Attributes, Layer, Span, Status};
use crate::model::document::Meta;
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// A document as each annotator sees it.
pub fn spans(item: &Item, job: &Job, ledger: &mut Ledger) -> Vec<Json> {
    let document = item.document;
    let kept: Vec<_> = Beside::of(&document.meta, ID).collect();
    let row = |by: &str, layer: &Layer, ledger: &mut Ledger| {
        let spans = layer
            .spans()
            .filter_map(|it| span(&document.text, it, ledger));
        let mut spans: Vec<Json> = spans.collect();
        let mine = kept
            .iter()
            .find(|it| it.get("by").and_then(Json::as_str) == Some(by));
        let mine = mine.or(kept.first().filter(|_| item.layers.len() < 2));
        let more = mine.and_then(|it| it.get("spans")?.as_array());
        spans.extend(more.into_iter().flatten().cloned());
        let relations = layer.links().map(|it| {
            json!({
                "id": it.id.as_str(),
                "type": it.kind.as_str(),
                "head": it.from.as_str(),
                "tail": it.to.as_str(),
            })
        });
        let status = match layer.status {
            Status::ToDo => "todo",
            Status::InProgress => "in_progress",
            Status::Done => "done",
        };
        object([
            ("id", Json::from(document.id.as_str())),
            ("text", Json::from(document.text.as_str())),
            ("annotator", Json::from(by)),
            ("status", Json::from(status)),
            ("metadata", Json::Array(metadata(&document.meta))),
            ("document_labels", Json::Array(answers(&layer.labels))),
            ("spans", Json::Array(spans)),
            ("relations", relations.collect()),
        ])
    };
    if item.layers.is_empty() {
        return vec![row("", &Layer::default(), ledger)];
    }
    let all = item.layers.iter().map(|(id, layer)| {
        let known = job
            .project
            .annotators
            .get(*id)
            .filter(|it| !it.name.is_empty());
        let name = known.map_or(id.as_str(), |it| it.name.as_str());
        row(name, layer, ledger)
    });
    all.collect()
}

/// Names and texts; that some were no texts is one more of them.
fn metadata(meta: &Meta) -> Vec<Json> {
    let pair = |name: &str, value: &str| json!({"name": name, "value": value});
    let pairs = meta::pairs(meta);
    let all = pairs.iter().map(|(name, value)| pair(name, value));
    let kinds = meta.fields.get(meta::KINDS).map(|it| pair(meta::KINDS, it));
    all.chain(kinds).collect()
}

fn answers(attributes: &Attributes) -> Vec<Json> {
    let all = attributes.iter();
    all.map(|(name, value)| {
        json!({"name": name.as_str(), "value": to_text(value), "kind": kind(value)})
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

fn span(text: &Text, span: &Span, ledger: &mut Ledger) -> Option<Json> {
    let at = span
        .at
        .iter()
        .map(|it| text.from_bytes(it, Count::CodePoint));
    let at: Option<Vec<_>> = at.collect();
    let words: Option<Vec<&str>> = span.at.iter().map(|it| text.get(it.clone())).collect();
    let (Some(at), Some(words)) = (at.filter(|it| !it.is_empty()), words) else {
        ledger.add(LossKind::SpansOutsideText, 1);
        return None;
    };
    let fragments: Vec<Json> = match at.as_slice() {
        [_] => Vec::new(),
        several => several
            .iter()
            .map(|it| json!({"start": it.start, "end": it.end}))
            .collect(),
    };
    Some(object([
        ("id", Json::from(span.id.as_str())),
        ("label", Json::from(span.label.as_str())),
        ("start", Json::from(at.first()?.start)),
        ("end", Json::from(at.last()?.end)),
        ("text", Json::from(words.join(" … "))),
        ("fragments", Json::Array(fragments)),
        ("attributes", Json::Array(answers(&span.attributes))),
        ("note", Json::from(span.note.as_str())),
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
pub fn tokens(item: &Item, job: &Job, tags: &mut TagNames, ledger: &mut Ledger) -> Json {
    let text = &item.document.text;
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let mut pieces = stretches(layer, job.options, ledger);
    let n = pieces.len();
    pieces.retain(|it| !it.at.is_empty() && text.get(it.at.clone()).is_some());
    ledger.add(LossKind::SpansOutsideText, n - pieces.len());
    let pieces = apart(pieces, job.options, ledger);
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
    object([
        ("id", Json::from(item.document.id.as_str())),
        ("tokens", words.into_iter().map(Json::from).collect()),
        ("ner_tags", numbers.into_iter().map(Json::from).collect()),
    ])
}
