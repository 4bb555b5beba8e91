//! A sorted map in small chunks that copies share: a copy costs a pointer for each chunk, and a change to one
//! of two copies only the chunk it falls into.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::sync::Arc;

/// Entries in the largest chunk.
const LARGEST: usize = 96;

/// Entries sorted by key.
#[derive(Clone, Debug)]
pub struct Shelf<K, V> {
    /// None is empty.
    chunks: Vec<Arc<Chunk<K, V>>>,
    len: usize,
}

/// Entries that follow one another.
pub type Chunk<K, V> = Vec<(K, V)>;

/// Where an entry is: chunk and place in it.
pub type Spot = (usize, usize);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            len: 0,
        }
    }
}

impl<K: Ord + Clone, V: Clone> Shelf<K, V> {
    /// Of two entries with the same key the later one stays.
    pub fn new(mut entries: Vec<(K, V)>) -> Self {
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        entries.reverse();
        entries.dedup_by(|a, b| a.0 == b.0);
        entries.reverse();
        let len = entries.len();
        let mut chunks = Vec::with_capacity(len / (LARGEST / 2) + 1);
        let mut rest = entries.into_iter().peekable();
        while rest.peek().is_some() {
            chunks.push(Arc::new(rest.by_ref().take(LARGEST / 2).collect()));
        }
        Self { chunks, len }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn chunks(&self) -> &[Arc<Chunk<K, V>>] {
        &self.chunks
    }

    /// The place of a key, or where it would be.
    pub fn find<Q>(&self, key: &Q) -> Result<Spot, Spot>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.search(|it| it.borrow().cmp(key))
    }

    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let spot = self.find(key).ok()?;
        self.at(spot).map(|it| &it.1)
    }

    pub fn at(&self, (chunk, i): Spot) -> Option<&(K, V)> {
        self.chunks.get(chunk)?.get(i)
    }

    /// Puts an entry; returns what was there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok((chunk, i)) => {
                let slot = self.chunks.get_mut(chunk).map(Arc::make_mut)?.get_mut(i)?;
                Some(std::mem::replace(&mut slot.1, value))
            }
            Err((chunk, i)) => {
                self.len += 1;
                match self.chunks.get_mut(chunk) {
                    Some(found) => Arc::make_mut(found).insert(i, (key, value)),
                    None => self.chunks.push(Arc::new(vec![(key, value)])),
                }
                self.split(chunk);
                None
            }
        }
    }

    /// Takes an entry out; returns what was there.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let (chunk, i) = self.find(key).ok()?;
        let found = Arc::make_mut(self.chunks.get_mut(chunk)?);
        let (_, value) = found.remove(i);
        if found.is_empty() {
            self.chunks.remove(chunk);
        }
        self.len -= 1;
        Some(value)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(K, V)> {
        self.chunks.iter().flat_map(|it| it.iter())
    }

    /// The entries from a place on.
    pub fn from(&self, (chunk, i): Spot) -> impl Iterator<Item = &(K, V)> {
        let chunks = self.chunks.get(chunk..).unwrap_or_default();
        chunks.iter().flat_map(|it| it.iter()).skip(i)
    }

    /// The entries before a place, the nearest first.
    pub fn before(&self, (chunk, i): Spot) -> impl Iterator<Item = &(K, V)> {
        let last = self.chunks.get(chunk).and_then(|it| it.get(..i));
        let whole = self.chunks.get(..chunk).unwrap_or(&self.chunks);
        let near = last.unwrap_or_default().iter().rev();
        near.chain(whole.iter().rev().flat_map(|it| it.iter().rev()))
    }

    /// The place of the first entry that is not less, by a comparison that rises along the shelf.
    pub fn search(&self, compare: impl Fn(&K) -> Ordering) -> Result<Spot, Spot> {
        let starts_at_most = |it: &Arc<Chunk<K, V>>| {
            it.first()
                .is_some_and(|first| compare(&first.0) != Ordering::Greater)
        };
        let after = self.chunks.partition_point(starts_at_most);
        let chunk = after.saturating_sub(1);
        let Some(found) = self.chunks.get(chunk) else {
            return Err((0, 0));
        };
        let inside = found.binary_search_by(|it| compare(&it.0));
        inside.map(|i| (chunk, i)).map_err(|i| (chunk, i))
    }

    /// Makes two chunks of one that has grown too large.
    fn split(&mut self, chunk: usize) {
        let Some(found) = self.chunks.get_mut(chunk).filter(|it| it.len() > LARGEST) else {
            return;
        };
        let second = Arc::make_mut(found).split_off(LARGEST / 2);
        self.chunks.insert(chunk + 1, Arc::new(second));
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Shelf<K, V> {
    /// How the entries are spread over chunks does not matter.
    fn eq(&self, other: &Self) -> bool {
        let ours = self.chunks.iter().flat_map(|it| it.iter());
        self.len == other.len && ours.eq(other.chunks.iter().flat_map(|it| it.iter()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_copy_keeps_what_it_had() {
        let mut shelf = Shelf::new((0..1000).map(|it| (it, it)).collect());
        let copy = shelf.clone();
        shelf.insert(500, 0);
        shelf.remove(&700);
        assert_eq!((shelf.get(&500), shelf.get(&700)), (Some(&0), None));
        assert_eq!((copy.get(&500), copy.get(&700)), (Some(&500), Some(&700)));
        let shared = shelf.chunks().iter().filter(|it| Arc::strong_count(it) > 1);
        assert_eq!(shared.count(), shelf.chunks().len() - 2);
    }

    proptest! {
        #[test]
        fn it_is_a_sorted_map(
            start in prop::collection::vec((0_u16..400, 0_u8..9), 0..300),
            changes in prop::collection::vec((0_u16..400, prop::option::of(0_u8..9)), 0..300),
        ) {
            let mut plain: BTreeMap<u16, u8> = start.iter().copied().collect();
            let mut shelf = Shelf::new(start);
            for (key, value) in changes {
                let (was, expected) = match value {
                    Some(value) => (shelf.insert(key, value), plain.insert(key, value)),
                    None => (shelf.remove(&key), plain.remove(&key)),
                };
                prop_assert_eq!(was, expected);
            }
            let entries: Vec<(u16, u8)> = plain.into_iter().collect();
            prop_assert_eq!(shelf.len(), entries.len());
            prop_assert!(shelf.iter().eq(entries.iter()));
            prop_assert!(shelf.iter().rev().eq(entries.iter().rev()));
            prop_assert!(shelf.chunks().iter().all(|it| !it.is_empty()));
            prop_assert!(shelf == Shelf::new(entries.clone()));
            for key in 0..400 {
                let (Ok(spot) | Err(spot)) = shelf.find(&key);
                let later = entries.iter().filter(|it| it.0 >= key);
                prop_assert!(shelf.from(spot).eq(later));
                let earlier = entries.iter().rev().filter(|it| it.0 < key);
                prop_assert!(shelf.before(spot).eq(earlier));
            }
        }
    }
}
