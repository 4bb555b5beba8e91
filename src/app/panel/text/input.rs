//! The pointer over the text: clicks, drags, edges of the selected mark, hovering.

use std::ops::Range;

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Sense, Ui};

use super::decor::Decor;
use super::frame::Frame;
use super::lanes::hull;
use super::marks::Marks;
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

/// An edge of the selected mark that can be dragged.
pub struct Grip {
    pub mark: MarkId,
    pub fragment: usize,
    pub is_start: bool,
    pub rect: Rect,
}

/// What the pointer works on in a frame.
pub struct Ground<'a> {
    pub frame: &'a Frame,
    pub decor: &'a Decor,
    pub marks: &'a Marks,
}

impl Input {
    /// Turns what the pointer does over the text into events.
    pub fn text(
        &mut self,
        ui: &Ui,
        response: &Response,
        ground: &Ground<'_>,
        scroll: &mut Scroll,
        events: &mut Vec<TextEvent>,
    ) {
        self.press(ui, response, ground.frame);
        self.drag(ui, response, ground.frame, scroll, events);
        click(ui, response, ground, events);
        self.hover(ui, response, ground, events);
    }

    /// The mark that is hovered, for its fill and card.
    pub fn resting(&self) -> Option<&Resting> {
        self.resting.as_ref()
    }

    /// Whether the card of the hovered mark is due.
    pub fn card(&self) -> Option<&Resting> {
        self.resting.as_ref().filter(|resting| resting.is_announced)
    }

    fn press(&mut self, ui: &Ui, response: &Response, frame: &Frame) {
        let (is_pressed, origin) =
            ui.input(|i| (i.pointer.primary_pressed(), i.pointer.press_origin()));
        if response.is_pointer_button_down_on() && (is_pressed || self.pressed.is_none()) {
            self.pressed = origin.map(|origin| frame.hit(origin));
            self.reported = None;
        }
        if !response.is_pointer_button_down_on() && !response.drag_stopped() {
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

    fn hover(
        &mut self,
        ui: &Ui,
        response: &Response,
        ground: &Ground<'_>,
        events: &mut Vec<TextEvent>,
    ) {
        let pointer = response.hover_pos().filter(|_| !response.dragged());
        let under = pointer.and_then(|pointer| {
            let index = *ground.under(pointer).first()?;
            let mark = ground.marks.marks.get(index)?;
            Some((mark.id.clone(), ground.rect_of(index, pointer)?))
        });
        if pointer.is_some() {
            let icon = if under.is_some() {
                CursorIcon::PointingHand
            } else {
                CursorIcon::Text
            };
            ui.ctx().set_cursor_icon(icon);
        } else if response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        let now = ui.input(|input| input.time);
        let is_same = match (&self.resting, &under) {
            (Some(resting), Some((mark, _))) => resting.mark == *mark,
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            if self.card().is_some() {
                events.push(TextEvent::Hover { mark: None });
            }
            self.resting = under.map(|(mark, rect)| Resting {
                mark,
                rect,
                since: now,
                is_announced: false,
            });
        }
        self.announce(ui, now, events);
    }

    fn announce(&mut self, ui: &Ui, now: f64, events: &mut Vec<TextEvent>) {
        let Some(resting) = self
            .resting
            .as_mut()
            .filter(|resting| !resting.is_announced)
        else {
            return;
        };
        let left = resting.since + REST - now;
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

impl Ground<'_> {
    /// The marks under a point: the one whose tag or line is hit first, then innermost first, zones last.
    pub fn under(&self, point: Pos2) -> Vec<usize> {
        let mut found: Vec<(u8, usize, usize)> = Vec::new();
        let mut add = |rank: u8, mark: usize| {
            let length = self
                .marks
                .marks
                .get(mark)
                .map_or(0, |mark| hull(&mark.fragments).len());
            found.push((rank, length, mark));
        };
        for tag in self
            .decor
            .tags
            .iter()
            .filter(|tag| tag.rect.contains(point))
        {
            add(0, tag.mark);
        }
        for stroke in &self.decor.strokes {
            let piece = &stroke.piece;
            let fill = self.frame.fill(piece);
            let foot = stroke.top + stroke.thickness + 1.5;
            if !(piece.left..=piece.right).contains(&point.x)
                || point.y < fill.top()
                || point.y > foot.max(fill.bottom())
            {
                continue;
            }
            let is_line = point.y >= stroke.top - 1.0 && point.y <= foot;
            add(if is_line { 1 } else { 2 }, stroke.mark);
        }
        for zone in self
            .decor
            .zones
            .iter()
            .filter(|zone| zone.rect.expand(4.0).contains(point))
        {
            add(3, zone.mark);
        }
        found.sort_unstable();
        let mut marks: Vec<usize> = Vec::new();
        for (_, _, mark) in found {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        marks
    }

    fn ids(&self, point: Pos2) -> Vec<MarkId> {
        let marks = self.under(point).into_iter();
        marks
            .filter_map(|mark| Some(self.marks.marks.get(mark)?.id.clone()))
            .collect()
    }

    /// The part of a mark nearest to the pointer.
    fn rect_of(&self, mark: usize, point: Pos2) -> Option<Rect> {
        let strokes = self
            .decor
            .strokes
            .iter()
            .filter(|stroke| stroke.mark == mark);
        let boxes = strokes.map(|stroke| self.frame.fill(&stroke.piece));
        let zones = self
            .decor
            .zones
            .iter()
            .filter(|zone| zone.mark == mark)
            .map(|zone| zone.rect);
        boxes.chain(zones).min_by(|a, b| {
            a.distance_to_pos(point)
                .total_cmp(&b.distance_to_pos(point))
        })
    }
}

fn click(ui: &Ui, response: &Response, ground: &Ground<'_>, events: &mut Vec<TextEvent>) {
    let Some(pointer) = response.interact_pointer_pos() else {
        return;
    };
    let position = ground.frame.hit(pointer);
    if response.clicked_by(PointerButton::Primary) {
        let count = match (response.triple_clicked(), response.double_clicked()) {
            (true, _) => 3,
            (_, true) => 2,
            _ => 1,
        };
        events.push(TextEvent::Click {
            position,
            marks: ground.ids(pointer),
            count,
            extend: ui.input(|input| input.modifiers.shift),
        });
    }
    if response.secondary_clicked() {
        events.push(TextEvent::Menu {
            position,
            marks: ground.ids(pointer),
            at: pointer,
        });
    }
}

/// Lets the grips of the selected mark be dragged. Returns the grip that is hovered or held.
pub fn grips(
    ui: &Ui,
    parent: egui::Id,
    grips: &[Grip],
    frame: &Frame,
    scroll: &mut Scroll,
    events: &mut Vec<TextEvent>,
) -> Option<usize> {
    let mut active = None;
    for (index, grip) in grips.iter().enumerate() {
        let id = parent.with(("grip", &grip.mark, grip.fragment, grip.is_start));
        let response = ui.interact(grip.rect.expand2(egui::vec2(3.0, 2.0)), id, Sense::DRAG);
        if response.hovered() || response.dragged() {
            active = Some(index);
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        let done = response.drag_stopped();
        let is_moved =
            response.dragged() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO);
        let pointer = ui.input(|input| input.pointer.latest_pos());
        let Some(pointer) = pointer.filter(|_| done || response.dragged()) else {
            continue;
        };
        if !done {
            scroll_at_edge(ui, frame.view, pointer, scroll);
        }
        if done || is_moved {
            events.push(TextEvent::Edge {
                mark: grip.mark.clone(),
                fragment: grip.fragment,
                is_start: grip.is_start,
                position: frame.hit(within(frame.view, pointer)),
                by_character: ui.input(|input| input.modifiers.alt),
                done,
            });
        }
    }
    active
}

/// Scrolls while a drag is held at the upper or lower edge.
fn scroll_at_edge(ui: &Ui, view: Rect, pointer: Pos2, scroll: &mut Scroll) {
    let above = (view.top() + EDGE - pointer.y).max(0.0);
    let below = (pointer.y - view.bottom() + EDGE).max(0.0);
    let speed = (below - above).clamp(-120.0, 120.0) * 12.0;
    if speed != 0.0 {
        let seconds = ui.input(|input| input.stable_dt.min(0.05));
        scroll.by(f64::from(speed * seconds));
        ui.ctx().request_repaint();
    }
}

fn within(view: Rect, point: Pos2) -> Pos2 {
    Pos2::new(
        point.x,
        point.y.clamp(view.top() + 1.0, view.bottom() - 1.0),
    )
}
