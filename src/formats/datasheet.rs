//! The sheet that goes with an export: what is in it, who labelled it and how much they agree, how it was
//! divided, what was lost, and by which bytes it is known. Once for people, once for programs.
//!
//! It follows what can be known by a program of Gebru and others, *Datasheets for Datasets*, CACM 64(12),
//! 2021. Like the export itself it bears no date: the same project gives the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::output::Written;
use super::{Export, Report, Splits};
use crate::analysis::agreement::{self, Pair};
use crate::analysis::leak::Leak;
use crate::analysis::split::{Plan, choices};
use crate::model::annotation::Status;
use crate::model::id::{AttributeId, DocumentId, LabelId, LinkKindId};
use crate::model::project::Project;
use crate::model::schema::Schema;

mod chosen;
mod markdown;

pub use chosen::Chosen;

/// How the documents were divided, if they were.
#[derive(Clone, Debug, Serialize)]
pub struct Division<'a> {
    pub plan: &'a Plan,
    #[serde(skip)]
    pub sets: &'a Splits,
    /// What stands in two sets at once.
    pub leaks: Vec<Leak>,
}

/// All that the sheet says.
#[derive(Debug, Serialize)]
pub struct Datasheet<'a> {
    pub name: &'a str,
    /// The program that wrote it.
    pub tool: String,
    pub format: &'a str,
    /// What of the project was meant to go out, and how.
    pub chosen: Chosen<'a>,
    pub documents: usize,
    pub code_points: usize,
    pub languages: BTreeMap<String, usize>,
    /// The first and the last date of the documents that have one.
    pub dates: Option<(String, String)>,
    pub authors: usize,
    pub annotators: Vec<Annotator>,
    pub labels: BTreeMap<LabelId, usize>,
    pub links: BTreeMap<LinkKindId, usize>,
    /// Documents with an answer, by question.
    pub document_labels: BTreeMap<AttributeId, usize>,
    pub agreement: Vec<PairSaid>,
    pub sets: Vec<SetSaid>,
    pub division: Option<&'a Division<'a>>,
    pub losses: Vec<LossSaid>,
    pub files: &'a [Written],
    pub schema: &'a Schema,
    pub guidelines: &'a str,
}

/// Who labelled, and how much.
#[derive(Debug, Serialize)]
pub struct Annotator {
    pub id: String,
    pub name: String,
    pub documents: usize,
    pub done: usize,
    pub spans: usize,
    pub links: usize,
}

/// The agreement of two annotators, with the measures beside the counts.
#[derive(Debug, Serialize)]
pub struct PairSaid {
    #[serde(flatten)]
    pub pair: Pair,
    pub f_exact: Option<f64>,
    pub f_meeting: Option<f64>,
}

/// One of the sets.
#[derive(Debug, Serialize)]
pub struct SetSaid {
    pub name: String,
    pub documents: usize,
    pub labels: BTreeMap<LabelId, usize>,
    /// What was chosen of documents, by question.
    pub document_labels: BTreeMap<AttributeId, BTreeMap<String, usize>>,
    /// Which documents, so that the same sets can be made by hand.
    pub ids: Vec<DocumentId>,
}

/// Something that was lost.
#[derive(Debug, Serialize)]
pub struct LossSaid {
    pub kind: &'static str,
    pub facet: &'static str,
    pub count: usize,
}

impl<'a> Datasheet<'a> {
    /// Says what there is to say of a project that holds what was chosen and nothing else.
    pub fn of(
        project: &'a Project,
        export: &Export<'a>,
        report: &Report,
        division: Option<&'a Division<'a>>,
        files: &'a [Written],
    ) -> Self {
        let texts = || project.listed();
        let mut languages: BTreeMap<String, usize> = BTreeMap::new();
        for document in texts() {
            *languages.entry(document.meta.language.clone()).or_default() += 1;
        }
        languages.remove("");
        let dates = texts().filter_map(|it| it.meta.date);
        let dates = dates.map(|it| (it.first_day(), it.to_string()));
        let mut dates: Vec<_> = dates.collect();
        dates.sort();
        let authors = texts()
            .map(|it| it.meta.author.as_str())
            .filter(|it| !it.is_empty());
        let authors: std::collections::BTreeSet<&str> = authors.collect();
        let sets = division
            .map(|it| sets(project, it.sets))
            .unwrap_or_default();
        let losses = report.losses.iter().map(|it| LossSaid {
            kind: it.kind.key().trim_start_matches("loss-"),
            facet: it.kind.facet(),
            count: it.count,
        });
        let (labels, links, document_labels) = counts(project);
        Self {
            name: &project.name,
            tool: format!("Sententia {}", env!("CARGO_PKG_VERSION")),
            format: export.format.id,
            chosen: Chosen::of(export, report),
            documents: project.order.len(),
            code_points: texts()
                .map(|it| it.text.count(crate::model::text::Count::CodePoint))
                .sum(),
            languages,
            dates: dates
                .first()
                .zip(dates.last())
                .map(|(a, b)| (a.1.clone(), b.1.clone())),
            authors: authors.len(),
            annotators: annotators(project),
            labels,
            links,
            document_labels,
            agreement: agreement::pairs(project)
                .into_iter()
                .map(PairSaid::from)
                .collect(),
            sets,
            division,
            losses: losses.collect(),
            files,
            schema: &project.schema,
            guidelines: &project.guidelines,
        }
    }

    /// For programs.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|it| it + "\n")
    }

    /// For people.
    pub fn markdown(&self) -> String {
        markdown::of(self)
    }
}

impl From<Pair> for PairSaid {
    fn from(pair: Pair) -> Self {
        Self {
            f_exact: pair.all.f_exact(),
            f_meeting: pair.all.f_meeting(),
            pair,
        }
    }
}

fn annotators(project: &Project) -> Vec<Annotator> {
    let all = project.layers.iter();
    let all = all.map(|(id, layers)| {
        let layers = || layers.values().filter(|it| !it.is_blank());
        Annotator {
            id: id.to_string(),
            name: project
                .annotators
                .get(id)
                .map(|it| it.name.clone())
                .unwrap_or_default(),
            documents: layers().count(),
            done: layers().filter(|it| it.status == Status::Done).count(),
            spans: layers().map(|it| it.n_spans()).sum(),
            links: layers().map(|it| it.n_links()).sum(),
        }
    });
    all.filter(|it| it.documents > 0).collect()
}

type Counts = (
    BTreeMap<LabelId, usize>,
    BTreeMap<LinkKindId, usize>,
    BTreeMap<AttributeId, usize>,
);

fn counts(project: &Project) -> Counts {
    let (mut labels, mut links, mut answers) = Counts::default();
    for (_, layer) in project.all_layers() {
        for span in layer.spans() {
            *labels.entry(span.label.clone()).or_default() += 1;
        }
        for link in layer.links() {
            *links.entry(link.kind.clone()).or_default() += 1;
        }
        for (id, _) in layer.labels.iter() {
            *answers.entry(id.clone()).or_default() += 1;
        }
    }
    (labels, links, answers)
}

fn sets(project: &Project, sets: &Splits) -> Vec<SetSaid> {
    let said = sets.names.iter().enumerate().map(|(i, name)| {
        let ids = project
            .order
            .iter()
            .filter(|it| sets.of.get(*it) == Some(&i));
        let ids: Vec<DocumentId> = ids.cloned().collect();
        let mut labels: BTreeMap<LabelId, usize> = BTreeMap::new();
        let mut document_labels: BTreeMap<AttributeId, BTreeMap<String, usize>> = BTreeMap::new();
        let layers = project.layers.values();
        for layer in layers.flat_map(|it| ids.iter().filter_map(|id| it.get(id))) {
            for span in layer.spans() {
                *labels.entry(span.label.clone()).or_default() += 1;
            }
            for (id, value) in layer.labels.iter() {
                for choice in choices(value) {
                    let counts = document_labels.entry(id.clone()).or_default();
                    *counts.entry(choice.to_owned()).or_default() += 1;
                }
            }
        }
        SetSaid {
            name: name.clone(),
            documents: ids.len(),
            labels,
            document_labels,
            ids,
        }
    });
    said.collect()
}
