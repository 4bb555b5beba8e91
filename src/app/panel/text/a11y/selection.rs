//! The selection as assistive technology has it: a run and a character in it; and back.

use egui::accesskit::{Action, ActionData, TextPosition, TextSelection};
use egui::{Id, Ui};

use super::Block;
use crate::app::panel::text::lanes::hull;
use crate::app::panel::text::page::Page;
use crate::app::panel::text::scene::TextEvent;

/// What is selected: the words at the caret, or those of the selected mark. An end out of sight stands at the edge.
pub fn of(page: &Page<'_>, blocks: &[Block<'_>]) -> Option<TextSelection> {
    let cursor = &page.scene.cursor;
    let mark = || page.mark(page.marks.find(page.scene.selected?)?);
    let (range, head) = match mark().filter(|_| !cursor.visible) {
        Some(mark) => (hull(&mark.fragments), hull(&mark.fragments).end),
        None => (cursor.range.clone(), cursor.head),
    };
    let start = place(blocks, range.start, false)?;
    let end = place(blocks, range.end, !range.is_empty())?;
    let is_backward = head == range.start && !range.is_empty();
    let (anchor, focus) = if is_backward {
        (end, start)
    } else {
        (start, end)
    };
    Some(TextSelection { anchor, focus })
}

/// Turns requests to select into events.
pub fn requested(ui: &Ui, id: Id, blocks: &[Block<'_>], events: &mut Vec<TextEvent>) {
    ui.input(|input| {
        for request in input.accesskit_action_requests(id, Action::SetTextSelection) {
            let Some(ActionData::SetTextSelection(wanted)) = &request.data else {
                continue;
            };
            let (anchor, head) = (byte(blocks, wanted.anchor), byte(blocks, wanted.focus));
            if let (Some(anchor), Some(head)) = (anchor, head) {
                events.push(TextEvent::Select { anchor, head });
            }
        }
    });
}

/// Where a byte of the text stands; an end stays on the line that it ends.
fn place(blocks: &[Block<'_>], position: usize, is_end: bool) -> Option<TextPosition> {
    let is_before = |start: usize| start < position || (start == position && !is_end);
    let after = blocks.partition_point(|it| is_before(it.shown.start));
    let block = blocks.get(after.saturating_sub(1))?;
    let inside = position.clamp(block.shown.start, block.shown.end) - block.shown.start;
    let is_before = |start: usize| start < inside || (start == inside && !is_end);
    let after = block.runs.partition_point(|it| is_before(it.start));
    let index = after.saturating_sub(1);
    Some(TextPosition {
        node: block.run_id(index).accesskit_id(),
        character_index: block.runs.get(index)?.character(inside),
    })
}

/// The byte of the text at a character of a run, if the run is in the tree.
fn byte(blocks: &[Block<'_>], position: TextPosition) -> Option<usize> {
    blocks.iter().find_map(|block| {
        let ids = (0..block.runs.len()).map(|index| block.run_id(index).accesskit_id());
        let index = ids.into_iter().position(|id| id == position.node)?;
        let inside = block.runs.get(index)?.byte(position.character_index);
        Some((block.shown.start + inside).min(block.shown.end))
    })
}
