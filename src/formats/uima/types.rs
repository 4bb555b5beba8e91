//! Types: what features a feature structure may have, declared in a file of their own, or in the same
//! file, or only to be guessed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::super::markup::{Piece, Xml, content};
use super::super::report::Fault;
use super::{ANNOTATION, BASE, DOCUMENT_ANNOTATION, TOP};

/// Types by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Types(pub BTreeMap<String, Type>);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Type {
    pub parent: String,
    pub features: Vec<Feature>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    pub name: String,
    pub range: String,
    /// What the elements of an array are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// Whether several may refer to one and the same array, so that it stands apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

impl Feature {
    pub fn new(name: &str, range: &str) -> Self {
        Self {
            name: name.to_owned(),
            range: range.to_owned(),
            ..Self::default()
        }
    }

    /// Whether it refers to something that is no array.
    pub fn is_reference(&self, types: &Types) -> bool {
        !self.is_list() && !types.is_primitive(&self.range)
    }

    /// Whether it holds several.
    pub fn is_list(&self) -> bool {
        self.range.ends_with("Array") || self.range.ends_with("[]") || self.range.ends_with("List")
    }

    /// Whether it holds several that are referred to.
    pub fn is_references(&self) -> bool {
        match self.range.as_str() {
            "uima.cas.FSArray" | "uima.cas.FSList" => true,
            range => range
                .strip_suffix("[]")
                .is_some_and(|it| !PRIMITIVES.contains(&it)),
        }
    }
}

const PRIMITIVES: &[&str] = &[
    "uima.cas.String",
    "uima.cas.Boolean",
    "uima.cas.Integer",
    "uima.cas.Short",
    "uima.cas.Long",
    "uima.cas.Byte",
    "uima.cas.Float",
    "uima.cas.Double",
];

/// No type has more ancestors than this.
const DEEPEST: usize = 100;

impl Types {
    /// The feature that a type has, of its own or from an ancestor.
    pub fn feature(&self, kind: &str, name: &str) -> Option<&Feature> {
        let mut kind = kind;
        for _ in 0..DEEPEST {
            let it = self.0.get(kind)?;
            if let Some(found) = it.features.iter().find(|it| it.name == name) {
                return Some(found);
            }
            kind = &it.parent;
        }
        None
    }

    /// Whether a type is another or descends from it.
    pub fn is_a(&self, kind: &str, other: &str) -> bool {
        let mut kind = kind;
        for _ in 0..DEEPEST {
            if kind == other {
                return true;
            }
            kind = match self.0.get(kind) {
                Some(it) => &it.parent,
                None => match built_in_parent(kind) {
                    Some(parent) => parent,
                    None => return false,
                },
            };
        }
        false
    }

    /// Whether values of this type are written as text: also where a type only restricts texts.
    pub fn is_primitive(&self, range: &str) -> bool {
        PRIMITIVES.contains(&range) || self.is_a(range, "uima.cas.String")
    }

    /// Adds what is not known yet. `false` where the same feature is declared otherwise.
    pub fn merge(&mut self, other: &Self) -> bool {
        let mut same = true;
        for (name, it) in &other.0 {
            let Some(known) = self.0.get_mut(name) else {
                self.0.insert(name.clone(), it.clone());
                continue;
            };
            for feature in &it.features {
                match known.features.iter().find(|it| it.name == feature.name) {
                    None => known.features.push(feature.clone()),
                    Some(known) => same &= known.range == feature.range,
                }
            }
        }
        same
    }

    /// Those that `kinds` need.
    pub fn needed<'a>(&'a self, kinds: impl IntoIterator<Item = &'a str>) -> Self {
        let kinds: HashSet<&str> = kinds.into_iter().collect();
        let mut wanted: Vec<&str> = kinds.into_iter().collect();
        let mut found = Self::default();
        while let Some(name) = wanted.pop() {
            let name = name.trim_end_matches("[]");
            let Some(it) = self.0.get(name) else { continue };
            if found.0.contains_key(name) {
                continue;
            }
            wanted.push(&it.parent);
            for feature in &it.features {
                wanted.push(&feature.range);
                wanted.extend(feature.element.as_deref());
            }
            found.0.insert(name.to_owned(), it.clone());
        }
        found
    }

    /// Declares a type where there is none such.
    pub fn declare(&mut self, name: &str, parent: &str) -> &mut Type {
        self.0.entry(name.to_owned()).or_insert_with(|| Type {
            parent: parent.to_owned(),
            features: Vec::new(),
        })
    }

    /// Declares a feature where the type has none such.
    pub fn declare_feature(&mut self, kind: &str, feature: Feature) {
        if self.feature(kind, &feature.name).is_some() {
            return;
        }
        if let Some(it) = self.0.get_mut(kind) {
            it.features.push(feature);
        }
    }

    /// Reads `TypeSystem.xml`.
    pub fn read(source: &str) -> Result<Self, Fault> {
        let mut xml = Xml::new(source);
        let mut types = Self::default();
        let (mut name, mut kind) = (String::new(), Type::default());
        let mut feature: Option<Feature> = None;
        let mut values = 0_usize;
        let mut text = String::new();
        while let Some(piece) = xml.piece()? {
            match piece {
                Piece::Open(tag) => {
                    text.clear();
                    match tag.name.as_str() {
                        "typeDescription" => (name, kind) = (String::new(), Type::default()),
                        "featureDescription" => feature = Some(Feature::default()),
                        "allowedValues" => values += 1,
                        _ => {}
                    }
                }
                Piece::Text(it) => text.push_str(&it),
                Piece::Close(tag) => {
                    let said = text.trim().to_owned();
                    text.clear();
                    match (tag.as_str(), feature.as_mut()) {
                        ("allowedValues", _) => values = values.saturating_sub(1),
                        _ if values > 0 => {}
                        ("name", Some(feature)) => feature.name = said,
                        ("name", None) => name = said,
                        ("supertypeName", _) => kind.parent = said,
                        ("rangeTypeName", Some(feature)) => feature.range = said,
                        ("elementType", Some(feature)) => {
                            feature.element = Some(said).filter(|it| !it.is_empty());
                        }
                        ("multipleReferencesAllowed", Some(feature)) => {
                            feature.shared = said == "true";
                        }
                        ("featureDescription", Some(_)) => kind.features.extend(feature.take()),
                        ("typeDescription", _) => {
                            let one = Self(BTreeMap::from([(
                                std::mem::take(&mut name),
                                std::mem::take(&mut kind),
                            )]));
                            types.merge(&one);
                        }
                        _ => {}
                    }
                }
            }
        }
        types.0.remove("");
        Ok(types)
    }

    /// Writes `TypeSystem.xml`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        out.write_all(b"<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n")?;
        for (name, it) in &self.0 {
            writeln!(
                out,
                "    <typeDescription>\n      <name>{}</name>",
                content(name)
            )?;
            writeln!(out, "      <description/>")?;
            writeln!(
                out,
                "      <supertypeName>{}</supertypeName>",
                content(&it.parent)
            )?;
            if !it.features.is_empty() {
                writeln!(out, "      <features>")?;
                for feature in &it.features {
                    feature.write(out)?;
                }
                writeln!(out, "      </features>")?;
            }
            writeln!(out, "    </typeDescription>")?;
        }
        out.write_all(b"  </types>\n</typeSystemDescription>\n")
    }

    /// Guesses types from what there is, by the rules that checkers use: what has a begin, an end and a
    /// text is an annotation, a feature is a text, unless its values are the ids of annotations and its
    /// name says so, or those of links.
    pub fn guess(found: &[Guess]) -> Self {
        let ids: HashMap<&str, &Guess> = found.iter().map(|it| (it.id.as_str(), it)).collect();
        let mut kinds: BTreeMap<&str, Vec<&Guess>> = BTreeMap::new();
        for it in found {
            kinds.entry(&it.kind).or_default().push(it);
        }
        let mut types = Self::default();
        for (name, all) in kinds {
            if built_in_parent(name).is_some() {
                continue;
            }
            let parent = if all.iter().any(|it| it.annotation) {
                ANNOTATION
            } else if all.iter().any(|it| it.based) {
                BASE
            } else {
                TOP
            };
            types.declare(name, parent);
            let names: BTreeSet<&str> = all
                .iter()
                .flat_map(|it| it.values.keys())
                .map(String::as_str)
                .collect();
            for feature in names {
                let values = all.iter().filter_map(|it| it.values.get(feature));
                let mut it = Feature::new(feature, "uima.cas.String");
                let values: Vec<Vec<&str>> =
                    values.map(|it| it.split_whitespace().collect()).collect();
                let ends: Option<Vec<&Guess>> = values
                    .iter()
                    .flatten()
                    .map(|it| ids.get(it).copied())
                    .collect();
                let ends = ends.filter(|it| !it.is_empty() && feature != "elements");
                if let Some(ends) = ends {
                    if ends.iter().all(|it| it.values.contains_key("target")) {
                        "uima.cas.FSArray".clone_into(&mut it.range);
                        it.element = Some(TOP.to_owned());
                    } else if REFERENCES.contains(&feature) {
                        let one = values.iter().all(|it| it.len() == 1);
                        let range = if one { ANNOTATION } else { "uima.cas.FSArray" };
                        range.clone_into(&mut it.range);
                    }
                }
                types.declare_feature(name, it);
            }
            for feature in all.iter().flat_map(|it| &it.lists) {
                types.declare_feature(name, Feature::new(feature, "uima.cas.StringArray"));
            }
        }
        types
    }
}

/// What is known of a feature structure whose type is not declared.
#[derive(Clone, Debug, Default)]
pub struct Guess {
    pub id: String,
    pub kind: String,
    pub annotation: bool,
    pub based: bool,
    pub values: HashMap<String, String>,
    pub lists: BTreeSet<String>,
}

const REFERENCES: &[&str] = &[
    "Governor",
    "Dependent",
    "governor",
    "dependent",
    "source",
    "target",
    "first",
    "next",
    "pos",
    "lemma",
    "stem",
    "morph",
    "parent",
];

impl Feature {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "        <featureDescription>")?;
        writeln!(out, "          <name>{}</name>", content(&self.name))?;
        writeln!(out, "          <description/>")?;
        writeln!(
            out,
            "          <rangeTypeName>{}</rangeTypeName>",
            content(&self.range)
        )?;
        if let Some(element) = &self.element {
            writeln!(
                out,
                "          <elementType>{}</elementType>",
                content(element)
            )?;
        }
        if self.shared {
            writeln!(
                out,
                "          <multipleReferencesAllowed>true</multipleReferencesAllowed>"
            )?;
        }
        writeln!(out, "        </featureDescription>")
    }
}

/// What the types that need no declaration descend from.
pub fn built_in_parent(name: &str) -> Option<&'static str> {
    Some(match name {
        DOCUMENT_ANNOTATION => ANNOTATION,
        ANNOTATION => BASE,
        "uima.cas.NonEmptyFSList" | "uima.cas.EmptyFSList" => "uima.cas.FSList",
        name if name.starts_with("uima.cas.") && name != TOP => TOP,
        _ => return None,
    })
}
