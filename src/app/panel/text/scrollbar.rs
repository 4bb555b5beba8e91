//! The scroll bar, with a tick wherever there is a mark.

use std::sync::Arc;

use egui::{Color32, Mesh, Rect, Response, Sense, Shape, Ui, pos2, vec2};

use super::canvas::{Canvas, add_rect, snap_rect};
use super::column::Column;
use super::scene::Scene;
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
}

/// Ticks placed in a bar, until anything they depend on changes.
#[derive(Default)]
struct Ticks {
    key: Option<(u64, bool, u32, u64)>,
    text: Option<Arc<str>>,
    /// Points from the top of the bar, the byte, the color.
    placed: Vec<(f32, usize, Color32)>,
}

impl ScrollBar {
    /// Lets the pointer move the view.
    pub fn interact(
        &mut self,
        ui: &Ui,
        bar: Rect,
        id: egui::Id,
        scroll: &mut Scroll,
        column: &Column,
        view: f32,
    ) -> Response {
        let response = ui.interact(bar, id, Sense::CLICK | Sense::DRAG);
        let thumb = thumb(bar, scroll, column, view);
        let pointer = response.interact_pointer_pos();
        match pointer.filter(|_| response.is_pointer_button_down_on()) {
            None => self.grip = None,
            Some(pointer) => {
                let grip = *self.grip.get_or_insert_with(|| {
                    if thumb.y_range().contains(pointer.y) {
                        pointer.y - thumb.top()
                    } else {
                        thumb.height() / 2.0
                    }
                });
                let way = f64::from(
                    (pointer.y - grip - bar.top()) / (bar.height() - thumb.height()).max(1.0),
                );
                let near = self.tick_at(pointer.y - bar.top());
                let is_press = ui.input(|input| input.pointer.primary_pressed());
                match near.filter(|_| is_press && !thumb.y_range().contains(pointer.y)) {
                    Some(position) => {
                        scroll.reveal(position..position);
                        self.grip = None;
                    }
                    None if is_press || response.dragged() => {
                        scroll.jump(
                            column,
                            way.clamp(0.0, 1.0) * Scroll::range(column, f64::from(view)),
                        );
                    }
                    None => {}
                }
            }
        }
        response
    }

    /// Paints thumb and ticks.
    pub fn paint(
        &mut self,
        canvas: &mut Canvas,
        bar: Rect,
        scene: &Scene<'_>,
        scroll: &Scroll,
        column: &Column,
        view: f32,
        is_hot: bool,
    ) {
        let palette = &scene.style.palette;
        if Scroll::range(column, f64::from(view)) > 1.0 {
            let thumb = thumb(bar, scroll, column, view);
            let color = if is_hot {
                palette.secondary.gamma_multiply(0.55)
            } else {
                palette.line
            };
            canvas.shape(Shape::rect_filled(thumb, 4.0, color));
        }
        self.ticks.update(scene, column, bar.height(), view);
        let mut mesh = Mesh::default();
        for (y, _, color) in &self.ticks.placed {
            let rect = Rect::from_center_size(pos2(bar.center().x, bar.top() + y), vec2(10.0, 2.0));
            add_rect(&mut mesh, snap_rect(rect, 1.0 / canvas.pixel()), *color);
        }
        if !mesh.is_empty() {
            canvas.shape(Shape::mesh(mesh));
        }
    }

    fn tick_at(&self, y: f32) -> Option<usize> {
        let near = self
            .ticks
            .placed
            .iter()
            .filter(|(at, _, _)| (at - y).abs() <= NEAR);
        let nearest = near.min_by(|a, b| (a.0 - y).abs().total_cmp(&(b.0 - y).abs()));
        nearest.map(|(_, position, _)| *position)
    }
}

impl Ticks {
    fn update(&mut self, scene: &Scene<'_>, column: &Column, bar: f32, view: f32) {
        let total = Scroll::range(column, f64::from(view)) + f64::from(view);
        // Estimates settle while scrolling: a change of less than half a point on the bar is not worth placing anew.
        let scale = (total / f64::from(bar.max(1.0)) / 2.0).max(1.0);
        let key = (
            scene.revision,
            scene.style.palette.dark,
            bar.to_bits(),
            (total / scale) as u64,
        );
        let is_same_text = self
            .text
            .as_ref()
            .is_some_and(|t| Arc::ptr_eq(t, scene.text));
        if is_same_text && self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.text = Some(Arc::clone(scene.text));
        let mut ticks = scene.marks.ticks();
        ticks.sort_by_key(|tick| tick.position);
        self.placed.clear();
        let (mut item, mut top) = (1, f64::from(column.heights().get(0)));
        for tick in ticks {
            while let Some(block) = column
                .block_of(item)
                .filter(|b| b.bytes.end <= tick.position)
            {
                let _ = block;
                top += f64::from(column.heights().get(item));
                item += 1;
            }
            let shown = column.shown(item);
            let part =
                (tick.position.saturating_sub(shown.start)) as f64 / shown.len().max(1) as f64;
            let y = top + part.min(1.0) * f64::from(column.heights().get(item));
            let y = (y / total * f64::from(bar)) as f32;
            let is_new =
                |(at, _, color): &(f32, usize, Color32)| y - at >= 1.0 || *color != tick.color;
            if self.placed.last().is_none_or(is_new) {
                self.placed.push((y, tick.position, tick.color));
            }
        }
    }
}

fn thumb(bar: Rect, scroll: &Scroll, column: &Column, view: f32) -> Rect {
    let range = Scroll::range(column, f64::from(view));
    let shown = f64::from(view) / (range + f64::from(view)).max(1.0);
    let height = (bar.height() * shown as f32).clamp(SHORTEST.min(bar.height()), bar.height());
    let part = (scroll.top(column) / range.max(1.0)).clamp(0.0, 1.0) as f32;
    let top = bar.top() + part * (bar.height() - height);
    Rect::from_min_size(pos2(bar.center().x - 4.0, top), vec2(8.0, height))
}
