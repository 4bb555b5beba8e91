//! Backups: zips of `project.ron`, the guidelines, all annotations and all journals under
//! `.sententia/backups/`. The name of each says when and why it was made and how much it holds.

mod read;
mod restore;
mod rotate;

use std::collections::BTreeMap;
use std::io::{self, Cursor, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::files::{self, Kind, Root};
use super::notice::{SaveFailure, Trouble};
use super::{known, paths, set_aside};

pub use restore::{Restored, is_broken_off, restore, resume};
pub use rotate::Limits;

/// Where they are, below the project folder.
pub const FOLDER: &str = ".sententia/backups";

/// Why a backup is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The first edit of a day.
    Daily,
    /// Before texts come in.
    Import,
    /// Before an act that changes many records.
    Bulk,
    /// Before the schema changes.
    Reform,
    /// Before a text is revised.
    Revision,
    /// Before a backup is restored.
    Restore,
    /// Somebody asked for it.
    Asked,
}

impl Reason {
    pub const ALL: [Self; 7] = [
        Self::Daily,
        Self::Import,
        Self::Bulk,
        Self::Reform,
        Self::Revision,
        Self::Restore,
        Self::Asked,
    ];

    /// As it stands in the name of a backup.
    pub fn id(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Import => "import",
            Self::Bulk => "bulk",
            Self::Reform => "schema",
            Self::Revision => "revision",
            Self::Restore => "restore",
            Self::Asked => "asked",
        }
    }

    /// The key of its words in the translation files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Daily => "backup-daily",
            Self::Import => "backup-import",
            Self::Bulk => "backup-bulk",
            Self::Reform => "backup-schema",
            Self::Revision => "backup-revision",
            Self::Restore => "backup-restore",
            Self::Asked => "backup-asked",
        }
    }
}

/// A backup that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The name of its file.
    pub name: String,
    pub when: Timestamp,
    pub reason: Reason,
    /// Files of annotations in it.
    pub documents: usize,
    /// Records in them: spans and links.
    pub records: usize,
    /// Size of the zip.
    pub bytes: u64,
}

impl Backup {
    /// The day on which it was made, as calendars here have it.
    pub fn day(&self) -> Date {
        self.when.to_zoned(TimeZone::system()).date()
    }
}

/// A journal that is to be cut off at a number of bytes: what comes after is not to be in the backup.
pub type Cut = (PathBuf, u64);

/// Makes a backup of the files as they are, and removes what is too many. `between` is called between
/// files.
pub fn make(
    root: &Root,
    reason: Reason,
    cut: Option<&Cut>,
    limits: Limits,
    between: &mut dyn FnMut(),
) -> Result<Backup, SaveFailure> {
    let folder = Path::new(FOLDER);
    let refused = |trouble| SaveFailure::new(folder, trouble);
    let failed = |error: io::Error| SaveFailure::io(folder, &error);
    set_aside::prepare(root).map_err(refused)?;
    paths::check_inside(root, folder).map_err(refused)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let (mut documents, mut records) = (0, 0);
    for path in contents(root)? {
        between();
        let Some(mut bytes) = read_file(root, &path)? else {
            if path == Path::new(paths::PROJECT) {
                let path = root.path().display().to_string();
                return Err(refused(Trouble::NoProject { path }));
            }
            continue;
        };
        if let Some((_, length)) = cut.filter(|it| it.0 == path) {
            bytes.truncate(usize::try_from(*length).unwrap_or(usize::MAX));
        }
        if path.starts_with(paths::ANNOTATIONS) {
            documents += 1;
            records += count_records(&bytes);
        }
        let options = SimpleFileOptions::default().large_file(bytes.len() > 1 << 31);
        let packed = zip.start_file(name_in_zip(&path), options);
        packed
            .map_err(io::Error::other)
            .and_then(|()| zip.write_all(&bytes))
            .map_err(failed)?;
    }
    let packed = zip.finish().map_err(io::Error::other).map_err(failed)?;
    let packed = packed.into_inner();
    let when = whole_second(Timestamp::now());
    let counts = format!("{documents}d-{records}r");
    let (name, when) = free_name(root, reason, when, &counts);
    root.write(&root.join(folder).join(&name), &packed)
        .map_err(failed)?;
    rotate::rotate(root, limits, &name);
    Ok(Backup {
        name,
        when,
        reason,
        documents,
        records,
        bytes: packed.len() as u64,
    })
}

/// The backups there are, the newest first.
pub fn list(root: &Root) -> Vec<Backup> {
    let folder = root.join(FOLDER);
    let entries = root.files().list(&folder).unwrap_or_default();
    let found = entries.iter().filter(|it| it.kind == Kind::File);
    let found = found.filter_map(|it| {
        let name = it.name.to_str()?;
        let bytes = root.files().metadata(&folder.join(name)).ok()?.length;
        parse(name, bytes)
    });
    let mut all: Vec<Backup> = found.collect();
    all.sort_by(|a, b| (b.when, &b.name).cmp(&(a.when, &a.name)));
    all
}

/// Whether some backup was made today.
pub fn is_there_today(root: &Root) -> bool {
    let today = Timestamp::now().to_zoned(TimeZone::system()).date();
    list(root).iter().any(|it| it.day() == today)
}

const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// What the name of a backup says.
fn parse(name: &str, bytes: u64) -> Option<Backup> {
    let mut parts = name.strip_suffix(".zip")?.split('-');
    let stamp = parts.next()?;
    let when = jiff::civil::DateTime::strptime(STAMP, stamp).ok()?;
    let when = when.to_zoned(TimeZone::UTC).ok()?.timestamp();
    let reason = parts.next()?;
    let reason = Reason::ALL.into_iter().find(|it| it.id() == reason)?;
    let documents = parts.next()?.strip_suffix('d')?.parse().ok()?;
    let records = parts.next()?.strip_suffix('r')?.parse().ok()?;
    parts.next().is_none().then(|| Backup {
        name: name.to_owned(),
        when,
        reason,
        documents,
        records,
        bytes,
    })
}

/// A name whose moment no backup has: some seconds later than it is, if need be, so that they stay in order.
fn free_name(root: &Root, reason: Reason, now: Timestamp, counts: &str) -> (String, Timestamp) {
    let taken: Vec<Timestamp> = list(root).into_iter().map(|it| it.when).collect();
    let later = |n: i64| now.checked_add(jiff::SignedDuration::from_secs(n)).ok();
    let free = (0..).map_while(later).find(|it| !taken.contains(it));
    let when = free.unwrap_or(now);
    let stamp = when.to_zoned(TimeZone::UTC).strftime(STAMP);
    (format!("{stamp}-{}-{counts}.zip", reason.id()), when)
}

/// The files that belong into a backup, as far as they are there.
fn contents(root: &Root) -> Result<Vec<PathBuf>, SaveFailure> {
    let look = known::look(root);
    if look.unsure {
        // A part must not be taken for the whole.
        let reason = "not all files can be seen".to_owned();
        return Err(SaveFailure::new(FOLDER, Trouble::Unreadable { reason }));
    }
    let mut all: Vec<PathBuf> = look.files.into_keys().collect();
    let history = Path::new(paths::HISTORY);
    match root.files().list(&root.join(history)) {
        Ok(entries) => {
            let named = entries.into_iter().map(|it| history.join(it.name));
            all.extend(named.filter(|it| it.extension().is_some_and(|it| it == "journal")));
        }
        Err(error) if files::is_missing(&error) => {}
        Err(error) => return Err(SaveFailure::io(history, &error)),
    }
    all.sort();
    Ok(all)
}

/// The bytes of a file; `None` where it has gone, or leads out of the folder.
fn read_file(root: &Root, path: &Path) -> Result<Option<Vec<u8>>, SaveFailure> {
    use super::open::{Failure, MAX_RON_BYTES, read_inside};
    match read_inside(root, path, MAX_RON_BYTES) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Failure::Missing | Failure::Other(Trouble::LeadsOutside { .. })) => Ok(None),
        Err(Failure::Other(trouble)) => Err(SaveFailure::new(path, trouble)),
    }
}

fn name_in_zip(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Records stand one a line.
fn count_records(bytes: &[u8]) -> usize {
    let lines = bytes.split(|it| *it == b'\n');
    lines.filter(|it| it.starts_with(b"        (id: ")).count()
}

fn whole_second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

/// The files in a backup, all of them read and found whole.
type Contents = BTreeMap<PathBuf, Vec<u8>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_backup_is() {
        let name = "20261129T031500Z-schema-12d-345r.zip";
        let it = parse(name, 7).unwrap();
        assert_eq!(
            (it.reason, it.documents, it.records),
            (Reason::Reform, 12, 345)
        );
        assert_eq!(it.when.to_string(), "2026-11-29T03:15:00Z");
        for other in [
            "mine.zip",
            "20261129T031500Z-daily-12d.zip",
            "20261129T031500Z-other-1d-2r.zip",
            "20261129T031500Z-daily-1d-2r-3x.zip",
            "20269929T031500Z-daily-1d-2r.zip",
        ] {
            assert_eq!(parse(other, 7), None, "{other}");
        }
    }
}
