//! Changing the schema under records: what a change touches is counted first ([`Impact`]), then every
//! annotator's records are carried over with it, in one step. Nothing goes without being counted.
//!
//! A [`Reform`] is the schema as it is to be and, where the schemas alone do not say it, which label,
//! answer or target becomes which ([`Moves`]). What the schema did not know before stays as it is.

mod carry;
mod change;
mod convert;
pub mod fault;
mod impact;
mod merge;
mod split;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::edit::Edit;
use super::history::Step;
use super::id::{AttributeId, ChoiceId, LabelId, SpanId, TargetId};
use super::project::{LayerKey, Project, Target};
use super::schema::Schema;
use fault::Fault;

pub use change::{choices_used, fresh, joined};
pub use impact::{Impact, Sample, Touch, Usage, usage};

/// A change of the schema, of the targets, or of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Reform {
    /// The key of the step's name in the translation files.
    pub name: &'static str,
    /// The label, attribute or link concerned.
    pub detail: String,
    pub schema: Schema,
    pub targets: BTreeMap<TargetId, Target>,
    pub moves: Moves,
}

/// What becomes of records where the new schema does not say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moves {
    /// Records of a label get another one.
    pub labels: BTreeMap<LabelId, LabelId>,
    /// Records of a label get another one by their answer to one of its questions; the answer goes with it.
    pub by_answer: Option<(LabelId, AttributeId, BTreeMap<ChoiceId, LabelId>)>,
    /// These records get this label.
    pub chosen: Option<(BTreeSet<(LayerKey, SpanId)>, LabelId)>,
    /// Of one question of a label, an answer becomes another.
    pub choices: BTreeMap<(LabelId, AttributeId, ChoiceId), ChoiceId>,
    pub targets: BTreeMap<TargetId, TargetId>,
}

/// A change that is ready: what it touches, and the step that does it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub impact: Impact,
    pub step: Step,
}

/// Why a schema cannot be changed like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the schema would be wrong in itself")]
    Fault(Fault),
    /// How many records have more links than would be allowed: which ones may stay is not for us to say.
    #[error("{0} records have more links than that")]
    TooManyLinks(usize),
    #[error("there is no such label")]
    UnknownLabel,
    #[error("there is nothing to divide")]
    NothingToSplit,
}

impl Refusal {
    /// The key of its sentence in the translation files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.key(),
            Self::TooManyLinks(_) => "reform-too-many-links",
            Self::UnknownLabel => "refusal-unknown-label",
            Self::NothingToSplit => "reform-nothing-to-split",
        }
    }

    /// What fills in the sentence.
    pub fn detail(&self) -> String {
        match self {
            Self::Fault(fault) => fault.detail().to_owned(),
            Self::TooManyLinks(count) => count.to_string(),
            Self::UnknownLabel | Self::NothingToSplit => String::new(),
        }
    }
}

impl Reform {
    /// The schema as it is to be, where the records follow by themselves.
    pub fn to(project: &Project, schema: Schema, detail: &str) -> Self {
        Self {
            name: "step-schema",
            detail: detail.to_owned(),
            schema,
            targets: BTreeMap::clone(&project.targets),
            moves: Moves::default(),
        }
    }

    /// The list of targets as it is to be.
    pub fn targets(project: &Project, targets: BTreeMap<TargetId, Target>, detail: &str) -> Self {
        Self {
            name: "step-targets",
            targets,
            ..Self::to(project, Schema::clone(&project.schema), detail)
        }
    }

    /// Under the name of another step.
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Counts what is touched and makes the step that does it all, or says why it cannot be done.
    /// The step is empty where nothing changes.
    pub fn plan(&self, project: &Project) -> Result<Plan, Refusal> {
        if let Some(fault) = fault::new_fault(&project.schema, &self.schema) {
            return Err(Refusal::Fault(fault));
        }
        let (mut edits, impact) = carry::carry(project, self)?;
        edits.extend(self.target_edits(project));
        if self.schema != *project.schema {
            edits.push(Edit::Schema(Arc::new(self.schema.clone())));
        }
        Ok(Plan {
            impact,
            step: Step::new(self.name, &self.detail, edits),
        })
    }

    fn target_edits(&self, project: &Project) -> Vec<Edit> {
        let gone = project.targets.keys();
        let gone = gone.filter(|id| !self.targets.contains_key(*id));
        let gone = gone.map(|id| Edit::Target(id.clone(), None));
        let set = self.targets.iter();
        let set = set.filter(|(id, it)| project.targets.get(*id) != Some(*it));
        let set = set.map(|(id, it)| Edit::Target(id.clone(), Some(it.clone())));
        gone.chain(set).collect()
    }
}
