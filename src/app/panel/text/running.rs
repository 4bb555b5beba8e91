//! The running head: once the title is out of sight, a thin strip above the text says what is read and where one is.

use egui::{CursorIcon, Id, Rect, Role, Sense, Shape, Ui, WidgetInfo, pos2};

use super::canvas::Canvas;
use super::column::Column;
use super::frame::Frame;
use super::numbers::Numbering;
use super::page::Page;
use super::scene::{Progress, Scene};
use super::scroll::Scroll;

/// Height of the strip, in points.
const HEIGHT: f32 = 28.0;
/// Points of scrolling over which it comes.
const COMES: f64 = 12.0;

/// How much of the strip is there, 0–1.
pub fn presence(scene: &Scene<'_>, scroll: &Scroll, column: &Column) -> f32 {
    if scene.title.is_empty() || !scene.style.has_running_head {
        return 0.0;
    }
    let title_bottom = f64::from(column.header().byline_top());
    match scroll.item {
        0 => ((scroll.offset - title_bottom + COMES) / COMES).clamp(0.0, 1.0) as f32,
        _ => 1.0,
    }
}

/// Points at the top of the view that the strip covers, or may cover when one goes elsewhere.
pub fn inset(scene: &Scene<'_>) -> f32 {
    if scene.title.is_empty() || !scene.style.has_running_head {
        0.0
    } else {
        HEIGHT
    }
}

/// Where one is, as of this frame.
pub fn progress(frame: &Frame, numbering: &Numbering, length: usize) -> Progress {
    let bytes = frame.visible_bytes();
    let first = frame.shown.iter().find(|it| it.whole.end > bytes.start);
    let paragraphs = numbering.paragraphs();
    let paragraph = first.map_or(0, |it| numbering.paragraph(it.item));
    let read = bytes.end.min(length) as f64 / length.max(1) as f64;
    Progress {
        paragraph: paragraph.clamp(1.min(paragraphs), paragraphs),
        paragraphs,
        percent: (read * 100.0).floor() as u8,
    }
}

/// Paints the strip over the text.
pub fn paint(
    canvas: &mut Canvas,
    page: &Page<'_>,
    progress: &Progress,
    column: &mut Column,
    presence: f32,
) {
    if presence <= 0.0 {
        return;
    }
    let (scene, frame) = (page.scene, page.frame);
    let palette = &scene.style.palette;
    let strip = rect(frame.view);
    canvas.shape(Shape::rect_filled(
        strip,
        0.0,
        palette.paper.gamma_multiply(presence),
    ));
    let line = Rect::from_min_max(
        pos2(strip.left(), strip.bottom() - canvas.pixel()),
        strip.max,
    );
    canvas.shape(Shape::rect_filled(
        line,
        0.0,
        palette.line.gamma_multiply(presence),
    ));
    let baseline = canvas.snap(strip.center().y + 4.0);
    let secondary = palette.secondary.gamma_multiply(presence);
    let place = scene
        .strings
        .place
        .map(|words| words(progress))
        .unwrap_or_default();
    let place = column.label(&place, 12.0, 400.0);
    let room = frame.right - frame.left - place.width() - 24.0;
    if room > 0.0 {
        canvas.label(&place, frame.right - place.width(), baseline, secondary);
    }
    let Some(title) = column.label_within(scene.title, 12.0, 600.0, room.max(80.0)) else {
        return;
    };
    canvas.label(
        &title,
        frame.left,
        baseline,
        palette.ink.gamma_multiply(0.85 * presence),
    );
    let room = room - title.width() - 12.0;
    if let Some(by) = column.label_within(scene.strings.running, 12.0, 400.0, room) {
        canvas.label(&by, frame.left + title.width() + 12.0, baseline, secondary);
    }
}

/// A click on the strip leads to the start of the text. Returns whether there was one.
pub fn interact(ui: &Ui, parent: Id, page: &Page<'_>, progress: &Progress, presence: f32) -> bool {
    if presence <= 0.0 {
        return false;
    }
    let scene = page.scene;
    let response = ui.interact(
        rect(page.frame.view),
        parent.with("running head"),
        Sense::CLICK,
    );
    response.widget_info(|| {
        let place = scene
            .strings
            .place
            .map(|words| words(progress))
            .unwrap_or_default();
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{} · {place}", scene.strings.to_start),
        )
    });
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response.on_hover_text(scene.strings.to_start).clicked()
}

fn rect(view: Rect) -> Rect {
    Rect::from_min_max(view.min, pos2(view.right(), view.top() + HEIGHT))
}
