//! Making one label of two: the records of the one become records of the other, which asks what both asked.

use super::{Reform, Refusal};
use crate::model::id::LabelId;
use crate::model::project::Project;
use crate::model::schema::{Attribute, Choice, Kind, Label, Schema};

impl Reform {
    /// Makes `from` part of `into`.
    pub fn merge(project: &Project, from: &LabelId, into: &LabelId) -> Result<Self, Refusal> {
        let mut schema = Schema::clone(&project.schema);
        let place = schema.labels.iter().position(|it| it.id == *from);
        let gone = place
            .filter(|_| from != into)
            .ok_or(Refusal::UnknownLabel)?;
        let gone = schema.labels.remove(gone);
        let mut labels = schema.labels.iter_mut();
        let stays = labels
            .find(|it| it.id == *into)
            .ok_or(Refusal::UnknownLabel)?;
        unite(stays, gone);
        for link in &mut schema.links {
            for ends in [&mut link.from, &mut link.to] {
                if ends.remove(from) {
                    ends.insert(into.clone());
                }
            }
        }
        let mut reform = Self::to(project, schema, into.as_str()).named("step-schema-merge");
        reform.moves.labels.insert(from.clone(), into.clone());
        Ok(reform)
    }
}

/// What the label that goes asked, the one that stays asks too; not as a duty of its own records.
fn unite(stays: &mut Label, gone: Label) {
    for mut question in gone.attributes {
        match stays.attributes.iter_mut().find(|it| it.id == question.id) {
            Some(known) => unite_choices(known, &question),
            None => {
                question.required = false;
                let key = question.key.take();
                question.key = key.filter(|it| stays.attributes.iter().all(|a| a.key != Some(*it)));
                stays.attributes.push(question);
            }
        }
    }
}

pub(super) fn unite_choices(known: &mut Attribute, other: &Attribute) {
    if let Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices) =
        &mut known.kind
    {
        let new = |it: &&Choice| choices.iter().all(|known| known.id != it.id);
        let more: Vec<Choice> = other.kind.choices().iter().filter(new).cloned().collect();
        choices.extend(more);
    }
    let limits = |kind: &Kind| match kind {
        Kind::Number { min, max } => Some((*min, *max)),
        _ => None,
    };
    if let (Some((low, high)), Kind::Number { min, max }) = (limits(&other.kind), &mut known.kind) {
        *min = min.zip(low).map(|(a, b)| a.min(b));
        *max = max.zip(high).map(|(a, b)| a.max(b));
    }
}
