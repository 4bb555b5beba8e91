//! What becomes of a span, from what became of its fragments: its words have the last say.

use std::ops::Range;

use super::beside::is_as_whole;
use super::{At, Carrier, Fate, Found, MOST_PLACES, alike};
use crate::model::segment::{grapheme_ceil, grapheme_floor};

impl<'a> Carrier<'a> {
    /// The fate of a span from those of its fragments.
    pub(super) fn fate(&self, at: &At, found: Vec<Found>) -> Fate {
        if let [Found::Likely(them)] = found.as_slice() {
            let places = them.iter().take(MOST_PLACES);
            return Fate::Ambiguous(places.map(|it| vec![self.snapped(it.clone())]).collect());
        }
        let n_gone = found.iter().filter(|it| matches!(it, Found::Gone)).count();
        let is_likely = found.iter().any(|it| matches!(it, Found::Likely(_)));
        let places = found.into_iter().filter_map(|it| match it {
            Found::Sure(it) | Found::Altered(it) => Some(it),
            Found::Likely(them) => them.into_iter().next(),
            Found::Gone => None,
        });
        let mut places: At = places.map(|it| self.snapped(it)).collect();
        let in_order = places.windows(2).all(|it| it[0].end < it[1].start);
        if !in_order {
            places = joined(places);
        }
        if places.is_empty() {
            Fate::Lost
        } else if n_gone > 0 || !in_order {
            Fate::Changed(places)
        } else {
            self.judged(at, places, is_likely)
        }
    }

    /// The words decide.
    fn judged(&self, at: &At, places: At, is_likely: bool) -> Fate {
        let pairs = || at.iter().zip(&places);
        let words = |it: &Range<usize>, text: &'a str| text.get(it.clone()).unwrap_or_default();
        let is_same = pairs().all(|(from, to)| words(from, self.old) == words(to, self.new));
        let is_alike =
            || pairs().all(|(from, to)| alike(words(from, self.old), words(to, self.new)));
        // `he` in `the` is not the word it was.
        let is_likely =
            is_likely || !pairs().all(|(from, to)| is_as_whole((self.old, from), (self.new, to)));
        if is_same && is_likely {
            Fate::Ambiguous(vec![places])
        } else if is_same && *at == places {
            Fate::Unmoved
        } else if is_same {
            Fate::Moved(places)
        } else if !is_likely && is_alike() {
            Fate::Recoded(places)
        } else {
            Fate::Changed(places)
        }
    }

    /// The range widened to whole characters as a reader takes them.
    fn snapped(&self, at: Range<usize>) -> Range<usize> {
        grapheme_floor(self.new, at.start)..grapheme_ceil(self.new, at.end)
    }
}

/// Fragments in rising order, apart from one another.
fn joined(mut places: At) -> At {
    places.sort_by_key(|it| (it.start, it.end));
    let mut all = At::new();
    for it in places {
        match all.last_mut() {
            Some(last) if it.start <= last.end => last.end = last.end.max(it.end),
            _ => all.push(it),
        }
    }
    all
}
