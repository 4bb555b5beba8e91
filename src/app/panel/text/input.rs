//! The pointer over the text: clicks, drags, resting on a mark.

use std::ops::Range;

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui};

use super::frame::Frame;
use super::page::Page;
use super::scene::{MarkId, TextEvent};
use super::scroll::Scroll;

/// Seconds of rest before a mark shows its card.
const REST: f64 = 0.25;
/// Points from the edge of the view within which a drag scrolls.
const EDGE: f32 = 20.0;

/// What the pointer is about.
#[derive(Default)]
pub struct Input {
    /// The byte where the button went down.
    pressed: Option<usize>,
    /// The last drag reported, not to repeat it.
    reported: Option<(Range<usize>, usize, bool)>,
    resting: Option<Resting>,
}

/// A mark under the pointer.
#[derive(Clone)]
pub struct Resting {
    pub mark: MarkId,
    pub rect: Rect,
    pub since: f64,
    is_announced: bool,
}

impl Input {
    /// Turns what the pointer does over the text into events.
    pub fn text(
        &mut self,
        ui: &Ui,
        response: &Response,
        page: &Page<'_>,
        scroll: &mut Scroll,
        events: &mut Vec<TextEvent>,
    ) {
        self.press(ui, response, page.frame);
        self.drag(ui, response, page.frame, scroll, events);
        click(ui, response, page, events);
        self.hover(ui, response, page, events);
        self.announce(ui, events);
    }

    /// The mark that is hovered, for its fill.
    pub fn resting(&self) -> Option<&Resting> {
        self.resting.as_ref()
    }

    /// The mark whose card is due.
    pub fn card(&self) -> Option<&Resting> {
        self.resting.as_ref().filter(|resting| resting.is_announced)
    }

    fn press(&mut self, ui: &Ui, response: &Response, frame: &Frame) {
        let is_down = response.is_pointer_button_down_on();
        let (is_pressed, origin) =
            ui.input(|i| (i.pointer.primary_pressed(), i.pointer.press_origin()));
        if is_down && (is_pressed || self.pressed.is_none()) {
            self.pressed = origin.map(|origin| frame.hit(origin));
            self.reported = None;
        }
        if !is_down && !response.drag_stopped() {
            self.pressed = None;
        }
    }

    fn drag(
        &mut self,
        ui: &Ui,
        response: &Response,
        frame: &Frame,
        scroll: &mut Scroll,
        events: &mut Vec<TextEvent>,
    ) {
        let done = response.drag_stopped_by(PointerButton::Primary);
        if !done && !response.dragged_by(PointerButton::Primary) {
            return;
        }
        let (pointer, by_character) = ui.input(|i| (i.pointer.latest_pos(), i.modifiers.alt));
        let (Some(pressed), Some(pointer)) = (self.pressed, pointer) else {
            return;
        };
        if !done {
            scroll_at_edge(ui, frame.view, pointer, scroll);
        }
        let head = frame.hit(within(frame.view, pointer));
        let raw = pressed.min(head)..pressed.max(head);
        let report = (raw.clone(), head, by_character);
        if done || self.reported.as_ref() != Some(&report) {
            self.reported = Some(report);
            events.push(TextEvent::Drag {
                raw,
                head,
                by_character,
                done,
            });
        }
    }

    /// Follows the pointer from mark to mark.
    fn hover(
        &mut self,
        ui: &Ui,
        response: &Response,
        page: &Page<'_>,
        events: &mut Vec<TextEvent>,
    ) {
        let pointer = response.hover_pos().filter(|_| !response.dragged());
        let under = pointer.and_then(|pointer| {
            let index = *page.under(pointer).first()?;
            Some((
                page.mark(index)?.id.clone(),
                page.nearest_box(index, pointer)?,
            ))
        });
        if pointer.is_some() || response.dragged() {
            let is_over_text = pointer.is_none_or(|it| page.frame.is_beside_text(it));
            ui.ctx().set_cursor_icon(match (&under, is_over_text) {
                (Some(_), _) => CursorIcon::PointingHand,
                (None, true) => CursorIcon::Text,
                (None, false) => CursorIcon::Default,
            });
        }
        let before = self.resting.as_ref().map(|resting| &resting.mark);
        if before == under.as_ref().map(|(mark, _)| mark) {
            return;
        }
        if self.card().is_some() {
            events.push(TextEvent::Hover { mark: None });
        }
        let since = ui.input(|input| input.time);
        self.resting = under.map(|(mark, rect)| Resting {
            mark,
            rect,
            since,
            is_announced: false,
        });
    }

    /// Tells of a mark once the pointer has rested on it for long enough.
    fn announce(&mut self, ui: &Ui, events: &mut Vec<TextEvent>) {
        let waiting = self
            .resting
            .as_mut()
            .filter(|resting| !resting.is_announced);
        let Some(resting) = waiting else {
            return;
        };
        let left = resting.since + REST - ui.input(|input| input.time);
        if left > 0.0 {
            ui.ctx().request_repaint_after_secs(left as f32);
            return;
        }
        resting.is_announced = true;
        events.push(TextEvent::Hover {
            mark: Some((resting.mark.clone(), resting.rect)),
        });
    }
}

/// Scrolls while a drag is held at the upper or lower edge.
pub fn scroll_at_edge(ui: &Ui, view: Rect, pointer: Pos2, scroll: &mut Scroll) {
    let above = (view.top() + EDGE - pointer.y).max(0.0);
    let below = (pointer.y - view.bottom() + EDGE).max(0.0);
    let speed = (below - above).clamp(-120.0, 120.0) * 12.0;
    if speed != 0.0 {
        let seconds = ui.input(|input| input.stable_dt.min(0.05));
        scroll.by(f64::from(speed * seconds));
        ui.ctx().request_repaint();
    }
}

/// A point moved into the height of the view.
pub fn within(view: Rect, point: Pos2) -> Pos2 {
    Pos2::new(
        point.x,
        point.y.clamp(view.top() + 1.0, view.bottom() - 1.0),
    )
}

fn click(ui: &Ui, response: &Response, page: &Page<'_>, events: &mut Vec<TextEvent>) {
    let Some(pointer) = response.interact_pointer_pos() else {
        return;
    };
    let position = page.frame.hit(pointer);
    if response.clicked_by(PointerButton::Primary) {
        let count = match (response.triple_clicked(), response.double_clicked()) {
            (true, _) => 3,
            (_, true) => 2,
            _ => 1,
        };
        events.push(TextEvent::Click {
            position,
            marks: page.ids_under(pointer),
            count,
            extend: ui.input(|input| input.modifiers.shift),
        });
    }
    if response.secondary_clicked() {
        events.push(TextEvent::Menu {
            position,
            marks: page.ids_under(pointer),
            at: pointer,
        });
    }
}
