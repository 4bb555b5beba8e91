//! Pairs of brackets and quotation marks in a sentence.

use std::ops::Range;

use super::chars::{is_blank, is_terminator, part};

const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('‹', '›'),
    ('“', '”'),
    ('"', '"'),
    ('「', '」'),
    ('（', '）'),
];

/// Two marks, by the gaps between words they stand in. One without its partner goes with the sentence's end.
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) is_quotation: bool,
    /// A colon before it, or a mark or comma at its end: somebody speaks.
    pub(super) is_speech: bool,
}

/// A bracket or quotation mark of either side.
pub(super) fn is_any(c: char) -> bool {
    PAIRS.iter().any(|(open, close)| *open == c || *close == c)
}

/// The pairs among the gaps between the words of a sentence.
pub(super) fn pairs(gaps: &[&str]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut waiting: Vec<Mark> = Vec::new();
    for (gap, signs) in gaps.iter().enumerate() {
        for (at, c) in signs.char_indices() {
            let mark = Mark {
                gap,
                sign: c,
                before: part(signs, 0..at),
            };
            match waiting.iter().rposition(|it| closes(it.sign, c)) {
                Some(found) => {
                    pairs.extend(waiting.get(found).map(|it| it.with(&mark)));
                    waiting.truncate(found);
                }
                None if opens(c) => waiting.push(mark),
                None if is_any(c) => pairs.push(
                    Mark {
                        gap: 0,
                        sign: c,
                        before: "",
                    }
                    .with(&mark),
                ),
                None => {}
            }
        }
    }
    let end = Mark {
        gap: gaps.len().saturating_sub(1),
        sign: ' ',
        before: "",
    };
    pairs.extend(waiting.iter().map(|it| it.with(&end)));
    pairs
}

/// One mark, and what stands before it in its gap.
struct Mark<'a> {
    gap: usize,
    sign: char,
    before: &'a str,
}

impl Mark<'_> {
    fn with(&self, close: &Mark) -> Pair {
        let ends = |c: char| is_terminator(c) && c != '.' || c == ',';
        Pair {
            open: self.gap,
            close: close.gap,
            is_quotation: !"()[]{}（）".contains(self.sign),
            is_speech: self.before.contains([':', '：'])
                || close.before.trim_end_matches(is_blank).ends_with(ends),
        }
    }
}

/// The range grown over brackets around it whose partners it holds, inside `limits`.
pub(super) fn balance(text: &str, range: Range<usize>, limits: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while let Some(closer) = closing_sign(part(text, end..limits.end)) {
        let inner = part(text, start..end);
        if !PAIRS
            .iter()
            .any(|it| it.1 == closer.1 && is_unpaired(inner, it.0, it.1))
        {
            break;
        }
        end += closer.0 + closer.1.len_utf8();
    }
    while let Some(opener) = opening_sign(part(text, limits.start..start)) {
        let inner = part(text, start..end);
        if !PAIRS
            .iter()
            .any(|it| it.0 == opener.1 && is_unpaired(inner, it.1, it.0))
        {
            break;
        }
        start = limits.start + opener.0;
    }
    start..end
}

/// The first sign, a mark before it being part of what is closed: `(sic !)`.
fn closing_sign(text: &str) -> Option<(usize, char)> {
    text.char_indices()
        .find(|(_, c)| !is_blank(*c) && !is_terminator(*c))
}

fn opening_sign(text: &str) -> Option<(usize, char)> {
    text.char_indices().rev().find(|(_, c)| !is_blank(*c))
}

fn is_unpaired(text: &str, sign: char, partner: char) -> bool {
    let count = |wanted| text.chars().filter(|it| *it == wanted).count();
    if sign == partner {
        count(sign) % 2 == 1
    } else {
        count(sign) > count(partner)
    }
}

fn opens(c: char) -> bool {
    PAIRS.iter().any(|it| it.0 == c)
}

fn closes(open: char, close: char) -> bool {
    PAIRS.contains(&(open, close))
}
