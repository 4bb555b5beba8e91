//! `WebAnno` TSV 3, the table of words that `WebAnno` and `INCEpTION` write: a file for each document.
//!
//! ```text
//! #FORMAT=WebAnno TSV 3.3
//! #T_SP=webanno.custom.Claim|sure
//!
//!
//! #Text=It will rain.
//! 1-1    0-2     It      _
//! 1-2    3-7     will    yes[1]
//! 1-3    8-12    rain    yes[1]
//! 1-4    12-13   .       _
//! ```
//!
//! It says what XMI says, in another form, so it goes through the same feature structures as the formats
//! of [UIMA](super::uima): the same layers become the same labels, questions and links, and what has no
//! place with us is kept under the same name. Words of others are kept as they are.
//!
//! Words are cut by the text alone. Where a span begins or ends inside one, a sub-token is written, so that
//! the files of several annotators have the same words: `INCEpTION` takes in annotations only for the words
//! that it knows. What no other place fits is written as a sub-token, too, such as the blank after a word.

use std::io;

use super::draft::Draft;
use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::names::Files;
use super::output::Output;
use super::report::{Fate, Fault, Ledger, Problem};
use super::uima::build::Builder;
use super::uima::{Cas, EXTRAS, Fs, draft};
use super::ways::LeftOpen;
use crate::model::progress::Cancelled;
use crate::model::schema::Schema;

mod cells;
mod escape;
pub(super) mod guess;
mod head;
mod layers;
mod read;
mod sheet;
mod stack;
mod types;
mod units;
mod write;

use head::Head;

struct WebAnno;

/// How every file begins.
const FORMAT: &str = "#FORMAT=WebAnno TSV ";

/// The format `webanno-tsv`.
pub const WEBANNO_TSV: Format = Format {
    id: "webanno-tsv",
    extension: "tsv",
    shape: Shape::Folder,
    keeps: Some(EXTRAS),
    holds: Holds {
        overlaps: Hold::Yes,
        fragments: Hold::No,
        attributes: Hold::Partly,
        links: Hold::Yes,
        notes: Hold::Partly,
        ..Holds::LABELS
    },
    reader: Some(&WebAnno),
    writer: Some(&WebAnno),
    leaves_open: &[LeftOpen::Fragments],
};

impl Reader for WebAnno {
    fn knows(&self, input: &Input) -> Fit {
        let fits = input.ending(&["tsv"]).take(20).map(|it| {
            let head = it.head(4_000).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            if bare(&head).starts_with(FORMAT) {
                Fit::Surely
            } else if is_old(&head) {
                Fit::Likely
            } else {
                Fit::No
            }
        });
        fits.max().unwrap_or(Fit::No)
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.own(&["tsv"]) {
            intake.check()?;
            file(entry, intake)?;
        }
        Ok(())
    }
}

/// Without a byte order mark.
fn bare(source: &str) -> &str {
    source.strip_prefix('\u{FEFF}').unwrap_or(source)
}

/// Whether it seems to be of version 1 or 2: sentences were numbered, and there was no word about the format.
fn is_old(source: &str) -> bool {
    let mut lines = bare(source).lines();
    let numbered = lines.clone().any(|it| it.starts_with("#id="));
    numbered && lines.any(|it| it.starts_with("#text="))
}

fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let source = match entry.text() {
        Ok(source) => source,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let Some((cas, words)) = parse(&source, &entry.name, intake) else {
        return Ok(());
    };
    draft::give(&cas, words, &entry.name, &mut Guessing(intake))
}

/// Reads a file as feature structures, and words and sentences that are no records of anybody.
pub(super) fn parse(source: &str, file: &str, intake: &mut dyn Intake) -> Option<(Cas, Vec<Fs>)> {
    let source = bare(source);
    let first = source.lines().next().unwrap_or_default();
    let known = first.strip_prefix(FORMAT);
    if !known.is_some_and(|it| it.trim_end() == "3" || it.starts_with("3.")) {
        let old =
            known.is_none() && is_old(source) || known.is_some_and(|it| it.starts_with(['1', '2']));
        let fault = if old {
            Fault::Otherwise {
                what: "WebAnno TSV 1, 2",
                instead: "WebAnno TSV 3",
            }
        } else {
            Fault::Unknown(first.to_owned())
        };
        intake.tell(file, 1, fault, Fate::Skipped);
        return None;
    }
    let head = Head::read(source);
    let sheet = sheet::Sheet::read(source, &head, file, intake);
    let read = read::cas(&head, &sheet, file, intake);
    Some((read.cas, read.words))
}

/// Says of answers what kind they are, which other formats of UIMA declare.
struct Guessing<'a>(&'a mut dyn Intake);

impl Intake for Guessing<'_> {
    fn declare(&mut self, schema: &Schema) {
        self.0.declare(schema);
    }

    fn document(&mut self, mut draft: Draft) -> Result<(), Cancelled> {
        for layer in &mut draft.layers {
            guess::kinds(layer);
        }
        self.0.document(draft)
    }

    fn problem(&mut self, problem: Problem) {
        self.0.problem(problem);
    }

    fn check(&self) -> Result<(), Cancelled> {
        self.0.check()
    }
}

impl Writer for WebAnno {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        let mut builder = Builder::new(&job);
        builder.words = false;
        Ok(Box::new(Documents {
            out,
            builder,
            files: Files::default(),
        }))
    }
}

struct Documents<'a> {
    out: &'a mut dyn Output,
    builder: Builder<'a>,
    files: Files,
}

impl Writing for Documents<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let cas = self.builder.cas(item, ledger);
        self.out.start(&self.files.next(&item.document.id, "tsv"))?;
        let text = &item.document.text;
        let layer = item.layer();
        write::document(&cas, &self.builder.types, (text, layer), ledger, self.out)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
