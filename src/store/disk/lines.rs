//! On which line each record of a RON file stands, for messages. It only follows brackets, strings
//! and comments, so it also serves files that a person edited.

/// The lines, counted from 1, of the elements of the list that is the field `field` of the file's
/// outermost structure.
pub fn record_lines(source: &str, field: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut depth = 0usize;
    // The last word seen at depth 1, and whether the list is the wanted one.
    let (mut word, mut wanted, mut awaiting) = ("", false, false);
    for token in (Tokens {
        source,
        at: 0,
        line: 1,
    }) {
        if wanted && depth == 2 && awaiting && !matches!(token.text, "]" | ",") {
            lines.push(token.line);
            awaiting = false;
        }
        match token.text {
            "(" | "[" | "{" => {
                depth += 1;
                if depth == 2 {
                    wanted = token.text == "[" && word == field;
                    awaiting = true;
                }
            }
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," => awaiting = depth == 2,
            ":" => {}
            other if depth == 1 => word = other,
            _ => {}
        }
    }
    lines
}

struct Token<'a> {
    text: &'a str,
    line: usize,
}

struct Tokens<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.source.get(self.at..)?;
            let length = length_of_token(rest)?;
            let text = rest.get(..length)?;
            let line = self.line;
            self.line += text.matches('\n').count();
            self.at += length;
            if !text.starts_with(|c: char| c.is_whitespace()) && !text.starts_with('/') {
                return Some(Token { text, line });
            }
        }
    }
}

fn length_of_token(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let until = |end: &str, from: usize| {
        let found = rest.get(from..).and_then(|it| it.find(end));
        found.map_or(rest.len(), |it| from + it + end.len())
    };
    Some(match first {
        '"' => until_quote(rest, b'"'),
        '\'' => until_quote(rest, b'\''),
        'r' if rest.starts_with("r\"") || rest.starts_with("r#") => {
            let hashes = rest[1..].bytes().take_while(|it| *it == b'#').count();
            if rest[1 + hashes..].starts_with('"') {
                until(&format!("\"{}", "#".repeat(hashes)), 2 + hashes)
            } else {
                1 + hashes
            }
        }
        '/' if rest.starts_with("//") => until("\n", 0),
        '/' if rest.starts_with("/*") => block_comment(rest),
        c if c.is_alphanumeric() || c == '_' => rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len()),
        c => c.len_utf8(),
    })
}

fn until_quote(rest: &str, quote: u8) -> usize {
    let mut bytes = rest.bytes().enumerate().skip(1);
    while let Some((i, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
        } else if byte == quote {
            return i + 1;
        }
    }
    rest.len()
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(here) = rest.get(at..) {
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            match here.chars().next() {
                Some(c) => at += c.len_utf8(),
                None => break,
            }
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn records_are_found_among_comments_and_strings() {
        let source = "#![enable(implicit_some)]\nA(\n  spans_: [(1)], // spans: [\n  spans: [\n    (a: [1, 2], b: \"[(,\\\"\"), (2),\n\
                      /* ( /* */ */\n    (c: r#\"\"(\n\"#),\n    (d: '('),\n  ],\n  links: [(1)],\n)";
        assert_eq!(record_lines(source, "spans"), [5, 5, 7, 9]);
        assert_eq!(record_lines(source, "links"), [11]);
        assert_eq!(record_lines(source, "none"), [0usize; 0]);
    }

    proptest! {
        #[test]
        fn no_source_makes_it_fail(source in "[(\\[\\])/*#r\"'\\\\,a:é\n ]{0,80}") {
            record_lines(&source, "a");
        }
    }
}
