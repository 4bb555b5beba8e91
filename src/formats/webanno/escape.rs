//! How values and texts are written so that they stay in their cell, and on their line.

use std::borrow::Cow;

/// A value as a cell holds it; and whether a line end in it had to become another one.
pub fn value(text: &str) -> (Cow<'_, str>, bool) {
    let odd = |it: char| {
        matches!(
            it,
            '\\' | '[' | ']' | '|' | '_' | ';' | '\t' | '\n' | '\r' | '*'
        )
    };
    if !text.contains(odd) && !text.contains("->") {
        return (text.into(), false);
    }
    let changed = text.contains('\r');
    let text = if changed {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        match it {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '-' if rest.peek() == Some(&'>') => out.push_str("\\-"),
            it if odd(it) => out.extend(['\\', it]),
            it => out.push(it),
        }
    }
    (out.into(), changed)
}

/// What [`value`] has written.
pub fn plain_value(cell: &str) -> String {
    unescaped(cell, |it| match it {
        't' => Some('\t'),
        'n' => Some('\n'),
        '\\' | '[' | ']' | '|' | '_' | ';' | '*' | '-' => Some(it),
        _ => None,
    })
}

/// A line of the text.
pub fn text(line: &str) -> Cow<'_, str> {
    if !line.contains(|it: char| it == '\\' || it < ' ') {
        return line.into();
    }
    let mut out = String::with_capacity(line.len() + 8);
    for it in line.chars() {
        match it {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{C}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            it if it == '\\' || it < ' ' => out.extend(['\\', it]),
            it => out.push(it),
        }
    }
    out.into()
}

/// What [`text`] has written.
pub fn plain_text(line: &str) -> String {
    unescaped(line, |it| match it {
        't' => Some('\t'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        'f' => Some('\u{C}'),
        'b' => Some('\u{8}'),
        it => (it == '\\' || it < ' ').then_some(it),
    })
}

/// A backslash before a sign that needs none stays.
fn unescaped(cell: &str, known: impl Fn(char) -> Option<char>) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell.chars().peekable();
    while let Some(it) = rest.next() {
        let meant = rest.peek().copied().filter(|_| it == '\\').and_then(&known);
        match meant {
            Some(meant) => {
                rest.next();
                out.push(meant);
            }
            None => out.push(it),
        }
    }
    out
}

/// A cell cut wherever `sign` stands and no backslash is before it.
pub fn split(cell: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (i, it) in cell.char_indices() {
        if escaped {
            escaped = false;
        } else if it == '\\' {
            escaped = true;
        } else if it == sign {
            parts.push(&cell[start..i]);
            start = i + it.len_utf8();
        }
    }
    parts.push(&cell[start..]);
    parts
}

/// A value and the number in brackets after it, such as of `PER[3]`.
pub fn numbered(cell: &str) -> (&str, Option<u64>) {
    let found = cell.strip_suffix(']').and_then(|it| {
        let (before, digits) = it.rsplit_once('[')?;
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let number = digits.parse().ok()?;
        (backslashes % 2 == 0).then_some((before, number))
    });
    found.map_or((cell, None), |(before, number)| (before, Some(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        for it in [
            "", "_", "*", "a|b;c[1]", "x->y-", "\\", "a\\", "t\\t\t\n", "🙂_é",
        ] {
            let (cell, changed) = value(it);
            assert_eq!((plain_value(&cell).as_str(), changed), (it, false));
            assert_eq!(split(&format!("{cell}[2]|{cell}"), '|').len(), 2, "{cell}");
            let cell = format!("{cell}[7]");
            let (bare, n) = numbered(&cell);
            assert_eq!((plain_value(bare).as_str(), n), (it, Some(7)));
        }
        assert_eq!(value("a\r\nb"), ("a\\nb".into(), true));
        assert_eq!(numbered("a\\[1]").1, None);
    }

    #[test]
    fn texts_come_back() {
        for it in ["", "a\\tb", "\t\r\u{8}\u{C}\u{1}", "\u{2028}é"] {
            let line = text(it);
            assert!(!line.contains(['\r', '\n', '\t']));
            assert_eq!(plain_text(&line), it);
        }
    }
}
