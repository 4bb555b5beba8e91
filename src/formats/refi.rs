//! REFI-QDA projects (`.qdpx`), as `ATLAS.ti`, `MAXQDA`, `NVivo`, `QualCoder` and others exchange them: a zip
//! file of texts and of one XML file that says what is coded in them.
//!
//! A code is a label, named by its path (`parent/child`); a coded selection is a span, a link between
//! selections a link, a coding of a whole source an answer to the question `codes`, a variable a field of
//! the metadata. The format has no attributes: ours are written into the names of selections, and read
//! from there again. GUIDs come from what they name, so that the same project gives the same bytes.

use std::io;

use super::format::{Fit, Format, Hold, Holds, Intake, Job, Reader, Reading, Writer, Writing};
use super::input::Input;
use super::output::Output;
use super::report::Fate;
use super::ways::LeftOpen;
use crate::model::progress::Cancelled;

mod codebook;
mod inside;
mod memos;
mod parse;
mod path;
mod read;
mod records;
mod write;

pub use codebook::REFI_QDC;

struct RefiQda;

/// Some versions of `QualCoder` write `qpdx`.
const ENDINGS: &[&str] = &["qdpx", "qpdx", "qde", "qdc"];
/// The question that codes of whole sources answer.
const CODES: &str = "codes";
/// How our own files say where they are from.
const ORIGIN: &str = "Sententia";

/// The format `refi-qda`.
pub const REFI_QDA: Format = Format {
    id: "refi-qda",
    extension: "qdpx",
    holds: Holds {
        spans: Hold::Yes,
        overlaps: Hold::Yes,
        fragments: Hold::No,
        attributes: Hold::Partly,
        links: Hold::Yes,
        notes: Hold::Yes,
        document_labels: Hold::Partly,
        metadata: Hold::Yes,
        status: Hold::No,
        annotators: Hold::Yes,
        splits: Hold::No,
    },
    reader: Some(&RefiQda),
    writer: Some(&RefiQda),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

impl Reader for RefiQda {
    fn knows(&self, input: &Input) -> Fit {
        match input.ending(ENDINGS).next() {
            Some(_) => Fit::Surely,
            None => Fit::No,
        }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(ENDINGS) {
            intake.check()?;
            let inside = match entry.ending().as_str() {
                "qdpx" | "qpdx" => entry.unpack(),
                _ => Ok(input.entries().to_vec()),
            };
            let inside = match inside {
                Ok(inside) => inside,
                Err(fault) => {
                    intake.tell(&entry.name, 0, fault, Fate::Skipped);
                    continue;
                }
            };
            let main = match entry.ending().as_str() {
                "qdpx" | "qpdx" => inside.iter().find(|it| it.ending() == "qde"),
                _ => Some(entry),
            };
            read::project(main, &inside, &entry.name, intake)?;
        }
        Ok(())
    }
}

impl Writer for RefiQda {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.qdpx", job.stem))?;
        Ok(Box::new(write::Project::new(&job, out)))
    }
}

/// A GUID for something by what it is and what it is called.
fn guid(what: &str, name: &str) -> String {
    let hash = super::decode::sha256(format!("{what}\0{name}").as_bytes());
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-5{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// Whether a text is a GUID, without braces and in lower case.
fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && text
            .chars()
            .all(|it| it == '-' || matches!(it, '0'..='9' | 'a'..='f'))
}
