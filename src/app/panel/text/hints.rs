//! Key caps over the marks that a link may go to.

use egui::epaint::RectShape;
use egui::{
    CursorIcon, Id, Rect, Role, Sense, Shape, Stroke as Pen, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::canvas::Canvas;
use super::column::Column;
use super::page::Page;
use super::scene::{MarkId, TextEvent};
use crate::app::theme::Palette;

const CAP: egui::Vec2 = vec2(20.0, 18.0);

/// A key cap on screen.
pub struct Cap {
    pub mark: MarkId,
    pub letter: char,
    pub rect: Rect,
}

/// Where the caps stand: at the upper left of their marks, side by side where marks begin together.
pub fn caps(page: &Page<'_>) -> Vec<Cap> {
    let view = page.frame.clear();
    let mut caps: Vec<Cap> = Vec::new();
    for hint in page.scene.hints {
        let boxes = page.marks.find(&hint.mark).map(|index| page.boxes(index));
        let visible = boxes
            .into_iter()
            .flatten()
            .find(|rect| view.contains(rect.left_center()));
        let Some(place) = visible else {
            continue;
        };
        let corner = pos2(place.left() - 14.0, place.top() - 9.0);
        let mut rect = Rect::from_min_size(corner, CAP);
        rect = rect.translate(vec2(0.0, (view.top() + 2.0 - rect.top()).max(0.0)));
        while caps.iter().any(|cap| cap.rect.intersects(rect)) {
            rect = rect.translate(vec2(CAP.x + 3.0, 0.0));
        }
        caps.push(Cap {
            mark: hint.mark.clone(),
            letter: hint.letter,
            rect,
        });
    }
    caps
}

/// Paints the caps.
pub fn paint(canvas: &mut Canvas, caps: &[Cap], palette: &Palette, column: &mut Column) {
    for cap in caps {
        let shadow = cap.rect.translate(vec2(0.0, 1.5));
        canvas.shape(Shape::rect_filled(
            shadow,
            4.0,
            palette.accent.gamma_multiply(0.25),
        ));
        canvas.shape(Shape::rect_filled(cap.rect, 4.0, palette.paper));
        let pen = Pen::new(1.5, palette.accent);
        canvas.shape(RectShape::stroke(cap.rect, 4.0, pen, StrokeKind::Inside));
        let label = column.label(&cap.letter.to_string(), 12.0, 650.0);
        let x = cap.rect.center().x - label.width() / 2.0;
        canvas.label(&label, x, cap.rect.center().y + 4.0, palette.accent);
    }
}

/// Lets the caps be clicked.
pub fn interact(ui: &Ui, parent: Id, caps: &[Cap], events: &mut Vec<TextEvent>) {
    for cap in caps {
        let response = ui.interact(cap.rect, parent.with(("cap", &cap.mark)), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, cap.letter));
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
        if response.clicked() {
            let mark = cap.mark.clone();
            events.push(TextEvent::Hint { mark });
        }
    }
}
