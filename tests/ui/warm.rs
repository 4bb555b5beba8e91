//! Letters are drawn while nobody waits: what a page first shows, and what a first record brings, is ready before.

use std::path::Path;
use std::time::Duration;

use egui::epaint::TextureId;
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, ViewportId, pos2, vec2};
use sententia::app::App;
use sententia::app::action::Action;
use sententia::app::place::Place;
use sententia::model::id::DocumentId;
use sententia::store::sample;
use sententia::workspace::settings::{Settings, Theme};

/// The window without a screen; it counts the texels of letters that a frame draws.
struct Bare {
    ctx: Context,
    app: App,
    /// Until another frame is wanted.
    delay: Duration,
}

impl Bare {
    fn new(language: &str) -> Self {
        sententia::i18n::set_language_here(language);
        let settings = Settings {
            theme: Theme::Light,
            language: language.to_owned(),
            annotator: "anna".to_owned(),
            coach: false,
            ..Settings::default()
        };
        let ctx = Context::default();
        let app = App::new(&ctx, settings, None, false);
        let delay = Duration::ZERO;
        Self { ctx, app, delay }
    }

    /// Texels of letters of the interface, and of the text and its marks, that this frame drew.
    fn frame(&mut self, events: Vec<Event>) -> [usize; 2] {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1400.0, 900.0))),
            max_texture_side: Some(8192),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { ctx, app, .. } = self;
        let mut output = ctx.run_ui(input, |ui| {
            app.before(&ui.ctx().clone());
            app.draw(ui);
        });
        let mut drawn = [0; 2];
        output
            .textures_delta
            .set
            .iter()
            .for_each(|(texture, deltas)| {
                let texels = deltas
                    .iter()
                    .map(|it| it.image.size().iter().product::<usize>());
                drawn[usize::from(*texture != TextureId::default())] += texels.sum::<usize>();
            });
        output.textures_delta.clear();
        self.delay = output.viewport_output[&ViewportId::ROOT].repaint_delay;
        drawn
    }

    /// Draws frames as long as any is wanted.
    fn rest(&mut self) {
        for _ in 0..400 {
            self.frame(Vec::new());
            if self.delay == Duration::MAX {
                return;
            }
        }
        panic!("it never rests");
    }

    fn open(&mut self, project: &Path) {
        self.app.ask(Action::Open(project.to_owned()));
        while self.app.session.is_none() {
            self.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        let document = DocumentId::new("09-feature.txt");
        self.app.ask(Action::Go(Place::Document(document)));
        for _ in 0..10 {
            self.frame(Vec::new());
        }
    }
}

fn press(key: Key, text: &str) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    vec![event(true), Event::Text(text.to_owned()), event(false)]
}

#[test]
fn the_first_record_finds_its_letters_drawn() {
    for language in ["en", "fr"] {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("project");
        sample::unpack(&project).unwrap();
        let mut bare = Bare::new(language);
        bare.rest();
        bare.open(&project);
        let mut drawn = vec![bare.frame(press(Key::P, "p"))];
        drawn.extend((0..3).map(|_| bare.frame(Vec::new())));
        assert!(
            bare.app
                .session
                .as_ref()
                .unwrap()
                .layer()
                .unwrap()
                .n_spans()
                == 1
        );
        for [interface, text] in drawn {
            // Common letters are ready at each part of a pixel, rare ones at one only.
            assert!(
                interface < 1_500 && text < 400,
                "{language}: {interface} {text}"
            );
        }
    }
    sententia::i18n::set_language_here("en");
}
