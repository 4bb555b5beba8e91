//! What the formats of GATE have in common: sets of annotations with features.
//!
//! The type of an annotation is the label, with the name of its set before it where that is not the
//! default one: `Key/Person`. A link is a feature of the span it comes from, `relation.KIND`, with the
//! ids it leads to; a note is the feature `sententia_note`. What we have no place for is kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan, extras};
use super::flat::stretches;
use super::format::{Hold, Holds, Intake, Item, Options};
use super::meta;
use super::report::{Fate, Fault, Ledger, LossKind};
use super::value::{json_number, plain, to_json};
use crate::model::annotation::Layer;
use crate::model::id::SpanId;
use crate::model::text::{Count, Text};

pub mod bdoc;
mod pack;
pub mod xml;

/// What both hold.
const HOLDS: Holds = Holds {
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

const NOTE: &str = "sententia_note";
const RELATION: &str = "relation.";

/// Numbers of annotations are Java's `Integer`.
const MOST_ID: u64 = i32::MAX as u64;

/// A document as GATE has it. Positions are in whatever unit its file counts.
#[derive(Debug, Default)]
struct Document {
    text: String,
    features: Map<String, Json>,
    /// By name, in the order of the file.
    sets: Vec<(String, Vec<Annotation>)>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Annotation {
    id: u64,
    #[serde(rename = "type")]
    kind: String,
    start: usize,
    end: usize,
    features: Map<String, Json>,
}

/// What is kept beside the text.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// Features of the document that are no texts.
    #[serde(skip_serializing_if = "Map::is_empty")]
    document: Map<String, Json>,
    /// Features of spans that are no texts, by the ids of spans: what they were comes back as it was.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    features: BTreeMap<String, Map<String, Json>>,
    /// Annotations without width, by set, in UTF-16 units or code points as the format counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<(String, Annotation)>,
    /// Sets in which there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sets: Vec<String>,
}

/// A document as a draft; `place` turns a position of the file into a byte.
fn draft(
    document: Document,
    (file, format): (&str, &str),
    place: impl Fn(&Text, usize) -> Option<usize>,
    intake: &mut dyn Intake,
) -> Draft {
    let mut draft = Draft::new(file, document.text);
    let mut kept = Kept::default();
    for (name, value) in document.features {
        meta::set(&mut draft.meta, &name, &shown(&value));
        if !value.is_string() {
            kept.document.insert(name, value);
        }
    }
    let mut layer = DraftLayer::default();
    let mut beside = BTreeMap::new();
    for (n, (set, all)) in document.sets.into_iter().enumerate() {
        if all.is_empty() {
            kept.sets.push(set.clone());
        }
        let there: BTreeSet<u64> = all.iter().map(|it| it.id).collect();
        for it in all {
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
                Some(_) => {
                    let what = format!("{}/{} {} {}–{}", set, it.id, it.kind, it.start, it.end);
                    intake.tell(file, 0, Fault::NoWidth(what), Fate::Beside);
                    kept.annotations.push((set.clone(), it));
                }
                None => {
                    let what = format!("{}/{} {} {}–{}", set, it.id, it.kind, it.start, it.end);
                    intake.tell(file, 0, Fault::OutsideText(what), Fate::Skipped);
                }
            }
        }
    }
    for (what, n) in beside {
        intake.tell(
            file,
            0,
            Fault::NoPlace(format!("{what} ({n})")),
            Fate::Beside,
        );
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

fn span(
    it: Annotation,
    (set, n): (&str, usize),
    at: std::ops::Range<usize>,
    there: &BTreeSet<u64>,
    (layer, kept): (&mut DraftLayer, &mut Kept),
    beside: &mut BTreeMap<String, usize>,
) -> DraftSpan {
    let mut span = DraftSpan {
        id: id(n, it.id),
        label: if set.is_empty() {
            it.kind.clone()
        } else {
            format!("{set}/{}", it.kind)
        },
        at: vec![at],
        ..DraftSpan::default()
    };
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
                if !value.is_string() {
                    let kept = kept.features.entry(span.id.clone()).or_default();
                    kept.insert(name.clone(), value);
                }
                span.answers.push((name, answer));
            }
            (_, None) => {
                *beside.entry(format!("{}.{name}", span.label)).or_default() += 1;
                kept.features
                    .entry(span.id.clone())
                    .or_default()
                    .insert(name, value);
            }
        }
    }
    span
}

/// A value as it is shown: without the Java class that a file of GATE gives it.
fn shown(value: &Json) -> Json {
    let text = |key: &str| value.get(key).and_then(Json::as_str);
    match (text("className"), text("value")) {
        (Some(_), Some(text)) => Json::from(text),
        _ => value.clone(),
    }
}

/// The ids that a feature leads to.
fn ends(value: &Json) -> Option<Vec<u64>> {
    match value {
        Json::Array(all) => all.iter().map(Json::as_u64).collect(),
        Json::String(text) => text.split(';').map(|it| it.trim().parse().ok()).collect(),
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
fn answer(value: &Json) -> Option<Answer> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Json::String(text) => Some(Answer::text(text.as_str())),
        Json::Bool(flag) => Some(Answer::Flag(*flag)),
        Json::Number(it) => {
            let number = it.as_f64()?;
            (json_number(number) == *value).then_some(Answer::Number(number))
        }
        Json::Array(all) => {
            let all: Option<Vec<&str>> = all.iter().map(Json::as_str).collect();
            let all = all.filter(|it| !it.is_empty() && it.is_sorted_by(|a, b| a < b))?;
            Some(Answer::Several(
                all.into_iter().map(str::to_owned).collect(),
            ))
        }
        Json::Object(it)
            if NUMBERS
                .iter()
                .any(|class| it.get("className") == Some(&(*class).into())) =>
        {
            let text = it.get("value")?.as_str()?;
            let number: f64 = text.parse().ok()?;
            let same = number.abs() < EXACT && number.to_string() == text;
            same.then_some(Answer::Number(number))
        }
        _ => None,
    }
}

fn plain_json(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The document to be written; positions in `unit`.
fn document(
    item: &Item,
    (options, format, unit): (&Options, &str, Count),
    ledger: &mut Ledger,
) -> Document {
    let it = item.document;
    let kept = extras(&it.meta, format).and_then(|it| serde_json::from_str(it).ok());
    let mut kept: Kept = kept.unwrap_or_default();
    let mut made = Document {
        text: it.text.as_str().to_owned(),
        ..Document::default()
    };
    for (name, text) in meta::pairs(&it.meta) {
        let same = kept
            .document
            .remove(name)
            .filter(|it| plain_json(&shown(it)) == text);
        made.features
            .insert(name.to_owned(), same.unwrap_or(Json::String(text)));
    }
    for (name, value) in kept.document {
        if value.is_null() {
            made.features.insert(name, value);
        }
    }
    let mut sets: BTreeMap<String, Vec<Annotation>> = BTreeMap::from([(String::new(), Vec::new())]);
    for set in kept.sets {
        sets.entry(set).or_default();
    }
    let mut used: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for (set, it) in kept.annotations {
        used.entry(set.clone()).or_default().insert(it.id);
        sets.entry(set).or_default().push(it);
    }
    if let Some(layer) = item.layer() {
        spans(
            layer,
            (&it.text, options, unit),
            &kept.features,
            (&mut sets, &mut used),
            ledger,
        );
    }
    made.sets = sets.into_iter().collect();
    made
}

fn spans(
    layer: &Layer,
    (text, options, unit): (&Text, &Options, Count),
    features: &BTreeMap<String, Map<String, Json>>,
    (sets, used): (
        &mut BTreeMap<String, Vec<Annotation>>,
        &mut BTreeMap<String, BTreeSet<u64>>,
    ),
    ledger: &mut Ledger,
) {
    let all = stretches(layer, options, ledger);
    let wanted = |id: &SpanId| {
        let number = id.as_str().rsplit(':').next()?.parse().ok()?;
        (number <= MOST_ID).then_some(number)
    };
    let ours = layer.spans().filter_map(|it| wanted(&it.id));
    let kept = used.values().flatten().copied();
    let most = ours.chain(kept).filter(|it| *it <= MOST_ID).max();
    let mut next = most.map_or(0, |it| it + 1);
    let mut places: HashMap<&SpanId, (String, usize, u64)> = HashMap::new();
    for it in &all {
        let Some(at) = text.from_bytes(&it.at, unit) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            continue;
        };
        let (set, kind) = it
            .span
            .label
            .as_str()
            .split_once('/')
            .unwrap_or(("", it.span.label.as_str()));
        let taken = used.entry(set.to_owned()).or_default();
        let id = wanted(&it.span.id)
            .filter(|it| !taken.contains(it))
            .unwrap_or_else(|| {
                next += 1;
                next - 1
            });
        taken.insert(id);
        let mut made: Map<String, Json> = it
            .span
            .attributes
            .iter()
            .map(|(name, value)| (name.to_string(), to_json(value)))
            .collect();
        if !it.span.note.is_empty() {
            made.insert(NOTE.to_owned(), it.span.note.as_str().into());
        }
        for (name, value) in features.get(it.span.id.as_str()).into_iter().flatten() {
            match (made.get_mut(name), answer(value)) {
                (Some(now), Some(was)) if plain_json(now) == plain(&was) => *now = value.clone(),
                (None, None) => drop(made.insert(name.clone(), value.clone())),
                _ => {}
            }
        }
        let list = sets.entry(set.to_owned()).or_default();
        places
            .entry(&it.span.id)
            .or_insert((set.to_owned(), list.len(), id));
        list.push(Annotation {
            id,
            kind: kind.to_owned(),
            start: at.start,
            end: at.end,
            features: made,
        });
    }
    for link in layer.links() {
        let ends = places.get(&link.from).zip(places.get(&link.to));
        let Some(((set, place, _), (other, _, to))) = ends.filter(|it| it.0.0 == it.1.0) else {
            ledger.add(LossKind::Links, 1);
            continue;
        };
        debug_assert_eq!(set, other);
        if let Some(from) = sets.get_mut(set).and_then(|it| it.get_mut(*place)) {
            let name = format!("{RELATION}{}", link.kind.as_str());
            let list = from
                .features
                .entry(name)
                .or_insert_with(|| Json::Array(Vec::new()));
            if let Json::Array(list) = list {
                list.push((*to).into());
            }
        }
    }
}
