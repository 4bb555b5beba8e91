//! The rows of each set, in files of a size that is easy to load. The name of a file says how many there are,
//! which is known last: where the output lets a file be renamed, and there is one set only, the bytes leave as
//! they come; else they wait, packed, for the end.

use std::io;

use super::super::json::Node;

use super::super::output::Output;
use super::rows::TagNames;
use super::{Kind, Layout};

/// A file is ended when its rows are about so long, in bytes before packing.
const LONGEST: usize = 400 << 20;
/// So many bytes of rows are packed together.
#[cfg(feature = "parquet")]
const GROUP: usize = 16 << 20;
/// So many bytes of lines leave at once.
const AT_ONCE: usize = 1 << 16;

/// All sets.
pub struct Shards {
    layout: Layout,
    kind: Kind,
    /// Whether bytes leave as they come.
    early: bool,
    sets: Vec<Set>,
}

/// The rows of one set.
struct Set {
    /// What the set is called here; `None` where there are no sets.
    split: Option<String>,
    name: String,
    files: Vec<Waiting>,
    open: Option<Open>,
    n_rows: usize,
}

/// The bytes of a file that have not left yet, and how many there are in all.
#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    n_bytes: usize,
}

/// The file that is being written.
struct Open {
    n_bytes: usize,
    file: File,
}

enum File {
    Lines(Vec<u8>),
    #[cfg(feature = "parquet")]
    Table {
        table: Box<super::columns::Table>,
        waiting: usize,
    },
}

/// The finished files of one set.
pub struct Files {
    pub name: String,
    pub n_rows: usize,
    pub n_bytes: usize,
}

impl Shards {
    pub fn new(layout: Layout, kind: Kind, names: &[String], renames: bool) -> Self {
        let mut shards = Self {
            layout,
            kind,
            early: renames && names.is_empty(),
            sets: Vec::new(),
        };
        for name in names {
            shards.set(Some(name));
        }
        shards
    }

    fn set(&mut self, split: Option<&str>) -> usize {
        let place = self.sets.iter().position(|it| it.split.as_deref() == split);
        place.unwrap_or_else(|| {
            let taken = |name: &str| self.sets.iter().any(|it| it.name == name);
            let mut name = usual(split);
            if taken(&name) {
                // Two sets that are called the same there stay two.
                name = split.map(plain).unwrap_or_default();
            }
            while taken(&name) {
                name.push('_');
            }
            self.sets.push(Set {
                split: split.map(str::to_owned),
                name,
                files: Vec::new(),
                open: None,
                n_rows: 0,
            });
            self.sets.len() - 1
        })
    }

    pub fn push(
        &mut self,
        split: Option<&str>,
        row: &Node,
        tags: &TagNames,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let place = self.set(split);
        self.begin(place, out)?;
        let (set, early) = (&mut self.sets[place], self.early);
        set.n_rows += 1;
        let Some(open) = &mut set.open else {
            return Ok(());
        };
        let bytes = open.push(row)?;
        let is_full = open.n_bytes >= LONGEST;
        set.take(bytes, early, out)?;
        if is_full {
            set.end(tags, early, out)?;
        }
        Ok(())
    }

    /// Opens a file of a set where none is open.
    fn begin(&mut self, place: usize, out: &mut dyn Output) -> io::Result<()> {
        let set = &mut self.sets[place];
        if set.open.is_none() {
            set.open = Some(Open::new(self.layout, self.kind)?);
            if self.early {
                out.start(&set.unnamed(set.files.len()))?;
            }
            set.files.push(Waiting::default());
        }
        Ok(())
    }

    /// Ends all files. A set without rows is left out beside others, for `datasets` takes none; alone it has a
    /// file without rows. `between` is told what there is, before the files have their names.
    pub fn finish(
        mut self,
        tags: &TagNames,
        out: &mut dyn Output,
        between: impl FnOnce(&[Files], &mut dyn Output) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.sets.is_empty() {
            self.set(None);
        }
        if self.sets.iter().any(|it| it.n_rows > 0) {
            self.sets.retain(|it| it.n_rows > 0);
        }
        for place in 0..self.sets.len() {
            if self.sets[place].files.is_empty() {
                self.begin(place, out)?;
            }
            self.sets[place].end(tags, self.early, out)?;
        }
        let ending = match self.kind {
            Kind::Jsonl => "jsonl",
            #[cfg(feature = "parquet")]
            Kind::Parquet => "parquet",
        };
        let files = self.sets.iter().map(|set| Files {
            name: set.name.clone(),
            n_rows: set.n_rows,
            n_bytes: set.files.iter().map(|it| it.n_bytes).sum(),
        });
        between(&files.collect::<Vec<_>>(), out)?;
        for set in &mut self.sets {
            let n = set.files.len();
            for i in 0..n {
                let name = format!("data/{}-{i:05}-of-{n:05}.{ending}", set.name);
                if self.early {
                    out.rename(&set.unnamed(i), &name)?;
                } else {
                    out.start(&name)?;
                    out.write_all(&std::mem::take(&mut set.files[i].bytes))?;
                }
            }
        }
        Ok(())
    }
}

/// What a set is usually called in data sets.
fn usual(split: Option<&str>) -> String {
    match split {
        None => "train".to_owned(),
        Some("dev" | "valid") => "validation".to_owned(),
        Some(name) => plain(name),
    }
}

/// A name of letters and digits, as `datasets` asks for.
fn plain(name: &str) -> String {
    let plain = |it: char| if it.is_alphanumeric() { it } else { '_' };
    name.chars().map(plain).collect()
}

impl Set {
    /// What a file is called until it is known how many there are.
    fn unnamed(&self, i: usize) -> String {
        format!("data/{}-{i:05}.part", self.name)
    }

    /// Takes bytes of the file that is open.
    fn take(&mut self, bytes: Vec<u8>, early: bool, out: &mut dyn Output) -> io::Result<()> {
        let Some(last) = self.files.last_mut() else {
            return Ok(());
        };
        last.n_bytes += bytes.len();
        if early {
            out.write_all(&bytes)?;
        } else if last.bytes.is_empty() {
            last.bytes = bytes;
        } else {
            last.bytes.extend_from_slice(&bytes);
        }
        Ok(())
    }

    #[cfg_attr(not(feature = "parquet"), expect(unused_variables))]
    fn end(&mut self, tags: &TagNames, early: bool, out: &mut dyn Output) -> io::Result<()> {
        let last = match self.open.take().map(|it| it.file) {
            None => return Ok(()),
            Some(File::Lines(bytes)) => bytes,
            #[cfg(feature = "parquet")]
            Some(File::Table { table, .. }) => table.finish(tags)?,
        };
        self.take(last, early, out)
    }
}

impl Open {
    #[cfg_attr(
        not(feature = "parquet"),
        expect(clippy::unnecessary_wraps, unused_variables)
    )]
    fn new(layout: Layout, kind: Kind) -> io::Result<Self> {
        let file = match kind {
            Kind::Jsonl => File::Lines(Vec::new()),
            #[cfg(feature = "parquet")]
            Kind::Parquet => File::Table {
                table: Box::new(super::columns::Table::new(layout)?),
                waiting: 0,
            },
        };
        Ok(Self { n_bytes: 0, file })
    }

    /// Adds a row; gives the bytes that are ready to leave.
    fn push(&mut self, row: &Node) -> io::Result<Vec<u8>> {
        match &mut self.file {
            File::Lines(bytes) => {
                let before = bytes.len();
                serde_json::to_writer(&mut *bytes, row)?;
                bytes.push(b'\n');
                self.n_bytes += bytes.len() - before;
                if bytes.len() < AT_ONCE {
                    return Ok(Vec::new());
                }
                Ok(std::mem::take(bytes))
            }
            #[cfg(feature = "parquet")]
            File::Table { table, waiting } => {
                let n = length(row);
                self.n_bytes += n;
                *waiting += n;
                table.push(row);
                if *waiting < GROUP {
                    return Ok(Vec::new());
                }
                *waiting = 0;
                table.pack()
            }
        }
    }
}

/// About how long a row is.
#[cfg(feature = "parquet")]
fn length(node: &Node) -> usize {
    match node {
        Node::Text(text) => text.len() + 8,
        Node::List(all) => all.iter().map(length).sum::<usize>() + 8,
        Node::Object(all) => all.iter().map(|it| length(it.1)).sum::<usize>() + 8,
        _ => 8,
    }
}
