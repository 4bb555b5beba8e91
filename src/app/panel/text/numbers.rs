//! Numbers of paragraphs or lines in the left margin, in small figures of one width.

use std::ops::Range;

use egui::{Color32, Rect, pos2, vec2};

use super::block::Block;
use super::canvas::Canvas;
use super::column::Column;
use super::decor::Zone;
use super::frame::Frame;
use super::page::Page;
use crate::model::segment;
use crate::workspace::settings::Numbers;

/// From the column to the right edge of the numbers: beside the bars of two zones, one in the other.
const AWAY: f32 = 28.0;
const SIZE: f32 = 11.0;
/// The smallest size, for numbers that would not fit otherwise.
const SMALLEST: f32 = 7.0;

/// Which paragraph and line each block of a text belongs to; made once for a text.
#[derive(Default)]
pub struct Numbering {
    starts: Vec<Start>,
    paragraphs: u32,
    lines: u32,
}

/// What a block begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Start {
    /// The number of the paragraph at this block, or of the last one before it.
    paragraph: u32,
    /// The number of the line of the file.
    line: u32,
    is_paragraph: bool,
    is_line: bool,
}

impl Numbering {
    /// Numbers the lines of `text`, which was cut into `blocks`.
    pub fn new(text: &str, blocks: &[Block]) -> Self {
        let mut numbering = Self::default();
        let mut before = LineEnd::Both;
        // A line that is cut into several blocks may begin with blank ones.
        let mut is_counted = false;
        for block in blocks {
            let is_line = before == LineEnd::Both;
            is_counted &= before == LineEnd::None;
            let words = text.get(block.shown.clone()).unwrap_or("");
            let is_paragraph = !is_counted && is_written(words);
            is_counted |= is_paragraph;
            numbering.paragraphs += u32::from(is_paragraph);
            numbering.lines += u32::from(is_line);
            numbering.starts.push(Start {
                paragraph: numbering.paragraphs,
                line: numbering.lines,
                is_paragraph,
                is_line,
            });
            let end = text.get(block.shown.end..block.bytes.end).unwrap_or("");
            // Only what the caret takes for the end of a paragraph is one.
            before = match end {
                "\n" | "\r" | "\r\n" => LineEnd::Both,
                "\u{85}" | "\u{2028}" | "\u{2029}" => LineEnd::Paragraph,
                _ => LineEnd::None,
            };
        }
        numbering
    }

    /// Paragraphs in the text.
    pub fn paragraphs(&self) -> usize {
        self.paragraphs as usize
    }

    /// The number of the paragraph that item of the column is in; 0 before the first.
    pub fn paragraph(&self, item: usize) -> usize {
        self.start(item).paragraph as usize
    }

    /// The number that stands beside an item of the column.
    fn beside(&self, item: usize, numbers: Numbers) -> Option<u32> {
        let start = self.start(item);
        match numbers {
            Numbers::None => None,
            Numbers::Paragraphs => start.is_paragraph.then_some(start.paragraph),
            Numbers::Lines => start.is_line.then_some(start.line),
        }
    }

    fn start(&self, item: usize) -> Start {
        let start = item.checked_sub(1).and_then(|at| self.starts.get(at));
        start.copied().unwrap_or_default()
    }

    /// Digits of the largest number.
    fn digits(&self, numbers: Numbers) -> u32 {
        let largest = match numbers {
            Numbers::None => return 0,
            Numbers::Paragraphs => self.paragraphs,
            Numbers::Lines => self.lines,
        };
        largest.max(1).ilog10() + 1
    }
}

/// What the end of a block ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    None,
    Paragraph,
    Both,
}

/// How numbers are set in a margin.
#[derive(Clone, Copy, Debug, Default)]
struct Setting {
    size: f32,
    /// Width of a digit.
    cell: f32,
}

/// How wide the margin is up to the outer edge of the numbers, in points; 0 without numbers.
pub fn gutter(numbering: &Numbering, numbers: Numbers, frame: &Frame, column: &mut Column) -> f32 {
    let digits = numbering.digits(numbers);
    if digits == 0 {
        return 0.0;
    }
    AWAY + digits as f32 * setting(digits, frame, column).cell
}

/// Paints the numbers of the blocks on screen; that of the paragraph with the caret in ink.
pub fn paint(canvas: &mut Canvas, page: &Page<'_>, numbering: &Numbering, column: &mut Column) {
    let (frame, style) = (page.frame, page.scene.style);
    let digits = numbering.digits(style.numbers);
    if digits == 0 {
        return;
    }
    let setting = setting(digits, frame, column);
    for shown in &frame.shown {
        let Some(number) = numbering.beside(shown.item, style.numbers) else {
            continue;
        };
        let first = shown.typeset.laid.lines.first();
        let baseline = shown.top
            + first
                .map_or(0.0, |line| line.baseline)
                .min(shown.bottom - shown.top);
        let words = number.to_string();
        let width = words.len() as f32 * setting.cell;
        let box_ = Rect::from_min_size(
            pos2(frame.left - AWAY - width, baseline - setting.size),
            vec2(width, setting.size),
        );
        let right = beside_zones(box_, &page.decor.zones);
        let color = color(page, &shown.whole);
        figures(canvas, column, &words, right, baseline, setting, color);
    }
}

/// The right edge of a number moved out of the way of zones more than two deep.
fn beside_zones(number: Rect, zones: &[Zone]) -> f32 {
    let in_the_way = zones
        .iter()
        .filter(|zone| zone.rect.expand(2.0).intersects(number));
    let left = in_the_way.map(|zone| zone.rect.left() - 4.0);
    left.fold(number.right(), f32::min)
}

fn color(page: &Page<'_>, whole: &Range<usize>) -> Color32 {
    let palette = &page.scene.style.palette;
    let cursor = &page.scene.cursor;
    let is_here = cursor.visible && whole.contains(&cursor.range.start);
    if is_here {
        palette.ink
    } else {
        palette.secondary.gamma_multiply(0.8)
    }
}

/// Digits in cells of one width, the last one ending at `right`.
fn figures(
    canvas: &mut Canvas,
    column: &mut Column,
    words: &str,
    right: f32,
    baseline: f32,
    setting: Setting,
    color: Color32,
) {
    for (i, digit) in words.chars().rev().enumerate() {
        let label = column.label(digit.encode_utf8(&mut [0; 4]), setting.size, 400.0);
        let cell = right - (i + 1) as f32 * setting.cell;
        let x = cell + (setting.cell - label.width()) / 2.0;
        canvas.label(&label, x, baseline, color);
    }
}

/// The largest size at which all numbers of the text fit into the margin.
fn setting(digits: u32, frame: &Frame, column: &mut Column) -> Setting {
    let room = frame.left - frame.view.left() - AWAY - 4.0;
    let cell = column.label("0", SIZE, 400.0).width();
    let part = (room / (cell * digits as f32)).clamp(SMALLEST / SIZE, 1.0);
    let size = (SIZE * part * 2.0).floor() / 2.0;
    let cell = column.label("0", size, 400.0).width();
    Setting { size, cell }
}

/// Whether there is anything to read.
fn is_written(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_graphic())
        || !segment::trim(words, 0..words.len()).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::*;
    use proptest::prelude::*;

    fn numbers(text: &str, numbers: Numbers) -> Vec<Option<u32>> {
        let blocks = blocks(text);
        let numbering = Numbering::new(text, &blocks);
        (1..=blocks.len())
            .map(|item| numbering.beside(item, numbers))
            .collect()
    }

    #[test]
    fn paragraphs_are_lines_with_text_and_lines_are_those_of_the_file() {
        let text = "un\n\n \u{a0}\ndeux\r\ntrois\u{2028}quatre\u{c}cinq";
        let paragraphs = [Some(1), None, None, Some(2), Some(3), Some(4), None];
        assert_eq!(numbers(text, Numbers::Paragraphs), paragraphs);
        let lines = [Some(1), Some(2), Some(3), Some(4), Some(5), None, None];
        assert_eq!(numbers(text, Numbers::Lines), lines);
        assert!(numbers(text, Numbers::None).iter().all(Option::is_none));
    }

    #[test]
    fn a_line_in_several_pieces_has_one_number() {
        let text = format!("{}\nfin", "Il pleut souvent ici. ".repeat(400));
        let found: Vec<u32> = numbers(&text, Numbers::Paragraphs)
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(found, [1, 2]);
    }

    proptest! {
        #[test]
        fn the_numbers_are_those_of_the_caret(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "a", " ", "\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{feff}", "\u{200b}", "\u{a0}", "é. ", "\t",
                ]),
                0..60,
            ),
            times in 1_usize..70,
        ) {
            let text = pieces.concat().repeat(times);
            let numbering = Numbering::new(&text, &blocks(&text));
            prop_assert_eq!(numbering.paragraphs(), segment::paragraphs(&text).count());
        }
    }
}
