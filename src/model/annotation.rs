//! What one annotator says about one document: spans, links, answers about the document, status.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::conflict::Conflict;
use super::id::{AnnotatorId, AttributeId, LabelId, LinkId, LinkKindId, SpanId};
use super::places::{Bunch, Places};
use super::shelf::Shelf;
use super::value::Value;

/// A stretch of text with a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub id: SpanId,
    pub label: LabelId,
    /// One or more fragments in bytes, half-open, in rising order, apart from one another.
    pub at: Vec<Range<usize>>,
    pub attributes: Attributes,
    pub note: String,
    pub origin: Origin,
    pub by: AnnotatorId,
    pub when: Timestamp,
    /// Left by a merge: a choice is to be made.
    pub conflict: Option<Conflict<SpanId>>,
    /// Left by a revision of the text: what it marked before, until a person has said that it stands where
    /// it should. A span without fragments is an orphan: it waits for a place.
    pub was: Option<Arc<Former>>,
}

/// The words that a span marked in an earlier text, and what stood around them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Former {
    /// The words of each fragment.
    pub quote: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl Former {
    /// The words, with what is left out between fragments.
    pub fn words(&self) -> String {
        self.quote.join(" … ")
    }
}

impl Span {
    /// From the start of the first fragment to the end of the last.
    pub fn extent(&self) -> Range<usize> {
        let start = self.at.first().map_or(0, |it| it.start);
        start..self.at.last().map_or(start, |it| it.end)
    }

    /// Whether some fragment covers byte `at`.
    pub fn covers(&self, at: usize) -> bool {
        self.at.iter().any(|it| it.contains(&at))
    }
}

/// The answers given, by attribute, in the order of their ids. An absent answer is not stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes(Vec<(AttributeId, Value)>);

impl Attributes {
    pub fn get(&self, id: &AttributeId) -> Option<&Value> {
        self.place(id)
            .ok()
            .and_then(|i| self.0.get(i))
            .map(|(_, value)| value)
    }

    /// Gives or withdraws an answer; returns what was there.
    pub fn set(&mut self, id: &AttributeId, value: Option<Value>) -> Option<Value> {
        match (self.place(id), value) {
            (Ok(i), Some(value)) => Some(std::mem::replace(&mut self.0[i].1, value)),
            (Ok(i), None) => Some(self.0.remove(i).1),
            (Err(i), Some(value)) => {
                self.0.insert(i, (id.clone(), value));
                None
            }
            (Err(_), None) => None,
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&AttributeId, &Value)> {
        self.0.iter().map(|(id, value)| (id, value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, id: &AttributeId) -> Result<usize, usize> {
        self.0.binary_search_by(|(it, _)| it.cmp(id))
    }
}

impl FromIterator<(AttributeId, Value)> for Attributes {
    fn from_iter<T: IntoIterator<Item = (AttributeId, Value)>>(answers: T) -> Self {
        Self(
            answers
                .into_iter()
                .collect::<BTreeMap<_, _>>()
                .into_iter()
                .collect(),
        )
    }
}

/// How a span came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    #[default]
    Manual,
    Imported,
    /// A suggestion taken as it was.
    Accepted,
    /// A suggestion taken and changed.
    Edited,
}

/// A link from one span to another of the same layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub id: LinkId,
    pub kind: LinkKindId,
    pub from: SpanId,
    pub to: SpanId,
    pub by: AnnotatorId,
    pub when: Timestamp,
    /// Left by a merge: a choice is to be made.
    pub conflict: Option<Conflict<LinkId>>,
}

/// How far an annotator is with a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    #[default]
    ToDo,
    InProgress,
    Done,
}

impl Status {
    pub const ALL: [Self; 3] = [Self::ToDo, Self::InProgress, Self::Done];
}

/// Everything one annotator says about one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    pub status: Status,
    /// Answers about the document as a whole.
    pub labels: Attributes,
    /// Left by a merge: what the other version answered to the same questions.
    pub other_labels: Attributes,
    spans: Shelf<SpanId, Arc<Span>>,
    /// Spans without a place in the text.
    orphans: Shelf<SpanId, Arc<Span>>,
    places: Places,
    links: Shelf<LinkId, Arc<Link>>,
    /// Each link under both its ends.
    ends: Shelf<(SpanId, LinkId), Arc<Link>>,
}

impl Layer {
    pub fn span(&self, id: &SpanId) -> Option<&Arc<Span>> {
        self.spans.get(id)
    }

    /// A span that waits for a place in the text.
    pub fn orphan(&self, id: &SpanId) -> Option<&Arc<Span>> {
        self.orphans.get(id)
    }

    /// The spans that wait for a place in the text, by id.
    pub fn orphans(&self) -> impl Iterator<Item = &Arc<Span>> {
        self.orphans.iter().map(|it| &it.1)
    }

    pub fn n_orphans(&self) -> usize {
        self.orphans.len()
    }

    /// A span, with or without a place in the text.
    pub fn record(&self, id: &SpanId) -> Option<&Arc<Span>> {
        self.span(id).or_else(|| self.orphan(id))
    }

    pub fn link(&self, id: &LinkId) -> Option<&Arc<Link>> {
        self.links.get(id)
    }

    /// All links, by id.
    pub fn links(&self) -> impl Iterator<Item = &Arc<Link>> {
        self.links.iter().map(|it| &it.1)
    }

    /// All spans in the order of the text: by start, the longest first, then by id.
    pub fn spans(&self) -> impl DoubleEndedIterator<Item = &Arc<Span>> {
        self.places.spans()
    }

    /// The spans whose extent meets a range of bytes, in the order of the text.
    pub fn spans_in(&self, range: Range<usize>) -> impl Iterator<Item = &Arc<Span>> {
        self.places.meeting(range)
    }

    /// The spans from the first one that starts at or after a byte, in the order of the text.
    pub fn spans_from(&self, byte: usize) -> impl Iterator<Item = &Arc<Span>> {
        self.places.from(byte)
    }

    /// The spans that start before a byte, the last one first.
    pub fn spans_before(&self, byte: usize) -> impl Iterator<Item = &Arc<Span>> {
        self.places.before(byte)
    }

    /// All spans in the order of the text, in bunches that stay at their address while nothing in them
    /// changes: who derives something from all spans does it anew for the others only.
    pub fn bunches(&self) -> &[Arc<Bunch>] {
        self.places.bunches()
    }

    pub fn n_spans(&self) -> usize {
        self.spans.len()
    }

    pub fn n_links(&self) -> usize {
        self.links.len()
    }

    /// The span after (or, with `None`, the first span) in the order of the text.
    pub fn span_after(&self, id: Option<&SpanId>) -> Option<&Arc<Span>> {
        match id {
            None => self.spans().next(),
            Some(id) => self.places.next(self.span(id)?),
        }
    }

    /// The span before (or, with `None`, the last span) in the order of the text.
    pub fn span_before(&self, id: Option<&SpanId>) -> Option<&Arc<Span>> {
        match id {
            None => self.spans().next_back(),
            Some(id) => self.places.previous(self.span(id)?),
        }
    }

    /// The links that leave or reach a span.
    pub fn links_of<'a>(&'a self, id: &'a SpanId) -> impl Iterator<Item = &'a Arc<Link>> {
        let (Ok(first) | Err(first)) = self
            .ends
            .search(|(end, _)| end.cmp(id).then(Ordering::Greater));
        let there = self.ends.from(first).take_while(move |it| it.0.0 == *id);
        there.map(|it| &it.1)
    }

    /// Whether nothing was said about the document.
    pub fn is_blank(&self) -> bool {
        self.status == Status::ToDo
            && self.labels.is_empty()
            && self.other_labels.is_empty()
            && self.spans.is_empty()
            && self.orphans.is_empty()
            && self.links.is_empty()
    }

    /// Puts, replaces or removes a span; returns what was there.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an edit gives its record away"
    )]
    pub(crate) fn set_span(&mut self, id: &SpanId, value: Option<Arc<Span>>) -> Option<Arc<Span>> {
        let orphan = self.orphans.remove(id);
        let (placed, homeless) = match &value {
            Some(it) if it.at.is_empty() => (None, Some(it)),
            other => (other.as_ref(), None),
        };
        let before = match placed {
            Some(span) => self.spans.insert(id.clone(), Arc::clone(span)),
            None => self.spans.remove(id),
        };
        self.places.replace(before.as_deref(), placed);
        if let Some(span) = homeless {
            self.orphans.insert(id.clone(), Arc::clone(span));
        }
        before.or(orphan)
    }

    /// Puts, replaces or removes a link; returns what was there.
    pub(crate) fn set_link(&mut self, id: &LinkId, value: Option<Arc<Link>>) -> Option<Arc<Link>> {
        let before = match &value {
            Some(link) => self.links.insert(id.clone(), Arc::clone(link)),
            None => self.links.remove(id),
        };
        for key in before.iter().flat_map(|it| ends(it)) {
            self.ends.remove(&key);
        }
        if let Some(link) = value {
            for key in ends(&link) {
                self.ends.insert(key, Arc::clone(&link));
            }
        }
        before
    }

    /// A layer of many records at once, as read from a file.
    pub fn new(
        status: Status,
        labels: Attributes,
        spans: impl IntoIterator<Item = Span>,
        links: impl IntoIterator<Item = Link>,
    ) -> Self {
        let spans = spans.into_iter().map(|it| (it.id.clone(), Arc::new(it)));
        let (orphans, spans) = spans.partition(|it| it.1.at.is_empty());
        let (orphans, spans) = (Shelf::new(orphans), Shelf::new(spans));
        let places = Places::new(spans.iter().map(|it| Arc::clone(&it.1)));
        let links = links.into_iter().map(|it| (it.id.clone(), Arc::new(it)));
        let links = Shelf::new(links.collect());
        let both = |it: &(LinkId, Arc<Link>)| ends(&it.1).map(|key| (key, Arc::clone(&it.1)));
        let ends = Shelf::new(links.iter().flat_map(both).collect());
        Self {
            status,
            labels,
            other_labels: Attributes::default(),
            spans,
            orphans,
            places,
            links,
            ends,
        }
    }
}

/// A link under the span it leaves and the one it reaches.
fn ends(link: &Link) -> [(SpanId, LinkId); 2] {
    [&link.from, &link.to].map(|end| (end.clone(), link.id.clone()))
}
