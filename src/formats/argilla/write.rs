//! Writing records.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::flat::stretches;
use super::super::format::{Item, Job};
use super::super::meta;
use super::super::records::{Beside, Object, object, text};
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::ID;
use super::settings::{SPANS, number};
use crate::model::annotation::Layer;
use crate::model::id::ChoiceId;
use crate::model::text::Count;
use crate::model::value::Value;

/// One document as a record; new users are named.
pub fn record(
    item: &Item,
    job: &Job,
    users: &mut BTreeMap<String, String>,
    ledger: &mut Ledger,
) -> Json {
    let document = item.document;
    let mut kept = Beside::of(&document.meta, ID).next().unwrap_or_default();
    let mut fields = match kept.remove("fields") {
        Some(Json::Object(fields)) => fields,
        _ => Object::new(),
    };
    let key = match text(&kept, "key") {
        "" => "text",
        key => key,
    };
    fields.insert(key.to_owned(), Json::from(document.text.as_str()));
    let question = match text(&kept, "question") {
        "" => SPANS,
        question => question,
    };
    let mut responses: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (id, layer) in &item.layers {
        if layer.is_blank() {
            continue;
        }
        let known = job
            .project
            .annotators
            .get(*id)
            .filter(|it| !it.name.is_empty());
        let name = known.map_or(id.as_str(), |it| it.name.as_str());
        let user = number(name);
        if user != name {
            users.entry(user.clone()).or_insert_with(|| name.to_owned());
        }
        let mut say = |question: &str, value: Json| {
            let user = Json::from(user.as_str());
            let response = object([("value", value), ("user_id", user)]);
            responses
                .entry(question.to_owned())
                .or_default()
                .push(response);
        };
        let spans = spans(item, layer, job, ledger);
        if !spans.is_empty() {
            say(question, Json::Array(spans));
        }
        for (name, value) in layer.labels.iter() {
            say(name.as_str(), answer(value, ledger));
        }
    }
    if let Some(Json::Array(all)) = kept.remove("responses") {
        for it in all {
            let question = it[0].as_str().unwrap_or(SPANS).to_owned();
            responses.entry(question).or_default().push(it[1].clone());
        }
    }
    let mut record = match kept.remove("record") {
        Some(Json::Object(record)) => record,
        _ => Object::new(),
    };
    for (key, empty) in [("suggestions", json!({})), ("vectors", json!({}))] {
        record.entry(key).or_insert(empty);
    }
    record
        .entry("status")
        .or_insert_with(|| Json::from("pending"));
    record.insert("id".to_owned(), Json::from(document.id.as_str()));
    record.insert("fields".to_owned(), Json::Object(fields));
    record.insert(
        "metadata".to_owned(),
        Json::Object(meta::object(&document.meta)),
    );
    let responses = responses.into_iter();
    let responses = responses.map(|(question, all)| (question, Json::Array(all)));
    record.insert("responses".to_owned(), Json::Object(responses.collect()));
    Json::Object(record)
}

fn spans(item: &Item, layer: &Layer, job: &Job, ledger: &mut Ledger) -> Vec<Json> {
    let mut all = Vec::with_capacity(layer.n_spans());
    for it in stretches(layer, job.options, ledger) {
        let at = item.document.text.from_bytes(&it.at, Count::CodePoint);
        match at.filter(|it| !it.is_empty()) {
            Some(at) => all.push(json!({
                "start": at.start,
                "end": at.end,
                "label": it.span.label.as_str(),
            })),
            None => ledger.add(LossKind::SpansOutsideText, 1),
        }
    }
    all
}

/// A choice, several, or a text: Argilla has no other answers that are always allowed.
fn answer(value: &Value, ledger: &mut Ledger) -> Json {
    match value {
        Value::Choice(id) => Json::from(id.as_str()),
        Value::Choices(ids) => ids.iter().map(ChoiceId::as_str).collect(),
        Value::Text(text) => Json::from(text.as_str()),
        other => {
            ledger.add(LossKind::Kinds, 1);
            Json::from(to_text(other))
        }
    }
}
