//! From a document to feature structures, in the layout that `WebAnno` and `INCEpTION` read: sentences and
//! tokens, what is known of the document, a layer for each label, a relation layer for each kind of link.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::flat::stretches;
use super::super::format::{Item, Job};
use super::super::meta;
use super::super::names;
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::draft::is_token;
use super::kept::Kept;
use super::types::{Feature, Types};
use super::{
    ANNOTATION, BASE, CUSTOM, Cas, DOCUMENT, DOCUMENT_ANNOTATION, DOCUMENT_LABELS, Feat, Fs,
    METADATA, NOTE, SENTENCE, Sofa, TOKEN, identifier, short,
};
use crate::model::annotation::Layer;
use crate::model::schema::Schema;
use crate::model::text::Count;
use crate::model::value::Value;

/// Makes feature structures of documents, and remembers the types that they needed.
#[derive(Debug)]
pub struct Builder<'a> {
    schema: &'a Schema,
    options: &'a super::super::Options,
    pub types: Types,
    /// Whether to add sentences and words where a document has none.
    pub words: bool,
    /// The types of labels and links, by their ids.
    kinds: HashMap<String, String>,
    taken: BTreeSet<String>,
}

mod document;
mod links;

use document::Document;

/// The name of the only text of a file, as every program expects it.
const INITIAL_VIEW: &str = "_InitialView";

impl<'a> Builder<'a> {
    pub fn new(job: &Job<'a>) -> Self {
        let mut builder = Self {
            schema: &job.project.schema,
            options: job.options,
            types: Types::default(),
            words: true,
            kinds: HashMap::new(),
            taken: BTreeSet::new(),
        };
        builder.declare_standard();
        builder
    }

    /// Declares what the schema has, so that an empty project comes with its layers.
    pub fn declare_schema(&mut self, ledger: &mut Ledger) {
        let schema = self.schema;
        for label in &schema.labels {
            let kind = self.kind(label.id.as_str(), false, ledger);
            self.declare(&kind, ANNOTATION);
            for question in &label.attributes {
                let range = range_of(&question.kind);
                let name = identifier(question.id.as_str());
                self.types
                    .declare_feature(&kind, Feature::new(&name, range));
            }
        }
    }

    /// The type that a label is written as, if it was asked for.
    pub fn kind_of_label(&self, id: &str) -> Option<&str> {
        self.kinds.get(id).map(String::as_str)
    }

    /// The type that a kind of link is written as, if it was asked for.
    pub fn kind_of_link(&self, id: &str) -> Option<&str> {
        self.kinds.get(&format!(">{id}")).map(String::as_str)
    }

    fn declare_standard(&mut self) {
        let string = |name: &str| Feature::new(name, "uima.cas.String");
        let integer = |name: &str| Feature::new(name, "uima.cas.Integer");
        self.types.declare(SENTENCE, ANNOTATION).features = vec![string("id")];
        self.types.declare(TOKEN, ANNOTATION).features =
            vec![string("form"), string("id"), integer("order")];
        let document = self.types.declare(DOCUMENT, DOCUMENT_ANNOTATION);
        document.features = [
            "documentTitle",
            "documentId",
            "documentUri",
            "collectionId",
            "documentBaseUri",
        ]
        .map(string)
        .to_vec();
        document
            .features
            .push(Feature::new("isLastSegment", "uima.cas.Boolean"));
    }

    fn declare(&mut self, kind: &str, parent: &str) {
        self.types.declare(kind, parent);
    }

    /// The type of a label, or of a kind of link.
    fn kind(&mut self, id: &str, link: bool, ledger: &mut Ledger) -> String {
        let key = format!("{}{id}", if link { ">" } else { "" });
        if let Some(known) = self.kinds.get(&key) {
            return known.clone();
        }
        let qualified = id.contains('.')
            && id
                .split('.')
                .all(|it| identifier(it) == it && !it.is_empty());
        let built_in = id.starts_with("uima.cas.");
        let kind = if (self.types.0.contains_key(id) || qualified) && !built_in {
            id.to_owned()
        } else {
            let wanted = identifier(id);
            let numbered = (2u32..).map(|n| format!("{wanted}_{n}"));
            let mut names = std::iter::once(wanted.clone()).chain(numbered);
            let name = names.find(|it| !self.taken.contains(it)).unwrap_or(wanted);
            if name != id {
                ledger.add(LossKind::Names, 1);
            }
            self.taken.insert(name.clone());
            format!("{CUSTOM}{name}")
        };
        self.kinds.insert(key, kind.clone());
        kind
    }

    /// The feature structures of one document.
    pub fn cas(&mut self, item: &Item, ledger: &mut Ledger) -> Cas {
        let document = item.document;
        let by = item.layers.first().map_or("", |it| it.0.as_str());
        let kept = Kept::of(&document.meta, by);
        let came = kept.is_some();
        let kept: Kept = kept.unwrap_or_default();
        self.prefer(&kept.types);
        let empty = Layer::default();
        let layer = item.layers.first().map_or(&empty, |it| it.1);
        let mut made = Document::new(&document.text, kept, layer);
        self.spans(layer, &mut made, ledger);
        for link in layer.links() {
            self.link(link, layer, &mut made, ledger);
        }
        self.about(item, layer, (&mut made, came), ledger);
        let bare = self.words && (!came || made.kept.words);
        if bare && !layer.spans().any(|it| is_token(it.label.as_str())) {
            made.words(layer);
        }
        let kept = std::mem::take(&mut made.kept);
        made.rest(&kept);
        let renamed = came && kept.sofa.name != INITIAL_VIEW;
        ledger.add(LossKind::Names, usize::from(renamed));
        let sofa = Sofa {
            id: made.sofa,
            name: INITIAL_VIEW.to_owned(),
            text: (!kept.textless || !document.text.is_empty())
                .then(|| document.text.as_str().to_owned()),
            features: if kept.sofa.features.is_empty() {
                vec![("mimeType".to_owned(), Feat::Text("text".to_owned()))]
            } else {
                kept.sofa.features
            },
            members: made.members,
        };
        Cas {
            types: Types::default(),
            all: made.all,
            sofas: vec![sofa],
            words: made.words,
            ours: Vec::new(),
        }
    }

    /// Types as a document brought them are taken before those made up here.
    fn prefer(&mut self, kept: &Types) {
        for name in [SENTENCE, TOKEN, DOCUMENT] {
            if let Some(known) = kept.0.get(name) {
                let mut both = known.clone();
                let ours = self.types.0.get(name).map(|it| it.features.clone());
                for feature in ours.unwrap_or_default() {
                    if kept.feature(name, &feature.name).is_none() {
                        both.features.push(feature);
                    }
                }
                if both.parent == ANNOTATION
                    && name == DOCUMENT
                    && both.features.iter().all(|it| it.name != "language")
                {
                    DOCUMENT_ANNOTATION.clone_into(&mut both.parent);
                }
                self.types.0.insert(name.to_owned(), both);
            }
        }
        self.types.merge(kept);
    }

    fn spans<'d>(&mut self, layer: &'d Layer, made: &mut Document<'d>, ledger: &mut Ledger) {
        let mut counted = Ledger::default();
        for stretch in stretches(layer, self.options, &mut counted) {
            let span = stretch.span;
            let Some(at) = made.text.from_bytes(&stretch.at, Count::Utf16) else {
                ledger.add(LossKind::SpansOutsideText, 1);
                continue;
            };
            let kind = self.kind(span.label.as_str(), false, ledger);
            self.declare(&kind, ANNOTATION);
            let mut features = Vec::new();
            for (name, value) in span.attributes.iter() {
                self.answer(&kind, name.as_str(), value, &mut features, ledger);
            }
            if !span.note.is_empty() {
                self.types
                    .declare_feature(&kind, Feature::new(NOTE, "uima.cas.String"));
                features.push((NOTE.to_owned(), Feat::Text(span.note.clone())));
            }
            let id = made.span_id(span);
            if let Some(more) = made.kept.features.get(span.id.as_str()) {
                features.extend(
                    more.iter()
                        .filter(|it| self.types.feature(&kind, &it.0).is_some())
                        .cloned(),
                );
            }
            made.spans.entry(&span.id).or_insert(id);
            made.add(
                Fs {
                    id,
                    kind,
                    sofa: Some(made.sofa),
                    begin: Some(at.start),
                    end: Some(at.end),
                    features,
                },
                true,
            );
        }
        for loss in counted.losses() {
            ledger.add(loss.kind, loss.count);
        }
    }

    /// An answer as a feature of the range that is declared, or will be.
    fn answer(
        &mut self,
        kind: &str,
        name: &str,
        value: &Value,
        features: &mut Vec<(String, Feat)>,
        ledger: &mut Ledger,
    ) {
        let plain = identifier(name);
        let name = if self.types.feature(kind, name).is_some() {
            name
        } else {
            &plain
        };
        if name != plain || features.iter().any(|it| it.0 == name) {
            ledger.add(LossKind::Names, 1);
        }
        let range = match value {
            Value::Flag(_) => "uima.cas.Boolean",
            Value::Number(_) => "uima.cas.Double",
            Value::Choices(_) => "uima.cas.StringArray",
            _ => "uima.cas.String",
        };
        self.types.declare_feature(kind, Feature::new(name, range));
        let changed = matches!(
            value,
            Value::Date(_) | Value::Interval(..) | Value::Target(_)
        );
        ledger.add(LossKind::Kinds, usize::from(changed));
        let range = self
            .types
            .feature(kind, name)
            .map(|it| it.range.clone())
            .unwrap_or_default();
        let text = to_text(value);
        let fits = match short(&range) {
            "Boolean" => text == "true" || text == "false",
            "Integer" | "Short" | "Long" | "Byte" => text.parse::<i64>().is_ok(),
            "Float" | "Double" => {
                text.parse::<f64>().is_ok() || matches!(&*text, "NaN" | "Infinity" | "-Infinity")
            }
            "StringArray" => true,
            _ => self.types.is_primitive(&range),
        };
        let feat = match value {
            _ if !fits => {
                ledger.add(LossKind::Attributes, 1);
                return;
            }
            Value::Choices(all) if range == "uima.cas.StringArray" => {
                Feat::Texts(all.iter().map(ToString::to_string).collect())
            }
            _ if range == "uima.cas.StringArray" => Feat::Texts(vec![text]),
            _ => Feat::Text(text),
        };
        features.push((name.to_owned(), feat));
    }

    /// What is known of the document, and answers about it.
    fn about(
        &mut self,
        item: &Item,
        layer: &Layer,
        (made, came): (&mut Document, bool),
        ledger: &mut Ledger,
    ) {
        let length = made.text.count(Count::Utf16);
        let kept = std::mem::take(&mut made.kept.all);
        let (about, rest): (Vec<Fs>, Vec<Fs>) = kept
            .into_iter()
            .partition(|it| self.types.is_a(&it.kind, DOCUMENT_ANNOTATION) || it.kind == DOCUMENT);
        made.kept.all = rest;
        let mut metadata: BTreeMap<String, String> = meta::pairs(&item.document.meta)
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text))
            .collect();
        let bare = about.is_empty() && !(came && metadata.is_empty());
        let mut about = if bare {
            vec![Fs {
                id: made.fresh(),
                kind: DOCUMENT.to_owned(),
                sofa: Some(made.sofa),
                begin: Some(0),
                end: Some(length),
                features: Vec::new(),
            }]
        } else {
            about
        };
        let name = item.document.id.as_str();
        if bare {
            metadata
                .entry("language".to_owned())
                .or_insert_with(|| "x-unspecified".to_owned());
            metadata
                .entry("documentId".to_owned())
                .or_insert_with(|| name.to_owned());
            metadata
                .entry("title".to_owned())
                .or_insert_with(|| names::stem(name).to_owned());
        }
        for it in &mut about {
            for (feature, value) in &mut it.features {
                let key = if feature == "documentTitle" {
                    "title"
                } else {
                    feature
                };
                if let (Feat::Text(text), Some(known)) = (value, metadata.remove(key)) {
                    *text = known;
                }
            }
        }
        if let Some(first) = about.iter_mut().find(|it| it.kind == DOCUMENT) {
            for (key, feature) in [
                ("title", "documentTitle"),
                ("language", "language"),
                ("documentId", "documentId"),
                ("documentUri", "documentUri"),
                ("collectionId", "collectionId"),
                ("documentBaseUri", "documentBaseUri"),
                ("isLastSegment", "isLastSegment"),
            ] {
                if let Some(text) = metadata.remove(key) {
                    first.features.push((feature.to_owned(), Feat::Text(text)));
                }
            }
        }
        for it in about {
            made.add(it, true);
        }
        self.metadata(metadata, made);
        self.labels(layer, made, ledger);
    }

    /// What is known of the document and has no feature: a name and a text each.
    fn metadata(&mut self, metadata: BTreeMap<String, String>, made: &mut Document) {
        if !metadata.is_empty() {
            self.declare(METADATA, BASE);
            for name in ["key", "value"] {
                self.types
                    .declare_feature(METADATA, Feature::new(name, "uima.cas.String"));
            }
        }
        for (key, value) in metadata {
            let features = vec![
                ("key".to_owned(), Feat::Text(key)),
                ("value".to_owned(), Feat::Text(value)),
            ];
            let id = made.fresh();
            made.add(
                Fs {
                    id,
                    kind: METADATA.to_owned(),
                    sofa: Some(made.sofa),
                    features,
                    ..Fs::default()
                },
                true,
            );
        }
    }

    /// Answers about the document.
    fn labels(&mut self, layer: &Layer, made: &mut Document, ledger: &mut Ledger) {
        if !layer.labels.is_empty() {
            self.declare(DOCUMENT_LABELS, BASE);
            let mut features = Vec::new();
            for (name, value) in layer.labels.iter() {
                self.answer(DOCUMENT_LABELS, name.as_str(), value, &mut features, ledger);
            }
            let id = made.fresh();
            made.add(
                Fs {
                    id,
                    kind: DOCUMENT_LABELS.to_owned(),
                    sofa: Some(made.sofa),
                    features,
                    ..Fs::default()
                },
                true,
            );
        }
    }
}

fn range_of(kind: &crate::model::schema::Kind) -> &'static str {
    use crate::model::schema::Kind;
    match kind {
        Kind::Flag => "uima.cas.Boolean",
        Kind::Number { .. } => "uima.cas.Double",
        Kind::SeveralOf(_) => "uima.cas.StringArray",
        _ => "uima.cas.String",
    }
}
