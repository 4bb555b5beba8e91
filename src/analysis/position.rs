//! Understanding where in a text somebody wants to go: a paragraph, a line, a character, a share, a record.

use std::ops::Range;

use crate::model::annotation::Layer;
use crate::model::id::SpanId;
use crate::model::segment;
use crate::model::text::{Count, Text};

/// The lines and paragraphs of a text, counted once.
#[derive(Clone, Debug, Default)]
pub struct Numbered {
    /// Every line of the file, blank ones too, without its end.
    lines: Vec<Range<usize>>,
    /// The lines that are not blank, without the white space around them.
    paragraphs: Vec<Range<usize>>,
}

/// What was meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// Counted from 1, of so many.
    Paragraph(usize, usize),
    Line(usize, usize),
    /// A code point, counted from 0.
    Character(usize, usize),
    /// In tenths of a percent.
    Share(u32),
    Record(SpanId),
}

/// What came of what was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    #[default]
    Nothing,
    Found(Goal, Range<usize>),
    /// Understood, but there is no such place: there are fewer.
    Beyond(Goal),
    /// Not understood.
    Unknown,
}

impl Numbered {
    pub fn new(text: &str) -> Self {
        let paragraphs = lines(text, line_end).into_iter();
        let trimmed = paragraphs.map(|it| segment::trim(text, it));
        Self {
            paragraphs: trimmed.filter(|it| !it.is_empty()).collect(),
            lines: lines(text, file_line_end),
        }
    }

    /// Where `typed` leads: `12` and `¶ 12` are paragraphs, `l 40` is a line, `@1432` a code point, `50 %` a share;
    /// anything else is the start of a record's id.
    pub fn find(&self, typed: &str, text: &Text, layer: Option<&Layer>) -> Answer {
        let typed = typed.trim().to_lowercase();
        if typed.is_empty() {
            return Answer::Nothing;
        }
        if let Some(number) = typed.strip_prefix('@') {
            return whole(number).map_or(Answer::Unknown, |it| character(text, it));
        }
        if let Some(number) = typed.strip_suffix('%') {
            return tenths(number).map_or(Answer::Unknown, |it| share(text, it));
        }
        if let Some(number) = after(&typed, &["ligne", "line", "l"]) {
            let of = self.lines.len();
            return nth(&self.lines, number, Goal::Line(number, of));
        }
        if let Some(number) = after(&typed, &["¶", "§", "par", "p", ""]) {
            let of = self.paragraphs.len();
            return nth(&self.paragraphs, number, Goal::Paragraph(number, of));
        }
        record(&typed, layer)
    }
}

/// The lines of a text without their ends. Nothing after the last line end is no line.
fn lines(text: &str, line_end: fn(&[u8]) -> usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = bytes.get(at..).filter(|it| !it.is_empty()) {
        let length = line_end(rest);
        if length > 0 {
            lines.push(start..at);
            start = at + length;
        }
        at += length.max(1);
    }
    if start < bytes.len() {
        lines.push(start..bytes.len());
    }
    lines
}

/// The bytes of the line end that begins here; 0 if none does.
fn line_end(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
        _ => 0,
    }
}

/// The same where only what ends a line of a file counts, as in an editor.
fn file_line_end(rest: &[u8]) -> usize {
    match rest {
        [b'\r' | b'\n', ..] => line_end(rest),
        _ => 0,
    }
}

/// The number after one of these words.
fn after(typed: &str, words: &[&str]) -> Option<usize> {
    words
        .iter()
        .find_map(|word| whole(typed.strip_prefix(word)?.trim_start_matches(['.', ' '])))
}

/// A whole number, with any of the marks that part thousands.
fn whole(typed: &str) -> Option<usize> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | '’' | '\''))
        .collect();
    digits.parse().ok()
}

/// A number with at most one decimal that counts, in tenths.
fn tenths(typed: &str) -> Option<u32> {
    let number: f64 = typed.trim().replace(',', ".").parse().ok()?;
    (0.0..=100.0)
        .contains(&number)
        .then_some((number * 10.0).round() as u32)
}

fn nth(places: &[Range<usize>], number: usize, goal: Goal) -> Answer {
    let place = number.checked_sub(1).and_then(|it| places.get(it));
    match place {
        Some(place) => Answer::Found(goal, place.clone()),
        None => Answer::Beyond(goal),
    }
}

/// The grapheme that holds a code point.
fn character(text: &Text, number: usize) -> Answer {
    let goal = Goal::Character(number, text.count(Count::CodePoint));
    match text.to_byte(number, Count::CodePoint) {
        Some(byte) => {
            let at = segment::grapheme_floor(text.as_str(), byte);
            Answer::Found(goal, at..at)
        }
        None => Answer::Beyond(goal),
    }
}

fn share(text: &Text, tenths: u32) -> Answer {
    let byte = (text.len() as f64 * f64::from(tenths) / 1000.0) as usize;
    let at = segment::grapheme_floor(text.as_str(), byte);
    Answer::Found(Goal::Share(tenths), at..at)
}

/// The record whose id this is, or the only one whose id begins like this.
fn record(typed: &str, layer: Option<&Layer>) -> Answer {
    let spans = || layer.into_iter().flat_map(Layer::spans);
    let bare = |id: &SpanId| id.as_str().trim_start_matches("s-").to_owned();
    let whole = spans().find(|it| it.id.as_str() == typed || bare(&it.id) == typed);
    let mut begun =
        spans().filter(|it| it.id.as_str().starts_with(typed) || bare(&it.id).starts_with(typed));
    let only = || Some(begun.next()?).filter(|_| begun.next().is_none());
    match whole.or_else(only) {
        Some(span) => Answer::Found(Goal::Record(span.id.clone()), span.extent()),
        None => Answer::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::annotation::{Attributes, Origin, Span, Status};

    const TEXT: &str = "Un début 🙂.\r\n\r\n  Deux.\nTrois e\u{301}te\u{301}s.\n";

    fn layer() -> Layer {
        let span = |id: &str, at: Range<usize>| Span {
            id: id.into(),
            label: "prediction".into(),
            at: Vec::from([at]),
            attributes: Attributes::default(),
            note: String::new(),
            origin: Origin::Manual,
            by: "anna".into(),
            when: jiff::Timestamp::UNIX_EPOCH,
            conflict: None,
            was: None,
        };
        let spans = [span("s-abc1", 0..2), span("s-abd2", 3..9)];
        Layer::new(Status::ToDo, Attributes::default(), spans, [])
    }

    fn leads(typed: &str) -> Answer {
        Numbered::new(TEXT).find(typed, &Text::new(TEXT), Some(&layer()))
    }

    fn words(typed: &str) -> &'static str {
        match leads(typed) {
            Answer::Found(_, range) => &TEXT[range],
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn paragraphs_and_lines_are_counted_from_one() {
        for typed in ["2", "¶ 2", "¶2", "§ 2", "p. 2", " 2 "] {
            assert_eq!(words(typed), "Deux.", "{typed}");
        }
        for typed in ["l 3", "L3", "ligne 3", "line 3", "l. 3"] {
            assert_eq!(words(typed), "  Deux.", "{typed}");
        }
        assert_eq!(words("l 2"), "");
        assert_eq!(leads("4"), Answer::Beyond(Goal::Paragraph(4, 3)));
        assert_eq!(leads("0"), Answer::Beyond(Goal::Paragraph(0, 3)));
        assert_eq!(leads("l 5"), Answer::Beyond(Goal::Line(5, 4)));
    }

    #[test]
    fn characters_are_code_points_and_never_split_a_grapheme() {
        let emoji = TEXT.find('🙂').unwrap();
        assert_eq!(
            leads("@9"),
            Answer::Found(Goal::Character(9, 37), emoji..emoji)
        );
        let accent = TEXT.find('\u{301}').unwrap();
        let number = TEXT[..accent].chars().count();
        let at = accent - 1;
        assert_eq!(
            leads(&format!("@{number}")),
            Answer::Found(Goal::Character(number, 37), at..at)
        );
        assert_eq!(leads("@1 432"), Answer::Beyond(Goal::Character(1432, 37)));
    }

    #[test]
    fn a_line_of_the_file_may_hold_several_paragraphs() {
        let text = "un\u{2028}deux\ntrois";
        let numbered = Numbered::new(text);
        assert_eq!((numbered.lines.len(), numbered.paragraphs.len()), (2, 3));
    }

    #[test]
    fn shares_go_from_start_to_end() {
        assert_eq!(leads("0 %"), Answer::Found(Goal::Share(0), 0..0));
        let end = TEXT.len();
        assert_eq!(leads("100%"), Answer::Found(Goal::Share(1000), end..end));
        assert!(matches!(
            leads("12,5\u{202F}%"),
            Answer::Found(Goal::Share(125), _)
        ));
        assert_eq!(leads("101 %"), Answer::Unknown);
    }

    #[test]
    fn a_record_is_found_by_its_id_or_the_start_of_it() {
        for typed in ["s-abd2", "abd2", "s-abd", "ABD"] {
            assert_eq!(
                leads(typed),
                Answer::Found(Goal::Record("s-abd2".into()), 3..9),
                "{typed}"
            );
        }
        assert_eq!(leads("s-ab"), Answer::Unknown, "two begin like this");
        assert_eq!(leads("¶ x"), Answer::Unknown);
        assert_eq!(leads(" "), Answer::Nothing);
    }

    proptest! {
        #[test]
        fn paragraphs_are_those_of_the_caret(text in "([a-z é\u{A0}]|\r|\n|\r\n|\u{2028}|\u{85}|\u{FEFF}|🙂){0,60}") {
            let numbered = Numbered::new(&text);
            let expected: Vec<_> = segment::paragraphs(&text).collect();
            prop_assert_eq!(numbered.paragraphs, expected);
        }

        #[test]
        fn whatever_is_typed_leads_to_a_border_of_the_text(typed in "[@¶l%0-9., s-]{0,6}|.{0,4}", text in ".{0,40}") {
            let answer = Numbered::new(&text).find(&typed, &Text::new(text.as_str()), None);
            if let Answer::Found(_, range) = answer {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
