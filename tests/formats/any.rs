//! Any project in every format that is both written and read: no more is missing than was told. The same
//! projects each time; `SENTENTIA_CASES=1000` tries more of them for each format.

use std::collections::BTreeMap;
use std::fmt;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sententia::formats::{FORMATS, Format, LossKind, Report};
use sententia::model::project::Project;

use super::round::{Bag, out_and_in, said};
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
        let cases =
            prop_oneof![any_project(), usual::usual()].prop_map(|it| Case(schema::of_one(it)));
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
    let before = said(project);
    let (report, back, problems) = out_and_in(format, project);
    prop_assert!(
        problems.is_empty(),
        "finds fault with its own: {problems:#?}"
    );
    let after = said(&back);
    let lost = |kinds: &[LossKind]| count(&report, kinds);
    if lost(&[LossKind::Blanks, LossKind::Characters]) == 0 {
        prop_assert_eq!(&after.texts, &before.texts, "texts");
    } else {
        return Ok(());
    }
    let places = lost(&PLACES);
    within("spans", &before.spans, &after.spans, places)?;
    if places > 0 || lost(&[LossKind::Names]) > 0 {
        return Ok(());
    }
    within(
        "answers",
        &before.answers,
        &after.answers,
        lost(&[LossKind::Attributes, LossKind::Kinds]),
    )?;
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
    within(
        "about",
        &before.about,
        &after.about,
        lost(&[LossKind::DocumentLabels]),
    )
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
