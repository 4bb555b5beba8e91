//! The view itself: holds what lasts from frame to frame and runs a frame.

use std::ops::Range;

use egui::{Rect, Response, Sense, Ui, pos2};

use super::atlas::Atlas;
use super::canvas::Canvas;
use super::column::{Column, Metrics};
use super::decor::Decor;
use super::fade::Fade;
use super::frame::Frame;
use super::input::Input;
use super::marks::Marks;
use super::page::Page;
use super::scene::{Scene, TextEvent};
use super::scroll::{Anchor, Scroll};
use super::scrollbar::{self, Goal, ScrollBar, Track};
use super::{a11y, card, found, grips, hints, links, more, paint};

/// Least free space left of the column.
const LEFT: f32 = 24.0;
/// Least free space right of it, for links.
const RIGHT: f32 = 60.0;

/// A text with marks over it.
pub struct TextView {
    column: Column,
    scroll: Scroll,
    marks: Marks,
    atlas: Atlas,
    input: Input,
    bar: ScrollBar,
    document: String,
    frame: Option<Frame>,
    /// The caret's distance from the left while it moves from line to line, and the byte it got to.
    goal: Option<(usize, f32)>,
    fade: Fade,
}

impl TextView {
    /// With `has_system_fonts`, scripts that the bundled fonts lack are set in fonts of the system. Leave it off in tests.
    pub fn new(has_system_fonts: bool) -> Self {
        Self {
            column: Column::new(has_system_fonts),
            scroll: Scroll::default(),
            marks: Marks::default(),
            atlas: Atlas::default(),
            input: Input::default(),
            bar: ScrollBar::default(),
            document: String::new(),
            frame: None,
            goal: None,
            fade: Fade::default(),
        }
    }

    /// Fills the available space with the text and answers what the analyst did.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<TextEvent> {
        let mut events = Vec::new();
        let area = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(area);
        if area.width() < 80.0 || area.height() < 20.0 {
            return events;
        }
        let (view, bar) = area.split_left_right_at_x(area.right() - scrollbar::WIDTH);
        let bar = bar.shrink2(egui::vec2(0.0, 6.0));
        let left = self.set_up(ui, scene, view);
        let response = ui.interact(view, ui.scope_id().with("text"), Sense::CLICK | Sense::DRAG);
        let bar_response = self.drag_bar(ui, &response, bar);
        self.move_view(ui, &response, view);
        let frame = Frame::new(&mut self.column, &self.scroll, view, left);
        self.marks.update(scene, &frame.bytes());
        let decor = Decor::new(&frame, &self.marks, scene.style, &mut self.column);
        let page = Page {
            scene,
            frame: &frame,
            decor: &decor,
            marks: &self.marks,
        };
        let scroll = &mut self.scroll;
        a11y::expose(ui, &response, &page, &self.column, scroll, &mut events);
        a11y::expose_bar(ui, &bar_response, scene, &self.column, scroll);
        self.input
            .text(ui, &response, &page, &mut self.scroll, &mut events);
        let mut painter = Canvas::new(ui.pixels_per_point());
        self.paint_bar(&mut painter, &bar_response, scene, view.height());
        painter.paint(&ui.painter_at(area), &mut self.atlas);
        self.paint_text(ui, &response, &frame, &decor, scene, &mut events);
        self.column
            .evict(&(self.scroll.item..self.scroll.item + frame.shown.len() + 1));
        self.frame = Some(frame);
        events
    }

    /// Scrolls, in the next frame, so that `range` is comfortably in view.
    pub fn reveal(&mut self, range: Range<usize>) {
        self.scroll.reveal(range);
    }

    /// Where the view stands, to come back to.
    pub fn stand(&mut self) -> Anchor {
        self.scroll.anchor(&mut self.column)
    }

    /// Goes back to where the view stood.
    pub fn return_to(&mut self, stand: Anchor) {
        self.scroll.restore(&mut self.column, stand);
    }

    /// Bytes of the lines that were on screen in the last frame.
    pub fn visible_range(&self) -> Range<usize> {
        self.frame.as_ref().map_or(0..0, Frame::visible_bytes)
    }

    /// The place above `position`, one visual line up; keeps its distance from the left over several calls.
    pub fn line_up(&mut self, position: usize) -> usize {
        self.step_line(position, false)
    }

    /// The place below `position`, one visual line down.
    pub fn line_down(&mut self, position: usize) -> usize {
        self.step_line(position, true)
    }

    /// Bytes of the visual line that holds `position`.
    pub fn line(&mut self, position: usize) -> Range<usize> {
        let item = self.column.item_at(position);
        let shown = self.column.shown(item);
        let inside = position.clamp(shown.start, shown.end) - shown.start;
        let line = self.column.lay(item).laid.line_bytes(inside);
        shown.start + line.start..shown.start + line.end.min(shown.len())
    }

    /// Scrolls by screens; negative is up.
    pub fn page(&mut self, pages: f32) {
        let Some(frame) = &self.frame else { return };
        let screen = frame.view.height() - 2.0 * frame.metrics.pitch;
        self.scroll
            .glide_by(f64::from(pages * screen.max(frame.metrics.pitch)));
    }

    /// Where a range was on screen in the last frame: all its visible lines together, to place a pop-up by.
    pub fn screen_rect_of(&self, range: &Range<usize>) -> Option<Rect> {
        let frame = self.frame.as_ref()?;
        let boxes = frame
            .pieces(range, true)
            .into_iter()
            .map(|piece| frame.fill(&piece));
        let visible = boxes.filter(|rect| rect.intersects(frame.view));
        let whole = visible.reduce(Rect::union);
        whole.or_else(|| {
            let at = frame
                .caret(range.start)
                .filter(|at| frame.view.contains(*at))?;
            let top = at.y - frame.metrics.rise();
            Some(Rect::from_min_max(
                pos2(at.x, top),
                pos2(at.x, at.y + frame.metrics.fall()),
            ))
        })
    }

    /// Takes document, style and width of this frame. Returns the left edge of the column.
    fn set_up(&mut self, ui: &Ui, scene: &Scene<'_>, view: Rect) -> f32 {
        let scale = ui.pixels_per_point();
        self.atlas.begin(ui.ctx(), scene.style.palette.dark);
        let character = self.column.character_width(scene.style);
        let width = (scene.style.measure * character).min(view.width() - LEFT - RIGHT);
        let width = width.max(80.0).floor();
        let metrics = Metrics::new(scene.style, width, scale);
        let is_other = self.document != scene.document;
        if is_other {
            let anchor = self.scroll.anchor(&mut self.column);
            self.scroll.remember(&self.document, anchor);
            scene.document.clone_into(&mut self.document);
            self.input = Input::default();
        }
        let anchor = if is_other {
            self.scroll.remembered(scene.document)
        } else {
            self.scroll.anchor(&mut self.column)
        };
        let is_new_text = self.column.set_text(scene.text);
        let is_new_size = self.column.set_metrics(metrics);
        self.column.set_header(scene.title, scene.byline);
        if is_other || is_new_text || is_new_size {
            self.scroll.restore(&mut self.column, anchor);
            self.goal = None;
        }
        let centered = view.left() + (view.width() - width) / 2.0;
        centered
            .min(view.right() - RIGHT - width)
            .max(view.left() + LEFT)
    }

    /// Wheel, glides and what was asked to be revealed.
    fn move_view(&mut self, ui: &Ui, response: &Response, view: Rect) {
        if response.contains_pointer() {
            let wheel = ui.input(|input| input.smooth_scroll_delta().y);
            if wheel != 0.0 {
                self.scroll.by(-f64::from(wheel));
            }
        }
        let height = f64::from(view.height());
        self.scroll.follow(&mut self.column, height);
        let seconds = ui.input(|input| f64::from(input.stable_dt.min(0.05)));
        let is_smooth = ui.style().animation_time > 0.0;
        if self.scroll.advance(seconds, is_smooth) {
            ui.ctx().request_repaint();
        }
        self.scroll.settle(&mut self.column, height);
    }

    /// Lets the scroll bar be dragged.
    fn drag_bar(&mut self, ui: &Ui, text: &Response, bar: Rect) -> Response {
        let track = Track::new(bar, text.rect.height(), &self.scroll, &self.column);
        let (response, goal) = self.bar.interact(ui, text.id.with("bar"), &track);
        match goal {
            Some(Goal::Position(position)) => self.scroll.reveal(position..position),
            Some(Goal::Height(y)) => self.scroll.jump(&self.column, y),
            None => {}
        }
        response
    }

    fn paint_bar(&mut self, canvas: &mut Canvas, bar: &Response, scene: &Scene<'_>, view: f32) {
        let track = Track::new(bar.rect, view, &self.scroll, &self.column);
        let is_hot = bar.hovered() || bar.dragged();
        self.bar.paint(canvas, &track, scene, &self.column, is_hot);
    }

    /// Paints the text and all over it, and asks the pointer about what was painted.
    fn paint_text(
        &mut self,
        ui: &Ui,
        response: &Response,
        frame: &Frame,
        decor: &Decor,
        scene: &Scene<'_>,
        events: &mut Vec<TextEvent>,
    ) {
        let Self {
            column,
            scroll,
            marks,
            input,
            ..
        } = self;
        let page = Page {
            scene,
            frame,
            decor,
            marks,
        };
        let painting = self.fade.painting(ui, page, input.resting());
        let selected = painting.selected.and_then(|(index, _)| page.mark(index));
        let own = selected.filter(|mark| mark.foreign.is_none());
        let mut edges = own.map_or(Vec::new(), |mark| grips::place(frame, mark));
        grips::interact(ui, response.id, &mut edges, frame, scroll, events);
        let mut canvas = Canvas::new(ui.pixels_per_point());
        paint::under(&mut canvas, &painting);
        found::under(&mut canvas, &painting);
        paint::letters(&mut canvas, column, &painting);
        paint::lines(&mut canvas, &painting);
        let counted = more::interact(ui, response.id, &page, events);
        let drawn = links::paint(&mut canvas, &painting, column, response.hover_pos());
        paint::tags(&mut canvas, &drawn.levels, &painting);
        more::paint(&mut canvas, &page, counted, painting.strength());
        paint::carets(&mut canvas, &painting);
        let palette = &scene.style.palette;
        if let Some(mark) = selected {
            grips::paint(&mut canvas, &edges, painting.color(mark), palette.paper);
        }
        let caps = hints::caps(&page);
        hints::paint(&mut canvas, &caps, palette, column);
        canvas.paint(&ui.painter_at(frame.view), &mut self.atlas);
        hints::interact(ui, response.id, &caps, events);
        if let Some(range) = links::interact(ui, response.id, &drawn) {
            scroll.reveal(range);
            ui.ctx().request_repaint();
        }
        card::show(ui, response, input.card(), &page);
    }

    fn step_line(&mut self, position: usize, is_down: bool) -> usize {
        let item = self.column.item_at(position);
        let shown = self.column.shown(item);
        let inside = position.clamp(shown.start, shown.end) - shown.start;
        let typeset = self.column.lay(item);
        let place = typeset.laid.place(inside);
        let goal = self
            .goal
            .filter(|(at, _)| *at == position)
            .map_or(place.x, |(_, x)| x);
        let (item, line) = match (is_down, place.line.checked_sub(1)) {
            (true, _) if place.line + 1 < typeset.laid.lines.len() => (item, place.line + 1),
            (true, _) if item + 1 < self.column.len() => (item + 1, 0),
            (false, Some(line)) => (item, line),
            (false, None) if item > 1 => (item - 1, usize::MAX),
            _ => return position,
        };
        let typeset = self.column.lay(item);
        let line = line.min(typeset.laid.lines.len().saturating_sub(1));
        let position = self.column.shown(item).start + typeset.laid.hit_in_line(line, goal);
        self.goal = Some((position, goal));
        position
    }
}
