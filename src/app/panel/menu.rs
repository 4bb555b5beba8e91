//! The menu over the text: what can be done with the record or the words there, each with its key. Arrows
//! and Enter go through it, a letter takes the row with that key, Escape closes it.

mod entries;

use egui::{
    Align2, Area, Event, EventFilter, Frame, Id, Key, Modifiers, Order, Rect, Response, Role, Ui,
    Vec2, pos2, vec2,
};

use self::entries::{Entry, What, entries};
use super::page;
use super::text::TextView;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{Menu, MenuAct, On};
use crate::app::names;
use crate::app::widget::{ROW, Row, caption, hairline};
use crate::tr;

const WIDTH: f32 = 296.0;
/// Around the rows, and what a line between groups takes.
const MARGIN: f32 = 6.0;
const BETWEEN: f32 = 9.0;

/// Which rows are chosen.
#[derive(Default)]
pub struct ContextMenu {
    open_for: Option<Menu>,
    chosen: Option<usize>,
    /// The row whose own rows are open, and which of these is chosen.
    inner: Option<(usize, usize)>,
}

/// What the keys of this frame ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Next,
    Previous,
    In,
    Out,
    Letter(char),
}

impl ContextMenu {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, view: &TextView, out: &mut Vec<Action>) {
        let wanted = cx.session.and_then(|it| it.desk.menu.clone());
        let is_new = wanted != self.open_for;
        self.open_for.clone_from(&wanted);
        let Some(menu) = wanted else { return };
        let mut all = entries(cx, &menu.on);
        if is_new {
            self.inner = None;
            self.chosen = menu.at.is_none().then_some(0);
        }
        let wish = wish(ui);
        let mut picked = wish.and_then(|it| self.obey(it, &all));
        let place = place(cx, &menu, view, ui.max_rect(), height(&all));
        let (rect, outer) = self.list(ui, cx, place, &all, None);
        picked = picked.or(outer);
        let mut covered = vec![rect];
        if let Some((at, _)) = self.inner
            && let Some(What::More(rows)) = all.get(at).map(|it| &it.what)
        {
            let top = rect.top() + MARGIN + top_of(&all, at) - MARGIN;
            let (rect, inner) = self.list(ui, cx, pos2(rect.right() - 4.0, top), rows, Some(at));
            picked = picked.or(inner);
            covered.push(rect);
        }
        if let Some(action) = picked.and_then(|it| take(&mut all, &it)) {
            close(ui, out);
            out.push(action);
        } else if is_left(ui, &covered, is_new) {
            close(ui, out);
        }
    }

    /// Follows a key; gives the row it picks, if any.
    fn obey(&mut self, wish: Wish, all: &[Entry]) -> Option<Vec<usize>> {
        let rows = self.rows(all);
        let now = self.inner.map(|it| it.1).or(self.chosen);
        let can = |i: &usize| rows.get(*i).is_some_and(Entry::can_be_chosen);
        let next = match (wish, now) {
            (Wish::Next, now) => (now.map_or(0, |it| it + 1)..rows.len()).find(can),
            (Wish::Previous, now) => (0..now.unwrap_or(rows.len())).rev().find(can),
            _ => None,
        };
        match wish {
            Wish::Next | Wish::Previous => {
                let next = next.or(now);
                match &mut self.inner {
                    Some(inner) => inner.1 = next.unwrap_or(0),
                    None => self.chosen = next,
                }
                None
            }
            Wish::In => {
                let at = self.chosen.filter(|_| self.inner.is_none());
                let opens = at.filter(|it| {
                    matches!(
                        all.get(*it),
                        Some(Entry {
                            what: What::More(_),
                            ..
                        })
                    )
                });
                self.inner = opens.map(|it| (it, 0)).or(self.inner);
                None
            }
            Wish::Out => {
                self.inner = None;
                None
            }
            Wish::Letter(c) => {
                let at = rows.iter().position(|it| it.letter == Some(c))?;
                Some(self.inner.map(|it| it.0).into_iter().chain([at]).collect())
            }
        }
    }

    /// The rows that the keys go through.
    fn rows<'a>(&self, all: &'a [Entry]) -> &'a [Entry] {
        let inner = self.inner.and_then(|it| all.get(it.0));
        match inner.map(|it| &it.what) {
            Some(What::More(rows)) => rows,
            _ => all,
        }
    }

    /// One list of rows; gives its place and the row picked.
    fn list(
        &mut self,
        ui: &Ui,
        cx: &Cx,
        at: egui::Pos2,
        rows: &[Entry],
        inside: Option<usize>,
    ) -> (Rect, Option<Vec<usize>>) {
        let mut picked = None;
        let id = Id::unique("menu").with(inside);
        let shown = Area::new(id)
            .order(Order::Foreground)
            .fixed_pos(at)
            .constrain_to(ui.ctx().content_rect())
            .role(Role::Menu)
            .accessible_name(tr!("menu-title"))
            .show(ui.ctx(), |ui| {
                frame(ui).show(ui, |ui| {
                    ui.set_width(WIDTH - 2.0 * MARGIN);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for (i, entry) in rows.iter().enumerate() {
                        if entry.begins_group && i > 0 {
                            ui.add_space((BETWEEN - 1.0) / 2.0);
                            hairline(ui);
                            ui.add_space((BETWEEN - 1.0) / 2.0);
                        }
                        if self.row(ui, cx, entry, i, inside) {
                            picked = Some(inside.into_iter().chain([i]).collect());
                        }
                    }
                });
            });
        (shown.response.rect, picked)
    }

    /// Draws a row; gives whether it was picked.
    fn row(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        entry: &Entry,
        i: usize,
        inside: Option<usize>,
    ) -> bool {
        if let What::Title = entry.what {
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                caption(ui, &names::clipped(&entry.words, 40));
            });
            ui.add_space(4.0);
            return false;
        }
        let is_chosen = match (self.inner, inside) {
            (Some((_, at)), Some(_)) | (Some((at, _)), None) => at == i,
            (None, _) => self.chosen == Some(i),
        };
        let more = matches!(entry.what, What::More(_));
        let row = Row::new(&entry.words)
            .key(entry.key.as_deref())
            .detail(if more { "›" } else { "" })
            .mark(entry.mark.map(|it| cx.palette.readable(it)))
            .selected(is_chosen)
            .weak(!entry.can_be_chosen())
            .role(Role::MenuItem);
        let response = ui.add(row);
        let has_keyboard = is_chosen && (inside.is_some() || self.inner.is_none());
        if has_keyboard {
            keep_keyboard(ui, &response);
        }
        if response.hovered() && inside.is_none() && ui.input(|it| it.pointer.delta() != Vec2::ZERO)
        {
            self.chosen = Some(i);
            self.inner = more.then_some((i, usize::MAX));
        }
        if response.clicked() && more {
            self.inner = Some((i, 0));
        }
        response.clicked() && !more && entry.can_be_chosen()
    }
}

fn frame(ui: &Ui) -> Frame {
    Frame::popup(ui.style()).inner_margin(MARGIN)
}

/// The row chosen has the keyboard: Enter picks it, a screen reader says it.
fn keep_keyboard(ui: &Ui, row: &Response) {
    row.request_focus();
    let filter = EventFilter {
        tab: true,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|it| it.set_focus_lock_filter(row.id, filter));
}

fn wish(ui: &Ui) -> Option<Wish> {
    let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
    for (key, wish) in [
        (Key::ArrowDown, Wish::Next),
        (Key::ArrowUp, Wish::Previous),
        (Key::ArrowRight, Wish::In),
        (Key::ArrowLeft, Wish::Out),
    ] {
        if pressed(key) {
            return Some(wish);
        }
    }
    ui.input(|it| {
        it.events.iter().find_map(|event| match event {
            Event::Text(text) => text.to_lowercase().chars().next().map(Wish::Letter),
            _ => None,
        })
    })
}

/// Whether the menu was left by Escape or by a press elsewhere.
fn is_left(ui: &Ui, covered: &[Rect], is_new: bool) -> bool {
    if ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape)) {
        return true;
    }
    let pressed = ui.input(|it| it.pointer.any_pressed().then(|| it.pointer.interact_pos()));
    let at = pressed.flatten().filter(|_| !is_new);
    at.is_some_and(|at| covered.iter().all(|it| !it.contains(at)))
}

/// The keyboard goes back to the text at once.
fn close(ui: &Ui, out: &mut Vec<Action>) {
    out.push(Action::Menu(MenuAct::Close));
    ui.memory_mut(|it| it.request_focus(page::text_id()));
}

/// At the pointer, or under the words it is about; above them where there is no room below.
fn place(cx: &Cx, menu: &Menu, view: &TextView, page: Rect, height: f32) -> egui::Pos2 {
    if let Some([x, y]) = menu.at {
        return pos2(x + 1.0, y + 1.0);
    }
    let range = match (&menu.on, cx.record(), cx.session) {
        (On::Record(_), Some(span), _) => span.extent(),
        (_, _, Some(session)) => session.desk.caret.range(),
        _ => 0..0,
    };
    let words = view
        .screen_rect_of(&range)
        .unwrap_or_else(|| Align2::CENTER_CENTER.anchor_size(page.center(), vec2(WIDTH, 0.0)));
    let left = words
        .left()
        .min(page.right() - WIDTH - 8.0)
        .max(page.left());
    if words.bottom() + 16.0 + height < page.bottom() {
        pos2(left, words.bottom() + 16.0)
    } else {
        pos2(left, (words.top() - height - 8.0).max(page.top()))
    }
}

fn height(rows: &[Entry]) -> f32 {
    top_of(rows, rows.len()) + 2.0 * MARGIN
}

/// From the first row to row `at`, in points.
fn top_of(rows: &[Entry], at: usize) -> f32 {
    let groups = |upto: usize| {
        rows.iter()
            .take(upto)
            .skip(1)
            .filter(|it| it.begins_group)
            .count()
    };
    at as f32 * ROW + groups(at + 1) as f32 * BETWEEN
}

/// The action of the row picked.
fn take(all: &mut Vec<Entry>, picked: &[usize]) -> Option<Action> {
    let (first, rest) = picked.split_first()?;
    if *first >= all.len() {
        return None;
    }
    match all.swap_remove(*first).what {
        What::Act(action) => Some(action),
        What::More(mut rows) => take(&mut rows, rest),
        What::Title | What::Nothing => None,
    }
}
