//! doccano's JSON Lines, as its projects give them out and take them in.
//!
//! ```json
//! {"id": 7, "text": "…", "label": [[0, 6, "ORG"]], "any": "metadata", "Comments": ["…"]}
//! {"text": "…", "entities": [{"id": 1, "start_offset": 0, "end_offset": 6, "label": "ORG"}],
//!  "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "founded"}]}
//! {"text": "…", "entities": [{"name": "…", "span": [0, 6], "type": "ORG"}]}
//! {"text": "…", "label": ["positive"]}
//! {"text": "…", "cats": ["flight"], "entities": [[0, 6, "City"]]}
//! ```
//!
//! Positions are code points. The third comes in only. Which of the others is written follows the schema, so that all lines of a file
//! suit one project: entities and relations where it has links, else places with labels; answers about the
//! document are `cats` beside spans, or `label` where there are none. doccano has neither attributes nor
//! fragments nor annotators. A project must allow overlapping spans, or doccano drops them silently.

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
mod table;
mod write;

struct Doccano;

/// Under which its extras are kept.
const ID: &str = "doccano";

/// The format `doccano`.
pub const DOCCANO: Format = Format {
    id: ID,
    extension: "jsonl",
    holds: Holds {
        overlaps: Hold::Yes,
        links: Hold::Yes,
        document_labels: Hold::Partly,
        metadata: Hold::Yes,
        ..Holds::LABELS
    },
    reader: Some(&Doccano),
    writer: Some(&Doccano),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

impl Reader for Doccano {
    fn columns(&self) -> &'static [&'static str] {
        &["text", "label"]
    }

    fn knows(&self, input: &Input) -> Fit {
        let mut lines = input.ending(&["txt"]).take(20);
        if lines.any(table::is_labelled) {
            return Fit::Likely;
        }
        fit_of_first(input, ENDINGS, read::fit)
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        // Where one says so itself, others are no lines of labels.
        let any_labelled = input.ending(&["txt"]).any(table::is_labelled);
        for entry in input.entries() {
            match entry.ending().as_str() {
                "csv" => table::file(entry, options, intake)?,
                "txt" if any_labelled && !table::is_labelled(entry) => {}
                "txt" => table::lines(entry, intake)?,
                ending if ENDINGS.contains(&ending) => read::file(entry, options, intake)?,
                _ => {}
            }
        }
        Ok(())
    }
}

impl Writer for Doccano {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.jsonl", job.stem))?;
        Ok(Box::new(Lines {
            layout: write::Layout::of(&job.project.schema),
            job,
            out,
            buffer: Vec::new(),
        }))
    }
}

struct Lines<'a> {
    layout: write::Layout,
    job: Job<'a>,
    out: &'a mut dyn Output,
    /// The line that is being written.
    buffer: Vec<u8>,
}

impl Writing for Lines<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let options = (self.layout, self.job.options);
        write::item((self.out, &mut self.buffer), item, options, ledger)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
