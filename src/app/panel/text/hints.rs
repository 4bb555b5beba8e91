//! Key caps over the marks that a link may go to.

use egui::epaint::RectShape;
use egui::{Rect, Shape, Stroke as Pen, StrokeKind, pos2, vec2};

use super::canvas::Canvas;
use super::column::Column;
use super::decor::Decor;
use super::frame::Frame;
use super::marks::Marks;
use super::scene::{Hint, MarkId};
use crate::app::theme::Palette;

const CAP: egui::Vec2 = vec2(20.0, 18.0);

/// A key cap on screen.
pub struct Cap {
    pub mark: MarkId,
    pub letter: char,
    pub rect: Rect,
}

/// Where the caps stand: at the upper left of their marks, side by side where marks begin together.
pub fn caps(frame: &Frame, decor: &Decor, marks: &Marks, hints: &[Hint]) -> Vec<Cap> {
    let mut caps: Vec<Cap> = Vec::new();
    for hint in hints {
        let Some(index) = marks.find(&hint.mark) else {
            continue;
        };
        let strokes = decor.strokes.iter().filter(|stroke| stroke.mark == index);
        let boxes = strokes.map(|stroke| frame.fill(&stroke.piece));
        let zones = decor
            .zones
            .iter()
            .filter(|zone| zone.mark == index)
            .map(|zone| zone.rect);
        let Some(place) = boxes
            .chain(zones)
            .find(|rect| frame.view.contains(rect.left_center()))
        else {
            continue;
        };
        let corner = pos2(place.left() - 8.0, place.top() - 8.0);
        let mut rect = Rect::from_min_size(corner, CAP);
        rect = rect.translate(vec2(0.0, (frame.view.top() + 2.0 - rect.top()).max(0.0)));
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

/// What a hint will do, near the foot of the view.
pub fn prompt(
    canvas: &mut Canvas,
    frame: &Frame,
    words: &str,
    palette: &Palette,
    column: &mut Column,
) {
    let Some(label) = column.label_within(words, 12.0, 450.0, frame.view.width() - 48.0) else {
        return;
    };
    let size = vec2(label.width() + 32.0, 32.0);
    let center = pos2(
        f32::midpoint(frame.left, frame.right),
        frame.view.bottom() - 40.0,
    );
    let rect = Rect::from_center_size(center, size);
    canvas.shape(Shape::rect_filled(rect, 16.0, palette.panel));
    canvas.shape(RectShape::stroke(
        rect,
        16.0,
        Pen::new(1.0, palette.line),
        StrokeKind::Inside,
    ));
    canvas.label(&label, rect.left() + 16.0, center.y + 4.5, palette.ink);
}
