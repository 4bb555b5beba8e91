//! Links of the selected record: calm elbows through the right margin, with an arrow and a name.

use std::ops::Range;

use egui::{Color32, Pos2, Rect, Shape, Stroke as Pen, pos2, vec2};

use super::canvas::Canvas;
use super::column::Column;
use super::decor::Decor;
use super::frame::{Frame, Piece};
use super::scene::LinkLine;
use crate::app::theme::Palette;

const THICKNESS: f32 = 1.5;
/// Between the lines of several links.
const APART: f32 = 10.0;
/// From the mark to the line, so that the grip of a selected mark stays free.
const CLEAR: f32 = 7.0;

/// What was drawn: tags keep clear of it, the pointer may click it.
#[derive(Default)]
pub struct Drawn {
    /// The level parts of the lines.
    pub levels: Vec<Rect>,
    /// Arrows at the edge of the view, and what they lead to.
    pub exits: Vec<(Rect, Range<usize>, String)>,
}

/// An end of a link.
enum End {
    /// On screen: where the line starts, beside the mark.
    Here(Pos2),
    /// Past the upper edge, or the lower one.
    Above,
    Below,
}

/// Paints all links with an end on screen.
pub fn paint(
    canvas: &mut Canvas,
    frame: &Frame,
    decor: &Decor,
    links: &[LinkLine],
    palette: &Palette,
    strength: f32,
    column: &mut Column,
) -> Drawn {
    let mut drawn = Drawn::default();
    let mut names: Vec<Rect> = Vec::new();
    for (lane, (link, from, to)) in visible(frame, decor, links).into_iter().enumerate() {
        let x = rail(frame, lane);
        let color = link.color.gamma_multiply(strength);
        let path = elbow(frame, &from, &to, x);
        canvas.shape(Shape::line(path, Pen::new(THICKNESS, color)));
        if let End::Here(at) = to {
            arrow(canvas, at, vec2(-1.0, 0.0), color);
        }
        for end in [&from, &to] {
            if let End::Here(at) = end {
                drawn
                    .levels
                    .push(Rect::from_two_pos(*at, pos2(x, at.y)).expand(1.5));
            }
        }
        name(
            canvas,
            frame,
            link,
            (&from, &to),
            x,
            color,
            palette,
            column,
            &mut names,
        );
        exits(canvas, frame, link, (&from, &to), x, color, &mut drawn);
    }
    drawn
}

/// Links with an end on screen, short ones first: they take the inner rails.
fn visible<'a>(
    frame: &Frame,
    decor: &Decor,
    links: &'a [LinkLine],
) -> Vec<(&'a LinkLine, End, End)> {
    let ends = links.iter().map(|link| {
        let from = end(frame, decor, &link.from_range);
        (link, from, end(frame, decor, &link.to_range))
    });
    let is_here = |end: &End| matches!(end, End::Here(_));
    let mut visible: Vec<_> = ends
        .filter(|(_, from, to)| is_here(from) || is_here(to))
        .collect();
    visible.sort_by(|a, b| {
        let span = |from: &End, to: &End| (height(frame, from) - height(frame, to)).abs();
        span(&a.1, &a.2).total_cmp(&span(&b.1, &b.2))
    });
    visible
}

/// Where the upright part of a link runs.
fn rail(frame: &Frame, lane: usize) -> f32 {
    let room = (frame.view.right() - frame.right).max(24.0);
    let first = (room * 0.22).clamp(14.0, 28.0);
    let most = ((room * 0.5 - first) / APART).max(0.0) as usize;
    frame.right + first + APART * lane.min(most) as f32
}

fn end(frame: &Frame, decor: &Decor, range: &Range<usize>) -> End {
    let visible = frame.visible_bytes();
    if range.end <= visible.start {
        return End::Above;
    }
    let pieces = frame.pieces(range, true);
    let Some(piece) = pieces.iter().rfind(|piece| is_visible(frame, piece)) else {
        return End::Below;
    };
    let left = piece.right + CLEAR;
    let lane = decor.free_lane(piece.line, left, frame.right).max(1);
    let y = decor.lane_middle(frame, piece.line, lane, piece.baseline);
    End::Here(pos2(left, half_pixel(frame, y)))
}

/// Where a line is crisp.
fn half_pixel(frame: &Frame, y: f32) -> f32 {
    let scale = frame.metrics.pixels_per_point;
    ((y * scale).floor() + 0.5) / scale
}

fn is_visible(frame: &Frame, piece: &Piece) -> bool {
    let y = piece.baseline;
    frame.view.top() < y - frame.metrics.size * 0.5 && y + 4.0 < frame.view.bottom()
}

/// The way from one end to the other with rounded corners.
fn elbow(frame: &Frame, from: &End, to: &End, x: f32) -> Vec<Pos2> {
    let (start, finish) = (height(frame, from), height(frame, to));
    let radius = ((finish - start).abs() / 2.0).min(8.0);
    let down = (finish - start).signum();
    let mut path = Vec::new();
    if let End::Here(at) = from {
        path.push(*at);
        path.extend(corner(
            pos2(x - radius, start),
            pos2(x, start),
            pos2(x, start + down * radius),
        ));
    } else {
        path.push(pos2(x, start));
    }
    if let End::Here(at) = to {
        path.extend(corner(
            pos2(x, finish - down * radius),
            pos2(x, finish),
            pos2(x - radius, finish),
        ));
        path.push(*at);
    } else {
        path.push(pos2(x, finish));
    }
    path
}

fn height(frame: &Frame, end: &End) -> f32 {
    match end {
        End::Here(at) => at.y,
        End::Above => frame.view.top() + 10.0,
        End::Below => frame.view.bottom() - 10.0,
    }
}

/// A quarter turn, as a quadratic curve.
fn corner(from: Pos2, over: Pos2, to: Pos2) -> impl Iterator<Item = Pos2> {
    (0_u8..=6).map(move |i| {
        let t = f32::from(i) / 6.0;
        from.lerp(over, t).lerp(over.lerp(to, t), t)
    })
}

fn arrow(canvas: &mut Canvas, tip: Pos2, toward: egui::Vec2, color: Color32) {
    let tip = tip + toward * 1.5;
    let side = toward.rot90() * 3.5;
    let back = tip - toward * 5.5;
    let points = vec![back + side, tip, back - side];
    canvas.shape(Shape::line(points, Pen::new(THICKNESS, color)));
}

/// The name beside the upright part, clear of other names.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of `paint`, split off for reading"
)]
fn name(
    canvas: &mut Canvas,
    frame: &Frame,
    link: &LinkLine,
    (from, to): (&End, &End),
    x: f32,
    color: Color32,
    palette: &Palette,
    column: &mut Column,
    taken: &mut Vec<Rect>,
) {
    let room = frame.view.right() - x - 14.0;
    let Some(label) = column.label_within(&link.name, 11.0, 450.0, room) else {
        return;
    };
    let middle = f32::midpoint(height(frame, from), height(frame, to));
    let size = vec2(label.width() + 4.0, 15.0);
    let mut rect = Rect::from_min_size(pos2(x + 6.0, middle - size.y / 2.0), size);
    while let Some(other) = taken.iter().find(|other| other.intersects(rect)) {
        rect = rect.translate(vec2(0.0, other.bottom() - rect.top() + 1.0));
    }
    taken.push(rect);
    canvas.shape(Shape::rect_filled(rect, 3.0, palette.paper));
    canvas.label(&label, rect.left() + 2.0, rect.center().y + 4.0, color);
}

fn exits(
    canvas: &mut Canvas,
    frame: &Frame,
    link: &LinkLine,
    (from, to): (&End, &End),
    x: f32,
    color: Color32,
    drawn: &mut Drawn,
) {
    for (end, range) in [(from, &link.from_range), (to, &link.to_range)] {
        let toward = match end {
            End::Here(_) => continue,
            End::Above => vec2(0.0, -1.0),
            End::Below => vec2(0.0, 1.0),
        };
        let tip = pos2(x, height(frame, end));
        arrow(canvas, tip, toward, color);
        let area = Rect::from_center_size(tip, vec2(20.0, 20.0));
        drawn.exits.push((area, range.clone(), link.name.clone()));
    }
}
