//! Notes about spans, and links between them.

use std::ops::Range;

use super::super::draft::{DraftLink, DraftSpan};
use super::super::report::{Fate, Fault};
use super::ID;
use super::draft::{Made, own_id, pointers};
use super::kept::{Kept, Point};
use super::point::{self, Pointer};
use super::stand::Link;
use super::tree::Node;
use crate::model::text::Count;

impl Made<'_> {
    /// A note is one about a span, or else about words.
    pub(super) fn note(&mut self, node: &Node) {
        let words = node.words();
        let target = node.get("target").unwrap_or_default();
        if let [one] = point::all(target).as_slice()
            && let Some(Pointer::Id(id)) = point::parse(one)
            && let Some((layer, n)) = self.spans.get(id)
            && let Some(span) = self.draft.layers[*layer].spans.get_mut(*n)
        {
            if !span.note.is_empty() {
                span.note.push('\n');
            }
            span.note.push_str(&words);
            return;
        }
        match self.place(node) {
            Ok(at) if at.len() == 1 && at.iter().all(Range::is_empty) => {
                let at = at.first().map_or(0, |it| it.start);
                self.note_at(node, words, at);
            }
            Ok(at) => {
                let layer = self.layer(node.get("resp"));
                let id = node.get("xml:id").unwrap_or_default();
                let span = DraftSpan {
                    id: id.to_owned(),
                    label: node.get("type").unwrap_or("note").to_owned(),
                    at,
                    note: words,
                    ..DraftSpan::default()
                };
                self.add(layer, id, span);
            }
            Err(fault) => self.tell(node, fault, Fate::Skipped),
        }
    }

    /// Keeps a note about a place between words.
    fn note_at(&mut self, node: &Node, words: String, at: usize) {
        let at = self.text.from_byte(at, Count::CodePoint);
        let said = node.attributes.iter();
        let said = said.filter(|it| !matches!(it.0.as_str(), "xml:id" | "target" | "type"));
        let mut answers: Vec<(String, String)> = said.cloned().collect();
        answers.push(("note".to_owned(), words));
        let point = Point {
            id: node.get("xml:id").unwrap_or_default().to_owned(),
            label: node.get("type").unwrap_or("note").to_owned(),
            at: at.unwrap_or_default(),
            answers,
        };
        self.draft.keep_extra(ID, &Kept::Point(point).line());
        self.tell(node, Fault::NoWidth(pointers(node)), Fate::Beside);
    }

    pub(super) fn link(&mut self, link: &Link) {
        let node = link.node;
        let (from, to) = (self.end(link.from, link.resp), self.end(link.to, link.resp));
        let ((from_layer, from), (to_layer, to)) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (from, _) => {
                let end = if from.is_none() { link.from } else { link.to };
                return self.tell(node, Fault::Dangling(end.to_owned()), Fate::Skipped);
            }
        };
        if from_layer != to_layer {
            let what = format!("{} {} {}", link.kind, link.from, link.to);
            return self.tell(node, Fault::NoPlace(what), Fate::Skipped);
        }
        let (by, when) = if self.own {
            self.made(node)
        } else {
            (None, None)
        };
        let id = |n: usize| self.draft.layers[from_layer].spans[n].id.clone();
        let (from, to) = (id(from), id(to));
        self.draft.layers[from_layer].links.push(DraftLink {
            id: if self.own {
                own_id(node)
            } else {
                node.get("xml:id").unwrap_or_default().to_owned()
            },
            kind: link.kind.clone(),
            from,
            to,
            by,
            when,
        });
    }

    /// The span at an end of a link: one of the element that is pointed at where there is none.
    fn end(&mut self, pointer: &str, resp: Option<&str>) -> Option<(usize, usize)> {
        let Some(Pointer::Id(id)) = point::parse(pointer) else {
            return None;
        };
        if let Some(known) = self.spans.get(id) {
            return Some(*known);
        }
        let place = self.places.get(id).filter(|it| it.start < it.end)?;
        let layer = self.layer(resp);
        let span = DraftSpan {
            id: id.to_owned(),
            label: place.name.clone(),
            at: vec![place.start..place.end],
            ..DraftSpan::default()
        };
        self.add(layer, id, span);
        self.spans.get(id).copied()
    }
}
