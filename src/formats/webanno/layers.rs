//! Which layers and columns a document needs, and what of it no column can hold.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::report::{Ledger, LossKind};
use super::super::uima::{
    ANNOTATION, Cas, DOCUMENT, DOCUMENT_ANNOTATION, DOCUMENT_LABELS, ENDS, Feat, Fs, METADATA,
    SENTENCE, TOKEN, Types,
};
use super::head::{CHAIN_LINK, CHAIN_TYPE, Column, Layer, Sort};
use super::types::DEPENDENCY;

/// What dependencies are said to stand on, whatever they stand on.
const POS: &str = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS";

/// A layer with its records, in their order.
#[derive(Debug)]
pub struct Planned<'a> {
    pub layer: Layer,
    pub records: Vec<&'a Fs>,
}

/// A document sorted into layers.
pub struct Plan<'a> {
    pub layers: Vec<Planned<'a>>,
    pub by_id: HashMap<u64, &'a Fs>,
    /// Records that have to have a number, since the head does not say of which layer they are.
    pub doubtful: HashSet<u64>,
}

impl<'a> Plan<'a> {
    /// Sorts what there is. What finds no place is counted; `marked` is whether words are somebody's records.
    pub fn of(cas: &'a Cas, types: &Types, marked: bool, ledger: &mut Ledger) -> Self {
        let by_id = cas.by_id();
        let mut sorter = Sorter {
            types,
            by_id: &by_id,
            used: HashSet::new(),
            doubtful: HashSet::new(),
            ledger,
        };
        let mut sorted: BTreeMap<(u8, &'a str), Vec<&'a Fs>> = BTreeMap::new();
        let mut others = Vec::new();
        for it in &cas.all {
            match sorter.sort(it) {
                Some(sort) => {
                    let order = match sort {
                        Sort::Span => 0,
                        Sort::Chain => 1,
                        Sort::Relation => 2,
                    };
                    sorted.entry((order, &it.kind)).or_default().push(it);
                }
                None => others.push(it),
            }
        }
        let mut layers = Vec::with_capacity(sorted.len());
        let mut first = 0;
        for ((order, name), records) in sorted {
            let (sort, columns) = match order {
                0 => (Sort::Span, sorter.spans(name, &records)),
                1 => (Sort::Chain, sorter.chain(&records)),
                _ => (Sort::Relation, sorter.relations(name, &records)),
            };
            let layer = Layer {
                sort,
                name: name.to_owned(),
                first,
                columns,
            };
            first += layer.columns.len();
            layers.push(Planned { layer, records });
        }
        for it in others {
            sorter.rest(it, marked);
        }
        let doubtful = sorter.doubtful;
        Self {
            layers,
            by_id,
            doubtful,
        }
    }
}

struct Sorter<'a, 'b> {
    types: &'b Types,
    by_id: &'b HashMap<u64, &'a Fs>,
    /// The links of slots.
    used: HashSet<u64>,
    doubtful: HashSet<u64>,
    ledger: &'b mut Ledger,
}

fn is_word(kind: &str) -> bool {
    matches!(kind, TOKEN | SENTENCE)
}

fn has_place(it: &Fs) -> bool {
    it.begin.is_some() && it.end.is_some()
}

impl<'a> Sorter<'a, '_> {
    fn sort(&self, it: &Fs) -> Option<Sort> {
        if is_word(&it.kind) || self.is_about_the_document(it) {
            None
        } else if let Some((from, to)) = it.ends() {
            let both = self.is_end(from) && self.is_end(to);
            both.then_some(Sort::Relation)
        } else if !has_place(it) || self.is_relation(&it.kind) {
            None
        } else if it.kind.ends_with("Link") && self.types.feature(&it.kind, "next").is_some() {
            Some(Sort::Chain)
        } else {
            Some(Sort::Span)
        }
    }

    fn is_about_the_document(&self, it: &Fs) -> bool {
        matches!(it.kind.as_str(), DOCUMENT | METADATA | DOCUMENT_LABELS)
            || self.types.is_a(&it.kind, DOCUMENT_ANNOTATION)
    }

    fn is_relation(&self, kind: &str) -> bool {
        let has = |name: &str| self.types.feature(kind, name).is_some();
        ENDS.iter().any(|it| has(it.0) && has(it.1))
    }

    fn is_end(&self, id: u64) -> bool {
        let found = self.by_id.get(&id);
        found.is_some_and(|it| has_place(it) && it.kind != SENTENCE && it.ends().is_none())
    }

    /// The features that some of the records have, in the order of their names.
    fn names(records: &[&'a Fs]) -> BTreeSet<&'a str> {
        let all = records.iter().flat_map(|it| &it.features);
        all.map(|it| it.0.as_str()).collect()
    }

    fn spans(&mut self, kind: &str, records: &[&'a Fs]) -> Vec<Column> {
        let mut columns = Vec::new();
        for name in Self::names(records) {
            let (mut texts, mut links, mut base) = (false, None, None::<&'a str>);
            for it in records {
                let Some(value) = it.get(name) else { continue };
                if self.is_text(kind, name, value) {
                    texts = true;
                } else if let Some(all) = self.slots(kind, name, value) {
                    for link in all {
                        links.get_or_insert(link.kind.as_str());
                        self.used.insert(link.id);
                        let target = link.reference("target");
                        let Some(target) = target.and_then(|it| self.by_id.get(&it)) else {
                            continue;
                        };
                        let known = base.get_or_insert(&target.kind);
                        if *known != target.kind {
                            *known = ANNOTATION;
                        }
                    }
                } else {
                    self.lose(value, LossKind::Attributes);
                }
            }
            if texts {
                columns.push(Column::Feature(name.to_owned()));
            }
            if let Some(link) = links {
                columns.push(Column::Role {
                    feature: name.to_owned(),
                    link: link.to_owned(),
                });
                let declared = self.types.feature(link, "target");
                let declared = declared.map_or(ANNOTATION, |it| it.range.as_str());
                columns.push(Column::Target(base.unwrap_or(declared).to_owned()));
                if base == Some(ANNOTATION) {
                    self.doubt_targets(name, records);
                }
            }
        }
        if columns.is_empty() {
            columns.push(Column::Bare);
        }
        columns
    }

    fn doubt_targets(&mut self, name: &str, records: &[&'a Fs]) {
        for it in records {
            let Some(Feat::Refs(all)) = it.get(name) else {
                continue;
            };
            let links = all.iter().filter_map(|it| self.by_id.get(it));
            let targets = links.filter_map(|it| it.reference("target"));
            self.doubtful.extend(targets);
        }
    }

    fn is_text(&self, kind: &str, name: &str, value: &Feat) -> bool {
        let declared = self.types.feature(kind, name);
        matches!(value, Feat::Text(_)) && declared.is_none_or(|it| !it.is_list())
    }

    /// The links of a slot, each a role and a target; `None` where it is no such feature, or where readers
    /// would not find its name between others.
    fn slots(&self, kind: &str, name: &str, value: &Feat) -> Option<Vec<&'a Fs>> {
        let Feat::Refs(all) = value else { return None };
        let links = all.iter().map(|id| {
            let it = self.by_id.get(id).copied()?;
            let known = it
                .features
                .iter()
                .all(|it| matches!(it.0.as_str(), "role" | "target"));
            let to = it.reference("target");
            let plain = known && !has_place(it) && to.is_none_or(|it| self.is_end(it));
            plain.then_some(it)
        });
        let links: Vec<&Fs> = links.collect::<Option<_>>()?;
        let first = links.first()?;
        let same = links.iter().all(|it| it.kind == first.kind);
        let findable = ![kind, name, &first.kind].iter().any(|it| it.contains('_'));
        (same && findable).then_some(links)
    }

    fn chain(&mut self, records: &[&'a Fs]) -> Vec<Column> {
        for it in records {
            for (name, value) in &it.features {
                match (name.as_str(), value) {
                    ("next", Feat::Ref(_)) | (CHAIN_LINK | CHAIN_TYPE, Feat::Text(_)) => {}
                    (_, value) => self.lose(value, LossKind::Attributes),
                }
            }
        }
        vec![Column::ChainLink, Column::ChainType]
    }

    fn relations(&mut self, kind: &str, records: &[&'a Fs]) -> Vec<Column> {
        let mut columns = Vec::new();
        let is_end = |name: &str| ENDS.iter().any(|it| it.0 == name || it.1 == name);
        for name in Self::names(records) {
            if is_end(name) {
                continue;
            }
            let mut texts = false;
            for it in records {
                match it.get(name) {
                    Some(value) if self.is_text(kind, name, value) => texts = true,
                    Some(_) => self.ledger.add(LossKind::Extras, 1),
                    None => {}
                }
            }
            if texts {
                columns.push(Column::Feature(name.to_owned()));
            }
        }
        let ends: Vec<u64> = records
            .iter()
            .filter_map(|it| it.ends())
            .flat_map(|it| [it.0, it.1])
            .collect();
        let kinds: BTreeSet<&str> = ends
            .iter()
            .filter_map(|it| self.by_id.get(it))
            .map(|it| it.kind.as_str())
            .collect();
        let declared = self.types.feature(kind, ENDS[0].0);
        let declared = declared.map_or(ANNOTATION, |it| it.range.as_str());
        let only = kinds.first().filter(|_| kinds.len() == 1).copied();
        let base = match only {
            Some(TOKEN) if kind == DEPENDENCY => POS,
            Some(only) => only,
            None => declared,
        };
        if only.is_none() {
            self.doubtful.extend(ends);
        }
        columns.push(Column::Base(base.to_owned()));
        columns
    }

    /// What is in no layer.
    fn rest(&mut self, it: &Fs, marked: bool) {
        let is_head = it.kind.ends_with("Chain") && it.reference("first").is_some();
        if it.is_ours() || is_head || self.used.contains(&it.id) || self.is_about_the_document(it) {
            return;
        }
        if !is_word(&it.kind) {
            let is_link = it
                .ends()
                .is_some_and(|(from, to)| self.is_end(from) || self.is_end(to));
            let kind = if is_link {
                LossKind::Links
            } else {
                LossKind::Extras
            };
            return self.ledger.add(kind, 1);
        }
        let text = if marked {
            LossKind::Attributes
        } else {
            LossKind::Extras
        };
        for (name, value) in &it.features {
            let known = name == "id" && it.kind == SENTENCE;
            let plain = !marked && matches!(name.as_str(), "id" | "form" | "order");
            if !known && !plain {
                self.lose(value, text);
            }
        }
    }

    /// Counts what no column holds: references are links where they lead to spans.
    fn lose(&mut self, value: &Feat, text: LossKind) {
        let is_span = |id: &u64| {
            let found = self.by_id.get(id);
            found.is_some_and(|it| has_place(it) && it.begin < it.end)
        };
        let linked = |id: &u64| {
            let found = self.by_id.get(id);
            found.is_some_and(|it| it.reference("target").is_some_and(|it| is_span(&it)))
        };
        match value {
            Feat::Text(_) | Feat::Texts(_) => self.ledger.add(text, 1),
            Feat::Ref(id) if is_span(id) => self.ledger.add(LossKind::Links, 1),
            Feat::Refs(all) if all.iter().all(|it| is_span(it) || linked(it)) => {
                self.ledger.add(LossKind::Links, all.len());
                self.used.extend(all);
            }
            Feat::Ref(_) | Feat::Refs(_) => self.ledger.add(LossKind::Extras, 1),
        }
    }
}
