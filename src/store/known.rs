//! What the files of a project were when they were last read or written, to notice what another program
//! does to them. A date, a length and a number of the file are compared, not its content.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::files::{self, Kind, Metadata, Root};
use super::paths;

/// Folders deeper than this are not entered.
const MAX_DEPTH: usize = 64;

/// What is known; clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<Mutex<Table>>);

#[derive(Debug, Default)]
struct Table {
    files: BTreeMap<PathBuf, Seen>,
    /// Whether some folder or file could not be looked at: what is not in the table may be there.
    unsure: bool,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    now: Option<Metadata>,
    /// What we were about to put there: each time it may have come to that or not.
    next: Vec<Metadata>,
}

/// How the files stand now, by their paths below the project folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub files: BTreeMap<PathBuf, Metadata>,
    /// Whether some of them could not be looked at.
    pub unsure: bool,
}

/// Looks at every file that may change under a project that is open.
pub fn look(root: &Root) -> Look {
    let mut look = Look::default();
    for file in [paths::PROJECT, paths::GUIDELINES] {
        look.add(root, Path::new(file));
    }
    look.enter(root, Path::new(paths::ANNOTATIONS), 0);
    look
}

impl Look {
    fn add(&mut self, root: &Root, path: &Path) {
        match root.files().symlink_metadata(&root.join(path)) {
            Ok(it) => {
                self.files.insert(path.to_owned(), it);
            }
            Err(error) => self.unsure |= !files::is_missing(&error),
        }
    }

    fn enter(&mut self, root: &Root, folder: &Path, depth: usize) {
        let entries = match root.files().list(&root.join(folder)) {
            Ok(entries) => entries,
            Err(error) => {
                self.unsure |= !files::is_missing(&error);
                return;
            }
        };
        for entry in entries {
            let path = folder.join(&entry.name);
            let is_hidden = entry.name.to_string_lossy().starts_with('.');
            if is_hidden {
                continue;
            }
            if entry.kind == Kind::Folder && depth < MAX_DEPTH {
                self.enter(root, &path, depth + 1);
            } else if path.extension().is_some_and(|it| it == "ron") {
                self.add(root, &path);
            }
        }
    }
}

impl Known {
    pub fn new(look: Look) -> Self {
        let files = look.files.into_iter().map(|(path, now)| {
            let seen = Seen {
                now: Some(now),
                next: Vec::new(),
            };
            (path, seen)
        });
        Self(Arc::new(Mutex::new(Table {
            files: files.collect(),
            unsure: look.unsure,
        })))
    }

    /// The files that are not as they were known, those that are gone included.
    pub fn changed(&self, look: &Look) -> BTreeSet<PathBuf> {
        let table = self.table();
        let now = look.files.iter();
        let differ = now.filter(|(path, now)| !table.fits(path, Some(**now)));
        let mut changed: BTreeSet<PathBuf> = differ.map(|it| it.0.clone()).collect();
        if !look.unsure {
            let gone = table
                .files
                .iter()
                .filter(|(path, it)| it.now.is_some() && !look.files.contains_key(*path));
            changed.extend(gone.map(|it| it.0.clone()));
        }
        changed
    }

    /// Whether a file is as it was known.
    pub fn fits(&self, root: &Root, path: &Path) -> bool {
        let now = match root.files().symlink_metadata(&root.join(path)) {
            Ok(it) => Some(it),
            Err(error) if files::is_missing(&error) => None,
            Err(_) => return true,
        };
        self.table().fits(path, now)
    }

    /// Notes how a file is, as it was read.
    pub fn set(&self, path: &Path, now: Option<Metadata>) {
        let next = Vec::new();
        let seen = Seen { now, next };
        self.table().files.insert(path.to_owned(), seen);
    }

    /// Notes what is about to be put in the place of a file.
    pub fn expect(&self, path: &Path, next: Metadata) {
        let mut table = self.table();
        let seen = table.files.entry(path.to_owned()).or_default();
        seen.next.push(next);
    }

    /// Notes that what was to be put in the place of a file is there.
    pub fn wrote(&self, path: &Path) {
        if let Some(seen) = self.table().files.get_mut(path) {
            seen.now = seen.next.pop().or(seen.now);
            seen.next.clear();
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn fits(&self, path: &Path, now: Option<Metadata>) -> bool {
        match self.files.get(path) {
            Some(seen) => now == seen.now || now.is_some_and(|it| seen.next.contains(&it)),
            None => now.is_none() || self.unsure,
        }
    }
}
