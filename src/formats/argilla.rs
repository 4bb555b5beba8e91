//! Argilla 2: `records.json`, a list of records, beside it the settings of the data set that takes them
//! (`settings.json`) and who the users are (`users.json`), for Argilla knows them by numbers only.
//!
//! ```json
//! [{"id": "a.txt", "status": "pending", "fields": {"text": "…"}, "metadata": {"title": "…"},
//!   "suggestions": {}, "vectors": {},
//!   "responses": {"spans": [{"value": [{"start": 0, "end": 4, "label": "claim"}], "user_id": "…"}]}}]
//! ```
//!
//! What version 1 gave out comes in as well, and what `datasets` makes of a data set. Positions are code points. Each user has a response to every question; what is suggested by a machine is
//! kept beside the text. Overlapping spans need a question that allows them, as the settings say.

use std::collections::BTreeMap;
use std::io;

use serde_json::json;

use super::format::{
    Fit, Format, Hold, Holds, Intake, Item, Job, Reader, Reading, Shape, Writer, Writing,
};
use super::input::Input;
use super::output::Output;
use super::records::{ENDINGS, fit_of_first};
use super::report::Ledger;
use super::ways::LeftOpen;
use super::write_json;
use crate::model::progress::Cancelled;

mod flat;
mod read;
mod settings;
mod write;

struct Argilla;

const ID: &str = "argilla";

/// The format `argilla`.
pub const ARGILLA: Format = Format {
    id: ID,
    extension: "json",
    shape: Shape::Folder,
    holds: Holds {
        overlaps: Hold::Yes,
        document_labels: Hold::Yes,
        metadata: Hold::Yes,
        annotators: Hold::Yes,
        ..Holds::LABELS
    },
    reader: Some(&Argilla),
    writer: Some(&Argilla),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

impl Reader for Argilla {
    fn columns(&self) -> &'static [&'static str] {
        &["text"]
    }

    fn knows(&self, input: &Input) -> Fit {
        fit_of_first(input, ENDINGS, read::fit)
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let users = settings::users(input);
        for entry in input.ending(ENDINGS) {
            let last = entry.name.rsplit('/').next().unwrap_or_default();
            if matches!(last, "settings.json" | "users.json" | "dataset.json") {
                entry.pass_over();
            } else {
                read::file(entry, options, &users, intake)?;
            }
        }
        Ok(())
    }
}

impl Writer for Argilla {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        out.start("settings.json")?;
        serde_json::to_writer_pretty(&mut *out, &settings::of(&job.project.schema))?;
        out.start("records.json")?;
        out.write_all(b"[")?;
        Ok(Box::new(Records {
            job,
            out,
            n: 0,
            users: write::Users::new(),
            buffer: Vec::new(),
        }))
    }
}

struct Records<'a> {
    job: Job<'a>,
    out: &'a mut dyn Output,
    n: usize,
    users: write::Users,
    /// The record that is being written.
    buffer: Vec<u8>,
}

impl Writing for Records<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        self.out
            .write_all(if self.n == 0 { b"\n" } else { b",\n" })?;
        self.n += 1;
        let record = write::record(item, &self.job, &mut self.users, ledger);
        write_json::write(self.out, &mut self.buffer, &record)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.start("users.json")?;
        let users = self.users.iter().filter(|(name, id)| name != id);
        let users: BTreeMap<_, _> = users.map(|(name, id)| (id, name)).collect();
        let users = users.into_iter();
        let users: Vec<_> = users
            .map(|(id, name)| json!({"id": id, "username": name}))
            .collect();
        serde_json::to_writer_pretty(&mut *self.out, &users)?;
        Ok(())
    }
}
