//! A table of spans for spreadsheets and statistics: a row for each span in `spans.csv`, for each link in
//! `links.csv`, for each document and annotator in `documents.csv`, and the texts in `texts/`.
//!
//! `doc,annotator,id,label,start,end,fragments,text,note`, then a column for each question. Positions are
//! code points, half-open. The columns of a table made elsewhere may have other names (see
//! [`Reading::columns`]), or no heading, where these are numbers; `;` between columns is seen. The texts are files of the names that
//! the column `doc` gives, or stand in a column `document_text`.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it, which is taken away when
//! the table is read; one that begins with an apostrophe and such a sign gets another.

use std::io;

use super::delimited;
use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::report::Ledger;
use super::ways::LeftOpen;
use crate::model::progress::Cancelled;

pub mod cells;
mod files;
mod names;
mod read;
mod write;

/// A kind of table, by what is between its cells.
struct Table {
    extension: &'static str,
    sign: u8,
}

/// The format `spans-csv`: commas and a byte order mark, as spreadsheets want it.
pub const CSV: Format = spans(
    "spans-csv",
    &Table {
        extension: "csv",
        sign: b',',
    },
);

/// The format `spans-tsv`: tabs.
pub const TSV: Format = spans(
    "spans-tsv",
    &Table {
        extension: "tsv",
        sign: b'\t',
    },
);

const fn spans(id: &'static str, table: &'static Table) -> Format {
    Format {
        id,
        extension: table.extension,
        shape: Shape::Folder,
        holds: Holds {
            attributes: Hold::Partly,
            splits: Hold::No,
            ..Holds::ALL
        },
        reader: Some(table),
        writer: Some(table),
        leaves_open: &[LeftOpen::Unit],
        ..Format::NONE
    }
}

/// The columns that every table of spans has.
const COLUMNS: [&str; 9] = [
    "doc",
    "annotator",
    "id",
    "label",
    "start",
    "end",
    "fragments",
    "text",
    "note",
];

impl Reader for Table {
    fn columns(&self) -> &'static [&'static str] {
        &COLUMNS
    }

    fn knows(&self, input: &Input) -> Fit {
        let mut endings = vec![self.extension];
        // What the shared task about propaganda calls its tables.
        endings.extend((self.sign == b'\t').then_some("labels"));
        let files = files::Files::of(input);
        let looks = input.ending(&endings).take(20).any(|it| {
            let head = it.head(1 << 12).unwrap_or_default();
            let rows = delimited::first_rows(&head, self.extension, read::LOOKED_AT);
            let whole = rows.get(..rows.len().max(2) - 1).unwrap_or_default();
            if let (Some(order), Some(first)) = (names::of_data(whole), rows.first()) {
                let of = order.iter().zip(first).find(|it| *it.0 == "doc");
                return of.is_some_and(|of| files.find("", ["", of.1]).is_some());
            }
            let mut rows = rows.into_iter();
            let heading = rows.next().unwrap_or_default();
            let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
            let named = |name: &&str| {
                heading
                    .iter()
                    .any(|it| it.trim().eq_ignore_ascii_case(name))
            };
            let own = ["start", "end", "label"].iter().all(named);
            let first = rows.next().unwrap_or_default();
            own || names::are_spans(&heading, &first)
        });
        if looks { Fit::Likely } else { Fit::No }
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        read::folder(input, self.extension, options, intake)
    }
}

impl Writer for Table {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Tables {
            tables: write::Tables::new(self, job),
            out,
        }))
    }
}

/// The texts are written as they come, the tables after them.
struct Tables<'a> {
    tables: write::Tables<'a>,
    out: &'a mut dyn Output,
}

impl Writing for Tables<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let file = self.tables.item(item, ledger)?;
        self.out.start(&file)?;
        self.out.write_all(item.document.text.as_str().as_bytes())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        for (name, bytes) in self.tables.finish()? {
            self.out.start(&name)?;
            self.out.write_all(&bytes)?;
        }
        Ok(())
    }
}
