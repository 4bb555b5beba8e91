//! The parts of a text that need a font of their own: emoji, and characters that are shown by their code.

use std::ops::Range;

use egui::epaint::text::has_emoji_presentation;
use parley::Layout;
use unicode_segmentation::UnicodeSegmentation;

/// Whether a character is shown as a box with its code: controls, and byte order marks inside a text. Whoever labels
/// a text must see that something is wrong with it.
pub fn is_shown_by_code(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || c == '\u{feff}'
}

/// What the shaper is given: the same bytes, with what is shown by its code replaced by signs of the same length that
/// no rule of writing treats specially, and line ends by blanks. Tabs stay: they are set as wide blanks.
pub fn display(text: &str) -> String {
    text.chars()
        .map(|c| match (c.len_utf8(), is_shown_by_code(c)) {
            (1, true) => '@',
            (2, true) => '\u{a6}',
            (_, true) => '\u{25af}',
            (1, _) if is_line_end(c) => ' ',
            (2, _) if is_line_end(c) => '\u{a0}',
            (_, _) if is_line_end(c) => '\u{2002}',
            _ => c,
        })
        .collect()
}

/// Line ends have a place of their own between blocks; in a title or a tag they are blanks.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The characters that are shown by their code whatever fonts there are.
pub fn controls(text: &str) -> Vec<Range<usize>> {
    let found = text.char_indices().filter(|&(_, c)| is_shown_by_code(c));
    joined(found.map(|(at, c)| at..at + c.len_utf8()))
}

/// The graphemes to be shown in color.
pub fn emoji(text: &str) -> Vec<Range<usize>> {
    if !text.chars().any(may_be_emoji) {
        return Vec::new();
    }
    let graphemes = text.grapheme_indices(true);
    let found =
        graphemes.filter(|(_, it)| it.chars().any(may_be_emoji) && has_emoji_presentation(it));
    joined(found.map(|(at, it)| at..at + it.len()))
}

/// The graphemes for which no font had all glyphs.
pub fn missing(layout: &Layout<()>) -> Vec<Range<usize>> {
    let runs = layout
        .lines()
        .flat_map(|line| line.runs().collect::<Vec<_>>());
    let mut found = Vec::new();
    for run in runs {
        let lacking = run
            .clusters()
            .filter(|it| it.glyphs().any(|glyph| glyph.id == 0));
        found.extend(lacking.map(|it| it.text_range()));
    }
    joined(found.into_iter())
}

/// What every emoji has one of; so has little else, which makes texts without emoji cheap.
fn may_be_emoji(c: char) -> bool {
    matches!(c, '\u{231a}'..='\u{2b55}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn joined(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_without_moving_bytes() {
        let text = "a\0b\tc\u{7f}d\u{9c}é\u{feff}.";
        assert_eq!(display(text), "a@b\tc@d¦é▯.");
        assert_eq!(display("a\nb\u{85}c\u{2028}"), "a b\u{a0}c\u{2002}");
        assert_eq!(controls(text), [1..2, 5..6, 7..9, 11..14]);
        assert_eq!(controls("\u{1}\u{2}"), [0..2]);
    }

    #[test]
    fn emoji_are_told_from_signs_that_are_text() {
        assert_eq!(emoji("a 🙂🇫🇷 b"), [2..14]);
        assert_eq!(
            emoji("1\u{fe0f}\u{20e3} ☺\u{fe0f} ☺ 1 ✓ © → 2"),
            [0..7, 8..14]
        );
        assert_eq!(emoji("🙂\u{fe0e} l’été « oui » …"), []);
    }
}
