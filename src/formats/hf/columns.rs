//! Parquet: rows of JSON taken apart into columns. [`read`] puts them together again.

mod read;

pub use read::file;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value as Json, json};

use super::super::json::Node;
use super::super::records::Object;
use super::Layout;
use super::rows::TagNames;

/// The shape of a column.
enum Shape {
    Text,
    Number,
    List(Box<Shape>),
    Struct(Vec<(&'static str, Shape)>),
}

fn shape(layout: Layout) -> Vec<(&'static str, Shape)> {
    let texts = |names: &[&'static str]| -> Vec<(&'static str, Shape)> {
        names.iter().map(|it| (*it, Shape::Text)).collect()
    };
    let list = |of: Vec<(&'static str, Shape)>| Shape::List(Box::new(Shape::Struct(of)));
    if layout == Layout::Tokens {
        return vec![
            ("id", Shape::Text),
            ("tokens", Shape::List(Box::new(Shape::Text))),
            ("ner_tags", Shape::List(Box::new(Shape::Number))),
        ];
    }
    let place = || vec![("start", Shape::Number), ("end", Shape::Number)];
    let mut span = texts(&["id", "label"]);
    span.extend(place());
    span.push(("text", Shape::Text));
    span.push(("fragments", list(place())));
    span.push(("attributes", list(texts(&["name", "value", "kind"]))));
    span.push(("note", Shape::Text));
    let mut all = texts(&["id", "text", "annotator", "status"]);
    all.push(("metadata", list(texts(&["name", "value"]))));
    all.push(("document_labels", list(texts(&["name", "value", "kind"]))));
    all.push(("spans", list(span)));
    all.push(("relations", list(texts(&["id", "type", "head", "tail"]))));
    all
}

impl Shape {
    /// As a message type of Parquet says it.
    fn declare(&self, name: &str, out: &mut String) {
        match self {
            Self::Text => *out += &format!("optional binary {name} (STRING); "),
            Self::Number => *out += &format!("optional int64 {name}; "),
            Self::List(of) => {
                *out += &format!("optional group {name} (LIST) {{ repeated group list {{ ");
                of.declare("element", out);
                *out += "} } ";
            }
            Self::Struct(all) => {
                *out += &format!("optional group {name} {{ ");
                for (name, shape) in all {
                    shape.declare(name, out);
                }
                *out += "} ";
            }
        }
    }

    /// As `datasets` says it.
    fn feature(&self, tags: &TagNames) -> Json {
        match self {
            Self::Text => json!({"dtype": "string", "_type": "Value"}),
            Self::Number => json!({"dtype": "int64", "_type": "Value"}),
            Self::List(of) => match &**of {
                Self::Number => {
                    let tag = json!({"names": tags.names(), "_type": "ClassLabel"});
                    json!({"feature": tag, "_type": "List"})
                }
                of => json!({"feature": of.feature(tags), "_type": "List"}),
            },
            Self::Struct(all) => {
                let all = all
                    .iter()
                    .map(|(name, it)| ((*name).to_owned(), it.feature(tags)));
                Json::Object(all.collect())
            }
        }
    }

    fn leaves(&self, out: &mut Vec<Leaf>) {
        match self {
            Self::Text => out.push(Leaf::new(Values::Texts(Vec::new()))),
            Self::Number => out.push(Leaf::new(Values::Numbers(Vec::new()))),
            Self::List(of) => of.leaves(out),
            Self::Struct(all) => all.iter().for_each(|it| it.1.leaves(out)),
        }
    }

    /// Takes a value apart into its leaves, from `at` on; gives the place after them. The levels are those of
    /// Dremel: how much of the path is there, and at which list of it this value goes on.
    fn take(
        &self,
        value: &Node,
        (there, again): (i16, i16),
        depth: i16,
        at: usize,
        out: &mut [Leaf],
    ) -> usize {
        match self {
            Self::Text | Self::Number => {
                if let Some(leaf) = out.get_mut(at) {
                    leaf.push(value, there, again);
                }
                at + 1
            }
            Self::Struct(all) => {
                let there = there + i16::from(!value.is_null());
                let mut next = at;
                for (name, shape) in all {
                    let of = value.get(name).unwrap_or(&Node::Null);
                    next = shape.take(of, (there, again), depth, next, out);
                }
                next
            }
            Self::List(of) => match value.as_list() {
                Some(all) if !all.is_empty() => {
                    let mut next = at;
                    for (i, one) in all.iter().enumerate() {
                        let again = if i == 0 { again } else { depth + 1 };
                        next = of.take(one, (there + 2, again), depth + 1, at, out);
                    }
                    next
                }
                list => {
                    let there = there + i16::from(list.is_some());
                    of.absent((there, again), at, out)
                }
            },
        }
    }

    /// Says of all leaves that nothing is there.
    fn absent(&self, levels: (i16, i16), at: usize, out: &mut [Leaf]) -> usize {
        match self {
            Self::Text | Self::Number => {
                if let Some(leaf) = out.get_mut(at) {
                    leaf.levels(levels);
                }
                at + 1
            }
            Self::List(of) => of.absent(levels, at, out),
            Self::Struct(all) => all
                .iter()
                .fold(at, |at, (_, shape)| shape.absent(levels, at, out)),
        }
    }
}

/// A column of simple values.
struct Leaf {
    values: Values,
    there: Vec<i16>,
    again: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
}

impl Leaf {
    fn new(values: Values) -> Self {
        Self {
            values,
            there: Vec::new(),
            again: Vec::new(),
        }
    }

    fn levels(&mut self, (there, again): (i16, i16)) {
        self.there.push(there);
        self.again.push(again);
    }

    fn push(&mut self, value: &Node, there: i16, again: i16) {
        let is_there = match &mut self.values {
            Values::Texts(all) => {
                let text = value
                    .as_str()
                    .map(|it| ByteArray::from(it.as_bytes().to_vec()));
                all.extend(text);
                value.is_text()
            }
            Values::Numbers(all) => {
                all.extend(value.as_i64());
                value.as_i64().is_some()
            }
        };
        self.levels((there + i16::from(is_there), again));
    }
}

/// A file on its way out: rows are packed a group at a time, and what is packed is taken out.
pub struct Table {
    shape: Vec<(&'static str, Shape)>,
    /// The rows of the group to come, taken apart.
    leaves: Vec<Leaf>,
    file: SerializedFileWriter<Packed>,
    packed: Packed,
}

/// Bytes that one writes and another takes.
#[derive(Clone, Default)]
struct Packed(Arc<Mutex<Vec<u8>>>);

impl Packed {
    fn take(&self) -> Vec<u8> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *bytes)
    }
}

impl io::Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Table {
    pub fn new(layout: Layout) -> io::Result<Self> {
        let shape = shape(layout);
        let mut message = String::from("message schema { ");
        for (name, it) in &shape {
            it.declare(name, &mut message);
        }
        message.push('}');
        let schema = Arc::new(parse_message_type(&message).map_err(other)?);
        let settings = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("sententia".to_owned())
            .build();
        let packed = Packed::default();
        let file = SerializedFileWriter::new(packed.clone(), schema, Arc::new(settings));
        let file = file.map_err(other)?;
        Ok(Self {
            shape,
            leaves: Vec::new(),
            file,
            packed,
        })
    }

    /// Adds a row to the group to come.
    pub fn push(&mut self, row: &Node) {
        if self.leaves.is_empty() {
            self.shape
                .iter()
                .for_each(|it| it.1.leaves(&mut self.leaves));
        }
        let mut at = 0;
        for (name, shape) in &self.shape {
            let value = row.get(name).unwrap_or(&Node::Null);
            at = shape.take(value, (0, 0), 0, at, &mut self.leaves);
        }
    }

    /// Packs the rows added since the last time as one group; gives what is packed.
    pub fn pack(&mut self) -> io::Result<Vec<u8>> {
        if self.leaves.is_empty() {
            return Ok(Vec::new());
        }
        let mut group = self.file.next_row_group().map_err(other)?;
        let mut leaves = std::mem::take(&mut self.leaves).into_iter();
        while let Some(mut column) = group.next_column().map_err(other)? {
            let Some(leaf) = leaves.next() else { break };
            let (there, again) = (Some(leaf.there.as_slice()), Some(leaf.again.as_slice()));
            match &leaf.values {
                Values::Texts(all) => column
                    .typed::<ByteArrayType>()
                    .write_batch(all, there, again),
                Values::Numbers(all) => column.typed::<Int64Type>().write_batch(all, there, again),
            }
            .map_err(other)?;
            column.close().map_err(other)?;
        }
        group.close().map_err(other)?;
        Ok(self.packed.take())
    }

    /// Ends the file; gives the last of its bytes.
    pub fn finish(mut self, tags: &TagNames) -> io::Result<Vec<u8>> {
        let mut bytes = self.pack()?;
        let features = self.shape.iter();
        let features: Object = features
            .map(|(name, it)| ((*name).to_owned(), it.feature(tags)))
            .collect();
        let known = json!({"info": {"features": features}}).to_string();
        let known = KeyValue::new("huggingface".to_owned(), known);
        self.file.append_key_value_metadata(known);
        self.file.close().map_err(other)?;
        bytes.extend(self.packed.take());
        Ok(bytes)
    }
}

fn other(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
