//! The marks as nodes: named, described, chosen and brought into view from outside.

use std::collections::BTreeMap;

use egui::accesskit::Action;
use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo};

use crate::app::panel::text::lanes::hull;
use crate::app::panel::text::page::Page;
use crate::app::panel::text::scene::{Mark, MarkId, TextEvent};
use crate::app::panel::text::scroll::Scroll;

/// A mark in the tree.
pub struct Visible {
    /// Index among the marks of the page.
    index: usize,
    /// The byte with which it begins.
    pub start: usize,
    /// Its first box on screen.
    rect: Rect,
}

/// The node of a mark in a document.
pub fn id(document: Id, mark: &MarkId) -> Id {
    document.with(("mark", mark))
}

/// The marks on screen and the selected one, in the order of the text.
pub fn visible(page: &Page<'_>) -> Vec<Visible> {
    let boxes = first_boxes(page);
    let marks = page.marks.all.iter().enumerate();
    let mut visible: Vec<Visible> = marks
        .filter_map(|(index, mark)| {
            let rect = boxes.get(&index).copied();
            let is_selected = page.scene.selected == Some(&mark.id);
            Some(Visible {
                index,
                start: hull(&mark.fragments).start,
                rect: rect.or_else(|| is_selected.then_some(Rect::NOTHING))?,
            })
        })
        .collect();
    visible.sort_by_key(|it| it.start);
    visible
}

/// Puts marks into the tree of a document, and answers what is asked of them.
pub fn expose(
    ui: &Ui,
    document: Id,
    page: &Page<'_>,
    marks: Vec<Visible>,
    scroll: &mut Scroll,
    events: &mut Vec<TextEvent>,
) {
    for it in marks {
        if let Some(mark) = page.mark(it.index) {
            let is_selected = page.scene.selected == Some(&mark.id);
            let id = id(document, &mark.id);
            // Asked before the node is there: egui takes scrolling for its own scroll areas.
            answer(ui, id, mark, scroll, events);
            let name = page.scene.marks.name(mark);
            expose_mark(ui, id, &name, it.rect, is_selected);
        }
    }
}

/// The first box of each mark that is on screen.
fn first_boxes(page: &Page<'_>) -> BTreeMap<usize, Rect> {
    let strokes = page.decor.strokes.iter();
    let fills = strokes.map(|it| (it.mark, page.frame.fill(&it.piece)));
    let zones = page.decor.zones.iter().map(|it| (it.mark, it.rect));
    let mut boxes = BTreeMap::new();
    for (mark, rect) in fills.chain(zones) {
        let rect = rect.intersect(page.frame.view);
        if rect.is_positive() {
            boxes.entry(mark).or_insert(rect);
        }
    }
    boxes
}

fn expose_mark(ui: &Ui, id: Id, name: &str, rect: Rect, is_selected: bool) {
    let mut lines = name.lines();
    let name = lines.next().unwrap_or("");
    let detail = lines.collect::<Vec<_>>().join("; ");
    ui.interact(rect, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Mark, true, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        if !rect.is_positive() {
            node.clear_bounds();
        }
        if !detail.is_empty() {
            node.set_description(detail);
        }
        node.set_selected(is_selected);
        for action in [Action::Click, Action::Focus, Action::ScrollIntoView] {
            node.add_action(action);
        }
    });
}

fn answer(ui: &Ui, id: Id, mark: &Mark, scroll: &mut Scroll, events: &mut Vec<TextEvent>) {
    let asked = |action| ui.input(|input| input.has_accesskit_action_request(id, action));
    let place = hull(&mark.fragments);
    if asked(Action::ScrollIntoView) {
        scroll.reveal(place.clone());
        ui.ctx().request_repaint();
    }
    if asked(Action::Click) || asked(Action::Focus) {
        events.push(TextEvent::Click {
            position: place.start,
            marks: vec![mark.id.clone()],
            count: 1,
            extend: false,
        });
    }
}
