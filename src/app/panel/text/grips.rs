//! The grips at the edges of the selected mark: where they stand, how they look, what dragging them says.

use egui::epaint::RectShape;
use egui::{
    Color32, CursorIcon, Id, Rect, Sense, Shape, Stroke as Pen, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::canvas::Canvas;
use super::frame::Frame;
use super::input::{scroll_at_edge, within};
use super::scene::{Mark, MarkId, TextEvent};
use super::scroll::Scroll;

/// An edge of the selected mark that can be dragged.
pub struct Grip {
    mark: MarkId,
    fragment: usize,
    is_start: bool,
    rect: Rect,
    /// Under the pointer, or held.
    is_active: bool,
}

/// The grips of a mark, at both edges of each fragment on screen.
pub fn place(frame: &Frame, mark: &Mark) -> Vec<Grip> {
    let mut grips = Vec::new();
    let size = frame.metrics.size;
    for (fragment, range) in mark.fragments.iter().enumerate() {
        let edges = [
            (true, frame.caret(range.start), -2.5),
            (false, frame.caret_of_end(range.end), 2.5),
        ];
        for (is_start, at, shift) in edges {
            let Some(at) = at.filter(|at| frame.view.contains(*at)) else {
                continue;
            };
            let center = pos2(at.x + shift, at.y - size * 0.30);
            grips.push(Grip {
                mark: mark.id.clone(),
                fragment,
                is_start,
                rect: Rect::from_center_size(center, vec2(6.0, size * 0.98)),
                is_active: false,
            });
        }
    }
    grips
}

/// Lets the grips be dragged.
pub fn interact(
    ui: &Ui,
    parent: Id,
    grips: &mut [Grip],
    frame: &Frame,
    scroll: &mut Scroll,
    events: &mut Vec<TextEvent>,
) {
    for grip in grips {
        let id = parent.with(("grip", &grip.mark, grip.fragment, grip.is_start));
        let response = ui.interact(grip.rect.expand2(vec2(3.0, 2.0)), id, Sense::DRAG);
        grip.is_active = response.hovered() || response.dragged();
        if grip.is_active {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        let done = response.drag_stopped();
        let (pointer, moved) = ui.input(|i| (i.pointer.latest_pos(), i.pointer.delta()));
        let Some(pointer) = pointer.filter(|_| done || response.dragged()) else {
            continue;
        };
        if !done {
            scroll_at_edge(ui, frame.view, pointer, scroll);
        }
        if done || moved != Vec2::ZERO {
            events.push(TextEvent::Edge {
                mark: grip.mark.clone(),
                fragment: grip.fragment,
                is_start: grip.is_start,
                position: frame.hit(within(frame.view, pointer)),
                by_character: ui.input(|input| input.modifiers.alt),
                done,
            });
        }
    }
}

/// Paints the grips: hollow, and full under the pointer.
pub fn paint(canvas: &mut Canvas, grips: &[Grip], color: Color32, paper: Color32) {
    for grip in grips {
        let inside = if grip.is_active { color } else { paper };
        canvas.shape(Shape::rect_filled(grip.rect, 3.0, inside));
        let pen = Pen::new(1.5, color);
        canvas.shape(RectShape::stroke(grip.rect, 3.0, pen, StrokeKind::Inside));
    }
}
