//! What of a project was meant to go out and how, so that the same export can be made again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::formats::{Documents, Export, LeftOut, Report};
use crate::model::id::{AnnotatorId, LabelId};
use crate::model::schema::Tier;

/// What was chosen; where nothing was, everything is meant.
#[derive(Debug, Serialize)]
pub struct Chosen<'a> {
    /// The words by which documents were found.
    pub query: Option<&'a str>,
    /// Whether documents were chosen one by one, or by a query.
    pub some_documents: bool,
    pub only_done: bool,
    pub annotators: Option<&'a BTreeSet<AnnotatorId>>,
    pub labels: Option<&'a BTreeSet<LabelId>>,
    pub tiers: Option<Vec<&'static str>>,
    /// How what the format leaves open was written.
    pub ways: BTreeMap<&'static str, String>,
    pub left_out: LeftOut,
}

impl<'a> Chosen<'a> {
    pub fn of(export: &Export<'a>, report: &Report) -> Self {
        let selection = export.selection;
        let open = export.format.leaves_open.iter();
        Self {
            query: selection.query.as_deref(),
            some_documents: selection.documents != Documents::All,
            only_done: selection.done,
            annotators: selection.annotators.as_ref(),
            labels: selection.labels.as_ref(),
            tiers: selection
                .tiers
                .as_ref()
                .map(|them| them.iter().copied().map(name).collect()),
            ways: open
                .map(|it| (it.name(), it.chosen(export.options)))
                .collect(),
            left_out: report.left_out,
        }
    }
}

/// The tier as on the command line.
fn name(tier: Tier) -> &'static str {
    match tier {
        Tier::Core => "core",
        Tier::Extension => "extension",
        Tier::Resolution => "resolution",
    }
}
