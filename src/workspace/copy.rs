//! The whole project in another place: a copy to give away, or to go on in.

use std::fs;
use std::path::{Path, PathBuf};

use super::Workspace;
use crate::store::create;
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
        copy_project(&self.root, to, progress)
    }

    /// Copies the project and goes on in the copy.
    pub fn save_as(&mut self, to: &Path, progress: &Progress) -> Result<Report, MoveFailure> {
        self.save_copy(to, progress)?;
        let (mut there, report) = Self::open(to, self.annotator.as_str(), progress)?;
        there.annotator_name.clone_from(&self.annotator_name);
        there.revision = self.revision + 1;
        *self = there;
        Ok(report)
    }
}

/// Copies the files of a project to a free place.
pub fn copy_project(root: &Path, to: &Path, progress: &Progress) -> Result<(), SaveFailure> {
    progress.begin("progress-listing", 0);
    let mut files = Vec::new();
    list(root, Path::new(""), &mut files)?;
    progress.begin("progress-copy", files.len());
    create::in_place(to, |folder| {
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
fn list(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), SaveFailure> {
    let unreadable = |error: std::io::Error| {
        let reason = error.to_string();
        SaveFailure::new(root.join(folder), Trouble::Unreadable { reason })
    };
    for entry in fs::read_dir(root.join(folder)).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = folder.join(entry.file_name());
        let kind = entry.file_type().map_err(unreadable)?;
        if path == Path::new(paths::PRIVATE) || is_leftover(&path) {
            continue;
        }
        if kind.is_dir() {
            list(root, &path, files)?;
        } else if kind.is_file() || is_link_inside(root, &path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_link_inside(root: &Path, path: &Path) -> bool {
    paths::check_inside(root, path).is_ok_and(|it| it.is_file())
}

/// A file that a crash left beside the one it was to become.
fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name.ends_with(".tmp")
}

fn copy(root: &Path, folder: &Path, file: &Path) -> Result<(), SaveFailure> {
    let to = folder.join(file);
    let failed = |error: std::io::Error| SaveFailure::io(file, &error);
    fs::create_dir_all(to.parent().unwrap_or(folder)).map_err(failed)?;
    fs::copy(root.join(file), &to).map_err(failed)?;
    fs::File::open(&to)
        .and_then(|it| it.sync_all())
        .map_err(failed)
}
