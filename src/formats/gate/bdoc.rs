//! BDOC, the JSON of GATE: a file for each document. Read as `MessagePack` and as YAML, too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::super::draft::Draft;
use super::super::format::{
    Fit, Format, Intake, Item, Job, Options, Reader, Reading, Shape, Writer, Writing,
};
use super::super::input::{Entry, Input};
use super::super::json::{Fields, Node};
use super::super::lines::utf8;
use super::super::names::Files;
use super::super::output::Output;
use super::super::records::place;
use super::super::report::{Fate, Fault, Ledger};
use super::{Annotation, Document, HOLDS, pack};
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

struct Bdoc;

const ID: &str = "bdoc";
/// The ending of a file that is packed as `MessagePack`.
const PACKED: &str = "bdocmp";
/// The ending of a file that is written as YAML.
const YAML: &str = "bdocym";

/// The format `bdoc`.
pub const BDOC: Format = Format {
    id: ID,
    extension: "bdocjs",
    shape: Shape::Folder,
    holds: HOLDS,
    reader: Some(&Bdoc),
    writer: Some(&Bdoc),
    ..Format::NONE
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File<'a> {
    #[serde(borrow)]
    text: Node<'a>,
    offset_type: String,
    #[serde(borrow)]
    annotation_sets: Fields<'a>,
    #[serde(borrow)]
    features: Fields<'a>,
}

/// A file as it is written, keys in their order.
#[derive(Debug, Serialize)]
struct Written<'a> {
    annotation_sets: BTreeMap<&'a str, Set<'a>>,
    features: &'a Fields<'a>,
    name: &'a str,
    offset_type: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Set<'a> {
    annotations: Vec<One<'a>>,
    name: &'a str,
    next_annid: u64,
}

#[derive(Debug, Serialize)]
struct One<'a> {
    end: usize,
    features: &'a Fields<'a>,
    id: u64,
    start: usize,
    #[serde(rename = "type")]
    kind: &'a str,
}

impl<'a> One<'a> {
    fn of(it: &'a Annotation<'a>) -> Self {
        Self {
            end: it.end,
            features: &it.features,
            id: it.id,
            start: it.start,
            kind: &it.kind,
        }
    }
}

impl Reader for Bdoc {
    fn knows(&self, input: &Input) -> Fit {
        if input.ending(&["bdocjs", PACKED, YAML]).next().is_some() {
            return Fit::Surely;
        }
        let looks = input.ending(&["json"]).take(20).any(|it| {
            let head = it.head(1 << 16).unwrap_or_default();
            String::from_utf8_lossy(&head).contains("\"annotation_sets\"")
        });
        if looks { Fit::Likely } else { Fit::No }
    }

    fn read(&self, input: &Input, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for entry in input.ending(&["bdocjs", "bdoc", "json", PACKED, YAML]) {
            intake.check()?;
            match entry.bytes().and_then(|bytes| draft(entry, &bytes, intake)) {
                Ok(draft) => intake.document(draft)?,
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        Ok(())
    }
}

fn draft(entry: &Entry, bytes: &[u8], intake: &mut dyn Intake) -> Result<Draft, Fault> {
    let file = parse(entry, bytes)?;
    let unit = if file.offset_type == "j" {
        Count::Utf16
    } else {
        Count::CodePoint
    };
    let document = document(file, &entry.name, intake)?;
    let place = |text: &Text, at| text.to_byte(at, unit);
    Ok(super::draft(document, (&entry.name, ID), place, intake))
}

fn parse<'a>(entry: &Entry, bytes: &'a [u8]) -> Result<File<'a>, Fault> {
    if entry.ending() == PACKED {
        let json = pack::json(bytes);
        let json = json.ok_or_else(|| Fault::Malformed("MessagePack".to_owned()))?;
        return File::deserialize(json).map_err(|it| Fault::Malformed(it.to_string()));
    }
    let text = utf8(bytes)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if entry.ending() == YAML {
        return serde_saphyr::from_str(text).map_err(|it| Fault::Malformed(it.to_string()));
    }
    serde_json::from_str(text).map_err(|it| Fault::Malformed(it.to_string()))
}

fn document<'a>(
    file: File<'a>,
    name: &str,
    intake: &mut dyn Intake,
) -> Result<Document<'a>, Fault> {
    let text = match file.text {
        Node::Text(text) => text,
        Node::Null => {
            intake.tell(name, 0, Fault::NoText(name.to_owned()), Fate::Kept);
            Cow::default()
        }
        other => return Err(Fault::Malformed(format!("text: {other}"))),
    };
    let mut sets = Vec::with_capacity(file.annotation_sets.len());
    for (set, it) in file.annotation_sets {
        let Node::Object(mut it) = it else {
            sets.push((set, Vec::new()));
            continue;
        };
        let list = it.take_list("annotations");
        let mut all = Vec::with_capacity(list.len());
        for it in list {
            match annotation(it) {
                Ok(it) => all.push(it),
                Err(error) => {
                    let fault = Fault::Malformed(format!("{set}: {error}"));
                    intake.tell(name, 0, fault, Fate::Skipped);
                }
            }
        }
        sets.push((set, all));
    }
    Ok(Document {
        text,
        features: file.features,
        sets,
    })
}

/// An annotation; what is wrong with one is said by serde.
fn annotation(node: Node) -> Result<Annotation, serde_json::Error> {
    match usual(&node) {
        Some((id, start, end)) => {
            let Node::Object(mut fields) = node else {
                return Ok(Annotation::default());
            };
            let features = match fields.remove("features") {
                Some(Node::Object(features)) => features,
                _ => Fields::default(),
            };
            Ok(Annotation {
                id,
                kind: fields.take_text("type").unwrap_or_default(),
                start,
                end,
                features,
            })
        }
        None => Annotation::deserialize(Json::from(node)),
    }
}

/// The number and the place of an annotation of which nothing is left out and everything is what it should be.
fn usual(node: &Node) -> Option<(u64, usize, usize)> {
    let whole = node["type"].is_text() && node["features"].is_object();
    let place = |key: &str| place(node.get(key));
    let found = (node["id"].as_u64()?, place("start")?, place("end")?);
    whole.then_some(found)
}

impl Writer for Bdoc {
    fn begin<'a>(
        &'a self,
        job: Job<'a>,
        out: &'a mut dyn Output,
    ) -> io::Result<Box<dyn Writing + 'a>> {
        Ok(Box::new(Documents {
            out,
            options: job.options,
            files: Files::default(),
        }))
    }
}

struct Documents<'a> {
    out: &'a mut dyn Output,
    options: &'a Options,
    files: Files,
}

impl Writing for Documents<'_> {
    fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
        let made = super::document(item, (self.options, ID, Count::CodePoint), ledger);
        self.out
            .start(&self.files.next(&item.document.id, "bdocjs"))?;
        let mut sets = BTreeMap::new();
        for (name, annotations) in &made.sets {
            let most = annotations.iter().map(|it| it.id).max();
            let next_annid = most.map_or(0, |it: u64| it.saturating_add(1));
            sets.insert(
                name.as_ref(),
                Set {
                    annotations: annotations.iter().map(One::of).collect(),
                    name,
                    next_annid,
                },
            );
        }
        let mut file = serde_json::to_vec(&Written {
            annotation_sets: sets,
            features: &made.features,
            name: item.document.id.as_str(),
            offset_type: "p",
            text: &made.text,
        })?;
        file.push(b'\n');
        self.out.write_all(&file)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}
