//! The course in a real window: on a copy of the project, with the settings the program comes with.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use egui::{Context, FullOutput, RawInput, ViewportCommand};

use super::clock::Moment;
use super::course::{Course, SIZE};
use super::figures::Figures;
use crate::app::App;
use crate::app::action::Action;
use crate::store::Progress;
use crate::workspace::copy::copy_project;
use crate::workspace::settings::Settings;

/// Frames are counted for so long while nothing changes.
const REST: Duration = Duration::from_secs(2);
/// After this, a window that never rests is taken as it is.
const PATIENCE: Duration = Duration::from_secs(90);

/// Measures the window on a project and prints the figures as JSON; `is_short` does a tenth of everything.
pub fn run(project: &Path, is_short: bool) -> Result<(), String> {
    let copy = Copy::of(project)?;
    let told = Arc::new(Mutex::new(None));
    let (theirs, at) = (Arc::clone(&told), copy.0.join("project"));
    let course = if is_short {
        Course::short()
    } else {
        Course::default()
    };
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sententia")
            .with_inner_size(SIZE),
        persist_window: false,
        ..Default::default()
    };
    let made = eframe::run_native(
        "Sententia",
        options,
        Box::new(move |cc| Ok(Box::new(Measured::new(&cc.egui_ctx, &at, course, theirs)))),
    );
    made.map_err(|error| error.to_string())?;
    let figures = locked(&told).take();
    let figures = figures.ok_or("the window was closed before the end")?;
    let json = serde_json::to_string_pretty(&figures).map_err(|error| error.to_string())?;
    println!("{json}");
    Ok(())
}

/// A copy of the project, gone when it is dropped.
struct Copy(PathBuf);

impl Copy {
    fn of(project: &Path) -> Result<Self, String> {
        let name = format!("sententia-measure-{}", std::process::id());
        let copy = Self(std::env::temp_dir().join(name));
        let to = copy.0.join("project");
        std::fs::create_dir_all(&copy.0).map_err(|error| error.to_string())?;
        copy_project(project, &to, &Progress::default()).map_err(|it| it.to_string())?;
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which empties this folder.
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// The window with a clock in it.
struct Measured {
    app: App,
    course: Course,
    clock: Arc<Mutex<Clock>>,
    figures: Option<Figures>,
    rest: Option<Rest>,
    told: Arc<Mutex<Option<Figures>>>,
}

/// From the input of a frame to its triangles.
#[derive(Default)]
struct Clock {
    start: Option<Moment>,
    spent: Option<Duration>,
}

/// Waiting for nothing to happen.
struct Rest {
    since: Instant,
    /// Frames in all, and since it was last looked.
    all: usize,
    frames: usize,
    /// Set when it is time to look.
    is_due: Arc<AtomicBool>,
}

impl Measured {
    fn new(
        ctx: &Context,
        project: &Path,
        course: Course,
        told: Arc<Mutex<Option<Figures>>>,
    ) -> Self {
        let settings = Settings {
            annotator: "measure".to_owned(),
            coach: false,
            ..Settings::default()
        };
        let mut app = App::new(ctx, settings, None, true);
        app.settle_heights(ctx);
        app.ask(Action::Open(project.to_owned()));
        let clock = Arc::new(Mutex::new(Clock::default()));
        ctx.add_plugin(Tap(Arc::clone(&clock)));
        Self {
            app,
            course,
            clock,
            figures: None,
            rest: None,
            told,
        }
    }

    /// Takes note of the last frame and gives the next one what it is to do.
    fn turn(&mut self, ctx: &Context, input: &mut RawInput) {
        let spent = locked(&self.clock).spent.take();
        if self.figures.is_some() {
            return;
        }
        if let Some(spent) = spent {
            self.course.took(&mut self.app, spent);
        }
        match self.course.next(&mut self.app) {
            Some(turn) => {
                input.events.extend(turn.events);
                if let Some(size) = turn.size {
                    ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
                }
                ctx.request_repaint();
            }
            None => {
                self.figures = Some(self.course.figures(&self.app));
                self.rest = Some(Rest::begin(ctx));
            }
        }
    }

    /// Ends when a while has passed without a frame.
    fn wait(&mut self, ctx: &Context) {
        let (Some(rest), Some(figures)) = (&mut self.rest, &mut self.figures) else {
            return;
        };
        if !rest.is_due.swap(false, Ordering::Relaxed) {
            rest.frames += 1;
            rest.all += 1;
            return;
        }
        if rest.frames == 0 || rest.since.elapsed() > PATIENCE {
            figures.idle_frames = rest.frames as f64 / REST.as_secs_f64();
            figures.settled_after = rest.since.elapsed().saturating_sub(REST).as_secs_f64();
            figures.settling_frames = rest.all;
            *locked(&self.told) = self.figures.take();
            self.rest = None;
            ctx.send_viewport_cmd(ViewportCommand::Close);
            return;
        }
        rest.frames = 0;
        rest.look_later(ctx);
    }
}

impl Rest {
    fn begin(ctx: &Context) -> Self {
        let rest = Self {
            since: Instant::now(),
            all: 0,
            frames: 0,
            is_due: Arc::default(),
        };
        rest.look_later(ctx);
        rest
    }

    /// Wakes the window once, later.
    fn look_later(&self, ctx: &Context) {
        let (is_due, ctx) = (Arc::clone(&self.is_due), ctx.clone());
        std::thread::spawn(move || {
            std::thread::sleep(REST);
            is_due.store(true, Ordering::Relaxed);
            ctx.request_repaint();
        });
    }
}

impl eframe::App for Measured {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.app.raw_input_hook(ctx, input);
        self.turn(ctx, input);
        locked(&self.clock).start = Some(Moment::now());
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.app.before(ctx);
        self.wait(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.draw(ui);
    }
}

/// Stops the clock when the frame is painted, and makes its triangles once more than the window does.
struct Tap(Arc<Mutex<Clock>>);

impl egui::Plugin for Tap {
    fn debug_name(&self) -> &'static str {
        "measure"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let shapes = output.shapes.clone();
        let triangles = ctx.tessellate(shapes, output.pixels_per_point);
        let mut clock = locked(&self.0);
        clock.spent = clock.start.take().map(|it| it.elapsed());
        drop(triangles);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
