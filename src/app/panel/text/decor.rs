//! Where the parts of marks lie on screen: lines in lanes, tags, zones, counts of what is too deep to draw.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use egui::{Color32, Pos2, Rect, pos2};

use super::canvas::Typeset;
use super::column::Column;
use super::frame::{Frame, LineKey, Piece};
use super::lanes::DRAWN;
use super::marks::Marks;
use super::more::Count;
use super::scene::{Mark, Pattern, Style};
use super::tags::{self, Tag};

/// All decoration of one frame.
#[derive(Default)]
pub struct Decor {
    pub strokes: Vec<Stroke>,
    pub tags: Vec<Tag>,
    pub zones: Vec<Zone>,
    /// "+n" beside lines with more marks than can be drawn.
    pub counts: Vec<Count>,
    /// Lanes drawn in each line, and how many marks are too deep for it.
    lanes: BTreeMap<LineKey, Lanes>,
    /// Where the strokes of each line are: they are sorted by line.
    of_line: BTreeMap<LineKey, Range<usize>>,
}

/// A part of a mark on one line.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// Index into `Marks::all`.
    pub mark: usize,
    pub fragment: usize,
    pub piece: Piece,
    pub lane: usize,
    /// Top of the line drawn.
    pub top: f32,
    pub thickness: f32,
    /// Whether the fragment begins here, or ends here.
    pub starts: bool,
    pub ends: bool,
}

/// A bar in the left margin.
pub struct Zone {
    pub mark: usize,
    pub rect: Rect,
    /// Its name, right-aligned to the bar.
    pub label: Option<(Pos2, Rc<Typeset>)>,
}

#[derive(Clone, Debug, Default)]
struct Lanes {
    depth: usize,
    hidden: usize,
    /// Bytes of the line that the hidden marks cover, and its baseline; where there are any.
    deep: Option<(Range<usize>, f32)>,
}

impl Lanes {
    /// Points from lane to lane and the thickness of a line, so that all lanes stay above the next line's letters.
    fn spacing(&self, frame: &Frame) -> (f32, f32) {
        let metrics = &frame.metrics;
        let room = metrics.pitch - metrics.lanes_top() - metrics.size * 0.55;
        let depth = self.depth.clamp(1, DRAWN) as f32;
        let fitting = [(4.0, 2.0), (3.0, 2.0)];
        let found = fitting.into_iter().find(|(pitch, _)| depth * pitch <= room);
        found.unwrap_or((2.0, 1.0))
    }
}

impl Decor {
    /// Finds the place of everything.
    pub fn new(frame: &Frame, marks: &Marks, style: &Style, column: &mut Column) -> Self {
        let mut decor = Self::default();
        for (index, mark) in marks.all.iter().enumerate() {
            let lane = marks.lanes.get(index).copied().unwrap_or(0);
            if mark.pattern == Pattern::Margin {
                decor.add_zone(frame, index, mark, lane);
            } else if lane < DRAWN {
                decor.add_strokes(frame, index, mark, lane);
            } else {
                decor.count(frame, mark);
            }
        }
        decor.name_zones(frame, marks, column);
        decor.stack(frame);
        decor.add_counts(frame, column);
        decor.sort();
        if style.has_tags {
            decor.tags = tags::place(frame, &decor, marks, column);
        }
        decor
    }

    /// Points from lane to lane of a line, and the thickness of its strokes.
    pub fn spacing(&self, frame: &Frame, line: LineKey) -> (f32, f32) {
        self.lanes
            .get(&line)
            .map_or_else(|| Lanes::default().spacing(frame), |it| it.spacing(frame))
    }

    fn add_strokes(&mut self, frame: &Frame, index: usize, mark: &Mark, lane: usize) {
        for (fragment, range) in mark.fragments.iter().enumerate() {
            let pieces = frame.pieces(range, true);
            let last = pieces.len().saturating_sub(1);
            let shown = frame.bytes();
            for (i, piece) in pieces.into_iter().enumerate() {
                let lanes = self.lanes.entry(piece.line).or_default();
                lanes.depth = lanes.depth.max(lane + 1);
                self.strokes.push(Stroke {
                    mark: index,
                    fragment,
                    piece,
                    lane,
                    top: 0.0,
                    thickness: 0.0,
                    starts: i == 0 && range.start >= shown.start,
                    ends: i == last && range.end <= shown.end,
                });
            }
        }
    }

    /// Counts a mark that is too deep to draw in each line it covers, without asking where exactly.
    fn count(&mut self, frame: &Frame, mark: &Mark) {
        for range in &mark.fragments {
            for part in frame.parts(range) {
                let lanes = self.lanes.entry(part.line).or_default();
                lanes.hidden += 1;
                let (bytes, _) = lanes
                    .deep
                    .get_or_insert((part.bytes.clone(), part.baseline));
                *bytes = bytes.start.min(part.bytes.start)..bytes.end.max(part.bytes.end);
            }
        }
    }

    /// Gives every stroke its height, now that the depth of each line is known.
    fn stack(&mut self, frame: &Frame) {
        let none = Lanes::default();
        for stroke in &mut self.strokes {
            let lanes = self.lanes.get(&stroke.piece.line);
            let (pitch, thickness) = lanes.unwrap_or(&none).spacing(frame);
            stroke.top =
                stroke.piece.baseline + frame.metrics.lanes_top() + stroke.lane as f32 * pitch;
            stroke.thickness = thickness;
        }
        self.strokes
            .retain(|stroke| frame.is_near(stroke.piece.baseline));
    }

    fn add_zone(&mut self, frame: &Frame, index: usize, mark: &Mark, lane: usize) {
        let pieces: Vec<Piece> = mark
            .fragments
            .iter()
            .flat_map(|f| frame.pieces(f, false))
            .collect();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return;
        };
        let right = frame.left - 12.0 - lane as f32 * 6.0;
        let rect = Rect::from_min_max(
            pos2(right - 3.0, first.baseline - frame.metrics.size),
            pos2(right, last.baseline + frame.metrics.size * 0.35),
        );
        self.zones.push(Zone {
            mark: index,
            rect,
            label: None,
        });
    }

    /// Names zones at their first line, left of all bars there, where the margin has room and no other name is.
    fn name_zones(&mut self, frame: &Frame, marks: &Marks, column: &mut Column) {
        let bars: Vec<Rect> = self.zones.iter().map(|zone| zone.rect).collect();
        let mut last = f32::MIN;
        for zone in &mut self.zones {
            let Some(mark) = marks.all.get(zone.mark) else {
                continue;
            };
            let baseline = zone.rect.top() + frame.metrics.size;
            let there = bars.iter().filter(|bar| bar.y_range().contains(baseline));
            let free = zone.rect.left().min(frame.left - frame.gutter);
            let left = there.map(Rect::left).fold(free, f32::min);
            let room = left - frame.view.left() - 16.0;
            let label = column.label_within(&mark.tag, 11.0, 400.0, room.min(140.0));
            let Some(label) = label.filter(|_| room > 40.0 && baseline - last >= 14.0) else {
                continue;
            };
            last = baseline;
            zone.label = Some((pos2(left - 8.0 - label.width(), baseline), label));
        }
    }

    fn add_counts(&mut self, frame: &Frame, column: &mut Column) {
        for lanes in self.lanes.values() {
            let deep = lanes.deep.as_ref().filter(|it| frame.is_near(it.1));
            if let Some((bytes, baseline)) = deep {
                let count = Count::new(frame, *baseline, lanes.hidden, bytes.clone(), column);
                self.counts.push(count);
            }
        }
    }

    /// Lanes needed between two distances from the left.
    pub fn deepest(&self, line: LineKey, left: f32, right: f32) -> usize {
        let touching = self.touching(line, left, right);
        touching.map(|s| s.lane + 1).max().unwrap_or(0)
    }

    /// The strokes of one line, from left to right.
    pub fn strokes_of(&self, line: LineKey) -> &[Stroke] {
        let range = self.of_line.get(&line).cloned().unwrap_or_default();
        self.strokes.get(range).unwrap_or(&[])
    }

    fn touching(&self, line: LineKey, left: f32, right: f32) -> impl Iterator<Item = &Stroke> {
        let strokes = self.strokes_of(line).iter();
        strokes.filter(move |s| s.piece.left < right && left < s.piece.right)
    }

    fn sort(&mut self) {
        self.strokes.sort_by(|a, b| {
            let by_line = a.piece.line.cmp(&b.piece.line);
            by_line
                .then(a.piece.left.total_cmp(&b.piece.left))
                .then(a.lane.cmp(&b.lane))
        });
        for (index, stroke) in self.strokes.iter().enumerate() {
            let range = self
                .of_line
                .entry(stroke.piece.line)
                .or_insert(index..index);
            range.end = index + 1;
        }
    }
}

/// The color a mark is drawn in: greyed for a suggestion.
pub fn tint(mark: &Mark, style: &Style) -> Color32 {
    if mark.suggestion {
        mark.color.lerp_to_gamma(style.palette.secondary, 0.65)
    } else {
        mark.color
    }
}
