//! JSON as it is read: values that borrow their words from the source, so that a record costs a few lists
//! instead of a tree of copies. What is kept of it becomes a value of `serde_json`.
//!
//! Keys stand in the order of the source. Of several that are the same the last one counts, as for
//! `serde_json` and Python.

use std::borrow::Cow;
use std::fmt;
use std::ops::Index;

use serde_json::{Map, Number, Value as Json};

mod elements;
mod parse;
mod print;

pub use elements::{Element, Elements};

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Node<'a> {
    #[default]
    Null,
    Flag(bool),
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Fields<'a>),
}

/// What stands in an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields<'a>(Vec<(Cow<'a, str>, Node<'a>)>);

static NULL: Node = Node::Null;

impl<'a> Node<'a> {
    /// What stands under a key, where this is an object with it.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.as_object()?.get(key)
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Node<'a>]> {
        match self {
            Self::List(all) => Some(all),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Fields<'a>> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// A list's values, or the one value there is; none for null.
    pub fn all(&self) -> &[Node<'a>] {
        match self {
            Self::Null => &[],
            Self::List(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// A text as it is, anything else as JSON.
    pub fn plain(&self) -> String {
        self.as_str()
            .map_or_else(|| self.to_string(), str::to_owned)
    }
}

/// Null where there is no such key.
impl<'a> Index<&str> for Node<'a> {
    type Output = Node<'a>;

    fn index(&self, key: &str) -> &Node<'a> {
        self.get(key).unwrap_or(&NULL)
    }
}

/// As compact JSON, keys sorted: what is kept as text and what is kept as a value are the same.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        Json::from(self.clone()).fmt(f)
    }
}

impl From<Json> for Node<'_> {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(flag) => Self::Flag(flag),
            Json::Number(number) => Self::Number(number),
            Json::String(text) => Self::Text(text.into()),
            Json::Array(all) => Self::List(all.into_iter().map(Self::from).collect()),
            Json::Object(all) => {
                let all = all.into_iter();
                Self::Object(all.map(|(key, it)| (key.into(), it.into())).collect())
            }
        }
    }
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Node<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<usize> for Node<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number.into())
    }
}

impl<'a> From<Vec<Node<'a>>> for Node<'a> {
    fn from(all: Vec<Node<'a>>) -> Self {
        Self::List(all)
    }
}

/// An object of these, keys in this order.
impl<'a, const N: usize> From<[(&'a str, Node<'a>); N]> for Node<'a> {
    fn from(pairs: [(&'a str, Node<'a>); N]) -> Self {
        let pairs = pairs.into_iter();
        Self::Object(pairs.map(|(key, it)| (Cow::from(key), it)).collect())
    }
}

impl From<Node<'_>> for Json {
    fn from(node: Node) -> Self {
        match node {
            Node::Null => Self::Null,
            Node::Flag(flag) => Self::Bool(flag),
            Node::Number(number) => Self::Number(number),
            Node::Text(text) => Self::String(text.into_owned()),
            Node::List(all) => Self::Array(all.into_iter().map(Self::from).collect()),
            Node::Object(fields) => Self::Object(fields.into()),
        }
    }
}

impl<'a> Fields<'a> {
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.0.iter().rev().find(|it| it.0 == key).map(|it| &it.1)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node<'a>> {
        let mut all = self.0.iter_mut().rev();
        all.find(|it| it.0 == key).map(|it| &mut it.1)
    }

    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text under a key; empty where there is none.
    pub fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Node::as_str).unwrap_or_default()
    }

    /// Takes out what stands under a key.
    pub fn remove(&mut self, key: &str) -> Option<Node<'a>> {
        let place = self.0.iter().rposition(|it| it.0 == key)?;
        let found = self.0.remove(place).1;
        self.0.retain(|it| it.0 != key);
        Some(found)
    }

    /// Takes out the list under a key; empty where there is none.
    pub fn take_list(&mut self, key: &str) -> Vec<Node<'a>> {
        match self.get(key) {
            Some(Node::List(_) | Node::Null) => match self.remove(key) {
                Some(Node::List(all)) => all,
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Takes out the text under a key, where it is one.
    pub fn take_text(&mut self, key: &str) -> Option<Cow<'a, str>> {
        match self.get(key) {
            Some(Node::Text(_)) => match self.remove(key) {
                Some(Node::Text(text)) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Adds what stands under a key.
    pub fn push(&mut self, key: impl Into<Cow<'a, str>>, node: Node<'a>) {
        self.0.push((key.into(), node));
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|it| it.0.as_ref())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node<'a>)> {
        self.0.iter().map(|it| (it.0.as_ref(), &it.1))
    }

    /// Puts the keys into their order.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
    }

    /// Keeps what is wanted.
    pub fn retain(&mut self, mut wanted: impl FnMut(&str, &Node<'a>) -> bool) {
        self.0.retain(|(key, node)| wanted(key, node));
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for Fields<'a> {
    type Item = (Cow<'a, str>, Node<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> FromIterator<(Cow<'a, str>, Node<'a>)> for Fields<'a> {
    fn from_iter<T: IntoIterator<Item = (Cow<'a, str>, Node<'a>)>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}

impl fmt::Display for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        Json::from(self.clone()).fmt(f)
    }
}

impl From<Fields<'_>> for Json {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.into())
    }
}

impl From<Fields<'_>> for Map<String, Json> {
    fn from(fields: Fields) -> Self {
        let all = fields.0.into_iter();
        all.map(|(key, node)| (key.into_owned(), node.into()))
            .collect()
    }
}
