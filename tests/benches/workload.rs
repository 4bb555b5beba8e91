//! Texts and records made by chance with a fixed seed: French-like prose with accents, « », no-break
//! spaces, typographic apostrophes and emoji, so that no position is the same in bytes and code points.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use sententia::model::annotation::{Attributes, Layer, Link, Origin, Span, Status};
use sententia::model::document::{Document, Meta, Source};
use sententia::model::id::{AnnotatorId, DocumentId};
use sententia::model::project::{Annotator, LayerKey, Project};
use sententia::model::schema::{Kind, Label, Schema};
use sententia::model::text::Text;
use sententia::model::value::Value;
use sententia::store::disk::ProjectFile;
use sententia::store::schemas::Template;
use sententia::store::{create, decode, paths};

const SUBJECTS: &[&str] = &[
    "le maire",
    "l’été",
    "la régie",
    "une voisine",
    "l’opposition",
    "ce château",
    "la forêt",
    "le dépôt",
    "l’hypothèse",
    "un élève",
    "la bibliothèque",
    "notre œuvre",
    "l’événement",
];
const VERBS: &[&str] = &[
    "découvre",
    "révélera",
    "espère",
    "préférait",
    "reçoit",
    "décrit",
    "éclairera",
    "achève",
];
const OBJECTS: &[&str] = &[
    "la leçon",
    "un rêve étrange",
    "l’arrêt du marché",
    "des siècles d’oubli",
    "la tempête",
    "l’idée d’un théâtre",
    "une réponse honnête",
    "le règlement",
    "sa mémoire",
    "l’enquête",
];
const TAILS: &[&str] = &[
    "sans bruit",
    "dès l’hiver",
    "à\u{a0}peine",
    "près de Besançon",
    "naguère",
    "en 2031",
];
const ENDS: &[&str] = &[".", ".", ".", "\u{202f}!", "\u{a0}?", " 😀.", " 👩‍🔬.", "…"];

/// A project of some size.
pub struct Workload {
    pub name: &'static str,
    pub n_documents: usize,
    /// Of each text, about.
    pub n_bytes: usize,
    /// In each text.
    pub n_spans: usize,
    pub n_links: usize,
    pub open_budget_ms: u64,
    /// Without a line end anywhere.
    pub single_line: bool,
    /// Long spans, many over each other.
    pub nested: bool,
}

impl Workload {
    pub fn new(
        name: &'static str,
        n_documents: usize,
        n_bytes: usize,
        n_spans: usize,
        n_links: usize,
        open_budget_ms: u64,
    ) -> Self {
        Self {
            name,
            n_documents,
            n_bytes,
            n_spans,
            n_links,
            open_budget_ms,
            single_line: false,
            nested: false,
        }
    }

    /// Writes the project as a folder; returns its size in words.
    pub fn write(&self, root: &Path) -> String {
        let project = self.project();
        let save = |path: &Path, text: &str| {
            let full = root.join(path);
            let parent = full.parent().expect("a folder");
            fs::create_dir_all(parent).expect("made");
            fs::write(full, text).expect("written");
        };
        for document in project.listed() {
            let path = paths::text(&document.id).expect("a path");
            save(&path, document.text.as_str());
        }
        let keys: Vec<LayerKey> = project.all_layers().map(|it| it.0).collect();
        for key in keys {
            let text = create::layer_text(&project, &key).expect("a layer");
            let path = paths::layer(&key).expect("a path");
            save(&path, &text.expect("in words"));
        }
        let file = ProjectFile::of(&project).write().expect("in words");
        save(Path::new(paths::PROJECT), &file);
        let mb = project.listed().map(|it| it.text.len()).sum::<usize>() as f64 / 1e6;
        let n_spans = self.n_documents * self.n_spans;
        format!(
            "{} documents, {mb:.1} MB of text, {n_spans} spans",
            self.n_documents
        )
    }

    fn project(&self) -> Project {
        let template = Template::by_id("stance-prediction").expect("the usual schema");
        let mut project = template.project(self.name, "en").expect("a project");
        let annotator = AnnotatorId::new("bench");
        let (mut documents, mut layers) = (BTreeMap::new(), BTreeMap::new());
        let mut order = Vec::with_capacity(self.n_documents);
        for i in 0..self.n_documents {
            let mut random = Random::new(i as u64 + 1);
            let id = DocumentId::new(format!("{:02}/{i:05}.txt", i % 100));
            let mut text = text(self.n_bytes, &mut random);
            if self.single_line {
                text = text.replace('\n', " ");
            }
            let layer = self.layer(&project.schema, &annotator, &text, &mut random);
            layers.insert(id.clone(), Arc::new(layer));
            documents.insert(id.clone(), Arc::new(document(&id, text)));
            order.push(id);
        }
        let name = "Bench".to_owned();
        project.annotators = Arc::new([(annotator.clone(), Annotator { name })].into());
        project.order = Arc::new(order);
        project.documents = Arc::new(documents);
        project.layers = [(annotator, Arc::new(layers))].into();
        project
    }

    fn layer(&self, schema: &Schema, by: &AnnotatorId, text: &str, random: &mut Random) -> Layer {
        let labels = schema.labels.get(..3).expect("three labels");
        let mut spans = Vec::with_capacity(self.n_spans);
        for i in 0..self.n_spans {
            let label = random.pick(labels);
            spans.push(Span {
                id: format!("s-{i:06}").as_str().into(),
                label: label.id.clone(),
                at: vec![stretch_of(text, if self.nested { 40 } else { 5 }, random)],
                attributes: answers(label, random),
                note: String::new(),
                origin: Origin::Manual,
                by: by.clone(),
                when: Timestamp::UNIX_EPOCH,
                conflict: None,
                was: None,
            });
        }
        let mut links = Vec::with_capacity(self.n_links);
        for i in 0..self.n_links {
            links.push(Link {
                id: format!("l-{i:06}").as_str().into(),
                kind: random.pick(&schema.links).id.clone(),
                from: random.pick(&spans).id.clone(),
                to: random.pick(&spans).id.clone(),
                by: by.clone(),
                when: Timestamp::UNIX_EPOCH,
                conflict: None,
            });
        }
        Layer::new(Status::InProgress, Attributes::default(), spans, links)
    }
}

fn document(id: &DocumentId, text: String) -> Document {
    Document {
        id: id.clone(),
        meta: Meta {
            title: format!("Text {id}"),
            ..Meta::default()
        },
        source: Source {
            sha256: decode::sha256(text.as_bytes()),
            encoding: "UTF-8".to_owned(),
        },
        text: Text::new(text),
    }
}

/// Two answers by choice.
fn answers(label: &Label, random: &mut Random) -> Attributes {
    let mut answers = Attributes::default();
    let choices = label.attributes.iter().filter_map(|it| match &it.kind {
        Kind::OneOf(them) | Kind::Ordinal(them) => Some((&it.id, them)),
        _ => None,
    });
    for (id, choices) in choices.take(2) {
        let choice = random.pick(choices).id.clone();
        answers.set(id, Some(Value::Choice(choice)));
    }
    answers
}

/// A few words of a text, in bytes.
pub fn stretch(text: &str, random: &mut Random) -> Range<usize> {
    stretch_of(text, 5, random)
}

/// The same, of at least so many bytes.
fn stretch_of(text: &str, least: usize, random: &mut Random) -> Range<usize> {
    let border = |from: usize| {
        let mut bytes = text.as_bytes().iter().skip(from);
        bytes
            .position(|it| *it == b' ')
            .map_or(text.len(), |it| from + it)
    };
    let start = border(random.below(text.len() - 400)) + 1;
    start..border(start + least + random.below(60 + least / 2))
}

fn text(n_bytes: usize, random: &mut Random) -> String {
    let mut text = String::with_capacity(n_bytes + 200);
    let mut sentences = 0;
    while text.len() < n_bytes {
        let quoted = random.below(8) == 0;
        text += if quoted { "«\u{a0}" } else { "" };
        let mut subject = random.pick(SUBJECTS).chars();
        text.extend(subject.next().into_iter().flat_map(char::to_uppercase));
        text += subject.as_str();
        for words in [VERBS, OBJECTS, TAILS] {
            text.push(' ');
            text += *random.pick(words);
        }
        text += *random.pick(ENDS);
        text += if quoted { "\u{a0}»" } else { "" };
        sentences += 1;
        text.push(if sentences % 5 == 0 { '\n' } else { ' ' });
    }
    text
}

/// Numbers that are the same each time (xorshift).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
