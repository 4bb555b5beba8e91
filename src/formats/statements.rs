//! A table of statements for discourse network analysis: a row for each stance, with who holds it of what.
//! What is a stance, and where its holder, its target and its polarity are, is seen from the schema alone (see
//! [`stances`](super::stances)).
//!
//! `id,document,title,author,date,url,annotator,label,holder,target,polarity,sign,quote,start,end,note`, then a
//! column for each other question of these labels; `sign` is 1, 0 or -1, positions are code points. Cells that
//! a spreadsheet would take for formulas are guarded as in [`table`](super::table).

use std::borrow::Cow;
use std::io;

use super::format::{Format, Hold, Holds, Item, Job, Writer, Writing};
use super::output::Output;
use super::report::{Ledger, LossKind};
use super::stances::{Stance, Stances};
use super::table::cells::Rows;
use super::value::to_text;
use crate::model::id::AttributeId;
use crate::model::text::Count;

struct Statements;

const COLUMNS: [&str; 16] = [
    "id",
    "document",
    "title",
    "author",
    "date",
    "url",
    "annotator",
    "label",
    "holder",
    "target",
    "polarity",
    "sign",
    "quote",
    "start",
    "end",
    "note",
];

/// The format `statements`.
pub const STATEMENTS: Format = Format {
    id: "statements",
    extension: "csv",
    holds: Holds {
        overlaps: Hold::Yes,
        fragments: Hold::Partly,
        attributes: Hold::Partly,
        notes: Hold::Yes,
        metadata: Hold::Partly,
        annotators: Hold::Yes,
        ..Holds::LABELS
    },
    writer: Some(&Statements),
    ..Format::NONE
};

impl Writer for Statements {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        let stances = Stances::of(&job.project.schema);
        let mut others: Vec<&AttributeId> = Vec::new();
        for label in stances
            .labels()
            .filter_map(|it| job.project.schema.label(it))
        {
            let known = stances.questions(&label.id);
            let more = label.attributes.iter().map(|it| &it.id);
            for id in more.filter(|it| !known.contains(it)) {
                if !others.contains(&id) {
                    others.push(id);
                }
            }
        }
        let mut rows = Rows::new(b',');
        let own = others.iter().map(|it| {
            let name = it.as_str();
            if COLUMNS.contains(&name) {
                Cow::Owned(format!("attr:{name}"))
            } else {
                Cow::Borrowed(name)
            }
        });
        rows.row(COLUMNS.map(Cow::Borrowed).into_iter().chain(own))?;
        out.start(&format!("{}.csv", job.stem))?;
        Ok(Box::new(Table {
            job,
            out,
            stances,
            others,
            rows,
        }))
    }
}

struct Table<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    stances: Stances,
    /// The questions that have a column of their own.
    others: Vec<&'a AttributeId>,
    rows: Rows,
}

impl Writing for Table<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let (found, others) = self.stances.find(self.job.project, item);
        ledger.add(LossKind::OtherSpans, others);
        for it in found {
            self.row(item, &it, ledger)?;
        }
        let rows = std::mem::replace(&mut self.rows, Rows::bare(b','));
        self.out.write_all(&rows.bytes()?)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        self.out.write_all(&self.rows.bytes()?)
    }
}

impl Table<'_> {
    fn row(&mut self, item: &Item, it: &Stance, ledger: &mut Ledger) -> io::Result<()> {
        let document = item.document;
        let at = document
            .text
            .from_bytes(&it.span.extent(), Count::CodePoint);
        let Some(at) = at else {
            ledger.add(LossKind::SpansOutsideText, 1);
            return Ok(());
        };
        ledger.add(LossKind::Fragments, usize::from(it.span.at.len() > 1));
        let meta = &document.meta;
        let date = meta.date.map(|it| it.to_string()).unwrap_or_default();
        let mut cells: Vec<Cow<str>> = vec![
            it.span.id.as_str().into(),
            document.id.as_str().into(),
            document.title().into(),
            meta.author.as_str().into(),
            date.into(),
            meta.url.as_str().into(),
            it.by.as_str().into(),
            it.span.label.as_str().into(),
            it.holder.as_str().into(),
            it.target.as_str().into(),
            it.polarity.unwrap_or_default().into(),
            it.sign.number().to_string().into(),
            it.quote.as_str().into(),
            at.start.to_string().into(),
            at.end.to_string().into(),
            it.span.note.as_str().into(),
        ];
        for id in &self.others {
            let value = it.span.attributes.get(id);
            cells.push(value.map(to_text).unwrap_or_default().into());
        }
        self.rows.row(cells)
    }
}
