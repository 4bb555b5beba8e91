//! `corpus.ron`: the labelled corpus in one self-contained file, for training and for handing on.
//! Schema, targets, documents with text and metadata, and each annotator's records.
//!
//! Positions are Unicode code points of the text in the same file, as Python's `str` counts, half-open;
//! the quoted words stand beside them. Line ends inside a text are as they were. One record a line.

use std::io::{self, Write};
use std::sync::Arc;

use crate::model::annotation::{Layer, Span};
use crate::model::document::Document;
use crate::model::project::Project;

use super::{Format, Loss, LossKind};

mod literal;
mod locate;
mod read;
mod saved;
mod view;
mod write;

pub use locate::Lines;
pub use read::{Problem, ReadError, Trouble};
pub use view::{Corpus, DocumentView, LinkView, SpanView};

/// The version of the shape written by this program; older ones are read, newer ones refused.
pub const VERSION: u32 = 1;

/// The format `corpus.ron`.
pub struct CorpusRon;

impl Format for CorpusRon {
    fn id(&self) -> &'static str {
        "corpus"
    }

    fn extension(&self) -> &'static str {
        "ron"
    }

    fn losses(&self, project: &Project) -> Vec<Loss> {
        let count = project
            .all_layers()
            .filter_map(|(key, layer)| Some((project.document(&key.document)?, layer)))
            .map(|(document, layer)| n_outside(document, layer))
            .sum();
        if count == 0 {
            return Vec::new();
        }
        vec![Loss {
            kind: LossKind::SpansOutsideText,
            count,
        }]
    }

    fn write(&self, project: &Project, out: &mut dyn Write) -> io::Result<()> {
        write::corpus(project, out)
    }
}

fn n_outside(document: &Document, layer: &Arc<Layer>) -> usize {
    layer.spans().filter(|it| !placed(document, it)).count()
}

/// Whether a span has a place that can be written: fragments, all of them inside the text.
fn placed(document: &Document, span: &Span) -> bool {
    !span.at.is_empty()
        && span
            .at
            .iter()
            .all(|it| document.text.get(it.clone()).is_some())
}

/// The words of each fragment of a span; `None` where one is not in the text.
fn words<'a>(document: &'a Document, span: &Span) -> Option<Vec<&'a str>> {
    let fragments = span.at.iter();
    fragments.map(|it| document.text.get(it.clone())).collect()
}
