//! A document of a treebank as it stands: where each word is, in the text and in the file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::super::report::{Ledger, LossKind};
use super::super::tokens::covered;
use super::entity::{self, Mention, Open};
use super::plain::spaces;
use crate::model::annotation::Layer;

/// The words of a document.
#[derive(Debug, Default)]
pub struct Bank {
    source: String,
    /// What the parts of an entity are, as `# global.Entity` says.
    fields: String,
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

/// A line of a word.
struct Row<'a> {
    n: usize,
    id: &'a str,
    form: &'a str,
    /// The last column, and where it is in the source.
    said: &'a str,
    misc: Range<usize>,
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
    pub fn read(source: &str, fields: &str) -> Self {
        let mut bank = Self {
            source: source.to_owned(),
            fields: fields.to_owned(),
            ..Self::default()
        };
        let spaced = ["SpacesAfter=", "SpacesBefore=", super::GENERATOR];
        let exact = spaced.iter().any(|it| source.contains(it));
        let mut open = Open::default();
        let (mut text, mut rows) = (None, Vec::new());
        let mut start = 0;
        for (n, whole) in source.split_inclusive('\n').enumerate() {
            let line = whole.trim_end_matches(['\n', '\r']);
            if line.trim().is_empty() {
                bank.sentence(&rows, text.take(), exact, &mut open);
                rows.clear();
            } else if let Some(remark) = line.strip_prefix('#') {
                let remark = remark.trim_start();
                if let Some(it) = remark.strip_prefix("text = ") {
                    text = Some(it);
                } else if let Some(it) = remark.strip_prefix("newdoc id = ") {
                    bank.id.get_or_insert_with(|| it.trim().to_owned());
                }
            } else if let Some(row) = row(line, start, n) {
                rows.push(row);
            } else {
                bank.bad.push((n, line.to_owned()));
            }
            start += whole.len();
        }
        bank.sentence(&rows, text, exact, &mut open);
        bank.mentions = open.finished();
        bank
    }

    fn sentence(&mut self, rows: &[Row], text: Option<&str>, exact: bool, open: &mut Open) {
        if rows.is_empty() {
            return;
        }
        let first = self.surface.len();
        let words = words(rows);
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
            if !self.text.is_empty() || first > 0 {
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
                    open.take(value, &self.fields, &at);
                }
            }
        }
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
        let order = |it: &(&str, &[Range<usize>])| (it.1.first().map(|it| it.start), it.1.len());
        if known.is_empty() && !now.is_empty() {
            return self.spliced(&self.entities(layer, ledger));
        }
        known.sort_by(|a, b| {
            order(a)
                .cmp(&order(b))
                .then_with(|| format!("{a:?}").cmp(&format!("{b:?}")))
        });
        now.sort_by(|a, b| {
            order(a)
                .cmp(&order(b))
                .then_with(|| format!("{a:?}").cmp(&format!("{b:?}")))
        });
        if known == now {
            return self.source.clone();
        }
        self.spliced(&self.entities(layer, ledger))
    }

    /// What to write of entities, by the place of the last column in the source.
    fn entities(&self, layer: &Layer, ledger: &mut Ledger) -> BTreeMap<usize, String> {
        let places: Vec<Range<usize>> = self.surface.iter().map(|it| it.at.clone()).collect();
        // Opening brackets, the longest before the others; closing ones in the other order.
        let mut opened: BTreeMap<usize, String> = BTreeMap::new();
        let mut closed: BTreeMap<usize, String> = BTreeMap::new();
        for (i, span) in layer.spans().enumerate() {
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
            for (part, it) in words.iter().enumerate() {
                let id = if n == 1 {
                    format!("e{}", i + 1)
                } else {
                    format!("e{}[{}/{n}]", i + 1, part + 1)
                };
                let head = entity::opening(&id, span.label.as_str(), &self.fields);
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
        opened
    }

    fn spliced(&self, entities: &BTreeMap<usize, String>) -> String {
        let mut out = String::with_capacity(self.source.len() + 64 * entities.len());
        if entity::fields(&self.source).is_none() && self.fields.is_empty() {
            out.push_str("# global.Entity = eid-etype\n");
        }
        let mut start = 0;
        for whole in self.source.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            match row(line, start, 0).filter(|_| !line.starts_with('#')) {
                None => out.push_str(whole),
                Some(row) => {
                    out.push_str(self.source.get(start..row.misc.start).unwrap_or_default());
                    let misc = self.source.get(row.misc.clone()).unwrap_or_default();
                    match entities.get(&row.misc.start) {
                        None if !misc.contains(['|', '=']) => out.push_str(misc),
                        entity => out.push_str(&with_entity(misc, entity)),
                    }
                    out.push_str(
                        self.source
                            .get(row.misc.end..start + whole.len())
                            .unwrap_or_default(),
                    );
                }
            }
            start += whole.len();
        }
        out
    }
}

/// The last column with another entity, or none.
fn with_entity(misc: &str, entity: Option<&String>) -> String {
    let others = misc
        .split('|')
        .filter(|it| !it.starts_with("Entity=") && *it != "_");
    let mut all: Vec<Cow<str>> = others.map(Cow::Borrowed).collect();
    if let Some(entity) = entity {
        all.insert(0, format!("Entity={entity}").into());
    }
    if all.is_empty() {
        "_".to_owned()
    } else {
        all.join("|")
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

fn row(line: &str, start: usize, n: usize) -> Option<Row<'_>> {
    let bytes = line.as_bytes();
    let is_tab = |it: &u8| *it == b'\t';
    if bytes.iter().filter(|it| is_tab(it)).count() != 9 {
        return None;
    }
    let first = bytes.iter().position(is_tab)?;
    let second = first + 1 + bytes.get(first + 1..)?.iter().position(is_tab)?;
    let last = bytes.iter().rposition(is_tab)?;
    let misc = line.get(last + 1..)?;
    let end = start + line.len();
    Some(Row {
        n,
        id: line.get(..first)?,
        form: line.get(first + 1..second)?,
        said: misc,
        misc: end - misc.len()..end,
    })
}

/// Words of the text with their first and last word of grammar: `3-4` stands for both. Empty nodes are none.
fn words<'a, 'b>(rows: &'b [Row<'a>]) -> Vec<(&'b Row<'a>, usize, usize)> {
    let mut words: Vec<(&Row, usize, usize)> = Vec::new();
    let mut within = 0u64;
    for (i, row) in rows.iter().enumerate() {
        if let Some((_, last)) = row.id.split_once('-') {
            within = last.parse().unwrap_or(0);
            words.push((row, i, i));
        } else if let Ok(id) = row.id.parse::<u64>() {
            match words.last_mut() {
                Some(word) if id <= within => {
                    if word.1 == word.2 && rows[word.1].id.contains('-') {
                        word.1 = i;
                    }
                    word.2 = i;
                }
                _ => words.push((row, i, i)),
            }
        }
    }
    words
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
