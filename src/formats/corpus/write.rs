//! Writing `corpus.ron`, document after document.

use std::io::{self, Write};

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::model::annotation::{Attributes, Layer, Link, Origin, Span};
use crate::model::document::Document;
use crate::model::id::AnnotatorId;
use crate::model::project::Project;
use crate::model::text::Count;

use super::super::format::Item;
use super::{VERSION, literal, words};

const HEADER: &str = "\
#![enable(implicit_some)]
// A labelled corpus. Positions count Unicode code points of the document's text, as Python's str does,
// from the first to just after the last; the quoted words stand beside them. One record a line.
";

/// Writes what comes before the documents.
pub fn begin(project: &Project, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEADER.as_bytes())?;
    writeln!(out, "Corpus(\n    format: {VERSION},\n    unit: CodePoint,")?;
    field(out, 1, "name", |out| literal::line(out, &project.name))?;
    field(out, 1, "schema", |out| ron(out, &*project.schema, 1, 4))?;
    field(out, 1, "guidelines", |out| {
        literal::text(out, &project.guidelines)
    })?;
    let targets = project.targets.iter();
    named(
        out,
        "targets",
        targets.map(|(id, it)| (id.as_str(), &*it.name)),
    )?;
    let annotators = project.annotators.iter();
    named(
        out,
        "annotators",
        annotators.map(|(id, it)| (id.as_str(), &*it.name)),
    )?;
    out.write_all(b"    documents: [\n")
}

/// Writes what comes after the documents.
pub fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"    ],\n)\n")
}

/// A list of ids and names, one a line.
fn named<'a>(
    out: &mut dyn Write,
    name: &str,
    them: impl Iterator<Item = (&'a str, &'a str)>,
) -> io::Result<()> {
    records(out, 1, name, them, |out, (id, name)| {
        out.write_all(b"        (id: ")?;
        literal::line(out, id)?;
        out.write_all(b", name: ")?;
        literal::line(out, name)?;
        out.write_all(b"),\n")
    })
}

/// Writes one document with all that is said of it.
pub fn document(out: &mut dyn Write, item: &Item) -> io::Result<()> {
    let it = item.document;
    out.write_all(b"        (\n")?;
    field(out, 3, "id", |out| literal::line(out, it.id.as_str()))?;
    field(out, 3, "meta", |out| ron(out, &it.meta, 3, 1))?;
    field(out, 3, "source", |out| {
        out.write_all(b"(sha256: ")?;
        literal::line(out, &it.source.sha256)?;
        out.write_all(b", encoding: ")?;
        literal::line(out, &it.source.encoding)?;
        out.write_all(b")")
    })?;
    field(out, 3, "text_sha256", |out| {
        literal::line(out, &sha256(it.text.as_str()))
    })?;
    field(out, 3, "text", |out| literal::text(out, it.text.as_str()))?;
    records(out, 3, "layers", item.layers.iter(), |out, (by, layer)| {
        self::layer(out, it, by, layer)
    })?;
    out.write_all(b"        ),\n")
}

fn layer(out: &mut dyn Write, document: &Document, by: &AnnotatorId, it: &Layer) -> io::Result<()> {
    out.write_all(b"                (\n")?;
    field(out, 5, "annotator", |out| literal::line(out, by.as_str()))?;
    field(out, 5, "status", |out| write!(out, "{:?}", it.status))?;
    if !it.labels.is_empty() {
        field(out, 5, "labels", |out| answers(out, &it.labels))?;
    }
    records(out, 5, "spans", it.spans(), |out, it| {
        span(out, document, by, it)
    })?;
    records(out, 5, "links", it.links(), |out, it| link(out, by, it))?;
    out.write_all(b"                ),\n")
}

fn span(out: &mut dyn Write, document: &Document, by: &AnnotatorId, it: &Span) -> io::Result<()> {
    let places: Option<Vec<_>> = it
        .at
        .iter()
        .map(|at| document.text.from_bytes(at, Count::CodePoint))
        .collect();
    let (Some(places), Some(words)) = (places.filter(|it| !it.is_empty()), words(document, it))
    else {
        return Ok(());
    };
    out.write_all(b"                        (id: ")?;
    literal::line(out, it.id.as_str())?;
    out.write_all(b", label: ")?;
    literal::line(out, it.label.as_str())?;
    out.write_all(b", at: [")?;
    literal::list(out, places.iter(), |out, at| {
        write!(out, "({}, {})", at.start, at.end)
    })?;
    out.write_all(b"], quote: ")?;
    if let [words] = words.as_slice() {
        literal::line(out, words)?;
    } else {
        out.write_all(b"[")?;
        literal::list(out, words.iter(), |out, it| literal::line(out, it))?;
        out.write_all(b"]")?;
    }
    if !it.attributes.is_empty() {
        out.write_all(b", attributes: ")?;
        answers(out, &it.attributes)?;
    }
    if !it.note.is_empty() {
        out.write_all(b", note: ")?;
        literal::line(out, &it.note)?;
    }
    if it.origin != Origin::Manual {
        write!(out, ", origin: {:?}", it.origin)?;
    }
    author(out, by, &it.by)?;
    writeln!(out, ", when: \"{}\"),", it.when)
}

fn link(out: &mut dyn Write, by: &AnnotatorId, it: &Link) -> io::Result<()> {
    out.write_all(b"                        (id: ")?;
    literal::line(out, it.id.as_str())?;
    out.write_all(b", kind: ")?;
    literal::line(out, it.kind.as_str())?;
    out.write_all(b", from: ")?;
    literal::line(out, it.from.as_str())?;
    out.write_all(b", to: ")?;
    literal::line(out, it.to.as_str())?;
    author(out, by, &it.by)?;
    writeln!(out, ", when: \"{}\"),", it.when)
}

/// Who made a record, where it is not the annotator of the layer.
fn author(out: &mut dyn Write, layer: &AnnotatorId, by: &AnnotatorId) -> io::Result<()> {
    if by == layer {
        return Ok(());
    }
    out.write_all(b", by: ")?;
    literal::line(out, by.as_str())
}

fn answers(out: &mut dyn Write, them: &Attributes) -> io::Result<()> {
    out.write_all(b"{")?;
    literal::list(out, them.iter(), |out, (id, value)| {
        literal::line(out, id.as_str())?;
        out.write_all(b": ")?;
        literal::value(out, value)
    })?;
    out.write_all(b"}")
}

/// A list `name: […],` at some depth, a record a line.
fn records<T>(
    out: &mut dyn Write,
    depth: usize,
    name: &str,
    them: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut dyn Write, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut them = them.peekable();
    if them.peek().is_none() {
        return field(out, depth, name, |out| out.write_all(b"[]"));
    }
    writeln!(out, "{:1$}{name}: [", "", depth * 4)?;
    for it in them {
        write(out, it)?;
    }
    writeln!(out, "{:1$}],", "", depth * 4)
}

/// A line `name: …,` at some depth.
fn field(
    out: &mut dyn Write,
    depth: usize,
    name: &str,
    value: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, "{:1$}{name}: ", "", depth * 4)?;
    value(out)?;
    out.write_all(b",\n")
}

/// A small value by way of serde, indented to its place; deeper than `open` levels it stays on one line.
fn ron(out: &mut dyn Write, value: &impl Serialize, depth: usize, open: usize) -> io::Result<()> {
    let config = PrettyConfig::new()
        .new_line("\n")
        .depth_limit(open)
        .extensions(Extensions::IMPLICIT_SOME);
    let text = ron::ser::to_string_pretty(value, config).map_err(io::Error::other)?;
    let text = literal::relaxed(&text);
    let lines = text.lines().filter(|it| !it.starts_with("#!["));
    for (i, line) in lines.enumerate() {
        if i > 0 {
            write!(out, "\n{:1$}", "", depth * 4)?;
        }
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// The SHA-256 of a text's UTF-8 form, in lower-case hexadecimal.
pub fn sha256(text: &str) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        write!(hex, "{byte:02x}").ok();
    }
    hex
}
