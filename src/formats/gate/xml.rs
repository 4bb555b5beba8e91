//! GATE XML: the text with nodes in it, and annotations from node to node.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::Number;

use super::super::format::{
    Fit, Format, Intake, Item, Job, Options, Reader, Reading, Shape, Writer, Writing,
};
use super::super::input::{Entry, Input};
use super::super::json::{Fields, Node};
use super::super::markup::{Piece, Tag, Xml, attribute, clean, content, head, source_in};
use super::super::names::Files;
use super::super::output::Output;
use super::super::report::{Fate, Fault, Ledger, LossKind};
use super::super::value::BETWEEN;
use super::super::ways::LeftOpen;
use super::{Annotation, Document, HOLDS};
use crate::model::progress::Cancelled;
use crate::model::text::Count;

struct GateXml;

const ID: &str = "gate-xml";

/// The format `gate-xml`.
pub const GATE_XML: Format = Format {
    id: ID,
    extension: "xml",
    shape: Shape::Folder,
    holds: HOLDS,
    reader: Some(&GateXml),
    writer: Some(&GateXml),
    leaves_open: &[LeftOpen::Fragments],
    ..Format::NONE
};

fn is_gate(entry: &Entry) -> bool {
    head(entry, 3_000).contains("<GateDocument")
}

impl Reader for GateXml {
    fn knows(&self, input: &Input) -> Fit {
        let looks = input.ending(&["xml"]).take(20).any(is_gate);
        if looks { Fit::Surely } else { Fit::No }
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        for entry in input.ending(&["xml"]) {
            intake.check()?;
            if !is_gate(entry) {
                continue;
            }
            match source_in(entry, options.encoding.as_deref()) {
                Ok(source) => {
                    let (document, nodes) = parse(&source, &entry.name, intake);
                    let place = |_: &_, node: usize| nodes.get(&node).copied();
                    let draft = super::draft(
                        document,
                        (&entry.name, &entry.name),
                        (ID, Count::Utf16),
                        place,
                        intake,
                    );
                    intake.document(draft)?;
                }
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        Ok(())
    }
}

/// What is being read.
#[derive(Default)]
struct State {
    document: Document<'static>,
    /// Bytes by the numbers of nodes.
    nodes: BTreeMap<usize, usize>,
    in_text: bool,
    annotation: Option<Annotation<'static>>,
    name: String,
    value: Node<'static>,
    class: String,
    text: String,
}

fn parse(
    source: &str,
    file: &str,
    intake: &mut dyn Intake,
) -> (Document<'static>, BTreeMap<usize, usize>) {
    let mut xml = Xml::new(source);
    let mut state = State::default();
    loop {
        match xml.piece() {
            Ok(Some(Piece::Open(tag))) => {
                if let Some(fault) = state.open(&tag) {
                    let line = xml.line();
                    intake.tell(file, line, fault, Fate::Skipped);
                }
            }
            Ok(Some(Piece::Text(text))) if state.in_text => {
                state.document.text.to_mut().push_str(&text);
            }
            Ok(Some(Piece::Text(text))) => state.text.push_str(&text),
            Ok(Some(Piece::Close(name))) => state.close(&name),
            Ok(None) => break,
            Err(fault) => {
                let line = xml.line();
                intake.tell(file, line, fault, Fate::Skipped);
                break;
            }
        }
    }
    (state.document, state.nodes)
}

impl State {
    fn open(&mut self, tag: &Tag) -> Option<Fault> {
        let number = |name: &str| tag.get(name).and_then(|it| it.parse::<usize>().ok());
        match tag.name.as_str() {
            "TextWithNodes" => self.in_text = true,
            "Node" => {
                if let Some(id) = number("id") {
                    self.nodes.entry(id).or_insert(self.document.text.len());
                }
            }
            "AnnotationSet" => {
                let name = tag.get("Name").unwrap_or_default().to_owned();
                self.document.sets.push((name.into(), Vec::new()));
            }
            "Annotation" => {
                let (start, end) = (number("StartNode"), number("EndNode"));
                let id = tag.get("Id").and_then(|it| it.parse::<u64>().ok());
                let (Some(start), Some(end), Some(kind)) = (start, end, tag.get("Type")) else {
                    return Some(Fault::Malformed(format!("{tag:?}")));
                };
                let set = self.document.sets.last();
                let id = id.unwrap_or_else(|| set.map_or(0, |it| it.1.len() as u64) + (1 << 30));
                let kind = kind.to_owned().into();
                self.annotation = Some(Annotation {
                    id,
                    kind,
                    start,
                    end,
                    ..Annotation::default()
                });
            }
            "Name" => self.text.clear(),
            "Value" => {
                self.text.clear();
                tag.get("className")
                    .unwrap_or("java.lang.String")
                    .clone_into(&mut self.class);
            }
            _ => {}
        }
        None
    }

    fn close(&mut self, name: &str) {
        match name {
            "TextWithNodes" => self.in_text = false,
            "Name" => self.name = std::mem::take(&mut self.text),
            "Value" => self.value = value(&self.class, std::mem::take(&mut self.text)),
            "Feature" => {
                let features = match &mut self.annotation {
                    Some(it) => &mut it.features,
                    None => &mut self.document.features,
                };
                let name = std::mem::take(&mut self.name);
                features.push(name, std::mem::take(&mut self.value));
            }
            "Annotation" => {
                if let (Some(it), Some(set)) =
                    (self.annotation.take(), self.document.sets.last_mut())
                {
                    set.1.push(it);
                }
            }
            _ => {}
        }
    }
}

/// A value by the Java class it has; what is not simple keeps its class.
fn value(class: &str, text: String) -> Node<'static> {
    let simple = match class.strip_prefix("java.lang.") {
        Some("String") => return text.into(),
        Some("Integer") => text.parse::<i32>().ok().map(|it| Node::Number(it.into())),
        Some("Boolean") => text.parse::<bool>().ok().map(Node::Flag),
        Some("Double") => text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .filter(|it| it.to_string() == text)
            .map(Node::Number),
        _ => None,
    };
    simple.unwrap_or_else(|| {
        let class = class.to_owned().into();
        Node::from([("className", class), ("value", text.into())])
    })
}

impl Writer for GateXml {
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
        let made = super::document(item, (self.options, ID, Count::Utf16), ledger);
        self.out.start(&self.files.next(&item.document.id, "xml"))?;
        let odd = RefCell::new(0);
        let mut buffer = Vec::new();
        write(&made, &odd, &mut buffer)?;
        ledger.add(LossKind::Characters, odd.take());
        self.out.write_all(&buffer)
    }

    fn finish(self: Box<Self>, _: &mut Ledger) -> io::Result<()> {
        Ok(())
    }
}

fn write(made: &Document, odd: &RefCell<usize>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">\n<GateDocumentFeatures>\n")?;
    features(&made.features, odd, out)?;
    out.write_all(b"</GateDocumentFeatures>\n<TextWithNodes>")?;
    nodes(made, odd, out)?;
    out.write_all(b"</TextWithNodes>\n")?;
    for (name, all) in &made.sets {
        if name.is_empty() {
            out.write_all(b"<AnnotationSet>\n")?;
        } else {
            writeln!(out, "<AnnotationSet Name=\"{}\">", attribute(name))?;
        }
        for it in all {
            writeln!(
                out,
                "<Annotation Id=\"{}\" Type=\"{}\" StartNode=\"{}\" EndNode=\"{}\">",
                it.id,
                attribute(&it.kind),
                it.start,
                it.end
            )?;
            features(&it.features, odd, out)?;
            out.write_all(b"</Annotation>\n")?;
        }
        out.write_all(b"</AnnotationSet>\n")?;
    }
    out.write_all(b"</GateDocument>\n")
}

/// The text, with a node wherever an annotation begins or ends, and at both ends.
fn nodes(made: &Document, odd: &RefCell<usize>, out: &mut dyn Write) -> io::Result<()> {
    let all = made
        .sets
        .iter()
        .flat_map(|it| &it.1)
        .flat_map(|it| [it.start, it.end]);
    let mut wanted: Vec<usize> = all.chain([0]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut wanted = wanted.into_iter().peekable();
    let (mut unit, mut from) = (0, 0);
    let between = |to: usize, from: &mut usize, out: &mut dyn Write| {
        let (text, n) = clean(made.text.get(*from..to).unwrap_or_default());
        *odd.borrow_mut() += n;
        *from = to;
        out.write_all(content(&text).as_bytes())
    };
    for (i, c) in made.text.char_indices() {
        if wanted.next_if(|it| *it <= unit).is_some() {
            between(i, &mut from, out)?;
            write!(out, "<Node id=\"{unit}\"/>")?;
        }
        unit += c.len_utf16();
    }
    between(made.text.len(), &mut from, out)?;
    write!(out, "<Node id=\"{unit}\"/>")
}

fn features(all: &Fields, odd: &RefCell<usize>, out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in all.iter() {
        let (class, text) = match value {
            Node::Text(text) => ("java.lang.String", text.clone().into_owned()),
            Node::Flag(flag) => ("java.lang.Boolean", flag.to_string()),
            Node::Number(number) => (class_of(number), number.to_string()),
            Node::Object(it) => match (it.get("className"), it.get("value")) {
                (Some(Node::Text(class)), Some(Node::Text(text))) => {
                    (class.as_ref(), text.clone().into_owned())
                }
                _ => ("java.lang.String", value.to_string()),
            },
            Node::List(list) => {
                // Answers as everywhere, numbers as in GATE.
                let answers = list.iter().all(Node::is_text);
                let between = if answers { BETWEEN } else { ';' };
                let list: Vec<String> = list.iter().map(Node::plain).collect();
                ("java.lang.String", list.join(&between.to_string()))
            }
            Node::Null => ("java.lang.String", String::new()),
        };
        let (name, text) = (clean(name), clean(&text));
        *odd.borrow_mut() += name.1 + text.1;
        writeln!(
            out,
            "<Feature>\n  <Name className=\"java.lang.String\">{}</Name>\n  <Value className=\"{}\">{}</Value>\n</Feature>",
            content(&name.0),
            attribute(class),
            content(&text.0)
        )?;
    }
    Ok(())
}

/// The Java class that a number has room in.
fn class_of(number: &Number) -> &'static str {
    if number.is_f64() {
        "java.lang.Double"
    } else if number.as_i64().is_some_and(|it| i32::try_from(it).is_ok()) {
        "java.lang.Integer"
    } else {
        "java.lang.Long"
    }
}
