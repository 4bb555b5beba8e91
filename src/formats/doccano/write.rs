//! Writing lines in the layout that suits the schema.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value as Json;

use super::super::flat::{Placed, placed};
use super::super::format::{Item, Options};
use super::super::meta;
use super::super::records::{Beside, Object};
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::super::write_json::{Part, Parts, kept, parts, write_line};
use super::ID;
use crate::model::annotation::Layer;
use crate::model::schema::Schema;
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

    /// The key of the list of spans.
    fn key(self) -> &'static str {
        match self {
            Self::Relations | Self::Intents => "entities",
            Self::Places | Self::Classes => "label",
        }
    }
}

/// What stands in the lists of a line, keys in their order.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Mark<'a> {
    Class(Cow<'a, str>),
    Place(usize, usize, &'a str),
    Entity {
        end_offset: usize,
        id: usize,
        label: &'a str,
        start_offset: usize,
    },
    Relation {
        from_id: usize,
        id: usize,
        to_id: usize,
        #[serde(rename = "type")]
        kind: &'a str,
    },
}

type Marks<'a> = Vec<Part<'a, Mark<'a>>>;

/// Writes the line of one document.
pub fn item(
    (out, buffer): (&mut dyn Write, &mut Vec<u8>),
    item: &Item,
    (layout, options): (Layout, &Options),
    ledger: &mut Ledger,
) -> io::Result<()> {
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let document = item.document;
    let mut line = parts(meta::object(&document.meta));
    line.entry("id".to_owned())
        .or_insert(Part::Text(document.id.as_str()));
    line.insert("text".to_owned(), Part::Text(document.text.as_str()));
    let mut cats = classes(layer, ledger);
    let placed = placed(&document.text, layer, options, ledger);
    let mut spans = if layout == Layout::Relations {
        let numbers = numbers(&placed);
        let links = relations(layer, (&placed, &numbers), ledger);
        line.insert("relations".to_owned(), Part::List(links));
        entities(&placed, &numbers)
    } else {
        places(&placed)
    };
    if layout == Layout::Classes {
        drop(spans.splice(0..0, cats.drain(..)));
    }
    line.insert(layout.key().to_owned(), Part::List(spans));
    if !cats.is_empty() {
        line.insert("cats".to_owned(), Part::List(cats));
    }
    for kept in Beside::of(&document.meta, ID) {
        put_back(&mut line, kept, layout);
    }
    write_line(out, buffer, &line)
}

/// Answers about the document: its classes as they are, other questions with their name.
fn classes<'a>(layer: &'a Layer, ledger: &mut Ledger) -> Marks<'a> {
    let mut all = Vec::new();
    for (name, value) in layer.labels.iter() {
        let plain = matches!(name.as_str(), "label" | "labels" | "cats");
        let mut add = |text: Cow<'a, str>| {
            let text = if plain {
                text
            } else {
                Cow::Owned(format!("{name}={text}"))
            };
            all.push(Part::Made(Mark::Class(text)));
        };
        match value {
            Value::Choices(ids) => ids.iter().for_each(|it| add(it.as_str().into())),
            other => add(to_text(other).into()),
        }
        ledger.add(LossKind::OwnLabels, usize::from(!plain));
    }
    all
}

fn places<'a>(placed: &[Placed<'a>]) -> Marks<'a> {
    let one = |it: &Placed<'a>| Mark::Place(it.start, it.end, it.span.label.as_str());
    placed.iter().map(|it| Part::Made(one(it))).collect()
}

fn entities<'a>(placed: &[Placed<'a>], numbers: &[usize]) -> Marks<'a> {
    let one = |(it, id): (&Placed<'a>, &usize)| Mark::Entity {
        end_offset: it.end,
        id: *id,
        label: it.span.label.as_str(),
        start_offset: it.start,
    };
    let all = placed.iter().zip(numbers);
    all.map(|it| Part::Made(one(it))).collect()
}

/// The numbers of entities: those that came from doccano stay, if all did.
fn numbers(placed: &[Placed]) -> Vec<usize> {
    let own = placed.iter().map(|it| own_number(it.span.id.as_str()));
    let own: Option<Vec<usize>> = own.collect();
    own.unwrap_or_else(|| (1..=placed.len()).collect())
}

/// doccano's ids are numbers, and this is written like one of them.
fn own_number(id: &str) -> Option<usize> {
    let plain = id == "0" || !id.starts_with(['0', '+']);
    id.parse().ok().filter(|_| plain)
}

fn relations<'a>(
    layer: &'a Layer,
    (placed, numbers): (&[Placed], &[usize]),
    ledger: &mut Ledger,
) -> Marks<'a> {
    let mut all = Vec::with_capacity(layer.n_links());
    if layer.n_links() == 0 {
        return all;
    }
    // Of a span that was taken apart, the first part is meant.
    let known = placed.iter().map(|it| it.span.id.as_str());
    let known: HashMap<&str, usize> = known.zip(numbers.iter().copied()).rev().collect();
    for (link, id) in layer.links().zip(1..) {
        let ends = (known.get(link.from.as_str()), known.get(link.to.as_str()));
        let (Some(from_id), Some(to_id)) = ends else {
            ledger.add(LossKind::Links, 1);
            continue;
        };
        all.push(Part::Made(Mark::Relation {
            from_id: *from_id,
            id,
            to_id: *to_id,
            kind: link.kind.as_str(),
        }));
    }
    all
}

/// What doccano had given and nobody else understands.
fn put_back<'a>(line: &mut Parts<'a, Mark<'a>>, kept_of_it: Object, layout: Layout) {
    for (key, value) in kept_of_it {
        let key = match key.as_str() {
            "label" | "entities" => layout.key(),
            other => other,
        };
        match (line.get_mut(key), value) {
            (Some(Part::List(all)), Json::Array(more)) => all.extend(kept(more)),
            (Some(Part::Kept(Json::Array(all))), Json::Array(more)) => all.extend(more),
            (None, value) => drop(line.insert(key.to_owned(), Part::Kept(value))),
            (Some(_), _) => {}
        }
    }
}
