//! What was found as nodes: each hit on screen and the one that one is at, by its number and the words around it.

use std::ops::Range;

use egui::accesskit::Action;
use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo};

use crate::analysis::around::around;
use crate::app::panel::text::page::Page;
use crate::app::panel::text::scene::TextEvent;
use crate::app::panel::text::scroll::Scroll;

/// A hit in the tree.
pub struct Visible {
    /// Index among all hits.
    index: usize,
    at: Range<usize>,
    /// Its first box on screen; nothing when it is elsewhere.
    rect: Rect,
}

impl Visible {
    /// The byte with which it begins.
    pub fn start(&self) -> usize {
        self.at.start
    }
}

/// The hits on screen and the current one, in the order of the text.
pub fn visible(page: &Page<'_>) -> Vec<Visible> {
    let found = &page.scene.found;
    let seen = page.frame.visible_bytes();
    let mut visible: Vec<Visible> = found
        .touching(&seen)
        .map(|(index, at)| Visible {
            index,
            at: at.clone(),
            rect: first_box(page, at),
        })
        .collect();
    let current = found.current.and_then(|index| {
        let at = found.hits.get(index)?.clone();
        let rect = Rect::NOTHING;
        Some(Visible { index, at, rect })
    });
    let current = current.filter(|it| visible.iter().all(|other| other.index != it.index));
    visible.extend(current);
    visible.sort_by_key(Visible::start);
    visible
}

/// Puts hits into the tree of a document, and answers what is asked of them.
pub fn expose(
    ui: &Ui,
    document: Id,
    page: &Page<'_>,
    hits: Vec<Visible>,
    scroll: &mut Scroll,
    events: &mut Vec<TextEvent>,
) {
    for hit in hits {
        let id = document.with(("hit", hit.index));
        // Asked before the node is there: egui takes scrolling for its own scroll areas.
        answer(ui, id, &hit, scroll, events);
        expose_hit(ui, id, page, &hit);
    }
}

fn first_box(page: &Page<'_>, at: &Range<usize>) -> Rect {
    let pieces = page.frame.pieces(at, true);
    let boxes = pieces.iter().map(|it| page.frame.fill(it));
    let mut boxes = boxes.map(|it| it.intersect(page.frame.view));
    boxes.find(Rect::is_positive).unwrap_or(Rect::NOTHING)
}

fn expose_hit(ui: &Ui, id: Id, page: &Page<'_>, hit: &Visible) {
    let words = around(page.scene.text, &hit.at);
    let name = match page.scene.strings.hit {
        Some(name) => name(hit.index, &words),
        None => words,
    };
    ui.interact(hit.rect, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Mark, true, &name));
    let is_current = page.scene.found.current == Some(hit.index);
    ui.ctx().accesskit_node_builder(id, |node| {
        if !hit.rect.is_positive() {
            node.clear_bounds();
        }
        node.set_selected(is_current);
        for action in [Action::Click, Action::Focus, Action::ScrollIntoView] {
            node.add_action(action);
        }
    });
}

fn answer(ui: &Ui, id: Id, hit: &Visible, scroll: &mut Scroll, events: &mut Vec<TextEvent>) {
    let asked = |action| ui.input(|input| input.has_accesskit_action_request(id, action));
    if asked(Action::ScrollIntoView) {
        scroll.reveal(hit.at.clone());
        ui.ctx().request_repaint();
    }
    if asked(Action::Click) || asked(Action::Focus) {
        events.push(TextEvent::Found { index: hit.index });
    }
}
