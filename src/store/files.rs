//! What the store asks of a disk, so that the tests can put a failing one in its place, and a
//! project folder together with the disk that it is on.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::atomic;

/// A file system.
pub trait Files: fmt::Debug + Send + Sync {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What is at a path, links followed.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// What is at a path; a link is not followed.
    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// The path without links and `..`.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// What is in a folder, in any order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// Makes a file that must not be there yet.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Opens a file to add to its end, making it where there is none.
    fn append(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Opens a file that is there, to write anywhere in it.
    fn modify(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Makes a folder in one that is there.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder survive a power cut, where the system can.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// An open file.
pub trait Handle: Write + Send {
    /// In bytes.
    fn length(&self) -> io::Result<u64>;

    /// Cuts the file off, at a number of bytes.
    fn set_length(&mut self, length: u64) -> io::Result<()>;

    /// Writes from a byte on; only for files opened by [`Files::modify`].
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()>;

    /// Makes what was written survive a power cut.
    fn sync(&self) -> io::Result<()>;

    /// A second handle of the file, to sync it while the first one goes on writing.
    fn share(&self) -> io::Result<Box<dyn Handle>>;
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    pub kind: Kind,
    /// In bytes.
    pub length: u64,
    /// When its bytes were last changed, where the system says so.
    pub modified: Option<SystemTime>,
    /// A number that a file put in its place does not have; 0 where the system has none.
    pub id: u64,
}

/// What kind of thing is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// A link, or something that is neither file nor folder.
    Other,
}

/// Something in a folder; a link is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: OsString,
    pub kind: Kind,
}

impl dyn Files + '_ {
    /// Makes a folder and those above it, each with a name that survives a power cut.
    pub fn create_folders(&self, folder: &Path) -> io::Result<()> {
        let missing = folder.ancestors().take_while(|it| {
            !it.as_os_str().is_empty() && it.parent().is_some() && !self.is_folder(it)
        });
        let missing: Vec<&Path> = missing.collect();
        for folder in missing.into_iter().rev() {
            match self.create_folder(folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Err(error) if !self.is_folder(folder) => return Err(error),
                Ok(()) | Err(_) => {}
            }
            let parent = folder.parent().filter(|it| !it.as_os_str().is_empty());
            self.sync_folder(parent.unwrap_or(Path::new(".")))?;
        }
        Ok(())
    }

    /// Removes a folder and all that is in it; links are removed, not followed.
    pub fn remove_tree(&self, folder: &Path) -> io::Result<()> {
        for entry in self.list(folder)? {
            let path = folder.join(&entry.name);
            match entry.kind {
                Kind::Folder => self.remove_tree(&path)?,
                Kind::File | Kind::Other => self.remove_file(&path)?,
            }
        }
        self.remove_folder(folder)
    }

    pub fn is_folder(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|it| it.kind == Kind::Folder)
    }

    pub fn is_file(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|it| it.kind == Kind::File)
    }

    /// Whether there is something at a path, if only a link that leads nowhere.
    pub fn exists(&self, path: &Path) -> io::Result<bool> {
        match self.symlink_metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if is_missing(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Whether an error says that there is nothing at a path.
pub fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// A project folder, and the disk that it is on.
#[derive(Clone, Debug)]
pub struct Root {
    path: PathBuf,
    files: Arc<dyn Files>,
    /// Folders whose names are known to survive a power cut.
    safe: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Root {
    pub fn new(path: impl Into<PathBuf>, files: Arc<dyn Files>) -> Self {
        Self {
            path: path.into(),
            files,
            safe: Arc::default(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn files(&self) -> &dyn Files {
        &*self.files
    }

    pub fn join(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.path.join(relative)
    }

    /// Makes a folder of the project and those above it. A folder that was there already may come from a
    /// process that was killed before its name was safe, so the first time all names are made safe.
    pub fn create_folders(&self, folder: &Path) -> io::Result<()> {
        let safe = || self.safe.lock().unwrap_or_else(PoisonError::into_inner);
        if safe().contains(folder) {
            return Ok(());
        }
        self.files.create_folders(folder)?;
        let inside = folder.ancestors().filter(|it| *it != self.path);
        for folder in inside.take_while(|it| it.starts_with(&self.path)) {
            self.files.sync_folder(folder.parent().unwrap_or(folder))?;
        }
        safe().insert(folder.to_owned());
        Ok(())
    }

    /// Writes a file of the project, whole or not at all, making the folders above it.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.create_folders(path.parent().unwrap_or(&self.path))?;
        atomic::write_by(&*self.files, path, |file| file.write_all(bytes))
    }

    /// Lets `fill` write to a file bit by bit, making the folders above it. On failure the old file is
    /// untouched. `before` is told what will be at the path just before it is.
    pub fn write_with(
        &self,
        path: &Path,
        before: impl FnOnce(Metadata),
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.create_folders(path.parent().unwrap_or(&self.path))?;
        let fill = |file: &mut dyn Handle| {
            let mut out = io::BufWriter::new(file);
            fill(&mut out)?;
            out.flush()
        };
        atomic::replace(&*self.files, path, before, fill)
    }

    /// Another folder on the same disk.
    pub fn at(&self, path: impl Into<PathBuf>) -> Self {
        Self::new(path, Arc::clone(&self.files))
    }
}

impl Default for Root {
    fn default() -> Self {
        Self::new(PathBuf::new(), Arc::new(Disk))
    }
}

/// A folder of the system's own disks.
impl<P: AsRef<Path> + ?Sized> From<&P> for Root {
    fn from(path: &P) -> Self {
        Self::new(path.as_ref(), Arc::new(Disk))
    }
}

/// The system's own disks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path).map(Into::into)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::symlink_metadata(path).map(Into::into)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let entry = |it: io::Result<fs::DirEntry>| {
            let it = it?;
            Ok(Entry {
                kind: it.file_type()?.into(),
                name: it.file_name(),
            })
        };
        fs::read_dir(folder)?.map(entry).collect()
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut options = OpenOptions::new();
        Ok(Box::new(options.write(true).create_new(true).open(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut options = OpenOptions::new();
        let file = options.read(true).append(true).create(true).open(path)?;
        Ok(Box::new(file))
    }

    fn modify(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(OpenOptions::new().write(true).open(path)?))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(folder)?.sync_all()
        } else {
            Ok(())
        }
    }
}

impl Handle for File {
    fn length(&self) -> io::Result<u64> {
        self.metadata().map(|it| it.len())
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(at))?;
        self.write_all(bytes)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn share(&self) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(self.try_clone()?))
    }
}

impl From<fs::Metadata> for Metadata {
    fn from(it: fs::Metadata) -> Self {
        Self {
            kind: it.file_type().into(),
            length: it.len(),
            modified: it.modified().ok(),
            id: id_of(&it),
        }
    }
}

#[cfg(unix)]
fn id_of(it: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(it)
}

#[cfg(not(unix))]
fn id_of(_: &fs::Metadata) -> u64 {
    0
}

impl From<fs::FileType> for Kind {
    fn from(it: fs::FileType) -> Self {
        if it.is_file() {
            Self::File
        } else if it.is_dir() {
            Self::Folder
        } else {
            Self::Other
        }
    }
}
