//! BDOC, the JSON of GATE: a file for each document. In also as `MessagePack` and as YAML, several documents as
//! a list or line by line, as GATE Teamware exports them, and a `MultiDocument` of gatenlp.

use std::io;

use super::super::format::{
    Fit, Format, Hold, Holds, Intake, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::super::input::Input;
use super::super::output::Output;
use super::super::ways::LeftOpen;
use super::HOLDS;
use crate::model::progress::Cancelled;

mod read;
mod teamware;
mod write;

struct Bdoc;

const ID: &str = "bdoc";
/// The ending of a file that is packed as `MessagePack`.
const PACKED: &str = "bdocmp";
/// The ending of a file that is written as YAML.
const YAML: &str = "bdocym";
/// The endings of files of records, which may be of this format.
const RECORDS: &[&str] = &["json", "jsonl", "ndjson"];
const ENDINGS: &[&str] = &["bdocjs", "bdoc", "json", "jsonl", "ndjson", PACKED, YAML];

/// The format `bdoc`.
pub const BDOC: Format = Format {
    id: ID,
    extension: "bdocjs",
    shape: Shape::Folder,
    holds: Holds {
        document_labels: Hold::Partly,
        ..HOLDS
    },
    reader: Some(&Bdoc),
    writer: Some(&Bdoc),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

impl Reader for Bdoc {
    fn knows(&self, input: &Input) -> Fit {
        if input.ending(&["bdocjs", PACKED, YAML]).next().is_some() {
            return Fit::Surely;
        }
        let looks = input.ending(RECORDS).take(20).any(|it| {
            let head = it.head(1 << 18).unwrap_or_default();
            String::from_utf8_lossy(&head).contains("\"annotation_sets\"")
        });
        if looks { Fit::Likely } else { Fit::No }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(ENDINGS) {
            intake.check()?;
            read::file(entry, intake)?;
        }
        Ok(())
    }
}

impl Writer for Bdoc {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(write::Documents::new(job, out)))
    }
}
