//! What the window shows, written to a file for whoever drives it from outside, as our tests on a real
//! display do. Off unless the variable [`VARIABLE`] names a file; then the file is replaced, as a whole,
//! after every frame that changed something. All rectangles are in points: left, top, right, bottom.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::{Node, NodeId, Toggled, TreeUpdate};
use egui::{Context, Event, FullOutput, Key, RawInput, Rect, ViewportId};
use serde::{Deserialize, Serialize};

use super::App;
use super::desk::Focus;
use super::panel::page;
use super::session::Session;
use crate::model::annotation::Span;
use crate::model::document::Document;
use crate::model::id::SpanId;
use crate::model::segment::{self, Unit};
use crate::model::text::Count;
use crate::workspace::Saved;

/// Names the file.
pub const VARIABLE: &str = "SENTENTIA_TRACE";

/// Left, top, right, bottom in points.
pub type Box4 = [f32; 4];

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sight {
    /// Grows with every change of what follows.
    pub turn: u64,
    /// Whether nothing moves and no input waits to be carried out.
    pub settled: bool,
    pub input: Input,
    /// Pixels in a point.
    pub scale: f32,
    /// The open project, as far as it is on screen; none on the welcome screen.
    pub page: Option<Page>,
    /// Everything that has a name: buttons, fields, marks, menus.
    pub widgets: Vec<Widget>,
}

/// How much was taken in so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Keys pressed, without Shift, Ctrl and Alt.
    pub keys: u64,
    /// Mouse buttons pressed or released.
    pub buttons: u64,
    pub pointer: Option<[f32; 2]>,
}

/// The desk of an open project and the text on screen. Positions are code points of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub document: String,
    /// The record with the focus; none while the text has it.
    pub record: Option<String>,
    /// The question that the next digit answers.
    pub question: Option<String>,
    pub caret: [usize; 2],
    pub unit: String,
    /// The kind of link being made.
    pub linking: Option<String>,
    pub armed: Option<String>,
    pub revision: u64,
    /// Whether everything is in the files.
    pub saved: bool,
    pub words: Vec<Place>,
    pub marks: Vec<Mark>,
}

/// A stretch of the text on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub at: [usize; 2],
    pub rect: Box4,
}

/// A record on screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub id: String,
    pub label: String,
    pub place: Place,
    /// The letter over it while a link is made.
    pub hint: Option<char>,
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Widget {
    pub role: String,
    pub name: String,
    pub rect: Box4,
    pub has_keyboard: bool,
    /// Whether it is the chosen one of a list or choice.
    pub chosen: bool,
}

/// Begins to write if the variable asks for it.
pub fn begin(ctx: &Context) {
    if let Some(file) = std::env::var_os(VARIABLE).filter(|it| !it.is_empty()) {
        begin_in(ctx, Path::new(&file));
    }
}

/// Begins to write to a file.
pub fn begin_in(ctx: &Context, file: &Path) {
    ctx.enable_accesskit();
    ctx.add_plugin(Trace {
        file: file.to_owned(),
        seen: Sight::default(),
        written: Sight::default(),
        holds: false,
    });
}

/// Takes down what the frame just drawn shows.
pub(super) fn note(ctx: &Context, app: &App) {
    ctx.with_plugin(|trace: &mut Trace| {
        trace.seen.page = app.session.as_ref().and_then(|it| page_of(app, it));
        trace.holds = app.turns.any() || !app.todo.is_empty() || app.busy();
    });
}

struct Trace {
    file: PathBuf,
    seen: Sight,
    /// What stands in the file.
    written: Sight,
    /// Whether input waits for the next frame.
    holds: bool,
}

impl egui::Plugin for Trace {
    fn debug_name(&self) -> &'static str {
        "trace"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        for event in &input.events {
            let seen = &mut self.seen.input;
            match event {
                Event::Key {
                    key,
                    pressed: true,
                    repeat: false,
                    ..
                } if !is_modifier(*key) => seen.keys += 1,
                Event::PointerButton { .. } => seen.buttons += 1,
                Event::PointerMoved(at) => seen.pointer = Some([at.x, at.y]),
                _ => {}
            }
        }
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let soon = output
            .viewport_output
            .get(&ViewportId::ROOT)
            .map_or(Duration::MAX, |it| it.repaint_delay);
        self.seen.settled = soon > Duration::ZERO && !self.holds;
        self.seen.scale = output.pixels_per_point;
        if let Some(tree) = &output.platform_output.accesskit_update {
            self.seen.widgets = widgets(tree);
        }
        if self.seen != self.written {
            self.write();
        }
    }
}

impl Trace {
    fn write(&mut self) {
        self.seen.turn += 1;
        self.written = self.seen.clone();
        let beside = self.file.with_extension("new");
        let written = serde_json::to_vec(&self.seen).map_err(std::io::Error::other);
        // Who waits for a file that cannot be written learns it from waiting in vain.
        written
            .and_then(|it| std::fs::write(&beside, it))
            .and_then(|()| std::fs::rename(&beside, &self.file))
            .ok();
    }
}

fn is_modifier(key: Key) -> bool {
    let left = matches!(key, Key::ShiftLeft | Key::ControlLeft | Key::AltLeft);
    left || matches!(key, Key::ShiftRight | Key::ControlRight | Key::AltRight)
}

fn page_of(app: &App, session: &Session) -> Option<Page> {
    let (desk, document) = (&session.desk, session.document()?);
    let question = session
        .question(super::cx::tiers(&app.settings))
        .map(|it| it.1.id.to_string());
    Some(Page {
        document: document.id.to_string(),
        record: desk.focus.span().map(ToString::to_string),
        question: question.filter(|_| desk.focus != Focus::Text),
        caret: points(document, &desk.caret.range()),
        unit: format!("{:?}", desk.caret.unit),
        linking: desk.linking.as_ref().map(|it| it.kind.to_string()),
        armed: desk.armed.as_ref().map(ToString::to_string),
        revision: session.workspace.revision(),
        saved: matches!(session.workspace.saved(), Saved::Saved),
        words: words(app, document),
        marks: marks(app, session, document),
    })
}

/// The words on screen.
fn words(app: &App, document: &Document) -> Vec<Place> {
    let (text, seen) = (document.text.as_str(), app.view.visible_range());
    let first = Some(segment::at(text, Unit::Word, seen.start));
    std::iter::successors(first, |it| segment::next(text, Unit::Word, it.start))
        .take_while(|it| it.start < seen.end)
        .filter_map(|it| place(app, document, &it))
        .collect()
}

/// The records on screen.
fn marks(app: &App, session: &Session, document: &Document) -> Vec<Mark> {
    let hints = page::hints(&app.cx());
    let hint = |id: &SpanId| hints.iter().find(|it| it.1 == *id).map(|it| it.0);
    let mark = |span: &Arc<Span>| {
        let place = place(app, document, &span.extent())?;
        Some(Mark {
            id: span.id.to_string(),
            label: span.label.to_string(),
            place,
            hint: hint(&span.id),
        })
    };
    let layer = session.layer();
    layer
        .into_iter()
        .flat_map(|it| it.spans_in(app.view.visible_range()))
        .filter(|it| session.shows(it))
        .filter_map(mark)
        .collect()
}

fn place(app: &App, document: &Document, range: &Range<usize>) -> Option<Place> {
    let rect = app.view.screen_rect_of(range)?;
    Some(Place {
        at: points(document, range),
        rect: corners(rect),
    })
}

fn points(document: &Document, range: &Range<usize>) -> [usize; 2] {
    document
        .text
        .from_bytes(range, Count::CodePoint)
        .map_or([0, 0], |it| [it.start, it.end])
}

fn corners(rect: Rect) -> Box4 {
    [rect.left(), rect.top(), rect.right(), rect.bottom()]
}

/// The named nodes of the tree that screen readers are given, from top to bottom.
fn widgets(tree: &TreeUpdate) -> Vec<Widget> {
    let named = |(id, node): &(NodeId, Node)| {
        let name = node.label().or_else(|| node.value())?;
        let rect = node.bounds()?;
        Some(Widget {
            role: format!("{:?}", node.role()),
            name: name.to_owned(),
            rect: [
                rect.x0 as f32,
                rect.y0 as f32,
                rect.x1 as f32,
                rect.y1 as f32,
            ],
            has_keyboard: tree.focus == *id,
            chosen: node.is_selected() == Some(true) || node.toggled() == Some(Toggled::True),
        })
    };
    let mut found: Vec<Widget> = tree.nodes.iter().filter_map(named).collect();
    found.sort_by(|a, b| {
        a.rect[1]
            .total_cmp(&b.rect[1])
            .then(a.rect[0].total_cmp(&b.rect[0]))
            .then_with(|| a.name.cmp(&b.name))
    });
    found
}
