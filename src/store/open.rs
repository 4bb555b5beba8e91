//! Opening a project: nothing is trusted, nothing is changed, and what is wrong with one file does
//! not keep the others from opening. Opening writes nothing.

mod documents;
mod layers;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{self, ProjectFile};
use super::files::{self, Root};
use super::journal::{self, Touched};
use super::notice::{Notice, OpenError, Report, Severity, Trouble};
use super::paths;
use super::progress::Progress;
use crate::model::id::{AnnotatorId, DocumentId, TargetId};
use crate::model::project::{Annotator, LayerKey, Project, Target};

pub(crate) use documents::load as load_document;
pub(crate) use layers::{key_of, load as load_layer, take_in_again};

/// No file of records is larger: 1 GB.
pub const MAX_RON_BYTES: u64 = 1 << 30;

/// A project as it was found.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The project folder.
    pub root: Root,
    pub project: Project,
    pub report: Report,
    pub protected: Protected,
    /// Layers of which some record could not be taken in: the file is to be kept aside before it is
    /// written again.
    pub incomplete: BTreeSet<LayerKey>,
    pub journals: BTreeMap<AnnotatorId, journal::Found>,
    /// The files that lack what the journals hold; the project has it.
    pub behind: Touched,
    /// Why not all that is there could be seen, if so. Writing might then put a part in the place of
    /// the whole, so nothing may be written.
    pub unseen: Option<Trouble>,
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
pub fn open(path: impl Into<Root>, progress: &Progress) -> Result<Opened, OpenError> {
    let root = project_at(&path.into())?;
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
        let mut journals = journal::find_all(self).into_iter().collect();
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
                self.unseen(file, trouble);
                String::new()
            }
        }
    }

    /// What is in a folder of the project; nothing where there is none.
    pub(super) fn entries(&mut self, folder: &Path) -> Vec<files::Entry> {
        match self.root.files().list(&self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if files::is_missing(&error) => Vec::new(),
            Err(error) => {
                let reason = error.to_string();
                self.unseen(folder, Trouble::Unreadable { reason });
                Vec::new()
            }
        }
    }

    /// Tells what could not be seen, and that nothing may be written for that reason.
    pub(super) fn unseen(&mut self, path: &Path, trouble: Trouble) {
        self.report
            .push(Notice::new(path, Severity::Error, trouble.clone()));
        self.unseen.get_or_insert(trouble);
    }
}

/// The folder of the project that `path` means.
pub fn root_of(path: &Path) -> Result<PathBuf, OpenError> {
    project_at(&Root::from(path)).map(|it| it.path().to_owned())
}

pub(crate) fn project_at(given: &Root) -> Result<Root, OpenError> {
    let (path, files) = (given.path(), given.files());
    let root = match path.file_name() {
        Some(name) if name == paths::PROJECT && !files.is_folder(path) => {
            path.parent().unwrap_or(path)
        }
        _ => path,
    };
    let root = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    if files.symlink_metadata(&root.join(paths::PROJECT)).is_ok() {
        return Ok(given.at(root));
    }
    let missing = Trouble::NoProject {
        path: root.display().to_string(),
    };
    Err(OpenError::at(root.join(paths::PROJECT), missing))
}

pub(crate) fn read_project_file(root: &Root) -> Result<ProjectFile, OpenError> {
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
    root: &Root,
    relative: &Path,
    max_bytes: u64,
) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| {
        if files::is_missing(&error) {
            return Failure::Missing;
        }
        let reason = error.to_string();
        Failure::Other(Trouble::Unreadable { reason })
    };
    let files = root.files();
    files
        .symlink_metadata(&root.join(relative))
        .map_err(failed)?;
    let full = paths::check_inside(root, relative).map_err(Failure::Other)?;
    let metadata = files.metadata(&full).map_err(failed)?;
    if metadata.kind != files::Kind::File {
        let reason = io::Error::from(io::ErrorKind::InvalidInput).to_string();
        return Err(Failure::Other(Trouble::Unreadable { reason }));
    }
    if metadata.length > max_bytes {
        let limit = (max_bytes >> 20).to_string();
        return Err(Failure::Other(Trouble::TooLarge { limit }));
    }
    files.read(&full).map_err(failed)
}
