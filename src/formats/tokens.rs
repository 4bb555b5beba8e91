//! Words for formats that hold nothing but words: the words of the text, cut where a span begins or ends
//! inside one, so that no span has to be made longer.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::ops::Range;

use crate::model::segment;

/// A sentence, as its words. What stands between words is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    pub at: Range<usize>,
    pub words: Vec<Range<usize>>,
}

/// The sentences of a text with their words, in bytes. Together the words hold every character that is
/// not blank. Wherever one of `cuts` falls inside a word, the word is cut there; a sentence does not end
/// inside one of `whole`.
pub fn sentences(text: &str, cuts: &BTreeSet<usize>, whole: &[Range<usize>]) -> Vec<Sentence> {
    let mut all: Vec<Sentence> = Vec::new();
    let mut whole = whole.to_vec();
    whole.sort_by_key(|it| it.start);
    let mut reach = 0;
    let mut next = whole.iter().peekable();
    let mut cuts = cuts.iter().copied().peekable();
    for at in stretches(text) {
        let words = words(text, at.clone(), &mut cuts);
        while let Some(span) = next.next_if(|it| it.start < at.start) {
            reach = reach.max(span.end);
        }
        match all.last_mut() {
            Some(last) if reach > at.start => {
                last.at.end = at.end;
                last.words.extend(words);
            }
            _ => all.push(Sentence { at, words }),
        }
    }
    all.retain(|it| !it.words.is_empty());
    all
}

/// Words of a text of `length` bytes, with the blanks between two of them as words of their own where one of
/// `spans` begins or ends among these.
pub fn with_blanks<'a>(
    words: Vec<Range<usize>>,
    length: usize,
    spans: impl Iterator<Item = &'a Range<usize>>,
) -> Vec<Range<usize>> {
    let mut cuts = BTreeSet::new();
    for it in spans {
        if words
            .binary_search_by_key(&it.start, |it| it.start)
            .is_err()
        {
            cuts.insert(it.start);
        }
        if words.binary_search_by_key(&it.end, |it| it.end).is_err() {
            cuts.insert(it.end);
        }
    }
    if cuts.is_empty() {
        return words;
    }
    let mut all = Vec::with_capacity(words.len() + 2 * cuts.len());
    let mut before = 0;
    for word in words.into_iter().chain([length..length]) {
        if before < word.start && cuts.range(before..=word.start).next().is_some() {
            for &cut in cuts.range(before + 1..word.start) {
                all.push(before..cut);
                before = cut;
            }
            all.push(before..word.start);
        }
        before = word.end;
        all.push(word);
    }
    all.pop();
    all
}

/// The sentences, with the signs between them that are no white space but are not seen either: the mark of an
/// order of bytes, a place where a line may end. They go with what stands before them.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = segment::sentences(text).collect();
    let ends: Vec<usize> = all.iter().skip(1).map(|it| it.start).collect();
    let ends = ends.into_iter().chain([text.len()]);
    if all.is_empty() {
        all.push(0..0);
    }
    for (at, end) in all.iter_mut().zip(ends) {
        at.end += text.get(at.end..end).map_or(0, |it| it.trim_end().len());
    }
    if let Some(first) = all.first_mut() {
        let before = text.get(..first.start).unwrap_or_default();
        first.start = before.len() - before.trim_start().len();
    }
    all
}

/// Words and everything else that is not blank, a sign a piece, between two bytes. Takes the cuts up to
/// its end.
fn words(
    text: &str,
    within: Range<usize>,
    cuts: &mut Peekable<impl Iterator<Item = usize>>,
) -> Vec<Range<usize>> {
    let Some(part) = text.get(within.clone()) else {
        return Vec::new();
    };
    let mut pieces = Vec::with_capacity(part.len() / 5);
    let mut from = 0;
    for word in segment::words(part) {
        signs(part, from..word.start, within.start, &mut pieces);
        solid(part, word.clone(), within.start, &mut pieces);
        from = word.end;
    }
    signs(part, from..part.len(), within.start, &mut pieces);
    if cuts.peek().is_none_or(|it| *it >= within.end) {
        return pieces;
    }
    let mut words = Vec::with_capacity(pieces.len() + 8);
    for piece in pieces {
        let mut start = piece.start;
        while let Some(cut) = cuts.next_if(|it| *it < piece.end) {
            if cut > start && text.is_char_boundary(cut) {
                words.push(start..cut);
                start = cut;
            }
        }
        words.push(start..piece.end);
    }
    words
}

/// What stands between words: each sign on its own, no blank.
fn signs(part: &str, at: Range<usize>, shift: usize, pieces: &mut Vec<Range<usize>>) {
    let between = part.get(at.clone()).unwrap_or_default();
    if between.chars().all(char::is_whitespace) {
        return;
    }
    let graphemes = unicode_segmentation::UnicodeSegmentation::grapheme_indices(between, true);
    for (i, grapheme) in graphemes {
        if !grapheme.chars().all(char::is_whitespace) {
            let start = shift + at.start + i;
            solid(
                part,
                start - shift..start - shift + grapheme.len(),
                shift,
                pieces,
            );
        }
    }
}

/// A word without the blanks inside it, such as the narrow ones in a number: a piece between any two.
fn solid(part: &str, at: Range<usize>, shift: usize, pieces: &mut Vec<Range<usize>>) {
    let word = part.get(at.clone()).unwrap_or_default();
    let mut start = None;
    for (i, c) in word.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                pieces.push(shift + at.start + from..shift + at.start + i);
                start = None;
            }
            (false, None) => start = Some(i),
            _ => {}
        }
    }
    if let Some(from) = start {
        pieces.push(shift + at.start + from..shift + at.end);
    }
}

/// The words that a stretch of text covers, if it begins and ends with words: their places in `words`.
pub fn covered(words: &[Range<usize>], at: &Range<usize>) -> Option<Range<usize>> {
    let first = words.partition_point(|it| it.end <= at.start);
    let last = words.partition_point(|it| it.start < at.end);
    (first < last).then_some(first..last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_all_that_is_not_blank() {
        let text =
            "\u{FEFF} L’été : 12\u{202F}000 «\u{A0}oui\u{A0}» 👩‍👩‍👧.\u{200B} Et puis ?\u{FEFF}\n";
        let cuts = BTreeSet::from([1, 2]);
        let sentences = sentences(text, &cuts, &[]);
        let words: Vec<&str> = sentences
            .iter()
            .flat_map(|it| it.words.iter())
            .map(|it| &text[it.clone()])
            .collect();
        let joined: String = words.concat();
        let solid: String = text.chars().filter(|it| !it.is_whitespace()).collect();
        assert_eq!(joined, solid);
        assert!(words.contains(&"12") && words.contains(&"000"), "{words:?}");
        assert!(words.iter().all(|it| !it.contains(char::is_whitespace)));
    }

    #[test]
    fn blanks_are_words_only_where_a_span_begins_or_ends_among_them() {
        let text = " Un  deux trois ";
        let cut = |spans: &[Range<usize>]| {
            let cuts = spans.iter().flat_map(|it| [it.start, it.end]).collect();
            let words = sentences(text, &cuts, &[]).into_iter();
            let words = words.flat_map(|it| it.words).collect();
            let words = with_blanks(words, text.len(), spans.iter()).into_iter();
            words.map(|it| &text[it]).collect::<Vec<_>>()
        };
        assert_eq!(cut(&[1..3, 5..15]), ["Un", "deux", "trois"]);
        assert_eq!(cut(&[1..5]), ["Un", "  ", "deux", "trois"]);
        assert_eq!(cut(&[4..10]), ["Un", " ", " ", "deux", " ", "trois"]);
        assert_eq!(cut(&[0..16]), [" ", "Un", "deux", "trois", " "]);
    }

    #[test]
    fn a_sentence_does_not_end_inside_a_span() {
        let text = "Il pleut. Il neige. Il vente.";
        assert_eq!(sentences(text, &BTreeSet::new(), &[]).len(), 3);
        let joined = sentences(text, &BTreeSet::new(), &[3..12]);
        assert_eq!(joined.len(), 2);
        assert_eq!(covered(&joined[0].words, &(3..12)), Some(1..4));
    }
}
