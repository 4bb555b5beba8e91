//! The words that records stand on, and the parts of words that some of them need.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::tokens;
use super::super::uima::{Cas, Fs, SENTENCE, TOKEN};
use crate::model::text::{Count, Text};

/// The words of a document, in UTF-16, in the order of the text; no two overlap.
#[derive(Debug, Default)]
pub struct Words {
    pub all: Vec<Range<usize>>,
    /// The same in bytes.
    pub bytes: Vec<Range<usize>>,
    /// The words that begin a sentence, with the name of the sentence where it has one.
    pub sentences: Vec<(usize, String)>,
    /// Whether they are ours, not those that came with the document.
    pub ours: bool,
    /// How many of those that came overlap with others.
    pub n_over: usize,
}

/// A word, or a part of one: longer parts come before shorter ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    pub word: usize,
    pub part: Option<(usize, Reverse<usize>)>,
}

impl Words {
    /// The words that came with the document, else those of its text.
    pub fn of(cas: &Cas, text: &Text) -> Self {
        let of = |kind: &'static str| {
            let all = cas.all.iter();
            all.filter(move |it| it.kind == kind && !it.is_ours())
                .filter_map(|it| Some((it, it.begin?..it.end?)))
        };
        let mut came: Vec<Range<usize>> = of(TOKEN).map(|it| it.1).collect();
        came.retain(|it| it.start < it.end);
        let segments = tokens::sentences(text.as_str(), &BTreeSet::new(), &[]);
        let mut words = Self {
            ours: came.is_empty(),
            ..Self::default()
        };
        let mut starts: BTreeMap<usize, String> = BTreeMap::new();
        if words.ours {
            for segment in &segments {
                words.bytes.extend(segment.words.iter().cloned());
            }
        } else {
            came.sort_by_key(|it| (it.start, Reverse(it.end)));
            let n = came.len();
            for it in came {
                if words.all.last().is_none_or(|last| last.end <= it.start) {
                    words.all.push(it);
                }
            }
            words.n_over = n - words.all.len();
            words
                .all
                .retain(|it| match text.to_bytes(it, Count::Utf16) {
                    Some(at) => {
                        words.bytes.push(at);
                        true
                    }
                    None => false,
                });
            let name = |it: &Fs| it.text("id").unwrap_or_default().to_owned();
            starts.extend(of(SENTENCE).map(|(it, at)| (at.start, name(it))));
        }
        if starts.is_empty() {
            let firsts = segments.iter().filter_map(|it| it.words.first());
            let firsts: Vec<Range<usize>> = firsts.cloned().collect();
            let firsts = utf16_of(text.as_str(), &firsts).into_iter();
            starts.extend(firsts.map(|it| (it.start, String::new())));
        }
        if words.ours {
            words.all = utf16_of(text.as_str(), &words.bytes);
        }
        let first = usize::from(words.begin(text));
        words.cut(&starts, first);
        words
    }

    /// What stands before the first word becomes a word where it is more than blanks: nothing else would
    /// tell what it is. Whether it did.
    fn begin(&mut self, text: &Text) -> bool {
        let n = text.count(Count::Utf16);
        let first = self.all.first().map_or(n, |it| it.start);
        let bytes = text.to_bytes(&(0..first), Count::Utf16).unwrap_or(0..0);
        let before = text.get(bytes.clone()).unwrap_or_default();
        let begins = (self.all.is_empty() && n > 0) || before.contains(|it| it != ' ');
        if begins {
            self.all.insert(0, 0..first);
            self.bytes.insert(0, 0..bytes.end);
        }
        begins
    }

    /// A sentence goes from its first word to the next one's; what stands before word `first` belongs to
    /// the sentence of that.
    fn cut(&mut self, starts: &BTreeMap<usize, String>, first: usize) {
        let mut starts = starts.iter().peekable();
        for (i, at) in self.all.iter().enumerate() {
            let mut name = None;
            while let Some(it) = starts.next_if(|it| *it.0 <= at.start) {
                name = Some(it.1.clone());
            }
            match self.sentences.first_mut().filter(|_| i <= first) {
                Some(sentence) => sentence.1 = name.unwrap_or_default(),
                None if i == 0 || name.is_some() => {
                    self.sentences.push((i, name.unwrap_or_default()));
                }
                None => {}
            }
        }
    }

    /// What a place covers: whole words, and parts of the first and the last; one unit at least where there
    /// is any word.
    pub fn units(&self, at: &Range<usize>) -> Vec<Unit> {
        let part = |word: usize, at: Range<usize>| Unit {
            word,
            part: (self.all[word] != at).then_some((at.start, Reverse(at.end))),
        };
        let Some(most) = self.all.len().checked_sub(1) else {
            return Vec::new();
        };
        if at.start == at.end {
            let word = self.all.partition_point(|it| it.end < at.start).min(most);
            let outside = self.all[word].start > at.start;
            return vec![part(word - usize::from(outside && word > 0), at.clone())];
        }
        let first = self.all.partition_point(|it| it.end <= at.start);
        let after = self.all.partition_point(|it| it.start < at.end);
        if first + 1 >= after {
            let word = if first < after {
                first
            } else {
                after.max(1) - 1
            };
            return vec![part(word, at.clone())];
        }
        let last = after - 1;
        let mut units = Vec::with_capacity(after - first);
        units.push(part(first, at.start..self.all[first].end));
        units.extend((first + 1..last).map(|word| Unit { word, part: None }));
        units.push(part(last, self.all[last].start..at.end));
        units
    }

    /// In UTF-16.
    pub fn place(&self, unit: Unit) -> Range<usize> {
        match unit.part {
            Some((start, Reverse(end))) => start..end,
            None => self.all[unit.word].clone(),
        }
    }
}

/// Rising places in bytes as places in UTF-16, in one walk through the text.
fn utf16_of(text: &str, bytes: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut at, mut n) = (0, 0);
    let mut walk = |to: usize| {
        let part = text.get(at..to).unwrap_or_default();
        n += part.chars().map(char::len_utf16).sum::<usize>();
        at = to;
        n
    };
    let place = |it: &Range<usize>| walk(it.start)..walk(it.end);
    bytes.iter().map(place).collect()
}

/// The names of units: `2-3` is the third word of the second sentence, `2-3.1` its first part.
#[derive(Debug, Default)]
pub struct Names {
    words: Vec<(usize, usize)>,
    parts: BTreeMap<Unit, usize>,
}

impl Names {
    /// Names the words, and the parts in their order.
    pub fn of(words: &Words, parts: impl Iterator<Item = Unit>) -> Self {
        let mut names = Self::default();
        let mut starts = words.sentences.iter().map(|it| it.0).peekable();
        let (mut sentence, mut n) = (0, 0);
        for i in 0..words.all.len() {
            if starts.next_if_eq(&i).is_some() {
                (sentence, n) = (sentence + 1, 0);
            }
            n += 1;
            names.words.push((sentence, n));
        }
        let (mut word, mut n) = (usize::MAX, 0);
        for unit in parts {
            n = if unit.word == word { n + 1 } else { 1 };
            word = unit.word;
            names.parts.insert(unit, n);
        }
        names
    }

    pub fn get(&self, unit: Unit) -> String {
        let mut name = String::new();
        self.push(unit, &mut name);
        name
    }

    /// Adds the name of a unit.
    pub fn push(&self, unit: Unit, out: &mut String) {
        let (sentence, word) = self.words.get(unit.word).copied().unwrap_or_default();
        out.push_str(&format!("{sentence}-{word}"));
        if let Some(part) = self.parts.get(&unit).filter(|_| unit.part.is_some()) {
            out.push_str(&format!(".{part}"));
        }
    }
}
