//! A text as it comes out of elements: blanks as people read them, a line for everything that stands on
//! one, and the place that every element has in it.

use std::ops::Range;

use crate::model::text::{Count, Text};

/// A text that grows.
#[derive(Debug, Default)]
pub struct Flow {
    text: String,
    /// What is due before the next word: line ends, else a blank.
    ends: usize,
    blank: bool,
    /// Whether no blank stands before the next word, whatever comes before it.
    joined: bool,
    /// Characters of the file so far, as `string-range` counts them.
    raw: usize,
    /// Where characters of the file and of the text go side by side.
    runs: Vec<Run>,
    counts: bool,
}

impl Flow {
    /// `counts`: whether places are asked for by how many characters they stand after.
    pub fn new(counts: bool) -> Self {
        Self {
            counts,
            ..Self::default()
        }
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn raw(&self) -> usize {
        self.raw
    }

    /// What follows stands so many lines below.
    pub fn end_line(&mut self, n: usize) {
        self.ends = self.ends.max(n);
    }

    /// What follows is another word.
    pub fn gap(&mut self) {
        self.blank = true;
    }

    /// What follows belongs to the word before.
    pub fn join(&mut self) {
        self.blank = false;
    }

    /// What follows belongs to the word before, also where there are blanks between.
    pub fn join_next(&mut self) {
        self.joined = true;
    }

    /// Whether a blank is due before the next word.
    pub fn after_blank(&self) -> bool {
        self.blank
    }

    /// Takes words in; gives the byte of the first character of them that is shown.
    pub fn words(&mut self, words: &str, keeps_blanks: bool) -> Option<usize> {
        let mut first = None;
        let mut runs_on = false;
        for c in words.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if is_blank && !keeps_blanks {
                self.blank = true;
                runs_on = false;
            } else {
                if !runs_on {
                    self.catch_up();
                    if self.counts {
                        self.runs.push(Run {
                            raw: self.raw..self.raw,
                            byte: self.text.len(),
                        });
                    }
                    runs_on = true;
                }
                first = first.or(Some(self.text.len()));
                self.text.push(c);
                if let Some(run) = self.runs.last_mut() {
                    run.raw.end = self.raw + 1;
                }
            }
            self.raw += 1;
        }
        first
    }

    fn catch_up(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        let (ends, blank) = (
            std::mem::take(&mut self.ends),
            std::mem::take(&mut self.blank) && !joined,
        );
        if self.text.is_empty() {
            return;
        }
        if ends > 0 {
            let there = self
                .text
                .bytes()
                .rev()
                .take(ends)
                .take_while(|it| *it == b'\n');
            let missing = ends - there.count();
            self.text.extend(std::iter::repeat_n('\n', missing));
        } else if blank {
            self.text.push(' ');
        }
    }

    /// The whole text, and where the characters of the file are in it.
    pub fn finish(self) -> (Text, Runs) {
        (Text::new(self.text), Runs(self.runs))
    }
}

/// Characters of a file that are in its text as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    raw: Range<usize>,
    /// Where the first of them is in the text.
    byte: usize,
}

/// From characters of a file to bytes of its text.
#[derive(Debug, Default)]
pub struct Runs(Vec<Run>);

impl Runs {
    /// The byte where something begins, or ends, that stands after so many characters of the file. What
    /// begins with a blank that is not in the text begins with the word after it; what ends with one ends
    /// with the word before it.
    pub fn byte(&self, text: &Text, raw: usize, is_end: bool) -> Option<usize> {
        let before = |it: &Run| it.raw.start < raw || (!is_end && it.raw.start == raw);
        let after = self.0.partition_point(before);
        let next = self.0.get(after).map_or(text.len(), |it| it.byte);
        let Some(run) = after.checked_sub(1).and_then(|it| self.0.get(it)) else {
            return (!is_end).then_some(next);
        };
        if !is_end && raw >= run.raw.end {
            return Some(next);
        }
        let start = text.from_byte(run.byte, Count::CodePoint)?;
        let shown = raw.min(run.raw.end) - run.raw.start;
        text.to_byte(start.checked_add(shown)?, Count::CodePoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_one_and_lines_are_lines() {
        let mut flow = Flow::new(true);
        assert_eq!(flow.words("  One\n   two ", false), Some(0));
        flow.end_line(2);
        flow.words("\n  ", false);
        assert_eq!(flow.words(" 🙂 end\u{A0}", false), Some(9));
        flow.end_line(1);
        flow.words("of it.", false);
        let (text, runs) = flow.finish();
        assert_eq!(text.as_str(), "One two\n\n🙂 end\u{A0}\nof it.");
        let at = |raw, is_end| runs.byte(&text, raw, is_end);
        assert_eq!((at(2, false), at(5, true)), (Some(0), Some(3)));
        assert_eq!((at(5, false), at(6, true)), (Some(4), Some(3)));
        assert_eq!((at(17, false), at(18, true)), (Some(9), Some(13)));
    }
}
