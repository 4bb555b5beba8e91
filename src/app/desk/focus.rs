//! Where the keys go: to the text, where letters mark, or to a record, where digits answer. It is
//! always one or the other, and visibly so; no key means two things at once.

use crate::model::id::{AttributeId, SpanId};

/// What has the keyboard while no text field has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    Text,
    Record {
        span: SpanId,
        /// The question that the next digit answers; `None`: the first open one.
        question: Option<AttributeId>,
    },
}

impl Focus {
    pub fn on(span: SpanId) -> Self {
        Self::Record {
            span,
            question: None,
        }
    }

    /// The record with the focus.
    pub fn span(&self) -> Option<&SpanId> {
        match self {
            Self::Text => None,
            Self::Record { span, .. } => Some(span),
        }
    }
}
