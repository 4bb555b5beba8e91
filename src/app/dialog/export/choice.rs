//! What of the project goes out: documents, whose records, and which labels.

use std::collections::BTreeSet;

use egui::Ui;

use crate::analysis::query::Query;
use crate::app::names::{local, person};
use crate::app::theme::Palette;
use crate::app::widget::{caption, field_named, heading, note, segmented, tick};
use crate::formats::{Documents, Selection};
use crate::model::id::{AnnotatorId, DocumentId, LabelId};
use crate::model::project::Project;
use crate::tr;

/// Which documents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Done,
    Asked,
    /// The open one.
    This,
}

/// The part of the project that goes out, while it is being chosen.
pub(super) struct Choice {
    which: Which,
    query: String,
    current: Option<DocumentId>,
    annotators: BTreeSet<AnnotatorId>,
    by_label: bool,
    labels: BTreeSet<LabelId>,
}

impl Choice {
    /// Everything.
    pub fn new(project: &Project, current: Option<DocumentId>) -> Self {
        Self {
            which: Which::All,
            query: String::new(),
            current,
            annotators: project.annotators.keys().cloned().collect(),
            by_label: false,
            labels: project
                .schema
                .labels
                .iter()
                .map(|it| it.id.clone())
                .collect(),
        }
    }

    /// What is chosen, but for what a query finds.
    pub fn selection(&self, project: &Project) -> Selection {
        let everyone = self.annotators.len() == project.annotators.len();
        Selection {
            documents: match (self.which, &self.current) {
                (Which::This, Some(id)) => Documents::Chosen([id.clone()].into()),
                _ => Documents::All,
            },
            done: self.which == Which::Done,
            annotators: (!everyone).then(|| self.annotators.clone()),
            labels: self.by_label.then(|| self.labels.clone()),
            ..Selection::default()
        }
    }

    /// What is asked for; `None` where documents are chosen otherwise, or the words say nothing.
    pub fn query(&self) -> Option<Query> {
        let asked = self.which == Which::Asked;
        asked.then(|| Query::parse(&self.query).ok()).flatten()
    }

    /// The words of the query, where they are one.
    pub fn asked(&self) -> Option<String> {
        self.query().map(|_| self.query.trim().to_owned())
    }

    /// Whether it can be exported: somebody's records, of some label, of documents that can be asked for.
    pub fn is_whole(&self, project: &Project) -> bool {
        let whose = project.annotators.is_empty() || !self.annotators.is_empty();
        let labels = !self.by_label || !self.labels.is_empty();
        whose && labels && (self.which != Which::Asked || self.query().is_some())
    }

    pub fn ui(&mut self, ui: &mut Ui, project: &Project) {
        self.documents_ui(ui);
        if !project.annotators.is_empty() {
            ui.add_space(8.0);
            heading(ui, &tr!("export-annotators"));
            ui.horizontal_wrapped(|ui| {
                for id in project.annotators.keys() {
                    member(ui, &mut self.annotators, id, &person(project, id));
                }
            });
        }
        self.labels_ui(ui, project);
    }

    fn documents_ui(&mut self, ui: &mut Ui) {
        heading(ui, &tr!("export-documents"));
        let ways = [
            (Which::All, tr!("export-all")),
            (Which::Done, tr!("export-done")),
            (Which::Asked, tr!("export-asked")),
            (Which::This, tr!("export-this")),
        ];
        let n = if self.current.is_some() { 4 } else { 3 };
        let words: Vec<&str> = ways.iter().take(n).map(|it| it.1.as_str()).collect();
        let now = ways.iter().position(|it| it.0 == self.which).unwrap_or(0);
        if let Some(which) = segmented(ui, now, &words).and_then(|it| ways.get(it)) {
            self.which = which.0;
        }
        if self.which == Which::Asked {
            let hint = tr!("export-query-hint");
            field_named(ui, &tr!("export-query"), &mut self.query, &hint);
            match Query::parse(&self.query) {
                Ok(_) => caption(ui, &tr!("export-query-terms")),
                Err(it) => {
                    let words = tr!("cli-error-query", term = it.0.as_str());
                    note(ui, &words, Palette::of(ui).bad)
                }
            };
        }
    }

    fn labels_ui(&mut self, ui: &mut Ui, project: &Project) {
        if project.schema.labels.is_empty() {
            return;
        }
        ui.add_space(8.0);
        heading(ui, &tr!("export-labels"));
        let (all, some) = (tr!("export-labels-all"), tr!("export-labels-some"));
        let now = usize::from(self.by_label);
        if let Some(way) = segmented(ui, now, &[all.as_str(), some.as_str()]) {
            self.by_label = way == 1;
        }
        if self.by_label {
            ui.horizontal_wrapped(|ui| {
                for label in &project.schema.labels {
                    member(ui, &mut self.labels, &label.id, &local(&label.name));
                }
            });
        }
    }
}

/// A box to tick for something that is in a set or not.
fn member<T: Clone + Ord>(ui: &mut Ui, set: &mut BTreeSet<T>, it: &T, words: &str) {
    let mut on = set.contains(it);
    if tick(ui, &mut on, words).changed() {
        if on {
            set.insert(it.clone());
        } else {
            set.remove(it);
        }
    }
}
