//! Writing documents word by word.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value as Json};

use super::super::draft::extras;
use super::super::flat::{Stretch, on_words, stretches};
use super::super::format::{Item, Job};
use super::super::meta;
use super::super::report::{Ledger, LossKind};
use super::super::tokens::{covered, sentences};
use super::super::value::{to_json, to_text};
use super::ID;
use super::bin::{Bin, Doc, Grouped};
use super::own::{Own, OwnLink, OwnSpan};
use crate::model::annotation::{Layer, Span};
use crate::model::id::AttributeId;
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// The group in which spans are that overlap.
const GROUP: &str = "sc";
/// Attributes that spaCy has a place for.
const HELD: [&str; 3] = ["group", "id", "kb_id"];

const INSIDE: u64 = 1;
const OUTSIDE: u64 = 2;
const BEGINS: u64 = 3;

/// Adds one document.
pub fn document(bin: &mut Bin, item: &Item, job: &Job, ledger: &mut Ledger) {
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let text = &item.document.text;
    let mut pieces = stretches(layer, job.options, ledger);
    let n = pieces.len();
    pieces.retain(|it| !it.at.is_empty() && text.get(it.at.clone()).is_some());
    ledger.add(LossKind::SpansOutsideText, n - pieces.len());
    let pieces = on_words(pieces, text, job.options, ledger);
    let words = Words::of(text.as_str(), &pieces);
    let mut doc = Doc::default();
    let mut rows = Vec::with_capacity(words.all.len());
    for it in &words.all {
        let word = bin.word(text.get(it.at.clone()).unwrap_or_default());
        let outside = if layer.is_blank() { 0 } else { OUTSIDE };
        rows.push([word, outside, 0, 0, 0]);
        doc.spaces.push(it.space);
    }
    let overlap = pieces.windows(2).any(|it| it[1].at.start < it[0].at.end);
    let places: Vec<Range<usize>> = words.all.into_iter().map(|it| it.at).collect();
    for it in &pieces {
        let Some(over) = covered(&places, &it.at) else {
            continue;
        };
        let group = held(it.span, "group");
        if overlap || !group.is_empty() {
            let group = if group.is_empty() {
                GROUP.to_owned()
            } else {
                group
            };
            let spans = match doc.groups.iter().position(|known| known.0 == group) {
                Some(place) => &mut doc.groups[place].1,
                None => {
                    doc.groups.push((group, Vec::new()));
                    let last = doc.groups.len() - 1;
                    &mut doc.groups[last].1
                }
            };
            spans.push(grouped(bin, text, it, &over));
        } else {
            let [label, kb_id, id] = numbers(bin, it.span);
            for place in over.clone() {
                let iob = if place == over.start { BEGINS } else { INSIDE };
                rows[place][1..].copy_from_slice(&[iob, label, kb_id, id]);
            }
        }
    }
    if !doc.groups.is_empty() && rows.iter().all(|it| it[2] == 0) {
        // Nobody said that there are no entities.
        for row in &mut rows {
            row[1] = 0;
        }
    }
    doc.cats = cats(layer, &job.project.schema, ledger);
    let others = extras(&item.document.meta, ID)
        .map(from_hex)
        .unwrap_or_default();
    doc.user_data = own(item, layer, &pieces, bin.len() + 1, ledger).packed(&others);
    bin.push(doc, &rows);
}

fn from_hex(hex: &str) -> Vec<u8> {
    let digit = |it: u8| (it as char).to_digit(16).unwrap_or_default() as u8;
    let (pairs, _) = hex.as_bytes().as_chunks::<2>();
    pairs
        .iter()
        .map(|it| digit(it[0]) << 4 | digit(it[1]))
        .collect()
}

/// The value of an attribute that spaCy has a place for.
fn held(span: &Span, name: &str) -> String {
    let value = span.attributes.get(&AttributeId::new(name));
    value.map(to_text).unwrap_or_default()
}

fn numbers(bin: &mut Bin, span: &Span) -> [u64; 3] {
    [
        bin.word(span.label.as_str()),
        bin.word(&held(span, "kb_id")),
        bin.word(&held(span, "id")),
    ]
}

fn grouped(bin: &mut Bin, text: &Text, it: &Stretch, over: &Range<usize>) -> Grouped {
    let [label, kb_id, id] = numbers(bin, it.span);
    let at = text
        .from_bytes(&it.at, Count::CodePoint)
        .unwrap_or_default();
    Grouped {
        id,
        kb_id,
        label,
        start: over.start as u32,
        end: over.end as u32,
        start_char: at.start as u32,
        end_char: at.end as u32,
    }
}

/// Numbers as they are; a choice as 1 where it was made and as 0 where another was.
fn cats(layer: &Layer, schema: &Schema, ledger: &mut Ledger) -> Vec<(String, f64)> {
    let mut all = Vec::new();
    for (name, value) in layer.labels.iter() {
        let chosen: BTreeSet<&str> = match value {
            Value::Number(number) => {
                all.push((name.to_string(), *number));
                continue;
            }
            Value::Flag(flag) => {
                all.push((name.to_string(), f64::from(u8::from(*flag))));
                ledger.add(LossKind::OwnLabels, 1);
                continue;
            }
            Value::Choice(id) => BTreeSet::from([id.as_str()]),
            Value::Choices(ids) => ids.iter().map(crate::model::id::ChoiceId::as_str).collect(),
            _ => BTreeSet::new(),
        };
        ledger.add(LossKind::OwnLabels, 1);
        let asked = schema
            .document_label(name)
            .map(|it| it.kind.choices())
            .unwrap_or_default();
        let offered: BTreeSet<&str> = asked.iter().map(|it| it.id.as_str()).collect();
        for choice in offered.union(&chosen) {
            let is_so = f64::from(u8::from(chosen.contains(choice)));
            all.push((format!("{name}={choice}"), is_so));
        }
    }
    all
}

/// What spaCy has no place for; nothing where everything has one.
fn own(item: &Item, layer: &Layer, pieces: &[Stretch], n: usize, ledger: &mut Ledger) -> Own {
    let document = item.document;
    let others = |span: &Span| -> Map<String, Json> {
        let all = span
            .attributes
            .iter()
            .filter(|it| !HELD.contains(&it.0.as_str()));
        all.map(|(name, value)| (name.to_string(), to_json(value)))
            .collect()
    };
    let number = |it: &(&AttributeId, &Value)| matches!(it.1, Value::Number(_));
    let mut own = Own {
        meta: meta::object(&document.meta),
        ..Own::default()
    };
    if !layer.labels.iter().all(|it| number(&it)) {
        let labels = layer.labels.iter();
        own.labels = labels
            .map(|(name, it)| (name.to_string(), to_json(it)))
            .collect();
    }
    if !document.id.as_str().ends_with(&format!("-{n}.txt")) {
        own.id = document.id.to_string();
    }
    let says_more = |it: &Stretch| {
        it.span.at.len() > 1 || !it.span.note.is_empty() || !others(it.span).is_empty()
    };
    let mut written: BTreeSet<&str> = BTreeSet::new();
    if layer.n_links() > 0 || pieces.iter().any(says_more) || !own.id.is_empty() {
        for it in pieces {
            if !written.insert(it.span.id.as_str()) {
                continue;
            }
            let attributes = others(it.span);
            ledger.add(LossKind::OwnAttributes, attributes.len());
            ledger.add(LossKind::OwnNotes, usize::from(!it.span.note.is_empty()));
            own.spans.push(own_span(&document.text, it, attributes));
        }
    }
    for link in layer.links() {
        if !written.contains(link.from.as_str()) || !written.contains(link.to.as_str()) {
            ledger.add(LossKind::Links, 1);
            continue;
        }
        ledger.add(LossKind::OwnLinks, 1);
        own.relations.push(OwnLink {
            id: link.id.to_string(),
            kind: link.kind.to_string(),
            head: link.from.to_string(),
            tail: link.to.to_string(),
        });
    }
    ledger.add(LossKind::OwnMetadata, usize::from(!own.is_empty()));
    own
}

fn own_span(text: &Text, it: &Stretch, attributes: Map<String, Json>) -> OwnSpan {
    let place = |at: &Range<usize>| text.from_bytes(at, Count::CodePoint).unwrap_or_default();
    let whole = place(&it.at);
    let fragments = match it.span.at.as_slice() {
        [_] => Vec::new(),
        several => several
            .iter()
            .map(|it| (place(it).start, place(it).end))
            .collect(),
    };
    OwnSpan {
        start: whole.start,
        end: whole.end,
        label: it.span.label.to_string(),
        id: it.span.id.to_string(),
        fragments,
        attributes,
        note: it.span.note.clone(),
    }
}

/// The words of a text, and the blanks that are words of their own.
struct Words {
    all: Vec<Word>,
}

struct Word {
    at: Range<usize>,
    /// Whether a space follows that is no word.
    space: bool,
}

impl Words {
    fn of(text: &str, pieces: &[Stretch]) -> Self {
        let starts: BTreeSet<usize> = pieces.iter().map(|it| it.at.start).collect();
        let ends: BTreeSet<usize> = pieces.iter().map(|it| it.at.end).collect();
        let cuts: BTreeSet<usize> = starts.union(&ends).copied().collect();
        let mut words = Self { all: Vec::new() };
        let mut from = 0;
        let solid = sentences(text, &cuts, &[])
            .into_iter()
            .flat_map(|it| it.words);
        for word in solid {
            words.blanks(text, from..word.start, (&starts, &ends, &cuts));
            from = word.end;
            words.all.push(Word {
                at: word,
                space: false,
            });
        }
        words.blanks(text, from..text.len(), (&starts, &ends, &cuts));
        words
    }

    /// One space belongs to the word before it, unless a span begins or ends between them.
    fn blanks(
        &mut self,
        text: &str,
        at: Range<usize>,
        (starts, ends, cuts): (&BTreeSet<usize>, &BTreeSet<usize>, &BTreeSet<usize>),
    ) {
        let mut start = at.start;
        let is_space = text.get(at.clone()).is_some_and(|it| it.starts_with(' '));
        let cut = starts.contains(&at.start) || ends.contains(&(at.start + 1));
        if let Some(last) = self.all.last_mut().filter(|_| is_space && !cut) {
            last.space = true;
            start += 1;
        }
        if start >= at.end {
            return;
        }
        for cut in cuts.range(start + 1..at.end) {
            self.all.push(Word {
                at: start..*cut,
                space: false,
            });
            start = *cut;
        }
        self.all.push(Word {
            at: start..at.end,
            space: false,
        });
    }
}
