//! Following pointers: from what an annotation points at to stretches of the text.

use std::ops::Range;

use super::super::report::Fault;
use super::draft::Made;
use super::elements;
use super::point::{self, Pointer};
use super::tree::Node;

impl Made<'_> {
    /// The stretches that an annotation points at.
    pub(super) fn place(&self, node: &Node) -> Result<Vec<Range<usize>>, Fault> {
        if let Some(from) = node.get("from") {
            let to = node.get("to").unwrap_or(from);
            let start = self.one(from)?.iter().map(|it| it.start).min();
            let end = self.one(to)?.iter().map(|it| it.end).max();
            return Ok(start.zip(end).map(|it| it.0..it.1).into_iter().collect());
        }
        let targets = point::all(node.get("target").unwrap_or_default());
        if targets.is_empty() {
            return Err(Fault::Malformed(format!("{}: @target", node.name)));
        }
        let mut at: Vec<Range<usize>> = Vec::with_capacity(targets.len());
        let mut was_token = false;
        for target in targets {
            let is_token = !self.own && self.is_token(target);
            for it in self.one(target)? {
                match at.last_mut() {
                    Some(last) if is_token && was_token && self.is_next(last.end, it.start) => {
                        last.end = it.end;
                    }
                    _ => at.push(it),
                }
            }
            was_token = is_token;
        }
        Ok(at)
    }

    fn is_token(&self, pointer: &str) -> bool {
        match point::parse(pointer) {
            Some(Pointer::Id(id)) => self
                .places
                .get(id)
                .is_some_and(|it| elements::is_token(&it.name)),
            _ => false,
        }
    }

    /// Whether there is nothing but a blank between two places.
    fn is_next(&self, end: usize, start: usize) -> bool {
        let between = self.text.get(end..start);
        between.is_some_and(|it| it.len() <= 2 && it.trim().is_empty())
    }

    /// What one pointer points at.
    fn one(&self, pointer: &str) -> Result<Vec<Range<usize>>, Fault> {
        let dangling = || Fault::Dangling(pointer.to_owned());
        match point::parse(pointer).ok_or_else(dangling)? {
            Pointer::Id(id) => self.element(id).ok_or_else(dangling),
            Pointer::Stretches(id, pairs) => {
                let base = &self.places.get(id).ok_or_else(dangling)?.raw;
                let outside = || Fault::OutsideText(pointer.to_owned());
                let byte = |at: Option<usize>, is_end| self.runs.byte(&self.text, at?, is_end);
                let one = |(offset, length): (usize, usize)| {
                    let start = base.start.checked_add(offset);
                    let end = start.and_then(|it| it.checked_add(length));
                    let end = end.filter(|it| *it <= base.end);
                    let first = byte(start, false)?;
                    let last = byte(end, length > 0)?;
                    Some(first..if length > 0 { last } else { first })
                };
                let all: Option<Vec<_>> = pairs.into_iter().map(one).collect();
                all.ok_or_else(outside)
            }
            Pointer::Between(from, to) => {
                let end = |it: &str| match point::parse(it) {
                    Some(Pointer::Id(id)) => self.element(id),
                    _ => None,
                };
                let (from, to) = end(from).zip(end(to)).ok_or_else(dangling)?;
                let start = from.iter().map(|it| it.start).min();
                let end = to.iter().map(|it| it.end).max();
                Ok(start.zip(end).map(|it| it.0..it.1).into_iter().collect())
            }
        }
    }

    /// The words of an element, or of a span.
    fn element(&self, id: &str) -> Option<Vec<Range<usize>>> {
        if let Some(place) = self.places.get(id) {
            return Some(vec![place.start..place.end]);
        }
        let (layer, n) = self.spans.get(id)?;
        let span = self.draft.layers.get(*layer)?.spans.get(*n)?;
        Some(span.at.clone())
    }
}
