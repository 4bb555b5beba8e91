//! What is derived from all records of a layer, bunch by bunch: after a change only for the bunch it fell into.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::model::places::Bunch;
use crate::model::schema::Schema;

/// What was derived last. It holds the bunches, so that none is taken for another at its address.
pub struct Bunched<T> {
    made_for: Option<(Arc<Schema>, u64)>,
    kept: HashMap<usize, (Arc<Bunch>, Rc<T>)>,
}

impl<T> Default for Bunched<T> {
    fn default() -> Self {
        Self {
            made_for: None,
            kept: HashMap::new(),
        }
    }
}

impl<T> Bunched<T> {
    /// What follows from each bunch, in their order. `key` stands for all else it depends on.
    pub fn of<'a>(
        &mut self,
        schema: &Arc<Schema>,
        key: u64,
        bunches: impl Iterator<Item = &'a Arc<Bunch>>,
        derive: impl Fn(&Bunch) -> T,
    ) -> Vec<Rc<T>> {
        let made_for = self.made_for.as_ref();
        if made_for.is_none_or(|(of, at)| !Arc::ptr_eq(of, schema) || *at != key) {
            self.made_for = Some((Arc::clone(schema), key));
            self.kept.clear();
        }
        let mut before = std::mem::take(&mut self.kept);
        let mut derived = Vec::new();
        for bunch in bunches {
            let address = Arc::as_ptr(bunch) as usize;
            let known = before.remove(&address);
            let (bunch, found) =
                known.unwrap_or_else(|| (Arc::clone(bunch), Rc::new(derive(bunch))));
            derived.push(Rc::clone(&found));
            self.kept.insert(address, (bunch, found));
        }
        derived
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn only_what_changed_is_derived_anew() {
        let schema = Arc::new(Schema::default());
        let mut bunches: Vec<Arc<Bunch>> = (0..3).map(|_| Arc::default()).collect();
        let (mut bunched, asked) = (Bunched::default(), Cell::new(0));
        let mut derive = |key: u64, bunches: &[Arc<Bunch>]| {
            asked.set(0);
            let count = |_: &Bunch| asked.set(asked.get() + 1);
            bunched.of(&schema, key, bunches.iter(), count);
            asked.get()
        };
        assert_eq!(derive(0, &bunches), 3);
        assert_eq!(derive(0, &bunches), 0);
        bunches[1] = Arc::default();
        assert_eq!(derive(0, &bunches), 1);
        assert_eq!(derive(1, &bunches), 3);
    }
}
