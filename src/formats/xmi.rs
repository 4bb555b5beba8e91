//! XMI of UIMA, as `INCEpTION` and `DKPro` write it: a file for each document, and `TypeSystem.xml` beside
//! them, which says what types there are. Without it they are guessed.

use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::names::Files;
use super::output::Output;
use super::report::{Fate, Fault, Ledger, LossKind};
use super::uima::build::Builder;
use super::uima::{EXTRAS, draft};
use super::ways::LeftOpen;
use crate::model::progress::Cancelled;

mod read;
mod write;

pub use read::{TypeFiles, parse};
pub use write::cas as write_cas;

struct Xmi;

/// What any format of UIMA holds.
pub(super) const UIMA_HOLDS: Holds = Holds {
    spans: Hold::Yes,
    overlaps: Hold::Yes,
    fragments: Hold::Partly,
    attributes: Hold::Yes,
    links: Hold::Yes,
    notes: Hold::Partly,
    document_labels: Hold::Partly,
    metadata: Hold::Yes,
    status: Hold::No,
    annotators: Hold::No,
    splits: Hold::No,
};

/// The format `xmi`.
pub const XMI: Format = Format {
    id: "xmi",
    extension: "xmi",
    shape: Shape::Folder,
    keeps: Some(EXTRAS),
    holds: UIMA_HOLDS,
    reader: Some(&Xmi),
    writer: Some(&Xmi),
    leaves_open: &[LeftOpen::Fragments],
};

impl Reader for Xmi {
    fn knows(&self, input: &Input) -> Fit {
        let fit = |it: &Entry| {
            let head = it.head(4_000).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            if head.contains(NAMESPACE) {
                Fit::Surely
            } else if is_inline(&head) {
                Fit::Likely
            } else {
                Fit::No
            }
        };
        let fits = input.ending(&["xmi", "xml"]).take(20).map(fit);
        fits.max().unwrap_or(Fit::No)
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let types = TypeFiles::of(input, intake);
        for entry in input.ending(&["xmi", "xml"]) {
            intake.check()?;
            let head = entry.head(4_000).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            if is_inline(&head) {
                entry.need_not_be_read();
                intake.tell(&entry.name, 0, INLINE, Fate::Skipped);
                continue;
            }
            if entry.ending() == "xml" && !head.contains(NAMESPACE) {
                continue;
            }
            let source = match super::markup::source_in(entry, options.encoding.as_deref()) {
                Ok(source) => source,
                Err(fault) => {
                    intake.tell(&entry.name, 0, fault, Fate::Skipped);
                    continue;
                }
            };
            let cas = parse(&source, types.for_file(&entry.name), &entry.name, intake);
            draft::give_records(cas, &entry.name, intake)?;
        }
        Ok(())
    }
}

const NAMESPACE: &str = "http://www.omg.org/XMI";

/// Inline XML, which UIMA writes, too: elements around the text, where they can be nested.
pub(super) const INLINE: Fault = Fault::Otherwise {
    what: "UIMA inline XML",
    instead: "XMI / CAS JSON 0.4",
};

/// Whether it is [`INLINE`].
pub(super) fn is_inline(source: &str) -> bool {
    let head = source
        .get(..source.floor_char_boundary(4_000))
        .unwrap_or(source);
    !head.contains(NAMESPACE) && head.contains(" sofa=\"Sofa\" begin=\"")
}

impl Writer for Xmi {
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
        self.out.start(&self.files.next(&item.document.id, "xmi"))?;
        self.buffer.clear();
        let odd = write_cas(&cas, &mut self.buffer);
        ledger.add(LossKind::Characters, odd);
        self.out.write_all(&self.buffer)
    }

    fn finish(mut self: Box<Self>, ledger: &mut Ledger) -> io::Result<()> {
        self.builder.declare_schema(ledger);
        self.out.start("TypeSystem.xml")?;
        self.builder.types.write(&mut *self.out)
    }
}
