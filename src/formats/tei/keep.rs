//! Keeping what has no place in a project, see [`kept`](super::kept).

use super::super::report::{Fate, Fault};
use super::super::value::plain;
use super::ID;
use super::draft::{Made, pointers};
use super::kept::{Kept, MILESTONE, Point};
use super::point::{self, Pointer};
use super::stand::Span;
use super::tree::Node;
use crate::model::text::Count;

impl Made<'_> {
    /// Keeps a link between more things than two, where all of them are spans.
    pub(super) fn odd_link(&mut self, node: &Node) {
        let said = ["target", "active", "passive", "mutual"];
        let said: Vec<&str> = said.iter().filter_map(|it| node.get(it)).collect();
        let said = said.join(" ");
        let ends = point::all(&said)
            .into_iter()
            .map(|it| match point::parse(it) {
                Some(Pointer::Id(id)) => {
                    let (layer, n) = self.spans.get(id)?;
                    let id = &self.draft.layers[*layer].spans[*n].id;
                    Some(id.clone()).filter(|it| !it.is_empty())
                }
                _ => None,
            });
        let ends: Option<Vec<String>> = ends.collect();
        let fault = Fault::NoPlace(format!("{} {said}", node.name));
        match ends.filter(|it| node.get("active").is_none() && !it.is_empty()) {
            Some(ends) => {
                let kind = node.get("n").filter(|_| self.own).or(node.get("type"));
                let kind = kind.unwrap_or(&node.name).to_owned();
                self.draft.keep_extra(ID, &Kept::Link { kind, ends }.line());
                self.tell(node, fault, Fate::Beside);
            }
            None => self.tell(node, fault, Fate::Skipped),
        }
    }

    /// Keeps the empty elements of the text; they are told together.
    pub(super) fn milestones(&mut self, points: Vec<(usize, Point)>) {
        for (byte, mut point) in points {
            point.at = self
                .text
                .from_byte(byte, Count::CodePoint)
                .unwrap_or_default();
            *self.milestones.entry(point.label.clone()).or_default() += 1;
            self.draft.keep_extra(ID, &Kept::Milestone(point).line());
        }
        if !self.milestones.is_empty() {
            let all = self
                .milestones
                .iter()
                .map(|(name, n)| format!("{name} ({n})"));
            let fault = Fault::NoPlace(all.collect::<Vec<_>>().join(", "));
            self.intake.tell(self.file, 0, fault, Fate::Beside);
        }
    }

    /// Keeps an annotation of nothing.
    pub(super) fn point(&mut self, span: &Span, at: usize) {
        let node = span.node;
        let made = self.other_span(span);
        let label = node.get("n").filter(|_| self.own);
        let point = Point {
            id: made.id,
            label: label.map_or(made.label, str::to_owned),
            at: self
                .text
                .from_byte(at, Count::CodePoint)
                .unwrap_or_default(),
            answers: made
                .answers
                .iter()
                .filter(|it| !self.own || it.0 != "n" || node.get("n").is_none())
                .map(|it| (it.0.clone(), plain(&it.1)))
                .collect(),
        };
        if self.own && span.group == Some(MILESTONE) {
            *self.milestones.entry(point.label.clone()).or_default() += 1;
            self.draft.keep_extra(ID, &Kept::Milestone(point).line());
            return;
        }
        self.draft.keep_extra(ID, &Kept::Point(point).line());
        self.tell(node, Fault::NoWidth(pointers(node)), Fate::Beside);
    }
}
