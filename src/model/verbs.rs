//! What analysts do, as named steps. A verb looks at the project and answers with the edits that do
//! it, or says why it cannot be done; it changes nothing itself. Ids and the moment come in as arguments.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use super::annotation::{Attributes, Layer, Link, Origin, Span, Status};
use super::conflict;
use super::document::Meta;
use super::edit::Edit;
use super::history::Step;
use super::id::{AttributeId, DocumentId, LabelId, LinkId, LinkKindId, SpanId};
use super::project::{LayerKey, Project};
use super::value::Value;

/// Why a verb cannot be done; shown to the analyst as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("nothing is selected")]
    EmptyRange,
    #[error("the selection is not inside the text")]
    OutsideText,
    #[error("the same words already carry this label")]
    Duplicate(SpanId),
    #[error("there is no such label in the schema")]
    UnknownLabel,
    #[error("there is no such record")]
    UnknownRecord,
    #[error("this answer does not fit the question")]
    WrongValue,
    #[error("the schema does not allow this link here")]
    LinkNotAllowed,
    #[error("a link needs two different records")]
    LinkToItself,
    #[error("this link is already there")]
    LinkExists,
}

impl Refusal {
    /// The key of its sentence in the translation files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::EmptyRange => "refusal-empty-range",
            Self::OutsideText => "refusal-outside-text",
            Self::Duplicate(_) => "refusal-duplicate",
            Self::UnknownLabel => "refusal-unknown-label",
            Self::UnknownRecord => "refusal-unknown-record",
            Self::WrongValue => "refusal-wrong-value",
            Self::LinkNotAllowed => "refusal-link-not-allowed",
            Self::LinkToItself => "refusal-link-to-itself",
            Self::LinkExists => "refusal-link-exists",
        }
    }
}

/// Who acts, where and when.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    pub project: &'a Project,
    pub key: &'a LayerKey,
    pub now: Timestamp,
}

impl Act<'_> {
    /// Marks a range of bytes with a label. The first mark of a document puts it in progress.
    pub fn mark(&self, id: SpanId, label: &LabelId, range: Range<usize>) -> Result<Step, Refusal> {
        self.project
            .schema
            .label(label)
            .ok_or(Refusal::UnknownLabel)?;
        self.check_range(&range)?;
        if let Some(twin) = self.twin(label, std::slice::from_ref(&range), None) {
            return Err(Refusal::Duplicate(twin));
        }
        let span = Span {
            id: id.clone(),
            label: label.clone(),
            at: vec![range],
            attributes: Attributes::default(),
            note: String::new(),
            origin: Origin::Manual,
            by: self.key.annotator.clone(),
            when: self.now,
            conflict: None,
        };
        let mut edits = self.begin();
        edits.push(Edit::Span(self.key.clone(), id, Some(Arc::new(span))));
        Ok(Step::new("step-mark", label.as_str(), edits))
    }

    /// Marks several ranges with one label, as one step. Those that carry it already are left as they are.
    pub fn mark_all(
        &self,
        marks: Vec<(SpanId, Range<usize>)>,
        label: &LabelId,
    ) -> Result<Step, Refusal> {
        let mut all = Step::new("step-mark-all", label.as_str(), self.begin());
        let mut made = 0;
        for (id, range) in marks {
            match self.mark(id, label, range) {
                Ok(step) => {
                    made += 1;
                    let spans = step.edits.into_iter();
                    all.edits
                        .extend(spans.filter(|it| matches!(it, Edit::Span(..))));
                }
                Err(Refusal::Duplicate(_)) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        if made == 0 {
            return Err(Refusal::EmptyRange);
        }
        Ok(all)
    }

    /// Removes a span and the links that touch it. Where a merge left another version of it, that one
    /// takes its place, and the links stay.
    pub fn remove(&self, id: &SpanId) -> Result<Step, Refusal> {
        let span = self.span(id)?;
        let label = span.label.clone();
        let succession = |it| conflict::succession(self.key, it, id);
        if let Some(edits) = self.layer().and_then(succession) {
            return Ok(Step::new("step-remove", label.as_str(), edits));
        }
        let mut edits: Vec<Edit> = self.layer().map_or_else(Vec::new, |layer| {
            layer
                .links_of(id)
                .map(|it| Edit::Link(self.key.clone(), it.id.clone(), None))
                .collect()
        });
        edits.push(Edit::Span(self.key.clone(), id.clone(), None));
        Ok(Step::new("step-remove", label.as_str(), edits))
    }

    /// Of the versions that a merge left of a span, keeps this one; of one that the other side removed,
    /// keeps it as it is.
    pub fn keep_version(&self, id: &SpanId) -> Result<Step, Refusal> {
        self.layer()
            .and_then(|it| conflict::keep(self.key, it, id))
            .ok_or(Refusal::UnknownRecord)
    }

    /// Of the versions that a merge left of a link, keeps this one.
    pub fn keep_link_version(&self, id: &LinkId) -> Result<Step, Refusal> {
        self.layer()
            .and_then(|it| conflict::keep_link(self.key, it, id))
            .ok_or(Refusal::UnknownRecord)
    }

    /// Gives, changes or withdraws an answer.
    pub fn answer(
        &self,
        id: &SpanId,
        attribute: &AttributeId,
        value: Option<Value>,
    ) -> Result<Step, Refusal> {
        let mut span = self.span(id)?.clone();
        let label = self
            .project
            .schema
            .label(&span.label)
            .ok_or(Refusal::UnknownLabel)?;
        let kind = &label.attribute(attribute).ok_or(Refusal::WrongValue)?.kind;
        if value.as_ref().is_some_and(|it| !it.fits(kind)) {
            return Err(Refusal::WrongValue);
        }
        span.attributes.set(attribute, value);
        Ok(self.put("step-answer", attribute.as_str(), span))
    }

    /// Changes the label, keeping the answers that both labels ask for.
    pub fn relabel(&self, id: &SpanId, label: &LabelId) -> Result<Step, Refusal> {
        let mut span = self.span(id)?.clone();
        let new = self
            .project
            .schema
            .label(label)
            .ok_or(Refusal::UnknownLabel)?;
        if let Some(twin) = self.twin(label, &span.at, Some(id)) {
            return Err(Refusal::Duplicate(twin));
        }
        span.attributes = span
            .attributes
            .iter()
            .filter(|(id, value)| new.attribute(id).is_some_and(|it| value.fits(&it.kind)))
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect();
        span.label = label.clone();
        let mut step = self.put("step-relabel", label.as_str(), span);
        step.edits.extend(self.links_lost_by(id, label));
        Ok(step)
    }

    /// Moves the edges of one fragment. Fragments that meet become one.
    pub fn reshape(
        &self,
        id: &SpanId,
        fragment: usize,
        range: Range<usize>,
    ) -> Result<Step, Refusal> {
        self.check_range(&range)?;
        let mut span = self.span(id)?.clone();
        *span.at.get_mut(fragment).ok_or(Refusal::UnknownRecord)? = range;
        span.at = joined(span.at);
        self.reshaped("step-reshape", span)
    }

    /// Adds a fragment to a span.
    pub fn extend(&self, id: &SpanId, range: Range<usize>) -> Result<Step, Refusal> {
        self.check_range(&range)?;
        let mut span = self.span(id)?.clone();
        span.at.push(range);
        span.at = joined(span.at);
        self.reshaped("step-extend", span)
    }

    /// Writes the note of a span.
    pub fn note(&self, id: &SpanId, note: &str) -> Result<Step, Refusal> {
        let mut span = self.span(id)?.clone();
        note.clone_into(&mut span.note);
        let label = span.label.clone();
        Ok(self.put("step-note", label.as_str(), span))
    }

    /// Links two spans. Where the schema allows only one such link, the new one takes the old one's place.
    pub fn link(
        &self,
        id: LinkId,
        kind: &LinkKindId,
        from: &SpanId,
        to: &SpanId,
    ) -> Result<Step, Refusal> {
        if from == to {
            return Err(Refusal::LinkToItself);
        }
        let rule = self
            .project
            .schema
            .link(kind)
            .ok_or(Refusal::LinkNotAllowed)?;
        let (a, b) = (self.span(from)?, self.span(to)?);
        if !rule.from.contains(&a.label) || !rule.to.contains(&b.label) {
            return Err(Refusal::LinkNotAllowed);
        }
        let leaving: Vec<&Arc<Link>> = self.layer().map_or_else(Vec::new, |layer| {
            layer
                .links()
                .filter(|it| {
                    it.kind == *kind && (it.from == *from || rule.symmetric && it.to == *from)
                })
                .collect()
        });
        if leaving
            .iter()
            .any(|it| it.to == *to || rule.symmetric && it.from == *to)
        {
            return Err(Refusal::LinkExists);
        }
        let mut edits = Vec::new();
        if rule
            .max_out
            .is_some_and(|most| leaving.len() >= most as usize)
            && let Some(oldest) = leaving.iter().min_by_key(|it| (it.when, &it.id))
        {
            edits.push(Edit::Link(self.key.clone(), oldest.id.clone(), None));
        }
        let link = Link {
            id: id.clone(),
            kind: kind.clone(),
            from: from.clone(),
            to: to.clone(),
            by: self.key.annotator.clone(),
            when: self.now,
            conflict: None,
        };
        edits.push(Edit::Link(self.key.clone(), id, Some(Arc::new(link))));
        Ok(Step::new("step-link", kind.as_str(), edits))
    }

    /// Removes a link.
    pub fn unlink(&self, id: &LinkId) -> Result<Step, Refusal> {
        let link = self
            .layer()
            .and_then(|it| it.link(id))
            .ok_or(Refusal::UnknownRecord)?;
        let kind = link.kind.as_str();
        let succession = |it| conflict::link_succession(self.key, it, id);
        let edits = self.layer().and_then(succession);
        let edits = edits.unwrap_or_else(|| vec![Edit::Link(self.key.clone(), id.clone(), None)]);
        Ok(Step::new("step-unlink", kind, edits))
    }

    /// Says how far the annotator is with the document.
    pub fn set_status(&self, status: Status) -> Step {
        Step::new(
            "step-status",
            self.key.document.as_str(),
            vec![Edit::Status(self.key.clone(), status)],
        )
    }

    /// Gives or withdraws an answer about the whole document.
    pub fn label_document(
        &self,
        attribute: &AttributeId,
        value: Option<Value>,
    ) -> Result<Step, Refusal> {
        let rule = self.project.schema.document_label(attribute);
        let fits = rule.is_some_and(|rule| value.as_ref().is_none_or(|it| it.fits(&rule.kind)));
        if !fits && !self.is_rival(attribute, value.as_ref()) {
            return Err(Refusal::WrongValue);
        }
        let mut edits = self.begin();
        edits.push(Edit::DocumentLabel(
            self.key.clone(),
            attribute.clone(),
            value,
        ));
        if self
            .layer()
            .is_some_and(|it| it.other_labels.get(attribute).is_some())
        {
            edits.push(Edit::OtherLabel(self.key.clone(), attribute.clone(), None));
        }
        Ok(Step::new("step-document-label", attribute.as_str(), edits))
    }

    /// Whether a merge left this answer to choose, whatever the schema says of it by now.
    fn is_rival(&self, attribute: &AttributeId, value: Option<&Value>) -> bool {
        self.layer().is_some_and(|it| {
            let other = it.other_labels.get(attribute);
            other.is_some() && (value == other || value == it.labels.get(attribute))
        })
    }

    fn layer(&self) -> Option<&Layer> {
        self.project.layer(self.key).map(Arc::as_ref)
    }

    fn span(&self, id: &SpanId) -> Result<&Span, Refusal> {
        self.layer()
            .and_then(|it| it.span(id))
            .map(Arc::as_ref)
            .ok_or(Refusal::UnknownRecord)
    }

    fn check_range(&self, range: &Range<usize>) -> Result<(), Refusal> {
        if range.is_empty() {
            return Err(Refusal::EmptyRange);
        }
        let document = self
            .project
            .document(&self.key.document)
            .ok_or(Refusal::OutsideText)?;
        document
            .text
            .get(range.clone())
            .map(|_| ())
            .ok_or(Refusal::OutsideText)
    }

    /// Another span with this label over exactly these fragments.
    fn twin(
        &self,
        label: &LabelId,
        at: &[Range<usize>],
        except: Option<&SpanId>,
    ) -> Option<SpanId> {
        let extent = at.first()?.start..at.last()?.end;
        self.layer()?
            .spans_in(extent)
            .find(|it| it.label == *label && it.at == at && Some(&it.id) != except)
            .map(|it| it.id.clone())
    }

    fn begin(&self) -> Vec<Edit> {
        match self.layer().map_or(Status::ToDo, |it| it.status) {
            Status::ToDo => vec![Edit::Status(self.key.clone(), Status::InProgress)],
            Status::InProgress | Status::Done => Vec::new(),
        }
    }

    fn put(&self, name: &str, detail: &str, mut span: Span) -> Step {
        span.when = self.now;
        span.by = self.key.annotator.clone();
        if span.origin == Origin::Accepted {
            span.origin = Origin::Edited;
        }
        Step::new(
            name,
            detail,
            vec![Edit::Span(
                self.key.clone(),
                span.id.clone(),
                Some(Arc::new(span)),
            )],
        )
    }

    fn reshaped(&self, name: &str, span: Span) -> Result<Step, Refusal> {
        if let Some(twin) = self.twin(&span.label, &span.at, Some(&span.id)) {
            return Err(Refusal::Duplicate(twin));
        }
        let label = span.label.clone();
        Ok(self.put(name, label.as_str(), span))
    }

    /// The removal of links that a span may not have under another label.
    fn links_lost_by(&self, id: &SpanId, label: &LabelId) -> Vec<Edit> {
        let Some(layer) = self.layer() else {
            return Vec::new();
        };
        let allowed = |link: &Link| {
            self.project.schema.link(&link.kind).is_some_and(|rule| {
                let end = if link.from == *id {
                    &rule.from
                } else {
                    &rule.to
                };
                end.contains(label)
            })
        };
        layer
            .links_of(id)
            .filter(|it| !allowed(it))
            .map(|it| Edit::Link(self.key.clone(), it.id.clone(), None))
            .collect()
    }
}

/// Writes what is known about a document.
pub fn set_meta(document: &DocumentId, meta: Meta) -> Step {
    Step::new(
        "step-meta",
        document.as_str(),
        vec![Edit::Meta(document.clone(), meta)],
    )
}

/// Sorted, with the fragments that touch or overlap made one.
fn joined(mut at: Vec<Range<usize>>) -> Vec<Range<usize>> {
    at.sort_by_key(|it| (it.start, it.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(at.len());
    for range in at {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}
