//! From a document to a file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::super::draft::extras;
use super::super::format::Item;
use super::super::markup::{attribute, clean, content};
use super::super::report::{Ledger, LossKind};
use super::body::{Places, lay};
use super::ids::{Ids, is_word, name};
use super::scheme::Scheme;
use super::{ID, features, header, kept};
use crate::model::annotation::{Layer, Link, Span};
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, LabelId, LinkKindId, SpanId};
use crate::model::project::Project;
use crate::model::schema::Attribute;
use crate::model::text::{Count, Text};
use crate::model::value::Value;

/// XML as it grows.
#[derive(Debug, Default)]
pub struct Page {
    pub text: String,
    /// How many characters XML does not allow.
    pub odd: usize,
}

impl Page {
    /// Writes what is XML already.
    pub fn raw(&mut self, xml: &str) {
        self.text.push_str(xml);
    }

    /// Writes words between tags.
    pub fn said(&mut self, words: &str) {
        let (words, odd) = clean(words);
        self.odd += odd;
        self.text.push_str(&content(&words));
    }

    /// Writes an attribute into the tag that is open.
    pub fn attribute(&mut self, name: &str, value: &str) {
        let (value, odd) = clean(value);
        self.odd += odd;
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.text.push_str(&attribute(&value));
        self.text.push('"');
    }

    /// Writes an element with nothing but words in it; `tag` with its attributes. Blanks that a program
    /// could take for layout are said to be none.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) {
        self.raw("<");
        self.raw(name);
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        if words.is_empty() {
            return self.raw("/>");
        }
        if is_laid_out(words) {
            self.raw(" xml:space=\"preserve\"");
        }
        self.raw(">");
        self.said(words);
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }
}

/// Whether a text is another one when its blanks are put in order.
fn is_laid_out(words: &str) -> bool {
    let blank = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
    words.starts_with(blank)
        || words.ends_with(blank)
        || words.contains(['\t', '\n', '\r'])
        || words.contains("  ")
}

/// What the parts of a file name alike.
pub struct Names<'a> {
    /// The `xml:id`s of annotators.
    pub people: BTreeMap<&'a AnnotatorId, String>,
    /// Of labels that the schema does not know.
    pub labels: BTreeMap<&'a LabelId, String>,
    pub links: BTreeMap<&'a LinkKindId, String>,
    /// Of the times at which somebody made something.
    pub changes: BTreeMap<(Timestamp, &'a AnnotatorId), String>,
}

impl<'a> Names<'a> {
    fn of(item: &Item<'a>, scheme: &Scheme, ids: &mut Ids) -> Self {
        let layers = || item.layers.iter().copied();
        let spans = || layers().flat_map(|it| it.1.spans());
        let links = || layers().flat_map(|it| it.1.links());
        let made = spans().map(|it| (it.when, &it.by));
        let made = made.chain(links().map(|it| (it.when, &it.by)));
        let made: BTreeSet<_> = made.collect();
        let people = layers().map(|it| it.0).chain(made.iter().map(|it| it.1));
        let people: BTreeSet<&AnnotatorId> = people.collect();
        let times = made.into_iter().filter(|it| it.0 != Timestamp::UNIX_EPOCH);
        let labels: BTreeSet<&LabelId> = spans().map(|it| &it.label).collect();
        let kinds: BTreeSet<&LinkKindId> = links().map(|it| &it.kind).collect();
        let mut id = |wanted: &str, before: &str| ids.take(wanted, before);
        Self {
            people: people
                .into_iter()
                .map(|it| (it, id(it.as_str(), "by-")))
                .collect(),
            labels: labels
                .into_iter()
                .filter(|it| scheme.label(it).is_none())
                .map(|it| (it, id(it.as_str(), "label-")))
                .collect(),
            links: kinds
                .into_iter()
                .filter(|it| scheme.link(it).is_none())
                .map(|it| (it, id(it.as_str(), "link-")))
                .collect(),
            changes: times
                .enumerate()
                .map(|(n, it)| (it, id(&format!("change.{}", n + 1), "")))
                .collect(),
        }
    }

    fn person(&self, by: &AnnotatorId) -> String {
        self.people
            .get(by)
            .map_or_else(String::new, |it| format!("#{it}"))
    }
}

/// The file of a document.
pub fn page<'a>(
    item: &Item<'a>,
    (project, scheme): (&Project, &'a Scheme),
    mut ids: Ids<'a>,
    ledger: &mut Ledger,
) -> Page {
    let mut page = Page::default();
    let names = Names::of(item, scheme, &mut ids);
    let text = &item.document.text;
    let spans = item.layers.iter().flat_map(|it| it.1.spans());
    let placed = spans
        .filter(|it| is_placed(it, text))
        .map(|it| it.at.as_slice());
    let (layout, places) = lay(text.as_str(), placed, &mut ids);
    header::write(item, (project, scheme), &names, &mut page);
    let mut beside = Beside {
        document: item.document,
        scheme,
        names: &names,
        places,
        ids,
        spans: HashMap::new(),
        has_kept: extras(&item.document.meta, ID).is_some(),
        page: Page::default(),
    };
    for (by, layer) in &item.layers {
        beside.layer(by, layer, ledger);
    }
    let tools = (&mut beside.ids, &mut beside.page);
    kept::write(item.document, &beside.spans, tools, ledger);
    if !beside.page.text.is_empty() {
        page.raw("<standOff>\n");
        page.raw(&beside.page.text);
        page.raw("</standOff>\n");
    }
    page.odd += beside.page.odd;
    layout.write(text.as_str(), &mut page);
    page.raw("</TEI>\n");
    page
}

fn is_placed(span: &Span, text: &Text) -> bool {
    !span.at.is_empty()
        && span
            .at
            .iter()
            .all(|it| it.start < it.end && text.from_bytes(it, Count::Byte).is_some())
}

/// What stands beside the text.
struct Beside<'a> {
    document: &'a Document,
    scheme: &'a Scheme<'a>,
    names: &'a Names<'a>,
    places: Places,
    ids: Ids<'a>,
    /// The `xml:id`s of all spans, for what is kept.
    spans: HashMap<SpanId, String>,
    has_kept: bool,
    page: Page,
}

impl Beside<'_> {
    fn layer(&mut self, by: &AnnotatorId, layer: &Layer, ledger: &mut Ledger) {
        let resp = self.names.person(by);
        if !layer.labels.is_empty() {
            self.page.raw("<fs type=\"document\"");
            self.page.attribute("resp", &resp);
            self.page.raw(">");
            for (question, value) in layer.labels.iter() {
                let asked = &self.scheme.schema.document_labels;
                count_kind(asked, question.as_str(), value, ledger);
                features::write(question.as_str(), value, &mut self.page);
            }
            self.page.raw("</fs>\n");
        }
        let mut ends: HashMap<&SpanId, String> = HashMap::new();
        if layer.n_spans() > 0 {
            self.page.raw("<spanGrp type=\"annotation\"");
            self.page.attribute("resp", &resp);
            self.page.raw(">\n");
            for span in layer.spans() {
                if !is_placed(span, &self.document.text) {
                    ledger.add(LossKind::SpansOutsideText, 1);
                    continue;
                }
                let id = self.span(span, by, ledger);
                if self.has_kept {
                    self.spans
                        .entry(span.id.clone())
                        .or_insert_with(|| id.clone());
                }
                ends.insert(&span.id, id);
            }
            self.page.raw("</spanGrp>\n");
        }
        let links = layer.links().filter_map(|it| {
            let ends = ends.get(&it.from).zip(ends.get(&it.to));
            ledger.add(LossKind::Links, usize::from(ends.is_none()));
            Some((it, ends?))
        });
        let links: Vec<_> = links.collect();
        if !links.is_empty() {
            self.page.raw("<listRelation");
            self.page.attribute("resp", &resp);
            self.page.raw(">\n");
            for (link, ends) in links {
                self.link(link, by, ends);
            }
            self.page.raw("</listRelation>\n");
        }
    }

    /// Writes `xml:id`, and the id that it stands for where that cannot be one.
    fn id(&mut self, id: &str, before: &str) -> String {
        let own = self.ids.take(id, before);
        self.page.attribute("xml:id", &own);
        if own != id {
            self.page.attribute("n", id);
        }
        own
    }

    /// Writes who made a record, where it is not whose the layer is, and when.
    fn made(&mut self, by: &AnnotatorId, when: Timestamp, of: &AnnotatorId) {
        if by != of {
            let resp = self.names.person(by);
            self.page.attribute("resp", &resp);
        }
        if let Some(change) = self.names.changes.get(&(when, by)) {
            self.page.attribute("change", &format!("#{change}"));
        }
    }

    fn span(&mut self, span: &Span, of: &AnnotatorId, ledger: &mut Ledger) -> String {
        self.page.raw("<span");
        let id = self.id(span.id.as_str(), "id-");
        for (name, pointer) in self.places.pointers(&self.document.text, &span.at) {
            self.page.attribute(name, &pointer);
        }
        let label = self.scheme.label(&span.label);
        let label = label.or_else(|| self.names.labels.get(&span.label).map(String::as_str));
        let label = format!("#{}", label.unwrap_or_default());
        self.page.attribute("ana", &label);
        self.made(&span.by, span.when, of);
        if span.attributes.is_empty() && span.note.is_empty() {
            self.page.raw("/>\n");
            return id;
        }
        self.page.raw(">");
        if !span.attributes.is_empty() {
            let asked = self.scheme.schema.label(&span.label);
            let asked = asked.map_or(&[][..], |it| it.attributes.as_slice());
            self.page.raw("<fs>");
            for (question, value) in span.attributes.iter() {
                count_kind(asked, question.as_str(), value, ledger);
                features::write(question.as_str(), value, &mut self.page);
            }
            self.page.raw("</fs>");
        }
        if !span.note.is_empty() {
            self.page.element("note", &[], &span.note);
        }
        self.page.raw("</span>\n");
        id
    }

    fn link(&mut self, link: &Link, of: &AnnotatorId, (from, to): (&String, &String)) {
        self.page.raw("<relation");
        self.id(link.id.as_str(), "id-");
        let kind = link.kind.as_str();
        let word = if is_word(kind) {
            kind.to_owned()
        } else {
            name(kind, "link-")
        };
        self.page.attribute("name", &word);
        self.page.attribute("active", &format!("#{from}"));
        self.page.attribute("passive", &format!("#{to}"));
        let known = self.scheme.link(&link.kind);
        let known = known.or_else(|| self.names.links.get(&link.kind).map(String::as_str));
        self.page
            .attribute("ana", &format!("#{}", known.unwrap_or_default()));
        self.made(&link.by, link.when, of);
        self.page.raw("/>\n");
    }
}

/// Counts an answer that comes back as text, as no question says what it is.
fn count_kind(asked: &[Attribute], question: &str, value: &Value, ledger: &mut Ledger) {
    let known = asked
        .iter()
        .any(|it| it.id.as_str() == question && value.fits(&it.kind));
    let lost = !known && features::loses_its_kind(value);
    ledger.add(LossKind::Kinds, usize::from(lost));
}
