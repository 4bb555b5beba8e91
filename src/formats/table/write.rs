//! Rows for documents, spans and links.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use super::super::format::{Item, Job};
use super::super::meta;
use super::super::names::Files;
use super::super::report::{Ledger, LossKind};
use super::super::value::{loses_its_kind, to_text};
use super::cells::Rows;
use super::{COLUMNS, Table};
use crate::model::annotation::{Attributes, Layer, Span, Status};
use crate::model::id::AttributeId;
use crate::model::schema::Schema;
use crate::model::text::{Count, Text};

/// What is known of every document, in columns of their own; the rest stands together in `fields`.
pub const KNOWN: [&str; 6] = ["title", "author", "date", "url", "language", "genre"];
const DOCUMENT: [&str; 4] = ["doc", "file", "annotator", "status"];
pub const LINK: [&str; 6] = ["doc", "annotator", "id", "type", "from", "to"];

/// The tables of an export, in memory until all is known.
pub struct Tables<'a> {
    format: &'a Table,
    unit: Count,
    files: Files,
    spans: Rows,
    links: Rows,
    documents: Rows,
    questions: Vec<&'a AttributeId>,
    of_documents: Vec<&'a AttributeId>,
    failed: io::Result<()>,
}

impl<'a> Tables<'a> {
    pub fn new(format: &'a Table, job: Job<'a>) -> Self {
        let schema: &Schema = &job.project.schema;
        let mut known = BTreeSet::new();
        let all = schema.labels.iter().flat_map(|it| &it.attributes);
        let questions: Vec<_> = all
            .map(|it| &it.id)
            .filter(|it| known.insert(*it))
            .collect();
        let of_documents: Vec<_> = schema.document_labels.iter().map(|it| &it.id).collect();
        let rows = || Rows::new(format.sign);
        let mut tables = Self {
            format,
            unit: job.options.unit.unwrap_or(Count::CodePoint),
            files: Files::default(),
            spans: rows(),
            links: rows(),
            documents: rows(),
            failed: Ok(()),
            questions,
            of_documents,
        };
        tables.failed = tables.headings();
        tables
    }

    fn headings(&mut self) -> io::Result<()> {
        let own = self
            .questions
            .iter()
            .map(|it| column(it.as_str(), &COLUMNS));
        self.spans
            .row(COLUMNS.map(Cow::Borrowed).into_iter().chain(own))?;
        self.links.row(LINK.map(Cow::Borrowed))?;
        let fixed: Vec<&str> = DOCUMENT
            .into_iter()
            .chain(KNOWN)
            .chain(["fields"])
            .collect();
        let own = self
            .of_documents
            .iter()
            .map(|it| column(it.as_str(), &fixed));
        self.documents
            .row(fixed.iter().map(|it| Cow::Borrowed(*it)).chain(own))
    }

    /// Adds the rows of a document; gives the file that its text belongs into.
    pub fn item(&mut self, item: &Item, ledger: &mut Ledger) -> io::Result<String> {
        std::mem::replace(&mut self.failed, Ok(()))?;
        let file = format!("texts/{}", self.files.next(&item.document.id, "txt"));
        let empty = Layer::default();
        let mut layers: Vec<(&str, &Layer)> =
            item.layers.iter().map(|it| (it.0.as_str(), it.1)).collect();
        if layers.is_empty() {
            layers.push(("", &empty));
        }
        for (by, layer) in layers {
            self.document(item, &file, by, layer, ledger)?;
            let doc = item.document.id.as_str();
            for span in layer.spans() {
                self.span((doc, by), &item.document.text, span, ledger)?;
            }
            for it in layer.links() {
                let cells = [
                    doc,
                    by,
                    it.id.as_str(),
                    it.kind.as_str(),
                    it.from.as_str(),
                    it.to.as_str(),
                ];
                self.links.row(cells.map(Cow::Borrowed))?;
            }
        }
        Ok(file)
    }

    fn document(
        &mut self,
        item: &Item,
        file: &str,
        by: &str,
        layer: &Layer,
        ledger: &mut Ledger,
    ) -> io::Result<()> {
        let status = match layer.status {
            Status::ToDo => "",
            Status::InProgress => "in_progress",
            Status::Done => "done",
        };
        let mut known = meta::object(&item.document.meta);
        let mut cells: Vec<Cow<str>> = [item.document.id.as_str(), file, by, status]
            .map(Cow::Borrowed)
            .to_vec();
        for name in KNOWN {
            let value = known.remove(name);
            let value = value.as_ref().and_then(|it| it.as_str());
            cells.push(Cow::Owned(value.unwrap_or_default().to_owned()));
        }
        cells.push(if known.is_empty() {
            Cow::Borrowed("")
        } else {
            Cow::Owned(serde_json::Value::Object(known).to_string())
        });
        answers(
            &mut cells,
            &layer.labels,
            &self.of_documents,
            LossKind::DocumentLabels,
            ledger,
        );
        self.documents.row(cells)
    }

    fn span(
        &mut self,
        (doc, by): (&str, &str),
        text: &Text,
        span: &Span,
        ledger: &mut Ledger,
    ) -> io::Result<()> {
        let at = span.at.iter().map(|it| text.from_bytes(it, self.unit));
        let at: Option<Vec<_>> = at.collect();
        let words: Option<Vec<&str>> = span.at.iter().map(|it| text.get(it.clone())).collect();
        let (Some(at), Some(words)) = (at.filter(|it| !it.is_empty()), words) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            return Ok(());
        };
        let start = at.first().map_or(0, |it| it.start).to_string();
        let end = at.last().map_or(0, |it| it.end).to_string();
        let fragments: Vec<String> = at
            .iter()
            .map(|it| format!("{} {}", it.start, it.end))
            .collect();
        let fragments = if at.len() == 1 {
            String::new()
        } else {
            fragments.join(";")
        };
        let words = match words.as_slice() {
            [one] => Cow::Borrowed(*one),
            several => Cow::Owned(several.join(" … ")),
        };
        let mut cells: Vec<Cow<str>> = vec![
            doc.into(),
            by.into(),
            span.id.as_str().into(),
            span.label.as_str().into(),
            start.into(),
            end.into(),
            fragments.into(),
            words,
            span.note.as_str().into(),
        ];
        answers(
            &mut cells,
            &span.attributes,
            &self.questions,
            LossKind::Attributes,
            ledger,
        );
        self.spans.row(cells)
    }

    /// The tables with their names.
    pub fn finish(self) -> io::Result<Vec<(String, Vec<u8>)>> {
        self.failed?;
        let ending = self.format.extension;
        let tables = [
            ("spans", self.spans),
            ("links", self.links),
            ("documents", self.documents),
        ];
        let tables = tables.into_iter();
        tables
            .map(|(name, rows)| Ok((format!("{name}.{ending}"), rows.bytes()?)))
            .collect()
    }
}

/// A column for a question: under its own name where no other column has it.
fn column<'a>(name: &'a str, fixed: &[&str]) -> Cow<'a, str> {
    let taken = fixed.contains(&name) || name.starts_with("attr:") || name == "document_text";
    if taken || name.trim() != name {
        Cow::Owned(format!("attr:{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

fn answers(
    cells: &mut Vec<Cow<str>>,
    given: &Attributes,
    columns: &[&AttributeId],
    loss: LossKind,
    ledger: &mut Ledger,
) {
    for id in columns {
        let value = given.get(id);
        // A cell without words is read as no answer.
        let silent = value.is_some_and(|it| to_text(it).trim().is_empty());
        ledger.add(loss, usize::from(silent));
        let kinds = value.is_some_and(loses_its_kind);
        ledger.add(LossKind::Kinds, usize::from(kinds));
        cells.push(value.map(to_text).unwrap_or_default().into());
    }
    let known = given.iter().filter(|it| columns.contains(&it.0)).count();
    ledger.add(loss, given.iter().count() - known);
}
