//! All that is on screen in one frame, read-only: for those who paint it, name it, or ask what is under the pointer.

use egui::{Pos2, Rect};

use super::decor::Decor;
use super::frame::Frame;
use super::lanes::hull;
use super::marks::Marks;
use super::scene::{Mark, MarkId, Scene};

/// The visible text with its marks.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub scene: &'a Scene<'a>,
    pub frame: &'a Frame,
    pub decor: &'a Decor,
    pub marks: &'a Marks,
}

impl<'a> Page<'a> {
    pub fn mark(&self, index: usize) -> Option<&'a Mark> {
        self.marks.all.get(index)
    }

    /// The boxes of a mark on screen: one for each line it is on, or the bar of a zone.
    pub fn boxes(&self, mark: usize) -> impl Iterator<Item = Rect> + '_ {
        let strokes = self.decor.strokes.iter().filter(move |s| s.mark == mark);
        let zones = self.decor.zones.iter().filter(move |z| z.mark == mark);
        let fills = strokes.map(|stroke| self.frame.fill(&stroke.piece));
        fills.chain(zones.map(|zone| zone.rect))
    }

    /// The box of a mark that is nearest to a point.
    pub fn nearest_box(&self, mark: usize, point: Pos2) -> Option<Rect> {
        let distance = |rect: &Rect| rect.distance_to_pos(point);
        self.boxes(mark)
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The marks under a point: the one whose tag or line is hit first, then innermost first, those of others
    /// after one's own, zones last.
    pub fn under(&self, point: Pos2) -> Vec<usize> {
        let mut found: Vec<(Rank, bool, usize, usize)> = Vec::new();
        let mut add = |rank: Rank, index: usize| {
            let Some(mark) = self.mark(index) else { return };
            let length = hull(&mark.fragments).len();
            found.push((rank, mark.foreign.is_some(), length, index));
        };
        for tag in self
            .decor
            .tags
            .iter()
            .filter(|tag| tag.rect.contains(point))
        {
            add(Rank::Tag, tag.mark);
        }
        for stroke in &self.decor.strokes {
            let fill = self.frame.fill(&stroke.piece);
            let foot = stroke.top + stroke.thickness + 1.5;
            let is_beside = point.x < fill.left() || fill.right() < point.x;
            if is_beside || point.y < fill.top() || foot.max(fill.bottom()) < point.y {
                continue;
            }
            let is_line = stroke.top - 1.0 <= point.y && point.y <= foot;
            add(if is_line { Rank::Line } else { Rank::Fill }, stroke.mark);
        }
        for zone in self
            .decor
            .zones
            .iter()
            .filter(|z| z.rect.expand(4.0).contains(point))
        {
            add(Rank::Zone, zone.mark);
        }
        found.sort_unstable();
        let mut marks: Vec<usize> = Vec::new();
        for (.., mark) in found {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        marks
    }

    /// The same by identity.
    pub fn ids_under(&self, point: Pos2) -> Vec<MarkId> {
        let marks = self.under(point).into_iter();
        marks
            .filter_map(|mark| Some(self.mark(mark)?.id.clone()))
            .collect()
    }
}

/// How surely a mark is meant by a point, surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Tag,
    Line,
    Fill,
    Zone,
}
