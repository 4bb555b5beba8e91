//! The whole project in another place: a copy to give away, or to go on in.

use std::path::{Path, PathBuf};

use super::Workspace;
use crate::store::atomic;
use crate::store::create;
use crate::store::files::{Kind, Root};
use crate::store::notice::{OpenError, Report, SaveFailure, Trouble};
use crate::store::paths;
use crate::store::progress::Progress;

/// Why the project does not go on in another place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveFailure {
    #[error(transparent)]
    Save(#[from] SaveFailure),
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl MoveFailure {
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Save(failure) => failure.trouble.clone(),
            Self::Open(error) => error.trouble(),
        }
    }
}

impl Workspace {
    /// Copies the project, file by file, to a folder that does not exist or is empty. What is set
    /// aside, and what can be rebuilt, stays behind.
    pub fn save_copy(&self, to: &Path, progress: &Progress) -> Result<(), SaveFailure> {
        self.flush()?;
        copy_project(self.root.clone(), to, progress)
    }

    /// Copies the project and goes on in the copy.
    pub fn save_as(&mut self, to: &Path, progress: &Progress) -> Result<Report, MoveFailure> {
        self.save_copy(to, progress)?;
        let (mut there, report) = Self::open_with(
            self.root.at(to),
            self.annotator.as_str(),
            self.options,
            progress,
        )?;
        there.annotator_name.clone_from(&self.annotator_name);
        there.revision = self.revision + 1;
        *self = there;
        Ok(report)
    }
}

/// Copies the files of a project to a free place.
pub fn copy_project(
    root: impl Into<Root>,
    to: &Path,
    progress: &Progress,
) -> Result<(), SaveFailure> {
    let root = &root.into();
    progress.begin("progress-listing", 0);
    let mut files = Vec::new();
    list(root, Path::new(""), &mut files)?;
    progress.begin("progress-copy", files.len());
    create::in_place(&root.at(to), |folder| {
        for file in &files {
            progress.check()?;
            copy(root, folder, file)?;
            progress.step();
        }
        Ok(())
    })
}

/// Every file of the project below its folder. A link to a file of the project counts as that file;
/// others are not followed.
fn list(root: &Root, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), SaveFailure> {
    let unreadable = |error: std::io::Error| {
        let reason = error.to_string();
        SaveFailure::new(root.join(folder), Trouble::Unreadable { reason })
    };
    let entries = root.files().list(&root.join(folder));
    for entry in entries.map_err(unreadable)? {
        let path = folder.join(&entry.name);
        if path == Path::new(paths::PRIVATE) || is_leftover(&path) {
            continue;
        }
        if entry.kind == Kind::Folder {
            list(root, &path, files)?;
        } else if entry.kind == Kind::File || is_link_inside(root, &path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_link_inside(root: &Root, path: &Path) -> bool {
    paths::check_inside(root, path).is_ok_and(|it| root.files().is_file(&it))
}

/// A file that a crash left beside the one it was to become.
fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    atomic::is_ours(&name)
}

fn copy(root: &Root, folder: &Root, file: &Path) -> Result<(), SaveFailure> {
    let failed = |error: std::io::Error| SaveFailure::io(file, &error);
    let bytes = root.files().read(&root.join(file)).map_err(failed)?;
    atomic::write_new(folder.files(), &folder.join(file), &bytes).map_err(failed)
}
