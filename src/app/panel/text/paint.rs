//! Paints a frame of the text: fills below, letters, lines and tags above.

use std::ops::Range;

use egui::epaint::RectShape;
use egui::{Color32, Pos2, Rect, Shape, Stroke as Pen, StrokeKind, pos2, vec2};

use super::canvas::Canvas;
use super::column::{Column, Header};
use super::decor::{self, Stroke};
use super::frame::{Frame, Piece};
use super::lanes::hull;
use super::page::Page;
use super::pattern::{Line, Lines};
use super::scene::Mark;
use crate::app::theme::Palette;

/// Height of tall letters above the baseline, as a part of the size.
const ASCENT: f32 = 0.75;
/// Strength of what is dimmed.
const DIM: f32 = 0.5;

/// A page and how strongly its marks are painted in this frame.
pub struct Painting<'a> {
    pub page: Page<'a>,
    /// The hovered mark and how far its fill has faded in, 0–1.
    pub hovered: Option<(usize, f32)>,
    pub selected: Option<(usize, f32)>,
    /// Strength of what is outside the spotlight, 0–1.
    pub shade: f32,
}

impl Painting<'_> {
    pub fn palette(&self) -> &Palette {
        &self.page.scene.style.palette
    }

    /// Half for what is dimmed.
    pub fn strength(&self) -> f32 {
        if self.page.scene.dimmed { DIM } else { 1.0 }
    }

    /// The color of a mark: at full strength when it is hinted.
    pub fn color(&self, mark: &Mark) -> Color32 {
        let strength = if self.is_hinted(mark) {
            1.0
        } else {
            self.strength()
        };
        let strength = strength * self.light(&hull(&mark.fragments));
        decor::tint(mark, self.page.scene.style).gamma_multiply(strength)
    }

    /// Full in the spotlight, and without one.
    fn light(&self, range: &Range<usize>) -> f32 {
        match &self.page.scene.spotlight {
            Some(lit) if range.end <= lit.start || lit.end <= range.start => self.shade,
            _ => 1.0,
        }
    }

    fn is_hinted(&self, mark: &Mark) -> bool {
        let hints = self.page.scene.hints.iter();
        hints.map(|hint| &hint.mark).any(|id| *id == mark.id)
    }
}

/// What lies under the letters: fills of the hovered and the selected mark, the unit or selection.
pub fn under(canvas: &mut Canvas, painting: &Painting<'_>) {
    for (mark, strength) in [(painting.hovered, 0.12), (painting.selected, 0.22)] {
        if let Some((index, fade)) = mark {
            fill_mark(canvas, painting, index, strength * fade);
        }
    }
    let (scene, frame) = (painting.page.scene, painting.page.frame);
    let accent = caret_color(painting);
    if let Some(selection) = selection(painting) {
        fill(
            canvas,
            &frame.pieces(selection, false),
            frame,
            accent.gamma_multiply(0.18),
        );
    } else if scene.cursor.visible {
        let unit = frame.pieces(&scene.cursor.range, true);
        fill(canvas, &unit, frame, accent.gamma_multiply(0.10));
    }
}

/// Title, byline and text.
pub fn letters(canvas: &mut Canvas, column: &Column, painting: &Painting<'_>) {
    let (page, palette) = (&painting.page, painting.palette());
    let shade = painting.shade;
    let ink = palette.ink.gamma_multiply(painting.strength() * shade);
    let left = page.frame.left;
    if let Some(top) = page.frame.header {
        let header = column.header();
        canvas.text(&header.title, pos2(left, top + Header::ABOVE), ink);
        let secondary = palette
            .secondary
            .gamma_multiply(painting.strength() * shade);
        canvas.text(
            &header.byline,
            pos2(left, top + header.byline_top()),
            secondary,
        );
    }
    let is_bright = |mark: &&Mark| page.scene.dimmed && painting.is_hinted(mark);
    let bright: Vec<&Mark> = page.marks.all.iter().filter(is_bright).collect();
    for shown in &page.frame.shown {
        let bytes = &shown.bytes;
        let fragments = bright.iter().flat_map(|mark| &mark.fragments);
        let fragments = fragments.chain(&page.scene.spotlight);
        let inside = fragments.filter(|f| f.start < bytes.end && bytes.start < f.end);
        let bright =
            inside.map(|f| f.start.saturating_sub(bytes.start)..f.end.min(bytes.end) - bytes.start);
        let origin = pos2(left, shown.top);
        canvas.text_with_bright(&shown.typeset, origin, ink, bright.collect(), palette.ink);
    }
}

/// Lines of all marks, zones, the outline of the selected mark.
pub fn lines(canvas: &mut Canvas, painting: &Painting<'_>) {
    zones(canvas, painting);
    if let Some((index, fade)) = painting.selected {
        outline(canvas, painting, index, fade);
    }
    strokes(canvas, painting, |it| !is_deep(it, painting));
}

/// Lines that reach down to the letters of the next line: these are painted over them, to stay legible.
pub fn deep_lines(canvas: &mut Canvas, painting: &Painting<'_>) {
    strokes(canvas, painting, |it| is_deep(it, painting));
}

/// Whether a line stands as low as the tall letters of the next line of text.
fn is_deep(stroke: &Stroke, painting: &Painting<'_>) -> bool {
    let metrics = &painting.page.frame.metrics;
    let letters = stroke.piece.baseline + metrics.pitch - metrics.size * ASCENT;
    stroke.top + stroke.thickness > letters
}

fn strokes(canvas: &mut Canvas, painting: &Painting<'_>, is_meant: impl Fn(&Stroke) -> bool) {
    let mut lines = Lines::new(canvas);
    let strokes = painting.page.decor.strokes.iter();
    for stroke in strokes.filter(|it| is_meant(it)) {
        let Some(mark) = painting.page.mark(stroke.mark) else {
            continue;
        };
        let line = Line {
            left: stroke.piece.left,
            right: stroke.piece.right,
            top: stroke.top,
            thickness: stroke.thickness,
            color: painting.color(mark),
            ends: stroke.ends,
        };
        lines.add(mark, line);
    }
    lines.finish();
}

/// Tags, on paper where a link passes behind them (`levels`).
pub fn tags(canvas: &mut Canvas, levels: &[Rect], painting: &Painting<'_>) {
    let mut inks = Inks::default();
    for tag in &painting.page.decor.tags {
        let Some(mark) = painting.page.mark(tag.mark) else {
            continue;
        };
        if levels.iter().any(|level| level.intersects(tag.rect)) {
            let rect = tag.rect.expand2(vec2(3.0, 0.0));
            canvas.shape(Shape::rect_filled(rect, 3.0, painting.palette().paper));
        }
        let baseline = tag.rect.bottom() - tag.rect.height() * 0.23;
        let color = inks.of(painting.color(mark), painting.palette());
        canvas.label(&tag.label, tag.rect.left(), baseline, color);
    }
}

/// The caret, or both edges of a selection.
pub fn carets(canvas: &mut Canvas, painting: &Painting<'_>) {
    let (frame, cursor) = (painting.page.frame, &painting.page.scene.cursor);
    let color = caret_color(painting);
    let mut draw = |at: Option<Pos2>| {
        if let Some(at) = at {
            caret(canvas, frame, at, color, cursor.is_idle);
        }
    };
    if let Some(range) = selection(painting) {
        draw(frame.caret(range.start));
        draw(frame.caret_of_end(range.end));
    } else if cursor.visible {
        let is_at_end = cursor.head == cursor.range.end && !cursor.range.is_empty();
        let at = if is_at_end {
            frame.caret_of_end(cursor.head)
        } else {
            frame.caret(cursor.head)
        };
        draw(at);
    }
}

/// Grey while the keyboard is elsewhere.
fn caret_color(painting: &Painting<'_>) -> Color32 {
    let palette = painting.palette();
    if painting.page.scene.cursor.is_idle {
        palette.secondary
    } else {
        palette.accent
    }
}

/// Colors of marks as words are written in: readable on paper, found once a frame.
#[derive(Default)]
pub struct Inks(Vec<(Color32, Color32)>);

impl Inks {
    pub fn of(&mut self, color: Color32, palette: &Palette) -> Color32 {
        if let Some((_, ink)) = self.0.iter().find(|it| it.0 == color) {
            return *ink;
        }
        // What is dimmed stays so.
        let ink = if color.is_opaque() {
            palette.readable(color)
        } else {
            color
        };
        self.0.push((color, ink));
        ink
    }
}

/// What is to be selected, or is.
fn selection<'a>(painting: &'a Painting<'_>) -> Option<&'a Range<usize>> {
    let scene = painting.page.scene;
    let selected = Some(&scene.cursor.range).filter(|_| scene.cursor.is_selection);
    scene
        .preview
        .as_ref()
        .or(selected)
        .filter(|range| !range.is_empty())
}

fn zones(canvas: &mut Canvas, painting: &Painting<'_>) {
    let secondary = painting
        .palette()
        .secondary
        .gamma_multiply(painting.strength());
    for zone in &painting.page.decor.zones {
        let Some(mark) = painting.page.mark(zone.mark) else {
            continue;
        };
        let is_selected = painting
            .selected
            .is_some_and(|(index, _)| index == zone.mark);
        let strength = if is_selected { 1.0 } else { 0.6 };
        let color = painting.color(mark).gamma_multiply(strength);
        canvas.shape(Shape::rect_filled(zone.rect, 1.5, color));
        if let Some((at, label)) = &zone.label {
            canvas.label(label, at.x, at.y, secondary);
        }
    }
}

/// The soft ground of a mark. A suggestion has none: it is not there yet.
fn fill_mark(canvas: &mut Canvas, painting: &Painting<'_>, index: usize, strength: f32) {
    let mark = painting.page.mark(index);
    let Some(mark) = mark.filter(|mark| !mark.suggestion && !hull(&mark.fragments).is_empty())
    else {
        return;
    };
    let strokes = painting
        .page
        .decor
        .strokes
        .iter()
        .filter(|s| s.mark == index);
    let pieces: Vec<Piece> = strokes.map(|stroke| stroke.piece).collect();
    let color = painting.color(mark).gamma_multiply(strength);
    fill(canvas, &pieces, painting.page.frame, color);
}

fn fill(canvas: &mut Canvas, pieces: &[Piece], frame: &Frame, color: Color32) {
    for piece in pieces {
        canvas.shape(Shape::rect_filled(frame.fill(piece), 3.0, color));
    }
}

/// A thin frame around each line of the selected mark.
fn outline(canvas: &mut Canvas, painting: &Painting<'_>, index: usize, fade: f32) {
    let Some(mark) = painting.page.mark(index) else {
        return;
    };
    let pen = Pen::new(1.5, painting.color(mark).gamma_multiply(0.55 * fade));
    for stroke in painting
        .page
        .decor
        .strokes
        .iter()
        .filter(|s| s.mark == index)
    {
        let rect = painting.page.frame.fill(&stroke.piece);
        canvas.shape(RectShape::stroke(rect, 3.0, pen, StrokeKind::Inside));
    }
}

/// A bar, or its outline when it is hollow.
fn caret(canvas: &mut Canvas, frame: &Frame, at: Pos2, color: Color32, is_hollow: bool) {
    let (top, bottom) = (at.y - frame.metrics.rise(), at.y + frame.metrics.fall());
    let width = if is_hollow { 4.0 } else { 2.0 };
    let left = canvas.snap(at.x - width / 2.0);
    let rect = Rect::from_min_max(pos2(left, top), pos2(left + width, bottom));
    canvas.shape(if is_hollow {
        let stroke = Pen::new(1.0, color);
        Shape::rect_stroke(rect, 1.0, stroke, StrokeKind::Inside)
    } else {
        Shape::rect_filled(rect, 1.0, color)
    });
}
