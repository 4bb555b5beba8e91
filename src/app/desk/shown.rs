//! Which records the page shows: by label, by what is missing in them, by whose they are.

use std::collections::BTreeSet;

use crate::model::annotation::Span;
use crate::model::check;
use crate::model::id::{AnnotatorId, LabelId};
use crate::model::project::Project;
use crate::model::schema::Schema;

/// What a record must have to be painted, hit, hinted and walked to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// Labels switched off; those of which nothing is said are shown.
    pub labels_off: BTreeSet<LabelId>,
    pub answers: Answers,
    /// Whether one's own records are shown.
    pub own: bool,
    /// Others whose records are shown too, to be read.
    pub others: BTreeSet<AnnotatorId>,
}

/// Which records by the answers they have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Answers {
    #[default]
    Any,
    Complete,
    Incomplete,
}

impl Answers {
    pub const ALL: [Self; 3] = [Self::Any, Self::Complete, Self::Incomplete];
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            labels_off: BTreeSet::new(),
            answers: Answers::Any,
            own: true,
            others: BTreeSet::new(),
        }
    }
}

impl Shown {
    /// Whether a record of one's own is shown.
    pub fn shows_own(&self, project: &Project, span: &Span) -> bool {
        self.own && self.shows(project, span)
    }

    /// Whether a record fits, whoever made it.
    pub fn shows(&self, project: &Project, span: &Span) -> bool {
        !self.labels_off.contains(&span.label)
            && match self.answers {
                Answers::Any => true,
                Answers::Complete => check::complete(project, span),
                Answers::Incomplete => !check::complete(project, span),
            }
    }

    /// Whether some record could be left out that belongs to the annotator.
    pub fn hides(&self) -> bool {
        !self.own || !self.labels_off.is_empty() || self.answers != Answers::Any
    }

    /// Whether the page shows just one's own records, and all of them.
    pub fn is_usual(&self) -> bool {
        !self.hides() && self.others.is_empty()
    }

    /// Switches a label on or off.
    pub fn show_label(&mut self, label: &LabelId, on: bool) {
        if on {
            self.labels_off.remove(label);
        } else {
            self.labels_off.insert(label.clone());
        }
    }

    /// Leaves only one label, or shows all again when it is the only one.
    pub fn show_only(&mut self, label: &LabelId, schema: &Schema) {
        let others = || schema.labels.iter().filter(|it| it.id != *label);
        let is_alone = others().all(|it| self.labels_off.contains(&it.id));
        self.labels_off.clear();
        if !is_alone {
            self.labels_off.extend(others().map(|it| it.id.clone()));
        }
    }

    /// Switches the records of someone else on or off.
    pub fn show_other(&mut self, annotator: &AnnotatorId, on: bool) {
        if on {
            self.others.insert(annotator.clone());
        } else {
            self.others.remove(annotator);
        }
    }
}
