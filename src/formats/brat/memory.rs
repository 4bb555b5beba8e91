//! What is remembered of how a file said a thing, in pieces kept beside the text. `@7 …` is a line to be
//! written back as line 7, `@7=…` one whose id was there before. What the model says in another way begins
//! with `!`:
//!
//! `!E…` and `!R…` are lines of events and relations as they stood, `!A<tab>name E1` says that an answer of
//! the trigger was one of its event, `!#<tab>E1` says so of a note, `!V<tab>name T1` that an attribute stood
//! without the value that others of its name have, `!T<tab>TT1 a b` that a span has an id or a label that brat
//! itself would not give, `!` alone that there was no `.ann`.

use std::collections::{BTreeMap, BTreeSet};

use super::line::Line;

/// The pieces of one document.
#[derive(Debug, Default)]
pub struct Memory<'a> {
    /// Lines to be written back as they are, where they stood, in their order.
    pub lines: Vec<Kept<'a>>,
    /// Events in their order: id, trigger, arguments.
    pub events: Vec<Event<'a>>,
    /// Roles and ends of relations that are not plain, by id.
    pub relations: BTreeMap<&'a str, [(&'a str, &'a str); 2]>,
    /// By trigger and name: the events that had the answer.
    pub answers: BTreeMap<(&'a str, &'a str), Vec<&'a str>>,
    /// By trigger: the event that had the note.
    pub notes: BTreeMap<&'a str, &'a str>,
    /// Spans and names of attributes that stood without a value.
    pub valueless: BTreeSet<(&'a str, &'a str)>,
    /// Labels of spans that are written as they stood, and so are their ids.
    pub odd: BTreeMap<&'a str, &'a str>,
    /// From events to triggers.
    pub triggers: BTreeMap<&'a str, &'a str>,
    /// Whether the text came without annotations.
    pub is_bare: bool,
}

/// A line kept as it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept<'a> {
    /// From 1.
    pub n: usize,
    /// Whether its id was that of an earlier line.
    pub is_twice: bool,
    pub line: &'a str,
}

impl<'a> Kept<'a> {
    /// The piece that keeps it.
    pub fn piece(&self) -> String {
        let sign = if self.is_twice { '=' } else { ' ' };
        format!("@{}{sign}{}", self.n, self.line)
    }

    fn of(piece: &'a str) -> Option<Self> {
        let rest = piece.strip_prefix('@')?;
        let (n, line) = rest.split_at(rest.find([' ', '='])?);
        Some(Self {
            n: n.parse().ok()?,
            is_twice: line.starts_with('='),
            line: line.get(1..)?,
        })
    }
}

/// An event as it stood.
#[derive(Debug)]
pub struct Event<'a> {
    pub id: &'a str,
    pub trigger: &'a str,
    pub arguments: Vec<(&'a str, &'a str)>,
}

impl<'a> Memory<'a> {
    pub fn of(extra: Option<&'a str>) -> Self {
        let mut memory = Self::default();
        let (mut answers, mut notes) = (Vec::new(), Vec::new());
        for piece in extra.into_iter().flat_map(|it| it.split('\n')) {
            let Some(told) = piece.strip_prefix('!') else {
                memory.lines.extend(Kept::of(piece));
                continue;
            };
            if told.is_empty() {
                memory.is_bare = true;
            } else if let Some(answer) = told.strip_prefix("A\t") {
                answers.extend(answer.split_once(' '));
            } else if let Some(span) = told.strip_prefix("T\t") {
                memory.odd.extend(span.split_once(' '));
            } else if let Some(answer) = told.strip_prefix("V\t") {
                let answer = answer.split_once(' ');
                memory.valueless.extend(answer.map(|it| (it.1, it.0)));
            } else if let Some(event) = told.strip_prefix("#\t") {
                notes.push(event);
            } else {
                memory.line(told);
            }
        }
        for (name, event) in answers {
            let trigger = memory.trigger(event);
            memory
                .answers
                .entry((trigger, name))
                .or_default()
                .push(event);
        }
        memory.lines.sort_by_key(|it| it.n);
        for event in notes {
            let trigger = memory.trigger(event);
            memory.notes.insert(trigger, event);
        }
        memory
    }

    fn line(&mut self, line: &'a str) {
        match Line::parse(line) {
            Ok((
                id,
                Line::Event {
                    trigger, arguments, ..
                },
            )) => {
                self.triggers.insert(id, trigger);
                self.events.push(Event {
                    id,
                    trigger,
                    arguments,
                });
            }
            Ok((id, Line::Relation { ends, .. })) => drop(self.relations.insert(id, ends)),
            _ => {}
        }
    }

    /// The span meant by an id: that of the trigger where it is an event's.
    pub fn trigger(&self, id: &'a str) -> &'a str {
        self.triggers.get(id).copied().unwrap_or(id)
    }
}
