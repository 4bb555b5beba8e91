//! Changes of a schema that take more than setting a field: new parts with ids of their own, removing a
//! label with what hangs on it, choices made of the words used.

use std::collections::{BTreeMap, BTreeSet};

use super::Reform;
use crate::model::colors::next_color;
use crate::model::fold::fold;
use crate::model::id::{AttributeId, ChoiceId, LabelId, TargetId, slug};
use crate::model::project::{Project, Target};
use crate::model::schema::{Attribute, Choice, Label, Localized, Schema};
use crate::model::value::Value;

/// More different answers than this do not make a list of choices.
const MOST_CHOICES: usize = 64;

/// A readable id made of a name, that none of `taken` has.
pub fn fresh<'a>(name: &str, taken: impl IntoIterator<Item = &'a str>) -> String {
    let taken: BTreeSet<&str> = taken.into_iter().collect();
    let plain = slug(name).replace('-', "_");
    let numbered = (2_u32..).map(|n| format!("{plain}_{n}"));
    std::iter::once(plain.clone())
        .chain(numbered)
        .find(|it| !taken.contains(it.as_str()))
        .unwrap_or(plain)
}

impl Reform {
    /// Without a label. Kinds of link that it leaves without an end go too.
    pub fn remove_label(project: &Project, label: &LabelId) -> Self {
        let mut schema = Schema::clone(&project.schema);
        schema.labels.retain(|it| it.id != *label);
        for link in &mut schema.links {
            link.from.remove(label);
            link.to.remove(label);
        }
        schema
            .links
            .retain(|it| !(it.from.is_empty() || it.to.is_empty()));
        Self::to(project, schema, label.as_str()).named("step-schema-remove")
    }

    /// Without a target; records about it become about another one, or lose that answer.
    pub fn remove_target(project: &Project, target: &TargetId, into: Option<&TargetId>) -> Self {
        let mut targets: BTreeMap<TargetId, Target> = BTreeMap::clone(&project.targets);
        targets.remove(target);
        let name = project.target_name(target).to_owned();
        let mut reform = Self::targets(project, targets, &name);
        let into = into.filter(|it| *it != target);
        reform
            .moves
            .targets
            .extend(into.map(|it| (target.clone(), it.clone())));
        reform
    }
}

impl Reform {
    /// Another schema and its targets in the place of this one; targets in use stay listed.
    pub fn import(
        project: &Project,
        schema: Schema,
        targets: &BTreeMap<TargetId, Target>,
        name: &str,
    ) -> Self {
        let mut all = BTreeMap::clone(&project.targets);
        for (id, target) in targets {
            all.entry(id.clone()).or_insert_with(|| target.clone());
        }
        Self {
            targets: all,
            ..Self::to(project, schema, name).named("step-schema-import")
        }
    }
}

/// A schema with what another one has besides: labels, questions, answers and links that it lacks.
pub fn joined(schema: &Schema, other: &Schema) -> Schema {
    let mut all = schema.clone();
    for label in &other.labels {
        match all.labels.iter_mut().find(|it| it.id == label.id) {
            Some(known) => join(&mut known.attributes, &label.attributes),
            None => {
                let taken = all.labels.iter().any(|it| it.key == label.key);
                let key = label.key.filter(|_| !taken);
                let same = all.labels.iter().any(|it| it.color == label.color);
                let color = if same {
                    next_color(&all.labels)
                } else {
                    label.color
                };
                all.labels.push(Label {
                    key,
                    color,
                    ..label.clone()
                });
            }
        }
    }
    for link in &other.links {
        match all.links.iter_mut().find(|it| it.id == link.id) {
            Some(known) => {
                known.from.extend(link.from.iter().cloned());
                known.to.extend(link.to.iter().cloned());
            }
            None => all.links.push(link.clone()),
        }
    }
    join(&mut all.document_labels, &other.document_labels);
    all
}

fn join(questions: &mut Vec<Attribute>, others: &[Attribute]) {
    for other in others {
        match questions.iter_mut().find(|it| it.id == other.id) {
            Some(known) => super::merge::unite_choices(known, other),
            None => {
                let taken = questions.iter().any(|it| it.key == other.key);
                let key = other.key.filter(|_| !taken);
                questions.push(Attribute {
                    key,
                    required: false,
                    ..other.clone()
                });
            }
        }
    }
}

/// The words used as answers to a question, as choices in the order of the alphabet: what a question
/// of words becomes when it is to be one of choices.
pub fn choices_used(project: &Project, label: &LabelId, question: &AttributeId) -> Vec<Choice> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (_, layer) in project.all_layers() {
        for span in layer.spans().filter(|it| it.label == *label) {
            let words = match span.attributes.get(question) {
                Some(Value::Text(words)) => words.trim().to_owned(),
                Some(Value::Number(n)) => n.to_string(),
                Some(Value::Date(date)) => date.to_string(),
                _ => continue,
            };
            if !words.is_empty() && names.len() < MOST_CHOICES {
                names.entry(fold(&words)).or_insert(words);
            }
        }
    }
    let mut choices: Vec<Choice> = Vec::new();
    for name in names.into_values() {
        let id = fresh(&name, choices.iter().map(|it: &Choice| it.id.as_str()));
        choices.push(Choice {
            id: ChoiceId::new(id),
            name: Localized::plain(name),
        });
    }
    choices
}
