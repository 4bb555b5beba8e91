//! That millions of points of text above a line do not move it by a fraction of a pixel.

use std::sync::Arc;

use egui::{Rect, pos2, vec2};

use super::column::{Column, Metrics};
use super::frame::Frame;
use super::scene::Style;
use super::scroll::Scroll;
use crate::app::theme::Palette;

const PARAGRAPH: &str = "Ainsi la mesure tient le compte des lettres, مرحبا بالعالم, sans rien perdre au bout du chemin ; elle \
ne sait pas combien il y en a avant. ";

/// Where letters and spans of a paragraph are on screen, when it is at the top of the view.
fn geometry(column: &mut Column, item: usize) -> Vec<[f32; 3]> {
    let mut scroll = Scroll::default();
    (scroll.item, scroll.offset) = (item, 3.25);
    scroll.settle(column, 700.0);
    let view = Rect::from_min_size(pos2(300.0, 40.0), vec2(800.0, 700.0));
    let frame = Frame::new(column, &scroll, view, 360.0);
    let start = frame.shown[0].bytes.start;
    let mut found = Vec::new();
    for at in (0..180).step_by(9) {
        for piece in frame.pieces(&(start + at..start + at + 30), true) {
            found.push([piece.left, piece.right, piece.baseline]);
        }
    }
    found
}

#[test]
fn the_end_of_ten_megabytes_is_as_exact_as_the_start() {
    let paragraph = PARAGRAPH.repeat(4) + "\n";
    let text: Arc<str> = paragraph.repeat(10_000_000 / paragraph.len()).into();
    let mut column = Column::new(false);
    column.set_text(&text);
    column.set_metrics(Metrics::new(&Style::new(Palette::LIGHT), 560.0, 1.0));
    assert!(column.heights().total() > 2e6);
    let near_start = geometry(&mut column, 5);
    let last = column.len() - 9;
    assert!(near_start.len() > 20);
    assert_eq!(geometry(&mut column, last), near_start);
}
