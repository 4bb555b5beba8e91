//! Who completed an annotation.

use serde_json::{Value as Json, json};

use super::super::json::{Fields, Node};
use super::super::records::id;

/// Whoever completed an annotation, as one of the keys says that versions have had for it.
pub fn annotator(annotation: &Fields) -> String {
    let keys = ["completed_by", "created_username", "user"];
    let mut names = keys.iter().map(|it| person(annotation.get(it)));
    names.find(|it| !it.is_empty()).unwrap_or_default()
}

/// A person: an id, an address, a name, or several of these. Behind a name may stand a number.
fn person(node: Option<&Node>) -> String {
    let name = match node {
        Some(Node::Object(it)) if !it.text("email").is_empty() => it.text("email").to_owned(),
        Some(Node::Object(it)) if it.contains_key("id") => id(it.get("id")),
        Some(Node::Object(it)) => it.text("username").to_owned(),
        other => id(other),
    };
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    match name.rsplit_once(", ") {
        Some((before, number)) if is_number(number) => before.trim().to_owned(),
        _ => name.trim().to_owned(),
    }
}

/// How an annotation names whoever completed it.
pub fn completed_by(name: &str) -> Json {
    match name.parse::<u64>() {
        Ok(number) => Json::from(number),
        Err(_) if name.contains('@') => json!({"email": name}),
        Err(_) if name.is_empty() => Json::Null,
        Err(_) => Json::from(name),
    }
}
