//! The spans of a layer in the order of the text, and which of them meet a stretch of it.
//!
//! The furthest end of each chunk is kept in a tree, so that a question costs no more than its answer,
//! however long the spans are and however deep they lie over one another.

use std::cmp::{Ordering, Reverse};
use std::ops::Range;
use std::sync::Arc;

use super::annotation::Span;
use super::id::SpanId;
use super::shelf::{Chunk, Shelf, Spot};

/// The order of the text: by start, the longest first, then by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub start: usize,
    pub end: Reverse<usize>,
    pub id: SpanId,
}

/// Spans that follow one another in the text. Two are the same if they are at the same address.
pub type Bunch = Chunk<Place, Arc<Span>>;

/// All spans of a layer.
#[derive(Clone, Debug, Default)]
pub struct Places {
    shelf: Shelf<Place, Arc<Span>>,
    reach: Highest,
}

impl Place {
    pub fn of(span: &Span) -> Self {
        let extent = span.extent();
        Self {
            start: extent.start,
            end: Reverse(extent.end),
            id: span.id.clone(),
        }
    }
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        self.shelf == other.shelf
    }
}

impl Places {
    pub fn new(spans: impl Iterator<Item = Arc<Span>>) -> Self {
        let shelf = Shelf::new(spans.map(|it| (Place::of(&it), it)).collect());
        let reach = Highest::new(shelf.chunks().iter().map(|it| furthest(it)));
        Self { shelf, reach }
    }

    /// Puts, moves or removes a span.
    pub fn replace(&mut self, before: Option<&Span>, after: Option<&Arc<Span>>) {
        if let Some(before) = before {
            let place = Place::of(before);
            self.shelf.remove(&place);
            self.follow(&place);
        }
        if let Some(after) = after {
            let place = Place::of(after);
            self.shelf.insert(place.clone(), Arc::clone(after));
            self.follow(&place);
        }
    }

    pub fn bunches(&self) -> &[Arc<Bunch>] {
        self.shelf.chunks()
    }

    pub fn spans(&self) -> impl DoubleEndedIterator<Item = &Arc<Span>> {
        self.shelf.iter().map(|it| &it.1)
    }

    /// The spans from the first one that starts at or after a byte.
    pub fn from(&self, byte: usize) -> impl Iterator<Item = &Arc<Span>> {
        self.shelf.from(self.first_at(byte)).map(|it| &it.1)
    }

    /// The spans that start before a byte, the last first.
    pub fn before(&self, byte: usize) -> impl Iterator<Item = &Arc<Span>> {
        self.shelf.before(self.first_at(byte)).map(|it| &it.1)
    }

    /// The span after another one of the layer.
    pub fn next(&self, span: &Span) -> Option<&Arc<Span>> {
        let spot = self.shelf.find(&Place::of(span)).ok()?;
        self.shelf.from(spot).nth(1).map(|it| &it.1)
    }

    /// The span before another one of the layer.
    pub fn previous(&self, span: &Span) -> Option<&Arc<Span>> {
        let spot = self.shelf.find(&Place::of(span)).ok()?;
        self.shelf.before(spot).next().map(|it| &it.1)
    }

    /// The spans whose extent meets a range of bytes.
    pub fn meeting(&self, range: Range<usize>) -> impl Iterator<Item = &Arc<Span>> {
        let starts_before = |it: &Arc<Bunch>| it.first().is_some_and(|it| it.0.start < range.end);
        let end = self.shelf.chunks().partition_point(starts_before);
        let bunches = self.reach.above(range.start, end).into_iter();
        bunches
            .filter_map(|i| self.shelf.chunks().get(i))
            .flat_map(|it| it.iter())
            .filter(move |(place, _)| place.start < range.end && place.end.0 > range.start)
            .map(|it| &it.1)
    }

    fn first_at(&self, byte: usize) -> Spot {
        let compare = |place: &Place| match place.start.cmp(&byte) {
            Ordering::Equal => Ordering::Greater,
            other => other,
        };
        let (Ok(spot) | Err(spot)) = self.shelf.search(compare);
        spot
    }

    /// Takes note of what became of the chunk of a place.
    fn follow(&mut self, place: &Place) {
        let chunks = self.shelf.chunks();
        if self.reach.n_leaves != chunks.len() {
            self.reach = Highest::new(chunks.iter().map(|it| furthest(it)));
            return;
        }
        let (Ok((chunk, _)) | Err((chunk, _))) = self.shelf.find(place);
        // What was the first of its chunk and is gone would now stand at the end of the chunk before.
        for i in chunk..=chunk + 1 {
            if let Some(found) = chunks.get(i) {
                self.reach.set(i, furthest(found));
            }
        }
    }
}

fn furthest(bunch: &Bunch) -> usize {
    bunch.iter().map(|it| it.0.end.0).max().unwrap_or(0)
}

/// The highest of a row of numbers, for every half, quarter and so on of it.
#[derive(Clone, Debug, Default)]
struct Highest {
    /// Node `i` stands above `2 i` and `2 i + 1`; the numbers themselves are the last half.
    nodes: Vec<usize>,
    n_leaves: usize,
}

impl Highest {
    fn new(numbers: impl ExactSizeIterator<Item = usize>) -> Self {
        let n_leaves = numbers.len();
        let width = n_leaves.next_power_of_two();
        let mut nodes = vec![0; width];
        nodes.extend(numbers);
        nodes.resize(width * 2, 0);
        for i in (1..width).rev() {
            nodes[i] = nodes[2 * i].max(nodes[2 * i + 1]);
        }
        Self { nodes, n_leaves }
    }

    fn set(&mut self, leaf: usize, number: usize) {
        let mut i = self.nodes.len() / 2 + leaf;
        self.nodes[i] = number;
        while i > 1 {
            i /= 2;
            self.nodes[i] = self.nodes[2 * i].max(self.nodes[2 * i + 1]);
        }
    }

    /// The leaves before `end` that are higher than `limit`, in order.
    fn above(&self, limit: usize, end: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if self.nodes.len() > 1 {
            self.descend(1, 0..self.nodes.len() / 2, limit, end, &mut found);
        }
        found
    }

    fn descend(
        &self,
        node: usize,
        leaves: Range<usize>,
        limit: usize,
        end: usize,
        out: &mut Vec<usize>,
    ) {
        if leaves.start >= end || self.nodes[node] <= limit {
            return;
        }
        if leaves.len() == 1 {
            out.push(leaves.start);
            return;
        }
        let middle = usize::midpoint(leaves.start, leaves.end);
        self.descend(2 * node, leaves.start..middle, limit, end, out);
        self.descend(2 * node + 1, middle..leaves.end, limit, end, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{Attributes, Origin};
    use proptest::prelude::*;

    fn span(id: usize, at: Range<usize>) -> Arc<Span> {
        Arc::new(Span {
            id: SpanId::new(format!("s-{id}")),
            label: "p".into(),
            at: vec![at],
            attributes: Attributes::default(),
            note: String::new(),
            origin: Origin::Manual,
            by: "anna".into(),
            when: jiff::Timestamp::UNIX_EPOCH,
            conflict: None,
            was: None,
        })
    }

    #[test]
    fn a_zone_over_everything_makes_no_question_longer() {
        let words = (0..50_000).map(|i| span(i, i * 10..i * 10 + 8));
        let zones = (0..3).map(|i| span(60_000 + i, i..500_000 - i));
        let places = Places::new(words.chain(zones).chain([span(70_000, 200..400_000)]));
        let found: Vec<&str> = places
            .meeting(499_000..499_015)
            .map(|it| it.id.as_str())
            .collect();
        assert_eq!(
            found,
            ["s-60000", "s-60001", "s-60002", "s-49900", "s-49901"]
        );
        // Those with the zones, and those with the words.
        assert!(places.reach.above(499_000, usize::MAX).len() < 30);
    }

    proptest! {
        #[test]
        fn who_meets_a_range_is_found_through_all_changes(
            start in prop::collection::vec((0_usize..900, 0_usize..40), 0..250),
            zones in prop::collection::vec((0_usize..900, 0_usize..900), 0..6),
            changes in prop::collection::vec((0_usize..260, prop::option::of((0_usize..900, 0_usize..200))), 0..60),
            asked in prop::collection::vec((0_usize..950, 0_usize..90), 1..8),
        ) {
            let all = start.into_iter().chain(zones).enumerate();
            let mut plain: Vec<Option<Arc<Span>>> =
                all.map(|(id, (at, n))| Some(span(id, at..at + n))).collect();
            let mut places = Places::new(plain.iter().flatten().cloned());
            for (id, at) in changes {
                let after = at.map(|(at, n)| span(id, at..at + n));
                plain.resize(plain.len().max(id + 1), None);
                places.replace(plain[id].as_deref(), after.as_ref());
                plain[id] = after;
            }
            let mut naive: Vec<Arc<Span>> = plain.into_iter().flatten().collect();
            naive.sort_by_key(|it| Place::of(it));
            prop_assert!(places.spans().eq(naive.iter()));
            let fresh = Places::new(naive.iter().cloned());
            prop_assert!(places == fresh);
            for (at, n) in asked {
                let meets = |it: &&Arc<Span>| it.extent().start < at + n && it.extent().end > at;
                prop_assert!(places.meeting(at..at + n).eq(naive.iter().filter(meets)));
                prop_assert!(places.from(at).eq(naive.iter().filter(|it| it.extent().start >= at)));
                prop_assert!(places.before(at).eq(naive.iter().rev().filter(|it| it.extent().start < at)));
            }
            for pair in naive.windows(2) {
                prop_assert_eq!(places.next(&pair[0]), Some(&pair[1]));
                prop_assert_eq!(places.previous(&pair[1]), Some(&pair[0]));
            }
        }
    }
}
