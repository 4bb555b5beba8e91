//! Reading records.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::draft::{Draft, DraftSpan};
use super::super::format::{Fit, Intake, Reading};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::records::{Beside, each_record, id, look_at, name_keys, place, within};
use super::super::report::{Fate, Fault};
use super::super::text_key::{Keys, LOOKED_AT, TextKey};
use super::super::value::from_node;
use super::super::{meta, names};
use super::ID;
use super::flat::{is_flat, whole};
use crate::model::progress::Cancelled;
use crate::model::text::Text;

/// How much a record looks like one of Argilla's.
pub fn fit(record: &Fields) -> Fit {
    let has = |key: &str| record.contains_key(key);
    if is_flat(record) {
        return Fit::Likely;
    }
    match record.get("fields").is_some_and(Node::is_object) {
        true if has("responses") || has("suggestions") => Fit::Surely,
        true => Fit::Maybe,
        false
            if (has("inputs") || has("text")) && has("annotation") && has("annotation_agent")
                || has("inputs") && has("prediction") =>
        {
            Fit::Likely
        }
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
    let key = text_key(entry, options);
    each_record(entry, intake, |line, record, intake| {
        let mut one = One {
            file: &entry.name,
            line,
            users,
            beside: Beside::default(),
            intake,
        };
        match one.draft(record, &key) {
            Some(draft) => one.intake.document(draft),
            None => Ok(()),
        }
    })
}

/// Under which of the fields of a record the text is.
fn text_key(entry: &Entry, options: &Reading) -> TextKey {
    if let Some(told) = options.columns.get("text") {
        return TextKey {
            name: told.clone(),
            is_guess: false,
        };
    }
    let mut keys = Keys::default();
    look_at(entry, LOOKED_AT, |mut record| {
        keys.see(&take_fields(&mut record), |_| 0);
    });
    keys.choose(0).unwrap_or_default()
}

/// What stands in a record to be read, whichever version it is of.
fn take_fields<'n>(record: &mut Fields<'n>) -> Fields<'n> {
    if is_flat(record) {
        *record = whole(std::mem::take(record));
    }
    let fields = record.remove("fields").or_else(|| record.remove("inputs"));
    match fields.or_else(|| record.remove("text")) {
        Some(Node::Object(fields)) => fields,
        Some(text @ Node::Text(_)) => Fields::from_iter([(Cow::from("text"), text)]),
        _ => Fields::default(),
    }
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
    fn draft(&mut self, mut record: Fields, key: &TextKey) -> Option<Draft> {
        let mut fields = take_fields(&mut record);
        if self.line == 1 {
            name_keys(&fields, self.intake);
        }
        let Some((key, text)) = key.take(&mut fields) else {
            self.tell(Fault::NoText(fields.to_string()), Fate::Skipped);
            return None;
        };
        let name = record.take_text("id").filter(|it| !it.is_empty());
        let name = name.or_else(|| Some(record.text("external_id").to_owned().into()));
        let name = match name.filter(|it| !it.is_empty()) {
            Some(name) => name.into_owned(),
            None => format!("{}-{}.txt", names::stem(self.file), self.line),
        };
        record.remove("id");
        let mut draft = Draft::new(name, text);
        if let Some(Node::Object(known)) = record.remove("metadata") {
            meta::take_all(&mut draft.meta, known);
        }
        if key != "text" {
            self.beside.set("key", key);
        }
        if !fields.is_empty() {
            self.beside.set("fields", fields);
        }
        self.responses(&mut draft, record.remove("responses").unwrap_or_default());
        self.earlier(&mut draft, &mut record);
        for key in ["suggestions", "prediction"] {
            if record.get(key).is_some_and(|it| !is_empty(it)) {
                self.tell(Fault::NoPlace(key.to_owned()), Fate::Beside);
            }
        }
        record.retain(|_, it| !is_empty(it));
        if !record.is_empty() {
            self.beside.set("record", record);
        }
        std::mem::take(&mut self.beside).keep(&mut draft, ID);
        Some(draft)
    }

    /// Responses stand question by question, or user by user as version 1 wrote them.
    fn responses(&mut self, draft: &mut Draft, all: Node) {
        match all {
            Node::Object(all) => {
                for (question, all) in all {
                    let all = match all {
                        Node::List(all) => all,
                        one => vec![one],
                    };
                    for response in all {
                        self.response(draft, &question, response);
                    }
                }
            }
            Node::List(all) => {
                for it in all {
                    self.of_user(draft, it);
                }
            }
            _ => {}
        }
    }

    /// All that one user answered.
    fn of_user(&mut self, draft: &mut Draft, node: Node) {
        let Some(values) = node.get("values").and_then(Node::as_object) else {
            self.tell(Fault::Unknown(node.to_string()), Fate::Beside);
            return self.keep_response("responses", node.into());
        };
        let about = ["user_id", "status"].map(|key| (key, node[key].clone()));
        for (question, value) in values.iter() {
            let value = value.get("value").unwrap_or(value).clone();
            let [user, status] = about.clone();
            let response = Node::from([("value", value), user, status]);
            self.response(draft, question, response);
        }
    }

    /// What version 1 wrote: one annotation, a label, several or spans.
    fn earlier(&mut self, draft: &mut Draft, record: &mut Fields) {
        let Some(annotation) = record.get("annotation").filter(|it| !it.is_null()).cloned() else {
            return;
        };
        let by = record.text("annotation_agent").to_owned();
        record.remove("annotation");
        record.remove("annotation_agent");
        let value = match annotation {
            Node::List(all) if all.iter().all(|it| it.is_object() || triple(it).is_some()) => {
                Node::List(all.into_iter().map(place_alone).collect())
            }
            other => other,
        };
        let response = Node::from([("value", value), ("user_id", by.into())]);
        self.response(draft, "annotation", response);
    }

    fn response(&mut self, draft: &mut Draft, question: &str, response: Node) {
        let Node::Object(mut response) = response else {
            self.tell(Fault::Unknown(response.to_string()), Fate::Beside);
            return self.keep_response(question, response.into());
        };
        let by = id(response.get("user_id"));
        let by = self.users.get(&by).cloned().unwrap_or(by);
        if response.text("status") == "discarded" {
            let what = format!("{question}: discarded");
            self.tell(Fault::NoPlace(what), Fate::Beside);
            return self.keep_response(question, response.into());
        }
        if response.text("status") == "draft" {
            let what = format!("{question}: draft");
            self.tell(Fault::NoPlace(what), Fate::Kept);
        }
        match response.remove("value").unwrap_or_default() {
            Node::List(places) if is_places(&places) => {
                if question != super::settings::SPANS {
                    self.beside.set("question", question);
                }
                let mut spans = Vec::with_capacity(places.len());
                for it in places {
                    spans.extend(self.span(&draft.text, (question, &by), it));
                }
                if !spans.is_empty() {
                    draft.layer_of(&by).spans.append(&mut spans);
                }
            }
            value => {
                let is_plain = value
                    .all()
                    .iter()
                    .all(|it| !it.is_list() && !it.is_object());
                if !is_plain {
                    self.beside.push("json", question);
                }
                if let Some(answer) = from_node(value) {
                    let answer = (question.to_owned(), answer);
                    draft.layer_of(&by).answers.push(answer);
                }
            }
        }
    }

    fn span(&mut self, text: &Text, (question, by): (&str, &str), node: Node) -> Option<DraftSpan> {
        let ends = place(node.get("start")).zip(place(node.get("end")));
        let at = match ends {
            Some((start, end)) => within(text, start, end),
            None => Err(Fault::Unknown(node.to_string())),
        };
        match at {
            Ok(at) => Some(DraftSpan {
                label: node["label"].as_str().unwrap_or_default().to_owned(),
                at: vec![at],
                ..DraftSpan::default()
            }),
            Err(fault) => {
                self.tell(fault, Fate::Beside);
                let user = super::settings::number(by);
                let kept = json!({"value": [Json::from(node)], "user_id": user});
                self.keep_response(question, kept);
                None
            }
        }
    }

    fn keep_response(&mut self, question: &str, response: Json) {
        let kept = vec![Json::from(question), response];
        self.beside.push("responses", kept);
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, self.line, fault, fate);
    }
}

/// A span without what version 1 said beside.
fn place_alone(node: Node) -> Node {
    if let Some((label, start, end)) = triple(&node) {
        let place = [("start", start), ("end", end), ("label", label)];
        return Node::from(place.map(|(key, it)| (key, it.clone())));
    }
    let Node::Object(mut fields) = node else {
        return node;
    };
    let place = ["start", "end", "label"];
    Node::from(place.map(|key| (key, fields.remove(key).unwrap_or_default())))
}

/// `["PER", 0, 3]`, perhaps with a score behind, as its Python says a span.
fn triple<'a, 'n>(node: &'a Node<'n>) -> Option<(&'a Node<'n>, &'a Node<'n>, &'a Node<'n>)> {
    let ([label, start, end] | [label, start, end, _]) = node.as_list()? else {
        return None;
    };
    let is_place = |it: &Node| place(Some(it)).is_some();
    (label.is_text() && is_place(start) && is_place(end)).then_some((label, start, end))
}

fn is_places(all: &[Node]) -> bool {
    let first = all.first();
    first.is_some_and(|it| it.get("start").is_some() && it.get("end").is_some())
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::List(all) => all.is_empty(),
        Node::Object(all) => all.is_empty(),
        _ => false,
    }
}
