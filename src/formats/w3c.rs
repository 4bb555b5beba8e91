//! W3C Web Annotation: a text `a.txt` beside a page of annotations `a.jsonld`.
//!
//! A span is an annotation with a target for each fragment, selected by position (code points) and by quote;
//! its label is a body for `tagging`, its note one for `commenting`, an answer one for `assessing` with the
//! name of its question as `sententia:attribute`. A link is an annotation for `linking` whose target is the
//! span that it leaves and whose first body is the one it reaches. What the vocabulary has no word for stands
//! under a prefix of our own.
//!
//! In: pages, collections, single annotations and exports of Hypothes.is, of texts that are among the files. What has no place here
//! is kept and written back; a file about nothing that is there is kept whole, as a document without text.

use std::collections::BTreeMap;
use std::io;

use super::draft::{Draft, extras};
use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::{Entry, Input};
use super::names::{self, Files};
use super::output::Output;
use super::report::Ledger;
use super::write_json::write_pretty;
use crate::model::progress::Cancelled;

mod bodies;
mod page;
mod read;
mod rest;
mod select;
mod write;

struct WebAnnotation;

const ID: &str = "w3c";
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What our own words begin with.
const OWN: &str = "urn:sententia:";
/// What a file kept whole begins with among the extras.
const WHOLE: &str = "whole\n";

/// The format `w3c`.
pub const W3C: Format = Format {
    id: ID,
    extension: "jsonld",
    shape: Shape::Folder,
    holds: Holds {
        attributes: Hold::Partly,
        document_labels: Hold::Partly,
        metadata: Hold::Partly,
        status: Hold::Partly,
        ..Holds::ALL
    },
    reader: Some(&WebAnnotation),
    writer: Some(&WebAnnotation),
    ..Format::NONE
};

/// Whether a file is an export of Hypothes.is: the same records by other names.
fn is_export(source: &str) -> bool {
    ["\"TextQuoteSelector\"", "\"uri\"", "\"user\""]
        .iter()
        .all(|it| source.contains(it))
}

impl Reader for WebAnnotation {
    fn knows(&self, input: &Input) -> Fit {
        let looks = input.ending(&["json", "jsonld"]).take(20).any(|it| {
            let head = it.head(1 << 12).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            head.contains("ns/anno.jsonld") || is_export(&head)
        });
        if looks { Fit::Surely } else { Fit::No }
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let texts: BTreeMap<&str, &Entry> = input
            .ending(&["txt", "md", "html", "text"])
            .map(|it| (it.name.as_str(), it))
            .collect();
        let mut used = std::collections::BTreeSet::new();
        for entry in input.ending(&["json", "jsonld"]) {
            intake.check()?;
            for (text, draft) in read::file(entry, &texts, options, intake) {
                used.extend(text);
                intake.document(draft)?;
            }
        }
        // Texts that nobody has said anything about.
        for (name, entry) in texts.iter().filter(|it| !used.contains(*it.0)) {
            intake.check()?;
            if let Some(text) = read::text(entry, options, intake) {
                let mut draft = Draft::new((*name).to_owned(), text.0);
                draft.stored = text.1;
                intake.document(draft)?;
            }
        }
        Ok(())
    }
}

impl Writer for WebAnnotation {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Pages {
            job,
            out,
            files: Files::default(),
            buffer: Vec::new(),
        }))
    }
}

struct Pages<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    files: Files,
    /// The page that is being written.
    buffer: Vec<u8>,
}

impl Writing for Pages<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let id = &item.document.id;
        let extra = extras(&item.document.meta, ID);
        let untouched = item.document.text.is_empty();
        if let Some(whole) = extra
            .and_then(|it| it.strip_prefix(WHOLE))
            .filter(|_| untouched)
        {
            let ending = names::ending(id.as_str());
            let name = self
                .files
                .next(id, if ending.is_empty() { "json" } else { &ending });
            self.out.start(&name)?;
            return self.out.write_all(whole.as_bytes());
        }
        let name = self.files.next(id, "txt");
        self.out.start(&name)?;
        self.out.write_all(item.document.text.as_str().as_bytes())?;
        let stem = name.strip_suffix(".txt").unwrap_or(&name);
        self.out.start(&format!("{stem}.jsonld"))?;
        let names = write::Names::of(item, &name, self.job);
        let extra = extra.filter(|it| !it.starts_with(WHOLE));
        let kept = rest::Kept::of(extra.unwrap_or_default());
        let page = write::page(item, &names, &kept, ledger);
        write_pretty(self.out, &mut self.buffer, &page)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
