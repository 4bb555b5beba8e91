//! What the text view is given each frame, and what it answers: plain values that know nothing of projects.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Color32, Id, Pos2, Rect};
use smol_str::SmolStr;

use super::found::Found;

use crate::app::theme::Palette;
pub use crate::model::schema::Pattern;
pub use crate::workspace::settings::Numbers;

/// Everything the view shows in one frame. All positions are bytes of `text`.
pub struct Scene<'a> {
    /// Identity of the document: when it changes, the view goes to the place it remembers for it.
    pub document: &'a str,
    /// The text, as it is stored. The same text must be given as the same `Arc`.
    pub text: &'a Arc<str>,
    /// Changes whenever anything that `marks` answers changes.
    pub revision: u64,
    /// Set above the text and scrolled with it; empty for none.
    pub title: &'a str,
    pub byline: &'a str,
    pub marks: &'a dyn MarkSource,
    pub cursor: Cursor,
    /// Where a drag would land after snapping: painted as the selection.
    pub preview: Option<Range<usize>>,
    pub selected: Option<&'a MarkId>,
    /// Key caps over the marks that may be chosen.
    pub hints: &'a [Hint],
    /// Paints all but hinted marks at half strength.
    pub dimmed: bool,
    /// Links of the selected record, drawn in full strength.
    pub links: &'a [LinkLine],
    /// What was found in the text.
    pub found: Found<'a>,
    /// What stays at full strength while all else is softly dimmed, for reading with nothing around; none: everything.
    pub spotlight: Option<Range<usize>>,
    pub style: &'a Style,
    pub strings: Strings<'a>,
    /// The widget that takes the keyboard for the text, and as which assistive technology meets the document; one of the
    /// view's own if none.
    pub keyboard: Option<Id>,
}

/// Answers which marks to paint. Asked only for what is on screen, and only again after `Scene::revision` changed.
pub trait MarkSource {
    /// All marks with a fragment that touches `range`, in any order.
    fn marks_in(&self, range: Range<usize>) -> Vec<Mark>;
    /// Where marks are in the whole document, for the scroll bar; in any order.
    fn ticks(&self) -> Vec<Tick>;
    /// From the first to the last byte of the marks under lines that touch `range`, at least `range`; and how many
    /// there are. Asked more often than for the marks themselves.
    fn reach(&self, range: &Range<usize>) -> (Range<usize>, usize) {
        let marks = self.marks_in(range.clone());
        let lined = marks.iter().filter(|it| it.pattern != Pattern::Margin);
        let n = lined.clone().count();
        let fragments = lined.flat_map(|it| it.fragments.iter());
        let reach = fragments.fold(range.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
        (reach, n)
    }
    /// The accessible name of a mark; what follows its first line is detail. Asked only when somebody listens.
    fn name(&self, mark: &Mark) -> String {
        mark.name.clone()
    }
    /// The links to draw thinly beside those of the selected record: all that begin or end at a mark in `range`.
    fn links_in(&self, _range: Range<usize>) -> Vec<LinkLine> {
        Vec::new()
    }
    /// All there is to say of a mark, for the card under a resting pointer.
    fn card(&self, _mark: &MarkId) -> Option<Card> {
        None
    }
    /// The extents of all marks, for the overview; in any order.
    fn bars(&self) -> Vec<Bar> {
        let bar = |tick: Tick| Bar {
            range: tick.position..tick.position,
            color: tick.color,
        };
        self.ticks().into_iter().map(bar).collect()
    }
}

/// Identity of a mark, stable over frames.
pub type MarkId = SmolStr;

/// A record painted over the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub id: MarkId,
    /// In document order.
    pub fragments: Vec<Range<usize>>,
    pub color: Color32,
    pub pattern: Pattern,
    /// Short words under the first line of the mark.
    pub tag: String,
    /// Accessible name; empty where `MarkSource::name` makes it when it is asked for.
    pub name: String,
    /// Answers are missing: the line ends open and the tag carries a question mark.
    pub incomplete: bool,
    /// Initial of the annotator it belongs to, when that is somebody else: thin line.
    pub foreign: Option<char>,
    /// Proposed by the program and not yet accepted: dashed and greyed.
    pub suggestion: bool,
}

/// What the card of a mark says, in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    pub label: String,
    pub color: Color32,
    /// Questions with their answers.
    pub answers: Vec<(String, Answer)>,
    pub note: String,
    /// Names of links with what they lead to, or come from.
    pub links: Vec<(String, String)>,
    /// Who made the record, and when.
    pub who: String,
}

/// An answer on a card.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Given(String),
    /// The question waits; these words say so.
    Missing(String),
}

/// A place with a mark, along the scroll bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    pub position: usize,
    pub color: Color32,
}

/// The extent of a mark, in the overview.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub range: Range<usize>,
    pub color: Color32,
}

/// Where one is in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The paragraph at the top of the view, and how many there are.
    pub paragraph: usize,
    pub paragraphs: usize,
    /// How much of the text is above the lower edge of the view.
    pub percent: u8,
}

/// The unit the keyboard is at, or the selection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cursor {
    /// May be empty: then only the caret is drawn.
    pub range: Range<usize>,
    /// The end that moves: where the caret stands.
    pub head: usize,
    /// Whether the text has the keyboard.
    pub visible: bool,
    /// The keyboard is elsewhere for now: the caret is drawn hollow.
    pub is_idle: bool,
    pub is_selection: bool,
}

/// A key cap over a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    pub mark: MarkId,
    pub letter: char,
}

/// A link drawn in the right margin.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkLine {
    pub from: MarkId,
    pub to: MarkId,
    pub from_range: Range<usize>,
    pub to_range: Range<usize>,
    pub name: String,
    pub color: Color32,
}

/// The reading face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    #[default]
    Serif,
    Sans,
    /// A family of the system, by name; where there is none of that name, the serif serves.
    Named(&'static str),
}

impl Face {
    /// The face of a family of the system. Each name is kept for good: there are only so many families.
    pub fn named(family: &str) -> Self {
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        let known = names.get(family).copied();
        Self::Named(known.unwrap_or_else(|| {
            let name: &'static str = Box::leak(Box::from(family));
            names.insert(name);
            name
        }))
    }
}

/// How the text is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    pub face: Face,
    /// Points, 14–28.
    pub size: f32,
    /// Line height as a multiple of the size, 1.75–2.0 leaves room for marks.
    pub line_height: f32,
    /// Characters in a line, 60–80.
    pub measure: f32,
    pub palette: Palette,
    /// Whether tags are shown under marks.
    pub has_tags: bool,
    /// What is numbered in the left margin.
    pub numbers: Numbers,
    /// Whether the whole text is shown small beside it, instead of the scroll bar.
    pub has_overview: bool,
    /// Whether a strip says what is read once the title is out of sight.
    pub has_running_head: bool,
}

impl Style {
    /// The house style on the given palette.
    pub fn new(palette: Palette) -> Self {
        Self {
            face: Face::Serif,
            size: 18.0,
            line_height: 2.0,
            measure: 68.0,
            palette,
            has_tags: true,
            numbers: Numbers::None,
            has_overview: false,
            has_running_head: true,
        }
    }
}

/// The few words the view shows or says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Strings<'a> {
    /// Accessible name of the whole text.
    pub document: &'a str,
    /// Accessible name of the scroll bar.
    pub scroll_bar: &'a str,
    /// The language of the text, as a code; empty where it is not known.
    pub language: &'a str,
    /// Accessible name of a hit of a search, from its index and the words around it; these words alone if none.
    pub hit: Option<fn(usize, &str) -> String>,
    /// Accessible name of the button that lists the records of a place, before their number.
    pub more: &'a str,
    /// After the title in the running head: who wrote it and when.
    pub running: &'a str,
    /// The words for where one is, in the running head.
    pub place: Option<fn(&Progress) -> String>,
    /// What a click on the running head does.
    pub to_start: &'a str,
}

/// What the analyst did in the view.
#[derive(Clone, Debug, PartialEq)]
pub enum TextEvent {
    /// The pointer goes over the text with the button held.
    Drag {
        /// From the pressed place to the pointer, in text order.
        raw: Range<usize>,
        /// The end under the pointer.
        head: usize,
        /// Alt is held: no snapping to words.
        by_character: bool,
        /// The button was released: make the selection.
        done: bool,
    },
    /// A click on the text. A double click comes after a single one, a triple one after both.
    Click {
        position: usize,
        /// Marks under the pointer: the one whose line or tag was hit first, then innermost first.
        marks: Vec<MarkId>,
        count: u8,
        /// Shift was held: the selection is to reach here.
        extend: bool,
    },
    /// Assistive technology asks for a selection, or with both ends at one place for the caret.
    Select { anchor: usize, head: usize },
    /// The other mouse button: a menu is wanted.
    Menu {
        position: usize,
        marks: Vec<MarkId>,
        at: Pos2,
    },
    /// An edge of the selected mark is dragged.
    Edge {
        mark: MarkId,
        fragment: usize,
        is_start: bool,
        position: usize,
        by_character: bool,
        done: bool,
    },
    /// A count of marks too deep to draw was clicked: all marks of this place are wanted in a list.
    More { range: Range<usize> },
    /// A hit of the search was chosen by name.
    Found { index: usize },
    /// A key cap was clicked.
    Hint { mark: MarkId },
    /// The text is zoomed to this size, in points.
    Zoom { size: f32 },
    /// The pointer has rested on a mark, or has left it.
    Hover { mark: Option<(MarkId, Rect)> },
}
