//! Two windows on one project, files that another program changes, and backups, by their names.

use std::fs;

use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::session::Session;
use sententia::store::files::Root;
use sententia::store::lock::Lock;
use sententia::workspace::Saved;
use sententia::workspace::settings::Theme;

use super::window::Window;
use crate::fixture;

fn session(window: &Window) -> &Session {
    window.harness.state().session.as_ref().unwrap()
}

/// The window on a project that somebody else has open.
fn beside(language: &str, theme: Theme) -> (Window, Lock) {
    let (folder, made) = fixture::sample_on_disk();
    let root = folder.path().join("project");
    if made != root {
        fs::rename(&made, &root).unwrap();
    }
    let lock = Lock::take(&Root::from(&root), &"anna".into()).unwrap();
    (Window::on_project(folder, language, theme), lock)
}

#[test]
fn a_second_window_says_who_writes_and_writes_when_it_may() {
    let (mut window, lock) = beside("en", Theme::Light);
    assert!(session(&window).workspace.is_held());
    window
        .harness
        .get_by_label_contains("can be read, not changed");
    window.shot("held-light");
    window.ask(Action::Label("source".into()));
    assert_eq!(session(&window).workspace.revision(), 0, "nothing was done");
    window.harness.get_by_label("Try again").click();
    window.harness.run_steps(3);
    window.until("it was tried", |app| !app.busy());
    assert!(session(&window).workspace.is_held());
    drop(lock);
    session(&window).workspace.look_soon();
    window.until_shown("Open for writing");
    window.harness.get_by_label("Open for writing").click();
    window.until("it can be written", |app| {
        let session = app.session.as_ref();
        session.is_some_and(|it| it.workspace.saved() == Saved::Saved)
    });
    assert!(!window.shows("Open for writing"));
}

#[test]
fn a_lock_left_behind_is_taken_over_by_a_button() {
    let (mut window, lock) = beside("fr", Theme::Dark);
    let file = session(&window)
        .workspace
        .root()
        .join(".sententia/locks/anna.lock");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace(&format!("process: {}", std::process::id()), "process: 1");
    let (before, rest) = text.split_once("refreshed: ").unwrap();
    let after = rest.split_once(',').unwrap().1;
    fs::write(
        &file,
        format!("{before}refreshed: \"2026-01-01T00:00:00Z\",{after}"),
    )
    .unwrap();
    session(&window).workspace.look_soon();
    window.until_shown("Reprendre");
    window.shot("held-dark-fr");
    window.harness.get_by_label("Reprendre").click();
    window.until("it can be written", |app| {
        let session = app.session.as_ref();
        session.is_some_and(|it| it.workspace.saved() == Saved::Saved)
    });
    drop(lock);
}

#[test]
fn what_another_program_changes_is_shown_and_said() {
    let mut window = Window::open();
    let before = session(&window).workspace.project().name.clone();
    let file = session(&window).workspace.root().join("project.ron");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen(&before, "Another name", 1)).unwrap();
    session(&window).workspace.look_soon();
    window.until("it is taken in", |app| {
        let session = app.session.as_ref();
        session.is_some_and(|it| it.workspace.project().name == "Another name")
    });
    window.harness.run_steps(2);
    let said = window
        .harness
        .get_all_by_label_contains("changed by another program");
    assert!(said.count() > 0, "it is shown, and read out");
}

#[test]
fn backups_are_listed_made_and_restored_from_the_menu() {
    for (language, theme, now, restore, yes) in [
        (
            "en",
            Theme::Light,
            "Back up now",
            "Restore the backup of",
            "Restore",
        ),
        (
            "fr",
            Theme::Dark,
            "Sauvegarder maintenant",
            "Restaurer la sauvegarde du",
            "Restaurer",
        ),
    ] {
        let mut window = Window::open_in(language);
        if theme == Theme::Dark {
            window.ask(Action::settings(|it| it.theme = Theme::Dark));
        }
        let name = session(&window).workspace.project().name.clone();
        window.ask(Action::Command("file.backups"));
        window.harness.get_by_label(now).click();
        window.harness.run_steps(3);
        window.until("it is made", |app| {
            let session = app.session.as_ref();
            session.is_some_and(|it| it.workspace.backups().len() == 1)
        });
        window.until("it is saved", |app| {
            let session = app.session.as_ref();
            session.is_some_and(|it| it.workspace.saved() == Saved::Saved)
        });
        window.harness.run_steps(6);
        window.shot(&format!("backups-{language}"));
        let edit = sententia::model::edit::Edit::Name("Not this".to_owned());
        let step = sententia::model::history::Step::new("step-name", "", vec![edit]);
        let workspace = &mut window
            .harness
            .state_mut()
            .session
            .as_mut()
            .unwrap()
            .workspace;
        workspace.run(step).unwrap();
        window.harness.get_by_label_contains(restore).click();
        window.harness.run_steps(3);
        window.shot(&format!("backups-ask-{language}"));
        window.harness.get_by_label(yes).click();
        window.until("it is restored", |app| {
            let session = app.session.as_ref();
            session.is_some_and(|it| it.workspace.project().name == name) && !app.busy()
        });
        assert_eq!(session(&window).workspace.backups().len(), 2);
    }
}
