//! Adding to a journal. A line is either there whole or not at all; a line that could not be
//! finished is cut off again before the next one is added.
//!
//! What was added since the last sync is kept: after a sync that failed, a system may take lines for
//! written that are not on the device, so they are written once more before the next one. The same is
//! done with what an earlier process may have left so.

use std::io;
use std::path::{Path, PathBuf};

use super::Line;
use super::read::{Found, with_sum};
use crate::model::id::AnnotatorId;
use crate::store::disk::{FORMAT, one_line};
use crate::store::files::{self, Handle, Root};
use crate::store::git;
use crate::store::notice::SaveFailure;
use crate::store::paths;

/// A journal to add to. Its file is made, or repaired, when the first line is added.
pub struct Journal {
    root: Root,
    /// Below the project folder.
    path: PathBuf,
    annotator: AnnotatorId,
    file: Option<Box<dyn Handle>>,
    /// Bytes of whole lines.
    length: u64,
    /// Bytes of the file when it was found.
    found_length: u64,
    /// Whether a line that was not finished may stand at the end.
    torn: bool,
    /// How often the file was changed, lines cut off included.
    n_changes: u64,
    /// Number of the last entry.
    last: u64,
    /// Whether some step waits for a file that cannot be read now: no checkpoint goes past it.
    waits: bool,
    synced: Synced,
}

/// What is known to survive a power cut.
#[derive(Default)]
struct Synced {
    /// Number of the last entry that does.
    last: u64,
    /// Bytes up to which the file does.
    length: u64,
    /// The bytes after that.
    tail: Vec<u8>,
    /// How many changes of the file do.
    n_changes: u64,
    /// Whether the name of the file does.
    named: bool,
    /// Whether a sync failed since, as far as is known.
    failed: bool,
}

/// A sync to do, apart from the journal, which can be added to meanwhile.
pub struct Pending {
    path: PathBuf,
    root: Root,
    folder: Option<PathBuf>,
    file: Box<dyn Handle>,
    length: u64,
    last: u64,
    n_changes: u64,
}

impl Journal {
    pub fn new(
        root: &Root,
        annotator: &AnnotatorId,
        found: Option<&Found>,
    ) -> Result<Self, SaveFailure> {
        let path = paths::journal(annotator).map_err(|it| SaveFailure::new(paths::HISTORY, it))?;
        let length = found.map_or(0, |it| it.good_length);
        let tail = found.map_or_else(Vec::new, |it| it.unsure_lines().to_vec());
        Ok(Self {
            root: root.clone(),
            path,
            annotator: annotator.clone(),
            file: None,
            length,
            found_length: found.map_or(0, |it| it.length),
            torn: found.is_some_and(|it| it.length != it.good_length),
            n_changes: 0,
            last: found.map_or(0, |it| it.last),
            waits: found.is_some_and(|it| it.waits),
            synced: Synced {
                length: length - tail.len() as u64,
                failed: !tail.is_empty(),
                tail,
                ..Synced::default()
            },
        })
    }

    /// The number of the last entry.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Its file, and the bytes of its whole lines.
    pub fn end(&self) -> (PathBuf, u64) {
        (self.path.clone(), self.length)
    }

    /// The number of the last entry that is known to survive a power cut.
    pub fn synced(&self) -> u64 {
        self.synced.last
    }

    /// Adds an entry: `line` makes it from its number, which is returned.
    pub fn add(&mut self, line: impl FnOnce(u64) -> Line) -> Result<u64, SaveFailure> {
        let n = self.last + 1;
        self.write(&line(n))?;
        self.last = n;
        Ok(n)
    }

    /// Adds an entry and syncs it, or takes it back.
    pub fn add_synced(&mut self, line: impl FnOnce(u64) -> Line) -> Result<u64, SaveFailure> {
        let (length, last) = (self.length, self.last);
        let n = self.add(line)?;
        if let Err(failure) = self.sync() {
            self.take_back(length, last);
            return Err(failure);
        }
        Ok(n)
    }

    /// Notes that the files hold everything up to and with entry `n`.
    pub fn checkpoint(&mut self, n: u64, when: jiff::Timestamp) -> Result<(), SaveFailure> {
        if self.waits {
            return Ok(());
        }
        self.write(&Line::Checkpoint { n, when })
    }

    /// The sync that would make everything added survive; `None` if nothing was added since the last.
    pub fn pending(&mut self) -> Result<Option<Pending>, SaveFailure> {
        if self.file.is_none() && self.length > 0 {
            // Whoever wrote it may have been killed before it was synced.
            self.file = Some(self.open()?);
        }
        let failed = |error: io::Error| SaveFailure::io(&self.path, &error);
        let Some(file) = &mut self.file else {
            return Ok(None);
        };
        if self.torn {
            self.n_changes += 1;
            file.set_length(self.length).map_err(failed)?;
            self.torn = false;
        }
        if self.synced.n_changes == self.n_changes && self.synced.named {
            return Ok(None);
        }
        let full = self.root.join(&self.path);
        if self.synced.failed {
            let again = self.root.files().modify(&full);
            if again.as_ref().is_err_and(files::is_missing) {
                // It was taken away, and what was added since went with it: the next line begins it anew.
                (self.file, self.length, self.found_length) = (None, 0, 0);
                self.synced = Synced::default();
            }
            again
                .and_then(|mut it| it.write_at(self.synced.length, &self.synced.tail))
                .map_err(failed)?;
            self.synced.failed = false;
        }
        let Some(file) = &self.file else {
            return Ok(None);
        };
        let file = file.share().map_err(failed)?;
        let folder = full.parent().map(Path::to_owned);
        Ok(Some(Pending {
            path: self.path.clone(),
            root: self.root.clone(),
            folder: folder.filter(|_| !self.synced.named),
            file,
            length: self.length,
            last: self.last,
            n_changes: self.n_changes,
        }))
    }

    /// Syncs it, and waits for that.
    pub fn sync(&mut self) -> Result<(), SaveFailure> {
        let Some(pending) = self.pending()? else {
            return Ok(());
        };
        let synced = pending.sync();
        self.settle(&pending, synced.is_ok());
        synced
    }

    /// Notes how a sync ended.
    pub fn settle(&mut self, pending: &Pending, well: bool) {
        if pending.path != self.path {
            return;
        }
        if !well {
            self.synced.failed = true;
            return;
        }
        let length = pending.length.min(self.length);
        let n_synced = length.saturating_sub(self.synced.length) as usize;
        let n_synced = n_synced.min(self.synced.tail.len());
        self.synced.tail.drain(..n_synced);
        self.synced.length = self.synced.length.max(length);
        // A sync begun earlier may end later.
        self.synced.last = self.synced.last.max(pending.last).min(self.last);
        self.synced.n_changes = pending.n_changes;
        self.synced.named |= pending.folder.is_some();
    }

    fn take_back(&mut self, length: u64, last: u64) {
        if self.file.is_none() {
            self.last = last;
            return;
        }
        let n_kept = length.saturating_sub(self.synced.length) as usize;
        self.synced.tail.truncate(n_kept);
        (self.length, self.last) = (length, last);
        self.n_changes += 1;
        let cut = self.file.as_mut().map(|it| it.set_length(length));
        self.torn = !matches!(cut, Some(Ok(())));
    }

    fn write(&mut self, line: &Line) -> Result<(), SaveFailure> {
        let text = self.text(line)?;
        if self.file.is_none() {
            self.file = Some(self.open()?);
        }
        if self.length == 0 {
            let first = Line::Journal {
                format: FORMAT,
                annotator: self.annotator.to_string(),
            };
            let first = self.text(&first)?;
            self.put(first.as_bytes())?;
        }
        self.put(text.as_bytes())
    }

    fn text(&self, line: &Line) -> Result<String, SaveFailure> {
        let value = one_line(line).map_err(|it| SaveFailure::new(&self.path, it))?;
        Ok(with_sum(&value))
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), SaveFailure> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        let failed = |error: io::Error| SaveFailure::io(&self.path, &error);
        self.n_changes += 1;
        if self.torn {
            file.set_length(self.length).map_err(failed)?;
        }
        self.torn = true;
        if let Err(error) = file.write_all(bytes) {
            // If this fails too, the next line tries again before it is written.
            self.torn = file.set_length(self.length).is_err();
            return Err(failed(error));
        }
        self.torn = false;
        self.length += bytes.len() as u64;
        self.synced.tail.extend_from_slice(bytes);
        Ok(())
    }

    fn open(&mut self) -> Result<Box<dyn Handle>, SaveFailure> {
        let failed = |error: io::Error| SaveFailure::io(&self.path, &error);
        let full = paths::check_inside(&self.root, &self.path)
            .map_err(|it| SaveFailure::new(&self.path, it))?;
        let files = self.root.files();
        let folder = full.parent().unwrap_or(self.root.path());
        self.root.create_folders(folder).map_err(failed)?;
        // Where this fails git sees the journals, which harms nothing.
        git::keep_out(&self.root, folder).ok();
        let mut file = files.append(&full).map_err(failed)?;
        let length = file.length().map_err(failed)?;
        if length != self.found_length {
            // Somebody else added to it: nothing of theirs is cut off.
            file.write_all(b"\n").map_err(failed)?;
            (self.length, self.torn) = (length + 1, false);
            self.found_length = self.length;
            self.synced.length = self.length;
            (self.synced.tail, self.synced.failed) = (Vec::new(), false);
        }
        Ok(file)
    }
}

impl Pending {
    /// Waits until everything is on the device.
    pub fn sync(&self) -> Result<(), SaveFailure> {
        let synced = self.file.sync().and_then(|()| match &self.folder {
            Some(folder) => self.root.files().sync_folder(folder),
            None => Ok(()),
        });
        synced.map_err(|error| SaveFailure::io(&self.path, &error))
    }
}
