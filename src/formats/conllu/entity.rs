//! Spans in the last column, as `CorefUD` has them: `(e1-PER`, `e1)`, `(e2-LOC)`, and in parts `e3[1/2]`.

use std::borrow::Cow;
use std::ops::Range;

/// A span read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub id: String,
    pub label: String,
    pub at: Vec<Range<usize>>,
}

/// What the parts of an entity are, as a file says in `# global.Entity`.
pub fn fields(source: &str) -> Option<&str> {
    const NAME: &str = "# global.Entity = ";
    let at = source.find(NAME)? + NAME.len();
    source.get(at..)?.lines().next().map(str::trim)
}

/// The place of a part: the first is the id, the second the label, where a file does not say.
fn place(fields: &str, name: &str, usual: usize) -> usize {
    let place = fields.split('-').position(|it| it == name);
    place.unwrap_or(usual)
}

/// The opening of a span without its bracket.
pub fn opening(id: &str, label: &str, fields: &str) -> String {
    let n = if fields.is_empty() {
        2
    } else {
        fields.split('-').count()
    };
    let mut parts = vec![Cow::Borrowed(""); n.max(2)];
    let (eid, etype) = (place(fields, "eid", 0), place(fields, "etype", 1));
    if let Some(part) = parts.get_mut(etype) {
        *part = escaped(label);
    }
    if let Some(part) = parts.get_mut(eid) {
        *part = Cow::Borrowed(id);
    }
    parts.join("-")
}

/// Spans that have begun and not ended.
#[derive(Debug, Default)]
pub struct Open {
    open: Vec<(String, Mention)>,
    /// In the order of their beginnings.
    done: Vec<Mention>,
}

impl Open {
    /// Takes what a word says.
    pub fn take(&mut self, value: &str, fields: &str, at: &Range<usize>) {
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let end = opened.find(['(', ')']).unwrap_or(opened.len());
                self.begin(&opened[..end], fields, at);
                rest = &opened[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    self.end(None, at);
                    rest = after;
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                self.end(Some(&rest[..end]), at);
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }

    fn begin(&mut self, head: &str, fields: &str, at: &Range<usize>) {
        let part = |name, usual| head.split('-').nth(place(fields, name, usual));
        let key = part("eid", 0).unwrap_or(head);
        let label = part("etype", 1).filter(|it| !it.is_empty()).unwrap_or(key);
        self.open.push((
            key.to_owned(),
            Mention {
                id: key.split('[').next().unwrap_or(key).to_owned(),
                label: unescaped(label).into_owned(),
                at: vec![at.clone()],
            },
        ));
    }

    /// Ends the span of this key, or the last one.
    fn end(&mut self, key: Option<&str>, at: &Range<usize>) {
        let place = match key {
            Some(key) => self.open.iter().rposition(|it| it.0 == key),
            None => self.open.len().checked_sub(1),
        };
        let Some(place) = place else { return };
        let (key, mut mention) = self.open.remove(place);
        if let Some(last) = mention.at.last_mut() {
            last.end = last.end.max(at.end);
        }
        if mention.at.iter().any(Range::is_empty) {
            return;
        }
        let later = key
            .split_once('[')
            .is_some_and(|it| !it.1.starts_with("1/"));
        let known = self.done.iter_mut().rev().take(FAR);
        let known = known.filter(|_| later).find(|it| it.id == mention.id);
        match known {
            Some(known) => known.at.extend(mention.at),
            None => self.done.push(mention),
        }
    }

    /// All that have ended.
    pub fn finished(self) -> Vec<Mention> {
        self.done
    }
}

/// How many spans may have ended since the first part of one.
const FAR: usize = 1000;

fn is_sign(c: char) -> bool {
    matches!(c, '%' | '|' | '-' | '(' | ')' | '[' | ']' | '=' | '\u{A0}')
        || c.is_whitespace()
        || c.is_control()
}

fn escaped(label: &str) -> Cow<'_, str> {
    if !label.contains(is_sign) {
        return Cow::Borrowed(label);
    }
    let mut out = String::new();
    for c in label.chars() {
        if is_sign(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn unescaped(label: &str) -> Cow<'_, str> {
    if !label.contains('%') {
        return Cow::Borrowed(label);
    }
    let mut bytes = Vec::with_capacity(label.len());
    let mut rest = label.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let code = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(label), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest_cross_and_come_in_parts() {
        let mut open = Open::default();
        let words = ["(e1-A(e2-B)", "(e3[1/2]-C)", "e1)", "(e3[2/2]-C)"];
        for (i, word) in words.iter().enumerate() {
            open.take(word, "", &(2 * i..2 * i + 1));
        }
        let told: Vec<_> = open.finished();
        let told: Vec<(&str, &str, usize)> = told
            .iter()
            .map(|it| (it.id.as_str(), it.label.as_str(), it.at.len()))
            .collect();
        assert_eq!(told, [("e2", "B", 1), ("e3", "C", 2), ("e1", "A", 1)]);
    }

    #[test]
    fn labels_come_back() {
        for label in ["a-b (c)", "50 %", "é|è", "x"] {
            assert_eq!(unescaped(&escaped(label)), label);
        }
        assert_eq!(opening("e1", "A", "eid-etype-head"), "e1-A-");
        assert_eq!(opening("e1", "A", "etype-eid"), "A-e1");
    }
}
