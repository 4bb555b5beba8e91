//! The same window without a display: the same events through the same code, and no drawing.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2,
    pos2,
};
use egui_kittest::Harness;
use sententia::app::App;
use sententia::app::action::Action;
use sententia::app::trace::{self, Sight};
use sententia::i18n;
use sententia::workspace::settings::{Settings, Theme};
use tempfile::TempDir;

use super::desk::in_short;
use super::driver::{Driver, Hand};

/// A window that nobody sees.
pub struct Kit {
    harness: Harness<'static, App>,
    folder: TempDir,
    pointer: Pos2,
}

/// Opens a project.
pub fn start(project: &Path) -> Driver<Kit> {
    i18n::set_language_here("en");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("trace.json");
    let settings = Settings {
        theme: Theme::Light,
        annotator: "Anna".to_owned(),
        coach: false,
        ..Settings::default()
    };
    let path = project.to_owned();
    let harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |cc| {
            trace::begin_in(&cc.egui_ctx, &file);
            let mut app = App::new(&cc.egui_ctx, settings, None, false);
            app.ask(Action::Open(path));
            app
        });
    Driver::new(Kit {
        harness,
        folder,
        pointer: Pos2::ZERO,
    })
}

impl Kit {
    fn frame(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.harness.step();
    }
}

impl Hand for Kit {
    fn key(&mut self, key: &str) {
        let (held, name) = key
            .rsplit_once('+')
            .filter(|it| !it.1.is_empty())
            .unwrap_or(("", key));
        let modifiers = modifiers(held);
        let key = Key::from_name(name)
            .or_else(|| Key::from_name(&name.to_uppercase()))
            .expect("a key");
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        let types = modifiers == Modifiers::NONE && name.chars().count() == 1;
        let text = types.then(|| Event::Text(name.to_owned()));
        let (held, free) = (
            Event::ModifiersChanged(modifiers),
            Event::ModifiersChanged(Modifiers::NONE),
        );
        self.frame(
            [held, event(true)]
                .into_iter()
                .chain(text)
                .chain([event(false), free]),
        );
    }

    fn move_to(&mut self, [x, y]: [f32; 2]) {
        self.pointer = pos2(x, y);
        self.frame([Event::PointerMoved(self.pointer)]);
    }

    fn button(&mut self, pressed: bool) {
        let button = PointerButton::Primary;
        self.frame([Event::PointerButton {
            pos: self.pointer,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        }]);
    }

    fn wheel(&mut self, down: bool) {
        let delta = Vec2::new(0.0, if down { -1.0 } else { 1.0 });
        let (unit, phase, source) = (
            MouseWheelUnit::Line,
            TouchPhase::Move,
            MouseWheelSource::Wheel,
        );
        self.frame([Event::MouseWheel {
            unit,
            delta,
            phase,
            source,
            modifiers: Modifiers::NONE,
        }]);
    }

    fn pause(&mut self) {
        self.harness.run_steps(30);
    }

    fn see(&mut self) -> Option<Sight> {
        if self.harness.state().busy() {
            sleep(Duration::from_millis(2));
        }
        self.harness.step();
        let read = std::fs::read(self.folder.path().join("trace.json")).ok()?;
        serde_json::from_slice(&read).ok()
    }

    fn tell(&mut self) -> String {
        self.see().as_ref().map(in_short).unwrap_or_default()
    }
}

fn modifiers(held: &str) -> Modifiers {
    held.split('+').fold(Modifiers::NONE, |sum, it| {
        sum | match it {
            "Ctrl" => Modifiers::CTRL | Modifiers::COMMAND,
            "Alt" => Modifiers::ALT,
            "Shift" => Modifiers::SHIFT,
            _ => Modifiers::NONE,
        }
    })
}
