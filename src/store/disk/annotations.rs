//! The shape of `annotations/<annotator>/<document>.ron`, one record a line. Positions are code
//! points, as in Python's `str`, half-open, with the words quoted beside them.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FORMAT;
use super::project::list;
use super::ron_text::{HEADER, one_line, string};
use crate::model::annotation::{Attributes, Former, Layer, Link, Origin, Span, Status};
use crate::model::conflict::Conflict;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, AttributeId, LabelId, LinkId, LinkKindId, SpanId};
use crate::model::text::{Count, Text};
use crate::model::value::Value;
use crate::store::notice::Trouble;

/// An annotation file in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Annotations")]
pub struct AnnotationsFile {
    pub format: u32,
    pub document: String,
    pub text_sha256: String,
    pub annotator: String,
    pub unit: Unit,
    #[serde(default)]
    pub status: Status,
    /// Answers about the document as a whole.
    #[serde(default)]
    pub labels: BTreeMap<AttributeId, Value>,
    /// Left by a merge: what the other version answered to the same questions.
    #[serde(default)]
    pub other_labels: BTreeMap<AttributeId, Value>,
    #[serde(default)]
    pub spans: Vec<SpanRecord>,
    #[serde(default)]
    pub links: Vec<LinkRecord>,
}

/// How positions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    CodePoint,
}

/// A span.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Span")]
pub struct SpanRecord {
    pub id: SpanId,
    pub label: LabelId,
    /// Fragments: from, to, in code points.
    pub at: Vec<(usize, usize)>,
    pub quote: Quote,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<AttributeId, Value>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "is_manual")]
    pub origin: Origin,
    /// Who made it, where that is not the annotator of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AnnotatorId>,
    pub when: Timestamp,
    /// Left by a merge: `VersionOf("s-…")` or `Removed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict<SpanId>>,
    /// Left by a revision of the text: what it marked before. With `at: []` it waits for a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Former>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Link")]
pub struct LinkRecord {
    pub id: LinkId,
    pub kind: LinkKindId,
    pub from: SpanId,
    pub to: SpanId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AnnotatorId>,
    pub when: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict<LinkId>>,
}

/// The words of each fragment; a single one is written as a plain string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote(pub Vec<String>);

impl AnnotationsFile {
    /// What the file says of a layer: spans in the order of the text, links by id.
    pub fn of(
        annotator: &AnnotatorId,
        document: &Document,
        layer: &Layer,
    ) -> Result<Self, Trouble> {
        Ok(Self {
            spans: layer
                .spans()
                .chain(layer.orphans())
                .map(|it| SpanRecord::of(it, annotator, &document.text))
                .collect::<Result<_, _>>()?,
            links: layer
                .links()
                .map(|it| LinkRecord::of(it, annotator))
                .collect(),
            ..Self::without_records(annotator, document, layer)
        })
    }

    /// The layer that the file describes, if all of it stands.
    pub fn into_layer(self, annotator: &AnnotatorId, text: &Text) -> Result<Layer, Trouble> {
        let spans = self.spans.into_iter();
        let spans: Vec<Span> = spans
            .map(|it| it.into_span(annotator, text))
            .collect::<Result<_, _>>()?;
        let links = self.links.into_iter().map(|it| it.into_link(annotator));
        let labels = self.labels.into_iter().collect();
        let mut layer = Layer::new(self.status, labels, spans, links);
        layer.other_labels = self.other_labels.into_iter().collect();
        Ok(layer)
    }

    /// Writes the same as [`Self::write`] record by record, so that no more than one is in memory. A
    /// record that cannot be written is a [`Trouble`] inside the error.
    pub fn stream(
        out: &mut dyn Write,
        annotator: &AnnotatorId,
        document: &Document,
        layer: &Layer,
    ) -> io::Result<()> {
        let file = Self::without_records(annotator, document, layer);
        out.write_all(file.head().map_err(io::Error::other)?.as_bytes())?;
        let spans = layer.spans().chain(layer.orphans());
        let spans = spans.map(|it| SpanRecord::of(it, annotator, &document.text));
        stream_list(out, "spans", spans)?;
        let links = layer.links().map(|it| Ok(LinkRecord::of(it, annotator)));
        stream_list(out, "links", links)?;
        out.write_all(b")\n")
    }

    fn without_records(annotator: &AnnotatorId, document: &Document, layer: &Layer) -> Self {
        Self {
            format: FORMAT,
            document: document.id.as_str().to_owned(),
            text_sha256: document.source.sha256.clone(),
            annotator: annotator.as_str().to_owned(),
            unit: Unit::CodePoint,
            status: layer.status,
            labels: answers(&layer.labels),
            other_labels: answers(&layer.other_labels),
            spans: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The text of the file.
    pub fn write(&self) -> Result<String, Trouble> {
        let mut out = self.head()?;
        list(&mut out, "spans", &self.spans)?;
        list(&mut out, "links", &self.links)?;
        out.push_str(")\n");
        Ok(out)
    }

    /// All before the records.
    fn head(&self) -> Result<String, Trouble> {
        let mut out = format!("{HEADER}Annotations(\n");
        let answers = |them: &BTreeMap<_, _>| {
            let some = (!them.is_empty()).then_some(them);
            some.map(one_line).transpose()
        };
        let fields = [
            ("format", Some(self.format.to_string())),
            ("document", Some(string(&self.document)?)),
            ("text_sha256", Some(string(&self.text_sha256)?)),
            ("annotator", Some(string(&self.annotator)?)),
            ("unit", Some(one_line(&self.unit)?)),
            ("status", Some(one_line(&self.status)?)),
            ("labels", answers(&self.labels)?),
            ("other_labels", answers(&self.other_labels)?),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                out.push_str(&format!("    {name}: {value},\n"));
            }
        }
        Ok(out)
    }
}

impl SpanRecord {
    /// The record of a span in a layer of `annotator`. A span outside its text cannot be written.
    pub fn of(span: &Span, annotator: &AnnotatorId, text: &Text) -> Result<Self, Trouble> {
        let outside = |range: &Range<usize>| Trouble::OutOfRange {
            record: span.id.as_str().to_owned(),
            from: range.start.to_string(),
            to: range.end.to_string(),
            length: text.count(Count::CodePoint).to_string(),
        };
        let mut at = Vec::with_capacity(span.at.len());
        let mut quotes = Vec::with_capacity(span.at.len());
        for range in &span.at {
            let points = text.from_bytes(range, Count::CodePoint);
            let (points, quote) = points
                .zip(text.get(range.clone()))
                .ok_or_else(|| outside(range))?;
            at.push((points.start, points.end));
            quotes.push(quote.to_owned());
        }
        Ok(Self {
            id: span.id.clone(),
            label: span.label.clone(),
            at,
            quote: Quote(quotes),
            attributes: answers(&span.attributes),
            note: span.note.clone(),
            origin: span.origin,
            by: (span.by != *annotator).then(|| span.by.clone()),
            when: span.when,
            conflict: span.conflict.clone(),
            was: span.was.as_deref().cloned(),
        })
    }

    /// The span that the record describes, if its quote stands where it says.
    pub fn into_span(self, annotator: &AnnotatorId, text: &Text) -> Result<Span, Trouble> {
        let at = self.ranges(text)?;
        Ok(Span {
            id: self.id,
            label: self.label,
            at,
            attributes: self.attributes.into_iter().collect(),
            note: self.note,
            origin: self.origin,
            by: self.by.unwrap_or_else(|| annotator.clone()),
            when: self.when,
            conflict: self.conflict,
            was: self.was.map(Arc::new),
        })
    }

    fn ranges(&self, text: &Text) -> Result<Vec<Range<usize>>, Trouble> {
        let record = self.id.as_str().to_owned();
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(self.at.len());
        let is_orphan = self.at.is_empty() && self.was.is_some();
        if (self.at.is_empty() && !is_orphan) || self.at.len() != self.quote.0.len() {
            return Err(Trouble::BadFragments { record });
        }
        for ((from, to), quote) in self.at.iter().zip(&self.quote.0) {
            let bytes = text
                .to_bytes(&(*from..*to), Count::CodePoint)
                .filter(|it| it.start < it.end);
            let Some((bytes, found)) = bytes.and_then(|it| Some((it.clone(), text.get(it)?)))
            else {
                return Err(Trouble::OutOfRange {
                    record,
                    from: from.to_string(),
                    to: to.to_string(),
                    length: text.count(Count::CodePoint).to_string(),
                });
            };
            if found != quote {
                return Err(Trouble::QuoteDiffers {
                    record,
                    quote: shortened(quote),
                    found: shortened(found),
                });
            }
            if ranges.last().is_some_and(|it| it.end > bytes.start) {
                return Err(Trouble::BadFragments { record });
            }
            ranges.push(bytes);
        }
        Ok(ranges)
    }
}

impl LinkRecord {
    pub fn of(link: &Link, annotator: &AnnotatorId) -> Self {
        Self {
            id: link.id.clone(),
            kind: link.kind.clone(),
            from: link.from.clone(),
            to: link.to.clone(),
            by: (link.by != *annotator).then(|| link.by.clone()),
            when: link.when,
            conflict: link.conflict.clone(),
        }
    }

    pub fn into_link(self, annotator: &AnnotatorId) -> Link {
        Link {
            id: self.id,
            kind: self.kind,
            from: self.from,
            to: self.to,
            by: self.by.unwrap_or_else(|| annotator.clone()),
            when: self.when,
            conflict: self.conflict,
        }
    }
}

impl Serialize for Quote {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [only] => serializer.serialize_str(only),
            several => several.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Quote {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QuoteVisitor)
    }
}

struct QuoteVisitor;

impl<'de> Visitor<'de> for QuoteVisitor {
    type Value = Quote;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a list of strings")
    }

    fn visit_str<E>(self, quote: &str) -> Result<Quote, E> {
        Ok(Quote(vec![quote.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut quotes: A) -> Result<Quote, A::Error> {
        let mut all = Vec::new();
        while let Some(quote) = quotes.next_element()? {
            all.push(quote);
        }
        Ok(Quote(all))
    }
}

/// Writes a list as [`list`] does.
fn stream_list<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    records: impl Iterator<Item = Result<T, Trouble>>,
) -> io::Result<()> {
    let mut is_empty = true;
    for record in records {
        if std::mem::take(&mut is_empty) {
            writeln!(out, "    {name}: [")?;
        }
        let record = record.and_then(|it| one_line(&it));
        writeln!(out, "        {},", record.map_err(io::Error::other)?)?;
    }
    if is_empty {
        writeln!(out, "    {name}: [],")
    } else {
        out.write_all(b"    ],\n")
    }
}

fn answers(attributes: &Attributes) -> BTreeMap<AttributeId, Value> {
    attributes
        .iter()
        .map(|(id, value)| (id.clone(), value.clone()))
        .collect()
}

fn shortened(quote: &str) -> String {
    match quote.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &quote[..end]),
        None => quote.to_owned(),
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
fn is_manual(origin: &Origin) -> bool {
    *origin == Origin::Manual
}
