//! Where an export goes: a file, a zip file or a folder, there whole or not at all.

use std::io;
use std::path::Path;

use super::files::{Disk, Files};
use super::spare::{self, SHEETS};
use super::{atomic, leftovers};
use crate::analysis::leak::{Leak, leaks};
use crate::analysis::split::Plan;
use crate::formats::datasheet::{Datasheet, Division};
use crate::formats::output::{Folder, Noted, OneFile, Output, Written, Zip};
use crate::formats::{Export, ExportError, Report};
use crate::model::progress::Progress;

/// How a path is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    File,
    Zip,
    Folder,
}

/// How an export of one file, or of several, is written to a path: several go into a zip file where the
/// path ends so, else into a folder.
pub fn way(path: &Path, several: bool) -> Way {
    let zip = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("zip"));
    match (several, zip) {
        (false, false) => Way::File,
        (_, true) => Way::Zip,
        (true, false) => Way::Folder,
    }
}

/// An export with all that goes with it.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    pub export: Export<'a>,
    /// How the sets of `export.options` were made.
    pub plan: Option<&'a Plan>,
    /// Whether a data sheet stands beside it.
    pub datasheet: bool,
    /// Whether what is there is replaced.
    pub replace: bool,
}

/// What was delivered.
#[derive(Clone, Debug, Default)]
pub struct Delivered {
    pub report: Report,
    pub files: Vec<Written>,
    /// What stands in two sets at once.
    pub leaks: Vec<Leak>,
}

impl Delivery<'_> {
    /// Writes it to a path whose folder is there. The data sheet of a single file stands beside it, that of
    /// several among them.
    pub fn to(&self, path: &Path, progress: &Progress) -> Result<Delivered, ExportError> {
        let way = way(path, self.export.needs_folder());
        let mut sheets = None;
        let delivered = to_path(path, way, self.replace, |out| {
            let mut noted = Noted::new(out);
            let report = self.export.run(&mut noted, progress)?;
            let (mut files, out) = noted.end();
            if let (Way::File, [file], Some(name)) = (way, files.as_mut_slice(), path.file_name()) {
                file.name = name.to_string_lossy().into_owned();
            }
            let leaks = self.leaks();
            let delivered = Delivered {
                report,
                files,
                leaks,
            };
            if self.datasheet {
                let made = self.sheets(&delivered)?;
                if way == Way::File {
                    sheets = Some(made);
                } else {
                    for (name, sheet) in SHEETS.iter().zip(&made) {
                        out.start(name)?;
                        out.write_all(sheet.as_bytes())?;
                    }
                }
            }
            out.finish()?;
            Ok(delivered)
        })?;
        for (ending, sheet) in ["datasheet.md", "datasheet.json"]
            .iter()
            .zip(sheets.iter().flatten())
        {
            // After the whole name: `a.jsonl` and `a.conll` have a sheet each.
            let mut beside = path.as_os_str().to_owned();
            beside.push(format!(".{ending}"));
            atomic::write(&Disk, Path::new(&beside), sheet.as_bytes())?;
        }
        Ok(delivered)
    }

    /// What stands in two sets at once.
    pub fn leaks(&self) -> Vec<Leak> {
        let sets = &self.export.options.splits;
        self.plan
            .map(|_| leaks(self.export.project, sets))
            .unwrap_or_default()
    }

    fn sheets(&self, delivered: &Delivered) -> Result<[String; 2], ExportError> {
        let chosen = self.export.chosen();
        let division = self.plan.map(|plan| Division {
            plan,
            sets: &self.export.options.splits,
            leaks: delivered.leaks.clone(),
        });
        let (report, files) = (&delivered.report, &delivered.files);
        let sheet = Datasheet::of(&chosen, &self.export, report, division.as_ref(), files);
        let json = sheet.json().map_err(io::Error::from)?;
        Ok([sheet.markdown(), json])
    }
}

/// Lets `write` fill a path, whose folder must be there; on failure what was there before is untouched. A folder
/// that holds anything is replaced only with `replace`, and only if exports have written all that is in it.
pub fn to_path<T>(
    path: &Path,
    way: Way,
    replace: bool,
    write: impl FnOnce(&mut dyn Output) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    spare::check_projects(&Disk, path)?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    leftovers::sweep_exports(&Disk, folder.unwrap_or(Path::new(".")));
    match way {
        Way::Folder => to_folder(path, replace, write),
        Way::File | Way::Zip => to_file(path, way, write),
    }
}

fn to_file<T>(
    path: &Path,
    way: Way,
    write: impl FnOnce(&mut dyn Output) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let mut failure = None;
    let written = atomic::write_by(&Disk, path, |file| {
        let mut file: &mut dyn io::Write = file;
        let written = match way {
            Way::Zip => write(&mut Zip::new(io::BufWriter::new(file))),
            Way::File | Way::Folder => write(&mut OneFile::new(&mut file)),
        };
        written.map_err(|error| match error {
            ExportError::Io(error) => error,
            other => {
                failure = Some(other);
                io::Error::other("stopped")
            }
        })
    });
    match failure {
        Some(failure) => Err(failure),
        None => Ok(written?),
    }
}

fn to_folder<T>(
    path: &Path,
    replace: bool,
    write: impl FnOnce(&mut dyn Output) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let files: &dyn Files = &Disk;
    // A link stays, and the folder that it leads to is replaced.
    let path = spare::real(files, &std::path::absolute(path)?);
    if path.parent().is_none() {
        return Err(io::Error::from(io::ErrorKind::InvalidInput).into());
    }
    if !replace && !is_free(files, &path)? {
        return Err(io::Error::from(io::ErrorKind::DirectoryNotEmpty).into());
    }
    let beside = atomic::beside(&path);
    files.create_folder(&beside)?;
    let written = write(&mut Folder::new(beside.clone()));
    let written = written.and_then(|it| {
        if files.symlink_metadata(&path).is_ok() {
            spare::check_replaced(files, &path, &beside)?;
        }
        atomic::sync_tree(files, &beside)?;
        put_in_place(files, &beside, &path)?;
        Ok(it)
    });
    if written.is_err() {
        // The failure is what matters; what is left is a hidden folder of ours.
        files.remove_tree(&beside).ok();
    }
    written
}

/// Whether nothing is there, or an empty folder.
fn is_free(files: &dyn Files, path: &Path) -> io::Result<bool> {
    match files.list(path) {
        Ok(inside) => Ok(inside.is_empty()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Moves a new folder to its place; what was there is removed once the new one stands.
fn put_in_place(files: &dyn Files, new: &Path, path: &Path) -> io::Result<()> {
    let parent = path.parent().unwrap_or(path);
    if files.symlink_metadata(path).is_err() {
        files.rename(new, path)?;
        return files.sync_folder(parent);
    }
    let old = atomic::beside(path);
    files.rename(path, &old)?;
    if let Err(error) = files.rename(new, path) {
        files.rename(&old, path)?;
        return Err(error);
    }
    files.sync_folder(parent)?;
    files.remove_tree(&old)
}
