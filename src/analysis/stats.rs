//! How much there is of what: texts, records, answers, progress.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::annotation::{Layer, Span, Status};
use crate::model::check;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, AttributeId, DocumentId, LabelId, LinkKindId};
use crate::model::project::Project;
use crate::model::schema::Attribute;
use crate::model::segment;
use crate::model::text::Count;
use crate::model::value::{PartialDate, Value};

/// The counts of a project. Serialized, its keys stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    pub name: String,
    pub texts: TextSize,
    pub records: Records,
    pub progress: Progress,
    pub labels: BTreeMap<LabelId, LabelStats>,
    pub links: BTreeMap<LinkKindId, usize>,
    /// Answers about whole documents.
    pub document_labels: BTreeMap<AttributeId, Answers>,
    pub annotators: BTreeMap<AnnotatorId, AnnotatorStats>,
    /// In the order they are listed.
    pub documents: Vec<DocumentStats>,
}

/// How long texts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TextSize {
    pub documents: usize,
    pub code_points: usize,
    pub words: usize,
    pub sentences: usize,
}

/// How many records there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Records {
    pub spans: usize,
    pub links: usize,
    /// Spans with a required question unanswered.
    pub incomplete: usize,
}

/// How many layers, one for each annotator and document, have each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub to_do: usize,
    pub in_progress: usize,
    pub done: usize,
}

/// The spans with one label.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LabelStats {
    pub spans: usize,
    pub incomplete: usize,
    pub annotators: BTreeMap<AnnotatorId, usize>,
    pub attributes: BTreeMap<AttributeId, Answers>,
}

/// The answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answers {
    pub answered: usize,
    pub unanswered: usize,
    pub values: BTreeMap<String, usize>,
}

/// The work of one annotator.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnnotatorStats {
    pub records: Records,
    /// Over all documents: those nothing was said about are to do.
    pub progress: Progress,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentStats {
    pub id: DocumentId,
    pub code_points: usize,
    pub words: usize,
    pub sentences: usize,
    pub records: Records,
    pub progress: Progress,
}

/// Counts everything.
pub fn of(project: &Project) -> Stats {
    let mut stats = Stats {
        name: project.name.clone(),
        ..Stats::default()
    };
    stats.prepare(project);
    for document in project.listed() {
        stats.count_document(project, document);
    }
    stats
}

impl Stats {
    /// What the schema knows is shown even where there is none of it.
    fn prepare(&mut self, project: &Project) {
        let schema = &project.schema;
        for label in &schema.labels {
            let attributes = label
                .attributes
                .iter()
                .map(|it| (it.id.clone(), expected(it)));
            let label_stats = LabelStats {
                attributes: attributes.collect(),
                ..LabelStats::default()
            };
            self.labels.insert(label.id.clone(), label_stats);
        }
        let kinds = schema.links.iter().map(|it| (it.id.clone(), 0));
        self.links = kinds.collect();
        let labels = schema.document_labels.iter();
        self.document_labels = labels.map(|it| (it.id.clone(), expected(it))).collect();
        for id in annotators(project) {
            self.annotators
                .insert(id.clone(), AnnotatorStats::default());
        }
    }

    fn count_document(&mut self, project: &Project, document: &Document) {
        let text = document.text.as_str();
        let mut counted = DocumentStats {
            id: document.id.clone(),
            code_points: document.text.count(Count::CodePoint),
            words: segment::words(text).count(),
            sentences: segment::sentences(text).count(),
            records: Records::default(),
            progress: Progress::default(),
        };
        for (id, annotator) in &mut self.annotators {
            let layers = project.layers.get(id);
            let layer = layers.and_then(|it| it.get(&document.id));
            let status = layer.map_or(Status::ToDo, |it| it.status);
            annotator.progress.add(status);
            counted.progress.add(status);
            if let Some(layer) = layer {
                let records = Records::of(project, layer);
                annotator.records.add(records);
                counted.records.add(records);
            }
        }
        for (annotator, layers) in &project.layers {
            if let Some(layer) = layers.get(&document.id) {
                self.count_layer(project, annotator, layer);
            }
        }
        self.texts.documents += 1;
        self.texts.code_points += counted.code_points;
        self.texts.words += counted.words;
        self.texts.sentences += counted.sentences;
        self.records.add(counted.records);
        self.progress.join(counted.progress);
        self.documents.push(counted);
    }

    fn count_layer(&mut self, project: &Project, annotator: &AnnotatorId, layer: &Layer) {
        for span in layer.spans() {
            let label = self.labels.entry(span.label.clone()).or_default();
            label.count(span, annotator, !check::complete(project, span));
        }
        for link in layer.links() {
            *self.links.entry(link.kind.clone()).or_default() += 1;
        }
        for (id, value) in layer.labels.iter() {
            self.document_labels
                .entry(id.clone())
                .or_default()
                .count(value);
        }
        for (id, answers) in &mut self.document_labels {
            answers.unanswered += usize::from(layer.labels.get(id).is_none());
        }
    }
}

impl LabelStats {
    fn count(&mut self, span: &Span, annotator: &AnnotatorId, incomplete: bool) {
        self.spans += 1;
        self.incomplete += usize::from(incomplete);
        *self.annotators.entry(annotator.clone()).or_default() += 1;
        for (id, value) in span.attributes.iter() {
            self.attributes.entry(id.clone()).or_default().count(value);
        }
        for (id, answers) in &mut self.attributes {
            answers.unanswered += usize::from(span.attributes.get(id).is_none());
        }
    }
}

impl Answers {
    fn count(&mut self, value: &Value) {
        self.answered += 1;
        for name in names(value) {
            *self.values.entry(name).or_default() += 1;
        }
    }
}

impl Records {
    fn of(project: &Project, layer: &Layer) -> Self {
        Self {
            spans: layer.n_spans(),
            links: layer.n_links(),
            incomplete: layer
                .spans()
                .filter(|it| !check::complete(project, it))
                .count(),
        }
    }

    fn add(&mut self, other: Self) {
        self.spans += other.spans;
        self.links += other.links;
        self.incomplete += other.incomplete;
    }
}

impl Progress {
    pub fn total(self) -> usize {
        self.to_do + self.in_progress + self.done
    }

    fn add(&mut self, status: Status) {
        match status {
            Status::ToDo => self.to_do += 1,
            Status::InProgress => self.in_progress += 1,
            Status::Done => self.done += 1,
        }
    }

    fn join(&mut self, other: Self) {
        self.to_do += other.to_do;
        self.in_progress += other.in_progress;
        self.done += other.done;
    }
}

/// Those the project lists and those who left records.
pub fn annotators(project: &Project) -> BTreeSet<&AnnotatorId> {
    project
        .annotators
        .keys()
        .chain(project.layers.keys())
        .collect()
}

/// The choices of a question, none chosen yet.
fn expected(attribute: &Attribute) -> Answers {
    let choices = attribute.kind.choices().iter();
    Answers {
        values: choices.map(|it| (it.id.to_string(), 0)).collect(),
        ..Answers::default()
    }
}

/// What is counted of an answer: ids of choices and targets, years of dates; each text is its own.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Flag(it) => vec![it.to_string()],
        Value::Choice(it) => vec![it.to_string()],
        Value::Choices(them) => them.iter().map(ToString::to_string).collect(),
        Value::Number(it) => vec![it.to_string()],
        Value::Date(it) => vec![it.year().to_string()],
        Value::Interval(from, to) => vec![years(*from, *to)],
        Value::Text(it) => vec![it.clone()],
        Value::Target(it) => vec![it.to_string()],
    }
}

/// `2026`, `2026–2029`, `…–2029`.
fn years(from: Option<PartialDate>, to: Option<PartialDate>) -> String {
    let year =
        |it: Option<PartialDate>| it.map_or_else(|| "…".to_owned(), |it| it.year().to_string());
    let (from, to) = (year(from), year(to));
    if from == to {
        from
    } else {
        format!("{from}–{to}")
    }
}
