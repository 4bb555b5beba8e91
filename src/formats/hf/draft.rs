//! Drafts from rows, whichever file they were in.

use serde_json::{Value as Json, json};

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake};
use super::super::records::{Beside, Object, id, place, take_list, text, within};
use super::super::report::{Fate, Fault};
use super::super::value::{from_json, from_text};
use super::super::{meta, names};
use super::ID;
use super::names::Names;
use crate::model::annotation::Status;
use crate::model::progress::Cancelled;
use crate::model::schema::Kind;
use crate::model::text::{Count, Text};

/// The columns in which tags of words may be.
const TAGS: [&str; 4] = ["ner_tags", "tags", "labels", "ner"];

/// How much a record looks like a row.
pub fn fit(record: &Object) -> Fit {
    let list = |key: &str| record.get(key).is_some_and(Json::is_array);
    if list("tokens") && TAGS.iter().any(|it| list(it)) {
        return Fit::Surely;
    }
    let ours = list("spans") && list("relations") && list("metadata") && list("document_labels");
    if ours { Fit::Surely } else { Fit::No }
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
        mut row: Object,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let name = match row.get("id") {
            Some(Json::String(it)) if !it.is_empty() => it.clone(),
            _ => format!("{}-{line}.txt", names::stem(self.file)),
        };
        let one = One {
            file: self.file,
            line,
            names: &self.names,
        };
        let tags = TAGS
            .iter()
            .find(|it| row.get(**it).is_some_and(Json::is_array));
        if let (Some(tags), true) = (tags, row.get("tokens").is_some_and(Json::is_array)) {
            let nameless = one.is_nameless(tags, &row);
            if nameless && !std::mem::replace(&mut self.told, true) {
                let fault = Fault::NoNames((*tags).to_owned());
                intake.tell(self.file, line, fault, Fate::Beside);
            }
            let draft = one.tagged(name, row, (tags, nameless), intake);
            return self.pass(draft, intake);
        }
        let Some(Json::String(text)) = row.remove("text") else {
            let fault = Fault::NoText(Json::Object(row).to_string());
            intake.tell(self.file, line, fault, Fate::Skipped);
            return Ok(());
        };
        let by = text_of(&row, "annotator");
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

fn text_of(row: &Object, key: &str) -> String {
    text(row, key).to_owned()
}

/// Reading one row.
struct One<'a> {
    file: &'a str,
    line: usize,
    names: &'a Names,
}

impl One<'_> {
    fn layer(&self, draft: &mut Draft, by: String, row: &mut Object, intake: &mut dyn Intake) {
        let mut beside = Beside::default();
        let text = draft.text.clone();
        let mut layer = DraftLayer {
            annotator: by.clone(),
            status: match super::super::records::text(row, "status") {
                "done" => Status::Done,
                "in_progress" => Status::InProgress,
                _ => Status::ToDo,
            },
            ..DraftLayer::default()
        };
        layer.answers = answers(&take_list(row, "document_labels"));
        let mut spans = take_list(row, "spans");
        spans.extend(take_list(row, "entities"));
        for it in spans {
            match span(&it, &text) {
                Ok(span) => layer.spans.push(span),
                Err(fault) => {
                    intake.tell(self.file, self.line, fault, Fate::Beside);
                    beside.push("spans", it);
                }
            }
        }
        layer.links = take_list(row, "relations").iter().map(link).collect();
        row.remove("annotator");
        row.remove("status");
        let label = row.get("label").cloned();
        if let Some(label) = label.and_then(|it| self.named("label", &it)) {
            row.remove("label");
            layer
                .answers
                .push(("label".to_owned(), Answer::Text(label)));
        }
        let bare = layer.spans.is_empty() && layer.answers.is_empty();
        if !bare || !by.is_empty() {
            draft.layers.push(layer);
        }
        if !beside.is_empty() {
            beside.set("by", Json::from(by));
        }
        beside.keep(draft, ID);
    }

    /// What is known of the document: our list of names and values, and every other column.
    fn known(draft: &mut Draft, mut row: Object) {
        for it in take_list(&mut row, "metadata") {
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
        if row.get("id").and_then(Json::as_str) == Some(draft.name.as_str()) {
            row.remove("id");
        }
        meta::set_all(&mut draft.meta, &row);
    }

    /// The name of a number in a column that has names.
    fn named(&self, column: &str, json: &Json) -> Option<String> {
        let names = self.names.get(column)?;
        names.get(usize::try_from(json.as_u64()?).ok()?).cloned()
    }

    /// Whether a column has numbers of which nobody says what they stand for.
    fn is_nameless(&self, column: &str, row: &Object) -> bool {
        let tags = row.get(column).and_then(Json::as_array);
        let mut tags = tags.into_iter().flatten();
        tags.any(|it| it.is_number() && self.named(column, it).is_none())
    }

    /// A text of words with a blank between them, and the spans that their tags say.
    fn tagged(
        &self,
        name: String,
        mut row: Object,
        (column, nameless): (&str, bool),
        intake: &mut dyn Intake,
    ) -> Draft {
        let words = take_list(&mut row, "tokens");
        let tags = if nameless {
            Vec::new()
        } else {
            take_list(&mut row, column)
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

fn span(json: &Json, text: &Text) -> Result<DraftSpan, Fault> {
    let ends = place(json.get("start")).zip(place(json.get("end")));
    let (start, end) = ends.ok_or_else(|| Fault::Unknown(json.to_string()))?;
    let pieces = json["fragments"].as_array().into_iter().flatten();
    let pieces: Option<Vec<_>> = pieces
        .map(|it| {
            let at = place(it.get("start"))?..place(it.get("end"))?;
            text.to_bytes(&at, Count::CodePoint)
        })
        .collect();
    let at = match pieces {
        Some(pieces) if !pieces.is_empty() => pieces,
        _ => vec![within(text, start, end)?],
    };
    let said = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let answers = match &json["attributes"] {
        Json::Array(all) => answers(all),
        Json::Object(all) => {
            let all = all.iter();
            all.filter_map(|(name, it)| Some((name.clone(), from_json(it)?)))
                .collect()
        }
        _ => Vec::new(),
    };
    Ok(DraftSpan {
        id: id(json.get("id")),
        label: said("label"),
        at,
        answers,
        note: said("note"),
        ..DraftSpan::default()
    })
}

fn link(json: &Json) -> DraftLink {
    let end = |keys: [&str; 3]| id(keys.iter().find_map(|it| json.get(*it)));
    DraftLink {
        id: id(json.get("id")),
        kind: end(["type", "label", "kind"]),
        from: end(["head", "from", "source"]),
        to: end(["tail", "to", "target"]),
        ..DraftLink::default()
    }
}

/// Names and values, each with the kind that it was; without it, texts.
fn answers(all: &[Json]) -> Vec<(String, Answer)> {
    let one = |json: &Json| {
        let name = json["name"].as_str()?.to_owned();
        let value = &json["value"];
        let Some(text) = value.as_str() else {
            return Some((name, from_json(value)?));
        };
        let kind = match json!(json["kind"]).as_str().unwrap_or_default() {
            "flag" => Kind::Flag,
            "choice" => Kind::OneOf(Vec::new()),
            "choices" => Kind::SeveralOf(Vec::new()),
            "number" => Kind::Number {
                min: None,
                max: None,
            },
            "date" => Kind::Date,
            "interval" => Kind::Interval,
            "text" => Kind::Text,
            "target" => Kind::Target,
            _ => return Some((name, Answer::text(text))),
        };
        let value = from_text(text, &kind);
        Some((
            name,
            value.map_or_else(|| Answer::text(text), Answer::Value),
        ))
    };
    all.iter().filter_map(one).collect()
}
