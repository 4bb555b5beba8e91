//! Short names under marks: below all lanes there, only where they fit.

use std::collections::BTreeMap;
use std::rc::Rc;

use egui::{Rect, pos2};

use super::canvas::Typeset;
use super::column::{Column, Metrics};
use super::decor::{Decor, Stroke};
use super::frame::{Frame, LineKey};
use super::marks::Marks;
use super::scene::Mark;

/// Between two tags of a line.
const APART: f32 = 8.0;
/// How far a tag may go past the column.
const OVERHANG: f32 = 14.0;
/// A tag that had to move right stays at least this much under its own line.
const UNDER: f32 = 40.0;
/// Between regular, 400, and semibold, 600.
pub const WEIGHT: f32 = 450.0;

/// A name placed.
pub struct Tag {
    pub mark: usize,
    pub rect: Rect,
    pub label: Rc<Typeset>,
}

/// Places the tags of all marks that begin on screen.
pub fn place(frame: &Frame, decor: &Decor, marks: &Marks, column: &mut Column) -> Vec<Tag> {
    let mut tags = Vec::new();
    for (line, strokes) in lines(frame, decor, marks, column) {
        let mut free = f32::MIN;
        for (order, stroke) in strokes.iter().enumerate() {
            let Some(mark) = marks.all.get(stroke.mark) else {
                continue;
            };
            let left = stroke.piece.left.max(free);
            if left > stroke.piece.left && left > stroke.piece.right - UNDER {
                continue;
            }
            let next = strokes
                .iter()
                .skip(order + 1)
                .find(|s| s.piece.left > left + 24.0);
            let end = next.map_or(frame.right + OVERHANG, |s| s.piece.left - APART);
            let label = column.label_within(&words(mark), size(&frame.metrics), WEIGHT, end - left);
            let placed = label.and_then(|label| {
                let rect = rect(frame, decor, line, stroke.piece.baseline, left, &label)?;
                Some((label, rect))
            });
            if let Some((label, rect)) = placed {
                free = rect.right() + APART;
                tags.push(Tag {
                    mark: stroke.mark,
                    rect,
                    label,
                });
            }
        }
    }
    tags
}

/// The strokes to be named, by line: the first of each mark, or the second where only that leaves room.
fn lines<'a>(
    frame: &Frame,
    decor: &'a Decor,
    marks: &Marks,
    column: &mut Column,
) -> BTreeMap<LineKey, Vec<&'a Stroke>> {
    let mut lines: BTreeMap<LineKey, Vec<&Stroke>> = BTreeMap::new();
    for stroke in decor.strokes.iter().filter(|s| s.starts && s.fragment == 0) {
        let Some(mark) = marks
            .all
            .get(stroke.mark)
            .filter(|mark| !mark.tag.is_empty())
        else {
            continue;
        };
        let width = column
            .label(&words(mark), size(&frame.metrics), WEIGHT)
            .width();
        let has_room = stroke.piece.left + width <= frame.right + OVERHANG;
        let next = if has_room {
            None
        } else {
            continuation(decor, stroke)
        };
        let chosen = next.unwrap_or(stroke);
        lines.entry(chosen.piece.line).or_default().push(chosen);
    }
    for strokes in lines.values_mut() {
        strokes.sort_by(|a, b| {
            let by_left = a.piece.left.total_cmp(&b.piece.left);
            by_left.then(a.lane.cmp(&b.lane))
        });
    }
    lines
}

/// The same fragment on the next line.
fn continuation<'a>(decor: &'a Decor, stroke: &Stroke) -> Option<&'a Stroke> {
    let (block, line) = stroke.piece.line;
    let next = decor.strokes_of((block, line + 1)).iter();
    next.clone()
        .find(|s| s.mark == stroke.mark && s.fragment == stroke.fragment)
}

/// Where a tag would stand; nothing when it would run into the letters of the next line.
fn rect(
    frame: &Frame,
    decor: &Decor,
    line: LineKey,
    baseline: f32,
    left: f32,
    label: &Typeset,
) -> Option<Rect> {
    let right = left + label.width();
    let size = size(&frame.metrics);
    let (pitch, thickness) = decor.spacing(frame, line);
    let deepest = decor.deepest(line, left, right);
    let lanes = deepest.saturating_sub(1) as f32 * pitch + thickness;
    let foot = baseline + frame.metrics.lanes_top() + lanes + size * 0.76;
    let next = frame.next_baseline(line);
    let letters = next.map_or(f32::MAX, |next| next - frame.metrics.size * 0.74);
    let air = letters - foot - size * 0.24;
    let foot = foot + air.clamp(0.5, 2.0);
    let fits = foot <= letters;
    fits.then(|| {
        Rect::from_min_max(
            pos2(left, foot - size * 0.8),
            pos2(right, foot + size * 0.24),
        )
    })
}

fn words(mark: &Mark) -> String {
    let initial = mark.foreign.map_or(String::new(), |c| format!("{c} · "));
    let open = if mark.incomplete { " ?" } else { "" };
    format!("{initial}{}{open}", mark.tag)
}

/// Points; smaller where lines stand close.
pub fn size(metrics: &Metrics) -> f32 {
    if metrics.pitch >= 34.0 { 11.0 } else { 10.0 }
}
