//! Reading comforts in the window: zoom, line spacing, numbers, the overview and focus mode, by their keys.

use egui::{Event, Key, Modifiers, pos2, vec2};
use sententia::app::App;
use sententia::workspace::settings::{Numbers, Settings};

use super::window::Window;

fn settings(window: &Window) -> Settings {
    window.harness.state().settings.clone()
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run_steps(3);
}

fn is_focused(app: &App) -> bool {
    app.session.as_ref().is_some_and(|it| it.desk.focus_mode)
}

#[test]
fn keys_change_the_size_and_not_the_interface() {
    let mut window = Window::open();
    let usual = settings(&window).font_size;
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    press(&mut window, Modifiers::COMMAND, Key::Plus);
    assert!((settings(&window).font_size - usual - 2.0).abs() < 0.01);
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 0.01);
    press(&mut window, Modifiers::COMMAND, Key::Minus);
    assert!((settings(&window).font_size - usual - 1.0).abs() < 0.01);
    press(&mut window, Modifiers::COMMAND, Key::Num0);
    assert!((settings(&window).font_size - usual).abs() < 0.01);
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 0.01);
}

#[test]
fn ctrl_and_the_wheel_over_the_text_change_its_size() {
    let mut window = Window::open();
    let usual = settings(&window).font_size;
    window.harness.hover_at(pos2(600.0, 400.0));
    window.harness.run_steps(2);
    let event = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 2.0),
        source: egui::MouseWheelSource::Wheel,
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::COMMAND,
    };
    window.harness.event_modifiers(event, Modifiers::COMMAND);
    window.harness.run_steps(8);
    let size = settings(&window).font_size;
    assert!(size > usual + 0.9 && size < usual + 6.0, "{size}");
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 0.01);
}

#[test]
fn keys_change_spacing_measure_numbers_and_overview() {
    let mut window = Window::open();
    press(&mut window, Modifiers::COMMAND, Key::ArrowDown);
    assert!((settings(&window).line_height - 2.1).abs() < 0.001);
    for _ in 0..20 {
        press(&mut window, Modifiers::COMMAND, Key::ArrowUp);
    }
    assert!(
        (settings(&window).line_height - 1.5).abs() < 0.001,
        "the tightest"
    );
    press(&mut window, Modifiers::ALT, Key::Minus);
    assert!((settings(&window).measure - 66.0).abs() < 0.001);
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    press(&mut window, both, Key::P);
    assert_eq!(settings(&window).numbers, Numbers::Paragraphs);
    press(&mut window, both, Key::N);
    assert_eq!(settings(&window).numbers, Numbers::Lines);
    press(&mut window, both, Key::N);
    assert_eq!(settings(&window).numbers, Numbers::None);
    press(&mut window, Modifiers::COMMAND, Key::M);
    assert!(settings(&window).overview);
}

#[test]
fn focus_mode_folds_everything_away_and_escape_comes_back() {
    let mut window = Window::open();
    assert!(window.shows("File"));
    window.key(Key::F11);
    assert!(is_focused(window.harness.state()));
    assert!(!window.shows("File"), "no menus");
    assert!(window.shows("Leave focus mode"));
    window.key(Key::Escape);
    assert!(!is_focused(window.harness.state()));
    assert!(window.shows("File"));
    window.key(Key::F11);
    window.key(Key::F11);
    assert!(!is_focused(window.harness.state()));
    window.key(Key::F11);
    window.click("Leave focus mode");
    assert!(!is_focused(window.harness.state()));
}

#[test]
fn focus_mode_labels_answers_and_says_what_it_is_at() {
    let mut window = Window::open();
    window.key(Key::F11);
    window.letter('p');
    assert_eq!(window.record().label.as_str(), "prediction");
    assert!(window.shows("Prediction"), "the record at the foot");
    window.letter('2');
    assert!(window.answer("certainty").is_some());
    window.key(Key::Escape);
    assert!(is_focused(window.harness.state()), "back to the text first");
    while is_focused(window.harness.state()) {
        window.key(Key::Escape);
    }
    assert!(window.shows("File"));
}
