//! The window without a screen: frames are laid out, painted and tessellated, and go nowhere.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use egui::{Context, RawInput, Rect, Vec2, ViewportId};
use sententia::app::App;
use sententia::app::action::Action;
use sententia::app::measure::clock::Moment;
use sententia::app::measure::course::{Course, SIZE};
use sententia::app::measure::figures::Figures;
use sententia::workspace::settings::{Settings, Theme};

/// What is asked for within this time is drawn at once.
const SOON: Duration = Duration::from_millis(1);
/// The window at rest has this long to ask for a frame.
const REST: Duration = Duration::from_secs(2);
/// Heights and files must be settled by then.
const PATIENCE: Duration = Duration::from_secs(90);

/// The window and its clock.
pub struct Headless {
    ctx: Context,
    app: App,
    size: Vec2,
    time: f64,
    /// Frames asked for at once, also from other threads.
    woken: Arc<AtomicUsize>,
}

impl Headless {
    pub fn new() -> Self {
        let ctx = Context::default();
        let settings = Settings {
            theme: Theme::Light,
            annotator: "bench".to_owned(),
            coach: false,
            ..Settings::default()
        };
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        ctx.set_request_repaint_callback(move |info| {
            // What is asked for later is told by the frame that asked.
            counter.fetch_add(usize::from(info.delay <= SOON), Ordering::Relaxed);
        });
        let mut app = App::new(&ctx, settings, None, false);
        app.settle_heights(&ctx);
        Self {
            ctx,
            app,
            size: SIZE,
            time: 0.0,
            woken,
        }
    }

    /// Runs the whole course on a project.
    pub fn run(&mut self, project: &Path) -> Figures {
        for _ in 0..3 {
            self.frame(Vec::new());
        }
        let mut course = Course::default();
        self.app.ask(Action::Open(project.to_owned()));
        while let Some(turn) = course.next(&mut self.app) {
            self.size = turn.size.unwrap_or(self.size);
            let (spent, _) = self.frame(turn.events);
            course.took(&mut self.app, spent);
        }
        let start = Instant::now();
        let n_frames = self.settle();
        Figures {
            settled_after: start.elapsed().as_secs_f64(),
            settling_frames: n_frames,
            idle_frames: self.rest(),
            ..course.figures(&self.app)
        }
    }

    /// Draws whatever is asked for until nothing is; returns how many frames that took.
    fn settle(&mut self) -> usize {
        let start = Instant::now();
        let mut n = 0;
        while start.elapsed() < PATIENCE {
            self.woken.store(0, Ordering::Relaxed);
            let (_, delay) = self.frame(Vec::new());
            n += 1;
            let asleep = Instant::now();
            let nap = delay.min(Duration::from_secs(3));
            while asleep.elapsed() < nap && self.woken.load(Ordering::Relaxed) == 0 {
                std::thread::sleep(Duration::from_millis(2));
            }
            if delay > nap && self.woken.load(Ordering::Relaxed) == 0 {
                break;
            }
        }
        n
    }

    /// Frames a second while nothing changes.
    fn rest(&mut self) -> f64 {
        let (start, mut n) = (Instant::now(), 0);
        self.woken.store(0, Ordering::Relaxed);
        while start.elapsed() < REST {
            if self.woken.swap(0, Ordering::Relaxed) > 0 {
                self.frame(Vec::new());
                n += 1;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        f64::from(n) / REST.as_secs_f64()
    }

    /// One frame: what it cost, and when another is wanted.
    fn frame(&mut self, events: Vec<egui::Event>) -> (Duration, Duration) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            max_texture_side: Some(8192),
            time: Some(self.time),
            predicted_dt: 1.0 / 60.0,
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { ctx, app, .. } = self;
        let start = Moment::now();
        let mut output = ctx.run_ui(input, |ui| {
            app.before(&ui.ctx().clone());
            app.draw(ui);
        });
        let shapes = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let spent = start.elapsed();
        drop(shapes);
        output.textures_delta.clear();
        let root = output.viewport_output.get(&ViewportId::ROOT);
        let delay = root.map_or(Duration::MAX, |it| it.repaint_delay);
        (spent, delay)
    }
}
