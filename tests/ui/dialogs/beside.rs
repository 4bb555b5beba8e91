//! What stands beside the text: guidelines and first steps.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::panel::guidelines::Guidelines;

use super::stage::{Stage, click, shot};

#[test]
fn guidelines_are_read_and_edited() {
    let mut stage = Stage::with_sample();
    stage.guidelines = Some(Guidelines::default());
    stage.settings.coach = false;
    let mut harness = stage.harness(460.0, 800.0);
    shot(&mut harness, "dialog-guidelines");
    click(&mut harness, "Edit");
    shot(&mut harness, "dialog-guidelines-edit");
    harness.get_by_label("Guidelines, in Markdown").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text("# New".to_owned()));
    harness.run_ok();
    click(&mut harness, "Save");
    assert!(
        matches!(harness.state_mut().last(), Some(Action::SetGuidelines(text)) if text == "# New")
    );
}

#[test]
fn first_steps_are_ticked_once_done_and_can_be_put_away() {
    let mut harness = Stage::with_sample().harness(1100.0, 300.0);
    harness.get_by_label("Mark a prediction");
    let session = harness.state_mut().session.as_mut().unwrap();
    let key = session.key().unwrap();
    let act = sententia::model::verbs::Act {
        project: session.workspace.project(),
        key: &key,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    let step = act
        .mark("s-test001".into(), &"prediction".into(), 0..3)
        .unwrap();
    session.workspace.run(step).unwrap();
    harness.run_ok();
    shot(&mut harness, "dialog-coach");
    harness.get_by_label("Mark a prediction, done");
    click(&mut harness, "Put away");
    let stage = harness.state_mut();
    let Some(Action::Settings(change)) = stage.last() else {
        panic!("it stays")
    };
    change(&mut stage.settings);
    assert!(!stage.settings.coach);
}
