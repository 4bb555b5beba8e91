//! What was imported, into a project: one step, undone whole, and no text twice.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use sententia::formats::import::{self, Imported, Whose};
use sententia::formats::input::Input;
use sententia::formats::{Counts, Reading, jsonl};
use sententia::model::id::DocumentId;
use sententia::model::project::Project;
use sententia::store::take_in::{self, TakenIn};
use sententia::store::{Progress, create};
use sententia::workspace::Workspace;

const FIRST: &str = concat!(
    r#"{"id": "a.txt", "text": "Le pont fermera.", "annotator": "anna", "status": "done", "labels": {}, "#,
    r#""spans": [{"id": "s1", "label": "claim", "start": 0, "end": 7, "text": "Le pont", "attributes": {"who": "Zoé"}}, "#,
    r#"{"id": "s2", "label": "claim", "start": 8, "end": 15, "text": "fermera"}], "#,
    r#""relations": [{"id": "l1", "type": "about", "head": "s2", "tail": "s1"}]}"#,
    "\n"
);

fn read(source: &str, base: &Project) -> Imported {
    let input = Input::of_bytes("a.jsonl", source.as_bytes().to_vec());
    let whose = Whose {
        annotator: "imported".to_owned(),
        when: Timestamp::UNIX_EPOCH,
    };
    import::import(
        jsonl::JSONL.reader.unwrap(),
        &input,
        &Reading::default(),
        (base, &whose),
        &Progress::default(),
    )
    .unwrap()
}

/// A project with a text that nobody has labelled.
fn bare(folder: &Path) -> Workspace {
    let source = r#"{"id": "own.txt", "text": "Autre chose.", "annotator": "bea", "spans": [], "relations": []}"#;
    let mut imported = read(source, &Project::default());
    "Ponts".clone_into(&mut imported.project.name);
    create::from_project(folder, &imported.project, &BTreeMap::new()).unwrap();
    Workspace::open(folder, "bea", &Progress::default())
        .unwrap()
        .0
}

fn take(workspace: &mut Workspace, source: &str) -> TakenIn {
    let imported = read(source, workspace.project());
    let root = workspace.root().to_owned();
    let taken = take_in::add(&root, workspace.project(), &imported, &Progress::default());
    taken.unwrap()
}

fn run(workspace: &mut Workspace, source: &str) -> (Vec<DocumentId>, usize) {
    let taken = take(workspace, source);
    let told = (taken.new.clone(), taken.known.len());
    workspace.run(taken.step()).unwrap();
    told
}

#[test]
fn an_import_is_one_step_and_comes_back_from_disk() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    let mut workspace = bare(&root);
    let before = workspace.project().clone();
    let (new, known) = run(&mut workspace, FIRST);
    assert_eq!((new, known), (vec![DocumentId::new("a.txt")], 0));
    let counts = Counts::of(workspace.project());
    assert_eq!((counts.documents, counts.spans, counts.links), (2, 2, 1));
    workspace.flush().unwrap();
    let after = workspace.project().clone();
    drop(workspace);
    let mut workspace = Workspace::open(&root, "bea", &Progress::default())
        .unwrap()
        .0;
    assert_eq!(Counts::of(workspace.project()), Counts::of(&after));
    assert_eq!(workspace.project().schema, after.schema);
    workspace.undo().unwrap().unwrap();
    let undone = workspace.project();
    assert_eq!(
        (&undone.order, &undone.schema),
        (&before.order, &before.schema)
    );
    assert_eq!(undone.annotators, before.annotators);
    assert_eq!(Counts::of(undone).spans, 0);
    workspace.redo().unwrap().unwrap();
    assert_eq!(Counts::of(workspace.project()), Counts::of(&after));
}

#[test]
fn a_text_that_is_there_takes_what_is_said_of_it_unless_something_else_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = bare(&folder.path().join("p"));
    run(&mut workspace, FIRST);
    // The same again: nothing new.
    let again = take(&mut workspace, FIRST);
    assert_eq!((again.new.len(), again.known.len()), (0, 1));
    workspace.run(again.step()).unwrap();
    assert_eq!(Counts::of(workspace.project()).spans, 2);
    // Somebody else's work on the same text goes beside it.
    let other = FIRST.replace("anna", "carl").replace("a.txt", "b.txt");
    let (new, known) = run(&mut workspace, &other);
    assert_eq!((new.len(), known), (0, 1));
    let counts = Counts::of(workspace.project());
    assert_eq!((counts.documents, counts.spans), (2, 4));
    // What the same annotator says otherwise is a document of its own.
    let otherwise = FIRST
        .replace("\"end\": 7", "\"end\": 2")
        .replace("Le pont\",", "Le\",");
    let (new, known) = run(&mut workspace, &otherwise);
    assert_eq!((new, known), (vec![DocumentId::new("a-2.txt")], 0));
    assert_eq!(Counts::of(workspace.project()).spans, 6);
}

#[test]
fn ids_never_meet_what_an_undone_import_left_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    let mut workspace = bare(&root);
    run(&mut workspace, FIRST);
    workspace.undo().unwrap().unwrap();
    let other = FIRST.replace("Le pont fermera.", "Le pont fermera!");
    let (new, _) = run(&mut workspace, &other);
    assert_eq!(new, [DocumentId::new("a-2.txt")]);
    let kept = std::fs::read_to_string(root.join("texts/a.txt")).unwrap();
    assert_eq!(kept, "Le pont fermera.");
}

#[test]
fn a_new_project_has_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    let imported = read(FIRST, &Project::default());
    take_in::create(&root, &imported).unwrap();
    let workspace = Workspace::open(&root, "anna", &Progress::default())
        .unwrap()
        .0;
    assert_eq!(
        Counts::of(workspace.project()),
        Counts::of(&imported.project)
    );
}
