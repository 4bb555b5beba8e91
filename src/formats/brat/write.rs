//! From a layer to lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use super::super::draft::extras;
use super::super::format::Item;
use super::super::report::{Ledger, LossKind};
use super::super::value::to_text;
use super::ID;
use super::line::{id_of, number};
use super::memory::Memory;
use crate::model::annotation::{Layer, Link, Span};
use crate::model::id::{LabelId, LinkKindId, SpanId};
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// What was met of events while writing.
#[derive(Debug, Default)]
pub struct Used {
    /// Labels of triggers, with the roles of their events.
    pub events: BTreeMap<LabelId, BTreeSet<String>>,
    /// Kinds of link that were written as relations or as groups.
    pub relations: BTreeSet<LinkKindId>,
}

/// The lines of a document (`None`: it came without any, and there still are none), and the spans that had
/// to be cut at line ends.
pub fn lines(item: &Item, used: &mut Used, ledger: &mut Ledger) -> (Option<String>, Vec<String>) {
    let memory = Memory::of(extras(&item.document.meta, ID));
    let empty = Layer::default();
    let layer = item.layer().unwrap_or(&empty);
    let is_bare = layer.n_spans() == 0 && memory.lines.is_empty();
    if memory.is_bare && is_bare {
        return (None, Vec::new());
    }
    let mut file = File {
        text: &item.document.text,
        layer,
        ids: BTreeMap::new(),
        next: Numbers::of(&memory, layer),
        memory,
        events: BTreeSet::new(),
        out: String::new(),
        whole: Vec::new(),
        used,
        ledger,
    };
    file.write();
    (Some(file.out), file.whole)
}

/// The last number given out to lines of a kind.
#[derive(Debug, Default)]
struct Numbers(BTreeMap<char, u64>);

impl Numbers {
    fn of(memory: &Memory, layer: &Layer) -> Self {
        let mut numbers = Self::default();
        let kept = memory.lines.iter().filter(|it| !it.is_twice);
        let kept = kept.filter_map(|it| id_of(it.line));
        kept.for_each(|it| numbers.meet(it));
        memory.events.iter().for_each(|it| numbers.meet(it.id));
        layer.spans().for_each(|it| numbers.meet(it.id.as_str()));
        layer.links().for_each(|it| numbers.meet(it.id.as_str()));
        numbers
    }

    fn meet(&mut self, id: &str) {
        for letter in ['T', 'R', 'A', 'M', '#', 'E'] {
            if let Some(n) = number(id, letter) {
                let last = self.0.entry(letter).or_default();
                *last = (*last).max(n.min(u64::MAX / 2));
            }
        }
    }

    fn next(&mut self, letter: char) -> String {
        let last = self.0.entry(letter).or_default();
        *last += 1;
        format!("{letter}{last}")
    }
}

struct File<'a> {
    text: &'a Text,
    layer: &'a Layer,
    memory: Memory<'a>,
    /// What spans are called here.
    ids: BTreeMap<&'a SpanId, String>,
    next: Numbers,
    /// The triggers whose events are written.
    events: BTreeSet<&'a str>,
    out: String,
    whole: Vec<String>,
    used: &'a mut Used,
    ledger: &'a mut Ledger,
}

impl<'a> File<'a> {
    fn write(&mut self) {
        let layer = self.layer;
        for span in layer.spans() {
            self.span(span);
        }
        let mut roles: BTreeMap<&str, &Link> = BTreeMap::new();
        let mut groups: BTreeMap<(u64, &LinkKindId), Vec<&Link>> = BTreeMap::new();
        let mut relations: Vec<&Link> = Vec::new();
        for link in layer.links() {
            let event = link.id.as_str().split_once('.');
            let event = event.filter(|it| self.memory.triggers.contains_key(it.0));
            let same = event.filter(|it| self.memory.trigger(it.0) == link.from.as_str());
            if same.is_some() {
                roles.insert(link.id.as_str(), link);
            } else if let Some(n) = group_of(link) {
                groups.entry((n, &link.kind)).or_default().push(link);
            } else {
                relations.push(link);
            }
        }
        self.all_events(&roles);
        // By number: `R2` before `R10`.
        relations.sort_by_key(|it| number(it.id.as_str(), 'R').unwrap_or(u64::MAX));
        for link in relations {
            self.relation(link);
        }
        for ((_, kind), mut links) in groups {
            links.sort_by_key(|it| place_of(it));
            self.group(kind, &links);
        }
        for span in layer.spans() {
            self.answers(span);
        }
        for span in layer.spans() {
            self.note(span);
        }
        self.kept();
    }

    /// Puts the lines that were kept where they stood, as far as there are lines before them.
    fn kept(&mut self) {
        if self.memory.lines.is_empty() {
            return;
        }
        let own = std::mem::take(&mut self.out);
        let mut own = own.split_inclusive('\n');
        // The line that is written next.
        let mut next = 1;
        for it in &self.memory.lines {
            while next < it.n
                && let Some(line) = own.next()
            {
                self.out.push_str(line);
                next += 1;
            }
            self.out.push_str(it.line);
            self.out.push('\n');
            next += 1;
        }
        self.out.extend(own);
    }

    fn span(&mut self, span: &'a Span) {
        let mut pieces = Vec::new();
        for at in &span.at {
            cut(self.text, at, &mut pieces);
        }
        let points: Option<Vec<Range<usize>>> = pieces
            .iter()
            .map(|it| self.text.from_bytes(it, Count::CodePoint))
            .collect();
        let Some(points) = points.filter(|it| !it.is_empty()) else {
            self.ledger.add(LossKind::SpansOutsideText, 1);
            return;
        };
        let odd = self.memory.odd.get(span.id.as_str()).copied();
        let plain = number(span.id.as_str(), 'T').is_some() || odd.is_some();
        let id = if plain {
            span.id.to_string()
        } else {
            self.next.next('T')
        };
        if pieces != span.at {
            self.ledger.add(LossKind::LineEnds, 1);
            self.whole.push(id.clone());
        }
        let label = match odd.filter(|it| *it == span.label.as_str()) {
            Some(label) => label.to_owned(),
            None => self.name(span.label.as_str()),
        };
        write!(self.out, "{id}\t{label}").ok();
        for (i, it) in points.iter().enumerate() {
            let before = if i == 0 { ' ' } else { ';' };
            write!(self.out, "{before}{} {}", it.start, it.end).ok();
        }
        self.out.push('\t');
        for (i, it) in pieces.iter().enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            self.out
                .push_str(self.text.get(it.clone()).unwrap_or_default());
        }
        self.out.push('\n');
        self.ids.insert(&span.id, id);
    }

    fn id(&self, id: &str) -> Option<&String> {
        self.ids.get(&SpanId::new(id))
    }

    /// Events as they stood, without what is gone since.
    fn all_events(&mut self, roles: &BTreeMap<&str, &'a Link>) {
        for event in std::mem::take(&mut self.memory.events) {
            let Some(trigger) = self.layer.span(&SpanId::new(event.trigger)) else {
                continue;
            };
            let Some(id) = self.id(event.trigger).cloned() else {
                continue;
            };
            let label = self.name(trigger.label.as_str());
            write!(self.out, "{}\t{label}:{id}", event.id).ok();
            for (i, (role, target)) in event.arguments.iter().enumerate() {
                let link = roles.get(format!("{}.{}", event.id, i + 1).as_str());
                let Some(link) = link else { continue };
                let Some(to) = self.ids.get(&link.to) else {
                    continue;
                };
                let same = self.memory.trigger(target) == link.to.as_str();
                let to = if same { *target } else { to.as_str() };
                let kind = link.kind.as_str();
                let role = if role.trim_end_matches(|it: char| it.is_ascii_digit()) == kind {
                    role
                } else {
                    kind
                };
                write!(self.out, " {role}:{to}").ok();
                let roles = self.used.events.entry(trigger.label.clone()).or_default();
                roles.insert(kind.to_owned());
            }
            self.out.push('\n');
            self.used.events.entry(trigger.label.clone()).or_default();
            self.events.insert(event.trigger);
        }
    }

    fn relation(&mut self, link: &'a Link) {
        let ends = (self.ids.get(&link.from), self.ids.get(&link.to));
        let (Some(from), Some(to)) = ends else {
            self.ledger.add(LossKind::Links, 1);
            return;
        };
        let (mut from, mut to) = (from.clone(), to.clone());
        let mut roles = ("Arg1", "Arg2");
        if let Some(ends) = self.memory.relations.get(link.id.as_str()) {
            roles = (ends[0].0, ends[1].0);
            let as_it_was = |end: &'a str, now: &SpanId, id: String| {
                let same = self.memory.trigger(end) == now.as_str();
                if same { end.to_owned() } else { id }
            };
            from = as_it_was(ends[0].1, &link.from, from);
            to = as_it_was(ends[1].1, &link.to, to);
        }
        let id = match number(link.id.as_str(), 'R') {
            Some(_) => link.id.to_string(),
            None => self.next.next('R'),
        };
        let kind = self.name(link.kind.as_str());
        self.used.relations.insert(link.kind.clone());
        writeln!(self.out, "{id}\t{kind} {}:{from} {}:{to}", roles.0, roles.1).ok();
    }

    fn group(&mut self, kind: &'a LinkKindId, links: &[&'a Link]) {
        let mut members: Vec<&str> = Vec::new();
        let mut known = BTreeSet::new();
        for end in links.iter().flat_map(|it| [&it.from, &it.to]) {
            let id = self.ids.get(end).map(String::as_str);
            members.extend(id.filter(|it| known.insert(*it)));
        }
        if members.len() < 2 {
            self.ledger.add(LossKind::Links, links.len());
            return;
        }
        let members = members.join(" ");
        let kind = self.name(kind.as_str());
        writeln!(self.out, "*\t{kind} {members}").ok();
    }

    /// What an answer or a note of a span is about: the span, or an event that it triggers.
    fn targets(&self, span: &Span, known: Option<Vec<&'a str>>) -> Vec<String> {
        let there = |it: &&str| {
            let trigger = self.memory.triggers.get(it);
            trigger.is_some_and(|it| self.events.contains(it))
        };
        let known: Vec<&str> = known.into_iter().flatten().filter(there).collect();
        if !known.is_empty() {
            return known.into_iter().map(str::to_owned).collect();
        }
        self.ids.get(&span.id).cloned().into_iter().collect()
    }

    fn answers(&mut self, span: &'a Span) {
        if !self.ids.contains_key(&span.id) {
            return;
        }
        for (name, value) in span.attributes.iter() {
            let known = self.memory.answers.get(&(span.id.as_str(), name.as_str()));
            let targets = self.targets(span, known.cloned());
            let about = (span.id.as_str(), name.as_str());
            let valueless = self.memory.valueless.contains(&about);
            let values = match value {
                Value::Flag(true) => vec![None],
                other if valueless && to_text(other) == "true" => vec![None],
                Value::Flag(false) => {
                    self.ledger.add(LossKind::Attributes, 1);
                    continue;
                }
                // An answer without words would be read as one about something of no name.
                other if to_text(other).trim().is_empty() => {
                    self.ledger.add(LossKind::Attributes, 1);
                    continue;
                }
                Value::Choices(ids) => ids.iter().map(|it| Some(it.to_string())).collect(),
                other => vec![Some(to_text(other))],
            };
            if matches!(
                value,
                Value::Number(_) | Value::Date(_) | Value::Interval(..) | Value::Target(_)
            ) {
                self.ledger.add(LossKind::Kinds, 1);
            }
            let name = self.name(name.as_str());
            for value in values {
                let value = value.map(|it| self.one_line(&it, LossKind::Attributes));
                for target in &targets {
                    let id = self.next.next('A');
                    write!(self.out, "{id}\t{name} {target}").ok();
                    if let Some(value) = &value {
                        write!(self.out, " {value}").ok();
                    }
                    self.out.push('\n');
                }
            }
        }
    }

    fn note(&mut self, span: &'a Span) {
        if span.note.is_empty() || !self.ids.contains_key(&span.id) {
            return;
        }
        let known = self.memory.notes.get(span.id.as_str());
        let targets = self.targets(span, known.map(|it| vec![*it]));
        let note = self.one_line(&span.note, LossKind::Notes);
        for target in targets.into_iter().filter(|_| !note.trim().is_empty()) {
            let id = self.next.next('#');
            writeln!(self.out, "{id}\tAnnotatorNotes {target}\t{note}").ok();
        }
    }

    /// A text as part of a line; where it has to be changed for that, it is counted.
    fn one_line(&mut self, text: &str, loss: LossKind) -> String {
        let breaks = |it: char| it == '\t' || is_line_end(it);
        if text.contains(breaks) || text.trim().is_empty() {
            self.ledger.add(loss, 1);
        }
        text.replace(breaks, " ")
    }

    /// A name without blanks and colons; where it has to be changed for that, it is counted.
    fn name(&mut self, name: &str) -> String {
        let written = brat_name(name);
        if written != name {
            self.ledger.add(LossKind::Names, 1);
        }
        written
    }
}

/// A name as it can stand in a line.
pub fn brat_name(name: &str) -> String {
    let bad = |it: char| it.is_whitespace() || it.is_control() || it == ':';
    if name.is_empty() {
        return "_".to_owned();
    }
    name.replace(bad, "_")
}

/// What breaks a line for brat, which reads with Python's `splitlines`.
pub fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The pieces of a stretch of text between line ends.
fn cut(text: &Text, at: &Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let Some(words) = text.get(at.clone()) else {
        return;
    };
    let mut start = 0;
    for (i, c) in words.char_indices().filter(|it| is_line_end(it.1)) {
        if start < i {
            pieces.push(at.start + start..at.start + i);
        }
        start = i + c.len_utf8();
    }
    if start < words.len() {
        pieces.push(at.start + start..at.end);
    }
}

/// The number of the group that a link is of: `EQ3.1` is of the third.
fn group_of(link: &Link) -> Option<u64> {
    let (group, place) = link.id.as_str().strip_prefix("EQ")?.split_once('.')?;
    place.parse::<u64>().ok()?;
    group.parse().ok()
}

fn place_of(link: &Link) -> u64 {
    let place = link.id.as_str().split_once('.');
    place.and_then(|it| it.1.parse().ok()).unwrap_or_default()
}
