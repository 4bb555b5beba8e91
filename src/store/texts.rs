//! Looking at files before they come in: which are texts, in what encoding, and why the others stay out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::decode::{self, Guess};
use super::natural;
use super::parallel;
use super::progress::{Cancelled, Progress};
use crate::model::document::Meta;
use crate::model::id::DocumentId;
use crate::model::project::Project;

/// The endings of names taken for texts.
pub const ENDINGS: &[&str] = &["txt", "md", "text", "markdown"];

/// No text is larger: 256 MB.
pub const MAX_BYTES: u64 = 256 << 20;

/// What a look at files and folders found, in natural order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    pub accepted: Vec<Incoming>,
    pub refused: Vec<Refused>,
}

/// A text that can come in.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub path: PathBuf,
    /// Its future id: the path below the folder given, made unique.
    pub id: DocumentId,
    /// Size in bytes.
    pub n_bytes: u64,
    pub sha256: String,
    /// May be changed by the analyst before the text comes in.
    pub guess: Guess,
    /// The first characters, decoded by the guess.
    pub preview: String,
    pub meta: Meta,
}

/// A file that stays out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub path: PathBuf,
    pub reason: Reason,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("is no text")]
    Binary,
    #[error("is empty")]
    Empty,
    #[error("is the same as {0}")]
    Duplicate(String),
    #[error("is larger than 256 MB")]
    TooLarge,
    #[error("is neither .txt nor .md")]
    Unsupported,
}

impl Reason {
    pub const KEYS: &'static [&'static str] = &[
        "store-refused-unreadable",
        "store-refused-binary",
        "store-refused-empty",
        "store-refused-duplicate",
        "store-refused-too-large",
        "store-refused-unsupported",
    ];

    /// The key of its sentence in the translation files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "store-refused-unreadable",
            Self::Binary => "store-refused-binary",
            Self::Empty => "store-refused-empty",
            Self::Duplicate(_) => "store-refused-duplicate",
            Self::TooLarge => "store-refused-too-large",
            Self::Unsupported => "store-refused-unsupported",
        }
    }

    /// The word to fill in as `$detail`.
    pub fn detail(&self) -> &str {
        match self {
            Self::Unreadable(detail) | Self::Duplicate(detail) => detail,
            Self::Binary | Self::Empty | Self::TooLarge | Self::Unsupported => "",
        }
    }
}

/// Looks at files and, recursively, at folders. Hidden files are passed over. With a project, texts
/// that it already has are refused as duplicates and the new ids do not meet the old.
pub fn survey(
    paths: &[PathBuf],
    project: Option<&Project>,
    progress: &Progress,
) -> Result<Survey, Cancelled> {
    progress.begin("progress-listing", 0);
    let mut found = Found::default();
    for path in paths {
        let base = if path.is_dir() {
            path
        } else {
            path.parent().unwrap_or(path)
        };
        found.list(path, base, progress)?;
    }
    found
        .files
        .sort_by(|a, b| natural::compare(&a.name, &b.name).then_with(|| a.path.cmp(&b.path)));
    found.files.dedup_by(|a, b| a.path == b.path);
    progress.begin("progress-survey", found.files.len());
    let looked = parallel::map(&found.files, progress, look)?;
    Ok(sort_out(found, looked, project))
}

pub use crate::formats::names::unique as unique_id;
use crate::formats::texts::heading;

#[derive(Default)]
struct Found {
    files: Vec<File>,
    refused: Vec<Refused>,
    /// Folders being or having been listed, by their real path: a link back is not followed.
    folders: BTreeSet<PathBuf>,
}

struct File {
    path: PathBuf,
    /// Path below the folder given, with `/`.
    name: String,
}

impl Found {
    fn list(&mut self, path: &Path, base: &Path, progress: &Progress) -> Result<(), Cancelled> {
        progress.check()?;
        match fs::metadata(path) {
            Ok(it) if it.is_dir() => self.list_folder(path, base, progress)?,
            Ok(it) if it.is_file() => self.take(path, base),
            Ok(_) => self.refuse(path, Reason::Binary),
            Err(error) => self.refuse(path, Reason::Unreadable(error.to_string())),
        }
        Ok(())
    }

    fn list_folder(
        &mut self,
        path: &Path,
        base: &Path,
        progress: &Progress,
    ) -> Result<(), Cancelled> {
        let entries = path.canonicalize().and_then(|real| {
            if self.folders.insert(real) {
                fs::read_dir(path)?.map(|it| Ok(it?.path())).collect()
            } else {
                Ok(Vec::new())
            }
        });
        match entries as io::Result<Vec<PathBuf>> {
            Ok(entries) => {
                for entry in entries.iter().filter(|it| !is_hidden(it)) {
                    self.list(entry, base, progress)?;
                }
            }
            Err(error) => self.refuse(path, Reason::Unreadable(error.to_string())),
        }
        Ok(())
    }

    fn take(&mut self, path: &Path, base: &Path) {
        let ending = path
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        if !ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
            return self.refuse(path, Reason::Unsupported);
        }
        let below = path.strip_prefix(base).unwrap_or(path);
        let parts: Vec<_> = below
            .components()
            .map(|it| it.as_os_str().to_string_lossy())
            .collect();
        self.files.push(File {
            path: path.to_owned(),
            name: parts.join("/"),
        });
    }

    fn refuse(&mut self, path: &Path, reason: Reason) {
        self.refused.push(Refused {
            path: path.to_owned(),
            reason,
        });
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|it| it.to_string_lossy().starts_with('.'))
}

/// Reads a file once; what it holds is not kept.
fn look(file: &File) -> Result<Incoming, Reason> {
    let unreadable = |error: io::Error| Reason::Unreadable(error.to_string());
    let n_bytes = fs::metadata(&file.path).map_err(unreadable)?.len();
    if n_bytes > MAX_BYTES {
        return Err(Reason::TooLarge);
    }
    let bytes = fs::read(&file.path).map_err(unreadable)?;
    if bytes.is_empty() {
        return Err(Reason::Empty);
    }
    let guess = decode::guess(&bytes).ok_or(Reason::Binary)?;
    let text = decode::decode(&bytes, &guess.encoding)
        .ok_or(Reason::Binary)?
        .text;
    if text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        return Err(Reason::Empty);
    }
    Ok(Incoming {
        path: file.path.clone(),
        id: DocumentId::new(&file.name),
        n_bytes,
        sha256: decode::sha256(&bytes),
        preview: text.chars().take(600).collect(),
        meta: Meta {
            title: heading(&file.name, &text),
            ..Meta::default()
        },
        guess,
    })
}

fn sort_out(
    found: Found,
    looked: Vec<Result<Incoming, Reason>>,
    project: Option<&Project>,
) -> Survey {
    let documents = project.map(|it| &*it.documents);
    let mut seen: BTreeMap<String, String> = documents
        .into_iter()
        .flat_map(|it| it.values())
        .map(|it| (it.source.sha256.clone(), it.id.to_string()))
        .collect();
    let mut taken = BTreeSet::new();
    let mut survey = Survey {
        accepted: Vec::new(),
        refused: found.refused,
    };
    for (file, result) in found.files.into_iter().zip(looked) {
        let new = result.and_then(|it| match seen.get(&it.sha256) {
            Some(other) => Err(Reason::Duplicate(other.clone())),
            None => Ok(it),
        });
        match new {
            Ok(mut incoming) => {
                incoming.id = unique_id(incoming.id.as_str(), |id| {
                    taken.contains(id) || documents.is_some_and(|it| it.contains_key(id))
                });
                taken.insert(incoming.id.clone());
                seen.insert(incoming.sha256.clone(), incoming.id.to_string());
                survey.accepted.push(incoming);
            }
            Err(reason) => survey.refused.push(Refused {
                path: file.path,
                reason,
            }),
        }
    }
    survey
        .refused
        .sort_by(|a, b| natural::compare(&a.path.to_string_lossy(), &b.path.to_string_lossy()));
    survey
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_unique_before_the_ending() {
        let taken = ["a.txt", "a-2.txt", "d.x/b"].map(DocumentId::from);
        let unique = |wanted| unique_id(wanted, |it| taken.contains(it)).to_string();
        assert_eq!(unique("a.txt"), "a-3.txt");
        assert_eq!(unique("d.x/b"), "d.x/b-2");
        assert_eq!(unique("c.txt"), "c.txt");
    }

    #[test]
    fn markdown_titles_come_from_the_first_heading() {
        assert_eq!(heading("a.md", "\u{FEFF}# Le papier #\n\nx"), "Le papier");
        assert_eq!(heading("a.txt", "# Le papier"), "");
    }
}
