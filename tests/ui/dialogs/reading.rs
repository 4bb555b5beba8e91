//! Choosing how the text is set.

use egui::Key;
use sententia::app::action::Action;
use sententia::app::dialog::reading::ReadingDialog;
use sententia::workspace::settings::Settings;

use egui_kittest::kittest::Queryable as _;

use super::stage::{Stage, click, press, shot, type_into};

/// What the settings become by all that was asked for.
fn asked(stage: &mut Stage) -> Settings {
    let mut settings = stage.settings.clone();
    for action in stage.asked.drain(..) {
        if let Action::Settings(change) = action {
            change(&mut settings);
        }
    }
    settings
}

#[test]
fn a_font_is_found_chosen_by_keys_and_seen_at_once() {
    let mut harness = Stage::with_sample()
        .show(ReadingDialog::new)
        .harness(1000.0, 760.0);
    type_into(&mut harness, "Find a font", "");
    press(&mut harness, Key::ArrowDown);
    assert_eq!(asked(harness.state_mut()).reading_font, "Inter");
    type_into(&mut harness, "Find a font", "hebr");
    shot(&mut harness, "dialog-reading-found");
    assert!(harness.query_by_label("Inter").is_none());
    click(&mut harness, "Noto Sans Hebrew");
    assert_eq!(asked(harness.state_mut()).reading_font, "Noto Sans Hebrew");
    click(&mut harness, "More: Size");
    click(&mut harness, "More: Line spacing");
    click(&mut harness, "Less: Line length");
    let settings = asked(harness.state_mut());
    let usual = Settings::default();
    assert!((settings.font_size - usual.font_size - 1.0).abs() < 1e-4);
    assert!((settings.line_height - usual.line_height - 0.1).abs() < 1e-4);
    assert!((settings.measure - usual.measure + 4.0).abs() < 1e-4);
    click(&mut harness, "Use");
    assert!(harness.state().dialog.is_none());
}

#[test]
fn escape_takes_all_choices_back() {
    let mut harness = Stage::new().show(ReadingDialog::new).harness(1000.0, 760.0);
    press(&mut harness, Key::ArrowDown);
    click(&mut harness, "More: Size");
    assert_eq!(asked(harness.state_mut()).reading_font, "Inter");
    press(&mut harness, Key::Escape);
    assert!(harness.state().dialog.is_none());
    assert_eq!(
        asked(harness.state_mut()),
        Settings {
            theme: sententia::workspace::settings::Theme::Light,
            ..Settings::default()
        }
    );
}

#[test]
fn a_font_that_is_not_here_is_told() {
    let mut stage = Stage::with_sample().in_french();
    stage.settings.reading_font = "Garamond Perdu".to_owned();
    let mut harness = stage.show(ReadingDialog::new).harness(1000.0, 760.0);
    shot(&mut harness, "dialog-reading");
    harness.get_by_label_contains("n’est pas sur cet ordinateur");
}
