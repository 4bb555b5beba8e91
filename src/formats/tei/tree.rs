//! A part of a file as a tree, for what is too small or too entangled to be read as it comes: a header, a
//! group of spans.

use smol_str::SmolStr;

use super::super::markup::{Piece, Tag};

/// An element, or a piece of text: that has no name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub inside: Vec<Node>,
    pub text: String,
    /// Where it begins in the file.
    pub line: usize,
}

impl Node {
    fn of(tag: Tag, line: usize) -> Self {
        Self {
            name: tag.name.to_string(),
            attributes: tag
                .attributes
                .into_iter()
                .map(|it| (it.0.to_string(), it.1.to_string()))
                .collect(),
            line,
            ..Self::default()
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| it.0 == name);
        found.map(|it| it.1.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Node> {
        self.inside.iter().filter(|it| !it.name.is_empty())
    }

    /// The elements of this name right inside it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> + 'a {
        self.inside.iter().filter(move |it| it.name == name)
    }

    pub fn first<'a>(&'a self, name: &'a str) -> Option<&'a Node> {
        self.all(name).next()
    }

    /// The element that a path of names leads to.
    pub fn find(&self, path: &[&str]) -> Option<&Node> {
        let mut at = self;
        for name in path {
            at = at.inside.iter().find(|it| it.name == *name)?;
        }
        Some(at)
    }

    /// Every element inside it of whatever depth, in the order of the file.
    pub fn below(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        let mut next: Vec<&Node> = self.elements().collect();
        next.reverse();
        while let Some(node) = next.pop() {
            found.push(node);
            let first = next.len();
            next.extend(node.elements());
            next[first..].reverse();
        }
        found
    }

    /// The words inside it, blanks in order unless it says that they are as they should be.
    pub fn words(&self) -> String {
        self.words_but(&[])
    }

    /// The words inside it that are not in an element of one of these names.
    pub fn words_but(&self, without: &[&str]) -> String {
        let mut raw = String::new();
        let mut next = vec![self];
        while let Some(node) = next.pop() {
            raw.push_str(&node.text);
            let inside = node.inside.iter().rev();
            next.extend(inside.filter(|it| !without.contains(&it.name.as_str())));
        }
        if self.get("xml:space") == Some("preserve") {
            return raw;
        }
        let blank = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
        let words = raw.split(blank).filter(|it| !it.is_empty());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Nothing that people write into a header is nested deeper: what is, is taken to stand less deep.
const DEEPEST: usize = 40;

/// A tree as it grows.
#[derive(Debug)]
pub struct Growing {
    open: Vec<Node>,
    /// How many elements are open that stand too deep.
    deeper: usize,
}

impl Growing {
    pub fn new(tag: Tag, line: usize) -> Self {
        Self {
            open: vec![Node::of(tag, line)],
            deeper: 0,
        }
    }

    /// Takes a piece in; gives the tree when it is complete.
    pub fn take(&mut self, piece: Piece, line: usize) -> Option<Node> {
        match piece {
            Piece::Open(_) if self.open.len() == DEEPEST => self.deeper += 1,
            Piece::Open(tag) => self.open.push(Node::of(tag, line)),
            Piece::Text(text) => self.text(text.into_owned()),
            Piece::Close(_) if self.deeper > 0 => self.deeper -= 1,
            Piece::Close(_) => {
                let node = self.open.pop()?;
                match self.open.last_mut() {
                    Some(parent) => parent.inside.push(node),
                    None => return Some(node),
                }
            }
        }
        None
    }

    /// What there is of a tree that never ended.
    pub fn cut(mut self) -> Option<Node> {
        while self.open.len() > 1 {
            self.take(Piece::Close(SmolStr::default()), 0);
        }
        self.open.pop()
    }

    fn text(&mut self, text: String) {
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        match parent.inside.last_mut() {
            Some(last) if last.name.is_empty() => last.text.push_str(&text),
            _ => parent.inside.push(Node {
                text,
                ..Node::default()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::markup::Xml;
    use super::*;

    #[test]
    fn a_tree_is_grown_and_its_words_are_read() {
        let mut xml = Xml::new("<a>\n one <b>two</b>\n<c xml:space='preserve'> x </c><d/></a>");
        let mut growing = None;
        let mut done = None;
        while let Some(piece) = xml.piece().unwrap() {
            match (&mut growing, piece) {
                (None, Piece::Open(tag)) => growing = Some(Growing::new(tag, 1)),
                (Some(it), piece) => done = Growing::take(it, piece, xml.line()),
                _ => {}
            }
        }
        let tree = done.unwrap();
        assert_eq!(tree.words(), "one two x");
        assert_eq!(tree.words_but(&["c"]), "one two");
        assert_eq!(tree.first("c").map(Node::words).as_deref(), Some(" x "));
        let names: Vec<&str> = tree.below().iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["b", "c", "d"]);
    }
}
