//! Which records the page shows: the small panel to choose it, and the chip that says so while something is
//! left out.

use egui::{Area, CornerRadius, Frame, Id, Key, Layout, Order, Response, RichText, Ui, pos2, vec2};

use super::records::{hold_keyboard, pressed_outside};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::shown::Answers;
use crate::app::desk::{Popup, Shown};
use crate::app::marks::of;
use crate::app::names;
use crate::app::session::Session;
use crate::app::widget::{Button, caption, hairline, heading, quiet_button, segmented, tick, tint};
use crate::model::schema::{Label, Schema};
use crate::tr;

const WIDTH: f32 = 304.0;

/// Whether the panel was open in the last frame.
#[derive(Default)]
pub struct ShownPanel {
    is_open: bool,
}

impl ShownPanel {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(session) = cx.session.filter(|it| it.desk.popup == Some(Popup::Shown)) else {
            self.is_open = false;
            return;
        };
        let is_new = !std::mem::replace(&mut self.is_open, true);
        let page = ui.max_rect();
        let corner = pos2(page.right() - WIDTH - 24.0, page.top() + 16.0);
        let area = Area::new(Id::unique("shown"))
            .order(Order::Foreground)
            .fixed_pos(corner)
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style()).inner_margin(12).show(ui, |ui| {
                    ui.set_width(WIDTH - 24.0);
                    let room = page.height() - 56.0;
                    let scroll = egui::ScrollArea::vertical().max_height(room);
                    let scroll = scroll.min_scrolled_height(room);
                    scroll.show(ui, |ui| content(ui, cx, session, is_new, out));
                });
            });
        hold_keyboard(ui, false);
        let leaves = ui.input(|it| it.key_pressed(Key::Escape));
        if leaves || pressed_outside(ui, area.response.rect) {
            out.push(Action::Popup(None));
        }
    }
}

/// What is left out, in a chip that opens the panel, and a button that shows everything again.
pub fn chip(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(session) = cx.session.filter(|it| !it.desk.shown.is_usual()) else {
        return;
    };
    let words = said(cx, session);
    let key = cx.keymap.shown("view.show-all");
    let all = ui.add(Button::plain(&tr!("shown-all")));
    if with_key(all, key).clicked() {
        out.push(Action::Shown(Shown::default()));
    }
    let text = RichText::new(&words).color(cx.palette.accent);
    let button = egui::Button::new(text)
        .fill(tint(cx.palette.accent, 0.10))
        .corner_radius(CornerRadius::same(6));
    let button = ui.add(button);
    if with_key(button, cx.keymap.shown("view.show")).clicked() {
        out.push(Action::Popup(Some(Popup::Shown)));
    }
}

/// `Showing 2 of 7 labels, incomplete only`.
fn said(cx: &Cx, session: &Session) -> String {
    let (shown, project) = (&session.desk.shown, session.workspace.project());
    let mut parts = Vec::new();
    if !shown.labels_off.is_empty() {
        let listed = listed(cx, session);
        let on = |it: &&&Label| !shown.labels_off.contains(&it.id);
        let count = listed.iter().filter(on).count();
        parts.push(tr!("shown-labels", count = count, all = listed.len()));
    }
    match shown.answers {
        Answers::Any => {}
        Answers::Complete => parts.push(tr!("shown-complete-only")),
        Answers::Incomplete => parts.push(tr!("shown-incomplete-only")),
    }
    if !shown.own {
        parts.push(tr!("shown-not-mine"));
    }
    if !shown.others.is_empty() {
        let who: Vec<String> = shown
            .others
            .iter()
            .map(|it| names::person(project, it))
            .collect();
        parts.push(tr!("shown-with", who = who.join(", ")));
    }
    tr!("shown-now", what = parts.join(", "))
}

fn content(ui: &mut Ui, cx: &Cx, session: &Session, is_new: bool, out: &mut Vec<Action>) {
    let Some(schema) = cx.schema() else { return };
    let mut shown = session.desk.shown.clone();
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal(|ui| {
        heading(ui, &tr!("shown-title"));
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let key = cx.keymap.shown("view.show-all");
            ui.add_enabled_ui(!shown.is_usual(), |ui| {
                if quiet_button(ui, &tr!("shown-all"), key.as_deref()).clicked() {
                    shown = Shown::default();
                }
            });
        });
    });
    ui.add_space(6.0);
    labels(ui, cx, session, schema, is_new, &mut shown);
    part(ui, &tr!("shown-answers"));
    answers(ui, &mut shown);
    part(ui, &tr!("shown-annotators"));
    annotators(ui, cx, session, &mut shown);
    if shown != session.desk.shown {
        out.push(Action::Shown(shown));
    }
}

fn part(ui: &mut Ui, title: &str) {
    ui.add_space(6.0);
    hairline(ui);
    ui.add_space(6.0);
    caption(ui, title);
}

/// The labels on the label bar, those that records have and those switched off.
fn listed<'a>(cx: &Cx<'a>, session: &Session) -> Vec<&'a Label> {
    let tally = session.tally();
    let on_bar: Vec<_> = cx.labels().map(|it| &it.id).collect();
    let is_known = |it: &&Label| {
        let is_off = session.desk.shown.labels_off.contains(&it.id);
        is_off || tally.by_label.contains_key(&it.id) || on_bar.contains(&&it.id)
    };
    let labels = cx.schema().map(|it| it.labels.iter());
    labels.into_iter().flatten().filter(is_known).collect()
}

/// The labels, each with how many records have it.
fn labels(
    ui: &mut Ui,
    cx: &Cx,
    session: &Session,
    schema: &Schema,
    is_new: bool,
    shown: &mut Shown,
) {
    let tally = session.tally();
    let count = |label: &Label| tally.by_label.get(&label.id).copied().unwrap_or(0);
    for (i, label) in listed(cx, session).into_iter().enumerate() {
        let name = names::local(&label.name);
        ui.horizontal(|ui| {
            let mut on = !shown.labels_off.contains(&label.id);
            let ticked = tick(ui, &mut on, &name);
            if ticked.changed() {
                shown.show_label(&label.id, on);
            }
            if i == 0 && is_new {
                ticked.request_focus();
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let only = ui.add(Button::plain(&tr!("shown-only")));
                let hint = tr!("shown-only-hint", label = name);
                only.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, true, hint.clone())
                });
                if only.on_hover_text(&hint).clicked() {
                    shown.show_only(&label.id, schema);
                }
                let words = names::number(count(label));
                ui.colored_label(cx.palette.secondary, words);
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), egui::Sense::hover());
                let bar = egui::Rect::from_center_size(rect.center(), vec2(12.0, 3.0));
                ui.painter().rect_filled(bar, 1.5, of(label.color));
            });
        });
    }
}

fn answers(ui: &mut Ui, shown: &mut Shown) {
    let words = [
        tr!("status-all"),
        tr!("shown-complete"),
        tr!("shown-incomplete"),
    ];
    let chosen = Answers::ALL
        .iter()
        .position(|it| *it == shown.answers)
        .unwrap_or(0);
    let picked = segmented(ui, chosen, &words.each_ref().map(String::as_str));
    if let Some(answers) = picked.and_then(|it| Answers::ALL.get(it)) {
        shown.answers = *answers;
    }
}

/// The annotator, and the others who say something of this document.
fn annotators(ui: &mut Ui, cx: &Cx, session: &Session, shown: &mut Shown) {
    let count = |ui: &mut Ui, n: usize| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(4.0);
            ui.colored_label(cx.palette.secondary, names::number(n));
        });
    };
    ui.horizontal(|ui| {
        let me = tr!("shown-me", who = session.workspace.annotator_name());
        tick(ui, &mut shown.own, &me);
        count(ui, session.layer().map_or(0, |it| it.n_spans()));
    });
    for by in session.others() {
        let name = names::person(session.workspace.project(), by);
        ui.horizontal(|ui| {
            let mut on = shown.others.contains(by);
            if tick(ui, &mut on, &name).changed() {
                shown.show_other(by, on);
            }
            count(ui, session.layer_by(by).map_or(0, |it| it.n_spans()));
        });
    }
    if session.others().next().is_none() {
        ui.add_space(2.0);
        caption(ui, &tr!("shown-nobody"));
    }
}

fn with_key(response: Response, key: Option<String>) -> Response {
    match key {
        Some(key) => response.on_hover_text(key),
        None => response,
    }
}
