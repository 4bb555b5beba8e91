//! What single characters are to the segmenter: blank, line end, quote, full stop.
//! Nothing here looks further than one character or one short word.

use std::ops::Range;

/// What ends a line: `\n`, `\r`, U+0085, U+2028, U+2029.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What stands between words: white space of any width, the byte order mark, U+200B.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// What is cut off at both ends of a unit: separators and all other characters of no width.
pub(super) fn is_blank(c: char) -> bool {
    is_separator(c) || matches!(c, '\u{200C}'..='\u{200F}' | '\u{2060}' | '\u{180E}')
}

/// The typographic and the typewriter apostrophe, and the modifier letter that looks the same.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Pictures that stand for a word. Ranges of the standard, rounded outwards.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{231A}'..='\u{231B}'
        | '\u{23E9}'..='\u{23FA}'
        | '\u{2B50}' | '\u{2B55}' | '\u{3297}' | '\u{3299}')
}

/// Ends a sentence where white space follows.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‥' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥' | '։'
    ) || is_wide_terminator(c)
}

/// Ends a sentence even if no white space follows.
pub(super) fn is_wide_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Can follow the full stop and still belong to the sentence.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '”' | '“' | '’' | '‘' | '"' | '\'') || is_spaced_closer(c) || is_wide_closer(c)
}

/// Closers that may have a space before them.
pub(super) fn is_spaced_closer(c: char) -> bool {
    matches!(c, '»' | '›' | ')' | ']' | '}')
}

fn is_wide_closer(c: char) -> bool {
    matches!(c, '」' | '』' | '）' | '】' | '》' | '〉')
}

/// Quotation marks that open, and never close, in French and English.
pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(c, '«' | '‹' | '“' | '‘' | '„' | '「' | '『')
}

/// Scripts written without spaces: a word may begin and end at each of these.
pub(super) fn is_unspaced(c: char) -> bool {
    is_wide_terminator(c)
        || matches!(c,
            '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{20000}'..='\u{3FFFD}'
            | '\u{3041}'..='\u{3096}'
            | '、' | '，')
}

/// Lower case, typographic apostrophe, and the accents of French composed: what word lists hold.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match folded.pop() {
            Some(base) => match composed(base, c) {
                Some(letter) => folded.push(letter),
                None => folded.extend([base, plain(c)]),
            },
            None => folded.push(plain(c)),
        }
    }
    folded
}

fn plain(c: char) -> char {
    if is_apostrophe(c) { '’' } else { c }
}

fn composed(base: char, mark: char) -> Option<char> {
    Some(match (base, mark) {
        ('a', '\u{300}') => 'à',
        ('a', '\u{302}') => 'â',
        ('c', '\u{327}') => 'ç',
        ('e', '\u{300}') => 'è',
        ('e', '\u{301}') => 'é',
        ('e', '\u{302}') => 'ê',
        ('e', '\u{308}') => 'ë',
        ('i', '\u{302}') => 'î',
        ('i', '\u{308}') => 'ï',
        ('o', '\u{302}') => 'ô',
        ('u', '\u{300}') => 'ù',
        ('u', '\u{302}') => 'û',
        _ => return None,
    })
}

/// The part of a text at `range` (bytes); empty where the range is not one of this text.
pub(super) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The character that ends at byte `pos`.
pub(super) fn before(text: &str, pos: usize) -> Option<char> {
    part(text, 0..pos).chars().next_back()
}

/// The character that starts at byte `pos`.
pub(super) fn after(text: &str, pos: usize) -> Option<char> {
    part(text, pos..text.len()).chars().next()
}

/// Byte `pos`, moved back into the text and to the border of a character.
pub(super) fn clamp(text: &str, pos: usize) -> usize {
    text.floor_char_boundary(pos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_accents_apostrophes_and_case_equal() {
        assert_eq!(fold("ME\u{302}ME"), "même");
        assert_eq!(fold("Qu'"), "qu’");
        assert_eq!(fold("Où"), fold("Ou\u{300}"));
        assert_ne!(fold("où"), fold("ou"));
    }

    #[test]
    fn clamping_goes_back_to_a_character() {
        assert_eq!(clamp("é", 1), 0);
        assert_eq!(clamp("é", 99), 2);
    }
}
