//! Cells of tables: what a spreadsheet must not take for a formula, and rows written as RFC 4180 has them.

use std::borrow::Cow;
use std::io;

/// A table being written.
pub struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    /// Columns parted by `sign`; with commas, as spreadsheets read it: a byte order mark, lines ending in
    /// CR LF.
    pub fn new(sign: u8) -> Self {
        let mark = if sign == b',' { "\u{FEFF}" } else { "" };
        Self::after(sign, mark.as_bytes().to_vec())
    }

    /// More of such a table.
    pub fn bare(sign: u8) -> Self {
        Self::after(sign, Vec::new())
    }

    fn after(sign: u8, bytes: Vec<u8>) -> Self {
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(sign).flexible(true);
        if sign == b',' {
            builder.terminator(csv::Terminator::CRLF);
        }
        Self(builder.from_writer(bytes))
    }

    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cow<'a, str>>) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(guarded(&cell).as_bytes())?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    pub fn bytes(self) -> io::Result<Vec<u8>> {
        self.0
            .into_inner()
            .map_err(|it| io::Error::other(it.to_string()))
    }
}

/// A cell that no spreadsheet takes for a formula.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    if is_risky(cell) && !is_number {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What [`guarded`] was given.
pub fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => cell,
    }
}

/// Begins like a formula, or like a cell that is guarded already.
fn is_risky(cell: &str) -> bool {
    let first = cell.trim_start_matches('\'');
    first.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// What parts the cells, of these signs, by the heading: it may have signs and line ends in quotes. Nothing
/// where it has none of them.
pub fn sign(text: &str, signs: &[u8]) -> Option<u8> {
    let heading = heading(text);
    let count = |sign: u8| {
        let mut quoted = false;
        let outside = heading.bytes().filter(|it| {
            quoted ^= *it == b'"';
            !quoted && *it == sign
        });
        outside.count()
    };
    let counts = signs.iter().rev().map(|it| (count(*it), *it));
    let most = counts.max_by_key(|it| it.0)?;
    (most.0 > 0).then_some(most.1)
}

/// The first record, which may be of several lines.
fn heading(text: &str) -> &str {
    const MOST: usize = 1 << 16;
    let mut quoted = false;
    let end = text.bytes().take(MOST).position(|it| {
        quoted ^= it == b'"';
        !quoted && it == b'\n'
    });
    match end {
        Some(end) => text.get(..end).unwrap_or_default(),
        None => text.lines().next().unwrap_or_default(),
    }
}

/// A table without the line `sep=;` by which Excel is told what parts the cells, and that sign.
pub fn told_sign(text: &str) -> (Option<u8>, &str) {
    let told = text.split_once('\n').and_then(|(first, rest)| {
        let sign = first.trim_end_matches('\r').strip_prefix("sep=")?;
        let [sign @ (b',' | b';' | b'\t' | b'|')] = sign.as_bytes() else {
            return None;
        };
        Some((Some(*sign), rest))
    });
    told.unwrap_or((None, text))
}

/// Whether a quotation mark at the start of a cell is one of the table. Between tabs it is a sign of the text
/// where each line is a row as it stands and some mark would go on over its end.
pub fn has_quotes(text: &str, sign: u8) -> bool {
    if sign != b'\t' {
        return true;
    }
    let lines = || text.lines().filter(|it| !it.is_empty());
    let n_tabs = |it: &str| it.matches('\t').count();
    let n = lines().next().map_or(0, n_tabs);
    let closes = |it: &str| it.strip_prefix('"').is_none_or(|it| it.ends_with('"'));
    let goes_on = lines().any(|it| !it.split('\t').all(closes));
    !(goes_on && lines().all(|it| n_tabs(it) == n))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("-5", "-5"),
            ("-a", "'-a"),
            ("'=x", "''=x"),
            ("'hello'", "'hello'"),
            ("@me", "'@me"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(bare(written), cell);
        }
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(cell in "['=+@a-]{0,4}.{0,4}") {
            let written = guarded(&cell);
            prop_assert_eq!(bare(&written), cell.as_str());
        }
    }
}
