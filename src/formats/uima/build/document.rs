//! The feature structures of one document, while they are made.

use std::collections::{BTreeSet, HashMap};

use super::super::super::tokens;
use super::super::kept::Kept;
use super::super::{Feat, Fs, Words};
use crate::model::annotation::{Layer, Span};
use crate::model::id::SpanId;
use crate::model::text::{Count, Text};

/// One document on its way.
pub(super) struct Document<'a> {
    pub(super) text: &'a Text,
    pub(super) kept: Kept,
    pub(super) all: Vec<Fs>,
    pub(super) members: Vec<u64>,
    /// The places in `all`, by id.
    pub(super) places: HashMap<u64, usize>,
    pub(super) used: BTreeSet<u64>,
    pub(super) next: u64,
    pub(super) sofa: u64,
    pub(super) spans: HashMap<&'a SpanId, u64>,
    pub(super) words: Words,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &'a Text, kept: Kept, layer: &Layer) -> Self {
        let mut used: BTreeSet<u64> = kept.all.iter().map(|it| it.id).collect();
        let sofa = if kept.sofa.id > 0 { kept.sofa.id } else { 1 };
        used.extend([0, sofa]);
        let spans = layer.spans().filter_map(|it| number(it.id.as_str()));
        let links = layer.links().filter_map(|it| number(it.id.as_str()));
        let most = spans.chain(links).chain(used.iter().copied()).max();
        Self {
            text,
            kept,
            all: Vec::new(),
            members: Vec::new(),
            places: HashMap::new(),
            used,
            next: most.unwrap_or_default() + 1,
            sofa,
            spans: HashMap::new(),
            words: Words::default(),
        }
    }

    pub(super) fn add(&mut self, it: Fs, member: bool) {
        if member {
            self.members.push(it.id);
        }
        self.places.insert(it.id, self.all.len());
        self.all.push(it);
    }

    pub(super) fn fresh(&mut self) -> u64 {
        let id = self.next;
        self.next += 1;
        id
    }

    pub(super) fn span_id(&mut self, span: &Span) -> u64 {
        self.own_id(span.id.as_str())
    }

    /// The number that a record came with, where it is still free.
    pub(super) fn own_id(&mut self, id: &str) -> u64 {
        match number(id).filter(|it| !self.used.contains(it)) {
            Some(id) => {
                self.used.insert(id);
                id
            }
            None => self.fresh(),
        }
    }

    /// Sentences and words, for those who want to stand on them.
    pub(super) fn words(&mut self, layer: &Layer) {
        let whole: Vec<_> = layer.spans().map(|it| it.extent()).collect();
        let cuts: BTreeSet<usize> = layer
            .spans()
            .flat_map(|it| it.at.iter().flat_map(|it| [it.start, it.end]))
            .collect();
        let mut all = Vec::with_capacity(self.text.len() / 5);
        let mut walk = self.text.walk(Count::Utf16);
        for sentence in tokens::sentences(self.text.as_str(), &cuts, &whole) {
            let place = all.len();
            all.push((true, 0..0));
            for word in sentence.words {
                let (start, end) = (walk.from_byte(word.start), walk.from_byte(word.end));
                all.extend(start.zip(end).map(|it| (false, it.0..it.1)));
            }
            match (all.get(place + 1).cloned(), all.last().cloned()) {
                (Some((_, first)), Some((_, last))) => all[place].1 = first.start..last.end,
                _ => all.truncate(place),
            }
        }
        let n = all.len() as u64;
        self.members.extend(self.next..self.next + n);
        self.words = Words {
            before: self.all.len(),
            first_id: self.next,
            sofa: self.sofa,
            all,
        };
        self.next += n;
    }

    /// Words and sentences that were kept by their places.
    fn plain(&mut self, kept: &Kept) {
        for (kind, at) in kept.plain() {
            let id = self.fresh();
            self.add(
                Fs {
                    id,
                    kind: kind.to_owned(),
                    sofa: Some(self.sofa),
                    begin: Some(at.start),
                    end: Some(at.end),
                    features: Vec::new(),
                },
                true,
            );
        }
    }

    /// What was kept; what it refers to and is not there any more becomes null.
    pub(super) fn rest(&mut self, kept: &Kept) {
        self.plain(kept);
        let members: BTreeSet<u64> = kept.members.iter().copied().collect();
        for it in &kept.all {
            self.add(it.clone(), members.contains(&it.id));
        }
        let there = |it: &u64| self.places.contains_key(it) || self.words.has(*it);
        for it in &mut self.all {
            it.features
                .retain(|it| !matches!(&it.1, Feat::Ref(to) if !there(to)));
            for (_, value) in &mut it.features {
                if let Feat::Refs(all) = value {
                    for to in all.iter_mut().filter(|it| !there(it)) {
                        *to = 0;
                    }
                }
            }
        }
    }
}

fn number(id: &str) -> Option<u64> {
    let number = id.parse::<u64>().ok()?;
    (number > 0 && number < u64::from(u32::MAX / 2) && number.to_string() == id).then_some(number)
}
