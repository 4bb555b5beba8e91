//! Opening a project: nothing is trusted, nothing is changed, and what is wrong with one file does
//! not keep the others from opening. Opening writes nothing.

mod documents;
mod layers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{self, ProjectFile};
use super::journal::{self, Touched};
use super::notice::{Notice, OpenError, Report, Severity, Trouble};
use super::paths;
use super::progress::Progress;
use crate::model::id::{AnnotatorId, DocumentId, TargetId};
use crate::model::project::{Annotator, LayerKey, Project, Target};

pub(crate) use documents::load as load_document;
pub(crate) use layers::take_in_again;

/// No file of records is larger: 1 GB.
pub const MAX_RON_BYTES: u64 = 1 << 30;

/// A project as it was found.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The project folder.
    pub root: PathBuf,
    pub project: Project,
    pub report: Report,
    pub protected: Protected,
    /// Layers of which some record could not be taken in: the file is to be kept aside before it is
    /// written again.
    pub incomplete: BTreeSet<LayerKey>,
    pub journals: BTreeMap<AnnotatorId, journal::Found>,
    /// The files that lack what the journals hold; the project has it.
    pub behind: Touched,
}

/// What must not be written, and why: files that were not understood stay as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Protected {
    pub documents: BTreeMap<DocumentId, Trouble>,
    pub layers: BTreeMap<LayerKey, Trouble>,
}

impl Protected {
    /// Why a layer must not be written, if it must not.
    pub fn reason(&self, key: &LayerKey) -> Option<&Trouble> {
        self.layers
            .get(key)
            .or_else(|| self.documents.get(&key.document))
    }
}

/// Opens a project folder, or the `project.ron` in it.
pub fn open(path: &Path, progress: &Progress) -> Result<Opened, OpenError> {
    let root = root_of(path)?;
    let file = read_project_file(&root)?;
    let mut opened = Opened {
        root,
        ..Opened::default()
    };
    opened.take_in_project(file, progress)?;
    layers::take_in(&mut opened, progress)?;
    opened.take_in_journals(progress);
    opened.report.sort();
    Ok(opened)
}

impl Opened {
    fn take_in_project(&mut self, file: ProjectFile, progress: &Progress) -> Result<(), OpenError> {
        let annotators = file.annotators.into_iter();
        let targets = file.targets.into_iter();
        self.project.name = file.name;
        self.project.schema = Arc::new(file.schema);
        self.project.annotators = Arc::new(
            annotators
                .map(|it| (AnnotatorId::new(it.id), Annotator { name: it.name }))
                .collect(),
        );
        self.project.targets = Arc::new(
            targets
                .map(|it| (TargetId::new(it.id), Target { name: it.name }))
                .collect(),
        );
        self.project.guidelines = self.guidelines().into();
        documents::take_in(self, &file.documents, progress)
    }

    fn take_in_journals(&mut self, progress: &Progress) {
        progress.begin("progress-journal", 0);
        let mut journals = journal::find_all(&self.root).into_iter().collect();
        self.behind = journal::replay(self, &mut journals);
        for found in journals.values() {
            self.report.notices.extend(found.notices().iter().cloned());
        }
        self.journals = journals;
    }

    fn guidelines(&mut self) -> String {
        let file = Path::new(paths::GUIDELINES);
        match read_inside(&self.root, file, MAX_RON_BYTES) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(Failure::Missing) => String::new(),
            Err(Failure::Other(trouble)) => {
                self.report
                    .push(Notice::new(file, Severity::Warning, trouble));
                String::new()
            }
        }
    }
}

/// The folder of the project that `path` means.
pub fn root_of(path: &Path) -> Result<PathBuf, OpenError> {
    let root = match path.file_name() {
        Some(name) if name == paths::PROJECT && !path.is_dir() => path.parent().unwrap_or(path),
        _ => path,
    };
    let root = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    if root.join(paths::PROJECT).symlink_metadata().is_ok() {
        return Ok(root.to_owned());
    }
    let missing = Trouble::NoProject {
        path: root.display().to_string(),
    };
    Err(OpenError::at(root.join(paths::PROJECT), missing))
}

fn read_project_file(root: &Path) -> Result<ProjectFile, OpenError> {
    let file = Path::new(paths::PROJECT);
    let bytes = read_inside(root, file, MAX_RON_BYTES)
        .map_err(|it| OpenError::at(root.join(file), it.into_trouble()))?;
    let read: ProjectFile =
        disk::read(&bytes).map_err(|broken| broken_notice(root.join(file), broken))?;
    disk::check_format(read.format).map_err(|it| OpenError::at(root.join(file), it))?;
    Ok(read)
}

fn broken_notice(file: impl Into<PathBuf>, broken: disk::Broken) -> Notice {
    let mut notice = Notice::new(file, Severity::Error, broken.trouble);
    notice.line = Some(broken.line);
    notice.column = Some(broken.column);
    notice
}

/// Why a file inside the project cannot be read.
pub(crate) enum Failure {
    Missing,
    Other(Trouble),
}

impl Failure {
    pub(crate) fn into_trouble(self) -> Trouble {
        match self {
            Self::Missing => Trouble::Unreadable {
                reason: io::Error::from(io::ErrorKind::NotFound).to_string(),
            },
            Self::Other(trouble) => trouble,
        }
    }
}

/// Reads an ordinary file of the project, never one that a link leads to elsewhere.
pub(crate) fn read_inside(
    root: &Path,
    relative: &Path,
    max_bytes: u64,
) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Failure::Missing,
        _ => Failure::Other(Trouble::Unreadable {
            reason: error.to_string(),
        }),
    };
    let full = root.join(relative);
    fs::symlink_metadata(&full).map_err(failed)?;
    let full = paths::check_inside(root, relative).map_err(Failure::Other)?;
    let metadata = fs::metadata(&full).map_err(failed)?;
    if !metadata.is_file() {
        let reason = io::Error::from(io::ErrorKind::InvalidInput).to_string();
        return Err(Failure::Other(Trouble::Unreadable { reason }));
    }
    if metadata.len() > max_bytes {
        let limit = (max_bytes >> 20).to_string();
        return Err(Failure::Other(Trouble::TooLarge { limit }));
    }
    fs::read(&full).map_err(failed)
}
