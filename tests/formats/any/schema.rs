//! A schema that knows every answer of a project.

use std::collections::BTreeSet;
use std::sync::Arc;

use sententia::model::annotation::{Attributes, Layer};
use sententia::model::id::{AnnotatorId, ChoiceId};
use sententia::model::project::Project;
use sententia::model::schema::{Attribute, Choice, Kind, Localized, Tier};
use sententia::model::value::Value;

/// The work of this annotator alone.
pub fn of_one(project: &Project, annotator: &AnnotatorId) -> Project {
    let mut project = project.clone();
    project.layers.retain(|it, _| it == annotator);
    Arc::make_mut(&mut project.annotators).retain(|it, _| it == annotator);
    project
}

/// The same in a schema that knows every answer.
pub fn known(mut project: Project) -> Project {
    let mut choices = BTreeSet::new();
    for layers in project.layers.values_mut() {
        for layer in Arc::make_mut(layers).values_mut() {
            let spans = layer.spans().map(|it| {
                let mut span = it.as_ref().clone();
                let answers = it.attributes.iter().filter(|it| is_sound(it.1));
                span.attributes = answers
                    .map(|(_, it)| (kind_of(it).into(), in_schema(it)))
                    .collect();
                choices.extend(span.attributes.iter().flat_map(|it| chosen(it.1)));
                span
            });
            let links = layer.links().map(|it| it.as_ref().clone());
            let labels = Attributes::from_iter([("flag".into(), Value::Flag(true))]);
            *layer = Arc::new(Layer::new(layer.status, labels, spans, links));
        }
    }
    let schema = Arc::make_mut(&mut project.schema);
    let all = KINDS.map(|id| attribute(id, &choices));
    for label in &mut schema.labels {
        label.attributes = all.to_vec();
    }
    schema.document_labels = all.to_vec();
    project
}

/// An attribute for each kind of answer.
pub const KINDS: [&str; 8] = [
    "flag", "one", "several", "number", "date", "interval", "words", "whom",
];

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Flag(_) => "flag",
        Value::Choice(_) => "one",
        Value::Choices(_) => "several",
        Value::Number(_) => "number",
        Value::Date(_) => "date",
        Value::Interval(..) => "interval",
        Value::Text(_) => "words",
        Value::Target(_) => "whom",
    }
}

fn attribute(id: &str, choices: &BTreeSet<ChoiceId>) -> Attribute {
    let choices = choices.iter().map(|id| Choice {
        id: id.clone(),
        name: Localized::default(),
    });
    let kind = match id {
        "flag" => Kind::Flag,
        "one" => Kind::OneOf(choices.collect()),
        "several" => Kind::SeveralOf(choices.collect()),
        "number" => Kind::Number {
            min: None,
            max: None,
        },
        "date" => Kind::Date,
        "interval" => Kind::Interval,
        "words" => Kind::Text,
        _ => Kind::Target,
    };
    Attribute {
        id: id.into(),
        name: Localized::default(),
        kind,
        required: false,
        default: None,
        tier: Tier::default(),
        key: None,
        help: Localized::default(),
    }
}

/// Choices have names of a line, without blanks around it.
fn in_schema(value: &Value) -> Value {
    let plain = |id: &ChoiceId| {
        let name: String = id
            .as_str()
            .chars()
            .filter(|it| *it == ' ' || it.is_alphanumeric() || it.is_ascii_punctuation())
            .collect();
        ChoiceId::new(format!("c{}", name.trim_end()))
    };
    match value {
        Value::Choice(it) => Value::Choice(plain(it)),
        Value::Choices(all) => Value::Choices(all.iter().map(plain).collect()),
        it => it.clone(),
    }
}

fn chosen(value: &Value) -> Vec<ChoiceId> {
    match value {
        Value::Choice(it) => vec![it.clone()],
        Value::Choices(all) => all.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

/// Whether a schema allows it, and it is not the zero below zero.
fn is_sound(value: &Value) -> bool {
    match value {
        Value::Number(it) => *it != 0.0 || it.is_sign_positive(),
        Value::Interval(Some(from), Some(to)) => from.first_day() <= to.last_day(),
        Value::Interval(None, None) => false,
        Value::Choices(all) => !all.is_empty(),
        _ => true,
    }
}
