//! Labelled projects and changes of their schemas, by chance.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use sententia::model::annotation::{Attributes, Layer, Link, Origin, Span, Status};
use sententia::model::id::{AnnotatorId, DocumentId};
use sententia::model::project::{Project, Target};
use sententia::model::reform::{Moves, Reform, choices_used};
use sententia::model::schema::{Attribute, Kind, Rgb, Schema};
use sententia::model::value::Value;
use sententia::store::schemas::{TEMPLATES, Template};

use crate::fixture::{document, moment};

const TEXT: &str = "Le pont fermera. The tram will come back by 2031, I think. مرحبا 🙂 Non !";
const ANNOTATORS: [&str; 3] = ["anna", "ben", "chloé"];

/// Label, first and last word, answers.
type AnySpan = (Index, Index, Index, Vec<(Index, Index)>);

/// A project of two texts, labelled by three annotators as the schema wants it.
pub fn any_labelled() -> impl Strategy<Value = Project> {
    let answers = prop::collection::vec((any::<Index>(), any::<Index>()), 0..5);
    let span = (any::<Index>(), any::<Index>(), any::<Index>(), answers);
    let spans = prop::collection::vec(span, 0..9);
    let links = prop::collection::vec(any::<[Index; 3]>(), 0..7);
    let layers = prop::collection::vec((spans, links), 6);
    (any::<Index>(), layers).prop_map(|(template, layers)| {
        let template = &TEMPLATES[template.index(3)];
        let mut project = template.project("p", "en").unwrap();
        let targets = ["bridge", "tram"].map(|it| {
            let name = it.to_uppercase();
            (it.into(), Target { name })
        });
        project.targets = Arc::new(BTreeMap::from(targets));
        let texts = ["a.txt", "b.txt"].map(|it| document(it, TEXT));
        project.order = Arc::new(texts.iter().map(|it| it.id.clone()).collect());
        project.documents = Arc::new(texts.into_iter().map(|it| (it.id.clone(), it)).collect());
        for (i, (spans, links)) in layers.iter().enumerate() {
            let layer = layer(&project, spans, links, i);
            let annotator = AnnotatorId::new(ANNOTATORS[i / 2]);
            let text = DocumentId::new(["a.txt", "b.txt"][i % 2]);
            let entry = project.layers.entry(annotator).or_default();
            Arc::make_mut(entry).insert(text, Arc::new(layer));
        }
        project
    })
}

fn layer(project: &Project, spans: &[AnySpan], links: &[[Index; 3]], i: usize) -> Layer {
    let schema = &project.schema;
    let words: Vec<usize> = TEXT.match_indices(' ').map(|it| it.0).collect();
    let spans: Vec<Span> = spans
        .iter()
        .enumerate()
        .map(|(n, (label, a, b, answers))| {
            let label = label.get(&schema.labels);
            // Few places, so that records meet.
            let (a, b) = (a.index(4), b.index(4));
            let start = if a.min(b) == 0 {
                0
            } else {
                words[a.min(b)] + 1
            };
            Span {
                id: format!("s-{n}").as_str().into(),
                label: label.id.clone(),
                at: vec![start..words[a.max(b)].max(start + 1)],
                attributes: attributes(project, &label.attributes, answers),
                note: String::new(),
                origin: Origin::Manual,
                by: ANNOTATORS[i / 2].into(),
                when: moment(),
                conflict: None,
                was: None,
            }
        })
        .collect();
    let mut made = Vec::new();
    for (n, [kind, from, to]) in links.iter().enumerate() {
        if schema.links.is_empty() || spans.is_empty() {
            break;
        }
        let kind = kind.get(&schema.links);
        let fits = |ends: &BTreeSet<_>| -> Vec<&Span> {
            spans.iter().filter(|it| ends.contains(&it.label)).collect()
        };
        let (starts, ends) = (fits(&kind.from), fits(&kind.to));
        if starts.is_empty() || ends.is_empty() {
            continue;
        }
        made.push(Link {
            id: format!("l-{n}").as_str().into(),
            kind: kind.id.clone(),
            from: from.get(&starts).id.clone(),
            to: to.get(&ends).id.clone(),
            by: ANNOTATORS[i / 2].into(),
            when: moment(),
            conflict: None,
        });
    }
    let answers: Vec<_> = links.iter().map(|it| (it[0], it[1])).collect();
    let labels = attributes(project, &schema.document_labels, &answers);
    Layer::new(Status::InProgress, labels, spans, made)
}

fn attributes(project: &Project, all: &[Attribute], answers: &[(Index, Index)]) -> Attributes {
    if all.is_empty() {
        return Attributes::default();
    }
    let answers = answers.iter().map(|(question, answer)| {
        let question = question.get(all);
        (question.id.clone(), value(project, &question.kind, *answer))
    });
    answers.collect()
}

fn value(project: &Project, kind: &Kind, answer: Index) -> Value {
    let date = |it: usize| ["2031", "2031-06", "2032-01-02"][it].parse().unwrap();
    match kind {
        Kind::Flag => Value::Flag(answer.index(2) == 0),
        Kind::OneOf(choices) | Kind::Ordinal(choices) => {
            Value::Choice(answer.get(choices).id.clone())
        }
        Kind::SeveralOf(choices) => {
            let n = answer.index(choices.len()) + 1;
            Value::Choices(choices.iter().take(n).map(|it| it.id.clone()).collect())
        }
        Kind::Number { .. } => Value::Number(answer.index(3) as f64),
        Kind::Date => Value::Date(date(answer.index(3))),
        Kind::Interval => Value::Interval(Some(date(0)), Some(date(answer.index(3)))),
        Kind::Text => {
            Value::Text(["yes", "2031", "possible", "Autre chose"][answer.index(4)].to_owned())
        }
        Kind::Target => {
            let all: Vec<_> = project.targets.keys().collect();
            Value::Target((*answer.get(&all)).clone())
        }
    }
}

/// A change of one of the ways there are; `None` where this project has nothing to change so.
pub fn change(project: &Project, by: &[Index; 5]) -> Option<Reform> {
    let [way, a, b, c, other_way] = by;
    let mut schema = Schema::clone(&project.schema);
    let at = (!schema.labels.is_empty()).then(|| a.index(schema.labels.len()))?;
    let label = schema.labels[at].id.clone();
    let other = b.get(&project.schema.labels).id.clone();
    let n_questions = schema.labels[at].attributes.len();
    let q = (n_questions > 0).then(|| b.index(n_questions));
    let to = |schema: Schema| Some(Reform::to(project, schema, "x"));
    match way.index(13) {
        0 => Some(Reform::remove_label(project, &label)),
        1 => Reform::merge(project, &label, &other).ok(),
        2 => {
            let question = &project.schema.labels[at].attributes[q?].id;
            Reform::split_by(project, &label, question, &[Rgb(1, 2, 3)]).ok()
        }
        3 => split_off(project, by),
        4 => {
            schema.labels[at].attributes.remove(q?);
            to(schema)
        }
        5 => {
            let question = &mut schema.labels[at].attributes[q?];
            let used = choices_used(project, &label, &question.id);
            question.kind = kind(&question.kind, used, *c);
            question.default = None;
            to(schema)
        }
        6 => {
            let question = &mut schema.labels[at].attributes[q?];
            question.default = None;
            let gone = match &mut question.kind {
                Kind::OneOf(it) | Kind::Ordinal(it) | Kind::SeveralOf(it) if it.len() > 1 => {
                    let gone = it.remove(c.index(it.len()));
                    (gone.id, other_way.get(it).id.clone())
                }
                _ => return None,
            };
            let place = (label.clone(), question.id.clone(), gone.0);
            let choices = BTreeMap::from([(place, gone.1)]);
            let moves = Moves {
                choices,
                ..Moves::default()
            };
            let moves = if other_way.index(2) == 0 {
                moves
            } else {
                Moves::default()
            };
            Some(Reform {
                moves,
                ..Reform::to(project, schema, "x")
            })
        }
        7 => {
            schema.labels[at].attributes[q?].required = true;
            to(schema)
        }
        8 => {
            let link = schema
                .links
                .get_mut(c.index(project.schema.links.len().max(1)))?;
            let ends = if other_way.index(2) == 0 {
                &mut link.from
            } else {
                &mut link.to
            };
            ends.pop_first();
            to(schema)
        }
        9 => {
            schema
                .links
                .get_mut(c.index(project.schema.links.len().max(1)))?
                .max_out = Some(1);
            to(schema)
        }
        10 => {
            let all: Vec<_> = project.targets.keys().cloned().collect();
            let gone = (!all.is_empty()).then(|| c.get(&all))?;
            let into = (other_way.index(2) == 0).then(|| all.last()).flatten();
            Some(Reform::remove_target(project, gone, into))
        }
        11 => to(Template::by_id(TEMPLATES[c.index(TEMPLATES.len())].id)?
            .schema()
            .ok()?),
        _ => {
            schema.document_labels.pop()?;
            schema.links.pop();
            to(schema)
        }
    }
}

fn split_off(project: &Project, [_, a, _, c, _]: &[Index; 5]) -> Option<Reform> {
    let label = &a.get(&project.schema.labels).id;
    let layers = project.all_layers();
    let records: BTreeSet<_> = layers
        .flat_map(|(key, layer)| {
            let spans = layer.spans().filter(|it| it.label == *label);
            let ids: Vec<_> = spans.map(|it| (key.clone(), it.id.clone())).collect();
            ids
        })
        .take(c.index(4))
        .collect();
    Reform::split_off(project, label, records, "Nouveau", Rgb(9, 9, 9)).ok()
}

fn kind(old: &Kind, used: Vec<sententia::model::schema::Choice>, by: Index) -> Kind {
    let known = if old.choices().is_empty() {
        used
    } else {
        old.choices().to_vec()
    };
    match by.index(8) {
        0 => Kind::OneOf(known),
        1 => Kind::SeveralOf(known),
        2 => Kind::Text,
        3 => Kind::Flag,
        4 => Kind::Number {
            min: Some(0.0),
            max: Some(1.0),
        },
        5 => Kind::Date,
        6 => Kind::Interval,
        _ => Kind::Target,
    }
}
