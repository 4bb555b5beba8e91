//! What must hold for a text in any script once it is placed on screen, tried on random texts.

use std::ops::Range;
use std::sync::Arc;

use egui::{Rect, pos2};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::column::{Column, Metrics};
use super::frame::Frame;
use super::scene::Style;
use super::scroll::Scroll;
use crate::app::theme::Palette;

thread_local! {
    static COLUMN: std::cell::RefCell<Column> = std::cell::RefCell::new(Column::new(std::env::var_os("SHOTS").is_some()));
}

/// A text on a screen as high as it needs.
fn show(text: &str, width: f32) -> Frame {
    let view = Rect::from_min_max(pos2(10.0, 20.0), pos2(width + 100.0, 40_000.0));
    COLUMN.with_borrow_mut(|column| {
        column.set_text(&Arc::from(text));
        column.set_metrics(Metrics::new(&Style::new(Palette::LIGHT), width, 1.0));
        Frame::new(column, &Scroll::default(), view, 50.0)
    })
}

fn text() -> impl Strategy<Value = String> {
    let words = [
        "mot ",
        "d’été\u{202f}: ",
        "« oui\u{a0}» ",
        "— e\u{301}te\u{301} ",
        "office ",
        "مرحبا ",
        "(بالعالم) ",
        "2024 ",
        "שלום ",
        "50% ",
        "क्षत्रिय ",
        "ที่นี่",
        "漢字、",
        "한국 ",
        "👨‍👩‍👧 ",
        "🇫🇷",
        "1️⃣ ",
        "anti\u{ad}cons\u{ad}ti\u{ad}tution ",
        "\t",
        "\n",
        "\u{200b}",
        "\u{7}",
        "x\u{302}\u{301}\u{323} ",
        "\u{2067}a ب\u{2069} ",
    ];
    let word = prop::sample::select(words.to_vec());
    let start = prop::sample::select(vec!["", "هكذا قال ", "כך "]);
    (start, prop::collection::vec(word, 0..60))
        .prop_map(|(start, words)| format!("{start}{}", words.concat()))
}

fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true)
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}

/// The range between two graphemes, as far as there are so many.
fn range(bounds: &[usize], from: usize, to: usize) -> Range<usize> {
    let at = |n: usize| bounds[n % bounds.len()];
    at(from).min(at(to))..at(from).max(at(to))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_rectangle_of_a_span_misses_a_glyph_of_it(text in text(), width in 90_f32..520.0, from in 0_usize..400, to in 0_usize..400) {
        let frame = show(&text, width);
        let span = range(&boundaries(&text), from, to);
        let pieces = frame.pieces(&span, true);
        for (index, shown) in frame.shown.iter().enumerate() {
            let laid = &shown.typeset.laid;
            for (number, line) in laid.lines.iter().enumerate() {
                for cluster in &laid.clusters[line.clusters.clone()] {
                    let start = shown.bytes.start + cluster.start as usize;
                    let is_inside = span.contains(&start) && !cluster.hangs;
                    let covered = pieces.iter().any(|piece| {
                        piece.line == (index, number)
                            && piece.left <= frame.left + cluster.left + 0.01
                            && frame.left + cluster.right <= piece.right + 0.01
                    });
                    prop_assert!(!is_inside || covered, "{start} of {span:?}");
                }
            }
        }
    }

    #[test]
    fn the_rectangles_of_a_span_cover_nothing_else(text in text(), width in 90_f32..520.0, from in 0_usize..400, to in 0_usize..400) {
        let frame = show(&text, width);
        let span = range(&boundaries(&text), from, to);
        for piece in frame.pieces(&span, true) {
            let shown = &frame.shown[piece.line.0];
            let laid = &shown.typeset.laid;
            for cluster in &laid.clusters[laid.lines[piece.line.1].clusters.clone()] {
                let bytes = shown.bytes.start + cluster.start as usize..shown.bytes.start + cluster.end as usize;
                let middle = frame.left + f32::midpoint(cluster.left, cluster.right);
                let is_under = cluster.right - cluster.left > 0.1 && piece.left < middle && middle < piece.right;
                prop_assert!(!is_under || (bytes.start < span.end && span.start < bytes.end), "{bytes:?} under {span:?}");
            }
        }
    }

    #[test]
    fn a_grip_put_down_where_it_stands_changes_nothing(text in text(), width in 90_f32..520.0, from in 0_usize..400, to in 0_usize..400) {
        let frame = show(&text, width);
        let bounds = boundaries(&text);
        let span = range(&bounds, from, to);
        if text[span.clone()].trim().is_empty() { return Ok(()); }
        let edges = [(frame.caret(span.start), span.start, true), (frame.caret_of_end(span.end), span.end, false)];
        for (at, position, is_start) in edges {
            let Some(at) = at else { continue };
            let hit = frame.hit(pos2(at.x, at.y - 4.0));
            prop_assert!(bounds.binary_search(&hit).is_ok(), "{hit} is inside a grapheme");
            // Where directions meet, two places of the text share one of the screen.
            let same = |other: Option<egui::Pos2>| other.is_some_and(|it| (it.x - at.x).abs() < 1.0 && (it.y - at.y).abs() < 1.0);
            let agrees = hit == position || same(frame.caret(hit)) || same(frame.caret_of_end(hit));
            let hangs = text[..position].ends_with(char::is_whitespace) || text[position..].starts_with(char::is_whitespace);
            prop_assert!(agrees || hangs, "{position} ({is_start}) leads to {hit}");
        }
    }

    #[test]
    fn every_caret_stands_in_the_column(text in text(), width in 90_f32..520.0) {
        in_the_column(&text, width)?;
    }
}

fn in_the_column(text: &str, width: f32) -> Result<(), TestCaseError> {
    let frame = show(text, width);
    for position in boundaries(text) {
        let carets = [frame.caret(position), frame.caret_of_end(position)];
        for at in carets.into_iter().flatten() {
            let is_inside = at.x > frame.left - 20.0 && at.x < frame.right + 20.0;
            prop_assert!(is_inside, "{position} at {at:?}");
        }
        prop_assert!(carets[0].is_some(), "{position} has no place");
    }
    Ok(())
}

#[test]
fn carets_stand_in_the_column_where_it_is_narrower_than_its_tabs() {
    for tabs in ["\t\t\t", "\t\t\t\t\t\t\t\tmot", "שלום \t\t\t\t"] {
        in_the_column(tabs, 90.0).unwrap();
    }
}
