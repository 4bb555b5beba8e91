//! Anything the window can show: results, problems, links, the palette and *Back* all lead to a place.

use std::ops::Range;

use crate::model::id::{DocumentId, SpanId};

/// Somewhere to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Document(DocumentId),
    Record(DocumentId, SpanId),
    /// A stretch of text in bytes.
    Words(DocumentId, Range<usize>),
}

impl Place {
    pub fn document(&self) -> &DocumentId {
        match self {
            Self::Document(id) | Self::Record(id, _) | Self::Words(id, _) => id,
        }
    }
}
