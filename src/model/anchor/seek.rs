//! Words that a comparison does not find: whole lines taken elsewhere, or the same words in what is new.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{Alignment, Block};
use super::beside::beside;

/// Shorter words, in bytes, are not looked for: they are everywhere.
const LEAST: usize = 8;
/// No more places of one beginning are kept.
const MOST: usize = 64;
/// How much of the surroundings is compared on either side, in bytes.
const AROUND: usize = 32;
/// So many bytes of the same surroundings single a place out.
const FIRM: usize = 16;

/// What came of looking for words.
pub(super) enum Sought {
    Sure(Range<usize>),
    /// The likeliest first.
    Likely(Vec<Range<usize>>),
    Nowhere,
}

/// Looks for the words of many fragments at once.
pub(super) struct Seeker<'a> {
    old: &'a str,
    new: &'a str,
    moved: &'a [Block],
    /// Where in the changed lines of the new text the beginnings of the words stand.
    places: HashMap<[u8; LEAST], Vec<usize>>,
}

impl<'a> Seeker<'a> {
    /// `strays`: the fragments that will be looked for.
    pub fn new(
        old: &'a str,
        new: &'a str,
        alignment: &'a Alignment,
        strays: impl Iterator<Item = Range<usize>>,
    ) -> Self {
        let begins = strays.filter_map(|it| beginning(old.get(it)?));
        let mut places: HashMap<[u8; LEAST], Vec<usize>> =
            begins.map(|it| (it, Vec::new())).collect();
        if !places.is_empty() {
            for (_, range) in &alignment.changed {
                for at in range.clone() {
                    let start = new.as_bytes().get(at..at + LEAST);
                    let known = start.and_then(|it| places.get_mut(it));
                    if let Some(found) = known.filter(|it| it.len() < MOST) {
                        found.push(at);
                    }
                }
            }
        }
        Self {
            old,
            new,
            moved: &alignment.moved,
            places,
        }
    }

    /// Where the words of a fragment stand now. `is_new`: whether nothing else is known to stand at a place.
    pub fn seek(&self, at: &Range<usize>, is_new: impl Fn(&Range<usize>) -> bool) -> Sought {
        if let Some(found) = self.in_moved_lines(at) {
            return Sought::Sure(found);
        }
        let Some(quote) = self.old.get(at.clone()) else {
            return Sought::Nowhere;
        };
        let starts = beginning(quote).and_then(|it| self.places.get(&it));
        let starts = starts.into_iter().flatten().copied();
        let mut found: Vec<(usize, Range<usize>)> = starts
            .filter(|it| self.new[*it..].starts_with(quote))
            .map(|it| it..it + quote.len())
            .map(|it| {
                let same = beside((self.old, at), (self.new, &it), AROUND);
                (same[0] + same[1], it)
            })
            .collect();
        found.sort_by_key(|(common, it)| (std::cmp::Reverse(*common), it.start));
        let next = found.get(1).map_or(0, |it| it.0);
        match found.first() {
            None => Sought::Nowhere,
            Some((common, it)) if *common >= FIRM && *common >= 2 * next && is_new(it) => {
                Sought::Sure(it.clone())
            }
            Some(_) => Sought::Likely(found.into_iter().map(|it| it.1).collect()),
        }
    }

    fn in_moved_lines(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let i = self.moved.partition_point(|it| it.old.end < at.end);
        let block = self.moved.get(i)?;
        let inside = block.exact && block.old.start <= at.start && at.end <= block.old.end;
        let shift = |it: usize| it - block.old.start + block.new.start;
        inside.then(|| shift(at.start)..shift(at.end))
    }
}

/// The places where words stand, from the start on, so many at most.
pub(super) fn all(text: &str, words: &str, most: usize) -> Vec<usize> {
    if words.is_empty() {
        return Vec::new();
    }
    text.match_indices(words)
        .map(|it| it.0)
        .take(most)
        .collect()
}

fn beginning(words: &str) -> Option<[u8; LEAST]> {
    words.as_bytes().first_chunk().copied()
}
