//! brat's standoff: a text `a.txt` beside its annotations `a.ann` (in, also `.a1` and `.a2`).
//!
//! Positions are code points. Events come in as their trigger with a link for each argument, named by the
//! role; they go out as events again, and so do groups of equals (`*`). What the model has no place for
//! (attributes of relations, normalizations, lines that brat itself would refuse) is kept as it stands and
//! written back. What brat has no place for (what is known of a document, answers about it, how far it is)
//! goes into a file `a.meta.json` beside it, which brat does not read, so that it counts as lost.

use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::names::{self, Files};
use super::output::Output;
use super::report::{Fate, Fault, Ledger};
use crate::model::progress::Cancelled;
use pairs::Pairs;

mod conf;
mod line;
mod memory;
mod pairs;
mod place;
mod read;
mod side;
mod write;

struct Brat;

const ID: &str = "brat";
/// What annotations end with; a file of the first kind takes the place of the others.
const ENDINGS: [&str; 5] = ["ann", "a1", "a2", "rel", "co"];

/// The format `brat`.
pub const BRAT: Format = Format {
    id: ID,
    extension: "ann",
    shape: Shape::Folder,
    holds: Holds {
        spans: Hold::Yes,
        overlaps: Hold::Yes,
        fragments: Hold::Yes,
        attributes: Hold::Partly,
        links: Hold::Yes,
        notes: Hold::Partly,
        document_labels: Hold::Partly,
        metadata: Hold::Partly,
        status: Hold::Partly,
        annotators: Hold::No,
        splits: Hold::No,
    },
    reader: Some(&Brat),
    writer: Some(&Brat),
    ..Format::NONE
};

impl Reader for Brat {
    fn knows(&self, input: &Input) -> Fit {
        let mut found = input.ending(&ENDINGS).take(20).peekable();
        if found.peek().is_none() {
            return Fit::No;
        }
        let looks = found.any(|it| {
            let head = it.head(1 << 12).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            let head = head.trim_start_matches('\u{FEFF}').trim_start();
            head.is_empty() || line::Line::looks_like(head.lines().next().unwrap_or_default())
        });
        if looks { Fit::Surely } else { Fit::No }
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let valued = conf::declare(input, intake);
        let pairs = Pairs::of(input);
        for text in input.ending(&["txt"]) {
            for found in pairs.documents(text) {
                intake.check()?;
                if let Some(draft) = read::document(found, (options, &valued), intake) {
                    intake.document(draft)?;
                }
            }
        }
        for it in pairs.left {
            let fault = Fault::NoText(with_ending(&it.name, "txt"));
            intake.tell(&it.name, 0, fault, Fate::Skipped);
        }
        Ok(())
    }
}

/// The same path with another ending.
fn with_ending(name: &str, ending: &str) -> String {
    format!("{}.{ending}", names::without_ending(name))
}

impl Writer for Brat {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Folder {
            job,
            out,
            files: Files::default(),
            used: write::Used::default(),
        }))
    }
}

struct Folder<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    files: Files,
    /// Which labels were triggers of events, and which links were roles.
    used: write::Used,
}

impl Writing for Folder<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let name = self.files.next(&item.document.id, "txt");
        self.out.start(&name)?;
        self.out.write_all(item.document.text.as_str().as_bytes())?;
        let (lines, whole) = write::lines(item, &mut self.used, ledger);
        if let Some(lines) = lines {
            self.out.start(&with_ending(&name, "ann"))?;
            self.out.write_all(lines.as_bytes())?;
        }
        if let Some(side) = side::written(item, whole, ledger) {
            self.out.start(&with_ending(&name, side::ENDING))?;
            self.out.write_all(side.as_bytes())?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        let schema = &self.job.project.schema;
        self.out.start("annotation.conf")?;
        let text = conf::annotation(schema, &self.used);
        self.out.write_all(text.as_bytes())?;
        self.out.start("visual.conf")?;
        self.out.write_all(conf::visual(schema).as_bytes())
    }
}
