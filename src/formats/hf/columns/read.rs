//! Reading Parquet: what stands in columns as rows of JSON.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Number, Value as Json};

use super::super::super::format::Intake;
use super::super::super::input::Entry;
use super::super::super::json::{Fields, Node};
use super::super::super::report::{Fate, Fault};
use super::super::draft::Rows;
use super::super::names::{Names, of_features};
use crate::model::progress::Cancelled;

/// Reads one file.
pub fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let source = match Source::open(entry) {
        Ok(source) => source,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let tell = |intake: &mut dyn Intake, n: usize, why: String| {
        intake.tell(&entry.name, n, Fault::Malformed(why), Fate::Skipped);
    };
    let file = match guarded(|| SerializedFileReader::new(source)) {
        Ok(file) => file,
        Err(why) => {
            tell(intake, 0, why);
            return Ok(());
        }
    };
    let mut rows = Rows::new(&entry.name, names(&file));
    let mut n = 0;
    let told = guarded(|| file.get_row_iter(None)).map(|mut all| {
        loop {
            intake.check()?;
            n += 1;
            match guarded(|| all.next().transpose()) {
                Ok(Some(row)) => rows.row(n, fields(&row), intake)?,
                Ok(None) => break Ok(None),
                Err(why) => break Ok(Some(why)),
            }
        }
    });
    match told {
        Ok(end) => {
            if let Some(why) = end? {
                tell(intake, n, why);
            }
        }
        Err(why) => tell(intake, 0, why),
    }
    rows.finish(intake)
}

/// Where the columns of a file are taken from, page by page.
enum Source {
    /// On disk, with its length: a file of many gigabytes is never held whole.
    Disk(File, u64),
    /// What was packed.
    Memory(Bytes),
}

impl Source {
    fn open(entry: &Entry) -> Result<Self, Fault> {
        Ok(match entry.on_disk()? {
            Some((file, n_bytes)) => Self::Disk(file, n_bytes),
            None => Self::Memory(entry.bytes()?.into()),
        })
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        match self {
            Self::Disk(_, n_bytes) => *n_bytes,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }
}

impl ChunkReader for Source {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        match self {
            Self::Disk(file, _) => Ok(Box::new(file.get_read(start)?)),
            Self::Memory(bytes) => Ok(Box::new(bytes.get_read(start)?)),
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        match self {
            // A damaged file may ask for more than there is: that much is not set aside.
            Self::Disk(_, n_bytes) if n_bytes.saturating_sub(start) < length as u64 => {
                Err(ParquetError::EOF(format!("{start} + {length}")))
            }
            Self::Disk(file, _) => file.get_bytes(start, length),
            Self::Memory(bytes) => bytes.get_bytes(start, length),
        }
    }
}

/// The result of reading; a damaged file is not let to end the program.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|it| it.to_string()),
        Err(_) => Err("Parquet".to_owned()),
    }
}

/// The names of numbers, as `datasets` keeps them in the file.
fn names(file: &SerializedFileReader<Source>) -> Names {
    let known = file.metadata().file_metadata().key_value_metadata();
    let mut known = known.into_iter().flatten();
    let known = known.find(|it| it.key == "huggingface");
    let known = known.and_then(|it| serde_json::from_str::<Json>(it.value.as_deref()?).ok());
    known.map_or_else(Names::new, |it| of_features(&it["info"]["features"]))
}

fn fields(row: &Row) -> Fields<'_> {
    row.get_column_iter()
        .map(|(name, it)| (Cow::from(name), node(it)))
        .collect()
}

fn node(field: &Field) -> Node<'_> {
    let whole = |it: i64| Node::Number(it.into());
    let broken = |it: f64| Number::from_f64(it).map_or(Node::Null, Node::Number);
    match field {
        Field::Null => Node::Null,
        Field::Bool(it) => Node::Flag(*it),
        Field::Byte(it) => whole((*it).into()),
        Field::Short(it) => whole((*it).into()),
        Field::Int(it) => whole((*it).into()),
        Field::Long(it) => whole(*it),
        Field::UByte(it) => whole((*it).into()),
        Field::UShort(it) => whole((*it).into()),
        Field::UInt(it) => whole((*it).into()),
        Field::ULong(it) => Node::Number((*it).into()),
        Field::Float(it) => broken((*it).into()),
        Field::Double(it) => broken(*it),
        Field::Str(it) => Node::Text(it.into()),
        Field::Bytes(it) => Node::Text(String::from_utf8_lossy(it.data())),
        Field::Group(row) => Node::Object(fields(row)),
        Field::ListInternal(all) => Node::List(all.elements().iter().map(node).collect()),
        other => Node::Text(other.to_string().into()),
    }
}
