//! Positions in a text: bytes here, code points in the trace and in the files.

use std::ops::Range;

/// Where words stand, in code points.
pub fn points(text: &str, words: &str) -> [usize; 2] {
    let start = text.find(words).expect("the words");
    code_points(text, &(start..start + words.len()))
}

pub fn code_points(text: &str, range: &Range<usize>) -> [usize; 2] {
    [range.start, range.end].map(|it| text[..it].chars().count())
}

pub fn bytes(text: &str, [start, end]: [usize; 2]) -> Range<usize> {
    let byte = |point: usize| text.char_indices().nth(point).map_or(text.len(), |it| it.0);
    byte(start)..byte(end)
}
