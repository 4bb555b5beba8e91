//! The quotation marks of a table: where they open and close.

/// What was seen of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quotes {
    /// A backslash stands before those that are in a cell.
    pub escaped: bool,
    /// After one that closes there is more in the cell.
    pub is_broken: bool,
    /// A cell goes on after what would end it.
    pub goes_on: bool,
    /// The line of one that is never closed.
    pub unclosed: Option<usize>,
}

impl Quotes {
    pub fn of(text: &str, sign: u8) -> Self {
        let mut found = Self::default();
        let bytes = text.as_bytes();
        let ends = |it: Option<&u8>| it.is_none_or(|it| *it == sign || is_line_end(*it));
        let (mut at, mut begins) = (0, true);
        while let Some(&byte) = bytes.get(at) {
            if byte == b'"' && begins {
                let Some(close) = found.close(bytes, at + 1, sign, ends) else {
                    let before = text.get(..at).unwrap_or_default();
                    let n = before.matches('\n').count();
                    found.unclosed = Some(n + 1);
                    return found;
                };
                at = close;
            }
            begins = byte != b'"' && ends(Some(&byte));
            at += 1;
        }
        found
    }

    /// Where what opened before `from` is closed.
    fn close(
        &mut self,
        bytes: &[u8],
        from: usize,
        sign: u8,
        ends: impl Fn(Option<&u8>) -> bool,
    ) -> Option<usize> {
        let mut at = from;
        loop {
            let byte = *bytes.get(at)?;
            if byte == sign || is_line_end(byte) {
                self.goes_on = true;
            } else if byte == b'"' {
                let next = bytes.get(at + 1);
                if ends(next) {
                    return Some(at);
                }
                if next == Some(&b'"') {
                    at += 1;
                } else if bytes.get(at.wrapping_sub(1)) == Some(&b'\\') {
                    self.escaped = true;
                } else {
                    self.is_broken = true;
                    return Some(at);
                }
            }
            at += 1;
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether the lines of a table are all as long as the first, its marks being signs as any other.
pub(super) fn are_even(text: &str, sign: u8) -> bool {
    let lines = text.lines().filter(|it| !it.is_empty());
    let mut lengths = lines.map(|it| it.bytes().filter(|it| *it == sign).count());
    let Some(first) = lengths.next() else {
        return true;
    };
    lengths.all(|it| it == first)
}

/// The same with marks doubled that have a backslash before them.
pub(super) fn unescaped(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            all.push(sign);
            continue;
        }
        let next = signs.clone().next();
        match next {
            Some('"') => all.push_str("\"\""),
            Some('\\') => all.push('\\'),
            _ => {
                all.push('\\');
                continue;
            }
        }
        signs.next();
    }
    all
}
