//! What the bodies of an annotation say: a label, a note, or an answer.

use serde_json::{Map, Value as Json};

use super::super::draft::Answer;
use super::super::json::{Fields, Node};
use super::super::value::{guess, plain};
use super::read::{all, said};

/// What the bodies of an annotation say.
#[derive(Debug, Default)]
pub struct Bodies {
    pub labels: Vec<String>,
    pub notes: Vec<String>,
    pub answers: Vec<(String, Answer)>,
    /// Of bodies that are taken, what they say besides, with their values.
    pub besides: Vec<Json>,
    /// Bodies that have no place here.
    pub odd: Vec<Json>,
}

/// What a body is to us.
enum Role<'a> {
    Label,
    Note,
    Answer(&'a str),
}

/// Longer words are no label.
const LONGEST: usize = 60;
/// No honest body is nested deeper.
const DEEPEST: usize = 4;

impl Bodies {
    pub fn of(item: &Node) -> Self {
        let mut bodies = Self::default();
        if let Some(value) = said(item, "bodyValue").filter(|it| !it.trim().is_empty()) {
            bodies.notes.push(value.to_owned());
        }
        // In an export of Hypothes.is the note and the tags are no bodies.
        if said(item, "uri").is_some() {
            let tags = all(item, "tags").iter().filter_map(Node::as_str);
            bodies.labels.extend(tags.map(str::to_owned));
            let text = said(item, "text").filter(|it| !it.is_empty());
            bodies.notes.extend(text.map(str::to_owned));
        }
        let mut found = Vec::new();
        for body in all(item, "body") {
            flatten(body, 0, &mut found);
        }
        let motivation = first(item, "motivation");
        let is_tag = |it: &&Node| matches!(first(it, "purpose"), Some("tagging" | "classifying"));
        let tagged = found.iter().any(is_tag);
        for body in found {
            bodies.take(body, motivation, tagged);
        }
        bodies
    }

    fn take(&mut self, body: &Node, motivation: Option<&str>, tagged: bool) {
        let Some(values) = values(body) else {
            self.odd.push(Json::from(body.clone()));
            return;
        };
        let question = said(body, "sententia:attribute");
        for value in values {
            let role = match question {
                Some(name) => Role::Answer(name),
                None if value.trim().is_empty() => continue,
                None => role(body, value, motivation, tagged),
            };
            self.beside(body, value, &role);
            match role {
                Role::Label => self.labels.push(value.to_owned()),
                Role::Note => self.notes.push(value.to_owned()),
                Role::Answer(name) => self.answer(name, value),
            }
        }
    }

    /// Keeps what a body says besides, where there is something.
    fn beside(&mut self, body: &Node, value: &str, role: &Role) {
        let purpose = first(body, "purpose");
        let usual = match role {
            Role::Label => purpose == Some("tagging"),
            Role::Note => purpose == Some("commenting"),
            Role::Answer(name) => purpose == Some("assessing") || purpose == Some(name),
        };
        let fields = body.as_object().into_iter().flat_map(Fields::iter);
        let more = fields.filter(|(key, it)| match *key {
            "value" | "sententia:attribute" => false,
            "source" | "id" => it.as_str() != Some(value) && said(it, "id") != Some(value),
            "type" => !matches!(it.as_str(), Some("TextualBody" | "SpecificResource")),
            "purpose" => !usual,
            _ => true,
        });
        let mut more: Map<String, Json> = more
            .map(|(key, it)| (key.to_owned(), Json::from(it.clone())))
            .collect();
        if !more.is_empty() {
            more.insert("value".to_owned(), value.into());
            self.besides.push(Json::Object(more));
        }
    }

    fn answer(&mut self, name: &str, value: &str) {
        let known = self.answers.iter_mut().find(|it| it.0 == name);
        match known {
            None => self.answers.push((name.to_owned(), guess(value))),
            Some((_, Answer::Several(all))) => all.push(value.to_owned()),
            Some((_, other)) => {
                *other = Answer::Several(vec![plain(other), value.to_owned()]);
            }
        }
    }
}

/// The bodies that a body is made of; itself where it is one.
fn flatten<'a>(body: &'a Node<'a>, depth: usize, found: &mut Vec<&'a Node<'a>>) {
    match body.get("items") {
        Some(Node::List(items)) if depth < DEEPEST => {
            for it in items {
                flatten(it, depth + 1, found);
            }
        }
        _ => found.push(body),
    }
}

/// What a body says, or what it names.
fn values<'a>(body: &'a Node) -> Option<Vec<&'a str>> {
    if let Some(value) = body.get("value") {
        let all = value.all();
        let texts: Vec<&str> = all.iter().filter_map(Node::as_str).collect();
        return (texts.len() == all.len()).then_some(texts);
    }
    let source = body.get("source");
    let named = source.and_then(|it| it.as_str().or_else(|| said(it, "id")));
    let named = named.or_else(|| said(body, "id")).or(body.as_str());
    named.map(|it| vec![it])
}

/// The text under a key, or the first of several.
fn first<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    all(node, key).first()?.as_str()
}

/// By what it is for; a body that does not say it is for what its annotation is, else a tag where it is
/// short and there is no other.
fn role<'a>(body: &'a Node, value: &str, motivation: Option<&'a str>, tagged: bool) -> Role<'a> {
    let purpose = first(body, "purpose");
    match purpose.or(motivation) {
        Some("tagging" | "classifying") => Role::Label,
        Some("commenting" | "describing" | "replying") => Role::Note,
        Some(word @ ("identifying" | "questioning" | "assessing" | "editing" | "moderating")) => {
            Role::Answer(word)
        }
        Some(word) if purpose.is_some() => Role::Answer(word),
        _ if tagged || is_prose(body, value) => Role::Note,
        _ => Role::Label,
    }
}

fn is_prose(body: &Node, value: &str) -> bool {
    let is_text = body.get("value").is_some();
    is_text
        && (body.get("format").is_some() || value.contains('\n') || value.chars().count() > LONGEST)
}
