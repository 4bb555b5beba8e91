//! From rows to feature structures, as XMI would have them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::super::format::Intake;
use super::super::report::{Fate, Fault};
use super::super::uima::{Cas, Feat, Fs, OURS, SENTENCE, Sofa, TOKEN};
use super::escape::{numbered, plain_value, split};
use super::head::{CHAIN_LINK, CHAIN_TYPE, Column, Head, Layer, Sort};
use super::sheet::Sheet;
use super::stack;
use super::types::types;

mod connect;

/// What a file says.
#[derive(Debug, Default)]
pub struct Read {
    pub cas: Cas,
    /// Words and sentences that nothing refers to.
    pub words: Vec<Fs>,
}

const NULL: &str = "*";
/// Nothing is said here.
pub(super) const NONE: &str = "_";
const SOFA: u64 = 1;

/// Reads the records in the rows.
pub fn cas(head: &Head, sheet: &Sheet, file: &str, intake: &mut dyn Intake) -> Read {
    let n = sheet.units.len() + sheet.sentences.len();
    let mut rows = Rows {
        sheet,
        head,
        next: SOFA + 1 + n as u64,
        all: Vec::new(),
        known: HashMap::new(),
        numbers: HashMap::new(),
        at: HashMap::new(),
        places: HashMap::new(),
        relations: Vec::new(),
        slots: Vec::new(),
        linked: HashSet::new(),
        words: BTreeSet::new(),
        lost: Vec::new(),
    };
    for (i, unit) in sheet.units.iter().enumerate() {
        rows.places.entry(unit.id).or_insert(i);
    }
    for (place, layer) in head.layers.iter().enumerate() {
        for unit in 0..sheet.units.len() {
            rows.cells(place, layer, unit);
        }
    }
    rows.chains();
    rows.connect();
    for (line, what) in std::mem::take(&mut rows.lost) {
        intake.tell(file, line, Fault::Dangling(what), Fate::Skipped);
    }
    rows.finish()
}

/// A record: a span, or an element of a chain.
struct Record {
    fs: Fs,
    chain: Option<(u64, u64)>,
    layer: usize,
    number: Option<u64>,
}

/// What makes two cells speak of the same record.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Number(usize, u64),
    Chain(usize, u64, u64),
}

/// A relation, or a link of a slot, on its way: what it refers to may come later.
struct Relation<'a> {
    layer: usize,
    unit: usize,
    from: &'a str,
    /// The numbers of both ends, 0 where there is no doubt.
    numbers: (u64, u64),
    features: Vec<(String, Feat)>,
}

struct Slot<'a> {
    host: usize,
    unit: usize,
    feature: &'a str,
    link: &'a str,
    roles: Vec<&'a str>,
    targets: Vec<&'a str>,
    base: &'a str,
}

struct Rows<'a> {
    sheet: &'a Sheet<'a>,
    head: &'a Head,
    next: u64,
    all: Vec<Record>,
    known: HashMap<Key, usize>,
    /// The records by their numbers: those of one layer, and of any.
    numbers: HashMap<(Option<&'a str>, u64), usize>,
    /// The records at a unit: of one layer, and of any.
    at: HashMap<(Option<&'a str>, usize), Vec<usize>>,
    places: HashMap<&'a str, usize>,
    relations: Vec<Relation<'a>>,
    slots: Vec<Slot<'a>>,
    /// The slots that are known: by record and feature.
    linked: HashSet<(usize, &'a str)>,
    /// Words that are referred to.
    words: BTreeSet<usize>,
    lost: Vec<(usize, String)>,
}

impl<'a> Rows<'a> {
    /// What a unit says of one layer.
    fn cells(&mut self, place: usize, layer: &'a Layer, unit: usize) {
        let sheet = self.sheet;
        let cells = &sheet.units[unit].cells[layer.first..layer.first + layer.columns.len()];
        if cells.iter().all(|it| *it == NONE) {
            return;
        }
        let stacks: Vec<Vec<&'a str>> = cells.iter().map(|it| split(it, '|')).collect();
        let rows = match layer.sort {
            Sort::Span => stack::by_number(&layer.columns, &stacks),
            Sort::Relation | Sort::Chain => stack::by_place(&stacks),
        };
        for values in rows {
            if values.iter().all(|it| *it == NONE) {
                continue;
            }
            match layer.sort {
                Sort::Relation => self.relation(place, layer, unit, &values),
                Sort::Span | Sort::Chain => self.record(place, layer, unit, &values),
            }
        }
    }

    fn relation(&mut self, place: usize, layer: &'a Layer, unit: usize, values: &[&'a str]) {
        let mut features = Vec::new();
        let mut from = None;
        for (column, value) in layer.columns.iter().zip(values) {
            match column {
                Column::Feature(name) if *value != NULL && *value != NONE => {
                    features.push((name.clone(), Feat::Text(plain_value(value))));
                }
                Column::Base(_) => from = Some(*value),
                _ => {}
            }
        }
        let from = from.unwrap_or_default();
        let parted = from.strip_suffix(']').and_then(|it| it.split_once('['));
        let numbers = parted.and_then(|(_, it)| {
            let (first, second) = it.split_once('_')?;
            Some((first.parse().ok()?, second.parse().ok()?))
        });
        self.relations.push(Relation {
            layer: place,
            unit,
            from: parted.map_or(from, |it| it.0),
            numbers: numbers.unwrap_or_default(),
            features,
        });
    }

    fn record(&mut self, place: usize, layer: &'a Layer, unit: usize, values: &[&'a str]) {
        let mut number = None;
        let mut chain = None;
        let mut features = Vec::new();
        let mut slots: Vec<(&'a str, &'a str, Vec<&'a str>)> = Vec::new();
        let mut targets: Vec<(&'a str, Vec<&'a str>)> = Vec::new();
        let list = |it: &'a str| match it {
            NONE | "" => Vec::new(),
            it => split(it, ';'),
        };
        for (column, value) in layer.columns.iter().zip(values) {
            let (bare, n) = numbered(value);
            match column {
                Column::Bare => number = number.or(n),
                Column::Feature(name) => {
                    number = number.or(n);
                    features.extend(answer(name, bare));
                }
                Column::Role { feature, link } => {
                    number = number.or(n);
                    slots.push((feature, link, list(bare)));
                }
                Column::Target(base) => {
                    let all = if *value == NULL {
                        Vec::new()
                    } else {
                        list(value)
                    };
                    targets.push((base, all));
                }
                Column::ChainType => features.extend(answer(CHAIN_TYPE, bare)),
                Column::ChainLink => {
                    let (bare, at) = chain_place(value);
                    chain = at;
                    features.extend(answer(CHAIN_LINK, bare));
                }
                Column::Base(_) => {}
            }
        }
        let key = chain.map_or_else(
            || number.map(|it| Key::Number(place, it)),
            |(chain, link)| Some(Key::Chain(place, chain, link)),
        );
        let at = self.sheet.units[unit].at.clone();
        let known = key.and_then(|it| self.known.get(&it).copied());
        let record = known.unwrap_or_else(|| {
            let id = self.fresh();
            self.all.push(Record {
                fs: structure(id, &layer.name, at.clone(), Vec::new()),
                chain,
                layer: place,
                number,
            });
            self.all.len() - 1
        });
        // Each word of a span repeats what the first one says; some programs say it later.
        let said = &mut self.all[record].fs.features;
        for it in features {
            if said.iter().all(|(name, _)| *name != it.0) {
                said.push(it);
            }
        }
        for ((feature, link, roles), (base, targets)) in slots.into_iter().zip(targets) {
            let says = !roles.is_empty() || !targets.is_empty();
            if says && self.linked.insert((record, feature)) {
                let host = record;
                self.slots.push(Slot {
                    host,
                    unit,
                    feature,
                    link,
                    roles,
                    targets,
                    base,
                });
            }
        }
        if let Some(key) = key {
            self.known.insert(key, record);
        }
        for name in [Some(layer.name.as_str()), None] {
            if let Some(number) = number {
                self.numbers.entry((name, number)).or_insert(record);
            }
            self.at.entry((name, unit)).or_default().push(record);
        }
        let fs = &mut self.all[record].fs;
        fs.begin = fs.begin.min(Some(at.start));
        fs.end = fs.end.max(Some(at.end));
    }

    fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    fn finish(self) -> Read {
        let mut read = Read::default();
        let units = self.sheet.units.iter().enumerate();
        let ours = self.sheet.sentences.first().is_some_and(|it| it.id == OURS);
        let mut all: Vec<Fs> = Vec::new();
        let mut members = Vec::new();
        for (i, unit) in units.filter(|it| it.1.is_word()) {
            let fs = structure(word_id(i), TOKEN, unit.at.clone(), Vec::new());
            if self.words.contains(&i) {
                members.push(fs.id);
                all.push(fs);
            } else if !ours {
                read.words.push(fs);
            }
        }
        for (i, it) in self.sheet.sentences.iter().enumerate() {
            let id = word_id(self.sheet.units.len() + i);
            let named = (!it.id.is_empty()).then(|| ("id".to_owned(), Feat::Text(it.id.clone())));
            let fs = structure(id, SENTENCE, it.at.clone(), named.into_iter().collect());
            if ours && i == 0 {
                members.push(fs.id);
                all.push(fs);
            } else if !ours {
                read.words.push(fs);
            }
        }
        for it in self.all {
            if it.fs.sofa.is_some() {
                members.push(it.fs.id);
            }
            all.push(it.fs);
        }
        read.cas = Cas {
            types: types(self.head),
            all,
            sofas: vec![Sofa {
                id: SOFA,
                name: "_InitialView".to_owned(),
                text: Some(self.sheet.text.as_str().to_owned()),
                features: vec![("mimeType".to_owned(), Feat::Text("text".to_owned()))],
                members,
            }],
            ..Cas::default()
        };
        read
    }
}

fn word_id(unit: usize) -> u64 {
    SOFA + 1 + unit as u64
}

/// The place of the unit with this id, or of something after all the units.
fn word_of(id: u64) -> Option<usize> {
    let place = id.checked_sub(word_id(0))?;
    usize::try_from(place).ok()
}

fn structure(id: u64, kind: &str, at: Range<usize>, features: Vec<(String, Feat)>) -> Fs {
    Fs {
        id,
        kind: kind.to_owned(),
        sofa: Some(SOFA),
        begin: Some(at.start),
        end: Some(at.end),
        features,
    }
}

fn answer(name: &str, cell: &str) -> Option<(String, Feat)> {
    let said = cell != NULL && cell != NONE;
    said.then(|| (name.to_owned(), Feat::Text(plain_value(cell))))
}

/// How an element goes on, the number of its chain, and its place in it: `coref->1-2`.
fn chain_place(cell: &str) -> (&str, Option<(u64, u64)>) {
    let found = cell.rsplit_once("->").and_then(|(before, at)| {
        let (chain, link) = at.split_once('-')?;
        Some((before, (chain.parse().ok()?, link.parse().ok()?)))
    });
    found.map_or((cell, None), |(before, at)| (before, Some(at)))
}
