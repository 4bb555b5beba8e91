//! The only writer: every step in the journal before it is shown, files behind it, undo for ever.

mod backups;
mod choosing;
mod elsewhere;
mod journal;
mod jump;
mod retention;
mod revise;
mod schema;
mod together;
mod trouble;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sententia::model::annotation::Status;
use sententia::model::edit::Edit;
use sententia::model::history::Step;
use sententia::model::id::DocumentId;
use sententia::model::project::{LayerKey, Project};
use sententia::model::verbs::Act;
use sententia::store::texts::survey;
use sententia::store::{Progress, Report, SaveFailure, Trouble, create};
use sententia::workspace::{Saved, Workspace};
use tempfile::TempDir;

use crate::fixture::{files, sample_on_disk, sample_project};

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

/// Whether a file tells of the copy that it is in, not of the work.
fn is_of_its_own(path: &Path) -> bool {
    path.starts_with(".sententia/locks") || path.starts_with(".sententia/backups")
}

fn journal_text(root: &Path) -> String {
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
    assert!(journal_text(&root).contains("quote: \"tram\""));
    assert!(!root.join("annotations/anna/press/tram.txt.ron").exists());
    let started = Instant::now();
    while workspace.saved() != Saved::Saved {
        assert!(started.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = fs::read_to_string(root.join("annotations/anna/press/tram.txt.ron")).unwrap();
    assert!(text.contains("at: [(4, 8)], quote: \"tram\""));
    assert!(journal_text(&root).contains("Checkpoint(n: 1"));
    let project = workspace.project().clone();
    drop(workspace);
    let (again, report) = open(&root);
    assert!(report.is_empty());
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
