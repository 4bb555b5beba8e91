//! The bar at the foot: the labels with their keys, the caret's unit, the counts, where the caret is.

use egui::{
    Align, Color32, CornerRadius, Layout, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::marks::of;
use crate::app::names;
use crate::app::panel::{page, shown};
use crate::app::regions::Region;
use crate::app::theme::Palette;
use crate::app::widget::{focus_ring, keycap_at, tint};
use crate::model::schema::Label;
use crate::model::text::Count;
use crate::tr;

pub fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            state(ui, cx, out);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                match prompt(cx) {
                    Some(words) => {
                        let words = egui::RichText::new(words).color(cx.palette.ink);
                        ui.add(egui::Label::new(words).truncate());
                    }
                    None => labels(ui, cx, out),
                }
            });
        });
    });
}

/// What to do while a link is made: it stands in the place of the labels, which then mean nothing.
fn prompt(cx: &Cx) -> Option<String> {
    let linking = cx.session?.desk.linking.as_ref()?;
    Some(tr!(
        "page-link-prompt",
        link = names::link(cx.schema()?, &linking.kind)
    ))
}

fn labels(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    egui::ScrollArea::horizontal()
        .id_salt("labels")
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                for (i, label) in cx.labels().enumerate() {
                    let response = chip(ui, cx, label);
                    if i == 0 {
                        Region::Labels.entered_by(ui.ctx(), response.id);
                    }
                    let help = names::local(&label.help);
                    let response = if help.is_empty() {
                        response
                    } else {
                        response.on_hover_text(help)
                    };
                    if response.clicked() {
                        out.push(pressed(cx, label));
                        // The keyboard stays with the text.
                        ui.memory_mut(|it| it.request_focus(page::text_id()));
                    }
                }
            });
        });
}

/// A chip marks the words chosen or relabels the record; with nothing chosen it arms its label.
fn pressed(cx: &Cx, label: &Label) -> Action {
    let Some(desk) = cx.session.map(|it| &it.desk) else {
        return Action::FocusText;
    };
    if desk.focus.span().is_some() || desk.caret.chosen() || desk.clicked {
        return Action::Label(label.id.clone());
    }
    let armed = desk.armed.as_ref() == Some(&label.id);
    Action::Arm((!armed).then(|| label.id.clone()))
}

fn chip(ui: &mut Ui, cx: &Cx, label: &Label) -> Response {
    let desk = cx.session.map(|it| &it.desk);
    let armed = desk.is_some_and(|it| it.armed.as_ref() == Some(&label.id));
    let last = desk.is_some_and(|it| it.last_label.as_ref() == Some(&label.id));
    let name = names::local(&label.name);
    let response = chip_as(ui, cx.palette, label, Sense::click(), (armed, last));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response
}

/// A chip as it stands on the bar, to look at.
pub fn chip_face(ui: &mut Ui, palette: Palette, label: &Label, sense: Sense) -> Response {
    chip_as(ui, palette, label, sense, (false, false))
}

fn chip_as(
    ui: &mut Ui,
    palette: Palette,
    label: &Label,
    sense: Sense,
    (armed, last): (bool, bool),
) -> Response {
    let name = names::local(&label.name);
    let font = egui::FontId::proportional(13.0);
    let galley = ui.painter().layout_no_wrap(name, font, palette.ink);
    let key = label.key.map(String::from);
    let cap = if key.is_some() { 26.0 } else { 0.0 };
    let size = vec2(galley.size().x + cap + 34.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let color = of(label.color);
    let fill = match (armed, response.hovered() && sense.senses_click()) {
        (true, _) => tint(color, 0.25),
        (false, true) => tint(palette.ink, 0.06),
        (false, false) => Color32::TRANSPARENT,
    };
    let line = if armed || last {
        color
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect(
        rect,
        CornerRadius::same(6),
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
    if let Some(key) = key {
        keycap_at(
            ui.painter(),
            palette,
            rect.left_center() + vec2(24.0, 0.0),
            &key,
        );
    }
    let bar =
        egui::Rect::from_center_size(rect.left_center() + vec2(cap + 12.0, 0.0), vec2(12.0, 3.0));
    ui.painter().rect_filled(bar, 1.5, color);
    let at = rect.left_center() + vec2(cap + 24.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.ink);
    focus_ring(ui, &response, 6);
    response
}

/// Drawn from the right: position, counts, unit.
fn state(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let (Some(session), Some(document)) = (cx.session, cx.document()) else {
        return;
    };
    let secondary = |ui: &mut Ui, words: String| ui.colored_label(cx.palette.secondary, words);
    let range = session
        .record()
        .map_or_else(|| session.desk.caret.range(), |it| it.extent());
    if let Some(points) = document.text.from_bytes(&range, Count::CodePoint) {
        let words = format!(
            "{}–{}",
            names::number(points.start),
            names::number(points.end)
        );
        secondary(ui, words).on_hover_text(tr!("foot-position-hint"));
    }
    dot(ui, cx);
    let incomplete = session.tally().incomplete;
    if incomplete > 0 {
        let words = tr!("foot-incomplete", count = incomplete);
        let text = egui::RichText::new(words).color(cx.palette.warning);
        let hint = cx.keymap.shown("go.next-incomplete").unwrap_or_default();
        if ui
            .add(egui::Button::new(text).frame(false))
            .on_hover_text(hint)
            .clicked()
        {
            out.push(Action::NextRecord {
                back: false,
                incomplete: true,
            });
        }
    }
    secondary(
        ui,
        tr!(
            "foot-records",
            count = session.layer().map_or(0, |it| it.n_spans())
        ),
    );
    dot(ui, cx);
    unit(ui, cx, out);
    shown::chip(ui, cx, out);
}

fn dot(ui: &mut Ui, cx: &Cx) {
    ui.colored_label(cx.palette.line, "·");
}

fn unit(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(desk) = cx.session.map(|it| &it.desk) else {
        return;
    };
    for (id, sign) in [("unit.shrink", "−"), ("unit.grow", "+")] {
        let name = tr!(&crate::app::command::key_of(id));
        let (rect, response) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        keycap_at(ui.painter(), cx.palette, rect.right_center(), sign);
        focus_ring(ui, &response, 4);
        if response.on_hover_text(name).clicked() {
            out.push(Action::Command(id));
        }
    }
    let words = tr!("foot-unit", unit = names::unit(desk.caret.unit));
    ui.colored_label(cx.palette.secondary, words);
}
