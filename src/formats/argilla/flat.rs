//! Records as `datasets` gives them: every question with a key of its own, what was said beside by whom.
//!
//! ```json
//! {"id": "…", "text": "…", "tone.responses": ["calm"], "tone.responses.users": ["…"],
//!  "tone.responses.status": ["submitted"], "tone.suggestion": "calm", "tone.suggestion.score": 0.1}
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::json::{Fields, Node};

/// Whether a record is one of these.
pub fn is_flat(record: &Fields) -> bool {
    let mut keys = record.keys();
    let is_asked = |it: &str| it.ends_with(RESPONSES) || it.ends_with(".suggestion");
    !record.contains_key("fields") && keys.any(is_asked)
}

const RESPONSES: &str = ".responses";

/// The record with its questions under `responses` and `suggestions`, and its texts under `fields`.
pub fn whole(record: Fields) -> Fields {
    let mut answers: BTreeMap<String, Responses> = BTreeMap::new();
    let mut guesses: BTreeMap<String, Fields> = BTreeMap::new();
    let (mut whole, mut fields, mut known) = <(Fields, Fields, Fields)>::default();
    for (key, node) in record {
        if let Some((question, what)) = split(&key, RESPONSES) {
            let responses = answers.entry(question.to_owned()).or_default();
            match what {
                "" => responses.values = node,
                ".users" => responses.users = node,
                ".status" => responses.status = node,
                _ => known.push(key, node),
            }
        } else if let Some((question, what)) = split(&key, ".suggestion") {
            let what = what.strip_prefix('.').unwrap_or("value").to_owned();
            let guess = guesses.entry(question.to_owned()).or_default();
            if !node.is_null() {
                guess.push(what, node);
            }
        } else if matches!(key.as_ref(), "id" | "status" | "_server_id") {
            whole.push(key, node);
        } else if node.is_text() {
            fields.push(key, node);
        } else {
            known.push(key, node);
        }
    }
    let answers = answers.into_iter();
    let answers: Fields = answers
        .map(|(question, it)| (Cow::from(question), it.together()))
        .collect();
    let guesses = guesses.into_iter().filter(|it| !it.1.is_empty());
    let guesses: Fields = guesses
        .map(|(question, it)| (Cow::from(question), Node::Object(it)))
        .collect();
    whole.push("fields", Node::Object(fields));
    whole.push("metadata", Node::Object(known));
    whole.push("responses", Node::Object(answers));
    whole.push("suggestions", Node::Object(guesses));
    whole
}

/// A key before and behind the word that says what it is.
fn split<'k>(key: &'k str, word: &str) -> Option<(&'k str, &'k str)> {
    let (question, what) = key.rsplit_once(word)?;
    let is_whole = what.is_empty() || what.starts_with('.');
    (is_whole && !question.is_empty()).then_some((question, what))
}

/// The responses to one question, side by side.
#[derive(Default)]
struct Responses<'a> {
    values: Node<'a>,
    users: Node<'a>,
    status: Node<'a>,
}

impl<'a> Responses<'a> {
    fn together(self) -> Node<'a> {
        let list = |node: Node<'a>| match node {
            Node::List(all) => all,
            _ => Vec::new(),
        };
        let mut users = list(self.users).into_iter();
        let mut status = list(self.status).into_iter();
        let values = list(self.values).into_iter();
        let one = |value: Node<'a>| {
            Node::from([
                ("value", value),
                ("user_id", users.next().unwrap_or_default()),
                ("status", status.next().unwrap_or_default()),
            ])
        };
        Node::List(values.map(one).collect())
    }
}
