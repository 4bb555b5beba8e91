//! A change of the schema is one step for everybody: in the journal at once, in the files of every
//! annotator, undone after a crash too, and never at the cost of what somebody else did since.

use proptest::prelude::*;
use sententia::model::project::Project;
use sententia::model::reform::Reform;
use sententia::model::schema::{Localized, Schema};
use sententia::store::{Progress, Trouble};
use sententia::workspace::Workspace;

use super::{act, crash, open};
use crate::fixture::{files, on_disk, sample_on_disk};
use crate::reform::make::{any_labelled, change};

fn run(workspace: &mut Workspace, reform: &Reform) {
    let step = reform.plan(workspace.project()).unwrap().step;
    workspace.run(step).unwrap();
}

fn mark(workspace: &mut Workspace, label: &str) {
    let key = workspace.key(&"press/tram.txt".into());
    let id = workspace.new_span_id(&key);
    let step = act(workspace, &key).mark(id, &label.into(), 0..3).unwrap();
    workspace.run(step).unwrap();
}

fn renamed(project: &Project) -> Reform {
    let mut schema = Schema::clone(&project.schema);
    schema.labels[0].name = Localized::plain("Forecast");
    Reform::to(project, schema, "prediction")
}

fn with_new_label(project: &Project) -> Reform {
    let mut schema = Schema::clone(&project.schema);
    let mut label = schema.labels[0].clone();
    label.id = "doubt".into();
    label.key = None;
    schema.labels.push(label);
    Reform::to(project, schema, "doubt")
}

#[test]
fn one_step_reaches_the_files_of_every_annotator_and_is_undone_after_a_crash() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    workspace.set_annotator("ben").unwrap();
    mark(&mut workspace, "prediction");
    workspace.set_annotator("anna").unwrap();
    workspace.flush().unwrap();
    let before = files(&root);
    let merge = Reform::merge(workspace.project(), &"prediction".into(), &"stance".into());
    run(&mut workspace, &merge.unwrap());
    let (_copy, left) = crash(&root);
    let (mut again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), workspace.project());
    again.flush().unwrap();
    for path in [
        "annotations/anna/pont.txt.ron",
        "annotations/ben/press/tram.txt.ron",
    ] {
        let text = std::fs::read_to_string(left.join(path)).unwrap();
        assert!(!text.contains("\"prediction\""), "{path}");
        assert!(text.contains("\"stance\""), "{path}");
    }
    again.undo().unwrap().unwrap();
    again.flush().unwrap();
    let after = files(&left);
    let same = |it: &std::path::Path| !it.starts_with("history") && !super::is_of_its_own(it);
    for (path, bytes) in before.iter().filter(|it| same(it.0)) {
        assert!(after.get(path) == Some(bytes), "{}", path.display());
    }
}

#[test]
fn a_new_label_stays_while_somebody_else_uses_it() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    let reform = with_new_label(workspace.project());
    run(&mut workspace, &reform);
    workspace.set_annotator("ben").unwrap();
    mark(&mut workspace, "doubt");
    workspace.set_annotator("anna").unwrap();
    let refused = workspace.undo().unwrap_err();
    assert_eq!(
        refused.trouble,
        Trouble::StillUsed {
            count: "1".to_owned()
        }
    );
    assert!(workspace.project().schema.label(&"doubt".into()).is_some());
    workspace.set_annotator("ben").unwrap();
    workspace.undo().unwrap().unwrap();
    workspace.set_annotator("anna").unwrap();
    workspace.undo().unwrap().unwrap();
    assert!(workspace.project().schema.label(&"doubt".into()).is_none());
}

#[test]
fn a_name_alone_writes_no_annotations() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    let reform = renamed(workspace.project());
    run(&mut workspace, &reform);
    workspace.flush().unwrap();
    drop(workspace);
    let project = std::fs::read_to_string(root.join("project.ron")).unwrap();
    assert!(project.contains("Forecast") && project.contains("\"prediction\""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_change_survives_a_crash_and_is_undone_after_it(
        project in any_labelled(),
        choices in prop::collection::vec(any::<[prop::sample::Index; 5]>(), 1..4),
    ) {
        let (_folder, root) = on_disk(&project);
        let open = |root| Workspace::open(root, "anna", &Progress::default()).unwrap().0;
        let mut workspace = open(&root);
        mark_nothing(&mut workspace);
        let before = workspace.project().clone();
        let mut done = 0;
        for choice in &choices {
            let reform = change(workspace.project(), choice);
            let plan = reform.and_then(|it| it.plan(workspace.project()).ok());
            if let Some(plan) = plan.filter(|it| !it.step.edits.is_empty()) {
                workspace.run(plan.step).unwrap();
                done += 1;
            }
        }
        let (_copy, left) = crash(&root);
        let mut again = open(&left);
        prop_assert!(again.project() == workspace.project());
        for _ in 0..done {
            prop_assert!(again.undo().unwrap().is_some());
        }
        prop_assert!(again.project() == &before);
    }
}

/// Lists the annotator, so that the first change of the schema is alone in its step.
fn mark_nothing(workspace: &mut Workspace) {
    workspace.set_annotator("anna").unwrap();
}
