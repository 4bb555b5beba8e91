//! Reading tasks, one document each.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Value as Json, json};

use super::super::draft::{Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake, Reading};
use super::super::input::{Entry, Input};
use super::super::json::{Fields, Node};
use super::super::looks::is_address;
use super::super::records::{Beside, Object, each_record, id, name_keys, object, place};
use super::super::report::{Fate, Fault};
use super::super::text_key::TextKey;
use super::super::unit::by_quotes;
use super::super::{meta, names};
use super::answer::answer;
use super::config::Shown;
use super::dialogue::Dialogue;
use super::min::{is_min, whole};
use super::people::{annotator, completed_by};
use super::shown::shown;
use super::{ID, config};
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// How much a record looks like a task.
pub fn fit(record: &Fields) -> Fit {
    if is_min(record) {
        return Fit::Surely;
    }
    let has = |key: &str| record.get(key).is_some_and(Node::is_list);
    let said = has("annotations") || has("completions") || has("predictions");
    match (record.get("data").is_some_and(Node::is_object), said) {
        (true, true) => Fit::Surely,
        (false, true) if has("annotations") && first_has_result(record) => Fit::Likely,
        // Others wrap what they give as well: a task says no more than what it is made of.
        (true, false) if !record.contains_key("kind") && has_words(record) => Fit::Maybe,
        _ => Fit::No,
    }
}

fn has_words(record: &Fields) -> bool {
    let data = record.get("data").and_then(Node::as_object);
    data.is_some_and(|it| it.iter().any(|it| it.1.is_text() || it.1.is_list()))
}

fn first_has_result(record: &Fields) -> bool {
    let all = record.get("annotations").and_then(Node::as_list);
    let first = all.and_then(<[Node]>::first);
    first.is_some_and(|it| it.get("result").is_some())
}

/// Reads one file.
pub fn file(
    entry: &Entry,
    input: &Input,
    options: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let asked = asked(input);
    let shown = shown(entry, input, options, &asked);
    each_record(entry, intake, |line, mut record, intake| {
        if is_min(&record) {
            record = whole(record, &asked);
        }
        let mut task = Task {
            file: &entry.name,
            line,
            shown: &shown,
            beside: Beside::default(),
            people: BTreeSet::new(),
            intake,
        };
        match task.draft(record, options) {
            Some(draft) => task.intake.document(draft),
            None => Ok(()),
        }
    })
}

/// The controls of the interfaces beside the tasks that are answered about the text.
fn asked(input: &Input) -> BTreeSet<String> {
    let schemas = input.ending(&["xml"]).filter_map(config::read);
    let asked = schemas.flat_map(|it| it.0.document_labels);
    asked.map(|it| it.id.to_string()).collect()
}

/// Reading one task.
struct Task<'a> {
    file: &'a str,
    line: usize,
    shown: &'a Shown,
    beside: Beside,
    /// The names of those whose annotations are taken.
    people: BTreeSet<String>,
    intake: &'a mut dyn Intake,
}

impl Task<'_> {
    fn draft(&mut self, mut record: Fields, options: &Reading) -> Option<Draft> {
        let mut data = match record.remove("data") {
            Some(Node::Object(data)) => data,
            Some(text @ Node::Text(_)) => Fields::from_iter([(Cow::from("text"), text)]),
            _ => Fields::default(),
        };
        if self.line == 1 {
            name_keys(&data, self.intake);
        }
        let dialogue = self.dialogue(&mut data);
        let text = match &dialogue {
            Some(dialogue) => Some((TURNS.to_owned(), Cow::from(dialogue.text.clone()))),
            None => self.text(&mut data, options),
        };
        let Some((key, text)) = text else {
            let what = format!("{} {data}", id(record.get("id")));
            self.tell(Fault::NoText(what.trim().to_owned()), Fate::Skipped);
            return None;
        };
        let mut name = None;
        if let Some(Node::Object(about)) = record.get_mut("meta") {
            name = about.take_text("document");
            about.remove("document");
            if about.is_empty() {
                record.remove("meta");
            }
        }
        let name = match name {
            Some(name) => name.into_owned(),
            None => format!("{}-{}.txt", names::stem(self.file), self.line),
        };
        let mut draft = Draft::new(name, text);
        meta::take_all(&mut draft.meta, data);
        if key != "text" && key != TURNS {
            self.beside.set("key", key);
        }
        let mut all = record.take_list("annotations");
        all.append(&mut record.take_list("completions"));
        for annotation in all {
            self.annotation(&mut draft, annotation, (dialogue.as_ref(), options));
        }
        let guesses = record.get("predictions").and_then(Node::as_list);
        let guesses = guesses.map_or(0, <[Node]>::len);
        if guesses > 0 {
            let what = format!("predictions: {guesses}");
            self.tell(Fault::NoPlace(what), Fate::Beside);
        }
        if !record.is_empty() {
            self.beside.set("task", record);
        }
        std::mem::take(&mut self.beside).keep(&mut draft, ID);
        Some(draft)
    }

    /// The turns of a dialogue that is the text; they stay with the data.
    fn dialogue(&self, data: &mut Fields) -> Option<Dialogue> {
        let dialogue = Dialogue::read(data.get(&self.shown.key)?, self.shown)?;
        if self.shown.key == "text" {
            let turns = data.remove("text")?;
            data.push(TURNS, turns);
        }
        Some(dialogue)
    }

    fn text<'n>(&self, data: &mut Fields<'n>, options: &Reading) -> Option<(String, Cow<'n, str>)> {
        let name = self.shown.key.clone();
        if options.columns.contains_key("text") {
            let text = data.take_text(&name)?;
            return Some((name, text));
        }
        let is_guess = false;
        let (name, text) = TextKey { name, is_guess }.take(data)?;
        if is_address(&text) && !self.shown.says {
            data.push(name, Node::Text(text));
            return None;
        }
        Some((name, text))
    }

    fn annotation(
        &mut self,
        draft: &mut Draft,
        node: Node,
        (dialogue, options): (Option<&Dialogue>, &Reading),
    ) {
        let Node::Object(mut fields) = node else {
            self.tell(Fault::Unknown(node.to_string()), Fate::Beside);
            return self.beside.push("annotations", node);
        };
        if fields.get("was_cancelled") == Some(&Node::Flag(true)) {
            let what = format!("was_cancelled: {}", id(fields.get("id")));
            self.tell(Fault::NoPlace(what), Fate::Beside);
            return self.beside.push("annotations", fields);
        }
        let by = self.own_name(&annotator(&fields));
        let mut layer = DraftLayer {
            annotator: by.clone(),
            ..DraftLayer::default()
        };
        let result = fields.take_list("result");
        let unit = options.unit.unwrap_or_else(|| unit(&draft.text, &result));
        if unit != Count::CodePoint && options.unit.is_none() {
            self.tell(Fault::CountsUtf16, Fate::Kept);
        }
        let mut regions = Regions {
            text: &draft.text,
            unit,
            dialogue,
            places: BTreeMap::new(),
            layer: &mut layer,
            left: Vec::new(),
            directions: Vec::new(),
            answers: Object::new(),
        };
        regions.layer.spans.reserve(result.len());
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
            let kind = it["type"].as_str().unwrap_or_default();
            let what = format!("{kind} {}", id(it.get("id")));
            self.tell(Fault::NoPlace(what), Fate::Beside);
        }
        let who = Json::from(fields.remove("completed_by").unwrap_or_default());
        let who = Some(who).filter(|it| *it != completed_by(&by));
        let bare = fields.is_empty() && left.is_empty() && who.is_none();
        if !bare || !directions.is_empty() || !answers.is_empty() {
            let mut of = object([
                ("by", by.into()),
                ("json", fields.into()),
                ("left", Node::List(left).into()),
                ("directions", directions.into()),
                ("answers", answers.into()),
            ]);
            if let (Some(who), Json::Object(of)) = (who, &mut of) {
                of.insert("who".to_owned(), who);
            }
            self.beside.push("of", of);
        }
        draft.layers.push(layer);
    }

    /// The name of the layer of an annotation: each is a judgement of its own, also those of one person.
    fn own_name(&mut self, by: &str) -> String {
        let further = if by.is_empty() { "annotation" } else { by };
        let numbered = (2u32..).map(|n| format!("{further}-{n}"));
        let mut names = std::iter::once(by.to_owned()).chain(numbered);
        let name = names.find(|it| !self.people.contains(it));
        let name = name.unwrap_or_default();
        self.people.insert(name.clone());
        name
    }

    fn tell(&mut self, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, self.line, fault, fate);
    }
}

/// How positions are counted: as the words that regions quote tell.
fn unit(text: &Text, result: &[Node]) -> Count {
    let values = result.iter().map(|it| &it["value"]);
    let quotes = values.filter(|it| it["text"].is_text());
    let fits = |unit: Count| {
        let fits = |value: &&Node| {
            let at = place(value.get("start")).zip(place(value.get("end")));
            let at = at.and_then(|it| text.to_bytes(&(it.0..it.1), unit));
            at.and_then(|it| text.get(it)) == value["text"].as_str()
        };
        quotes.clone().filter(fits).count()
    };
    by_quotes(text, quotes.clone().count(), fits)
}

/// The regions of one annotation.
struct Regions<'a, 'n> {
    text: &'a Text,
    unit: Count,
    dialogue: Option<&'a Dialogue>,
    /// Where in the layer a region is.
    places: BTreeMap<String, usize>,
    layer: &'a mut DraftLayer,
    /// What has no place here.
    left: Vec<Node<'n>>,
    /// Arrows that do not point to the right.
    directions: Vec<Json>,
    /// The id and the value of answers about the text, which can be written in several ways.
    answers: Object,
}

impl<'n> Regions<'_, 'n> {
    /// Takes a labelled stretch of text; gives back what is none.
    fn region(&mut self, node: Node<'n>, task: &mut Task) -> Option<Node<'n>> {
        let value = &node["value"];
        let labels = ["labels", "hypertextlabels", "paragraphlabels"];
        let labels = labels.iter().find_map(|it| value.get(it)?.as_list());
        let (Some(labels), true) = (labels, is_placed(value)) else {
            return Some(node);
        };
        let at = self.at(value);
        let labels: Vec<&str> = labels.iter().filter_map(Node::as_str).collect();
        let (Some(at), false) = (at, labels.is_empty()) else {
            self.left.push(node);
            return None;
        };
        if let (Some(quoted), Some(found)) = (value["text"].as_str(), self.text.get(at.clone()))
            && quoted != found
            && !(self.dialogue.is_some() && found.contains('\n'))
        {
            let (quoted, found) = (quoted.to_owned(), found.to_owned());
            task.tell(Fault::QuoteDiffers { quoted, found }, Fate::Kept);
        }
        let id = id(node.get("id"));
        let note: Vec<&str> = node["meta"]["text"]
            .all()
            .iter()
            .filter_map(Node::as_str)
            .collect();
        let note = note.join("\n");
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

    /// Where a region is.
    fn at(&self, value: &Node) -> Option<Range<usize>> {
        if let Some(dialogue) = self.dialogue {
            return dialogue.place(value);
        }
        let ends = |it: &Node| place(it.get("start")).zip(place(it.get("end")));
        let bytes = |(start, end): (usize, usize), unit| {
            let at = (start < end).then(|| self.text.to_bytes(&(start..end), unit));
            at.flatten()
        };
        if let Some(ends) = ends(value) {
            return bytes(ends, self.unit);
        }
        // Places in a page: they are those of the text as well where it has no tags.
        let ends = ends(value.get("globalOffsets")?)?;
        let all = [self.unit, Count::CodePoint, Count::Utf16];
        let mut all = all.into_iter().filter_map(|unit| bytes(ends, unit));
        all.find(|it| self.text.get(it.clone()) == value["text"].as_str())
    }

    /// Takes an answer about a region or about the text; gives back what is none.
    fn about(&mut self, node: Node<'n>) -> Option<Node<'n>> {
        if node["type"].as_str() == Some("relation") {
            return Some(node);
        }
        let name = node["from_name"].as_str().unwrap_or_default().to_owned();
        let value = &node["value"];
        let is_place = ["start", "startOffset", "x", "y", "ranges", "frame"];
        let is_place = is_place.iter().any(|it| value.get(it).is_some());
        let of = self.places.get(&id(node.get("id"))).copied();
        let answer = answer(value).filter(|_| !name.is_empty());
        match (answer, of) {
            (Some(answer), Some(of)) => {
                let name = name
                    .strip_suffix("-of-region")
                    .map_or(name.clone(), str::to_owned);
                self.layer.spans[of].answers.push((name, answer));
            }
            (Some(answer), None) if !is_place => {
                let id = node.get("id").cloned().unwrap_or_default();
                let shape = [("id", id.into()), ("value", value.clone().into())];
                self.answers.insert(name.clone(), object(shape));
                self.layer.answers.push((name, answer));
            }
            _ => self.left.push(node),
        }
        None
    }

    fn link(&mut self, node: Node<'n>, task: &mut Task) {
        let (mut from, mut to) = (id(node.get("from_id")), id(node.get("to_id")));
        let missing = [&from, &to]
            .into_iter()
            .find(|it| !self.places.contains_key(*it));
        if let Some(end) = missing {
            task.tell(Fault::Dangling(end.clone()), Fate::Beside);
            return self.left.push(node);
        }
        let direction = node["direction"].as_str().unwrap_or("right");
        if direction == "left" {
            std::mem::swap(&mut from, &mut to);
        }
        let kinds: BTreeSet<&str> = match node["labels"].as_list() {
            Some(all) if !all.is_empty() => all.iter().filter_map(Node::as_str).collect(),
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

/// Whether a value says that it is about a stretch of text.
fn is_placed(value: &Node) -> bool {
    let is_number = place(value.get("start")).zip(place(value.get("end")));
    is_number.is_some() || value.get("startOffset").is_some()
}

/// Under which the turns of a dialogue stay with the data, where they had the key of the text.
const TURNS: &str = "turns";
