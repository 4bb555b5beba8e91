//! The questions of a data set, and its users.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::decode::sha256;
use super::super::input::Input;
use crate::model::schema::{Attribute, Choice, Kind, Schema};

/// The name of the question that asks for spans.
pub const SPANS: &str = "spans";

/// The settings that take the records of this schema.
pub fn of(schema: &Schema) -> Json {
    let options = schema
        .labels
        .iter()
        .map(|it| json!({"value": it.id.as_str(), "text": it.id.as_str(), "description": null}));
    let mut questions = vec![json!({
        "name": SPANS,
        "title": SPANS,
        "required": false,
        "settings": {
            "type": "span",
            "field": "text",
            "allow_overlapping": true,
            "visible_options": null,
            "options": options.collect::<Vec<_>>(),
        },
    })];
    questions.extend(schema.document_labels.iter().map(question));
    json!({
        "guidelines": null,
        "allow_extra_metadata": true,
        "fields": [{
            "name": "text",
            "title": "text",
            "required": true,
            "settings": {"type": "text", "use_markdown": false},
        }],
        "questions": questions,
        "metadata": [],
        "vectors": [],
        "distribution": {"strategy": "overlap", "min_submitted": 1},
    })
}

fn question(it: &Attribute) -> Json {
    let options = |all: &[Choice]| -> Vec<Json> {
        let one = |it: &Choice| json!({"value": it.id.as_str(), "text": it.id.as_str(), "description": null});
        all.iter().map(one).collect()
    };
    let settings = match &it.kind {
        Kind::OneOf(all) | Kind::Ordinal(all) => {
            json!({"type": "label_selection", "options": options(all), "visible_options": null})
        }
        Kind::SeveralOf(all) => json!({
            "type": "multi_label_selection",
            "options": options(all),
            "visible_options": null,
            "options_order": "natural",
        }),
        Kind::Flag => {
            let options =
                ["true", "false"].map(|it| json!({"value": it, "text": it, "description": null}));
            json!({"type": "label_selection", "options": options, "visible_options": null})
        }
        _ => json!({"type": "text", "use_markdown": false}),
    };
    json!({
        "name": it.id.as_str(),
        "title": it.id.as_str(),
        "required": it.required,
        "settings": settings,
    })
}

/// A user's number for a name: always the same (a UUID of version 8, from the name alone).
pub fn number(name: &str) -> String {
    if is_number(name) {
        return name.to_owned();
    }
    let hex = sha256(name.as_bytes());
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    )
}

fn is_number(name: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = name.split('-').collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(it, n)| it.len() == n && it.bytes().all(|it| it.is_ascii_hexdigit()))
}

/// Names by number, where they are told.
pub fn users(input: &Input) -> BTreeMap<String, String> {
    let files = input.entries().iter();
    let file = files.filter(|it| it.name.rsplit('/').next() == Some("users.json"));
    let lists = file.filter_map(|it| serde_json::from_str::<Vec<Json>>(&it.text().ok()?).ok());
    let one = |it: Json| {
        let name = it
            .get("username")
            .or_else(|| it.get("name"))?
            .as_str()?
            .to_owned();
        Some((it.get("id")?.as_str()?.to_owned(), name))
    };
    lists.flatten().filter_map(one).collect()
}
