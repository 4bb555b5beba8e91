//! The records in what is wrapped round them: listings of Reddit, the list in an object, a record that
//! stands alone under a name.

use super::super::super::json::{Fields, Node};
use super::marked::is_pair;

/// The documents of a file that is one value; `is_text` says whether an object has a text itself.
pub(super) fn documents(value: Node, is_text: impl Fn(&Fields) -> bool) -> Vec<Node> {
    match value {
        pair if is_pair(&pair) => vec![pair],
        Node::List(all) => all.into_iter().flat_map(unwrapped).collect(),
        Node::Object(map) if is_listing(&map) => unwrapped(Node::Object(map)),
        Node::Object(mut map) if !is_text(&map) => {
            let is_record = |it: &Node| it.is_object() || is_pair(it);
            let list = map.iter().find(|it| {
                let first = it.1.as_list().and_then(<[Node]>::first);
                first.is_some_and(is_record)
            });
            match list.map(|it| it.0.to_owned()) {
                Some(key) => map
                    .take_list(&key)
                    .into_iter()
                    .flat_map(unwrapped)
                    .collect(),
                None => vec![Node::Object(map)],
            }
        }
        other => vec![other],
    }
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
