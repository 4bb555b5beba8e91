//! What a merge left to choose of a record, and how two versions of it differ, in words.

use std::sync::Arc;

use super::names;
use super::session::Session;
use crate::model::annotation::Span;
use crate::model::conflict;
use crate::model::id::AttributeId;
use crate::model::project::Project;
use crate::model::text::Text;
use crate::tr;

/// Letters of the words of a version that are shown.
const SHOWN: usize = 80;

/// What is to be chosen.
pub enum Choice {
    /// Between the record and these.
    Versions(Vec<Arc<Span>>),
    /// Whether it stays: one side of a merge removed it.
    Removed,
}

/// Something that two versions say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub what: String,
    /// `None`: nothing is said.
    pub this: Option<String>,
    pub other: Option<String>,
}

impl Session {
    /// What is to be chosen of a record of the layer that is being worked on, if anything is.
    pub fn choice_of(&self, span: &Span) -> Option<Choice> {
        let layer = self.layer()?;
        let first = conflict::original(layer, span);
        if span.conflict.is_some() && first.is_none() {
            return Some(Choice::Removed);
        }
        let id = first.map_or(&span.id, |it| &it.id);
        let tally = self.tally();
        let versions = tally.to_choose.iter().filter_map(|it| layer.span(it));
        let versions = versions.filter(|it| {
            let of = it.conflict.as_ref().and_then(|it| it.version_of());
            of == Some(id)
        });
        let all = first.into_iter().chain(versions).cloned();
        let others: Vec<Arc<Span>> = all.filter(|it| it.id != span.id).collect();
        (!others.is_empty()).then_some(Choice::Versions(others))
    }
}

/// What two versions of a record say differently, in the order of the inspector.
pub fn differences(project: &Project, text: &Text, this: &Span, other: &Span) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut tell = |what: String, of: &dyn Fn(&Span) -> Option<String>| {
        found.push(Difference {
            what,
            this: of(this),
            other: of(other),
        });
    };
    if this.label != other.label {
        tell(tr!("choice-label"), &|it| {
            Some(names::label(&project.schema, &it.label))
        });
    }
    if this.at != other.at {
        tell(tr!("choice-words"), &|it| {
            let quote = names::quote(text, it, SHOWN);
            Some(tr!("inspector-quote", quote = quote))
        });
    }
    for id in questions(project, this, other) {
        if this.attributes.get(&id) != other.attributes.get(&id) {
            let name = [this, other].into_iter().find_map(|it| {
                let question = project.schema.label(&it.label)?.attribute(&id)?;
                Some(names::local(&question.name))
            });
            let name = name.unwrap_or_else(|| names::shown(id.as_str()));
            tell(name, &|it| {
                let label = project.schema.label(&it.label);
                let question = label.and_then(|it| it.attribute(&id));
                let value = it.attributes.get(&id)?;
                Some(names::value_of(project, question, value))
            });
        }
    }
    if this.note != other.note {
        tell(tr!("inspector-note"), &|it| {
            (!it.note.is_empty()).then(|| names::shown(&it.note))
        });
    }
    found
}

/// The questions that either version answers: as the schema has them, then those it does not know.
fn questions(project: &Project, this: &Span, other: &Span) -> Vec<AttributeId> {
    let mut all: Vec<AttributeId> = Vec::new();
    let labels = [this, other].map(|it| project.schema.label(&it.label));
    let known = labels.into_iter().flatten().flat_map(|it| &it.attributes);
    let given = [this, other]
        .into_iter()
        .flat_map(|it| it.attributes.iter().map(|it| it.0));
    for id in known.map(|it| &it.id).chain(given) {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    all
}
