//! What an annotation says besides what is taken of it: it is kept beside the text, a line of JSON each, and
//! written back into the annotation that is made of the same record.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::super::draft::Draft;
use super::super::json::{Fields, Node};
use super::bodies::Bodies;
use super::read::{all, said};
use super::{ID, OWN};

/// Under which key a line says of which record it is, and whose that is.
const OF: &str = "sententia:of";
const WHOSE: &str = "sententia:whose";
const ODD: &str = "sententia:odd";

/// What is said besides; `usual` is the motivation that is written without it.
pub fn of(item: &Node, bodies: &mut Bodies, usual: &str) -> Map<String, Json> {
    let fields = item.as_object().into_iter().flat_map(Fields::iter);
    let mut rest: Map<String, Json> = fields
        .filter(|(key, it)| match *key {
            "@context" | "type" | "body" | "bodyValue" | "target" | "sententia:by" => false,
            "text" | "tags" | "user" => said(item, "uri").is_none(),
            "id" => it.as_str().is_some_and(|it| !it.starts_with(OWN)),
            "motivation" => it.as_str() != Some(usual) && it.as_str() != Some("assessing"),
            "created" => it
                .as_str()
                .is_none_or(|it| it.parse::<jiff::Timestamp>().is_err()),
            "creator" => !is_plain(it),
            _ => true,
        })
        .map(|(key, it)| (key.to_owned(), Json::from(it.clone())))
        .collect();
    for (key, found) in [("body", &mut bodies.besides), (ODD, &mut bodies.odd)] {
        if !found.is_empty() {
            rest.insert(key.to_owned(), Json::Array(std::mem::take(found)));
        }
    }
    if let [target] = all(item, "target")
        && let Some(target) = of_target(target)
    {
        rest.insert("target".to_owned(), target);
    }
    rest
}

/// Whether a creator says no more than a name.
fn is_plain(creator: &Node) -> bool {
    let plain = |(key, it): (&str, &Node)| match key {
        "name" => it.as_str().is_some(),
        "type" => it.as_str() == Some("Person"),
        "id" => it.as_str().is_some_and(|it| it.starts_with(OWN)),
        _ => false,
    };
    creator.as_object().is_some_and(|it| it.iter().all(plain))
}

/// What a target says besides where the words are.
fn of_target(target: &Node) -> Option<Json> {
    let fields = target.as_object()?.iter();
    let more = fields.filter(|it| !matches!(it.0, "source" | "id" | "selector" | "type"));
    let mut more: Map<String, Json> = more
        .map(|(key, it)| (key.to_owned(), Json::from(it.clone())))
        .collect();
    let is_other = |it: &&Node| {
        let kind = said(it, "type");
        !matches!(kind, Some("TextPositionSelector" | "TextQuoteSelector"))
    };
    if let Some(Node::List(selectors)) = target.get("selector") {
        let other: Vec<Json> = selectors
            .iter()
            .filter(is_other)
            .map(|it| Json::from(it.clone()))
            .collect();
        let exact = selectors.iter().find_map(|it| said(it, "exact"));
        if let Some(exact) = exact.filter(|_| !other.is_empty()) {
            more.insert("selector".to_owned(), Json::Array(other));
            more.insert(OF.to_owned(), exact.into());
        }
    }
    (!more.is_empty()).then_some(Json::Object(more))
}

/// Keeps it for the record with this id.
pub fn keep(mut rest: Map<String, Json>, id: &str, whose: &str, draft: &mut Draft) {
    rest.insert(OF.to_owned(), id.into());
    rest.insert(WHOSE.to_owned(), whose.into());
    draft.keep_extra(ID, &Json::Object(rest).to_string());
}

/// What is kept for a text.
#[derive(Debug, Default)]
pub struct Kept {
    /// By whose record it is about, and its id.
    rests: HashMap<(String, String), Map<String, Json>>,
    /// Whole annotations.
    pub whole: Vec<Json>,
}

impl Kept {
    pub fn of(extra: &str) -> Self {
        let mut kept = Self::default();
        for line in extra.lines() {
            match serde_json::from_str(line) {
                Ok(Json::Object(mut rest)) if rest.contains_key(OF) => {
                    let mut take = |key| match rest.remove(key) {
                        Some(Json::String(text)) => text,
                        _ => String::new(),
                    };
                    let of = (take(WHOSE), take(OF));
                    kept.rests.insert(of, rest);
                }
                Ok(other) => kept.whole.push(other),
                Err(_) => {}
            }
        }
        kept
    }

    /// The name that a record had where it came from.
    pub fn name(&self, whose: &str, id: &str) -> Option<&str> {
        self.get(whose, id)?.get("id")?.as_str()
    }

    pub fn get(&self, whose: &str, id: &str) -> Option<&Map<String, Json>> {
        if self.rests.is_empty() {
            return None;
        }
        // What came from nobody is with whoever took it in.
        let mine = self.rests.get(&(whose.to_owned(), id.to_owned()));
        mine.or_else(|| self.rests.get(&(String::new(), id.to_owned())))
    }
}

/// Adds what is kept to an annotation as it is made.
pub fn merge(made: &mut Map<String, Json>, rest: &Map<String, Json>) {
    for (key, value) in rest {
        match (key.as_str(), value) {
            ("body", Json::Array(besides)) => bodies(made, besides),
            (ODD, Json::Array(odd)) => {
                if let Some(Json::Array(all)) = made.get_mut("body") {
                    all.extend(odd.iter().cloned());
                }
            }
            ("target", Json::Object(more)) => target(made, more),
            _ => drop(made.insert(key.clone(), value.clone())),
        }
    }
}

fn bodies(made: &mut Map<String, Json>, besides: &[Json]) {
    let Some(Json::Array(all)) = made.get_mut("body") else {
        return;
    };
    for beside in besides.iter().filter_map(Json::as_object) {
        let value = beside.get("value");
        let same = |it: &&mut Map<String, Json>| {
            let names = it.get("value").or_else(|| it.get("source"));
            names == value
        };
        if let Some(body) = all.iter_mut().filter_map(Json::as_object_mut).find(same) {
            for (key, it) in beside.iter().filter(|it| it.0 != "value") {
                body.insert(key.clone(), it.clone());
            }
        }
    }
}

fn target(made: &mut Map<String, Json>, more: &Map<String, Json>) {
    let Some(Json::Object(target)) = made.get_mut("target") else {
        return;
    };
    for (key, it) in more.iter().filter(|it| it.0 != OF && it.0 != "selector") {
        target.entry(key.clone()).or_insert_with(|| it.clone());
    }
    if let (Some(Json::Array(all)), Some(Json::Array(other))) =
        (target.get_mut("selector"), more.get("selector"))
        && all.iter().any(|it| it.get("exact") == more.get(OF))
    {
        all.extend(other.iter().cloned());
    }
}
