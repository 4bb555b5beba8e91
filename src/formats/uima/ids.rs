//! Many numbers that mostly follow one another, as ids in a file do: kept as runs, so that thousands of
//! words cost no more than one.

use std::collections::BTreeMap;

/// A set of numbers.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// First and last number of each run; none touches another that began before it.
    runs: BTreeMap<u64, u64>,
    /// The run that was added to last: it is looked at first.
    latest: Option<(u64, u64)>,
}

impl Ids {
    /// Adds a number; `false` where it is there already.
    pub fn insert(&mut self, id: u64) -> bool {
        if let Some((first, last)) = self.latest
            && id.checked_sub(1) == Some(last)
            && !self.starts_at(id)
        {
            self.latest = Some((first, id));
            return true;
        }
        self.settle();
        match self.run_of(id) {
            Some((_, last)) if last >= id => return false,
            Some((first, last)) if last + 1 == id => {
                self.runs.remove(&first);
                self.latest = Some((first, id));
            }
            _ => self.latest = Some((id, id)),
        }
        true
    }

    pub fn has(&self, id: u64) -> bool {
        let within = |run: Option<(u64, u64)>| run.is_some_and(|it| (it.0..=it.1).contains(&id));
        within(self.latest) || within(self.run_of(id))
    }

    pub fn iter(&self) -> impl Iterator<Item = u64> {
        let runs = self.runs.iter().map(|it| (*it.0, *it.1));
        runs.chain(self.latest).flat_map(|it| it.0..=it.1)
    }

    /// Whether a run that was added before the latest begins here.
    fn starts_at(&self, id: u64) -> bool {
        !self.runs.is_empty() && self.runs.contains_key(&id)
    }

    fn run_of(&self, id: u64) -> Option<(u64, u64)> {
        let run = self.runs.range(..=id).next_back()?;
        Some((*run.0, *run.1))
    }

    fn settle(&mut self) {
        self.runs.extend(self.latest.take());
    }
}

impl FromIterator<u64> for Ids {
    fn from_iter<T: IntoIterator<Item = u64>>(all: T) -> Self {
        let mut ids = Self::default();
        for id in all {
            ids.insert(id);
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set(all in prop::collection::vec((0u64..60, 1u64..8), 0..30), asked in 0u64..80) {
            let (mut ids, mut set) = (Ids::default(), BTreeSet::new());
            for id in all.iter().flat_map(|it| it.0..it.0 + it.1) {
                prop_assert_eq!(ids.insert(id), set.insert(id));
            }
            prop_assert_eq!(ids.has(asked), set.contains(&asked));
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>(), set);
        }
    }
}
