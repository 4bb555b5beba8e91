//! Label Studio: `tasks.json`, a list of tasks with their annotations, and beside it `config.xml`, the
//! labelling interface that shows them.
//!
//! ```json
//! [{"data": {"text": "…", "title": "…"},
//!   "annotations": [{"completed_by": 3, "result": [
//!     {"id": "s1", "from_name": "label", "to_name": "text", "type": "labels",
//!      "value": {"start": 0, "end": 4, "text": "…", "labels": ["claim"]}},
//!     {"id": "s1", "from_name": "stance", "to_name": "text", "type": "choices",
//!      "value": {"start": 0, "end": 4, "text": "…", "choices": ["for"]}},
//!     {"type": "relation", "from_id": "s1", "to_id": "s2", "direction": "right", "labels": ["supports"]}]}]}]
//! ```
//!
//! Positions are code points; tasks annotated before Label Studio counted so have UTF-16, which is seen from
//! the words that regions quote. An arrow to the left is turned round, and back when it is written. Annotations
//! that were cancelled, predictions, and regions of images, HTML or dialogues are kept beside the text as they were.

use std::collections::BTreeSet;
use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::records::fit_of_first;
use super::report::{Fate, Fault, Ledger};
use super::ways::LeftOpen;
use super::write_json;
use crate::model::id::AttributeId;
use crate::model::progress::Cancelled;

mod answer;
mod config;
mod dialogue;
mod min;
mod people;
mod read;
mod region;
mod shown;
mod table;
mod write;

struct LabelStudio;

const ID: &str = "label-studio";

/// The format `label-studio`.
pub const LABEL_STUDIO: Format = Format {
    id: ID,
    extension: "json",
    shape: Shape::Folder,
    holds: Holds {
        fragments: Hold::No,
        status: Hold::No,
        ..Holds::ALL
    },
    reader: Some(&LabelStudio),
    writer: Some(&LabelStudio),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

impl Reader for LabelStudio {
    fn columns(&self) -> &'static [&'static str] {
        &["text"]
    }

    fn knows(&self, input: &Input) -> Fit {
        if input.ending(table::ENDINGS).take(20).any(table::is_export) {
            return Fit::Surely;
        }
        fit_of_first(input, &["json"], read::fit)
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        for entry in input.ending(&["xml"]) {
            if let Some((schema, left)) = config::read(entry) {
                intake.declare(&schema);
                for question in left {
                    intake.tell(&entry.name, 0, Fault::Unknown(question), Fate::Skipped);
                }
            }
        }
        for entry in input.ending(&["json", "jsonl"]) {
            read::file(entry, input, options, intake)?;
        }
        let tables = input.ending(table::ENDINGS);
        for entry in tables.filter(|it| table::is_export(it)) {
            if let Some(tasks) = table::as_lines(entry, intake) {
                read::file(&tasks, input, options, intake)?;
            }
        }
        Ok(())
    }
}

impl Writer for LabelStudio {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start("config.xml")?;
        out.write_all(config::write(&job.project.schema).as_bytes())?;
        out.start("tasks.json")?;
        out.write_all(b"[")?;
        Ok(Box::new(Tasks {
            job,
            mixed: config::mixed(&job.project.schema),
            out,
            n: 0,
            buffer: Vec::new(),
        }))
    }
}

struct Tasks<'a> {
    job: Job<'a>,
    /// Questions that take words.
    mixed: BTreeSet<&'a AttributeId>,
    out: &'a mut dyn Output,
    n: usize,
    /// The task that is being written.
    buffer: Vec<u8>,
}

impl Writing for Tasks<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        self.out
            .write_all(if self.n == 0 { b"\n" } else { b",\n" })?;
        self.n += 1;
        let task = write::task(item, (&self.job, &self.mixed), ledger);
        write_json::write(self.out, &mut self.buffer, &task)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        self.out.write_all(b"\n]\n")
    }
}
