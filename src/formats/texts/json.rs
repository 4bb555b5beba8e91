//! Lines of JSON, or a JSON file with a list: one object, or one string, a document.

use serde_json::{Map, Value as Json};

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::lines::each_line;
use super::super::meta;
use super::super::records::name_keys;
use super::super::report::{Fate, Fault};
use super::plain::is_blank;
use super::table::{Column, column_named, row_name};
use crate::model::progress::Cancelled;

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    if entry.ending() == "json" {
        return whole(entry, reading, intake);
    }
    let mut n = 0;
    let read = each_line(entry, intake, |line, text, intake| {
        n += 1;
        match serde_json::from_str::<Json>(text) {
            Ok(value) => take(entry, (n, line), value, reading, intake),
            Err(error) => {
                let fault = Fault::Malformed(error.to_string());
                intake.tell(&entry.name, line, fault, Fate::Skipped);
                Ok(())
            }
        }
    });
    if n == 0 {
        told_empty(entry, intake);
    }
    read
}

fn told_empty(entry: &Entry, intake: &mut dyn Intake) {
    let fault = Fault::Empty(entry.name.clone());
    intake.tell(&entry.name, 0, fault, Fate::Skipped);
}

/// A file that is one value: a list, an object with a list in it, or one document.
fn whole(entry: &Entry, reading: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let text = match entry.text() {
        Ok(text) => text,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let value = match serde_json::from_str(text.trim_start_matches('\u{FEFF}')) {
        Ok(value) => value,
        Err(error) => {
            let fault = Fault::Malformed(error.to_string());
            intake.tell(&entry.name, error.line(), fault, Fate::Skipped);
            return Ok(());
        }
    };
    drop(text);
    let all = documents(value, reading);
    if all.is_empty() {
        told_empty(entry, intake);
    }
    for (i, value) in all.into_iter().enumerate() {
        take(entry, (i + 1, 0), value, reading, intake)?;
    }
    Ok(())
}

fn documents(value: Json, reading: &Reading) -> Vec<Json> {
    match value {
        Json::Array(all) => all,
        Json::Object(map) if text_key(&map, reading).is_none() => {
            let list = map.iter().find(|it| {
                let first = it.1.as_array().and_then(|it| it.first());
                first.is_some_and(Json::is_object)
            });
            match list.map(|it| it.0.clone()) {
                Some(key) => match map.into_iter().find(|it| it.0 == key) {
                    Some((_, Json::Array(all))) => all,
                    _ => Vec::new(),
                },
                None => vec![Json::Object(map)],
            }
        }
        other => vec![other],
    }
}

fn take(
    entry: &Entry,
    (n, line): (usize, usize),
    value: Json,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let (text, rest) = match value {
        Json::String(text) => (text, Map::new()),
        Json::Object(mut map) => {
            if n == 1 {
                name_keys(&map, intake);
            }
            match text_key(&map, reading).and_then(|it| map.remove(&it)) {
                Some(Json::String(text)) => (text, map),
                _ => return without_text(entry, n, line, intake),
            }
        }
        _ => return without_text(entry, n, line, intake),
    };
    if is_blank(&text) {
        return without_text(entry, n, line, intake);
    }
    let mut draft = Draft::new(String::new(), text);
    let mut id = String::new();
    for (key, value) in rest {
        match (column_named(&key, reading), value) {
            (Some(Column::Id), Json::String(text)) => id = text,
            (Some(Column::Id), Json::Number(number)) => id = number.to_string(),
            (Some(Column::Known(name)), value) => meta::set(&mut draft.meta, name, &value),
            (_, Json::Object(inner)) if matches!(key.as_str(), "meta" | "metadata") => {
                for (key, value) in inner {
                    let name = match column_named(&key, reading) {
                        Some(Column::Known(name)) => name,
                        _ => &key,
                    };
                    meta::set(&mut draft.meta, name, &value);
                }
            }
            (_, value) => meta::set(&mut draft.meta, &key, &value),
        }
    }
    draft.name = row_name(entry, &id, n);
    intake.document(draft)
}

fn without_text(
    entry: &Entry,
    n: usize,
    line: usize,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let fault = Fault::Empty(n.to_string());
    intake.tell(&entry.name, line, fault, Fate::Skipped);
    intake.check()
}

/// The key of the text: the one that was named, else a usual one, else the longest string.
fn text_key(map: &Map<String, Json>, reading: &Reading) -> Option<String> {
    if let Some(named) = reading.columns.get("text") {
        return map.contains_key(named).then(|| named.clone());
    }
    let is_text = |it: &(&String, &Json)| it.1.is_string();
    let usual = super::table::TEXTS.iter().find_map(|name| {
        map.iter()
            .find(|it| it.0.eq_ignore_ascii_case(name) && is_text(it))
    });
    let longest = || {
        let texts = map.iter().filter(is_text);
        let long = |it: &(&String, &Json)| it.1.as_str().map_or(0, str::len);
        texts.filter(|it| long(it) >= 40).max_by_key(long)
    };
    usual.or_else(longest).map(|it| it.0.clone())
}
