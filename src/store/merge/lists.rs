//! Lists whose entries have ids: merged by id, in an order that both sides recognise.

use std::collections::BTreeMap;

use super::Left;
use super::three::{Taken, order, three};

/// Where one is in the file, for messages: `schema.labels.claim`.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub above: Option<&'a Place<'a>>,
    pub name: &'a str,
}

impl<'a> Place<'a> {
    pub fn top(name: &'a str) -> Self {
        Self { above: None, name }
    }

    pub fn below(&'a self, name: &'a str) -> Place<'a> {
        Place {
            above: Some(self),
            name,
        }
    }

    pub fn path(&self) -> String {
        match self.above {
            Some(above) => format!("{}.{}", above.path(), self.name),
            None => self.name.to_owned(),
        }
    }
}

/// A field that is taken as a whole; ours stands where both changed it.
pub(super) fn field<T: PartialEq + Clone + std::fmt::Debug>(
    place: Place,
    base: Option<&T>,
    ours: &T,
    theirs: &T,
    left: &mut Vec<Left>,
) -> T {
    match three(base, ours, theirs) {
        Taken::Same | Taken::Ours => ours.clone(),
        Taken::Theirs => theirs.clone(),
        Taken::Split => {
            left.push(Left::Field {
                field: place.path(),
                theirs: format!("{theirs:?}"),
            });
            ours.clone()
        }
    }
}

/// Merges two lists of entries with ids; `each` merges two versions of an entry. An id that stands
/// twice in a list comes back as the error.
pub(super) fn lists<T: PartialEq + Clone>(
    place: Place,
    [base, ours, theirs]: [&[T]; 3],
    id: impl Fn(&T) -> &str,
    mut each: impl FnMut(Place, Option<&T>, &T, &T, &mut Vec<Left>) -> Result<T, String>,
    left: &mut Vec<Left>,
) -> Result<Vec<T>, String> {
    let (b, o, t) = (table(base, &id)?, table(ours, &id)?, table(theirs, &id)?);
    let ids = |them: &'_ [T]| -> Vec<String> { them.iter().map(|it| id(it).to_owned()).collect() };
    let (base_ids, our_ids, their_ids) = (ids(base), ids(ours), ids(theirs));
    let mut merged = Vec::new();
    for key in order(&strs(&base_ids), &strs(&our_ids), &strs(&their_ids)) {
        let (b, o, t) = (
            b.get(key).copied(),
            o.get(key).copied(),
            t.get(key).copied(),
        );
        match (three(Some(&b), &o, &t), o, t) {
            (Taken::Same | Taken::Ours, ..) => merged.extend(o.cloned()),
            (Taken::Theirs, ..) => merged.extend(t.cloned()),
            (Taken::Split, Some(o), Some(t)) => merged.push(each(place.below(key), b, o, t, left)?),
            (Taken::Split, ..) => {
                left.push(Left::Entry(place.below(key).path()));
                merged.extend(o.or(t).cloned());
            }
        }
    }
    Ok(merged)
}

fn strs(them: &[String]) -> Vec<&str> {
    them.iter().map(String::as_str).collect()
}

fn table<'a, T>(
    list: &'a [T],
    id: &impl Fn(&T) -> &str,
) -> Result<BTreeMap<String, &'a T>, String> {
    let mut table = BTreeMap::new();
    for it in list {
        if table.insert(id(it).to_owned(), it).is_some() {
            return Err(id(it).to_owned());
        }
    }
    Ok(table)
}
