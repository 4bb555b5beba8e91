//! Which backups go when there are too many: first those of a day that has a newer one, then the oldest
//! days. The newest of all stays.

use std::collections::BTreeSet;

use super::{Backup, FOLDER, list};
use crate::store::files::Root;

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At most so many backups.
    pub count: usize,
    /// At most so many bytes in all.
    pub bytes: u64,
}

impl Limits {
    /// Everything is kept.
    pub const NONE: Self = Self {
        count: usize::MAX,
        bytes: u64::MAX,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            count: 50,
            bytes: 200 << 20,
        }
    }
}

/// Removes what is too many; `newest` stays. What cannot be removed stays too.
pub(super) fn rotate(root: &Root, limits: Limits, newest: &str) {
    for it in superfluous(list(root), limits, newest) {
        root.files()
            .remove_file(&root.join(FOLDER).join(it.name))
            .ok();
    }
}

/// Of backups, the newest first, those that are too many.
fn superfluous(all: Vec<Backup>, limits: Limits, newest: &str) -> Vec<Backup> {
    let (mut count, mut bytes) = (all.len(), all.iter().map(|it| it.bytes).sum::<u64>());
    let mut days = BTreeSet::new();
    let (last, others): (Vec<Backup>, Vec<Backup>) =
        all.into_iter().partition(|it| days.insert(it.day()));
    let oldest_first = others.into_iter().rev().chain(last.into_iter().rev());
    let mut gone = Vec::new();
    for it in oldest_first.filter(|it| it.name != newest) {
        if count <= limits.count && bytes <= limits.bytes {
            break;
        }
        count -= 1;
        bytes -= it.bytes;
        gone.push(it);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::super::{Reason, parse};
    use super::*;

    #[test]
    fn the_newest_of_each_day_stays_longest() {
        let at = |day: u32, hour: u32| {
            let name = format!("202611{day:02}T{hour:02}0000Z-daily-1d-1r.zip");
            parse(&name, 10).unwrap()
        };
        let mut all = Vec::new();
        for day in [10, 12, 14] {
            all.extend([8, 9, 11].map(|hour| at(day, hour)));
        }
        all.reverse();
        assert!(all.iter().all(|it| it.reason == Reason::Daily));
        let left = |count, bytes| {
            let limits = Limits { count, bytes };
            let gone = superfluous(all.clone(), limits, &all[0].name);
            let left = all.iter().filter(|it| !gone.contains(it));
            left.map(|it| it.name[6..11].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(left(99, 999).len(), 9);
        assert_eq!(left(3, 999), ["14T11", "12T11", "10T11"]);
        assert_eq!(left(5, 999), ["14T11", "14T09", "14T08", "12T11", "10T11"]);
        assert_eq!(left(99, 20), ["14T11", "12T11"]);
        assert_eq!(left(0, 0), ["14T11"], "the newest stays");
    }
}
