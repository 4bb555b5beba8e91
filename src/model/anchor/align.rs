//! What of an old text stands where in a new one: lines first, words in the lines that differ, and what a
//! reader takes for one character in the words that differ. Costs little more than reading where little changed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};
use unicode_segmentation::UnicodeSegmentation as _;

use super::even::even;

/// Nothing longer, in bytes, is compared character by character.
const MOST_BY_CHARACTER: usize = 1 << 12;
/// Texts no longer than this, in bytes, are compared by words at once: equal lines mislead where words went
/// from one line to another.
const MOST_BY_WORD: usize = 1 << 13;
/// Up to so many pieces the comparison is the cheapest there is.
const MOST_BY_MINIMAL: usize = 2_000;
/// More pieces than this are compared in a way that takes no longer for repetitions.
const MOST_BY_HISTOGRAM: usize = 100_000;
/// A line that is found again elsewhere is no chance from so many bytes on.
const LEAST_MOVED: usize = 24;
/// Fewer characters in the midst of changed ones are alike by chance.
const LEAST_ALIKE: usize = 3;

/// The same words in both texts. Where the lengths are the same, so are the bytes, unless `exact` denies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub old: Range<usize>,
    pub new: Range<usize>,
    pub exact: bool,
}

/// How two texts go together.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// In rising order in both texts.
    pub blocks: Vec<Block>,
    /// Whole lines that were taken elsewhere, in rising order in the old text.
    pub moved: Vec<Block>,
    /// The stretches of lines that differ, in both texts.
    pub changed: Vec<(Range<usize>, Range<usize>)>,
}

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Line,
    Word,
    Character,
}

/// Sets two texts against one another.
pub fn align(old: &str, new: &str) -> Alignment {
    let mut pair = Pair {
        old,
        new,
        blocks: Vec::new(),
        changed: Vec::new(),
    };
    pair.compare(0..old.len(), 0..new.len(), Level::Line);
    if old.len().max(new.len()) <= MOST_BY_WORD {
        pair.blocks.clear();
        pair.compare(0..old.len(), 0..new.len(), Level::Word);
    }
    let (blocks, changed) = (
        std::mem::take(&mut pair.blocks),
        std::mem::take(&mut pair.changed),
    );
    pair.pair_moved_lines(&changed);
    let mut moved = pair.blocks;
    moved.sort_by_key(|it| it.old.start);
    Alignment {
        blocks,
        moved,
        changed,
    }
}

struct Pair<'a> {
    old: &'a str,
    new: &'a str,
    blocks: Vec<Block>,
    changed: Vec<(Range<usize>, Range<usize>)>,
}

impl Pair<'_> {
    /// Finds what two stretches have in common.
    fn compare(&mut self, old: Range<usize>, new: Range<usize>, level: Level) {
        let before = pieces(self.old, old.clone(), level);
        let after = pieces(self.new, new.clone(), level);
        let diff = self.diff(&before, &after, level);
        if level == Level::Word {
            return self.words(old, new, &before, &after, &diff);
        }
        let (mut i, mut j) = (0, 0);
        for hunk in diff.hunks() {
            let gone = hunk.before.start as usize..hunk.before.end as usize;
            let come = hunk.after.start as usize..hunk.after.end as usize;
            self.alike(&before[i..gone.start], &after[j..come.start], level, i == 0);
            if level == Level::Line {
                self.lines_differ(&before[gone.clone()], &after[come.clone()]);
            }
            (i, j) = (gone.end, come.end);
        }
        self.alike(&before[i..], &after[j..], level, true);
    }

    fn diff(&self, before: &[Range<usize>], after: &[Range<usize>], level: Level) -> Diff {
        let mut input = InternedInput::default();
        input.update_before(before.iter().map(|it| key(&self.old[it.clone()], level)));
        input.update_after(after.iter().map(|it| key(&self.new[it.clone()], level)));
        let algorithm = if before.len().max(after.len()) <= MOST_BY_MINIMAL {
            Algorithm::MyersMinimal
        } else if before.len().min(after.len()) > MOST_BY_HISTOGRAM {
            Algorithm::Myers
        } else {
            Algorithm::Histogram
        };
        Diff::compute(algorithm, &input)
    }

    /// Takes in words that are the same, and what is between two of them as far as it is.
    fn words(
        &mut self,
        old: Range<usize>,
        new: Range<usize>,
        before: &[Range<usize>],
        after: &[Range<usize>],
        diff: &Diff,
    ) {
        let (mut i, mut j) = (0, 0);
        let mut last = (old.start, new.start);
        let ends = [before.len() as u32, after.len() as u32];
        let hunks = diff
            .hunks()
            .map(|it| [it.before.start, it.before.end, it.after.start, it.after.end]);
        for hunk in hunks.chain([[ends[0], ends[0], ends[1], ends[1]]]) {
            let [gone, gone_end, come, come_end] = hunk.map(|it| it as usize);
            for (one, other) in before[i..gone].iter().zip(&after[j..come]) {
                self.between(last.0..one.start, last.1..other.start);
                let (one, other) = (std::slice::from_ref(one), std::slice::from_ref(other));
                self.alike(one, other, Level::Word, true);
                last = (one[0].end, other[0].end);
            }
            (i, j) = (gone_end, come_end);
        }
        self.between(last.0..old.end, last.1..new.end);
    }

    /// What is between two words that are the same in both texts.
    fn between(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        if self.old[old.clone()] == self.new[new.clone()] {
            self.push(old, new, true);
        } else if old.len().max(new.len()) <= MOST_BY_CHARACTER {
            self.compare(old, new, Level::Character);
        }
    }

    /// Takes in pieces that are the same. `at_edge`: whether they touch the edge of what is compared.
    fn alike(&mut self, old: &[Range<usize>], new: &[Range<usize>], level: Level, at_edge: bool) {
        if level == Level::Character && !at_edge && old.len() < LEAST_ALIKE {
            return;
        }
        for (old, new) in old.iter().zip(new) {
            let exact = self.old[old.clone()] == self.new[new.clone()];
            if exact || level == Level::Character {
                self.push(old.clone(), new.clone(), exact);
            } else {
                let finer = if level == Level::Line {
                    Level::Word
                } else {
                    Level::Character
                };
                self.compare(old.clone(), new.clone(), finer);
            }
        }
    }

    /// Looks closer at lines that differ.
    fn lines_differ(&mut self, old: &[Range<usize>], new: &[Range<usize>]) {
        let extent = |them: &[Range<usize>]| Some(them.first()?.start..them.last()?.end);
        let (old, new) = (extent(old), extent(new));
        let empty = || 0..0;
        let pair = (
            old.clone().unwrap_or_else(empty),
            new.clone().unwrap_or_else(empty),
        );
        self.changed.push(pair);
        if let (Some(old), Some(new)) = (old, new) {
            self.compare(old, new, Level::Word);
        }
    }

    fn push(&mut self, old: Range<usize>, new: Range<usize>, exact: bool) {
        match self.blocks.last_mut() {
            Some(last)
                if exact
                    && last.exact
                    && last.old.end == old.start
                    && last.new.end == new.start =>
            {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => self.blocks.push(Block { old, new, exact }),
        }
    }

    /// Lines that are gone here and came there, each once.
    fn pair_moved_lines(&mut self, changed: &[(Range<usize>, Range<usize>)]) {
        let mut there: HashMap<Cow<str>, [Vec<Range<usize>>; 2]> = HashMap::new();
        for (old, new) in changed {
            for (side, text, range) in [(0, self.old, old), (1, self.new, new)] {
                for line in pieces(text, range.clone(), Level::Line) {
                    let words = key(&text[line.clone()], Level::Line);
                    if words.len() >= LEAST_MOVED {
                        there.entry(words).or_default()[side].push(line);
                    }
                }
            }
        }
        let once = |it: [Vec<Range<usize>>; 2]| match it {
            [old, new] if old.len() == 1 && new.len() == 1 => old.into_iter().zip(new).next(),
            _ => None,
        };
        let mut pairs: Vec<_> = there.into_values().filter_map(once).collect();
        pairs.sort_by_key(|it| it.0.start);
        for (old, new) in pairs {
            self.alike(&[old], &[new], Level::Line, true);
        }
    }
}

/// The pieces of a stretch, in order.
fn pieces(text: &str, range: Range<usize>, level: Level) -> Vec<Range<usize>> {
    let start = range.start;
    let part = &text[range];
    let of = |it: &str| {
        let from = it.as_ptr() as usize - part.as_ptr() as usize + start;
        from..from + it.len()
    };
    match level {
        Level::Line => lines(part).into_iter().map(of).collect(),
        Level::Word => words(part)
            .into_iter()
            .map(|it| it.start + start..it.end + start)
            .collect(),
        Level::Character => part.graphemes(true).map(of).collect(),
    }
}

/// Lines, each with those after it that say nothing: such a line is like any other of them.
fn lines(text: &str) -> Vec<&str> {
    let (mut all, mut start, mut end) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        if end > start && line.chars().any(char::is_alphanumeric) {
            all.push(&text[start..end]);
            start = end;
        }
        end += line.len();
    }
    if end > start {
        all.push(&text[start..end]);
    }
    all
}

/// Words: blanks and signs are everywhere, and would bring together what does not belong together.
fn words(text: &str) -> Vec<Range<usize>> {
    let all = text.split_word_bound_indices();
    let words = all.filter(|it| it.1.chars().any(char::is_alphanumeric));
    words.map(|(at, it)| at..at + it.len()).collect()
}

/// What a piece is compared by.
fn key(piece: &str, level: Level) -> Cow<'_, str> {
    match level {
        Level::Line => match even(piece.trim_end()) {
            Cow::Borrowed(it) => Cow::Borrowed(it),
            Cow::Owned(it) => Cow::Owned(it),
        },
        Level::Word | Level::Character => even(piece),
    }
}

/// Blocks that follow one another in both texts without anything between.
pub(super) struct Chain {
    pub old: Range<usize>,
    pub new: Range<usize>,
    pub blocks: Range<usize>,
}

/// Blocks put together that follow one another in both texts.
pub(super) fn chains(blocks: &[Block]) -> Vec<Chain> {
    let mut all: Vec<Chain> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        match all.last_mut() {
            Some(last) if last.old.end == block.old.start && last.new.end == block.new.start => {
                last.old.end = block.old.end;
                last.new.end = block.new.end;
                last.blocks.end = i + 1;
            }
            _ => all.push(Chain {
                old: block.old.clone(),
                new: block.new.clone(),
                blocks: i..i + 1,
            }),
        }
    }
    all
}
