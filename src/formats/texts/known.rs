//! What columns and keys say of a document, taken into what is known of it: days in whatever way they are
//! written, people by their names.

use super::super::json::Node;
use super::super::meta;
use super::super::text_key::words;
use super::page;
use crate::analysis::days::{Order, day_of, day_of_count};
use crate::model::document::Meta;
use crate::model::value::PartialDate;

/// Under which keys an object says how somebody is called, the best first.
const NAMES: [&str; 9] = [
    "display_name",
    "displayName",
    "name",
    "nom",
    "full_name",
    "username",
    "screen_name",
    "login",
    "pseudo",
];
/// The field of a moment whose day is known.
const MOMENT: &str = "moment";

/// Takes what a key says, by our name for it; what is known already stays, and the rest goes by its key.
pub(super) fn take(meta: &mut Meta, what: &'static str, key: &str, value: Node) {
    match (what, value) {
        (_, value) if is_known(meta, what) => meta::set(meta, key, &value.into()),
        ("date", Node::Text(text)) => {
            take_text(meta, what, key, text.into_owned(), Order::DayFirst);
        }
        ("date", Node::Number(number)) => {
            meta.date = number.as_f64().and_then(day_of_count);
            let own = if meta.date.is_some() { MOMENT } else { what };
            meta::set(meta, own, &Node::Number(number).into());
        }
        ("author", Node::Object(person)) => {
            let name = NAMES.iter().find(|it| !person.text(it).is_empty());
            let Some(name) = name else {
                return meta::set(meta, what, &Node::Object(person).into());
            };
            for (part, value) in person {
                if part == *name {
                    meta.author = value.plain();
                } else {
                    meta::set(meta, &format!("{key}.{part}"), &value.into());
                }
            }
        }
        // Who somebody is in another table.
        ("author", Node::Number(number)) => {
            meta::set(meta, &format!("{key}.id"), &Node::Number(number).into());
        }
        (_, value) => match words(&value) {
            Some(text) if value.is_object() => {
                let text = page::inline(&text);
                meta::set_text(meta, what, text);
            }
            _ => meta::set(meta, what, &value.into()),
        },
    }
}

/// As [`take`], of a column, whose days of numbers are in this order.
pub(super) fn take_text(meta: &mut Meta, what: &str, key: &str, text: String, order: Order) {
    if is_known(meta, what) {
        return meta::set_text(meta, key, text);
    }
    if what != "date" {
        return meta::set_text(meta, what, text);
    }
    let Some(day) = day(&text, order) else {
        return meta::set_text(meta, what, text);
    };
    meta.date = Some(day);
    if has_hour(&text) {
        meta::set_text(meta, MOMENT, text);
    }
}

fn has_hour(text: &str) -> bool {
    let hours = text.match_indices(['h', 'H']);
    let is_hour = |at: usize| {
        let (before, after) = text.split_at(at);
        before.trim_end().ends_with(|it: char| it.is_ascii_digit())
            && !after
                .get(1..)
                .unwrap_or_default()
                .starts_with(char::is_alphabetic)
    };
    text.contains(':') || hours.into_iter().any(|it| is_hour(it.0)) || text.parse::<f64>().is_ok()
}

fn day(text: &str, order: Order) -> Option<PartialDate> {
    let is_count = text.len() >= 10 && text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let counted = is_count.then(|| text.parse().ok().and_then(day_of_count));
    counted.flatten().or_else(|| day_of(text, order))
}

fn is_known(meta: &Meta, what: &str) -> bool {
    match what {
        "title" => !meta.title.is_empty(),
        "author" => !meta.author.is_empty(),
        "date" => meta.date.is_some(),
        "url" => !meta.url.is_empty(),
        "language" => !meta.language.is_empty(),
        "genre" => !meta.genre.is_empty(),
        _ => false,
    }
}
