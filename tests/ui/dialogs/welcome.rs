//! The welcome screen: doors, recent projects, language and theme, dropping.

use std::path::PathBuf;

use sententia::app::action::Action;
use sententia::app::panel::welcome::Welcome;
use sententia::workspace::settings::Recent;

use super::stage::{Stage, click, shot};

pub fn welcome() -> Stage {
    let mut stage = Stage::new();
    stage.welcome = Some(Welcome::default());
    stage
}

fn recent(path: PathBuf, name: &str, done: usize, total: usize) -> Recent {
    Recent {
        path,
        name: name.to_owned(),
        done,
        total,
        when: jiff::Timestamp::UNIX_EPOCH,
    }
}

pub fn welcome_with_projects() -> Stage {
    let mut stage = welcome();
    stage.settings.recent = vec![
        recent(std::env::temp_dir(), "Débat des librairies", 7, 12),
        recent(PathBuf::from("/"), "Shuttles", 9, 9),
        recent(PathBuf::from("/gone/papers"), "Old papers", 3, 40),
    ];
    stage
}

#[test]
fn the_three_doors_lead_in() {
    let mut harness = welcome().harness(1280.0, 800.0);
    click(&mut harness, "Try the sample");
    assert!(matches!(
        harness.state_mut().last(),
        Some(Action::TrySample)
    ));
    click(&mut harness, "Open project…");
    assert!(harness.state().files.is_open());
}

#[test]
fn recent_projects_open_and_can_be_forgotten() {
    let mut harness = welcome_with_projects().harness(1280.0, 800.0);
    click(&mut harness, "Shuttles");
    assert!(matches!(harness.state_mut().last(), Some(Action::Open(path)) if path == *"/"));
    click(&mut harness, "Old papers");
    assert!(
        harness.state_mut().last().is_none(),
        "a project that is gone does not open"
    );
    click(&mut harness, "Take “Old papers” off the list");
    assert!(
        matches!(harness.state_mut().last(), Some(Action::ForgetRecent(path)) if path == *"/gone/papers")
    );
}

#[test]
fn language_and_theme_are_chosen_on_the_welcome_screen() {
    let mut harness = welcome().harness(1280.0, 800.0);
    for name in ["Français", "Dark"] {
        click(&mut harness, name);
    }
    let stage = harness.state_mut();
    let asked: Vec<Action> = stage.asked.drain(..).collect();
    for action in asked {
        let Action::Settings(change) = action else {
            panic!("a setting was to change")
        };
        change(&mut stage.settings);
    }
    assert_eq!(stage.settings.language, "fr");
    assert_eq!(
        stage.settings.theme,
        sententia::workspace::settings::Theme::Dark
    );
}

#[test]
fn files_held_over_the_window_are_told_where_they_would_go() {
    let mut harness = welcome().harness(1280.0, 800.0);
    let before = harness.render().unwrap();
    harness
        .input_mut()
        .hovered_files
        .push(egui::HoveredFile::default());
    harness.run_ok();
    shot(&mut harness, "dialog-drop");
    assert_ne!(before, harness.render().unwrap());
}
