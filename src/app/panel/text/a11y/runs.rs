//! A block as the runs of text that assistive technology reads: characters, words, where each stands.
//!
//! A run lies on one line and has one direction. Its characters are graphemes, so that a caret moved from outside never
//! stands inside one.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::app::panel::text::shape::{Cluster, Laid};

/// Characters in the longest run: words are counted in a byte.
const LONGEST: usize = 255;

/// Characters of one line and direction.
#[derive(Debug, Default, PartialEq)]
pub struct Run {
    /// Bytes from the start of the block.
    pub start: usize,
    pub text: String,
    /// Bytes of each character.
    pub lengths: Vec<u8>,
    /// The characters with which a word begins.
    pub words: Vec<u8>,
    pub line: usize,
    pub is_rtl: bool,
    /// Left and right edge of each character, in points from the left of the block; empty when nothing was laid out.
    pub edges: Vec<(f32, f32)>,
}

impl Run {
    /// The byte of the block before which a character stands; line ends take none.
    pub fn byte(&self, character: usize) -> usize {
        let lengths = self.lengths.iter().take(character);
        self.start + lengths.map(|&it| usize::from(it)).sum::<usize>()
    }

    /// How many characters end before a byte of the block.
    pub fn character(&self, byte: usize) -> usize {
        let mut end = self.start;
        let before = self.lengths.iter().take_while(|&&length| {
            end += usize::from(length);
            end <= byte
        });
        before.count()
    }

    /// From the left of its first character to the right of its last, in points from the left of the block.
    pub fn extent(&self) -> Option<(f32, f32)> {
        let edges = self.edges.iter().copied();
        edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// The runs of a block in the order in which they are read; at least one. Without a layout all is on one line.
pub fn runs(text: &str, laid: Option<&Laid>, ends_paragraph: bool) -> Vec<Run> {
    let words: Vec<usize> = text.unicode_word_indices().map(|it| it.0).collect();
    let places = laid.map(Places::new);
    let mut runs: Vec<Run> = Vec::new();
    for (start, character) in characters(text) {
        let place = places.as_ref().map(|it| it.of(start, character.len()));
        let (line, is_rtl) = place.map_or((0, false), |it| (it.line, it.is_rtl));
        let run = open_run(&mut runs, start, line, is_rtl);
        if words.binary_search(&start).is_ok() {
            run.words.push(run.lengths.len() as u8);
        }
        let edges = place.map(|it| (it.left, it.right));
        push(run, character, edges);
    }
    if ends_paragraph || runs.is_empty() {
        end(&mut runs, text.len(), ends_paragraph, laid);
    }
    runs
}

/// The run that takes a character: the last one, unless it is full or the line or direction changes.
fn open_run(runs: &mut Vec<Run>, start: usize, line: usize, is_rtl: bool) -> &mut Run {
    let fits = |it: &Run| it.line == line && it.is_rtl == is_rtl && it.lengths.len() < LONGEST;
    if !runs.last().is_some_and(fits) {
        runs.push(Run {
            start,
            line,
            is_rtl,
            ..Run::default()
        });
    }
    let last = runs.len() - 1;
    &mut runs[last]
}

/// Adds the line end, which is a character, to the last run.
fn end(runs: &mut Vec<Run>, length: usize, ends_paragraph: bool, laid: Option<&Laid>) {
    let (line, is_rtl) = runs.last().map_or((0, false), |it| (it.line, it.is_rtl));
    let trailing = runs.last().and_then(|it| it.edges.last().copied());
    let x = match trailing {
        Some((left, _)) if is_rtl => left,
        Some((_, right)) => right,
        None => laid
            .and_then(|it| it.lines.first())
            .map_or(0.0, |it| it.left),
    };
    let run = open_run(runs, length, line, is_rtl);
    if ends_paragraph {
        push(run, "\n", laid.map(|_| (x, x)));
    }
}

fn push(run: &mut Run, character: &str, edges: Option<(f32, f32)>) {
    run.text.push_str(character);
    run.lengths.push(character.len() as u8);
    run.edges.extend(edges);
}

/// Graphemes with their places; one too long to be counted is given in parts.
fn characters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.grapheme_indices(true).flat_map(|(start, mut rest)| {
        let mut at = start;
        std::iter::from_fn(move || {
            let cut = rest.floor_char_boundary(LONGEST.min(rest.len()));
            let (part, after) = rest.split_at(cut);
            let found = (at, part);
            rest = after;
            at += part.len();
            (!part.is_empty()).then_some(found)
        })
    })
}

/// Where a character stands.
#[derive(Clone, Copy, Default)]
struct Place {
    line: usize,
    left: f32,
    right: f32,
    is_rtl: bool,
}

/// The clusters of a block in logical order, with their lines.
struct Places(Vec<(usize, Cluster)>);

impl Places {
    fn new(laid: &Laid) -> Self {
        let lines = laid.lines.iter().enumerate();
        let mut all: Vec<(usize, Cluster)> = lines
            .flat_map(|(line, it)| {
                let clusters = laid.clusters.get(it.clusters.clone()).unwrap_or_default();
                clusters.iter().map(move |cluster| (line, *cluster))
            })
            .collect();
        all.sort_by_key(|it| it.1.start);
        Self(all)
    }

    /// Of several clusters the outer edges; a character inside a cluster, as in a ligature, stands at its end.
    fn of(&self, start: usize, length: usize) -> Place {
        let end = start + length;
        let first = self.0.partition_point(|it| it.1.end as usize <= start);
        let touched = self.0.iter().skip(first);
        let mut touched = touched.take_while(|it| (it.1.start as usize) < end);
        let Some((line, head)) = touched.next() else {
            return self.0.last().map_or_else(Place::default, after);
        };
        if (head.start as usize) < start {
            return after(&(*line, *head));
        }
        let place = Place {
            line: *line,
            left: head.left,
            right: head.right,
            is_rtl: head.is_rtl,
        };
        touched
            .filter(|it| it.0 == *line)
            .fold(place, |a, (_, b)| Place {
                left: a.left.min(b.left),
                right: a.right.max(b.right),
                ..a
            })
    }
}

/// No width, where a cluster ends.
fn after((line, cluster): &(usize, Cluster)) -> Place {
    let x = if cluster.is_rtl {
        cluster.left
    } else {
        cluster.right
    };
    Place {
        line: *line,
        left: x,
        right: x,
        is_rtl: cluster.is_rtl,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::panel::text::scene::Face;
    use crate::app::panel::text::shape::{self, Setting, Shaper};
    use proptest::prelude::*;
    use std::cell::RefCell;

    thread_local! {
        static SHAPER: RefCell<Shaper> = RefCell::new(Shaper::new(false));
    }

    fn laid(text: &str, width: f32) -> Laid {
        let setting = Setting {
            face: Face::Serif,
            size: 18.0,
            pitch: 36.0,
            weight: 400.0,
        };
        SHAPER.with_borrow_mut(|shaper| {
            let mut layout = shaper.shape(text, &setting);
            shape::wrap(&mut layout, text, width)
        })
    }

    fn spoken(text: &str, width: f32) -> Vec<Run> {
        runs(text, Some(&laid(text, width)), true)
    }

    #[test]
    fn words_begin_where_a_person_says() {
        let runs = spoken("L’été, c’est loin !", 900.0);
        let starts: Vec<usize> = runs[0]
            .words
            .iter()
            .map(|&it| runs[0].byte(it.into()))
            .collect();
        let text = "L’été, c’est loin !";
        let words: Vec<&str> = starts.iter().map(|&it| &text[it..]).collect();
        assert_eq!(words, ["L’été, c’est loin !", "c’est loin !", "loin !"]);
        assert!(runs[0].text.ends_with(" !\n"));
    }

    #[test]
    fn an_accent_apart_and_a_family_are_one_character_each() {
        let runs = spoken("e\u{301}👨‍👩‍👧.", 900.0);
        assert_eq!(runs[0].lengths, [3, 18, 1, 1]);
        assert_eq!(runs[0].byte(2), 21);
    }

    #[test]
    fn directions_are_runs_of_one_line() {
        let runs = spoken("dire مرحبا puis", 900.0);
        let spans: Vec<(&str, bool)> = runs.iter().map(|it| (&*it.text, it.is_rtl)).collect();
        let [(_, false), (arabic, true), (last, false)] = spans[..] else {
            panic!("{spans:?}")
        };
        assert_eq!(arabic.trim(), "مرحبا");
        assert!(last.ends_with("puis\n"));
        assert!(runs.iter().all(|it| it.line == 0));
        assert!(
            runs[1].edges.first() > runs[1].edges.last(),
            "from the right"
        );
    }

    #[test]
    fn an_empty_block_is_a_line_end_or_nothing() {
        assert_eq!(spoken("", 300.0)[0].text, "\n");
        let last = runs("", None, false);
        assert_eq!((last.len(), last[0].text.as_str()), (1, ""));
    }

    #[test]
    fn a_pile_of_accents_is_counted_in_parts() {
        let text = format!("a{}b", "\u{301}".repeat(400));
        let runs = runs(&text, None, false);
        let all: String = runs.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(all, text);
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "mot ",
            "été",
            "e\u{301}",
            " « oui\u{a0}» ",
            "ﬁn",
            "office ",
            "👨‍👩‍👧",
            "🇫🇷",
            "مرحبا ",
            "2024 ",
            "שלום ",
            "\t",
            "\0",
            "\u{200b}",
            "\u{ad}",
            "漢字",
            "\u{301}",
            "-",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(120))]

        #[test]
        fn runs_say_the_text_and_every_character_leads_back(text in text(), width in 60_f32..900.0, shaped: bool) {
            let laid = shaped.then(|| laid(&text, width));
            let runs = runs(&text, laid.as_ref(), true);
            let said: String = runs.iter().map(|it| it.text.as_str()).collect();
            prop_assert_eq!(said, format!("{text}\n"));
            let mut end = 0;
            for run in &runs {
                prop_assert_eq!(run.start, end);
                prop_assert!(run.lengths.len() <= LONGEST);
                prop_assert_eq!(run.edges.len(), if shaped { run.lengths.len() } else { 0 });
                for character in 0..run.lengths.len() {
                    prop_assert_eq!(run.character(run.byte(character)), character);
                }
                end = run.byte(run.lengths.len());
            }
            prop_assert_eq!(end, text.len() + 1);
        }

        #[test]
        fn no_character_is_out_of_its_line(text in text(), width in 60_f32..900.0) {
            let laid = laid(&text, width);
            for run in runs(&text, Some(&laid), true) {
                let line = &laid.lines[run.line];
                prop_assert!(line.bytes.start <= run.start);
                let clusters = &laid.clusters[line.clusters.clone()];
                let least = clusters.iter().map(|it| it.left).fold(line.left, f32::min);
                let most = clusters.iter().map(|it| it.right).fold(line.right, f32::max);
                for &(left, right) in &run.edges {
                    prop_assert!(left <= right && least - 0.1 <= left && right <= most + 0.1);
                }
            }
        }
    }
}
