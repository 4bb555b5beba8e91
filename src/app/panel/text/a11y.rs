//! What a screen reader meets: a document, its visible paragraphs, and each visible mark by name.

use egui::accesskit::Action;
use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};

use super::lanes::hull;
use super::page::Page;
use super::scene::{Mark, Scene, TextEvent};

/// Names what is on screen, and answers requests to click a mark.
pub fn expose(ui: &Ui, response: &Response, page: &Page<'_>, events: &mut Vec<TextEvent>) {
    let name = page.scene.strings.document;
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, name));
    let is_listening = ui
        .ctx()
        .accesskit_node_builder(response.id, |_| ())
        .is_some();
    if !is_listening {
        return;
    }
    expose_paragraphs(ui, response.id, page);
    for (index, mark) in page.marks.all.iter().enumerate() {
        let mut visible = page
            .boxes(index)
            .map(|rect| rect.intersect(page.frame.view));
        if let Some(rect) = visible.find(Rect::is_positive) {
            expose_mark(ui, response.id, mark, rect, events);
        }
    }
}

/// Names the scroll bar.
pub fn expose_bar(response: &Response, scene: &Scene<'_>) {
    let name = scene.strings.scroll_bar;
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
}

fn expose_paragraphs(ui: &Ui, parent: Id, page: &Page<'_>) {
    let frame = page.frame;
    for shown in frame.shown.iter().filter(|shown| !shown.bytes.is_empty()) {
        let rect = Rect::from_min_max(pos2(frame.left, shown.top), pos2(frame.right, shown.bottom));
        let id = parent.with(("paragraph", shown.item));
        let words = page.scene.text.get(shown.bytes.clone()).unwrap_or("");
        ui.interact(rect.intersect(frame.view), id, Sense::hover())
            .widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, words));
    }
}

fn expose_mark(ui: &Ui, parent: Id, mark: &Mark, rect: Rect, events: &mut Vec<TextEvent>) {
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
