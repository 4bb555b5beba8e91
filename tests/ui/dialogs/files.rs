//! Our own dialog for files and folders.

use std::path::PathBuf;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::dialog::Pick;
use sententia::app::dialog::Wanted;

use super::stage::{Stage, click, press, shot, type_into, wait};

fn pick(wanted: Wanted) -> Pick {
    Pick {
        wanted,
        title: "Which?".to_owned(),
        name: "new.ron".to_owned(),
        then: Box::new(Action::Incoming),
    }
}

/// A stage with our own file dialog open in a folder of a few files.
fn choosing(wanted: Wanted) -> (egui_kittest::Harness<'static, Stage>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("debate")).unwrap();
    std::fs::write(folder.path().join("debate/project.ron"), "").unwrap();
    std::fs::create_dir_all(folder.path().join("texts")).unwrap();
    for name in [
        "texts/a.txt",
        "texts/b.txt",
        "one.txt",
        "two.md",
        "three.png",
    ] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    let mut harness = Stage::new().harness(1000.0, 760.0);
    let ctx = harness.ctx.clone();
    harness.state_mut().files.ask(pick(wanted), &ctx);
    harness.run_ok();
    harness.run_ok();
    let path = format!("{}/", folder.path().display());
    type_into(&mut harness, "Folder", &path);
    wait(&mut harness, |it| it.query_by_label("debate").is_some());
    (harness, folder)
}

fn chosen(harness: &mut egui_kittest::Harness<'_, Stage>) -> Vec<PathBuf> {
    match harness.state_mut().last() {
        Some(Action::Incoming(paths)) => paths,
        _ => panic!("nothing was chosen"),
    }
}

#[test]
fn files_are_ticked_and_taken_together() {
    let (mut harness, folder) = choosing(Wanted::Files);
    assert!(harness.query_by_label("three.png").is_none());
    click(&mut harness, "one.txt");
    click(&mut harness, "two.md");
    shot(&mut harness, "dialog-path");
    click(&mut harness, "Use 2 files");
    assert_eq!(
        chosen(&mut harness),
        [folder.path().join("one.txt"), folder.path().join("two.md")]
    );
    assert!(!harness.state().files.is_open());
}

#[test]
fn a_path_is_completed_by_tab_and_entered_by_enter() {
    let (mut harness, folder) = choosing(Wanted::Files);
    harness.event(egui::Event::Text("te".to_owned()));
    harness.run_ok();
    press(&mut harness, Key::Tab);
    wait(&mut harness, |it| it.query_by_label("a.txt").is_some());
    press(&mut harness, Key::Backspace);
    wait(&mut harness, |it| it.query_by_label("one.txt").is_some());
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    wait(&mut harness, |it| it.query_by_label("b.txt").is_some());
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(chosen(&mut harness), [folder.path().join("texts/b.txt")]);
}

#[test]
fn a_project_folder_is_marked_and_chosen_at_once() {
    let (mut harness, folder) = choosing(Wanted::Folder);
    press(&mut harness, Key::Enter);
    assert_eq!(chosen(&mut harness), [folder.path().join("debate")]);
}

#[test]
fn a_new_file_has_a_name_in_the_folder_shown() {
    let (mut harness, folder) = choosing(Wanted::New);
    type_into(&mut harness, "Name", "out.ron");
    click(&mut harness, "Save here");
    assert_eq!(chosen(&mut harness), [folder.path().join("out.ron")]);
}

#[test]
fn enter_in_a_field_presses_the_primary_button() {
    let (mut harness, folder) = choosing(Wanted::New);
    type_into(&mut harness, "Name", "out.ron");
    press(&mut harness, Key::Enter);
    assert_eq!(chosen(&mut harness), [folder.path().join("out.ron")]);
}

#[test]
fn a_folder_that_cannot_be_read_says_so() {
    let (mut harness, folder) = choosing(Wanted::Files);
    type_into(
        &mut harness,
        "Folder",
        &format!("{}/none/", folder.path().display()),
    );
    wait(&mut harness, |it| {
        it.query_by_label_contains("cannot be read").is_some()
    });
}

#[test]
fn escape_closes_the_file_dialog_and_nothing_is_chosen() {
    let (mut harness, _folder) = choosing(Wanted::Files);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().files.is_open());
    assert!(harness.state_mut().last().is_none());
}
