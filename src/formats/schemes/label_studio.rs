//! The interface of a Label Studio project: `Labels` become labels, what is asked per region questions
//! about them, what is asked of the whole task questions about the document, `Relations` links.

use std::collections::BTreeSet;

use super::draft::{Scheme, choices, color, question};
use super::xml::{Tag, tags};
use crate::model::id::LabelId;
use crate::model::schema::{Attribute, Kind};

/// What only arranges the page, or shows the text.
const SHOWS: [&str; 12] = [
    "View",
    "Text",
    "HyperText",
    "Header",
    "Style",
    "Filter",
    "Collapse",
    "Panel",
    "Label",
    "Choice",
    "Relation",
    "Paragraphs",
];

pub(super) fn read(name: &str, source: &str) -> Option<Scheme> {
    let tags = tags(source)?;
    if tags.first()?.name != "View" {
        return None;
    }
    let mut scheme = Scheme::new(name);
    for (i, tag) in tags.iter().enumerate() {
        let inside = inside(&tags, i);
        match tag.name {
            "Labels" | "HyperTextLabels" | "ParagraphLabels" => labels(&mut scheme, &inside),
            _ => {}
        }
    }
    for (i, tag) in tags.iter().enumerate() {
        let inside = inside(&tags, i);
        match tag.name {
            "Choices" | "TextArea" | "Rating" | "Number" | "DateTime" | "Taxonomy" => {
                ask(&mut scheme, tag, &inside);
            }
            "Relations" => relations(&mut scheme, &inside),
            "Labels" | "HyperTextLabels" | "ParagraphLabels" => {}
            known if SHOWS.contains(&known) => {}
            other => scheme.leave("left-tag", other),
        }
    }
    Some(scheme)
}

/// The tags that stand in the tag at `i`.
fn inside<'a, 'b>(tags: &'a [Tag<'b>], i: usize) -> Vec<&'a Tag<'b>> {
    let Some(tag) = tags.get(i) else {
        return Vec::new();
    };
    let after = tags.iter().skip(i + 1);
    after.take_while(|it| it.depth > tag.depth).collect()
}

fn labels(scheme: &mut Scheme, inside: &[&Tag]) {
    for tag in inside.iter().filter(|it| it.name == "Label") {
        let name = tag.get("value");
        if name.trim().is_empty() {
            continue;
        }
        let key = tag.get("hotkey").chars();
        let key = if key.clone().count() == 1 {
            key.last()
        } else {
            None
        };
        scheme.label(name, color(tag.get("background")), key);
    }
}

fn ask(scheme: &mut Scheme, tag: &Tag, inside: &[&Tag]) {
    let name = tag.get("name");
    let Some(kind) = kind(tag, inside) else {
        return scheme.leave("left-question", format!("{} {name}", tag.name));
    };
    let asked = question(name, kind, tag.get("required") == "true");
    let per_region = tag.get("perRegion") == "true" || !tag.get("whenLabelValue").is_empty();
    if !per_region {
        return scheme.question(None, &asked);
    }
    let labels = regions(scheme, tag);
    about(scheme, &labels, &asked);
}

fn about(scheme: &mut Scheme, labels: &BTreeSet<LabelId>, asked: &Attribute) {
    if labels.is_empty() {
        return scheme.leave("left-question", asked.name.get("en"));
    }
    scheme.question(Some(labels), asked);
}

/// The labels that a question is asked of.
fn regions(scheme: &mut Scheme, tag: &Tag) -> BTreeSet<LabelId> {
    let wanted = tag.get("whenLabelValue");
    if wanted.is_empty() {
        return scheme.all();
    }
    let names: Vec<&str> = wanted.split(',').map(str::trim).collect();
    let named = |it: &&crate::model::schema::Label| {
        let name = it.name.get("en");
        names
            .iter()
            .any(|wanted| *wanted == name || *wanted == it.id.as_str())
    };
    let labels = scheme.schema.labels.iter().filter(named);
    labels.map(|it| it.id.clone()).collect()
}

fn kind(tag: &Tag, inside: &[&Tag]) -> Option<Kind> {
    let number = |key: &str| tag.get(key).parse().ok();
    Some(match tag.name {
        "Choices" => {
            let values = inside.iter().filter(|it| it.name == "Choice");
            let values = choices(values.map(|it| it.get("value")));
            if values.is_empty() {
                return None;
            }
            if tag.get("choice") == "multiple" {
                Kind::SeveralOf(values)
            } else {
                Kind::OneOf(values)
            }
        }
        "Taxonomy" => {
            let values = paths(inside);
            let values = choices(values.iter().map(String::as_str));
            if values.is_empty() {
                return None;
            }
            Kind::SeveralOf(values)
        }
        "TextArea" => Kind::Text,
        "Rating" => Kind::Number {
            min: Some(0.0),
            max: number("maxRating").or(Some(5.0)),
        },
        "Number" => Kind::Number {
            min: number("min"),
            max: number("max"),
        },
        "DateTime" => Kind::Date,
        _ => return None,
    })
}

/// The ways through a taxonomy, as `Poisson/Carpe`.
fn paths(inside: &[&Tag]) -> Vec<String> {
    let mut way: Vec<(usize, &str)> = Vec::new();
    let mut all = Vec::new();
    for tag in inside.iter().filter(|it| it.name == "Choice") {
        let depth = tag.depth;
        while way.last().is_some_and(|it| it.0 >= depth) {
            way.pop();
        }
        way.push((depth, tag.get("value")));
        let names: Vec<&str> = way.iter().map(|it| it.1).collect();
        all.push(names.join("/"));
    }
    all
}

fn relations(scheme: &mut Scheme, inside: &[&Tag]) {
    for tag in inside.iter().filter(|it| it.name == "Relation") {
        let all = scheme.all();
        scheme.link(tag.get("value"), all.clone(), all, None);
    }
}
