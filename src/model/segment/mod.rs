//! The units a caret moves by: graphemes, words, clauses, sentences and paragraphs, in any language,
//! French first. Positions are bytes. Every unit is found from its neighbourhood alone, so a question
//! about a text of many megabytes, even on one line, costs no more than one about a short text;
//! and every walk, from wherever it starts, meets the same units.

mod abbreviation;
mod address;
mod bracket;
mod chars;
mod clause;
mod conjunction;
mod cuts;
mod edges;
mod grapheme;
mod paragraph;
mod sentence;
mod word;

#[cfg(test)]
mod properties;

use std::iter;
use std::ops::Range;

pub use edges::{grow_end, grow_start, shrink_end, shrink_start, snap};
pub use grapheme::{grapheme_ceil, grapheme_floor, trim};

/// What a caret moves by, from small to large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// An extended grapheme cluster; the end of a line is one too.
    Character,
    /// A word without punctuation.
    Word,
    /// A part of a sentence between commas, brackets and conjunctions, without these.
    Clause,
    /// A sentence with its full stop.
    Sentence,
    /// A line that is not blank.
    Paragraph,
}

impl Unit {
    /// All units, from small to large.
    pub const ALL: [Self; 5] = [
        Self::Character,
        Self::Word,
        Self::Clause,
        Self::Sentence,
        Self::Paragraph,
    ];

    /// The next smaller unit; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        match self {
            Self::Character | Self::Word => Self::Character,
            Self::Clause => Self::Word,
            Self::Sentence => Self::Clause,
            Self::Paragraph => Self::Sentence,
        }
    }

    /// The next larger unit; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        match self {
            Self::Character => Self::Word,
            Self::Word => Self::Clause,
            Self::Clause => Self::Sentence,
            Self::Sentence | Self::Paragraph => Self::Paragraph,
        }
    }
}

/// The unit at byte `pos`. Between units: the one that follows on the same line, else the one before,
/// else the first one. Empty, at `pos`, in a text without any.
pub fn at(text: &str, unit: Unit, pos: usize) -> Range<usize> {
    let pos = chars::clamp(text, pos);
    let following = following(text, unit, pos);
    let on_line =
        |it: &Range<usize>| !chars::part(text, pos..it.start).contains(chars::is_line_end);
    match following.clone().filter(on_line) {
        Some(found) => found,
        None => preceding(text, unit, pos).or(following).unwrap_or(pos..pos),
    }
}

/// The first unit that starts after the unit at byte `pos`.
pub fn next(text: &str, unit: Unit, pos: usize) -> Option<Range<usize>> {
    following(text, unit, at(text, unit, pos).end)
}

/// The last unit that ends before the unit at byte `pos`, or where that starts.
pub fn previous(text: &str, unit: Unit, pos: usize) -> Option<Range<usize>> {
    preceding(text, unit, at(text, unit, pos).start)
}

/// All units of the text in order.
pub fn units(text: &str, unit: Unit) -> impl Iterator<Item = Range<usize>> {
    let first = region(text, unit, 0);
    iter::successors(Some(first), move |last| {
        (last.end < text.len()).then(|| last.end..region_end(text, unit, last.end))
    })
    .flat_map(move |it| units_in(text, unit, it))
}

/// The words of the text in order.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    word::all(text)
}

/// The sentences of the text in order, without the white space around them.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    units(text, Unit::Sentence)
}

/// The lines of the text in order, without blank ones and without the white space around them.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    units(text, Unit::Paragraph)
}

/// The first unit that ends after `pos`, a border of a character.
fn following(text: &str, unit: Unit, pos: usize) -> Option<Range<usize>> {
    let mut here = region(text, unit, pos);
    while !here.is_empty() {
        let found = units_in(text, unit, here.clone())
            .into_iter()
            .find(|it| it.end > pos);
        if found.is_some() {
            return found;
        }
        here = here.end..region_end(text, unit, here.end);
    }
    None
}

/// The last unit that ends at `pos`, a border of a character, or before it.
fn preceding(text: &str, unit: Unit, pos: usize) -> Option<Range<usize>> {
    let mut upto = pos;
    while upto > 0 {
        let here = region(text, unit, text.floor_char_boundary(upto - 1));
        let found = units_in(text, unit, here.clone())
            .into_iter()
            .rev()
            .find(|it| it.end <= pos);
        if found.is_some() {
            return found;
        }
        upto = here.start;
    }
    None
}

/// The stretch around `pos` that no unit reaches out of; empty at the end of the text only.
fn region(text: &str, unit: Unit, pos: usize) -> Range<usize> {
    match unit {
        Unit::Character => grapheme::around(text, pos),
        Unit::Word => word::REGIONS.around(text, pos),
        Unit::Clause | Unit::Sentence => sentence::REGIONS.around(text, pos),
        Unit::Paragraph => paragraph::around(text, pos),
    }
}

/// Where the region that starts at `start` ends.
fn region_end(text: &str, unit: Unit, start: usize) -> usize {
    match unit {
        Unit::Word => word::REGIONS.after(text, start),
        Unit::Clause | Unit::Sentence => sentence::REGIONS.after(text, start),
        Unit::Character | Unit::Paragraph => region(text, unit, start).end,
    }
}

fn units_in(text: &str, unit: Unit, region: Range<usize>) -> Vec<Range<usize>> {
    match unit {
        Unit::Character => whole(region),
        Unit::Word => word::within(text, region),
        Unit::Clause => whole(trim(text, region))
            .into_iter()
            .flat_map(|it| clause::within(text, it))
            .collect(),
        Unit::Sentence | Unit::Paragraph => whole(trim(text, region)),
    }
}

fn whole(range: Range<usize>) -> Vec<Range<usize>> {
    iter::once(range).filter(|it| !it.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unit at `‸`, which is taken out of the text.
    #[track_caller]
    fn check(unit: Unit, marked: &str, expected: &str) {
        let (pos, text) = caret(marked);
        assert_eq!(
            chars::part(&text, at(&text, unit, pos)),
            expected,
            "{unit:?} at {marked}"
        );
    }

    fn caret(marked: &str) -> (usize, String) {
        (
            marked.find('‸').unwrap_or_default(),
            marked.replace('‸', ""),
        )
    }

    #[test]
    fn units_are_ordered_and_saturate() {
        assert!(Unit::ALL.is_sorted());
        assert_eq!(Unit::ALL.map(Unit::larger)[..4], Unit::ALL[1..]);
        assert_eq!(Unit::ALL.map(Unit::smaller)[1..], Unit::ALL[..4]);
        assert_eq!(Unit::Character.smaller(), Unit::Character);
        assert_eq!(Unit::Paragraph.larger(), Unit::Paragraph);
    }

    #[test]
    fn the_unit_at_a_place() {
        let text = "Il part. Si l’hiver re‸vient, nous resterons.\n\nFin.";
        check(Unit::Character, text, "v");
        check(Unit::Word, text, "revient");
        check(Unit::Clause, text, "Si l’hiver revient");
        check(Unit::Sentence, text, "Si l’hiver revient, nous resterons.");
        check(
            Unit::Paragraph,
            text,
            "Il part. Si l’hiver revient, nous resterons.",
        );
    }

    #[test]
    fn between_units_the_next_on_the_line_else_the_one_before() {
        check(Unit::Word, "un ‸ deux", "deux");
        check(Unit::Word, "un‸, deux", "deux");
        check(Unit::Word, "un deux‸ !\ntrois", "deux");
        check(Unit::Word, "un\n‸\ndeux", "un");
        check(Unit::Word, "‸\n\nun", "un");
        check(Unit::Word, "un.‸", "un");
        check(Unit::Sentence, "Un.‸ Deux.", "Deux.");
        check(Unit::Sentence, "Un.‸\nDeux.", "Un.");
        check(Unit::Paragraph, "un\r‸\ndeux", "un");
        check(Unit::Paragraph, "un\r\n‸deux", "deux");
        check(Unit::Character, "un‸", "n");
        check(Unit::Word, " … ‸", "");
    }

    #[test]
    fn next_and_previous() {
        let (pos, text) = caret("Un. D‸eux, trois.\n\nQuatre.");
        let shown = |range: Option<Range<usize>>| range.map(|it| chars::part(&text, it).to_owned());
        let moved = |unit| {
            (
                shown(previous(&text, unit, pos)),
                shown(next(&text, unit, pos)),
            )
        };
        let pair = |left: &str, right: &str| (Some(left.to_owned()), Some(right.to_owned()));
        assert_eq!(moved(Unit::Character), pair("D", "u").clone());
        assert_eq!(moved(Unit::Word), pair("Un", "trois"));
        assert_eq!(moved(Unit::Clause), pair("Un", "trois"));
        assert_eq!(moved(Unit::Sentence), pair("Un.", "Quatre."));
        assert_eq!(moved(Unit::Paragraph), (None, Some("Quatre.".to_owned())));
    }

    #[test]
    fn any_position_is_answered() {
        for unit in Unit::ALL {
            assert_eq!(at("", unit, 7), 0..0);
            assert_eq!(next("", unit, 7), None);
            assert_eq!(previous("", unit, 7), None);
            assert_eq!(at("é", unit, 1), 0..2);
            assert_eq!(at("é", unit, 999), 0..2);
        }
    }
}
