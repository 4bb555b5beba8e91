//! Lines of JSON, or a JSON file with a list: one object, or one string, a document.

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
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
        match serde_json::from_str::<Node>(text) {
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
    let all = documents(value, reading);
    if all.is_empty() {
        told_empty(entry, intake);
    }
    for (i, value) in all.into_iter().enumerate() {
        take(entry, (i + 1, 0), value, reading, intake)?;
    }
    Ok(())
}

fn documents<'a>(value: Node<'a>, reading: &Reading) -> Vec<Node<'a>> {
    match value {
        Node::List(all) => all,
        Node::Object(mut map) if text_key(&map, reading).is_none() => {
            let list = map.iter().find(|it| {
                let first = it.1.as_list().and_then(<[Node]>::first);
                first.is_some_and(Node::is_object)
            });
            match list.map(|it| it.0.to_owned()) {
                Some(key) => map.take_list(&key),
                None => vec![Node::Object(map)],
            }
        }
        other => vec![other],
    }
}

fn take(
    entry: &Entry,
    (n, line): (usize, usize),
    value: Node,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let (text, rest) = match value {
        Node::Text(text) => (text, Fields::default()),
        Node::Object(mut map) => {
            if n == 1 {
                name_keys(&map, intake);
            }
            match text_key(&map, reading).and_then(|it| map.take_text(&it)) {
                Some(text) => (text, map),
                None => return without_text(entry, n, line, intake),
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
            (Some(Column::Id), Node::Text(text)) => id = text.into_owned(),
            (Some(Column::Id), Node::Number(number)) => id = number.to_string(),
            (Some(Column::Known(name)), value) => meta::set(&mut draft.meta, name, &value.into()),
            (_, Node::Object(inner)) if matches!(key.as_ref(), "meta" | "metadata") => {
                for (key, value) in inner {
                    let name = match column_named(&key, reading) {
                        Some(Column::Known(name)) => name,
                        _ => &key,
                    };
                    meta::set(&mut draft.meta, name, &value.into());
                }
            }
            (_, value) => meta::set(&mut draft.meta, &key, &value.into()),
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
fn text_key(map: &Fields, reading: &Reading) -> Option<String> {
    if let Some(named) = reading.columns.get("text") {
        return map.contains_key(named).then(|| named.clone());
    }
    let texts = || map.iter().filter_map(|(key, it)| Some((key, it.as_str()?)));
    let mut usual = super::table::TEXTS.iter();
    let usual = usual.find_map(|name| texts().find(|it| it.0.eq_ignore_ascii_case(name)));
    let longest = || {
        let long = texts().filter(|it| it.1.len() >= 40);
        long.max_by_key(|it| it.1.len())
    };
    usual.or_else(longest).map(|it| it.0.to_owned())
}
