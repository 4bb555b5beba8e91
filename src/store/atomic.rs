//! Writing a file so that a reader, or a crash, finds either the old one or the new one, whole:
//! write beside, sync, rename, sync the folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes `bytes` to `path`, making the folders above it. On failure the old file is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    write_by(path, |file| file.write_all(bytes))
}

/// Lets `fill` write to `path` bit by bit, making the folders above it. On failure the old file is untouched.
pub fn write_with(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    write_by(path, |file| {
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        out.flush()
    })
}

/// Lets `fill` write to `path`, whose folder must be there. On failure the old file is untouched.
pub fn write_by<T>(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
    let path = std::path::absolute(path)?;
    let beside = beside(&path);
    let written = fill_new(&beside, fill).and_then(|it| fs::rename(&beside, &path).map(|()| it));
    if written.is_err() {
        // The failure is what matters; a leftover beside it harms nothing.
        fs::remove_file(&beside).ok();
    }
    let written = written?;
    sync_folder(path.parent().unwrap_or(&path))?;
    Ok(written)
}

/// Writes a file that must not be there yet, making the folders above it. Its name is safe once
/// [`sync_folder`] was called for them.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    fill_new(path, |file| file.write_all(bytes))
}

/// Makes the names in a folder and in all folders below it survive a power cut.
pub fn sync_tree(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_tree(&entry.path())?;
        }
    }
    sync_folder(folder)
}

/// Makes the names in a folder survive a power cut, where the system can.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn fill_new<T>(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let filled = fill(&mut file)?;
    file.sync_all()?;
    Ok(filled)
}

/// A name in the same folder that nobody else uses: hidden, and known as ours by its ending.
pub(crate) fn beside(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let unique = format!(
        ".{}-{n}-{}.tmp",
        std::process::id(),
        crate::store::paths::random() & 0xffff
    );
    path.with_file_name(unique)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.ron");
        write(&path, b"old").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let taken = folder.path().join("a/taken");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("x"), b"").unwrap();
        write(&taken, b"no").unwrap_err();
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 2);
    }
}
