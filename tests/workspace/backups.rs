//! Backups: when they are made, what is in them, and putting them back, also when that breaks off.

use std::fs;
use std::path::Path;

use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::store::backup::{self, Limits, Reason};
use sententia::store::files::Root;
use sententia::workspace::{Options, Workspace, backups};

use super::{mark, open};
use crate::fixture::{files, sample_on_disk};

const TRAM: &str = "press/tram.txt";

fn reasons(root: &Path) -> Vec<Reason> {
    let all = backup::list(&Root::from(root));
    all.into_iter().rev().map(|it| it.reason).collect()
}

fn kept(root: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let all = files(root).into_iter();
    let kept = ["annotations", "history", "project.ron", "guidelines.md"];
    all.filter(|it| kept.iter().any(|name| it.0.starts_with(name)))
        .filter(|it| it.0.file_name().unwrap() != ".gitignore")
        .collect()
}

fn schema_step(workspace: &Workspace) -> Step {
    let mut schema = (*workspace.project().schema).clone();
    schema.id.push('x');
    Step::new("step-schema", "", vec![Edit::Schema(schema.into())])
}

#[test]
fn they_are_made_at_the_first_edit_of_a_day_and_before_much_changes() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    assert_eq!(reasons(&root), [], "opening makes none");
    mark(&mut workspace, TRAM, "tram").unwrap();
    mark(&mut workspace, TRAM, "2031").unwrap();
    workspace.flush().unwrap();
    assert_eq!(reasons(&root), [Reason::Daily]);
    let step = schema_step(&workspace);
    workspace.run(step).unwrap();
    workspace.flush().unwrap();
    let key = workspace.key(&TRAM.into());
    let edits = (0..30).map(|i| {
        let value = sententia::model::value::Value::Text(i.to_string());
        Edit::DocumentLabel(key.clone(), format!("a{i}").as_str().into(), Some(value))
    });
    let bulk = Step::new("step-label-all", "", edits.collect());
    workspace.run(bulk).unwrap();
    workspace.flush().unwrap();
    workspace.back_up().unwrap();
    workspace.flush().unwrap();
    let expected = [Reason::Daily, Reason::Reform, Reason::Bulk, Reason::Asked];
    assert_eq!(reasons(&root), expected);
    assert_eq!(workspace.backup_failure(), None);
    let last = &workspace.backups()[0];
    assert_eq!((last.documents, last.records), (2, 6));
    drop(workspace);
    let (mut again, _) = open(&root);
    mark(&mut again, TRAM, "probably").unwrap();
    again.flush().unwrap();
    assert_eq!(reasons(&root), expected, "one a day is enough");
}

#[test]
fn what_was_before_comes_back_whole_and_what_is_now_is_kept() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, TRAM, "tram").unwrap();
    // Not in the files yet: the backup has it by the journal.
    let step = schema_step(&workspace);
    let before = workspace.project().clone();
    workspace.run(step).unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    workspace.flush().unwrap();
    let all = workspace.backups();
    let reform = all.iter().find(|it| it.reason == Reason::Reform).unwrap();
    let refused = backups::restore(root.as_path(), &reform.name).unwrap_err();
    assert_eq!(refused.trouble.key(), "store-held");
    drop(workspace);
    let now = kept(&root);
    let (made, restored) = backups::restore(root.as_path(), &reform.name).unwrap();
    assert_eq!(made.reason, Reason::Restore);
    assert!(restored.written > 0 || restored.removed > 0);
    let (mut again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), before);
    assert!(again.undo().unwrap().is_some(), "undo goes on from there");
    again.flush().unwrap();
    drop(again);
    backups::restore(root.as_path(), &made.name).unwrap();
    assert_eq!(kept(&root), now, "and back again");
}

#[test]
fn a_restoring_that_broke_off_is_gone_on_with() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, TRAM, "tram").unwrap();
    workspace.back_up().unwrap();
    workspace.flush().unwrap();
    let name = workspace.backups()[0].name.clone();
    let wanted = workspace.project().clone();
    mark(&mut workspace, TRAM, "2031").unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    drop(workspace);
    fs::write(root.join(".sententia/restoring"), &name).unwrap();
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), wanted);
    assert!(!root.join(".sententia/restoring").exists());
}

#[test]
fn a_backup_that_cannot_be_made_is_told_and_stops_nothing() {
    let (_folder, root) = sample_on_disk();
    fs::create_dir_all(root.join(".sententia")).unwrap();
    fs::write(root.join(".sententia/backups"), "in the way").unwrap();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, TRAM, "tram").unwrap();
    workspace.flush().unwrap();
    assert!(workspace.backup_failure().is_some());
    assert_eq!(workspace.backup_failure(), None, "told once");
    assert_eq!(
        workspace
            .project()
            .layer(&workspace.key(&TRAM.into()))
            .unwrap()
            .n_spans(),
        1
    );
}

#[test]
fn they_are_bounded_and_what_is_not_ours_stays() {
    let (_folder, root) = sample_on_disk();
    let folder = root.join(backup::FOLDER);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.zip"), "mine").unwrap();
    let limits = Limits {
        count: 3,
        bytes: 1 << 30,
    };
    for _ in 0..6 {
        backups::make(root.as_path(), limits).unwrap();
    }
    assert_eq!(reasons(&root).len(), 3);
    assert!(folder.join("mine.zip").exists());
    let options = Options {
        backups: Limits { count: 1, bytes: 1 },
        ..Options::default()
    };
    let progress = sententia::store::Progress::default();
    let (workspace, _) = Workspace::open_with(&root, "Anna", options, &progress).unwrap();
    workspace.back_up().unwrap();
    workspace.flush().unwrap();
    assert_eq!(reasons(&root).len(), 1);
}

#[test]
fn a_damaged_or_hostile_backup_changes_nothing() {
    let (_folder, root) = sample_on_disk();
    let made = backups::make(root.as_path(), Limits::default()).unwrap();
    let file = root.join(backup::FOLDER).join(&made.name);
    let good = fs::read(&file).unwrap();
    let before = kept(&root);
    for at in (0..good.len()).step_by(good.len() / 25 + 1) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        fs::write(&file, &bytes).unwrap();
        if backups::restore(root.as_path(), &made.name).is_ok() {
            assert_eq!(kept(&root), before, "byte {at}");
        }
        fs::write(&file, &bytes[..at]).unwrap();
        assert!(
            backups::restore(root.as_path(), &made.name).is_err(),
            "cut at {at}"
        );
        assert_eq!(kept(&root), before);
    }
    for name in ["../project.ron", "/etc/passwd", "none.zip", ""] {
        let refused = backups::restore(root.as_path(), name).unwrap_err();
        assert_eq!(refused.trouble.key(), "store-no-backup", "{name}");
    }
}
