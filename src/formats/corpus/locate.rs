//! On which line of a `corpus.ron` a document or record stands. Asked only once something is wrong
//! there: serde gives values without their places.

use std::collections::BTreeMap;

/// Lines, from 1, by document and by record.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lines {
    documents: BTreeMap<String, usize>,
    /// By document, annotator and id.
    records: BTreeMap<(String, String, String), usize>,
}

/// The depth of brackets at which the fields of a document, a layer and a record stand.
const DOCUMENT: usize = 3;
const LAYER: usize = 5;
const RECORD: usize = 7;

impl Lines {
    pub fn of(source: &str) -> Self {
        let mut lines = Self::default();
        let (mut document, mut annotator) = (String::new(), String::new());
        let mut inside = false;
        let mut scan = Scan::new(source);
        while let Some(found) = scan.next_field() {
            inside |= found.depth == 1 && found.name == "documents";
            if !inside {
                continue;
            }
            let text = || ron::from_str::<String>(found.value).unwrap_or_default();
            match (found.depth, found.name) {
                (DOCUMENT, "id") => {
                    document = text();
                    lines
                        .documents
                        .entry(document.clone())
                        .or_insert(found.line);
                }
                (LAYER, "annotator") => annotator = text(),
                (RECORD, "id") => {
                    let key = (document.clone(), annotator.clone(), text());
                    lines.records.entry(key).or_insert(found.line);
                }
                _ => {}
            }
        }
        lines
    }

    /// The line of a document; 0 where it is not known.
    pub fn document(&self, id: &str) -> usize {
        self.documents.get(id).copied().unwrap_or_default()
    }

    /// The line of a record, else of its document.
    pub fn record(&self, document: &str, annotator: &str, id: &str) -> usize {
        let key = (document.to_owned(), annotator.to_owned(), id.to_owned());
        let known = self.records.get(&key).copied();
        known.unwrap_or_else(|| self.document(document))
    }
}

/// A field of a struct.
struct Field<'a> {
    name: &'a str,
    /// The string that follows, with its quotation marks; empty where another value follows.
    value: &'a str,
    /// How many brackets are open.
    depth: usize,
    line: usize,
}

/// Walks over RON by brackets, strings, characters and comments; knows nothing else of it.
struct Scan<'a> {
    source: &'a str,
    at: usize,
    depth: usize,
    line: usize,
}

impl<'a> Scan<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            depth: 0,
            line: 1,
        }
    }

    fn next_field(&mut self) -> Option<Field<'a>> {
        loop {
            let byte = self.byte(0)?;
            match byte {
                b'(' | b'[' | b'{' => self.depth += 1,
                b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                b'"' => {
                    self.string();
                    continue;
                }
                b'\'' => self.character(),
                b'/' if self.byte(1) == Some(b'/') => {
                    self.skip_until(b'\n');
                    continue;
                }
                b'\n' => self.line += 1,
                b if b.is_ascii_alphabetic() || b == b'_' => {
                    if let Some(field) = self.word() {
                        return Some(field);
                    }
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// A word, and, where a colon follows, the field it names.
    fn word(&mut self) -> Option<Field<'a>> {
        let start = self.at;
        while self
            .byte(0)
            .is_some_and(|it| it.is_ascii_alphanumeric() || it == b'_')
        {
            self.at += 1;
        }
        let name = self.source.get(start..self.at)?;
        if self.byte(0) != Some(b':') {
            return None;
        }
        self.at += 1;
        while self.byte(0) == Some(b' ') {
            self.at += 1;
        }
        let line = self.line;
        let value = if self.byte(0) == Some(b'"') {
            self.string()
        } else {
            ""
        };
        Some(Field {
            name,
            value,
            depth: self.depth,
            line,
        })
    }

    fn string(&mut self) -> &'a str {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            match byte {
                b'"' => break,
                b'\\' => self.at += 1,
                b'\n' => self.line += 1,
                _ => {}
            }
        }
        self.source.get(start..self.at).unwrap_or_default()
    }

    /// Leaves `at` on the closing mark, if this is a character at all.
    fn character(&mut self) {
        let escaped = self.byte(1) == Some(b'\\');
        let from = self.at + if escaped { 3 } else { 2 };
        let rest = self.source.as_bytes().get(from..).unwrap_or_default();
        if let Some(n) = rest.iter().take(12).position(|it| *it == b'\'') {
            self.at = from + n;
        }
    }

    fn skip_until(&mut self, end: u8) {
        while self.byte(0).is_some_and(|it| it != end) {
            self.at += 1;
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.source.as_bytes().get(self.at + ahead).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_characters_and_comments_do_not_mislead() {
        let source = r#"Corpus(
    schema: (labels: [(id: "x", key: '"'), (id: "y", key: '\'')]), // "not closed
    documents: [
        (id: "a \"b\"", text: "one
( documents: [ (id: \"c\"
three", layers: [
            (annotator: "anna", spans: [
                (id: "s-1"),
                (id: "s-2"),
            ]),
        ]),
    ],
)"#;
        let lines = Lines::of(source);
        assert_eq!(lines.document("a \"b\""), 4);
        assert_eq!(lines.document("c"), 0);
        assert_eq!(lines.record("a \"b\"", "anna", "s-2"), 9);
        assert_eq!(lines.record("a \"b\"", "anna", "s-3"), 4);
    }
}
