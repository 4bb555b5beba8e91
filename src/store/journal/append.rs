//! Adding to a journal. A line is either there whole or not at all; a line that could not be
//! finished is cut off again before the next one is added.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Line;
use super::read::{Found, with_sum};
use crate::model::id::AnnotatorId;
use crate::store::atomic;
use crate::store::disk::{FORMAT, one_line};
use crate::store::git;
use crate::store::notice::SaveFailure;
use crate::store::paths;
use crate::store::set_aside;

/// A journal to add to. Its file is made, or repaired, when the first line is added.
#[derive(Debug)]
pub struct Journal {
    root: PathBuf,
    /// Below the project folder.
    path: PathBuf,
    annotator: AnnotatorId,
    file: Option<File>,
    /// Bytes of whole lines.
    length: u64,
    /// Number of the last entry.
    last: u64,
    /// What was found when the project was opened had to be kept aside first.
    unfit: bool,
    /// Bytes of the file when it was found.
    found_length: u64,
    /// Whether a line that was not finished may stand at the end.
    torn: bool,
}

impl Journal {
    pub fn new(
        root: &Path,
        annotator: &AnnotatorId,
        found: Option<&Found>,
    ) -> Result<Self, SaveFailure> {
        let path = paths::journal(annotator).map_err(|it| SaveFailure::new(paths::HISTORY, it))?;
        Ok(Self {
            root: root.to_owned(),
            path,
            annotator: annotator.clone(),
            file: None,
            length: found.map_or(0, |it| it.good_length),
            last: found.map_or(0, |it| it.last),
            unfit: found.is_some_and(|it| it.unfit),
            found_length: found.map_or(0, |it| it.length),
            torn: found.is_some_and(|it| it.length != it.good_length),
        })
    }

    /// The number of the last entry.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Adds an entry: `line` makes it from its number, which is returned.
    pub fn add(&mut self, line: impl FnOnce(u64) -> Line) -> Result<u64, SaveFailure> {
        let n = self.last + 1;
        self.write(&line(n))?;
        self.last = n;
        Ok(n)
    }

    /// Notes that the files hold everything up to and with entry `n`.
    pub fn checkpoint(&mut self, n: u64, when: jiff::Timestamp) -> Result<(), SaveFailure> {
        self.write(&Line::Checkpoint { n, when })
    }

    /// A handle to sync the file with, apart from adding to it; `None` if nothing was added.
    pub fn handle(&self) -> Result<Option<File>, SaveFailure> {
        let handle = self.file.as_ref().map(File::try_clone).transpose();
        handle.map_err(|error| SaveFailure::io(&self.path, &error))
    }

    fn write(&mut self, line: &Line) -> Result<(), SaveFailure> {
        let text = self.text(line)?;
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        let written = self.put(&mut file, text.as_bytes());
        self.file = Some(file);
        written.map_err(|error| SaveFailure::io(&self.path, &error))
    }

    fn text(&self, line: &Line) -> Result<String, SaveFailure> {
        let value = one_line(line).map_err(|it| SaveFailure::new(&self.path, it))?;
        Ok(with_sum(&value))
    }

    fn put(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if self.torn {
            file.set_len(self.length)?;
        }
        self.torn = true;
        if let Err(error) = file.write_all(bytes) {
            // If this fails too, the next line tries again before it is written.
            self.torn = file.set_len(self.length).is_err();
            return Err(error);
        }
        self.length += bytes.len() as u64;
        self.torn = false;
        Ok(())
    }

    fn open(&mut self) -> Result<File, SaveFailure> {
        let failed = |error: io::Error| SaveFailure::io(&self.path, &error);
        let full = paths::check_inside(&self.root, &self.path)
            .map_err(|it| SaveFailure::new(&self.path, it))?;
        let folder = full.parent().unwrap_or(&self.root).to_owned();
        std::fs::create_dir_all(&folder).map_err(failed)?;
        git::keep_out(&folder).map_err(failed)?;
        if self.unfit {
            set_aside::moved(&self.root, &self.path)?;
            (self.length, self.unfit, self.torn) = (0, false, false);
        }
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&full)
            .map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if self.length > 0 && length != self.found_length {
            // Somebody else added to it: nothing of theirs is cut off.
            file.write_all(b"\n").map_err(failed)?;
            (self.length, self.torn) = (length + 1, false);
        }
        if self.length == 0 {
            let first = Line::Journal {
                format: FORMAT,
                annotator: self.annotator.to_string(),
            };
            let text = self.text(&first)?;
            let started = self.put(&mut file, text.as_bytes());
            started
                .and_then(|()| atomic::sync_folder(&folder))
                .map_err(|error| SaveFailure::io(&self.path, &error))?;
        }
        Ok(file)
    }
}
