//! Files changed elsewhere, as by git, between two sittings: the journal does not do or undo anything
//! over what came from there, and says so.

use std::fs;
use std::path::Path;

use sententia::model::conflict::Conflict;
use sententia::store::Progress;
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

/// The project as it was closed, and two of its files as another program then leaves them.
fn marked(words: &[&str]) -> (tempfile::TempDir, std::path::PathBuf, Workspace) {
    let (folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    for it in words {
        mark(&mut workspace, "press/tram.txt", it).unwrap();
    }
    workspace.flush().unwrap();
    (folder, root, workspace)
}

#[test]
fn what_changes_while_the_project_is_open_is_taken_in() {
    let (_folder, root, mut workspace) = marked(&["tram", "2031"]);
    assert!(workspace.look_now().is_empty(), "what we wrote is no news");
    elsewhere(
        &root,
        TRAM,
        "label: \"source\"",
        "label: \"source\", note: \"theirs\"",
    );
    let revision = workspace.revision();
    let news = workspace.look_now();
    assert_eq!((news.documents.len(), news.n_conflicts), (1, 0));
    assert_eq!(news.notices, []);
    assert!(workspace.revision() > revision);
    assert_eq!(
        notes(&workspace),
        [("theirs".to_owned(), false), ("theirs".to_owned(), false)]
    );
    // The steps that made these records do not fit them any more.
    assert_eq!(news.n_lost_steps, 2);
    assert_eq!(workspace.undo().unwrap(), None);
    assert!(workspace.look_now().is_empty());
    let project = workspace.project().clone();
    drop(workspace);
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[test]
fn an_edit_that_is_not_saved_and_a_change_of_the_same_record_both_stay() {
    let (_folder, root, mut workspace) = marked(&["tram", "2031"]);
    note(&mut workspace, "first");
    workspace.flush().unwrap();
    elsewhere(&root, TRAM, "note: \"first\"", "note: \"theirs\"");
    note(&mut workspace, "mine");
    let failure = workspace.flush().unwrap_err();
    assert_eq!(failure.trouble.key(), "store-changed-elsewhere");
    let on_disk = fs::read_to_string(root.join(TRAM)).unwrap();
    assert!(on_disk.contains("theirs"), "it is not written over");
    let news = workspace.look_now();
    assert_eq!(news.n_conflicts, 1);
    let mut there = notes(&workspace);
    there.sort();
    let words: Vec<&str> = there.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(words, ["", "mine", "theirs"]);
    assert_eq!(there.iter().filter(|it| it.1).count(), 1);
    workspace.flush().unwrap();
    let on_disk = fs::read_to_string(root.join(TRAM)).unwrap();
    assert!(on_disk.contains("theirs") && on_disk.contains("mine"));
    // Which of the two has the id is the same on both sides; whatever is undone, theirs stays.
    while workspace.undo().unwrap().is_some() {}
    let words: Vec<String> = notes(&workspace).into_iter().map(|it| it.0).collect();
    assert!(words.contains(&"theirs".to_owned()), "{words:?}");
}

#[test]
fn changes_of_different_records_go_together() {
    let (_folder, root, mut workspace) = marked(&["tram", "2031"]);
    note(&mut workspace, "first");
    workspace.flush().unwrap();
    elsewhere(
        &root,
        TRAM,
        "quote: \"2031\"",
        "quote: \"2031\", note: \"theirs\"",
    );
    note(&mut workspace, "mine");
    mark(&mut workspace, "press/tram.txt", "Good").unwrap();
    let news = workspace.look_now();
    assert_eq!((news.n_conflicts, news.notices), (0, Vec::new()));
    workspace.flush().unwrap();
    let words: Vec<String> = notes(&workspace).into_iter().map(|it| it.0).collect();
    assert_eq!(words, ["mine", "theirs", ""]);
    assert!(workspace.look_now().is_empty());
    let project = workspace.project().clone();
    drop(workspace);
    let (again, report) = open(&root);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[test]
fn texts_that_come_and_go_and_the_list_are_taken_in() {
    let (_folder, root, mut workspace) = marked(&["tram"]);
    // Somebody else adds a text and says something about it, and renames the project.
    let (_copy, other) = crash(&root);
    let (mut there, _) = Workspace::open(&other, "Ben", &Progress::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bac.txt"), "Le bac revient en été.").unwrap();
    let texts =
        sententia::store::texts::survey(&[folder.path().to_owned()], None, &Progress::default())
            .unwrap();
    let step = sententia::store::create::add_texts(
        other.as_path(),
        there.project(),
        &texts.accepted,
        &Progress::default(),
    );
    there.run(step.unwrap()).unwrap();
    mark(&mut there, "bac.txt", "bac").unwrap();
    let name = sententia::model::edit::Edit::Name("Autrement".to_owned());
    let rename = sententia::model::history::Step::new("step-name", "", vec![name]);
    there.run(rename).unwrap();
    there.flush().unwrap();
    for file in [
        "texts/bac.txt",
        "annotations/ben/bac.txt.ron",
        "project.ron",
    ] {
        fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
        fs::copy(other.join(file), root.join(file)).unwrap();
    }
    mark(&mut workspace, "press/tram.txt", "2031").unwrap();
    let news = workspace.look_now();
    assert!(news.project && news.notices.is_empty(), "{news:?}");
    assert_eq!(workspace.project().name, "Autrement");
    assert_eq!(workspace.project().order.len(), 3);
    let layer = workspace.project().layers.get(&"ben".into()).unwrap();
    assert_eq!(layer.get(&"bac.txt".into()).unwrap().n_spans(), 1);
    mark(&mut workspace, "bac.txt", "bac").unwrap();
    workspace.settle().unwrap();
    // And it goes again: what was said about it stays in its file.
    let list = fs::read_to_string(root.join("project.ron")).unwrap();
    let without: Vec<&str> = list
        .lines()
        .filter(|it| !it.contains("id: \"bac.txt\""))
        .collect();
    fs::write(root.join("project.ron"), without.join("\n")).unwrap();
    let news = workspace.look_now();
    assert!(news.documents.contains(&"bac.txt".into()));
    assert_eq!(workspace.project().order.len(), 2);
    assert!(root.join("annotations/anna/bac.txt.ron").exists());
    workspace.settle().unwrap();
}

#[test]
fn what_cannot_be_understood_is_told_and_kept() {
    let (_folder, root, mut workspace) = marked(&["tram"]);
    let broken = "<<<<<<< ours\n(format: 1\n";
    fs::write(root.join("project.ron"), broken).unwrap();
    fs::write(root.join(TRAM), broken).unwrap();
    note(&mut workspace, "mine");
    let news = workspace.look_now();
    let keys: Vec<_> = news.notices.iter().map(|it| it.trouble.key()).collect();
    assert!(keys.contains(&"store-kept-aside"), "{keys:?}");
    assert_eq!(notes(&workspace), [("mine".to_owned(), false)]);
    workspace.settle().unwrap();
    for file in ["project.ron", TRAM] {
        let kept = fs::read_to_string(root.join(".sententia/set-aside").join(file)).unwrap();
        assert_eq!(kept, broken, "{file}");
    }
    // Where nothing was done here the file is left alone, and what we knew is kept.
    fs::write(root.join(TRAM), broken).unwrap();
    let news = workspace.look_now();
    assert!(!news.notices.is_empty());
    let key = workspace.key(&"press/tram.txt".into());
    assert!(workspace.protected(&key).is_some());
    mark(&mut workspace, "press/tram.txt", "2031").unwrap_err();
    assert_eq!(fs::read_to_string(root.join(TRAM)).unwrap(), broken);
    let aside = root.join(".sententia/set-aside/annotations/anna/press/tram.txt.ron.2");
    assert!(fs::read_to_string(aside).unwrap().contains("mine"));
}

#[test]
fn a_file_that_is_removed_elsewhere_is_kept_aside() {
    let (_folder, root, mut workspace) = marked(&["tram"]);
    fs::remove_file(root.join(TRAM)).unwrap();
    let news = workspace.look_now();
    assert_eq!(news.documents.len(), 1);
    assert_eq!(news.notices[0].trouble.key(), "store-kept-aside");
    let kept = root.join(".sententia/set-aside").join(TRAM);
    assert!(
        fs::read_to_string(kept)
            .unwrap()
            .contains("quote: \"tram\"")
    );
    // One that was being changed here comes back.
    mark(&mut workspace, "press/tram.txt", "2031").unwrap();
    workspace.settle().unwrap();
    mark(&mut workspace, "press/tram.txt", "probably").unwrap();
    fs::remove_file(root.join(TRAM)).unwrap();
    workspace.settle().unwrap();
    let there = fs::read_to_string(root.join(TRAM)).unwrap();
    assert!(there.contains("2031") && there.contains("probably"));
}

#[test]
fn changes_are_noticed_by_themselves() {
    let (_folder, root, mut workspace) = marked(&["tram"]);
    let (tell, told) = std::sync::mpsc::channel();
    workspace.watch(move || tell.send(()).unwrap_or_default());
    elsewhere(
        &root,
        TRAM,
        "label: \"source\"",
        "label: \"source\", note: \"theirs\"",
    );
    workspace.look_soon();
    let patience = std::time::Duration::from_secs(30);
    let news = loop {
        told.recv_timeout(patience).expect("it is noticed");
        if let Some(news) = workspace.news() {
            break news;
        }
    };
    assert_eq!(news.documents.len(), 1);
    assert_eq!(notes(&workspace), [("theirs".to_owned(), false)]);
}

/// Whatever two copies do, and however their files are put into one another's folder meanwhile, no record
/// is lost.
#[test]
fn nothing_that_either_side_did_is_lost() {
    let words = [
        "probably", "2031", "Good", "news", "will", "come", "back", "The",
    ];
    for seed in 0..40u64 {
        let mut random = crate::faults::random::Random::new(seed);
        let (_folder, root, mut here) = marked(&["tram"]);
        let (_copy, other) = crash(&root);
        let (mut there, _) = open(&other);
        let mut done = vec!["tram"];
        for (round, word) in words.into_iter().enumerate() {
            if !random.one_in(2) {
                continue;
            }
            let side = if random.one_in(2) {
                &mut here
            } else {
                &mut there
            };
            mark(side, "press/tram.txt", word).unwrap();
            note(side, &format!("note {seed} {round}"));
            done.push(word);
            if random.one_in(2) {
                there.settle().unwrap();
                there.look_now();
                here.settle().unwrap();
                let theirs = fs::read(other.join(TRAM)).unwrap();
                let ours = fs::read(root.join(TRAM)).unwrap();
                let base = sententia::store::merge::merge(b"", &ours, &theirs).unwrap();
                fs::write(root.join(TRAM), base.bytes).unwrap();
                here.look_now();
            }
        }
        there.settle().unwrap();
        let theirs = fs::read(other.join(TRAM)).unwrap();
        here.settle().unwrap();
        let ours = fs::read(root.join(TRAM)).unwrap();
        let both = sententia::store::merge::merge(b"", &ours, &theirs).unwrap();
        mark(&mut here, "pont.txt", "pont").unwrap();
        note(&mut here, "last");
        fs::write(root.join(TRAM), both.bytes).unwrap();
        here.settle().unwrap();
        let file = fs::read_to_string(root.join(TRAM)).unwrap();
        for word in &done {
            assert!(
                file.contains(&format!("quote: \"{word}\"")),
                "seed {seed}: {word}"
            );
        }
        assert!(file.contains("note: \"last\""), "seed {seed}");
    }
}
