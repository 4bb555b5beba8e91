//! The records in what is wrapped round them: listings of Reddit, the list in an object, a record that
//! stands alone under a name; and the answers that stand in what they answer.

use std::borrow::Cow;

use super::super::super::json::{Fields, Node};
use super::marked::is_pair;

/// Under which keys the answers to a record stand in it.
const ANSWERS: &[&str] = &[
    "children",
    "replies",
    "kids",
    "comments",
    "commentaires",
    "answers",
    "responses",
    "reponses",
    "réponses",
    "reactions",
];

/// The documents of a file that is one value; `is_text` says whether an object has a text itself.
pub(super) fn documents(value: Node, is_text: impl Fn(&Fields) -> bool) -> Vec<Node> {
    let all = match value {
        pair if is_pair(&pair) => return vec![pair],
        Node::List(all) => all.into_iter().flat_map(unwrapped).collect(),
        Node::Object(map) if is_listing(&map) => unwrapped(Node::Object(map)),
        Node::Object(map) if are_records(&map) => named(map),
        Node::Object(map) if !is_text(&map) => in_object(map),
        other => vec![other],
    };
    let all = all.into_iter();
    all.flat_map(|it| with_answers(it, &is_text)).collect()
}

/// The records of the first list in an object, and the object itself where somebody wrote it.
fn in_object(mut map: Fields) -> Vec<Node> {
    let is_record = |it: &Node| it.is_object() || is_pair(it);
    let list = map.iter().find(|it| {
        let first = it.1.as_list().and_then(<[Node]>::first);
        first.is_some_and(is_record)
    });
    let Some(key) = list.map(|it| it.0.to_owned()) else {
        return vec![Node::Object(map)];
    };
    let is_written = map.contains_key("author") || map.contains_key("by");
    if is_written && ANSWERS.contains(&key.as_str()) {
        return vec![Node::Object(map)];
    }
    let records = map.take_list(&key).into_iter();
    records.flat_map(unwrapped).collect()
}

/// Whether an object is nothing but records of one kind under their ids.
fn are_records(map: &Fields) -> bool {
    let mut all = map.iter().map(|it| it.1.as_object());
    let Some(Some(first)) = all.next() else {
        return false;
    };
    let is_like =
        |it: &Fields| it.keys().filter(|key| first.contains_key(key)).count() * 2 > first.len();
    map.len() > 1 && first.len() > 1 && all.all(|it| it.is_some_and(is_like))
}

/// The records, each with the id that it stood under, where it does not say one itself.
fn named<'a>(map: Fields<'a>) -> Vec<Node<'a>> {
    let record = |(id, mut node): (Cow<'a, str>, Node<'a>)| -> Node<'a> {
        if let Node::Object(record) = &mut node
            && !record.contains_key("id")
        {
            record.push("id", id.into_owned().into());
        }
        node
    };
    map.into_iter().map(record).collect()
}

/// A record, then the answers that stand in it, which say what they answer.
fn with_answers<'a>(node: Node<'a>, is_text: &impl Fn(&Fields) -> bool) -> Vec<Node<'a>> {
    let Node::Object(mut map) = node else {
        return vec![node];
    };
    let mut answers = Vec::new();
    for key in ANSWERS {
        let is_one = |it: &Node| it.as_object().is_some_and(is_text);
        let list = map.get(key).and_then(Node::as_list);
        if list.is_some_and(|it| it.is_empty() || it.iter().any(is_one)) {
            answers.extend(map.take_list(key));
        }
    }
    let id = map.get("id").map(Node::plain).unwrap_or_default();
    let mut all = vec![Node::Object(map)];
    for mut answer in answers {
        if let Node::Object(map) = &mut answer
            && !["parent_id", "parent", "in_reply_to"]
                .iter()
                .any(|it| map.contains_key(it))
            && !id.is_empty()
        {
            map.push("in_reply_to", id.clone().into());
        }
        all.extend(with_answers(answer, is_text));
    }
    all
}

/// A record without what only names it, or all that a listing lists.
pub(super) fn unwrapped(node: Node) -> Vec<Node> {
    let Node::Object(mut map) = node else {
        return vec![node];
    };
    if is_listing(&map) {
        let mut all = Vec::new();
        if let Some(Node::Object(mut listed)) = map.remove("data") {
            for child in listed.take_list("children") {
                all.extend(child_of(child));
            }
        }
        return all;
    }
    if map.len() == 1 && map.iter().all(|it| it.1.is_object()) {
        return map.into_iter().map(|it| it.1).collect();
    }
    vec![Node::Object(map)]
}

fn is_listing(map: &Fields) -> bool {
    map.text("kind") == "Listing" && map.get("data").is_some_and(Node::is_object)
}

/// A post or a comment, and the answers to it.
fn child_of(child: Node) -> Vec<Node> {
    let Node::Object(mut child) = child else {
        return vec![child];
    };
    let Some(Node::Object(mut data)) = child.remove("data") else {
        return Vec::new();
    };
    let replies = match data.get("replies") {
        Some(Node::Object(_)) => data.remove("replies").map(unwrapped),
        _ => None,
    };
    let mut all = vec![Node::Object(data)];
    all.extend(replies.into_iter().flatten());
    all
}
