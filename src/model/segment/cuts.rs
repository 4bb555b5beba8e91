//! Where a text may be cut without looking at the rest of it.
//! A natural cut is a property of its place alone. Where a stretch has none for a whole window,
//! one is forced at a place that depends only on the window's number: so any two walks,
//! from wherever they start, meet the same cuts, and none reads more than a few windows.

use std::ops::Range;

use super::chars::part;

/// One way of cutting a text into regions.
pub(super) struct Cuts {
    /// Bytes after which a cut is forced.
    pub(super) window: usize,
    /// Whether the text is cut at this byte (a border of a character, inside the text).
    pub(super) natural: fn(&str, usize) -> bool,
    /// The first byte at or after this one where a cut can be forced.
    pub(super) forced: fn(&str, usize) -> usize,
}

impl Cuts {
    /// The region that holds byte `pos`; empty at the end of the text.
    pub(super) fn around(&self, text: &str, pos: usize) -> Range<usize> {
        self.floor(text, pos)..self.after(text, pos)
    }

    /// The last cut at or before byte `pos`; 0 if there is none.
    pub(super) fn floor(&self, text: &str, pos: usize) -> usize {
        let mut number = pos / self.window;
        let mut upto = text.ceil_char_boundary(pos + 1);
        loop {
            let low = self.low(text, number);
            if let Some(cut) = self.last_natural(text, low..upto) {
                return cut;
            }
            let unseen = upto..self.low(text, number + 1);
            if let Some(cut) = self.forced(text, number, unseen).filter(|it| *it <= pos) {
                return cut;
            }
            if number == 0 {
                return 0;
            }
            number -= 1;
            upto = low;
        }
    }

    /// The first cut after byte `pos`; the end of the text if there is none.
    pub(super) fn after(&self, text: &str, pos: usize) -> usize {
        let mut number = pos / self.window;
        let mut from = text.ceil_char_boundary(pos + 1);
        while from < text.len() {
            let high = self.low(text, number + 1);
            if let Some(cut) = self.first_natural(text, from..high) {
                return cut;
            }
            let unseen = self.low(text, number)..from;
            if let Some(cut) = self.forced(text, number, unseen).filter(|it| *it > pos) {
                return cut;
            }
            number += 1;
            from = from.max(high);
        }
        text.len()
    }

    /// The cut of a window without a natural one, `unseen` being the part where there may be one.
    /// The last window is closed by the end of the text.
    fn forced(&self, text: &str, number: usize, unseen: Range<usize>) -> Option<usize> {
        let window = self.low(text, number)..self.low(text, number + 1);
        if number == 0 || window.end >= text.len() {
            return None;
        }
        let place = (self.forced)(text, window.start);
        let free = || self.first_natural(text, unseen).is_none();
        (place < window.end && free()).then_some(place)
    }

    fn low(&self, text: &str, number: usize) -> usize {
        text.ceil_char_boundary(number.saturating_mul(self.window))
    }

    fn first_natural(&self, text: &str, range: Range<usize>) -> Option<usize> {
        let from = range.start;
        let mut places = part(text, range).char_indices().map(|(at, _)| from + at);
        places.find(|at| self.is_natural(text, *at))
    }

    fn last_natural(&self, text: &str, range: Range<usize>) -> Option<usize> {
        let from = range.start;
        let places = part(text, range).char_indices().map(|(at, _)| from + at);
        places.rev().find(|at| self.is_natural(text, *at))
    }

    fn is_natural(&self, text: &str, pos: usize) -> bool {
        work::count(1);
        pos > 0 && (self.natural)(text, pos)
    }
}

/// Counts the characters looked at, in tests: the cost of a walk is a number, not a time.
pub(super) mod work {
    #[cfg(test)]
    thread_local! {
        static DONE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    #[cfg(test)]
    pub(in super::super) fn count(characters: usize) {
        DONE.with(|it| it.set(it.get() + characters));
    }

    #[cfg(test)]
    pub(in super::super) fn take() -> usize {
        DONE.with(|it| it.replace(0))
    }

    #[cfg(not(test))]
    pub(in super::super) fn count(_characters: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARS: Cuts = Cuts {
        window: 8,
        natural: |text, pos| text.as_bytes().get(pos) == Some(&b'|'),
        forced: |text, pos| text.ceil_char_boundary(pos),
    };

    fn regions(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut pos = 0;
        while pos < text.len() {
            let region = BARS.around(text, pos);
            assert_eq!(region.start, pos, "{text}");
            for inside in region.clone() {
                let inside = text.floor_char_boundary(inside);
                assert_eq!(BARS.around(text, inside), region, "{text} at {inside}");
            }
            pos = region.end;
            found.push(part(text, region));
        }
        found
    }

    #[test]
    fn natural_cuts_come_first() {
        assert_eq!(regions("ab|cd|ef"), ["ab", "|cd", "|ef"]);
        assert_eq!(regions("abcdefg|hijklmno"), ["abcdefg", "|hijklmno"]);
    }

    #[test]
    fn a_window_without_one_is_cut_at_its_start() {
        assert_eq!(
            regions("abcdefghijklmnopqrstuvwxyz"),
            ["abcdefgh", "ijklmnop", "qrstuvwxyz"]
        );
        assert_eq!(
            regions("abcdefghijklmnop|rstuvwxyzabcdefghij"),
            ["abcdefgh", "ijklmnop", "|rstuvwx", "yzabcdefghij"]
        );
    }

    #[test]
    fn the_empty_text_has_no_region() {
        assert_eq!(BARS.around("", 0), 0..0);
    }
}
