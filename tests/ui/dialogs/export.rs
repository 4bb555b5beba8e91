//! The way out.

use std::path::PathBuf;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::export::ExportDialog;
use sententia::app::dialog::export::ExportedDialog;
use sententia::formats::Documents;

use super::stage::{Stage, click, press, shot, type_into, wait};

#[test]
fn an_export_says_what_it_writes_and_where() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(900.0, 760.0);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out.ron");
    type_into(&mut harness, "To", to.to_str().unwrap());
    click(&mut harness, "This one");
    wait(&mut harness, |it| it.query_by_label("1 document").is_some());
    shot(&mut harness, "dialog-export");
    harness
        .get_by_role_and_label(egui::accesskit::Role::Button, "Export")
        .click();
    harness.run_ok();
    let Some(Action::Export(order)) = harness.state_mut().last() else {
        panic!("nothing is exported")
    };
    assert_eq!(order.to, to);
    assert!(matches!(order.selection.documents, Documents::Chosen(ids) if ids.len() == 1));
}

#[test]
fn a_place_is_browsed_for_without_leaving_the_dialog() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(1000.0, 800.0);
    let folder = tempfile::tempdir().unwrap();
    click(&mut harness, "Browse…");
    wait(&mut harness, |it| it.state().files.is_open());
    type_into(
        &mut harness,
        "Folder",
        &format!("{}/", folder.path().display()),
    );
    type_into(&mut harness, "Name", "labelled.ron");
    click(&mut harness, "Save here");
    assert!(
        harness.state().dialog.is_some(),
        "the dialog below is still there"
    );
    harness
        .get_by_role_and_label(egui::accesskit::Role::Button, "Export")
        .click();
    harness.run_ok();
    let to = folder.path().join("labelled.ron");
    assert!(matches!(harness.state_mut().last(), Some(Action::Export(order)) if order.to == to));
}

#[test]
fn a_format_is_found_by_a_few_letters_and_the_path_follows_it() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(1280.0, 800.0);
    type_into(&mut harness, "Find a format", "json lines");
    wait(&mut harness, |it| {
        it.query_by_label("9 documents").is_some()
    });
    harness.get_by_role_and_label(
        egui::accesskit::Role::ListBoxOption,
        "JSON Lines of Sententia",
    );
    shot(&mut harness, "dialog-export-found");
    harness
        .get_by_role_and_label(egui::accesskit::Role::Button, "Export")
        .click();
    harness.run_ok();
    let Some(Action::Export(order)) = harness.state_mut().last() else {
        panic!("nothing is exported")
    };
    assert_eq!(order.format, "jsonl");
    assert!(order.to.extension().is_some_and(|it| it == "jsonl"));
}

#[test]
fn nothing_is_exported_without_an_annotator() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(900.0, 760.0);
    click(&mut harness, "Anna Lescure");
    wait(&mut harness, |it| {
        it.query_by_label("9 documents").is_some()
    });
    click(&mut harness, "Bruno Keraval");
    press(&mut harness, Key::Enter);
    assert!(harness.state().dialog.is_some() && harness.state().asked.is_empty());
}

#[test]
fn an_export_done_shows_its_path() {
    let report = sententia::formats::Report::default();
    let done = ExportedDialog::new(PathBuf::from("/data/out.ron"), report);
    let mut harness = Stage::new().show(|_| done).harness(800.0, 600.0);
    shot(&mut harness, "dialog-exported");
    click(&mut harness, "Copy path");
    assert!(
        matches!(harness.state_mut().asked.first(), Some(Action::Copy(path)) if path == "/data/out.ron")
    );
}
