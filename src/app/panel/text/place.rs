//! From bytes to places in a laid out block, and back.

use std::ops::Range;

use super::shape::{Cluster, Laid, Line};

/// How far a caret may stand outside the column, in points, while it goes through blanks that hang past a line.
const HANG: f32 = 12.0;

/// A place where a caret can stand: a line and a distance from the left, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub line: usize,
    pub x: f32,
}

/// A part of one line covered by a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub line: usize,
    pub left: f32,
    pub right: f32,
}

impl Laid {
    /// Where the caret stands before byte `position`; at a soft break, on the later line.
    pub fn place(&self, position: usize) -> Place {
        let line = self.line_of(position);
        let clusters = self.clusters_of(line);
        let at = position as u32;
        let holding = clusters.iter().find(|c| c.start <= at && at < c.end);
        let x = match holding {
            Some(cluster) => leading(cluster),
            None => self.end_of(line, at),
        };
        self.in_sight(line, x)
    }

    /// A place in a line, brought back where blanks hang far past it.
    fn in_sight(&self, line: usize, x: f32) -> Place {
        let x = x.clamp(-HANG, self.width + HANG);
        Place { line, x }
    }

    /// Where a range that ends before byte `position` ends; at a soft break, on the earlier line.
    pub fn place_of_end(&self, position: usize) -> Place {
        let line = self.line_of(position);
        let candidates = [line.checked_sub(1), Some(line)];
        let ending = |line: usize| {
            let mut clusters = self.clusters_of(line).iter();
            let cluster = clusters.find(|c| c.end as usize == position)?;
            let x = match (cluster.hangs, self.lines.get(line)) {
                (true, Some(line)) if cluster.is_rtl => line.left,
                (true, Some(line)) => line.right,
                _ => trailing(cluster),
            };
            Some(self.in_sight(line, x))
        };
        let found = candidates.into_iter().flatten().find_map(ending);
        found.unwrap_or_else(|| self.place(position))
    }

    /// The grapheme boundary nearest to a point, in bytes.
    pub fn hit(&self, x: f32, y: f32) -> usize {
        let line = self.lines.partition_point(|line| line.bottom <= y);
        self.hit_in_line(line.min(self.lines.len().saturating_sub(1)), x)
    }

    /// The grapheme boundary of a line nearest to `x`.
    pub fn hit_in_line(&self, line: usize, x: f32) -> usize {
        let inked = self.clusters_of(line).iter().filter(|c| !c.hangs);
        // At an edge the earlier cluster counts, not one without width that stands there: sums are not exact.
        let distance = |c: &Cluster| ((c.left - x).max(x - c.right) - 0.01).max(0.0);
        let nearest = inked.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        match nearest {
            Some(c) if (x < f32::midpoint(c.left, c.right)) == c.is_rtl => c.end as usize,
            Some(c) => c.start as usize,
            None => self.lines.get(line).map_or(0, |line| line.bytes.start),
        }
    }

    /// The parts of lines that `range` covers. With `inked`, blanks hanging past the end of a line are left out.
    pub fn stretches(&self, range: &Range<usize>, inked: bool) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let first = self.lines.partition_point(|l| l.bytes.end <= range.start);
        let touched = self.lines.iter().enumerate().skip(first);
        for (line, _) in touched.take_while(|(_, l)| l.bytes.start < range.end) {
            self.stretches_of_line(line, range, inked, &mut stretches);
        }
        stretches
    }

    /// Bytes of the visual line that holds `position`.
    pub fn line_bytes(&self, position: usize) -> Range<usize> {
        let line = self.line_of(position);
        self.lines.get(line).map_or(0..0, |l| l.bytes.clone())
    }

    fn stretches_of_line(
        &self,
        line: usize,
        range: &Range<usize>,
        inked: bool,
        out: &mut Vec<Stretch>,
    ) {
        if let Some(whole) = self.whole_line(line, range).filter(|_| inked) {
            out.push(whole);
            return;
        }
        let before = out.len();
        for cluster in self.clusters_of(line) {
            let (start, end) = (cluster.start as usize, cluster.end as usize);
            if end <= range.start || range.end <= start || (inked && cluster.hangs) {
                continue;
            }
            match out.get_mut(before..).and_then(<[Stretch]>::last_mut) {
                Some(last) if last.right >= cluster.left => last.right = cluster.right,
                _ => out.push(Stretch {
                    line,
                    left: cluster.left,
                    right: cluster.right,
                }),
            }
        }
    }

    /// All that is inked of a line, if the range covers all of it.
    fn whole_line(&self, at: usize, range: &Range<usize>) -> Option<Stretch> {
        let line = self.lines.get(at)?;
        let is_whole = range.start <= line.bytes.start && line.bytes.end <= range.end;
        let is_inked = is_whole && self.clusters_of(at).iter().any(|it| !it.hangs);
        is_inked.then_some(Stretch {
            line: at,
            left: line.left,
            right: line.right,
        })
    }

    /// The line that holds byte `position`, the last one at the end.
    fn line_of(&self, position: usize) -> usize {
        let line = self.lines.partition_point(|l| l.bytes.end <= position);
        line.min(self.lines.len().saturating_sub(1))
    }

    fn clusters_of(&self, line: usize) -> &[Cluster] {
        let range = self.lines.get(line).map_or(0..0, |l| l.clusters.clone());
        self.clusters.get(range).unwrap_or(&[])
    }

    /// The trailing side of the cluster that ends at `at`, else of the last one of the line.
    fn end_of(&self, line: usize, at: u32) -> f32 {
        let clusters = self.clusters_of(line).iter();
        let ending = clusters.clone().find(|c| c.end == at);
        match ending.or_else(|| clusters.max_by_key(|c| c.end)) {
            Some(cluster) => trailing(cluster),
            None => self.lines.get(line).map_or(0.0, |l: &Line| l.left),
        }
    }
}

fn leading(cluster: &Cluster) -> f32 {
    if cluster.is_rtl {
        cluster.right
    } else {
        cluster.left
    }
}

fn trailing(cluster: &Cluster) -> f32 {
    if cluster.is_rtl {
        cluster.left
    } else {
        cluster.right
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::panel::text::scene::Face;
    use crate::app::panel::text::shape::{self, Setting, Shaper};
    use proptest::prelude::*;
    use std::cell::RefCell;
    use unicode_segmentation::UnicodeSegmentation;

    const SETTING: Setting = Setting {
        face: Face::Serif,
        size: 18.0,
        pitch: 36.0,
        weight: 400.0,
    };

    thread_local! {
        static SHAPER: RefCell<Shaper> = RefCell::new(Shaper::new(std::env::var_os("SHOTS").is_some()));
    }

    fn lay(text: &str, width: f32) -> Laid {
        SHAPER.with_borrow_mut(|shaper| {
            let mut layout = shaper.shape(text, &SETTING);
            shape::wrap(&mut layout, text, width)
        })
    }

    fn middle(laid: &Laid, place: Place) -> (f32, f32) {
        let line = &laid.lines[place.line];
        (place.x, f32::midpoint(line.top, line.bottom))
    }

    #[test]
    fn a_position_goes_to_a_place_and_back() {
        let text = "Aujourd’hui, l’été\u{202f}: dix « offices » e\u{301}te\u{301}s.";
        let laid = lay(text, 120.0);
        assert!(laid.lines.len() > 2);
        for (position, grapheme) in text.grapheme_indices(true) {
            if grapheme == " " {
                continue;
            }
            let (x, y) = middle(&laid, laid.place(position));
            assert_eq!(laid.hit(x, y), position, "before {grapheme:?}");
        }
    }

    #[test]
    fn a_range_across_a_change_of_direction_has_two_parts() {
        let text = "dire مرحبا بالعالم puis";
        let laid = lay(text, 1_000.0);
        let arabic = text.find('ب').unwrap_or_default()..text.len();
        let word = text.find("بالعالم").unwrap_or_default();
        assert_eq!(laid.stretches(&(word..text.len()), true).len(), 2);
        assert!(laid.place(word).x > laid.place(arabic.start + 4).x - 500.0);
        let hit = laid.hit(laid.place(word).x, 10.0);
        assert_eq!(laid.place(hit).line, 0);
    }

    #[test]
    fn an_end_at_a_soft_break_stays_on_its_line() {
        let text = "un deux trois quatre cinq six sept huit";
        let laid = lay(text, 100.0);
        let second = laid.lines[1].bytes.start;
        assert_eq!(laid.place(second).line, 1);
        assert_eq!(laid.place_of_end(second).line, 0);
        assert_eq!(laid.place_of_end(second - 1).line, 0);
        assert!(laid.place_of_end(second).x <= laid.lines[0].right);
    }

    #[test]
    fn blanks_at_the_end_of_a_line_are_not_inked() {
        let text = "un deux trois quatre cinq";
        let laid = lay(text, 100.0);
        let all = 0..text.len();
        let inked = laid.stretches(&all, true);
        let whole = laid.stretches(&all, false);
        assert!(inked[0].right < whole[0].right);
        assert!((inked[0].right - laid.lines[0].right).abs() < 0.01);
    }

    #[test]
    fn an_empty_block_has_a_place() {
        let laid = lay("", 100.0);
        assert_eq!(laid.place(0).line, 0);
        assert_eq!(laid.hit(50.0, 5.0), 0);
        assert!(laid.stretches(&(0..0), true).is_empty());
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "mot ",
            "été",
            "e\u{301}",
            "x\u{302}\u{301}",
            " « oui\u{a0}» ",
            "ﬁn",
            "office ",
            "👨‍👩‍👧",
            "🇫🇷",
            "🙂",
            "مرحبا ",
            "2024 ",
            "שלום ",
            "\u{202f}:",
            "\t",
            "\0",
            "\u{200b}",
            "\u{ad}",
            "漢字",
            "Ж",
            "-",
            "1️⃣",
            "\u{2066}a\u{2069}",
            "क्षत्रिय ",
            "हिन्दी",
            "ที่นี่",
            "น้ำ ",
            "한국 ",
            "\u{1112}\u{1161}\u{11ab}",
            "بِسْمِ ",
            "(لا) ",
            "בְּרֵאשִׁית ",
            "\u{feff}",
            "👩🏿‍🚀",
            "\u{e000}",
        ]);
        let mixed = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
        let word = prop::sample::select(vec![
            "سيختفي ",
            "المهنة ",
            "Paul ",
            "2011 ",
            "ייעלם ",
            "50% ",
            "«لا», ",
        ]);
        let rtl =
            prop::collection::vec(word, 1..60).prop_map(|words| format!("هكذا {}", words.concat()));
        prop_oneof![2 => mixed, 1 => rtl]
    }

    /// Each boundary between graphemes is a place that a point leads back to; no point leads inside one.
    fn check(text: &str, width: f32) {
        let laid = lay(text, width);
        let bounds: Vec<usize> = text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for &position in &bounds {
            let (x, y) = middle(&laid, laid.place(position));
            assert!(bounds.binary_search(&laid.hit(x, y)).is_ok(), "{position}");
        }
        for line in &laid.lines {
            assert!(
                bounds.binary_search(&line.bytes.start).is_ok(),
                "no line begins inside a grapheme"
            );
        }
    }

    #[test]
    fn a_word_of_ten_thousand_letters_is_broken_and_every_letter_is_found() {
        for word in ["abcdefghij".repeat(1_000), "بتثجحخدذرز".repeat(1_000)] {
            let laid = lay(&word, 400.0);
            assert!(laid.lines.len() > 50);
            assert!(laid.lines.iter().all(|line| line.right - line.left < 401.0));
            check(&word, 400.0);
        }
    }

    #[test]
    fn thirty_marks_on_a_letter_are_one_place() {
        let text = format!("un o{} ici", "\u{301}\u{302}\u{323}".repeat(10));
        check(&text, 300.0);
        let laid = lay(&text, 300.0);
        let letter = text.find('o').unwrap_or_default()..text.find(" ici").unwrap_or_default();
        let covered = laid.stretches(&letter, true);
        assert_eq!(covered.len(), 1);
        assert!(covered[0].right - covered[0].left < 12.0);
        let inside = laid.stretches(&(letter.start + 3..letter.start + 5), true);
        assert_eq!(inside, covered, "a part of a letter is the letter");
    }

    #[test]
    fn a_wrapped_paragraph_from_right_to_left_reads_down_its_right_side() {
        let text = "سيختفي هذا المهنة خلال عشر سنوات كما قال الناس في المدينة";
        let laid = lay(text, 160.0);
        assert!(laid.lines.len() > 2);
        for line in &laid.lines {
            assert!((line.right - 160.0).abs() < 0.5, "{line:?}");
            let start = laid.place(line.bytes.start);
            assert!((start.x - line.right).abs() < 0.5);
            assert_eq!(
                laid.hit(159.0, f32::midpoint(line.top, line.bottom)),
                line.bytes.start
            );
        }
        let second = laid.lines[1].bytes.start;
        assert!(
            (laid.place_of_end(second).x - laid.lines[0].left).abs() < 0.5,
            "an end at a soft break stays on its line"
        );
        let all = laid.stretches(&(0..text.len()), true);
        assert_eq!(all.len(), laid.lines.len(), "one part a line");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn every_position_has_a_place_that_leads_back_to_it(text in text(), width in 60_f32..500.0) {
            let laid = lay(&text, width);
            let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            for &position in &boundaries {
                let place = laid.place(position);
                let hangs = laid.clusters.iter().any(|c| c.hangs && (c.start as usize) == position);
                if hangs { continue; }
                let (x, y) = middle(&laid, place);
                let hit = laid.hit(x, y);
                let back = [laid.place(hit), laid.place_of_end(hit)];
                let near = back.iter().any(|b| b.line == place.line && (b.x - place.x).abs() < 0.6);
                let edges: Vec<_> = laid.clusters.iter().filter(|c| {
                    (c.start as usize == hit || c.end as usize == hit)
                        && ((c.left - x).abs() < 0.6 || (c.right - x).abs() < 0.6)
                }).collect();
                prop_assert!(near || !edges.is_empty(), "{position} → {place:?} → {hit} → {back:?}");
            }
        }

        #[test]
        fn a_hit_never_falls_inside_a_grapheme(text in text(), x in -20_f32..500.0, y in -20_f32..400.0) {
            let laid = lay(&text, 300.0);
            let hit = laid.hit(x, y);
            let boundaries = text.grapheme_indices(true).map(|(at, _)| at);
            prop_assert!(boundaries.chain([text.len()]).any(|at| at == hit), "{hit}");
        }

        #[test]
        fn the_parts_of_a_range_cover_each_of_its_glyphs(text in text(), from in 0_usize..200, to in 0_usize..200) {
            let laid = lay(&text, 220.0);
            let start = text.floor_char_boundary(from.min(to).min(text.len()));
            let end = text.floor_char_boundary(from.max(to).min(text.len()));
            let stretches = laid.stretches(&(start..end), false);
            for cluster in &laid.clusters {
                let (a, b) = (cluster.start as usize, cluster.end as usize);
                if a >= end || b <= start { continue; }
                let line = laid.lines.iter().position(|l| l.bytes.contains(&a));
                let covered = stretches.iter().any(|s| {
                    Some(s.line) == line && s.left <= cluster.left + 0.01 && cluster.right <= s.right + 0.01
                });
                prop_assert!(covered, "{a}..{b} of {start}..{end}");
            }
        }
    }
}
