//! Below the list of steps: all about one of them, and what can be done with it.

use egui::{Frame, Margin, Panel, RichText, Ui};

use super::listing::Row;
use super::{History, Listed, go, show, words};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::serif_family;
use crate::app::widget::{Button, caption, semibold};
use crate::model::timeline::Entry;
use crate::tr;

/// Always as high, so that the list stands still.
const HEIGHT: f32 = 148.0;

impl History {
    /// The step under the pointer, else the chosen one.
    pub(super) fn detail(&self, ui: &mut Ui, cx: &Cx, listed: &Listed, out: &mut Vec<Action>) {
        let row = self.rows.get(self.hovered.unwrap_or(self.at)).copied();
        Panel::bottom("detail of history")
            .exact_size(HEIGHT)
            .frame(Frame::new().inner_margin(Margin::symmetric(16, 10)))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                let Some(row) = row.filter(|it| it.is_choice()) else {
                    caption(ui, &tr!("history-none"));
                    return;
                };
                match listed.entry(row) {
                    Some(entry) => about(ui, cx, listed, entry),
                    None => about_start(ui, cx),
                }
                let left = ui.available_height() - 28.0;
                ui.add_space(left.max(0.0));
                buttons(ui, cx, listed, row, out);
            });
    }
}

fn line(ui: &mut Ui, text: RichText) {
    ui.add(egui::Label::new(text).truncate());
}

fn about(ui: &mut Ui, cx: &Cx, listed: &Listed, entry: &Entry) {
    let Some(project) = cx.project() else { return };
    let weak = |words: String| RichText::new(words).small().color(cx.palette.secondary);
    line(ui, semibold(words::what(cx, entry)));
    let who = names::person(project, listed.by);
    let when = names::moment(entry.when, listed.zone);
    line(ui, weak(tr!("inspector-who", who = who, when = when)));
    line(ui, weak(words::place(cx, entry, listed.by)));
    if let Some(quote) = words::quote(cx, entry, listed.by) {
        let quote = RichText::new(quote).family(serif_family());
        line(ui, quote.size(14.0).color(cx.palette.ink));
    }
}

fn about_start(ui: &mut Ui, cx: &Cx) {
    line(ui, semibold(tr!("history-start")));
    let days = cx.settings.history_days;
    let kept = if days == 0 {
        tr!("history-kept-always")
    } else {
        tr!("history-kept-days", count = days)
    };
    caption(ui, &kept);
}

fn buttons(ui: &mut Ui, cx: &Cx, listed: &Listed, row: Row, out: &mut Vec<Action>) {
    let enter = tr!("key-enter");
    let alt_enter = format!("{}+{enter}", tr!("key-alt"));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if let Some(words) = leap(listed, row)
            && ui.add(Button::quiet(&words).key(Some(&enter))).clicked()
        {
            go(cx, listed, row, out);
        }
        let place = listed
            .entry(row)
            .and_then(|it| words::way(cx, it, listed.by));
        if place.is_some() {
            let shows = tr!("history-show");
            let with_key = Button::plain(&shows).key(Some(&alt_enter));
            let fits = with_key.natural_width(ui) <= ui.available_width();
            let button = if fits {
                with_key
            } else {
                Button::plain(&shows)
            };
            if ui.add(button).on_hover_text(&alt_enter).clicked() {
                show(cx, listed, row, out);
            }
        }
    });
}

/// How far it is to a row.
fn leap(listed: &Listed, row: Row) -> Option<String> {
    let (done, aim) = (listed.done?, listed.aim(row)?);
    let count = done.abs_diff(aim);
    let key = match aim.cmp(&done) {
        std::cmp::Ordering::Less => "history-back",
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => "history-forward",
    };
    Some(tr!(key, count = count, shown = names::number(count)))
}
