//! From what was read to a draft: pointers are followed, and what they point at is said of the text.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use jiff::Timestamp;

use super::super::draft::{Answer, Draft, DraftLayer, DraftSpan};
use super::super::format::Intake;
use super::super::gather::new_label;
use super::super::names;
use super::super::report::{Fate, Fault};
use super::flow::Runs;
use super::point;
use super::read::{Document, Inline, Place};
use super::stand::{self, Beside, Span};
use super::tree::Node;
use super::{OWN, annotation, elements, features, meta, scheme};
use crate::model::schema::{Pattern, Schema};
use crate::model::text::Text;

/// Where a document stands.
pub struct About<'a> {
    pub file: &'a str,
    /// Which document of the file it is, from 1.
    pub n: usize,
    /// The header of the corpus that it is of.
    pub corpus: Option<&'a Node>,
}

/// Whether a header is one that we wrote.
pub fn is_own(header: &Node) -> bool {
    let programs = header.find(&["encodingDesc", "appInfo"]);
    let mut programs = programs.into_iter().flat_map(|it| it.all("application"));
    programs.any(|it| it.get("ident") == Some(OWN))
}

/// The draft of a document; `None` where it has no text.
pub fn draft(document: Document, about: &About, intake: &mut dyn Intake) -> Option<Draft> {
    let (text, runs) = document.flow.finish();
    let (own, mut left) = (document.own, document.left);
    let points = document.points;
    if text.is_empty() && !own {
        let fault = if document.beside.is_empty() {
            Fault::Empty(document.id)
        } else {
            Fault::NoText(about.file.to_owned())
        };
        intake.tell(about.file, 0, fault, Fate::Skipped);
        return None;
    }
    let mut draft = Draft {
        name: name(&document.id, about),
        text,
        ..Draft::default()
    };
    let header = &document.header;
    if own {
        meta::read_own(header, &mut draft.meta);
        draft.name = meta::name(header).unwrap_or(draft.name);
    } else {
        meta::read(header, &mut draft.meta, &mut left);
        if draft.meta.language.is_empty() {
            draft.meta.language = document.language;
        }
        if let Some(corpus) = about.corpus {
            meta::inherit(corpus, &mut draft.meta);
        }
        meta::known(document.known, &mut draft.meta);
    }
    let beside = Beside::of(header, &document.beside, own);
    declare(header, &document.inline, own, intake);
    let headers = std::iter::once(header)
        .chain(about.corpus)
        .chain(&document.beside);
    let mut made = Made {
        file: about.file,
        own,
        people: meta::people(headers),
        changes: if own { changes(header) } else { HashMap::new() },
        places: &document.places,
        runs: &runs,
        beside: &beside,
        text: draft.text.clone(),
        draft: &mut draft,
        layers: HashMap::new(),
        spans: HashMap::new(),
        milestones: BTreeMap::new(),
        intake,
    };
    made.all(document.inline, header);
    made.milestones(points);
    for (name, n) in &beside.left {
        *left.entry((*name).to_owned()).or_default() += n;
    }
    if !left.is_empty() && !own {
        let all = left.iter().map(|(name, n)| format!("{name} ({n})"));
        let fault = Fault::NoPlace(all.collect::<Vec<_>>().join(", "));
        intake.tell(about.file, 0, fault, Fate::Skipped);
    }
    Some(draft)
}

fn name(id: &str, about: &About) -> String {
    if about.n == 1 && about.corpus.is_none() {
        return about.file.to_owned();
    }
    let (before, ending) = about.file.rsplit_once('.').unwrap_or((about.file, "xml"));
    if id.is_empty() {
        format!("{before}/{}.{ending}", about.n)
    } else {
        format!("{before}/{}.{ending}", names::tidy(id))
    }
}

/// Declares the schema of a file of ours, and what is drawn in the margin of others'.
fn declare(header: &Node, inline: &[Inline], own: bool, intake: &mut dyn Intake) {
    if own {
        if let Some(declared) = header.find(&["encodingDesc", "classDecl"]) {
            intake.declare(&scheme::read(declared));
        }
        return;
    }
    let mut schema = Schema::default();
    for it in inline.iter().filter(|it| elements::is_zone(&it.name)) {
        if schema
            .labels
            .iter()
            .all(|label| label.id.as_str() != it.name)
        {
            let mut label = new_label(&it.name, &schema);
            label.pattern = Pattern::Margin;
            schema.labels.push(label);
        }
    }
    if !schema.labels.is_empty() {
        intake.declare(&schema);
    }
}

fn changes(header: &Node) -> HashMap<&str, Timestamp> {
    let all = header
        .find(&["revisionDesc"])
        .into_iter()
        .flat_map(|it| it.all("change"));
    all.filter_map(|it| Some((it.get("xml:id")?, it.get("when")?.parse().ok()?)))
        .collect()
}

/// A draft as it is made.
pub struct Made<'a> {
    pub(super) file: &'a str,
    pub(super) own: bool,
    pub(super) people: HashMap<&'a str, meta::Person>,
    pub(super) changes: HashMap<&'a str, Timestamp>,
    pub(super) places: &'a HashMap<String, Place>,
    pub(super) runs: &'a Runs,
    pub(super) beside: &'a Beside<'a>,
    pub(super) text: Text,
    pub(super) draft: &'a mut Draft,
    /// Layers by annotator.
    pub(super) layers: HashMap<String, usize>,
    /// Spans by `xml:id`: their layer, and which of it.
    pub(super) spans: HashMap<String, (usize, usize)>,
    /// Empty elements that are kept, by name.
    pub(super) milestones: BTreeMap<String, usize>,
    pub(super) intake: &'a mut dyn Intake,
}

impl Made<'_> {
    fn all(&mut self, inline: Vec<Inline>, header: &Node) {
        if !inline.is_empty() {
            self.inline(inline);
        }
        if self.own {
            for who in meta::annotators(header) {
                self.layer(Some(who));
            }
            for (who, status) in meta::status(header) {
                let layer = self.layer(Some(who));
                self.draft.layers[layer].status = status;
            }
        }
        let beside = self.beside;
        for node in &beside.about {
            let layer = self.layer(node.get("resp"));
            self.draft.layers[layer]
                .answers
                .extend(features::read(node));
        }
        for span in &beside.spans {
            self.span(span);
        }
        for note in &beside.notes {
            self.note(note);
        }
        for link in &beside.links {
            self.link(link);
        }
        for node in &beside.odd_links {
            self.odd_link(node);
        }
    }

    pub(super) fn tell(&mut self, node: &Node, fault: Fault, fate: Fate) {
        self.intake.tell(self.file, node.line, fault, fate);
    }

    /// Whom a pointer means.
    fn person(&self, resp: Option<&str>) -> meta::Person {
        let first = resp.and_then(|it| it.split_whitespace().next());
        let id = first
            .map(|it| it.rsplit('#').next().unwrap_or(it))
            .unwrap_or_default();
        self.people
            .get(id)
            .cloned()
            .unwrap_or_else(|| meta::Person {
                id: id.to_owned(),
                name: id.to_owned(),
            })
    }

    pub(super) fn layer(&mut self, resp: Option<&str>) -> usize {
        let who = self.person(resp).name;
        self.layer_of(who)
    }

    fn layer_of(&mut self, who: String) -> usize {
        let next = self.draft.layers.len();
        let place = *self.layers.entry(who.clone()).or_insert(next);
        if place == next {
            self.draft.layers.push(DraftLayer {
                annotator: who,
                ..Default::default()
            });
        }
        place
    }

    /// Adds a span; `id` is what pointers call it.
    pub(super) fn add(&mut self, layer: usize, id: &str, span: DraftSpan) {
        let spans = &mut self.draft.layers[layer].spans;
        if !id.is_empty() {
            self.spans.insert(id.to_owned(), (layer, spans.len()));
        }
        spans.push(span);
    }

    fn inline(&mut self, inline: Vec<Inline>) {
        let layer = self.layer(None);
        for mut it in inline {
            let mut label = it.name;
            if let Some(ana) = it.ana.filter(|_| label == "seg") {
                let meant = self.meaning(&ana);
                if let Some(said) = meant.0 {
                    label = said;
                    it.answers.retain(|it| it.0 != "ana");
                }
                it.answers.extend(meant.1);
            }
            let span = DraftSpan {
                id: it.id.clone(),
                label,
                at: vec![it.at],
                answers: it.answers,
                ..DraftSpan::default()
            };
            self.add(layer, &it.id, span);
        }
    }

    /// The label and the answers that pointers to meanings give.
    pub(super) fn meaning(&self, ana: &str) -> (Option<String>, Vec<(String, Answer)>) {
        let (mut labels, mut answers) = (Vec::new(), Vec::new());
        for pointer in point::all(ana) {
            let id = pointer.rsplit('#').next().unwrap_or(pointer);
            match self.beside.meanings.get(id) {
                Some(meaning) => {
                    labels.extend(meaning.label.clone());
                    answers.extend(meaning.answers.iter().cloned());
                }
                None => labels.extend(stand::short(id).then(|| id.to_owned())),
            }
        }
        let mut labels = labels.into_iter();
        let label = labels.next();
        let more: Vec<String> = labels.collect();
        if !more.is_empty() {
            answers.push(("ana".to_owned(), Answer::Several(more)));
        }
        (label, answers)
    }

    fn span(&mut self, span: &Span) {
        let node = span.node;
        let at = match self.place(node) {
            Ok(at) => at,
            Err(fault) => return self.tell(node, fault, Fate::Skipped),
        };
        if let [one] = at.as_slice()
            && one.start >= one.end
        {
            return self.point(span, one.start.min(one.end));
        }
        if at.iter().any(|it| it.start >= it.end) {
            self.tell(node, Fault::NoWidth(pointers(node)), Fate::Skipped);
        }
        let at: Vec<Range<usize>> = at.into_iter().filter(|it| it.start < it.end).collect();
        if at.is_empty() {
            return;
        }
        let mut made = if self.own {
            self.own_span(span)
        } else {
            self.other_span(span)
        };
        made.at = at;
        let layer = match annotation::annotator(node) {
            Some(who) if !self.own => self.layer_of(who),
            _ => self.layer(if self.own { span.owner } else { span.resp }),
        };
        let mut id = node.get("xml:id").unwrap_or_default();
        if !id.is_empty() && (self.spans.contains_key(id) || self.places.contains_key(id)) {
            self.tell(node, Fault::Twice(format!("xml:id=\"{id}\"")), Fate::Kept);
            made.id = String::new();
            id = "";
        }
        self.add(layer, id, made);
    }

    /// A span as we write it.
    fn own_span(&self, span: &Span) -> DraftSpan {
        let node = span.node;
        let ana = span.ana.unwrap_or_default();
        let (label, _) = self.meaning(ana);
        let (by, when) = self.made(node);
        DraftSpan {
            id: own_id(node),
            label: label.unwrap_or_else(|| "span".to_owned()),
            answers: node.all("fs").flat_map(features::read).collect(),
            note: node.first("note").map(Node::words).unwrap_or_default(),
            by,
            when,
            ..DraftSpan::default()
        }
    }

    /// Who made a record of ours, where it is not whose the layer is, and when.
    pub(super) fn made(&self, node: &Node) -> (Option<String>, Option<Timestamp>) {
        let by = node.get("resp").map(|it| self.person(Some(it)).id);
        let change = node.get("change").map(|it| it.trim_start_matches('#'));
        (by, change.and_then(|it| self.changes.get(it)).copied())
    }

    /// A span as others write it: its label is what it points at, else its type, else its words.
    pub(super) fn other_span(&self, span: &Span) -> DraftSpan {
        let node = span.node;
        if node.name == "annotation" {
            return self.annotation(span);
        }
        let (label, mut answers) = self.meaning(span.ana.unwrap_or_default());
        answers.extend(node.all("fs").flat_map(features::read));
        let notes = node.all("note").map(Node::words);
        let notes: Vec<String> = notes.filter(|it| !it.is_empty()).collect();
        let words = node.words_but(&["fs", "note", "span"]);
        let kind = span.kind.map(str::to_owned);
        if let Some(kind) = kind
            .clone()
            .filter(|it| label.as_ref().is_some_and(|label| label != it))
        {
            answers.push(("type".to_owned(), Answer::Text(kind)));
        }
        let label = label.or(kind);
        let mut note = notes.join("\n");
        let label = match label {
            Some(label) => {
                if !words.is_empty() {
                    answers.push(("content".to_owned(), Answer::Text(words)));
                }
                label
            }
            None if stand::short(&words) => words,
            None => {
                if !words.is_empty() {
                    note = if note.is_empty() {
                        words
                    } else {
                        format!("{words}\n{note}")
                    };
                }
                node.name.clone()
            }
        };
        let known = [
            "xml:id",
            "target",
            "from",
            "to",
            "ana",
            "resp",
            "type",
            "xml:space",
        ];
        let more = node
            .attributes
            .iter()
            .filter(|it| !known.contains(&it.0.as_str()));
        answers.extend(more.map(|it| (it.0.clone(), Answer::Text(it.1.clone()))));
        DraftSpan {
            id: node.get("xml:id").unwrap_or_default().to_owned(),
            label,
            answers,
            note,
            ..DraftSpan::default()
        }
    }
}

/// The id that a record of ours had in the project.
pub(super) fn own_id(node: &Node) -> String {
    let id = node.get("n").or_else(|| node.get("xml:id"));
    id.unwrap_or_default().to_owned()
}

pub(super) fn pointers(node: &Node) -> String {
    let all = ["target", "from", "to"]
        .iter()
        .filter_map(|it| node.get(it));
    all.collect::<Vec<_>>().join(" ")
}
