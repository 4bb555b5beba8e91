//! Writing lines.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Map, Value as Json};

use super::super::format::Item;
use super::super::meta;
use super::super::report::{Ledger, LossKind};
use super::super::value::to_json;
use super::row::{Relation, Row, Stretch};
use crate::model::annotation::{Attributes, Layer, Link, Span};
use crate::model::text::{Count, Text};

/// The lines of one document: one where nobody has said anything of it.
pub fn item(out: &mut dyn Write, item: &Item, ledger: &mut Ledger) -> io::Result<()> {
    let empty = Layer::default();
    let mut layers: Vec<(&str, &Layer)> =
        item.layers.iter().map(|it| (it.0.as_str(), it.1)).collect();
    if layers.is_empty() {
        layers.push(("", &empty));
    }
    for (annotator, layer) in layers {
        let row = Row {
            id: item.document.id.as_str().into(),
            text: item.document.text.as_str().into(),
            meta: meta::object(&item.document.meta),
            annotator: annotator.into(),
            status: layer.status.into(),
            labels: answers(&layer.labels),
            spans: layer
                .spans()
                .filter_map(|it| span(&item.document.text, it, ledger))
                .collect(),
            relations: layer.links().map(|it| relation(it)).collect(),
        };
        let mut line = serde_json::to_vec(&row)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

fn answers(attributes: &Attributes) -> Map<String, Json> {
    let all = attributes.iter();
    all.map(|(id, value)| (id.to_string(), to_json(value)))
        .collect()
}

fn span<'a>(text: &'a Text, span: &'a Span, ledger: &mut Ledger) -> Option<Stretch<'a>> {
    let at = span
        .at
        .iter()
        .map(|it| text.from_bytes(it, Count::CodePoint));
    let at: Option<Vec<_>> = at.collect();
    let (Some(at), Some(words)) = (at.filter(|it| !it.is_empty()), words(text, span)) else {
        ledger.add(LossKind::SpansOutsideText, 1);
        return None;
    };
    Some(Stretch {
        id: span.id.as_str().into(),
        label: span.label.as_str().into(),
        start: at.first()?.start,
        end: at.last()?.end,
        fragments: match at.as_slice() {
            [_] => Vec::new(),
            several => several.iter().map(|it| (it.start, it.end)).collect(),
        },
        text: words,
        attributes: answers(&span.attributes),
        note: span.note.as_str().into(),
    })
}

/// The words of a span, with what is left out between fragments.
fn words<'a>(text: &'a Text, span: &Span) -> Option<Cow<'a, str>> {
    let words: Option<Vec<&str>> = span.at.iter().map(|it| text.get(it.clone())).collect();
    Some(match words?.as_slice() {
        [one] => Cow::Borrowed(*one),
        several => Cow::Owned(several.join(" … ")),
    })
}

fn relation(link: &Link) -> Relation<'_> {
    Relation {
        id: link.id.as_str().into(),
        kind: link.kind.as_str().into(),
        head: link.from.as_str().into(),
        tail: link.to.as_str().into(),
    }
}
