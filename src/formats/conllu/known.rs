//! Which spans are those that stood in a file before.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::entity::Mention;

/// The spans that stood there, until each is found again.
pub struct Known<'a> {
    all: Vec<Option<&'a Mention>>,
    places: BTreeMap<(usize, usize), Vec<usize>>,
    pub ids: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    pub fn of(mentions: &'a [Mention]) -> Self {
        let mut places: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (i, it) in mentions.iter().enumerate() {
            places.entry(extent(&it.at)).or_default().push(i);
        }
        Self {
            all: mentions.iter().map(Some).collect(),
            places,
            ids: mentions.iter().map(|it| it.id.as_str()).collect(),
        }
    }

    /// The one at this place and of this label, which no other is then.
    pub fn claim(&mut self, at: &[Range<usize>], label: Option<&str>) -> Option<&'a Mention> {
        let places = self.places.get(&extent(at))?;
        let fits = |it: &&usize| {
            let it = self.all.get(**it).copied().flatten();
            // Tags and numbers are left where nothing changed only.
            it.is_some_and(|it| {
                it.at == at && label.map_or(it.elsewhere.is_none(), |label| it.label == label)
            })
        };
        let place = *places.iter().find(fits)?;
        self.all.get_mut(place)?.take()
    }

    /// What nobody claimed and stands elsewhere than in brackets, by its rows.
    pub fn left(self) -> BTreeMap<usize, Vec<String>> {
        let mut left: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (rows, number) in self
            .all
            .into_iter()
            .flatten()
            .filter_map(|it| it.elsewhere.as_ref())
        {
            for row in rows {
                left.entry(*row).or_default().push(number.clone());
            }
        }
        left
    }
}

fn extent(at: &[Range<usize>]) -> (usize, usize) {
    let ends = (at.first(), at.last());
    (
        ends.0.map_or(0, |it| it.start),
        ends.1.map_or(0, |it| it.end),
    )
}
