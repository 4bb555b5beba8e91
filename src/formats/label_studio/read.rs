//! Reading tasks, one document each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake, Reading};
use super::super::input::{Entry, Input};
use super::super::records::{Beside, Object, each_record, id, name_keys, place, take_list, text};
use super::super::report::{Fate, Fault};
use super::super::unit::by_quotes;
use super::super::{meta, names};
use super::min::{is_min, whole};
use super::{ID, config};
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// How much a record looks like a task.
pub fn fit(record: &Object) -> Fit {
    if is_min(record) {
        return Fit::Surely;
    }
    let has = |key: &str| record.get(key).is_some_and(Json::is_array);
    let said = has("annotations") || has("completions") || has("predictions");
    match (record.get("data").is_some_and(Json::is_object), said) {
        (true, true) => Fit::Surely,
        (false, true) if has("annotations") && first_has_result(record) => Fit::Likely,
        (true, false) => Fit::Maybe,
        _ => Fit::No,
    }
}

fn first_has_result(record: &Object) -> bool {
    let first = record.get("annotations").and_then(|it| it.get(0));
    first.is_some_and(|it| it.get("result").is_some())
}

/// Reads one file.
pub fn file(
    entry: &Entry,
    input: &Input,
    options: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let key = text_key(entry, input, options);
    let asked = asked(input);
    each_record(entry, intake, |line, mut record, intake| {
        if is_min(&record) {
            record = whole(record, &asked);
        }
        let mut task = Task {
            file: &entry.name,
            line,
            beside: Beside::default(),
            intake,
        };
        match task.draft(record, &key, options) {
            Some(draft) => task.intake.document(draft),
            None => Ok(()),
        }
    })
}

/// The key under which the texts are: as told, or as the interface nearest to the file says.
fn text_key(entry: &Entry, input: &Input, options: &Reading) -> String {
    let told = options.column("text");
    if told != "text" {
        return told.to_owned();
    }
    let mut folder = entry.name.as_str();
    while let Some((parent, _)) = folder.rsplit_once('/') {
        folder = parent;
        let beside = input.get(&format!("{folder}/config.xml"));
        if let Some(key) = beside.and_then(|it| config::text_key(&it.text().ok()?)) {
            return key;
        }
    }
    let top = input
        .get("config.xml")
        .and_then(|it| config::text_key(&it.text().ok()?));
    top.unwrap_or_else(|| told.to_owned())
}

/// The controls of the interfaces beside the tasks that are answered about the text.
fn asked(input: &Input) -> BTreeSet<String> {
    let schemas = input.ending(&["xml"]).filter_map(config::read);
    let asked = schemas.flat_map(|it| it.document_labels);
    asked.map(|it| it.id.to_string()).collect()
}

/// Reading one task.
struct Task<'a> {
    file: &'a str,
    line: usize,
    beside: Beside,
    intake: &'a mut dyn Intake,
}

impl Task<'_> {
    fn draft(&mut self, mut record: Object, key: &str, options: &Reading) -> Option<Draft> {
        let mut data = match record.remove("data") {
            Some(Json::Object(data)) => data,
            Some(Json::String(text)) => Object::from_iter([("text".to_owned(), text.into())]),
            _ => Object::new(),
        };
        if self.line == 1 {
            name_keys(&data, self.intake);
        }
        let Some((key, text)) = take_text(&mut data, key) else {
            let what = format!("{} {}", id(record.get("id")), Json::Object(data));
            self.tell(Fault::NoText(what.trim().to_owned()), Fate::Skipped);
            return None;
        };
        let name = match record.get("meta").and_then(|it| it.get("document")) {
            Some(Json::String(name)) => name.clone(),
            _ => format!("{}-{}.txt", names::stem(self.file), self.line),
        };
        if let Some(Json::Object(about)) = record.get_mut("meta") {
            about.remove("document");
            if about.is_empty() {
                record.remove("meta");
            }
        }
        let mut draft = Draft::new(name, text);
        meta::set_all(&mut draft.meta, &data);
        if key != "text" {
            self.beside.set("key", Json::from(key));
        }
        let mut all = take_list(&mut record, "annotations");
        all.extend(take_list(&mut record, "completions"));
        for annotation in all {
            self.annotation(&mut draft, annotation, options);
        }
        let guesses = record
            .get("predictions")
            .and_then(Json::as_array)
            .map_or(0, Vec::len);
        if guesses > 0 {
            let what = format!("predictions: {guesses}");
            self.tell(Fault::NoPlace(what), Fate::Beside);
        }
        if !record.is_empty() {
            self.beside.set("task", Json::Object(record));
        }
        std::mem::take(&mut self.beside).keep(&mut draft, ID);
        Some(draft)
    }

    fn annotation(&mut self, draft: &mut Draft, json: Json, options: &Reading) {
        let Json::Object(mut json) = json else {
            self.tell(Fault::Unknown(json.to_string()), Fate::Beside);
            return self.beside.push("annotations", json);
        };
        if json.get("was_cancelled") == Some(&Json::Bool(true)) {
            let what = format!("was_cancelled: {}", id(json.get("id")));
            self.tell(Fault::NoPlace(what), Fate::Beside);
            return self.beside.push("annotations", Json::Object(json));
        }
        let by = annotator(json.get("completed_by"));
        let mut layer = DraftLayer {
            annotator: by.clone(),
            ..DraftLayer::default()
        };
        let result = take_list(&mut json, "result");
        let unit = options.unit.unwrap_or_else(|| unit(&draft.text, &result));
        if unit != Count::CodePoint && options.unit.is_none() {
            self.tell(Fault::CountsUtf16, Fate::Kept);
        }
        let mut regions = Regions {
            text: &draft.text,
            unit,
            places: BTreeMap::new(),
            layer: &mut layer,
            left: Vec::new(),
            directions: Vec::new(),
            answers: Object::new(),
        };
        let mut rest = Vec::new();
        for it in result {
            rest.extend(regions.region(it, self));
        }
        let mut links = Vec::new();
        for it in rest {
            links.extend(regions.about(it));
        }
        for it in links {
            regions.link(it, self);
        }
        let (left, directions, answers) = (regions.left, regions.directions, regions.answers);
        for it in &left {
            let kind = it.get("type").and_then(Json::as_str).unwrap_or_default();
            let what = format!("{kind} {}", id(it.get("id")));
            self.tell(Fault::NoPlace(what), Fate::Beside);
        }
        json.remove("completed_by");
        if !json.is_empty() || !left.is_empty() || !directions.is_empty() || !answers.is_empty() {
            self.beside.push(
                "of",
                json!({"by": by, "json": json, "left": left, "directions": directions, "answers": answers}),
            );
        }
        draft.layers.push(layer);
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, self.line, fault, fate);
    }
}

/// Takes the text of a task from its data: under its key, else the longest there is.
fn take_text(data: &mut Object, key: &str) -> Option<(String, String)> {
    let keys = [key, "text"];
    let known = keys
        .iter()
        .find(|it| data.get(**it).is_some_and(Json::is_string));
    let key = match known {
        Some(key) => (*key).to_owned(),
        None => {
            let texts = data.iter().filter(|it| it.1.is_string());
            let longest = texts.max_by_key(|it| it.1.as_str().map_or(0, str::len));
            longest?.0.clone()
        }
    };
    match data.remove(&key) {
        Some(Json::String(text)) => Some((key, text)),
        _ => None,
    }
}

/// Whoever completed an annotation: an id, an address, or both.
fn annotator(json: Option<&Json>) -> String {
    match json {
        Some(Json::Object(it)) if !text(it, "email").is_empty() => text(it, "email").to_owned(),
        Some(Json::Object(it)) => id(it.get("id")),
        other => id(other),
    }
}

/// How positions are counted: as the words that regions quote tell.
fn unit(text: &Text, result: &[Json]) -> Count {
    let fits = |unit: Count| {
        let fits = |it: &&Json| {
            let value = &it["value"];
            let at = place(value.get("start")).zip(place(value.get("end")));
            let at = at.and_then(|it| text.to_bytes(&(it.0..it.1), unit));
            value["text"].is_string() && at.and_then(|it| text.get(it)) == value["text"].as_str()
        };
        result.iter().filter(fits).count()
    };
    by_quotes(text, fits)
}

/// The regions of one annotation.
struct Regions<'a> {
    text: &'a Text,
    unit: Count,
    /// Where in the layer a region is.
    places: BTreeMap<String, usize>,
    layer: &'a mut DraftLayer,
    /// What has no place here.
    left: Vec<Json>,
    /// Arrows that do not point to the right.
    directions: Vec<Json>,
    /// The id and the value of answers about the text, which can be written in several ways.
    answers: Object,
}

impl Regions<'_> {
    /// Takes a labelled stretch of text; gives back what is none.
    fn region(&mut self, json: Json, task: &mut Task) -> Option<Json> {
        let value = &json["value"];
        let labels = ["labels", "hypertextlabels", "paragraphlabels"];
        let labels = labels.iter().find_map(|it| value.get(*it)?.as_array());
        let ends = place(value.get("start")).zip(place(value.get("end")));
        let (Some(labels), Some((start, end))) = (labels, ends) else {
            return Some(json);
        };
        let at = (start < end)
            .then(|| self.text.to_bytes(&(start..end), self.unit))
            .flatten();
        let labels: Vec<&str> = labels.iter().filter_map(Json::as_str).collect();
        let (Some(at), false) = (at, labels.is_empty()) else {
            self.left.push(json);
            return None;
        };
        if let (Some(quoted), Some(found)) = (value["text"].as_str(), self.text.get(at.clone()))
            && quoted != found
        {
            let (quoted, found) = (quoted.to_owned(), found.to_owned());
            task.tell(Fault::QuoteDiffers { quoted, found }, Fate::Kept);
        }
        let id = id(json.get("id"));
        let note = match &json["meta"]["text"] {
            Json::String(note) => note.clone(),
            Json::Array(all) => {
                let all: Vec<&str> = all.iter().filter_map(Json::as_str).collect();
                all.join("\n")
            }
            _ => String::new(),
        };
        for (i, label) in labels.into_iter().enumerate() {
            let id = if i == 0 {
                id.clone()
            } else {
                format!("{id}-{}", i + 1)
            };
            self.places
                .entry(id.clone())
                .or_insert(self.layer.spans.len());
            self.layer.spans.push(DraftSpan {
                id,
                label: label.to_owned(),
                at: vec![at.clone()],
                note: note.clone(),
                ..DraftSpan::default()
            });
        }
        None
    }

    /// Takes an answer about a region or about the text; gives back what is none.
    fn about(&mut self, json: Json) -> Option<Json> {
        if json["type"] == "relation" {
            return Some(json);
        }
        let name = json["from_name"].as_str().unwrap_or_default().to_owned();
        let value = &json["value"];
        let is_place = ["start", "startOffset", "x", "y", "ranges", "frame"];
        let is_place = is_place.iter().any(|it| value.get(*it).is_some());
        let of = self.places.get(&id(json.get("id"))).copied();
        let answer = answer(value).filter(|_| !name.is_empty());
        match (answer, of) {
            (Some(answer), Some(of)) => {
                let name = name
                    .strip_suffix("-of-region")
                    .map_or(name.clone(), str::to_owned);
                self.layer.spans[of].answers.push((name, answer));
            }
            (Some(answer), None) if !is_place => {
                let shape = json!({"id": json.get("id"), "value": value});
                self.answers.insert(name.clone(), shape);
                self.layer.answers.push((name, answer));
            }
            _ => self.left.push(json),
        }
        None
    }

    fn link(&mut self, json: Json, task: &mut Task) {
        let (mut from, mut to) = (id(json.get("from_id")), id(json.get("to_id")));
        let missing = [&from, &to]
            .into_iter()
            .find(|it| !self.places.contains_key(*it));
        if let Some(end) = missing {
            task.tell(Fault::Dangling(end.clone()), Fate::Beside);
            return self.left.push(json);
        }
        let direction = json["direction"].as_str().unwrap_or("right");
        if direction == "left" {
            std::mem::swap(&mut from, &mut to);
        }
        let kinds: BTreeSet<&str> = match json["labels"].as_array() {
            Some(all) if !all.is_empty() => all.iter().filter_map(Json::as_str).collect(),
            _ => BTreeSet::from([""]),
        };
        for kind in kinds {
            let id = format!("r{}", self.layer.links.len() + 1);
            if direction != "right" {
                self.directions.push(json!([id, direction]));
            }
            self.layer.links.push(DraftLink {
                id,
                kind: kind.to_owned(),
                from: from.clone(),
                to: to.clone(),
                ..DraftLink::default()
            });
        }
    }
}

/// What an answer says, however it is written.
pub fn said(value: &Json) -> Vec<String> {
    let keys = [
        "choices", "taxonomy", "rating", "number", "datetime", "text",
    ];
    let one = |it: &Json| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    match keys.iter().find_map(|it| value.get(*it)) {
        Some(Json::Array(all)) => all.iter().map(one).collect(),
        Some(it) => vec![one(it)],
        None => Vec::new(),
    }
}

/// What was answered; `None` where it is nothing that can be an answer here.
fn answer(value: &Json) -> Option<Answer> {
    let several = |all: &[Json]| {
        let one = |it: &Json| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
        let all: Vec<String> = all.iter().map(one).collect();
        match all.as_slice() {
            [one] if one == "true" || one == "false" => Answer::Flag(one == "true"),
            [one] => Answer::Text(one.clone()),
            _ => Answer::Several(all),
        }
    };
    let list = |key: &str| value.get(key).and_then(Json::as_array);
    let number = |key: &str| value.get(key).and_then(Json::as_f64);
    if let Some(all) = list("choices").or_else(|| list("taxonomy")) {
        return Some(several(all));
    }
    if let Some(number) = number("rating").or_else(|| number("number")) {
        return Some(Answer::Number(number));
    }
    if let Some(Json::String(when)) = value.get("datetime") {
        return Some(Answer::Text(when.clone()));
    }
    match value.get("text") {
        Some(Json::Array(all)) => {
            let all: Vec<&str> = all.iter().filter_map(Json::as_str).collect();
            Some(Answer::Text(all.join("\n")))
        }
        Some(Json::String(one)) if value.get("start").is_none() => Some(Answer::Text(one.clone())),
        _ => None,
    }
}
