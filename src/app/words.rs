//! Counts the words of a text as the header shows them: what stands between blanks.

/// How many words a text has; quickly, because it may be a whole library.
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut at, mut in_word) = (0, 0, false);
    while let Some(&byte) = bytes.get(at) {
        let blank = match byte {
            b' ' | b'\t'..=b'\r' => 1,
            0xc2 | 0xe1..=0xe3 => blank_at(bytes.get(at..).unwrap_or_default()),
            _ => 0,
        };
        let begins = blank == 0 && !in_word;
        count += usize::from(begins);
        in_word = blank == 0;
        at += blank.max(1);
    }
    count
}

/// Bytes of the blank outside ASCII that a text begins with, 0 if none.
fn blank_at(bytes: &[u8]) -> usize {
    match bytes {
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::count;
    use proptest::prelude::*;

    #[test]
    fn every_blank_parts_words() {
        for c in ('\0'..=char::MAX).filter(|it| it.is_whitespace()) {
            assert_eq!(count(&format!("a{c}b")), 2, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_counted_as_ever(text in "[a-zé漢👩\u{a0}\u{202f}\u{3000}\u{2028}\u{85}\u{2060} \\t\\n]{0,60}") {
            prop_assert_eq!(count(&text), text.split_whitespace().count());
        }
    }
}
