//! What stands beside words: whether it is the same in two texts, and whether the words end there.

use std::ops::Range;

/// How many bytes are the same before and after two ranges, up to `most` on either side.
pub(super) fn beside(
    (old, at): (&str, &Range<usize>),
    (new, there): (&str, &Range<usize>),
    most: usize,
) -> [usize; 2] {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let before = a[..at.start]
        .iter()
        .rev()
        .zip(b[..there.start].iter().rev());
    let after = a[at.end..].iter().zip(&b[there.end..]);
    [same(before.take(most)), same(after.take(most))]
}

/// How many pairs from the first on are of the same.
pub(super) fn same<T: PartialEq>(pairs: impl Iterator<Item = (T, T)>) -> usize {
    pairs.take_while(|it| it.0 == it.1).count()
}

/// Where the words of a range stand in `near` of a text, if only once. Words that are whole in their own text
/// are looked for as whole words: `fall` is not in `fallen`.
pub(super) fn only(
    (own, at): (&str, &Range<usize>),
    (text, near): (&str, &Range<usize>),
) -> Option<usize> {
    let words = own.get(at.clone()).filter(|it| !it.is_empty())?;
    let is_such = |it: &usize| is_as_whole((own, at), (text, &(*it..*it + words.len())));
    let mut found = text
        .get(near.clone())?
        .match_indices(words)
        .map(|it| near.start + it.0)
        .filter(is_such);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether words end at a range where they ended at their own.
pub(super) fn is_as_whole(
    (own, at): (&str, &Range<usize>),
    (text, there): (&str, &Range<usize>),
) -> bool {
    if text.get(there.clone()).is_none() {
        return false;
    }
    let (own, found) = (ends(own, at), ends(text, there));
    (found[0] || !own[0]) && (found[1] || !own[1])
}

/// Whether no word goes on before and after a range.
fn ends(text: &str, at: &Range<usize>) -> [bool; 2] {
    let goes_on = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let inside = &text[at.clone()];
    [
        !goes_on(text[..at.start].chars().next_back(), inside.chars().next()),
        !goes_on(inside.chars().next_back(), text[at.end..].chars().next()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_looked_for_as_such() {
        let only_in = |own: &str, words: &str, text: &str| {
            let start = own.find(words).unwrap();
            only(
                (own, &(start..start + words.len())),
                (text, &(0..text.len())),
            )
        };
        assert_eq!(only_in("a1 b", "a1", "a10 a1 b1a1"), Some(4));
        assert_eq!(only_in("a1 b", "a1", "a1 a1"), None);
        assert_eq!(only_in("a10", "a1", "a10 a1"), None, "it was no whole word");
        assert_eq!(only_in("x", "x", "y"), None);
    }
}
