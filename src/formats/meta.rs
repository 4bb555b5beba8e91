//! What is known of a document, as names and texts: the same names in every format.

use serde_json::{Map, Value as Json};

use super::draft::is_own_field;
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

/// The same as JSON.
pub fn object(meta: &Meta) -> Map<String, Json> {
    let all = pairs(meta).into_iter();
    all.map(|(name, text)| (name.to_owned(), Json::String(text)))
        .collect()
}

/// Sets what a source says of a document: by the names of [`pairs`] where they fit, else as a field of
/// its own. What is no text is kept as JSON.
pub fn set(meta: &mut Meta, name: &str, value: &Json) {
    let text = match value {
        Json::Null => return,
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    set_text(meta, name, text);
}

/// As [`set`], for a source that knows nothing but texts.
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
