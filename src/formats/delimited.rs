//! Tables in lines of text: what parts the cells, whether quotation marks stand around them, and the rows.
//!
//! What parts the cells is what makes the most rows as long as the heading, counted outside of quotation
//! marks. A first line `sep=;`, as Excel has it, says so itself and is no row.

use std::borrow::Cow;

mod quotes;

use quotes::{Quotes, are_even, unescaped};

/// What may part cells; of equals the first.
const SIGNS: [u8; 4] = *b"\t;,|";
/// Found in no text: a table of one column has nothing that parts cells.
const NONE: u8 = 0x1F;
/// So much of a file, in bytes and in rows, tells what parts its cells.
const HEAD: usize = 1 << 16;
const ROWS: usize = 20;

/// A table, and how it is written.
pub struct Delimited<'a> {
    text: Cow<'a, str>,
    sign: u8,
    quoting: bool,
    /// Lines before the heading.
    before: usize,
    unclosed: Option<usize>,
}

impl<'a> Delimited<'a> {
    /// Looks at a table, whose file has this ending.
    pub fn of(text: &'a str, ending: &str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let (said, text) = said(text);
        let sign = said.unwrap_or_else(|| sign(text, ending));
        let quotes = Quotes::of(text, sign);
        let (text, quotes) = if quotes.escaped {
            let text = Cow::Owned(unescaped(text));
            let quotes = Quotes::of(&text, sign);
            (text, quotes)
        } else {
            (Cow::Borrowed(text), quotes)
        };
        let quoting = sign != b'\t' || quotes.are_quotes(&text, sign);
        let before = usize::from(said.is_some());
        Self {
            sign,
            quoting,
            before,
            unclosed: quotes.unclosed.filter(|_| quoting).map(|it| it + before),
            text,
        }
    }

    /// The rows, the heading among them, each with the line on which it begins.
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            reader: reader(&self.text, self.sign, self.quoting),
            lines: Lines {
                text: &self.text,
                at: 0,
                line: self.before + 1,
            },
        }
    }

    /// The line of a quotation mark that is never closed.
    pub fn unclosed(&self) -> Option<usize> {
        self.unclosed
    }
}

/// The rows of a table.
pub struct Rows<'a> {
    reader: csv::Reader<&'a [u8]>,
    lines: Lines<'a>,
}

impl Iterator for Rows<'_> {
    type Item = (usize, csv::Result<csv::StringRecord>);

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.at(self.reader.position().byte());
        let mut record = csv::StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(false) => None,
            Ok(true) => Some((line, Ok(record))),
            Err(error) => Some((line, Err(error))),
        }
    }
}

/// Counts lines on the way through a text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of what begins at a byte: after the end of the line before, if that is still to come.
    fn at(&mut self, byte: u64) -> usize {
        let bytes = self.text.as_bytes();
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while let Some(b'\r' | b'\n') = bytes.get(to) {
            to += 1;
        }
        let passed = bytes.get(self.at..to).unwrap_or_default();
        self.line += passed.split(|it| *it == b'\n').count() - 1;
        self.at = self.at.max(to);
        self.line
    }
}

/// The first rows of a table of which this is the beginning.
pub fn first_rows(head: &[u8], ending: &str, n: usize) -> Vec<Vec<String>> {
    let head = decoded(head);
    let table = Delimited::of(&head, ending);
    let rows = table.rows().take(n).filter_map(|it| it.1.ok());
    rows.map(|it| it.iter().map(str::to_owned).collect())
        .collect()
}

/// Whether this is the beginning of a table with tabs, in UTF-16 that says so.
pub fn is_unicode_text(head: &[u8], ending: &str) -> bool {
    if !head.starts_with(&[0xFF, 0xFE]) {
        return false;
    }
    let head = decoded(head);
    let table = Delimited::of(&head, ending);
    let mut lengths: Vec<usize> = table
        .rows()
        .take(ROWS)
        .filter_map(|it| Some(it.1.ok()?.len()))
        .collect();
    if lengths.len() > 2 {
        // The last may be cut.
        lengths.pop();
    }
    table.sign == b'\t' && lengths.len() > 1 && lengths.iter().all(|it| Some(it) == lengths.first())
}

/// The beginning of a text, in UTF-16 where a mark says so.
fn decoded(head: &[u8]) -> Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0,
        None => String::from_utf8_lossy(head),
    }
}

fn reader(text: &str, sign: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(sign)
        .quoting(quoting)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// What a line such as `sep=;` says, and the text after it.
fn said(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let name = first.get(..4).filter(|it| it.eq_ignore_ascii_case("sep="));
    match (name, first.as_bytes()) {
        (Some(_), [_, _, _, _, sign]) if sign.is_ascii() && *sign != b'"' => (Some(*sign), rest),
        _ => (None, text),
    }
}

/// How well a sign parts the first rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Parts {
    /// Of a thousand rows, how many are as long as the heading.
    even: usize,
    cells: usize,
}

fn sign(text: &str, ending: &str) -> u8 {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
    let is_cut = head.len() < text.len();
    let by_tab = matches!(ending, "tsv" | "tab");
    let best = |skip: usize| {
        let all = SIGNS.iter().filter_map(|sign| {
            let lengths = lengths(head, *sign, is_cut);
            let parts = parts(lengths.get(skip..)?)?;
            (parts.cells > 1).then_some((parts, *sign, lengths.len() - skip))
        });
        // Of equals the first: `max_by_key` takes the last.
        all.rev().max_by_key(|it| it.0)
    };
    match best(0) {
        Some((_, sign, _)) if !by_tab => sign,
        Some((parts, sign, n)) if n > 1 && parts.even == 1000 => sign,
        Some(_) => b'\t',
        // A title may stand above the heading.
        None => match best(1) {
            Some((parts, sign, n)) if n > 2 && parts.even == 1000 && is_sure(parts, sign) => sign,
            _ if by_tab => b'\t',
            _ => NONE,
        },
    }
}

/// A comma in each of a few rows may be one of the text.
fn is_sure(parts: Parts, sign: u8) -> bool {
    sign != b',' || parts.cells > 2
}

/// How many cells the first rows have.
fn lengths(head: &str, sign: u8, is_cut: bool) -> Vec<usize> {
    let quoting = sign != b'\t' || !head.contains('"');
    let rows = reader(head, sign, quoting).into_records();
    let mut all: Vec<usize> = rows
        .take(ROWS)
        .filter_map(|it| Some(it.ok()?.len()))
        .collect();
    if is_cut && all.len() > 1 && all.len() < ROWS {
        all.pop();
    }
    all
}

fn parts(lengths: &[usize]) -> Option<Parts> {
    let (&cells, rest) = lengths.split_first()?;
    let even = rest.iter().filter(|it| **it == cells).count() + 1;
    let even = even * 1000 / lengths.len();
    Some(Parts { even, cells })
}

impl Quotes {
    /// Whether the marks of a table with tabs stand around cells. They do where each is closed in its cell;
    /// where some are closed further on, only if the lines do not make a table without them.
    fn are_quotes(&self, text: &str, sign: u8) -> bool {
        if self.is_broken || self.unclosed.is_some() {
            return false;
        }
        !self.goes_on || !are_even(text, sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, ending: &str) -> Vec<Vec<String>> {
        let table = Delimited::of(text, ending);
        let rows = table.rows();
        rows.map(|it| it.1.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn what_parts_the_cells_is_counted_outside_of_quotation_marks() {
        let cases = [
            (
                "\"a, b, c\";\"d\"\n\"1\";\"x, y\"\n",
                "csv",
                ["a, b, c", "d"],
            ),
            (
                "\"a ?\n(b; c; d)\",\"e\"\n1,2\n",
                "csv",
                ["a ?\n(b; c; d)", "e"],
            ),
            (
                "sep=;\r\nn;texte, avis, notes\r\n1;a\r\n",
                "csv",
                ["n", "texte, avis, notes"],
            ),
            ("a, b, c\td\n1\t2\n", "tsv", ["a, b, c", "d"]),
            ("a|b\n1|x, y\n", "csv", ["a", "b"]),
            (
                "n;Avis, en clair, et net\n1;oui\n2;non\n",
                "csv",
                ["n", "Avis, en clair, et net"],
            ),
        ];
        for (text, ending, heading) in cases {
            let rows = read(text, ending);
            assert_eq!(rows[0], heading, "{text}");
            assert_eq!(rows[1].len(), 2, "{text}");
        }
    }

    #[test]
    fn one_column_is_not_parted() {
        assert_eq!(read("texte\nOui, bof; non\n", "csv")[1], ["Oui, bof; non"]);
        let titled = read("Enquête\nn;texte\n1;Oui\n2;Non\n", "csv");
        assert_eq!(titled[2], ["1", "Oui"]);
    }

    #[test]
    fn marks_in_tables_with_tabs_stand_for_themselves_unless_they_close() {
        let stray = "n\ttexte\tavis\n1\t\"Non, dit-il\tA\n2\tun\tB\n3\tun \"mot\"\tC\n";
        assert_eq!(read(stray, "tsv")[1], ["1", "\"Non, dit-il", "A"]);
        assert_eq!(read(stray, "tsv").len(), 4);
        let closed_later = "n\ttexte\n1\t\"Non\n2\toui\"\n";
        assert_eq!(read(closed_later, "tsv")[2], ["2", "oui\""]);
        let quoted = "n\ttexte\n1\t\"a \"\"b\"\" c\"\n";
        assert_eq!(read(quoted, "tsv")[1], ["1", "a \"b\" c"]);
        let lines = "n\ttexte\td\n1\t\"Un\ndeux\"\tx\n2\ttrois\ty\n";
        assert_eq!(read(lines, "tsv")[1], ["1", "Un\ndeux", "x"]);
    }

    #[test]
    fn marks_after_backslashes_are_in_the_cell() {
        let text = "n,texte\n1,\"Il dit \\\"oui, bon\\\", puis \\\\\"\n2,\"C:\\n, x\"\n";
        let rows = read(text, "csv");
        assert_eq!(rows[1], ["1", "Il dit \"oui, bon\", puis \\"]);
        assert_eq!(rows[2], ["2", "C:\\n, x"]);
        let plain = "n,texte\n1,\"C:\\x\\\"\n";
        assert_eq!(read(plain, "csv")[1], ["1", "C:\\x\\"]);
    }

    #[test]
    fn a_mark_that_is_never_closed_is_found() {
        let table = Delimited::of("sep=,\r\nn,texte\r\n1,a\r\n2,\"b\n3,c\n", "csv");
        let lines: Vec<usize> = table.rows().map(|it| it.0).collect();
        assert_eq!((table.unclosed(), lines), (Some(4), vec![2, 3, 4]));
    }
}
