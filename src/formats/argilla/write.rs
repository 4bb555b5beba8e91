//! Writing records.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::super::flat::placed;
use super::super::format::{Item, Job};
use super::super::meta;
use super::super::records::{Beside, Object, take_list, text};
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::super::write_json::{Part, Parts, parts};
use super::ID;
use super::settings::{SPANS, number};
use crate::model::annotation::Layer;
use crate::model::id::ChoiceId;
use crate::model::value::Value;

/// Numbers of users by their names.
pub type Users = BTreeMap<String, String>;

/// A user's answer to a question, keys in their order.
#[derive(Debug, Serialize)]
pub struct Response<'a> {
    user_id: String,
    value: Part<'a, Mark<'a>>,
}

/// A span, keys in their order.
#[derive(Debug, Serialize)]
pub struct Mark<'a> {
    end: usize,
    label: &'a str,
    start: usize,
}

/// One document as a record, an object; new users are named.
pub fn record<'a>(
    item: &'a Item,
    job: &Job,
    users: &mut Users,
    ledger: &mut Ledger,
) -> Parts<'a, Response<'a>> {
    let document = item.document;
    let mut kept = Beside::of(&document.meta, ID).next().unwrap_or_default();
    let mut fields = parts(taken(&mut kept, "fields"));
    let key = match text(&kept, "key") {
        "" => "text",
        key => key,
    };
    fields.insert(key.to_owned(), Part::Text(document.text.as_str()));
    let responses = responses(item, &mut kept, (job, users), ledger);
    let responses = responses.into_iter();
    let responses = responses.map(|(question, all)| (question, Part::List(all)));
    let mut record = parts(taken(&mut kept, "record"));
    for key in ["suggestions", "vectors"] {
        record
            .entry(key.to_owned())
            .or_insert_with(|| Part::Object(BTreeMap::new()));
    }
    record
        .entry("status".to_owned())
        .or_insert(Part::Text("pending"));
    record.insert("id".to_owned(), Part::Text(document.id.as_str()));
    record.insert("fields".to_owned(), Part::Object(fields));
    let metadata = Json::Object(meta::object(&document.meta));
    record.insert("metadata".to_owned(), Part::Kept(metadata));
    record.insert("responses".to_owned(), Part::Object(responses.collect()));
    record
}

/// The object taken out from under a key; empty where there is none.
fn taken(kept: &mut Object, key: &str) -> Object {
    match kept.remove(key) {
        Some(Json::Object(it)) => it,
        _ => Object::new(),
    }
}

type Responses<'a> = BTreeMap<String, Vec<Part<'a, Response<'a>>>>;

/// Who answered what, by question.
fn responses<'a>(
    item: &'a Item,
    kept: &mut Object,
    (job, users): (&Job, &mut Users),
    ledger: &mut Ledger,
) -> Responses<'a> {
    let as_json = take_list(kept, "json");
    let question = match text(kept, "question") {
        "" => SPANS,
        question => question,
    };
    let is_json = |question: &str| as_json.iter().any(|it| it == question);
    let mut responses = Responses::new();
    for (id, layer) in item.layers.iter().filter(|it| !it.1.is_blank()) {
        let name = job.name_of(id);
        let user = known_number(users, name);
        let mut say = |question: &str, value| {
            let user_id = user.clone();
            let response = Part::Made(Response { user_id, value });
            match responses.get_mut(question) {
                Some(all) => all.push(response),
                None => drop(responses.insert(question.to_owned(), vec![response])),
            }
        };
        let spans = spans(item, layer, job, ledger);
        if !spans.is_empty() {
            say(question, Part::List(spans));
        }
        for (name, value) in layer.labels.iter() {
            let whole = Some(value)
                .filter(|_| is_json(name.as_str()))
                .and_then(structure);
            let value = whole.map_or_else(|| answer(value, ledger), Part::Kept);
            say(name.as_str(), value);
        }
    }
    if let Some(Json::Array(all)) = kept.remove("responses") {
        for it in all {
            let question = it[0].as_str().unwrap_or(SPANS).to_owned();
            let response = Part::Kept(it[1].clone());
            responses.entry(question).or_default().push(response);
        }
    }
    responses
}

fn known_number(users: &mut Users, name: &str) -> String {
    if let Some(known) = users.get(name) {
        return known.clone();
    }
    let user = number(name);
    users.insert(name.to_owned(), user.clone());
    user
}

fn spans<'a>(
    item: &'a Item,
    layer: &'a Layer,
    job: &Job,
    ledger: &mut Ledger,
) -> Vec<Part<'a, Mark<'a>>> {
    let placed = placed(&item.document.text, layer, job.options, ledger).into_iter();
    let marks = placed.map(|it| Mark {
        end: it.end,
        label: it.span.label.as_str(),
        start: it.start,
    });
    marks.map(Part::Made).collect()
}

/// An answer that was more than words, such as a ranking.
fn structure(value: &Value) -> Option<Json> {
    let json: Json = serde_json::from_str(&to_text(value)).ok()?;
    (json.is_array() || json.is_object()).then_some(json)
}

/// A choice, several, or a text: Argilla has no other answers that are always allowed.
fn answer<'a, T>(value: &'a Value, ledger: &mut Ledger) -> Part<'a, T> {
    match value {
        Value::Choice(id) => Part::Text(id.as_str()),
        Value::Choices(ids) => {
            let ids = ids.iter().map(ChoiceId::as_str);
            Part::List(ids.map(Part::Text).collect())
        }
        Value::Text(text) => Part::Text(text),
        other => {
            ledger.add(LossKind::Kinds, 1);
            Part::Kept(Json::from(to_text(other)))
        }
    }
}
