//! What was found in the text: a soft ground under each hit on screen, and where all hits are along the scroll bar.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::RectShape;
use egui::{Mesh, Rect, Shape, Stroke, StrokeKind, pos2};

use super::canvas::{Canvas, add_rect, snap_rect};
use super::column::Column;
use super::paint::Painting;
use super::scene::Scene;

/// Strength of the ground under a hit, and under the current one.
const GROUND: f32 = 0.17;
const CURRENT: f32 = 0.26;
/// Width of a tick, at the outer edge of the bar.
const TICK: f32 = 4.0;

/// Hits to paint, in order, apart from one another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found<'a> {
    pub hits: &'a [Range<usize>],
    /// Index of the hit one is at.
    pub current: Option<usize>,
    /// Changes whenever `hits` does.
    pub version: u64,
}

impl Found<'_> {
    /// The hits that touch a range, with their indices.
    pub fn touching(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Range<usize>)> {
        let first = self.hits.partition_point(|hit| hit.end <= range.start);
        let upto = self.hits.partition_point(|hit| hit.start < range.end);
        let hits = self.hits.iter().enumerate().take(upto);
        hits.skip(first)
    }
}

/// The ground under the hits on screen: under the letters, over the fills of marks.
pub fn under(canvas: &mut Canvas, painting: &Painting<'_>) {
    let (found, frame) = (&painting.page.scene.found, painting.page.frame);
    let accent = painting.palette().accent;
    for (index, hit) in found.touching(&frame.visible_bytes()) {
        let is_current = found.current == Some(index);
        let strength = if is_current { CURRENT } else { GROUND };
        for piece in frame.pieces(hit, true) {
            let rect = frame.fill(&piece);
            canvas.shape(Shape::rect_filled(
                rect,
                3.0,
                accent.gamma_multiply(strength),
            ));
            if is_current {
                let pen = Stroke::new(1.5, accent.gamma_multiply(0.8));
                canvas.shape(RectShape::stroke(rect, 3.0, pen, StrokeKind::Inside));
            }
        }
    }
}

/// The rows of pixels of the scroll bar that have a hit, until anything they depend on changes.
#[derive(Default)]
pub struct FoundTicks {
    key: Option<(u64, u32, u64)>,
    text: Option<Arc<str>>,
    /// Points from the top of the bar.
    rows: Vec<f32>,
}

impl FoundTicks {
    /// Paints them along a bar that stands for `total` points of the column.
    pub fn paint(
        &mut self,
        canvas: &mut Canvas,
        bar: Rect,
        total: f64,
        scene: &Scene<'_>,
        column: &Column,
    ) {
        self.update(bar.height(), total, scene, column);
        let accent = scene.style.palette.accent;
        let pixel = canvas.pixel();
        let tick = |y: f32, left: f32| {
            let rect = Rect::from_min_max(pos2(left, y - 1.0), pos2(bar.right(), y + 1.0));
            snap_rect(rect, 1.0 / pixel)
        };
        let mut mesh = Mesh::default();
        for y in &self.rows {
            let rect = tick(bar.top() + y, bar.right() - TICK);
            add_rect(&mut mesh, rect, accent.gamma_multiply(0.7));
        }
        let found = &scene.found;
        let current = found.current.and_then(|it| found.hits.get(it));
        if let Some(hit) = current {
            let y = bar.top() + height_of(column, hit.start, total) * bar.height();
            add_rect(&mut mesh, tick(y, bar.left()), accent);
        }
        if !mesh.is_empty() {
            canvas.shape(Shape::mesh(mesh));
        }
    }

    fn update(&mut self, bar: f32, total: f64, scene: &Scene<'_>, column: &Column) {
        // As with marks: what moves a tick by less than half a point is not worth placing anew.
        let grain = (total / f64::from(bar.max(1.0)) / 2.0).max(1.0);
        let key = (scene.found.version, bar.to_bits(), (total / grain) as u64);
        let is_same_text = self
            .text
            .as_ref()
            .is_some_and(|it| Arc::ptr_eq(it, scene.text));
        if is_same_text && self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.text = Some(Arc::clone(scene.text));
        self.rows = rows(scene.found.hits, bar, total, column);
    }
}

/// From row to row, not from hit to hit: there may be a million of them.
fn rows(hits: &[Range<usize>], bar: f32, total: f64, column: &Column) -> Vec<f32> {
    let mut rows: Vec<f32> = Vec::new();
    let mut next = 0;
    while let Some(hit) = hits.get(next) {
        let y = height_of(column, hit.start, total) * bar;
        let row = y.floor() + 0.5;
        rows.push(row);
        let below = f64::from((row + 0.5) / bar.max(1.0)) * total;
        let position = position_at(column, below).max(hit.start + 1);
        next += hits.get(next..).map_or(1, |rest| {
            rest.partition_point(|hit| hit.start < position).max(1)
        });
    }
    rows
}

/// How far down the column a byte is, 0–1.
fn height_of(column: &Column, position: usize, total: f64) -> f32 {
    let item = column.item_at(position);
    let shown = column.shown(item);
    let inside = position.saturating_sub(shown.start) as f64 / shown.len().max(1) as f64;
    let height = f64::from(column.heights().get(item));
    ((column.heights().top(item) + inside.min(1.0) * height) / total.max(1.0)) as f32
}

/// The byte about at a height of the column, in points.
fn position_at(column: &Column, y: f64) -> usize {
    let (item, inside) = column.heights().find(y);
    let shown = column.shown(item);
    let height = f64::from(column.heights().get(item)).max(1.0);
    let part = (inside / height).clamp(0.0, 1.0);
    shown.start + (part * shown.len() as f64) as usize
}
