//! Selections: snapping one to words, and moving one of its edges by a word.

use std::ops::Range;

use super::chars::clamp;
use super::grapheme::{grapheme_ceil, grapheme_floor, trim};
use super::{Unit, following, preceding};

/// The range grown to whole words, without the white space at its ends.
/// Punctuation that was selected stays; an empty range stays empty.
pub fn snap(text: &str, range: Range<usize>) -> Range<usize> {
    let selected = trim(text, range);
    if selected.is_empty() {
        let place = grapheme_floor(text, selected.start);
        return place..place;
    }
    let first = word_over(text, selected.start);
    let last = word_over(text, selected.end);
    let start = first.map_or_else(|| grapheme_floor(text, selected.start), |it| it.start);
    let end = last.map_or_else(|| grapheme_ceil(text, selected.end), |it| it.end);
    start..end
}

/// The range with its end moved to the end of the next word.
pub fn grow_end(text: &str, range: Range<usize>) -> Range<usize> {
    let range = inside(text, range);
    let word = following(text, Unit::Word, range.end);
    word.map_or(range.clone(), |it| range.start..it.end)
}

/// The range with its start moved to the start of the word before.
pub fn grow_start(text: &str, range: Range<usize>) -> Range<usize> {
    let range = inside(text, range);
    let word = word_over(text, range.start).or_else(|| preceding(text, Unit::Word, range.start));
    word.map_or(range.clone(), |it| it.start..range.end)
}

/// The range without its last word; the last one left stays.
pub fn shrink_end(text: &str, range: Range<usize>) -> Range<usize> {
    let range = inside(text, range);
    let earlier = text.floor_char_boundary(range.end.saturating_sub(1));
    let word = preceding(text, Unit::Word, earlier).filter(|it| it.end > range.start);
    word.map_or(range.clone(), |it| range.start..it.end)
}

/// The range without its first word; the last one left stays.
pub fn shrink_start(text: &str, range: Range<usize>) -> Range<usize> {
    let range = inside(text, range);
    let word = match following(text, Unit::Word, range.start) {
        Some(it) if it.start <= range.start => following(text, Unit::Word, it.end),
        other => other,
    };
    let word = word.filter(|it| it.start < range.end);
    word.map_or(range.clone(), |it| it.start..range.end)
}

/// The word that starts before byte `pos` and ends after it.
fn word_over(text: &str, pos: usize) -> Option<Range<usize>> {
    following(text, Unit::Word, pos).filter(|it| it.start < pos)
}

fn inside(text: &str, range: Range<usize>) -> Range<usize> {
    let start = clamp(text, range.start);
    start..clamp(text, range.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::super::chars::part;
    use super::*;

    /// Two `|` stand around a range, in the text given and in the one expected.
    #[track_caller]
    fn check(change: fn(&str, Range<usize>) -> Range<usize>, marked: &str, expected: &str) {
        let bars: Vec<_> = marked.match_indices('|').map(|(at, _)| at).collect();
        let text = marked.replace('|', "");
        let range = change(&text, bars[0]..bars[1] - 1);
        let (head, tail) = (
            part(&text, 0..range.start),
            part(&text, range.end..text.len()),
        );
        assert_eq!(
            format!("{head}|{}|{tail}", part(&text, range)),
            expected,
            "from {marked}"
        );
    }

    #[test]
    fn snapping_takes_whole_words() {
        check(snap, "Le pr|ix va bais|ser.", "Le |prix va baisser|.");
        check(snap, "Le |prix| va", "Le |prix| va");
        check(snap, "Le| prix |va", "Le |prix| va");
        check(snap, "Le prix|, va|, dit-il", "Le prix|, va|, dit-il");
        check(snap, "l’aven|ir|", "l’|avenir|");
        check(snap, "l|’aven|ir", "|l’avenir|");
        check(snap, "dit-|il| «\u{A0}o|", "|dit-il| «\u{A0}o");
        check(snap, "voir http://a.|org|/b.", "voir |http://a.org/b|.");
    }

    #[test]
    fn snapping_nothing_gives_nothing() {
        check(snap, "un || mot", "un || mot");
        check(snap, "un m||ot", "un m||ot");
        check(snap, "un|\u{A0}\n |mot", "un||\u{A0}\n mot");
        assert_eq!(snap("e\u{301}", 1..1), 0..0);
        assert_eq!(snap("é", Range { start: 5, end: 3 }), 2..2);
    }

    #[test]
    fn snapping_never_splits_a_grapheme() {
        assert_eq!(snap("!\u{301}", 0..1), 0..3);
        let family = "👨‍👩‍👧";
        assert_eq!(snap(family, 4..11), 0..family.len());
    }

    #[test]
    fn edges_move_by_a_word() {
        check(grow_end, "|Il| part, dit-on.", "|Il part|, dit-on.");
        check(grow_end, "|Il part|, dit-on.", "|Il part, dit-on|.");
        check(grow_end, "|Il pa|rt.", "|Il part|.");
        check(grow_end, "|Il part.|", "|Il part.|");
        check(shrink_end, "|Il part, dit-on|.", "|Il part|, dit-on.");
        check(shrink_end, "|Il part.|", "|Il part|.");
        check(shrink_end, "|Il| part", "|Il| part");
        check(grow_start, "Il part, |dit-on|.", "Il |part, dit-on|.");
        check(grow_start, "Il pa|rt|", "Il |part|");
        check(grow_start, "|Il| part", "|Il| part");
        check(shrink_start, "|Il part|", "Il |part|");
        check(shrink_start, "I|l part|", "Il |part|");
        check(shrink_start, "|«\u{A0}Il part|", "«\u{A0}|Il part|");
        check(shrink_start, "Il |part|.", "Il |part|.");
    }
}
