//! What stands in the cells of a row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::uima::Fs;
use super::escape;
use super::head::{CHAIN_LINK, CHAIN_TYPE, Column, Layer, Sort};
use super::layers::{Plan, Planned};
use super::units::{Names, Unit, Words};

/// The records by the units that they stand on.
pub struct Cells<'a> {
    plan: &'a Plan<'a>,
    /// The layers and the places of the records that stand on a unit, layer by layer.
    at: HashMap<Unit, Vec<(usize, usize)>>,
    /// The cells of a unit that nothing stands on.
    empty: String,
    /// Where each record begins: a relation where its target does.
    first: HashMap<u64, Unit>,
    /// The records that can have a number.
    spans: HashSet<u64>,
    /// The numbers of records on several units, and of those that share one.
    numbers: HashMap<u64, usize>,
    /// Of every element of a chain: which chain, and which place in it.
    chains: HashMap<u64, (usize, usize)>,
    /// Values with line ends that had to become other ones.
    pub changed: HashSet<(u64, String)>,
}

impl<'a> Cells<'a> {
    pub fn of(plan: &'a Plan<'a>, words: &Words) -> Self {
        let mut cells = Self {
            plan,
            at: HashMap::new(),
            empty: "_\t".repeat(plan.layers.iter().map(|it| it.layer.columns.len()).sum()),
            first: HashMap::new(),
            spans: HashSet::new(),
            numbers: HashMap::new(),
            chains: HashMap::new(),
            changed: HashSet::new(),
        };
        for (i, planned) in plan.layers.iter().enumerate() {
            match planned.layer.sort {
                Sort::Relation => cells.relations(i, planned, words),
                Sort::Span | Sort::Chain => cells.spans(i, planned, words),
            }
            if planned.layer.sort == Sort::Chain {
                cells.follow(planned);
            }
        }
        cells.settle();
        cells
    }

    /// Numbers what others refer to where records of several layers stand: some readers do not look at the
    /// layer.
    fn settle(&mut self) {
        let plan = self.plan;
        let mut ends = Vec::new();
        for planned in &plan.layers {
            for it in &planned.records {
                ends.extend(it.ends().into_iter().flat_map(|it| [it.0, it.1]));
                for column in &planned.layer.columns {
                    if let Column::Role { feature, .. } = column {
                        let links = self.links(it, feature).into_iter();
                        ends.extend(links.filter_map(|it| it.reference("target")));
                    }
                }
            }
        }
        for id in ends {
            let unit = self.first.get(&id).and_then(|it| self.at.get(it));
            let Some(here) = unit else { continue };
            let is_span = |it: &usize| plan.layers[*it].layer.sort == Sort::Span;
            let mut layers = here.iter().map(|it| it.0).filter(is_span);
            let first = layers.next();
            let several = layers.any(|it| Some(it) != first);
            let known = self.spans.contains(&id) && !self.numbers.contains_key(&id);
            if several && known {
                self.numbers.insert(id, self.numbers.len() + 1);
            }
        }
    }

    /// Every unit that something stands on.
    pub fn units(&self) -> impl Iterator<Item = Unit> + '_ {
        self.at.keys().copied()
    }

    fn spans(&mut self, layer: usize, planned: &Planned, words: &Words) {
        let mut doubtful = vec![false; planned.records.len()];
        for (i, it) in planned.records.iter().enumerate() {
            let units = units(it, words);
            doubtful[i] = units.len() > 1 || self.plan.doubtful.contains(&it.id);
            if let Some(first) = units.first() {
                self.first.insert(it.id, *first);
            }
            for unit in units {
                let here = self.at.entry(unit).or_default();
                if let Some((_, before)) = here.last().filter(|it| it.0 == layer) {
                    doubtful[*before] = true;
                    doubtful[i] = true;
                }
                here.push((layer, i));
            }
        }
        if planned.layer.sort == Sort::Span {
            for (it, doubtful) in planned.records.iter().zip(doubtful) {
                self.spans.insert(it.id);
                if doubtful {
                    self.numbers.insert(it.id, self.numbers.len() + 1);
                }
            }
        }
    }

    fn relations(&mut self, layer: usize, planned: &Planned, words: &Words) {
        for (i, it) in planned.records.iter().enumerate() {
            let Some((from, to)) = it.ends() else {
                continue;
            };
            for id in [from, to] {
                if !self.first.contains_key(&id)
                    && let Some(end) = self.plan.by_id.get(&id)
                    && let Some(first) = units(end, words).first()
                {
                    self.first.insert(id, *first);
                }
            }
            if let Some(unit) = self.first.get(&to) {
                self.at.entry(*unit).or_default().push((layer, i));
            }
        }
    }

    /// Numbers the chains, and the elements of each, by what each element refers to.
    fn follow(&mut self, planned: &Planned) {
        let ids: HashSet<u64> = planned.records.iter().map(|it| it.id).collect();
        let next = |it: &Fs| it.reference("next").filter(|next| ids.contains(next));
        let later: HashSet<u64> = planned.records.iter().filter_map(|it| next(it)).collect();
        let mut n = self
            .chains
            .values()
            .map(|it| it.0)
            .max()
            .unwrap_or_default();
        // Elements that others refer to come last: only in a ring are they not reached by then.
        let (firsts, others): (Vec<&Fs>, Vec<&Fs>) = planned
            .records
            .iter()
            .partition(|it| !later.contains(&it.id));
        for it in firsts.into_iter().chain(others) {
            let (mut at, mut place) = (Some(it.id), 0);
            while let Some(id) = at.filter(|id| !self.chains.contains_key(id)) {
                n += usize::from(place == 0);
                place += 1;
                self.chains.insert(id, (n, place));
                at = self.plan.by_id.get(&id).and_then(|it| next(it));
            }
        }
    }

    /// Adds the cells of a unit, each with a tab after it.
    pub fn row(&mut self, unit: Unit, names: &Names, out: &mut String) {
        let Some(here) = self.at.remove(&unit) else {
            out.push_str(&self.empty);
            return;
        };
        let plan = self.plan;
        let mut rest = here.as_slice();
        for (i, planned) in plan.layers.iter().enumerate() {
            let n = rest.iter().take_while(|it| it.0 == i).count();
            let (mine, others) = rest.split_at(n);
            rest = others;
            for column in 0..planned.layer.columns.len() {
                if mine.is_empty() {
                    out.push('_');
                }
                for (n, (_, record)) in mine.iter().enumerate() {
                    if n > 0 {
                        out.push('|');
                    }
                    let it = planned.records[*record];
                    out.push_str(&self.cell(it, &planned.layer, column, names));
                }
                out.push('\t');
            }
        }
    }

    fn cell(&mut self, it: &Fs, layer: &Layer, column: usize, names: &Names) -> String {
        let number = |id: u64| self.numbers.get(&id).map(|it| format!("[{it}]"));
        let own = number(it.id).unwrap_or_default();
        match &layer.columns[column] {
            Column::Bare => format!("*{own}"),
            Column::Feature(name) if layer.sort == Sort::Relation => self.value(it, name),
            Column::Feature(name) => format!("{}{own}", self.value(it, name)),
            Column::Role { feature, .. } => {
                let links = self.links(it, feature);
                let roles: Vec<String> = links.iter().map(|it| self.value(it, "role")).collect();
                let roles = if roles.is_empty() {
                    "_".to_owned()
                } else {
                    roles.join(";")
                };
                format!("{roles}{own}")
            }
            Column::Target(_) => {
                let role = column.checked_sub(1).and_then(|it| layer.columns.get(it));
                let Some(Column::Role { feature, .. }) = role else {
                    return "*".to_owned();
                };
                let targets = self.links(it, feature).into_iter().map(|it| {
                    let to = it.reference("target");
                    let unit = to.and_then(|it| self.first.get(&it));
                    let named = unit.map_or_else(|| "*".to_owned(), |it| names.get(*it));
                    format!("{named}{}", to.and_then(number).unwrap_or_default())
                });
                let targets: Vec<String> = targets.collect();
                if targets.is_empty() {
                    "*".to_owned()
                } else {
                    targets.join(";")
                }
            }
            Column::Base(_) => {
                let (from, to) = it.ends().unwrap_or_default();
                let unit = self.first.get(&from);
                let unit = unit.map_or_else(|| "_".to_owned(), |it| names.get(*it));
                let numbers = (self.numbers.get(&from), self.numbers.get(&to));
                let numbers = match numbers {
                    (None, None) => String::new(),
                    (from, to) => {
                        format!("[{}_{}]", from.unwrap_or(&0), to.unwrap_or(&0))
                    }
                };
                format!("{unit}{numbers}")
            }
            Column::ChainLink => {
                let (chain, place) = self.chains.get(&it.id).copied().unwrap_or_default();
                format!("{}->{chain}-{place}", self.value(it, CHAIN_LINK))
            }
            Column::ChainType => {
                let chain = self.chains.get(&it.id).copied().unwrap_or_default().0;
                format!("{}[{chain}]", self.value(it, CHAIN_TYPE))
            }
        }
    }

    fn value(&mut self, it: &Fs, name: &str) -> String {
        let Some(text) = it.text(name) else {
            return "*".to_owned();
        };
        let (cell, changed) = escape::value(text);
        if changed {
            self.changed.insert((it.id, name.to_owned()));
        }
        Cow::into_owned(cell)
    }

    fn links(&self, it: &Fs, feature: &str) -> Vec<&'a Fs> {
        let all = match it.get(feature) {
            Some(super::super::uima::Feat::Refs(all)) => all.as_slice(),
            _ => &[],
        };
        let all = all.iter().filter_map(|it| self.plan.by_id.get(it));
        all.copied().collect()
    }
}

fn units(it: &Fs, words: &Words) -> Vec<Unit> {
    let at = it.begin.zip(it.end);
    at.map(|it| words.units(&(it.0..it.1))).unwrap_or_default()
}
