//! A line that stays where it is on screen while size, spacing or width change.

use super::block::Block;
use super::column::Column;
use super::scroll::Scroll;

/// A scroll position that survives other sizes: a byte, and how far the baseline of its line is below the top of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The start of a line; the header if none.
    pub(super) position: Option<usize>,
    /// Points from the top of the view down to the baseline; for the header, from its top down to the top of the view.
    pub(super) baseline: f64,
}

impl Anchor {
    /// The line at `y` points below the top of the view, or the first one below it.
    pub fn at(scroll: &Scroll, column: &mut Column, y: f64) -> Self {
        let fall = f64::from(column.metrics().fall());
        let mut top = -scroll.offset;
        let mut found = Self::of_header(scroll);
        for item in scroll.item..column.len() {
            let bottom = top + f64::from(column.measure(item));
            // Blank lines have a height of their own: what is read below them would move.
            let is_blank = column.block_of(item).is_some_and(Block::is_blank);
            if item > 0 && !is_blank && (bottom > y || item + 1 == column.len()) {
                let start = column.shown(item).start;
                for line in &column.lay(item).laid.lines {
                    found = Self {
                        position: Some(start + line.bytes.start),
                        baseline: top + f64::from(line.baseline),
                    };
                    if found.baseline + fall >= y {
                        return found;
                    }
                }
            } else if item == 0 && bottom > y {
                return found;
            }
            top = bottom;
        }
        found
    }

    /// The header, where it is.
    pub fn of_header(scroll: &Scroll) -> Self {
        Self {
            position: None,
            baseline: scroll.offset,
        }
    }

    /// The item and the distance into it that put the line back where it was.
    pub fn place(&self, column: &mut Column) -> (usize, f64) {
        let Some(position) = self.position else {
            return (0, self.baseline);
        };
        let item = column.item_at(position);
        let shown = column.shown(item);
        let inside = position.clamp(shown.start, shown.end) - shown.start;
        let typeset = column.lay(item);
        let line = typeset.laid.place(inside).line;
        let baseline = typeset.laid.lines.get(line).map_or(0.0, |it| it.baseline);
        (item, f64::from(baseline) - self.baseline)
    }
}
