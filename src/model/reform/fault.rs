//! What would make a schema wrong in itself, and keys that mean two things.

use std::collections::BTreeSet;

use crate::model::schema::{Attribute, Kind, Schema};

/// Why a schema is wrong in itself; with the id concerned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    NoName(String),
    SameId(String),
    NoChoices(String),
    LimitsCross(String),
    DefaultUnfit(String),
    NoEnds(String),
    UnknownEnd(String),
}

impl Fault {
    /// The key of its sentence in the translation files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoName(_) => "fault-no-name",
            Self::SameId(_) => "fault-same-id",
            Self::NoChoices(_) => "fault-no-choices",
            Self::LimitsCross(_) => "fault-limits-cross",
            Self::DefaultUnfit(_) => "fault-default-unfit",
            Self::NoEnds(_) => "fault-no-ends",
            Self::UnknownEnd(_) => "fault-unknown-end",
        }
    }

    /// The id of what is wrong.
    pub fn detail(&self) -> &str {
        match self {
            Self::NoName(id)
            | Self::SameId(id)
            | Self::NoChoices(id)
            | Self::LimitsCross(id)
            | Self::DefaultUnfit(id)
            | Self::NoEnds(id)
            | Self::UnknownEnd(id) => id,
        }
    }
}

/// The first fault that the old schema did not have.
pub(super) fn new_fault(old: &Schema, new: &Schema) -> Option<Fault> {
    let before: BTreeSet<Fault> = faults(old).into_iter().collect();
    faults(new).into_iter().find(|it| !before.contains(it))
}

/// Everything that is wrong with a schema in itself.
pub fn faults(schema: &Schema) -> Vec<Fault> {
    let mut found = Vec::new();
    same_ids(schema.labels.iter().map(|it| it.id.as_str()), &mut found);
    same_ids(schema.links.iter().map(|it| it.id.as_str()), &mut found);
    for label in &schema.labels {
        name(&label.name, label.id.as_str(), &mut found);
        attributes(&label.attributes, &mut found);
    }
    attributes(&schema.document_labels, &mut found);
    links(schema, &mut found);
    found
}

fn links(schema: &Schema, found: &mut Vec<Fault>) {
    for link in &schema.links {
        name(&link.name, link.id.as_str(), found);
        if link.from.is_empty() || link.to.is_empty() {
            found.push(Fault::NoEnds(link.id.to_string()));
        }
        let mut ends = link.from.iter().chain(&link.to);
        if let Some(end) = ends.find(|it| schema.label(it).is_none()) {
            found.push(Fault::UnknownEnd(end.to_string()));
        }
    }
}

fn attributes(all: &[Attribute], found: &mut Vec<Fault>) {
    same_ids(all.iter().map(|it| it.id.as_str()), found);
    for attribute in all {
        let id = attribute.id.as_str();
        name(&attribute.name, id, found);
        match &attribute.kind {
            Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices) => {
                if choices.is_empty() {
                    found.push(Fault::NoChoices(id.to_owned()));
                }
                same_ids(choices.iter().map(|it| it.id.as_str()), found);
                let named = |name: &crate::model::schema::Localized| !name.get("en").is_empty();
                if let Some(choice) = choices.iter().find(|it| !named(&it.name)) {
                    found.push(Fault::NoName(choice.id.to_string()));
                }
            }
            Kind::Number {
                min: Some(min),
                max: Some(max),
            } if min > max => found.push(Fault::LimitsCross(id.to_owned())),
            _ => {}
        }
        let fits = |it: &crate::model::value::Value| it.fits(&attribute.kind);
        if !attribute.default.as_ref().is_none_or(fits) {
            found.push(Fault::DefaultUnfit(id.to_owned()));
        }
    }
}

fn name(name: &crate::model::schema::Localized, id: &str, found: &mut Vec<Fault>) {
    if id.is_empty() || name.get("en").trim().is_empty() {
        found.push(Fault::NoName(id.to_owned()));
    }
}

fn same_ids<'a>(ids: impl Iterator<Item = &'a str>, found: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            found.push(Fault::SameId(id.to_owned()));
        }
    }
}

/// A key that means two things while one place has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub key: char,
    /// The ids of the two labels, or of the questions and links of one label.
    pub between: [String; 2],
}

/// Keys that mean two things: two labels, or among the questions of one label and the links from it.
pub fn clashes(schema: &Schema) -> Vec<Clash> {
    let labels = schema.labels.iter();
    let labels = labels.filter_map(|it| Some((it.key?, it.id.as_str())));
    let mut found = among(labels);
    for label in &schema.labels {
        let questions = label.attributes.iter();
        let questions = questions.filter_map(|it| Some((it.key?, it.id.as_str())));
        let links = schema.links_from(&label.id);
        let links = links.filter_map(|it| Some((it.key?, it.id.as_str())));
        for clash in among(questions.chain(links)) {
            if !found.contains(&clash) {
                found.push(clash);
            }
        }
    }
    found
}

fn among<'a>(keys: impl Iterator<Item = (char, &'a str)>) -> Vec<Clash> {
    let mut found = Vec::new();
    let mut seen: Vec<(char, &str)> = Vec::new();
    for (key, id) in keys {
        match seen.iter().find(|it| it.0 == key) {
            Some((_, other)) => found.push(Clash {
                key,
                between: [(*other).to_owned(), id.to_owned()],
            }),
            None => seen.push((key, id)),
        }
    }
    found
}
