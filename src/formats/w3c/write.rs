//! From a document to a page of annotations.

use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};

use super::super::format::Item;
use super::super::meta;
use super::super::records::object;
use super::super::report::{Ledger, LossKind};
use super::super::value::{loses_its_kind, to_text};
use super::{CONTEXT, OWN, WHOLE};
use crate::model::annotation::{Attributes, Layer, Span, Status};
use crate::model::id::AnnotatorId;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// How much of the text stands with a quote on each side, in characters.
const AROUND: usize = 24;

/// The page of a document; `file` is that of its text.
pub fn page(item: &Item, file: &str, extra: Option<&str>, ledger: &mut Ledger) -> Json {
    let source = iri(file.rsplit('/').next().unwrap_or(file));
    let mut items = Vec::new();
    let mut status = Map::new();
    for (by, layer) in &item.layers {
        let base = format!(
            "{OWN}{}/{}",
            iri(item.document.id.as_str()),
            iri(by.as_str())
        );
        let page = Page {
            text: &item.document.text,
            source: &source,
            base,
            by,
        };
        page.layer(layer, &mut items, ledger);
        if layer.status != Status::ToDo {
            let done = layer.status == Status::Done;
            let word = if done { "done" } else { "in_progress" };
            status.insert(by.to_string(), word.into());
        }
    }
    for line in extra
        .into_iter()
        .filter(|it| !it.starts_with(WHOLE))
        .flat_map(str::lines)
    {
        items.extend(serde_json::from_str::<Json>(line));
    }
    let mut page = json!({
        "@context": [CONTEXT, {
            "sententia": OWN,
            "sententia:meta": {"@type": "@json"},
            "sententia:status": {"@type": "@json"},
        }],
        "id": format!("{OWN}{}", iri(item.document.id.as_str())),
        "type": "AnnotationPage",
        "sententia:document": item.document.id.as_str(),
        "sententia:source": source,
    });
    page["items"] = Json::Array(items);
    let known = meta::object(&item.document.meta);
    if !known.is_empty() {
        page["sententia:meta"] = Json::Object(known);
    }
    if !status.is_empty() {
        page["sententia:status"] = Json::Object(status);
    }
    page
}

struct Page<'a> {
    text: &'a Text,
    source: &'a str,
    base: String,
    by: &'a AnnotatorId,
}

impl Page<'_> {
    fn layer(&self, layer: &Layer, items: &mut Vec<Json>, ledger: &mut Ledger) {
        if !layer.labels.is_empty() {
            let mut bodies = Vec::new();
            answers(&layer.labels, &mut bodies, ledger);
            items.push(json!({
                "id": self.base,
                "type": "Annotation",
                "motivation": "assessing",
                "creator": creator(self.by),
                "body": bodies,
                "target": self.source,
            }));
        }
        for span in layer.spans() {
            match self.span(span, ledger) {
                Some(it) => items.push(it),
                None => ledger.add(LossKind::SpansOutsideText, 1),
            }
        }
        for link in layer.links() {
            let mut it = json!({
                "id": self.id(link.id.as_str()),
                "type": "Annotation",
                "motivation": "linking",
                "creator": creator(self.by),
                "body": [
                    self.id(link.to.as_str()),
                    {"type": "TextualBody", "purpose": "tagging", "value": link.kind.as_str()},
                ],
                "target": self.id(link.from.as_str()),
            });
            self.made(&link.by, &mut it);
            items.push(it);
        }
    }

    fn id(&self, id: &str) -> String {
        format!("{}#{}", self.base, iri(id))
    }

    fn span(&self, span: &Span, ledger: &mut Ledger) -> Option<Json> {
        let mut targets = Vec::with_capacity(span.at.len());
        for at in &span.at {
            let points = self.text.from_bytes(at, Count::CodePoint)?;
            let quote = self.text.get(at.clone())?;
            targets.push(json!({
                "source": self.source,
                "selector": [
                    {"type": "TextPositionSelector", "start": points.start, "end": points.end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": quote,
                        "prefix": self.before(at.start),
                        "suffix": self.after(at.end),
                    },
                ],
            }));
        }
        let mut bodies = vec![json!({
            "type": "TextualBody",
            "purpose": "tagging",
            "value": span.label.as_str(),
        })];
        if !span.note.is_empty() {
            bodies.push(json!({
                "type": "TextualBody",
                "purpose": "commenting",
                "value": span.note.as_str(),
            }));
        }
        answers(&span.attributes, &mut bodies, ledger);
        let target = match targets.len() {
            0 => return None,
            1 => targets.pop()?,
            _ => Json::Array(targets),
        };
        let mut it = object([
            ("id", Json::from(self.id(span.id.as_str()))),
            ("type", Json::from("Annotation")),
            ("motivation", Json::from("tagging")),
            ("creator", creator(self.by)),
            ("body", Json::Array(bodies)),
            ("target", target),
        ]);
        if span.when != Timestamp::UNIX_EPOCH {
            it["created"] = span.when.to_string().into();
        }
        self.made(&span.by, &mut it);
        Some(it)
    }

    /// Says who made a record, where that is not who has it among theirs.
    fn made(&self, by: &AnnotatorId, record: &mut Json) {
        if by != self.by {
            record["sententia:by"] = by.as_str().into();
        }
    }

    fn before(&self, at: usize) -> &str {
        let head = self.text.get(0..at).unwrap_or_default();
        let start = head
            .char_indices()
            .rev()
            .nth(AROUND - 1)
            .map_or(0, |it| it.0);
        head.get(start..).unwrap_or_default()
    }

    fn after(&self, at: usize) -> &str {
        let tail = self.text.get(at..self.text.len()).unwrap_or_default();
        let end = tail
            .char_indices()
            .nth(AROUND)
            .map_or(tail.len(), |it| it.0);
        tail.get(..end).unwrap_or_default()
    }
}

fn creator(by: &AnnotatorId) -> Json {
    json!({"id": format!("{OWN}{}", iri(by.as_str())), "type": "Person", "name": by.as_str()})
}

fn answers(given: &Attributes, bodies: &mut Vec<Json>, ledger: &mut Ledger) {
    for (name, value) in given.iter() {
        ledger.add(LossKind::Kinds, usize::from(loses_its_kind(value)));
        let mut body = |value: String| {
            bodies.push(json!({
                "type": "TextualBody",
                "purpose": "assessing",
                "value": value,
                "sententia:attribute": name.as_str(),
            }));
        };
        match value {
            Value::Choices(ids) => ids.iter().for_each(|it| body(it.to_string())),
            other => body(to_text(other)),
        }
    }
}

/// A name as part of an IRI: only what would end or break it is written otherwise.
pub fn iri(name: &str) -> String {
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
    out
}
