//! Which annotations are of which text: those beside it, else those that alone have its name in another folder.

use std::collections::{BTreeMap, BTreeSet};

use super::read::Found;
use super::{ENDINGS, Entry, Input, names, side, with_ending};

/// The files of an import.
pub struct Pairs<'a> {
    all: BTreeMap<&'a str, &'a Entry>,
    /// By the names of texts: annotations that stand in other folders, by their names without ending.
    elsewhere: BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a Entry>>>,
    /// Annotations without a text, or with more than one to choose from.
    pub left: Vec<&'a Entry>,
}

impl<'a> Pairs<'a> {
    pub fn of(input: &'a Input) -> Self {
        let entries = input.entries().iter();
        let mut pairs = Self {
            all: entries.map(|it| (it.name.as_str(), it)).collect(),
            elsewhere: BTreeMap::new(),
            left: Vec::new(),
        };
        let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for it in input.ending(&["txt"]) {
            let same = texts.entry(names::stem(&it.name)).or_default();
            same.insert(&it.name);
        }
        for it in input.ending(&ENDINGS) {
            if pairs.get(&it.name, "txt").is_some() {
                continue;
            }
            let named = texts.get(names::stem(&it.name));
            match named.and_then(|it| it.first().filter(|_| it.len() == 1)) {
                Some(text) => {
                    let folders = pairs.elsewhere.entry(text).or_default();
                    let files = folders.entry(names::without_ending(&it.name)).or_default();
                    files.push(it);
                }
                None => pairs.left.push(it),
            }
        }
        pairs
    }

    /// The file with the name of another and this ending.
    fn get(&self, name: &str, ending: &str) -> Option<&'a Entry> {
        self.all.get(with_ending(name, ending).as_str()).copied()
    }

    /// The documents that a text makes: one for each folder in which it is annotated.
    pub fn documents(&self, text: &'a Entry) -> Vec<Found<'a>> {
        let near = ENDINGS.iter().filter_map(|it| self.get(&text.name, it));
        let near = of_first_kind(near.collect());
        let folders = self.elsewhere.get(text.name.as_str());
        let mut found = Vec::new();
        if !near.is_empty() || folders.is_none() {
            found.push(Found {
                name: text.name.clone(),
                text,
                ann: near,
                side: self.get(&text.name, side::ENDING),
            });
        }
        let is_only = found.is_empty() && folders.is_some_and(|it| it.len() == 1);
        for (name, files) in folders.into_iter().flatten() {
            let name = format!("{name}.txt");
            found.push(Found {
                side: self.get(&name, side::ENDING),
                name: if is_only { text.name.clone() } else { name },
                text,
                ann: of_first_kind(files.clone()),
            });
        }
        found
    }
}

/// A file of the first kind takes the place of the others.
fn of_first_kind(files: Vec<&Entry>) -> Vec<&Entry> {
    match files.iter().find(|it| it.ending() == ENDINGS[0]) {
        Some(first) => vec![*first],
        None => files,
    }
}
