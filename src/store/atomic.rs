//! Writing a file so that a reader, or a crash, finds either the old one or the new one, whole:
//! write beside, sync, rename, sync the folder.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::files::{Files, Handle, Kind, Metadata};

/// Writes `bytes` to `path`, making the folders above it. On failure the old file is untouched.
pub fn write(files: &dyn Files, path: &Path, bytes: &[u8]) -> io::Result<()> {
    files.create_folders(path.parent().unwrap_or(Path::new(".")))?;
    write_by(files, path, |file| file.write_all(bytes))
}

/// Lets `fill` write to `path`, whose folder must be there. On failure the old file is untouched.
pub fn write_by<T>(
    files: &dyn Files,
    path: &Path,
    fill: impl FnOnce(&mut dyn Handle) -> io::Result<T>,
) -> io::Result<T> {
    replace(files, path, |_| (), fill)
}

/// The same; `before` is told what will be at the path just before it is.
pub fn replace<T>(
    files: &dyn Files,
    path: &Path,
    before: impl FnOnce(Metadata),
    fill: impl FnOnce(&mut dyn Handle) -> io::Result<T>,
) -> io::Result<T> {
    let path = std::path::absolute(path)?;
    let beside = beside(&path);
    let written = fill_new(files, &beside, fill);
    let written = written.and_then(|it| {
        before(files.metadata(&beside)?);
        files.rename(&beside, &path).map(|()| it)
    });
    if written.is_err() {
        // The failure is what matters; what is left beside is removed at the next opening.
        files.remove_file(&beside).ok();
    }
    let written = written?;
    files.sync_folder(path.parent().unwrap_or(&path))?;
    Ok(written)
}

/// Writes a file that must not be there yet, making the folders above it. Its name is safe once
/// [`sync_tree`] was called for them. On failure there is no file.
pub fn write_new(files: &dyn Files, path: &Path, bytes: &[u8]) -> io::Result<()> {
    files.create_folders(path.parent().unwrap_or(Path::new(".")))?;
    let written = fill_new(files, path, |file| file.write_all(bytes));
    if let Err(error) = &written
        && error.kind() != io::ErrorKind::AlreadyExists
    {
        files.remove_file(path).ok();
    }
    written
}

/// Makes the names in a folder and in all folders below it survive a power cut.
pub fn sync_tree(files: &dyn Files, folder: &Path) -> io::Result<()> {
    for entry in files.list(folder)? {
        if entry.kind == Kind::Folder {
            sync_tree(files, &folder.join(&entry.name))?;
        }
    }
    files.sync_folder(folder)
}

fn fill_new<T>(
    files: &dyn Files,
    path: &Path,
    fill: impl FnOnce(&mut dyn Handle) -> io::Result<T>,
) -> io::Result<T> {
    let mut file = files.create(path)?;
    let filled = fill(&mut *file)?;
    file.sync()?;
    Ok(filled)
}

/// A name in the same folder that nobody else uses: hidden, and known as ours by [`is_ours`].
pub(crate) fn beside(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let unique = format!(
        "{OURS}{}-{n}-{}{ENDING}",
        std::process::id(),
        crate::store::paths::random() & 0xffff
    );
    path.with_file_name(unique)
}

/// How such a name begins: numbers alone could be a day that somebody else wrote down.
const OURS: &str = ".sententia-";
const ENDING: &str = ".tmp";

/// Whether a name is one that only this program gives to what it writes beside.
pub(crate) fn is_ours(name: &str) -> bool {
    numbers(name).is_some()
}

/// The process that gave a name of ours.
pub(crate) fn process_of(name: &str) -> Option<u32> {
    numbers(name)?.split('-').next()?.parse().ok()
}

/// The three numbers of a name of ours.
fn numbers(name: &str) -> Option<&str> {
    let numbers = name.strip_prefix(OURS)?.strip_suffix(ENDING)?;
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let is_ours = numbers.split('-').count() == 3 && numbers.split('-').all(is_number);
    is_ours.then_some(numbers)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::files::Disk;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.ron");
        write(&Disk, &path, b"old").unwrap();
        write(&Disk, &path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let taken = folder.path().join("a/taken");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("x"), b"").unwrap();
        write(&Disk, &taken, b"no").unwrap_err();
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 2);
    }

    #[test]
    fn only_our_own_names_are_ours() {
        let ours = beside(Path::new("a/b.ron"));
        let ours = ours.file_name().unwrap().to_string_lossy().into_owned();
        assert!(is_ours(&ours));
        assert_eq!(process_of(&ours), Some(std::process::id()));
        for other in [
            ".tmp",
            ".2009-05-03.tmp",
            "sententia-1-2-3.tmp",
            ".sententia-1-2.tmp",
            ".sententia-a-1-2.tmp",
            ".sententia-1--2.tmp",
            ".sententia-1-2-3.tmp~",
        ] {
            assert!(!is_ours(other), "{other}");
            assert_eq!(process_of(other), None, "{other}");
        }
    }
}
