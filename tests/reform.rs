//! Changing the schema under data: whatever is changed, nothing goes without being counted, the schema
//! goes on knowing what it knew, and undoing brings back the same project.

pub mod make;
mod words;

use std::collections::BTreeSet;

use proptest::prelude::*;
use sententia::model::check::{Trouble, problems};
use sententia::model::edit::Edit;
use sententia::model::history::History;
use sententia::model::project::Project;
use sententia::model::reform::{Impact, Reform};

use crate::fixture::any_project;
use make::{any_labelled, change};

/// What the schema does not know: the layer, the record, what is wrong with it.
fn unknown(project: &Project) -> BTreeSet<String> {
    let strange = |it: &Trouble| {
        !matches!(
            it,
            Trouble::Unanswered | Trouble::DuplicateSpan | Trouble::BadRange
        )
    };
    let mut found = BTreeSet::new();
    for (key, _) in project.all_layers() {
        let wrong = problems(project, &key);
        for it in wrong.iter().filter(|it| strange(&it.trouble)) {
            found.insert(format!("{key:?} {:?} {:?}", it.record, it.trouble));
        }
    }
    found
}

#[derive(Debug, PartialEq, Eq)]
struct Counts {
    spans: usize,
    links: usize,
    answers: usize,
}

fn counts(project: &Project) -> Counts {
    let layers = || project.all_layers().map(|it| it.1);
    let answers = |layer: &sententia::model::annotation::Layer| {
        layer
            .spans()
            .map(|it| it.attributes.iter().count())
            .sum::<usize>()
            + layer.labels.iter().count()
    };
    Counts {
        spans: layers().map(|it| it.n_spans()).sum(),
        links: layers().map(|it| it.n_links()).sum(),
        answers: layers().map(|it| answers(it)).sum(),
    }
}

/// Does a change and checks all that must hold; gives what it touched.
fn holds(before: &Project, reform: &Reform) -> Result<Option<Impact>, TestCaseError> {
    let Ok(plan) = reform.plan(before) else {
        return Ok(None);
    };
    let mut after = before.clone();
    let mut history = History::default();
    history.run(&mut after, plan.step.clone());
    let (then, now, impact) = (counts(before), counts(&after), &plan.impact);
    prop_assert_eq!(then.spans, now.spans + impact.removed);
    prop_assert_eq!(then.links, now.links + impact.links_removed);
    prop_assert_eq!(
        then.answers,
        now.answers + impact.answers_lost + impact.answers_absorbed
    );
    let new: Vec<_> = unknown(&after)
        .difference(&unknown(before))
        .cloned()
        .collect();
    prop_assert!(
        new.is_empty(),
        "the schema no longer knows {:?} after {}",
        new,
        reform.name
    );
    touched_are_counted(before, &after, impact)?;
    history.undo(&mut after);
    prop_assert_eq!(&after, before, "undone");
    history.redo(&mut after);
    prop_assert_eq!(&*after.schema, &reform.schema);
    Ok(Some(plan.impact))
}

/// Every record that differs was counted, with its annotator and document.
fn touched_are_counted(
    before: &Project,
    after: &Project,
    impact: &Impact,
) -> Result<(), TestCaseError> {
    let mut changed = 0;
    for (key, layer) in before.all_layers() {
        let now = after.layer(&key).unwrap();
        let spans = layer.spans().filter(|it| now.span(&it.id) != Some(it));
        let spans = spans.count();
        changed += spans;
        if spans > 0 {
            prop_assert!(impact.annotators.contains(&key.annotator));
            prop_assert!(impact.documents.contains(&key.document));
        }
    }
    prop_assert!(
        changed <= impact.records,
        "{} changed, {} counted",
        changed,
        impact.records
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_goes_unsaid_and_undo_brings_all_back(
        project in any_labelled(),
        choice in any::<[prop::sample::Index; 5]>(),
    ) {
        if let Some(reform) = change(&project, &choice) {
            holds(&project, &reform)?;
        }
    }

    #[test]
    fn changes_one_after_the_other_are_undone_one_after_the_other(
        project in any_labelled(),
        choices in prop::collection::vec(any::<[prop::sample::Index; 5]>(), 1..6),
    ) {
        let mut now = project.clone();
        let mut history = History::default();
        for choice in &choices {
            let Some(reform) = change(&now, choice) else { continue };
            if let Ok(plan) = reform.plan(&now) {
                history.run(&mut now, plan.step);
            }
        }
        while history.undo(&mut now).is_some() {}
        prop_assert_eq!(now, project);
    }

    #[test]
    fn hostile_projects_change_their_schema_too(
        project in any_project(),
        choice in any::<[prop::sample::Index; 5]>(),
    ) {
        if let Some(reform) = change(&project, &choice) {
            holds(&project, &reform)?;
        }
    }
}

/// The changes made by chance are of every kind and touch something, so that the properties say something.
#[test]
fn chance_makes_changes_of_every_kind() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut sum = Impact::default();
    for _ in 0..400 {
        let project = any_labelled().new_tree(&mut runner).unwrap().current();
        let choice = any::<[prop::sample::Index; 5]>();
        let choice = choice.new_tree(&mut runner).unwrap().current();
        let Some(plan) = change(&project, &choice).and_then(|it| it.plan(&project).ok()) else {
            continue;
        };
        sum.relabelled += plan.impact.relabelled;
        sum.removed += plan.impact.removed;
        sum.links_removed += plan.impact.links_removed;
        sum.answers_changed += plan.impact.answers_changed;
        sum.answers_lost += plan.impact.answers_lost;
        sum.answers_absorbed += plan.impact.answers_absorbed;
        sum.incomplete += plan.impact.incomplete;
        sum.twins += plan.impact.twins;
    }
    println!("{sum:?}");
    for count in [
        sum.relabelled,
        sum.removed,
        sum.links_removed,
        sum.answers_changed,
        sum.answers_lost,
        sum.answers_absorbed,
        sum.incomplete,
        sum.twins,
    ] {
        assert!(count > 0, "{sum:?}");
    }
}

/// Only the schema's own edit stands in a step that touches no record.
#[test]
fn a_new_name_touches_no_record() {
    let project = crate::fixture::sample_project();
    let mut schema = sententia::model::schema::Schema::clone(&project.schema);
    schema.labels[0].name = sententia::model::schema::Localized::plain("Forecast");
    let plan = Reform::to(&project, schema, "prediction")
        .plan(&project)
        .unwrap();
    assert!(!plan.impact.touches());
    assert!(matches!(plan.step.edits.as_slice(), [Edit::Schema(_)]));
}
