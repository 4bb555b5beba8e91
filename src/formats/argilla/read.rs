//! Reading records.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::draft::{Draft, DraftSpan};
use super::super::format::{Fit, Intake, Reading};
use super::super::input::Entry;
use super::super::records::{Beside, Object, each_record, id, name_keys, place, text, within};
use super::super::report::{Fate, Fault};
use super::super::value::from_json;
use super::super::{meta, names};
use super::ID;
use crate::model::progress::Cancelled;

/// How much a record looks like one of Argilla's.
pub fn fit(record: &Object) -> Fit {
    let has = |key: &str| record.contains_key(key);
    match record.get("fields").is_some_and(Json::is_object) {
        true if has("responses") || has("suggestions") => Fit::Surely,
        true => Fit::Maybe,
        false if has("inputs") && (has("annotation") || has("prediction")) => Fit::Likely,
        false => Fit::No,
    }
}

/// Reads one file.
pub fn file(
    entry: &Entry,
    options: &Reading,
    users: &BTreeMap<String, String>,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    each_record(entry, intake, |line, record, intake| {
        let mut one = One {
            file: &entry.name,
            line,
            users,
            beside: Beside::default(),
            intake,
        };
        match one.draft(record, options) {
            Some(draft) => one.intake.document(draft),
            None => Ok(()),
        }
    })
}

/// Reading one record.
struct One<'a> {
    file: &'a str,
    line: usize,
    users: &'a BTreeMap<String, String>,
    beside: Beside,
    intake: &'a mut dyn Intake,
}

impl One<'_> {
    fn draft(&mut self, mut record: Object, options: &Reading) -> Option<Draft> {
        let fields = record.remove("fields").or_else(|| record.remove("inputs"));
        let mut fields = match fields {
            Some(Json::Object(fields)) => fields,
            Some(Json::String(text)) => Object::from_iter([("text".to_owned(), text.into())]),
            _ => Object::new(),
        };
        if self.line == 1 {
            name_keys(&fields, self.intake);
        }
        let key = options.column("text");
        let of_text = fields
            .get(key)
            .is_some_and(Json::is_string)
            .then(|| key.to_owned());
        let of_text = of_text.or_else(|| {
            let texts = fields.iter().filter(|it| it.1.is_string());
            let longest = texts.max_by_key(|it| it.1.as_str().map_or(0, str::len));
            longest.map(|it| it.0.clone())
        });
        let Some((key, Json::String(text))) = of_text.and_then(|it| fields.remove_entry(&it))
        else {
            self.tell(
                Fault::NoText(Json::Object(record).to_string()),
                Fate::Skipped,
            );
            return None;
        };
        let name = match record.remove("id") {
            Some(Json::String(it)) if !it.is_empty() => it,
            _ => format!("{}-{}.txt", names::stem(self.file), self.line),
        };
        let mut draft = Draft::new(name, text);
        if let Some(Json::Object(known)) = record.remove("metadata") {
            meta::set_all(&mut draft.meta, &known);
        }
        if key != "text" {
            self.beside.set("key", Json::from(key));
        }
        if !fields.is_empty() {
            self.beside.set("fields", Json::Object(fields));
        }
        if let Some(Json::Object(responses)) = record.remove("responses") {
            for (question, all) in responses {
                let all = match all {
                    Json::Array(all) => all,
                    one => vec![one],
                };
                for response in all {
                    self.response(&mut draft, &question, response);
                }
            }
        }
        self.earlier(&mut draft, &mut record);
        let guesses = record.get("suggestions").is_some_and(|it| !is_empty(it));
        if guesses {
            self.tell(Fault::NoPlace("suggestions".to_owned()), Fate::Beside);
        }
        record.retain(|_, it| !is_empty(it));
        if !record.is_empty() {
            self.beside.set("record", Json::Object(record));
        }
        std::mem::take(&mut self.beside).keep(&mut draft, ID);
        Some(draft)
    }

    /// What version 1 wrote: one annotation, a label, several or spans.
    fn earlier(&mut self, draft: &mut Draft, record: &mut Object) {
        let Some(annotation) = record.get("annotation").filter(|it| !it.is_null()).cloned() else {
            return;
        };
        let by = text(record, "annotation_agent").to_owned();
        record.remove("annotation");
        record.remove("annotation_agent");
        let value = match &annotation {
            Json::Array(all) if all.iter().all(Json::is_object) => {
                let one = |it: &Json| json!({"start": it["start"], "end": it["end"], "label": it["label"]});
                Json::Array(all.iter().map(one).collect())
            }
            other => other.clone(),
        };
        self.response(draft, "annotation", json!({"value": value, "user_id": by}));
    }

    fn response(&mut self, draft: &mut Draft, question: &str, response: Json) {
        let Json::Object(mut response) = response else {
            self.tell(Fault::Unknown(response.to_string()), Fate::Beside);
            return self.beside.push("responses", json!([question, response]));
        };
        let by = id(response.get("user_id"));
        let by = self.users.get(&by).cloned().unwrap_or(by);
        if text(&response, "status") == "discarded" {
            let what = format!("{question}: discarded");
            self.tell(Fault::NoPlace(what), Fate::Beside);
            return self.beside.push("responses", json!([question, response]));
        }
        let value = response.remove("value").unwrap_or_default();
        let places = value.as_array().filter(|it| is_places(it)).cloned();
        if let Some(places) = places {
            let many = question != super::settings::SPANS;
            if many {
                self.beside.set("question", Json::from(question));
            }
            for it in places {
                self.span(draft, (question, &by), &it);
            }
        } else if let Some(answer) = from_json(&value) {
            draft
                .layer_of(&by)
                .answers
                .push((question.to_owned(), answer));
        }
    }

    fn span(&mut self, draft: &mut Draft, (question, by): (&str, &str), json: &Json) {
        let ends = place(json.get("start")).zip(place(json.get("end")));
        let at = match ends {
            Some((start, end)) => within(&draft.text, start, end),
            None => Err(Fault::Unknown(json.to_string())),
        };
        match at {
            Ok(at) => draft.layer_of(by).spans.push(DraftSpan {
                label: json["label"].as_str().unwrap_or_default().to_owned(),
                at: vec![at],
                ..DraftSpan::default()
            }),
            Err(fault) => {
                self.tell(fault, Fate::Beside);
                let kept = json!({"value": [json], "user_id": super::settings::number(by)});
                self.beside.push("responses", json!([question, kept]));
            }
        }
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, self.line, fault, fate);
    }
}

fn is_places(all: &[Json]) -> bool {
    let first = all.first();
    first.is_some_and(|it| it.get("start").is_some() && it.get("end").is_some())
}

fn is_empty(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::Array(all) => all.is_empty(),
        Json::Object(all) => all.is_empty(),
        _ => false,
    }
}
