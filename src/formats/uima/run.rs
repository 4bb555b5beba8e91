//! Lines of sentences and words as they are written here, taken out of a file before it is parsed: they are
//! nearly all of it, and a parser is slow for lines of which nothing is kept but a number.

use std::ops::Range;

use super::{SENTENCE, TOKEN};

/// What stands before, between and after the four numbers of a line: id, text, begin and end.
pub type Line = [String; 5];

/// Lines of words that follow one another, with ids that follow one another.
#[derive(Debug)]
pub struct Run {
    /// Where they stand, in bytes.
    pub at: Range<usize>,
    pub first_id: u64,
    pub sofa: u64,
    /// The types, line by line.
    pub kinds: Vec<&'static str>,
}

impl Run {
    /// The first run of a file, by the lines of a sentence and of a word. A line begins where another ends.
    pub fn find(source: &str, sentence: &Line, token: &Line) -> Option<Self> {
        let starts = source.match_indices(token[0].as_str());
        let lines = [(SENTENCE, sentence), (TOKEN, token)];
        let at_line = |it: usize| source.as_bytes().get(it.wrapping_sub(1)) == Some(&b'\n');
        let is_one = |it: &usize| {
            let rest = source.get(*it..).unwrap_or_default();
            lines.iter().any(|line| numbers(rest, line.1).is_some())
        };
        let start = starts
            .map(|it| it.0)
            .find(|it| at_line(*it) && is_one(it))?;
        let mut run = Self {
            at: start..start,
            first_id: 0,
            sofa: 0,
            kinds: Vec::new(),
        };
        loop {
            let rest = source.get(run.at.end..)?;
            let found = lines
                .iter()
                .find_map(|(kind, line)| Some((*kind, numbers(rest, line)?)));
            let Some((kind, ([id, sofa, ..], length))) = found else {
                return Some(run);
            };
            if run.kinds.is_empty() {
                (run.first_id, run.sofa) = (id, sofa);
            }
            if sofa != run.sofa || id != run.first_id.checked_add(run.kinds.len() as u64)? {
                return Some(run);
            }
            run.kinds.push(kind);
            run.at.end += length;
        }
    }

    pub fn has(&self, id: u64) -> bool {
        id >= self.first_id && id - self.first_id < self.kinds.len() as u64
    }

    /// The ids with their types.
    pub fn words(&self) -> impl Iterator<Item = (u64, &'static str)> {
        (self.first_id..).zip(self.kinds.iter().copied())
    }

    /// The file without them.
    pub fn cut_from(&self, source: &str) -> String {
        let (before, after) = (source.get(..self.at.start), source.get(self.at.end..));
        [before, after].map(Option::unwrap_or_default).concat()
    }
}

/// The numbers of a line, and its length in bytes.
fn numbers(source: &str, line: &Line) -> Option<([u64; 4], usize)> {
    let mut found = [0; 4];
    let mut rest = source.as_bytes().strip_prefix(line[0].as_bytes())?;
    for (number, after) in found.iter_mut().zip(&line[1..]) {
        let n = rest.iter().take_while(|it| it.is_ascii_digit()).count();
        // As they are written: no zeros before them, and none too large.
        if n == 0 || n > 18 || n > 1 && rest.first() == Some(&b'0') {
            return None;
        }
        let digits = rest.get(..n)?;
        *number = digits
            .iter()
            .fold(0, |sum, it| sum * 10 + u64::from(it - b'0'));
        rest = rest.get(n..)?.strip_prefix(after.as_bytes())?;
    }
    Some((found, source.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str) -> Line {
        [&format!("<{kind} "), ",", ",", ",", "/>\n"].map(str::to_owned)
    }

    #[test]
    fn a_run_is_lines_with_ids_in_a_row() {
        let source = "<t 9,1,0,2/>\n<x/>\n<s 4,1,0,5/>\n<t 5,1,0,2/>\n<t 6,1,3,5/>\n<t 8,1,6,7/>\n";
        let run = |source: &str| Run::find(source, &line("s"), &line("t"));
        let found = run(source).unwrap();
        let words: Vec<_> = found.words().collect();
        assert_eq!(words, [(5, TOKEN), (6, TOKEN)]);
        assert_eq!(
            found.cut_from(source),
            "<t 9,1,0,2/>\n<x/>\n<s 4,1,0,5/>\n<t 8,1,6,7/>\n"
        );
        assert!(run("<t 1,1,0,2/>\n").is_none(), "no line before it");
        for odd in [
            "\n<t 01,1,0,2/>\n",
            "\n<t 1,1,0,/>\n",
            "\n<t 1,1,0,2/>",
            "\n <t 1,1,0,2/>\n",
        ] {
            assert!(run(odd).is_none(), "{odd:?}");
        }
    }
}
