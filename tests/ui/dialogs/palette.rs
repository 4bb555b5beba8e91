//! The palette.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;

use super::stage::{Stage, press, shot};

#[test]
fn the_palette_finds_commands_labels_records_and_documents() {
    for (typed, row) in [
        ("export", "Export…"),
        ("mark pred", "Mark as Prediction"),
        ("03", "03"),
    ] {
        let mut stage = Stage::with_sample();
        stage.palette.open();
        let mut harness = stage.harness(1000.0, 700.0);
        harness.event(egui::Event::Text(typed.to_owned()));
        harness.run_ok();
        assert!(
            harness.query_all_by_label_contains(row).next().is_some(),
            "{typed} finds {row}"
        );
    }
}

#[test]
fn enter_runs_the_best_row_and_escape_runs_none() {
    let mut stage = Stage::with_sample();
    stage.palette.open();
    let mut harness = stage.harness(1000.0, 700.0);
    shot(&mut harness, "dialog-palette");
    harness.event(egui::Event::Text("mark pred".to_owned()));
    harness.run_ok();
    shot(&mut harness, "dialog-palette-typed");
    press(&mut harness, Key::Enter);
    assert!(
        matches!(harness.state_mut().last(), Some(Action::Label(id)) if id.as_str() == "prediction")
    );
    assert!(!harness.state().palette.is_open());
    harness.state_mut().palette.open();
    harness.run_ok();
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().palette.is_open());
    assert!(harness.state_mut().last().is_none());
}

#[test]
fn a_command_that_cannot_run_stays_in_the_palette() {
    let mut stage = Stage::new();
    stage.palette.open();
    let mut harness = stage.harness(1000.0, 700.0);
    harness.event(egui::Event::Text("undo".to_owned()));
    harness.run_ok();
    press(&mut harness, Key::Enter);
    assert!(harness.state().palette.is_open());
    assert!(harness.state().asked.is_empty());
}
