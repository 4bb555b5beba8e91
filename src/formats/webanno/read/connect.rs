//! Chains, relations and links, once every record is known.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::super::uima::{ENDS, Feat, Fs, TOKEN};
use super::super::escape::numbered;
use super::super::types::{base, chain_of};
use super::{NONE, NULL, Record, Rows, SOFA, Slot, answer, structure, word_id, word_of};

impl<'a> Rows<'a> {
    /// Makes each element of a chain refer to the next, and a head to the first.
    pub(super) fn chains(&mut self) {
        let mut chains: BTreeMap<(usize, u64), Vec<(u64, usize)>> = BTreeMap::new();
        for (i, it) in self.all.iter().enumerate() {
            if let Some((chain, link)) = it.chain {
                chains.entry((it.layer, chain)).or_default().push((link, i));
            }
        }
        for ((layer, _), mut elements) in chains {
            elements.sort_unstable();
            for pair in elements.windows(2) {
                let next = self.all[pair[1].1].fs.id;
                let features = &mut self.all[pair[0].1].fs.features;
                features.push(("next".to_owned(), Feat::Ref(next)));
            }
            let Some(first) = elements.first().map(|it| self.all[it.1].fs.id) else {
                continue;
            };
            let fs = Fs {
                id: self.fresh(),
                kind: chain_of(&self.head.layers[layer].name),
                sofa: Some(SOFA),
                features: vec![("first".to_owned(), Feat::Ref(first))],
                ..Fs::default()
            };
            self.all.push(Record {
                fs,
                chain: None,
                number: None,
                layer,
            });
        }
    }

    /// Relations and links, now that every record is known.
    pub(super) fn connect(&mut self) {
        for it in std::mem::take(&mut self.relations) {
            let layer = &self.head.layers[it.layer];
            let base = base(layer);
            let unit = &self.sheet.units[it.unit];
            let ends = (
                self.find(it.from, it.numbers.0, base),
                self.find(unit.id, it.numbers.1, base),
            );
            let (Some(from), Some(to)) = ends else {
                self.lost
                    .push((unit.line, format!("{} {}", layer.name, it.from)));
                continue;
            };
            self.mark(from);
            self.mark(to);
            let at = self.place(to);
            let mut fs = structure(self.fresh(), &layer.name, at, it.features);
            for (name, end) in [(ENDS[0].0, from), (ENDS[0].1, to)] {
                fs.features.push((name.to_owned(), Feat::Ref(end)));
            }
            self.all.push(Record {
                fs,
                chain: None,
                number: None,
                layer: it.layer,
            });
        }
        for it in std::mem::take(&mut self.slots) {
            self.slot(&it);
        }
    }

    fn slot(&mut self, slot: &Slot<'a>) {
        let mut links = Vec::new();
        for i in 0..slot.roles.len().max(slot.targets.len()) {
            let mut features = Vec::new();
            let role = slot.roles.get(i).copied().unwrap_or(NULL);
            features.extend(answer("role", role));
            let target = slot.targets.get(i).copied().unwrap_or(NULL);
            if target != NULL && target != NONE {
                let (unit, number) = numbered(target);
                match self.find(unit, number.unwrap_or(0), slot.base) {
                    Some(to) => {
                        self.mark(to);
                        features.push(("target".to_owned(), Feat::Ref(to)));
                    }
                    None => {
                        let line = self.sheet.units[slot.unit].line;
                        self.lost.push((line, format!("{} {target}", slot.feature)));
                        continue;
                    }
                }
            }
            let fs = Fs {
                id: self.fresh(),
                kind: slot.link.to_owned(),
                features,
                ..Fs::default()
            };
            links.push(fs.id);
            self.all.push(Record {
                fs,
                chain: None,
                number: None,
                layer: usize::MAX,
            });
        }
        if !links.is_empty() {
            let features = &mut self.all[slot.host].fs.features;
            features.push((slot.feature.to_owned(), Feat::Refs(links)));
        }
    }

    /// The record that is meant by a unit and a number: one of the layer that is named, else of any, else
    /// the word itself.
    fn find(&self, unit: &str, number: u64, base: &'a str) -> Option<u64> {
        let place = self.places.get(unit).copied()?;
        let mut named = [Some(base), None].into_iter();
        let found = match number {
            0 if base == TOKEN => None,
            0 => named.find_map(|it| self.only_one_at(it, place)),
            number => named.find_map(|it| self.numbers.get(&(it, number)).copied()),
        };
        if let Some(found) = found {
            return Some(self.all[found].fs.id);
        }
        let is_word = number == 0 && self.sheet.units[place].is_word();
        is_word.then(|| word_id(place))
    }

    /// The record that is meant by a unit alone: it has no number, since there was no doubt; some programs
    /// give numbers and do not use them: then it is the one of this unit alone, before what only passes here.
    fn only_one_at(&self, layer: Option<&'a str>, unit: usize) -> Option<usize> {
        let here = &self.sheet.units[unit].at;
        let all = self.at.get(&(layer, unit))?.iter().copied();
        all.min_by_key(|it| {
            let Record { fs, number, .. } = &self.all[*it];
            let alone = fs.begin == Some(here.start) && fs.end == Some(here.end);
            (number.is_some(), !alone)
        })
    }

    /// Makes a record of a word that is referred to.
    fn mark(&mut self, id: u64) {
        if let Some(unit) = word_of(id).filter(|it| *it < self.sheet.units.len()) {
            self.words.insert(unit);
        }
    }

    /// In UTF-16.
    fn place(&self, id: u64) -> Range<usize> {
        let word = word_of(id);
        if let Some(unit) = word.and_then(|it| self.sheet.units.get(it)) {
            return unit.at.clone();
        }
        // Records are numbered in the order of their making, after the words and the sentences.
        let n = self.sheet.units.len() + self.sheet.sentences.len();
        let record = word.and_then(|it| self.all.get(it.checked_sub(n)?));
        record.map_or(0..0, |it| {
            it.fs.begin.unwrap_or_default()..it.fs.end.unwrap_or_default()
        })
    }
}
