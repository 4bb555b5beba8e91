//! Text made comparable for finding: case, accents, apostrophes and kinds of space no longer differ.
//! What is stored is never folded.

/// Lower case without accents; `’` as `'`, every white space as a plain space, nothing for what has no width.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut |it| out.push(it));
    }
    out
}

/// What [`fold`] makes of one character.
pub fn fold_char(c: char, take: &mut impl FnMut(char)) {
    if c.is_ascii() {
        let plain = if c.is_ascii_whitespace() { ' ' } else { c };
        return take(plain.to_ascii_lowercase());
    }
    for c in c.to_lowercase() {
        match plain(c).or_else(|| alike(c)) {
            Some(plain) => plain.chars().for_each(&mut *take),
            None if is_combining(c) => {}
            None if c.is_whitespace() => take(' '),
            None => take(c),
        }
    }
}

/// As [`fold_char`], but case and accents still differ; a letter with an accent is that letter, then the accent,
/// in whichever of both ways it is stored.
pub fn even_char(c: char, take: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return take(if c.is_ascii_whitespace() { ' ' } else { c });
    }
    match (alike(c), apart(c)) {
        (Some(plain), _) => plain.chars().for_each(take),
        (None, Some((letter, accent))) => {
            take(letter);
            take(accent);
        }
        (None, None) if c.is_whitespace() => take(' '),
        (None, None) => take(c),
    }
}

/// The accents of letters written with combining marks.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// Another sign for the same thing: as it is typed. Nothing for what is there for line breaks only.
fn alike(c: char) -> Option<&'static str> {
    Some(match c {
        '’' | '‘' | 'ʼ' => "'",
        '\u{2010}' | '\u{2011}' => "-",
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => "",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => return None,
    })
}

/// A lower-case letter without its accent.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ'
        | 'ẫ' | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ'
        | 'ệ' => "e",
        'ğ' | 'ĝ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ỉ' | 'ị' | 'ĩ' => "i",
        'ł' | 'ľ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ'
        | 'ộ' | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' => "o",
        'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ŝ' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' | 'ũ' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử'
        | 'ữ' | 'ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ё' => "е",
        'й' => "и",
        _ => return None,
    })
}

/// A letter and its accent, for those of the western languages.
fn apart(c: char) -> Option<(char, char)> {
    let lower = c.to_lowercase().next()?;
    let accent = match lower {
        'à' | 'è' | 'ì' | 'ò' | 'ù' => '\u{300}',
        'á' | 'é' | 'í' | 'ó' | 'ú' | 'ý' | 'ć' | 'ń' | 'ś' | 'ź' => '\u{301}',
        'â' | 'ê' | 'î' | 'ô' | 'û' | 'ĉ' | 'ŵ' | 'ŷ' => '\u{302}',
        'ã' | 'ñ' | 'õ' => '\u{303}',
        'ā' | 'ē' | 'ī' | 'ō' | 'ū' => '\u{304}',
        'ă' | 'ğ' | 'й' => '\u{306}',
        'ė' | 'ż' => '\u{307}',
        'ä' | 'ë' | 'ï' | 'ö' | 'ü' | 'ÿ' | 'ё' => '\u{308}',
        'å' | 'ů' => '\u{30A}',
        'ő' | 'ű' => '\u{30B}',
        'č' | 'ď' | 'ě' | 'ň' | 'ř' | 'š' | 'ť' | 'ž' => '\u{30C}',
        'ș' | 'ț' => '\u{326}',
        'ç' | 'ş' | 'ţ' => '\u{327}',
        'ą' | 'ę' => '\u{328}',
        _ => return None,
    };
    let letter = plain(lower)?.chars().next()?;
    let cased = if lower == c {
        letter
    } else {
        letter.to_uppercase().next()?
    };
    Some((cased, accent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_apostrophes_and_spaces_no_longer_differ() {
        assert_eq!(
            fold("L’Œuvre\u{A0}: ÉTÉ e\u{301}te\u{301}"),
            "l'oeuvre : ete ete"
        );
        assert_eq!(
            fold("in\u{AD}dicible dix\u{2011}sept ﬁn"),
            "indicible dix-sept fin"
        );
    }

    #[test]
    fn accents_are_the_same_in_both_ways_of_storing_them() {
        let even = |text: &str| {
            let mut out = String::new();
            text.chars()
                .for_each(|c| even_char(c, &mut |it| out.push(it)));
            out
        };
        assert_eq!(even("ÉtÉ\u{A0}ça"), even("E\u{301}tE\u{301} c\u{327}a"));
        assert_ne!(even("été"), even("Été"));
        assert_ne!(even("ou"), even("où"));
    }
}
