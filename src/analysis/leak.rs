//! What stands on both sides of a split and should not: the same text, nearly the same text, the same
//! thread. A model tested on what it has learned by heart looks better than it is.
//!
//! Texts are compared by their runs of five words (*shingles*, Broder 1997). Candidates share some of the
//! smallest hashes of their shingles; of these the true share is counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

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
/// Where more texts share a hash than these, each is held beside its neighbors only: it may be a set phrase.
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
    let places: Vec<_> = documents.iter().map(|it| sets.of.get(&it.id)).collect();
    let set = |i: usize| places[i];
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
    for (a, b) in candidates(&texts, set) {
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
        let words = words(&folded);
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

/// The words of a text, without what stands between them; scripts that have no blanks give their characters.
/// A text without any, such as an emoji, stands for itself.
fn words(text: &str) -> Vec<&str> {
    let pieces = text.split(|it: char| !it.is_alphanumeric());
    let words: Vec<&str> = pieces.flat_map(str::unicode_words).collect();
    if words.is_empty() {
        return vec![text.trim()];
    }
    words
}

/// Pairs in different sets that may have much in common. Beside the smallest hashes of a whole text every one
/// divisible by a number stands for it, so that a short text inside a long one is found too.
fn candidates<S: PartialEq>(
    texts: &[Shingles],
    set: impl Fn(usize) -> S,
) -> BTreeSet<(usize, usize)> {
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
    for them in holders.values() {
        if them.len() > COMMON {
            pairs.extend(neighbors(them, &set));
            continue;
        }
        for (n, a) in them.iter().enumerate() {
            let others = them.iter().skip(n + 1);
            let others = others.filter(|b| *b != a && set(**b) != set(*a));
            pairs.extend(others.map(|b| (*a, *b)));
        }
    }
    pairs
}

/// Each text beside the last before it that is in another set: where many are alike, none stays unseen, and the
/// pairs are no more than the texts.
fn neighbors<S: PartialEq>(them: &[usize], set: &impl Fn(usize) -> S) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut last, mut other): (Option<usize>, Option<usize>) = (None, None);
    for it in them {
        if last.is_some_and(|before| set(before) != set(*it)) {
            other = last;
        }
        pairs.extend(other.map(|before| (before, *it)));
        last = Some(*it);
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
