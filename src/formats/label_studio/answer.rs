//! What was answered, from the shapes that the controls give it.

use serde_json::Value as Json;

use super::super::draft::Answer;
use super::super::json::Node;
use crate::model::value::Value;

/// What an answer says, however it is written.
pub fn said(value: &Json) -> Vec<String> {
    let keys = [
        "choices", "taxonomy", "rating", "number", "datetime", "text",
    ];
    let one = |it: &Json| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let key = keys.iter().find(|it| value.get(**it).is_some());
    match key.and_then(|it| value.get(*it)) {
        Some(Json::Array(all)) if key == Some(&"text") => {
            vec![all.iter().map(one).collect::<Vec<_>>().join("\n")]
        }
        Some(Json::Array(all)) => all.iter().map(one).collect(),
        Some(it) => vec![one(it)],
        None => Vec::new(),
    }
}

/// A choice, or the way to it through a taxonomy.
fn choice(node: &Node) -> String {
    let path = node.as_list().into_iter().flatten();
    let path: Vec<&str> = path.filter_map(Node::as_str).collect();
    if path.is_empty() {
        node.plain()
    } else {
        path.join("/")
    }
}

/// What was answered; `None` where it is nothing that can be an answer here.
pub fn answer(value: &Node) -> Option<Answer> {
    let list = |key: &str| value.get(key).and_then(Node::as_list);
    let number = |key: &str| value.get(key).and_then(Node::as_f64);
    if let Some(all) = list("choices").or_else(|| list("taxonomy")) {
        let all: Vec<String> = all.iter().map(choice).collect();
        return Some(match all.as_slice() {
            [one] if one == "true" || one == "false" => Answer::Flag(one == "true"),
            [one] => Answer::Text(one.clone()),
            _ => Answer::Several(all),
        });
    }
    if let Some(number) = number("rating").or_else(|| number("number")) {
        return Some(Answer::Number(number));
    }
    if let Some(when) = value["datetime"].as_str() {
        let date = when.parse().map(|it| Answer::Value(Value::Date(it)));
        return Some(date.unwrap_or_else(|_| Answer::text(when)));
    }
    match value.get("text")? {
        Node::List(all) => {
            let all: Vec<&str> = all.iter().filter_map(Node::as_str).collect();
            Some(Answer::Text(all.join("\n")))
        }
        Node::Text(one) if value.get("start").is_none() => Some(Answer::text(one.as_ref())),
        _ => None,
    }
}
