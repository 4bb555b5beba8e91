//! What a screen reader meets: the document with its selection, the paragraphs in sight as runs of text, after each the
//! marks and the hits of a search that begin in it, by name. Only what is on screen is in the tree, and the paragraph of the caret.
//!
//! The node of the document is the widget that has the keyboard, so that its caret is followed; while a mark is selected
//! it points to that mark, which is then read out.

mod hits;
mod marks;
mod runs;
mod selection;

use std::ops::Range;

use egui::accesskit::{self, Action, Node, Orientation, TextDirection};
use egui::{Id, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2};

use super::column::Column;
use super::page::Page;
use super::scene::{Scene, TextEvent};
use super::scroll::Scroll;
use super::shape::Laid;
use runs::Run;

/// A block in the tree.
struct Block<'a> {
    id: Id,
    /// Bytes of the text that are shown, and the same with the line end.
    shown: Range<usize>,
    whole: Range<usize>,
    /// Where it is, when it is on screen.
    place: Option<(Rect, &'a Laid)>,
    runs: Vec<Run>,
}

impl Block<'_> {
    fn run_id(&self, index: usize) -> Id {
        self.id.with(("run", index))
    }
}

/// Names what is on screen, and answers requests to select, click and scroll.
pub fn expose(
    ui: &mut Ui,
    response: &Response,
    page: &Page<'_>,
    column: &Column,
    scroll: &mut Scroll,
    events: &mut Vec<TextEvent>,
) {
    let id = page.scene.keyboard.unwrap_or(response.id.with("document"));
    scroll_requested(ui, id, page, scroll);
    let sense = match page.scene.keyboard {
        Some(_) => Sense::focusable_noninteractive(),
        None => Sense::hover(),
    };
    ui.interact(page.frame.view, id, sense);
    let is_listening = ui.ctx().accesskit_node_builder(id, |_| ()).is_some();
    if !is_listening {
        return;
    }
    let blocks = blocks(id, page, column);
    let builder = UiBuilder::new()
        .scope_id(id.with("contents"))
        .max_rect(page.frame.view)
        .accessibility_parent(id);
    let mut contents = ui.new_child(builder);
    let mut marks = marks::visible(page);
    let mut hits = hits::visible(page);
    for block in &blocks {
        let after = marks.partition_point(|it| it.start < block.whole.end);
        let here = marks.drain(..after).collect::<Vec<_>>();
        expose_block(&mut contents, block, page, scroll);
        marks::expose(&contents, id, page, here, scroll, events);
        let after = hits.partition_point(|it| it.start() < block.whole.end);
        let here = hits.drain(..after).collect::<Vec<_>>();
        hits::expose(&contents, id, page, here, scroll, events);
    }
    marks::expose(&contents, id, page, marks, scroll, events);
    hits::expose(&contents, id, page, hits, scroll, events);
    let selection = selection::of(page, &blocks);
    let is_exposed = |mark: &super::scene::MarkId| {
        let mark = marks::id(id, mark);
        ui.ctx().has_accesskit_node(mark).then_some(mark)
    };
    let active = page.scene.selected.and_then(is_exposed);
    ui.ctx().accesskit_node_builder(id, |node| {
        describe(node, page, column, scroll);
        if let Some(selection) = selection {
            node.set_text_selection(selection);
        }
        if let Some(active) = active {
            node.set_active_descendant(active.accesskit_id());
        }
    });
    selection::requested(ui, id, &blocks, events);
}

/// Names the scroll bar and answers requests to move it.
pub fn expose_bar(
    ui: &Ui,
    response: &Response,
    scene: &Scene<'_>,
    column: &Column,
    scroll: &mut Scroll,
) {
    let name = scene.strings.scroll_bar;
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    let view = f64::from(response.rect.height());
    let (top, most) = (scroll.top(column), Scroll::range(column, view));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_orientation(Orientation::Vertical);
        node.set_numeric_value(top.clamp(0.0, most).round());
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(most.round());
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
    });
    page_requested(
        ui,
        response.id,
        [Action::Decrement, Action::Increment],
        view * 0.8,
        scroll,
    );
}

/// The blocks on screen, and that of the caret.
fn blocks<'a>(id: Id, page: &Page<'a>, column: &Column) -> Vec<Block<'a>> {
    let frame = page.frame;
    let mut blocks: Vec<Block> = Vec::new();
    for shown in &frame.shown {
        let rect = Rect::from_min_max(pos2(frame.left, shown.top), pos2(frame.right, shown.bottom));
        let laid = &shown.typeset.laid;
        let place = Some((rect, laid));
        blocks.push(block(
            id,
            page,
            shown.item,
            &shown.bytes,
            &shown.whole,
            place,
        ));
    }
    let caret = column.item_at(page.scene.cursor.head);
    if let Some(it) = column.block_of(caret)
        && !frame.shown.iter().any(|shown| shown.item == caret)
    {
        let at = blocks.partition_point(|other| other.shown.start < it.shown.start);
        blocks.insert(at, block(id, page, caret, &it.shown, &it.bytes, None));
    }
    blocks
}

fn block<'a>(
    id: Id,
    page: &Page<'a>,
    item: usize,
    shown: &Range<usize>,
    whole: &Range<usize>,
    place: Option<(Rect, &'a Laid)>,
) -> Block<'a> {
    let text = page.scene.text.get(shown.clone()).unwrap_or("");
    let ends_paragraph = shown.end < whole.end;
    Block {
        id: id.with(("paragraph", item)),
        shown: shown.clone(),
        whole: whole.clone(),
        runs: runs::runs(text, place.map(|it| it.1), ends_paragraph),
        place,
    }
}

fn expose_block(contents: &mut Ui, block: &Block<'_>, page: &Page<'_>, scroll: &mut Scroll) {
    // Asked before the node is there: egui takes it for its own scroll areas.
    if contents.input(|it| it.has_accesskit_action_request(block.id, Action::ScrollIntoView)) {
        scroll.reveal(block.shown.clone());
        contents.ctx().request_repaint();
    }
    let view = page.frame.view;
    let nowhere = Rect::from_min_size(view.min, Vec2::ZERO);
    let rect = block.place.map_or(nowhere, |it| it.0.intersect(view));
    let text = page.scene.text.get(block.shown.clone()).unwrap_or("");
    // A blank line is only a line end: no paragraph to stop at.
    let role = if text.trim().is_empty() {
        Role::GenericContainer
    } else {
        Role::Paragraph
    };
    let builder = UiBuilder::new()
        .scope_id(block.id)
        .max_rect(rect)
        .accessibility_role(role);
    let paragraph = contents.new_child(builder);
    contents.ctx().accesskit_node_builder(block.id, |node| {
        if !text.is_empty() {
            node.set_label(text);
        }
        node.add_action(Action::ScrollIntoView);
        if rect.is_positive() {
            node.set_bounds(bounds(rect));
        }
    });
    for (index, run) in block.runs.iter().enumerate() {
        expose_run(&paragraph, block, index, run);
    }
}

fn expose_run(paragraph: &Ui, block: &Block<'_>, index: usize, run: &Run) {
    let id = block.run_id(index);
    let rect = block.place.and_then(|(rect, laid)| {
        let line = laid.lines.get(run.line)?;
        let (left, right) = run.extent()?;
        let min = pos2(rect.left() + left, rect.top() + line.top);
        Some(Rect::from_min_max(
            min,
            pos2(rect.left() + right, rect.top() + line.bottom),
        ))
    });
    paragraph.interact(rect.unwrap_or(paragraph.max_rect()), id, Sense::hover());
    let beside = |other: Option<usize>| {
        let other = other?;
        let is_same_line = block.runs.get(other)?.line == run.line;
        is_same_line.then(|| block.run_id(other).accesskit_id())
    };
    let (before, after) = (beside(index.checked_sub(1)), beside(Some(index + 1)));
    paragraph.ctx().accesskit_node_builder(id, |node| {
        say(node, run);
        if let Some(rect) = rect {
            node.set_bounds(bounds(rect));
        }
        if let Some(before) = before {
            node.set_previous_on_line(before);
        }
        if let Some(after) = after {
            node.set_next_on_line(after);
        }
    });
}

/// Characters, words, and where they stand in the direction of reading.
fn say(node: &mut Node, run: &Run) {
    node.set_role(Role::TextRun);
    node.set_value(run.text.as_str());
    node.set_character_lengths(run.lengths.as_slice());
    node.set_word_starts(run.words.as_slice());
    node.set_text_direction(if run.is_rtl {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    });
    if let Some((start, end)) = run.extent() {
        let from = |&(left, right): &(f32, f32)| {
            if run.is_rtl {
                end - right
            } else {
                left - start
            }
        };
        node.set_character_positions(run.edges.iter().map(from).collect::<Vec<_>>());
        let width = |(left, right): &(f32, f32)| right - left;
        node.set_character_widths(run.edges.iter().map(width).collect::<Vec<_>>());
    }
}

/// What the document is, and where it is scrolled to.
fn describe(node: &mut Node, page: &Page<'_>, column: &Column, scroll: &Scroll) {
    let strings = &page.scene.strings;
    node.set_role(Role::Document);
    node.set_label(strings.document);
    node.set_bounds(bounds(page.frame.view));
    if !page.scene.byline.is_empty() {
        node.set_description(page.scene.byline);
    }
    if !strings.language.is_empty() {
        node.set_language(strings.language);
    }
    let view = f64::from(page.frame.view.height());
    let most = Scroll::range(column, view);
    node.set_scroll_y_min(0.0);
    node.set_scroll_y_max(most);
    node.set_scroll_y(scroll.top(column).clamp(0.0, most));
    for action in [
        Action::SetTextSelection,
        Action::ScrollUp,
        Action::ScrollDown,
    ] {
        node.add_action(action);
    }
}

fn scroll_requested(ui: &Ui, id: Id, page: &Page<'_>, scroll: &mut Scroll) {
    let frame = page.frame;
    let screen =
        f64::from((frame.view.height() - 2.0 * frame.metrics.pitch).max(frame.metrics.pitch));
    page_requested(
        ui,
        id,
        [Action::ScrollUp, Action::ScrollDown],
        screen,
        scroll,
    );
}

/// Scrolls by `screen` points for each request of the first action up, of the second down.
fn page_requested(ui: &Ui, id: Id, actions: [Action; 2], screen: f64, scroll: &mut Scroll) {
    let [up, down] =
        actions.map(|it| ui.input(|input| input.num_accesskit_action_requests(id, it)));
    if up != down {
        scroll.glide_by(screen * (down as f64 - up as f64));
        ui.ctx().request_repaint();
    }
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.left().into(),
        y0: rect.top().into(),
        x1: rect.right().into(),
        y1: rect.bottom().into(),
    }
}
