//! The zip file of a project of `INCEpTION` (and `WebAnno`), as *Export project* makes it and *Import
//! project* takes it in.
//!
//! ```text
//! exportedproject.json                    layers, tag sets, documents, how far each annotator is
//! source/<document>                       the document as it came
//! annotation/<document>/<user>.json       what an annotator says of it, in the format that was asked for
//! annotation_ser/<document>/<user>.ser    the same as Java keeps it
//! curation/<document>/CURATION_USER.json  what was decided
//! ```
//!
//! Everybody's work is read from `annotation` and `curation` (XMI, CAS JSON, `WebAnno` TSV), through the
//! feature structures of [UIMA](super::uima); what is there only as Java keeps it is told. It is written
//! there, too, but `INCEpTION` itself takes in nothing but what Java has kept. So where one annotator has
//! worked on a document, its source is XMI that says the same: every version of `INCEpTION` begins with
//! what the source says. Where there are several, their work has to be imported user by user.

use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::names;
use super::output::Output;
use super::report::Fate;
use super::uima::EXTRAS;
use super::ways::LeftOpen;
use super::xmi::UIMA_HOLDS;
use crate::model::progress::Cancelled;

mod cas;
mod layers;
mod project;
mod read;
mod schema;
mod write;

struct Inception;

/// Whose work is what was decided.
const CURATOR: &str = "CURATION_USER";
/// Whose work is what the source says.
const INITIAL: &str = "INITIAL_CAS";

/// The format `inception`.
pub const INCEPTION: Format = Format {
    id: "inception",
    extension: "zip",
    shape: Shape::Folder,
    keeps: Some(EXTRAS),
    holds: Holds {
        status: Hold::Yes,
        annotators: Hold::Yes,
        ..UIMA_HOLDS
    },
    reader: Some(&Inception),
    writer: Some(&Inception),
    leaves_open: &[LeftOpen::Fragments],
};

impl Reader for Inception {
    fn knows(&self, input: &Input) -> Fit {
        let described = input.entries().iter().filter(|it| describes(it)).take(20);
        let looks = described.into_iter().any(|it| {
            let head = it.head(1 << 20).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            head.contains("\"layers\"") || head.contains("\"source_documents\"")
        });
        let packed = || {
            input
                .ending(&["zip"])
                .take(20)
                .any(|it| !inside(it).is_empty())
        };
        if looks || packed() {
            Fit::Package
        } else {
            Fit::No
        }
    }

    fn read(
        &self,
        input: &Input,
        reading: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        read::projects(input.entries(), "", reading, intake)?;
        for entry in input.ending(&["zip"]) {
            intake.check()?;
            match entry.unpack() {
                Ok(entries) => read::projects(&entries, &entry.name, reading, intake)?,
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        Ok(())
    }
}

/// Whether a file describes a project.
fn describes(entry: &Entry) -> bool {
    let last = entry.name.rsplit('/').next().unwrap_or_default();
    last.starts_with("exportedproject") && entry.ending() == "json"
}

/// The descriptions of projects packed in a file.
fn inside(entry: &Entry) -> Vec<Entry> {
    let entries = entry.unpack().unwrap_or_default();
    entries.into_iter().filter(describes).collect()
}

impl Writer for Inception {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(write::Package::new(&job, out)))
    }
}

/// The name of a document in a project: all of them lie in one folder.
fn flat(name: &str) -> String {
    let sign = |it: char| {
        if "/\\?*<>:|\"".contains(it) || it.is_control() {
            '_'
        } else {
            it
        }
    };
    names::tidy(name).chars().map(sign).collect()
}
