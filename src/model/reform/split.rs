//! Making several labels of one: by the answer to one of its questions, or for records chosen by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::change::fresh;
use super::{Reform, Refusal};
use crate::model::id::{AttributeId, ChoiceId, LabelId, SpanId};
use crate::model::project::{LayerKey, Project};
use crate::model::schema::{Choice, Kind, Label, Localized, Rgb, Schema};

impl Reform {
    /// A new label for each answer to a question of a label, in these colors by turns. Records without an
    /// answer keep their label.
    pub fn split_by(
        project: &Project,
        label: &LabelId,
        question: &AttributeId,
        colors: &[Rgb],
    ) -> Result<Self, Refusal> {
        let mut schema = Schema::clone(&project.schema);
        let old = schema.label(label).ok_or(Refusal::UnknownLabel)?.clone();
        let kind = old.attribute(question).map(|it| &it.kind);
        let choices = match kind {
            Some(Kind::OneOf(choices) | Kind::Ordinal(choices)) => choices.clone(),
            _ => return Err(Refusal::NothingToSplit),
        };
        let mut to: BTreeMap<ChoiceId, LabelId> = BTreeMap::new();
        let mut colors = colors.iter().cycle();
        for choice in &choices {
            let mut part = part(&schema, &old, &both(&old.name, choice));
            part.attributes.retain(|it| it.id != *question);
            part.color = colors.next().copied().unwrap_or(old.color);
            to.insert(choice.id.clone(), part.id.clone());
            add(&mut schema, label, part);
        }
        let mut reform = Self::to(project, schema, label.as_str()).named("step-schema-split");
        reform.moves.by_answer = Some((label.clone(), question.clone(), to));
        Ok(reform)
    }

    /// A new label of this name for these records of a label.
    pub fn split_off(
        project: &Project,
        label: &LabelId,
        records: BTreeSet<(LayerKey, SpanId)>,
        name: &str,
        color: Rgb,
    ) -> Result<Self, Refusal> {
        let mut schema = Schema::clone(&project.schema);
        let old = schema.label(label).ok_or(Refusal::UnknownLabel)?.clone();
        if records.is_empty() {
            return Err(Refusal::NothingToSplit);
        }
        let mut part = part(&schema, &old, &Localized::plain(name.trim()));
        part.color = color;
        let id = part.id.clone();
        add(&mut schema, label, part);
        let mut reform = Self::to(project, schema, label.as_str()).named("step-schema-split");
        reform.moves.chosen = Some((records, id));
        Ok(reform)
    }
}

/// A label like another, without its key.
fn part(schema: &Schema, old: &Label, name: &Localized) -> Label {
    let taken = schema.labels.iter().map(|it| it.id.as_str());
    Label {
        id: LabelId::new(fresh(name.get("en"), taken)),
        name: name.clone(),
        key: None,
        ..old.clone()
    }
}

/// Puts a label at the end of those made of `old`; it may have the links that `old` may have.
fn add(schema: &mut Schema, old: &LabelId, part: Label) {
    for link in &mut schema.links {
        for ends in [&mut link.from, &mut link.to] {
            if ends.contains(old) {
                ends.insert(part.id.clone());
            }
        }
    }
    schema.labels.push(part);
}

/// The name of a label with that of an answer, in each language.
fn both(label: &Localized, choice: &Choice) -> Localized {
    let languages: BTreeSet<&String> = label.0.keys().chain(choice.name.0.keys()).collect();
    let name = |it: &str| format!("{} · {}", label.get(it), choice.name.get(it));
    Localized(
        languages
            .into_iter()
            .map(|it| (it.clone(), name(it)))
            .collect(),
    )
}
