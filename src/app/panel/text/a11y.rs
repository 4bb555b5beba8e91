//! What a screen reader meets: a document, its visible paragraphs, and each visible mark by name.

use egui::accesskit::Action;
use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};

use super::decor::Decor;
use super::frame::Frame;
use super::lanes::hull;
use super::marks::Marks;
use super::scene::{Scene, TextEvent};

/// Names what is on screen, and answers requests to click a mark.
pub fn expose(
    ui: &Ui,
    response: &Response,
    scene: &Scene<'_>,
    frame: &Frame,
    decor: &Decor,
    marks: &Marks,
    events: &mut Vec<TextEvent>,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, scene.strings.document));
    if ui
        .ctx()
        .accesskit_node_builder(response.id, |_| ())
        .is_none()
    {
        return;
    }
    expose_paragraphs(ui, response.id, scene, frame);
    let mut named = vec![false; marks.marks.len()];
    let strokes = decor
        .strokes
        .iter()
        .map(|stroke| (stroke.mark, frame.fill(&stroke.piece)));
    let zones = decor.zones.iter().map(|zone| (zone.mark, zone.rect));
    for (index, rect) in strokes.chain(zones) {
        let Some(is_named) = named.get_mut(index).filter(|is_named| !**is_named) else {
            continue;
        };
        let rect = rect.intersect(frame.view);
        if rect.is_positive() {
            *is_named = true;
            expose_mark(ui, response.id, index, rect, marks, events);
        }
    }
}

fn expose_paragraphs(ui: &Ui, parent: Id, scene: &Scene<'_>, frame: &Frame) {
    for shown in frame.shown.iter().filter(|shown| !shown.bytes.is_empty()) {
        let rect = Rect::from_min_max(pos2(frame.left, shown.top), pos2(frame.right, shown.bottom));
        let id = parent.with(("paragraph", shown.item));
        let words = scene.text.get(shown.bytes.clone()).unwrap_or("");
        ui.interact(rect.intersect(frame.view), id, Sense::hover())
            .widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, words));
    }
}

fn expose_mark(
    ui: &Ui,
    parent: Id,
    index: usize,
    rect: Rect,
    marks: &Marks,
    events: &mut Vec<TextEvent>,
) {
    let Some(mark) = marks.marks.get(index) else {
        return;
    };
    let id = parent.with(("mark", &mark.id));
    let name = mark.name.lines().next().unwrap_or("");
    ui.interact(rect, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Mark, true, name));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.add_action(Action::Click));
    if ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
        events.push(TextEvent::Click {
            position: hull(&mark.fragments).start,
            marks: vec![mark.id.clone()],
            count: 1,
            extend: false,
        });
    }
}

/// Names the scroll bar.
pub fn expose_bar(response: &Response, scene: &Scene<'_>) {
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, scene.strings.scroll_bar));
}
