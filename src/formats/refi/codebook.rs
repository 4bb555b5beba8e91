//! Writing a codebook alone (`.qdc`): the labels of a project, for a program that begins to code with them.

use std::collections::BTreeSet;
use std::io;

use super::super::format::{Format, Item, Job, Writer, Writing};
use super::super::output::Output;
use super::super::report::{Ledger, LossKind};
use super::{ORIGIN, write};

struct RefiQdc;

/// The format `refi-qdc`. It is read as `refi-qda`.
pub const REFI_QDC: Format = Format {
    id: "refi-qdc",
    extension: "qdc",
    writer: Some(&RefiQdc),
    ..Format::NONE
};

impl Writer for RefiQdc {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.qdc", job.stem))?;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
        writeln!(
            out,
            "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"{ORIGIN}\"><Codes>"
        )?;
        let schema = &job.project.schema;
        let labels: BTreeSet<String> = schema.labels.iter().map(|it| it.id.to_string()).collect();
        write::codes(&labels, schema, out)?;
        writeln!(out, "</Codes></CodeBook>")?;
        Ok(Box::new(Codebook))
    }
}

/// All is written before the first document comes.
struct Codebook;

impl Writing for Codebook {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let spans = item.layers.iter().map(|it| it.1.n_spans()).sum();
        ledger.add(LossKind::OtherSpans, spans);
        ledger.add(LossKind::Texts, 1);
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
