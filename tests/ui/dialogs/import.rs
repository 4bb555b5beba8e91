//! From texts to a project, or into the open one.

use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::import::ImportDialog;

use super::stage::{Stage, click, shot, type_into, wait};

pub fn texts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plain.txt"), "Le pont ouvrira en 2031.").unwrap();
    std::fs::write(
        folder.path().join("latin.txt"),
        b"L'\xe9t\xe9 sera chaud, et le pont \xe0 nouveau ferm\xe9.",
    )
    .unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    std::fs::write(folder.path().join("picture.png"), [0u8, 1, 2]).unwrap();
    folder
}

#[test]
fn texts_become_a_project() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let stage = Stage::new().show(|cx| ImportDialog::new(cx, given));
    let mut harness = stage.harness(1100.0, 760.0);
    wait(&mut harness, |it| it.query_by_label("2 texts").is_some());
    harness.get_by_label_contains("latin.txt");
    shot(&mut harness, "dialog-import");
    type_into(&mut harness, "Name of the project", "Ponts");
    type_into(
        &mut harness,
        "Folder",
        folder.path().join("ponts").to_str().unwrap(),
    );
    type_into(&mut harness, "Who labels", "Anna");
    click(&mut harness, "Argument");
    click(&mut harness, "Create project");
    let Some(Action::CreateProject(project)) = harness.state_mut().last() else {
        panic!("no project")
    };
    assert_eq!(
        (
            project.name.as_str(),
            project.annotator.as_str(),
            project.schema.as_str()
        ),
        ("Ponts", "Anna", "argument")
    );
    assert_eq!(project.texts.len(), 2);
    assert_eq!(project.folder, folder.path().join("ponts"));
    assert!(harness.state().dialog.is_none());
}

#[test]
fn what_is_left_out_is_told_with_its_reason() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let mut harness = Stage::new()
        .show(|cx| ImportDialog::new(cx, given))
        .harness(1100.0, 760.0);
    wait(&mut harness, |it| it.query_by_label("2 left out").is_some());
    click(&mut harness, "2 left out");
    harness.get_by_label("empty.txt");
    harness.get_by_label("picture.png");
    click(&mut harness, "Copy this list");
    assert!(
        matches!(harness.state_mut().asked.first(), Some(Action::Copy(text)) if text.contains("picture.png\t"))
    );
}

#[test]
fn texts_are_added_to_the_open_project() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let mut harness = Stage::with_sample()
        .show(|cx| ImportDialog::new(cx, given))
        .harness(1100.0, 760.0);
    wait(&mut harness, |it| {
        it.query_by_label("Add 2 texts").is_some()
    });
    shot(&mut harness, "dialog-add");
    click(&mut harness, "Add 2 texts");
    assert!(
        matches!(harness.state_mut().last(), Some(Action::AddTexts(new)) if new.texts.len() == 2)
    );
}
