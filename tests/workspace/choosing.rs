//! Choosing between the versions that a merge left: by removing one or by keeping one, with every link
//! in its place, and as one step that can be undone.

use std::path::Path;

use sententia::model::check::{self, Trouble};
use sententia::model::project::LayerKey;
use sententia::store::Progress;
use sententia::workspace::Workspace;
use tempfile::TempDir;

use super::act;
use crate::fixture::files;

/// The frozen project of every kind: `s-6666666` is another version of `s-5555555`, and `s-7777777`
/// was removed on the other side.
fn opened() -> (TempDir, Workspace) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1/every-kind");
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&from) {
        let to = folder.path().join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    let (workspace, report) = Workspace::open(folder.path(), "anna", &Progress::default()).unwrap();
    assert!(report.is_empty(), "{report:?}");
    (folder, workspace)
}

fn key() -> LayerKey {
    LayerKey {
        annotator: "anna".into(),
        document: "pont.txt".into(),
    }
}

/// What is left to choose, by record.
fn open_choices(workspace: &Workspace) -> Vec<String> {
    let problems = check::problems(workspace.project(), &key()).into_iter();
    let left = [
        Trouble::TwoVersions,
        Trouble::RemovedElsewhere,
        Trouble::TwoAnswers,
    ];
    problems
        .filter(|it| left.contains(&it.trouble))
        .map(|it| format!("{:?}", it.record))
        .collect()
}

/// The answer of the first version's id, and the links that lead to it.
fn polarity_and_links(workspace: &Workspace) -> (String, usize) {
    let layer = workspace.project().layer(&key()).unwrap();
    let span = layer.span(&"s-5555555".into()).unwrap();
    let answer = format!("{:?}", span.attributes.get(&"polarity".into()).unwrap());
    (answer, layer.links_of(&"s-5555555".into()).count())
}

#[test]
fn both_versions_are_problems_until_one_is_gone() {
    let (_folder, workspace) = opened();
    let left = open_choices(&workspace);
    for record in [
        "s-5555555",
        "s-6666666",
        "s-7777777",
        "l-3333333",
        "l-4444444",
        "mood",
    ] {
        assert!(
            left.iter().any(|it| it.contains(record)),
            "{record}: {left:?}"
        );
    }
}

#[test]
fn removing_or_keeping_either_version_settles_it_and_keeps_the_links() {
    // What is done, to which record, and the answer that stands then.
    for (keeps, id, answer) in [
        (false, "s-6666666", "against"),
        (false, "s-5555555", "for"),
        (true, "s-5555555", "against"),
        (true, "s-6666666", "for"),
    ] {
        let (_folder, mut workspace) = opened();
        let before = workspace.project().clone();
        let key = key();
        let act = act(&workspace, &key);
        let step = if keeps {
            act.keep_version(&id.into())
        } else {
            act.remove(&id.into())
        };
        workspace.run(step.unwrap()).unwrap();
        let (given, n_links) = polarity_and_links(&workspace);
        assert!(given.contains(answer), "{keeps} {id}: {given}");
        assert_eq!(n_links, 2, "{keeps} {id}");
        let layer = workspace.project().layer(&key).unwrap();
        assert!(layer.span(&"s-6666666".into()).is_none());
        let left = open_choices(&workspace);
        assert!(!left.iter().any(|it| it.contains("s-5555555")), "{left:?}");
        workspace.undo().unwrap();
        assert_eq!(*workspace.project(), before);
    }
}

#[test]
fn what_the_other_side_removed_or_answered_can_be_kept() {
    let (_folder, mut workspace) = opened();
    let key = key();
    let step = act(&workspace, &key)
        .keep_version(&"s-7777777".into())
        .unwrap();
    workspace.run(step).unwrap();
    for link in ["l-2222222", "l-4444444"] {
        let step = act(&workspace, &key)
            .keep_link_version(&link.into())
            .unwrap();
        workspace.run(step).unwrap();
    }
    let value = sententia::model::value::Value::Choice("angry".into());
    let step = act(&workspace, &key)
        .label_document(&"mood".into(), Some(value))
        .unwrap();
    workspace.run(step).unwrap();
    let left = open_choices(&workspace);
    assert!(
        left.iter()
            .all(|it| it.contains("s-5555555") || it.contains("s-6666666")),
        "{left:?}"
    );
    let layer = workspace.project().layer(&key).unwrap();
    assert!(
        layer.link(&"l-3333333".into()).is_none(),
        "the other version is gone"
    );
    assert!(layer.span(&"s-7777777".into()).is_some());
}
