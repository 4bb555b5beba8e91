//! The names of links, in the right margin: whole wherever there is room, in several lines where it is narrow.

use std::rc::Rc;

use egui::{Rect, Shape, pos2, vec2};

use super::canvas::{Canvas, Typeset};
use super::column::Column;
use super::frame::Frame;
use super::paint::{Inks, Painting};
use super::route::Route;

const SIZE: f32 = 11.0;
const WEIGHT: f32 = 450.0;
/// From baseline to baseline.
const PITCH: f32 = 13.0;
/// Left and right of the words.
const PAD: f32 = 2.0;

/// A name placed.
struct Name {
    rect: Rect,
    lines: Vec<Rc<Typeset>>,
}

/// Paints the names of some links on paper, clear of one another.
pub fn paint(
    canvas: &mut Canvas,
    painting: &Painting<'_>,
    column: &mut Column,
    routes: &[&Route<'_>],
) {
    let frame = painting.page.frame;
    let mut taken: Vec<Rect> = Vec::new();
    let mut inks = Inks::default();
    for route in routes {
        let Some(name) = place(frame, route, column, &taken) else {
            continue;
        };
        taken.push(name.rect);
        canvas.shape(Shape::rect_filled(name.rect, 3.0, painting.palette().paper));
        let color = inks.of(route.link.color, painting.palette());
        let color = color.gamma_multiply(painting.strength());
        for (i, line) in name.lines.iter().enumerate() {
            let baseline = name.rect.top() + SIZE + PITCH * i as f32;
            canvas.label(line, name.rect.left() + PAD, baseline, color);
        }
    }
}

/// Right of the link's rail if the whole name fits there; else over the rail, on as many lines as it takes.
fn place(frame: &Frame, route: &Route<'_>, column: &mut Column, taken: &[Rect]) -> Option<Name> {
    let edge = frame.view.right() - 2.0;
    let (beside, over) = (route.x + 4.0, frame.right + 2.0);
    let words = &route.link.name;
    let whole = column.label(words, SIZE, WEIGHT);
    let (left, lines) = if whole.width() + 2.0 * PAD <= edge - beside {
        (beside, vec![whole])
    } else {
        (over, wrapped(words, edge - over - 2.0 * PAD, column))
    };
    let width = lines.iter().map(|it| it.width()).reduce(f32::max)?;
    let (top, bottom) = route.upright(frame);
    let size = vec2(width + 2.0 * PAD, PITCH * lines.len() as f32 + 2.0);
    let middle = f32::midpoint(top, bottom);
    let mut rect = Rect::from_min_size(pos2(left, middle - size.y / 2.0), size);
    while let Some(other) = taken.iter().find(|other| other.intersects(rect)) {
        rect = rect.translate(vec2(0.0, other.bottom() - rect.top() + 1.0));
    }
    Some(Name { rect, lines })
}

/// Words in lines no wider than `room`; a word that is wider alone is cut.
fn wrapped(words: &str, room: f32, column: &mut Column) -> Vec<Rc<Typeset>> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        let longer = longer.filter(|it| column.label(it, SIZE, WEIGHT).width() <= room);
        match (longer, lines.last_mut()) {
            (Some(longer), Some(last)) => *last = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
        .iter()
        .filter_map(|line| column.label_within(line, SIZE, WEIGHT, room))
        .collect()
}
