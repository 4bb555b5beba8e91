//! From a text and its lines to a draft.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::decode;
use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan, Stored};
use super::super::format::{Intake, Reading};
use super::super::gather::new_link;
use super::super::input::Entry;
use super::super::report::{Fate, Fault};
use super::ID;
use super::line::{Line, id_of, number};
use super::memory::Kept;
use super::place::{Counting, Quote, check_quote};
use super::side;
use crate::model::schema::{LinkKind, Schema};
use crate::model::text::Count;

/// The files of one document.
pub struct Found<'a> {
    /// What it is called.
    pub name: String,
    pub text: &'a Entry,
    pub ann: Vec<&'a Entry>,
    pub side: Option<&'a Entry>,
}

/// Reads one document; `None` where its text cannot be read. `valued` are attributes known to have values.
pub fn document(
    found: Found,
    (options, valued): (&Reading, &BTreeSet<String>),
    intake: &mut dyn Intake,
) -> Option<Draft> {
    let Found { ann, side, .. } = found;
    let mut draft = text(found.text, options, intake)?;
    draft.name = found.name;
    if ann.is_empty() {
        draft.keep_extra(ID, "!");
    } else {
        let files = bytes(&ann, intake);
        let mut file = File {
            draft: &mut draft,
            layer: DraftLayer::default(),
            spans: BTreeMap::new(),
            events: BTreeMap::new(),
            links: BTreeSet::new(),
            groups: 0,
            valued: valued.iter().map(String::as_str).collect(),
            counting: Counting::of(options.unit.unwrap_or(Count::CodePoint)),
            intake,
        };
        file.read(&files, options.unit);
        let layer = file.layer;
        draft.layers.push(layer);
    }
    if let Some(side) = side {
        side::read(side, &mut draft, intake);
    }
    Some(draft)
}

fn text(entry: &Entry, options: &Reading, intake: &mut dyn Intake) -> Option<Draft> {
    let bytes = match entry.bytes() {
        Ok(bytes) => bytes,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return None;
        }
    };
    let guessed = || decode::guess(&bytes).map(|it| it.encoding);
    let encoding = options.encoding.clone().or_else(guessed);
    let encoding = encoding.unwrap_or_else(|| "UTF-8".to_owned());
    let Some(decoded) = decode::decode(&bytes, &encoding) else {
        let fault = Fault::Encoding(encoding);
        intake.tell(&entry.name, 0, fault, Fate::Skipped);
        return None;
    };
    if decoded.had_errors {
        let fault = Fault::Encoding(encoding.clone());
        intake.tell(&entry.name, 0, fault, Fate::Kept);
    }
    let mut draft = Draft::new(entry.name.clone(), decoded.text);
    if encoding != "UTF-8" || decoded.had_errors {
        draft.stored = Some(Stored { bytes, encoding });
    }
    Some(draft)
}

/// The files that can be read, by name.
fn bytes<'a>(ann: &[&'a Entry], intake: &mut dyn Intake) -> Vec<(&'a str, Vec<u8>)> {
    let mut files = Vec::with_capacity(ann.len());
    for it in ann {
        match it.bytes() {
            Ok(bytes) => files.push((it.name.as_str(), bytes)),
            Err(fault) => intake.tell(&it.name, 0, fault, Fate::Skipped),
        }
    }
    files
}

/// A line with the file and the number it stands in.
struct Placed<'a> {
    file: &'a str,
    n: usize,
    line: &'a str,
    id: &'a str,
    said: Line<'a>,
}

/// The lines of one document on their way in.
struct File<'d, 'i, 'l> {
    draft: &'d mut Draft,
    layer: DraftLayer,
    /// The places of spans, by id.
    spans: BTreeMap<&'l str, usize>,
    /// From events to their triggers.
    events: BTreeMap<&'l str, &'l str>,
    links: BTreeSet<&'l str>,
    groups: usize,
    /// Names of attributes that have values, so that one without is odd.
    valued: BTreeSet<&'l str>,
    counting: Counting,
    intake: &'i mut dyn Intake,
}

impl<'l> File<'_, '_, 'l> {
    /// Everything: first the stretches of text, then events and links, then what speaks of them.
    fn read(&mut self, files: &'l [(&'l str, Vec<u8>)], unit: Option<Count>) {
        let mut rest = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (file, bytes) in files {
            let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
            for (i, line) in bytes.split(|it| *it == b'\n').enumerate() {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let Ok(line) = std::str::from_utf8(line) else {
                    let fault = Fault::Encoding("UTF-8".to_owned());
                    self.intake.tell(file, i + 1, fault, Fate::Skipped);
                    continue;
                };
                if line.trim().is_empty() {
                    continue;
                }
                if let Some(id) = id_of(line)
                    && !seen.insert(id)
                {
                    self.beside((file, i + 1), line, Fault::Twice(id.to_owned()));
                    continue;
                }
                match Line::parse(line) {
                    Ok((id, said)) => rest.push(Placed {
                        file,
                        n: i + 1,
                        line,
                        id,
                        said,
                    }),
                    Err(_) => self.beside((file, i + 1), line, Fault::Malformed(line.to_owned())),
                }
            }
        }
        self.count(files.first().map_or("", |it| it.0), unit, &rest);
        self.valued
            .extend(rest.iter().filter_map(|it| match it.said {
                Line::Attribute { name, value, .. } => value.map(|_| name),
                _ => None,
            }));
        for round in 0..3 {
            for it in &rest {
                self.take(it, round);
            }
            if round == 0 {
                self.leave_events(&rest);
            }
        }
    }

    /// Sees from the quoted words how positions count.
    fn count(&mut self, file: &str, unit: Option<Count>, lines: &[Placed]) {
        let quotes = lines.iter().filter_map(|it| match &it.said {
            Line::Text { at, quote, .. } => Some((at.as_slice(), (*quote)?)),
            _ => None,
        });
        let quotes: Vec<Quote> = quotes.collect();
        self.counting = Counting::seen(&self.draft.text, unit, &quotes);
        if unit.is_none() && self.counting.unit == Count::Utf16 {
            self.intake.tell(file, 0, Fault::CountsUtf16, Fate::Kept);
        }
        if self.counting.ends.is_some() {
            self.intake.tell(file, 0, Fault::CountsLineEnds, Fate::Kept);
        }
    }

    /// Forgets the events that will not be taken, so that what speaks of them stays beside with them.
    fn leave_events(&mut self, lines: &[Placed<'l>]) {
        /// An event may be an argument of one that is one of another: no honest file goes deeper.
        const DEEPEST: usize = 50;
        for _ in 0..DEEPEST {
            let before = self.events.len();
            for it in lines {
                if let Line::Event {
                    label,
                    trigger,
                    arguments,
                } = &it.said
                {
                    let is_named = |it: &&str| self.resolve(it).is_ok();
                    let all = arguments.iter().all(|it| is_named(&it.1));
                    if !all || self.trigger(it, label, trigger).is_err() {
                        self.events.remove(it.id);
                    }
                }
            }
            if self.events.len() == before {
                break;
            }
        }
    }

    /// The trigger of an event, which has the same label.
    fn trigger(&self, it: &Placed, label: &str, trigger: &str) -> Result<(), Fault> {
        let place = self.spans.get(trigger).copied();
        let place = place.ok_or_else(|| Fault::Dangling(trigger.to_owned()))?;
        let of_trigger = &self.layer.spans[place].label;
        if of_trigger == label {
            return Ok(());
        }
        let what = format!("{} – {trigger} {of_trigger}", it.line);
        Err(Fault::Malformed(what))
    }

    fn take(&mut self, it: &Placed<'l>, round: usize) {
        let taken = match (&it.said, round) {
            (Line::Text { label, at, quote }, 0) => self.span(it.id, label, at, *quote),
            (Line::Event { trigger, .. }, 0) => {
                self.events.insert(it.id, trigger);
                return;
            }
            (
                Line::Event {
                    label,
                    trigger,
                    arguments,
                },
                1,
            ) => self.event(it, label, trigger, arguments),
            (Line::Relation { kind, ends }, 1) => self.relation(it, kind, ends),
            (Line::Group { kind, members }, 1) => self.group(kind, members),
            (
                Line::Attribute {
                    name,
                    target,
                    value,
                },
                2,
            ) => self.attribute(name, target, *value),
            (Line::Note { target, text }, 2) => self.note(target, text),
            (Line::Other, 2) => Err(Fault::NoPlace(it.line.to_owned())),
            _ => return,
        };
        if let Err(fault) = taken {
            self.beside((it.file, it.n), it.line, fault);
        }
    }

    /// Keeps a line as it stands.
    fn beside(&mut self, (file, n): (&str, usize), line: &str, fault: Fault) {
        let kept = Kept {
            n,
            is_twice: matches!(fault, Fault::Twice(_)),
            line,
        };
        self.draft.keep_extra(ID, &kept.piece());
        self.intake.tell(file, n, fault, Fate::Beside);
    }

    fn span(
        &mut self,
        id: &'l str,
        label: &str,
        at: &[(usize, usize)],
        quote: Option<&str>,
    ) -> Result<(), Fault> {
        let told = || {
            let all: Vec<String> = at.iter().map(|it| format!("{} {}", it.0, it.1)).collect();
            format!("{id} {label} {}", all.join(";"))
        };
        for (i, (start, end)) in at.iter().enumerate() {
            let before = &at[..i.min(MOST_COMPARED)];
            if start > end || before.iter().any(|it| *end >= it.0 && *start < it.1) {
                return Err(Fault::Malformed(told()));
            }
        }
        let text = &self.draft.text;
        let fragments = self.counting.fragments(text, at);
        let fragments = fragments.ok_or_else(|| Fault::OutsideText(told()))?;
        if fragments.iter().any(Range::is_empty) {
            return Err(Fault::NoWidth(told()));
        }
        if let Some(quote) = quote {
            check_quote(text, &fragments, quote)?;
        }
        if number(id, 'T').is_none() || label.contains(char::is_whitespace) {
            self.draft.keep_extra(ID, &format!("!T\t{id} {label}"));
        }
        self.spans.insert(id, self.layer.spans.len());
        self.layer.spans.push(DraftSpan {
            id: id.to_owned(),
            label: label.to_owned(),
            at: fragments,
            ..DraftSpan::default()
        });
        Ok(())
    }

    /// The span that an id means: its own, or that of an event's trigger.
    fn resolve(&self, id: &'l str) -> Result<(usize, &'l str), Fault> {
        let id = self.events.get(id).copied().unwrap_or(id);
        let place = self.spans.get(id).copied();
        place
            .map(|it| (it, id))
            .ok_or_else(|| Fault::Dangling(id.to_owned()))
    }

    fn event(
        &mut self,
        it: &Placed<'l>,
        label: &str,
        trigger: &'l str,
        arguments: &[(&'l str, &'l str)],
    ) -> Result<(), Fault> {
        self.trigger(it, label, trigger)?;
        let mut links = Vec::with_capacity(arguments.len());
        for (i, (role, target)) in arguments.iter().enumerate() {
            let (_, target) = self.resolve(target)?;
            links.push(DraftLink {
                id: format!("{}.{}", it.id, i + 1),
                kind: role_name(role).to_owned(),
                from: trigger.to_owned(),
                to: target.to_owned(),
                ..DraftLink::default()
            });
        }
        self.layer.links.extend(links);
        self.draft.keep_extra(ID, &format!("!{}", it.line));
        Ok(())
    }

    fn relation(
        &mut self,
        it: &Placed<'l>,
        kind: &str,
        ends: &[(&'l str, &'l str); 2],
    ) -> Result<(), Fault> {
        let [(role, from), (other, to)] = *ends;
        let ((_, start), (_, end)) = (self.resolve(from)?, self.resolve(to)?);
        if (role, other) != ("Arg1", "Arg2") || start != from || end != to {
            self.draft.keep_extra(ID, &format!("!{}", it.line));
        }
        self.links.insert(it.id);
        self.layer.links.push(DraftLink {
            id: it.id.to_owned(),
            kind: kind.to_owned(),
            from: start.to_owned(),
            to: end.to_owned(),
            ..DraftLink::default()
        });
        Ok(())
    }

    /// Equals: the first is linked to each of the others.
    fn group(&mut self, kind: &str, members: &[&'l str]) -> Result<(), Fault> {
        for it in members {
            if !self.spans.contains_key(it) {
                return Err(Fault::Dangling((*it).to_owned()));
            }
        }
        let [first, others @ ..] = members else {
            return Ok(());
        };
        if others.is_empty() || members.iter().collect::<BTreeSet<_>>().len() < members.len() {
            return Err(Fault::NoPlace(format!("{kind} {}", members.join(" "))));
        }
        let schema = Schema {
            links: vec![LinkKind {
                symmetric: true,
                ..new_link(kind)
            }],
            ..Schema::default()
        };
        self.intake.declare(&schema);
        self.groups += 1;
        for (i, other) in others.iter().enumerate() {
            self.layer.links.push(DraftLink {
                id: format!("EQ{}.{}", self.groups, i + 1),
                kind: kind.to_owned(),
                from: (*first).to_owned(),
                to: (*other).to_owned(),
                ..DraftLink::default()
            });
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str, target: &'l str, value: Option<&str>) -> Result<(), Fault> {
        if self.links.contains(target) {
            return Err(Fault::NoPlace(format!("{name} {target}")));
        }
        let (place, span) = self.resolve(target)?;
        let answer = value.map_or(Answer::Flag(true), Answer::text);
        let answers = &mut self.layer.spans[place].answers;
        let is_of_event = span != target;
        match answers.iter_mut().find(|it| it.0 == name) {
            None => answers.push((name.to_owned(), answer)),
            Some((_, known)) if is_of_event && *known == answer => {}
            Some((_, Answer::Several(all))) if !is_of_event => {
                all.extend(value.map(str::to_owned));
            }
            Some((_, known)) => match (&*known, value) {
                (Answer::Text(first), Some(value)) if !is_of_event && first != value => {
                    *known = Answer::Several(vec![first.clone(), value.to_owned()]);
                }
                _ => return Err(Fault::NoPlace(format!("{name} {target}"))),
            },
        }
        if is_of_event {
            self.draft.keep_extra(ID, &format!("!A\t{name} {target}"));
        }
        if value.is_none() && self.valued.contains(name) {
            self.draft.keep_extra(ID, &format!("!V\t{name} {span}"));
        }
        Ok(())
    }

    fn note(&mut self, target: &'l str, text: &str) -> Result<(), Fault> {
        let (place, span) = self.resolve(target)?;
        let note = &mut self.layer.spans[place].note;
        if !note.is_empty() {
            return Err(Fault::NoPlace(format!("AnnotatorNotes {target}")));
        }
        text.clone_into(note);
        if span != target {
            self.draft.keep_extra(ID, &format!("!#\t{target}"));
        }
        Ok(())
    }
}

/// A span of more fragments is compared with the first ones only.
const MOST_COMPARED: usize = 200;

/// `Theme2` is another `Theme`.
fn role_name(role: &str) -> &str {
    let name = role.trim_end_matches(|it: char| it.is_ascii_digit());
    if name.is_empty() { role } else { name }
}
