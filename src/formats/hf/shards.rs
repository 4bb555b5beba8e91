//! The rows of each set, in files of a size that is easy to load.

use std::io;

use serde_json::Value as Json;

use super::rows::TagNames;
use super::{Kind, Layout};

/// A file is ended when its rows are about so long, in bytes before packing.
const LONGEST: usize = 400 << 20;
/// So many bytes of rows are packed together.
#[cfg(feature = "parquet")]
const GROUP: usize = 16 << 20;

/// All sets.
pub struct Shards {
    layout: Layout,
    kind: Kind,
    sets: Vec<Set>,
}

/// The rows of one set.
struct Set {
    name: String,
    full: Vec<Vec<u8>>,
    open: Option<Open>,
    n_rows: usize,
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
        rows: Vec<Json>,
        waiting: usize,
    },
}

/// The finished files of one set.
pub struct Files {
    pub name: String,
    pub ending: &'static str,
    pub packed: Vec<Vec<u8>>,
    pub n_rows: usize,
}

impl Shards {
    pub fn new(layout: Layout, kind: Kind, names: &[String]) -> Self {
        let mut shards = Self {
            layout,
            kind,
            sets: Vec::new(),
        };
        for name in names {
            shards.set(Some(name));
        }
        shards
    }

    fn set(&mut self, split: Option<&str>) -> &mut Set {
        let name = match split {
            None => "train".to_owned(),
            Some("dev" | "valid") => "validation".to_owned(),
            Some(name) => {
                let plain = |it: char| if it.is_alphanumeric() { it } else { '_' };
                name.chars().map(plain).collect()
            }
        };
        let place = self.sets.iter().position(|it| it.name == name);
        let place = place.unwrap_or_else(|| {
            self.sets.push(Set {
                name,
                full: Vec::new(),
                open: None,
                n_rows: 0,
            });
            self.sets.len() - 1
        });
        &mut self.sets[place]
    }

    pub fn push(&mut self, split: Option<&str>, row: Json, tags: &TagNames) -> io::Result<()> {
        let (layout, kind) = (self.layout, self.kind);
        let set = self.set(split);
        set.n_rows += 1;
        let open = match &mut set.open {
            Some(open) => open,
            none => none.insert(Open::new(layout, kind)?),
        };
        open.push(row)?;
        if open.n_bytes >= LONGEST {
            set.end(tags)?;
        }
        Ok(())
    }

    /// All files; a set without rows has one without rows.
    pub fn finish(mut self, tags: &TagNames) -> io::Result<Vec<Files>> {
        if self.sets.is_empty() {
            self.set(None);
        }
        let mut all = Vec::new();
        for mut set in self.sets {
            if set.open.is_none() && set.full.is_empty() {
                set.open = Some(Open::new(self.layout, self.kind)?);
            }
            set.end(tags)?;
            all.push(Files {
                name: set.name,
                ending: match self.kind {
                    Kind::Jsonl => "jsonl",
                    #[cfg(feature = "parquet")]
                    Kind::Parquet => "parquet",
                },
                packed: set.full,
                n_rows: set.n_rows,
            });
        }
        Ok(all)
    }
}

impl Set {
    #[cfg_attr(
        not(feature = "parquet"),
        expect(clippy::unnecessary_wraps, unused_variables)
    )]
    fn end(&mut self, tags: &TagNames) -> io::Result<()> {
        match self.open.take().map(|it| it.file) {
            None => {}
            Some(File::Lines(bytes)) => self.full.push(bytes),
            #[cfg(feature = "parquet")]
            Some(File::Table {
                mut table, rows, ..
            }) => {
                table.write(&rows)?;
                self.full.push(table.finish(tags)?);
            }
        }
        Ok(())
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
                rows: Vec::new(),
                waiting: 0,
            },
        };
        Ok(Self { n_bytes: 0, file })
    }

    fn push(&mut self, row: Json) -> io::Result<()> {
        match &mut self.file {
            File::Lines(bytes) => {
                serde_json::to_writer(&mut *bytes, &row)?;
                bytes.push(b'\n');
                self.n_bytes = bytes.len();
            }
            #[cfg(feature = "parquet")]
            File::Table {
                table,
                rows,
                waiting,
            } => {
                let n = length(&row);
                self.n_bytes += n;
                *waiting += n;
                rows.push(row);
                if *waiting >= GROUP {
                    table.write(rows)?;
                    rows.clear();
                    *waiting = 0;
                }
            }
        }
        Ok(())
    }
}

/// About how long a row is.
#[cfg(feature = "parquet")]
fn length(json: &Json) -> usize {
    match json {
        Json::String(text) => text.len() + 8,
        Json::Array(all) => all.iter().map(length).sum::<usize>() + 8,
        Json::Object(all) => all.values().map(length).sum::<usize>() + 8,
        _ => 8,
    }
}
