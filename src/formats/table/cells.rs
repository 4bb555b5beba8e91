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
