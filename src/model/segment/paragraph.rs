//! Lines: what stands between two ends of line.

use std::ops::Range;

use super::chars::{is_line_end, part};

/// Bytes looked at together. A line of many megabytes is searched at the speed of memory.
const BLOCK: usize = 256;

/// The line that holds byte `pos`, with its end of line; empty at the end of the text.
pub(super) fn around(text: &str, pos: usize) -> Range<usize> {
    let inside_end =
        part(text, 0..pos).ends_with('\r') && part(text, pos..text.len()).starts_with('\n');
    start(text, pos - usize::from(inside_end))..end(text, pos)
}

/// Where the line starts that byte `pos` is in, or at the end of.
fn start(text: &str, pos: usize) -> usize {
    let mut upto = pos;
    while upto > 0 {
        let from = text.floor_char_boundary(upto.saturating_sub(BLOCK));
        let block = part(text, from..upto);
        if has_line_end(block)
            && let Some(at) = block.rfind(is_line_end)
        {
            return text.ceil_char_boundary(from + at + 1);
        }
        upto = from;
    }
    0
}

/// Where the next line starts.
fn end(text: &str, pos: usize) -> usize {
    let mut from = pos;
    while from < text.len() {
        let upto = text.ceil_char_boundary(from + BLOCK);
        let block = part(text, from..upto);
        if has_line_end(block)
            && let Some(at) = block.find(is_line_end)
        {
            let ending = part(text, from + at..text.len());
            let length = if ending.starts_with("\r\n") { 2 } else { 1 };
            return text.ceil_char_boundary(from + at + length);
        }
        from = upto;
    }
    text.len()
}

/// Whether a block holds an end of line; written so that the compiler compares many bytes at once.
fn has_line_end(block: &str) -> bool {
    let bytes = block.as_bytes();
    let (second, third) = (
        bytes.get(1..).unwrap_or_default(),
        bytes.get(2..).unwrap_or_default(),
    );
    let short = bytes
        .iter()
        .fold(0, |found, byte| found | is(*byte, b'\n') | is(*byte, b'\r'));
    let next_line = bytes.iter().zip(second);
    let next_line = next_line.fold(0, |found, (a, b)| found | is(*a, 0xC2) & is(*b, 0x85));
    let separator = bytes.iter().zip(second).zip(third);
    let separator = separator.fold(0, |found, ((a, b), c)| {
        found | is(*a, 0xE2) & is(*b, 0x80) & is(*c | 1, 0xA9)
    });
    short | next_line | separator != 0
}

/// A comparison as a number: joined without a branch.
fn is(byte: u8, other: u8) -> u8 {
    u8::from(byte == other)
}

#[cfg(test)]
mod tests {
    use super::super::paragraphs;
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text =
            "\u{FEFF}un\ndeux\r\n\r\n trois\u{A0}\rquatre\u{2028}cinq\u{2029}\u{85}\u{A0}\nsix";
        let lines: Vec<_> = paragraphs(text).map(|it| part(text, it)).collect();
        assert_eq!(lines, ["un", "deux", "trois", "quatre", "cinq", "six"]);
    }

    #[test]
    fn the_end_of_a_line_belongs_to_it() {
        assert_eq!(around("a\r\nb", 1), 0..3);
        assert_eq!(around("a\r\nb", 2), 0..3);
        assert_eq!(around("a\r\nb", 3), 3..4);
        assert_eq!(around("a\n", 2), 2..2);
    }

    #[test]
    fn lines_longer_than_a_block() {
        for ending in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
            for length in BLOCK - 4..BLOCK + 4 {
                let line = "x".repeat(length) + ending;
                let text = line.repeat(3);
                let middle = line.len()..2 * line.len();
                assert_eq!(
                    around(&text, middle.start),
                    middle,
                    "{ending:?} after {length}"
                );
                assert_eq!(around(&text, middle.start + length - 1), middle);
            }
        }
    }
}
