//! Changes of the schema on a project that a person can follow.

use std::collections::BTreeSet;

use sententia::model::id::LabelId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::reform::fault::{Fault, clashes};
use sententia::model::reform::{Reform, Refusal, Touch, choices_used};
use sententia::model::schema::{Kind, Rgb, Schema};
use sententia::model::value::Value;
use sententia::store::schemas::TEMPLATES;

use crate::fixture::sample_project;

fn key() -> LayerKey {
    LayerKey {
        annotator: "anna".into(),
        document: "pont.txt".into(),
    }
}

fn done(project: &Project, reform: &Reform) -> Project {
    let mut after = project.clone();
    for edit in reform.plan(project).unwrap().step.edits {
        after.apply(edit);
    }
    after
}

#[test]
fn removing_a_label_says_what_goes_with_it() {
    let project = sample_project();
    let reform = Reform::remove_label(&project, &"source".into());
    let impact = reform.plan(&project).unwrap().impact;
    assert_eq!((impact.removed, impact.links_removed), (1, 1));
    assert_eq!(
        impact.records, 2,
        "the source, and the prediction that loses its link"
    );
    assert_eq!(impact.annotators, BTreeSet::from(["anna".into()]));
    let touches: Vec<Touch> = impact.samples.iter().map(|it| it.touch).collect();
    assert_eq!(touches, [Touch::LinkLost, Touch::Removed]);
    let after = done(&project, &reform);
    assert!(
        after.schema.link(&"held_by".into()).is_none(),
        "it has no end left"
    );
}

#[test]
fn merging_keeps_every_answer_and_link() {
    let project = sample_project();
    let reform = Reform::merge(&project, &"prediction".into(), &"stance".into()).unwrap();
    let plan = reform.plan(&project).unwrap();
    assert_eq!((plan.impact.relabelled, plan.impact.answers_lost), (1, 0));
    let after = done(&project, &reform);
    let span = after
        .layer(&key())
        .unwrap()
        .span(&"s-3333333".into())
        .unwrap()
        .clone();
    assert_eq!(span.label, LabelId::new("stance"));
    assert_eq!(
        span.attributes.get(&"certainty".into()),
        Some(&Value::Choice("certain".into()))
    );
    assert_eq!(after.layer(&key()).unwrap().n_links(), 1);
}

#[test]
fn splitting_by_an_answer_makes_the_answer_the_label() {
    let project = sample_project();
    let colors = [Rgb(1, 1, 1), Rgb(2, 2, 2)];
    let reform = Reform::split_by(&project, &"prediction".into(), &"certainty".into(), &colors);
    let reform = reform.unwrap();
    assert_eq!(reform.plan(&project).unwrap().impact.answers_absorbed, 1);
    let after = done(&project, &reform);
    let layer = after.layer(&key()).unwrap();
    let span = layer.span(&"s-3333333".into()).unwrap();
    assert_eq!(
        after.schema.label(&span.label).unwrap().name.get("en"),
        "Prediction · certain"
    );
    assert_eq!(layer.n_links(), 1, "the new labels may have the same links");
    assert_eq!(
        span.when,
        crate::fixture::moment(),
        "the judgement is as old as it was"
    );
}

#[test]
fn words_become_choices_made_of_the_words_used() {
    let mut project = sample_project();
    let mut schema = Schema::clone(&project.schema);
    let prediction = schema
        .labels
        .iter_mut()
        .find(|it| it.id.as_str() == "prediction")
        .unwrap();
    let question = prediction
        .attributes
        .iter_mut()
        .find(|it| it.id.as_str() == "certainty")
        .unwrap();
    question.kind = Kind::Text;
    let to_text = Reform::to(&project, schema.clone(), "certainty");
    assert_eq!(to_text.plan(&project).unwrap().impact.answers_changed, 1);
    project = done(&project, &to_text);
    let used = choices_used(&project, &"prediction".into(), &"certainty".into());
    assert_eq!(used.len(), 1);
    let prediction = schema
        .labels
        .iter_mut()
        .find(|it| it.id.as_str() == "prediction")
        .unwrap();
    let question = prediction
        .attributes
        .iter_mut()
        .find(|it| it.id.as_str() == "certainty")
        .unwrap();
    question.kind = Kind::SeveralOf(used);
    let impact = Reform::to(&project, schema, "certainty")
        .plan(&project)
        .unwrap()
        .impact;
    assert_eq!((impact.answers_changed, impact.answers_lost), (1, 0));
}

#[test]
fn a_limit_that_records_break_is_refused_and_a_default_that_changes_meaning_is_said() {
    let project = sample_project();
    let mut schema = Schema::clone(&project.schema);
    let held_by = schema
        .links
        .iter_mut()
        .find(|it| it.id.as_str() == "held_by")
        .unwrap();
    held_by.max_out = Some(0);
    let refused = Reform::to(&project, schema, "held_by").plan(&project);
    assert_eq!(refused, Err(Refusal::TooManyLinks(1)));
    let mut schema = Schema::clone(&project.schema);
    let voice = schema.labels[0]
        .attributes
        .iter_mut()
        .find(|it| it.id.as_str() == "voice")
        .unwrap();
    voice.default = Some(Value::Choice("quoted".into()));
    let impact = Reform::to(&project, schema, "voice")
        .plan(&project)
        .unwrap()
        .impact;
    assert_eq!((impact.reread, impact.records), (1, 1));
}

#[test]
fn a_schema_wrong_in_itself_is_refused() {
    let project = sample_project();
    let mut schema = Schema::clone(&project.schema);
    schema.labels[1].id = schema.labels[0].id.clone();
    let refused = Reform::to(&project, schema, "x").plan(&project);
    assert_eq!(
        refused,
        Err(Refusal::Fault(Fault::SameId("prediction".to_owned())))
    );
    let mut schema = Schema::clone(&project.schema);
    schema.links[0].to = BTreeSet::new();
    let refused = Reform::to(&project, schema, "x").plan(&project);
    assert!(matches!(refused, Err(Refusal::Fault(Fault::NoEnds(_)))));
}

#[test]
fn templates_have_no_key_twice_and_a_clash_is_seen() {
    for template in TEMPLATES {
        assert_eq!(clashes(&template.schema().unwrap()), [], "{}", template.id);
    }
    let mut schema = TEMPLATES[0].schema().unwrap();
    schema.labels[1].key = schema.labels[0].key;
    assert_eq!(clashes(&schema).len(), 1);
    schema.labels[0].attributes[0].key = Some('h');
    assert_eq!(
        clashes(&schema).len(),
        2,
        "a question and a link of one label"
    );
}
