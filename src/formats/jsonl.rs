//! JSON Lines of our own: a line for each document and annotator, with everything that a project has.
//!
//! ```json
//! {"id": "a.txt", "text": "…", "meta": {"title": "…"}, "annotator": "anna", "status": "done",
//!  "labels": {"register": "blog"},
//!  "spans": [{"id": "s-1", "label": "prediction", "start": 11, "end": 29, "text": "…",
//!             "attributes": {"certainty": "probable"}, "note": "…"}],
//!  "relations": [{"id": "l-1", "type": "held_by", "head": "s-1", "tail": "s-2"}]}
//! ```
//!
//! Positions are code points, half-open, as Python's `str` counts. A span of several fragments has them
//! beside its extent, as `"fragments": [[11, 14], [20, 29]]`. Lines of one document stand together.

use std::io;

use serde_json::{Map, Value as Json};

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::report::Ledger;
use crate::model::progress::Cancelled;

mod read;
mod row;
mod write;

struct Lines;

/// The format `jsonl`.
pub const JSONL: Format = Format {
    id: "jsonl",
    extension: "jsonl",
    holds: Holds {
        splits: Hold::No,
        ..Holds::ALL
    },
    reader: Some(&Lines),
    writer: Some(&Lines),
    ..Format::NONE
};

impl Reader for Lines {
    fn knows(&self, input: &Input) -> Fit {
        let looks = input.ending(&["jsonl", "ndjson"]).take(20).any(|it| {
            let head = it.head(1 << 20).unwrap_or_default();
            let head = String::from_utf8_lossy(&head);
            is_row(head.lines().next().unwrap_or_default())
        });
        if looks { Fit::Likely } else { Fit::No }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(&["jsonl", "ndjson", "json"]) {
            read::file(entry, intake)?;
        }
        Ok(())
    }
}

/// Whether a line looks like a row of ours; of a long one there may be no more than its beginning.
fn is_row(line: &str) -> bool {
    match serde_json::from_str::<Map<String, Json>>(line) {
        Ok(row) => {
            let is_list = |key: &str| row.get(key).is_some_and(Json::is_array);
            let is_text = |key: &str| row.get(key).is_some_and(Json::is_string);
            is_text("id") && is_text("text") && is_list("spans") && is_list("relations")
        }
        Err(_) => ["\"id\"", "\"text\"", "\"spans\"", "\"relations\""]
            .iter()
            .all(|it| line.contains(it)),
    }
}

impl Writer for Lines {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start(&format!("{}.jsonl", job.stem))?;
        Ok(Box::new(Rows { out }))
    }
}

struct Rows<'a> {
    out: &'a mut dyn Output,
}

impl Writing for Rows<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        write::item(self.out, item, ledger)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
