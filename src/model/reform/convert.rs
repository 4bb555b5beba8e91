//! Answers written anew when a question changes its kind: a choice as one of several, words as a
//! choice, a date as an interval. What cannot be said in the new kind is `None`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::fold::fold;
use crate::model::id::{ChoiceId, TargetId};
use crate::model::project::Target;
use crate::model::schema::{Choice, Kind};
use crate::model::value::Value;

/// Between several choices written as words.
const BETWEEN: char = ';';

/// The same answer to a question of another kind.
pub(super) fn convert(
    value: &Value,
    old: &Kind,
    new: &Kind,
    targets: &BTreeMap<TargetId, Target>,
) -> Option<Value> {
    let known = |it: &Value| match it {
        Value::Target(id) => targets.contains_key(id),
        _ => true,
    };
    if value.fits(new) && known(value) {
        return Some(value.clone());
    }
    let direct = match (value, new) {
        (Value::Choice(id), Kind::SeveralOf(_)) => Value::Choices(BTreeSet::from([id.clone()])),
        (Value::Choices(ids), Kind::OneOf(_) | Kind::Ordinal(_)) if ids.len() == 1 => {
            Value::Choice(ids.first()?.clone())
        }
        (Value::Date(date), Kind::Interval) => Value::Interval(Some(*date), Some(*date)),
        (Value::Interval(Some(from), Some(to)), Kind::Date) if from == to => Value::Date(*from),
        _ => return by_words(value, old, new, targets),
    };
    if direct.fits(new) {
        return Some(direct);
    }
    by_words(value, old, new, targets)
}

/// By way of what the answer looks like.
fn by_words(
    value: &Value,
    old: &Kind,
    new: &Kind,
    targets: &BTreeMap<TargetId, Target>,
) -> Option<Value> {
    let found = words(value, old, targets)
        .into_iter()
        .find_map(|it| read(&it, new, targets))?;
    found.fits(new).then_some(found)
}

/// What an answer looks like in words, the usual way first.
fn words(value: &Value, old: &Kind, targets: &BTreeMap<TargetId, Target>) -> Vec<String> {
    let name = |id: &ChoiceId| {
        let known = old.choices().iter().find(|it| it.id == *id);
        known.map_or_else(|| id.to_string(), |it| it.name.get("en").to_owned())
    };
    match value {
        Value::Flag(true) => vec!["yes".to_owned(), "true".to_owned(), "oui".to_owned()],
        Value::Flag(false) => vec!["no".to_owned(), "false".to_owned(), "non".to_owned()],
        Value::Choice(id) => vec![name(id), id.to_string()],
        Value::Choices(ids) => {
            let names: Vec<String> = ids.iter().map(name).collect();
            vec![names.join(&format!("{BETWEEN} "))]
        }
        Value::Number(n) => vec![n.to_string()],
        Value::Date(date) => vec![date.to_string()],
        Value::Interval(from, to) => {
            let end = |it: &Option<crate::model::value::PartialDate>| {
                it.map(|it| it.to_string()).unwrap_or_default()
            };
            vec![format!("{}/{}", end(from), end(to))]
        }
        Value::Text(text) => vec![text.clone()],
        Value::Target(id) => {
            let known = targets.get(id).map(|it| it.name.clone());
            known.into_iter().chain([id.to_string()]).collect()
        }
    }
}

/// Words as an answer of a kind.
fn read(words: &str, kind: &Kind, targets: &BTreeMap<TargetId, Target>) -> Option<Value> {
    let plain = fold(words.trim());
    match kind {
        Kind::Text => Some(Value::Text(words.to_owned())),
        Kind::OneOf(choices) | Kind::Ordinal(choices) => {
            choice(&plain, choices).map(|it| Value::Choice(it.clone()))
        }
        Kind::SeveralOf(choices) => several(&plain, choices).map(Value::Choices),
        Kind::Number { .. } => plain.replace(',', ".").parse().ok().map(Value::Number),
        Kind::Date => plain.parse().ok().map(Value::Date),
        Kind::Interval => interval(&plain),
        Kind::Flag => match plain.as_str() {
            "yes" | "true" | "oui" | "1" => Some(Value::Flag(true)),
            "no" | "false" | "non" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        Kind::Target => targets
            .iter()
            .find(|(id, it)| fold(&it.name) == plain || id.as_str() == plain)
            .map(|(id, _)| Value::Target(id.clone())),
    }
}

fn choice<'a>(plain: &str, choices: &'a [Choice]) -> Option<&'a ChoiceId> {
    let named = |it: &&Choice| it.name.0.values().any(|name| fold(name.trim()) == plain);
    let by_name = choices.iter().find(named);
    by_name
        .or_else(|| choices.iter().find(|it| fold(it.id.as_str()) == plain))
        .map(|it| &it.id)
}

fn several(plain: &str, choices: &[Choice]) -> Option<BTreeSet<ChoiceId>> {
    if let Some(one) = choice(plain, choices) {
        return Some(BTreeSet::from([one.clone()]));
    }
    plain
        .split(BETWEEN)
        .map(|it| choice(it.trim(), choices).cloned())
        .collect()
}

fn interval(plain: &str) -> Option<Value> {
    let (from, to) = plain.split_once('/').unwrap_or((plain, plain));
    let end = |it: &str| match it.trim() {
        "" => Some(None),
        date => date.parse().ok().map(Some),
    };
    Some(Value::Interval(end(from)?, end(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::Localized;

    fn choices(ids: &[&str]) -> Vec<Choice> {
        let choice = |id: &&str| Choice {
            id: ChoiceId::new(id),
            name: Localized::plain(format!("Is {id}")),
        };
        ids.iter().map(choice).collect()
    }

    fn to(value: &Value, old: &Kind, new: &Kind) -> Option<Value> {
        convert(value, old, new, &BTreeMap::new())
    }

    #[test]
    fn a_choice_becomes_one_of_several_and_back_where_it_is_alone() {
        let (one, many) = (
            Kind::OneOf(choices(&["a", "b"])),
            Kind::SeveralOf(choices(&["a", "b"])),
        );
        let both = Value::Choices(["a".into(), "b".into()].into());
        let only = Value::Choices(["a".into()].into());
        assert_eq!(
            to(&Value::Choice("a".into()), &one, &many),
            Some(only.clone())
        );
        assert_eq!(to(&only, &many, &one), Some(Value::Choice("a".into())));
        assert_eq!(to(&both, &many, &one), None);
    }

    #[test]
    fn words_become_the_choice_of_that_name() {
        let kind = Kind::OneOf(choices(&["a", "b"]));
        let text = |it: &str| to(&Value::Text(it.to_owned()), &Kind::Text, &kind);
        assert_eq!(text(" is A"), Some(Value::Choice("a".into())));
        assert_eq!(text("b"), Some(Value::Choice("b".into())));
        assert_eq!(text("c"), None);
    }

    #[test]
    fn limits_are_kept() {
        let narrow = Kind::Number {
            min: Some(0.0),
            max: Some(1.0),
        };
        let wide = Kind::Number {
            min: None,
            max: None,
        };
        assert_eq!(to(&Value::Number(2.0), &wide, &narrow), None);
        assert_eq!(
            to(&Value::Text("0,5".to_owned()), &Kind::Text, &narrow),
            Some(Value::Number(0.5))
        );
    }
}
