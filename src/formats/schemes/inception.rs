//! Layers and tag sets of `INCEpTION`, alone, in a list, or in the description of a whole project.
//! A span layer becomes a label, its features questions; a relation layer a kind of link; a tag set
//! alone becomes labels, a tag each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::draft::{Scheme, choices, question};
use crate::model::id::LabelId;
use crate::model::schema::Kind;

pub(super) fn read(name: &str, json: &Json) -> Option<Scheme> {
    let list = |it: &Json| match it {
        Json::Array(all) => all.clone(),
        other => vec![other.clone()],
    };
    let (mut layers, mut sets) = (Vec::new(), Vec::new());
    if let Some(found) = json.get("layers") {
        layers = list(found);
    } else {
        for it in list(json) {
            if it.get("tags").is_some() {
                sets.push(it);
            } else if it.get("features").is_some() {
                layers.push(it);
            }
        }
    }
    if layers.is_empty() && sets.is_empty() {
        return None;
    }
    let mut reader = Reader {
        scheme: Scheme::new(name),
        labels: BTreeMap::new(),
    };
    let (spans, others): (Vec<_>, Vec<_>) =
        layers.iter().partition(|it| text(it, "type") == "span");
    for layer in spans {
        reader.span_layer(layer);
    }
    for layer in others {
        reader.other_layer(layer);
    }
    for set in &sets {
        for tag in tags(set) {
            reader.scheme.label(tag, None, None);
        }
    }
    Some(reader.scheme)
}

struct Reader {
    scheme: Scheme,
    /// By the name of their layer.
    labels: BTreeMap<String, LabelId>,
}

impl Reader {
    fn span_layer(&mut self, layer: &Json) {
        let name = shown(layer);
        if is_built_in(layer) {
            return self.scheme.leave("left-layer", name);
        }
        let id = self.scheme.label(name, None, None);
        self.labels
            .insert(text(layer, "name").to_owned(), id.clone());
        for feature in features(layer) {
            self.feature(&id, feature);
        }
    }

    fn feature(&mut self, label: &LabelId, feature: &Json) {
        let name = shown(feature);
        if feature.get("enabled") == Some(&Json::Bool(false)) {
            return;
        }
        let tags: Vec<&str> = feature.get("tag_set").map(tags).unwrap_or_default();
        let several = text(feature, "type").contains("Array");
        let kind = match text(feature, "type").rsplit('.').next().unwrap_or_default() {
            "String" | "StringArray" if !tags.is_empty() => {
                let tags = choices(tags);
                if several {
                    Kind::SeveralOf(tags)
                } else {
                    Kind::OneOf(tags)
                }
            }
            "String" => Kind::Text,
            "Boolean" => Kind::Flag,
            "Integer" | "Long" | "Float" | "Double" => Kind::Number {
                min: None,
                max: None,
            },
            _ => return self.scheme.leave("left-question", name),
        };
        let required = feature.get("required") == Some(&Json::Bool(true));
        let labels = BTreeSet::from([label.clone()]);
        self.scheme
            .question(Some(&labels), &question(name, kind, required));
    }

    fn other_layer(&mut self, layer: &Json) {
        let name = shown(layer);
        let is_relation = text(layer, "type") == "relation";
        let end = layer.get("attach_type").map(|it| text(it, "name"));
        if !is_relation || is_built_in(layer) {
            return self.scheme.leave("left-layer", name);
        }
        let ends: BTreeSet<LabelId> = match end.and_then(|it| self.labels.get(it)) {
            Some(label) => BTreeSet::from([label.clone()]),
            None if end.is_none_or(str::is_empty) => self.scheme.all(),
            None => BTreeSet::new(),
        };
        self.scheme.link(name, ends.clone(), ends, None);
        for feature in features(layer) {
            self.scheme
                .leave("left-question", format!("{name} · {}", shown(feature)));
        }
    }
}

fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// What people see of it.
fn shown(json: &Json) -> &str {
    let shown = text(json, "uiName");
    if shown.trim().is_empty() {
        text(json, "name").rsplit('.').next().unwrap_or_default()
    } else {
        shown
    }
}

fn is_built_in(layer: &Json) -> bool {
    let named = text(layer, "name");
    layer.get("built_in") == Some(&Json::Bool(true)) && named.contains(".segmentation.type.")
}

fn features(layer: &Json) -> &[Json] {
    let all = layer.get("features").and_then(Json::as_array);
    all.map(Vec::as_slice).unwrap_or_default()
}

fn tags(set: &Json) -> Vec<&str> {
    let all = set.get("tags").and_then(Json::as_array);
    let all = all.map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .map(|it| text(it, "tag_name"))
        .filter(|it| !it.trim().is_empty())
        .collect()
}
