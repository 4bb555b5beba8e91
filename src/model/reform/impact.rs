//! What a change of the schema touches, in numbers and with some of the places.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::{AnnotatorId, AttributeId, DocumentId, LabelId, LinkKindId, SpanId};
use crate::model::project::{LayerKey, Project};
use crate::model::value::Value;

/// So many places are kept to be shown.
const MOST_SAMPLES: usize = 24;

/// What a change touches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// Records that get another label.
    pub relabelled: usize,
    /// Records that go, with their answers and links.
    pub removed: usize,
    /// Links that go.
    pub links_removed: usize,
    /// Answers written in another way.
    pub answers_changed: usize,
    /// Answers that go, those of removed records included.
    pub answers_lost: usize,
    /// Answers that have become the label of their record.
    pub answers_absorbed: usize,
    /// Records that lack a required answer from now on.
    pub incomplete: usize,
    /// Records without an answer, whose silence means something else from now on.
    pub reread: usize,
    /// Records that mark the same words with the same label as another from now on. Both stay.
    pub twins: usize,
    pub annotators: BTreeSet<AnnotatorId>,
    pub documents: BTreeSet<DocumentId>,
    /// Records touched, each once; answers about a whole document count as one record of it.
    pub records: usize,
    /// Some of the records, in the order of the annotators and texts.
    pub samples: Vec<Sample>,
}

/// A record that a change touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub key: LayerKey,
    pub span: SpanId,
    pub touch: Touch,
}

/// How a record is touched, the gravest thing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    Removed,
    AnswerLost,
    LinkLost,
    Relabelled,
    AnswerChanged,
    Incomplete,
    Reread,
}

impl Touch {
    /// The key of its words in the translation files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Removed => "touch-removed",
            Self::AnswerLost => "touch-answer-lost",
            Self::LinkLost => "touch-link-lost",
            Self::Relabelled => "touch-relabelled",
            Self::AnswerChanged => "touch-answer-changed",
            Self::Incomplete => "touch-incomplete",
            Self::Reread => "touch-reread",
        }
    }
}

impl Impact {
    /// Whether any record is concerned, so that the person is asked first.
    pub fn touches(&self) -> bool {
        self.records > 0
    }

    /// Whether something goes that the step's undoing alone brings back.
    pub fn loses(&self) -> bool {
        self.removed + self.links_removed + self.answers_lost > 0
    }

    /// Each number with the key of its sentence in the translation files, the gravest first.
    pub fn counts(&self) -> [(&'static str, usize); 9] {
        [
            ("impact-removed", self.removed),
            ("impact-links", self.links_removed),
            ("impact-lost", self.answers_lost),
            ("impact-relabelled", self.relabelled),
            ("impact-changed", self.answers_changed),
            ("impact-absorbed", self.answers_absorbed),
            ("impact-incomplete", self.incomplete),
            ("impact-reread", self.reread),
            ("impact-twins", self.twins),
        ]
    }

    pub(super) fn touch(&mut self, key: &LayerKey) {
        self.records += 1;
        self.annotators.insert(key.annotator.clone());
        self.documents.insert(key.document.clone());
    }

    pub(super) fn sample(&mut self, key: &LayerKey, span: &SpanId, touch: Touch) {
        if self.samples.len() < MOST_SAMPLES {
            self.samples.push(Sample {
                key: key.clone(),
                span: span.clone(),
                touch,
            });
        }
    }
}

/// How much of the schema is in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    pub labels: BTreeMap<LabelId, usize>,
    pub links: BTreeMap<LinkKindId, usize>,
    /// Answers given, by label and question.
    pub answers: BTreeMap<(LabelId, AttributeId), usize>,
    pub targets: BTreeMap<crate::model::id::TargetId, usize>,
}

/// Counts the records of every label, link, question and target, of all annotators.
pub fn usage(project: &Project) -> Usage {
    let mut found = Usage::default();
    for (_, layer) in project.all_layers() {
        for link in layer.links() {
            *found.links.entry(link.kind.clone()).or_default() += 1;
        }
        for span in layer.spans() {
            *found.labels.entry(span.label.clone()).or_default() += 1;
            for (id, value) in span.attributes.iter() {
                let question = (span.label.clone(), id.clone());
                *found.answers.entry(question).or_default() += 1;
                if let Value::Target(target) = value {
                    *found.targets.entry(target.clone()).or_default() += 1;
                }
            }
        }
    }
    found
}
