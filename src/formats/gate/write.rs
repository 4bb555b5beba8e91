//! From a project to a document of GATE.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::draft::extras;
use super::super::flat::stretches;
use super::super::format::{Item, Options};
use super::super::json::{Fields, Node};
use super::super::meta;
use super::super::report::{Ledger, LossKind};
use super::super::value::{plain, to_node};
use super::{Annotation, Document, Kept, MOST_ID, NOTE, RELATION, answer, shown};
use crate::model::annotation::{Layer, Span};
use crate::model::id::SpanId;
use crate::model::text::{Count, Text};

/// The document to be written; positions in `unit`.
pub(super) fn document<'a>(
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
