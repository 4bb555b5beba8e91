//! The elements of a list, one in memory at a time.

use std::io::{self, BufRead};

use memchr::{memchr_iter, memchr2};

/// Cuts a file that is one list into the sources of its elements. What stands between brackets is not looked
/// at beyond where strings and brackets end: whoever parses an element says what is wrong with it, and the
/// next one is found all the same.
pub struct Elements<R> {
    file: R,
    /// No element may be longer, in bytes.
    most: u64,
    /// From 1.
    line: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Inside,
    /// The bracket that closes the list comes next.
    Closing,
    After,
}

/// What comes next: an element, or what makes the rest of the file no list.
pub enum Element {
    /// An element, and the line it begins in.
    At(usize),
    /// The list is not closed before the file ends.
    Open(usize),
    /// Something stands behind the list.
    Behind(usize),
    TooLong(usize),
}

/// Where in an element the search is.
#[derive(Default)]
struct Depth {
    /// Brackets that are open.
    n: usize,
    in_string: bool,
    /// A backslash stands before.
    escaped: bool,
}

impl<R: BufRead> Elements<R> {
    pub fn new(file: R, most: u64) -> Self {
        Self {
            file,
            most,
            line: 1,
            state: State::Before,
        }
    }

    /// Puts the source of the next element into `source`; `None` at the end, and after a fault of the file.
    pub fn next(&mut self, source: &mut Vec<u8>) -> io::Result<Option<Element>> {
        source.clear();
        let found = self.follow(source);
        if found.is_err() {
            self.state = State::After;
        }
        found
    }

    fn follow(&mut self, source: &mut Vec<u8>) -> io::Result<Option<Element>> {
        if self.state == State::Before {
            self.blank()?;
            // The bracket: whoever calls has seen it.
            self.file.consume(1);
            let empty = self.blank()? == Some(b']');
            self.state = if empty { State::Closing } else { State::Inside };
        }
        match self.state {
            State::Before | State::Inside => self.element(source).map(Some),
            State::Closing => self.close(),
            State::After => Ok(None),
        }
    }

    fn element(&mut self, source: &mut Vec<u8>) -> io::Result<Element> {
        self.blank()?;
        let line = self.line;
        let mut depth = Depth::default();
        loop {
            let bytes = self.file.fill_buf()?;
            if bytes.is_empty() {
                self.state = State::After;
                return Ok(Element::Open(self.line));
            }
            let (n, end) = depth.follow(bytes);
            let taken = bytes.get(..n).unwrap_or_default();
            self.line += n_lines(taken);
            source.extend_from_slice(taken);
            self.file.consume(n);
            if source.len() as u64 > self.most {
                self.state = State::After;
                return Ok(Element::TooLong(line));
            }
            match end {
                None => continue,
                Some(b',') => self.file.consume(1),
                Some(_) => self.state = State::Closing,
            }
            return Ok(Element::At(line));
        }
    }

    fn close(&mut self) -> io::Result<Option<Element>> {
        self.state = State::After;
        self.file.consume(1);
        let behind = self.blank()?;
        Ok(behind.map(|_| Element::Behind(self.line)))
    }

    /// Goes over blanks; gives the byte that follows.
    fn blank(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.file.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let n = bytes.iter().position(|it| !it.is_ascii_whitespace());
            let found = n.and_then(|n| bytes.get(n)).copied();
            let n = n.unwrap_or(bytes.len());
            self.line += n_lines(bytes.get(..n).unwrap_or_default());
            self.file.consume(n);
            if found.is_some() {
                return Ok(found);
            }
        }
    }
}

fn n_lines(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

impl Depth {
    /// How many of these bytes belong to the element, and the sign after it if it ends here.
    fn follow(&mut self, bytes: &[u8]) -> (usize, Option<u8>) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.in_string {
                at += self.in_string(bytes.get(at..).unwrap_or_default());
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'[' | b'{' => self.n += 1,
                b',' | b']' if self.n == 0 => return (at, Some(*byte)),
                b']' | b'}' => self.n = self.n.saturating_sub(1),
                _ => {}
            }
            at += 1;
        }
        (at, None)
    }

    /// How many bytes belong to a string, its end included.
    fn in_string(&mut self, bytes: &[u8]) -> usize {
        if std::mem::take(&mut self.escaped) {
            return 1;
        }
        match memchr2(b'"', b'\\', bytes) {
            None => bytes.len(),
            Some(i) => {
                if bytes.get(i) == Some(&b'"') {
                    self.in_string = false;
                } else {
                    self.escaped = true;
                }
                i + 1
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The elements with their lines, then how it ended.
    fn cut(source: &str, piece: usize) -> (Vec<(usize, String)>, &'static str) {
        let file = io::BufReader::with_capacity(piece, source.as_bytes());
        let (mut list, mut all, mut one) = (Elements::new(file, 1000), Vec::new(), Vec::new());
        loop {
            match list.next(&mut one).unwrap() {
                Some(Element::At(line)) => {
                    all.push((line, String::from_utf8(one.clone()).unwrap()));
                }
                Some(Element::Open(_)) => return (all, "open"),
                Some(Element::Behind(_)) => return (all, "behind"),
                Some(Element::TooLong(_)) => return (all, "long"),
                None => return (all, ""),
            }
        }
    }

    #[test]
    fn elements_end_where_their_brackets_do() {
        let source = " [{\"a\": \"],\\\"\"},\n [1,\n2]\n, 3 ] ";
        let of = |line, it: &str| (line, it.to_owned());
        let all = vec![
            of(1, "{\"a\": \"],\\\"\"}"),
            of(2, "[1,\n2]\n"),
            of(4, "3 "),
        ];
        for piece in 1..=source.len() {
            assert_eq!(cut(source, piece), (all.clone(), ""));
        }
        assert_eq!(cut("[]", 9), (vec![], ""));
        assert_eq!(cut("[1,]", 9), (vec![of(1, "1"), of(1, "")], ""));
        assert_eq!(cut("[1] 2", 9), (vec![of(1, "1")], "behind"));
        assert_eq!(cut("[1,{", 9), (vec![of(1, "1")], "open"));
        assert_eq!(cut("[\"\\", 9), (vec![], "open"));
        assert_eq!(cut(&format!("[{}]", "1".repeat(1001)), 9), (vec![], "long"));
    }

    proptest! {
        #[test]
        fn a_list_is_cut_as_it_is_parsed(
            texts in prop::collection::vec("[\\[\\]{}\",\\\\\na\u{e9}\u{1F642}]{0,9}", 0..9),
            piece in 1usize..20,
        ) {
            let list = serde_json::json!(texts.iter().map(|it| [it, "]"]).collect::<Vec<_>>());
            let (all, end) = cut(&serde_json::to_string_pretty(&list).unwrap(), piece);
            prop_assert_eq!(end, "");
            let parsed = all.iter().map(|it| serde_json::from_str(&it.1).unwrap());
            prop_assert_eq!(serde_json::Value::Array(parsed.collect()), list);
        }
    }
}
