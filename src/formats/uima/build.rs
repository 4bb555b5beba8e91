//! From a document to feature structures, in the layout that `WebAnno` and `INCEpTION` read: sentences and
//! tokens, what is known of the document, a layer for each label, a relation layer for each kind of link.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::draft::extras;
use super::super::flat::stretches;
use super::super::format::{Item, Job};
use super::super::meta;
use super::super::names;
use super::super::report::{Ledger, LossKind};
use super::super::tokens;
use super::super::value::to_text;
use super::draft::is_token;
use super::kept::Kept;
use super::types::{Feature, Types};
use super::{
    ANNOTATION, BASE, CUSTOM, Cas, DOCUMENT, DOCUMENT_ANNOTATION, DOCUMENT_LABELS, ENDS, EXTRAS,
    Feat, Fs, METADATA, NOTE, SENTENCE, Sofa, TOKEN, identifier, short,
};
use crate::model::annotation::{Layer, Link, Span};
use crate::model::id::{LabelId, SpanId};
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// Makes feature structures of documents, and remembers the types that they needed.
#[derive(Debug)]
pub struct Builder<'a> {
    schema: &'a Schema,
    options: &'a super::super::Options,
    pub types: Types,
    /// The types of labels and links, by their ids.
    kinds: HashMap<String, String>,
    taken: BTreeSet<String>,
}

/// The name of the only text of a file, as every program expects it.
const INITIAL_VIEW: &str = "_InitialView";

/// One document on its way.
struct Document<'a> {
    text: &'a Text,
    kept: Kept,
    all: Vec<Fs>,
    members: Vec<u64>,
    /// The places in `all`, by id.
    places: HashMap<u64, usize>,
    used: BTreeSet<u64>,
    next: u64,
    sofa: u64,
    spans: HashMap<&'a SpanId, u64>,
}

impl<'a> Builder<'a> {
    pub fn new(job: &Job<'a>) -> Self {
        let mut builder = Self {
            schema: &job.project.schema,
            options: job.options,
            types: Types::default(),
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
        let kept = extras(&document.meta, EXTRAS).and_then(|it| serde_json::from_str(it).ok());
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
        if !came && !layer.spans().any(|it| is_token(it.label.as_str())) {
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
                    both.parent = DOCUMENT_ANNOTATION.to_owned();
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

    fn link(&mut self, link: &Link, layer: &Layer, made: &mut Document, ledger: &mut Ledger) {
        let ends = (
            made.spans.get(&link.from).copied(),
            made.spans.get(&link.to).copied(),
        );
        let (Some(from), Some(to)) = ends else {
            ledger.add(LossKind::Links, 1);
            return;
        };
        let kind = link.kind.as_str();
        let (feature, role) = match kind.split_once(':') {
            Some((feature, role)) => (feature, Some(role)),
            None => (kind, None),
        };
        let of = made
            .places
            .get(&from)
            .map(|it| made.all[*it].kind.clone())
            .unwrap_or_default();
        if let Some(declared) = self.types.feature(&of, feature).cloned()
            && self.refer(&declared, (from, to), role, link, made)
        {
            return;
        }
        let name = self.kind(kind, true, ledger);
        self.relation_type(&name, link, layer);
        let is_source = self.types.feature(&name, "source").is_some();
        let (first, second) = if is_source { ENDS[1] } else { ENDS[0] };
        let mut features = vec![
            (first.to_owned(), Feat::Ref(from)),
            (second.to_owned(), Feat::Ref(to)),
        ];
        if let Some(more) = made.kept.features.get(link.id.as_str()) {
            features.extend(
                more.iter()
                    .filter(|it| self.types.feature(&name, &it.0).is_some())
                    .cloned(),
            );
        }
        let place = made.kept.places.get(link.id.as_str()).copied();
        let end = made.places.get(&to).map(|it| &made.all[*it]);
        let at = place.or_else(|| end.and_then(|it| Some((it.begin?, it.end?))));
        let id = made.own_id(link.id.as_str());
        let (begin, end) = (at.map(|it| it.0), at.map(|it| it.1));
        made.add(
            Fs {
                id,
                kind: name,
                sofa: Some(made.sofa),
                begin,
                end,
                features,
            },
            true,
        );
    }

    /// Writes a link as a feature of the span that it comes from, where its type has such a one.
    fn refer(
        &mut self,
        declared: &Feature,
        (from, to): (u64, u64),
        role: Option<&str>,
        link: &Link,
        made: &mut Document,
    ) -> bool {
        let Some(place) = made.places.get(&from).copied() else {
            return false;
        };
        if declared.is_references() {
            let linked = declared
                .element
                .as_deref()
                .filter(|it| self.types.feature(it, "target").is_some());
            let linked = linked
                .map(str::to_owned)
                .or_else(|| self.link_type(&declared.name, &made.all[place].kind));
            let slot = match (linked, role) {
                (Some(kind), _)
                    if role.is_some() || self.types.feature(&kind, "target").is_some() =>
                {
                    let id = made.own_id(link.id.as_str());
                    let mut features = vec![("target".to_owned(), Feat::Ref(to))];
                    if let Some(role) = role {
                        features.insert(0, ("role".to_owned(), Feat::Text(role.to_owned())));
                    }
                    made.add(
                        Fs {
                            id,
                            kind,
                            features,
                            ..Fs::default()
                        },
                        false,
                    );
                    id
                }
                (_, None) => to,
                _ => return false,
            };
            let features = &mut made.all[place].features;
            match features.iter_mut().find(|it| it.0 == declared.name) {
                Some((_, Feat::Refs(all))) => all.push(slot),
                Some(_) => return false,
                None => features.push((declared.name.clone(), Feat::Refs(vec![slot]))),
            }
            return true;
        }
        let features = &mut made.all[place].features;
        let free = features.iter().all(|it| it.0 != declared.name);
        let fits = role.is_none() && free && declared.is_reference(&self.types);
        if fits {
            features.push((declared.name.clone(), Feat::Ref(to)));
        }
        fits
    }

    /// The type of the elements of a link feature that is declared without it: as `WebAnno` names them.
    fn link_type(&self, feature: &str, kind: &str) -> Option<String> {
        let mut wanted: Vec<String> =
            [format!("{kind}{feature}Link"), format!("{kind}Link")].to_vec();
        let first: String = feature
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .collect();
        let rest: String = feature.chars().skip(1).collect();
        wanted.push(format!("{kind}{first}{rest}Link"));
        wanted
            .into_iter()
            .find(|it| self.types.feature(it, "target").is_some())
    }

    fn relation_type(&mut self, name: &str, link: &Link, layer: &Layer) {
        if self.types.0.contains_key(name)
            && ENDS
                .iter()
                .any(|it| self.types.feature(name, it.0).is_some())
        {
            return;
        }
        let known = self.schema.link(&link.kind);
        let mut ends: BTreeSet<&LabelId> = known
            .map(|it| it.from.iter().chain(&it.to).collect())
            .unwrap_or_default();
        for id in [&link.from, &link.to] {
            ends.extend(layer.span(id).map(|it| &it.label));
        }
        let only = ends.first().filter(|_| ends.len() == 1);
        let base = only.and_then(|it| self.kinds.get(it.as_str()).cloned());
        let base = base.unwrap_or_else(|| ANNOTATION.to_owned());
        self.declare(name, ANNOTATION);
        for end in [ENDS[0].1, ENDS[0].0] {
            self.types.declare_feature(name, Feature::new(end, &base));
        }
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

impl<'a> Document<'a> {
    fn new(text: &'a Text, kept: Kept, layer: &Layer) -> Self {
        let mut used: BTreeSet<u64> = kept.all.iter().map(|it| it.id).collect();
        let sofa = if kept.sofa.id > 0 { kept.sofa.id } else { 1 };
        used.extend([0, sofa]);
        let spans = layer.spans().filter_map(|it| number(it.id.as_str()));
        let links = layer.links().filter_map(|it| number(it.id.as_str()));
        let most = spans.chain(links).chain(used.iter().copied()).max();
        Self {
            text,
            kept,
            all: Vec::new(),
            members: Vec::new(),
            places: HashMap::new(),
            used,
            next: most.unwrap_or_default() + 1,
            sofa,
            spans: HashMap::new(),
        }
    }

    fn add(&mut self, it: Fs, member: bool) {
        if member {
            self.members.push(it.id);
        }
        self.places.insert(it.id, self.all.len());
        self.all.push(it);
    }

    fn fresh(&mut self) -> u64 {
        let id = self.next;
        self.next += 1;
        id
    }

    fn span_id(&mut self, span: &Span) -> u64 {
        self.own_id(span.id.as_str())
    }

    /// The number that a record came with, where it is still free.
    fn own_id(&mut self, id: &str) -> u64 {
        match number(id).filter(|it| !self.used.contains(it)) {
            Some(id) => {
                self.used.insert(id);
                id
            }
            None => self.fresh(),
        }
    }

    /// Sentences and words, for those who want to stand on them.
    fn words(&mut self, layer: &Layer) {
        let whole: Vec<_> = layer.spans().map(|it| it.extent()).collect();
        let cuts: BTreeSet<usize> = layer
            .spans()
            .flat_map(|it| it.at.iter().flat_map(|it| [it.start, it.end]))
            .collect();
        for sentence in tokens::sentences(self.text.as_str(), &cuts, &whole) {
            let (first, last) = (sentence.words.first(), sentence.words.last());
            if let (Some(first), Some(last)) = (first, last) {
                self.word(SENTENCE, first.start..last.end);
            }
            for word in sentence.words {
                self.word(TOKEN, word);
            }
        }
    }

    fn word(&mut self, kind: &str, at: std::ops::Range<usize>) {
        let Some(at) = self.text.from_bytes(&at, Count::Utf16) else {
            return;
        };
        let id = self.fresh();
        self.add(
            Fs {
                id,
                kind: kind.to_owned(),
                sofa: Some(self.sofa),
                begin: Some(at.start),
                end: Some(at.end),
                features: Vec::new(),
            },
            true,
        );
    }

    /// What was kept; what it refers to and is not there any more becomes null.
    fn rest(&mut self, kept: &Kept) {
        let members: BTreeSet<u64> = kept.members.iter().copied().collect();
        for it in &kept.all {
            self.add(it.clone(), members.contains(&it.id));
        }
        let there = &self.places;
        for it in &mut self.all {
            it.features
                .retain(|it| !matches!(&it.1, Feat::Ref(to) if !there.contains_key(to)));
            for (_, value) in &mut it.features {
                if let Feat::Refs(all) = value {
                    for to in all.iter_mut().filter(|it| !there.contains_key(it)) {
                        *to = 0;
                    }
                }
            }
        }
    }
}

fn number(id: &str) -> Option<u64> {
    let number = id.parse::<u64>().ok()?;
    (number > 0 && number < u64::from(u32::MAX / 2) && number.to_string() == id).then_some(number)
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
