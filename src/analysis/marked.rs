//! A passage with its marks in brackets, for a mail or a note: `[les prix baisseront]{Prediction · probable}`.
//!
//! Marks inside one another are brackets inside one another. Where brackets alone would not tell which one closes —
//! marks that cross, marks in several parts — both ends carry a number: `[₁les prix [₂vont]₁{Stance} baisser]₂{…}`;
//! the name stands after the last part. `…` at a bracket says that the mark goes on outside the passage.

use std::collections::BTreeSet;
use std::ops::Range;

/// A mark over a text, in bytes.
#[derive(Clone, Debug)]
pub struct Mark {
    /// In rising order.
    pub fragments: Vec<Range<usize>>,
    pub name: String,
}

/// A part of a mark inside the passage.
#[derive(Clone, Debug)]
struct Part {
    mark: usize,
    range: Range<usize>,
    /// Whether the mark goes on before or after the passage.
    from_before: bool,
    goes_on: bool,
    is_last: bool,
}

/// The words of `range` with the marks that touch it.
pub fn bracketed(text: &str, range: Range<usize>, marks: &[Mark]) -> String {
    let Some(words) = text.get(range.clone()) else {
        return String::new();
    };
    let parts = parts(&range, marks);
    let numbers = numbers(&parts, marks.len());
    let mut out = String::with_capacity(words.len() + 32 * parts.len());
    let mut at = range.start;
    for (part, opens) in events(&parts) {
        let place = if opens {
            part.range.start
        } else {
            part.range.end
        };
        out.push_str(text.get(at..place).unwrap_or_default());
        at = place;
        let number = number(&numbers, part.mark);
        if opens {
            let more = if part.from_before { "…" } else { "" };
            out.push_str(&format!("[{number}{more}"));
            continue;
        }
        let more = if part.goes_on { "…" } else { "" };
        out.push_str(&format!("{more}]{number}"));
        if let Some(mark) = marks.get(part.mark).filter(|_| part.is_last) {
            out.push_str(&format!("{{{}}}", mark.name));
        }
    }
    out.push_str(text.get(at..range.end).unwrap_or_default());
    out
}

/// The parts inside the passage: outer ones first where several begin.
fn parts(range: &Range<usize>, marks: &[Mark]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (mark, it) in marks.iter().enumerate() {
        let inside = |it: &&Range<usize>| it.start < range.end && range.start < it.end;
        let before = parts.len();
        parts.extend(it.fragments.iter().filter(inside).map(|it| Part {
            mark,
            range: it.start.max(range.start)..it.end.min(range.end),
            from_before: it.start < range.start,
            goes_on: it.end > range.end,
            is_last: false,
        }));
        if let Some(last) = parts.get_mut(before..).and_then(<[Part]>::last_mut) {
            last.is_last = true;
        }
    }
    parts.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end), it.mark));
    parts
}

/// Where parts begin (`true`) and end, in the order written: at one place first what ends, inner ones first.
fn events(parts: &[Part]) -> Vec<(&Part, bool)> {
    let mut events = Vec::with_capacity(2 * parts.len());
    let mut open: Vec<&Part> = Vec::new();
    for part in parts {
        close(&mut open, part.range.start, &mut events);
        open.push(part);
        events.push((part, true));
    }
    close(&mut open, usize::MAX, &mut events);
    events
}

/// Ends the open parts that end at `place` or before it.
fn close<'a>(open: &mut Vec<&'a Part>, place: usize, events: &mut Vec<(&'a Part, bool)>) {
    let next = |open: &[&Part]| open.iter().map(|it| it.range.end).min();
    while let Some(end) = next(open).filter(|it| *it <= place) {
        let last = open.iter().rposition(|it| it.range.end == end);
        events.extend(last.map(|it| (open.remove(it), false)));
    }
}

/// Numbers for the marks that brackets alone would not tell apart.
fn numbers(parts: &[Part], n_marks: usize) -> Vec<Option<usize>> {
    let mut wanted: BTreeSet<usize> = BTreeSet::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<&Part> = Vec::new();
    for part in parts {
        if !seen.insert(part.mark) {
            wanted.insert(part.mark);
        }
        open.retain(|it| it.range.end > part.range.start);
        for outer in open.iter().filter(|it| it.range.end < part.range.end) {
            wanted.extend([outer.mark, part.mark]);
        }
        open.push(part);
    }
    let mut numbers = vec![None; n_marks];
    let mut next = 1;
    for part in parts {
        let place = numbers.get_mut(part.mark).filter(|it| it.is_none());
        if let Some(place) = place.filter(|_| wanted.contains(&part.mark)) {
            *place = Some(next);
            next += 1;
        }
    }
    numbers
}

/// A number as it stands at a bracket: lowered digits; nothing for a mark without one.
fn number(numbers: &[Option<usize>], mark: usize) -> String {
    let number = numbers.get(mark).copied().flatten();
    let digits = number.map(|it| it.to_string()).unwrap_or_default();
    let lowered = |digit: char| {
        digit
            .to_digit(10)
            .and_then(|it| char::from_u32(0x2080 + it))
    };
    digits.chars().filter_map(lowered).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "On dit que les prix vont baisser, dit-on.";

    fn mark(name: &str, words: &[&str]) -> Mark {
        let place = |it: &&str| {
            let start = TEXT.find(it).unwrap();
            start..start + it.len()
        };
        Mark {
            fragments: words.iter().map(place).collect(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn marks_inside_one_another_are_brackets_inside_one_another() {
        let marks = [
            mark("Source", &["On"]),
            mark("Target", &["les prix"]),
            mark("Prediction · probable", &["les prix vont baisser"]),
        ];
        assert_eq!(
            bracketed(TEXT, 0..TEXT.len(), &marks),
            "[On]{Source} dit que [[les prix]{Target} vont baisser]{Prediction · probable}, dit-on."
        );
    }

    #[test]
    fn marks_that_cross_or_have_parts_are_numbered() {
        let marks = [
            mark("A", &["les prix vont"]),
            mark("B", &["vont baisser"]),
            mark("C", &["On dit", "dit-on"]),
            mark("D", &["que"]),
        ];
        assert_eq!(
            bracketed(TEXT, 0..TEXT.len(), &marks),
            "[₁On dit]₁ [que]{D} [₂les prix [₃vont]₂{A} baisser]₃{B}, [₁dit-on]₁{C}."
        );
    }

    #[test]
    fn what_goes_on_outside_says_so() {
        let marks = [mark("A", &["les prix vont baisser"])];
        let start = TEXT.find("prix").unwrap();
        assert_eq!(
            bracketed(TEXT, start..start + 9, &marks),
            "[…prix vont…]{A}"
        );
        assert_eq!(bracketed(TEXT, 0..6, &marks), "On dit");
    }

    proptest! {
        #[test]
        fn without_brackets_the_words_are_as_stored(
            spans in prop::collection::vec((0_usize..41, 1_usize..12, prop::option::of(1_usize..9)), 0..8),
            from in 0_usize..41, len in 0_usize..41,
        ) {
            let end = TEXT.len();
            let marks: Vec<Mark> = spans
                .iter()
                .map(|&(start, len, second)| {
                    let first = start..(start + len).min(end);
                    let second = second.map(|gap| (first.end + gap).min(end)..(first.end + gap + 3).min(end));
                    let fragments = [first].into_iter().chain(second).filter(|it| !it.is_empty()).collect();
                    Mark { fragments, name: "x".to_owned() }
                })
                .collect();
            let range = from..(from + len).min(end).max(from);
            let out = bracketed(TEXT, range.clone(), &marks);
            let bare: String = out.replace("{x}", "").chars().filter(|c| !"[]…₀₁₂₃₄₅₆₇₈₉".contains(*c)).collect();
            prop_assert_eq!(&bare, TEXT.get(range).unwrap_or_default());
            let count = |c| out.matches(c).count();
            prop_assert_eq!(count('['), count(']'));
            let touched = marks.iter().filter(|it| it.fragments.iter().any(|f| f.start < from + len && from < f.end)).count();
            prop_assert_eq!(count('{'), if from < end { touched } else { 0 });
        }
    }
}
