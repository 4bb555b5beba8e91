//! `JSON_MIN`, the short export: what was asked stands beside the data, under the name of its control.
//!
//! As `label_studio_sdk.converter` writes it: regions without ids and a single choice without its list. An answer that is
//! a single string is told from the data by the interface alone; without one it stays with the data.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::records::Object;

/// What is said of the annotation, and its name in a whole task.
const ABOUT: [(&str, &str); 6] = [
    ("annotation_id", "id"),
    ("annotator", "completed_by"),
    ("created_at", "created_at"),
    ("updated_at", "updated_at"),
    ("lead_time", "lead_time"),
    ("agreement", "agreement"),
];

/// Whether a record is a task in short.
pub fn is_min(record: &Object) -> bool {
    record.contains_key("annotation_id")
        && record.contains_key("annotator")
        && !record.contains_key("annotations")
}

/// The whole task; `asked` are the controls of the interface that are answered about the text.
pub fn whole(mut record: Object, asked: &BTreeSet<String>) -> Object {
    let mut annotation = Object::new();
    for (short, name) in ABOUT {
        if let Some(value) = record.remove(short) {
            annotation.insert(name.to_owned(), value);
        }
    }
    let (mut task, mut data) = (Object::new(), Object::new());
    let mut result = Vec::new();
    for (name, value) in record {
        match value {
            id if name == "id" => drop(task.insert(name, id)),
            Json::Array(all) if !all.is_empty() && all.iter().all(Json::is_object) => {
                result.extend(all.into_iter().map(|it| (name.clone(), it)));
            }
            Json::Object(it) if it.contains_key("choices") => result.push((name, it.into())),
            Json::String(_) | Json::Array(_) if asked.contains(&name) => {
                let all = if value.is_array() {
                    value
                } else {
                    json!([value])
                };
                result.push((name, json!({ "choices": all })));
            }
            other => drop(data.insert(name, other)),
        }
    }
    let regions: Vec<Json> = with_ids(result);
    annotation.insert("result".to_owned(), regions.into());
    task.insert("data".to_owned(), data.into());
    task.insert("annotations".to_owned(), json!([annotation]));
    task
}

/// Answers about a region have its place: they get the same id.
fn with_ids(result: Vec<(String, Json)>) -> Vec<Json> {
    let place = |value: &Json| Some(format!("{}-{}", value.get("start")?, value.get("end")?));
    let mut taken = BTreeSet::new();
    let one = |(n, (name, value)): (usize, (String, Json))| {
        let place = place(&value).unwrap_or_default();
        let is_region = is_region(&value);
        let known = is_region && !taken.insert(place.clone());
        let id = if place.is_empty() || known {
            format!("{place}:{n}")
        } else {
            place
        };
        json!({"id": id, "from_name": name, "to_name": "text", "type": kind(&value), "value": value})
    };
    result.into_iter().enumerate().map(one).collect()
}

fn is_region(value: &Json) -> bool {
    kind(value).ends_with("labels")
}

/// What a value answers: the key that is neither a place nor what stands there.
fn kind(value: &Json) -> String {
    let beside = [
        "start",
        "end",
        "text",
        "startOffset",
        "endOffset",
        "globalOffsets",
    ];
    let keys = value.as_object().into_iter().flatten().map(|it| it.0);
    let mut keys = keys.filter(|it| !beside.contains(&it.as_str()));
    keys.next()
        .map_or_else(|| "textarea".to_owned(), Clone::clone)
}
