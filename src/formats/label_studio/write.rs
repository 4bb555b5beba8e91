//! Writing tasks.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::flat::stretches;
use super::super::format::{Item, Job};
use super::super::meta;
use super::super::records::{Beside, Object, object, text};
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::read::said;
use super::{ID, config};
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::text::Count;
use crate::model::value::Value;

/// One document as a task.
pub fn task(item: &Item, job: &Job, ledger: &mut Ledger) -> Json {
    let document = item.document;
    let kept = Beside::of(&document.meta, ID).next().unwrap_or_default();
    let mut task = match kept.get("task") {
        Some(Json::Object(task)) => task.clone(),
        _ => Object::new(),
    };
    let key = match text(&kept, "key") {
        "" => "text",
        key => key,
    };
    let mut data = meta::object(&document.meta);
    data.insert(key.to_owned(), Json::from(document.text.as_str()));
    data.entry("text")
        .or_insert_with(|| Json::from(document.text.as_str()));
    task.insert("data".to_owned(), Json::Object(data));
    let about = task.entry("meta").or_insert_with(|| json!({}));
    if let Json::Object(about) = about {
        about.insert("document".to_owned(), Json::from(document.id.as_str()));
    }
    let of = kept
        .get("of")
        .and_then(Json::as_array)
        .cloned()
        .unwrap_or_default();
    let mut of: Vec<Json> = of;
    let mut annotations = Vec::new();
    for (id, layer) in &item.layers {
        let known = job
            .project
            .annotators
            .get(*id)
            .filter(|it| !it.name.is_empty());
        let name = known.map_or(id.as_str(), |it| it.name.as_str());
        let mine = |it: &Json| {
            let by = it["by"].as_str().unwrap_or_default();
            by == name || by.is_empty() && item.layers.len() == 1
        };
        let mine = of.iter().position(mine).map(|it| of.remove(it));
        if layer.is_blank() && mine.is_none() {
            continue;
        }
        annotations.push(annotation(document, layer, (name, mine), job, ledger));
    }
    let others = kept.get("annotations").and_then(Json::as_array);
    annotations.extend(others.into_iter().flatten().cloned());
    task.insert("annotations".to_owned(), Json::Array(annotations));
    Json::Object(task)
}

fn annotation(
    document: &Document,
    layer: &Layer,
    (by, kept): (&str, Option<Json>),
    job: &Job,
    ledger: &mut Ledger,
) -> Json {
    let kept = kept.unwrap_or_default();
    let mut annotation = kept["json"].as_object().cloned().unwrap_or_default();
    let nameless = kept["by"].as_str() == Some("");
    if !nameless {
        let by = match by.parse::<u64>() {
            Ok(number) => Json::from(number),
            Err(_) if by.contains('@') => json!({"email": by}),
            Err(_) => Json::from(by),
        };
        annotation.insert("completed_by".to_owned(), by);
    }
    let mut result = regions(document, layer, job, ledger);
    for (name, value) in layer.labels.iter() {
        let was = &kept["answers"][name.as_str()];
        let id = was["id"].as_str().unwrap_or(name.as_str());
        let mut region = json!({"id": id, "from_name": name.as_str(), "to_name": "text"});
        answer(&mut region, value, Object::new(), ledger);
        if said(&was["value"]) == said(&region["value"]) {
            region["value"] = was["value"].clone();
        }
        result.push(region);
    }
    let directions = kept["directions"].as_array().into_iter().flatten();
    let directions: BTreeMap<&str, &str> = directions
        .filter_map(|it| Some((it[0].as_str()?, it[1].as_str()?)))
        .collect();
    let written: BTreeSet<String> = result
        .iter()
        .filter(|_| layer.n_links() > 0)
        .filter(|it| it["type"] == "labels")
        .filter_map(|it| it["id"].as_str().map(str::to_owned))
        .collect();
    for link in layer.links() {
        let (mut from, mut to) = (link.from.as_str(), link.to.as_str());
        if !written.contains(from) || !written.contains(to) {
            ledger.add(LossKind::Links, 1);
            continue;
        }
        let direction = directions.get(link.id.as_str()).copied().unwrap_or("right");
        if direction == "left" {
            std::mem::swap(&mut from, &mut to);
        }
        let kind = link.kind.as_str();
        let labels: Vec<&str> = [kind].into_iter().filter(|it| !it.is_empty()).collect();
        result.push(json!({
            "type": "relation",
            "from_id": from,
            "to_id": to,
            "direction": direction,
            "labels": labels,
        }));
    }
    result.extend(kept["left"].as_array().into_iter().flatten().cloned());
    annotation.insert("result".to_owned(), Json::Array(result));
    Json::Object(annotation)
}

fn regions(document: &Document, layer: &Layer, job: &Job, ledger: &mut Ledger) -> Vec<Json> {
    let mut result = Vec::with_capacity(layer.n_spans());
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mixed = config::mixed(&job.project.schema);
    for it in stretches(layer, job.options, ledger) {
        let at = document.text.from_bytes(&it.at, Count::CodePoint);
        let words = document.text.get(it.at.clone());
        let (Some(at), Some(words)) = (at.filter(|it| !it.is_empty()), words) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            continue;
        };
        let id = it.span.id.as_str();
        let numbered = (2u32..).map(|n| format!("{id}-{n}"));
        let mut wanted = std::iter::once(id.to_owned()).chain(numbered);
        let id = wanted.find(|it| ids.insert(it.clone())).unwrap_or_default();
        let place = || {
            Object::from_iter([
                ("start".to_owned(), Json::from(at.start)),
                ("end".to_owned(), Json::from(at.end)),
                ("text".to_owned(), Json::from(words)),
            ])
        };
        let mut value = place();
        value.insert("labels".to_owned(), json!([it.span.label.as_str()]));
        let mut region = object([
            ("id", Json::from(id.as_str())),
            ("from_name", Json::from("label")),
            ("to_name", Json::from("text")),
            ("type", Json::from("labels")),
            ("value", Json::Object(value)),
        ]);
        if !it.span.note.is_empty() {
            region["meta"] = json!({"text": [it.span.note]});
        }
        result.push(region);
        for (name, value) in it.span.attributes.iter() {
            let said = to_text(value);
            if said.trim().is_empty() {
                // Read as no answer.
                ledger.add(LossKind::Attributes, 1);
                continue;
            }
            let words = Value::Text(said);
            let as_words = mixed.contains(name) && !matches!(value, Value::Text(_));
            ledger.add(LossKind::Kinds, usize::from(as_words));
            let value = if as_words { &words } else { value };
            let name = config::control(&job.project.schema, name);
            let mut region = json!({"id": id, "from_name": name, "to_name": "text"});
            answer(&mut region, value, place(), ledger);
            result.push(region);
        }
    }
    result
}

/// An answer, in the shape of the control that the interface has for its kind.
fn answer(region: &mut Json, value: &Value, mut place: Object, ledger: &mut Ledger) {
    let (kind, key, answer) = match value {
        Value::Flag(flag) => ("choices", "choices", json!([flag.to_string()])),
        Value::Choice(id) => ("choices", "choices", json!([id.as_str()])),
        Value::Choices(ids) => {
            let ids: Vec<&str> = ids.iter().map(crate::model::id::ChoiceId::as_str).collect();
            ("choices", "choices", json!(ids))
        }
        Value::Number(_) => ("number", "number", super::super::value::to_json(value)),
        Value::Text(text) => ("textarea", "text", json!([text])),
        Value::Date(_) | Value::Interval(..) | Value::Target(_) => {
            ledger.add(LossKind::Kinds, 1);
            ("textarea", "text", json!([to_text(value)]))
        }
    };
    place.insert(key.to_owned(), answer);
    region["type"] = Json::from(kind);
    region["value"] = Json::Object(place);
}
