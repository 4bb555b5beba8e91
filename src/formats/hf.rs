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
use super::records::{ENDINGS, each_record, samples};
use super::report::Ledger;
use crate::model::progress::Cancelled;

mod card;
#[cfg(feature = "parquet")]
mod columns;
mod draft;
mod rows;
mod shards;

use shards::Shards;

/// The format `hf-jsonl`.
pub struct Jsonl;
/// The format `hf-parquet`.
pub struct Parquet;
/// The format `hf-tokens`.
pub struct Tokens;

/// Under which the extras of all three are kept.
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

impl Format for Jsonl {
    fn id(&self) -> &'static str {
        "hf-jsonl"
    }

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn shape(&self) -> Shape {
        Shape::Folder
    }

    fn holds(&self) -> Holds {
        SPANS
    }

    fn reader(&self) -> Option<&dyn Reader> {
        Some(self)
    }

    fn writer(&self) -> Option<&dyn Writer> {
        Some(self)
    }
}

impl Reader for Jsonl {
    fn knows(&self, input: &Input) -> Fit {
        let fits = samples(input, ENDINGS).map(|it| draft::fit(&it));
        fits.max().unwrap_or(Fit::No)
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(ENDINGS) {
            let mut rows = draft::Rows::new(&entry.name, None);
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
mod tables {
    use super::{
        Cancelled, DataSet, Fit, Format, Hold, Holds, Input, Intake, Job, Kind, Layout, Output,
        Parquet, Reader, Reading, SPANS, Shape, Tokens, Writer, Writing, columns, io,
    };

    impl Format for Parquet {
        fn id(&self) -> &'static str {
            super::ID
        }

        fn extension(&self) -> &'static str {
            "parquet"
        }

        fn shape(&self) -> Shape {
            Shape::Folder
        }

        fn holds(&self) -> Holds {
            SPANS
        }

        fn reader(&self) -> Option<&dyn Reader> {
            Some(self)
        }

        fn writer(&self) -> Option<&dyn Writer> {
            Some(self)
        }
    }

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

    impl Format for Tokens {
        fn id(&self) -> &'static str {
            "hf-tokens"
        }

        fn extension(&self) -> &'static str {
            "parquet"
        }

        fn shape(&self) -> Shape {
            Shape::Folder
        }

        fn has_tags(&self) -> bool {
            true
        }

        fn holds(&self) -> Holds {
            Holds {
                splits: Hold::Yes,
                ..Holds::TEXT
            }
        }

        fn reader(&self) -> Option<&dyn Reader> {
            Some(&Parquet)
        }

        fn writer(&self) -> Option<&dyn Writer> {
            Some(self)
        }
    }

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
