//! Strings and values as RON writes them, straight to the writer: a corpus of 50 MB is written
//! without being held a second time.

use std::io::{self, Write};

use crate::model::value::Value;

/// A string on one line.
pub fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    quoted(out, text, char::is_control)
}

/// A string that keeps its line feeds, for texts that people read in the file.
pub fn text(out: &mut dyn Write, text: &str) -> io::Result<()> {
    quoted(out, text, |it| it.is_control() && it != '\n' && it != '\t')
}

/// A value: `Choice("probable")`.
pub fn value(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    match value {
        Value::Flag(it) => write!(out, "Flag({it})"),
        Value::Choice(it) => wrapped(out, "Choice", it.as_str()),
        Value::Choices(them) => {
            out.write_all(b"Choices([")?;
            list(out, them.iter(), |out, it| line(out, it.as_str()))?;
            out.write_all(b"])")
        }
        Value::Number(it) => write!(out, "Number({it:?})"),
        Value::Date(it) => write!(out, "Date(\"{it}\")"),
        Value::Interval(from, to) => {
            let end = |it: &Option<crate::model::value::PartialDate>| {
                it.map_or_else(|| "None".to_owned(), |it| format!("\"{it}\""))
            };
            write!(out, "Interval({}, {})", end(from), end(to))
        }
        Value::Text(it) => wrapped(out, "Text", it),
        Value::Target(it) => wrapped(out, "Target", it.as_str()),
    }
}

/// Items with `, ` between them.
pub fn list<T>(
    out: &mut dyn Write,
    items: impl Iterator<Item = T>,
    mut each: impl FnMut(&mut dyn Write, T) -> io::Result<()>,
) -> io::Result<()> {
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.write_all(b", ")?;
        }
        each(out, item)?;
    }
    Ok(())
}

/// RON with its strings written as [`line`] does: serde's way escapes apostrophes and combining marks.
pub fn relaxed(ron: &str) -> String {
    let mut out = Vec::with_capacity(ron.len());
    let mut rest = ron;
    while let Some(start) = rest.find(['"', '\'']) {
        let (before, from) = rest.split_at(start);
        let (literal, after) = from.split_at(length(from));
        out.extend(before.bytes());
        let plain = ron::from_str::<String>(literal);
        if plain.is_ok_and(|it| line(&mut out, &it).is_ok()) {
            rest = after;
            continue;
        }
        out.extend(literal.bytes());
        rest = after;
    }
    out.extend(rest.bytes());
    String::from_utf8(out).unwrap_or_else(|_| ron.to_owned())
}

/// The length in bytes of the string or character that begins here, with its quotation marks.
fn length(from: &str) -> usize {
    let mark = from.bytes().next();
    let mut escaped = true;
    for (i, byte) in from.bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if Some(byte) == mark {
            return i + 1;
        } else {
            escaped = byte == b'\\';
        }
    }
    from.len()
}

fn wrapped(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    write!(out, "{name}(")?;
    line(out, text)?;
    out.write_all(b")")
}

fn quoted(out: &mut dyn Write, text: &str, escapes: impl Fn(char) -> bool) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut rest = text;
    let special = |it: char| it == '"' || it == '\\' || escapes(it);
    while let Some((i, c)) = rest.char_indices().find(|(_, c)| special(*c)) {
        let (before, after) = rest.split_at(i);
        out.write_all(before.as_bytes())?;
        match c {
            '"' => out.write_all(b"\\\"")?,
            '\\' => out.write_all(b"\\\\")?,
            '\n' => out.write_all(b"\\n")?,
            '\r' => out.write_all(b"\\r")?,
            '\t' => out.write_all(b"\\t")?,
            other => write!(out, "\\u{{{:x}}}", u32::from(other))?,
        }
        rest = after.get(c.len_utf8()..).unwrap_or_default();
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_line_is_one_line() {
        let it = written(|out| line(out, "a\r\nb\t\"c\" \\ \u{1}\u{a0}é😀"));
        assert_eq!(it, "\"a\\r\\nb\\t\\\"c\\\" \\\\ \\u{1}\u{a0}é😀\"");
    }

    #[test]
    fn strings_are_relaxed_and_characters_stay() {
        let ron = r#"(key: '"', other: '\'', name: "l\'\u{301} \"x\" \n")"#;
        let expected = "(key: '\"', other: '\\'', name: \"l'\u{301} \\\"x\\\" \\n\")";
        assert_eq!(relaxed(ron), expected);
    }

    proptest! {
        #[test]
        fn ron_reads_back_any_string(s in any::<String>()) {
            prop_assert_eq!(ron::from_str::<String>(&written(|out| line(out, &s))).unwrap(), s.clone());
            prop_assert_eq!(ron::from_str::<String>(&written(|out| text(out, &s))).unwrap(), s);
        }

        #[test]
        fn ron_reads_back_any_number(n in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            let it = written(|out| value(out, &Value::Number(n)));
            prop_assert_eq!(ron::from_str::<Value>(&it).unwrap(), Value::Number(n));
        }
    }
}
