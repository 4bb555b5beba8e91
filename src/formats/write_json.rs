//! JSON written straight from what it is about: texts and places are lent, while what other programs had
//! written stays a value. Keys stand in their order, as they do in values.

use std::collections::BTreeMap;
use std::io::{self, Write};

use memchr::memmem;
use serde::Serialize;
use serde_json::Value as Json;
use serde_json::ser::Formatter;

use super::records::{self, Object};

/// A piece of JSON; `T` is what a format writes as a whole.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Part<'a, T> {
    /// As it was kept.
    Kept(Json),
    Text(&'a str),
    Made(T),
    List(Vec<Self>),
    Object(Parts<'a, T>),
}

/// The pieces of an object by their keys.
pub type Parts<'a, T> = BTreeMap<String, Part<'a, T>>;

/// The pieces of an object that was kept.
pub fn parts<'a, T>(object: Object) -> Parts<'a, T> {
    let pairs = object.into_iter();
    pairs.map(|(key, it)| (key, Part::Kept(it))).collect()
}

/// What was kept of a list, piece by piece.
pub fn kept<'a, T>(list: Vec<Json>) -> impl Iterator<Item = Part<'a, T>> {
    list.into_iter().map(Part::Kept)
}

/// Writes a record as a line, made in a buffer that serves again.
pub fn write_line(
    out: &mut dyn Write,
    buffer: &mut Vec<u8>,
    record: &impl Serialize,
) -> io::Result<()> {
    buffer.clear();
    serde_json::to_writer(&mut *buffer, record)?;
    let holds = |sign: &str| memmem::find(buffer, sign.as_bytes()).is_some();
    if holds("\u{2028}") || holds("\u{2029}") {
        return records::write_line(out, &String::from_utf8_lossy(buffer));
    }
    buffer.push(b'\n');
    out.write_all(buffer)
}

/// Writes a piece of JSON, made in a buffer that serves again.
pub fn write(out: &mut dyn Write, buffer: &mut Vec<u8>, made: &impl Serialize) -> io::Result<()> {
    buffer.clear();
    serde_json::to_writer(&mut *buffer, made)?;
    out.write_all(buffer)
}

/// Writes a piece of JSON for people to read, made in a buffer that serves again; a new line follows.
pub fn write_pretty(
    out: &mut dyn Write,
    buffer: &mut Vec<u8>,
    made: &impl Serialize,
) -> io::Result<()> {
    buffer.clear();
    let mut serializer = serde_json::Serializer::with_formatter(&mut *buffer, Pretty::default());
    made.serialize(&mut serializer)?;
    buffer.push(b'\n');
    out.write_all(buffer)
}

/// As `serde_json` does it for people, but the start of a line is written at once.
#[derive(Debug)]
struct Pretty {
    /// What stands between two values of the innermost list or object.
    between: Vec<u8>,
    has_value: bool,
}

impl Default for Pretty {
    fn default() -> Self {
        Self {
            between: b",\n".to_vec(),
            has_value: false,
        }
    }
}

impl Pretty {
    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.between.extend_from_slice(b"  ");
        self.has_value = false;
        out.write_all(sign)
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.between.truncate(self.between.len().saturating_sub(2));
        if self.has_value {
            self.new_line(out, true)?;
        }
        out.write_all(sign)
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let line = self.between.get(usize::from(first)..);
        out.write_all(line.unwrap_or_default())
    }
}

impl Formatter for Pretty {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.new_line(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.new_line(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_laid_out_as_serde_json_does() {
        let json = json!({"a": [], "b": {}, "c": [1, [2, {"d": [[]]}], {}], "e": {"f": "g", "h": {"i": null}}});
        let mut out = Vec::new();
        let written = write_pretty(&mut out, &mut Vec::new(), &json);
        assert!(written.is_ok());
        assert_eq!(String::from_utf8_lossy(&out), format!("{json:#}\n"));
    }
}
