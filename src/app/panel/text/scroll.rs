//! Where the view stands in the column: an item and a distance into it, so that heights corrected elsewhere move nothing on screen.

use std::collections::HashMap;
use std::ops::Range;

use smol_str::SmolStr;

use super::anchor::Anchor;
use super::column::Column;

/// Free space under the last line of a text taller than the view, as a part of the view.
const BELOW: f64 = 0.25;
/// Seconds in which a glide loses two thirds of its way.
const GLIDE: f64 = 0.06;

/// The scroll position.
#[derive(Debug, Default)]
pub struct Scroll {
    /// The item at the top of the view.
    pub item: usize,
    /// Points from its top to the top of the view.
    pub offset: f64,
    /// Points still to go.
    glide: f64,
    wanted: Option<Range<usize>>,
    remembered: HashMap<SmolStr, Anchor>,
    /// Points at the top of the view that something may lie over.
    pub inset: f64,
    /// The line that was last kept in place, and where it was asked for, until the view is moved.
    held: Option<(Anchor, Option<f64>)>,
}

impl Scroll {
    /// Moves at once.
    pub fn by(&mut self, points: f64) {
        self.glide = 0.0;
        self.offset += points;
        self.held = None;
    }

    /// Moves smoothly.
    pub fn glide_by(&mut self, points: f64) {
        self.glide += points;
    }

    /// Asks for a range to be brought into view in the next frame.
    pub fn reveal(&mut self, range: Range<usize>) {
        self.wanted = Some(range);
    }

    /// Goes to a height of the whole column.
    pub fn jump(&mut self, column: &Column, y: f64) {
        (self.glide, self.held) = (0.0, None);
        (self.item, self.offset) = column.heights().find(y.max(0.0));
    }

    /// Height of the column above the view.
    pub fn top(&self, column: &Column) -> f64 {
        column.heights().top(self.item) + self.offset
    }

    /// How far the view can go, in points.
    pub fn range(column: &Column, view: f64) -> f64 {
        let total = column.heights().total();
        (total + below(total, view) - view).max(0.0)
    }

    /// Moves on by `seconds` of the glide under way. Returns whether more is to come.
    pub fn advance(&mut self, seconds: f64, is_smooth: bool) -> bool {
        let step = if is_smooth && self.glide.abs() > 0.5 {
            self.glide * (1.0 - (-seconds / GLIDE).exp())
        } else {
            self.glide
        };
        self.glide -= step;
        self.offset += step;
        if step != 0.0 {
            self.held = None;
        }
        self.glide != 0.0
    }

    /// Brings what was asked for into view: by a short glide when it is near, else at a third of the height.
    pub fn follow(&mut self, column: &mut Column, view: f64) {
        let Some(range) = self.wanted.take() else {
            return;
        };
        let (first, last) = (column.item_at(range.start), column.item_at(range.end));
        let is_near = |item: usize| item.abs_diff(self.item) < 60;
        let (start, _) = line_at(column, first, range.start);
        if !is_near(first) || !is_near(last) {
            (self.glide, self.held) = (0.0, None);
            (self.item, self.offset) = (first, start - view / 3.0);
            return;
        }
        for item in self.item.min(first)..=self.item.max(last) {
            column.measure(item);
        }
        let here = self.top(column) + self.glide;
        let start = column.heights().top(first) + start - here;
        let end = column.heights().top(last) + line_at(column, last, range.end).1 - here;
        let margin = (f64::from(column.metrics().pitch) * 1.5).min(view / 4.0);
        let top = self.inset + margin;
        let way = if start < top || end - start > view - top - margin {
            start - top
        } else {
            (end - (view - margin)).max(0.0)
        };
        if way.abs() < view * 1.2 {
            self.glide += way;
        } else {
            self.by(self.glide + way - view / 3.0 + top);
        }
    }

    /// Brings the position into bounds, measuring what lies on the way.
    pub fn settle(&mut self, column: &mut Column, view: f64) {
        self.normalise(column);
        let mut bottom = -self.offset;
        let mut item = self.item;
        while item < column.len() && bottom < view {
            bottom += f64::from(column.measure(item));
            item += 1;
        }
        let below = below(column.heights().total(), view);
        let missing = view - below - bottom;
        if item == column.len() && missing > 0.0 {
            self.offset -= missing;
            self.glide = self.glide.min(0.0);
            self.normalise(column);
        }
    }

    /// Where the view stands, to come back to: its first whole line.
    pub fn anchor(&self, column: &mut Column) -> Anchor {
        match self.held {
            Some((anchor, None)) => anchor,
            _ if self.shows_header(column) => Anchor::of_header(self),
            _ => {
                let metrics = column.metrics();
                let letters = f64::from(metrics.rise() + metrics.fall());
                Anchor::at(self, column, self.inset + letters)
            }
        }
    }

    fn shows_header(&self, column: &Column) -> bool {
        let rest = f64::from(column.heights().get(0)) - self.offset;
        self.item == 0 && rest > self.inset
    }

    /// The line at `y` points below the top of the view. As long as the view is not moved, it is the same one at every
    /// size.
    pub fn anchor_at(&self, column: &mut Column, y: f64) -> Anchor {
        match self.held {
            Some((anchor, Some(at))) if (at - y).abs() < 0.5 => anchor,
            _ => Anchor::at(self, column, y),
        }
    }

    /// Goes back to where the view stood.
    pub fn restore(&mut self, column: &mut Column, anchor: Anchor) {
        (self.glide, self.held) = (0.0, None);
        (self.item, self.offset) = anchor.place(column);
    }

    /// Goes on holding this line while sizes change: the one at `y` points, or the first whole one.
    pub fn hold(&mut self, anchor: Anchor, y: Option<f64>) {
        self.held = Some((anchor, y));
    }

    /// To the start of the text: smoothly from near, else at once.
    pub fn to_start(&mut self, column: &Column) {
        let way = self.top(column);
        if self.item < 60 {
            self.glide = -way;
        } else {
            self.jump(column, 0.0);
        }
    }

    /// Leaves one document for another: remembers this place and finds the other's.
    pub fn remember(&mut self, document: &str, anchor: Anchor) {
        self.remembered.insert(document.into(), anchor);
    }

    pub fn remembered(&self, document: &str) -> Anchor {
        self.remembered.get(document).copied().unwrap_or_default()
    }

    /// Brings the distance into the item, walking over items as needed.
    fn normalise(&mut self, column: &mut Column) {
        self.item = self.item.min(column.len() - 1);
        loop {
            let height = f64::from(column.measure(self.item));
            if self.offset < 0.0 && self.item > 0 {
                self.item -= 1;
                self.offset += f64::from(column.measure(self.item));
            } else if self.offset >= height && self.item + 1 < column.len() {
                self.offset -= height;
                self.item += 1;
            } else {
                break;
            }
        }
        if self.item == 0 && self.offset < 0.0 {
            self.offset = 0.0;
            self.glide = self.glide.max(0.0);
        }
    }
}

/// Top and bottom of the line of a byte, in points from the top of its item.
fn line_at(column: &mut Column, item: usize, position: usize) -> (f64, f64) {
    let shown = column.shown(item);
    let typeset = column.lay(item);
    let inside = position.clamp(shown.start, shown.end) - shown.start;
    let line = typeset.laid.place(inside).line;
    let found = typeset.laid.lines.get(line);
    found.map_or((0.0, 0.0), |line| {
        (f64::from(line.top), f64::from(line.bottom))
    })
}

fn below(total: f64, view: f64) -> f64 {
    if total > view { view * BELOW } else { 0.0 }
}
