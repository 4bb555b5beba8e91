//! The view itself: holds what lasts from frame to frame and runs a frame.

use std::ops::Range;

use egui::{Id, Rect, Response, Sense, Ui, pos2};

use super::atlas::Atlas;
use super::canvas::Canvas;
use super::column::{Column, Metrics};
use super::decor::Decor;
use super::frame::Frame;
use super::hints::{self, Cap};
use super::input::{self, Ground, Input, Resting};
use super::links::{self, Drawn};
use super::marks::Marks;
use super::paint::{self, Tones};
use super::scene::{MarkId, Scene, TextEvent};
use super::scroll::Scroll;
use super::scrollbar::{self, ScrollBar};
use super::{a11y, card};

/// Least free space left of the column.
const LEFT: f32 = 24.0;
/// Least free space right of it, for links.
const RIGHT: f32 = 48.0;
/// Seconds in which a fill fades in.
const FADE: f64 = 0.1;

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
    selected: Option<(MarkId, f64)>,
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
            selected: None,
        }
    }

    /// Fills the available space with the text and answers what the analyst did.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<TextEvent> {
        let mut events = Vec::new();
        let area = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(area);
        let view = Rect::from_min_max(
            area.min,
            pos2(area.right() - scrollbar::WIDTH, area.bottom()),
        );
        let bar = Rect::from_min_max(
            pos2(view.right(), area.top() + 6.0),
            pos2(area.right(), area.bottom() - 6.0),
        );
        if view.width() < 40.0 || view.height() < 20.0 {
            return events;
        }
        let left = self.set_up(ui, scene, view);
        let id = ui.scope_id().with("text");
        let response = ui.interact(view, id, Sense::CLICK | Sense::DRAG);
        let bar_response = self.bar.interact(
            ui,
            bar,
            id.with("bar"),
            &mut self.scroll,
            &self.column,
            view.height(),
        );
        self.move_view(ui, &response, view);
        let frame = Frame::new(&mut self.column, &self.scroll, view, left);
        self.marks.update(scene, &frame.bytes());
        let decor = Decor::new(&frame, &self.marks, scene.style, &mut self.column);
        a11y::expose(
            ui,
            &response,
            scene,
            &frame,
            &decor,
            &self.marks,
            &mut events,
        );
        a11y::expose_bar(&bar_response, scene);
        let ground = Ground {
            frame: &frame,
            decor: &decor,
            marks: &self.marks,
        };
        self.input
            .text(ui, &response, &ground, &mut self.scroll, &mut events);
        self.paint(
            ui,
            scene,
            &frame,
            &decor,
            &response,
            (bar, bar_response.hovered() || bar_response.dragged()),
            &mut events,
        );
        self.column
            .evict(&(self.scroll.item..self.scroll.item + frame.shown.len() + 1));
        self.frame = Some(frame);
        events
    }

    /// Scrolls, in the next frame, so that `range` is comfortably in view.
    pub fn reveal(&mut self, range: Range<usize>) {
        self.scroll.reveal(range);
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
        let line = self.column.lay(item).lines.line_bytes(inside);
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
        let whole = visible.reduce(|a, b| a.union(b));
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
        self.atlas.begin(scale, scene.style.palette.dark);
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

    #[expect(clippy::too_many_arguments, reason = "the parts of one frame")]
    fn paint(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        frame: &Frame,
        decor: &Decor,
        response: &Response,
        (bar, is_hot): (Rect, bool),
        events: &mut Vec<TextEvent>,
    ) {
        let mut canvas = Canvas::new(ui.pixels_per_point());
        let tones = self.tones(ui, scene);
        let selected = tones
            .selected
            .and_then(|(index, _)| self.marks.marks.get(index));
        let grips = selected.map_or(Vec::new(), |mark| paint::grip_places(frame, mark));
        let color = selected.map(|mark| super::decor::tint(mark, scene.style));
        let active = input::grips(ui, response.id, &grips, frame, &mut self.scroll, events);
        paint::under(&mut canvas, frame, decor, &self.marks, &tones);
        paint::letters(&mut canvas, frame, &self.column, &self.marks, &tones);
        paint::lines(&mut canvas, frame, decor, &self.marks, &tones);
        let strength = tones.strength();
        let palette = &scene.style.palette;
        let drawn = links::paint(
            &mut canvas,
            frame,
            decor,
            scene.links,
            palette,
            strength,
            &mut self.column,
        );
        paint::tags(&mut canvas, decor, &self.marks, &drawn, &tones);
        paint::edges(&mut canvas, frame, &grips, active, color, &tones);
        let caps = hints::caps(frame, decor, &self.marks, scene.hints);
        hints::paint(&mut canvas, &caps, palette, &mut self.column);
        if !scene.strings.prompt.is_empty() {
            hints::prompt(
                &mut canvas,
                frame,
                scene.strings.prompt,
                palette,
                &mut self.column,
            );
        }
        canvas.paint(&ui.painter_at(frame.view), &mut self.atlas);
        let mut canvas = Canvas::new(ui.pixels_per_point());
        self.bar.paint(
            &mut canvas,
            bar,
            scene,
            &self.scroll,
            &self.column,
            frame.view.height(),
            is_hot,
        );
        canvas.paint(&ui.painter_at(bar.expand(6.0)), &mut self.atlas);
        self.follow_exits(ui, response.id, &drawn);
        click_caps(ui, response.id, &caps, events);
        card::show(ui, response, self.input.card(), &self.marks);
    }

    /// What is hovered and selected, with fills fading in.
    fn tones<'a>(&mut self, ui: &Ui, scene: &'a Scene<'a>) -> Tones<'a> {
        let now = ui.input(|input| input.time);
        if self.selected.as_ref().map(|(id, _)| id) != scene.selected {
            self.selected = scene.selected.map(|id| (id.clone(), now));
        }
        let is_smooth = ui.style().animation_time > 0.0;
        let fade = |since: f64| {
            let part = if is_smooth {
                ((now - since) / FADE).clamp(0.0, 1.0)
            } else {
                1.0
            };
            if part < 1.0 {
                ui.ctx().request_repaint();
            }
            part as f32
        };
        let selected = self
            .selected
            .as_ref()
            .and_then(|(id, since)| Some((self.marks.find(id)?, fade(*since))));
        let hovered = self
            .input
            .resting()
            .and_then(|Resting { mark, since, .. }| Some((self.marks.find(mark)?, fade(*since))));
        Tones {
            scene,
            hovered: hovered.filter(|(index, _)| selected.is_none_or(|(other, _)| other != *index)),
            selected,
        }
    }

    /// Arrows of links that leave the view lead to their other end.
    fn follow_exits(&mut self, ui: &Ui, parent: Id, drawn: &Drawn) {
        for (index, (area, range, name)) in drawn.exits.iter().enumerate() {
            let response = ui.interact(*area, parent.with(("exit", index)), Sense::CLICK);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, name));
            if response.hovered() {
                ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            }
            if response.clicked() {
                self.scroll.reveal(range.clone());
                ui.ctx().request_repaint();
            }
        }
    }

    fn step_line(&mut self, position: usize, is_down: bool) -> usize {
        let item = self.column.item_at(position);
        let shown = self.column.shown(item);
        let inside = position.clamp(shown.start, shown.end) - shown.start;
        let typeset = self.column.lay(item);
        let place = typeset.lines.place(inside);
        let goal = self
            .goal
            .filter(|(at, _)| *at == position)
            .map_or(place.x, |(_, x)| x);
        let (item, line) = match (is_down, place.line.checked_sub(1)) {
            (true, _) if place.line + 1 < typeset.lines.lines.len() => (item, place.line + 1),
            (true, _) if item + 1 < self.column.len() => (item + 1, 0),
            (false, Some(line)) => (item, line),
            (false, None) if item > 1 => (item - 1, usize::MAX),
            _ => return position,
        };
        let typeset = self.column.lay(item);
        let line = line.min(typeset.lines.lines.len().saturating_sub(1));
        let position = self.column.shown(item).start + typeset.lines.hit_in_line(line, goal);
        self.goal = Some((position, goal));
        position
    }
}

fn click_caps(ui: &Ui, parent: Id, caps: &[Cap], events: &mut Vec<TextEvent>) {
    for cap in caps {
        let response = ui.interact(cap.rect, parent.with(("cap", &cap.mark)), Sense::CLICK);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, cap.letter));
        if response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        if response.clicked() {
            events.push(TextEvent::Hint {
                mark: cap.mark.clone(),
            });
        }
    }
}
