//! Drafts from rows, whichever file they were in.

use std::ops::Range;

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake};
use super::super::json::{Fields, Node};
use super::super::records::{Beside, id, place, within};
use super::super::report::{Fate, Fault};
use super::super::text_key::TextKey;
use super::super::value::{from_node, from_text};
use super::super::{meta, names};
use super::ID;
use super::names::Names;
use crate::model::annotation::Status;
use crate::model::progress::Cancelled;
use crate::model::schema::Kind;
use crate::model::text::{Count, Text};

/// The columns in which tags of words may be.
const TAGS: [&str; 4] = ["ner_tags", "tags", "labels", "ner"];

/// The columns in which words may be.
const WORDS: [&str; 3] = ["tokens", "words", "tokenized_text"];

/// The column of the words of a row, where it is one of words.
fn words_of(row: &Fields) -> Option<&'static str> {
    let mut all = WORDS.into_iter();
    all.find(|it| row.get(it).is_some_and(Node::is_list))
}

/// How much a record looks like a row.
pub fn fit(record: &Fields) -> Fit {
    let list = |key: &str| record.get(key).is_some_and(Node::is_list);
    let as_list = |key: &str| record.get(key).and_then(Node::as_list);
    let words = words_of(record).filter(|it| *it != "tokens");
    let tags = TAGS.iter().find_map(|it| as_list(it));
    if let (Some(words), Some(tags)) = (words.and_then(as_list), tags)
        && (words.len() == tags.len() || tags.first().is_some_and(|it| triple(it).is_some()))
    {
        return Fit::Surely;
    }
    if list("tokens") && TAGS.iter().any(|it| list(it)) {
        return Fit::Surely;
    }
    let ours = list("spans") && list("relations") && list("metadata") && list("document_labels");
    if ours { Fit::Surely } else { Fit::No }
}

/// Whether a record is a row of a text with answers of which the data set says what their numbers stand for.
pub fn is_named(record: &Fields, names: &Names) -> bool {
    let number = |it: &Node| {
        it.is_number()
            || it
                .as_list()
                .is_some_and(|it| it.iter().all(Node::is_number))
    };
    let is_class = |name: &String| record.get(name).is_some_and(number);
    words_of(record).is_none() && names.keys().any(is_class)
}

/// The rows of one file; rows of one document one after another are one draft.
pub struct Rows<'a> {
    file: &'a str,
    names: Names,
    last: Option<Draft>,
    /// Whether it was told that numbers have no names.
    told: bool,
}

impl<'a> Rows<'a> {
    pub fn new(file: &'a str, names: Names) -> Self {
        Self {
            file,
            names,
            last: None,
            told: false,
        }
    }

    pub fn row(
        &mut self,
        line: usize,
        mut row: Fields,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let name = match row.text("id") {
            "" => format!("{}-{line}.txt", names::stem(self.file)),
            name => name.to_owned(),
        };
        let one = One {
            file: self.file,
            line,
            names: &self.names,
        };
        let tags = TAGS
            .iter()
            .find(|it| row.get(it).is_some_and(Node::is_list));
        if let (Some(tags), Some(words)) = (tags, words_of(&row)) {
            let nameless = one.is_nameless(tags, &row);
            if nameless && !std::mem::replace(&mut self.told, true) {
                let fault = Fault::NoNames((*tags).to_owned());
                intake.tell(self.file, line, fault, Fate::Beside);
            }
            let draft = one.tagged(name, row, (words, tags, nameless), intake);
            return self.pass(draft, intake);
        }
        let text = row.take_text("text");
        // Whoever made the set may call it `sentence` or `tweet`.
        let text = text.or_else(|| TextKey::default().take(&mut row).map(|it| it.1));
        let Some(text) = text else {
            let fault = Fault::NoText(row.to_string());
            intake.tell(self.file, line, fault, Fate::Skipped);
            return Ok(());
        };
        let by = row.text("annotator").to_owned();
        let same = self.last.as_mut().filter(|it| {
            let others = it.layers.iter().all(|it| it.annotator != by);
            it.name == name && it.text.as_str() == text && !by.is_empty() && others
        });
        if let Some(draft) = same {
            one.layer(draft, by, &mut row, intake);
            return Ok(());
        }
        let mut draft = Draft::new(name, text);
        one.layer(&mut draft, by, &mut row, intake);
        One::known(&mut draft, row);
        self.pass(draft, intake)
    }

    fn pass(&mut self, draft: Draft, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        self.last
            .replace(draft)
            .map_or(Ok(()), |it| intake.document(it))
    }

    pub fn finish(self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        self.last.map_or(Ok(()), |it| intake.document(it))
    }
}

/// Reading one row.
struct One<'a> {
    file: &'a str,
    line: usize,
    names: &'a Names,
}

impl One<'_> {
    fn layer(&self, draft: &mut Draft, by: String, row: &mut Fields, intake: &mut dyn Intake) {
        let mut beside = Beside::default();
        let text = draft.text.clone();
        let mut layer = DraftLayer {
            annotator: by.clone(),
            status: match row.text("status") {
                "done" => Status::Done,
                "in_progress" => Status::InProgress,
                _ => Status::ToDo,
            },
            ..DraftLayer::default()
        };
        layer.answers = answers(row.take_list("document_labels"));
        let mut spans = row.take_list("spans");
        spans.extend(row.take_list("entities"));
        for it in spans {
            match span(it, &text) {
                Ok(span) => layer.spans.push(span),
                Err((fault, it)) => {
                    intake.tell(self.file, self.line, fault, Fate::Beside);
                    beside.push("spans", it);
                }
            }
        }
        layer.links = row.take_list("relations").iter().map(link).collect();
        row.remove("annotator");
        row.remove("status");
        for column in self.names.keys() {
            if let Some(answer) = row.get(column).and_then(|it| self.class(column, it)) {
                row.remove(column);
                layer.answers.push((column.clone(), answer));
            }
        }
        let bare = layer.spans.is_empty() && layer.answers.is_empty();
        if !bare || !by.is_empty() {
            draft.layers.push(layer);
        }
        if !beside.is_empty() {
            beside.set("by", by);
        }
        beside.keep(draft, ID);
    }

    /// What is known of the document: our list of names and values, and every other column.
    fn known(draft: &mut Draft, mut row: Fields) {
        for it in row.take_list("metadata") {
            let (name, value) = (&it["name"], &it["value"]);
            match (name.as_str(), value.as_str()) {
                (Some(meta::KINDS), Some(kinds)) => {
                    let kinds = kinds.to_owned();
                    draft.meta.fields.insert(meta::KINDS.to_owned(), kinds);
                }
                (Some(name), Some(value)) => {
                    meta::set_text(&mut draft.meta, name, value.to_owned());
                }
                _ => {}
            }
        }
        if row.text("id") == draft.name {
            row.remove("id");
        }
        meta::take_all(&mut draft.meta, row);
    }

    /// The name of a number in a column that has names.
    fn named(&self, column: &str, node: &Node) -> Option<String> {
        let names = self.names.get(column)?;
        names.get(usize::try_from(node.as_u64()?).ok()?).cloned()
    }

    /// What the number in a column says, or several of them.
    fn class(&self, column: &str, node: &Node) -> Option<Answer> {
        let Node::List(all) = node else {
            return self.named(column, node).map(Answer::Text);
        };
        let all: Option<Vec<String>> = all.iter().map(|it| self.named(column, it)).collect();
        all.map(Answer::Several)
    }

    /// Whether a column has numbers of which nobody says what they stand for.
    fn is_nameless(&self, column: &str, row: &Fields) -> bool {
        let tags = row.get(column).and_then(Node::as_list);
        let mut tags = tags.into_iter().flatten();
        tags.any(|it| it.is_number() && self.named(column, it).is_none())
    }

    /// A text of words with a blank between them, and spans from their first to their last word.
    fn placed(
        &self,
        name: String,
        row: Fields,
        (words, places): (&[Node], Vec<Node>),
        intake: &mut dyn Intake,
    ) -> Draft {
        let (mut text, mut at) = (String::new(), Vec::with_capacity(words.len()));
        for (i, word) in words.iter().enumerate() {
            text.push_str(if i > 0 { " " } else { "" });
            let start = text.len();
            text += word.as_str().unwrap_or_default();
            at.push(start..text.len());
        }
        let mut draft = Draft::new(name, text);
        for node in places {
            let ends = triple(&node).and_then(|(first, last, label)| {
                Some((at.get(first)?.start..at.get(last)?.end, label))
            });
            let Some((at, label)) = ends.filter(|it| it.0.start < it.0.end) else {
                let fault = Fault::OutsideText(node.to_string());
                intake.tell(self.file, self.line, fault, Fate::Skipped);
                continue;
            };
            draft.layer().spans.push(DraftSpan {
                label,
                at: vec![at],
                ..DraftSpan::default()
            });
        }
        One::known(&mut draft, row);
        draft
    }

    /// A text of words with a blank between them, and the spans that their tags say.
    fn tagged(
        &self,
        name: String,
        mut row: Fields,
        (words, column, nameless): (&str, &str, bool),
        intake: &mut dyn Intake,
    ) -> Draft {
        let words = row.take_list(words);
        let is_placed = row.get(column).and_then(Node::as_list);
        if is_placed.is_some_and(|all| all.iter().any(|it| triple(it).is_some())) {
            let places = row.take_list(column);
            return self.placed(name, row, (&words, places), intake);
        }
        let tags = if nameless {
            Vec::new()
        } else {
            row.take_list(column)
        };
        if words.len() != tags.len() && !nameless {
            let fault = Fault::Malformed(format!("{} ≠ {}", words.len(), tags.len()));
            intake.tell(self.file, self.line, fault, Fate::Kept);
        }
        let mut text = String::new();
        let mut spans: Vec<DraftSpan> = Vec::new();
        let mut open = String::new();
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                text.push(' ');
            }
            let start = text.len();
            text += word.as_str().unwrap_or_default();
            let tag = tags.get(i).cloned().unwrap_or_default();
            let tag = self.named(column, &tag).unwrap_or_else(|| id(Some(&tag)));
            let (sign, label) = tag.split_once('-').unwrap_or((&tag, ""));
            let goes_on = matches!(sign, "I" | "E" | "L" | "M") && open == label;
            match (sign, spans.last_mut()) {
                ("I" | "E" | "L" | "M", Some(last)) if goes_on && !label.is_empty() => {
                    last.at[0].end = text.len();
                }
                ("B" | "I" | "S" | "U" | "E" | "L" | "M", _) if start < text.len() => {
                    spans.push(DraftSpan {
                        label: label.to_owned(),
                        at: vec![start..text.len()],
                        ..DraftSpan::default()
                    });
                }
                _ => {}
            }
            open = if matches!(sign, "B" | "I" | "M") {
                label.to_owned()
            } else {
                String::new()
            };
        }
        let mut draft = Draft::new(name, text);
        if !spans.is_empty() {
            draft.layer().spans = spans;
        }
        Self::known(&mut draft, row);
        draft
    }
}

/// A span; given back with what is wrong where it has no place.
fn span<'n>(mut node: Node<'n>, text: &Text) -> Result<DraftSpan, (Fault, Node<'n>)> {
    let at = match fragments(&node, text) {
        Ok(at) => at,
        Err(fault) => return Err((fault, node)),
    };
    let mut take = |key: &str| match &mut node {
        Node::Object(fields) => fields.remove(key).unwrap_or_default(),
        _ => Node::Null,
    };
    let answers = match take("attributes") {
        Node::List(all) => answers(all),
        Node::Object(all) => {
            let all = all.into_iter();
            all.filter_map(|(name, it)| Some((name.into_owned(), from_node(it)?)))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut words = |key: &str| match take(key) {
        Node::Text(text) => text.into_owned(),
        _ => String::new(),
    };
    Ok(DraftSpan {
        label: words("label"),
        note: words("note"),
        id: id(node.get("id")),
        at,
        answers,
        ..DraftSpan::default()
    })
}

/// Where a span is: in its fragments if it has any.
fn fragments(node: &Node, text: &Text) -> Result<Vec<Range<usize>>, Fault> {
    let ends = place(node.get("start")).zip(place(node.get("end")));
    let (start, end) = ends.ok_or_else(|| Fault::Unknown(node.to_string()))?;
    let pieces = node["fragments"].as_list().unwrap_or_default().iter();
    let pieces = pieces.map(|it| {
        let at = place(it.get("start"))?..place(it.get("end"))?;
        text.to_bytes(&at, Count::CodePoint)
    });
    match pieces.collect::<Option<Vec<_>>>() {
        Some(pieces) if !pieces.is_empty() => Ok(pieces),
        _ => Ok(vec![within(text, start, end)?]),
    }
}

fn link(node: &Node) -> DraftLink {
    let end = |keys: [&str; 3]| id(keys.iter().find_map(|it| node.get(it)));
    DraftLink {
        id: id(node.get("id")),
        kind: end(["type", "label", "kind"]),
        from: end(["head", "from", "source"]),
        to: end(["tail", "to", "target"]),
        ..DraftLink::default()
    }
}

/// Names and values, each with the kind that it was; without it, texts.
fn answers(all: Vec<Node>) -> Vec<(String, Answer)> {
    all.into_iter().filter_map(answer).collect()
}

fn answer(node: Node) -> Option<(String, Answer)> {
    let Node::Object(mut fields) = node else {
        return None;
    };
    let name = fields.take_text("name")?.into_owned();
    let text = match fields.remove("value").unwrap_or_default() {
        Node::Text(text) => text,
        other => return Some((name, from_node(other)?)),
    };
    let value = match fields.text("kind") {
        "flag" => from_text(&text, &Kind::Flag),
        "choice" => from_text(&text, &Kind::OneOf(Vec::new())),
        "choices" => from_text(&text, &Kind::SeveralOf(Vec::new())),
        "number" => from_text(&text, &NUMBER),
        "date" => from_text(&text, &Kind::Date),
        "interval" => from_text(&text, &Kind::Interval),
        "text" => from_text(&text, &Kind::Text),
        "target" => from_text(&text, &Kind::Target),
        _ => None,
    };
    let answer = value.map_or_else(|| Answer::Text(text.into_owned()), Answer::Value);
    Some((name, answer))
}

const NUMBER: Kind = Kind::Number {
    min: None,
    max: None,
};

/// `[0, 2, "ORG"]`, the first and the last word of a span.
fn triple(node: &Node) -> Option<(usize, usize, String)> {
    let [first, last, Node::Text(label)] = node.as_list()? else {
        return None;
    };
    let (first, last) = (place(Some(first))?, place(Some(last))?);
    Some((first, last, label.clone().into_owned()))
}
