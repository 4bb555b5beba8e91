//! The marks around what is on screen, with their lanes; asked anew only when they changed or the view left them behind.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::lanes::{self, hull};
use super::scene::{LinkLine, Mark, MarkSource, Pattern, Scene};

/// Bytes asked for beyond the screen, so that scrolling does not ask at each step.
const AROUND: usize = 2_000;
/// Bytes beyond the screen within which overlapping marks are followed, so that lanes do not change while scrolling.
const FURTHEST: usize = 60_000;
/// Where so many marks lie around the screen, they are followed no further.
const MANY: usize = 1_200;

#[derive(Default)]
pub struct Marks {
    key: Option<(String, u64, bool)>,
    text: Option<Arc<str>>,
    covered: Range<usize>,
    /// Sorted by start, outer ones first.
    pub all: Vec<Mark>,
    /// The lane of each; zones have lanes of their own, in the margin.
    pub lanes: Vec<usize>,
    /// Whether all marks that share lanes with these are among them.
    is_whole: bool,
    /// Links at the marks around what is on screen, where all links are drawn.
    pub links: Vec<LinkLine>,
}

impl Marks {
    /// Brings the marks up to date for the bytes on screen.
    pub fn update(&mut self, scene: &Scene<'_>, visible: &Range<usize>) {
        let key = (
            scene.document.to_owned(),
            scene.revision,
            scene.style.palette.dark,
        );
        let is_same_text = self
            .text
            .as_ref()
            .is_some_and(|t| Arc::ptr_eq(t, scene.text));
        let is_covered = self.covered.start <= visible.start && visible.end <= self.covered.end;
        if is_same_text && is_covered && self.key.as_ref() == Some(&key) {
            return;
        }
        let is_same_document = is_same_text && self.key.as_ref().is_some_and(|it| it.0 == key.0);
        self.key = Some(key);
        self.text = Some(Arc::clone(scene.text));
        let start = visible.start.saturating_sub(AROUND);
        self.covered = start..visible.end.saturating_add(AROUND);
        let (all, is_whole) = connected(scene.marks, self.covered.clone());
        // Where not all that share lanes are known, others come into view while scrolling, and must not push those seen.
        let keeps = is_same_document && !(is_whole && self.is_whole);
        let before = if keeps {
            self.lanes_of(&all)
        } else {
            Vec::new()
        };
        self.lanes = all_lanes(&all, &before);
        (self.all, self.is_whole) = (all, is_whole);
        self.links = scene.marks.links_in(self.covered.clone());
    }

    /// The lanes that marks have had so far.
    fn lanes_of(&self, marks: &[Mark]) -> Vec<Option<usize>> {
        let known = self.all.iter().zip(&self.lanes);
        let known: HashMap<_, _> = known.map(|(mark, lane)| (&mark.id, *lane)).collect();
        marks.iter().map(|it| known.get(&it.id).copied()).collect()
    }

    /// A mark by its identity.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.all.iter().position(|mark| mark.id == id)
    }
}

/// The marks that touch `range`, and those that overlap them, and so on: all that share their lanes.
/// Asks a few times at most, each time further around. Tells whether it came to an end.
fn connected(source: &dyn MarkSource, range: Range<usize>) -> (Vec<Mark>, bool) {
    let mut is_whole = false;
    let mut asked = range.clone();
    let mut around = AROUND;
    while around <= FURTHEST {
        let (reach, n) = source.reach(&asked);
        is_whole = reach == asked;
        if is_whole || n > MANY {
            break;
        }
        around *= 2;
        asked = range.start.saturating_sub(around)..range.end.saturating_add(around);
    }
    let mut marks = source.marks_in(asked);
    marks.sort_by_key(|mark| {
        let hull = hull(&mark.fragments);
        (hull.start, std::cmp::Reverse(hull.end))
    });
    (marks, is_whole)
}

/// Lines and zones apart. `before` are the lanes to keep; empty for none.
fn all_lanes(marks: &[Mark], before: &[Option<usize>]) -> Vec<usize> {
    let mut all = vec![0; marks.len()];
    for in_margin in [false, true] {
        let of_kind = |i: &usize| (marks[*i].pattern == Pattern::Margin) == in_margin;
        let chosen: Vec<usize> = (0..marks.len()).filter(of_kind).collect();
        let fragments: Vec<_> = chosen.iter().map(|&i| marks[i].fragments.clone()).collect();
        let known = |i: &usize| before.get(*i).copied().flatten();
        let known: Vec<_> = chosen.iter().map(known).collect();
        let found = if before.is_empty() {
            lanes::lanes(&fragments)
        } else {
            lanes::lanes_as_before(&fragments, &known)
        };
        for (i, lane) in chosen.into_iter().zip(found) {
            all[i] = lane;
        }
    }
    all
}
