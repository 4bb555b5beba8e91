//! What an export never writes over: a project, and what no export has written. A folder that is replaced is
//! gone whole, so what stands in it is looked at first, whoever said that it may be replaced.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::files::{Files, Kind};
use super::paths;
use crate::formats::ExportError;

/// The data sheets among several files.
pub const SHEETS: [&str; 2] = ["DATASHEET.md", "datasheet.json"];

/// What a system puts into folders that were looked at.
const OF_SYSTEMS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What belongs to a project in its folder; beside it an export may stand.
const OWN: [&str; 6] = [
    paths::PROJECT,
    paths::GUIDELINES,
    paths::TEXTS,
    paths::ANNOTATIONS,
    paths::HISTORY,
    paths::PRIVATE,
];

/// Refuses the folder of a project, and what a project has in it.
pub fn check_projects(files: &dyn Files, path: &Path) -> Result<(), ExportError> {
    let path = real(files, &std::path::absolute(path)?);
    for folder in path.ancestors() {
        if !files.is_file(&folder.join(paths::PROJECT)) {
            continue;
        }
        let below = path.strip_prefix(folder).unwrap_or(Path::new(""));
        let first = below.components().next();
        if first.is_none_or(|it| is_own(it)) {
            return Err(ExportError::OverProject);
        }
    }
    Ok(())
}

fn is_own(name: Component) -> bool {
    let name = name.as_os_str();
    OWN.iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// The path without links, whether something is there or not yet.
pub(super) fn real(files: &dyn Files, path: &Path) -> PathBuf {
    if let Ok(real) = files.canonicalize(path) {
        return real;
    }
    let above = path.parent().and_then(|it| files.canonicalize(it).ok());
    match above.zip(path.file_name()) {
        Some((above, name)) => above.join(name),
        None => path.to_owned(),
    }
}

/// Refuses to replace a folder in which something stands that neither the new one holds nor, as its data sheet
/// says, an export has written.
pub fn check_replaced(files: &dyn Files, old: &Path, new: &Path) -> Result<(), ExportError> {
    let mut known: BTreeSet<String> = SHEETS.map(str::to_owned).into();
    known.extend(told(files, old));
    first_below(files, new, "", &mut |it| {
        known.insert(it.to_owned());
        false
    })?;
    let is_other = |it: &str| !known.contains(it) && !is_of_system(it);
    match first_below(files, old, "", &mut |it| is_other(it))? {
        Some(other) => Err(ExportError::Others(other)),
        None => Ok(()),
    }
}

fn is_of_system(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    OF_SYSTEMS.contains(&name)
}

/// The first file below a folder that is wanted, by its path from there after `above`; links are not followed. No
/// more is read than is needed: somebody may have named the whole disk.
fn first_below(
    files: &dyn Files,
    folder: &Path,
    above: &str,
    is_wanted: &mut dyn FnMut(&str) -> bool,
) -> io::Result<Option<String>> {
    let mut entries = files.list(folder)?;
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    for entry in entries {
        let path = format!("{above}{}", entry.name.to_string_lossy());
        match entry.kind {
            Kind::Folder => {
                let inside = folder.join(&entry.name);
                let found = first_below(files, &inside, &format!("{path}/"), is_wanted)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            Kind::File | Kind::Other if is_wanted(&path) => return Ok(Some(path)),
            Kind::File | Kind::Other => {}
        }
    }
    Ok(None)
}

/// The files that the data sheet in a folder tells.
fn told(files: &dyn Files, folder: &Path) -> Vec<String> {
    #[derive(Deserialize)]
    struct Sheet {
        files: Vec<Told>,
    }
    #[derive(Deserialize)]
    struct Told {
        name: String,
    }
    let sheet = files.read(&folder.join(SHEETS[1])).ok();
    let sheet = sheet.and_then(|it| serde_json::from_slice::<Sheet>(&it).ok());
    let told = sheet.map(|it| it.files).unwrap_or_default();
    told.into_iter().map(|it| it.name).collect()
}
