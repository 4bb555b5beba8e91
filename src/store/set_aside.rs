//! Files that were not understood in full are kept in `.sententia/set-aside/` before anything is
//! written in their place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::git;
use super::notice::{SaveFailure, Trouble};
use super::paths;

const FOLDER: &str = "set-aside";

/// Copies a file of the project aside; returns where, below the project folder.
pub fn copied(root: &Path, relative: &Path) -> Result<PathBuf, SaveFailure> {
    aside(root, relative, |from, to| fs::copy(from, to).map(|_| ()))
}

/// Moves a file of the project aside.
pub fn moved(root: &Path, relative: &Path) -> Result<PathBuf, SaveFailure> {
    aside(root, relative, |from, to| fs::rename(from, to))
}

fn aside(
    root: &Path,
    relative: &Path,
    put: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> Result<PathBuf, SaveFailure> {
    let refused = |trouble| SaveFailure::new(relative, trouble);
    let failed = |error: io::Error| SaveFailure::io(relative, &error);
    prepare(root).map_err(refused)?;
    let from = paths::check_inside(root, relative).map_err(refused)?;
    let mut kept = Path::new(paths::PRIVATE).join(FOLDER).join(relative);
    let name = kept.file_name().unwrap_or_default().to_owned();
    for n in 2.. {
        if !root.join(&kept).try_exists().map_err(failed)? {
            break;
        }
        let mut numbered = name.clone();
        numbered.push(format!(".{n}"));
        kept.set_file_name(numbered);
    }
    let to = paths::check_inside(root, &kept).map_err(refused)?;
    fs::create_dir_all(to.parent().unwrap_or(root)).map_err(failed)?;
    put(&from, &to).map_err(failed)?;
    Ok(kept)
}

/// Makes the private folder, which tells git to pass it over.
pub fn prepare(root: &Path) -> Result<(), Trouble> {
    let failed = |error: io::Error| Trouble::CannotWrite {
        reason: error.to_string(),
    };
    let folder = paths::check_inside(root, Path::new(paths::PRIVATE))?;
    fs::create_dir_all(&folder).map_err(failed)?;
    git::keep_out(&folder).map_err(failed)
}
