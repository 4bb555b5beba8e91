//! Data sets of Hugging Face: a folder with `README.md`, the card, and `data/train-00000-of-00001.parquet`
//! for each set, as `datasets.load_dataset` takes it.
//!
//! There are two layouts. `hf-parquet` and `hf-jsonl` hold spans: a row for each document and annotator, with
//! lists of spans, relations, labels and metadata; attributes are lists of names and values, for rows with
//! differing keys do not load. `hf-tokens` holds words and their tags, as token classification learns from
//! them. Both are read from both kinds of file. Positions are code points.

use std::io;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::records::{ENDINGS, each_record, fit_of_first};
use super::report::Ledger;
use crate::model::progress::Cancelled;

mod card;
#[cfg(feature = "parquet")]
mod columns;
mod draft;
mod names;
mod rows;
mod shards;

use shards::Shards;

struct Jsonl;

/// Under which the extras of all three are kept; words and tags have no place for them.
const ID: &str = "hf-parquet";

const SPANS: Holds = Holds {
    splits: Hold::Yes,
    ..Holds::ALL
};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Spans,
    Tokens,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Jsonl,
    #[cfg(feature = "parquet")]
    Parquet,
}

/// The format `hf-jsonl`.
pub const HF_JSONL: Format = Format {
    id: "hf-jsonl",
    extension: "jsonl",
    shape: Shape::Folder,
    keeps: Some(ID),
    holds: SPANS,
    reader: Some(&Jsonl),
    writer: Some(&Jsonl),
    ..Format::NONE
};

impl Reader for Jsonl {
    fn knows(&self, input: &Input) -> Fit {
        let names = names::beside(input);
        fit_of_first(input, ENDINGS, |row| {
            if draft::is_named(row, &names) {
                Fit::Surely
            } else {
                draft::fit(row)
            }
        })
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        let names = names::beside(input);
        for entry in input.ending(ENDINGS).filter(|it| !names::is_info(it)) {
            let mut rows = draft::Rows::new(&entry.name, names.clone());
            each_record(entry, intake, |line, row, intake| {
                rows.row(line, row, intake)
            })?;
            rows.finish(intake)?;
        }
        Ok(())
    }
}

impl Writer for Jsonl {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(DataSet::new(job, out, Layout::Spans, Kind::Jsonl)))
    }
}

#[cfg(feature = "parquet")]
pub use tables::{HF_PARQUET, HF_TOKENS};

#[cfg(feature = "parquet")]
mod tables {
    use super::super::ways::LeftOpen;
    use super::{
        Cancelled, DataSet, Fit, Format, Hold, Holds, Input, Intake, Job, Kind, Layout, Output,
        Reader, Reading, SPANS, Shape, Writer, Writing, columns, io,
    };

    struct Parquet;
    struct Tokens;

    /// The format `hf-parquet`.
    pub const HF_PARQUET: Format = Format {
        id: super::ID,
        extension: "parquet",
        shape: Shape::Folder,
        holds: SPANS,
        reader: Some(&Parquet),
        writer: Some(&Parquet),
        ..Format::NONE
    };

    impl Reader for Parquet {
        fn knows(&self, input: &Input) -> Fit {
            match input.ending(&["parquet"]).next() {
                Some(_) => Fit::Surely,
                None => Fit::No,
            }
        }

        fn read(
            &self,
            input: &Input,
            _: &Reading,
            intake: &mut dyn Intake,
        ) -> Result<(), Cancelled> {
            for entry in input.ending(&["parquet"]) {
                columns::file(entry, intake)?;
            }
            Ok(())
        }
    }

    impl Writer for Parquet {
        fn begin<'a>(
            &'a self,
            job: Job<'a>,
            out: &'a mut dyn Output,
        ) -> io::Result<Box<dyn Writing + 'a>> {
            Ok(Box::new(DataSet::new(
                job,
                out,
                Layout::Spans,
                Kind::Parquet,
            )))
        }
    }

    /// The format `hf-tokens`.
    pub const HF_TOKENS: Format = Format {
        id: "hf-tokens",
        extension: "parquet",
        shape: Shape::Folder,
        holds: Holds {
            splits: Hold::Yes,
            ..Holds::LABELS
        },
        leaves_open: LeftOpen::OF_WORDS,
        reader: Some(&Parquet),
        writer: Some(&Tokens),
        ..Format::NONE
    };

    impl Writer for Tokens {
        fn begin<'a>(
            &'a self,
            job: Job<'a>,
            out: &'a mut dyn Output,
        ) -> io::Result<Box<dyn Writing + 'a>> {
            Ok(Box::new(DataSet::new(
                job,
                out,
                Layout::Tokens,
                Kind::Parquet,
            )))
        }
    }
}

/// A data set on its way out.
struct DataSet<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    layout: Layout,
    tags: rows::TagNames,
    shards: Shards,
}

impl<'a> DataSet<'a> {
    fn new(job: Job<'a>, out: &'a mut dyn Output, layout: Layout, kind: Kind) -> Self {
        Self {
            tags: rows::TagNames::new(&job.project.schema, job.options.tags),
            shards: Shards::new(layout, kind, &job.options.splits.names, out.renames()),
            job,
            out,
            layout,
        }
    }
}

impl Writing for DataSet<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let rows = match self.layout {
            Layout::Spans => rows::spans(item, &self.job, ledger),
            Layout::Tokens => vec![rows::tokens(item, &self.job, &mut self.tags, ledger)],
        };
        for row in rows {
            self.shards
                .push(item.split, &row, &self.tags, &mut *self.out)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        let (name, layout) = (&self.job.project.name, self.layout);
        self.shards.finish(&self.tags, self.out, |files, out| {
            let card = card::write(name, layout, &self.tags, files);
            out.start("README.md")?;
            out.write_all(card.as_bytes())
        })
    }
}
