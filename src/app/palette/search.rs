//! Fuzzy search over what the palette holds. It runs once for each change of what is typed, and looks
//! only at what matched before when more is typed.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

use super::entries::{Group, Source};

/// At most so many rows are shown of one group.
const MOST_OF_A_GROUP: usize = 40;
/// And so many of each while nothing is typed.
const FIRST_OF_A_GROUP: usize = 200;

/// The rows for what is typed.
#[derive(Default)]
pub(super) struct Search {
    /// What was searched last; `None` before the first search.
    query: Option<String>,
    /// Every entry that matched it.
    matching: Vec<usize>,
    /// The rows to show: the groups one after the other, the best group first.
    pub found: Vec<Found>,
}

/// A row to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its place among the entries.
    pub entry: usize,
    /// Which of its characters were typed, rising.
    pub letters: Vec<u32>,
}

impl Search {
    pub fn run(&mut self, query: &str, source: &Source) {
        if self.query.as_deref() == Some(query) {
            return;
        }
        if query.trim().is_empty() {
            self.matching = (0..source.entries.len()).collect();
            self.found = first(source);
        } else {
            self.search(query, source);
        }
        self.query = Some(query.to_owned());
    }

    fn search(&mut self, query: &str, source: &Source) {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
        let narrower = self
            .query
            .as_deref()
            .is_some_and(|it| !it.trim().is_empty() && narrows(it, query));
        let among = if narrower {
            std::mem::take(&mut self.matching)
        } else {
            (0..source.names.len()).collect()
        };
        let scored: Vec<(usize, u32)> = among
            .into_iter()
            .filter_map(|i| {
                Some((
                    i,
                    pattern.score(source.names.get(i)?.slice(..), &mut matcher)?,
                ))
            })
            .collect();
        self.matching = scored.iter().map(|it| it.0).collect();
        self.found = ranked(scored, source)
            .into_iter()
            .map(|entry| Found {
                entry,
                letters: letters(&pattern, &mut matcher, source, entry),
            })
            .collect();
    }
}

/// Whether everything that matches `longer` also matched `query`: it only adds letters to its end.
fn narrows(query: &str, longer: &str) -> bool {
    let special = |c: char| "^$!'\\".contains(c);
    longer.starts_with(query) && !longer.contains(special)
}

/// The beginning of each group, as it stands.
fn first(source: &Source) -> Vec<Found> {
    let mut count = (None, 0);
    let mut found = Vec::new();
    for (entry, it) in source.entries.iter().enumerate() {
        count = if count.0 == Some(it.group()) {
            (count.0, count.1 + 1)
        } else {
            (Some(it.group()), 1)
        };
        if count.1 <= FIRST_OF_A_GROUP {
            found.push(Found {
                entry,
                letters: Vec::new(),
            });
        }
    }
    found
}

/// The best rows of each group, the group with the best row first.
fn ranked(scored: Vec<(usize, u32)>, source: &Source) -> Vec<usize> {
    let mut groups: std::collections::BTreeMap<Group, Vec<(usize, u32)>> =
        std::collections::BTreeMap::new();
    for (i, score) in scored {
        if let Some(entry) = source.entries.get(i) {
            groups.entry(entry.group()).or_default().push((i, score));
        }
    }
    let mut groups: Vec<Vec<(usize, u32)>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|&(i, score)| (std::cmp::Reverse(score), i));
        group.truncate(MOST_OF_A_GROUP);
    }
    groups.sort_by_key(|it| std::cmp::Reverse(it.first().map_or(0, |it| it.1)));
    groups.into_iter().flatten().map(|it| it.0).collect()
}

fn letters(pattern: &Pattern, matcher: &mut Matcher, source: &Source, entry: usize) -> Vec<u32> {
    let mut letters = Vec::new();
    if let Some(name) = source.names.get(entry) {
        pattern.indices(name.slice(..), matcher, &mut letters);
    }
    letters.sort_unstable();
    letters.dedup();
    letters
}

#[cfg(test)]
mod tests {
    use super::super::entries::Entry;
    use super::*;

    /// So many documents as a large corpus has, each with a title of its own.
    fn corpus(n: usize) -> Source {
        let entries: Vec<_> = (0..n)
            .map(|i| Entry::of_document(&format!("Rapport {i} sur les ponts")))
            .collect();
        Source {
            names: entries.iter().map(|it| it.text.as_str().into()).collect(),
            entries,
        }
    }

    #[test]
    fn one_of_ten_thousand_documents_is_found() {
        let source = corpus(10_000);
        let mut search = Search::default();
        for query in ["rapport 4", "rapport 42", "rapport 4217 ponts"] {
            search.run(query, &source);
        }
        assert_eq!(search.found.first().map(|it| it.entry), Some(4217));
        search.run("", &source);
        assert_eq!(search.found.len(), FIRST_OF_A_GROUP);
        search.run("no such thing", &source);
        assert_eq!(search.found, []);
    }

    #[test]
    fn typing_on_looks_only_at_what_matched() {
        assert!(narrows("un", "und"));
        assert!(!narrows("un", "in"));
        assert!(!narrows("un", "un !x"));
    }
}
