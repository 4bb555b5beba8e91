//! What a writer writes to: one file, a folder, a zip file, memory, or nothing at all, so that what
//! would be lost is known from the same code that writes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// Files, one after another: what is written goes into the one started last.
pub trait Output: Write {
    /// Begins the next file; `name` is a path with `/`. A single file takes no other beside it.
    fn start(&mut self, name: &str) -> io::Result<()>;

    /// Whether a file that is written can be given another name, for writers that know its name last.
    fn renames(&self) -> bool {
        false
    }

    /// Gives a file that is written another name. What is written next needs another start.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        Err(io::Error::other(format!("{from} cannot become {to}")))
    }

    /// Everything is written.
    fn finish(&mut self) -> io::Result<()>;
}

/// One file, whatever it is called.
pub struct OneFile<'a> {
    out: BufWriter<&'a mut dyn Write>,
    started: bool,
}

impl<'a> OneFile<'a> {
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, out),
            started: false,
        }
    }
}

impl Write for OneFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Output for OneFile<'_> {
    fn start(&mut self, name: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.started, true) {
            return Err(io::Error::other(format!(
                "no place for a second file: {name}"
            )));
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A folder that is there already, and empty.
pub struct Folder {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    /// What was written and may still be lost in a power cut.
    written: Vec<PathBuf>,
}

impl Folder {
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            file: None,
            written: Vec::new(),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        match self.file.take() {
            Some(file) => file
                .into_inner()
                .map(drop)
                .map_err(io::IntoInnerError::into_error),
            None => Ok(()),
        }
    }
}

impl Write for Folder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(not_started()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Output for Folder {
    fn start(&mut self, name: &str) -> io::Result<()> {
        self.end()?;
        let path = self.path.join(super::names::tidy(name));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let file = File::create_new(&path)?;
        self.file = Some(BufWriter::with_capacity(1 << 16, file));
        self.written.push(path);
        Ok(())
    }

    fn renames(&self) -> bool {
        true
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.end()?;
        let [from, to] = [from, to].map(|it| self.path.join(super::names::tidy(it)));
        if to.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(&from, &to)?;
        self.written
            .iter_mut()
            .filter(|it| **it == from)
            .for_each(|it| it.clone_from(&to));
        Ok(())
    }

    /// All files are made to survive a power cut at once: one after the other as they are written takes
    /// the disk twice as long.
    fn finish(&mut self) -> io::Result<()> {
        self.end()?;
        for path in self.written.drain(..) {
            File::options().write(true).open(path)?.sync_all()?;
        }
        Ok(())
    }
}

/// A zip file, written from front to back; every file in it bears the same moment, so that the same
/// project gives the same bytes.
pub struct Zip<W: Write> {
    zip: Option<ZipWriter<StreamWriter<W>>>,
}

impl<W: Write> Zip<W> {
    pub fn new(out: W) -> Self {
        Self {
            zip: Some(ZipWriter::new_stream(out)),
        }
    }

    fn open(&mut self) -> io::Result<&mut ZipWriter<StreamWriter<W>>> {
        self.zip.as_mut().ok_or_else(not_started)
    }
}

impl<W: Write> Write for Zip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open()?.flush()
    }
}

impl<W: Write> Output for Zip<W> {
    fn start(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let name = super::names::tidy(name);
        Ok(self.open()?.start_file(name, options)?)
    }

    fn finish(&mut self) -> io::Result<()> {
        match self.zip.take() {
            Some(zip) => zip.finish()?.flush(),
            None => Ok(()),
        }
    }
}

/// Files in memory, by name.
#[derive(Debug, Default)]
pub struct Memory {
    pub files: BTreeMap<String, Vec<u8>>,
    name: Option<String>,
}

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let name = self.name.as_ref().ok_or_else(not_started)?;
        let file = self.files.get_mut(name).ok_or_else(not_started)?;
        file.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Memory {
    fn start(&mut self, name: &str) -> io::Result<()> {
        if self.files.insert(name.to_owned(), Vec::new()).is_some() {
            return Err(io::Error::other(format!("{name} is there twice")));
        }
        self.name = Some(name.to_owned());
        Ok(())
    }

    fn renames(&self) -> bool {
        true
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.name = None;
        let file = self.files.remove(from).ok_or_else(not_started)?;
        match self.files.insert(to.to_owned(), file) {
            None => Ok(()),
            Some(_) => Err(io::Error::other(format!("{to} is there twice"))),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Nothing is kept: for knowing beforehand what would be lost, and how much would be written.
#[derive(Debug, Default)]
pub struct Nowhere {
    pub n_bytes: u64,
    pub n_files: usize,
}

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.n_bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Nowhere {
    fn start(&mut self, _: &str) -> io::Result<()> {
        self.n_files += 1;
        Ok(())
    }

    fn renames(&self) -> bool {
        true
    }

    fn rename(&mut self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    pub name: String,
    pub n_bytes: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// Another output, of which every file is noted by its size and its hash.
pub struct Noted<'a> {
    out: &'a mut dyn Output,
    written: Vec<Written>,
    current: Option<(String, u64, Sha256)>,
}

impl<'a> Noted<'a> {
    pub fn new(out: &'a mut dyn Output) -> Self {
        Self {
            out,
            written: Vec::new(),
            current: None,
        }
    }

    /// The files so far, and none of those to come.
    pub fn end(mut self) -> (Vec<Written>, &'a mut dyn Output) {
        self.note();
        (self.written, self.out)
    }

    fn note(&mut self) {
        if let Some((name, n_bytes, hash)) = self.current.take() {
            self.written.push(Written {
                name,
                n_bytes,
                sha256: super::decode::hexadecimal(&hash.finalize()),
            });
        }
    }
}

impl Write for Noted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        if let Some((_, n_bytes, hash)) = &mut self.current {
            hash.update(bytes.get(..n).unwrap_or_default());
            *n_bytes += n as u64;
        }
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Output for Noted<'_> {
    fn start(&mut self, name: &str) -> io::Result<()> {
        self.note();
        self.current = Some((name.to_owned(), 0, Sha256::new()));
        self.out.start(name)
    }

    fn renames(&self) -> bool {
        self.out.renames()
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.note();
        if let Some(it) = self.written.iter_mut().find(|it| it.name == from) {
            to.clone_into(&mut it.name);
        }
        self.out.rename(from, to)
    }

    /// The other output goes on.
    fn finish(&mut self) -> io::Result<()> {
        self.note();
        Ok(())
    }
}

/// Another output, with every file below a folder. Writers write a few bytes at a time: they are passed on
/// many at once, the last of them when this is finished.
pub(super) struct Below<'a> {
    out: &'a mut dyn Output,
    folder: String,
    waiting: Vec<u8>,
}

/// So many bytes are passed on at once.
const AT_ONCE: usize = 1 << 16;

impl<'a> Below<'a> {
    pub fn of(out: &'a mut dyn Output, folder: Option<&str>) -> Self {
        Self {
            out,
            folder: folder.map(|it| format!("{it}/")).unwrap_or_default(),
            waiting: Vec::with_capacity(2 * AT_ONCE),
        }
    }

    fn pass_on(&mut self) -> io::Result<()> {
        let passed = self.out.write_all(&self.waiting);
        self.waiting.clear();
        passed
    }
}

impl Write for Below<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() + bytes.len() > AT_ONCE {
            if !self.waiting.is_empty() {
                self.pass_on()?;
            }
            if bytes.len() > AT_ONCE {
                return self.out.write(bytes);
            }
        }
        self.waiting.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

impl Output for Below<'_> {
    fn start(&mut self, name: &str) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.pass_on()?;
        }
        self.out.start(&format!("{}{name}", self.folder))
    }

    fn renames(&self) -> bool {
        self.out.renames()
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.finish()?;
        let [from, to] = [from, to].map(|it| format!("{}{it}", self.folder));
        self.out.rename(&from, &to)
    }

    /// The other output goes on.
    fn finish(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.pass_on()
    }
}

fn not_started() -> io::Error {
    io::Error::other("no file was started")
}
