//! The layers of a project as labels, questions and links, under the names that the records have.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::super::draft::Draft;
use super::super::gather::{new_choice, new_label, new_link, new_question};
use super::super::uima::{Feature, Types, label_of};
use crate::model::id::LabelId;
use crate::model::schema::{Attribute, Kind, Label, LinkKind, Localized, Schema};

/// The layers of a project that are not declared yet, by the names that records have.
#[derive(Debug, Default)]
pub struct Layers {
    own: Vec<Json>,
    others: BTreeMap<String, Json>,
    tags: BTreeMap<String, Vec<String>>,
    /// The ranges of features that are no texts, by the names of their types.
    ranges: Vec<(String, Feature)>,
}

impl Layers {
    pub fn new(layers: Vec<Json>, tag_sets: &[Json]) -> Self {
        let mut found = Self::default();
        for set in tag_sets {
            let tags = list(set, "tags")
                .iter()
                .map(|it| text(it, "tag_name").to_owned());
            let tags = tags.filter(|it| !it.is_empty()).collect();
            found.tags.insert(text(set, "name").to_owned(), tags);
        }
        for layer in layers {
            for feature in list(&layer, "features") {
                let range = text(feature, "type");
                let plain = ["Boolean", "Integer", "Long", "Float", "Double"];
                if plain.contains(&range.strip_prefix("uima.cas.").unwrap_or_default()) {
                    let feature = Feature::new(text(feature, "name"), range);
                    found
                        .ranges
                        .push((text(&layer, "name").to_owned(), feature));
                }
            }
            let is_own = layer.get("built_in") != Some(&Json::Bool(true))
                && layer.get("enabled") != Some(&Json::Bool(false));
            if is_own {
                found.own.push(layer);
            } else {
                let name = label_of(text(&layer, "name")).to_owned();
                found.others.insert(name, layer);
            }
        }
        found
    }

    /// The layers that somebody made for this project.
    pub fn own(&mut self) -> Schema {
        let own = std::mem::take(&mut self.own);
        self.schema(&own)
    }

    /// The layers that every project has, as soon as something of them is met.
    pub fn met(&mut self, draft: &Draft) -> Option<Schema> {
        let labels = draft.layers.iter().flat_map(|it| &it.spans);
        let links = draft.layers.iter().flat_map(|it| &it.links);
        let names = labels.map(|it| it.label.as_str());
        let names: BTreeSet<&str> = names.chain(links.map(|it| it.kind.as_str())).collect();
        let met = names.iter().filter_map(|it| self.others.remove(*it));
        let met: Vec<Json> = met.collect();
        (!met.is_empty()).then(|| self.schema(&met))
    }

    /// Says of features which of them are no texts, where a format does not say it.
    pub fn say_kinds(&self, types: &mut Types) {
        for (kind, feature) in &self.ranges {
            let known = types.0.get_mut(kind);
            let known =
                known.and_then(|it| it.features.iter_mut().find(|it| it.name == feature.name));
            if let Some(known) = known {
                known.range.clone_from(&feature.range);
            }
        }
    }

    fn schema(&self, layers: &[Json]) -> Schema {
        let mut schema = Schema::default();
        for layer in layers.iter().filter(|it| text(it, "type") == "span") {
            let label = self.label(layer, &schema);
            schema.labels.push(label);
        }
        for layer in layers.iter().filter(|it| text(it, "type") == "relation") {
            schema.links.push(link(layer));
        }
        schema
    }

    fn label(&self, layer: &Json, schema: &Schema) -> Label {
        let mut label = new_label(label_of(text(layer, "name")), schema);
        named(layer, &mut label.name);
        let features = list(layer, "features").iter();
        label.attributes = features.filter_map(|it| self.question(it)).collect();
        label
    }

    fn question(&self, feature: &Json) -> Option<Attribute> {
        let name = text(feature, "name");
        let set = feature.get("tag_set").map(|it| text(it, "name"));
        let tags = set
            .and_then(|it| self.tags.get(it))
            .filter(|it| !it.is_empty());
        let choices = |tags: &Vec<String>| tags.iter().map(|it| new_choice(it)).collect();
        let kind = match (text(feature, "type"), tags) {
            ("uima.cas.String", Some(tags)) => Kind::OneOf(choices(tags)),
            ("uima.cas.StringArray", Some(tags)) => Kind::SeveralOf(choices(tags)),
            ("uima.cas.Boolean", _) => Kind::Flag,
            ("uima.cas.Integer" | "uima.cas.Long" | "uima.cas.Float" | "uima.cas.Double", _) => {
                Kind::Number {
                    min: None,
                    max: None,
                }
            }
            ("uima.cas.String", None) => Kind::Text,
            _ => return None,
        };
        let mut question = new_question(name, kind);
        named(feature, &mut question.name);
        question.required = feature.get("required") == Some(&Json::Bool(true));
        Some(question)
    }
}

fn link(layer: &Json) -> LinkKind {
    let mut link = new_link(label_of(text(layer, "name")));
    named(layer, &mut link.name);
    let end = layer.get("attach_type").map(|it| text(it, "name"));
    if let Some(end) = end.filter(|it| !it.is_empty()) {
        let end = LabelId::new(label_of(end));
        link.from.insert(end.clone());
        link.to.insert(end);
    }
    link
}

fn named(layer: &Json, name: &mut Localized) {
    let shown = text(layer, "uiName").trim();
    if !shown.is_empty() {
        *name = Localized::plain(shown);
    }
}

fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    let all = json.get(key).and_then(Json::as_array);
    all.map(Vec::as_slice).unwrap_or_default()
}
