//! Properties of carrying: edits at random in texts of many scripts, told apart from what was only coded anew.

mod repeats;

use super::*;
use crate::model::segment::{grapheme_ceil, grapheme_floor};

/// Without anybody who would stop it.
fn carry(old: &str, new: &str, spans: &[At]) -> Vec<Fate> {
    super::carry(old, new, spans, &Progress::default()).unwrap()
}

#[test]
fn carrying_stops_when_it_is_asked_to() {
    let progress = Progress::default();
    progress.cancel();
    let stopped = super::carry("one two", "one three", &[vec![0..3]], &progress);
    assert_eq!(stopped, Err(Cancelled));
}
use proptest::prelude::*;

fn one(old: &str, new: &str, words: &str) -> (Fate, Vec<String>) {
    let start = old.find(words).unwrap();
    let at = vec![start..start + words.len()];
    let fate = carry(old, new, std::slice::from_ref(&at)).remove(0);
    let place = fate.place(&at).cloned().unwrap_or_default();
    let words = place.into_iter().map(|it| new[it].to_owned()).collect();
    (fate, words)
}

#[test]
fn every_fate_is_told() {
    let old = "The minister said that prices will fall by ten percent next year.\nNobody believed her.\nThe end of the matter came soon, and it was bitter.\n";
    let case = |new: &str, words: &str| one(old, new, words);
    assert_eq!(case(old, "prices will fall").0, Fate::Unmoved);
    let (fate, words) = case(&format!("A title\n\n{old}"), "prices will fall");
    assert!(
        matches!(fate, Fate::Moved(_)) && words == ["prices will fall"],
        "{fate:?}"
    );
    let (fate, words) = case(
        &old.replace(" will fall", " would fall"),
        "prices will fall",
    );
    assert!(
        matches!(fate, Fate::Changed(_)) && words == ["prices would fall"],
        "{fate:?}"
    );
    let (fate, words) = case(
        &old.replace("prices will", "prices, she hopes, will"),
        "prices will fall",
    );
    assert!(
        matches!(fate, Fate::Changed(_)) && words == ["prices, she hopes, will fall"],
        "{fate:?}"
    );
    let (fate, words) = case(&old.replace("ten percent", "30 %"), "ten percent");
    assert!(
        matches!(fate, Fate::Changed(_)) && words == ["30 %"],
        "{fate:?}"
    );
    let (fate, _) = case(
        &old.replace("Nobody believed her.\n", ""),
        "Nobody believed her.",
    );
    assert_eq!(fate, Fate::Lost);
    let (fate, words) = case(
        &old.replace('\n', "\r\n").replace(" will", "\r\nwill"),
        "prices will fall",
    );
    assert!(
        matches!(fate, Fate::Recoded(_)) && words == ["prices\r\nwill fall"],
        "{fate:?}"
    );
}

#[test]
fn a_line_taken_elsewhere_takes_its_spans_with_it() {
    let lines: Vec<String> = (0..40)
        .map(|i| format!("Line {i} says something about matter {i}.\n"))
        .collect();
    let mut turned = lines.clone();
    let line = turned.remove(30);
    turned.insert(3, line);
    let (fate, words) = one(&lines.concat(), &turned.concat(), "about matter 30");
    assert!(
        matches!(fate, Fate::Moved(_)) && words == ["about matter 30"],
        "{fate:?}"
    );
}

#[test]
fn short_words_in_rewritten_lines_are_never_carried_silently() {
    let old = "The minister denies the report on the bridge and asks for patience.\n";
    let new = "A spokesman found the budget of all towns too small for what was planned.\n";
    let at = old.find(" the ").unwrap() + 1;
    let fate = carry(old, new, &[vec![at..at + 3]]).remove(0);
    assert!(
        !matches!(fate, Fate::Unmoved | Fate::Moved(_) | Fate::Recoded(_)),
        "{fate:?}"
    );
}

#[test]
fn fragments_stay_apart_and_in_order() {
    let old = "one two three four five six seven";
    let at = vec![0..3, 8..13, 19..23];
    let new = "zero one two three, four five six seven";
    let fate = carry(old, new, &[at]).remove(0);
    assert_eq!(fate, Fate::Moved(vec![5..8, 13..18, 25..29]));
    // What parted two fragments is gone.
    let fate = carry(
        "(one)two(three) four",
        "(one)(three) four",
        &[vec![0..5, 8..15]],
    )
    .remove(0);
    assert_eq!(fate, Fate::Changed(vec![0..12]));
}

/// Words of many scripts, with the traps of real files; each word once.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,9}",
        "[А-я]{2,8}",
        "[가-힣]{1,4}",
        "[一-十]{1,3}",
        "(é|œ|ç|ü|e\u{301}|ﬁ|’|l'){1,4}",
        "[א-ת]{2,6}",
        Just("👩\u{200D}🔬".to_owned()),
        Just("🇫🇷".to_owned()),
        Just("co\u{AD}op".to_owned()),
    ]
}

/// A text as numbered words with what stands between, and which of them are marked.
#[derive(Clone, Debug)]
struct Sample {
    words: Vec<(String, String)>,
    marked: Vec<Range<usize>>,
}

impl Sample {
    fn text(words: &[(String, String)]) -> String {
        let pieces = words.iter().flat_map(|(word, gap)| [&**word, &**gap]);
        pieces.collect()
    }

    /// The bytes of some words, without what follows the last.
    fn range(words: &[(String, String)], of: &Range<usize>) -> Range<usize> {
        let start = Self::text(&words[..of.start]).len();
        let len = Self::text(&words[of.clone()]).len() - words[of.end - 1].1.len();
        start..start + len
    }

    fn spans(&self) -> Vec<At> {
        self.marked
            .iter()
            .map(|it| vec![Self::range(&self.words, it)])
            .collect()
    }
}

fn sample() -> impl Strategy<Value = Sample> {
    let gap = prop_oneof![6 => Just(" "), 1 => Just(", "), 1 => Just("\n"), 1 => Just(".\n\n"), 1 => Just("\u{A0}")];
    let word = (word(), gap.prop_map(str::to_owned));
    (
        prop::collection::vec(word, 30..160),
        prop::collection::vec((any::<prop::sample::Index>(), 1usize..6), 1..12),
    )
        .prop_map(|(words, marks)| {
            let numbered = words.into_iter().enumerate();
            let words: Vec<_> = numbered
                .map(|(i, (word, gap))| (format!("{word}{i}"), gap))
                .collect();
            let marked = marks.into_iter().map(|(i, n)| {
                let i = i.index(words.len());
                i..(i + n).min(words.len())
            });
            Sample {
                marked: marked.collect(),
                words: words.clone(),
            }
        })
}

/// Edits: at which word, how many words go, what comes.
type Edits = Vec<(prop::sample::Index, usize, Vec<String>)>;

fn edits() -> impl Strategy<Value = Edits> {
    let new = prop::collection::vec("[a-zé]{2,9}q", 0..4);
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..4, new), 0..6)
}

/// Does the edits that leave the words of `kept` alone; gives the words and, for each old one, its new number.
fn edited(
    words: &[(String, String)],
    edits: &Edits,
    kept: impl Fn(usize) -> bool,
) -> (Vec<(String, String)>, Vec<Option<usize>>) {
    let mut gone = vec![false; words.len()];
    let mut come: Vec<Vec<String>> = vec![Vec::new(); words.len()];
    for (at, n, new) in edits {
        let at = at.index(words.len());
        for (it, gone) in gone.iter_mut().enumerate().skip(at).take(*n) {
            *gone |= !kept(it);
        }
        if !kept(at) || at == 0 || !kept(at - 1) {
            come[at].extend(new.iter().cloned());
        }
    }
    let (mut out, mut numbers) = (Vec::new(), Vec::new());
    for (i, word) in words.iter().enumerate() {
        out.extend(come[i].drain(..).map(|it| (it, " ".to_owned())));
        numbers.push((!gone[i]).then_some(out.len()));
        if !gone[i] {
            out.push(word.clone());
        }
    }
    (out, numbers)
}

fn quotes<'a>(text: &'a str, at: &At) -> Vec<&'a str> {
    at.iter().map(|it| &text[it.clone()]).collect()
}

/// What must hold of every answer.
fn check(old: &str, new: &str, at: &At, fate: &Fate) -> Result<(), TestCaseError> {
    let places: Vec<&At> = match fate {
        Fate::Ambiguous(them) => them.iter().collect(),
        other => other.place(at).into_iter().collect(),
    };
    for place in places {
        prop_assert!(!place.is_empty());
        for it in place {
            prop_assert!(it.start < it.end && new.get(it.clone()).is_some());
            prop_assert_eq!(grapheme_floor(new, it.start), it.start);
            prop_assert_eq!(grapheme_ceil(new, it.end), it.end);
        }
        prop_assert!(place.windows(2).all(|it| it[0].end < it[1].start));
        let (before, after) = (quotes(old, at), quotes(new, place));
        match fate {
            Fate::Unmoved | Fate::Moved(_) => prop_assert_eq!(before, after),
            Fate::Recoded(_) => {
                prop_assert!(before != after);
                prop_assert!(before.iter().zip(&after).all(|(a, b)| alike(a, b)));
            }
            Fate::Changed(_) => prop_assert!(before != after),
            Fate::Ambiguous(_) | Fate::Lost => {}
        }
    }
    Ok(())
}

/// How many cases of a property are tried: `SENTENTIA_CASES`, or 400.
fn cases() -> u32 {
    let wanted = std::env::var("SENTENTIA_CASES").ok();
    wanted.and_then(|it| it.parse().ok()).unwrap_or(400)
}

/// Edits outside of the marks; `long`: in the midst of a text that is compared by lines, changed at both ends.
fn outside(sample: &Sample, edits: &Edits, long: bool) -> Result<(), TestCaseError> {
    let kept = |i: usize| sample.marked.iter().any(|it| it.contains(&i));
    let (words, numbers) = edited(&sample.words, edits, kept);
    let around = |end: &str| -> String {
        let lines =
            (0..if long { 300 } else { 0 }).map(|i| format!("Line {end} {i} of other matters.\n"));
        lines.collect()
    };
    let [before, after] = ["before", "after"].map(around);
    let old = format!("{before}{}\n{after}", Sample::text(&sample.words));
    let mut new = format!("{before}{}\n{after}", Sample::text(&words));
    if long {
        new = format!("A title\n{new}The end\n");
    }
    let (from, to) = (
        before.len(),
        new.find(&before).unwrap_or_default() + before.len(),
    );
    let shifted = |it: Range<usize>, by: usize| it.start + by..it.end + by;
    let spans: Vec<At> = sample
        .spans()
        .into_iter()
        .map(|it| vec![shifted(it[0].clone(), from)])
        .collect();
    let fates = carry(&old, &new, &spans);
    for ((at, fate), marked) in spans.iter().zip(&fates).zip(&sample.marked) {
        let first = numbers[marked.start].unwrap();
        let last = numbers[marked.end - 1].unwrap();
        let expected = shifted(Sample::range(&words, &(first..last + 1)), to);
        if last - first + 1 == marked.len() {
            let is_exact = matches!(fate, Fate::Unmoved | Fate::Moved(_))
                && fate.place(at) == Some(&vec![expected]);
            prop_assert!(
                is_exact,
                "{:?} {fate:?}\n{old:?}\n{new:?}",
                &old[at[0].clone()]
            );
        } else {
            // What was put between two marked words is inside the mark.
            prop_assert!(matches!(fate, Fate::Changed(_)), "{:?}", fate);
        }
        check(&old, &new, at, fate)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// No exception: whatever was done beside a span, it is carried to where its words are now.
    #[test]
    fn edits_outside_carry_every_span_exactly(sample in sample(), edits in edits()) {
        outside(&sample, &edits, false)?;
    }

    #[test]
    fn edits_outside_carry_every_span_exactly_in_a_long_text(sample in sample(), edits in edits()) {
        outside(&sample, &edits, true)?;
    }

    #[test]
    fn edits_inside_are_told(sample in sample(), edits in edits()) {
        let old = Sample::text(&sample.words);
        let (words, numbers) = edited(&sample.words, &edits, |_| false);
        let new = Sample::text(&words);
        let fates = carry(&old, &new, &sample.spans());
        for ((at, fate), marked) in sample.spans().iter().zip(&fates).zip(&sample.marked) {
            check(&old, &new, at, fate)?;
            let now: Vec<_> = numbers[marked.clone()].to_vec();
            let whole = now.windows(2).all(|it| matches!(it, [Some(a), Some(b)] if a + 1 == *b)) && now[0].is_some();
            if !whole {
                prop_assert!(!matches!(fate, Fate::Unmoved | Fate::Moved(_) | Fate::Recoded(_)), "{:?} {:?}", &old[at[0].clone()], fate);
            }
        }
    }

    #[test]
    fn whatever_the_texts_nothing_points_at_other_words_silently(
        old in ".{0,200}", new in ".{0,200}", cuts in prop::collection::vec((0usize..200, 1usize..40), 1..6),
    ) {
        let borders: Vec<usize> = old.char_indices().map(|it| it.0).chain([old.len()]).collect();
        let spans: Vec<At> = cuts.iter().filter_map(|(i, n)| {
            let i = i % borders.len();
            let end = borders[(i + n).min(borders.len() - 1)];
            (borders[i] < end).then(|| vec![borders[i]..end])
        }).collect();
        for (at, fate) in spans.iter().zip(carry(&old, &new, &spans)) {
            if grapheme_floor(&old, at[0].start) == at[0].start && grapheme_ceil(&old, at[0].end) == at[0].end {
                check(&old, &new, at, &fate)?;
            }
        }
    }

    #[test]
    fn another_coding_of_the_same_words_keeps_every_span(sample in sample(), kind in 0usize..6) {
        use icu_normalizer::{ComposingNormalizerBorrowed as Nfc, DecomposingNormalizerBorrowed as Nfd};
        let old = Sample::text(&sample.words);
        let new = match kind {
            0 => old.replace('\n', "\r\n"),
            1 => Nfd::new_nfd().normalize(&old).into_owned(),
            2 => Nfc::new_nfc().normalize(&old).into_owned(),
            3 => format!("\u{FEFF}{old}"),
            4 => old.replace('\u{A0}', " ").replace('\'', "’"),
            _ => old.replace(' ', "\n"),
        };
        for (one, other) in [(&old, &new), (&new, &old)] {
            let words = if std::ptr::eq(one, &raw const old) { sample.spans() } else { Vec::new() };
            for (at, fate) in words.iter().zip(carry(one, other, &words)) {
                prop_assert!(matches!(fate, Fate::Unmoved | Fate::Moved(_) | Fate::Recoded(_)), "{:?} {:?}", &one[at[0].clone()], fate);
                check(one, other, at, &fate)?;
                let place = fate.place(at).unwrap();
                prop_assert!(alike(&one[..at[0].start], &other[..place[0].start]) || kind == 3);
            }
        }
    }
}

#[test]
fn blanks_and_signs_bring_nothing_together() {
    let old = "a0 a1 a2 a3 a4 and so on";
    let (fate, words) = one(old, "a0 new a1 a3 a4 and so on", "a1");
    assert!(
        matches!(fate, Fate::Moved(_)) && words == ["a1"],
        "{fate:?}"
    );
}
