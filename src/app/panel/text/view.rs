//! The view itself: holds what lasts from frame to frame and runs a frame.

use std::ops::Range;

use egui::{Rect, Response, Sense, Ui, pos2};

use super::across::Across;
use super::anchor::Anchor;
use super::atlas::Atlas;
use super::canvas::Canvas;
use super::column::{Column, Metrics};
use super::decor::Decor;
use super::fade::Fade;
use super::frame::Frame;
use super::input::Input;
use super::marks::Marks;
use super::numbers::Numbering;
use super::overview::Overview;
use super::page::Page;
use super::scene::{Scene, Style, TextEvent};
use super::scroll::Scroll;
use super::scrollbar::{Goal, ScrollBar, Track};
use super::settle::Settler;
use super::zoom::Zoom;
use super::{a11y, card, found, grips, hints, links, more, numbers, overview, paint, running};

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
    zoom: Zoom,
    overview: Overview,
    numbering: Numbering,
    has_system_fonts: bool,
    /// Measures what is not on screen, once it is asked to.
    settler: Option<Settler>,
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
            zoom: Zoom::default(),
            overview: Overview::default(),
            numbering: Numbering::default(),
            has_system_fonts,
            settler: None,
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
        let layout = self.set_up(ui, scene, area);
        if let Some(settler) = &mut self.settler {
            settler.update(&mut self.column, self.scroll.item);
        }
        let (view, bar) = area.split_left_right_at_x(area.right() - layout.bar);
        let bar = bar.shrink2(egui::vec2(0.0, 6.0));
        let response = ui.interact(view, ui.scope_id().with("text"), Sense::CLICK | Sense::DRAG);
        if let Some(size) = self.zoom.read(ui, &response, view, scene.style.size) {
            events.push(TextEvent::Zoom { size });
        }
        let bar_response = self.drag_bar(ui, &response, bar, scene);
        self.move_view(ui, &response, view);
        let frame = self.frame(scene, view, layout.left);
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
        if self.paint_bar(&mut painter, &bar_response, scene, view.height()) {
            ui.ctx().request_repaint();
        }
        painter.paint(&ui.painter_at(area), &mut self.atlas);
        self.paint_text(ui, &response, &frame, &decor, scene, &mut events);
        self.paint_head(ui, &response, &frame, &decor, scene);
        self.column
            .evict(&(self.scroll.item..self.scroll.item + frame.shown.len() + 1));
        self.frame = Some(frame);
        events
    }

    /// From now on measures the whole text beside, so that the scroll bar settles.
    pub fn settle_heights(&mut self, ctx: &egui::Context) {
        self.settler = Settler::new(self.has_system_fonts, ctx);
    }

    /// Opens fonts and draws the letters that most texts begin with, so that the first page need not.
    pub fn warm(&mut self, ctx: &egui::Context, style: &Style) {
        self.atlas.begin(ctx, style.palette.dark);
        for label in self.column.samples(style) {
            label.prepare(&mut self.atlas);
        }
        self.atlas.upload(ctx);
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
        let screen = frame.clear().height() - 2.0 * frame.metrics.pitch;
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
        let visible = boxes.filter(|rect| rect.intersects(frame.clear()));
        let whole = visible.reduce(Rect::union);
        whole.or_else(|| {
            let at = frame
                .caret(range.start)
                .filter(|at| frame.clear().contains(*at))?;
            let top = at.y - frame.metrics.rise();
            Some(Rect::from_min_max(
                pos2(at.x, top),
                pos2(at.x, at.y + frame.metrics.fall()),
            ))
        })
    }

    /// Takes document, style and width of this frame.
    fn set_up(&mut self, ui: &Ui, scene: &Scene<'_>, area: Rect) -> Across {
        let scale = ui.pixels_per_point();
        self.atlas.begin(ui.ctx(), scene.style.palette.dark);
        let character = self.column.character_width(scene.style);
        let across = Across::new(area, scene.style, character);
        let metrics = Metrics::new(scene.style, across.width, scale);
        let is_other = self.document != scene.document;
        if is_other {
            let anchor = self.scroll.anchor(&mut self.column);
            self.scroll.remember(&self.document, anchor);
            scene.document.clone_into(&mut self.document);
            self.input = Input::default();
        }
        self.scroll.inset = f64::from(running::inset(scene));
        let (anchor, y) = match self.zoom.take_place(scene.style.size) {
            _ if is_other => (self.scroll.remembered(scene.document), None),
            None => (self.scroll.anchor(&mut self.column), None),
            Some(y) => (self.scroll.anchor_at(&mut self.column, y), Some(y)),
        };
        let is_new_text = self.column.set_text(scene.text);
        if is_new_text {
            self.numbering = Numbering::new(scene.text, self.column.blocks());
        }
        let is_new_size = self.column.set_metrics(metrics);
        self.column.set_header(scene.title, scene.byline);
        if is_other || is_new_text || is_new_size {
            self.scroll.restore(&mut self.column, anchor);
            self.goal = None;
        }
        if is_new_size && !is_other {
            self.scroll.hold(anchor, y);
        }
        across
    }

    /// Places what is on screen.
    fn frame(&mut self, scene: &Scene<'_>, view: Rect, left: f32) -> Frame {
        let mut frame = Frame::new(&mut self.column, &self.scroll, view, left);
        if running::presence(scene, &self.scroll, &self.column) > 0.0 {
            frame.inset = running::inset(scene);
        }
        let numbers = scene.style.numbers;
        frame.gutter = numbers::gutter(&self.numbering, numbers, &frame, &mut self.column);
        frame
    }

    /// Wheel, glides and what was asked to be revealed.
    fn move_view(&mut self, ui: &Ui, response: &Response, view: Rect) {
        if response.contains_pointer() {
            // The wheel or the trackpad, or two fingers on a screen.
            let wheel = ui.input(|input| {
                let fingers = input.multi_touch();
                input.smooth_scroll_delta().y + fingers.map_or(0.0, |it| it.translation_delta.y)
            });
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

    /// Lets the scroll bar, or the overview in its place, be dragged.
    fn drag_bar(&mut self, ui: &Ui, text: &Response, bar: Rect, scene: &Scene<'_>) -> Response {
        let (id, view) = (text.id.with("bar"), text.rect.height());
        let track = Track::new(bar, view, &self.scroll, &self.column);
        let (response, goal) = if scene.style.has_overview {
            let map = overview::Map::new(bar, view, &self.column, ui.pixels_per_point());
            let response = ui.interact(bar, id, Sense::CLICK | Sense::DRAG);
            let top = self.scroll.top(&self.column);
            let goal = self
                .overview
                .drag(ui, &response, &map, top, f64::from(view));
            (response, goal.map(Goal::Height))
        } else {
            self.bar.interact(ui, id, &track)
        };
        match goal {
            Some(Goal::Position(position)) => self.scroll.reveal(position..position),
            Some(Goal::Height(y)) => self.scroll.jump(&self.column, y),
            None => {}
        }
        response
    }

    /// The scroll bar, or the overview in its place. Answers whether it is only whole in the next frame.
    fn paint_bar(
        &mut self,
        canvas: &mut Canvas,
        bar: &Response,
        scene: &Scene<'_>,
        view: f32,
    ) -> bool {
        let is_hot = bar.hovered() || bar.dragged();
        if scene.spotlight.is_some() && !is_hot {
            return false;
        }
        if scene.style.has_overview {
            let map = overview::Map::new(bar.rect, view, &self.column, 1.0 / canvas.pixel());
            let at = (self.scroll.top(&self.column), f64::from(view));
            self.overview
                .paint(canvas, &map, scene, &self.column, at, is_hot)
        } else {
            let track = Track::new(bar.rect, view, &self.scroll, &self.column);
            self.bar.paint(canvas, &track, scene, &self.column, is_hot);
            false
        }
    }

    /// The running head, over the text.
    fn paint_head(
        &mut self,
        ui: &Ui,
        response: &Response,
        frame: &Frame,
        decor: &Decor,
        scene: &Scene<'_>,
    ) {
        let presence = running::presence(scene, &self.scroll, &self.column);
        let progress = running::progress(frame, &self.numbering, scene.text.len());
        let marks = &self.marks;
        let page = Page {
            scene,
            frame,
            decor,
            marks,
        };
        let mut canvas = Canvas::new(ui.pixels_per_point());
        running::paint(&mut canvas, &page, &progress, &mut self.column, presence);
        canvas.paint(&ui.painter_at(frame.view), &mut self.atlas);
        if running::interact(ui, response.id, &page, &progress, presence) {
            self.scroll.to_start(&self.column);
            ui.ctx().request_repaint();
        }
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
            numbering,
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
        paint::deep_lines(&mut canvas, &painting);
        paint::letters(&mut canvas, column, &painting);
        paint::lines(&mut canvas, &painting);
        numbers::paint(&mut canvas, &page, numbering, column);
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
