//! The only writer: every step in the journal before it is shown, files behind it, undo for ever.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use sententia::model::annotation::Status;
use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::model::id::DocumentId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::value::Value;
use sententia::model::verbs::Act;
use sententia::store::texts::survey;
use sententia::store::{Progress, Report, SaveFailure, Trouble, create};
use sententia::workspace::{Saved, Workspace};
use tempfile::TempDir;

use crate::fixture::{BRIDGE, files, sample_on_disk, sample_project};

fn open(root: &Path) -> (Workspace, Report) {
    Workspace::open(root, "Anna", &Progress::default()).unwrap()
}

fn act<'a>(workspace: &'a Workspace, key: &'a LayerKey) -> Act<'a> {
    Act {
        project: workspace.project(),
        key,
        now: workspace.now(),
    }
}

fn mark(workspace: &mut Workspace, document: &str, words: &str) -> Result<(), SaveFailure> {
    let key = workspace.key(&document.into());
    let start = workspace
        .project()
        .document(&key.document)
        .unwrap()
        .text
        .as_str()
        .find(words)
        .unwrap();
    let id = workspace.new_span_id(&key);
    let step = act(workspace, &key)
        .mark(id, &"source".into(), start..start + words.len())
        .unwrap();
    workspace.run(step)
}

/// What a crash at this moment would leave: a copy of the files as they are.
fn crash(root: &Path) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    for (path, bytes) in files(root) {
        fs::create_dir_all(copy.join(&path).parent().unwrap()).unwrap();
        fs::write(copy.join(path), bytes).unwrap();
    }
    (folder, copy)
}

fn journal(root: &Path) -> String {
    fs::read_to_string(root.join("history/anna.journal")).unwrap()
}

#[test]
fn a_step_is_in_the_journal_at_once_and_in_the_files_soon() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, report) = open(&root);
    assert!(report.is_empty());
    assert_eq!(
        (workspace.annotator().as_str(), workspace.saved()),
        ("anna", Saved::Saved)
    );
    assert!(!root.join("history").exists(), "opening makes no journal");
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    assert_eq!(workspace.revision(), 1);
    assert!(journal(&root).contains("quote: \"tram\""));
    assert!(!root.join("annotations/anna/press/tram.txt.ron").exists());
    let started = Instant::now();
    while workspace.saved() != Saved::Saved {
        assert!(started.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = fs::read_to_string(root.join("annotations/anna/press/tram.txt.ron")).unwrap();
    assert!(text.contains("at: [(4, 8)], quote: \"tram\""));
    assert!(journal(&root).contains("Checkpoint(n: 1"));
    let project = workspace.project().clone();
    drop(workspace);
    let (again, report) = open(&root);
    assert!(report.is_empty());
    assert_eq!(*again.project(), project);
}

#[test]
fn what_the_files_lack_after_a_crash_is_done_again() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    workspace
        .run(Step::new(
            "step-name",
            "",
            vec![
                Edit::Name("New\nname".to_owned()),
                Edit::Guidelines("# Néw".into()),
            ],
        ))
        .unwrap();
    workspace.undo().unwrap();
    workspace.undo().unwrap();
    workspace.redo().unwrap();
    let (_copy, left) = crash(&root);
    assert!(
        !left.join("annotations/anna/press/tram.txt.ron").exists(),
        "the files were not written yet"
    );
    let before = files(&left);
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), workspace.project());
    assert_eq!(again.history(), workspace.history());
    assert_eq!(
        files(&left).get(Path::new("history/anna.journal")),
        before.get(Path::new("history/anna.journal"))
    );
    again.flush().unwrap();
    workspace.flush().unwrap();
    let (mut left, mut right) = (files(&left), files(&root));
    for files in [&mut left, &mut right] {
        files.retain(|it, _| !it.starts_with("history"));
    }
    assert_eq!(left, right);
}

#[test]
fn a_line_cut_off_is_told_and_the_steps_before_it_stay() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    mark(&mut workspace, "press/tram.txt", "probably").unwrap();
    let (_copy, left) = crash(&root);
    let path = left.join("history/anna.journal");
    let bytes = fs::read(&path).unwrap();
    let torn = bytes.len() - 20;
    fs::write(&path, &bytes[..torn]).unwrap();
    let (mut again, report) = open(&left);
    assert_eq!(report.notices.len(), 1);
    let notice = &report.notices[0];
    assert_eq!(
        (&notice.trouble, notice.line),
        (&Trouble::JournalTorn {}, Some(3))
    );
    assert_eq!(
        (again.history().n_undo(), workspace.history().n_undo()),
        (1, 2)
    );
    mark(&mut again, "press/tram.txt", "2031").unwrap();
    let project = again.project().clone();
    drop(again);
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
    assert_eq!(again.history().n_undo(), 2);
}

#[test]
fn a_broken_line_is_told_and_the_journal_is_kept_aside() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    for words in ["tram", "probably", "2031"] {
        mark(&mut workspace, "press/tram.txt", words).unwrap();
    }
    let (_copy, left) = crash(&root);
    let path = left.join("history/anna.journal");
    let spoilt = fs::read_to_string(&path)
        .unwrap()
        .replacen("Do(n: 2,", "Du(n: 2,", 1);
    fs::write(&path, &spoilt).unwrap();
    let (mut again, report) = open(&left);
    assert_eq!(
        report
            .notices
            .iter()
            .map(|it| (it.trouble.key(), it.line))
            .collect::<Vec<_>>(),
        [
            ("store-journal-broken", Some(3)),
            ("store-journal-altered", Some(3))
        ]
    );
    let key = again.key(&"press/tram.txt".into());
    assert_eq!(
        again.project().layer(&key).unwrap().n_spans(),
        2,
        "the other steps are there"
    );
    assert_eq!(
        again.history().n_undo(),
        1,
        "what came before the broken line cannot be undone"
    );
    mark(&mut again, "press/tram.txt", "news").unwrap();
    let project = again.project().clone();
    drop(again);
    assert_eq!(
        fs::read_to_string(left.join(".sententia/set-aside/history/anna.journal")).unwrap(),
        spoilt
    );
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(*again.project(), project);
}

#[test]
fn undo_and_redo_survive_across_documents_and_restarts() {
    let (_folder, root) = sample_on_disk();
    let original = sample_project();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    let key = workspace.key(&"pont.txt".into());
    let step = act(&workspace, &key).set_status(Status::Done);
    workspace.run(step).unwrap();
    workspace.undo().unwrap();
    let (history, done) = (workspace.history().clone(), workspace.project().clone());
    drop(workspace);
    let (mut workspace, _) = open(&root);
    assert_eq!(*workspace.history(), history);
    assert_eq!(workspace.redo().unwrap().unwrap().name.key, "step-status");
    assert!(workspace.redo().unwrap().is_none());
    drop(workspace);
    let (mut workspace, _) = open(&root);
    for _ in 0..3 {
        assert!(workspace.undo().unwrap().is_some());
    }
    assert!(workspace.undo().unwrap().is_none());
    assert_eq!(without_blank_layers(workspace.project()), original);
    drop(workspace);
    let (mut workspace, _) = open(&root);
    workspace.redo().unwrap();
    workspace.redo().unwrap();
    assert_eq!(*workspace.project(), done);
}

fn without_blank_layers(project: &Project) -> Project {
    let mut project = project.clone();
    for layers in project.layers.values_mut() {
        Arc::make_mut(layers).retain(|_, it| !it.is_blank());
    }
    project
}

#[derive(Clone, Debug)]
enum Deed {
    Mark(usize, usize),
    Answer(usize, bool),
    Remove(usize),
    Status(bool),
    Name(String),
    Undo,
    Redo,
    Restart,
    Crash,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (0usize..80, 1usize..9).prop_map(|(at, length)| Deed::Mark(at, length)),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(which, yes)| Deed::Answer(which, yes)),
        2 => any::<usize>().prop_map(Deed::Remove),
        1 => any::<bool>().prop_map(Deed::Status),
        1 => "\\PC{0,5}".prop_map(Deed::Name),
        4 => Just(Deed::Undo),
        3 => Just(Deed::Redo),
        1 => Just(Deed::Restart),
        1 => Just(Deed::Crash),
    ];
    proptest::collection::vec(deed, 1..40)
}

fn step_of(workspace: &Workspace, deed: &Deed) -> Option<Step> {
    let key = workspace.key(&"pont.txt".into());
    let act = act(workspace, &key);
    let nth = |n: usize| {
        let layer = workspace.project().layer(&key)?;
        Some(layer.spans().nth(n % layer.n_spans().max(1))?.id.clone())
    };
    match deed {
        Deed::Mark(at, length) => {
            let mut bounds = BRIDGE.char_indices().map(|it| it.0).skip(*at);
            let (start, end) = (bounds.next()?, bounds.nth(*length)?);
            act.mark(workspace.new_span_id(&key), &"stance".into(), start..end)
                .ok()
        }
        Deed::Answer(n, yes) => {
            let value = yes.then(|| Value::Choice("against".into()));
            act.answer(&nth(*n)?, &"polarity".into(), value).ok()
        }
        Deed::Remove(n) => act.remove(&nth(*n)?).ok(),
        Deed::Status(done) => Some(act.set_status(if *done { Status::Done } else { Status::ToDo })),
        Deed::Name(name) => Some(Step::new("step-name", "", vec![Edit::Name(name.clone())])),
        Deed::Undo | Deed::Redo | Deed::Restart | Deed::Crash => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_whatever_happens(deeds in deeds()) {
        let (_folder, mut root) = sample_on_disk();
        let (mut workspace, _) = open(&root);
        let mut crashed = Vec::new();
        for deed in deeds {
            match deed {
                Deed::Undo => drop(workspace.undo().unwrap()),
                Deed::Redo => drop(workspace.redo().unwrap()),
                Deed::Restart | Deed::Crash => {
                    let (project, history) = (workspace.project().clone(), workspace.history().clone());
                    if matches!(deed, Deed::Crash) {
                        let (folder, copy) = crash(&root);
                        crashed.push(folder);
                        root = copy;
                    }
                    drop(workspace);
                    let (again, report) = open(&root);
                    prop_assert!(report.is_empty(), "{report:?}");
                    prop_assert_eq!(again.project(), &project);
                    prop_assert_eq!(again.history(), &history);
                    workspace = again;
                }
                other => {
                    if let Some(step) = step_of(&workspace, &other) {
                        workspace.run(step).unwrap();
                    }
                }
            }
        }
        while workspace.undo().unwrap().is_some() {}
        prop_assert_eq!(without_blank_layers(workspace.project()), sample_project());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_damage_of_a_journal_loses_what_the_files_hold(
        at in any::<prop::sample::Index>(),
        with in prop_oneof![any::<u8>().prop_map(|it| vec![it]), "[(\\[{\"\n]{1,4}|\\)|Checkpoint\\(|\\PC{0,3}".prop_map(String::into_bytes)],
        n_cut in 0usize..40,
        covered in any::<bool>(),
    ) {
        let (_folder, root) = sample_on_disk();
        let (mut workspace, _) = open(&root);
        mark(&mut workspace, "pont.txt", "pont").unwrap();
        mark(&mut workspace, "press/tram.txt", "tram").unwrap();
        workspace.undo().unwrap();
        if covered {
            workspace.flush().unwrap();
        }
        let (_copy, left) = crash(&root);
        let path = left.join("history/anna.journal");
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes.splice(at..(at + n_cut).min(bytes.len()), with);
        fs::write(&path, bytes).unwrap();
        let before = files(&left);
        let opened = sententia::store::open(&left, &Progress::default()).unwrap();
        prop_assert_eq!(files(&left), before);
        let (mut again, _) = open(&left);
        prop_assert_eq!(again.project(), &opened.project);
        if covered && opened.report.is_empty() && opened.behind.is_empty() {
            prop_assert_eq!(again.project(), workspace.project());
        }
        mark(&mut again, "pont.txt", "deux").unwrap();
        let project = again.project().clone();
        drop(again);
        let (again, report) = open(&left);
        prop_assert!(again.project() == &project, "{:?}", opened.report);
        prop_assert!(report.is_empty(), "{report:?}");
    }
}

#[test]
fn texts_come_and_go_with_their_annotations() {
    let (folder, root) = sample_on_disk();
    let new = folder.path().join("new/pont.txt");
    fs::create_dir_all(new.parent().unwrap()).unwrap();
    fs::write(&new, b"d\xe9j\xe0 vu").unwrap();
    let (mut workspace, _) = open(&root);
    let progress = Progress::default();
    let found = survey(&[new], Some(workspace.project()), &progress).unwrap();
    let step = create::add_texts(
        workspace.root(),
        workspace.project(),
        &found.accepted,
        &progress,
    )
    .unwrap();
    workspace.run(step).unwrap();
    let id = DocumentId::new("pont-2.txt");
    assert_eq!(
        workspace.project().listed().last().unwrap().text.as_str(),
        "déjà vu"
    );
    mark(&mut workspace, id.as_str(), "vu").unwrap();
    let whole = workspace.project().clone();
    workspace
        .run(Step::new(
            "step-remove-text",
            id.as_str(),
            vec![Edit::Document(id.clone(), None)],
        ))
        .unwrap();
    drop(workspace);
    let (mut workspace, report) = open(&root);
    assert_eq!(report.notices[0].trouble.key(), "store-unknown-document");
    assert!(workspace.project().document(&id).is_none());
    assert!(workspace.undo().unwrap().is_some());
    assert_eq!(*workspace.project(), whole, "the annotations are back");
    mark(&mut workspace, id.as_str(), "déjà").unwrap();
    for _ in 0..3 {
        assert!(workspace.undo().unwrap().is_some());
    }
    assert_eq!(workspace.project().documents.len(), 2);
    workspace.redo().unwrap();
    assert_eq!(workspace.project().documents.len(), 3);
    drop(workspace);
    let (mut workspace, _) = open(&root);
    workspace.redo().unwrap();
    assert_eq!(*workspace.project(), whole);
}

#[test]
fn what_was_not_understood_is_not_written_over() {
    let (_folder, root) = sample_on_disk();
    let path = root.join("annotations/anna/pont.txt.ron");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("(id: \"s-2", "(idd: \"s-2", 1)).unwrap();
    let broken = fs::read(&path).unwrap();
    let (mut workspace, report) = open(&root);
    assert_eq!(report.notices.len(), 1);
    let failure = mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    assert_eq!(
        (failure.trouble.key(), failure.file.as_path()),
        (
            "store-protected",
            Path::new("annotations/anna/pont.txt.ron")
        )
    );
    assert!(
        workspace
            .protected(&workspace.key(&"pont.txt".into()))
            .is_some()
    );
    mark(&mut workspace, "press/tram.txt", "tram").unwrap();
    drop(workspace);
    assert_eq!(fs::read(&path).unwrap(), broken);

    let moved = text.replacen("(16, 41)", "(17, 41)", 1);
    fs::write(&path, &moved).unwrap();
    let (mut workspace, report) = open(&root);
    assert_eq!(report.notices.len(), 1);
    workspace.flush().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), moved);
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    drop(workspace);
    assert_eq!(
        fs::read_to_string(root.join(".sententia/set-aside/annotations/anna/pont.txt.ron"))
            .unwrap(),
        moved
    );
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("quote: \"pont\"")
    );
    let (_, report) = open(&root);
    assert!(report.is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_opens_for_reading() {
    let (_folder, root) = sample_on_disk();
    // A file where a folder is needed stands in for missing rights, which an administrator always has.
    fs::write(root.join(".sententia"), "").unwrap();
    let before = files(&root);
    let (mut workspace, _) = open(&root);
    assert!(matches!(
        workspace.saved(),
        Saved::ReadOnly(Trouble::ReadOnly { .. })
    ));
    let failure = mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    assert_eq!(failure.trouble.key(), "store-read-only");
    assert_eq!(*workspace.project(), sample_project());
    workspace.set_annotator("Ben").unwrap();
    workspace.flush().unwrap();
    assert_eq!(files(&root), before);
    let to = root.with_file_name("mine");
    workspace.save_as(&to, &Progress::default()).unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert_eq!(workspace.annotator().as_str(), "ben");
}

#[test]
#[cfg(unix)]
fn a_folder_without_the_right_to_write_opens_for_reading() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, root) = sample_on_disk();
    let allow = |mode| fs::set_permissions(&root, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    if fs::write(root.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
    } else {
        let (mut workspace, _) = open(&root);
        assert!(matches!(workspace.saved(), Saved::ReadOnly(_)));
        mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    }
    allow(0o755);
}

#[test]
fn a_step_that_cannot_be_journaled_does_not_happen() {
    let (_folder, root) = sample_on_disk();
    fs::write(root.join("history"), "in the way").unwrap();
    let (mut workspace, _) = open(&root);
    let failure = mark(&mut workspace, "pont.txt", "pont").unwrap_err();
    assert_eq!(failure.trouble.key(), "store-cannot-write");
    assert_eq!(
        (
            workspace.project(),
            workspace.revision(),
            workspace.history().n_undo()
        ),
        (&sample_project(), 0, 0)
    );
    fs::remove_file(root.join("history")).unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert!(workspace.flush().is_ok());
}

#[test]
fn files_that_cannot_be_written_are_told_and_tried_again() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    let folder = root.join("annotations/anna");
    let away = root.join("annotations/away");
    fs::rename(&folder, &away).unwrap();
    fs::write(&folder, "in the way").unwrap();
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    workspace.flush().unwrap_err();
    let Saved::Failed(failure) = workspace.saved() else {
        unreachable!("it failed")
    };
    assert_eq!(failure.file, Path::new("annotations/anna/pont.txt.ron"));
    mark(&mut workspace, "pont.txt", "deux").unwrap();
    fs::remove_file(&folder).unwrap();
    fs::rename(&away, &folder).unwrap();
    let started = Instant::now();
    while workspace.saved() != Saved::Saved {
        assert!(started.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
    let project = workspace.project().clone();
    drop(workspace);
    let opened = sententia::store::open(&root, &Progress::default()).unwrap();
    assert!(opened.behind.is_empty() && opened.report.is_empty());
    assert_eq!(opened.project, project);
}

#[test]
fn a_copy_is_the_same_project() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    let to = root.with_file_name("copy");
    workspace.save_copy(&to, &Progress::default()).unwrap();
    let mut original = files(&root);
    original.retain(|path, _| !path.starts_with(".sententia"));
    assert_eq!(files(&to), original);
    let (copy, _) = open(&to);
    assert_eq!(
        (copy.project(), copy.history()),
        (workspace.project(), workspace.history())
    );
    let failure = workspace.save_copy(&to, &Progress::default()).unwrap_err();
    assert_eq!(failure.trouble.key(), "store-already-project");
    let stopped = Progress::default();
    stopped.cancel();
    let failure = workspace
        .save_copy(&root.with_file_name("stopped"), &stopped)
        .unwrap_err();
    assert_eq!(failure.trouble, Trouble::WasCancelled {});
    assert!(!root.with_file_name("stopped").exists());
}

#[test]
fn annotators_have_their_own_journals_and_undo_lists() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = open(&root);
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    workspace.set_annotator("Cléo Diaz").unwrap();
    assert_eq!(workspace.annotator().as_str(), "cleo-diaz");
    assert_eq!(
        workspace.project().annotators[workspace.annotator()].name,
        "Cléo Diaz"
    );
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert_eq!(workspace.history().n_undo(), 2);
    let (_copy, left) = crash(&root);
    let (again, report) = open(&left);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(again.project(), workspace.project());
    assert_eq!(
        (again.annotator().as_str(), again.history().n_undo()),
        ("anna", 1)
    );
    drop(again);
    assert!(
        fs::read_to_string(left.join("history/cleo-diaz.journal"))
            .unwrap()
            .contains("Checkpoint(n: 2")
    );
    workspace.set_annotator("anna").unwrap();
    assert_eq!(workspace.history().n_undo(), 1);
    workspace.undo().unwrap().unwrap();
    let cleo = LayerKey {
        annotator: "cleo-diaz".into(),
        document: "pont.txt".into(),
    };
    assert_eq!(workspace.project().layer(&cleo).unwrap().n_spans(), 1);
}

#[test]
fn one_who_is_not_listed_is_listed_with_the_first_step() {
    let (_folder, root) = sample_on_disk();
    let (mut workspace, _) = Workspace::open(&root, "Zoë", &Progress::default()).unwrap();
    assert_eq!(workspace.project().annotators.len(), 2);
    mark(&mut workspace, "pont.txt", "pont").unwrap();
    assert_eq!(
        workspace.project().annotators[workspace.annotator()].name,
        "Zoë"
    );
    assert_eq!(workspace.history().n_undo(), 1);
    drop(workspace);
    let (workspace, _) = Workspace::open(&root, "ZOË", &Progress::default()).unwrap();
    assert_eq!(
        (workspace.annotator().as_str(), workspace.annotator_name()),
        ("zoe", "Zoë")
    );
}

#[test]
fn the_embedded_sample_is_a_sound_project() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("sample");
    sententia::store::sample::unpack(&root).unwrap();
    let (workspace, report) = Workspace::open(&root, "anna", &Progress::default()).unwrap();
    assert_eq!(report.notices, []);
    assert!(workspace.project().documents.len() >= 8);
    let again = folder.path().join("again");
    let texts: BTreeMap<DocumentId, Vec<u8>> = workspace
        .project()
        .documents
        .keys()
        .map(|id| {
            (
                id.clone(),
                fs::read(root.join("texts").join(id.as_str())).unwrap(),
            )
        })
        .collect();
    create::from_project(&again, workspace.project(), &texts).unwrap();
    assert_eq!(
        sententia::store::open(&again, &Progress::default())
            .unwrap()
            .project,
        *workspace.project()
    );
}
