//! A document of a treebank as it stands: where each word is, in the text and in the file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use super::super::conll::tags;
use super::super::report::{Ledger, LossKind};
use super::super::tokens::covered;
use super::entity::{self, Mention, Open};
use super::known::Known;
use super::plain::spaces;
use super::row::{
    Layout, Row, row, says, tag, value_of, with_entity, without_numbers, without_tag, words,
};
use crate::model::annotation::{Layer, Span};

/// The words of a document.
#[derive(Debug, Default)]
pub struct Bank {
    source: String,
    /// What the parts of an entity are, as `# global.Entity` says.
    fields: String,
    layout: Layout,
    /// As `# newdoc id` gives it.
    pub id: Option<String>,
    pub text: String,
    pub mentions: Vec<Mention>,
    /// Words as they stand in the text.
    surface: Vec<Surface>,
    /// Lines that are not as they should be: their places from 0, and what they say.
    pub bad: Vec<(usize, String)>,
}

/// A word of the text, which may be several words of grammar.
#[derive(Debug)]
struct Surface {
    at: Range<usize>,
    /// The last column of its first and of its last word, in the source.
    first: Range<usize>,
    last: Range<usize>,
}

/// What a file says of the blanks between its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// Written here: all of them.
    Ours,
    Said,
    /// None that is not as usual.
    Usual,
}

/// A file cut before every sentence with `# newdoc` but the first.
pub fn documents(source: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut block, mut at) = (0, 0, 0);
    let mut cut = false;
    for line in source.split_inclusive('\n') {
        if line.starts_with("# newdoc") && !cut {
            cut = true;
            if block > start {
                parts.push(&source[start..block]);
                start = block;
            }
        }
        at += line.len();
        if line.trim().is_empty() {
            block = at;
            cut = false;
        }
    }
    parts.push(&source[start..]);
    parts
}

impl Bank {
    /// `columns`: what `# global.columns` says, nothing where there is no such line.
    pub fn read(source: &str, fields: &str, columns: &str) -> Self {
        let mut bank = Self {
            layout: Layout::of(columns),
            source: source.to_owned(),
            fields: fields.to_owned(),
            ..Self::default()
        };
        let blanks = if source.contains(super::GENERATOR) {
            Blanks::Ours
        } else if ["SpacesAfter=", "SpacesBefore="]
            .iter()
            .any(|it| source.contains(it))
        {
            Blanks::Said
        } else {
            Blanks::Usual
        };
        let mut open = Open::default();
        let (mut text, mut rows) = (None, Vec::new());
        let mut start = 0;
        for (n, whole) in source.split_inclusive('\n').enumerate() {
            let line = whole.trim_end_matches(['\n', '\r']);
            if line.trim().is_empty() {
                bank.sentence(&rows, text.take(), blanks, &mut open);
                rows.clear();
            } else if let Some(remark) = line.strip_prefix('#') {
                let remark = remark.trim_start();
                if let Some(it) = value_of(remark, "text") {
                    text = Some(it);
                } else if let Some(it) = remark.strip_prefix("newdoc id = ") {
                    bank.id.get_or_insert_with(|| it.trim().to_owned());
                }
            } else if let Some(row) = row(line, start, n, &bank.layout) {
                rows.push(row);
            } else {
                bank.bad.push((n, line.to_owned()));
            }
            start += whole.len();
        }
        bank.sentence(&rows, text, blanks, &mut open);
        let (mentions, odd) = open.finished();
        bank.mentions.extend(mentions);
        bank.bad.extend(odd);
        bank.bad.sort();
        bank
    }

    fn sentence(&mut self, rows: &[Row], text: Option<&str>, blanks: Blanks, open: &mut Open) {
        if rows.is_empty() {
            return;
        }
        let first = self.surface.len();
        let words = words(rows);
        let exact = match blanks {
            Blanks::Ours => true,
            // One word with a blank that is said speaks for no sentence that `# text` has otherwise.
            Blanks::Said => text.is_none_or(|it| says(&words, it)),
            Blanks::Usual => false,
        };
        if exact {
            for (row, ..) in &words {
                let (before, form, after) = spaces(row.form, row.said);
                self.text.push_str(&before);
                let start = self.text.len();
                self.text.push_str(&form);
                let at = start..self.text.len();
                self.text.push_str(&after);
                self.push(at, row);
            }
        } else {
            let parted = blanks != Blanks::Usual && self.text.ends_with(char::is_whitespace);
            if (!self.text.is_empty() || first > 0) && !parted {
                self.text.push('\n');
            }
            let made: Cow<str> = match text {
                Some(text) => text.into(),
                None => {
                    let forms = words.iter().map(|(row, ..)| {
                        let no = row.said.split('|').any(|it| it == "SpaceAfter=No");
                        format!("{}{}", row.form, if no { "" } else { " " })
                    });
                    forms.collect::<String>().trim_end().to_owned().into()
                }
            };
            let start = self.text.len();
            let mut done = 0;
            for (row, ..) in &words {
                let at = find(&made, row.form, done).unwrap_or_else(|| {
                    self.bad.push((row.n, row.form.to_owned()));
                    done..done
                });
                done = at.end;
                self.push(start + at.start..start + at.end, row);
            }
            self.text.push_str(&made);
            if blanks != Blanks::Usual {
                self.text.push('\n');
            }
        }
        for (i, (_, from, to)) in words.iter().enumerate() {
            let surface = &mut self.surface[first + i];
            surface.first = rows[*from].misc.clone();
            surface.last = rows[*to].misc.clone();
            let at = surface.at.clone();
            for row in &rows[*from..=*to] {
                let mut parts = row.said.split('|').filter(|_| row.said != "_");
                let value = parts.find_map(|it| it.strip_prefix("Entity="));
                if let Some(value) = value {
                    open.take(value, &self.fields, &at, row.n);
                }
            }
        }
        self.elsewhere(rows, &words, first);
    }

    /// Takes what is said of words otherwise than by brackets: tags in the last column, and numbers of
    /// expressions in a column of their own.
    fn elsewhere(&mut self, rows: &[Row], words: &[(&Row, usize, usize)], first: usize) {
        let of = |i: usize| {
            let range = words.get(i).map_or(0..0, |it| it.1..it.2 + 1);
            // A word of several words of grammar has its own line before them.
            let own = words.get(i).map(|it| it.0);
            let within = rows.get(range).unwrap_or_default().iter();
            own.into_iter().chain(within)
        };
        let place = |i: usize| self.surface.get(first + i).map(|it| it.at.clone());
        let mut found: Vec<Mention> = Vec::new();
        let tagged = (0..words.len()).map(|i| of(i).find_map(|it| tag(it.said)));
        let tagged: Vec<&str> = tagged.map(Option::unwrap_or_default).collect();
        for (label, at) in tags::stretches(tagged.iter().copied()) {
            let (Some(from), Some(to)) = (place(at.start), place(at.end - 1)) else {
                continue;
            };
            found.push(Mention {
                label: label.to_owned(),
                at: vec![from.start..to.end],
                elsewhere: Some((
                    at.flat_map(of).map(|it| it.misc.start).collect(),
                    String::new(),
                )),
                ..Mention::default()
            });
        }
        let mut numbered: BTreeMap<&str, Mention> = BTreeMap::new();
        for i in 0..words.len() {
            let mut seen = BTreeSet::new();
            for row in of(i) {
                let parts = row
                    .more
                    .split(';')
                    .filter(|it| !matches!(*it, "*" | "_" | ""));
                for part in parts {
                    let (number, label) = part.split_once(':').unwrap_or((part, ""));
                    let known = numbered.entry(number).or_default();
                    if !label.is_empty() {
                        label.clone_into(&mut known.label);
                    }
                    if seen.insert(number) {
                        known.at.extend(place(i));
                    }
                    let rows = known.elsewhere.get_or_insert_default();
                    rows.0.push(row.misc.start);
                    number.clone_into(&mut rows.1);
                }
            }
        }
        for mut it in numbered.into_values().filter(|it| !it.label.is_empty()) {
            it.at = self.touching(it.at);
            found.push(it);
        }
        found.retain(|it| !it.at.is_empty() && it.at.iter().all(|it| !it.is_empty()));
        self.mentions.extend(found);
    }

    /// Words one after another as one stretch.
    fn touching(&self, words: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut all: Vec<Range<usize>> = Vec::new();
        for it in words {
            let between = all
                .last()
                .and_then(|last| self.text.get(last.end..it.start));
            match all.last_mut() {
                Some(last) if between.is_some_and(|it| it.trim().is_empty()) => last.end = it.end,
                _ => all.push(it),
            }
        }
        all
    }

    fn push(&mut self, at: Range<usize>, row: &Row) {
        self.surface.push(Surface {
            at,
            first: row.misc.clone(),
            last: row.misc.clone(),
        });
    }

    /// The file with the spans of a layer; as it was where they are what it says.
    pub fn written(&self, layer: &Layer, ledger: &mut Ledger) -> String {
        let mut known: Vec<(&str, &[Range<usize>])> = self
            .mentions
            .iter()
            .map(|it| (it.label.as_str(), it.at.as_slice()))
            .collect();
        let mut now: Vec<(&str, &[Range<usize>])> = layer
            .spans()
            .map(|it| (it.label.as_str(), it.at.as_slice()))
            .collect();
        let order = |it: &(&str, &[Range<usize>])| {
            let start = it.1.first().map(|it| it.start);
            (start, it.1.len(), format!("{it:?}"))
        };
        known.sort_by_cached_key(order);
        now.sort_by_cached_key(order);
        if known == now {
            return self.source.clone();
        }
        if self.layout.misc.is_none() {
            // There is no column for them.
            let known: HashSet<_> = known.into_iter().collect();
            let n_new = now.iter().filter(|it| !known.contains(*it)).count();
            ledger.add(LossKind::OtherSpans, n_new);
            return self.source.clone();
        }
        let (entities, left) = self.entities(layer, ledger);
        self.spliced(&entities, &left)
    }

    /// What to write of entities, by the place of the last column in the source.
    /// Also what is said otherwise and no longer true, by the same places.
    fn entities(
        &self,
        layer: &Layer,
        ledger: &mut Ledger,
    ) -> (BTreeMap<usize, String>, BTreeMap<usize, Vec<String>>) {
        let mut known = Known::of(&self.mentions);
        let mut exactly = |it: &Span| known.claim(&it.at, Some(it.label.as_str()));
        let mut claimed: Vec<Option<&Mention>> = layer.spans().map(|it| exactly(it)).collect();
        for (claimed, span) in claimed.iter_mut().zip(layer.spans()) {
            *claimed = claimed.or_else(|| known.claim(&span.at, None));
        }
        let places: Vec<Range<usize>> = self.surface.iter().map(|it| it.at.clone()).collect();
        // Opening brackets, the longest before the others; closing ones in the other order.
        let mut opened: BTreeMap<usize, String> = BTreeMap::new();
        let mut closed: BTreeMap<usize, String> = BTreeMap::new();
        let mut new = 0;
        for (i, span) in layer.spans().enumerate() {
            let had = claimed.get(i).copied().flatten();
            if had.is_some_and(|it| it.elsewhere.is_some()) {
                continue;
            }
            let words = span.at.iter().map(|it| covered(&places, it));
            let words: Option<Vec<Range<usize>>> = words.collect();
            let Some(words) = words else {
                ledger.add(LossKind::SpansOutsideText, 1);
                continue;
            };
            let exact = words.iter().zip(&span.at).all(|(words, at)| {
                places[words.start].start == at.start && places[words.end - 1].end == at.end
            });
            ledger.add(LossKind::Widened, usize::from(!exact));
            let words = joined(words);
            let n = words.len();
            let had = had.filter(|it| it.heads.len() == n);
            if had.is_none() {
                new += 1;
                while known.ids.contains(format!("e{new}").as_str()) {
                    new += 1;
                }
            }
            for (part, it) in words.iter().enumerate() {
                let id = if n == 1 {
                    format!("e{new}")
                } else {
                    format!("e{new}[{}/{n}]", part + 1)
                };
                let label = span.label.as_str();
                let (head, id) = match had.and_then(|it| it.heads.get(part)) {
                    Some((head, closing)) => {
                        let same = had.is_some_and(|it| it.label == label);
                        entity::relabelled(head, closing, (!same).then_some(label), &self.fields)
                    }
                    None => {
                        let head = entity::opening(&id, label, &self.fields);
                        let closing = entity::closing(&head, &id, &self.fields);
                        (head, closing)
                    }
                };
                let first = self.surface[it.start].first.start;
                let last = self.surface[it.end - 1].last.start;
                let opening = opened.entry(first).or_default();
                if first == last {
                    opening.push_str(&format!("({head})"));
                } else {
                    opening.push_str(&format!("({head}"));
                    closed
                        .entry(last)
                        .or_default()
                        .insert_str(0, &format!("{id})"));
                }
            }
        }
        for (place, closing) in closed {
            let opening = opened.entry(place).or_default();
            // `(e2-Xe1)` would be one bracket that opens and closes.
            let whole = opening.is_empty() || opening.ends_with(')');
            opening.insert_str(if whole { opening.len() } else { 0 }, &closing);
        }
        (opened, known.left())
    }

    fn spliced(
        &self,
        entities: &BTreeMap<usize, String>,
        left: &BTreeMap<usize, Vec<String>>,
    ) -> String {
        let mut out = String::with_capacity(self.source.len() + 64 * entities.len());
        if entity::fields(&self.source).is_none() && self.fields.is_empty() && !entities.is_empty()
        {
            out.push_str("# global.Entity = eid-etype\n");
        }
        let mut start = 0;
        for whole in self.source.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            match row(line, start, 0, &self.layout).filter(|_| !line.starts_with('#')) {
                None => out.push_str(whole),
                Some(row) => {
                    out.push_str(self.source.get(start..row.misc.start).unwrap_or_default());
                    let misc = self.source.get(row.misc.clone()).unwrap_or_default();
                    let left = left.get(&row.misc.start);
                    let misc = match left {
                        Some(_) => without_tag(misc),
                        None => Cow::Borrowed(misc),
                    };
                    match entities.get(&row.misc.start) {
                        None if !misc.contains(['|', '=']) => out.push_str(&misc),
                        entity => out.push_str(&with_entity(&misc, entity)),
                    }
                    let rest = self.source.get(row.misc.end..start + whole.len());
                    let rest = rest.unwrap_or_default();
                    match (left, rest.strip_suffix(row.more_after(whole))) {
                        (Some(left), Some(before)) if !row.more.is_empty() => {
                            out.push_str(before);
                            out.push_str(&without_numbers(row.more, left));
                            out.push_str(whole.get(line.len()..).unwrap_or_default());
                        }
                        _ => out.push_str(rest),
                    }
                }
            }
            start += whole.len();
        }
        out
    }
}

/// Fragments one right after the other are one.
fn joined(words: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::with_capacity(words.len());
    for it in words {
        match all.last_mut() {
            Some(last) if it.start < last.end => last.end = last.end.max(it.end),
            _ => all.push(it),
        }
    }
    all
}

/// Where a word stands next: not far away, so that looking for one that is not there costs little.
fn find(text: &str, form: &str, from: usize) -> Option<Range<usize>> {
    const NEAR: usize = 400;
    let mut end = text.len().min(from + form.len() + NEAR);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let at = from + text.get(from..end)?.find(form)?;
    Some(at..at + form.len())
}
