//! RON as text: options, one record a line, errors as troubles with their place.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::check_format;
use crate::store::notice::Trouble;

/// The first line of every file: an optional value is written without `Some(…)`.
pub(crate) const HEADER: &str = "#![enable(implicit_some)]\n";

/// What is wrong with a RON file, and where: line and column counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub line: usize,
    pub column: usize,
    pub trouble: Trouble,
}

/// Reads a value from the bytes of a file. A file of a newer format is refused as such.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    let source = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = place_after(&bytes[..error.valid_up_to()]);
        Broken {
            line,
            column,
            trouble: Trouble::NotUtf8 {},
        }
    })?;
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    if let Some((line, trouble)) = other_format(source) {
        return Err(Broken {
            line,
            column: 1,
            trouble,
        });
    }
    options().from_str(source).map_err(|error| {
        let mut broken = broken(error);
        if (broken.line, broken.column) >= place_after(source.trim_end().as_bytes()) {
            broken.trouble = Trouble::RonEnds {};
        }
        broken
    })
}

/// Reads one line of a journal.
pub fn read_line<T: DeserializeOwned>(line: &str) -> Result<T, Broken> {
    options().from_str(line).map_err(broken)
}

/// A value on one line, with a space after each comma and colon.
pub fn one_line<T: Serialize + ?Sized>(value: &T) -> Result<String, Trouble> {
    in_layout(value, PrettyConfig::new().depth_limit(0))
}

/// A value over several lines, down to a depth.
pub fn pretty<T: Serialize + ?Sized>(value: &T, depth: usize) -> Result<String, Trouble> {
    in_layout(value, PrettyConfig::new().depth_limit(depth))
}

/// A string as RON writes it.
pub fn string(value: &str) -> Result<String, Trouble> {
    one_line(value)
}

fn in_layout<T: Serialize + ?Sized>(value: &T, layout: PrettyConfig) -> Result<String, Trouble> {
    options()
        .to_string_pretty(value, layout.new_line("\n"))
        .map(|it| readable(&it))
        .map_err(|error| Trouble::Encoding {
            reason: error.to_string(),
        })
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Takes back escapes that only make strings hard to read: apostrophes and combining marks.
fn readable(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let quote = if from.starts_with('"') { '"' } else { '\'' };
        let end = end_of_literal(from, quote);
        if quote == '"' {
            unescape_readable(&from[..end], &mut out);
        } else if from[..end].contains(char::is_control) {
            // A line end as it is would break the rule of one record a line.
            out.extend(from[..end].chars().flat_map(|c| match c {
                '\'' | '\\' => c.to_string().chars().collect::<Vec<_>>(),
                c => c.escape_debug().collect(),
            }));
        } else {
            out.push_str(&from[..end]);
        }
        rest = &from[end..];
    }
    out.push_str(rest);
    out
}

/// Where a literal that opens at the start of `source` ends, its closing quote included.
fn end_of_literal(source: &str, quote: char) -> usize {
    let mut escaped = true;
    for (i, c) in source.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return i + 1;
        }
    }
    source.len()
}

fn unescape_readable(literal: &str, out: &mut String) {
    let mut rest = literal;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at..];
        let length = if escape.starts_with("\\u{") {
            escape.find('}').map_or(escape.len(), |it| it + 1)
        } else {
            2.min(escape.len())
        };
        let (escape, after) = escape.split_at(length);
        match combining_mark(escape) {
            Some(mark) if !out.ends_with('"') => out.push(mark),
            _ if escape == "\\'" => out.push('\''),
            _ => out.push_str(escape),
        }
        rest = after;
    }
    out.push_str(rest);
}

fn combining_mark(escape: &str) -> Option<char> {
    let digits = escape.strip_prefix("\\u{")?.strip_suffix('}')?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    let mark = matches!(code, 0x300..=0x36F | 0x591..=0x5C7 | 0x64B..=0x65F | 0x670 | 0x900..=0xDFF | 0xE31..=0xE4E | 0xFE0F);
    mark.then(|| char::from_u32(code)).flatten()
}

/// The line of a `format:` field that this version does not read, and why: told before the rest is
/// looked at, which may have any shape.
fn other_format(source: &str) -> Option<(usize, Trouble)> {
    let head: String = source.chars().take(2000).collect();
    head.lines().enumerate().find_map(|(i, line)| {
        let inside = line.split_once('(').map_or(line, |(_, rest)| rest);
        let rest = inside.trim_start().strip_prefix("format")?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit());
        let digits = &rest[..end.unwrap_or(rest.len())];
        if digits.is_empty() {
            return None;
        }
        let trouble = check_format(digits.parse().unwrap_or(u32::MAX)).err()?;
        Some((i + 1, trouble))
    })
}

fn place_after(bytes: &[u8]) -> (usize, usize) {
    let line = bytes.split(|it| *it == b'\n').count();
    let start = bytes
        .iter()
        .rposition(|it| *it == b'\n')
        .map_or(0, |it| it + 1);
    let column = String::from_utf8_lossy(&bytes[start..]).chars().count() + 1;
    (line, column)
}

fn broken(error: ron::error::SpannedError) -> Broken {
    Broken {
        line: error.span.end.line,
        column: error.span.end.col,
        trouble: trouble(error.code),
    }
}

fn trouble(error: ron::Error) -> Trouble {
    match error {
        ron::Error::Eof | ron::Error::ExpectedStringEnd => Trouble::RonEnds {},
        ron::Error::NoSuchStructField {
            expected, found, ..
        } => Trouble::RonUnknownField {
            field: found,
            expected: expected.join(", "),
        },
        ron::Error::MissingStructField { field, .. } => Trouble::RonMissingField {
            field: field.to_owned(),
        },
        ron::Error::NoSuchEnumVariant {
            expected, found, ..
        } => Trouble::RonUnknownValue {
            value: found,
            expected: expected.join(", "),
        },
        other => Trouble::RonSyntax {
            reason: other.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn strings_survive(text in "[\\PC'\"\\\\\u{301}\u{a0}\r\n\t\u{0}\u{FEFF}🙂]{0,40}", c in any::<char>()) {
            let line = one_line(&(&text, c, &text)).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(read::<(String, char, String)>(line.as_bytes()).unwrap(), (text.clone(), c, text));
        }
    }

    #[test]
    fn accents_and_apostrophes_are_written_as_they_are() {
        let line = one_line("l'e\u{301}te\u{301} a\u{a0}: \\'").unwrap();
        assert_eq!(line, "\"l'e\u{301}te\u{301} a\\u{a0}: \\\\'\"");
        assert_eq!(one_line(&Some('\'')).unwrap(), "'\\''");
    }

    #[test]
    fn a_newer_format_is_told_from_a_broken_file() {
        let error =
            read::<u32>(b"\xEF\xBB\xBF// mine\nProject(\n  format: 7,\n  wonder: (").unwrap_err();
        assert_eq!(error.line, 3);
        assert!(matches!(error.trouble, Trouble::TooNew { .. }));
        let error = read::<String>("\"a\nb".as_bytes()).unwrap_err();
        assert_eq!(error.trouble, Trouble::RonEnds {});
        let error = read::<String>(b"\n\"\xFF\"").unwrap_err();
        assert_eq!(
            (error.line, error.column, error.trouble),
            (2, 2, Trouble::NotUtf8 {})
        );
    }
}
