//! Lines of JSON, or a JSON file with a list: one object, or one string, a document. Pairs of a text and what
//! spaCy should learn from it say what is marked; other annotations are told and stay with what is known.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::IgnoredAny;

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::lines::each_line;
use super::super::meta;
use super::super::records::{look_at, name_keys};
use super::super::report::{Fate, Fault};
use super::super::text_key::{Keys, LOOKED_AT, TextKey};
use super::columns::{is_exact, is_of_several};
use super::known;
use super::plain::is_blank;
use super::table::{Column, column_named, row_name};
use super::tagged::{Look, Markup};
use crate::model::progress::Cancelled;

mod marked;
mod wrapped;

use marked::{is_pair, like_annotations, take_pair};
use wrapped::{documents, unwrapped};

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    if entry.ending() == "json" {
        return whole(entry, reading, intake);
    }
    lines(entry, reading, intake)
}

fn lines(entry: &Entry, reading: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let (mut keys, mut look) = (Keys::default(), Look::default());
    look_at(entry, LOOKED_AT, |record| {
        for it in unwrapped(Node::Object(record)) {
            keys.see(it.as_object().unwrap_or(&Fields::default()), |_| 0);
            look.see(&it);
        }
    });
    let mut texts = Texts::new(entry, reading, (&keys, &look), intake);
    let mut n = 0;
    let read = each_line(
        entry,
        intake,
        |line, text, intake| match serde_json::from_str::<Node>(text) {
            Ok(value) => {
                for value in documents(value, |it| it.contains_key(&texts.key.name)) {
                    n += 1;
                    texts.take((n, line), value, intake)?;
                }
                Ok(())
            }
            Err(error) => {
                n += 1;
                let fault = Fault::Malformed(error.to_string());
                intake.tell(&entry.name, line, fault, Fate::Skipped);
                Ok(())
            }
        },
    );
    if n == 0 {
        super::told_empty(entry, intake);
    }
    read
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
    let source = text.trim_start_matches('\u{FEFF}');
    let value = match serde_json::from_str(source) {
        Ok(value) => value,
        Err(_) if is_lines(source) => return lines(entry, reading, intake),
        Err(error) => {
            let fault = Fault::Malformed(error.to_string());
            intake.tell(&entry.name, error.line(), fault, Fate::Skipped);
            return Ok(());
        }
    };
    let all = documents(value, |it| has_text(it, reading));
    if all.is_empty() {
        super::told_empty(entry, intake);
    }
    let (mut keys, mut look) = (Keys::default(), Look::default());
    for it in all.iter().take(LOOKED_AT) {
        keys.see(it.as_object().unwrap_or(&Fields::default()), |_| 0);
        look.see(it);
    }
    let mut texts = Texts::new(entry, reading, (&keys, &look), intake);
    for (i, value) in all.into_iter().enumerate() {
        texts.take((i + 1, 0), value, intake)?;
    }
    Ok(())
}

/// Whether the first line is a whole value, as in lines of JSON.
fn is_lines(source: &str) -> bool {
    let first = source.trim_start().lines().next().unwrap_or_default();
    serde_json::from_str::<IgnoredAny>(first).is_ok()
}

/// Whether an object has a text itself.
fn has_text(map: &Fields, reading: &Reading) -> bool {
    if let Some(named) = reading.columns.get("text") {
        return map.contains_key(named);
    }
    let mut keys = Keys::default();
    keys.see(map, |_| 0);
    keys.choose(LONG).is_some_and(|it| it.name != "title")
}

/// Shorter texts do not speak for their key, in characters.
const LONG: usize = 20;

/// Making documents of the records of one file.
struct Texts<'a> {
    entry: &'a Entry,
    reading: &'a Reading,
    key: TextKey,
    /// How the texts are written.
    markup: Markup,
    /// The keys of what looks like annotations that were told.
    told: BTreeSet<String>,
}

impl<'a> Texts<'a> {
    fn new(
        entry: &'a Entry,
        reading: &'a Reading,
        (keys, look): (&Keys, &Look),
        intake: &mut dyn Intake,
    ) -> Self {
        let named = reading.columns.get("text").map(|name| TextKey {
            name: name.clone(),
            is_guess: false,
        });
        let key = named.or_else(|| keys.choose(LONG)).unwrap_or_default();
        if key.is_guess {
            let fault = Fault::GuessedKey(key.name.clone());
            intake.tell(&entry.name, 0, fault, Fate::Kept);
        }
        let markup = look.markup(&key.name);
        if markup != Markup::None {
            let fault = Fault::Markup(key.name.clone());
            intake.tell(&entry.name, 0, fault, Fate::Kept);
        }
        Self {
            entry,
            reading,
            key,
            markup,
            told: BTreeSet::new(),
        }
    }

    fn take(
        &mut self,
        (n, line): (usize, usize),
        value: Node,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        if is_pair(&value) {
            return self.pair((n, line), value, intake);
        }
        let (text, rest) = match value {
            Node::Text(text) => (text, Fields::default()),
            Node::Object(mut map) => {
                if n == 1 {
                    name_keys(&map, intake);
                }
                let names: Vec<&str> = map.keys().take(20).collect();
                let names = names.join(", ");
                match self.text(&mut map) {
                    Some(text) => (text, map),
                    None => return self.without_text((n, line), &names, intake),
                }
            }
            _ => return self.without_text((n, line), "", intake),
        };
        if is_blank(&text) {
            return self.without_text((n, line), "", intake);
        }
        let mut rest = rest;
        // What is marked in a text counts its signs, too.
        let marked = self.tell_alike(line, &rest, intake);
        let markup = if marked { Markup::None } else { self.markup };
        let text = markup.read(text.into_owned(), intake)?;
        let mut draft = Draft::new(String::new(), text);
        let id = known(&mut draft, &mut rest, self.reading);
        draft.name = row_name(self.entry, &id, n);
        intake.document(draft)
    }

    fn text<'n>(&self, map: &mut Fields<'n>) -> Option<Cow<'n, str>> {
        if self.reading.columns.contains_key("text") && !map.contains_key(&self.key.name) {
            return None;
        }
        self.key.take(map).map(|it| it.1)
    }

    /// A text, and what is said of it.
    fn pair(
        &mut self,
        (n, line): (usize, usize),
        value: Node,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let Node::List(pair) = value else {
            return Ok(());
        };
        let mut pair = pair.into_iter();
        let (Some(Node::Text(text)), Some(Node::Object(mut said))) = (pair.next(), pair.next())
        else {
            return Ok(());
        };
        let mut draft = Draft::new(row_name(self.entry, "", n), text);
        for fault in take_pair(&mut draft, &mut said) {
            intake.tell(&self.entry.name, line, fault, Fate::Skipped);
        }
        self.tell_alike(line, &said, intake);
        meta::take_all(&mut draft.meta, said);
        intake.document(draft)
    }

    /// Tells once what looks like annotations, and gives whether anything does.
    fn tell_alike(&mut self, line: usize, record: &Fields, intake: &mut dyn Intake) -> bool {
        let alike = like_annotations(record);
        let any = !alike.is_empty();
        for key in alike {
            if self.told.insert(key.clone()) {
                let fault = Fault::LikeAnnotations(key);
                intake.tell(&self.entry.name, line, fault, Fate::Kept);
            }
        }
        any
    }

    fn without_text(
        &self,
        (n, line): (usize, usize),
        names: &str,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let what = if names.is_empty() {
            n.to_string()
        } else {
            format!("{n} ({names})")
        };
        intake.tell(&self.entry.name, line, Fault::Empty(what), Fate::Skipped);
        intake.check()
    }
}

/// Takes what is known of a document; gives its id.
fn known(draft: &mut Draft, rest: &mut Fields, reading: &Reading) -> String {
    let mut id = String::new();
    let (exact, others): (Vec<_>, Vec<_>) = std::mem::take(rest)
        .into_iter()
        .partition(|it| is_exact(&it.0));
    for (key, value) in exact.into_iter().chain(others) {
        match (column_named(&key, reading), value) {
            (Some(Column::Id), value @ (Node::Text(_) | Node::Number(_))) if id.is_empty() => {
                id = value.plain();
                if is_of_several(&key) {
                    meta::set(&mut draft.meta, &key, &value.into());
                }
            }
            (Some(Column::Known(what)), value) => known::take(&mut draft.meta, what, &key, value),
            (_, Node::Object(inner)) if matches!(key.as_ref(), "meta" | "metadata") => {
                for (key, value) in inner {
                    match column_named(&key, reading) {
                        Some(Column::Known(what)) => {
                            known::take(&mut draft.meta, what, &key, value);
                        }
                        _ => meta::set(&mut draft.meta, &key, &value.into()),
                    }
                }
            }
            (_, value) => meta::set(&mut draft.meta, &key, &value.into()),
        }
    }
    id
}
