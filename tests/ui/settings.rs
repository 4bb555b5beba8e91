//! The settings in one place: each holds at once, for the window, the project and the file.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::workspace::settings::{SCALES, Settings, Theme};

use super::window::Window;

fn with_dialog() -> Window {
    let mut window = Window::open();
    window.keys(Modifiers::COMMAND, Key::Comma);
    assert!(window.shows("Reduce motion"));
    window
}

fn settings(window: &Window) -> &Settings {
    &window.harness.state().settings
}

#[test]
fn the_interface_grows_and_shrinks_as_a_whole() {
    let mut window = with_dialog();
    let height = |window: &Window| {
        let rect = window.harness.get_by_label("Reduce motion").rect();
        rect.height() * window.harness.ctx.pixels_per_point()
    };
    let before = height(&window);
    for _ in 0..5 {
        window.click("More: Size of the interface");
    }
    assert_eq!(settings(&window).scale, 1.5);
    assert!(window.shows("150%"));
    assert!((height(&window) / before - 1.5).abs() < 0.01);
    for _ in 0..9 {
        window
            .harness
            .get_by_label("Less: Size of the interface")
            .click();
        window.harness.run_steps(4);
    }
    assert_eq!(settings(&window).scale, SCALES.0);
    assert!((height(&window) / before - SCALES.0).abs() < 0.01);
}

#[test]
fn nothing_fades_or_glides_once_motion_is_reduced() {
    let mut window = with_dialog();
    let motion = |window: &Window| {
        let style = window.harness.ctx.global_style();
        let glide = style.scroll_animation.duration.max;
        (style.animation_time > 0.0, glide > 0.0)
    };
    window.click("Reduce motion");
    assert!(settings(&window).reduce_motion);
    assert_eq!(motion(&window), (false, false));
    window.click("Dark");
    assert_eq!(motion(&window), (false, false), "in both themes");
    window.click("Reduce motion");
    assert_eq!(motion(&window), (true, true));
    window.click("Reduce motion");
    assert_eq!(motion(&window), (false, false));
}

#[test]
fn each_choice_holds_at_once() {
    let mut window = with_dialog();
    window.click("At once");
    window.click("90 days");
    window.click("Dark");
    let now = settings(&window);
    assert_eq!(
        (now.sync_at_once, now.history_days, now.theme),
        (true, 90, Theme::Dark)
    );
    window.key(Key::Escape);
    window.letter('p');
    let session = window.harness.state().session.as_ref().unwrap();
    let (last, synced) = session.workspace.entries();
    assert_eq!(last, synced, "a step is on the device before it is shown");
    window.keys(Modifiers::COMMAND, Key::Comma);
    window.click("Face and size of the text: Change…");
    assert!(
        window.shows("Find a font"),
        "the dialog for reading follows"
    );
}
