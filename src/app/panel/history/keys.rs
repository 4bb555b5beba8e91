//! The keys of the list of steps: arrows, Home and End, letters typed ahead, Enter, Alt+Enter, Escape.

use egui::{Event, EventFilter, Key, Ui};

use super::listing::Row;
use super::{History, Listed, go, list_id, show, words};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::keymap;
use crate::app::panel::page;
use crate::app::theme::ROW;
use crate::model::fold::fold;

/// Seconds after which typing begins anew.
const PAUSE: f64 = 1.0;

/// What was typed to go to a row.
#[derive(Default)]
pub struct Typed {
    words: String,
    last: f64,
}

impl History {
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        cx: &Cx,
        listed: &Listed,
        height: f32,
        out: &mut Vec<Action>,
    ) {
        hold(ui);
        let (events, time) = ui.input(|it| (it.events.clone(), it.time));
        let before = self.at;
        let page = ((height / ROW) as usize).max(2) - 1;
        for event in &events {
            match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } => match key {
                    Key::ArrowDown => self.step(1),
                    Key::ArrowUp => self.step(-1),
                    Key::PageDown => self.step(page as isize),
                    Key::PageUp => self.step(-(page as isize)),
                    Key::Home => self.choose(0, true),
                    Key::End => self.choose(self.rows.len().saturating_sub(1), false),
                    Key::Escape => ui.memory_mut(|it| it.request_focus(page::text_id())),
                    Key::Enter => {
                        if let Some(row) = self.rows.get(self.at).copied() {
                            let take = if modifiers.alt { show } else { go };
                            take(cx, listed, row, out);
                        }
                    }
                    _ => {}
                },
                Event::Text(typed) => self.type_ahead(cx, listed, typed, time),
                _ => {}
            }
        }
        undo_and_redo(cx, &events, out);
        if self.at != before {
            self.show = Some((self.at, false));
        }
    }

    /// Moves by some rows; heads and the line for now are passed over.
    fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let to = self.at.saturating_add_signed(by).min(last);
        self.choose(to, by > 0);
    }

    /// Chooses a row, or the next one that can be chosen in a direction, else in the other.
    fn choose(&mut self, from: usize, down: bool) {
        let can = |i: &usize| self.rows.get(*i).is_some_and(|it| it.is_choice());
        let below = || (from..self.rows.len()).find(can);
        let above = || (0..=from).rev().find(can);
        let found = if down {
            below().or_else(above)
        } else {
            above().or_else(below)
        };
        self.at = found.unwrap_or(self.at);
    }

    /// Goes to the next row that begins with what was typed.
    fn type_ahead(&mut self, cx: &Cx, listed: &Listed, typed: &str, time: f64) {
        if time - self.typed.last > PAUSE {
            self.typed.words.clear();
        }
        self.typed.last = time;
        self.typed.words.push_str(&fold(typed));
        let wanted = self.typed.words.as_str();
        // A first letter goes on from the next row; further ones stay where they still fit.
        let skip = usize::from(wanted.chars().count() == 1);
        let n = self.rows.len();
        let fits = |i: &usize| {
            let entry = self.rows.get(*i).and_then(|it| match it {
                Row::Step(_) => listed.entry(*it),
                _ => None,
            });
            entry.is_some_and(|it| fold(&words::what(cx, it)).starts_with(wanted))
        };
        let found = (0..n).map(|i| (self.at + skip + i) % n).find(fits);
        self.at = found.unwrap_or(self.at);
    }
}

/// Arrows and Escape are for the list.
fn hold(ui: &Ui) {
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|it| it.set_focus_lock_filter(list_id(), filter));
}

/// The keys of *Undo* and *Redo* hold here too.
fn undo_and_redo(cx: &Cx, events: &[Event], out: &mut Vec<Action>) {
    for (_, chord) in keymap::chords(events) {
        for id in ["edit.undo", "edit.redo"] {
            if cx.keymap.of(id).contains(&chord) {
                out.push(Action::Command(id));
            }
        }
    }
}
