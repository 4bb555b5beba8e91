//! What the formats of GATE have in common: sets of annotations with features.
//!
//! The type of an annotation is the label, with the name of its set before it where that is not the
//! default one: `Key/Person`. A link is a feature of the span it comes from, `relation.KIND`, with the
//! ids it leads to; a note is the feature `sententia_note`. What we have no place for is kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan, extras};
use super::flat::stretches;
use super::format::{Hold, Holds, Intake, Item, Options};
use super::json::{Fields, Node};
use super::meta;
use super::report::{Fate, Fault, Ledger, LossKind};
use super::value::{json_number, plain, to_node};
use crate::model::annotation::{Layer, Span};
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

/// The document to be written; positions in `unit`.
fn document<'a>(
    item: &Item<'a>,
    (options, format, unit): (&Options, &str, Count),
    ledger: &mut Ledger,
) -> Document<'a> {
    let it = item.document;
    let kept = extras(&it.meta, format).and_then(|it| serde_json::from_str(it).ok());
    let mut kept: Kept = kept.unwrap_or_default();
    let mut made = Document {
        text: it.text.as_str().into(),
        ..Document::default()
    };
    for (name, text) in meta::pairs(&it.meta) {
        if let Some(was) = kept.rest.remove(name) {
            let same = Some(was).filter(|it| it.plain() == text);
            made.rest.push(name, same.unwrap_or_else(|| text.into()));
            continue;
        }
        let same = kept.document.remove(name);
        let same = same.filter(|it| shown(it).plain() == text);
        made.features
            .push(name, same.unwrap_or_else(|| text.into()));
    }
    for (name, value) in kept.document {
        if value.is_null() {
            made.features.push(name, value);
        }
    }
    made.features.sort();
    for (name, value) in kept.unseen {
        made.rest.push(name, value);
    }
    made.said = kept.said;
    let mut sets = Sets::default();
    for set in kept.sets {
        sets.get(&set);
    }
    for (set, it) in kept.annotations {
        let set = sets.get(&set);
        set.used.insert(it.id);
        set.all.push(it);
    }
    if let Some((_, layer)) = item.layers.first() {
        spans(
            layer,
            (&it.text, options, unit),
            (&kept.features, &mut kept.others),
            &mut sets,
            ledger,
        );
    }
    let named = sets.named.into_iter();
    let named = named.map(|(name, it)| (name.into(), it.all));
    let all = std::iter::once((Cow::default(), sets.default.all));
    made.sets = all.chain(named).collect();
    made
}

/// Sets of annotations on their way out. The default one, which has no name and most of what there is, stands
/// apart: to compare names without letters is surprisingly slow.
#[derive(Debug, Default)]
struct Sets<'a> {
    default: Set<'a>,
    named: BTreeMap<String, Set<'a>>,
}

#[derive(Debug, Default)]
struct Set<'a> {
    all: Vec<Annotation<'a>>,
    /// The numbers that they have.
    used: BTreeSet<u64>,
}

impl<'a> Sets<'a> {
    fn get(&mut self, name: &str) -> &mut Set<'a> {
        if name.is_empty() {
            return &mut self.default;
        }
        self.named.entry(name.to_owned()).or_default()
    }

    fn all(&self) -> impl Iterator<Item = &Set<'a>> {
        std::iter::once(&self.default).chain(self.named.values())
    }
}

/// The name of the set in which spans of a label are, and their type there.
fn set_of(label: &str) -> (&str, &str) {
    label.split_once('/').unwrap_or(("", label))
}

fn spans<'a>(
    layer: &'a Layer,
    (text, options, unit): (&Text, &Options, Count),
    (features, others): (
        &BTreeMap<String, Fields<'a>>,
        &mut BTreeMap<String, Fields<'a>>,
    ),
    sets: &mut Sets<'a>,
    ledger: &mut Ledger,
) {
    let all = stretches(layer, options, ledger);
    let wanted = |id: &SpanId| {
        let number = id.as_str().rsplit(':').next()?.parse().ok()?;
        (number <= MOST_ID).then_some(number)
    };
    let ours = layer.spans().filter_map(|it| wanted(&it.id));
    let kept = sets.all().flat_map(|it| it.used.iter().copied());
    let most = ours.chain(kept).filter(|it| *it <= MOST_ID).max();
    let mut next = most.map_or(0, |it| it + 1);
    let is_linked = layer.n_links() > 0;
    let mut places: HashMap<&SpanId, (usize, u64)> = HashMap::new();
    let mut walk = text.walk(unit);
    for it in &all {
        let start = walk.from_byte(it.at.start);
        let Some((start, end)) = start.zip(text.from_byte(it.at.end, unit)) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            continue;
        };
        let (set, kind) = set_of(it.span.label.as_str());
        let set = sets.get(set);
        let id = wanted(&it.span.id).filter(|it| !set.used.contains(it));
        let id = id.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        set.used.insert(id);
        if is_linked {
            let place = (set.all.len(), id);
            places.entry(&it.span.id).or_insert(place);
        }
        set.all.push(Annotation {
            id,
            kind: kind.into(),
            start,
            end,
            features: features_of(it.span, features.get(it.span.id.as_str())),
            rest: others.remove(it.span.id.as_str()).unwrap_or_default(),
        });
    }
    for link in layer.links() {
        let set = |id: &SpanId| layer.span(id).map(|it| set_of(it.label.as_str()).0);
        let (from, to) = (set(&link.from), set(&link.to));
        let ends = places.get(&link.from).zip(places.get(&link.to));
        let (Some(((place, _), (_, to))), Some(set)) = (ends, from.filter(|_| from == to)) else {
            ledger.add(LossKind::Links, 1);
            continue;
        };
        if let Some(from) = sets.get(set).all.get_mut(*place) {
            lead(&mut from.features, link.kind.as_str(), *to);
        }
    }
}

/// What is said of a span; what came as something else and says the same is written as it came.
fn features_of<'a>(span: &'a Span, kept: Option<&Fields<'a>>) -> Fields<'a> {
    let answers = span.attributes.iter();
    let answers = answers.map(|(name, value)| (Cow::from(name.as_str()), to_node(value)));
    let mut made: Fields = answers.collect();
    if !span.note.is_empty() {
        made.remove(NOTE);
        made.push(NOTE, span.note.as_str().into());
    }
    for (name, value) in kept.into_iter().flat_map(Fields::iter) {
        match (made.get_mut(name), answer(value)) {
            (Some(now), Some(was)) if now.plain() == plain(&was) => *now = value.clone(),
            (None, None) => made.push(name.to_owned(), value.clone()),
            _ => {}
        }
    }
    made.sort();
    made
}

/// Adds a link to the features of the annotation that it leaves.
fn lead(features: &mut Fields, kind: &str, to: u64) {
    let name = format!("{RELATION}{kind}");
    let to = Node::Number(to.into());
    match features.get_mut(&name) {
        Some(Node::List(list)) => list.push(to),
        Some(_) => {}
        None => {
            features.push(name, Node::List(vec![to]));
            features.sort();
        }
    }
}
