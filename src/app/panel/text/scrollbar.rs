//! The scroll bar, with a tick wherever there is a mark.

use std::sync::Arc;

use egui::{Color32, Id, Mesh, Rect, Response, Sense, Shape, Ui, pos2, vec2};

use super::canvas::{Canvas, add_rect, snap_rect};
use super::column::Column;
use super::found::FoundTicks;
use super::scene::{Scene, Tick};
use super::scroll::Scroll;

/// Width of the bar in points.
pub const WIDTH: f32 = 16.0;
const SHORTEST: f32 = 28.0;
/// Points around a tick that count as the tick.
const NEAR: f32 = 3.0;

#[derive(Default)]
pub struct ScrollBar {
    /// Points from the top of the thumb to the pointer that drags it.
    grip: Option<f32>,
    ticks: Ticks,
    found: FoundTicks,
}

/// The bar on screen and what it stands for.
pub struct Track {
    rect: Rect,
    /// Height of the view.
    view: f64,
    /// Height of the column above the view, and how much of it can be.
    top: f64,
    range: f64,
}

/// Where the pointer wants to go.
pub enum Goal {
    /// To a byte of the text.
    Position(usize),
    /// To a height of the column.
    Height(f64),
}

/// Ticks placed in a bar, until anything they depend on changes.
#[derive(Default)]
struct Ticks {
    text: Option<Arc<str>>,
    /// Revision and theme that the ticks were asked for at.
    asked_at: Option<(u64, bool)>,
    /// In the order of the text.
    all: Vec<Tick>,
    /// Height of the bar, and of the column in steps that matter.
    placed_for: Option<(u32, u64)>,
    /// Points from the top of the bar, the byte, the color.
    placed: Vec<(f32, usize, Color32)>,
}

impl Track {
    /// A bar beside a view of the given height.
    pub fn new(rect: Rect, view: f32, scroll: &Scroll, column: &Column) -> Self {
        let view = f64::from(view);
        Self {
            rect,
            view,
            top: scroll.top(column),
            range: Scroll::range(column, view),
        }
    }

    fn thumb(&self) -> Rect {
        let part = self.view / (self.range + self.view).max(1.0);
        let most = self.rect.height();
        let height = (most * part as f32).clamp(SHORTEST.min(most), most);
        let way = (self.top / self.range.max(1.0)).clamp(0.0, 1.0) as f32;
        let top = self.rect.top() + way * (most - height);
        Rect::from_min_size(pos2(self.rect.center().x - 4.0, top), vec2(8.0, height))
    }

    /// The height of the column that puts the top of the thumb at `y`.
    fn height_at(&self, y: f32) -> f64 {
        let free = (self.rect.height() - self.thumb().height()).max(1.0);
        let way = f64::from((y - self.rect.top()) / free);
        way.clamp(0.0, 1.0) * self.range
    }
}

impl ScrollBar {
    /// Asks the pointer where to go.
    pub fn interact(&mut self, ui: &Ui, id: Id, track: &Track) -> (Response, Option<Goal>) {
        let response = ui.interact(track.rect, id, Sense::CLICK | Sense::DRAG);
        let pointer = response.interact_pointer_pos();
        let Some(pointer) = pointer.filter(|_| response.is_pointer_button_down_on()) else {
            self.grip = None;
            return (response, None);
        };
        let thumb = track.thumb();
        let is_on_thumb = thumb.y_range().contains(pointer.y);
        let is_press = ui.input(|input| input.pointer.primary_pressed());
        if is_press {
            let near = self.ticks.near(pointer.y - track.rect.top());
            if let Some(position) = near.filter(|_| !is_on_thumb) {
                return (response, Some(Goal::Position(position)));
            }
            let grip = if is_on_thumb {
                pointer.y - thumb.top()
            } else {
                thumb.height() / 2.0
            };
            self.grip = Some(grip);
        }
        let goal = self
            .grip
            .map(|grip| Goal::Height(track.height_at(pointer.y - grip)));
        (response, goal)
    }

    /// Paints thumb and ticks.
    pub fn paint(
        &mut self,
        canvas: &mut Canvas,
        track: &Track,
        scene: &Scene<'_>,
        column: &Column,
        is_hot: bool,
    ) {
        let palette = &scene.style.palette;
        if track.range > 1.0 {
            let color = if is_hot {
                palette.secondary.gamma_multiply(0.55)
            } else {
                palette.line
            };
            canvas.shape(Shape::rect_filled(track.thumb(), 4.0, color));
        }
        self.ticks.update(scene, column, track);
        let mut mesh = Mesh::default();
        let rect = track.rect;
        for (y, _, color) in &self.ticks.placed {
            let tick =
                Rect::from_center_size(pos2(rect.center().x, rect.top() + y), vec2(10.0, 2.0));
            add_rect(&mut mesh, snap_rect(tick, 1.0 / canvas.pixel()), *color);
        }
        if !mesh.is_empty() {
            canvas.shape(Shape::mesh(mesh));
        }
        let total = track.range + track.view;
        self.found.paint(canvas, rect, total, scene, column);
    }
}

impl Ticks {
    fn update(&mut self, scene: &Scene<'_>, column: &Column, track: &Track) {
        let total = track.range + track.view;
        let bar = track.rect.height();
        // Estimates settle while scrolling: what moves a tick by less than half a point is not worth placing anew.
        let grain = (total / f64::from(bar.max(1.0)) / 2.0).max(1.0);
        let asked_at = (scene.revision, scene.style.palette.dark);
        let is_same_text = self
            .text
            .as_ref()
            .is_some_and(|t| Arc::ptr_eq(t, scene.text));
        if !is_same_text || self.asked_at != Some(asked_at) {
            self.text = Some(Arc::clone(scene.text));
            self.asked_at = Some(asked_at);
            self.all = scene.marks.ticks();
            self.all.sort_by_key(|tick| tick.position);
            self.placed_for = None;
        }
        let placed_for = (bar.to_bits(), (total / grain) as u64);
        if self.placed_for != Some(placed_for) {
            self.placed_for = Some(placed_for);
            self.place(column, bar / total.max(1.0) as f32);
        }
    }

    /// One walk over the column and the sorted ticks. Of each color there is at most one tick in a point of the bar.
    fn place(&mut self, column: &Column, scale: f32) {
        self.placed.clear();
        let mut last: Vec<(Color32, f32)> = Vec::new();
        let height = |item: usize| f64::from(column.heights().get(item));
        let (mut item, mut top) = (1, height(0));
        for tick in &self.all {
            let ends_before = |item| {
                column
                    .block_of(item)
                    .is_some_and(|b| b.bytes.end <= tick.position)
            };
            while ends_before(item) {
                top += height(item);
                item += 1;
            }
            let shown = column.shown(item);
            let inside = tick.position.saturating_sub(shown.start) as f64;
            let part = (inside / shown.len().max(1) as f64).min(1.0);
            let y = (top + part * height(item)) as f32 * scale;
            let of_color = last.iter_mut().find(|it| it.0 == tick.color);
            match of_color {
                Some((_, before)) if y - *before < 1.0 => continue,
                Some((_, before)) => *before = y,
                None => last.push((tick.color, y)),
            }
            self.placed.push((y, tick.position, tick.color));
        }
    }

    /// The byte of the tick at a height of the bar.
    fn near(&self, y: f32) -> Option<usize> {
        let distance = |tick: &&(f32, usize, Color32)| (tick.0 - y).abs();
        let nearest = self
            .placed
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest
            .filter(|tick| distance(tick) <= NEAR)
            .map(|tick| tick.1)
    }
}
