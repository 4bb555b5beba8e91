//! Reading records of all four layouts, told apart one by one.

use serde_json::Value as Json;

use super::super::draft::{Answer, Draft, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake, Reading};
use super::super::input::Entry;
use super::super::records::{Beside, Object, each_record, id, name_keys, place, take_list, within};
use super::super::report::{Fate, Fault};
use super::super::{meta, names};
use super::ID;
use crate::model::progress::Cancelled;

/// How much a record looks like one of doccano's.
pub fn fit(record: &Object) -> Fit {
    let first = |key: &str| record.get(key).and_then(Json::as_array)?.first();
    let has_text = ["text", "data"]
        .iter()
        .any(|it| record.get(*it).is_some_and(Json::is_string));
    if !has_text || record.contains_key("annotations") {
        return Fit::No;
    }
    let entity = first("entities");
    if entity.is_some_and(|it| {
        it.get("start_offset").is_some() || pair(it).is_some() || triple(it).is_some()
    }) {
        return Fit::Surely;
    }
    let label = first("label").or_else(|| first("labels"));
    match label {
        Some(it) if triple(it).is_some() => Fit::Surely,
        Some(Json::String(_)) => Fit::Likely,
        // Spans by that name are written by others.
        _ if first("spans").is_some() => Fit::No,
        _ if record.contains_key("label") || record.contains_key("entities") => Fit::Maybe,
        _ => Fit::No,
    }
}

/// Reads one file.
pub fn file(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let mut first = true;
    each_record(entry, intake, |line, record, intake| {
        if std::mem::take(&mut first) {
            name_keys(&record, intake);
        }
        let mut one = One {
            file: &entry.name,
            line,
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
    beside: Beside,
    intake: &'a mut dyn Intake,
}

impl One<'_> {
    fn draft(&mut self, mut record: Object, options: &Reading) -> Option<Draft> {
        let keys = [options.column("text"), "text", "data"];
        let text = keys
            .iter()
            .find(|it| record.get(**it).is_some_and(Json::is_string));
        let Some(Json::String(text)) = text.and_then(|it| record.remove(*it)) else {
            self.tell(
                Fault::NoText(Json::Object(record).to_string()),
                Fate::Skipped,
            );
            return None;
        };
        let stem = names::stem(self.file);
        let name = match record.get("id") {
            Some(Json::String(it)) if !it.is_empty() => it.clone(),
            _ => format!("{stem}-{}.txt", self.line),
        };
        if record.get("id").is_some_and(Json::is_string) {
            record.remove("id");
        }
        let mut draft = Draft::new(name, text);
        self.entities(&mut draft, take_list(&mut record, "entities"));
        self.relations(&mut draft, take_list(&mut record, "relations"));
        let mut labels = Vec::new();
        for key in [options.column("label"), "label", "labels"] {
            for it in take_list(&mut record, key) {
                match it {
                    Json::String(label) => labels.push(label),
                    other => self.span(&mut draft, other, "label"),
                }
            }
            if let Some(Json::String(label)) = record.get(key) {
                labels.push(label.clone());
                record.remove(key);
            }
        }
        let cats = take_list(&mut record, "cats");
        labels.extend(cats.iter().map(id_or_json));
        answer(&mut draft, "label", labels);
        if let Some(comments) = record.remove("Comments").filter(|it| !is_empty(it)) {
            let first = comments.get(0).map(id_or_json).unwrap_or_default();
            self.tell(Fault::NoPlace(format!("Comments: {first}")), Fate::Beside);
            self.beside.set("Comments", comments);
        }
        meta::set_all(&mut draft.meta, &record);
        std::mem::take(&mut self.beside).keep(&mut draft, ID);
        Some(draft)
    }

    fn entities(&mut self, draft: &mut Draft, all: Vec<Json>) {
        for it in all {
            self.span(draft, it, "entities");
        }
    }

    /// Takes a place with its label, in either way of writing it.
    fn span(&mut self, draft: &mut Draft, json: Json, key: &str) {
        let found = object(&json).or_else(|| triple(&json).map(|it| (String::new(), it)));
        let Some((id, (start, end, label))) = found else {
            self.tell(Fault::Unknown(json.to_string()), Fate::Beside);
            return self.beside.push(key, json);
        };
        let at = within(&draft.text, start, end);
        match at {
            Ok(at) => {
                let found = draft.text.get(at.clone()).unwrap_or_default().to_owned();
                if let Some(quoted) = json
                    .get("name")
                    .and_then(Json::as_str)
                    .filter(|it| *it != found)
                {
                    let quoted = quoted.to_owned();
                    self.tell(Fault::QuoteDiffers { quoted, found }, Fate::Kept);
                }
                draft.layer().spans.push(DraftSpan {
                    id,
                    label,
                    at: vec![at],
                    ..DraftSpan::default()
                });
            }
            Err(fault) => {
                self.tell(fault, Fate::Beside);
                self.beside.push(key, json);
            }
        }
    }

    fn relations(&mut self, draft: &mut Draft, all: Vec<Json>) {
        if all.is_empty() {
            return;
        }
        let spans = draft.layer().spans.iter();
        let known: std::collections::BTreeSet<String> = spans.map(|it| it.id.clone()).collect();
        for json in all {
            let (from, to) = (id(json.get("from_id")), id(json.get("to_id")));
            let kind = json.get("type").or_else(|| json.get("label"));
            let kind = kind.and_then(Json::as_str).unwrap_or_default().to_owned();
            if let Some(end) = [&from, &to].into_iter().find(|it| !known.contains(*it)) {
                let what = format!("{kind}: {end}");
                self.tell(Fault::Dangling(what), Fate::Beside);
                self.beside.push("relations", json);
                continue;
            }
            draft.layer().links.push(DraftLink {
                id: prefixed("r", id(json.get("id"))),
                kind,
                from,
                to,
                ..DraftLink::default()
            });
        }
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, self.line, fault, fate);
    }
}

fn prefixed(prefix: &str, id: String) -> String {
    if id.bytes().all(|it| it.is_ascii_digit()) && !id.is_empty() {
        format!("{prefix}{id}")
    } else {
        id
    }
}

fn answer(draft: &mut Draft, name: &str, mut all: Vec<String>) {
    let answer = match all.len() {
        0 => return,
        1 => Answer::Text(all.remove(0)),
        _ => Answer::Several(all),
    };
    draft.layer().answers.push((name.to_owned(), answer));
}

fn id_or_json(json: &Json) -> String {
    json.as_str()
        .map_or_else(|| json.to_string(), str::to_owned)
}

fn is_empty(json: &Json) -> bool {
    json.is_null() || json.as_array().is_some_and(Vec::is_empty)
}

type Place = (usize, usize, String);

/// `[0, 6, "ORG"]`
fn triple(json: &Json) -> Option<Place> {
    let [start, end, Json::String(label)] = json.as_array()?.as_slice() else {
        return None;
    };
    Some((place(Some(start))?, place(Some(end))?, label.clone()))
}

/// `{"id": 1, "start_offset": 0, "end_offset": 6, "label": "ORG"}`, or `{"name": "…", "span": [0, 6], "type": "ORG"}`
fn object(json: &Json) -> Option<(String, Place)> {
    let (start, end) = pair(json).or_else(|| {
        let start = place(json.get("start_offset").or_else(|| json.get("start")))?;
        Some((
            start,
            place(json.get("end_offset").or_else(|| json.get("end")))?,
        ))
    })?;
    let label = json.get("label").or_else(|| json.get("type"))?.as_str()?;
    Some((id(json.get("id")), (start, end, label.to_owned())))
}

/// Both ends under one key.
fn pair(json: &Json) -> Option<(usize, usize)> {
    match json.get("span")?.as_array()?.as_slice() {
        [start, end] => Some((place(Some(start))?, place(Some(end))?)),
        _ => None,
    }
}
