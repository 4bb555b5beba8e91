//! Links: calm elbows through the right margin, with an arrow and a name. Those of the chosen record in full
//! strength; all others, where they are wanted, thin and without words.

use std::ops::Range;

use egui::{
    Color32, CursorIcon, Id, Pos2, Rect, Role, Sense, Shape, Stroke as Pen, Ui, WidgetInfo, pos2,
    vec2,
};

use super::canvas::Canvas;
use super::column::Column;
use super::frame::Frame;
use super::levels::{End, Start, height};
use super::link_names;
use super::paint::Painting;
use super::route::{Route, routes};
use super::scene::{LinkLine, MarkId};

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

/// Paints all links with an end on screen; `pointer` brings out those it is over.
pub fn paint(
    canvas: &mut Canvas,
    painting: &Painting<'_>,
    column: &mut Column,
    pointer: Option<Pos2>,
) -> Drawn {
    let frame = painting.page.frame;
    let mut drawn = Drawn::default();
    let mut routes = routes(&painting.page, &touched(painting));
    if let Some(pointer) = pointer {
        for route in &mut routes {
            route.is_strong |= route.is_near(frame, pointer);
        }
    }
    // Those in full strength lie above the others.
    let (strong, thin): (Vec<_>, Vec<_>) = routes.iter().partition(|it| it.is_strong);
    for route in thin.iter().chain(&strong) {
        let (pen, color) = look(route, painting);
        canvas.shape(Shape::line(elbow(frame, route), pen));
        if let End::Here(it) = route.to {
            match it.rises_to {
                Some(y) => arrow(canvas, pos2(it.at.x, y), vec2(0.0, -1.0), pen),
                None => arrow(canvas, it.at, vec2(-1.0, 0.0), pen),
            }
        }
        drawn.levels.extend(levels(route));
        exits(canvas, frame, route, Pen::new(1.5, color), &mut drawn);
    }
    link_names::paint(canvas, painting, column, &strong);
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

/// The marks whose links are brought out: the selected one and the hovered one.
fn touched<'a>(painting: &Painting<'a>) -> Vec<&'a MarkId> {
    let marks = [painting.selected, painting.hovered].into_iter().flatten();
    marks
        .filter_map(|(index, _)| Some(&painting.page.mark(index)?.id))
        .collect()
}

/// Thin and at half strength, unless it is brought out.
fn look(route: &Route<'_>, painting: &Painting<'_>) -> (Pen, Color32) {
    let (width, strength) = if route.is_strong {
        (1.5, 1.0)
    } else {
        (1.0, 0.5)
    };
    let color = route.link.color.gamma_multiply(painting.strength());
    let color = color.gamma_multiply(strength);
    (Pen::new(width, color), color)
}

/// Its level parts on screen.
fn levels(route: &Route<'_>) -> impl Iterator<Item = Rect> {
    let x = route.x;
    let ends = [route.from, route.to].into_iter();
    ends.filter_map(move |end| match end {
        End::Here(it) => Some(Rect::from_two_pos(it.at, pos2(x, it.at.y)).expand(1.5)),
        End::Above | End::Below => None,
    })
}

/// The way from one end to the other with rounded corners.
fn elbow(frame: &Frame, route: &Route<'_>) -> Vec<Pos2> {
    let x = route.x;
    let (start, finish) = (height(frame, &route.from), height(frame, &route.to));
    let radius = ((finish - start).abs() / 2.0).min(8.0);
    let turn = (finish - start).signum() * radius;
    let mut path = Vec::new();
    if let End::Here(it) = route.from {
        path.extend(foot(it));
        path.extend(corner(
            pos2(x - radius, start),
            pos2(x, start),
            pos2(x, start + turn),
        ));
    } else {
        path.push(pos2(x, start));
    }
    if let End::Here(it) = route.to {
        path.extend(corner(
            pos2(x, finish - turn),
            pos2(x, finish),
            pos2(x - radius, finish),
        ));
        let mut foot = foot(it);
        foot.reverse();
        path.extend(foot);
    } else {
        path.push(pos2(x, finish));
    }
    path
}

/// From the mark to its level part: down and round, where it rises to the mark.
fn foot(start: Start) -> Vec<Pos2> {
    let Pos2 { x, y } = start.at;
    match start.rises_to {
        None => vec![start.at],
        Some(top) => {
            let radius = (y - top).min(4.0);
            let turn = corner(pos2(x, y - radius), start.at, pos2(x + radius, y));
            std::iter::once(pos2(x, top)).chain(turn).collect()
        }
    }
}

/// A quarter turn, as a quadratic curve.
fn corner(from: Pos2, over: Pos2, to: Pos2) -> impl Iterator<Item = Pos2> {
    (0_u8..=6).map(move |i| {
        let t = f32::from(i) / 6.0;
        from.lerp(over, t).lerp(over.lerp(to, t), t)
    })
}

fn arrow(canvas: &mut Canvas, tip: Pos2, toward: egui::Vec2, pen: Pen) {
    let tip = tip + toward * 1.5;
    let side = toward.rot90() * 3.5;
    let back = tip - toward * 5.5;
    canvas.shape(Shape::line(vec![back + side, tip, back - side], pen));
}

fn exits(canvas: &mut Canvas, frame: &Frame, route: &Route<'_>, pen: Pen, drawn: &mut Drawn) {
    let LinkLine {
        from_range,
        to_range,
        name,
        ..
    } = route.link;
    for (end, range) in [(&route.from, from_range), (&route.to, to_range)] {
        let toward = match end {
            End::Here(_) => continue,
            End::Above => vec2(0.0, -1.0),
            End::Below => vec2(0.0, 1.0),
        };
        let tip = pos2(route.x, height(frame, end));
        arrow(canvas, tip, toward, pen);
        drawn.exits.push(Exit {
            rect: Rect::from_center_size(tip, vec2(20.0, 20.0)),
            range: range.clone(),
            name: name.clone(),
        });
    }
}
