//! What is on screen in one frame, and the questions that only need that: what is where, what is under the pointer.

use std::ops::Range;
use std::rc::Rc;

use egui::{Pos2, Rect, pos2};

use super::canvas::{Typeset, snap};
use super::column::{Column, Metrics};
use super::scroll::Scroll;

/// The visible part of the column, placed.
#[derive(Clone)]
pub struct Frame {
    /// Where text is shown.
    pub view: Rect,
    /// Points at the top of it that the running head covers.
    pub inset: f32,
    /// Points left of the column that numbers take.
    pub gutter: f32,
    /// Left edge of the column.
    pub left: f32,
    /// Right edge of the column.
    pub right: f32,
    /// Top of the header, while it is on screen.
    pub header: Option<f32>,
    pub shown: Vec<Shown>,
    pub metrics: Metrics,
}

/// A visible block.
#[derive(Clone)]
pub struct Shown {
    pub item: usize,
    pub top: f32,
    pub bottom: f32,
    /// Bytes of the text that are shown.
    pub bytes: Range<usize>,
    /// The same with the line end.
    pub whole: Range<usize>,
    pub typeset: Rc<Typeset>,
}

/// A visible line: index into `Frame::shown`, index of the line in it.
pub type LineKey = (usize, usize);

/// A part of a visible line that a range covers, on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    pub line: LineKey,
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
}

/// The bytes of a visible line that a range covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub line: LineKey,
    pub baseline: f32,
    pub bytes: Range<usize>,
}

impl Frame {
    /// Places what the scroll position shows.
    pub fn new(column: &mut Column, scroll: &Scroll, view: Rect, left: f32) -> Self {
        let metrics = *column.metrics();
        let scale = metrics.pixels_per_point;
        let mut frame = Self {
            view,
            inset: 0.0,
            gutter: 0.0,
            left: snap(left, scale),
            right: snap(left, scale) + metrics.width,
            header: None,
            shown: Vec::new(),
            metrics,
        };
        let mut top = snap(view.top() - scroll.offset as f32, scale);
        for item in scroll.item..column.len() {
            if top >= view.bottom() {
                break;
            }
            let bottom = top + column.measure(item);
            if item == 0 {
                frame.header = Some(top);
            } else {
                frame.shown.push(Shown {
                    item,
                    top,
                    bottom,
                    bytes: column.shown(item),
                    whole: column
                        .block_of(item)
                        .map_or(0..0, |block| block.bytes.clone()),
                    typeset: column.lay(item),
                });
            }
            top = bottom;
        }
        frame
    }

    /// Bytes of the text on screen, whole blocks.
    pub fn bytes(&self) -> Range<usize> {
        let start = self.shown.first().map_or(0, |shown| shown.bytes.start);
        let end = self.shown.last().map_or(start, |shown| shown.bytes.end);
        start..end
    }

    /// The part of the view that nothing lies over.
    pub fn clear(&self) -> Rect {
        let mut clear = self.view;
        clear.min.y += self.inset;
        clear
    }

    /// Bytes of the lines on screen.
    pub fn visible_bytes(&self) -> Range<usize> {
        let mut lines = self.lines().filter(|(_, top, bottom, _)| {
            *bottom > self.clear().top() + 1.0 && *top < self.view.bottom() - 1.0
        });
        let Some((_, _, _, first)) = lines.next() else {
            return 0..0;
        };
        let last = lines.last().map_or(first.end, |(_, _, _, bytes)| bytes.end);
        first.start..last
    }

    /// The grapheme boundary nearest to a point.
    pub fn hit(&self, point: Pos2) -> usize {
        let under = self.shown.partition_point(|shown| shown.bottom <= point.y);
        let Some(shown) = self.shown.get(under).or(self.shown.last()) else {
            return 0;
        };
        let x = point.x - self.left;
        shown.bytes.start + shown.typeset.laid.hit(x, point.y - shown.top)
    }

    /// Whether a point is where a press begins a selection: over the column, or just beside it.
    pub fn is_beside_text(&self, point: Pos2) -> bool {
        let near = self.metrics.size / 2.0;
        self.left - near <= point.x && point.x <= self.right + near
    }

    /// Where the caret stands before a byte: on the baseline. Nothing when it is not on screen.
    pub fn caret(&self, position: usize) -> Option<Pos2> {
        let shown = self.shown_at(position, false)?;
        let place = shown.typeset.laid.place(inside(shown, position));
        self.point(shown, place)
    }

    /// Where a range that ends before a byte ends.
    pub fn caret_of_end(&self, position: usize) -> Option<Pos2> {
        let shown = self.shown_at(position, true)?;
        let place = shown.typeset.laid.place_of_end(inside(shown, position));
        self.point(shown, place)
    }

    /// The parts of visible lines that a range covers. With `inked`, blanks past the end of a line are left out;
    /// without, a selected line end shows as a little space.
    pub fn pieces(&self, range: &Range<usize>, inked: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let first = self.shown.partition_point(|s| s.bytes.end < range.start);
        for (index, shown) in self.shown.iter().enumerate().skip(first) {
            if shown.bytes.start >= range.end
                && !(shown.bytes.start == range.end && range.is_empty())
            {
                break;
            }
            self.pieces_of(index, shown, range, inked, &mut pieces);
        }
        pieces
    }

    /// The lines that a range covers bytes of, without asking where these stand in them.
    pub fn parts(&self, range: &Range<usize>) -> impl Iterator<Item = Part> + '_ {
        let range = range.clone();
        let first = self.shown.partition_point(|s| s.bytes.end <= range.start);
        let end = range.end;
        let shown = self.shown.iter().enumerate().skip(first);
        let shown = shown.take_while(move |(_, it)| it.bytes.start < end);
        shown.flat_map(move |(index, shown)| {
            let start = shown.bytes.start;
            let lines = &shown.typeset.laid.lines;
            let first = lines.partition_point(|it| start + it.bytes.end <= range.start);
            let lines = lines.iter().enumerate().skip(first);
            let lines = lines.take_while(move |(_, it)| start + it.bytes.start < end);
            let from = range.start;
            lines.map(move |(line, it)| Part {
                line: (index, line),
                baseline: shown.top + it.baseline,
                bytes: from.max(start + it.bytes.start)..end.min(start + it.bytes.end),
            })
        })
    }

    /// Whether a line is on screen, or just beside it.
    pub fn is_near(&self, baseline: f32) -> bool {
        let pitch = self.metrics.pitch;
        self.view.top() - pitch < baseline && baseline < self.view.bottom() + pitch
    }

    /// The box around a piece that fills, outlines and the pointer use.
    pub fn fill(&self, piece: &Piece) -> Rect {
        Rect::from_min_max(
            pos2(piece.left, piece.baseline - self.metrics.rise()),
            pos2(piece.right, piece.baseline + self.metrics.fall()),
        )
    }

    /// The baseline of the line after this one, if it is on screen.
    pub fn next_baseline(&self, (index, line): LineKey) -> Option<f32> {
        let shown = self.shown.get(index)?;
        if let Some(next) = shown.typeset.laid.lines.get(line + 1) {
            return Some(shown.top + next.baseline);
        }
        let later = self.shown.get(index + 1..)?.iter();
        later
            .filter(|shown| !shown.bytes.is_empty())
            .find_map(|shown| Some(shown.top + shown.typeset.laid.lines.first()?.baseline))
    }

    fn pieces_of(
        &self,
        index: usize,
        shown: &Shown,
        range: &Range<usize>,
        inked: bool,
        out: &mut Vec<Piece>,
    ) {
        let start = range.start.max(shown.bytes.start) - shown.bytes.start;
        let end = range
            .end
            .min(shown.bytes.end)
            .saturating_sub(shown.bytes.start);
        let laid = &shown.typeset.laid;
        for stretch in laid.stretches(&(start..end), inked) {
            let Some(line) = laid.lines.get(stretch.line) else {
                continue;
            };
            out.push(Piece {
                line: (index, stretch.line),
                left: self.left + stretch.left,
                right: self.left + stretch.right,
                baseline: shown.top + line.baseline,
            });
        }
        let takes_line_end = range.start <= shown.bytes.end && range.end > shown.bytes.end;
        if let (false, true, Some(line)) = (inked, takes_line_end, laid.lines.last()) {
            let is_blank = shown.bytes.is_empty();
            let height = shown.bottom - shown.top;
            let baseline = if is_blank {
                height * 0.75
            } else {
                line.baseline
            };
            out.push(Piece {
                line: (index, laid.lines.len() - 1),
                left: self.left + line.right,
                right: self.left + line.right + self.metrics.size * 0.3,
                baseline: shown.top + baseline,
            });
        }
    }

    /// All lines: key, top, bottom, bytes of the text.
    fn lines(&self) -> impl Iterator<Item = (LineKey, f32, f32, Range<usize>)> + '_ {
        self.shown.iter().enumerate().flat_map(|(index, shown)| {
            let lines = shown.typeset.laid.lines.iter().enumerate();
            lines.map(move |(line, l)| {
                let start = shown.bytes.start;
                let bytes = start + l.bytes.start..start + l.bytes.end.min(shown.bytes.len());
                (
                    (index, line),
                    shown.top + l.top,
                    shown.top + l.bottom,
                    bytes,
                )
            })
        })
    }

    /// The visible block that holds a byte; of two that meet there, the later one, or with `is_end` the earlier one.
    fn shown_at(&self, position: usize, is_end: bool) -> Option<&Shown> {
        let starts_before =
            |s: &Shown| s.whole.start < position || (!is_end && s.whole.start == position);
        let after = self.shown.partition_point(starts_before);
        let found = match after.checked_sub(1) {
            Some(at) => self.shown.get(at),
            None => self
                .shown
                .first()
                .filter(|first| first.whole.start == position),
        };
        found.filter(|shown| position <= shown.whole.end)
    }

    fn point(&self, shown: &Shown, place: super::place::Place) -> Option<Pos2> {
        let line = shown.typeset.laid.lines.get(place.line)?;
        Some(pos2(self.left + place.x, shown.top + line.baseline))
    }
}

/// A byte of the text as a byte of a block.
fn inside(shown: &Shown, position: usize) -> usize {
    position.clamp(shown.bytes.start, shown.bytes.end) - shown.bytes.start
}
