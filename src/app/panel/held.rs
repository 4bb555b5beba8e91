//! The bar above the text of a project that is open for reading only: why, and what can be done.

use egui::{Frame, Margin, Panel, Ui};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::widget::{quiet_button, tint};
use crate::store::Trouble;
use crate::tr;
use crate::workspace::Saved;

/// Draws the bar while nothing can be written.
pub fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(session) = cx.session else { return };
    let Saved::ReadOnly(trouble) = session.workspace.saved() else {
        return;
    };
    let fill = tint(cx.palette.warning, 0.12);
    let frame = Frame::new()
        .fill(cx.palette.panel)
        .inner_margin(Margin::ZERO);
    Panel::top("read only").frame(frame).show(ui, |ui| {
        Frame::new()
            .fill(fill)
            .inner_margin(Margin::symmetric(16, 8))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
                    ui.colored_label(cx.palette.ink, names::shown(&names::trouble(&trouble)));
                    if let Some((words, takes_over)) = answer(&trouble)
                        && quiet_button(ui, &words, None).clicked()
                    {
                        out.push(Action::Done(Box::new(move |app| app.reopen(takes_over))));
                    }
                });
            });
    });
}

/// What the button says, and whether it takes a lock over.
fn answer(trouble: &Trouble) -> Option<(String, bool)> {
    match trouble {
        Trouble::Held { .. } => Some((tr!("held-again"), false)),
        Trouble::HeldStale { .. } => Some((tr!("held-take-over"), true)),
        Trouble::Released { .. } => Some((tr!("held-write"), false)),
        _ => None,
    }
}
