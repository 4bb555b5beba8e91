//! Prodigy's JSON Lines: what it gives out (`db-out`) and takes in.
//!
//! ```json
//! {"text": "…", "tokens": [{"text": "…", "start": 0, "end": 4, "id": 0, "ws": true}],
//!  "spans": [{"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "ORG"}],
//!  "relations": [{"head": 0, "child": 3, "head_span": {…}, "child_span": {…}, "label": "…"}],
//!  "meta": {}, "accept": ["A"], "answer": "accept", "_annotator_id": "…"}
//! ```
//!
//! Positions are code points; `end` is exclusive, `token_end` is not. `head` and `child` are the last tokens
//! of their spans. A record that was rejected or ignored says what is *not* so: it is kept beside its text as
//! it was, and never taken for an annotation. Records of one text one after another, by several annotators,
//! are one document.

use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::records::{ENDINGS, fit_of_first};
use super::report::Ledger;
use super::ways::LeftOpen;
use crate::model::progress::Cancelled;

mod read;
mod write;

struct Prodigy;

const ID: &str = "prodigy";

/// The format `prodigy`.
pub const PRODIGY: Format = Format {
    id: ID,
    extension: "jsonl",
    holds: Holds {
        overlaps: Hold::Yes,
        links: Hold::Yes,
        document_labels: Hold::Partly,
        metadata: Hold::Yes,
        annotators: Hold::Yes,
        ..Holds::LABELS
    },
    reader: Some(&Prodigy),
    writer: Some(&Prodigy),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

impl Reader for Prodigy {
    fn knows(&self, input: &Input) -> Fit {
        fit_of_first(input, ENDINGS, read::fit)
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(ENDINGS) {
            read::file(entry, intake)?;
        }
        Ok(())
    }
}

impl Writer for Prodigy {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.jsonl", job.stem))?;
        Ok(Box::new(Lines { job, out }))
    }
}

struct Lines<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
}

impl Writing for Lines<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        write::item(self.out, item, &self.job, ledger)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
