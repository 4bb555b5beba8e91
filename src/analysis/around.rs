//! What stands around a place of a text, in one line: enough to tell it from others like it.

use std::ops::Range;

use crate::model::segment;

/// About so many characters are shown on each side of a hit.
const AROUND: usize = 40;

/// A hit with the words before and after it in its line; `…` where the line goes on.
pub fn around(text: &str, hit: &Range<usize>) -> String {
    let (start, end) = (before(text, hit.start), after(text, hit.end));
    let words = text.get(start..end).unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_line_start = text
        .get(..start)
        .is_none_or(|it| it.is_empty() || it.ends_with(is_line_end));
    let is_line_end = text
        .get(end..)
        .is_none_or(|it| it.is_empty() || it.starts_with(is_line_end));
    let [left, right] = [is_line_start, is_line_end].map(|it| if it { "" } else { "…" });
    format!("{left}{words}{right}")
}

/// Where the words shown before byte `at` begin.
fn before(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or_default();
    let mut chars = head.char_indices().rev().take(AROUND);
    if let Some((line_end, c)) = chars.find(|it| is_line_end(it.1)) {
        return line_end + c.len_utf8();
    }
    let Some((cut, _)) = head.char_indices().rev().nth(AROUND) else {
        return 0;
    };
    let tail = head.get(cut..).unwrap_or_default();
    let blank = tail.find(char::is_whitespace);
    blank.map_or_else(|| segment::grapheme_ceil(text, cut).min(at), |it| cut + it)
}

/// Where the words shown after byte `at` end.
fn after(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    let mut chars = tail.char_indices().take(AROUND);
    if let Some((line_end, _)) = chars.find(|it| is_line_end(it.1)) {
        return at + line_end;
    }
    let Some((cut, _)) = tail.char_indices().nth(AROUND) else {
        return text.len();
    };
    let head = tail.get(..cut).unwrap_or_default();
    let blank = head.rfind(char::is_whitespace);
    blank.map_or_else(
        || segment::grapheme_floor(text, at + cut).max(at),
        |it| at + it,
    )
}

fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::find::{Query, find};

    fn query(words: &str) -> Query {
        Query {
            words: words.to_owned(),
            ..Query::default()
        }
    }

    #[test]
    fn a_hit_is_shown_with_whole_words_of_its_line() {
        let text = "Avant.\r\nEn peu de temps la librairie du coin\u{A0}disparaîtra, dit-on dans tout le quartier, \
            et puis voilà\nAprès.";
        let shown = |words: &str| around(text, &find(text, &query(words))[0]);
        assert_eq!(
            shown("disparaitra"),
            "En peu de temps la librairie du coin disparaîtra, dit-on dans tout le quartier, et puis…"
        );
        assert_eq!(
            shown("voila"),
            "…dit-on dans tout le quartier, et puis voilà"
        );
        assert_eq!(shown("après"), "Après.");
        let long = "é".repeat(400);
        assert_eq!(
            around(&long, &(200..202)).chars().count(),
            40 + 1 + 40 + 1 + 2,
            "cut without blanks: one more before than after, and the dots"
        );
    }

    proptest! {
        #[test]
        fn what_is_around_a_hit_holds_it(text in "[a e\u{301}\n🙂👨‍👩‍👧«»\u{A0}]{0,200}", from in 0_usize..200, len in 0_usize..20) {
            let at = |n: usize| segment::grapheme_floor(&text, n.min(text.len()));
            let hit = at(from)..at(from + len);
            let words: String = text[hit.clone()].split_whitespace().collect();
            let shown: String = around(&text, &hit).split_whitespace().collect();
            prop_assert!(shown.contains(&words));
        }
    }
}
