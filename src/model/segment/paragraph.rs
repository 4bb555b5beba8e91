//! Lines: what stands between two ends of line.

use std::ops::Range;

use super::chars::{is_line_end, part};

/// The line that holds byte `pos`, with its end of line; empty at the end of the text.
pub(super) fn around(text: &str, pos: usize) -> Range<usize> {
    let head = part(text, 0..pos);
    let inside_end = head.ends_with('\r') && part(text, pos..text.len()).starts_with('\n');
    let before = head.len() - usize::from(inside_end);
    let start = head_start(part(text, 0..before));
    start..line_end(text, pos)
}

fn head_start(head: &str) -> usize {
    head.rfind(is_line_end)
        .map_or(0, |at| head.ceil_char_boundary(at + 1))
}

fn line_end(text: &str, pos: usize) -> usize {
    let rest = part(text, pos..text.len());
    let Some(at) = rest.find(is_line_end) else {
        return text.len();
    };
    let ending = part(rest, at..rest.len());
    let length = if ending.starts_with("\r\n") { 2 } else { ending.chars().next().map_or(0, char::len_utf8) };
    pos + at + length
}

#[cfg(test)]
mod tests {
    use super::super::paragraphs;
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text = "\u{FEFF}un\ndeux\r\n\r\n trois\u{A0}\rquatre\u{2028}cinq\u{2029}\u{85}\u{A0}\nsix";
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
}
