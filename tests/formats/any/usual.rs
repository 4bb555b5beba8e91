//! Projects as they usually are: spans on words, across each other and linked, with answers of every kind.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use sententia::model::annotation::{Attributes, Layer, Link, Span, Status};
use sententia::model::project::Project;
use sententia::model::value::Value;

use super::schema::KINDS;
use crate::fixture::{document, moment, sample_project, span};

/// Words of a text, the first and the last of a stretch of them.
type Stretch = (prop::sample::Index, prop::sample::Index);

/// Texts of words with spans that begin and end with one, over and across each other, as most are.
pub fn usual() -> impl Strategy<Value = Project> {
    let words = [
        "Le",
        "pont",
        "fermera",
        ",",
        "«",
        "l’an",
        "2031",
        "🙂",
        "e\u{301}te\u{301}",
        "vu",
        "\n",
        "\r\n\r\n",
    ];
    let text = vec(prop::sample::select(words.to_vec()), 1..12);
    let answers = vec((0..KINDS.len(), 0..3usize), 0..3);
    let record = (
        vec(any::<Stretch>(), 1..3),
        any::<bool>(),
        answers,
        "[a-zé .]{0,6}",
    );
    let links = vec(any::<Stretch>(), 0..3);
    vec((text, vec(record, 0..7), links), 1..3).prop_map(|all| {
        let mut project = sample_project();
        project.documents = Arc::default();
        project.order = Arc::default();
        project.targets = Arc::default();
        let mut layers = BTreeMap::new();
        for (n, (words, spans, links)) in all.into_iter().enumerate() {
            let id = format!("texte {n}.txt");
            let (text, places) = joined(&words);
            let spans = spans
                .iter()
                .enumerate()
                .map(|(i, (at, is_stance, answers, note))| Span {
                    at: stretches(&places, at),
                    attributes: answers
                        .iter()
                        .map(|it| (KINDS[it.0].into(), value(KINDS[it.0], it.1)))
                        .collect(),
                    note: note.trim().to_owned(),
                    ..span(
                        &format!("s-{i}"),
                        if *is_stance { "stance" } else { "prediction" },
                        &text,
                        "",
                    )
                });
            let spans: Vec<Span> = spans.collect();
            let ends = |it: &Stretch| (it.0.index(spans.len()), it.1.index(spans.len()));
            let links = links
                .iter()
                .filter(|_| !spans.is_empty())
                .map(ends)
                .enumerate();
            let links = links.filter(|(_, (a, b))| a != b).map(|(i, (a, b))| Link {
                id: format!("l-{i}").as_str().into(),
                kind: "held_by".into(),
                from: spans[a].id.clone(),
                to: spans[b].id.clone(),
                by: "anna".into(),
                when: moment(),
                conflict: None,
            });
            let links: Vec<Link> = links.collect();
            let layer = Layer::new(Status::Done, Attributes::default(), spans, links);
            let document = document(&id, &text);
            Arc::make_mut(&mut project.order).push(document.id.clone());
            layers.insert(document.id.clone(), Arc::new(layer));
            Arc::make_mut(&mut project.documents).insert(document.id.clone(), document);
        }
        project.layers = BTreeMap::from([("anna".into(), Arc::new(layers))]);
        project
    })
}

/// Words with blanks between them, and where they stand.
fn joined(words: &[&str]) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for word in words {
        let start = text.len();
        text.push_str(word);
        if !word.trim().is_empty() {
            places.push(start..text.len());
            text.push(' ');
        }
    }
    if places.is_empty() {
        text.push_str("Mot");
        places.push(text.len() - 3..text.len());
    }
    (text, places)
}

/// Stretches of whole words, in order and apart.
fn stretches(places: &[Range<usize>], all: &[Stretch]) -> Vec<Range<usize>> {
    let ends = |it: &Stretch| (it.0.index(places.len()), it.1.index(places.len()));
    let mut all: Vec<_> = all
        .iter()
        .map(ends)
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    all.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for (a, b) in all {
        if apart.last().is_none_or(|it| it.1 + 1 < a) {
            apart.push((a, b));
        }
    }
    apart
        .into_iter()
        .map(|(a, b)| places[a].start..places[b].end)
        .collect()
}

/// An answer of this kind, one of three.
fn value(kind: &str, n: usize) -> Value {
    let word = ["certain", "assez probable", "oui/non"][n];
    match kind {
        "flag" => Value::Flag(n > 0),
        "one" => Value::Choice(word.into()),
        "several" => Value::Choices(["certain".into(), word.into()].into()),
        "number" => Value::Number([0.5, 3.0, -12.25][n]),
        "date" => Value::Date(["2031", "2031-06", "1987-06-15"][n].parse().unwrap()),
        "interval" => Value::Interval(None, "2031-06".parse().ok()),
        "words" => Value::Text(word.to_owned()),
        _ => Value::Target(word.into()),
    }
}
