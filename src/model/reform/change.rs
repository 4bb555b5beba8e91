//! Changes of a schema that take more than setting a field: new parts with ids of their own, removing a
//! label with what hangs on it, choices made of the words used.

use std::collections::{BTreeMap, BTreeSet};

use super::Reform;
use crate::model::fold::fold;
use crate::model::id::{AttributeId, ChoiceId, LabelId, TargetId, slug};
use crate::model::project::{Project, Target};
use crate::model::schema::{Choice, Localized, Schema};
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
