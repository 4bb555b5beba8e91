//! Three versions of a value: what both sides began with, and what each made of it.

use std::collections::BTreeMap;

/// Which side a value is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Both have the same.
    Same,
    Ours,
    Theirs,
    /// Both changed it, and not in the same way.
    Split,
}

/// Who changed a value. Without a base, two different values are a split.
pub fn three<T: PartialEq + ?Sized>(base: Option<&T>, ours: &T, theirs: &T) -> Taken {
    if ours == theirs {
        Taken::Same
    } else if base == Some(theirs) {
        Taken::Ours
    } else if base == Some(ours) {
        Taken::Theirs
    } else {
        Taken::Split
    }
}

/// A value of a side where it is not split.
pub fn settled<T: PartialEq + Clone>(base: Option<&T>, ours: &T, theirs: &T) -> Option<T> {
    match three(base, ours, theirs) {
        Taken::Same | Taken::Ours => Some(ours.clone()),
        Taken::Theirs => Some(theirs.clone()),
        Taken::Split => None,
    }
}

/// Two tables, key by key. `split` settles what both changed differently; `None` there removes the key.
pub fn tables<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    ours: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    mut split: impl FnMut(&K, Option<&V>, Option<&V>) -> Option<V>,
) -> BTreeMap<K, V> {
    let mut merged = BTreeMap::new();
    for key in ours.keys().chain(theirs.keys()) {
        if merged.contains_key(key) {
            continue;
        }
        let (b, o, t) = (base.get(key), ours.get(key), theirs.get(key));
        let value = match three(Some(&b), &o, &t) {
            Taken::Same | Taken::Ours => o.cloned(),
            Taken::Theirs => t.cloned(),
            Taken::Split => split(key, o, t),
        };
        merged.extend(value.map(|it| (key.clone(), it)));
    }
    merged
}

/// The order of two lists of ids without repetitions: ours, with what only theirs has put after what
/// it stands after there; theirs, where ours left the order as it was.
pub fn order<'a>(base: &[&'a str], ours: &[&'a str], theirs: &[&'a str]) -> Vec<&'a str> {
    let common = |them: &[&'a str], others: &[&str]| -> Vec<&'a str> {
        let known: std::collections::BTreeSet<&str> = others.iter().copied().collect();
        them.iter()
            .copied()
            .filter(|it| known.contains(it))
            .collect()
    };
    let unmoved = common(ours, base) == common(base, ours);
    let (first, second) = if unmoved && common(theirs, base) != common(base, theirs) {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    let known: std::collections::BTreeSet<&str> = first.iter().copied().collect();
    let mut after: BTreeMap<Option<&str>, Vec<&'a str>> = BTreeMap::new();
    let mut last = None;
    for id in second {
        if known.contains(id) {
            last = Some(*id);
        } else {
            after.entry(last).or_default().push(id);
        }
    }
    let mut merged = after.remove(&None).unwrap_or_default();
    for id in first {
        merged.push(id);
        merged.extend(after.remove(&Some(*id)).unwrap_or_default());
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_side_adds_stays_where_it_stood() {
        assert_eq!(
            order(
                &["a", "b", "c"],
                &["a", "x", "b", "c"],
                &["z", "a", "b", "y", "c"]
            ),
            ["z", "a", "x", "b", "y", "c"]
        );
        assert_eq!(
            order(&["a", "b"], &["a", "b", "x"], &["b", "a"]),
            ["b", "x", "a"]
        );
        assert_eq!(order(&[], &["a"], &["b"]), ["b", "a"]);
    }

    #[test]
    fn a_change_wins_over_none_and_two_are_a_split() {
        assert_eq!(three(Some(&1), &1, &2), Taken::Theirs);
        assert_eq!(three(Some(&1), &2, &1), Taken::Ours);
        assert_eq!(three(Some(&1), &2, &2), Taken::Same);
        assert_eq!(three(Some(&1), &2, &3), Taken::Split);
        assert_eq!(three(None, &2, &3), Taken::Split);
    }
}
