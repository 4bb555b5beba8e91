//! `JSON_MIN`, the short export: what was asked stands beside the data, under the name of its control.
//!
//! As `label_studio_sdk.converter` writes it: regions without ids and a single choice without its list. An answer that is
//! a single string is told from the data by the interface alone; without one it stays with the data.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::json::{Fields, Node};

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
pub fn is_min(record: &Fields) -> bool {
    let said = record.contains_key("annotation_id") && record.contains_key("annotator");
    let whole = record.contains_key("annotations") || record.contains_key("data");
    !whole && (said || record.iter().any(|it| are_regions(it.1)))
}

/// Whether these are labelled places as only Label Studio writes them.
fn are_regions(node: &Node) -> bool {
    let first = node.as_list().and_then(<[Node]>::first);
    let all = ["start", "end", "text"];
    first.is_some_and(|it| it["labels"].is_list() && all.iter().all(|key| it.get(key).is_some()))
}

/// The whole task; `asked` are the controls of the interface that are answered about the text.
pub fn whole<'a>(mut record: Fields<'a>, asked: &BTreeSet<String>) -> Fields<'a> {
    let mut annotation = Fields::default();
    for (short, name) in ABOUT {
        if let Some(value) = record.remove(short) {
            annotation.push(name, value);
        }
    }
    let (mut task, mut data) = (Fields::default(), Fields::default());
    let mut result = Vec::new();
    for (name, value) in record {
        match value {
            id if name == "id" => task.push(name, id),
            Node::List(all) if !all.is_empty() && all.iter().all(Node::is_object) => {
                result.extend(all.into_iter().map(|it| (name.clone(), it)));
            }
            Node::Object(it) if it.contains_key("choices") => result.push((name, Node::Object(it))),
            Node::Text(_) | Node::List(_) if asked.contains(name.as_ref()) => {
                let all = if value.is_list() {
                    value
                } else {
                    Node::List(vec![value])
                };
                result.push((name, Node::from([("choices", all)])));
            }
            other => data.push(name, other),
        }
    }
    annotation.push("result", Node::List(with_ids(result)));
    task.push("data", Node::Object(data));
    let annotations = vec![Node::Object(annotation)];
    task.push("annotations", Node::List(annotations));
    task
}

/// Answers about a region have its place: they get the same id.
fn with_ids<'a>(result: Vec<(Cow<'a, str>, Node<'a>)>) -> Vec<Node<'a>> {
    let place = |value: &Node| Some(format!("{}-{}", value.get("start")?, value.get("end")?));
    let mut taken = BTreeSet::new();
    let one = |(n, (name, value)): (usize, (Cow<'a, str>, Node<'a>))| {
        let place = place(&value).unwrap_or_default();
        let kind = kind(&value);
        let known = kind.ends_with("labels") && !taken.insert(place.clone());
        let id = if place.is_empty() || known {
            format!("{place}:{n}")
        } else {
            place
        };
        Node::from([
            ("id", id.into()),
            ("from_name", Node::Text(name)),
            ("to_name", "text".into()),
            ("type", kind.into()),
            ("value", value),
        ])
    };
    result.into_iter().enumerate().map(one).collect()
}

/// What a value answers: the key that is neither a place nor what stands there.
fn kind(value: &Node) -> String {
    let beside = [
        "start",
        "end",
        "text",
        "startOffset",
        "endOffset",
        "globalOffsets",
    ];
    let keys = value.as_object().into_iter().flat_map(Fields::keys);
    let kind = keys.into_iter().find(|it| !beside.contains(it));
    kind.unwrap_or("textarea").to_owned()
}
