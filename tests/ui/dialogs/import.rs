//! From texts to a project, or into the open one.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::comments::CommentsDialog;
use sententia::app::dialog::import::ImportDialog;
use sententia::app::dialog::paste::PasteDialog;

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
fn who_labels_is_asked_first_where_the_name_is_known() {
    let folder = texts();
    let given = vec![folder.path().to_owned()];
    let stage = Stage::new().show(|cx| ImportDialog::new(cx, given));
    let mut harness = stage.harness(1100.0, 760.0);
    wait(&mut harness, |it| it.query_by_label("2 texts").is_some());
    harness.event(egui::Event::Text("Anna".to_owned()));
    harness.run_ok();
    click(&mut harness, "Create project");
    assert!(
        matches!(harness.state_mut().last(), Some(Action::CreateProject(it)) if it.annotator == "Anna")
    );
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

/// A text with two marks, and a line that is broken.
pub fn labelled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let line = concat!(
        r#"{"id": "a.txt", "text": "Le pont fermera, dit Zoé.", "annotator": "anna", "#,
        r#""spans": [{"id": "s1", "label": "claim", "start": 0, "end": 15}, "#,
        r#"{"id": "s2", "label": "holder", "start": 21, "end": 24}], "relations": []}"#
    );
    let second = line.replace("a.txt", "b.txt").replace("fermera", "ouvrira");
    std::fs::write(
        folder.path().join("marks.jsonl"),
        format!("{line}\n{second}\n{{broken\n"),
    )
    .unwrap();
    folder
}

#[test]
fn labelled_texts_are_known_and_shown_before_they_come_in() {
    let folder = labelled();
    let given = vec![folder.path().to_owned()];
    let mut harness = Stage::with_sample()
        .show(|cx| ImportDialog::new(cx, given))
        .harness(1280.0, 800.0);
    wait(&mut harness, |it| {
        it.query_by_label("Add 2 texts").is_some()
    });
    harness.get_by_label("4 spans");
    shot(&mut harness, "dialog-import-labelled");
    click(&mut harness, "1 problem");
    harness.get_by_label_contains("marks.jsonl:3");
    click(&mut harness, "Documents");
    click(&mut harness, "New project");
    wait(&mut harness, |it| it.query_by_label("4 spans").is_some());
    shot(&mut harness, "dialog-import-labelled-new");
    harness.get_by_label_contains("Add to").click();
    harness.run_ok();
    wait(&mut harness, |it| {
        it.query_by_label("Add 2 texts").is_some()
    });
    click(&mut harness, "Add 2 texts");
    let Some(Action::AddTexts(new)) = harness.state_mut().last() else {
        panic!("nothing is added")
    };
    assert_eq!(new.labelled.as_ref().unwrap().format, "jsonl");
}

#[test]
fn a_text_from_the_clipboard_is_added_under_its_first_words() {
    let mut harness = Stage::with_sample()
        .show(|cx| PasteDialog::new(cx).unwrap())
        .harness(1000.0, 760.0);
    harness
        .input_mut()
        .events
        .push(egui::Event::Paste("Le pont fermera.\n\nOui.".to_owned()));
    harness.run_ok();
    shot(&mut harness, "dialog-paste");
    click(&mut harness, "Add the text");
    let Some(Action::AddTexts(new)) = harness.state_mut().last() else {
        panic!("nothing is added")
    };
    let input = &new.labelled.as_ref().unwrap().input;
    assert_eq!(input.entries()[0].name, "Le pont fermera. Oui.txt");
    assert_eq!(
        input.entries()[0].text().unwrap(),
        "Le pont fermera.\n\nOui."
    );
}

#[test]
fn comments_are_ticked_and_marked_together() {
    let mut harness = Stage::with_sample()
        .show(|cx| CommentsDialog::new(cx).unwrap())
        .harness(1000.0, 760.0);
    shot(&mut harness, "dialog-comments");
    click(&mut harness, "Untick all");
    click(&mut harness, "Tick all");
    let found = harness.query_all_by_label_contains("Mark ");
    found.last().unwrap().click();
    harness.run_ok();
    assert!(matches!(harness.state_mut().last(), Some(Action::Done(_))));
}

#[test]
fn the_columns_of_a_table_are_chosen_from_those_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let table = "auteur;avis;remarque\nLise;Le pont ouvrira.;longue remarque de la rédaction\n\
                 Ida;Jamais.;une autre remarque, bien plus longue que l’avis\n";
    let path = folder.path().join("avis.csv");
    std::fs::write(&path, table).unwrap();
    let stage = Stage::new().show(|cx| ImportDialog::new(cx, vec![path]));
    let mut harness = stage.harness(1100.0, 760.0);
    wait(&mut harness, |it| {
        it.query_by_label("2 documents").is_some()
    });
    shot(&mut harness, "dialog-import-columns");
    // Nothing is called a text: the longest column is taken, until the right one is chosen.
    harness
        .get_by_role_and_label(Role::ComboBox, "Text")
        .click();
    harness.run_ok();
    click(&mut harness, "avis");
    wait(&mut harness, |it| {
        it.query_all_by_label_contains("Le pont ouvrira.")
            .next()
            .is_some()
    });
    shot(&mut harness, "dialog-import-columns");
    type_into(&mut harness, "Name of the project", "Avis");
    type_into(
        &mut harness,
        "Folder",
        folder.path().join("avis").to_str().unwrap(),
    );
    type_into(&mut harness, "Who labels", "Anna");
    click(&mut harness, "Create project");
    let Some(Action::CreateProject(project)) = harness.state_mut().last() else {
        panic!("no project")
    };
    let order = project.labelled.unwrap();
    assert_eq!(order.reading.columns["text"], "avis");
}
