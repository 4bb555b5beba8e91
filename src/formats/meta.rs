//! What is known of a document, as names and texts: the same names in every format.

use serde_json::{Map, Value as Json};

use super::draft::is_own_field;
use super::json::{Fields, Node};
use crate::model::document::Meta;

/// Every field that is known, by name: those that all documents may have, then the analyst's own.
pub fn pairs(meta: &Meta) -> Vec<(&str, String)> {
    let date = meta.date.map(|it| it.to_string()).unwrap_or_default();
    let known = [
        ("title", meta.title.clone()),
        ("author", meta.author.clone()),
        ("date", date),
        ("url", meta.url.clone()),
        ("language", meta.language.clone()),
        ("genre", meta.genre.clone()),
    ];
    let own = meta.fields.iter().filter(|it| is_own_field(it.0));
    let own = own.map(|(name, it)| (name.as_str(), it.clone()));
    known
        .into_iter()
        .filter(|it| !it.1.is_empty())
        .chain(own)
        .collect()
}

/// The same as JSON: what was no text in its source is none here either, unless it was changed since.
pub fn object(meta: &Meta) -> Map<String, Json> {
    let mut kinds = kinds(meta);
    let mut all: Map<String, Json> = pairs(meta)
        .into_iter()
        .map(|(name, text)| {
            let kept = kinds.remove(name).filter(|it| is_written(it, &text));
            (name.to_owned(), kept.unwrap_or(Json::String(text)))
        })
        .collect();
    let nulls = kinds.into_iter().filter(|it| it.1.is_null());
    for (name, null) in nulls {
        all.entry(name).or_insert(null);
    }
    all
}

/// Sets what a source says of a document: by the names of [`pairs`] where they fit, else as fields of
/// their own. What is no text is a field as JSON, and it is kept beside that it was no text.
pub fn set_all<'a>(meta: &mut Meta, all: impl IntoIterator<Item = (&'a String, &'a Json)>) {
    let mut kinds = kinds(meta);
    for (name, value) in all {
        if let Json::String(text) = value {
            set_text(meta, name, text.clone());
            continue;
        }
        if !value.is_null() {
            set_text(meta, name, value.to_string());
        }
        kinds.insert(name.clone(), value.clone());
    }
    if !kinds.is_empty() {
        let kept = Json::Object(kinds).to_string();
        meta.fields.insert(KINDS.to_owned(), kept);
    }
}

/// As [`set_all`], of what is just being read.
pub fn take_all(meta: &mut Meta, fields: Fields) {
    let mut others = Map::new();
    for (name, node) in fields {
        match node {
            Node::Text(text) => set_text(meta, &name, text.into_owned()),
            other => drop(others.insert(name.into_owned(), other.into())),
        }
    }
    if !others.is_empty() {
        set_all(meta, &others);
    }
}

/// As [`set_all`], one thing.
pub fn set(meta: &mut Meta, name: &str, value: &Json) {
    match value {
        Json::String(text) => set_text(meta, name, text.clone()),
        other => set_all(meta, [(&name.to_owned(), other)]),
    }
}

fn is_written(json: &Json, text: &str) -> bool {
    let written = json.to_string();
    written == text
}

/// The field that keeps what was no text, by name.
pub const KINDS: &str = "extra:json";

fn kinds(meta: &Meta) -> Map<String, Json> {
    let kept = meta.fields.get(KINDS);
    kept.and_then(|it| serde_json::from_str(it).ok())
        .unwrap_or_default()
}

/// As [`set_all`], for a source that knows nothing but texts.
pub fn set_text(meta: &mut Meta, name: &str, text: String) {
    match name {
        "title" if meta.title.is_empty() => meta.title = text,
        "author" if meta.author.is_empty() => meta.author = text,
        "url" if meta.url.is_empty() => meta.url = text,
        "language" if meta.language.is_empty() => meta.language = text,
        "genre" if meta.genre.is_empty() => meta.genre = text,
        "date"
            if meta.date.is_none() && text.parse::<crate::model::value::PartialDate>().is_ok() =>
        {
            meta.date = text.parse().ok();
        }
        name if !is_own_field(name) => drop(meta.fields.insert(format!("-{name}"), text)),
        _ => drop(meta.fields.insert(name.to_owned(), text)),
    }
}
