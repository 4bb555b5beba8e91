//! What the formats of GATE have in common: sets of annotations with features.
//!
//! The type of an annotation is the label, with the name of its set before it where that is not the
//! default one: `Key/Person`. A link is a feature of the span it comes from, `relation.KIND`, with the
//! ids it leads to; a note is the feature `sententia_note`. What we have no place for is kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::format::{Hold, Holds, Intake};
use super::json::{Fields, Node};
use super::meta;
use super::report::{Fate, Fault};
use super::value::json_number;
use crate::model::text::{Count, Text};

pub mod bdoc;
mod pack;
mod write;
pub mod xml;

use write::document;

/// What both hold.
const HOLDS: Holds = Holds {
    spans: Hold::Yes,
    overlaps: Hold::Yes,
    fragments: Hold::No,
    attributes: Hold::Yes,
    links: Hold::Partly,
    notes: Hold::Partly,
    document_labels: Hold::No,
    metadata: Hold::Yes,
    status: Hold::No,
    annotators: Hold::No,
    splits: Hold::No,
};

/// What a document is called, beside its file.
const NAME: &str = "name";
const NOTE: &str = "sententia_note";
const RELATION: &str = "relation.";

/// Numbers of annotations are Java's `Integer`.
const MOST_ID: u64 = i32::MAX as u64;

/// A document as GATE has it. Positions are in whatever unit its file counts.
#[derive(Debug, Default)]
struct Document<'a> {
    text: Cow<'a, str>,
    features: Fields<'a>,
    /// By name, in the order of the file.
    sets: Vec<(Cow<'a, str>, Vec<Annotation<'a>>)>,
    /// What annotators answer about the document, by their names.
    said: Vec<(String, Annotation<'a>)>,
    /// What else stands in the record of the document.
    rest: Fields<'a>,
    /// Where it stands in its file; 0 where it is all there is.
    line: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Annotation<'a> {
    id: u64,
    #[serde(rename = "type")]
    kind: Cow<'a, str>,
    start: usize,
    end: usize,
    #[serde(borrow)]
    features: Fields<'a>,
    /// What else is said of it.
    #[serde(
        borrow,
        rename = "sententia_rest",
        skip_serializing_if = "Fields::is_empty"
    )]
    rest: Fields<'a>,
}

/// What is kept beside the text.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept<'a> {
    /// Features of the document that are no texts.
    #[serde(borrow, skip_serializing_if = "Fields::is_empty")]
    document: Fields<'a>,
    /// Features of spans that are no texts, by the ids of spans: what they were comes back as it was.
    #[serde(borrow, skip_serializing_if = "BTreeMap::is_empty")]
    features: BTreeMap<String, Fields<'a>>,
    /// Annotations without width, by set, in UTF-16 units or code points as the format counts.
    #[serde(borrow, skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<(String, Annotation<'a>)>,
    /// Sets in which there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sets: Vec<String>,
    /// What else stands in the record of the document and is known of it.
    #[serde(borrow, skip_serializing_if = "Fields::is_empty")]
    rest: Fields<'a>,
    /// And what is shown nowhere.
    #[serde(borrow, skip_serializing_if = "Fields::is_empty")]
    unseen: Fields<'a>,
    /// What else is said of annotations, by the ids of spans.
    #[serde(borrow, skip_serializing_if = "BTreeMap::is_empty")]
    others: BTreeMap<String, Fields<'a>>,
    /// What annotators answer about the document, by their names.
    #[serde(borrow, skip_serializing_if = "Vec::is_empty")]
    said: Vec<(String, Annotation<'a>)>,
}

/// A document as a draft; `place` turns a position of the file into a byte, `unit` is how the format counts
/// where it is written.
fn draft(
    document: Document,
    (file, name): (&str, &str),
    (format, unit): (&str, Count),
    place: impl Fn(&Text, usize) -> Option<usize>,
    intake: &mut dyn Intake,
) -> Draft {
    let mut draft = Draft::new(name, document.text);
    let mut kept = Kept::default();
    for (name, value) in document.features {
        if let Node::Text(text) = value {
            meta::set_text(&mut draft.meta, &name, text.into_owned());
            continue;
        }
        meta::set(&mut draft.meta, &name, &shown(&value).into());
        kept.document.push(name, value);
    }
    for (name, value) in document.rest {
        let is_taken = meta::pairs(&draft.meta).iter().any(|it| it.0 == name);
        if is_taken || name == NAME || value.is_null() {
            kept.unseen.push(name, value);
        } else {
            meta::set(&mut draft.meta, &name, &value.clone().into());
            kept.rest.push(name, value);
        }
    }
    kept.said = document.said;
    let line = document.line;
    let mut layer = DraftLayer::default();
    let mut beside = BTreeMap::new();
    for (n, (set, all)) in document.sets.into_iter().enumerate() {
        if all.is_empty() {
            kept.sets.push(set.clone().into_owned());
        }
        let there: BTreeSet<u64> = all.iter().map(|it| it.id).collect();
        for mut it in all {
            let at = place(&draft.text, it.start).zip(place(&draft.text, it.end));
            match at.map(|at| at.0..at.1) {
                Some(at) if !at.is_empty() => {
                    let span = span(
                        it,
                        (&set, n),
                        at,
                        &there,
                        (&mut layer, &mut kept),
                        &mut beside,
                    );
                    layer.spans.push(span);
                }
                Some(at) => {
                    let what = format!("{}/{} {} {}–{}", set, it.id, it.kind, it.start, it.end);
                    intake.tell(file, line, Fault::NoWidth(what), Fate::Beside);
                    let written = |at| draft.text.from_byte(at, unit);
                    it.start = written(at.start).unwrap_or(it.start);
                    it.end = written(at.end).unwrap_or(it.end);
                    kept.annotations.push((set.clone().into_owned(), it));
                }
                None => {
                    let what = format!("{}/{} {} {}–{}", set, it.id, it.kind, it.start, it.end);
                    intake.tell(file, line, Fault::OutsideText(what), Fate::Skipped);
                }
            }
        }
    }
    for (what, n) in beside {
        let fault = Fault::NoPlace(format!("{what} ({n})"));
        intake.tell(file, line, fault, Fate::Beside);
    }
    if let Ok(piece) = serde_json::to_string(&kept)
        && piece != "{}"
    {
        draft.keep_extra(format, &piece);
    }
    if !layer.spans.is_empty() {
        draft.layers.push(layer);
    }
    draft
}

/// Annotations of different sets may have the same number.
fn id(n: usize, id: u64) -> String {
    if n == 0 {
        id.to_string()
    } else {
        format!("{n}:{id}")
    }
}

fn span<'a>(
    it: Annotation<'a>,
    (set, n): (&str, usize),
    at: std::ops::Range<usize>,
    there: &BTreeSet<u64>,
    (layer, kept): (&mut DraftLayer, &mut Kept<'a>),
    beside: &mut BTreeMap<String, usize>,
) -> DraftSpan {
    let mut span = DraftSpan {
        id: id(n, it.id),
        label: if set.is_empty() {
            it.kind.into_owned()
        } else {
            format!("{set}/{}", it.kind)
        },
        at: vec![at],
        ..DraftSpan::default()
    };
    if !it.rest.is_empty() {
        kept.others.insert(span.id.clone(), it.rest);
    }
    for (name, value) in it.features {
        let to = name.strip_prefix(RELATION).map(|kind| (kind, ends(&value)));
        match (to, answer(&value)) {
            (Some((kind, Some(to))), _)
                if !kind.is_empty() && to.iter().all(|it| there.contains(it)) =>
            {
                for (k, to) in to.into_iter().enumerate() {
                    layer.links.push(DraftLink {
                        id: format!("{}.{k}.{}", span.id, layer.links.len()),
                        kind: kind.to_owned(),
                        from: span.id.clone(),
                        to: id(n, to),
                        ..DraftLink::default()
                    });
                }
            }
            (_, Some(Answer::Text(note))) if name == NOTE => span.note = note,
            (_, Some(answer)) => {
                if !value.is_text() {
                    let kept = kept.features.entry(span.id.clone()).or_default();
                    kept.push(name.clone(), value);
                }
                span.answers.push((name.into_owned(), answer));
            }
            (_, None) => {
                *beside.entry(format!("{}.{name}", span.label)).or_default() += 1;
                kept.features
                    .entry(span.id.clone())
                    .or_default()
                    .push(name, value);
            }
        }
    }
    span
}

/// A value as it is shown: without the Java class that a file of GATE gives it.
fn shown<'a>(value: &Node<'a>) -> Node<'a> {
    match (&value["className"], &value["value"]) {
        (Node::Text(_), text @ Node::Text(_)) => text.clone(),
        _ => value.clone(),
    }
}

/// The ids that a feature leads to.
fn ends(value: &Node) -> Option<Vec<u64>> {
    match value {
        Node::List(all) => all.iter().map(Node::as_u64).collect(),
        Node::Text(text) => text.split(';').map(|it| it.trim().parse().ok()).collect(),
        _ => None,
    }
    .filter(|it: &Vec<u64>| !it.is_empty())
}

/// The classes of Java that are numbers, beside those that JSON tells apart.
const NUMBERS: [&str; 7] = [
    "java.lang.Byte",
    "java.lang.Short",
    "java.lang.Long",
    "java.lang.Float",
    "java.lang.Double",
    "java.math.BigDecimal",
    "java.math.BigInteger",
];

/// What comes back as it was.
fn answer(value: &Node) -> Option<Answer> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Node::Text(text) => Some(Answer::text(text.as_ref())),
        Node::Flag(flag) => Some(Answer::Flag(*flag)),
        Node::Number(it) => {
            let number = it.as_f64()?;
            let same = json_number(number) == Json::Number(it.clone());
            same.then_some(Answer::Number(number))
        }
        Node::List(all) => {
            let all: Option<Vec<&str>> = all.iter().map(Node::as_str).collect();
            let all = all.filter(|it| !it.is_empty() && it.is_sorted_by(|a, b| a < b))?;
            Some(Answer::Several(
                all.into_iter().map(str::to_owned).collect(),
            ))
        }
        Node::Object(it) if NUMBERS.contains(&it.text("className")) => {
            let text = it.get("value")?.as_str()?;
            let number: f64 = text.parse().ok()?;
            let same = number.abs() < EXACT && number.to_string() == text;
            same.then_some(Answer::Number(number))
        }
        _ => None,
    }
}
