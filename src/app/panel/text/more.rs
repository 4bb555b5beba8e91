//! "+n" beside a line under which more marks lie than can be drawn: a button that asks for the list of them.

use std::ops::Range;
use std::rc::Rc;

use egui::epaint::RectShape;
use egui::{CursorIcon, Id, Rect, Role, Sense, Shape, Stroke as Pen, StrokeKind, Ui, WidgetInfo};
use egui::{pos2, vec2};

use super::canvas::{Canvas, Typeset};
use super::column::Column;
use super::frame::Frame;
use super::page::Page;
use super::scene::TextEvent;
use crate::app::theme::Palette;

/// A count of marks that are not drawn.
pub struct Count {
    rect: Rect,
    label: Rc<Typeset>,
    hidden: usize,
    /// Bytes of the line that those marks cover.
    range: Range<usize>,
}

impl Count {
    /// A count in the right margin of a line.
    pub fn new(
        frame: &Frame,
        baseline: f32,
        hidden: usize,
        range: Range<usize>,
        column: &mut Column,
    ) -> Self {
        let label = column.label(&format!("+{hidden}"), 11.0, 500.0);
        let size = vec2((label.width() + 8.0).max(20.0), 16.0);
        let rect = Rect::from_min_size(pos2(frame.right + 4.0, baseline - 12.0), size);
        Self {
            rect,
            label,
            hidden,
            range,
        }
    }
}

/// Lets the counts be clicked; answers which of them the pointer is over.
pub fn interact(
    ui: &Ui,
    parent: Id,
    page: &Page<'_>,
    events: &mut Vec<TextEvent>,
) -> Option<usize> {
    let mut active = None;
    for (index, count) in page.decor.counts.iter().enumerate() {
        let visible = count.rect.intersect(page.frame.clear());
        if !visible.is_positive() {
            continue;
        }
        let id = parent.with(("more", count.range.start, count.range.end));
        let response = ui.interact(visible.expand(2.0), id, Sense::CLICK);
        let name = format!("{} +{}", page.scene.strings.more, count.hidden);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            active = Some(index);
        }
        if response.clicked() {
            let range = count.range.clone();
            events.push(TextEvent::More { range });
        }
    }
    active
}

/// Paints the counts as small buttons on paper.
pub fn paint(canvas: &mut Canvas, page: &Page<'_>, active: Option<usize>, strength: f32) {
    let palette: &Palette = &page.scene.style.palette;
    for (index, count) in page.decor.counts.iter().enumerate() {
        let is_active = active == Some(index);
        let (line, ink) = if is_active {
            (palette.accent, palette.ink)
        } else {
            (palette.line, palette.secondary)
        };
        canvas.shape(Shape::rect_filled(count.rect, 4.0, palette.paper));
        let pen = Pen::new(1.0, line);
        canvas.shape(RectShape::stroke(count.rect, 4.0, pen, StrokeKind::Inside));
        let x = count.rect.center().x - count.label.width() / 2.0;
        let ink = ink.gamma_multiply(strength);
        canvas.label(&count.label, x, count.rect.center().y + 4.0, ink);
    }
}
