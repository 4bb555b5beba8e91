//! TEI P5: one file a document, its text in `<text>`, what is said of it beside the text in `<standOff>`.
//!
//! A span points at elements of the text by their `xml:id`: at a `<seg>` around its words wherever that
//! nests with the others, else from one `<anchor/>` to another. Every tool can follow such pointers, and
//! they stay right when somebody corrects a word. Only a fragment that crosses another span has to be
//! counted: `string-range(text,3,5)`. A label is a `<category>` of the header, an answer a feature in the
//! span, a link a `<relation>`, an annotator a `<respStmt>`.
//!
//! In: that, the same of others wherever it stands, and what they mark in the text itself: inline elements
//! become spans, elements that make up the page become lines and paragraphs.

use std::collections::BTreeSet;
use std::io;

use super::format::{
    Fit, Format, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::markup::source_in;
use super::names::Files;
use super::output::Output;
use super::report::{Fate, Fault, Ledger, LossKind};
use crate::model::progress::Cancelled;

mod annotation;
mod body;
mod draft;
mod elements;
mod features;
mod flow;
mod follow;
mod header;
mod ids;
mod keep;
mod kept;
mod links;
mod meta;
mod point;
mod purpose;
mod read;
mod scheme;
mod stand;
mod tree;
mod write;

struct Tei;

const ID: &str = "tei";
const SPACE: &str = "http://www.tei-c.org/ns/1.0";
/// How a file of our own is known: the name of an `<application>`.
const OWN: &str = "sententia";
/// The `xml:id` of the text, which offsets are counted in.
const TEXT: &str = "text";

/// The format `tei`.
pub const TEI: Format = Format {
    id: ID,
    extension: "xml",
    shape: Shape::Folder,
    holds: Holds::ALL,
    reader: Some(&Tei),
    writer: Some(&Tei),
    ..Format::NONE
};

/// How much of a file is looked at to know it.
const HEAD: u64 = 16_000;
const ENDINGS: &[&str] = &["xml", "tei"];

fn is_tei(entry: &Entry) -> bool {
    let head = entry.head(HEAD).unwrap_or_default();
    let head = match encoding_rs::Encoding::for_bom(&head) {
        Some((encoding, _)) => encoding.decode(&head).0,
        None => String::from_utf8_lossy(&head),
    };
    let root = root(&head).unwrap_or_default();
    let name = root.rsplit(':').next().unwrap_or_default();
    elements::is_document(name) || elements::is_corpus(name) || name == "stdf"
}

/// The name of the first element.
pub(super) fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        let end = match rest.as_bytes().first()? {
            b'?' => "?>",
            b'!' if rest.starts_with("!--") => "-->",
            b'!' => ">",
            _ => {
                return rest
                    .split(|it: char| it.is_whitespace() || "/>".contains(it))
                    .next();
            }
        };
        rest = &rest[rest.find(end)?..];
    }
}

impl Reader for Tei {
    fn knows(&self, input: &Input) -> Fit {
        if input.ending(ENDINGS).take(20).any(is_tei) {
            Fit::Surely
        } else {
            Fit::No
        }
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        for entry in input.ending(ENDINGS) {
            intake.check()?;
            if !is_tei(entry) {
                let fault = Fault::Unknown(entry.name.clone());
                intake.tell(&entry.name, 0, fault, Fate::Skipped);
                continue;
            }
            match source_in(entry, options.encoding.as_deref()) {
                Ok(source) => read::file(&source, &entry.name, intake)?,
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        Ok(())
    }
}

impl Writer for Tei {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        let mut reserved: BTreeSet<String> = BTreeSet::from([TEXT.to_owned()]);
        let scheme = scheme::Scheme::new(&job.project.schema, &mut reserved);
        Ok(Box::new(Documents {
            out,
            job,
            reserved,
            scheme,
            files: Files::default(),
        }))
    }
}

struct Documents<'a> {
    out: &'a mut dyn Output,
    job: Job<'a>,
    /// The `xml:id`s that are the same in every file.
    reserved: BTreeSet<String>,
    scheme: scheme::Scheme<'a>,
    files: Files,
}

impl Writing for Documents<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        self.out.start(&self.files.next(&item.document.id, "xml"))?;
        let ids = ids::Ids::beside(&self.reserved);
        let page = write::page(item, (self.job.project, &self.scheme), ids, ledger);
        ledger.add(LossKind::Characters, page.odd);
        self.out.write_all(page.text.as_bytes())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_is_found_behind_what_stands_before_it() {
        for (head, name) in [
            (
                "<?xml version='1.0'?><!-- <a> --><!DOCTYPE TEI><TEI xmlns='x'>",
                Some("TEI"),
            ),
            ("\u{FEFF}<tei:teiCorpus>", Some("tei:teiCorpus")),
            ("<!-- ", None),
            ("no XML", None),
        ] {
            assert_eq!(root(head), name);
        }
    }
}
