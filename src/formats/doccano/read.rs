//! Reading records of all four layouts, told apart one by one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake, Reading};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::records::{Beside, each_record, id, name_keys, place, within};
use super::super::report::{Fate, Fault};
use super::super::{meta, names};
use super::ID;
use crate::model::progress::Cancelled;
use crate::model::text::Text;

/// How much a record looks like one of doccano's.
pub fn fit(record: &Fields) -> Fit {
    let first = |key: &str| record.get(key).and_then(Node::as_list)?.first();
    let has_text = ["text", "data"]
        .iter()
        .any(|it| record.get(it).is_some_and(Node::is_text));
    if has_text && first("annotations").is_some_and(is_of_user) {
        return Fit::Surely;
    }
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
        Some(Node::Text(_)) => Fit::Likely,
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
    fn draft(&mut self, mut record: Fields, options: &Reading) -> Option<Draft> {
        let keys = [options.column("text"), "text", "data"];
        let Some(text) = keys.iter().find_map(|it| record.take_text(it)) else {
            self.tell(Fault::NoText(record.to_string()), Fate::Skipped);
            return None;
        };
        let stem = names::stem(self.file);
        let name = record.take_text("id").filter(|it| !it.is_empty());
        let name = name.map_or_else(|| format!("{stem}-{}.txt", self.line), Cow::into_owned);
        let mut draft = Draft::new(name, text);
        let mut labels = Vec::new();
        let mut layer = DraftLayer::default();
        let entities = record.take_list("entities");
        layer.spans.reserve(entities.len());
        for it in entities {
            self.span(&mut layer, &draft.text, it, "entities");
        }
        self.relations(&mut layer, record.take_list("relations"));
        for key in [options.column("label"), "label", "labels"] {
            for it in record.take_list(key) {
                match it {
                    Node::Text(label) => labels.push(label.into_owned()),
                    other => self.span(&mut layer, &draft.text, other, "label"),
                }
            }
            labels.extend(record.take_text(key).map(Cow::into_owned));
        }
        let cats = record.take_list("cats");
        labels.extend(cats.iter().map(Node::plain));
        self.of_users(&mut draft, &mut record);
        layer.answers.extend(answer("label", labels));
        if layer != DraftLayer::default() {
            draft.layers.push(layer);
        }
        if let Some(comments) = record.remove("Comments").filter(|it| !is_empty(it)) {
            let first = comments.all().first().map(Node::plain).unwrap_or_default();
            self.tell(Fault::NoPlace(format!("Comments: {first}")), Fate::Beside);
            self.beside.set("Comments", comments);
        }
        meta::take_all(&mut draft.meta, record);
        std::mem::take(&mut self.beside).keep(&mut draft, ID);
        Some(draft)
    }

    /// What versions before 1.3 gave out: what each user said, labels by their numbers.
    fn of_users(&mut self, draft: &mut Draft, record: &mut Fields) {
        if !record
            .get("annotations")
            .and_then(Node::as_list)
            .is_some_and(|all| all.iter().any(is_of_user))
        {
            return;
        }
        let all = record.take_list("annotations");
        if self.line == 1 && all.iter().any(|it| it["label"].is_number()) {
            let fault = Fault::NoNames("annotations".to_owned());
            self.tell(fault, Fate::Kept);
        }
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for mut node in all {
            if !is_of_user(&node) {
                self.tell(Fault::Unknown(node.to_string()), Fate::Beside);
                self.beside.push("annotations", node);
                continue;
            }
            let user = id(node.get("user"));
            let label = node["label"].plain();
            if node.get("start_offset").is_none() {
                said.entry(user).or_default().push(label);
                continue;
            }
            if let Node::Object(fields) = &mut node {
                fields.remove("label");
                fields.push("label", Node::from(label));
            }
            let text = draft.text.clone();
            self.span(draft.layer_of(&user), &text, node, "label");
        }
        for (user, labels) in said {
            draft
                .layer_of(&user)
                .answers
                .extend(answer("label", labels));
        }
    }

    /// Takes a place with its label, in either way of writing it.
    fn span(&mut self, layer: &mut DraftLayer, text: &Text, node: Node, key: &str) {
        let found = object(&node).or_else(|| triple(&node).map(|it| (String::new(), it)));
        let Some((id, (start, end, label))) = found else {
            self.tell(Fault::Unknown(node.to_string()), Fate::Beside);
            return self.beside.push(key, node);
        };
        let at = match within(text, start, end) {
            Ok(at) => at,
            Err(fault) => {
                self.tell(fault, Fate::Beside);
                return self.beside.push(key, node);
            }
        };
        let found = text.get(at.clone()).unwrap_or_default();
        if let Some(quoted) = node["name"].as_str().filter(|it| *it != found) {
            let (quoted, found) = (quoted.to_owned(), found.to_owned());
            self.tell(Fault::QuoteDiffers { quoted, found }, Fate::Kept);
        }
        layer.spans.push(DraftSpan {
            id,
            label,
            at: vec![at],
            ..DraftSpan::default()
        });
    }

    fn relations(&mut self, layer: &mut DraftLayer, all: Vec<Node>) {
        let known: BTreeSet<&str> = layer.spans.iter().map(|it| it.id.as_str()).collect();
        for node in all {
            let (from, to) = (id(node.get("from_id")), id(node.get("to_id")));
            let kind = node.get("type").or_else(|| node.get("label"));
            let kind = kind.and_then(Node::as_str).unwrap_or_default().to_owned();
            let is_missing = |it: &&&String| !known.contains(it.as_str());
            if let Some(end) = [&from, &to].iter().find(is_missing) {
                let what = format!("{kind}: {end}");
                self.tell(Fault::Dangling(what), Fate::Beside);
                self.beside.push("relations", node);
                continue;
            }
            layer.links.push(DraftLink {
                id: prefixed("r", id(node.get("id"))),
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

fn answer(name: &str, mut all: Vec<String>) -> Option<(String, Answer)> {
    let answer = match all.len() {
        0 => return None,
        1 => Answer::Text(all.remove(0)),
        _ => Answer::Several(all),
    };
    Some((name.to_owned(), answer))
}

fn is_empty(node: &Node) -> bool {
    node.is_null() || node.as_list().is_some_and(<[Node]>::is_empty)
}

/// Whether this is what a user of an early version said.
fn is_of_user(node: &Node) -> bool {
    let said = node
        .get("label")
        .is_some_and(|it| it.is_number() || it.is_text());
    said && node.get("user").is_some()
}

type Place = (usize, usize, String);

/// `[0, 6, "ORG"]`
fn triple(node: &Node) -> Option<Place> {
    let [start, end, Node::Text(label)] = node.as_list()? else {
        return None;
    };
    let (start, end) = (place(Some(start))?, place(Some(end))?);
    Some((start, end, label.clone().into_owned()))
}

/// `{"id": 1, "start_offset": 0, "end_offset": 6, "label": "ORG"}`, or `{"name": "…", "span": [0, 6], "type": "ORG"}`
fn object(node: &Node) -> Option<(String, Place)> {
    let (start, end) = pair(node).or_else(|| {
        let start = place(node.get("start_offset").or_else(|| node.get("start")))?;
        let end = place(node.get("end_offset").or_else(|| node.get("end")))?;
        Some((start, end))
    })?;
    let label = node.get("label").or_else(|| node.get("type"))?.as_str()?;
    Some((id(node.get("id")), (start, end, label.to_owned())))
}

/// Both ends under one key.
fn pair(node: &Node) -> Option<(usize, usize)> {
    match node.get("span")?.as_list()? {
        [start, end] => Some((place(Some(start))?, place(Some(end))?)),
        _ => None,
    }
}
