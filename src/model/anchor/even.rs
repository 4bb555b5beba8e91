//! Texts made comparable for carrying: how an accent is stored, line ends, runs of white space, kinds of
//! apostrophe and what has no width no longer differ. Case and words do.

use std::borrow::Cow;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::model::fold::even_char;

/// The text without what only its coding makes different. A run of white space is one blank, or two line
/// ends where it parts paragraphs.
pub fn even(text: &str) -> Cow<'_, str> {
    if is_even(text) {
        return Cow::Borrowed(text);
    }
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    let mut out = String::with_capacity(text.len());
    let (mut ends, mut after_return, mut in_blank) = (0, false, false);
    for c in apart.chars() {
        if c.is_whitespace() {
            in_blank = true;
            ends += usize::from(is_line_end(c) && !(c == '\n' && after_return));
            after_return = c == '\r';
            continue;
        }
        let before = out.len();
        if std::mem::take(&mut in_blank) {
            out.push_str(blank(std::mem::take(&mut ends)));
        }
        after_return = false;
        let at = out.len();
        even_char(c, &mut |it| out.push(it));
        if out.len() == at {
            // What has no width does not part two runs of white space.
            in_blank = at > before;
            out.truncate(before);
        }
    }
    if in_blank {
        out.push_str(blank(ends));
    }
    Cow::Owned(out)
}

/// Whether two stretches say the same words.
pub fn alike(one: &str, other: &str) -> bool {
    one == other || even(one) == even(other)
}

fn blank(ends: usize) -> &'static str {
    if ends > 1 { "\n\n" } else { " " }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether there is nothing to even: plain letters with single blanks between.
fn is_even(text: &str) -> bool {
    let mut blank = false;
    text.bytes().all(|it| {
        let doubled = std::mem::replace(&mut blank, it == b' ') && it == b' ';
        (it.is_ascii_graphic() || it == b' ') && !doubled
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coding_does_not_matter_words_do() {
        for (one, other) in [
            ("l’été", "l'e\u{301}te\u{301}"),
            ("a\r\nb", "a\nb"),
            ("a  b", "a\u{A0}b"),
            ("a\r\n\r\nb", "a\n\nb"),
            ("\u{FEFF}a", "a"),
            ("co\u{AD}op", "coop"),
            ("각", "\u{1100}\u{1161}\u{11A8}"),
            ("a \u{200B} b", "a b"),
        ] {
            assert!(alike(one, other), "{one:?} {other:?}");
        }
        for (one, other) in [
            ("a", "A"),
            ("ete", "été"),
            ("a\n\nb", "a\nb"),
            ("ab", "a b"),
        ] {
            assert!(!alike(one, other), "{one:?} {other:?}");
        }
    }
}
