//! The first steps, as a strip over the text of the sample: each is ticked once it was done, and the
//! strip can be put away for good.

use std::collections::BTreeSet;

use egui::{
    Align2, Context, FontId, Frame, Id, Margin, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::session::Session;
use crate::app::theme::{Palette, SMALL};
use crate::app::widget::{check, hairline, keycap_at, keycap_width, plain_button, semibold, tint};
use crate::tr;

/// A thing to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Try {
    Mark,
    Answer,
    Link,
    Undo,
    Export,
}

const STEPS: [(Try, &str); 5] = [
    (Try::Mark, "coach-mark"),
    (Try::Answer, "coach-answer"),
    (Try::Link, "coach-link"),
    (Try::Undo, "coach-undo"),
    (Try::Export, "coach-export"),
];

/// Draws the strip while the sample is open, until it is put away.
pub fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(session) = cx.session.filter(|it| it.sample && cx.settings.coach) else {
        return;
    };
    let done = look(ui.ctx(), session);
    let all = done.len() == STEPS.len();
    let palette = cx.palette;
    Frame::new()
        .fill(palette.panel)
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.set_row_height(28.0);
                ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                ui.label(semibold(if all {
                    tr!("coach-done")
                } else {
                    tr!("coach-title")
                }));
                ui.add_space(8.0);
                for (step, key) in STEPS {
                    step_ui(
                        ui,
                        palette,
                        done.contains(&step),
                        &tr!(key),
                        keys_of(cx, step).as_deref(),
                    );
                    ui.add_space(10.0);
                }
                if plain_button(ui, &tr!("coach-dismiss")).clicked() {
                    out.push(Action::settings(|it| it.coach = false));
                }
            });
        });
    hairline(ui);
}

/// Told when an export is started: nothing in the project says so.
pub fn exported(ctx: &Context) {
    tick(ctx, [Try::Export]);
}

/// A circle or tick, the words and the key: one thing, never parted at the end of a line.
fn step_ui(ui: &mut Ui, palette: Palette, done: bool, words: &str, key: Option<&str>) {
    let color = if done { palette.secondary } else { palette.ink };
    let galley = ui
        .painter()
        .layout_no_wrap(words.to_owned(), FontId::proportional(SMALL), color);
    let key = key.filter(|_| !done);
    let key_width = key.map_or(0.0, |it| 6.0 + keycap_width(ui.painter(), it));
    let (rect, response) = ui.allocate_exact_size(
        vec2(22.0 + galley.size().x + key_width, 28.0),
        Sense::hover(),
    );
    let said = if done {
        tr!("coach-said-done", step = words)
    } else {
        words.to_owned()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let sign = Rect::from_center_size(rect.left_center() + vec2(8.0, 0.0), vec2(12.0, 12.0));
    if done {
        ui.painter()
            .circle_filled(sign.center(), 7.0, tint(palette.good, 0.2));
        check(ui.painter(), sign, palette.good);
    } else {
        ui.painter()
            .circle_stroke(sign.center(), 6.5, Stroke::new(1.0, palette.secondary));
    }
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(22.0, 0.0), galley.size());
    ui.painter().galley(at.min, galley, color);
    if let Some(key) = key {
        keycap_at(ui.painter(), palette, rect.right_center(), key);
    }
}

/// The key of a step: from the schema for marks and links, from the keymap for commands.
fn keys_of(cx: &Cx, step: Try) -> Option<String> {
    match step {
        Try::Mark => cx
            .schema()?
            .labels
            .iter()
            .find_map(|it| it.key)
            .map(String::from),
        Try::Answer => Some("2".to_owned()),
        Try::Link => cx
            .schema()?
            .links
            .iter()
            .find_map(|it| it.key)
            .map(String::from),
        Try::Undo => cx.keymap.shown("edit.undo"),
        Try::Export => cx.keymap.shown("file.export"),
    }
}

/// The steps done so far: those remembered, and what the history shows now.
fn look(ctx: &Context, session: &Session) -> BTreeSet<Try> {
    let history = session.workspace.history();
    let last = history
        .next_undo()
        .and_then(|it| match it.name.key.as_str() {
            "step-mark" => Some(Try::Mark),
            "step-answer" => Some(Try::Answer),
            "step-link" => Some(Try::Link),
            _ => None,
        });
    let undone = history.next_redo().map(|_| Try::Undo);
    tick(ctx, last.into_iter().chain(undone))
}

/// Remembers steps for as long as the window is open; gives all remembered.
fn tick(ctx: &Context, steps: impl IntoIterator<Item = Try>) -> BTreeSet<Try> {
    let id = Id::unique("coach");
    let mut done: BTreeSet<Try> = ctx.data(|it| it.get_temp(id)).unwrap_or_default();
    let before = done.len();
    done.extend(steps);
    if done.len() > before {
        ctx.data_mut(|it| it.insert_temp(id, done.clone()));
    }
    done
}
