//! The JSON of UIMA 2, which `WebAnno` wrote and `INCEpTION` still offers: said in the words of CAS JSON 0.4.
//!
//! ```text
//! {"_context": {"_types": {"Claim": {"_id": "webanno.custom.Claim", "_feature_types": {"holder": "_ref"}}}},
//!  "_views": {"_InitialView": {"Claim": [{"sofa": 1, "begin": 3, "end": 7, "holder": 5}]}},
//!  "_referenced_fss": {"1": {"_type": "Sofa", "sofaString": "…"}, "5": {"_type": "Holder", …}}}
//! ```
//!
//! What nothing refers to stands in its view without an id. What is 0 or empty is left out, so that a place
//! without a beginning begins at 0. Source: Apache UIMA 2 Reference, "JSON serialization of CASes".

use serde_json::{Map, Value as Json, json};

use super::super::uima::{ANNOTATION, TOP};
use super::read::top::{Structure, Top};

type Object = Map<String, Json>;

/// Whether it is such a file.
pub fn is_legacy(source: &str) -> bool {
    let head = source.get(..source.floor_char_boundary(200_000));
    let head = head.unwrap_or(source);
    let both = head.contains("\"_context\"") && head.contains("\"_types\"");
    both && !head.contains("\"%FEATURE_STRUCTURES\"")
}

/// The same in the words of CAS JSON 0.4; `None` where it is no JSON, or none of this kind.
pub fn top(source: &str) -> Option<Top> {
    let Ok(Json::Object(mut file)) = serde_json::from_str::<Json>(source) else {
        return None;
    };
    let context = object(file.remove("_context"))?;
    let mut found = Found {
        types: object(context.get("_types").cloned()).unwrap_or_default(),
        ..Found::default()
    };
    let known = object(file.remove("_referenced_fss")).unwrap_or_default();
    let views = object(file.remove("_views")).unwrap_or_default();
    let ids = known.keys().filter_map(|it| it.parse::<u64>().ok());
    found.last = ids.max().unwrap_or_default();
    for (id, it) in known {
        if let (Ok(id), Json::Object(it)) = (id.parse(), it) {
            let kind = it.get("_type").and_then(Json::as_str).unwrap_or_default();
            let kind = kind.to_owned();
            found.add(id, &kind, it);
        }
    }
    let mut seen_in = Object::new();
    for (name, by_type) in views {
        let view = found.view(by_type);
        seen_in.insert(name, view);
    }
    Some(Top::Object {
        types: Some(Json::Object(found.declared)),
        structures: found.all,
        views: Some(Json::Object(seen_in)),
    })
}

const STRING: &str = "uima.cas.String";

/// What a feature with this value holds.
fn range(value: &Json, refers: bool) -> &'static str {
    match value {
        Json::Array(all) if !refers && all.iter().all(Json::is_string) => "uima.cas.StringArray",
        Json::Array(_) => "uima.cas.FSArray",
        Json::Object(_) => TOP,
        _ if refers => TOP,
        Json::Bool(_) => "uima.cas.Boolean",
        Json::Number(it) if it.is_f64() => "uima.cas.Double",
        Json::Number(_) => "uima.cas.Integer",
        _ => STRING,
    }
}

fn object(it: Option<Json>) -> Option<Object> {
    match it {
        Some(Json::Object(it)) => Some(it),
        _ => None,
    }
}

#[derive(Default)]
struct Found {
    /// What is said of the types, by their short names.
    types: Object,
    all: Vec<Structure>,
    /// The types as their feature structures show them.
    declared: Object,
    /// The highest id so far.
    last: u64,
}

impl Found {
    fn fresh(&mut self) -> u64 {
        self.last = self.last.saturating_add(1);
        self.last
    }

    /// The whole name of a type.
    fn kind(&self, short: &str) -> String {
        let named = self.types.get(short).and_then(|it| it["_id"].as_str());
        let built_in = || match short {
            "Sofa" | "FSArray" | "StringArray" => format!("uima.cas.{short}"),
            other => other.to_owned(),
        };
        named.map_or_else(built_in, str::to_owned)
    }

    fn is_reference(&self, kind: &str, feature: &str) -> bool {
        let of = self.types.get(kind);
        of.is_some_and(|it| it["_feature_types"][feature] == "_ref")
    }

    /// A view: what stands in it, by type.
    fn view(&mut self, by_type: Json) -> Json {
        let (mut members, mut sofa) = (Vec::new(), None);
        for (kind, all) in object(Some(by_type)).into_iter().flatten() {
            for it in all.as_array().into_iter().flatten() {
                match it {
                    Json::Object(it) => {
                        sofa = sofa.or_else(|| it.get("sofa").and_then(Json::as_u64));
                        let id = self.fresh();
                        self.add(id, &kind, it.clone());
                        members.push(id);
                    }
                    other => members.extend(other.as_u64()),
                }
            }
        }
        json!({"%SOFA": sofa, "%MEMBERS": members})
    }

    fn add(&mut self, id: u64, kind: &str, it: Object) {
        let whole = self.kind(kind);
        let mut made = Object::new();
        made.insert("%ID".to_owned(), id.into());
        made.insert("%TYPE".to_owned(), whole.clone().into());
        let is_annotation = it.contains_key("sofa") && it.contains_key("end");
        if is_annotation && !it.contains_key("begin") {
            made.insert("begin".to_owned(), 0.into());
        }
        self.declare(&whole, is_annotation);
        for (name, value) in it {
            if name == "_type" {
                continue;
            }
            if name == "_collection" {
                made.insert("%ELEMENTS".to_owned(), value);
                continue;
            }
            let refers = name == "sofa" || self.is_reference(kind, &name);
            if !matches!(name.as_str(), "sofa" | "begin" | "end") {
                self.declare_feature(&whole, &name, range(&value, refers));
            }
            match value {
                Json::Array(all) => {
                    let list = self.list(all, refers);
                    made.insert(format!("@{name}"), list.into());
                }
                Json::Object(inner) => {
                    let inner = self.inner(inner);
                    made.insert(format!("@{name}"), inner.into());
                }
                value if refers => {
                    made.insert(format!("@{name}"), value);
                }
                value => {
                    made.insert(name, value);
                }
            }
        }
        self.all.push(Structure::Any(made));
    }

    fn declare(&mut self, kind: &str, is_annotation: bool) {
        let parent = if is_annotation { ANNOTATION } else { TOP };
        if !self.declared.contains_key(kind) && !kind.starts_with("uima.cas.") {
            let declared = json!({"%NAME": kind, "%SUPER_TYPE": parent});
            self.declared.insert(kind.to_owned(), declared);
        }
    }

    /// What a feature holds; of two kinds of values, both are words.
    fn declare_feature(&mut self, kind: &str, name: &str, range: &str) {
        let Some(Json::Object(of)) = self.declared.get_mut(kind) else {
            return;
        };
        let known = of.get(name).is_none_or(|it| it["%RANGE"] == range);
        let range = if known { range } else { STRING };
        of.insert(name.to_owned(), json!({"%NAME": name, "%RANGE": range}));
    }

    /// A feature structure that stands where only one feature refers to it.
    fn inner(&mut self, it: Object) -> u64 {
        let id = self.fresh();
        let kind = it.get("_type").and_then(Json::as_str).unwrap_or("TOP");
        let kind = kind.to_owned();
        self.add(id, &kind, it);
        id
    }

    fn list(&mut self, all: Vec<Json>, refers: bool) -> u64 {
        let of_words = !refers && all.iter().all(Json::is_string);
        let id = self.fresh();
        let mut elements = Vec::with_capacity(all.len());
        for it in all {
            elements.push(match it {
                Json::Object(inner) => self.inner(inner).into(),
                other => other,
            });
        }
        let kind = if of_words { "StringArray" } else { "FSArray" };
        let made = json!({"%ID": id, "%TYPE": format!("uima.cas.{kind}"), "%ELEMENTS": elements});
        if let Json::Object(made) = made {
            self.all.push(Structure::Any(made));
        }
        id
    }
}
