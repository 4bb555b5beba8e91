//! Names and notes as they may be shown: what would move the other letters about, or do something to a
//! terminal, is seen instead of done.

use std::borrow::Cow;

/// The text with control characters, and those that turn the direction of what follows, written as
/// `[U+202E]`. Line ends, tabs and the marks that right-to-left words need stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some((at, _)) = text.char_indices().find(|(at, c)| is_hidden(*c, text, *at)) else {
        return Cow::Borrowed(text);
    };
    let (plain, rest) = text.split_at(at);
    let mut out = plain.to_owned();
    for (i, c) in rest.char_indices() {
        if is_hidden(c, rest, i) {
            out += &format!("[U+{:04X}]", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_hidden(c: char, text: &str, at: usize) -> bool {
    match c {
        '\n' | '\t' => false,
        // Part of a line end; alone it goes back over what was written.
        '\r' => !text.get(at + 1..).is_some_and(|it| it.starts_with('\n')),
        // Directions; lines and paragraphs that only some programs see; letters that none does.
        '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_seen_and_words_stay() {
        for plain in ["L’été\r\n\tà Québec", "שלום\u{200F}!", "👩\u{200D}🔬", ""] {
            assert_eq!(visible(plain), plain);
        }
        assert_eq!(visible("facture\u{202E}fdp.exe"), "facture[U+202E]fdp.exe");
        assert_eq!(
            visible("a\u{1b}]0;x\u{7}b\rc\u{85}"),
            "a[U+001B]]0;x[U+0007]b[U+000D]c[U+0085]"
        );
        assert_eq!(
            visible("\u{2066}a\u{2069}\u{E0041}"),
            "[U+2066]a[U+2069][U+E0041]"
        );
    }
}
