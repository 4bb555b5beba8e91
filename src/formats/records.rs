//! Files of JSON objects, whichever way they stand in them: a line each, a list, or one object alone.

use std::io::{self, BufRead, Write};
use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json};

use super::draft::{Draft, extras};
use super::format::{Fit, Intake};
use super::input::{Entry, Input, MAX_BYTES};
use super::json::{Element, Elements, Fields, Node};
use super::lines::{each_line, utf8};
use super::report::{Fate, Fault, Problem};
use crate::model::document::Meta;
use crate::model::progress::Cancelled;
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};

/// A record as it is kept and written.
pub type Object = Map<String, Json>;

/// The endings that files of records have.
pub const ENDINGS: &[&str] = &["jsonl", "ndjson", "json"];

/// Longer objects are not read as one file of a single object, in bytes.
const LONGEST_SINGLE: u64 = 1 << 26;

/// Takes a record: its line where it has one of its own, else its place among the others, from 1.
type Take<'a> = dyn FnMut(usize, Fields, &mut dyn Intake) -> Result<(), Cancelled> + 'a;

/// Gives every object of a file as soon as it is read. What is none is told and passed over.
pub fn each_record(
    entry: &Entry,
    intake: &mut dyn Intake,
    mut take: impl FnMut(usize, Fields, &mut dyn Intake) -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    match first_sign(entry) {
        Some(b'[') => return in_list(entry, intake, &mut take),
        Some(b'{') if !first_line_is_whole(entry) => {
            if let Some(bytes) = single(entry)
                && let Ok(one) = serde_json::from_slice(bare(&bytes))
            {
                return take(1, one, intake);
            }
        }
        _ => {}
    }
    each_line(entry, intake, |line, text, intake| {
        one(&entry.name, (line, line), text, intake, &mut take)
    })
}

/// Parses and passes on one record; `n` is its line or its place, `line` where its source begins.
fn one(
    file: &str,
    (n, line): (usize, usize),
    source: &str,
    intake: &mut dyn Intake,
    take: &mut Take,
) -> Result<(), Cancelled> {
    let (line, fault) = match serde_json::from_str(source) {
        Ok(Node::Object(it)) => return take(n, it, intake),
        Ok(other) => (line, Fault::Unknown(other.to_string())),
        Err(error) => {
            let line = line + error.line().saturating_sub(1);
            (line, Fault::Malformed(error.to_string()))
        }
    };
    intake.tell(file, line, fault, Fate::Skipped);
    Ok(())
}

/// Looks at the first objects of a file, before it is read.
pub fn look_at(entry: &Entry, most: usize, mut see: impl FnMut(Fields)) {
    let mut n = 0;
    let looked = each_record(entry, &mut Deaf, |_, record, _| {
        n += 1;
        see(record);
        if n < most { Ok(()) } else { Err(Cancelled) }
    });
    // Whether all was looked at, or enough of it.
    looked.ok();
}

/// Takes in nothing: whatever there is to be said is said when the file is read.
struct Deaf;

impl Intake for Deaf {
    fn declare(&mut self, _: &Schema) {}

    fn document(&mut self, _: Draft) -> Result<(), Cancelled> {
        Ok(())
    }

    fn problem(&mut self, _: Problem) {}

    fn check(&self) -> Result<(), Cancelled> {
        Ok(())
    }
}

/// Says how the keys of a record are called, for whoever wants to choose.
pub fn name_keys(record: &Fields, intake: &mut dyn Intake) {
    let names: Vec<&str> = record.keys().collect();
    intake.columns(&names);
}

/// How well the first objects of the first files fit a format: as well as the one that does best.
pub fn fit_of_first(input: &Input, endings: &[&str], fit: impl Fn(&Fields) -> Fit) -> Fit {
    let fits = input.ending(endings).take(20).filter_map(|entry| {
        let head = entry.head(1 << 20).ok()?;
        let head = bare(&head).trim_ascii_start();
        let head = head.strip_prefix(b"[").unwrap_or(head);
        let mut found = serde_json::Deserializer::from_slice(head).into_iter::<Fields>();
        Some(fit(&found.next()?.ok()?))
    });
    fits.max().unwrap_or(Fit::No)
}

/// Without the byte order mark that may stand before it.
fn bare(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
}

/// Whether a file is a list of records.
pub fn is_list(entry: &Entry) -> bool {
    first_sign(entry) == Some(b'[')
}

fn first_sign(entry: &Entry) -> Option<u8> {
    let head = entry.head(1 << 12).ok()?;
    bare(&head).trim_ascii_start().first().copied()
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
    serde_json::from_slice::<IgnoredAny>(bare(&line)).is_ok()
}

fn single(entry: &Entry) -> Option<Vec<u8>> {
    if entry.n_bytes > LONGEST_SINGLE {
        return None;
    }
    entry.bytes().ok()
}

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
    let mut list = Elements::new(file, MAX_BYTES);
    let mut source = Vec::new();
    for n in 1.. {
        intake.check()?;
        let malformed = |what: &str| Fault::Malformed(what.to_owned());
        let (line, fault) = match list.next(&mut source) {
            Ok(None) => break,
            Ok(Some(Element::At(line))) => match utf8(&source) {
                Ok(source) => {
                    one(&entry.name, (n, line), source, intake, take)?;
                    continue;
                }
                Err(fault) => (line, fault),
            },
            Ok(Some(Element::Open(line))) => (line, malformed("EOF while parsing a list")),
            Ok(Some(Element::Behind(line))) => (line, malformed("trailing characters")),
            Ok(Some(Element::TooLong(line))) => (line, Fault::TooLarge),
            Err(error) => (0, Fault::Unreadable(error.to_string())),
        };
        intake.tell(&entry.name, line, fault, Fate::Skipped);
    }
    Ok(())
}

/// What of a record has no place in the program: lists of things by the key that they stood under.
#[derive(Debug, Default)]
pub struct Beside(Object);

impl Beside {
    /// Keeps one more of the things under `key`.
    pub fn push(&mut self, key: &str, thing: impl Into<Json>) {
        let all = self.0.entry(key).or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(all) = all {
            all.push(thing.into());
        }
    }

    /// Keeps what stood under a key.
    pub fn set(&mut self, key: &str, thing: impl Into<Json>) {
        self.0.insert(key.to_owned(), thing.into());
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

/// The list taken out from under a key; empty where there is none.
pub fn take_list(object: &mut Object, key: &str) -> Vec<Json> {
    match object.remove(key) {
        Some(Json::Array(all)) => all,
        _ => Vec::new(),
    }
}

/// An id, be it a text or a number.
pub fn id(node: Option<&Node>) -> String {
    match node {
        Some(Node::Text(it)) => it.clone().into_owned(),
        Some(Node::Number(it)) => it.to_string(),
        _ => String::new(),
    }
}

/// A place in a text.
pub fn place(node: Option<&Node>) -> Option<usize> {
    node.and_then(Node::as_u64)
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
