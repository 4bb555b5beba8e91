//! What holds for any text at all, and for the texts an analyst brings, where they are at hand.

use std::ops::Range;

use proptest::prelude::*;

use super::chars::part;
use super::cuts::work;
use super::grapheme::is_border;
use super::{
    Unit, at, grow_end, grow_start, next, paragraphs, previous, sentences, shrink_end,
    shrink_start, snap, trim, units, words,
};

/// Bits of text that segmenters stumble over.
const BITS: &[&str] = &[
    " ",
    " ",
    " ",
    "a",
    "É",
    "mot",
    "Le",
    "l’",
    "d'",
    "qu",
    "aujourd’hui",
    "M.",
    "etc.",
    "G.O.",
    "3.",
    "2.0",
    ".",
    ".",
    "!",
    "?",
    "…",
    ",",
    ":",
    ";",
    "-",
    "–",
    "—",
    "/",
    "&",
    "@",
    "(",
    ")",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "‘",
    "\n",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{A0}",
    "\u{202F}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{200D}",
    "\u{200E}",
    "\u{2060}",
    "\u{301}",
    "\u{20E3}",
    "\u{FE0F}",
    "🙂",
    "👩‍👩‍👧",
    "🇫🇷",
    "🇫",
    "👍🏽",
    "שלום",
    "مرحبا",
    "؟",
    "۔",
    "你",
    "好",
    "。",
    "「",
    "」",
    "カタ",
    "ะ",
    "ำ",
    "क्",
    "षि",
    "\u{600}",
    "\u{1100}",
    "\u{1161}",
    "http://a.org/",
    "www.",
    "x@y.fr",
    "mais",
    "et il",
    "parce qu’",
    "donc",
    "0",
    "1/2",
    "%",
    "\0",
];

fn text() -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(prop::sample::select(BITS), 0..40).prop_map(|it| it.concat());
    let strange = prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter);
    let mixed = prop::collection::vec(
        prop_oneof![4 => prop::sample::select(BITS).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..30,
    );
    prop_oneof![4 => bits, 1 => strange, 2 => mixed.prop_map(|it| it.concat())]
}

/// A text repeated until the windows of the segmenter matter.
fn long_text() -> impl Strategy<Value = String> {
    (text(), 1..24_000_usize).prop_map(|(text, length)| text.repeat(length / text.len().max(1)))
}

fn all(text: &str, unit: Unit) -> Vec<Range<usize>> {
    units(text, unit).collect()
}

fn check_order(text: &str, unit: Unit, units: &[Range<usize>]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for it in units {
        prop_assert!(
            end <= it.start && it.start < it.end && it.end <= text.len(),
            "{unit:?} {it:?} after {end}"
        );
        prop_assert!(
            is_border(text, it.start) && is_border(text, it.end),
            "{unit:?} {it:?} splits a grapheme"
        );
        end = it.end;
    }
    Ok(())
}

fn check_walk(text: &str, unit: Unit, units: &[Range<usize>]) -> Result<(), TestCaseError> {
    for (index, it) in units.iter().enumerate() {
        prop_assert_eq!(at(text, unit, it.start), it.clone(), "{:?}", unit);
        prop_assert_eq!(
            next(text, unit, it.start),
            units.get(index + 1).cloned(),
            "{:?}",
            unit
        );
        let before = index.checked_sub(1).and_then(|it| units.get(it));
        prop_assert_eq!(
            previous(text, unit, it.start),
            before.cloned(),
            "{:?}",
            unit
        );
    }
    Ok(())
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_are_in_order_and_walks_meet_them_all(text in text()) {
        for unit in Unit::ALL {
            let units = all(&text, unit);
            check_order(&text, unit, &units)?;
            check_walk(&text, unit, &units)?;
        }
    }

    #[test]
    fn any_position_gives_one_of_the_units(text in text(), beyond in 0..3_usize) {
        for unit in Unit::ALL {
            let units = all(&text, unit);
            for pos in 0..=text.len() + beyond {
                let here = at(&text, unit, pos);
                prop_assert!(units.contains(&here) || units.is_empty() && here.is_empty());
                let holding = units.iter().find(|it| it.contains(&pos));
                prop_assert!(holding.is_none_or(|it| *it == here), "{:?} at {}", unit, pos);
                next(&text, unit, pos);
                previous(&text, unit, pos);
            }
        }
    }

    #[test]
    fn units_nest(text in text()) {
        for unit in [Unit::Word, Unit::Clause, Unit::Sentence] {
            let outer = all(&text, if unit == Unit::Word { Unit::Sentence } else { unit.larger() });
            for it in units(&text, unit) {
                prop_assert!(outer.iter().any(|outer| contains(outer, &it)), "{:?} {:?}", unit, it);
            }
        }
    }

    #[test]
    fn graphemes_cover_the_text(text in text()) {
        prop_assert_eq!(units(&text, Unit::Character).map(|it| part(&text, it)).collect::<String>(), text.clone());
    }

    #[test]
    fn snapping_is_settled_at_once(text in text(), start in 0..120_usize, end in 0..120_usize) {
        let selected = trim(&text, start..end);
        let snapped = snap(&text, start..end);
        prop_assert_eq!(snap(&text, snapped.clone()), snapped.clone());
        prop_assert_eq!(selected.is_empty(), snapped.is_empty());
        prop_assert!(selected.is_empty() || contains(&snapped, &selected));
        prop_assert!(is_border(&text, snapped.start) && is_border(&text, snapped.end));
        for word in words(&text).filter(|_| !snapped.is_empty()) {
            let apart = word.end <= snapped.start || snapped.end <= word.start;
            prop_assert!(apart || contains(&snapped, &word) || contains(&word, &snapped));
        }
    }

    #[test]
    fn trimming_only_takes_away(text in text(), start in 0..120_usize, end in 0..120_usize) {
        let trimmed = trim(&text, start..end);
        prop_assert!(trimmed.start >= text.floor_char_boundary(start) && trimmed.end <= text.len());
        prop_assert_eq!(trim(&text, trimmed.clone()), trimmed);
    }

    #[test]
    fn edges_stay_inside(text in text(), start in 0..120_usize, end in 0..120_usize) {
        let given = text.floor_char_boundary(start)..text.floor_char_boundary(end.max(start));
        for (change, grows) in [(grow_end as fn(&str, _) -> _, true), (grow_start, true), (shrink_end, false), (shrink_start, false)] {
            let moved: Range<usize> = change(&text, given.clone());
            prop_assert!(text.get(moved.clone()).is_some());
            prop_assert!(given.is_empty() || !moved.is_empty());
            let (outer, inner) = if grows { (&moved, &given) } else { (&given, &moved) };
            prop_assert!(contains(outer, inner));
            prop_assert!(moved.start == given.start || moved.end == given.end);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn long_texts_are_walked_alike_from_anywhere(text in long_text(), pos in 0..24_000_usize) {
        for unit in Unit::ALL {
            let units = all(&text, unit);
            check_order(&text, unit, &units)?;
            let middle = units.partition_point(|it| it.end <= pos);
            let from = middle.saturating_sub(2);
            for index in from..units.len().min(middle + 2) {
                prop_assert_eq!(next(&text, unit, units[index].start), units.get(index + 1).cloned());
                prop_assert_eq!(at(&text, unit, units[index].end - 1).end, units[index].end);
                let before = index.checked_sub(1).and_then(|it| units.get(it));
                prop_assert_eq!(previous(&text, unit, units[index].start), before.cloned());
            }
        }
    }
}

/// The characters looked at while walking a line of `length` bytes made of `bit`.
fn cost(bit: &str, unit: Unit, length: usize) -> usize {
    let text = bit.repeat(length / bit.len());
    work::take();
    let mut pos = 0;
    while let Some(it) = next(&text, unit, pos) {
        pos = it.start;
    }
    work::take()
}

#[test]
fn walking_a_long_line_is_linear() {
    for (bit, length, per_byte) in [
        ("mot ", 200_000, 40),
        ("Le prix, dit-on, montera. ", 60_000, 40),
        ("你好。", 60_000, 40),
        ("l’an,", 4_000, 4_000),
    ] {
        let half = cost(bit, Unit::Word, length / 2);
        let whole = cost(bit, Unit::Word, length);
        assert!(whole < half * 5 / 2, "{bit:?}: {half}, then {whole}");
        assert!(whole < length * per_byte, "{bit:?}: {whole}");
    }
}

#[test]
fn one_question_costs_the_same_in_a_text_of_any_size() {
    for bit in ["mot ", "Une phrase. ", "motsansfin", "你好", "!?", "🇫🇷"] {
        let text = bit.repeat(4_000_000 / bit.len());
        for unit in [Unit::Word, Unit::Clause, Unit::Sentence] {
            work::take();
            at(&text, unit, text.len() / 2);
            let looked_at = work::take();
            let none = bit == "!?" && unit == Unit::Word;
            assert!(none || looked_at < 300_000, "{bit:?} {unit:?}: {looked_at}");
        }
    }
}

#[test]
fn real_texts_have_no_false_ends() {
    for text in corpus() {
        for sentence in sentences(&text) {
            let shown = part(&text, sentence.clone());
            for end in ["G.O.", "2.0", "etc.)", "….", " M.", " 3.", " p."] {
                assert!(!shown.ends_with(end), "{shown}");
            }
            assert!(
                shown
                    .chars()
                    .any(|c| c.is_alphanumeric() || "*+🙂😉".contains(c)),
                "{shown}"
            );
        }
        assert!(paragraphs(&text).count() < text.lines().count() + 1);
        for unit in Unit::ALL {
            let units = all(&text, unit);
            assert_eq!(
                check_order(&text, unit, &units).map_err(|it| it.to_string()),
                Ok(())
            );
            assert_eq!(
                check_walk(&text, unit, &units).map_err(|it| it.to_string()),
                Ok(())
            );
        }
    }
}

/// The texts beside the project, if they are there.
fn corpus() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|it| std::fs::read_to_string(it.path()).ok())
        .collect()
}
