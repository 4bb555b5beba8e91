//! Cuts a text into display blocks: a line each, or pieces of a line that is very long.
//!
//! Blocks tile the text: every byte belongs to exactly one, line ends included, so that positions need no mapping.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// Code points in the longest block.
pub const LONGEST: usize = 2_000;

/// A stretch of text that is laid out on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text, line end included.
    pub bytes: Range<usize>,
    /// Bytes that are shown: no line end, no byte order mark.
    pub shown: Range<usize>,
    /// Code points shown.
    pub chars: usize,
}

impl Block {
    /// Whether a line end follows what is shown, so that some space comes after it.
    pub fn ends_paragraph(&self) -> bool {
        self.shown.end < self.bytes.end
    }

    pub fn is_blank(&self) -> bool {
        self.shown.is_empty()
    }
}

/// The blocks of `text`, in order; at least one.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for end in line_ends(text) {
        push_line(text, start..end.start, end.end, &mut blocks);
        start = end.end;
    }
    if start < text.len() || blocks.is_empty() {
        push_line(text, start..text.len(), text.len(), &mut blocks);
    }
    blocks
}

/// Index of the block that holds byte `position`; the last one at the end of the text.
pub fn block_at(blocks: &[Block], position: usize) -> usize {
    let after = blocks.partition_point(|block| block.bytes.start <= position);
    after.saturating_sub(1)
}

/// The ranges of line ends; CR LF is one.
fn line_ends(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let length = line_end_length(rest);
            at += length.max(1);
            if length > 0 {
                return Some(at - length..at);
            }
        }
        None
    })
}

/// Bytes of the line end that `rest` begins with, 0 if none.
fn line_end_length(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
        [b'\n' | b'\r' | 0x0b | 0x0c, ..] => 1,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

/// Adds the blocks of one line, whose end reaches to `end`.
fn push_line(text: &str, line: Range<usize>, end: usize, blocks: &mut Vec<Block>) {
    let mut start = line.start;
    while let Some(cut) = text.get(start..line.end).and_then(cut) {
        blocks.push(block(text, start..start + cut, start + cut));
        start += cut;
    }
    blocks.push(block(text, start..line.end, end));
}

fn block(text: &str, mut shown: Range<usize>, end: usize) -> Block {
    let bytes = shown.start..end;
    if shown.start == 0 && text.starts_with('\u{feff}') {
        shown.start = '\u{feff}'.len_utf8();
    }
    let chars = text.get(shown.clone()).map_or(0, |t| t.chars().count());
    Block {
        bytes,
        shown,
        chars,
    }
}

/// Bytes to cut from the front of a line that is too long: after a sentence, else after a word, else between graphemes.
fn cut(line: &str) -> Option<usize> {
    let (limit, _) = line.char_indices().nth(LONGEST)?;
    let half = line.floor_char_boundary(limit / 2);
    let head = line.get(half..limit)?;
    let candidates = [after_sentence(head), after_word(head)];
    candidates
        .into_iter()
        .flatten()
        .map(|at| half + at)
        .find(|&at| is_boundary(line, at))
        .or_else(|| boundary_near(line, limit))
        .filter(|&at| at < line.len())
}

fn after_sentence(head: &str) -> Option<usize> {
    let ends = [". ", "! ", "? ", "… ", ".\u{a0}» ", "。"];
    ends.iter()
        .filter_map(|end| head.rfind(end).map(|at| at + end.len()))
        .max()
}

fn after_word(head: &str) -> Option<usize> {
    let space = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
    head.char_indices()
        .rfind(|&(_, c)| space(c))
        .map(|(at, c)| at + c.len_utf8())
}

fn is_boundary(line: &str, at: usize) -> bool {
    GraphemeCursor::new(at, line.len(), true)
        .is_boundary(line, 0)
        .unwrap_or(false)
}

/// The last grapheme boundary up to `limit`, or the first one after it when a single grapheme is longer.
fn boundary_near(line: &str, limit: usize) -> Option<usize> {
    if is_boundary(line, limit) {
        return Some(limit);
    }
    let mut cursor = GraphemeCursor::new(limit, line.len(), true);
    let before = cursor.prev_boundary(line, 0).ok().flatten();
    before
        .filter(|&at| at > 0)
        .or_else(|| cursor.next_boundary(line, 0).ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::panel::text::special;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn shown(text: &str) -> Vec<&str> {
        blocks(text)
            .iter()
            .map(|b| &text[b.shown.clone()])
            .collect()
    }

    #[test]
    fn lines_end_in_every_known_way() {
        let text = "\u{feff}a\r\nb\rc\n\nd\u{85}e\u{2028}f\u{2029}g\u{b}h\n";
        assert_eq!(shown(text), ["a", "b", "c", "", "d", "e", "f", "g", "h"]);
        assert_eq!(shown(""), [""]);
        assert_eq!(shown("\n"), [""]);
    }

    #[test]
    fn a_long_line_is_cut_after_a_sentence() {
        let line = "Il pleut souvent ici. ".repeat(400);
        let blocks = blocks(&line);
        assert!(blocks.len() > 3);
        for block in &blocks {
            assert!(block.chars <= LONGEST);
            assert!(line[block.shown.clone()].trim_end().ends_with('.'));
        }
    }

    fn mixed_text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "é",
            "e\u{301}",
            "\u{301}",
            "👨‍👩‍👧",
            "🇫🇷",
            "\r\n",
            "\r",
            "\n",
            " ",
            "\u{202f}",
            "مرحبا",
            "\u{feff}",
            "\0",
            "x. ",
            "漢",
        ]);
        let pieces = prop::collection::vec(piece, 0..60).prop_map(|p| p.concat());
        (pieces, 1_usize..90).prop_map(|(pieces, times)| pieces.repeat(times))
    }

    proptest! {
        #[test]
        fn blocks_tile_the_text_and_never_cut_a_grapheme(text in mixed_text()) {
            let blocks = blocks(&text);
            let mut end = 0;
            for block in &blocks {
                prop_assert_eq!(block.bytes.start, end);
                prop_assert!(block.bytes.start <= block.shown.start && block.shown.end <= block.bytes.end);
                let shown = &text[block.shown.clone()];
                prop_assert_eq!(block.chars, shown.chars().count());
                prop_assert_eq!(special::display(shown).len(), shown.len());
                end = block.bytes.end;
            }
            prop_assert_eq!(end, text.len());
            let boundaries: std::collections::BTreeSet<usize> =
                text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for block in &blocks {
                prop_assert!(boundaries.contains(&block.bytes.start));
            }
        }

        #[test]
        fn every_position_has_its_block(text in mixed_text()) {
            let blocks = blocks(&text);
            for (position, _) in text.char_indices() {
                let found = &blocks[block_at(&blocks, position)];
                prop_assert!(found.bytes.contains(&position));
            }
            prop_assert_eq!(block_at(&blocks, text.len()), blocks.len() - 1);
        }
    }
}
