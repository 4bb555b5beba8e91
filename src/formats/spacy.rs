//! spaCy's `DocBin`: `.spacy`, what `spacy train` learns from.
//!
//! Words are cut where a span begins or ends, so that no span has to be made longer, and the text comes
//! back as it was. Where no two spans of a document overlap they are its entities (`doc.ents`), else they all
//! are in its span group `sc`, as the span categorizer wants them. Answers about a document are `cats`.
//! Links, attributes, notes, fragments and metadata are JSON under `sententia` in `doc.user_data`, which
//! spaCy keeps where it is told to store it. In files of others the group of a span, `id` and `kb_id` are
//! attributes of those names.

use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::report::Ledger;
use super::ways::LeftOpen;
use crate::model::progress::Cancelled;

mod bin;
mod own;
mod read;
mod strings;
mod write;

struct Spacy;

const ID: &str = "spacy";

/// The format `spacy`.
pub const SPACY: Format = Format {
    id: ID,
    extension: "spacy",
    holds: Holds {
        overlaps: Hold::Yes,
        attributes: Hold::Partly,
        links: Hold::Partly,
        notes: Hold::Partly,
        fragments: Hold::Partly,
        document_labels: Hold::Partly,
        metadata: Hold::Partly,
        ..Holds::LABELS
    },
    reader: Some(&Spacy),
    writer: Some(&Spacy),
    leaves_open: &[LeftOpen::Fragments, LeftOpen::Words],
    ..Format::NONE
};

impl Reader for Spacy {
    fn knows(&self, input: &Input) -> Fit {
        match input.ending(&["spacy"]).next() {
            Some(_) => Fit::Surely,
            None => Fit::No,
        }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(&["spacy"]) {
            read::file(entry, intake)?;
        }
        Ok(())
    }
}

impl Writer for Spacy {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.spacy", job.stem))?;
        Ok(Box::new(Docs {
            job,
            out,
            bin: bin::Bin::default(),
        }))
    }
}

/// The file is one packed value: it is written when all documents are there.
struct Docs<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    bin: bin::Bin,
}

impl Writing for Docs<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        write::document(&mut self.bin, item, &self.job, ledger);
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        self.bin.write(self.out)
    }
}
