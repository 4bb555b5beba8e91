//! Files of JSON objects, whichever way they stand in them: a line each, a list, or one object alone.

use std::fmt;
use std::io::{self, BufRead, Write};
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::draft::{Draft, extras};
use super::format::Intake;
use super::input::{Entry, Input};
use super::lines::each_line;
use super::report::{Fate, Fault};
use crate::model::document::Meta;
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// A record: its line where it has one of its own, else its place among the others, from 1.
pub type Object = Map<String, Json>;

/// The endings that files of records have.
pub const ENDINGS: &[&str] = &["jsonl", "ndjson", "json"];

/// Longer objects are not read as one file of a single object, in bytes.
const LONGEST_SINGLE: u64 = 1 << 26;

/// Gives every object of a file as soon as it is read. What is none is told and passed over.
pub fn each_record(
    entry: &Entry,
    intake: &mut dyn Intake,
    mut take: impl FnMut(usize, Object, &mut dyn Intake) -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    match first_sign(entry) {
        Some(b'[') => return in_list(entry, intake, &mut take),
        Some(b'{') if !first_line_is_whole(entry) => {
            if let Some(one) = single(entry) {
                return take(1, one, intake);
            }
        }
        _ => {}
    }
    each_line(entry, intake, |line, text, intake| {
        let fault = match serde_json::from_str(text) {
            Ok(Json::Object(it)) => return take(line, it, intake),
            Ok(other) => Fault::Unknown(other.to_string()),
            Err(error) => Fault::Malformed(error.to_string()),
        };
        intake.tell(&entry.name, line, fault, Fate::Skipped);
        Ok(())
    })
}

/// Says how the keys of a record are called, for whoever wants to choose.
pub fn name_keys(record: &Object, intake: &mut dyn Intake) {
    let names: Vec<&str> = record.keys().map(String::as_str).collect();
    intake.columns(&names);
}

/// The first object of the first files, to see what they are.
pub fn samples<'a>(input: &'a Input, endings: &'a [&'a str]) -> impl Iterator<Item = Object> + 'a {
    input.ending(endings).take(20).filter_map(sample)
}

fn sample(entry: &Entry) -> Option<Object> {
    let head = entry.head(1 << 20).ok()?;
    let head = head.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&head);
    let start = head.iter().position(|it| !it.is_ascii_whitespace())?;
    let head = head.get(start..)?;
    let head = head.strip_prefix(b"[").unwrap_or(head);
    let mut found = serde_json::Deserializer::from_slice(head).into_iter::<Object>();
    found.next()?.ok()
}

fn first_sign(entry: &Entry) -> Option<u8> {
    let head = entry.head(1 << 12).ok()?;
    let head = head.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&head);
    head.iter().copied().find(|it| !it.is_ascii_whitespace())
}

fn first_line_is_whole(entry: &Entry) -> bool {
    let Ok(file) = entry.lines() else { return true };
    let mut line = Vec::new();
    let mut file = std::io::Read::take(file, LONGEST_SINGLE);
    while line.iter().all(u8::is_ascii_whitespace) {
        line.clear();
        if file.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
            return true;
        }
    }
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&line);
    serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

fn single(entry: &Entry) -> Option<Object> {
    if entry.n_bytes > LONGEST_SINGLE {
        return None;
    }
    let bytes = entry.bytes().ok()?;
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
    serde_json::from_slice(bytes).ok()
}

type Take<'a> = dyn FnMut(usize, Object, &mut dyn Intake) -> Result<(), Cancelled> + 'a;

fn in_list(entry: &Entry, intake: &mut dyn Intake, take: &mut Take) -> Result<(), Cancelled> {
    let mut file = match entry.lines() {
        Ok(file) => file,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    if file
        .fill_buf()
        .is_ok_and(|it| it.starts_with(b"\xEF\xBB\xBF"))
    {
        file.consume(3);
    }
    let mut list = List {
        file: &entry.name,
        stopped: false,
        intake,
        take,
    };
    let mut source = serde_json::Deserializer::from_reader(file);
    let read = source.deserialize_seq(&mut list);
    if list.stopped {
        return Err(Cancelled);
    }
    if let Err(error) = read {
        let line = error.line();
        let fault = Fault::Malformed(error.to_string());
        list.intake.tell(&entry.name, line, fault, Fate::Skipped);
    }
    Ok(())
}

/// The elements of a list as they come.
struct List<'a> {
    file: &'a str,
    stopped: bool,
    intake: &'a mut dyn Intake,
    take: &'a mut Take<'a>,
}

impl<'de> Visitor<'de> for &mut List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        let mut n = 0;
        while let Some(one) = all.next_element_seed(One)? {
            n += 1;
            let goes_on = match one {
                Json::Object(it) => (self.take)(n, it, self.intake),
                other => {
                    let fault = Fault::Unknown(other.to_string());
                    self.intake.tell(self.file, n, fault, Fate::Skipped);
                    Ok(())
                }
            };
            if goes_on.and_then(|()| self.intake.check()).is_err() {
                self.stopped = true;
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

struct One;

impl<'de> DeserializeSeed<'de> for One {
    type Value = Json;

    fn deserialize<D: serde::Deserializer<'de>>(self, source: D) -> Result<Json, D::Error> {
        serde::Deserialize::deserialize(source)
    }
}

/// What of a record has no place in the program: lists of things by the key that they stood under.
#[derive(Debug, Default)]
pub struct Beside(Object);

impl Beside {
    /// Keeps one more of the things under `key`.
    pub fn push(&mut self, key: &str, thing: Json) {
        let all = self.0.entry(key).or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(all) = all {
            all.push(thing);
        }
    }

    /// Keeps what stood under a key.
    pub fn set(&mut self, key: &str, thing: Json) {
        self.0.insert(key.to_owned(), thing);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Kept with the draft, to be written back by `format`.
    pub fn keep(self, draft: &mut Draft, format: &str) {
        if !self.is_empty() {
            draft.keep_extra(format, &Json::Object(self.0).to_string());
        }
    }

    pub fn into_object(self) -> Object {
        self.0
    }

    /// What was kept, piece by piece.
    pub fn of<'a>(meta: &'a Meta, format: &str) -> impl Iterator<Item = Object> + use<'a> {
        let pieces = extras(meta, format).unwrap_or_default().lines();
        pieces.filter_map(|it| serde_json::from_str(it).ok())
    }
}

/// An object of these. They are moved into it, while `json!` would copy them, and what is in them.
pub fn object<const N: usize>(pairs: [(&str, Json); N]) -> Json {
    let pairs = pairs.into_iter();
    Json::Object(pairs.map(|(key, it)| (key.to_owned(), it)).collect())
}

/// Writes a record as a line. U+2028 and U+2029 are escaped: tools in JavaScript take them for ends of lines.
pub fn write_line(out: &mut dyn Write, line: &str) -> io::Result<()> {
    if line.contains("\u{2028}") || line.contains("\u{2029}") {
        let line = line.replace('\u{2028}', "\\u2028");
        let line = line.replace('\u{2029}', "\\u2029");
        out.write_all(line.as_bytes())?;
    } else {
        out.write_all(line.as_bytes())?;
    }
    out.write_all(b"\n")
}

/// The text under a key; empty where there is none.
pub fn text<'a>(object: &'a Object, key: &str) -> &'a str {
    object.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// An id, be it a text or a number.
pub fn id(json: Option<&Json>) -> String {
    match json {
        Some(Json::String(it)) => it.clone(),
        Some(Json::Number(it)) => it.to_string(),
        _ => String::new(),
    }
}

/// The list taken out from under a key; empty where there is none.
pub fn take_list(object: &mut Object, key: &str) -> Vec<Json> {
    match object.remove(key) {
        Some(Json::Array(all)) => all,
        Some(other) if !other.is_null() => {
            object.insert(key.to_owned(), other);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A place in a text.
pub fn place(json: Option<&Json>) -> Option<usize> {
    json.and_then(Json::as_u64)
        .and_then(|it| usize::try_from(it).ok())
}

/// A place in code points as bytes; a fault where it is none that a span can have.
pub fn within(text: &Text, start: usize, end: usize) -> Result<Range<usize>, Fault> {
    let what = format!("{start}–{end}");
    if start == end {
        return Err(Fault::NoWidth(what));
    }
    let at = (start < end).then(|| text.to_bytes(&(start..end), Count::CodePoint));
    at.flatten().ok_or(Fault::OutsideText(what))
}
