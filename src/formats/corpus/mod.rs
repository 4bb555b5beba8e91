//! `corpus.ron`: the labelled corpus in one self-contained file, for training and for handing on.
//! Schema, targets, documents with text and metadata, and each annotator's records.
//!
//! Positions are Unicode code points of the text in the same file, as Python's `str` counts, half-open;
//! the quoted words stand beside them. Line ends inside a text are as they were. One record a line.

use std::io;

use crate::model::annotation::{Layer, Span};
use crate::model::document::Document;
use crate::model::progress::Cancelled;

use super::format::{Fit, Format, Holds, Intake, Item, Job, Reader, Reading, Writer, Writing};
use super::input::{Entry, Input};
use super::output::Output;
use super::report::{Ledger, LossKind};

mod drafts;
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

struct CorpusRon;

/// The format `corpus.ron`.
pub const CORPUS: Format = Format {
    id: "corpus",
    extension: "ron",
    keeps: Some(super::draft::EVERYTHING),
    holds: Holds::ALL,
    reader: Some(&CorpusRon),
    writer: Some(&CorpusRon),
    ..Format::NONE
};

impl Writer for CorpusRon {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.ron", job.stem))?;
        write::begin(job.project, out)?;
        Ok(Box::new(Records { out }))
    }
}

/// Documents on their way out.
struct Records<'a> {
    out: &'a mut dyn Output,
}

impl Writing for Records<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        for (_, layer) in &item.layers {
            ledger.add(LossKind::SpansOutsideText, n_outside(item.document, layer));
        }
        write::document(self.out, item)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        write::end(self.out)
    }
}

impl Reader for CorpusRon {
    fn knows(&self, input: &Input) -> Fit {
        let ours = |it: &Entry| {
            let head = it.head(400).unwrap_or_default();
            let head = String::from_utf8_lossy(&head).into_owned();
            head.lines().any(|it| it.starts_with("Corpus("))
        };
        let mut files = input.ending(&["ron"]);
        if files.any(ours) {
            Fit::Surely
        } else {
            Fit::No
        }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(&["ron"]) {
            intake.check()?;
            drafts::read(entry, intake)?;
        }
        Ok(())
    }
}

fn n_outside(document: &Document, layer: &Layer) -> usize {
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
