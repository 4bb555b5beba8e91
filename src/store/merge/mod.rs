//! Merging three versions of a file of the project, as git asks for: what both sides began with, ours
//! and theirs. Records are merged by id. What both changed differently is left in both versions,
//! marked for a choice; nothing is dropped, and the result is always a whole file.
//!
//! It does not matter which side is called ours: annotation files come out the same.

mod annotations;
mod lists;
mod project;
mod record;
mod schema;
mod three;

use super::disk::{self, AnnotationsFile, Broken, ProjectFile};
use super::notice::Trouble;

/// A merged file.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub bytes: Vec<u8>,
    /// What is left to choose; empty where the merge is clean.
    pub left: Vec<Left>,
}

/// Something that both sides changed, and not in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Both versions of this record are in the file.
    TwoVersions(String),
    /// One side removed this record, the other changed or used it: it is in the file.
    Removed(String),
    /// Both answers to this question about the document are in the file.
    TwoAnswers(String),
    /// A field of `project.ron`: ours stands in the file; theirs is this.
    Field { field: String, theirs: String },
    /// An entry of `project.ron` that one side removed and the other changed: it is in the file.
    Entry(String),
}

impl Left {
    pub const KEYS: &'static [&'static str] = &[
        "merge-two-versions",
        "merge-removed",
        "merge-two-answers",
        "merge-field",
        "merge-entry",
    ];

    /// The key of its sentence in the translation files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::TwoVersions(_) => "merge-two-versions",
            Self::Removed(_) => "merge-removed",
            Self::TwoAnswers(_) => "merge-two-answers",
            Self::Field { .. } => "merge-field",
            Self::Entry(_) => "merge-entry",
        }
    }

    /// The words to fill in.
    pub fn args(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::TwoVersions(it) | Self::Removed(it) | Self::TwoAnswers(it) | Self::Entry(it) => {
                vec![("record", it)]
            }
            Self::Field { field, theirs } => vec![("record", field), ("theirs", theirs)],
        }
    }
}

/// Which of the three files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Base,
    Ours,
    Theirs,
}

pub(crate) use annotations::files as merge_annotations;
pub(crate) use project::files as merge_projects;

/// Why files are not merged; nothing is written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub side: Side,
    /// Counted from 1.
    pub line: Option<usize>,
    pub trouble: Trouble,
}

impl Refused {
    fn at(side: Side, broken: Broken) -> Self {
        Self {
            side,
            line: Some(broken.line),
            trouble: broken.trouble,
        }
    }

    fn of(side: Side, trouble: Trouble) -> Self {
        Self {
            side,
            line: None,
            trouble,
        }
    }

    fn base(trouble: Trouble) -> Self {
        Self::of(Side::Base, trouble)
    }

    fn ours(trouble: Trouble) -> Self {
        Self::of(Side::Ours, trouble)
    }

    fn theirs(trouble: Trouble) -> Self {
        Self::of(Side::Theirs, trouble)
    }
}

/// Merges annotation files, or `project.ron`s. An empty base: both sides made the file.
pub fn merge(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Outcome, Refused> {
    let clean = |bytes: &[u8]| Outcome {
        bytes: bytes.to_vec(),
        left: Vec::new(),
    };
    if ours == theirs || theirs == base {
        return Ok(clean(ours));
    }
    if ours == base {
        return Ok(clean(theirs));
    }
    let is_project = is_project_file(ours) || is_project_file(theirs);
    let (text, left) = if is_project {
        let [base, ours, theirs] = read(base, ours, theirs, |it: &ProjectFile| it.format)?;
        let (ours, theirs) = both(ours, theirs)?;
        let (file, left) = project::files(base.as_ref(), &ours, &theirs)?;
        (file.write(), left)
    } else {
        let [base, ours, theirs] = read(base, ours, theirs, |it: &AnnotationsFile| it.format)?;
        let (ours, theirs) = both(ours, theirs)?;
        let (file, left) = annotations::files(base.as_ref(), &ours, &theirs)?;
        (file.write(), left)
    };
    let bytes = text.map_err(Refused::ours)?.into_bytes();
    Ok(Outcome { bytes, left })
}

/// The versions of one record after merging: one, two, or none where it was removed.
pub(crate) fn versions<R: record::Record>(
    base: Option<&R>,
    ours: Option<&R>,
    theirs: Option<&R>,
    taken: impl Fn(&R::Id) -> bool,
) -> Vec<R> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => match record::merge(base, ours, theirs) {
            record::Merged::One(it) => vec![it],
            record::Merged::Two(it, other) => {
                vec![it, record::as_version(other, |id, _| taken(id))]
            }
        },
        (Some(only), None) | (None, Some(only)) => {
            let kept = (base != Some(only)).then(|| record::removed_elsewhere(only.clone()));
            kept.into_iter().collect()
        }
        (None, None) => Vec::new(),
    }
}

/// Reads the three; a base without anything in it is none.
fn read<T: serde::de::DeserializeOwned>(
    base: &[u8],
    ours: &[u8],
    theirs: &[u8],
    format: impl Fn(&T) -> u32,
) -> Result<[Option<T>; 3], Refused> {
    let one = |side, bytes: &[u8]| {
        if bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        let file = disk::read(bytes).map_err(|it| Refused::at(side, it))?;
        disk::check_format(format(&file)).map_err(|it| Refused::of(side, it))?;
        Ok(Some(file))
    };
    Ok([
        one(Side::Base, base)?,
        one(Side::Ours, ours)?,
        one(Side::Theirs, theirs)?,
    ])
}

fn both<T>(ours: Option<T>, theirs: Option<T>) -> Result<(T, T), Refused> {
    let ours = ours.ok_or_else(|| Refused::ours(Trouble::RonEnds {}))?;
    let theirs = theirs.ok_or_else(|| Refused::theirs(Trouble::RonEnds {}))?;
    Ok((ours, theirs))
}

/// Told by the name of its outermost structure.
fn is_project_file(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..2000).unwrap_or(bytes));
    head.lines()
        .any(|it| it.trim_start().starts_with("Project("))
}
