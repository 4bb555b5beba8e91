//! From a document to a page of annotations.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::Timestamp;
use serde_json::Value as Json;

use super::super::format::{Item, Job};
use super::super::report::{Ledger, LossKind};
use super::super::value::loses_its_kind;
use super::super::{meta, names};
use super::OWN;
use super::page::{
    Annotation, Body, Context, Creator, Items, Made, Page, Position, Quote, Target, Words,
};
use super::rest::{self, Kept};
use crate::model::annotation::{Attributes, Layer, Link, Span, Status};
use crate::model::id::AnnotatorId;
use crate::model::text::{Count, Text, Walk};

/// How much of the text stands with a quote on each side, in characters.
const AROUND: usize = 24;

/// The IRIs that a page is made with.
pub struct Names<'a> {
    job: Job<'a>,
    document: String,
    source: String,
    /// For each layer, what its ids begin with, its annotator, and what that is called.
    layers: Vec<(String, String, String)>,
}

impl<'a> Names<'a> {
    /// Of the page of a document; `file` is that of its text.
    pub fn of(item: &Item, file: &str, job: Job<'a>) -> Self {
        let document = format!("{OWN}{}", iri(item.document.id.as_str()));
        let source = iri(file.rsplit('/').next().unwrap_or(file)).into_owned();
        let layers = item.layers.iter().map(|(id, _)| {
            let by = iri(id.as_str());
            let called = called(job, id).to_owned();
            (format!("{document}/{by}"), format!("{OWN}{by}"), called)
        });
        Self {
            job,
            layers: layers.collect(),
            document,
            source,
        }
    }
}

/// What an annotator is called, where the id follows from the name; else the id.
fn called<'a>(job: Job<'a>, id: &'a AnnotatorId) -> &'a str {
    let known = job.project.annotators.get(id);
    let name = known.map_or(id.as_str(), |it| it.name.as_str());
    if names::becomes(name, id.as_str()) {
        name
    } else {
        id.as_str()
    }
}

/// The page of a document.
pub fn page<'a>(
    item: &'a Item,
    names: &'a Names<'a>,
    kept: &'a Kept,
    ledger: &mut Ledger,
) -> Page<'a> {
    let mut items = Items::default();
    let mut status = BTreeMap::new();
    for ((by, layer), (base, creator, called)) in item.layers.iter().zip(&names.layers) {
        let mut it = Writing {
            text: &item.document.text,
            walk: item.document.text.walk(Count::CodePoint),
            source: &names.source,
            base,
            by,
            creator: Creator {
                id: creator,
                name: called,
                kind: "Person",
            },
            job: names.job,
            kept,
        };
        it.layer(layer, &mut items.made, ledger);
        if layer.status != Status::ToDo {
            let done = layer.status == Status::Done;
            let word = if done { "done" } else { "in_progress" };
            status.insert(called.as_str(), word);
        }
    }
    items.kept.clone_from(&kept.whole);
    Page {
        context: Context::OURS,
        id: names.document.clone(),
        items,
        document: item.document.id.as_str(),
        meta: meta::object(&item.document.meta),
        source: &names.source,
        status,
        kind: "AnnotationPage",
    }
}

/// What one annotator says of a text.
struct Writing<'a> {
    text: &'a Text,
    walk: Walk<'a>,
    source: &'a str,
    base: &'a str,
    by: &'a AnnotatorId,
    creator: Creator<'a>,
    job: Job<'a>,
    kept: &'a Kept,
}

impl<'a> Writing<'a> {
    fn layer(&mut self, layer: &'a Layer, items: &mut Vec<Made<'a>>, ledger: &mut Ledger) {
        if !layer.labels.is_empty() {
            count(&layer.labels, ledger);
            let body = Body::Answers(&layer.labels);
            let target = Target::Whole(self.source);
            let id = self.base.to_owned();
            items.push(Made::Ours(self.annotation(id, "assessing", body, target)));
        }
        items.reserve(layer.n_spans() + layer.n_links());
        for span in layer.spans() {
            match self.span(span, ledger) {
                Some(it) => items.push(self.whole(span.id.as_str(), it)),
                None => ledger.add(LossKind::SpansOutsideText, 1),
            }
        }
        for link in layer.links() {
            let made = self.link(link);
            items.push(self.whole(link.id.as_str(), made));
        }
    }

    /// An annotation with what was said besides where it came from.
    fn whole(&self, id: &str, made: Annotation<'a>) -> Made<'a> {
        let Some(rest) = self.kept.get(self.creator.name, id) else {
            return Made::Ours(made);
        };
        match serde_json::to_value(&made) {
            Ok(Json::Object(mut whole)) => {
                rest::merge(&mut whole, rest);
                Made::Whole(whole)
            }
            _ => Made::Ours(made),
        }
    }

    fn annotation(
        &self,
        id: String,
        motivation: &'static str,
        body: Body<'a>,
        target: Target<'a>,
    ) -> Annotation<'a> {
        Annotation {
            body,
            created: None,
            creator: self.creator.clone(),
            id,
            motivation,
            by: None,
            target,
            kind: "Annotation",
        }
    }

    fn span(&mut self, span: &'a Span, ledger: &mut Ledger) -> Option<Annotation<'a>> {
        let target = match span.at.as_slice() {
            [at] => Target::Words(self.words(at)?),
            all => {
                let all = all.iter().map(|at| self.words(at));
                Target::Fragments(all.collect::<Option<_>>()?)
            }
        };
        count(&span.attributes, ledger);
        if span.at.is_empty() {
            return None;
        }
        let body = Body::Span(span.label.as_str(), &span.note, &span.attributes);
        let id = self.id(span.id.as_str());
        Some(Annotation {
            created: Some(span.when).filter(|it| *it != Timestamp::UNIX_EPOCH),
            by: self.made(&span.by),
            ..self.annotation(id, "tagging", body, target)
        })
    }

    fn link(&self, link: &'a Link) -> Annotation<'a> {
        let body = Body::Link(self.id(link.to.as_str()), link.kind.as_str());
        let target = Target::Span(self.id(link.from.as_str()));
        let id = self.id(link.id.as_str());
        Annotation {
            created: Some(link.when).filter(|it| *it != Timestamp::UNIX_EPOCH),
            by: self.made(&link.by),
            ..self.annotation(id, "linking", body, target)
        }
    }

    fn id(&self, id: &str) -> String {
        if let Some(name) = self.kept.name(self.creator.name, id) {
            return name.to_owned();
        }
        let id = iri(id);
        let mut whole = String::with_capacity(self.base.len() + 1 + id.len());
        whole.push_str(self.base);
        whole.push('#');
        whole.push_str(&id);
        whole
    }

    /// Who made a record, where that is not who has it among theirs.
    fn made(&self, by: &'a AnnotatorId) -> Option<&'a str> {
        (by != self.by).then(|| called(self.job, by))
    }

    fn words(&mut self, at: &Range<usize>) -> Option<Words<'a>> {
        let exact = self.text.get(at.clone())?;
        let start = self.walk.from_byte(at.start)?;
        let quote = Quote {
            exact,
            prefix: before(self.text, at.start),
            suffix: after(self.text, at.end),
            kind: "TextQuoteSelector",
        };
        let position = Position {
            end: start + exact.chars().count(),
            start,
            kind: "TextPositionSelector",
        };
        Some(Words {
            selector: (position, quote),
            source: self.source,
        })
    }
}

/// Counts the answers that lose their kind.
fn count(answers: &Attributes, ledger: &mut Ledger) {
    let lost = answers.iter().filter(|it| loses_its_kind(it.1));
    ledger.add(LossKind::Kinds, lost.count());
}

fn before(text: &Text, at: usize) -> &str {
    let head = text.get(0..at).unwrap_or_default();
    let starts = head.bytes().enumerate().rev().filter(|it| begins(it.1));
    let start = starts.map(|it| it.0).nth(AROUND - 1).unwrap_or(0);
    head.get(start..).unwrap_or_default()
}

fn after(text: &Text, at: usize) -> &str {
    let tail = text.get(at..text.len()).unwrap_or_default();
    let mut starts = tail.bytes().enumerate().filter(|it| begins(it.1));
    let end = starts.nth(AROUND).map_or(tail.len(), |it| it.0);
    tail.get(..end).unwrap_or_default()
}

/// Whether a byte of UTF-8 begins a character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// A name as part of an IRI: only what would end or break it is written otherwise.
pub fn iri(name: &str) -> Cow<'_, str> {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"-_./".contains(&it);
    if name.bytes().all(plain) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_whitespace() || c.is_control() || "<>\"{}|\\^`%#?:[]".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
