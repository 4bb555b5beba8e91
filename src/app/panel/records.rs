//! The list of all records at a place, where marks lie too close to be picked: arrows and Enter choose one, so
//! does its digit or a click; Escape leaves.

use std::ops::Range;

use egui::{
    Area, Color32, Event, EventFilter, FocusDirection, Frame, Id, Key, Order, Rect, Ui, pos2,
};

use super::text::TextView;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::Popup;
use crate::app::marks::LayerMarks;
use crate::app::names;
use crate::app::record::RecordId;
use crate::app::widget::{ROW, Row, caption, rows};
use crate::tr;

const WIDTH: f32 = 400.0;
/// Rows to be seen at once.
const SEEN: usize = 12;

/// What is listed, and which row Enter takes.
#[derive(Default)]
pub struct RecordList {
    open_for: Option<(Range<usize>, u64)>,
    entries: Vec<Entry>,
    at: usize,
}

struct Entry {
    record: RecordId,
    color: Color32,
    /// As a screen reader says it.
    name: String,
    tag: String,
    quote: String,
}

impl RecordList {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, view: &TextView, out: &mut Vec<Action>) {
        let popup = cx.session.and_then(|it| it.desk.popup.as_ref());
        let Some(Popup::Records(range)) = popup else {
            self.open_for = None;
            return;
        };
        let is_new = self.fill(cx, range);
        let page = ui.max_rect();
        let place = view.screen_rect_of(range).unwrap_or(page);
        let shown = Area::new(Id::unique("records"))
            .order(Order::Foreground)
            .fixed_pos(corner(page, place, self.height()))
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style()).inner_margin(8).show(ui, |ui| {
                    ui.set_width(WIDTH - 16.0);
                    caption(ui, &tr!("records-here", count = self.entries.len()));
                    let moved = self.keys(ui, out);
                    self.rows(ui, is_new || moved, moved, out);
                });
            });
        hold_keyboard(ui, true);
        if pressed_outside(ui, shown.response.rect) {
            out.push(Action::Popup(None));
        }
    }

    /// Lists what is there now; answers whether the list has just been opened.
    fn fill(&mut self, cx: &Cx, range: &Range<usize>) -> bool {
        let (Some(session), Some(document), Some(project)) =
            (cx.session, cx.document(), cx.project())
        else {
            return false;
        };
        let marks = LayerMarks::new(cx, session, document);
        let is_same = |it: &(Range<usize>, u64)| it.0 == *range && it.1 == marks.revision();
        if self.open_for.as_ref().is_some_and(is_same) {
            return false;
        }
        let is_new = self.open_for.as_ref().is_none_or(|it| it.0 != *range);
        self.open_for = Some((range.clone(), marks.revision()));
        let entry = |(record, span): (RecordId, &std::sync::Arc<_>)| {
            let by = match &record {
                RecordId::Own(_) => None,
                RecordId::Other(by, _) => Some(by),
            };
            let mark = marks.mark(by, span);
            let open = if mark.incomplete { "\u{A0}?" } else { "" };
            let whose = by.map_or_else(String::new, |by| {
                format!("{} · ", names::person(project, by))
            });
            Entry {
                color: mark.color,
                name: mark.name.lines().next().unwrap_or_default().to_owned(),
                tag: format!("{whose}{}{open}", mark.tag),
                quote: tr!(
                    "inspector-quote",
                    quote = names::quote(&document.text, span, 60)
                ),
                record,
            }
        };
        self.entries = marks.records_in(range).into_iter().map(entry).collect();
        if is_new {
            let chosen = session.desk.chosen_record();
            let same = |it: &Entry| chosen.as_ref() == Some(&it.record);
            self.at = self.entries.iter().position(same).unwrap_or(0);
        }
        self.at = self.at.min(self.entries.len().saturating_sub(1));
        is_new
    }

    fn height(&self) -> f32 {
        ROW * self.entries.len().clamp(1, SEEN) as f32 + 40.0
    }

    /// Moves with the arrows, chooses by digit; answers whether another row is the one that Enter takes.
    fn keys(&mut self, ui: &Ui, out: &mut Vec<Action>) -> bool {
        let before = self.at;
        let last = self.entries.len().saturating_sub(1);
        for event in ui.input(|it| it.events.clone()) {
            match event {
                Event::Key {
                    key, pressed: true, ..
                } => match key {
                    Key::ArrowDown => self.at = (self.at + 1).min(last),
                    Key::ArrowUp => self.at = self.at.saturating_sub(1),
                    Key::PageDown => self.at = (self.at + SEEN).min(last),
                    Key::PageUp => self.at = self.at.saturating_sub(SEEN),
                    Key::Home => self.at = 0,
                    Key::End => self.at = last,
                    Key::Escape => out.push(Action::Popup(None)),
                    _ => {}
                },
                Event::Text(typed) => {
                    let digit = typed.parse::<usize>().ok().filter(|it| *it <= 9);
                    let entry = digit.and_then(|it| self.entries.get(it.checked_sub(1)?));
                    out.extend(entry.map(|it| Action::Read(it.record.clone())));
                }
                _ => {}
            }
        }
        if self.at != before {
            // The arrows have moved the choice: they are not to move the keyboard as well.
            ui.memory_mut(|it| it.move_focus(FocusDirection::None));
        }
        self.at != before
    }

    fn rows(&self, ui: &mut Ui, takes_keyboard: bool, moved: bool, out: &mut Vec<Action>) {
        if self.entries.is_empty() {
            caption(ui, &tr!("records-none"));
            return;
        }
        let show = (takes_keyboard || moved).then_some(self.at);
        let height = ROW * SEEN as f32;
        rows(
            ui,
            "records",
            self.entries.len(),
            height,
            show,
            |ui, seen| {
                for i in seen {
                    let Some(entry) = self.entries.get(i) else {
                        continue;
                    };
                    let digit = (i + 1).to_string();
                    let row = Row::new(&entry.name)
                        .shown(entry.tag.as_str())
                        .detail(&entry.quote)
                        .key((i < 9).then_some(digit.as_str()))
                        .mark(Some(entry.color))
                        .selected(i == self.at);
                    let response = ui.add(row);
                    if i == self.at && (takes_keyboard || ui.memory(|it| it.focused().is_none())) {
                        response.request_focus();
                    }
                    if response.clicked() {
                        out.push(Action::Read(entry.record.clone()));
                    }
                }
            },
        );
    }
}

/// Below a place, or above it where there is no room below.
fn corner(page: Rect, place: Rect, height: f32) -> egui::Pos2 {
    let most = (page.right() - WIDTH - 8.0).max(page.left() + 8.0);
    let left = place.left().clamp(page.left() + 8.0, most);
    let below = place.bottom() + 24.0;
    if below + height > page.bottom() {
        pos2(left, (place.top() - height - 8.0).max(page.top()))
    } else {
        pos2(left, below)
    }
}

/// Keeps Escape, and perhaps the arrows, with what has the keyboard.
pub fn hold_keyboard(ui: &Ui, with_arrows: bool) {
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: with_arrows,
        vertical_arrows: with_arrows,
        escape: true,
    };
    ui.memory_mut(|it| {
        if let Some(id) = it.focused() {
            it.set_focus_lock_filter(id, filter);
        }
    });
}

/// Whether a button went down elsewhere.
pub fn pressed_outside(ui: &Ui, rect: Rect) -> bool {
    ui.input(|it| {
        let at = it.pointer.interact_pos();
        it.pointer.any_pressed() && at.is_some_and(|at| !rect.contains(at))
    })
}
