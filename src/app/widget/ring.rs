//! The ring around what has the keyboard: always there, whatever the control.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, CornerRadius, Event, Id, Response, Stroke, StrokeKind, Ui};

use super::RADIUS;
use crate::app::theme::Palette;

/// Width in points.
const WIDTH: f32 = 2.0;

/// Paints the ring around a control that knows its own corners.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        paint(ui.ctx(), Palette::of(ui), response, radius);
        let pass = ui.ctx().cumulative_pass_nr();
        ui.ctx().data_mut(|it| it.insert_temp(ringed(), pass));
    }
}

/// Paints the ring around whatever has the keyboard and has not got one in this pass. The text is left out: there the
/// caret shows where keys go.
pub fn missing_ring(ctx: &Context, palette: Palette, text: Id) {
    let done: Option<u64> = ctx.data(|it| it.get_temp(ringed()));
    let focused = ctx.memory(egui::Memory::focused);
    let Some(id) = focused.filter(|id| *id != text && done != Some(ctx.cumulative_pass_nr()))
    else {
        return;
    };
    if let Some(response) = ctx.read_response(id) {
        paint(ctx, palette, &response, RADIUS);
    }
}

/// Scrolls what the keyboard has just come to into sight. Called before anything is drawn.
pub fn follow_focus(ctx: &Context) {
    let Some(id) = ctx.memory(egui::Memory::focused) else {
        return;
    };
    let followed: Option<Id> = ctx.data(|it| it.get_temp(followed()));
    let place = ctx.read_response(id).filter(|_| followed != Some(id));
    let Some(place) = place else { return };
    ctx.data_mut(|it| it.insert_temp(self::followed(), id));
    if place.interact_rect.contains_rect(place.rect) {
        return;
    }
    // As assistive technology asks for it: the scroll area around the control answers.
    let request = ActionRequest {
        action: Action::ScrollIntoView,
        target_tree: TreeId::ROOT,
        target_node: id.accesskit_id(),
        data: None,
    };
    ctx.input_mut(|it| it.events.push(Event::AccessKitActionRequest(request)));
    ctx.request_repaint();
}

/// Over all of its layer, and as far as the control itself is in sight.
fn paint(ctx: &Context, palette: Palette, response: &Response, radius: u8) {
    let clip = response.interact_rect.expand(1.0 + WIDTH);
    ctx.layer_painter(response.layer_id)
        .with_clip_rect(clip)
        .rect_stroke(
            response.rect.expand(1.0),
            CornerRadius::same(radius + 1),
            Stroke::new(WIDTH, palette.accent),
            StrokeKind::Outside,
        );
}

/// Where the control is noted that was last scrolled to.
fn followed() -> Id {
    Id::unique("focus followed")
}

/// Where the pass is noted in which a ring was painted.
fn ringed() -> Id {
    Id::unique("focus ring")
}
