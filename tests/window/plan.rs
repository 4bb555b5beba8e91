//! What a scripted analyst marks in a text that the test does not know: clauses that speak of the
//! future, others as stances, names as sources, and links between them. Found by general signs only.

use std::collections::BTreeSet;
use std::ops::Range;

use sententia::app::desk::Caret;
use sententia::model::segment::{self, Unit};

const PREDICTIONS: usize = 5;
const SOURCES: usize = 3;

/// How far apart linked records may be, in bytes: both must be on screen.
const NEAR: usize = 700;

/// A record to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub kind: Kind,
    /// Bytes.
    pub at: Range<usize>,
    /// The records that links lead to, by place in the plan; they come first.
    pub links: Vec<(Link, usize)>,
}

impl Wish {
    /// The other ends of the links of a kind.
    pub fn linked(&self, link: Link) -> impl Iterator<Item = usize> {
        self.links
            .iter()
            .filter(move |it| it.0 == link)
            .map(|it| it.1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Prediction,
    Stance,
    Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    HeldBy,
    About,
}

/// The records to make in a text, in the order in which they stand; none if it has too few.
pub fn plan(text: &str) -> Option<Vec<Wish>> {
    let clauses: Vec<Range<usize>> = segment::units(text, Unit::Clause)
        .filter(|it| (4..40).contains(&n_words(text, it)))
        .collect();
    let predictions: Vec<usize> = (0..clauses.len())
        .filter(|i| speaks_of_future(text, &clauses[*i]))
        .take(PREDICTIONS)
        .collect();
    let others = |i: &usize| !speaks_of_future(text, &clauses[*i]);
    let mut stances: Vec<usize> = Vec::new();
    for at in &predictions {
        let next = (at + 1..clauses.len())
            .filter(others)
            .find(|i| !stances.contains(i))?;
        stances.push(next);
    }
    let wish = |kind: Kind| {
        move |at: Range<usize>| Wish {
            kind,
            at,
            links: Vec::new(),
        }
    };
    let clause = |i: &usize| clauses[*i].clone();
    let mut wishes: Vec<Wish> = predictions
        .iter()
        .map(clause)
        .map(wish(Kind::Prediction))
        .collect();
    wishes.extend(stances.iter().map(clause).map(wish(Kind::Stance)));
    let sources = sources(text, &wishes)?;
    wishes.extend(sources.into_iter().map(wish(Kind::Source)));
    wishes.sort_by_key(|it| it.at.start);
    let enough = predictions.len() == PREDICTIONS && link(&mut wishes);
    enough.then_some(wishes)
}

/// The fewest keys from a caret to exactly these words, and where each of them gets it.
pub fn path(text: &str, from: &Caret, to: &Range<usize>) -> Option<Vec<(&'static str, Caret)>> {
    let state = |it: &Caret| (it.unit, it.range().start, it.range().end);
    let mut seen = BTreeSet::from([state(from)]);
    // Each with its key and the place of the one before.
    let mut reached = vec![(from.clone(), "", 0)];
    let mut next = 0;
    while let Some((caret, _, _)) = reached.get(next).cloned() {
        if segment::trim(text, caret.range()) == *to {
            return Some(way(&reached, next));
        }
        let new = steps(text, &caret)
            .into_iter()
            .filter(|it| seen.insert(state(&it.1)));
        reached.extend(new.map(|(key, after)| (after, key, next)));
        next += 1;
    }
    None
}

/// The keys that led to a place.
fn way(reached: &[(Caret, &'static str, usize)], mut at: usize) -> Vec<(&'static str, Caret)> {
    let mut keys = Vec::new();
    while at > 0 {
        let (caret, key, before) = &reached[at];
        keys.push((*key, caret.clone()));
        at = *before;
    }
    keys.reverse();
    keys
}

/// The keys that move a caret, and where each gets it.
fn steps(text: &str, caret: &Caret) -> Vec<(&'static str, Caret)> {
    let changed = |change: &dyn Fn(&mut Caret)| {
        let mut caret = caret.clone();
        change(&mut caret);
        caret
    };
    vec![
        ("ArrowRight", changed(&|it| it.forward(text, false))),
        ("ArrowLeft", changed(&|it| it.back(text, false))),
        ("Alt+2", changed(&|it| it.set_unit(text, Unit::Word))),
        ("Alt+3", changed(&|it| it.set_unit(text, Unit::Clause))),
        ("Alt+4", changed(&|it| it.set_unit(text, Unit::Sentence))),
        ("Alt+5", changed(&|it| it.set_unit(text, Unit::Paragraph))),
    ]
}

/// Names near enough to what they may hold.
fn sources(text: &str, wishes: &[Wish]) -> Option<Vec<Range<usize>>> {
    let clauses: Vec<usize> = segment::units(text, Unit::Clause)
        .map(|it| it.start)
        .collect();
    let is_name = |it: &Range<usize>| {
        let word = text.get(it.clone()).unwrap_or("");
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.filter(|it| it.is_lowercase()).count() > 2
            && !clauses.contains(&it.start)
            && wishes
                .iter()
                .all(|wish| it.end <= wish.at.start || wish.at.end <= it.start)
    };
    let names: Vec<Range<usize>> = segment::words(text).filter(is_name).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for wish in wishes {
        let before =
            |it: &&Range<usize>| it.start < wish.at.start && it.start + NEAR > wish.at.start;
        let near = names.iter().rfind(before).filter(|it| !found.contains(it));
        found.extend(near.cloned());
    }
    found.truncate(SOURCES);
    (found.len() == SOURCES).then_some(found)
}

/// Three records held by a source before them, three stances about a prediction before them.
fn link(wishes: &mut [Wish]) -> bool {
    let mut left = [(Link::HeldBy, 3), (Link::About, 3)];
    for i in 0..wishes.len() {
        for (link, left) in &mut left {
            let (from, to) = match link {
                Link::HeldBy => (wishes[i].kind != Kind::Source, Kind::Source),
                Link::About => (wishes[i].kind == Kind::Stance, Kind::Prediction),
            };
            let near = |j: &usize| {
                wishes[*j].kind == to && wishes[*j].at.start + NEAR > wishes[i].at.start
            };
            if let Some(j) = (0..i).rev().find(near).filter(|_| from && *left > 0) {
                wishes[i].links.push((*link, j));
                *left -= 1;
            }
        }
    }
    left.iter().all(|it| it.1 == 0)
}

fn n_words(text: &str, range: &Range<usize>) -> usize {
    text.get(range.clone())
        .unwrap_or("")
        .split_whitespace()
        .count()
}

/// A verb in the future or conditional, by its ending, in French; an auxiliary in English.
fn speaks_of_future(text: &str, clause: &Range<usize>) -> bool {
    let words = text
        .get(clause.clone())
        .unwrap_or("")
        .split(|it: char| !it.is_alphabetic());
    words.map(str::to_lowercase).any(|it| {
        let ends = [
            "era", "eront", "ira", "iront", "dra", "dront", "erait", "eraient", "rrait", "vrait",
        ];
        ["va", "vont", "will", "would"].contains(&it.as_str())
            || it.len() > 4 && ends.iter().any(|end| it.ends_with(end))
    })
}
