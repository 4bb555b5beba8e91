//! The level parts of links: in the free space under the lines, off the lines of marks and the letters around.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::{Pos2, Rect, pos2, vec2};

use super::decor::Decor;
use super::frame::{Frame, LineKey, Piece};
use super::marks::Marks;
use super::page::Page;
use super::scene::MarkId;

/// From the mark to the line, so that the grip of a selected mark stays free.
const CLEAR: f32 = 7.0;
/// From the column to a line that has no room under the words.
const BESIDE: f32 = 5.0;
/// From the mark's end back under it, where a line rises to it.
const UNDER: f32 = 5.0;
/// Room for an arrow.
const ARROW: f32 = 12.0;
/// An end of a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// On screen.
    Here(Start),
    /// Past the upper edge, or the lower one.
    Above,
    Below,
}

/// Where a line begins or ends at a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// The near end of its level part: beside the mark or, where the lines leave no room, beside the column.
    pub at: Pos2,
    /// Height up to which it rises there to the mark, where a tag stands beside the mark.
    pub rises_to: Option<f32>,
}

impl Start {
    fn at(x: f32, y: f32) -> Self {
        Self {
            at: pos2(x, y),
            rises_to: None,
        }
    }
}

impl End {
    pub fn is_here(&self) -> bool {
        matches!(self, Self::Here(_))
    }
}

/// The height at which an end of a link is drawn.
pub fn height(frame: &Frame, end: &End) -> f32 {
    match end {
        End::Here(it) => it.at.y,
        End::Above => frame.clear().top() + 10.0,
        End::Below => frame.view.bottom() - 10.0,
    }
}

/// The level parts given away so far, by line.
pub struct Levels<'a> {
    frame: &'a Frame,
    decor: &'a Decor,
    marks: &'a Marks,
    taken: BTreeMap<LineKey, Vec<Taken<'a>>>,
}

/// A level part: whose it is, whether it arrives there, and where.
struct Taken<'a> {
    mark: &'a MarkId,
    arrives: bool,
    start: Start,
}

impl<'a> Levels<'a> {
    pub fn new(page: &Page<'a>) -> Self {
        Self {
            frame: page.frame,
            decor: page.decor,
            marks: page.marks,
            taken: BTreeMap::new(),
        }
    }

    /// The end of a link at a mark; links of one mark in one direction share it.
    pub fn end(
        &mut self,
        mark: &'a MarkId,
        range: &Range<usize>,
        arrives: bool,
        visible: &Range<usize>,
    ) -> End {
        if range.end <= visible.start {
            return End::Above;
        }
        if range.start >= visible.end {
            return End::Below;
        }
        let pieces = self.frame.pieces(range, true);
        let Some(piece) = pieces.iter().rfind(|piece| is_visible(self.frame, piece)) else {
            return End::Below;
        };
        let taken = self.taken.get(&piece.line).into_iter().flatten();
        let mut same = taken.filter(|it| it.mark == mark && it.arrives == arrives);
        if let Some(same) = same.next() {
            return End::Here(same.start);
        }
        let start = self.start(mark, piece);
        let taken = self.taken.entry(piece.line).or_default();
        taken.push(Taken {
            mark,
            arrives,
            start,
        });
        End::Here(start)
    }

    /// Where a new level part begins: at the mark if there is a height at which it meets no line and no letter.
    fn start(&self, mark: &MarkId, piece: &Piece) -> Start {
        let left = piece.right + CLEAR;
        let free = |left, clearance, keeps_off_tags| {
            self.heights(piece)
                .find(|y| self.is_free(piece.line, left, *y, clearance, keeps_off_tags))
        };
        if let Some(y) = free(left, 4.0, true) {
            return Start::at(left, y);
        }
        let under = piece.right - UNDER;
        if let Some(y) = free(under, 4.0, false).or_else(|| free(under, 2.5, false)) {
            // As low as can be, so that there is something to rise.
            let mut lower = self.heights(piece).filter(|it| *it > y).collect::<Vec<_>>();
            lower.sort_by(|a, b| b.total_cmp(a));
            let is_free = |it: &f32| self.is_free(piece.line, under, *it, 2.5, false);
            let lowest = lower.into_iter().find(is_free).unwrap_or(y);
            return self.start_by_tags(mark, piece, y, lowest);
        }
        let beside = self.frame.right.max(piece.right) + BESIDE;
        let y = free(beside, 1.5, false).or_else(|| self.heights(piece).next_back());
        Start::at(beside, y.unwrap_or(piece.baseline))
    }

    /// Where tags stand at the height of a level part, one beside the mark would hide its beginning: it begins
    /// under the mark then, or where the mark's own tag ends.
    fn start_by_tags(&self, mark: &MarkId, piece: &Piece, y: f32, lowest: f32) -> Start {
        let left = piece.right + CLEAR;
        let under = piece.right - UNDER;
        let here = |x: f32| {
            let mut tags = self.decor.tags.iter();
            tags.any(move |tag| {
                let rect = tag.rect.expand2(vec2(3.0, 1.0));
                rect.y_range().contains(y) && rect.left() < x + ARROW && x < rect.right()
            })
        };
        if !here(left) {
            return Start::at(left, y);
        }
        let mut strokes = self.decor.strokes_of(piece.line).iter();
        let own = strokes.find(|it| self.id_of(it.mark) == Some(mark));
        let foot = own.map_or(piece.baseline, |it| it.top + it.thickness) + 2.0;
        let is_covered = self.decor.tags.iter().any(|tag| {
            let rect = tag.rect.expand2(vec2(5.0, 1.0));
            rect.contains(pos2(under, lowest))
        });
        if !is_covered && lowest - foot >= 4.0 {
            return Start {
                at: pos2(under, lowest),
                rises_to: Some(foot),
            };
        }
        Start::at(self.past_tags(left, y), y)
    }

    fn id_of(&self, index: usize) -> Option<&'a MarkId> {
        self.marks.all.get(index).map(|it| &it.id)
    }

    /// Right of the tags that would hide the beginning of a level part.
    fn past_tags(&self, left: f32, y: f32) -> f32 {
        let mut tags: Vec<&Rect> = self.decor.tags.iter().map(|tag| &tag.rect).collect();
        tags.retain(|tag| tag.y_range().contains(y) && tag.right() > left);
        tags.sort_by(|a, b| a.left().total_cmp(&b.left()));
        tags.iter().fold(left, |left, tag| {
            if tag.left() < left + ARROW {
                tag.right() + CLEAR
            } else {
                left
            }
        })
    }

    /// The heights between the letters of a line and those of the next, best first.
    fn heights(&self, piece: &Piece) -> impl DoubleEndedIterator<Item = f32> + 'a {
        let frame = self.frame;
        let metrics = &frame.metrics;
        let (top, bottom) = band(frame, piece);
        let better = (top + metrics.size * 0.4).min(bottom);
        let (below, above) = (bottom - better, better - top);
        let steps = |height: f32| 0..=(height.max(0.0) as usize);
        let first = steps(below).map(move |i| better + i as f32);
        let then = steps(above).map(move |i| top + i as f32);
        first.chain(then).map(move |y| half_pixel(frame, y))
    }

    fn is_free(
        &self,
        line: LineKey,
        left: f32,
        y: f32,
        clearance: f32,
        keeps_off_tags: bool,
    ) -> bool {
        let right = self.frame.right.max(left);
        let strokes = self.decor.strokes_of(line).iter();
        let mut crossed = strokes.filter(|s| s.piece.left < right && left < s.piece.right);
        let meets = |top: f32, bottom: f32| top - clearance < y && y < bottom + clearance;
        let others = self.taken.get(&line).into_iter().flatten();
        let mut tags = self.decor.tags.iter();
        !crossed.any(|s| meets(s.top, s.top + s.thickness))
            && others
                .into_iter()
                .all(|it| (it.start.at.y - y).abs() >= clearance)
            && !(keeps_off_tags
                && tags.any(|tag| {
                    tag.rect.right() > left && tag.rect.top() <= y && y <= tag.rect.bottom()
                }))
    }
}

/// The free heights under a line: below its letters' feet, above the heads of the next line's.
pub fn band(frame: &Frame, piece: &Piece) -> (f32, f32) {
    let metrics = &frame.metrics;
    let top = piece.baseline + metrics.lanes_top();
    let next = frame.next_baseline(piece.line);
    let next = next.unwrap_or(piece.baseline + metrics.pitch);
    (top, (next - metrics.rise() - 1.0).max(top))
}

/// Where a line is crisp.
pub fn half_pixel(frame: &Frame, y: f32) -> f32 {
    let scale = frame.metrics.pixels_per_point;
    ((y * scale - 0.5).ceil() + 0.5) / scale
}

fn is_visible(frame: &Frame, piece: &Piece) -> bool {
    let y = piece.baseline;
    frame.clear().top() < y - frame.metrics.size * 0.5 && y + 4.0 < frame.view.bottom()
}
