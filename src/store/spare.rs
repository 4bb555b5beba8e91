//! What an export never writes over: a project, and what no export has written. A folder that is replaced is
//! gone whole, so what stands in it is looked at first, whoever said that it may be replaced.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path};

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
fn real(files: &dyn Files, path: &Path) -> std::path::PathBuf {
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
    let mut known: BTreeSet<String> = below(files, new)?.into_iter().collect();
    known.extend(told(files, old));
    known.extend(SHEETS.map(str::to_owned));
    let of_system = |it: &str| OF_SYSTEMS.iter().any(|name| it.ends_with(name));
    let mut all = below(files, old)?.into_iter();
    match all.find(|it| !known.contains(it) && !of_system(it)) {
        Some(other) => Err(ExportError::Others(other)),
        None => Ok(()),
    }
}

/// The files below a folder, by their paths from there; links are not followed.
fn below(files: &dyn Files, folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in files.list(folder)? {
        let name = entry.name.to_string_lossy().into_owned();
        match entry.kind {
            Kind::Folder => {
                let inside = below(files, &folder.join(&entry.name))?;
                found.extend(inside.into_iter().map(|it| format!("{name}/{it}")));
            }
            Kind::File | Kind::Other => found.push(name),
        }
    }
    found.sort();
    Ok(found)
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
