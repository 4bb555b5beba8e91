//! Spans in the last column, as `CorefUD` has them: `(e1-PER`, `e1)`, `(e2-LOC)`, and in parts `e3[1/2]`.

use std::borrow::Cow;
use std::ops::Range;

/// A span read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    pub id: String,
    pub label: String,
    pub at: Vec<Range<usize>>,
    /// Of each part: what opens it without its bracket, and what closes it.
    pub heads: Vec<(String, String)>,
    /// Where it is said otherwise than by brackets: the rows, by the places of their last columns, and the
    /// number it has there.
    pub elsewhere: Option<(Vec<usize>, String)>,
}

/// What the parts of an entity are where no heading says so: `abstract-1` is the custom of older files.
pub fn usual_fields(source: &str) -> &'static str {
    let mut said = source.match_indices("Entity=(");
    let is_older = |at: usize| {
        let rest = source.get(at..).unwrap_or_default();
        let head = rest
            .split(['(', ')', '|', '\t', '\n', '\r'])
            .next()
            .unwrap_or_default();
        let number = head.split('-').nth(1).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
    };
    let older = said.next().is_some_and(|it| is_older(it.0 + it.1.len()));
    if older { OLDER } else { "" }
}

/// Of files that close a bracket with the label as well.
pub const OLDER: &str = "etype-eid";

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

/// What closes a span that is opened so.
pub fn closing(head: &str, id: &str, fields: &str) -> String {
    if fields == OLDER { head } else { id }.to_owned()
}

/// What opened and closed a span before, with another label where there is one.
pub fn relabelled(
    head: &str,
    closing: &str,
    label: Option<&str>,
    fields: &str,
) -> (String, String) {
    let eid = head.split('-').nth(place(fields, "eid", 0)).unwrap_or(head);
    let mut parts: Vec<Cow<str>> = head.split('-').map(Cow::Borrowed).collect();
    if let Some(label) = label {
        let etype = place(fields, "etype", 1);
        parts.resize(parts.len().max(etype + 1), Cow::Borrowed(""));
        if let Some(part) = parts.get_mut(etype) {
            *part = escaped(label);
        }
    }
    let head = parts.join("-");
    let is_whole = closing.contains('-') || (closing.is_empty() && fields == OLDER);
    let closing = if is_whole {
        head.clone()
    } else {
        eid.to_owned()
    };
    (head, closing)
}

/// Spans that have begun and not ended.
#[derive(Debug, Default)]
pub struct Open {
    begun: Vec<(String, usize, Mention)>,
    /// Brackets without their like: their lines, and what they say.
    odd: Vec<(usize, String)>,
    /// In the order of their beginnings.
    done: Vec<Mention>,
}

impl Open {
    /// Takes what a word says.
    pub fn take(&mut self, value: &str, fields: &str, at: &Range<usize>, n: usize) {
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let end = opened.find(['(', ')']).unwrap_or(opened.len());
                self.begin(&opened[..end], fields, at, n);
                rest = &opened[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    self.end(None, at, n);
                    rest = after;
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                self.end(Some(&rest[..end]), at, n);
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }

    fn begin(&mut self, head: &str, fields: &str, at: &Range<usize>, n: usize) {
        let part = |name, usual| head.split('-').nth(place(fields, name, usual));
        let key = part("eid", 0).unwrap_or(head);
        let label = part("etype", 1).filter(|it| !it.is_empty()).unwrap_or(key);
        self.begun.push((
            key.to_owned(),
            n,
            Mention {
                id: key.split('[').next().unwrap_or(key).to_owned(),
                label: unescaped(label).into_owned(),
                at: vec![at.clone()],
                heads: vec![(head.to_owned(), String::new())],
                elsewhere: None,
            },
        ));
    }

    /// Ends the span of this key, or the last one.
    fn end(&mut self, key: Option<&str>, at: &Range<usize>, n: usize) {
        let place = match key {
            Some(key) => {
                let mut last = self.begun.iter().enumerate().rev().take(FAR);
                last.find(|it| closes(key, it.1)).map(|it| it.0)
            }
            None => self.begun.len().checked_sub(1),
        };
        let Some(place) = place else {
            self.odd.push((n, format!("{})", key.unwrap_or_default())));
            return;
        };
        let said = key.unwrap_or_default().to_owned();
        let (key, _, mut mention) = self.begun.remove(place);
        if let Some(last) = mention.at.last_mut() {
            last.end = last.end.max(at.end);
        }
        if let Some(last) = mention.heads.last_mut() {
            last.1 = said;
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
            Some(known) => {
                known.at.extend(mention.at);
                known.heads.extend(mention.heads);
            }
            None => self.done.push(mention),
        }
    }

    /// All that have ended, and the brackets without their like.
    pub fn finished(mut self) -> (Vec<Mention>, Vec<(usize, String)>) {
        let left = self.begun.into_iter();
        let left = left.filter_map(|(_, n, it)| Some((n, format!("({}", it.heads.first()?.0))));
        self.odd.extend(left);
        (self.done, self.odd)
    }
}

/// Whether a closing bracket is of this span: it gives its id, or its label and its id.
fn closes(key: &str, (known, _, mention): &(String, usize, Mention)) -> bool {
    let head = mention.heads.first().map_or("", |it| it.0.as_str());
    let whole = head.strip_prefix(key);
    known == key
        || (key.contains('-') && whole.is_some_and(|it| it.is_empty() || it.starts_with('-')))
}

/// How many spans may have begun since one that ends, or ended since its first part.
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
            open.take(word, "", &(2 * i..2 * i + 1), i);
        }
        let (told, odd) = open.finished();
        assert_eq!(odd, []);
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
