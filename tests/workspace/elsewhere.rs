//! Files changed elsewhere, as by git, between two sittings: the journal does not do or undo anything
//! over what came from there, and says so.

use std::fs;
use std::path::Path;

use sententia::model::conflict::Conflict;
use sententia::workspace::Workspace;

use super::{act, crash, mark, open};
use crate::fixture::sample_on_disk;

const TRAM: &str = "annotations/anna/press/tram.txt.ron";

/// Changes the words of a file of the project, as another program would.
fn elsewhere(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn note(workspace: &mut Workspace, words: &str) {
    let key = workspace.key(&"press/tram.txt".into());
    let id = workspace
        .project()
        .layer(&key)
        .unwrap()
        .spans()
        .next()
        .unwrap()
        .id
        .clone();
    let step = act(workspace, &key).note(&id, words).unwrap();
    workspace.run(step).unwrap();
}

/// The notes of the marks, with whether each is another version.
fn notes(workspace: &Workspace) -> Vec<(String, bool)> {
    let key = workspace.key(&"press/tram.txt".into());
    let spans = workspace.project().layer(&key).unwrap().spans();
    let of = |it: &std::sync::Arc<sententia::model::annotation::Span>| {
        (
            it.note.clone(),
            matches!(it.conflict, Some(Conflict::VersionOf(_))),
        )
    };
    spans.map(of).collect()
}

#[test]
fn a_step_that_the_files_lack_and_a_change_from_elsewhere_both_stay() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    note(&mut workspace, "first");
    workspace.flush().unwrap();
    note(&mut workspace, "mine");
    let (_copy, left) = crash(&root);
    elsewhere(&left, TRAM, "note: \"first\"", "note: \"theirs\"");
    let journal = fs::read(left.join("history/anna.journal")).unwrap();
    let (again, report) = open(&left);
    let keys: Vec<_> = report.notices.iter().map(|it| it.trouble.key()).collect();
    assert_eq!(keys, ["store-journal-behind"]);
    let mut there = notes(&again);
    there.sort();
    let words: Vec<&str> = there.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(words, ["mine", "theirs"]);
    assert_eq!(there.iter().filter(|it| it.1).count(), 1);
    again.flush().unwrap();
    let project = again.project().clone();
    drop(again);
    let aside = fs::read(left.join(".sententia/set-aside/history/anna.journal")).unwrap();
    assert!(aside.starts_with(&journal), "set aside, never deleted");
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[test]
fn what_came_from_elsewhere_is_not_undone() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    note(&mut workspace, "first");
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    drop(workspace);
    elsewhere(&root, TRAM, "note: \"first\"", "note: \"theirs\"");
    let (mut again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(notes(&again), [("theirs".to_owned(), false)]);
    while again.undo().unwrap().is_some() {}
    assert_eq!(
        notes(&again),
        [("theirs".to_owned(), false)],
        "only what is ours was undone"
    );
    while again.redo().unwrap().is_some() {}
    let project = again.project().clone();
    drop(again);
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[test]
fn two_copies_of_a_journal_in_one_file_lose_nothing_and_undo_nothing() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    workspace.flush().unwrap();
    let (_copy, other) = crash(&root);
    let (mut there, _) = open(&other);
    mark(&mut there, "press/tram.txt", "probably").unwrap();
    mark(&mut workspace, "press/tram.txt", "2031").unwrap();
    let (_left, left) = crash(&root);
    let (_right, right) = crash(&other);
    // As a merge by lines puts them together: what both have, ours, theirs.
    let read = |root: &Path| fs::read_to_string(root.join("history/anna.journal")).unwrap();
    let (ours, theirs) = (read(&left), read(&right));
    let common = ours
        .lines()
        .zip(theirs.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let tail: Vec<&str> = theirs.lines().skip(common).collect();
    fs::write(
        left.join("history/anna.journal"),
        format!("{ours}{}\n", tail.join("\n")),
    )
    .unwrap();
    let (mut again, report) = open(&left);
    let keys: Vec<_> = report.notices.iter().map(|it| it.trouble.key()).collect();
    assert_eq!(keys, ["store-journal-forked"]);
    assert_eq!(notes(&again).len(), 3, "both copies are replayed");
    mark(&mut again, "pont.txt", "pont").unwrap();
    let project = again.project().clone();
    drop(again);
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}
