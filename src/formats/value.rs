//! Answers as text and as JSON, the same in every format.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::draft::Answer;
use super::json::Node;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::model::id::{ChoiceId, TargetId};
use crate::model::schema::Kind;
use crate::model::value::{PartialDate, Value};

/// Between the choices of a `SeveralOf` written as text.
pub const BETWEEN: char = '|';

/// An answer as one line of text: `true`, a choice's id, `a|b`, `0.5`, `2031-06`, `2030/2035` (an open end
/// is `..`, as in ISO 8601-2), the text itself, a target's id.
pub fn to_text(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Choice(id) => id.to_string(),
        Value::Choices(ids) => {
            let ids: Vec<&str> = ids.iter().map(ChoiceId::as_str).collect();
            ids.join(&BETWEEN.to_string())
        }
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Interval(from, to) => {
            let end = |it: &Option<PartialDate>| it.map_or("..".to_owned(), |it| it.to_string());
            format!("{}/{}", end(from), end(to))
        }
        Value::Text(text) => text.clone(),
        Value::Target(id) => id.to_string(),
    }
}

/// As [`to_text`], lent where it can be.
pub fn to_words(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Choice(id) => id.as_str().into(),
        Value::Text(text) => text.into(),
        Value::Target(id) => id.as_str().into(),
        other => to_text(other).into(),
    }
}

/// As [`to_json`], lent where it can be.
pub fn to_node(value: &Value) -> Node<'_> {
    match value {
        Value::Flag(flag) => Node::Flag(*flag),
        Value::Number(number) => json_number(*number).into(),
        Value::Choices(ids) => Node::List(ids.iter().map(|it| it.as_str().into()).collect()),
        other => Node::Text(to_words(other)),
    }
}

/// An answer as JSON: flags and numbers as such, several choices as a list, all else as [`to_text`].
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Number(number) => json_number(*number),
        Value::Choices(ids) => ids.iter().map(|it| Json::from(it.as_str())).collect(),
        other => Json::String(to_text(other)),
    }
}

/// A whole number without `.0`.
pub fn json_number(number: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        Json::from(number as i64)
    } else {
        Json::from(number)
    }
}

/// What a piece of JSON answers; `None` for null. Objects are kept as their text.
pub fn from_json(json: &Json) -> Option<Answer> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => Answer::Flag(*flag),
        Json::Number(number) => match number.as_f64() {
            Some(number) => Answer::Number(number),
            None => Answer::Text(number.to_string()),
        },
        Json::String(text) => Answer::Text(text.clone()),
        Json::Array(all) if all.iter().all(Json::is_string) => {
            let all = all.iter().filter_map(Json::as_str);
            Answer::Several(all.map(str::to_owned).collect())
        }
        Json::Array(_) | Json::Object(_) => Answer::Text(json.to_string()),
    })
}

/// As [`from_json`], of what is just being read.
pub fn from_node(node: Node) -> Option<Answer> {
    match node {
        Node::Text(text) => Some(Answer::Text(text.into_owned())),
        other => from_json(&other.into()),
    }
}

/// An answer to a question of this kind; `None` where it does not fit.
pub fn fit(answer: &Answer, kind: &Kind) -> Option<Value> {
    let value = match answer {
        Answer::Value(value) => value.clone(),
        Answer::Flag(flag) if matches!(kind, Kind::Flag) => Value::Flag(*flag),
        Answer::Number(number) if matches!(kind, Kind::Number { .. }) => Value::Number(*number),
        Answer::Several(all) => several(all, kind)?,
        other => from_text(&plain(other), kind)?,
    };
    value.fits(kind).then_some(value)
}

fn several(all: &[String], kind: &Kind) -> Option<Value> {
    match (all, kind) {
        (_, Kind::SeveralOf(_)) => Some(choices(all.iter().map(String::as_str))),
        ([one], _) => from_text(one, kind),
        _ => from_text(&all.join(&BETWEEN.to_string()), kind),
    }
}

/// An answer of any kind as text.
pub fn plain(answer: &Answer) -> String {
    match answer {
        Answer::Flag(flag) => flag.to_string(),
        Answer::Number(number) => number.to_string(),
        Answer::Text(text) => text.clone(),
        Answer::Several(all) => all.join(&BETWEEN.to_string()),
        Answer::Value(value) => to_text(value),
    }
}

/// Reads what [`to_text`] writes.
pub fn from_text(text: &str, kind: &Kind) -> Option<Value> {
    let date = |it: &str| it.parse::<PartialDate>().ok();
    match kind {
        Kind::Flag => match text {
            "true" | "True" | "1" | "yes" => Some(Value::Flag(true)),
            "false" | "False" | "0" | "no" => Some(Value::Flag(false)),
            _ => None,
        },
        Kind::OneOf(_) | Kind::Ordinal(_) => Some(Value::Choice(ChoiceId::new(text))),
        Kind::SeveralOf(_) => Some(choices(text.split(BETWEEN))),
        Kind::Number { .. } => text.trim().parse().ok().map(Value::Number),
        Kind::Date => date(text).map(Value::Date),
        Kind::Interval => {
            let (from, to) = text.split_once('/')?;
            let end = |it: &str| match it {
                ".." | "" => Some(None),
                it => date(it).map(Some),
            };
            Some(Value::Interval(end(from)?, end(to)?))
        }
        Kind::Text => Some(Value::Text(text.to_owned())),
        Kind::Target => Some(Value::Target(TargetId::new(text))),
    }
}

/// The answer that a text gives where nothing says of what kind it is: a flag, a number that is written back
/// the same, else the text.
pub fn guess(text: &str) -> Answer {
    match text {
        "true" => Answer::Flag(true),
        "false" => Answer::Flag(false),
        _ => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number.to_string() == text => {
                Answer::Number(number)
            }
            _ => Answer::text(text),
        },
    }
}

/// Whether an answer that is written as text comes back as something else, for want of a kind.
pub fn loses_its_kind(value: &Value) -> bool {
    matches!(
        value,
        Value::Choices(_) | Value::Date(_) | Value::Interval(..) | Value::Target(_)
    )
}

fn choices<'a>(ids: impl Iterator<Item = &'a str>) -> Value {
    let ids = ids.map(str::trim).filter(|it| !it.is_empty());
    Value::Choices(ids.map(ChoiceId::new).collect::<BTreeSet<_>>())
}

/// The moment that a file names; one of no zone is taken for UTC, a day for its beginning.
pub fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let zoned = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    text.parse()
        .ok()
        .or_else(|| zoned().map(|it| it.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_from_text() {
        let date = |it: &str| it.parse::<PartialDate>().ok();
        let cases = [
            (Value::Flag(true), Kind::Flag, "true"),
            (
                Value::Number(3.0),
                Kind::Number {
                    min: None,
                    max: None,
                },
                "3",
            ),
            (
                Value::Interval(date("2030"), None),
                Kind::Interval,
                "2030/..",
            ),
            (
                Value::Interval(None, date("2031-06")),
                Kind::Interval,
                "../2031-06",
            ),
            (Value::Text("a|b".to_owned()), Kind::Text, "a|b"),
        ];
        for (value, kind, text) in cases {
            assert_eq!(to_text(&value), text);
            assert_eq!(from_text(text, &kind), Some(value));
        }
        assert_eq!(to_json(&Value::Number(3.0)).to_string(), "3");
        assert_eq!(to_json(&Value::Number(0.25)).to_string(), "0.25");
    }
}
