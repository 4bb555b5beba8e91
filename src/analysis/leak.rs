//! What stands on both sides of a split and should not: the same text, nearly the same text, the same
//! thread. A model tested on what it has learned by heart looks better than it is.
//!
//! Texts are compared by their runs of five words (*shingles*, Broder 1997). Candidates share some of the
//! smallest hashes of their shingles; of these the true share is counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::split::{Sets, thread};
use crate::model::document::Document;
use crate::model::fold::fold;
use crate::model::id::DocumentId;
use crate::model::project::Project;

/// Two documents in different sets that have something in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leak {
    pub kind: LeakKind,
    pub a: DocumentId,
    pub b: DocumentId,
    /// The share of the shorter text that stands in the longer one, in percent; 100 for the same thread.
    pub percent: u8,
}

/// What they have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeakKind {
    /// The same text, but for case, accents and blanks.
    SameText,
    NearText,
    SameThread,
}

impl LeakKind {
    /// The key of its sentence in the translation files.
    pub fn key(self) -> &'static str {
        match self {
            Self::SameText => "leak-same-text",
            Self::NearText => "leak-near-text",
            Self::SameThread => "leak-same-thread",
        }
    }
}

/// So many words are a shingle.
const WORDS: usize = 5;
/// So many of the smallest hashes stand for a text.
const SKETCH: usize = 64;
/// A hash that so many texts share is a set phrase, and says nothing.
const COMMON: usize = 40;
/// From this share on texts are nearly the same, in percent.
const NEAR: u8 = 50;

/// Finds what leaks between sets, the worst first.
pub fn leaks(project: &Project, sets: &Sets) -> Vec<Leak> {
    let documents: Vec<&Document> = project
        .listed()
        .filter(|it| sets.of.contains_key(&it.id))
        .map(|it| &**it)
        .collect();
    let set = |i: usize| sets.of.get(&documents[i].id);
    let texts: Vec<Shingles> = documents
        .iter()
        .map(|it| Shingles::of(it.text.as_str()))
        .collect();
    let mut found = Vec::new();
    let mut tell = |kind, a: usize, b: usize, percent| {
        found.push(Leak {
            kind,
            a: documents[a].id.clone(),
            b: documents[b].id.clone(),
            percent,
        });
    };
    for (a, b) in candidates(&texts) {
        if set(a) == set(b) {
            continue;
        }
        let percent = texts[a].shared(&texts[b]);
        if texts[a].whole == texts[b].whole {
            tell(LeakKind::SameText, a, b, 100);
        } else if percent >= NEAR {
            tell(LeakKind::NearText, a, b, percent);
        }
    }
    let mut threads: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, document) in documents.iter().enumerate() {
        let thread = thread(document);
        if thread.is_empty() {
            continue;
        }
        match threads.get(thread) {
            Some(first) if set(*first) != set(i) => tell(LeakKind::SameThread, *first, i, 100),
            Some(_) => {}
            None => drop(threads.insert(thread, i)),
        }
    }
    found.sort_by(|x, y| {
        let order = |it: &Leak| (it.kind, std::cmp::Reverse(it.percent));
        order(x)
            .cmp(&order(y))
            .then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    found
}

/// A text as the hashes of its runs of words, rising.
struct Shingles {
    whole: u64,
    all: Vec<u64>,
}

impl Shingles {
    fn of(text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<&str> = folded
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .collect();
        let mut all: Vec<u64> = words
            .windows(WORDS.min(words.len().max(1)))
            .map(hash)
            .collect();
        all.sort_unstable();
        all.dedup();
        Self {
            whole: hash(&words),
            all,
        }
    }

    /// The share of the smaller one that is in the other too, in percent.
    fn shared(&self, other: &Self) -> u8 {
        let (small, large) = if self.all.len() <= other.all.len() {
            (self, other)
        } else {
            (other, self)
        };
        if small.all.is_empty() {
            return 0;
        }
        let mut rest = large.all.iter().peekable();
        let mut n = 0;
        for it in &small.all {
            while rest.next_if(|other| *other < it).is_some() {}
            n += usize::from(rest.peek() == Some(&it));
        }
        (n * 100 / small.all.len()) as u8
    }
}

/// Pairs that may have much in common. Beside the smallest hashes of a whole text every one divisible by
/// a number stands for it, so that a short text inside a long one is found too.
fn candidates(texts: &[Shingles]) -> BTreeSet<(usize, usize)> {
    const EVERY: u64 = 16;
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, text) in texts.iter().enumerate() {
        holders.entry(text.whole).or_default().push(i);
        let smallest = text.all.iter().take(SKETCH);
        let sampled = text.all.iter().skip(SKETCH).filter(|it| **it % EVERY == 0);
        for hash in smallest.chain(sampled) {
            holders.entry(*hash).or_default().push(i);
        }
    }
    let mut pairs = BTreeSet::new();
    for them in holders.values().filter(|it| it.len() <= COMMON) {
        for (n, a) in them.iter().enumerate() {
            pairs.extend(
                them.iter()
                    .skip(n + 1)
                    .filter(|b| *b != a)
                    .map(|b| (*a, *b)),
            );
        }
    }
    // Copies of one text, however many: each beside the first.
    for them in holders.values().filter(|it| it.len() > COMMON) {
        let same = |i: &&usize| texts[**i].whole == texts[them[0]].whole;
        pairs.extend(them.iter().skip(1).filter(same).map(|b| (them[0], *b)));
    }
    pairs
}

/// FNV-1a over words.
fn hash(words: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
