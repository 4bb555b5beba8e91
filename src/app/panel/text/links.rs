//! Links of the selected record: calm elbows through the right margin, with an arrow and a name.

use std::ops::Range;
use std::rc::Rc;

use egui::{
    Color32, CursorIcon, Id, Pos2, Rect, Role, Sense, Shape, Stroke as Pen, Ui, WidgetInfo, pos2,
    vec2,
};

use super::canvas::{Canvas, Typeset};
use super::column::Column;
use super::decor::Decor;
use super::frame::{Frame, Piece};
use super::page::Page;
use super::paint::Painting;
use super::scene::LinkLine;

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
    /// Arrows at the edge of the view.
    exits: Vec<Exit>,
}

/// An arrow at the edge of the view and what it leads to.
struct Exit {
    rect: Rect,
    range: Range<usize>,
    name: String,
}

/// A link with an end on screen.
struct Route<'a> {
    link: &'a LinkLine,
    from: End,
    to: End,
    /// Where its upright part runs.
    x: f32,
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
pub fn paint(canvas: &mut Canvas, painting: &Painting<'_>, column: &mut Column) -> Drawn {
    let frame = painting.page.frame;
    let mut drawn = Drawn::default();
    let mut names: Vec<Rect> = Vec::new();
    let routes = routes(&painting.page);
    let outermost = routes
        .iter()
        .map(|route| route.x)
        .fold(frame.right, f32::max);
    for route in &routes {
        let color = route.link.color.gamma_multiply(painting.strength());
        canvas.shape(Shape::line(elbow(frame, route), Pen::new(THICKNESS, color)));
        if let End::Here(at) = route.to {
            arrow(canvas, at, vec2(-1.0, 0.0), color);
        }
        for end in [&route.from, &route.to] {
            if let End::Here(at) = end {
                let level = Rect::from_two_pos(*at, pos2(route.x, at.y));
                drawn.levels.push(level.expand(1.5));
            }
        }
        if let Some((rect, label)) = name(frame, route, outermost, column, &names) {
            names.push(rect);
            canvas.shape(Shape::rect_filled(rect, 3.0, painting.palette().paper));
            canvas.label(&label, rect.left() + 2.0, rect.center().y + 4.0, color);
        }
        exits(canvas, frame, route, color, &mut drawn);
    }
    drawn
}

/// Lets the arrows at the edge be clicked. Returns what is to be revealed.
pub fn interact(ui: &Ui, parent: Id, drawn: &Drawn) -> Option<Range<usize>> {
    let mut wanted = None;
    for (index, exit) in drawn.exits.iter().enumerate() {
        let response = ui.interact(exit.rect, parent.with(("exit", index)), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &exit.name));
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
        if response.clicked() {
            wanted = Some(exit.range.clone());
        }
    }
    wanted
}

/// Links with an end on screen, short ones first: they take the inner rails.
fn routes<'a>(page: &Page<'a>) -> Vec<Route<'a>> {
    let frame = page.frame;
    let all = page.scene.links.iter().map(|link| Route {
        link,
        from: end(frame, page.decor, &link.from_range),
        to: end(frame, page.decor, &link.to_range),
        x: 0.0,
    });
    let is_here = |end: &End| matches!(end, End::Here(_));
    let mut routes: Vec<Route<'_>> = all.filter(|r| is_here(&r.from) || is_here(&r.to)).collect();
    let span = |route: &Route<'_>| (height(frame, &route.from) - height(frame, &route.to)).abs();
    routes.sort_by(|a, b| span(a).total_cmp(&span(b)));
    for (lane, route) in routes.iter_mut().enumerate() {
        route.x = rail(frame, lane);
    }
    routes
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
    frame.clear().top() < y - frame.metrics.size * 0.5 && y + 4.0 < frame.view.bottom()
}

/// The way from one end to the other with rounded corners.
fn elbow(frame: &Frame, route: &Route<'_>) -> Vec<Pos2> {
    let x = route.x;
    let (start, finish) = (height(frame, &route.from), height(frame, &route.to));
    let radius = ((finish - start).abs() / 2.0).min(8.0);
    let turn = (finish - start).signum() * radius;
    let mut path = Vec::new();
    if let End::Here(at) = route.from {
        path.push(at);
        path.extend(corner(
            pos2(x - radius, start),
            pos2(x, start),
            pos2(x, start + turn),
        ));
    } else {
        path.push(pos2(x, start));
    }
    if let End::Here(at) = route.to {
        path.extend(corner(
            pos2(x, finish - turn),
            pos2(x, finish),
            pos2(x - radius, finish),
        ));
        path.push(at);
    } else {
        path.push(pos2(x, finish));
    }
    path
}

fn height(frame: &Frame, end: &End) -> f32 {
    match end {
        End::Here(at) => at.y,
        End::Above => frame.clear().top() + 10.0,
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

/// The name beside the upright parts of all links, clear of other names.
fn name(
    frame: &Frame,
    route: &Route<'_>,
    outermost: f32,
    column: &mut Column,
    taken: &[Rect],
) -> Option<(Rect, Rc<Typeset>)> {
    let words = &route.link.name;
    let beside = frame.view.right() - outermost - 14.0;
    let margin = frame.view.right() - frame.right - 6.0;
    let whole = column.label(words, 11.0, 450.0).width() + 4.0;
    let label = column.label_within(words, 11.0, 450.0, beside.max(margin))?;
    let middle = f32::midpoint(height(frame, &route.from), height(frame, &route.to));
    // Where there is no room beside the line, the name interrupts it.
    let left = if whole <= beside {
        outermost + 6.0
    } else {
        frame.right + 4.0
    };
    let size = vec2(label.width() + 4.0, 15.0);
    let mut rect = Rect::from_min_size(pos2(left, middle - size.y / 2.0), size);
    while let Some(other) = taken.iter().find(|other| other.intersects(rect)) {
        rect = rect.translate(vec2(0.0, other.bottom() - rect.top() + 1.0));
    }
    Some((rect, label))
}

fn exits(canvas: &mut Canvas, frame: &Frame, route: &Route<'_>, color: Color32, drawn: &mut Drawn) {
    let ends = [
        (&route.from, &route.link.from_range),
        (&route.to, &route.link.to_range),
    ];
    for (end, range) in ends {
        let toward = match end {
            End::Here(_) => continue,
            End::Above => vec2(0.0, -1.0),
            End::Below => vec2(0.0, 1.0),
        };
        let tip = pos2(route.x, height(frame, end));
        arrow(canvas, tip, toward, color);
        drawn.exits.push(Exit {
            rect: Rect::from_center_size(tip, vec2(20.0, 20.0)),
            range: range.clone(),
            name: route.link.name.clone(),
        });
    }
}
