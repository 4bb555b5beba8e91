//! CAS JSON 0.4 of UIMA: a file for each document, with its types in it.

use std::io;

use super::format::{Fit, Format, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing};
use super::input::{Entry, Input};
use super::names::Files;
use super::output::Output;
use super::report::{Fate, Ledger};
use super::uima::build::Builder;
use super::uima::{EXTRAS, draft};
use super::ways::LeftOpen;
use super::xmi::UIMA_HOLDS;
use crate::model::progress::Cancelled;

mod legacy;
mod read;
mod write;

pub use read::parse;
pub use write::cas as write_cas;

struct CasJson;

/// The format `casjson`.
pub const CAS_JSON: Format = Format {
    id: "casjson",
    extension: "json",
    shape: Shape::Folder,
    keeps: Some(EXTRAS),
    holds: UIMA_HOLDS,
    reader: Some(&CasJson),
    writer: Some(&CasJson),
    leaves_open: &[LeftOpen::Fragments],
};

impl Reader for CasJson {
    fn knows(&self, input: &Input) -> Fit {
        let looks = input.ending(&["json", "jcas"]).take(20).any(|it| {
            let head = it.head(200_000).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            head.contains("\"%FEATURE_STRUCTURES\"")
                || head.contains("\"%VIEWS\"")
                || head.contains("\"%TYPES\"")
        });
        if looks {
            return Fit::Surely;
        }
        let old = input.ending(&["json"]).take(20).any(is_old);
        if old { Fit::Likely } else { Fit::No }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(&["json", "jcas"]) {
            intake.check()?;
            let cas = entry.text().and_then(|it| {
                let source = it.strip_prefix('\u{FEFF}').unwrap_or(&it);
                parse(source, &entry.name, intake)
            });
            match cas {
                Ok(cas) => draft::give_records(cas, &entry.name, intake)?,
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        Ok(())
    }
}

/// Whether it seems to be the JSON of UIMA 2.
fn is_old(entry: &Entry) -> bool {
    let head = entry.head(200_000).unwrap_or_default();
    legacy::is_legacy(&String::from_utf8_lossy(&head))
}

impl Writer for CasJson {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Documents {
            out,
            builder: Builder::new(&job),
            files: Files::default(),
            buffer: Vec::new(),
        }))
    }
}

struct Documents<'a> {
    out: &'a mut dyn Output,
    builder: Builder<'a>,
    files: Files,
    /// The file being written.
    buffer: Vec<u8>,
}

impl Writing for Documents<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let cas = self.builder.cas(item, ledger);
        self.out
            .start(&self.files.next(&item.document.id, "json"))?;
        self.buffer.clear();
        write_cas(cas, &self.builder.types, &mut self.buffer)?;
        self.out.write_all(&self.buffer)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
