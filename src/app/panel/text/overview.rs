//! The whole text small in the right margin: its lines as faint strokes, records in their colors at their places.
//!
//! Everything is gathered by rows of physical pixels into two meshes, kept until what they show changes: a frame only
//! paints them again, whatever the length of the text.

use std::sync::Arc;

use egui::epaint::RectShape;
use egui::{Color32, CornerRadius, Mesh, Rect, Shape, Stroke as Pen, StrokeKind, pos2, vec2};

use super::canvas::{Canvas, add_rect};
use super::column::Column;
use super::found::FoundTicks;
use super::scene::{Bar, Scene};
use super::scroll::Scroll;

/// Widest and narrowest, in points.
pub const WIDEST: f32 = 88.0;
pub const NARROWEST: f32 = 56.0;
/// Free space at its sides.
const SIDE: f32 = 12.0;
/// A line of the text is never shown higher than this, in points.
const LINE: f32 = 4.0;
/// The least height of the window, in points.
const LEAST: f32 = 12.0;
/// The least height of the bar of a record, in points.
const LEAST_BAR: f32 = 2.0;
/// A text longer than this, in bytes, shows its records a frame after its lines.
const LONG: usize = 1_000_000;
/// Strength of the strokes that stand for lines of text.
const INK: f32 = 0.26;

/// The overview and what it was made of.
#[derive(Default)]
pub struct Overview {
    /// Points from the top of the window to the pointer that drags it.
    grip: Option<f32>,
    ink: Option<(InkKey, Arc<Mesh>)>,
    bars: Option<(BarKey, Arc<Mesh>)>,
    found: FoundTicks,
    text: Option<Arc<str>>,
}

/// Where it is on screen, and how the column is mapped to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map {
    rect: Rect,
    /// Points here for a point of the column.
    scale: f64,
    pixel: f32,
    /// Height of the column, in points.
    total: f64,
}

#[derive(Clone, Copy, PartialEq)]
struct InkKey {
    rect: Rect,
    /// Estimates settle while scrolling: what moves the end by less than a point is not worth drawing anew.
    height: u32,
    pixel: f32,
    width: f32,
    pitch: f32,
    dark: bool,
}

#[derive(Clone, Copy, PartialEq)]
struct BarKey {
    ink: InkKey,
    revision: u64,
}

impl Map {
    /// The map of a column beside a view of the given height.
    pub fn new(rect: Rect, view: f32, column: &Column, pixels_per_point: f32) -> Self {
        let rect = rect.shrink2(vec2(SIDE, 0.0));
        let total = Scroll::range(column, f64::from(view)) + f64::from(view);
        let pitch = f64::from(column.metrics().pitch.max(1.0));
        let scale = (f64::from(rect.height()) / total.max(1.0)).min(f64::from(LINE) / pitch);
        Self {
            rect,
            scale,
            pixel: 1.0 / pixels_per_point,
            total,
        }
    }

    /// The part of it that stands for the whole column.
    fn whole(&self) -> Rect {
        let height = (self.total * self.scale) as f32;
        Rect::from_min_size(self.rect.min, vec2(self.rect.width() + SIDE / 2.0, height))
    }

    fn y(&self, height: f64) -> f32 {
        (height * self.scale) as f32
    }

    /// The part of the column that is on screen, `top` points down.
    fn window(&self, top: f64, view: f64) -> Rect {
        let height = self.y(view).max(LEAST).min(self.rect.height());
        let y = self.y(top).min(self.rect.height() - height).max(0.0);
        let wide = self.rect.expand2(vec2(SIDE - 4.0, 0.0));
        Rect::from_min_size(
            pos2(wide.left(), self.rect.top() + y),
            vec2(wide.width(), height),
        )
    }

    /// The height of the column that puts the top of the window at `y`.
    fn height_at(&self, y: f32) -> f64 {
        f64::from(y - self.rect.top()) / self.scale
    }
}

impl Overview {
    /// Where a press or a drag wants to go, as a height of the column.
    pub fn drag(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        map: &Map,
        top: f64,
        view: f64,
    ) -> Option<f64> {
        if !response.is_pointer_button_down_on() {
            self.grip = None;
            return None;
        }
        let pointer = response.interact_pointer_pos()?;
        let window = map.window(top, view);
        let is_press = ui.input(|input| input.pointer.primary_pressed());
        if is_press || self.grip.is_none() {
            let is_inside = window.contains(pointer);
            self.grip = Some(if is_inside {
                pointer.y - window.top()
            } else {
                window.height() / 2.0
            });
        }
        self.grip.map(|grip| map.height_at(pointer.y - grip))
    }

    /// Paints the map and the window over it. Answers whether the records are only there in the next frame.
    pub fn paint(
        &mut self,
        canvas: &mut Canvas,
        map: &Map,
        scene: &Scene<'_>,
        column: &Column,
        at: (f64, f64),
        is_hot: bool,
    ) -> bool {
        self.update(map, scene, column);
        let palette = &scene.style.palette;
        let strength = if is_hot { 0.10 } else { 0.05 };
        let window = map.window(at.0, at.1);
        let fill = palette.ink.gamma_multiply(strength);
        let pen = Pen::new(1.0, palette.line);
        let corners = CornerRadius::same(4);
        canvas.shape(RectShape::new(
            window,
            corners,
            fill,
            pen,
            StrokeKind::Inside,
        ));
        for mesh in [
            self.ink.as_ref().map(|it| &it.1),
            self.bars.as_ref().map(|it| &it.1),
        ] {
            if let Some(mesh) = mesh.filter(|mesh| !mesh.is_empty()) {
                canvas.shape(Shape::Mesh(Arc::clone(mesh)));
            }
        }
        self.found
            .paint(canvas, map.whole(), map.total, scene, column);
        self.bars.is_none()
    }

    fn update(&mut self, map: &Map, scene: &Scene<'_>, column: &Column) {
        if !self
            .text
            .as_ref()
            .is_some_and(|it| Arc::ptr_eq(it, scene.text))
        {
            *self = Self {
                grip: self.grip,
                text: Some(Arc::clone(scene.text)),
                ..Self::default()
            };
        }
        let metrics = column.metrics();
        let key = InkKey {
            rect: map.rect,
            height: (map.total * map.scale).round() as u32,
            pixel: map.pixel,
            width: metrics.width,
            pitch: metrics.pitch,
            dark: scene.style.palette.dark,
        };
        if self.ink.as_ref().is_none_or(|(known, _)| *known != key) {
            let color = scene.style.palette.secondary.gamma_multiply(INK);
            let is_first = self.ink.is_none();
            self.ink = Some((key, Arc::new(ink(map, column, color))));
            // Where a long text first shows, one frame would have to do too much.
            if is_first && scene.text.len() > LONG {
                return;
            }
        }
        let key = BarKey {
            ink: key,
            revision: scene.revision,
        };
        if self.bars.as_ref().is_none_or(|(known, _)| *known != key) {
            let bars = bars(map, column, scene.marks.bars());
            self.bars = Some((key, Arc::new(bars)));
        }
    }
}

/// A row of pixels: how much of its height is written on, and the widths of what is, weighted by height.
#[derive(Clone, Copy, Default)]
struct InkRow {
    covered: f32,
    width: f32,
}

/// The strokes of all lines.
fn ink(map: &Map, column: &Column, color: Color32) -> Mesh {
    let mut rows = vec![InkRow::default(); rows(map)];
    let pitch = column.metrics().pitch;
    let is_fine = map.y(f64::from(pitch)) >= 2.0 * map.pixel;
    let mut top = f64::from(column.heights().get(0));
    for item in 1..column.len() {
        let height = column.heights().get(item);
        let lines = Lines::of(column, item);
        if lines.count > 0.0 && is_fine {
            for line in 0..lines.count.ceil() as usize {
                let y = top + f64::from(line as f32 * pitch);
                let width = (lines.count - line as f32).min(1.0);
                add(
                    &mut rows,
                    map,
                    y + f64::from(pitch * 0.25),
                    f64::from(pitch * 0.5),
                    width,
                    1.0,
                );
            }
        } else if lines.count > 0.0 {
            let width = lines.count / lines.count.ceil();
            add(&mut rows, map, top, f64::from(height), width, 0.5);
        }
        top += f64::from(height);
    }
    let mut mesh = Mesh::default();
    for (i, row) in rows.iter().enumerate().filter(|(_, row)| row.covered > 0.0) {
        let width = map.rect.width() * row.width / row.covered;
        let strength = (row.covered / map.pixel).min(1.0);
        add_rect(
            &mut mesh,
            row_rect(map, i, 0.0, width),
            color.gamma_multiply(strength),
        );
    }
    mesh
}

/// Spreads a stroke over the rows it touches.
fn add(rows: &mut [InkRow], map: &Map, top: f64, height: f64, width: f32, density: f32) {
    let (top, bottom) = (map.y(top), map.y(top + height));
    let first = (top / map.pixel) as usize;
    let last = (bottom / map.pixel).ceil() as usize;
    let end = last.min(rows.len());
    for (i, row) in rows.iter_mut().enumerate().take(end).skip(first) {
        let row_top = i as f32 * map.pixel;
        let covered = (bottom.min(row_top + map.pixel) - top.max(row_top)).max(0.0) * density;
        row.covered += covered;
        row.width += covered * width;
    }
}

/// About how many lines an item has.
struct Lines {
    /// 2.4: two full ones and one not quite half full.
    count: f32,
}

impl Lines {
    fn of(column: &Column, item: usize) -> Self {
        let metrics = column.metrics();
        let in_line = (metrics.width / (metrics.size * 0.49)).max(1.0);
        let chars = column.block_of(item).map_or(0, |block| block.chars);
        let count = chars as f32 / in_line;
        // The height knows better how many there are; the characters, how full the last is.
        let most = (column.heights().get(item) / metrics.pitch)
            .floor()
            .max(1.0);
        Self {
            count: count.min(most),
        }
    }
}

/// Strokes of records in a row: one for each color, from left to right as parts of the width.
type BarRow = Vec<(Color32, f32, f32)>;

/// Colors told apart in one row.
const COLORS: usize = 6;

/// The bars of all records.
fn bars(map: &Map, column: &Column, mut bars: Vec<Bar>) -> Mesh {
    bars.sort_unstable_by_key(|bar| bar.range.start);
    let mut rows: Vec<BarRow> = vec![BarRow::new(); rows(map)];
    let mut walk = Walk::new(column);
    let stroke = map.y(f64::from(column.metrics().pitch * 0.5));
    let least = (LEAST_BAR / map.pixel).round();
    let thick = (stroke / map.pixel).round().max(least) as usize;
    for bar in bars {
        let (top, from) = walk.to(bar.range.start);
        let (bottom, to) = walk.ahead(bar.range.end.max(bar.range.start));
        let first = (map.y(top) / map.pixel) as usize;
        let last = ((map.y(bottom) / map.pixel) as usize).max(first);
        for (i, row) in rows.iter_mut().enumerate().take(last + thick).skip(first) {
            let left = if i < first + thick { from } else { 0.0 };
            let right = if i >= last { to } else { 1.0 };
            widen(row, bar.color, left, right);
        }
    }
    let mut mesh = Mesh::default();
    for (i, row) in rows.iter().enumerate() {
        for (color, left, right) in parted(row) {
            let width = map.rect.width();
            let right = (right * width).max(left * width + 3.0).min(width);
            let left = (left * width).min(width - 3.0);
            add_rect(
                &mut mesh,
                row_rect(map, i, left, right),
                color.gamma_multiply(0.85),
            );
        }
    }
    mesh
}

/// Adds a stroke to a row; strokes of one color become one.
fn widen(row: &mut BarRow, color: Color32, left: f32, right: f32) {
    let (left, right) = (left.min(right), right.max(left));
    if let Some(known) = row.iter_mut().find(|it| it.0 == color) {
        (known.1, known.2) = (known.1.min(left), known.2.max(right));
    } else if row.len() < COLORS {
        row.push((color, left, right));
    }
}

/// Strokes that lie over one another stand side by side instead.
fn parted(row: &BarRow) -> BarRow {
    let overlaps = |a: &(Color32, f32, f32), b: &(Color32, f32, f32)| a.1 < b.2 && b.1 < a.2;
    let is_clear = row
        .iter()
        .enumerate()
        .all(|(i, a)| row.iter().skip(i + 1).all(|b| !overlaps(a, b)));
    if is_clear {
        return row.clone();
    }
    let left = row.iter().map(|it| it.1).fold(1.0, f32::min);
    let right = row.iter().map(|it| it.2).fold(0.0, f32::max);
    let part = (right - left) / row.len() as f32;
    let place = |i: usize| (left + part * i as f32, left + part * (i + 1) as f32);
    row.iter()
        .enumerate()
        .map(|(i, it)| (it.0, place(i).0, place(i).1))
        .collect()
}

/// A walk down the column, from byte to byte in order.
#[derive(Clone, Copy)]
struct Walk<'a> {
    column: &'a Column,
    item: usize,
    top: f64,
}

impl<'a> Walk<'a> {
    fn new(column: &'a Column) -> Self {
        Self {
            column,
            item: 1,
            top: f64::from(column.heights().get(0)),
        }
    }

    /// Top of the line of a byte at or after the last one, and how far along the line it is, 0–1; about.
    fn to(&mut self, position: usize) -> (f64, f32) {
        let column = self.column;
        while column
            .block_of(self.item)
            .is_some_and(|it| it.bytes.end <= position && self.item + 1 < column.len())
        {
            self.top += f64::from(column.heights().get(self.item));
            self.item += 1;
        }
        self.here(position)
    }

    /// The same for a byte further on, without going there.
    fn ahead(&self, position: usize) -> (f64, f32) {
        let here = self.column.block_of(self.item);
        if here.is_none_or(|block| position < block.bytes.end) {
            return self.here(position);
        }
        let item = self.column.item_at(position);
        let top = self.column.heights().top(item);
        Self { item, top, ..*self }.here(position)
    }

    fn here(&self, position: usize) -> (f64, f32) {
        let column = self.column;
        let shown = column.shown(self.item);
        let inside = position.saturating_sub(shown.start).min(shown.len());
        let part = inside as f32 / shown.len().max(1) as f32;
        let lines = Lines::of(column, self.item).count * part;
        let pitch = column.metrics().pitch;
        let top = self.top + f64::from(lines.floor() * pitch + pitch * 0.25);
        (top, lines.fract())
    }
}

fn rows(map: &Map) -> usize {
    (map.rect.height() / map.pixel).ceil() as usize + 1
}

fn row_rect(map: &Map, row: usize, left: f32, right: f32) -> Rect {
    let top = (map.rect.top() / map.pixel).round() * map.pixel + row as f32 * map.pixel;
    let at = |x: f32| ((map.rect.left() + x) / map.pixel).round() * map.pixel;
    Rect::from_min_max(pos2(at(left), top), pos2(at(right), top + map.pixel))
}
