//! Any project in every format that is both written and read: no more is missing than was told. The same
//! projects each time; `SENTENTIA_CASES=1000` tries more of them for each format.

use std::collections::BTreeMap;
use std::fmt;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sententia::formats::meta;
use sententia::formats::{FORMATS, Format, Hold, LossKind, Report};
use sententia::model::id::AnnotatorId;
use sententia::model::project::Project;

use super::round::{Bag, Said, out_and_in, said};
use crate::fixture::any_project;

mod schema;
mod usual;

/// Cases for each format.
const N: u32 = 24;

#[test]
fn no_more_is_missing_than_was_told() {
    let cases = std::env::var("SENTENTIA_CASES")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(N);
    let both = FORMATS
        .iter()
        .filter(|it| it.reader.is_some() && it.writer.is_some());
    let mut found = Vec::new();
    for format in both {
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 2000,
            ..Config::default()
        };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, rng);
        // That of several annotators is written apart where a format does not say whose it is.
        let several = format.holds.annotators == Hold::Yes;
        let cases = prop_oneof![any_project(), usual::usual()];
        let cases = cases.prop_map(move |it| {
            let first = it.layers.keys().next().cloned();
            let first = first.filter(|_| !several);
            let it = first.map_or(it.clone(), |first| schema::of_one(&it, &first));
            Case(schema::known(it))
        });
        let outcome = runner.run(&cases, |case| comes_back(format, &case.0));
        if let Err(error) = outcome {
            found.push(format!("{}: {error}", format.id));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

/// A project that shows what matters of it.
#[derive(Clone)]
struct Case(Project);

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for it in self.0.listed() {
            writeln!(f, "{}: {:?}", it.id, it.text.as_str())?;
        }
        for (key, layer) in self.0.all_layers() {
            writeln!(f, "{}:", key.annotator)?;
            for it in layer.spans() {
                let answers: Vec<_> = it.attributes.iter().collect();
                writeln!(
                    f,
                    "{} {} {:?} {answers:?} {:?}",
                    key.document, it.id, it.at, it.note
                )?;
            }
            for it in layer.links() {
                writeln!(f, "{} {} {} {}", key.document, it.id, it.from, it.to)?;
            }
        }
        Ok(())
    }
}

fn comes_back(format: &Format, project: &Project) -> Result<(), TestCaseError> {
    let (report, back, problems) = out_and_in(format, project);
    prop_assert!(
        problems.is_empty(),
        "finds fault with its own: {problems:#?}"
    );
    let lost = |kinds: &[LossKind]| count(&report, kinds);
    if lost(&[LossKind::Blanks, LossKind::Characters]) > 0 {
        return Ok(());
    }
    prop_assert_eq!(said(&back).texts, said(project).texts, "texts");
    let missing = beyond(&known(project), &known(&back));
    let told = lost(&[LossKind::Metadata]);
    prop_assert!(
        told > 0 || missing.is_empty(),
        "metadata: nothing told, missing {missing:#?} of {:#?}",
        known(&back)
    );
    let several = format.holds.annotators == Hold::Yes && lost(&[LossKind::Names]) == 0;
    for annotator in project.layers.keys().filter(|_| several) {
        let there = same(annotator, project, &back);
        let (before, after) = (
            schema::of_one(project, annotator),
            schema::of_one(&back, &there),
        );
        records(&said(&before), &said(&after), &report)?;
    }
    records(&said(project), &said(&back), &report)
}

/// What is known of the documents.
fn known(project: &Project) -> Bag {
    let mut all = Bag::new();
    for document in project.listed() {
        for (name, value) in meta::pairs(&document.meta) {
            *all.entry(format!("{name}: {value:?} of {:?}", document.text.as_str()))
                .or_default() += 1;
        }
    }
    all
}

/// Who an annotator is in what came back: by id, or by a name that is written for it.
fn same(annotator: &AnnotatorId, project: &Project, back: &Project) -> AnnotatorId {
    let name = project.annotators.get(annotator).map(|it| it.name.as_str());
    let mut all = back.annotators.iter();
    let known = all.find(|(id, it)| {
        *id == annotator || it.name == annotator.as_str() || Some(it.name.as_str()) == name
    });
    known.map_or_else(|| annotator.clone(), |it| it.0.clone())
}

/// Whether no more of the records is missing than was told.
fn records(before: &Said, after: &Said, report: &Report) -> Result<(), TestCaseError> {
    let lost = |kinds: &[LossKind]| count(report, kinds);
    let places = lost(&PLACES);
    within("spans", &before.spans, &after.spans, places)?;
    if places > 0 || lost(&[LossKind::Names]) > 0 {
        return Ok(());
    }
    let answers = lost(&[LossKind::Attributes, LossKind::Kinds]);
    within("answers", &before.answers, &after.answers, answers)?;
    within(
        "links",
        &before.links,
        &after.links,
        lost(&[LossKind::Links]),
    )?;
    within(
        "notes",
        &before.notes,
        &after.notes,
        lost(&[LossKind::Notes]),
    )?;
    if lost(&[LossKind::OwnLabels]) > 0 {
        return Ok(());
    }
    let about = lost(&[LossKind::DocumentLabels]);
    within("about", &before.about, &after.about, about)
}

const PLACES: [LossKind; 7] = [
    LossKind::SpansOutsideText,
    LossKind::Overlaps,
    LossKind::OtherSpans,
    LossKind::Places,
    LossKind::Widened,
    LossKind::Fragments,
    LossKind::LineEnds,
];

fn count(report: &Report, kinds: &[LossKind]) -> usize {
    report
        .losses
        .iter()
        .filter(|it| kinds.contains(&it.kind))
        .map(|it| it.count)
        .sum()
}

/// Whether no more is missing than this, and as much at most is there that was not; of what is written in
/// pieces there may be more.
fn within(what: &str, before: &Bag, after: &Bag, most: usize) -> Result<(), TestCaseError> {
    let missing = beyond(before, after);
    let more = beyond(after, before);
    let n = |bag: &Bag| bag.values().sum::<usize>();
    prop_assert!(
        n(&missing) <= most,
        "{what}: {most} told, missing {missing:#?} instead of {more:#?}"
    );
    prop_assert!(most > 0 || more.is_empty(), "{what}: nobody made {more:#?}");
    Ok(())
}

/// What one has and the other has not.
fn beyond(all: &Bag, others: &Bag) -> Bag {
    let left = |(it, n): (&String, &usize)| {
        let n = n.saturating_sub(others.get(it).copied().unwrap_or_default());
        (n > 0).then(|| (it.clone(), n))
    };
    all.iter().filter_map(left).collect::<BTreeMap<_, _>>()
}
