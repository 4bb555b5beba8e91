//! Writing lines in the layout that suits the schema.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::super::flat::stretches;
use super::super::format::{Item, Options};
use super::super::meta;
use super::super::records::{Beside, Object, write_line};
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::ID;
use crate::model::annotation::Layer;
use crate::model::schema::Schema;
use crate::model::text::Count;
use crate::model::value::Value;

/// What kind of project the lines are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Entities and relations.
    Relations,
    /// Places with labels.
    Places,
    /// Places with labels, and labels of the whole text.
    Intents,
    /// Labels of the whole text.
    Classes,
}

impl Layout {
    pub fn of(schema: &Schema) -> Self {
        if !schema.links.is_empty() {
            Self::Relations
        } else if schema.document_labels.is_empty() {
            Self::Places
        } else if schema.labels.is_empty() {
            Self::Classes
        } else {
            Self::Intents
        }
    }
}

/// The line of one document.
pub fn item(
    out: &mut dyn Write,
    item: &Item,
    (layout, options): (Layout, &Options),
    ledger: &mut Ledger,
) -> io::Result<()> {
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let mut record = meta::object(&item.document.meta);
    record
        .entry("id")
        .or_insert_with(|| Json::from(item.document.id.as_str()));
    record.insert("text".to_owned(), Json::from(item.document.text.as_str()));
    let cats = classes(layer, ledger);
    let places = places(item, layer, (layout, options), ledger);
    match layout {
        Layout::Relations => {
            record.insert("entities".to_owned(), Json::Array(places.list));
            let links = relations(layer, &places.numbers, ledger);
            record.insert("relations".to_owned(), Json::Array(links));
        }
        Layout::Places => drop(record.insert("label".to_owned(), Json::Array(places.list))),
        Layout::Intents => drop(record.insert("entities".to_owned(), Json::Array(places.list))),
        Layout::Classes => {
            let all = cats.iter().cloned().chain(places.list).collect();
            record.insert("label".to_owned(), Json::Array(all));
        }
    }
    if layout != Layout::Classes && !cats.is_empty() {
        record.insert("cats".to_owned(), Json::Array(cats));
    }
    for kept in Beside::of(&item.document.meta, ID) {
        put_back(&mut record, kept, layout);
    }
    write_line(out, &Json::Object(record).to_string())
}

/// Answers about the document: its classes as they are, other questions with their name.
fn classes(layer: &Layer, ledger: &mut Ledger) -> Vec<Json> {
    let mut all = Vec::new();
    for (name, value) in layer.labels.iter() {
        let plain = matches!(name.as_str(), "label" | "labels" | "cats");
        let one = |text: &str| {
            if plain {
                Json::from(text)
            } else {
                Json::from(format!("{name}={text}"))
            }
        };
        match value {
            Value::Choices(ids) => all.extend(ids.iter().map(|it| one(it.as_str()))),
            other => all.push(one(&to_text(other))),
        }
        ledger.add(LossKind::OwnLabels, usize::from(!plain));
    }
    all
}

struct Places<'a> {
    list: Vec<Json>,
    numbers: BTreeMap<&'a str, usize>,
}

fn places<'a>(
    item: &Item,
    layer: &'a Layer,
    (layout, options): (Layout, &Options),
    ledger: &mut Ledger,
) -> Places<'a> {
    let mut places = Places {
        list: Vec::with_capacity(layer.n_spans()),
        numbers: BTreeMap::new(),
    };
    for it in stretches(layer, options, ledger) {
        let at = item.document.text.from_bytes(&it.at, Count::CodePoint);
        let Some(at) = at.filter(|it| !it.is_empty()) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            continue;
        };
        let id = it.span.id.as_str();
        let label = it.span.label.as_str();
        let number = places.list.len() + 1;
        let number = *places.numbers.entry(id).or_insert(number);
        places.list.push(match layout {
            Layout::Relations => json!({
                "id": own_number(id).unwrap_or(number),
                "start_offset": at.start,
                "end_offset": at.end,
                "label": label,
            }),
            _ => json!([at.start, at.end, label]),
        });
    }
    if places.numbers.keys().all(|it| own_number(it).is_some()) {
        for (id, number) in &mut places.numbers {
            *number = own_number(id).unwrap_or(*number);
        }
    } else if layout == Layout::Relations {
        let numbers = 1..;
        for (place, number) in places.list.iter_mut().zip(numbers) {
            place["id"] = Json::from(number);
        }
    }
    places
}

/// doccano's ids are numbers: those that came from it stay.
fn own_number(id: &str) -> Option<usize> {
    id.parse().ok().filter(|it: &usize| it.to_string() == id)
}

fn relations(layer: &Layer, numbers: &BTreeMap<&str, usize>, ledger: &mut Ledger) -> Vec<Json> {
    let mut all = Vec::with_capacity(layer.n_links());
    for (link, n) in layer.links().zip(1..) {
        let ends = (
            numbers.get(link.from.as_str()),
            numbers.get(link.to.as_str()),
        );
        let (Some(from), Some(to)) = ends else {
            ledger.add(LossKind::Links, 1);
            continue;
        };
        let id: usize = n;
        all.push(json!({"id": id, "from_id": from, "to_id": to, "type": link.kind.as_str()}));
    }
    all
}

/// What doccano had given and nobody else understands.
fn put_back(record: &mut Object, kept: Object, layout: Layout) {
    let places = match layout {
        Layout::Relations | Layout::Intents => "entities",
        Layout::Places | Layout::Classes => "label",
    };
    for (key, value) in kept {
        let key = match key.as_str() {
            "label" | "entities" => places,
            other => other,
        };
        match (record.get_mut(key), value) {
            (Some(Json::Array(all)), Json::Array(more)) => all.extend(more),
            (None, value) => drop(record.insert(key.to_owned(), value)),
            (Some(_), _) => {}
        }
    }
}
