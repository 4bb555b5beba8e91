//! The files that tables of spans are about.

use std::collections::BTreeMap;

use super::super::input::{Entry, Input};
use super::super::names;

/// Files by their names, and those that may be texts by what they are called in their folder.
pub struct Files<'a> {
    all: BTreeMap<&'a str, &'a Entry>,
    stems: BTreeMap<&'a str, Vec<&'a Entry>>,
}

impl<'a> Files<'a> {
    pub fn of(input: &'a Input) -> Self {
        let mut files = Self {
            all: BTreeMap::new(),
            stems: BTreeMap::new(),
        };
        for entry in input.entries() {
            files.all.insert(&entry.name, entry);
            if matches!(entry.ending().as_str(), "txt" | "text" | "") {
                let stem = names::stem(&entry.name);
                files.stems.entry(stem).or_default().push(entry);
            }
        }
        files
    }

    /// The text of a document that a table in `folder` calls by one of these names: beside it, else the only
    /// one of that name below it, else the only one anywhere.
    pub fn find(&self, folder: &str, called: [&str; 2]) -> Option<&'a Entry> {
        let called = || called.into_iter().filter(|it| !it.is_empty());
        let beside = called().find_map(|name| self.beside(folder, name));
        let below = |folder: &str| called().find_map(|name| self.below(folder, name));
        beside
            .or_else(|| below(folder))
            .or_else(|| below("").filter(|_| !folder.is_empty()))
    }

    fn beside(&self, folder: &str, name: &str) -> Option<&'a Entry> {
        let places = [
            format!("{folder}{name}"),
            format!("{folder}texts/{name}"),
            format!("{folder}{name}.txt"),
            format!("{folder}texts/{name}.txt"),
            name.to_owned(),
        ];
        let mut found = places.iter().filter_map(|it| self.all.get(it.as_str()));
        found.next().copied()
    }

    fn below(&self, folder: &str, name: &str) -> Option<&'a Entry> {
        // A number may stand for the file `article12.txt`.
        let is_number = name.bytes().all(|it| it.is_ascii_digit());
        let article = format!("article{name}");
        let stems = [names::stem(name), name, &article];
        let stems = stems.into_iter().take(if is_number { 3 } else { 2 });
        stems.into_iter().find_map(|stem| {
            let all = self.stems.get(stem)?.iter();
            let mut all = all.filter(|it| it.name.starts_with(folder));
            let first = all.next()?;
            all.next().is_none().then_some(*first)
        })
    }
}
