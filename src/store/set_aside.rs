//! Files that were not understood in full are kept in `.sententia/set-aside/` before anything is
//! written in their place.

use std::io;
use std::path::{Path, PathBuf};

use super::files::{self, Root};
use super::git;
use super::notice::{SaveFailure, Trouble};
use super::paths;

const FOLDER: &str = "set-aside";

/// Copies a file of the project aside, if it is there; returns where, below the project folder.
pub fn copied(root: &Root, relative: &Path) -> Result<PathBuf, SaveFailure> {
    let refused = |trouble| SaveFailure::new(relative, trouble);
    let failed = |error: io::Error| SaveFailure::io(relative, &error);
    let from = paths::check_inside(root, relative).map_err(refused)?;
    match root.files().read(&from) {
        Err(error) if files::is_missing(&error) => Ok(place(relative)),
        read => kept(root, relative, &read.map_err(failed)?),
    }
}

fn place(relative: &Path) -> PathBuf {
    Path::new(paths::PRIVATE).join(FOLDER).join(relative)
}

/// Keeps bytes aside under the name of a file of the project; returns where, below the project folder.
pub fn kept(root: &Root, relative: &Path, bytes: &[u8]) -> Result<PathBuf, SaveFailure> {
    let refused = |trouble| SaveFailure::new(relative, trouble);
    let failed = |error: io::Error| SaveFailure::io(relative, &error);
    prepare(root).map_err(refused)?;
    let mut kept = place(relative);
    let name = kept.file_name().unwrap_or_default().to_owned();
    for n in 2.. {
        if !root.files().exists(&root.join(&kept)).map_err(failed)? {
            break;
        }
        let mut numbered = name.clone();
        numbered.push(format!(".{n}"));
        kept.set_file_name(numbered);
    }
    let to = paths::check_inside(root, &kept).map_err(refused)?;
    root.write(&to, bytes).map_err(failed)?;
    Ok(kept)
}

/// Makes the private folder, which tells git to pass it over.
pub fn prepare(root: &Root) -> Result<(), Trouble> {
    let failed = |error: io::Error| Trouble::CannotWrite {
        reason: error.to_string(),
    };
    let folder = paths::check_inside(root, Path::new(paths::PRIVATE))?;
    root.create_folders(&folder).map_err(failed)?;
    git::keep_out(root, &folder).map_err(failed)
}
