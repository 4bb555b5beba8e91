//! Paints a frame of the text: fills below, letters, lines and tags above.

use egui::epaint::RectShape;
use egui::{Color32, Rect, Shape, Stroke as Pen, StrokeKind, pos2, vec2};

use super::canvas::Canvas;
use super::column::{Column, Header};
use super::decor::{self, Decor};
use super::frame::{Frame, Piece};
use super::input::Grip;
use super::lanes::hull;
use super::links::Drawn;
use super::marks::Marks;
use super::pattern::{self, Line, Lines};
use super::scene::{Mark, Scene, Style};

/// Strength of what is dimmed.
const DIM: f32 = 0.5;

/// How strongly things are painted in this frame.
pub struct Tones<'a> {
    pub scene: &'a Scene<'a>,
    /// The hovered mark and how far its fill has faded in, 0–1.
    pub hovered: Option<(usize, f32)>,
    pub selected: Option<(usize, f32)>,
}

impl Tones<'_> {
    fn style(&self) -> &Style {
        self.scene.style
    }

    /// Half for what is dimmed.
    pub fn strength(&self) -> f32 {
        if self.scene.dimmed { DIM } else { 1.0 }
    }

    fn is_hinted(&self, mark: &Mark) -> bool {
        self.scene.hints.iter().any(|hint| hint.mark == mark.id)
    }

    fn color(&self, mark: &Mark) -> Color32 {
        let strength = if self.is_hinted(mark) {
            1.0
        } else {
            self.strength()
        };
        decor::tint(mark, self.style()).gamma_multiply(strength)
    }
}

/// What lies under the letters: the unit or selection, fills of the hovered and the selected mark.
pub fn under(canvas: &mut Canvas, frame: &Frame, decor: &Decor, marks: &Marks, tones: &Tones<'_>) {
    let scene = tones.scene;
    for (mark, strength) in [(tones.hovered, 0.12), (tones.selected, 0.22)] {
        let Some((index, fade)) = mark else { continue };
        fill_mark(canvas, frame, decor, marks, tones, index, strength * fade);
    }
    let accent = scene.style.palette.accent;
    if let Some(preview) = scene.preview.as_ref().filter(|range| !range.is_empty()) {
        fill(
            canvas,
            &frame.pieces(preview, false),
            frame,
            accent.gamma_multiply(0.18),
        );
    } else if scene.cursor.is_selection {
        fill(
            canvas,
            &frame.pieces(&scene.cursor.range, false),
            frame,
            accent.gamma_multiply(0.18),
        );
    } else if scene.cursor.visible {
        fill(
            canvas,
            &frame.pieces(&scene.cursor.range, true),
            frame,
            accent.gamma_multiply(0.10),
        );
    }
}

/// Title, byline and text.
pub fn letters(
    canvas: &mut Canvas,
    frame: &Frame,
    column: &Column,
    marks: &Marks,
    tones: &Tones<'_>,
) {
    let palette = &tones.style().palette;
    let strength = tones.strength();
    if let Some(top) = frame.header {
        let header = column.header();
        let ink = palette.ink.gamma_multiply(strength);
        canvas.text(&header.title, pos2(frame.left, top + Header::ABOVE), ink);
        let secondary = palette.secondary.gamma_multiply(strength);
        canvas.text(
            &header.byline,
            pos2(frame.left, top + header.byline_top()),
            secondary,
        );
    }
    let hinted: Vec<_> = marks
        .marks
        .iter()
        .filter(|mark| tones.is_hinted(mark))
        .collect();
    for shown in &frame.shown {
        let origin = pos2(frame.left, shown.top);
        let fragments = hinted.iter().flat_map(|mark| &mark.fragments);
        let bright = fragments
            .filter(|f| {
                tones.scene.dimmed && f.start < shown.bytes.end && shown.bytes.start < f.end
            })
            .map(|f| {
                f.start.saturating_sub(shown.bytes.start)
                    ..f.end.min(shown.bytes.end) - shown.bytes.start
            });
        let color = palette.ink.gamma_multiply(strength);
        canvas.text_with_bright(&shown.typeset, origin, color, bright.collect(), palette.ink);
    }
}

/// Lines of all marks, zones, the outline of the selected mark.
pub fn lines(canvas: &mut Canvas, frame: &Frame, decor: &Decor, marks: &Marks, tones: &Tones<'_>) {
    for zone in &decor.zones {
        let Some(mark) = marks.marks.get(zone.mark) else {
            continue;
        };
        let is_selected = tones.selected.is_some_and(|(index, _)| index == zone.mark);
        let color = tones
            .color(mark)
            .gamma_multiply(if is_selected { 1.0 } else { 0.6 });
        canvas.shape(Shape::rect_filled(zone.rect, 1.5, color));
        if let Some((at, label)) = &zone.label {
            let color = tones
                .style()
                .palette
                .secondary
                .gamma_multiply(tones.strength());
            canvas.label(label, at.x, at.y, color);
        }
    }
    if let Some((index, fade)) = tones.selected {
        outline(canvas, frame, decor, marks, tones, index, fade);
    }
    let mut lines = Lines::new(canvas);
    for stroke in &decor.strokes {
        let Some(mark) = marks.marks.get(stroke.mark) else {
            continue;
        };
        lines.add(
            mark,
            Line {
                left: stroke.piece.left,
                right: stroke.piece.right,
                top: stroke.top,
                thickness: stroke.thickness,
                color: tones.color(mark),
                ends: stroke.ends,
            },
        );
    }
    lines.finish();
}

/// Tags, on paper where a link passes behind them; counts of marks too deep to draw.
pub fn tags(canvas: &mut Canvas, decor: &Decor, marks: &Marks, links: &Drawn, tones: &Tones<'_>) {
    let palette = &tones.style().palette;
    for tag in &decor.tags {
        let Some(mark) = marks.marks.get(tag.mark) else {
            continue;
        };
        if links.levels.iter().any(|level| level.intersects(tag.rect)) {
            canvas.shape(Shape::rect_filled(
                tag.rect.expand2(vec2(3.0, 0.0)),
                3.0,
                palette.paper,
            ));
        }
        let strength = if tones.is_hinted(mark) {
            1.0
        } else {
            tones.strength()
        };
        let baseline = tag.rect.bottom() - tag.rect.height() * 0.23;
        canvas.label(
            &tag.label,
            tag.rect.left(),
            baseline,
            tag.color.gamma_multiply(strength),
        );
    }
    for (at, label) in &decor.counts {
        let color = palette.secondary.gamma_multiply(tones.strength());
        canvas.label(label, at.x, at.y, color);
    }
}

/// The caret, the edges of a selection, the grips of the selected mark.
pub fn edges(
    canvas: &mut Canvas,
    frame: &Frame,
    grips: &[Grip],
    active: Option<usize>,
    color: Option<Color32>,
    tones: &Tones<'_>,
) {
    let scene = tones.scene;
    let palette = &scene.style.palette;
    let selection = scene
        .preview
        .as_ref()
        .or(Some(&scene.cursor.range).filter(|_| scene.cursor.is_selection));
    if let Some(range) = selection.filter(|range| !range.is_empty()) {
        for at in [frame.caret(range.start), frame.caret_of_end(range.end)] {
            caret(canvas, frame, at, palette.accent);
        }
    } else if scene.cursor.visible {
        let is_end = scene.cursor.head == scene.cursor.range.end && !scene.cursor.range.is_empty();
        let head = scene.cursor.head;
        let at = if is_end {
            frame.caret_of_end(head)
        } else {
            frame.caret(head)
        };
        caret(canvas, frame, at, palette.accent);
    }
    for (index, grip) in grips.iter().enumerate() {
        let Some(color) = color else { continue };
        let paper = if active == Some(index) {
            color
        } else {
            palette.paper
        };
        pattern::handle(
            canvas,
            grip.rect,
            color.gamma_multiply(tones.strength()),
            paper,
        );
    }
}

/// Where the grips of a mark stand: at both edges of each fragment on screen.
pub fn grip_places(frame: &Frame, mark: &Mark) -> Vec<Grip> {
    let mut grips = Vec::new();
    for (fragment, range) in mark.fragments.iter().enumerate() {
        for is_start in [true, false] {
            let at = if is_start {
                frame.caret(range.start)
            } else {
                frame.caret_of_end(range.end)
            };
            let Some(at) = at.filter(|at| frame.view.contains(*at)) else {
                continue;
            };
            let shift = if is_start { -2.5 } else { 2.5 };
            let height = frame.metrics.size * 0.98;
            let center = pos2(at.x + shift, at.y - frame.metrics.size * 0.30);
            grips.push(Grip {
                mark: mark.id.clone(),
                fragment,
                is_start,
                rect: Rect::from_center_size(center, vec2(6.0, height)),
            });
        }
    }
    grips
}

fn fill_mark(
    canvas: &mut Canvas,
    frame: &Frame,
    decor: &Decor,
    marks: &Marks,
    tones: &Tones<'_>,
    index: usize,
    strength: f32,
) {
    let Some(mark) = marks.marks.get(index) else {
        return;
    };
    if mark.suggestion || hull(&mark.fragments).is_empty() {
        return;
    }
    let of_mark = decor.strokes.iter().filter(|stroke| stroke.mark == index);
    let pieces: Vec<Piece> = of_mark.map(|stroke| stroke.piece).collect();
    fill(
        canvas,
        &pieces,
        frame,
        tones.color(mark).gamma_multiply(strength),
    );
}

fn fill(canvas: &mut Canvas, pieces: &[Piece], frame: &Frame, color: Color32) {
    for piece in pieces {
        canvas.shape(Shape::rect_filled(frame.fill(piece), 3.0, color));
    }
}

/// A thin frame around each line of the selected mark, open where the mark goes on.
fn outline(
    canvas: &mut Canvas,
    frame: &Frame,
    decor: &Decor,
    marks: &Marks,
    tones: &Tones<'_>,
    index: usize,
    fade: f32,
) {
    let Some(mark) = marks.marks.get(index) else {
        return;
    };
    let color = tones.color(mark).gamma_multiply(0.55 * fade);
    for stroke in decor.strokes.iter().filter(|stroke| stroke.mark == index) {
        let rect = frame.fill(&stroke.piece);
        canvas.shape(RectShape::stroke(
            rect,
            3.0,
            Pen::new(1.5, color),
            StrokeKind::Inside,
        ));
    }
}

fn caret(canvas: &mut Canvas, frame: &Frame, at: Option<egui::Pos2>, color: Color32) {
    let Some(at) = at else { return };
    let x = canvas.snap(at.x - 1.0);
    let top = at.y - frame.metrics.rise();
    let rect = Rect::from_min_max(pos2(x, top), pos2(x + 2.0, at.y + frame.metrics.fall()));
    canvas.shape(Shape::rect_filled(rect, 1.0, color));
}
