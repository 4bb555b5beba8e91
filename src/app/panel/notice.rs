//! One sentence at the foot of the text about what was or was not done; it goes by itself.

use std::time::{Duration, Instant};

use egui::{Align2, Area, Frame, Id, Margin, Order, Stroke, vec2};

use crate::app::action::Notice;
use crate::app::cx::Cx;
use crate::app::theme::RADIUS;

/// How long a notice stays.
const STAYS: Duration = Duration::from_secs(6);

pub fn ui(ui: &mut egui::Ui, cx: &Cx, notice: &mut Option<(Notice, Instant)>) {
    let Some((said, since)) = notice else { return };
    let Some(left) = STAYS.checked_sub(since.elapsed()) else {
        *notice = None;
        return;
    };
    ui.ctx().request_repaint_after(left);
    let color = if said.bad {
        cx.palette.bad
    } else {
        cx.palette.ink
    };
    Area::new(Id::unique("notice"))
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -56.0))
        .order(Order::Foreground)
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(cx.palette.panel)
                .stroke(Stroke::new(
                    1.0,
                    if said.bad {
                        cx.palette.bad
                    } else {
                        cx.palette.line
                    },
                ))
                .corner_radius(RADIUS)
                .inner_margin(Margin::symmetric(12, 8))
                .show(ui, |ui| {
                    ui.set_max_width(560.0);
                    ui.colored_label(color, &said.text);
                });
        });
}
