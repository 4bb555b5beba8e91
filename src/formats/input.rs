//! What a reader reads from: files, folders and what is packed in them, named alike and read without
//! trust. Nothing is unpacked to disk, and nothing is read that is larger than memory should hold.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::MultiGzDecoder;

use super::names;
use super::report::Fault;
use crate::model::natural;

/// No single file that comes in may be larger, in bytes; of a packed one what comes out of it.
pub const MAX_BYTES: u64 = 1 << 30;
/// No archive may hold more files.
const MAX_ENTRIES: usize = 200_000;
/// What is packed tighter than this is no honest text.
const MAX_RATIO: u64 = 2_000;

/// The files of an import, in the order people expect of names.
#[derive(Clone, Debug, Default)]
pub struct Input {
    entries: Vec<Entry>,
    /// The name of what was given, for what has no better one.
    name: String,
}

/// One file of an import.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path below what was given, with `/`.
    pub name: String,
    /// Its size where it is known beforehand, in bytes.
    pub n_bytes: u64,
    place: Place,
    /// The ending it is read as, where its name has none.
    ending: Option<&'static str>,
    /// Whether anybody read it.
    opened: Arc<AtomicBool>,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    /// A file that is packed by itself, as `a.jsonl.gz`.
    Gzip(PathBuf),
    Bytes(Arc<[u8]>),
    Packed(Archive, usize),
}

#[derive(Clone)]
struct Archive(Arc<Mutex<zip::ZipArchive<Box<dyn Source>>>>);

trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Archive")
    }
}

impl Input {
    /// Lists files and, recursively, folders and zip files; what is packed by itself (`.gz`) by its own name.
    /// Hidden files are passed over, and so is what a link leads to inside a folder. What lies in one of
    /// several folders or zip files has the name of that one before its own.
    pub fn open(paths: &[PathBuf]) -> io::Result<Self> {
        let mut input = Self {
            name: paths.first().map(|it| shown(it)).unwrap_or_default(),
            entries: Vec::new(),
        };
        for path in paths {
            let before = if paths.len() > 1 && path.is_dir() {
                format!("{}/", shown(path))
            } else if paths.len() > 1 && names::ending(&shown(path)) == "zip" {
                format!("{}/", names::without_ending(&shown(path)))
            } else {
                String::new()
            };
            input.add(path, &before, true)?;
        }
        input
            .entries
            .sort_by(|a, b| natural::compare(&a.name, &b.name));
        Ok(input)
    }

    /// A single file that is in memory.
    pub fn of_bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            name: name.to_owned(),
            entries: vec![Entry::of_bytes(name, bytes)],
        }
    }

    /// These entries only.
    pub fn of(name: &str, entries: Vec<Entry>) -> Self {
        Self {
            name: name.to_owned(),
            entries,
        }
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The name of the first file or folder given, without its ending.
    pub fn stem(&self) -> &str {
        names::stem(&self.name)
    }

    /// The file of exactly this name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|it| it.name == name)
    }

    /// A single file whose name has no ending, such as the standard input, is read as having this one.
    pub fn read_as(&mut self, ending: &'static str) {
        if let [only] = self.entries.as_mut_slice()
            && names::ending(&only.name).is_empty()
        {
            only.ending = Some(ending);
        }
    }

    /// The endings that a single file might have whose name has none, as its first bytes tell.
    pub fn suggested(&self) -> &'static [&'static str] {
        match self.entries.as_slice() {
            [only] if names::ending(&only.name).is_empty() => {
                suggested(&only.head(1 << 12).unwrap_or_default())
            }
            _ => &[],
        }
    }

    /// From here on it is noted which files are read.
    pub fn forget(&self) {
        for entry in &self.entries {
            entry.opened.store(false, Ordering::Relaxed);
        }
    }

    /// The files that nobody read since [`Input::forget`], but for those that tell about the others.
    pub fn unread(&self) -> impl Iterator<Item = &Entry> {
        let unread = |it: &&Entry| !it.opened.load(Ordering::Relaxed);
        self.entries
            .iter()
            .filter(unread)
            .filter(|it| !names::is_about(&it.name))
    }

    /// The files with one of these endings, in lower case and without the dot.
    pub fn ending<'a>(&'a self, endings: &'a [&'a str]) -> impl Iterator<Item = &'a Entry> + 'a {
        self.entries
            .iter()
            .filter(|it| endings.contains(&it.ending().as_str()))
    }

    /// What a reader of these endings reads: of several files those that have them, a single one whatever it
    /// is called.
    pub fn own<'a>(&'a self, endings: &'a [&'a str]) -> impl Iterator<Item = &'a Entry> + 'a {
        let single = self.entries.len() == 1;
        self.entries
            .iter()
            .filter(move |it| single || endings.contains(&it.ending().as_str()))
    }

    fn add(&mut self, path: &Path, before: &str, given: bool) -> io::Result<()> {
        let name = shown(path);
        if path.is_dir() {
            let mut inside: Vec<_> = fs::read_dir(path)?.collect::<Result<_, _>>()?;
            inside.sort_by_key(fs::DirEntry::file_name);
            for entry in inside {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') || entry.file_type()?.is_symlink() {
                    continue;
                }
                let below = if given {
                    before.to_owned()
                } else {
                    format!("{before}{}/", shown(path))
                };
                self.add(&entry.path(), &below, false)?;
            }
            return Ok(());
        }
        let entry = Entry {
            name: format!("{before}{name}"),
            n_bytes: fs::metadata(path)?.len(),
            place: Place::File(path.to_owned()),
            ending: None,
            opened: Arc::default(),
        };
        if let Some(name) = entry.name.strip_suffix(".gz").filter(|it| !it.is_empty()) {
            self.entries.push(Entry {
                name: name.to_owned(),
                place: Place::Gzip(path.to_owned()),
                ..entry
            });
        } else if entry.ending() == "zip" {
            let before = if given {
                before.to_owned()
            } else {
                format!("{before}{}/", names::without_ending(&name))
            };
            let inside = entry.unpack();
            let inside = inside.map_err(|it| io::Error::other(it.to_string()))?;
            self.entries.extend(inside.into_iter().map(|it| Entry {
                name: format!("{before}{}", it.name),
                ..it
            }));
        } else {
            self.entries.push(entry);
        }
        Ok(())
    }
}

impl Entry {
    /// A file that is in memory.
    pub fn of_bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self {
            name: name.to_owned(),
            n_bytes: bytes.len() as u64,
            place: Place::Bytes(bytes),
            ending: None,
            opened: Arc::default(),
        }
    }

    /// Its ending in lower case, without the dot.
    pub fn ending(&self) -> String {
        self.ending
            .map_or_else(|| names::ending(&self.name), str::to_owned)
    }

    /// Whether it lies in a zip file, not in a folder.
    pub fn is_packed(&self) -> bool {
        matches!(self.place, Place::Packed(..))
    }

    /// It is known, and nothing in it is of use.
    pub fn pass_over(&self) {
        self.opened.store(true, Ordering::Relaxed);
    }

    /// All of it. Refused where it is larger than [`MAX_BYTES`].
    pub fn bytes(&self) -> Result<Vec<u8>, Fault> {
        self.opened.store(true, Ordering::Relaxed);
        self.head(MAX_BYTES + 1).and_then(|bytes| {
            let fits = bytes.len() as u64 <= MAX_BYTES;
            fits.then_some(bytes).ok_or(Fault::TooLarge)
        })
    }

    /// All of it as UTF-8. A byte order mark stays the first character.
    pub fn text(&self) -> Result<String, Fault> {
        String::from_utf8(self.bytes()?).map_err(|_| Fault::Encoding("UTF-8".to_owned()))
    }

    /// Its first bytes, to know it by: this is no reading of it.
    pub fn head(&self, n: u64) -> Result<Vec<u8>, Fault> {
        /// More is not believed beforehand.
        const MOST: u64 = 1 << 26;
        let expected = self.n_bytes.min(n).min(MOST);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
        let read = self.open()?.take(n).read_to_end(&mut bytes);
        read.map_err(|it| unreadable(&it))?;
        Ok(bytes)
    }

    /// Notes that it need not be read: what it says is known from another file.
    pub fn need_not_be_read(&self) {
        self.opened.store(true, Ordering::Relaxed);
    }

    /// To be read piece by piece: a packed file is unpacked into memory, another one is not.
    pub fn lines(&self) -> Result<Box<dyn BufRead + Send>, Fault> {
        self.opened.store(true, Ordering::Relaxed);
        self.open()
    }

    /// The file itself and its size in bytes, to be read here and there; nothing where it is packed or in memory.
    pub fn on_disk(&self) -> Result<Option<(File, u64)>, Fault> {
        let Place::File(path) = &self.place else {
            return Ok(None);
        };
        self.opened.store(true, Ordering::Relaxed);
        let opened = File::open(path).and_then(|it| it.metadata().map(|meta| (it, meta.len())));
        opened.map(Some).map_err(|it| unreadable(&it))
    }

    fn open(&self) -> Result<Box<dyn BufRead + Send>, Fault> {
        match &self.place {
            Place::File(path) => {
                let file = File::open(path).map_err(|it| unreadable(&it))?;
                Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
            }
            Place::Gzip(path) => {
                let file = File::open(path).map_err(|it| unreadable(&it))?;
                // It cannot be packed tighter than one to 1032.
                let unpacked = MultiGzDecoder::new(file);
                Ok(Box::new(BufReader::with_capacity(1 << 16, unpacked)))
            }
            Place::Bytes(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Place::Packed(archive, index) => Ok(Box::new(Cursor::new(archive.read(*index)?))),
        }
    }

    /// The files packed in this one, as in a zip file of whatever ending.
    pub fn unpack(&self) -> Result<Vec<Entry>, Fault> {
        self.opened.store(true, Ordering::Relaxed);
        let source: Box<dyn Source> = match &self.place {
            Place::File(path) => Box::new(File::open(path).map_err(|it| unreadable(&it))?),
            Place::Gzip(_) | Place::Bytes(_) | Place::Packed(..) => {
                Box::new(Cursor::new(self.bytes()?))
            }
        };
        let broken = |it: zip::result::ZipError| Fault::Malformed(it.to_string());
        let mut zip = zip::ZipArchive::new(source).map_err(broken)?;
        if zip.len() > MAX_ENTRIES {
            return Err(Fault::TooLarge);
        }
        let mut found = Vec::with_capacity(zip.len());
        for i in 0..zip.len() {
            let file = zip.by_index_raw(i).map_err(broken)?;
            let name = file.name().map_err(broken)?;
            let name = names::tidy(&name);
            let hidden = name
                .split('/')
                .any(|it| it.starts_with('.') || it == "__MACOSX");
            if file.is_file() && !hidden {
                found.push((name, file.size(), i));
            }
        }
        let archive = Archive(Arc::new(Mutex::new(zip)));
        let entry = |(name, n_bytes, i)| Entry {
            name,
            n_bytes,
            place: Place::Packed(archive.clone(), i),
            ending: None,
            opened: Arc::default(),
        };
        Ok(found.into_iter().map(entry).collect())
    }
}

impl Archive {
    /// Unpacks one file: no more than it says it is, nor than is sensible for its packed size.
    fn read(&self, index: usize) -> Result<Vec<u8>, Fault> {
        let mut zip = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let broken = |it: zip::result::ZipError| Fault::Malformed(it.to_string());
        let file = zip.by_index(index).map_err(broken)?;
        let most = file
            .compressed_size()
            .saturating_add(64)
            .saturating_mul(MAX_RATIO);
        let most = most.min(MAX_BYTES);
        if file.size() > most {
            return Err(Fault::TooLarge);
        }
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|it| unreadable(&it))?;
        if bytes.len() as u64 > most {
            return Err(Fault::TooLarge);
        }
        Ok(bytes)
    }
}

/// Endings of files that begin so. None by which alone a format is known where it is no sign of it.
fn suggested(head: &[u8]) -> &'static [&'static str] {
    if head.starts_with(b"PAR1") {
        return &["parquet"];
    }
    if head.starts_with(b"%PDF-") {
        return &["pdf"];
    }
    let text: String = String::from_utf8_lossy(head)
        .chars()
        .filter(|it| !matches!(it, '\0' | '\u{FEFF}' | '\u{FFFD}'))
        .collect();
    let text = text.trim_start();
    match text.chars().next() {
        Some('{' | '[') => &["json", "jsonl", "jsonld"],
        Some('<') => &["xml", "xmi", "html"],
        Some('#') if text.starts_with("#FORMAT=") => &["tsv"],
        Some('#') if text.starts_with("#!") => &["ron"],
        Some('#') => &["conllu"],
        _ => &[],
    }
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::Unreadable(error.to_string())
}

fn shown(path: &Path) -> String {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
    name.unwrap_or_else(|| "text".to_owned())
}
