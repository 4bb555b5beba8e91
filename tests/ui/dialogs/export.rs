//! The way out.

use std::path::PathBuf;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::ExportOrder;
use sententia::app::dialog::export::ExportDialog;
use sententia::app::dialog::export::ExportedDialog;
use sententia::formats::{Documents, Overlaps};

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

/// Presses the button that exports, and gives the order.
fn exported(harness: &mut egui_kittest::Harness<'_, Stage>) -> Box<ExportOrder> {
    wait(harness, |it| it.query_by_label("Counting…").is_none());
    harness
        .get_by_role_and_label(egui::accesskit::Role::Button, "Export")
        .click();
    harness.run_ok();
    match harness.state_mut().last() {
        Some(Action::Export(order)) => order,
        _ => panic!("nothing is exported"),
    }
}

#[test]
fn documents_are_asked_for_and_labels_chosen() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(1280.0, 1000.0);
    click(&mut harness, "Search");
    type_into(&mut harness, "Which documents", "date:soon");
    wait(&mut harness, |it| {
        it.query_by_label_contains("cannot be asked for").is_some()
    });
    press(&mut harness, Key::Enter);
    assert!(harness.state().asked.is_empty(), "nothing is exported");
    type_into(
        &mut harness,
        "Which documents",
        "label:prediction -status:todo",
    );
    click(&mut harness, "Some");
    click(&mut harness, "Stance");
    shot(&mut harness, "dialog-export-asked");
    let order = exported(&mut harness);
    let Documents::Chosen(ids) = &order.selection.documents else {
        panic!("the query chose nothing")
    };
    assert!(!ids.is_empty() && ids.len() < 9, "{ids:?}");
    let labels = order.selection.labels.unwrap();
    assert!(
        labels.iter().all(|it| it.as_str() != "stance"),
        "{labels:?}"
    );
    assert!(labels.iter().any(|it| it.as_str() == "prediction"));
}

#[test]
fn sets_for_training_are_made_and_counted_before_they_are_written() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(1280.0, 1100.0);
    type_into(&mut harness, "Find a format", "data set (parquet");
    click(&mut harness, "By shares");
    type_into(&mut harness, "Names and shares", "learn=2, see=");
    wait(&mut harness, |it| {
        it.query_by_label_contains("Sets are named as in").is_some()
    });
    type_into(&mut harness, "Names and shares", "learn=2, see=1");
    click(&mut harness, "Author");
    type_into(&mut harness, "Seed", "7");
    wait(&mut harness, |it| {
        it.query_by_label_contains("learn: ").is_some()
    });
    shot(&mut harness, "dialog-export-sets");
    let order = exported(&mut harness);
    let plan = order.plan.unwrap();
    assert_eq!((plan.seed, plan.sets.len(), plan.stratified), (7, 2, true));
    assert_eq!(order.options.splits.names, ["learn", "see"]);
    assert_eq!(
        order.options.splits.of.len(),
        9,
        "every document has its set"
    );
}

#[test]
fn of_spans_over_the_same_words_the_label_put_first_wins() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(1280.0, 1100.0);
    type_into(&mut harness, "Find a format", "words with tags");
    click(&mut harness, "By label");
    wait(&mut harness, |it| it.query_by_label("2. Stance").is_some());
    click(&mut harness, "2. Stance");
    wait(&mut harness, |it| it.query_by_label("1. Stance").is_some());
    shot(&mut harness, "dialog-export-priority");
    let order = exported(&mut harness);
    let Overlaps::Priority(labels) = order.options.overlaps else {
        panic!("not by label")
    };
    assert_eq!(labels[0].as_str(), "stance");
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

#[test]
fn the_first_files_are_seen_as_they_would_be_written() {
    let mut harness = Stage::with_sample()
        .show(|cx| ExportDialog::new(cx).unwrap())
        .harness(1000.0, 800.0);
    type_into(&mut harness, "Find a format", "brat");
    click(&mut harness, "Preview");
    wait(&mut harness, |it| {
        it.query_by_label_contains("01-article.ann").is_some()
    });
    shot(&mut harness, "dialog-export-preview");
    harness.get_by_label_contains("01-article.ann").click();
    harness.run_ok();
    wait(&mut harness, |it| {
        it.query_by_label_contains("Arg1:T").is_some()
    });
    type_into(&mut harness, "Find a format", "docbin");
    wait(&mut harness, |it| {
        it.query_by_label_contains("is no text").is_some()
    });
    click(&mut harness, "Choices");
    assert!(harness.query_by_label("This one").is_some());
}
