//! Training, development and test sets: which document belongs to which, so that what belongs together
//! is not torn apart and every label is there in its share.
//!
//! Stratified as in Sechidis, Tsoumakas and Vlahavas, *On the Stratification of Multi-Label Data*, ECML PKDD
//! 2011: the rarest label first, each of its groups to the set that still wants most of it. Here the unit
//! is a group of documents (an author's, a thread's), which counts for as many spans as it holds. Answers about
//! documents that are chosen from a list are labels too: of many corpora they are the only ones.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::{AttributeId, ChoiceId, DocumentId, LabelId};
use crate::model::project::Project;
use crate::model::value::Value;

/// Documents by set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sets {
    pub names: Vec<String>,
    /// The place in `names`.
    pub of: BTreeMap<DocumentId, usize>,
}

impl Sets {
    pub fn get(&self, document: &DocumentId) -> Option<&str> {
        let place = self.of.get(document)?;
        self.names.get(*place).map(String::as_str)
    }

    /// The sets without a document: there were not enough.
    pub fn empty(&self) -> Vec<&str> {
        let filled: BTreeSet<usize> = self.of.values().copied().collect();
        let names = self.names.iter().enumerate();
        let empty = names.filter(|it| !filled.contains(&it.0));
        empty.map(|it| it.1.as_str()).collect()
    }

    /// How many documents a set has.
    pub fn n(&self, set: usize) -> usize {
        self.of.values().filter(|it| **it == set).count()
    }
}

/// How sets are made. It is written into the data sheet, so that the same sets can be made again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// Names and shares, which need not add up to anything.
    pub sets: Vec<(String, f64)>,
    pub by: By,
    /// Whether every label should be there in its share. What is divided by date stays in its order.
    pub stratified: bool,
    pub seed: u64,
}

/// What is never torn apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    #[default]
    Document,
    /// Documents of one author.
    Author,
    /// Documents of one thread: of the same field `thread`, else of the same address.
    Thread,
    /// Documents of one day; earlier ones go to the earlier sets, so that what is tested comes after what
    /// was learned from. Those without a date go to the first set.
    Date,
}

impl By {
    pub const ALL: [(&'static str, Self); 4] = [
        ("document", Self::Document),
        ("author", Self::Author),
        ("thread", Self::Thread),
        ("date", Self::Date),
    ];

    /// What documents must share to stay together; empty where a document stands for itself.
    pub fn key(self, document: &Document) -> String {
        match self {
            Self::Document => String::new(),
            Self::Author => document.meta.author.trim().to_lowercase(),
            Self::Thread => thread(document).to_owned(),
            Self::Date => document
                .meta
                .date
                .map(|it| it.to_string())
                .unwrap_or_default(),
        }
    }
}

/// The thread of a document; empty where none is known.
pub fn thread(document: &Document) -> &str {
    let fields = &document.meta.fields;
    let named = ["thread", "thread_id", "conversation_id"];
    let named = named.iter().find_map(|it| fields.get(*it));
    named.unwrap_or(&document.meta.url).trim()
}

impl Plan {
    /// A plan of sets. Dates leave nothing to chance, nor to labels.
    pub fn new(sets: Vec<(String, f64)>, by: By, stratified: bool, seed: u64) -> Self {
        let chance = by != By::Date;
        Self {
            sets,
            by,
            stratified: stratified && chance,
            seed: if chance { seed } else { 0 },
        }
    }

    /// So many sets of the same size: each is the test set once, the others are learned from.
    pub fn folds(n: usize, by: By, stratified: bool, seed: u64) -> Self {
        let sets = (1..=n).map(|i| (format!("fold-{i}"), 1.0)).collect();
        Self::new(sets, by, stratified, seed)
    }
}

/// Reads `train=80, dev=10, test=10`: different names of plain letters, and their shares. `None` where it names
/// no sets.
pub fn parse_sets(given: &str) -> Option<Vec<(String, f64)>> {
    let sets: Vec<(String, f64)> = given.split(',').map(set).collect::<Option<_>>()?;
    // Names become files, and in some systems files are the same in capitals.
    let names: BTreeSet<String> = sets.iter().map(|it| it.0.to_lowercase()).collect();
    (names.len() == sets.len()).then_some(sets)
}

/// `train=80`.
fn set(given: &str) -> Option<(String, f64)> {
    let (name, share) = given.split_once('=')?;
    let share: f64 = share.trim().parse().ok()?;
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().all(plain) && share.is_finite() && share > 0.0;
    fits.then(|| (name.to_owned(), share))
}

/// Makes sets of all documents that are listed. The same project and plan give the same sets.
pub fn split(project: &Project, plan: &Plan) -> Sets {
    let mut groups = groups(project, plan.by);
    let names: Vec<String> = plan.sets.iter().map(|it| it.0.clone()).collect();
    if names.is_empty() {
        return Sets::default();
    }
    let mut dice = Dice(plan.seed);
    let places = if plan.by == By::Date {
        groups.sort_by(|a, b| a.key.cmp(&b.key));
        in_order(&groups, plan)
    } else {
        for group in &mut groups {
            group.lot = dice.next();
        }
        groups.sort_by_key(|it| (Reverse(it.documents.len()), it.lot));
        Dealing::new(&groups, plan).deal(plan.stratified)
    };
    let mut of = BTreeMap::new();
    for (group, place) in groups.iter().zip(places) {
        of.extend(group.documents.iter().map(|id| ((*id).clone(), place)));
    }
    Sets { names, of }
}

/// Documents that stay together.
struct Group<'a> {
    key: String,
    documents: Vec<&'a DocumentId>,
    records: BTreeMap<Said<'a>, f64>,
    lot: u64,
}

/// What should be there in its share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said<'a> {
    Span(&'a LabelId),
    Document(&'a AttributeId, &'a str),
}

/// All that is said in a layer, as often as it is said.
fn said(layer: &Layer) -> impl Iterator<Item = Said<'_>> {
    let spans = layer.spans().map(|it| Said::Span(&it.label));
    let answers = layer.labels.iter();
    let answers = answers.flat_map(|(id, value)| {
        let choices = choices(value).into_iter();
        choices.map(move |it| Said::Document(id, it))
    });
    spans.chain(answers)
}

/// What was chosen, where an answer is a choice.
pub fn choices(value: &Value) -> Vec<&str> {
    match value {
        Value::Flag(true) => vec!["yes"],
        Value::Flag(false) => vec!["no"],
        Value::Choice(it) => vec![it.as_str()],
        Value::Choices(them) => them.iter().map(ChoiceId::as_str).collect(),
        Value::Target(it) => vec![it.as_str()],
        Value::Number(_) | Value::Date(_) | Value::Interval(..) | Value::Text(_) => Vec::new(),
    }
}

fn groups(project: &Project, by: By) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for document in project.listed() {
        let key = by.key(document);
        let known = places.get(&key).copied().filter(|_| !key.is_empty());
        let place = known.unwrap_or_else(|| {
            places.insert(key.clone(), groups.len());
            groups.push(Group {
                key,
                documents: Vec::new(),
                records: BTreeMap::new(),
                lot: 0,
            });
            groups.len() - 1
        });
        groups[place].documents.push(&document.id);
        for layers in project.layers.values() {
            let layer = layers.get(&document.id).into_iter();
            for it in layer.flat_map(|it| said(it)) {
                *groups[place].records.entry(it).or_default() += 1.0;
            }
        }
    }
    groups
}

/// The sets one after another, each until it has its share of documents.
fn in_order(groups: &[Group], plan: &Plan) -> Vec<usize> {
    let total: usize = groups.iter().map(|it| it.documents.len()).sum();
    let shares: f64 = plan.sets.iter().map(|it| it.1.max(0.0)).sum();
    let mut ends = Vec::with_capacity(plan.sets.len());
    let mut so_far = 0.0;
    for (_, share) in &plan.sets {
        so_far += share.max(0.0) / shares.max(f64::MIN_POSITIVE) * total as f64;
        ends.push(so_far);
    }
    let mut n = 0.0;
    let place = |group: &Group| {
        let middle = n + group.documents.len() as f64 / 2.0;
        n += group.documents.len() as f64;
        let place = ends.iter().position(|end| middle <= *end);
        place.unwrap_or(ends.len() - 1)
    };
    groups.iter().map(place).collect()
}

/// Groups on their way to sets, and how much each set still wants.
struct Dealing<'a> {
    groups: &'a [Group<'a>],
    places: Vec<Option<usize>>,
    documents: Vec<f64>,
    records: Vec<BTreeMap<Said<'a>, f64>>,
}

impl<'a> Dealing<'a> {
    fn new(groups: &'a [Group<'a>], plan: &Plan) -> Self {
        let sum: f64 = plan.sets.iter().map(|it| it.1.max(0.0)).sum();
        let shares = plan
            .sets
            .iter()
            .map(|it| it.1.max(0.0) / sum.max(f64::MIN_POSITIVE));
        let shares: Vec<f64> = shares.collect();
        let n: usize = groups.iter().map(|it| it.documents.len()).sum();
        let mut all: BTreeMap<Said, f64> = BTreeMap::new();
        for (label, count) in groups.iter().flat_map(|it| &it.records) {
            *all.entry(*label).or_default() += count;
        }
        let wanted = |share: &f64| all.iter().map(|(id, n)| (*id, n * share)).collect();
        Self {
            groups,
            places: vec![None; groups.len()],
            documents: shares.iter().map(|it| it * n as f64).collect(),
            records: shares.iter().map(wanted).collect(),
        }
    }

    fn deal(mut self, stratified: bool) -> Vec<usize> {
        while let Some(label) = self.rarest().filter(|_| stratified) {
            for i in 0..self.groups.len() {
                if self.places[i].is_none() && self.groups[i].records.contains_key(&label) {
                    let wants = |set: usize| self.records[set].get(&label).copied().unwrap_or(0.0);
                    let place = self.best(wants);
                    self.give(i, place);
                }
            }
        }
        for i in 0..self.groups.len() {
            if self.places[i].is_none() {
                let place = self.best(|_| 0.0);
                self.give(i, place);
            }
        }
        self.places
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect()
    }

    /// The label of which least is left to be dealt.
    fn rarest(&self) -> Option<Said<'a>> {
        let mut left: BTreeMap<Said, f64> = BTreeMap::new();
        let open = self.groups.iter().zip(&self.places);
        for (group, _) in open.filter(|it| it.1.is_none()) {
            for (label, count) in &group.records {
                *left.entry(*label).or_default() += count;
            }
        }
        let least = left.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
        least.map(|it| it.0)
    }

    /// The set that wants most; of equals the one that lacks most documents, then the first.
    fn best(&self, wants: impl Fn(usize) -> f64) -> usize {
        let sets = 0..self.documents.len();
        let best = sets.rev().max_by(|a, b| {
            let documents = self.documents[*a].total_cmp(&self.documents[*b]);
            wants(*a).total_cmp(&wants(*b)).then(documents)
        });
        best.unwrap_or_default()
    }

    fn give(&mut self, group: usize, set: usize) {
        self.places[group] = Some(set);
        self.documents[set] -= self.groups[group].documents.len() as f64;
        for (label, count) in &self.groups[group].records {
            *self.records[set].entry(*label).or_default() -= count;
        }
    }
}

/// Numbers that look like chance and are the same for the same seed (`SplitMix64`, Steele and others 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }
}
