//! Writing tasks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::format::{Item, Job};
use super::super::meta;
use super::super::records::{Beside, Object, take_list, text};
use super::super::report::{Ledger, LossKind};
use super::super::write_json::{Part, Parts, kept as left, parts};
use super::ID;
use super::answer::said;
use super::config::Own;
use super::people::completed_by;
use super::region::{Answer, Given, Ids, Region, regions};
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, AttributeId};

type Made<'a> = Parts<'a, Region<'a>>;
/// What is being written, and which questions take words.
type Writing<'a> = (&'a Job<'a>, &'a BTreeSet<&'a AttributeId>);

/// One document as a task, an object.
pub fn task<'a>(item: &'a Item, writing: Writing<'a>, ledger: &mut Ledger) -> Made<'a> {
    let document = item.document;
    let mut kept = Beside::of(&document.meta, ID).next().unwrap_or_default();
    let mut task = parts(match kept.remove("task") {
        Some(Json::Object(task)) => task,
        _ => Object::new(),
    });
    task.insert("data".to_owned(), Part::Object(data(document, &kept)));
    let about = task
        .entry("meta".to_owned())
        .or_insert_with(|| Part::Kept(json!({})));
    if let Part::Kept(Json::Object(about)) = about {
        about.insert("document".to_owned(), Json::from(document.id.as_str()));
    }
    let mut of = take_list(&mut kept, "of");
    let named: BTreeSet<String> = of
        .iter()
        .filter_map(|it| it["by"].as_str().map(str::to_owned))
        .collect();
    let nameless = item.layers.iter().map(|it| it.0);
    let nameless = nameless.filter(|it| !named.contains(writing.0.name_of(it)));
    let nameless: Vec<&AnnotatorId> = nameless.collect();
    let mut annotations = Vec::new();
    for (id, layer) in &item.layers {
        let name = writing.0.name_of(id);
        let alone = nameless.len() == 1 && nameless.contains(id);
        let mine = |it: &Json| {
            let by = it["by"].as_str().unwrap_or_default();
            by == name || by.is_empty() && alone
        };
        let mine = of.iter().position(mine).map(|it| of.remove(it));
        if layer.is_blank() && mine.is_none() {
            continue;
        }
        let by = (name, mine.unwrap_or_default());
        let annotation = annotation((document, layer), by, writing, ledger);
        annotations.push(Part::Object(annotation));
    }
    annotations.extend(left(take_list(&mut kept, "annotations")));
    task.insert("annotations".to_owned(), Part::List(annotations));
    task
}

/// The text, under the key that it had, and what is known of it.
fn data<'a>(document: &'a Document, kept: &Object) -> Made<'a> {
    let key = match text(kept, "key") {
        "" => "text",
        key => key,
    };
    let words = document.text.as_str();
    let mut data = parts(meta::object(&document.meta));
    data.insert(key.to_owned(), Part::Text(words));
    data.entry("text".to_owned()).or_insert(Part::Text(words));
    data
}

fn annotation<'a>(
    (document, layer): (&'a Document, &'a Layer),
    (by, kept): (&str, Json),
    writing: Writing<'a>,
    ledger: &mut Ledger,
) -> Made<'a> {
    let mut annotation = parts(kept["json"].as_object().cloned().unwrap_or_default());
    let who = match kept.get("who") {
        Some(who) => who.clone(),
        None if kept["by"].as_str() == Some("") => Json::Null,
        None => completed_by(by),
    };
    if !who.is_null() {
        annotation.insert("completed_by".to_owned(), Part::Kept(who));
    }
    let (mut result, ids) = regions((document, layer), writing, ledger);
    let own = Own::of(&writing.0.project.schema);
    answers((layer, own), &kept["answers"], &mut result, ledger);
    relations(layer, (&ids, &kept["directions"]), &mut result, ledger);
    let mut result: Vec<_> = result.into_iter().map(Part::Made).collect();
    let others = kept["left"].as_array().into_iter().flatten().cloned();
    result.extend(others.map(Part::Kept));
    annotation.insert("result".to_owned(), Part::List(result));
    annotation
}

/// Answers about the document; one that says the same as before is written as it was.
fn answers<'a>(
    (layer, own): (&'a Layer, Own),
    kept: &Json,
    result: &mut Vec<Region<'a>>,
    ledger: &mut Ledger,
) {
    for (name, value) in layer.labels.iter() {
        let was = &kept[name.as_str()];
        let id = was["id"].as_str().map(|it| Cow::Owned(it.to_owned()));
        let (kind, given) = Given::default().answering(value, ledger);
        let now = serde_json::to_value(&given).unwrap_or_default();
        let same = is_of(kind, &was["value"]) && said(&was["value"]) == said(&now);
        result.push(Region::Answer {
            from_name: name.as_str().into(),
            id: id.unwrap_or(Cow::Borrowed(name.as_str())),
            meta: None,
            to_name: own.text,
            kind,
            value: if same {
                Answer::Kept(was["value"].clone())
            } else {
                Answer::Given(given)
            },
        });
    }
}

/// Whether a value has the shape that the control of this kind gives.
fn is_of(kind: &str, value: &Json) -> bool {
    let key = if kind == "textarea" { "text" } else { kind };
    value.get(key).is_some()
}

/// The links between regions that are written, as their arrows went.
fn relations<'a>(
    layer: &'a Layer,
    (ids, directions): (&Ids, &Json),
    result: &mut Vec<Region<'a>>,
    ledger: &mut Ledger,
) {
    let directions = directions.as_array().into_iter().flatten();
    let directions: BTreeMap<&str, &str> = directions
        .filter_map(|it| Some((it[0].as_str()?, it[1].as_str()?)))
        .collect();
    for link in layer.links() {
        let (mut from_id, mut to_id) = (link.from.as_str(), link.to.as_str());
        if !ids.contains(from_id) || !ids.contains(to_id) {
            ledger.add(LossKind::Links, 1);
            continue;
        }
        let direction = directions.get(link.id.as_str()).map(|it| (*it).to_owned());
        let direction = direction.map_or(Cow::Borrowed("right"), Cow::Owned);
        if direction == "left" {
            std::mem::swap(&mut from_id, &mut to_id);
        }
        let kind = link.kind.as_str();
        result.push(Region::Relation {
            direction,
            from_id,
            labels: [kind].into_iter().filter(|it| !it.is_empty()).collect(),
            to_id,
            kind: "relation",
        });
    }
}
