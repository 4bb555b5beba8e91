//! Layers and tag sets of a project, from the types that its documents need and the schema.

use serde_json::{Value as Json, json};

use super::super::uima::build::Builder;
use super::super::uima::{
    ANNOTATION, BASE, DOCUMENT_ANNOTATION, ENDS, Feature, SENTENCE, TOKEN, Type, Types, short,
};
use crate::model::schema::{Attribute, Kind, Localized, Schema};

/// The types that `INCEpTION` has of its own accord.
const BUILT_IN: &str = "de.tudarmstadt.ukp.dkpro.core.api.";

/// All layers, and all tag sets.
pub fn all(builder: &Builder, schema: &Schema) -> (Vec<Json>, Vec<Json>) {
    let mut maker = Maker {
        types: &builder.types,
        builder,
        schema,
        sets: Vec::new(),
    };
    let types = builder.types.0.iter();
    let layers = types
        .filter_map(|(name, it)| maker.layer(name, it))
        .collect();
    (layers, maker.sets)
}

struct Maker<'a> {
    types: &'a Types,
    builder: &'a Builder<'a>,
    schema: &'a Schema,
    sets: Vec<Json>,
}

impl Maker<'_> {
    fn layer(&mut self, name: &str, it: &Type) -> Option<Json> {
        if matches!(name, TOKEN | SENTENCE)
            || name.starts_with("uima.")
            || self.types.is_a(name, DOCUMENT_ANNOTATION)
        {
            return None;
        }
        let has = |feature: &str| self.types.feature(name, feature).is_some();
        if has(ENDS[0].0) && has(ENDS[0].1) {
            return Some(self.relation(name, it));
        }
        let is_annotation = self.types.is_a(name, ANNOTATION);
        match name.strip_suffix("Link").filter(|_| has("next")) {
            Some(chain) if is_annotation => Some(self.made(name, chain, "chain", it)),
            _ if is_annotation => Some(self.made(name, name, "span", it)),
            _ if it.parent == BASE && !has("first") => {
                Some(self.made(name, name, "document-metadata", it))
            }
            _ => None,
        }
    }

    fn relation(&mut self, name: &str, it: &Type) -> Json {
        let mut layer = self.made(name, name, "relation", it);
        let end = self
            .types
            .feature(name, ENDS[0].0)
            .map(|it| it.range.as_str());
        if let Some(end) = end.filter(|it| *it != ANNOTATION) {
            layer["attach_type"] = json!({"name": end});
        }
        layer
    }

    /// The most permissive kind of layer: who annotated elsewhere knew no other rules.
    fn made(&mut self, kind: &str, name: &str, sort: &str, it: &Type) -> Json {
        let label = self.schema.labels.iter();
        let label = label
            .filter(|it| self.builder.kind_of_label(it.id.as_str()) == Some(kind))
            .map(|it| (&it.name, it.attributes.as_slice()))
            .next();
        let link = || {
            let mut links = self.schema.links.iter();
            links.find(|it| self.builder.kind_of_link(it.id.as_str()) == Some(kind))
        };
        let shown = match label {
            Some((name, _)) => shown(name),
            None => link().map(|it| shown(&it.name)).unwrap_or_default(),
        };
        let questions = label.map_or(&[][..], |it| it.1);
        let features: Vec<Json> = it
            .features
            .iter()
            .filter_map(|it| self.feature(kind, it, questions))
            .collect();
        json!({
            "name": name,
            "features": features,
            "uiName": if shown.is_empty() { short(name) } else { &shown },
            "type": sort,
            "description": null,
            "enabled": true,
            "built_in": name.starts_with(BUILT_IN),
            "readonly": false,
            "attach_type": null,
            "attach_feature": null,
            "allow_stacking": true,
            "cross_sentence": true,
            "show_hover": true,
            "anchoring_mode": "CHARACTERS",
            "overlap_mode": "ANY_OVERLAP",
            "validation_mode": "NEVER",
            "lock_to_token_offset": false,
            "multiple_tokens": false,
            "linked_list_behavior": false,
            "on_click_javascript_action": null,
            "traits": null,
        })
    }

    fn feature(&mut self, kind: &str, it: &Feature, questions: &[Attribute]) -> Option<Json> {
        let link = it.element.as_deref().filter(|_| it.is_references());
        let link = link.filter(|it| self.types.feature(it, "target").is_some());
        // There are no numbers of double precision there.
        let range = match it.range.as_str() {
            "uima.cas.Double" => "uima.cas.Float",
            "uima.cas.Long" | "uima.cas.Short" | "uima.cas.Byte" => "uima.cas.Integer",
            range => range,
        };
        let known = matches!(
            range,
            "uima.cas.String"
                | "uima.cas.Boolean"
                | "uima.cas.Integer"
                | "uima.cas.Float"
                | "uima.cas.StringArray"
        );
        if !known && link.is_none() {
            return None;
        }
        let question = questions.iter().find(|question| {
            let id = question.id.as_str();
            id == it.name || super::super::uima::identifier(id) == it.name
        });
        let name = question.map(|it| shown(&it.name)).unwrap_or_default();
        let set = question.and_then(|question| self.set(kind, question));
        let target = link.and_then(|it| self.types.feature(it, "target"));
        let is_list = link.is_some() || range == "uima.cas.StringArray";
        Some(json!({
            "name": it.name,
            "tag_set": set.map(|it| json!({"name": it})),
            "uiName": if name.is_empty() { &it.name } else { &name },
            "type": target.map_or(range, |it| it.range.as_str()),
            "enabled": true,
            "visible": true,
            "include_in_hover": false,
            "required": question.is_some_and(|it| it.required),
            "remember": false,
            "hideUnconstraintFeature": false,
            "description": null,
            "multi_value_mode": if is_list { "ARRAY" } else { "NONE" },
            "link_mode": if link.is_some() { "WITH_ROLE" } else { "NONE" },
            "link_type_name": link,
            "link_type_role_feature_name": link.map(|_| "role"),
            "link_type_target_feature_name": link.map(|_| "target"),
            "traits": null,
            "curatable": true,
            "rank": 0,
        }))
    }

    /// The name of the tag set with the choices of a question.
    fn set(&mut self, kind: &str, question: &Attribute) -> Option<String> {
        let (Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices)) =
            &question.kind
        else {
            return None;
        };
        let name = format!("{}.{}", short(kind), question.id);
        let tags: Vec<Json> = choices
            .iter()
            .map(|it| json!({"tag_name": it.id.as_str(), "tag_description": shown(&it.name)}))
            .collect();
        self.sets.push(json!({
            "name": name,
            "description": null,
            "language": null,
            "tags": tags,
            "create_tag": true,
        }));
        Some(name)
    }
}

fn shown(name: &Localized) -> String {
    name.get("en").trim().to_owned()
}
