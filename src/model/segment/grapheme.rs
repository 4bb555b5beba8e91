//! Extended grapheme clusters (what a reader takes for one character), and trimming by them.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::chars::{clamp, is_blank, part};

/// The nearest border of a grapheme at or before byte `pos`.
pub fn grapheme_floor(text: &str, pos: usize) -> usize {
    let mut at = clamp(text, pos);
    while !is_border(text, at) {
        at = text.floor_char_boundary(at.saturating_sub(1));
    }
    at
}

/// The nearest border of a grapheme at or after byte `pos`; a position inside a character counts as its start.
pub fn grapheme_ceil(text: &str, pos: usize) -> usize {
    let mut at = clamp(text, pos);
    while !is_border(text, at) {
        at = text.ceil_char_boundary(at + 1);
    }
    at
}

/// The range without white space at both ends: NBSP, the byte order mark and characters of no width too.
/// A range of white space only becomes empty, at its start.
pub fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let start = clamp(text, range.start);
    let end = clamp(text, range.end).max(start);
    let inner = part(text, start..end);
    let leading = blank_bytes(inner.graphemes(true));
    if leading == inner.len() {
        return start..start;
    }
    start + leading..end - blank_bytes(inner.graphemes(true).rev())
}

fn blank_bytes<'a>(graphemes: impl Iterator<Item = &'a str>) -> usize {
    graphemes
        .take_while(|it| it.chars().all(is_blank))
        .map(str::len)
        .sum()
}

/// The grapheme that holds byte `pos`; empty at the end of the text.
pub(super) fn around(text: &str, pos: usize) -> Range<usize> {
    let start = grapheme_floor(text, pos);
    start..grapheme_ceil(text, text.ceil_char_boundary(start + 1))
}

/// Whether a grapheme starts or ends at byte `pos`.
pub(super) fn is_border(text: &str, pos: usize) -> bool {
    if pos == 0 || pos >= text.len() {
        return true;
    }
    match (text.as_bytes().get(pos - 1), text.as_bytes().get(pos)) {
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => {
            (before, after) != (&b'\r', &b'\n')
        }
        _ => {
            text.is_char_boundary(pos)
                && GraphemeCursor::new(pos, text.len(), true)
                    .is_boundary(text, 0)
                    .unwrap_or(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "👨‍👩‍👧";

    #[test]
    fn borders_keep_clusters_whole() {
        let text = format!("a{FAMILY}e\u{301}\r\nz");
        let family = 1..1 + FAMILY.len();
        for inside in family.start + 1..family.end {
            assert_eq!(grapheme_floor(&text, inside), family.start);
        }
        assert_eq!(grapheme_ceil(&text, family.start + 4), family.end);
        let accent = family.end + 1;
        assert_eq!(grapheme_floor(&text, accent), family.end);
        assert_eq!(around(&text, accent), family.end..family.end + 3);
        let newline = family.end + 3;
        assert_eq!(around(&text, newline + 1), newline..newline + 2);
        assert_eq!(around(&text, 999), text.len()..text.len());
    }

    #[test]
    fn trims_every_kind_of_white_space() {
        for blank in [
            " ", "\u{A0}", "\u{202F}", "\u{FEFF}", "\u{200B}", "\u{2060}", "\r\n", "\t",
        ] {
            let text = format!("{blank}{blank}mot{blank}");
            let start = 2 * blank.len();
            assert_eq!(trim(&text, 0..text.len()), start..start + 3, "{blank:?}");
            assert_eq!(trim(&text, 0..blank.len()), 0..0, "{blank:?}");
        }
    }

    #[test]
    fn trimming_leaves_what_is_written() {
        assert_eq!(trim("a b", 0..3), 0..3);
        assert_eq!(trim(" \u{301}", 0..3), 0..3);
        assert_eq!(trim("abc", Range { start: 2, end: 1 }), 2..2);
    }
}
