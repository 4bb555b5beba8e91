//! What is done to the window, frame by frame, and as what each frame counts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, pos2, vec2};

use super::clock;
use super::figures::{Figures, Memory, Spread};
use crate::app::App;
use crate::app::action::Action;
use crate::app::desk::Find;
use crate::app::place::Place;
use crate::model::document::Document;
use crate::model::id::DocumentId;
use crate::model::segment;

/// The window is this large, in points.
pub const SIZE: Vec2 = vec2(1400.0, 900.0);
/// So many spans are added.
pub const N_ADDED: usize = 100;
const N_WHEEL: usize = 240;
const N_PAGES: usize = 40;
/// Frames until a page has gone by.
const GLIDE: usize = 12;
const N_JUMPS: usize = 60;
const N_SIZES: usize = 30;
/// Acts with something else beside the text.
const N_BESIDE: usize = 20;
/// Letters that are in every line.
const COMMON: &str = "re";

/// What a frame counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Open,
    Wheel,
    Page,
    Jump,
    Add,
    Change,
    Remove,
    Undo,
    Resize,
    Zoom,
    /// Scrolling and adding with the overview beside the text.
    Overview,
    /// Finding words that are everywhere, and scrolling over what was found.
    Find,
    /// Between two acts: counts as nothing.
    Pause,
}

/// One frame of the course.
#[derive(Clone, Copy, Debug)]
enum Step {
    Wheel,
    Page,
    /// Another frame of what went before.
    Glide,
    /// To the n-th place.
    Jump(usize),
    /// To where the n-th span will be.
    Aim(usize),
    Add,
    Grow,
    Remove,
    Undo,
    Resize(usize),
    Zoom(bool),
    /// Shows the overview, or hides it.
    Overview,
    AddBeside,
    Find,
    FindNext,
    FindClose,
    /// Another frame of what went before, with the wheel.
    Scroll,
    Pause,
}

/// What a frame is given.
#[derive(Default)]
pub struct Turn {
    pub events: Vec<Event>,
    /// The window is to have this size.
    pub size: Option<Vec2>,
}

/// A course under way.
pub struct Course {
    steps: std::vec::IntoIter<Step>,
    kind: Kind,
    times: BTreeMap<Kind, Vec<Duration>>,
    memory: Memory,
    has_opened: bool,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            steps: steps(1).into_iter(),
            kind: Kind::Open,
            times: BTreeMap::new(),
            memory: Memory {
                before: clock::resident(),
                ..Memory::default()
            },
            has_opened: false,
        }
    }
}

impl Course {
    /// A tenth of everything.
    pub fn short() -> Self {
        Self {
            steps: steps(10).into_iter(),
            ..Self::default()
        }
    }

    /// What the next frame is given; none when the course is over.
    pub fn next(&mut self, app: &mut App) -> Option<Turn> {
        if !self.has_opened {
            return Some(Turn::default());
        }
        let step = self.steps.next()?;
        let (kind, turn) = self.take(app, step);
        self.kind = kind;
        Some(turn)
    }

    /// What the frame has cost.
    pub fn took(&mut self, app: &mut App, time: Duration) {
        if !self.has_opened {
            self.wait_for_text(app, time);
            return;
        }
        self.times.entry(self.kind).or_default().push(time);
    }

    /// All that was measured so far.
    pub fn figures(&self, app: &App) -> Figures {
        let of = |kinds: &[Kind]| {
            let times = kinds.iter().filter_map(|it| self.times.get(it));
            Spread::of(&times.flatten().copied().collect::<Vec<_>>())
        };
        let document = app.session.as_ref().and_then(|it| it.document());
        let layer = app.session.as_ref().and_then(|it| it.layer());
        Figures {
            document: document.map(|it| it.id.to_string()).unwrap_or_default(),
            text_bytes: document.map_or(0, |it| it.text.len()),
            spans: layer.map_or(0, |it| it.n_spans()),
            open: of(&[Kind::Open]).max,
            scroll: of(&[Kind::Wheel, Kind::Page, Kind::Jump]),
            wheel: of(&[Kind::Wheel]),
            page: of(&[Kind::Page]),
            jump: of(&[Kind::Jump]),
            add: of(&[Kind::Add]),
            change: of(&[Kind::Change]),
            remove: of(&[Kind::Remove]),
            undo: of(&[Kind::Undo]),
            resize: of(&[Kind::Resize]),
            zoom: of(&[Kind::Zoom]),
            overview: of(&[Kind::Overview]),
            find: of(&[Kind::Find]),
            memory: Memory {
                after: clock::resident(),
                ..self.memory
            },
            ..Figures::default()
        }
    }

    /// The frame that shows the longest text of the project is the one that opens it.
    fn wait_for_text(&mut self, app: &mut App, time: Duration) {
        let Some(session) = &app.session else {
            return;
        };
        let longest = longest(app);
        if longest.is_some() && longest != session.desk.document {
            app.todo
                .extend(longest.map(|it| Action::Go(Place::Document(it))));
            return;
        }
        self.times.entry(Kind::Open).or_default().push(time);
        self.memory.opened = clock::resident();
        self.has_opened = true;
    }

    fn take(&mut self, app: &mut App, step: Step) -> (Kind, Turn) {
        let mut turn = Turn::default();
        let kind = match step {
            Step::Wheel => {
                turn.events = wheel();
                Kind::Wheel
            }
            Step::Page => {
                app.ask(Action::Page { down: true });
                Kind::Page
            }
            Step::Scroll => {
                turn.events = wheel();
                return (self.kind, turn);
            }
            Step::Glide | Step::Pause => return (self.following(step), turn),
            Step::Jump(n) => {
                app.todo.extend(words(app, n * 7919 + 13));
                Kind::Jump
            }
            Step::Aim(n) => {
                app.todo.extend(words(app, n * 104_729 + 1));
                Kind::Pause
            }
            Step::Add => {
                turn.events = first_label(app).map(letter).unwrap_or_default();
                Kind::Add
            }
            Step::Grow => {
                turn.events = press(Key::ArrowRight, Modifiers::SHIFT);
                Kind::Change
            }
            Step::Remove => {
                turn.events = press(Key::Delete, Modifiers::NONE);
                Kind::Remove
            }
            Step::Undo => {
                turn.events = press(Key::Z, Modifiers::COMMAND | Modifiers::CTRL);
                Kind::Undo
            }
            Step::Resize(n) => {
                turn.size = Some(size(n));
                Kind::Resize
            }
            Step::Zoom(is_in) => {
                let id = if is_in { "view.larger" } else { "view.smaller" };
                app.ask(Action::Command(id));
                Kind::Zoom
            }
            Step::Overview => {
                app.ask(Action::Command("view.overview"));
                Kind::Overview
            }
            Step::AddBeside => {
                turn.events = first_label(app).map(letter).unwrap_or_default();
                Kind::Overview
            }
            Step::Find => {
                app.ask(Action::Find(Find::Words(COMMON.to_owned())));
                Kind::Find
            }
            Step::FindNext => {
                app.ask(Action::Command("find.next"));
                Kind::Find
            }
            Step::FindClose => {
                app.ask(Action::Find(Find::Close));
                Kind::Pause
            }
        };
        (kind, turn)
    }

    fn following(&self, step: Step) -> Kind {
        if matches!(step, Step::Glide) {
            self.kind
        } else {
            Kind::Pause
        }
    }
}

/// All that is done; with a `part` of 10, a tenth of it.
fn steps(part: usize) -> Vec<Step> {
    let mut steps = vec![Step::Pause; 3];
    for _ in 0..N_WHEEL / part {
        steps.extend([Step::Wheel, Step::Glide]);
    }
    for _ in 0..N_PAGES / part {
        steps.push(Step::Page);
        steps.extend([Step::Glide; GLIDE]);
    }
    for n in 0..N_JUMPS / part {
        steps.extend([Step::Jump(n), Step::Glide]);
    }
    for n in 0..N_ADDED / part {
        steps.extend([
            Step::Aim(n),
            Step::Pause,
            Step::Add,
            Step::Pause,
            Step::Grow,
            Step::Pause,
        ]);
        if n % 2 == 0 {
            steps.extend([Step::Remove, Step::Pause, Step::Undo, Step::Pause]);
        }
    }
    steps.push(Step::Jump(N_JUMPS / 2));
    let there_and_back = (1..=N_SIZES / part).chain((0..N_SIZES / part).rev());
    steps.extend(there_and_back.map(Step::Resize));
    for is_in in [true, false] {
        for _ in 0..5 {
            steps.extend([Step::Zoom(is_in), Step::Glide]);
        }
    }
    steps.extend(with_overview(part));
    steps.extend(finding(part));
    steps
}

fn with_overview(part: usize) -> Vec<Step> {
    let mut steps = vec![Step::Overview];
    steps.extend(vec![Step::Scroll; N_BESIDE / part]);
    for n in 0..N_BESIDE / part {
        let add = [Step::Aim(n + N_ADDED), Step::Pause, Step::AddBeside];
        steps.extend(add.into_iter().chain([Step::Glide; 2]));
    }
    steps.extend([Step::Overview, Step::Pause]);
    steps
}

fn finding(part: usize) -> Vec<Step> {
    let mut steps = vec![Step::Find];
    for _ in 0..N_BESIDE / part {
        steps.extend([Step::Scroll, Step::Glide, Step::FindNext, Step::Glide]);
    }
    steps.push(Step::FindClose);
    steps
}

fn size(n: usize) -> Vec2 {
    SIZE - vec2(16.0, 4.0) * n as f32
}

fn longest(app: &App) -> Option<DocumentId> {
    let project = app.session.as_ref()?.workspace.project();
    let longest = project.listed().max_by_key(|it| it.text.len());
    longest.map(|it| it.id.clone())
}

fn first_label(app: &App) -> Option<char> {
    let mut labels = app
        .session
        .as_ref()?
        .workspace
        .project()
        .schema
        .labels
        .iter();
    labels.find_map(|it| it.key)
}

/// Goes to some words of the text: others for each seed.
fn words(app: &App, seed: usize) -> Option<Action> {
    let document = app.session.as_ref()?.document()?;
    let range = words_at(document, seed)?;
    Some(Action::Go(Place::Words(document.id.clone(), range)))
}

fn words_at(document: &Document, seed: usize) -> Option<Range<usize>> {
    let text = document.text.as_str();
    let mixed = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let at = text.floor_char_boundary((mixed % text.len().max(1) as u64) as usize);
    let word = segment::at(text, segment::Unit::Word, at);
    Some(word).filter(|it| !it.is_empty())
}

/// Over the middle of the text.
fn wheel() -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(SIZE.x / 2.0, SIZE.y / 2.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -60.0),
            source: MouseWheelSource::Wheel,
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        },
    ]
}

fn letter(key: char) -> Vec<Event> {
    let named = Key::from_name(&key.to_uppercase().to_string());
    let mut events = named.map_or_else(Vec::new, |it| press(it, Modifiers::NONE));
    events.insert(events.len().min(1), Event::Text(key.to_string()));
    events
}

fn press(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    vec![event(true), event(false)]
}
