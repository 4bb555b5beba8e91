//! From files to drafts.

use std::borrow::Cow;

use serde::Deserialize as _;
use serde_json::Value as Json;

use super::super::super::draft::Draft;
use super::super::super::format::Intake;
use super::super::super::input::Entry;
use super::super::super::json::{Fields, Node};
use super::super::super::lines::utf8;
use super::super::super::names;
use super::super::super::records::{each_record, is_list, place};
use super::super::super::report::{Fate, Fault};
use super::super::super::unit::by_quotes;
use super::super::{Annotation, Document, pack};
use super::{ID, PACKED, YAML, teamware};
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// Reads a file: a document, or several as a list or line by line.
pub fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let ending = entry.ending();
    let is_json = ending != PACKED && ending != YAML;
    if is_json && (matches!(ending.as_str(), "jsonl" | "ndjson") || is_list(entry)) {
        return records(entry, intake);
    }
    let bytes = entry.bytes();
    let read = bytes
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|bytes| parse(&ending, bytes));
    match read {
        Ok(record) => documents(record, (&entry.name, 0), entry.name.clone(), intake),
        // A whole document, and more behind it.
        Err(Fault::Malformed(what)) if is_json && what.starts_with("trailing characters") => {
            records(entry, intake)
        }
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            Ok(())
        }
    }
}

fn records(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    each_record(entry, intake, |n, record, intake| {
        let name = record_name(&record, (entry, n));
        documents(record, (&entry.name, n), name, intake)
    })
}

fn parse<'a>(ending: &str, bytes: &'a [u8]) -> Result<Fields<'a>, Fault> {
    if ending == PACKED {
        return match pack::json(bytes).map(Node::from) {
            Some(Node::Object(record)) => Ok(record),
            _ => Err(Fault::Malformed("MessagePack".to_owned())),
        };
    }
    let text = utf8(bytes)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if ending == YAML {
        return serde_saphyr::from_str(text).map_err(|it| Fault::Malformed(it.to_string()));
    }
    serde_json::from_str(text).map_err(|it| Fault::Malformed(it.to_string()))
}

/// What one of several documents is called: as it says itself, else by its place.
fn record_name(record: &Fields, (entry, n): (&Entry, usize)) -> String {
    let stem = names::stem(&entry.name);
    let own = ["name", "id"].into_iter().find_map(|it| record.get(it));
    match own {
        Some(Node::Text(name)) if !name.trim().is_empty() => name.to_string(),
        Some(Node::Number(id)) => format!("{stem}-{id}.txt"),
        _ => format!("{stem}-{n}.txt"),
    }
}

/// A document, or those in a `MultiDocument`, of which the one outside is one of those inside.
fn documents(
    mut record: Fields,
    (file, line): (&str, usize),
    name: String,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let are_several = record
        .get("documents")
        .and_then(Node::as_object)
        .is_some_and(|it| it.iter().all(|(_, it)| it["text"].is_text()) && !it.is_empty());
    if !are_several {
        return document(record, (file, line), name, intake);
    }
    let Some(Node::Object(all)) = record.remove("documents") else {
        return Ok(());
    };
    if record.get("mappings").is_some_and(|it| !is_bare(it)) {
        let fault = Fault::NoPlace("mappings".to_owned());
        intake.tell(file, line, fault, Fate::Skipped);
    }
    record.retain(|key, _| !matches!(key, "docid" | "mappings"));
    let is_inside = all.iter().any(|it| same(&record, it.1));
    let stem = names::without_ending(&name);
    for (key, it) in all {
        if let Node::Object(it) = it {
            document(it, (file, line), format!("{stem}/{key}.txt"), intake)?;
        }
    }
    if is_inside {
        return Ok(());
    }
    document(record, (file, line), name, intake)
}

fn is_bare(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::List(all) => all.is_empty(),
        Node::Object(all) => all.is_empty(),
        _ => false,
    }
}

fn same(outside: &Fields, inside: &Node) -> bool {
    let keys = ["text", "annotation_sets", "features"];
    keys.iter().all(|it| outside.get(it) == inside.get(it))
}

fn document(
    mut record: Fields,
    (file, line): (&str, usize),
    name: String,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let text = match record.remove("text") {
        Some(Node::Text(text)) => text,
        None | Some(Node::Null) if record.contains_key("annotation_sets") => {
            intake.tell(file, line, Fault::NoText(name.clone()), Fate::Kept);
            Cow::default()
        }
        None | Some(Node::Null) => {
            intake.tell(file, line, Fault::NoText(name), Fate::Skipped);
            return Ok(());
        }
        Some(other) => {
            let fault = Fault::Malformed(format!("text: {other}"));
            intake.tell(file, line, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let offset_type = record.remove("offset_type").unwrap_or_default();
    let mut found = Document {
        text,
        line,
        ..Document::default()
    };
    if let Some(Node::Object(_)) = record.get("features")
        && let Some(Node::Object(features)) = record.remove("features")
    {
        found.features = features;
    }
    if let Some(Node::Object(_)) = record.get("annotation_sets")
        && let Some(Node::Object(sets)) = record.remove("annotation_sets")
    {
        for (set, it) in sets {
            let all = annotations(it, &set, (file, line), intake);
            match <[Annotation; 1]>::try_from(all) {
                Ok([it]) if teamware::is_said(&set, std::slice::from_ref(&it)) => {
                    found.said.push((set.into_owned(), it));
                }
                Ok(one) => found.sets.push((set, one.into())),
                Err(all) => found.sets.push((set, all)),
            }
        }
    }
    let is_name = |it: &Node| it.as_str().is_some_and(|it| tells_nothing(it, &name));
    record.retain(|key, it| key != "name" || !is_name(it));
    found.rest = record;
    let draft = draft(found, (file, &name), &offset_type, intake);
    intake.document(draft)
}

/// Whether the name of a document is seen from that of its file.
fn tells_nothing(name: &str, file: &str) -> bool {
    name.is_empty() || name == file || names::stem(name) == names::stem(file)
}

fn draft(
    found: Document,
    (file, name): (&str, &str),
    offset_type: &Node,
    intake: &mut dyn Intake,
) -> Draft {
    let unit = match offset_type.as_str() {
        Some("j") => Some(Count::Utf16),
        Some("p") => Some(Count::CodePoint),
        _ => None,
    };
    if unit.is_none() && !offset_type.is_null() {
        let fault = Fault::Unknown(format!("offset_type {offset_type}"));
        intake.tell(file, found.line, fault, Fate::Kept);
    }
    let said: Vec<(String, Annotation)> = found.said.clone();
    let line = found.line;
    let unit = unit.unwrap_or_else(|| unit_of(&found));
    let place = |text: &Text, at| text.to_byte(at, unit);
    let mut draft = super::super::draft(found, (file, name), (ID, Count::CodePoint), place, intake);
    for (set, it) in &said {
        for other in teamware::take(&mut draft, set, it) {
            let fault = Fault::NoPlace(format!("{set}/Document.{other}"));
            intake.tell(file, line, fault, Fate::Beside);
        }
    }
    draft
}

/// How positions count where that is not said: as the words fit that annotations have as a feature.
fn unit_of(found: &Document) -> Count {
    let text = Text::new(found.text.as_ref());
    let all = found.sets.iter().flat_map(|it| &it.1);
    let quotes = all.filter_map(|it| {
        let words = ["string", "text"].map(|key| it.features.get(key).and_then(Node::as_str));
        Some((it.start..it.end, words.into_iter().flatten().next()?))
    });
    let quotes: Vec<_> = quotes.collect();
    by_quotes(&text, quotes.len(), |unit| {
        let fits = |at, words: &str| text.get(text.to_bytes(at, unit)?).map(|it| it == words);
        let fits = quotes.iter().filter(|it| fits(&it.0, it.1) == Some(true));
        fits.count()
    })
}

fn annotations<'a>(
    set: Node<'a>,
    name: &str,
    (file, line): (&str, usize),
    intake: &mut dyn Intake,
) -> Vec<Annotation<'a>> {
    let Node::Object(mut set) = set else {
        return Vec::new();
    };
    let list = set.take_list("annotations");
    let mut all = Vec::with_capacity(list.len());
    for it in list {
        match annotation(it) {
            Ok(it) => all.push(it),
            Err(error) => {
                let fault = Fault::Malformed(format!("{name}: {error}"));
                intake.tell(file, line, fault, Fate::Skipped);
            }
        }
    }
    all
}

/// An annotation; what is wrong with one is said by serde.
fn annotation(node: Node) -> Result<Annotation, serde_json::Error> {
    let found = usual(&node);
    let Some((id, start, end)) = found else {
        return Annotation::deserialize(Json::from(node));
    };
    let Node::Object(mut fields) = node else {
        return Ok(Annotation::default());
    };
    let features = match fields.remove("features") {
        Some(Node::Object(features)) => features,
        _ => Fields::default(),
    };
    let kind = fields.take_text("type").unwrap_or_default();
    fields.retain(|key, _| !matches!(key, "id" | "start" | "end" | "gatenlp_type"));
    Ok(Annotation {
        id,
        kind,
        start,
        end,
        features,
        rest: fields,
    })
}

/// The number and the place of an annotation of which nothing is left out and everything is what it should be.
fn usual(node: &Node) -> Option<(u64, usize, usize)> {
    let whole = node["type"].is_text() && node["features"].is_object();
    let place = |key: &str| place(node.get(key));
    let found = (node["id"].as_u64()?, place("start")?, place("end")?);
    whole.then_some(found)
}
