//! A text and its positions. Inside the program a position is a byte of the UTF-8 text; files and
//! people count code points or UTF-16 units. Only this module converts.

use std::ops::Range;
use std::sync::Arc;

/// How a position in a text is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Bytes of the UTF-8 form.
    Byte,
    /// Unicode code points, as Python's `str` counts.
    CodePoint,
    /// UTF-16 units, as Java, JavaScript and UIMA count.
    Utf16,
}

/// A text, never changed, with marks every few hundred bytes that make conversion of positions fast.
#[derive(Clone, Debug)]
pub struct Text {
    content: Arc<str>,
    /// At byte `i * STRIDE` rounded up to a character: byte, code points before, UTF-16 units before.
    marks: Arc<[Mark]>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: usize,
    code_point: usize,
    utf16: usize,
}

const STRIDE: usize = 512;
/// A position that is nearer than this is looked for character by character.
const PIECE: usize = 8;

impl Text {
    pub fn new(content: impl Into<Arc<str>>) -> Self {
        let content = content.into();
        let mut marks = Vec::with_capacity(content.len() / STRIDE + 1);
        let mut at = Mark {
            byte: 0,
            code_point: 0,
            utf16: 0,
        };
        while at.byte < content.len() {
            marks.push(at);
            let next = content.ceil_char_boundary(marks.len() * STRIDE);
            at = at.beyond(content.get(at.byte..next).unwrap_or_default());
        }
        Self {
            content,
            marks: marks.into(),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The text itself, shared.
    pub fn content(&self) -> &Arc<str> {
        &self.content
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The words between two bytes; `None` outside the text or inside a character.
    pub fn get(&self, range: Range<usize>) -> Option<&str> {
        self.content.get(range)
    }

    /// Length of the whole text.
    pub fn count(&self, unit: Count) -> usize {
        self.from_byte(self.len(), unit).unwrap_or_default()
    }

    /// The position of byte `byte` in another count; `None` outside the text or inside a character.
    pub fn from_byte(&self, byte: usize, unit: Count) -> Option<usize> {
        let mark = self.last_mark(|it| it.byte <= byte);
        let between = self.content.get(mark.byte..byte)?;
        Some(mark.in_unit(unit) + counted(between, unit))
    }

    /// For many positions in the order of the text: all of them cost one pass.
    pub fn walk(&self, unit: Count) -> Walk<'_> {
        Walk {
            text: self,
            unit,
            byte: 0,
            reached: 0,
        }
    }

    /// The byte at a position given in another count; `None` outside the text or inside a character.
    pub fn to_byte(&self, position: usize, unit: Count) -> Option<usize> {
        let mark = self.last_mark(|it| it.in_unit(unit) <= position);
        let (mut byte, mut left) = (mark.byte, position - mark.in_unit(unit));
        // No unit is less than a byte: so many bytes on is not too far, and in most texts nearly there.
        while left >= PIECE {
            let next = self.content.floor_char_boundary(byte + left);
            left -= counted(self.content.get(byte..next)?, unit);
            if next == self.content.len() {
                return (left == 0).then_some(next);
            }
            byte = next;
        }
        let mut rest = self.content.get(byte..)?.chars();
        while left > 0 {
            let c = rest.next()?;
            left = left.checked_sub(in_unit(c, unit))?;
            byte += c.len_utf8();
        }
        self.content.is_char_boundary(byte).then_some(byte)
    }

    /// A range of bytes in another count.
    pub fn from_bytes(&self, range: &Range<usize>, unit: Count) -> Option<Range<usize>> {
        Some(self.from_byte(range.start, unit)?..self.from_byte(range.end, unit)?)
    }

    /// A range given in another count, in bytes.
    pub fn to_bytes(&self, range: &Range<usize>, unit: Count) -> Option<Range<usize>> {
        Some(self.to_byte(range.start, unit)?..self.to_byte(range.end, unit)?)
    }

    fn last_mark(&self, reached: impl Fn(&Mark) -> bool) -> Mark {
        let after = self.marks.partition_point(reached);
        let start = Mark {
            byte: 0,
            code_point: 0,
            utf16: 0,
        };
        after
            .checked_sub(1)
            .and_then(|i| self.marks.get(i))
            .copied()
            .unwrap_or(start)
    }
}

/// Converts positions that rise; one before the last is answered too, as the text answers it.
#[derive(Debug)]
pub struct Walk<'a> {
    text: &'a Text,
    unit: Count,
    byte: usize,
    /// What `byte` is in the other count.
    reached: usize,
}

impl Walk<'_> {
    /// The position of byte `byte`; `None` outside the text or inside a character.
    pub fn from_byte(&mut self, byte: usize) -> Option<usize> {
        let near = self.byte..=self.byte.saturating_add(STRIDE);
        let reached = if near.contains(&byte) {
            let between = self.text.content.get(self.byte..byte)?;
            self.reached + counted(between, self.unit)
        } else {
            self.text.from_byte(byte, self.unit)?
        };
        (self.byte, self.reached) = (byte, reached);
        Some(reached)
    }
}

/// How long a text is. UTF-16 has a unit for each character, and two for those of four bytes.
fn counted(text: &str, unit: Count) -> usize {
    match unit {
        Count::Byte => text.len(),
        Count::CodePoint => text.chars().count(),
        Count::Utf16 => text.chars().count() + n_long(text),
    }
}

/// The characters of four bytes.
fn n_long(text: &str) -> usize {
    text.bytes().filter(|it| *it >= 0xF0).count()
}

/// How long a character is.
fn in_unit(c: char, unit: Count) -> usize {
    match unit {
        Count::Byte => c.len_utf8(),
        Count::CodePoint => 1,
        Count::Utf16 => c.len_utf16(),
    }
}

impl Mark {
    /// The place after a stretch of text that follows.
    fn beyond(self, stretch: &str) -> Self {
        let code_points = stretch.chars().count();
        Self {
            byte: self.byte + stretch.len(),
            code_point: self.code_point + code_points,
            utf16: self.utf16 + code_points + n_long(stretch),
        }
    }

    fn in_unit(&self, unit: Count) -> usize {
        match unit {
            Count::Byte => self.byte,
            Count::CodePoint => self.code_point,
            Count::Utf16 => self.utf16,
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}

impl Eq for Text {}

impl Default for Text {
    fn default() -> Self {
        Self::new("")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Any text, with the traps of real files much more often than chance would have them.
    fn texts() -> impl Strategy<Value = String> {
        let trap = prop::sample::select(vec![
            "\u{FEFF}",
            "\r\n",
            "\r",
            "\n",
            "\u{A0}",
            "\u{202F}",
            "\u{AD}",
            "e\u{301}",
            "🙂",
            "👩\u{200D}🔬",
            "🇫🇷",
            "مرحبا",
            "œ",
            "’",
            "\u{2028}",
            "a",
            " ",
        ]);
        prop::collection::vec(
            prop_oneof![
                trap.prop_map(str::to_owned),
                any::<char>().prop_map(String::from)
            ],
            0..600,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn every_position_converts_both_ways(content in texts()) {
            let text = Text::new(content.as_str());
            let (mut points, mut units) = (0, 0);
            for (byte, c) in content.char_indices().chain([(content.len(), '\0')]) {
                for (unit, expected) in [(Count::Byte, byte), (Count::CodePoint, points), (Count::Utf16, units)] {
                    prop_assert_eq!(text.from_byte(byte, unit), Some(expected));
                    prop_assert_eq!(text.to_byte(expected, unit), Some(byte));
                }
                points += 1;
                units += c.len_utf16();
            }
            prop_assert_eq!(text.to_byte(points, Count::CodePoint), None);
            for unit in [Count::Byte, Count::CodePoint, Count::Utf16] {
                let mut walk = text.walk(unit);
                for byte in (0..=content.len() + 1).chain([0, content.len(), 1]) {
                    prop_assert_eq!(walk.from_byte(byte), text.from_byte(byte, unit));
                }
            }
            prop_assert_eq!(text.from_byte(content.len() + 1, Count::CodePoint), None);
        }

        #[test]
        fn quotes_are_the_same_in_every_count(content in texts(), a in 0usize..600, b in 0usize..600) {
            let text = Text::new(content.as_str());
            let points: Vec<char> = content.chars().collect();
            let units: Vec<u16> = content.encode_utf16().collect();
            let (a, b) = (a.min(b).min(points.len()), a.max(b).min(points.len()));
            let bytes = text.to_bytes(&(a..b), Count::CodePoint).unwrap();
            let quote = text.get(bytes.clone()).unwrap();
            prop_assert_eq!(quote, points[a..b].iter().collect::<String>());
            let in_units = text.from_bytes(&bytes, Count::Utf16).unwrap();
            prop_assert_eq!(String::from_utf16(&units[in_units]).unwrap(), quote);
        }
    }

    #[test]
    fn no_position_falls_inside_a_character() {
        let text = Text::new("a🙂b");
        assert_eq!(text.from_byte(2, Count::CodePoint), None);
        assert_eq!(text.to_byte(2, Count::Utf16), None);
        assert_eq!(text.to_byte(2, Count::Byte), None);
        assert_eq!(text.to_byte(3, Count::Utf16), Some(5));
    }
}
