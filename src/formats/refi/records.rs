//! What a project says, as records.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// Everything that a project says, GUIDs without braces and in lower case.
#[derive(Debug, Default)]
pub(super) struct Project {
    pub origin: String,
    pub users: BTreeMap<String, String>,
    pub codes: Vec<Code>,
    pub variables: BTreeMap<String, String>,
    pub notes: BTreeMap<String, Note>,
    pub sources: Vec<Source>,
    pub links: Vec<Link>,
    /// Variables of sources, by way of cases.
    pub cases: Vec<Case>,
    /// What is there and has no place with us, by its kind.
    pub others: BTreeMap<String, usize>,
}

#[derive(Debug, Default)]
pub(super) struct Code {
    pub guid: String,
    pub path: String,
    pub color: String,
    pub help: String,
    pub notes: Vec<String>,
}

/// A memo: its text, or the file that it stands in.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub name: String,
    pub path: String,
    pub text: String,
}

#[derive(Debug, Default)]
pub(super) struct Source {
    pub guid: String,
    pub name: String,
    pub path: String,
    pub content: Option<String>,
    pub help: String,
    pub selections: Vec<Selection>,
    pub codings: Vec<Coding>,
    pub notes: Vec<String>,
    pub values: Vec<(String, String)>,
    pub line: usize,
}

#[derive(Debug, Default)]
pub(super) struct Selection {
    pub guid: String,
    pub name: String,
    pub user: String,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub help: String,
    pub codings: Vec<Coding>,
    pub notes: Vec<String>,
    pub when: Option<Timestamp>,
    pub line: usize,
}

#[derive(Debug, Default)]
pub(super) struct Coding {
    pub code: String,
    pub user: String,
    pub when: Option<Timestamp>,
}

#[derive(Debug, Default)]
pub(super) struct Link {
    pub guid: String,
    pub name: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Default)]
pub(super) struct Case {
    pub name: String,
    pub help: String,
    pub values: Vec<(String, String)>,
    pub sources: Vec<String>,
}
