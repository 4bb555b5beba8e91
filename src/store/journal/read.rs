//! Finding the journals of a project, and what kind each line is, without reading every step.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Line;
use crate::model::id::AnnotatorId;
use crate::store::decode;
use crate::store::disk::{SavedEdit, check_format, read_line};
use crate::store::files::Root;
use crate::store::notice::{Notice, Severity, Trouble};
use crate::store::open::{Failure, MAX_RON_BYTES, Opened, read_inside};
use crate::store::paths;

/// A journal as it was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Below the project folder.
    pub path: PathBuf,
    pub(super) source: String,
    pub(super) entries: Vec<Entry>,
    /// The files hold everything up to and with this entry.
    pub(super) covered: u64,
    /// The number of the last entry; 0 where there is none.
    pub(super) last: u64,
    /// Entries that the files lack of a copy of the journal that another one follows on, by line.
    pub(super) left_open: BTreeSet<usize>,
    /// Where the copy that is read now begins among the entries.
    pub(super) branch: usize,
    /// Bytes up to the end of the last whole line.
    pub(super) good_length: u64,
    /// Bytes of the whole file.
    pub(super) length: u64,
    /// From which byte on it may be that the device has it not, though the system shows it.
    pub(super) unsure: u64,
    /// Whether some line or step could not be used: the journal is kept aside once the files hold all else.
    pub(super) unfit: bool,
    /// Whether some step waits for a file that could not be read: the journal stays as it is, and says
    /// of no step that the files hold it.
    pub(super) waits: bool,
    /// Why it cannot be read at all.
    pub(super) unreadable: Option<Trouble>,
    pub(super) notices: Vec<Notice>,
}

/// A line that is a step, or takes one back, or does it again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub n: u64,
    pub kind: Kind,
    /// Counted from 1.
    pub line: usize,
    pub at: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Do,
    Undo(u64),
    Redo(u64),
    /// Says something about the journal or the files; not kept as an entry.
    Mark,
    /// A line that cannot be read: what came before it cannot be undone.
    Broken,
}

/// Every journal of a project with the annotator it belongs to, sorted.
pub(crate) fn find_all(opened: &mut Opened) -> Vec<(AnnotatorId, Found)> {
    let folder = Path::new(paths::HISTORY);
    if let Err(trouble) = paths::check_inside(&opened.root, folder) {
        opened.unseen(folder, trouble);
        return Vec::new();
    }
    let entries = opened.entries(folder);
    let mut ids: Vec<AnnotatorId> = entries
        .iter()
        .filter_map(|it| paths::id_of(Path::new(&it.name), ".journal"))
        .map(AnnotatorId::new)
        .collect();
    ids.sort();
    ids.into_iter()
        .filter_map(|id| {
            let found = find(&opened.root, &id)?;
            Some((id, found))
        })
        .collect()
}

/// The journal of one annotator, if there is one.
pub fn find(root: &Root, annotator: &AnnotatorId) -> Option<Found> {
    let path = paths::journal(annotator).ok()?;
    let bytes = match read_inside(root, &path, MAX_RON_BYTES) {
        Ok(bytes) => bytes,
        Err(Failure::Missing) => return None,
        Err(Failure::Other(trouble)) => {
            return Some(Found {
                notices: vec![Notice::new(&path, Severity::Error, trouble.clone())],
                path,
                unreadable: Some(trouble),
                ..Found::default()
            });
        }
    };
    Some(Found::read(path, &bytes))
}

impl Found {
    /// A journal of these bytes; `path` is for messages.
    pub fn read(path: PathBuf, bytes: &[u8]) -> Self {
        let whole = bytes
            .iter()
            .rposition(|it| *it == b'\n')
            .map_or(0, |it| it + 1);
        let mut found = Self {
            path,
            source: String::from_utf8_lossy(&bytes[..whole]).into_owned(),
            good_length: whole as u64,
            length: bytes.len() as u64,
            ..Self::default()
        };
        let source = std::mem::take(&mut found.source);
        let (mut at, mut n_lines) = (0, 0);
        for (i, line) in source.split_inclusive('\n').enumerate() {
            found.take_in(i + 1, at..at + line.len(), line);
            at += line.len();
            n_lines = i + 1;
        }
        found.source = source;
        found.unsure = found.first_unsure(bytes);
        if whole < bytes.len() {
            found.tell(n_lines + 1, Severity::Warning, Trouble::JournalTorn {});
        }
        found
    }

    /// Whoever wrote it may have been told by the system that lines were not synced, and have gone: the
    /// system then takes for written what is lost with the next power cut. Only what a checkpoint speaks
    /// of was synced before the checkpoint was added.
    fn first_unsure(&self, bytes: &[u8]) -> u64 {
        let as_it_stands = bytes.starts_with(self.source.as_bytes());
        if !as_it_stands {
            return self.good_length;
        }
        let sure = self.entries.iter().take_while(|it| it.n <= self.covered);
        sure.last().map_or(0, |it| it.at.end as u64)
    }

    /// The lines that may not be on the device.
    pub(super) fn unsure_lines(&self) -> &[u8] {
        let source = self.source.as_bytes();
        source.get(self.unsure as usize..).unwrap_or_default()
    }

    fn take_in(&mut self, line_number: usize, at: Range<usize>, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        if !sum_fits(line) {
            return self.broken(line_number, at, Trouble::JournalAltered {});
        }
        let kind = match number_of_step(line) {
            Some(n) => Ok((n, Kind::Do)),
            None => read_line(line).map(|it| self.kind_of(line_number, &it)),
        };
        match kind {
            Ok((n, _)) if n > MAX_NUMBER => {
                self.broken(line_number, at, Trouble::JournalUnfit {});
            }
            Ok((n, Kind::Mark)) => {
                self.covered = self.covered.max(n);
                // No number is given twice, even if the entry is lost that had it.
                self.last = self.last.max(n);
            }
            Ok((n, kind)) => {
                if self.is_fork(n) {
                    self.fork(line_number, &at);
                }
                self.last = self.last.max(n);
                self.entries.push(Entry {
                    n,
                    kind,
                    line: line_number,
                    at,
                });
            }
            Err(broken) => self.broken(line_number, at, broken.trouble),
        }
    }

    /// Whether an entry cannot follow on those before it: numbers only rise.
    fn is_fork(&self, n: u64) -> bool {
        let own = self.entries.get(self.branch..).unwrap_or_default();
        let last = own.iter().rfind(|it| it.kind != Kind::Broken);
        last.is_some_and(|it| it.n >= n)
    }

    /// Two copies of the journal were put one after the other, as a merge by lines does. What the files
    /// lack of the first is known; it cannot be undone.
    fn fork(&mut self, line: usize, at: &Range<usize>) {
        let own = self.entries.get(self.branch..).unwrap_or_default();
        let open = own.iter().filter(|it| it.n > self.covered);
        self.left_open.extend(open.map(|it| it.line));
        self.covered = 0;
        self.entries.push(Entry {
            n: self.last,
            kind: Kind::Broken,
            line,
            at: at.start..at.start,
        });
        self.branch = self.entries.len();
        self.unfit = true;
        self.tell(line, Severity::Error, Trouble::JournalForked {});
    }

    /// Whether the files may lack an entry.
    pub(super) fn is_open(&self, entry: &Entry) -> bool {
        let first = self.entries.get(self.branch).map_or(0, |it| it.line);
        if entry.line < first {
            self.left_open.contains(&entry.line)
        } else {
            entry.n > self.covered
        }
    }

    fn kind_of(&mut self, line_number: usize, line: &Line) -> (u64, Kind) {
        match line {
            Line::Do { n, .. } => (*n, Kind::Do),
            Line::Undo { n, step, .. } => (*n, Kind::Undo(*step)),
            Line::Redo { n, step, .. } => (*n, Kind::Redo(*step)),
            Line::Checkpoint { n, .. } => (*n, Kind::Mark),
            Line::Journal { format, .. } => {
                if let Err(trouble) = check_format(*format) {
                    self.unfit = true;
                    self.tell(line_number, Severity::Error, trouble);
                }
                (0, Kind::Mark)
            }
        }
    }

    fn broken(&mut self, line: usize, at: Range<usize>, trouble: Trouble) {
        let n = self.last;
        self.entries.push(Entry {
            n,
            kind: Kind::Broken,
            line,
            at,
        });
        self.unfit = true;
        self.tell(line, Severity::Error, Trouble::JournalBroken {});
        self.tell(line, Severity::Error, trouble);
    }

    pub(super) fn tell(&mut self, line: usize, severity: Severity, trouble: Trouble) {
        let notice = Notice::new(&self.path, severity, trouble).at_line(Some(line));
        self.notices.push(notice);
    }

    /// Reads the step that is entry `n`.
    pub(super) fn step(&self, n: u64) -> Option<(usize, Result<Line, Trouble>)> {
        let i = self.entries.partition_point(|it| it.n < n);
        let same = self.entries.get(i..)?.iter().take_while(|it| it.n == n);
        let entry = same.into_iter().find(|it| it.kind == Kind::Do)?;
        let line = self.source.get(entry.at.clone())?;
        Some((entry.line, read_line(line).map_err(|it| it.trouble)))
    }

    /// Bytes of the file as it was found.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What was amiss with it.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Bytes of the step that is entry `n`.
    pub(super) fn size_of(&self, n: u64) -> usize {
        let i = self.entries.partition_point(|it| it.n < n);
        self.entries.get(i).map_or(0, |it| it.at.len())
    }

    /// The edits of an entry.
    pub(super) fn edits(&self, entry: &Entry) -> Result<Vec<SavedEdit>, Trouble> {
        match read_line(self.source.get(entry.at.clone()).unwrap_or_default()) {
            Ok(Line::Do { edits, .. } | Line::Undo { edits, .. } | Line::Redo { edits, .. }) => {
                Ok(edits)
            }
            Ok(Line::Journal { .. } | Line::Checkpoint { .. }) => Ok(Vec::new()),
            Err(broken) => Err(broken.trouble),
        }
    }

    /// The last entry, if the files lacked it when the project was opened.
    pub fn open_end(&self) -> Option<u64> {
        let open = self.last > self.covered || !self.left_open.is_empty();
        open.then_some(self.last)
    }

    /// Whether some of it could not be used, so that it is to be kept aside.
    pub fn is_unfit(&self) -> bool {
        self.unfit && !self.waits
    }

    /// Whether some step waits for a file that could not be read.
    pub fn waits(&self) -> bool {
        self.waits
    }

    pub(crate) fn set_waits(&mut self, waits: bool) {
        self.waits = waits;
    }

    /// Why it cannot be read, if it cannot: then nothing may be added to it.
    pub fn unreadable(&self) -> Option<&Trouble> {
        self.unreadable.as_ref()
    }

    /// When the first entry was made that the files may lack.
    pub(super) fn first_open(&self) -> Option<Timestamp> {
        let entry = self
            .entries
            .iter()
            .find(|it| self.is_open(it) && it.kind != Kind::Broken)?;
        match read_line(self.source.get(entry.at.clone())?) {
            Ok(Line::Do { when, .. } | Line::Undo { when, .. } | Line::Redo { when, .. }) => {
                Some(when)
            }
            Ok(Line::Journal { .. } | Line::Checkpoint { .. }) | Err(_) => None,
        }
    }
}

/// The number of a step as this program writes it, without reading the rest of the line.
fn number_of_step(line: &str) -> Option<u64> {
    let (number, rest) = line.strip_prefix("Do(n: ")?.split_once(',')?;
    (rest.ends_with(")\n"))
        .then(|| number.parse().ok())
        .flatten()
}

/// No entry has a higher number: one a microsecond for longer than there were computers.
const MAX_NUMBER: u64 = u64::MAX / 2;

/// What stands between a line and its sum: to RON it begins a comment.
const BEFORE_SUM: &str = " // ";
const SUM_LENGTH: usize = 8;

/// A line as it is written: the value, its sum, the line end.
pub(super) fn with_sum(value: &str) -> String {
    format!("{value}{BEFORE_SUM}{}\n", sum(value))
}

/// Whether a line is as it was written. A line without a sum was written by hand.
fn sum_fits(line: &str) -> bool {
    let line = line.trim_end_matches('\n');
    let at = line.len().saturating_sub(SUM_LENGTH);
    match line.split_at_checked(at) {
        Some((before, given)) if given.bytes().all(|it| it.is_ascii_hexdigit()) => before
            .strip_suffix(BEFORE_SUM)
            .is_none_or(|it| sum(it) == given),
        _ => true,
    }
}

fn sum(value: &str) -> String {
    let mut hex = decode::sha256(value.as_bytes());
    hex.truncate(SUM_LENGTH);
    hex
}
