//! Which record is meant, of whoever's layer: one's own can be changed, those of others only read.

use std::sync::Arc;

use super::panel::text::MarkId;
use super::session::Session;
use crate::model::annotation::{Layer, Span};
use crate::model::id::{AnnotatorId, SpanId};
use crate::model::project::LayerKey;

/// Stands before the annotator, and between annotator and record, in the mark of another's record:
/// no id holds it.
const PART: char = '\u{1}';

/// A record on the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RecordId {
    Own(SpanId),
    Other(AnnotatorId, SpanId),
}

impl RecordId {
    /// The record that a mark of the page stands for.
    pub fn of(mark: &MarkId) -> Self {
        let parts = mark.strip_prefix(PART).and_then(|it| it.split_once(PART));
        match parts {
            Some((by, span)) => Self::Other(AnnotatorId::new(by), SpanId::new(span)),
            None => Self::Own(SpanId::new(mark)),
        }
    }

    /// The mark that stands for this record on the page: no two annotators' records share one.
    pub fn mark(&self) -> MarkId {
        match self {
            Self::Own(span) => MarkId::new(span.as_str()),
            Self::Other(by, span) => smol_str::format_smolstr!("{PART}{by}{PART}{span}"),
        }
    }

    pub fn span(&self) -> &SpanId {
        match self {
            Self::Own(span) | Self::Other(_, span) => span,
        }
    }

    /// The record, if it is one's own.
    pub fn own(&self) -> Option<&SpanId> {
        match self {
            Self::Own(span) => Some(span),
            Self::Other(..) => None,
        }
    }
}

impl Session {
    /// The layer of the open document that holds a record.
    pub fn layer_of(&self, record: &RecordId) -> Option<&Arc<Layer>> {
        match record {
            RecordId::Own(_) => self.layer(),
            RecordId::Other(by, _) => self.layer_by(by),
        }
    }

    /// What someone says of the open document.
    pub fn layer_by(&self, annotator: &AnnotatorId) -> Option<&Arc<Layer>> {
        self.workspace.project().layer(&LayerKey {
            annotator: annotator.clone(),
            document: self.desk.document.clone()?,
        })
    }

    /// A record of whoever's.
    pub fn span_of(&self, record: &RecordId) -> Option<&Arc<Span>> {
        self.layer_of(record)?.span(record.span())
    }

    /// Whether the page shows a record of one's own.
    pub fn shows(&self, span: &Span) -> bool {
        self.desk.shown.shows_own(self.workspace.project(), span)
    }

    /// The others who say something of the open document.
    pub fn others(&self) -> impl Iterator<Item = &AnnotatorId> {
        let project = self.workspace.project();
        let own = self.workspace.annotator();
        project.layers.iter().filter_map(move |(by, layers)| {
            let layer = layers.get(self.desk.document.as_ref()?)?;
            (by != own && layer.n_spans() > 0).then_some(by)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_two_annotators_never_meet() {
        let own = RecordId::Own(SpanId::new("s-1"));
        let anna = RecordId::Other(AnnotatorId::new("anna"), SpanId::new("s-1"));
        let bruno = RecordId::Other(AnnotatorId::new("bruno"), SpanId::new("s-1"));
        let odd = RecordId::Own(SpanId::new("anna/s-1"));
        let all = [own, anna, bruno, odd];
        for (i, a) in all.iter().enumerate() {
            assert_eq!(RecordId::of(&a.mark()), *a);
            for b in all.iter().skip(i + 1) {
                assert_ne!(a.mark(), b.mark());
            }
        }
    }
}
