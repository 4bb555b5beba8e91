//! From what was read to a draft: pointers are followed, and what they point at is said of the text.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use jiff::Timestamp;

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::Intake;
use super::super::gather::new_label;
use super::super::names;
use super::super::report::{Fate, Fault};
use super::super::value::plain;
use super::flow::Runs;
use super::kept::{Kept, MILESTONE, Point};
use super::point::{self, Pointer};
use super::read::{Document, Inline, Place};
use super::stand::{self, Beside, Link, Span};
use super::tree::Node;
use super::{ID, OWN, elements, features, meta, scheme};
use crate::model::schema::{Pattern, Schema};
use crate::model::text::{Count, Text};

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
        let fault = Fault::Empty(document.id);
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
struct Made<'a> {
    file: &'a str,
    own: bool,
    people: HashMap<&'a str, meta::Person>,
    changes: HashMap<&'a str, Timestamp>,
    places: &'a HashMap<String, Place>,
    runs: &'a Runs,
    beside: &'a Beside<'a>,
    text: Text,
    draft: &'a mut Draft,
    /// Layers by annotator.
    layers: HashMap<String, usize>,
    /// Spans by `xml:id`: their layer, and which of it.
    spans: HashMap<String, (usize, usize)>,
    /// Empty elements that are kept, by name.
    milestones: BTreeMap<String, usize>,
    intake: &'a mut dyn Intake,
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

    /// Keeps a link between more things than two, where all of them are spans.
    fn odd_link(&mut self, node: &Node) {
        let said = ["target", "active", "passive", "mutual"];
        let said: Vec<&str> = said.iter().filter_map(|it| node.get(it)).collect();
        let said = said.join(" ");
        let ends = point::all(&said)
            .into_iter()
            .map(|it| match point::parse(it) {
                Some(Pointer::Id(id)) => {
                    let (layer, n) = self.spans.get(id)?;
                    let id = &self.draft.layers[*layer].spans[*n].id;
                    Some(id.clone()).filter(|it| !it.is_empty())
                }
                _ => None,
            });
        let ends: Option<Vec<String>> = ends.collect();
        let fault = Fault::NoPlace(format!("{} {said}", node.name));
        match ends.filter(|it| node.get("active").is_none() && !it.is_empty()) {
            Some(ends) => {
                let kind = node.get("n").filter(|_| self.own).or(node.get("type"));
                let kind = kind.unwrap_or(&node.name).to_owned();
                self.draft.keep_extra(ID, &Kept::Link { kind, ends }.line());
                self.tell(node, fault, Fate::Beside);
            }
            None => self.tell(node, fault, Fate::Skipped),
        }
    }

    /// Keeps the empty elements of the text; they are told together.
    fn milestones(&mut self, points: Vec<(usize, Point)>) {
        for (byte, mut point) in points {
            point.at = self
                .text
                .from_byte(byte, Count::CodePoint)
                .unwrap_or_default();
            *self.milestones.entry(point.label.clone()).or_default() += 1;
            self.draft.keep_extra(ID, &Kept::Milestone(point).line());
        }
        if !self.milestones.is_empty() {
            let all = self
                .milestones
                .iter()
                .map(|(name, n)| format!("{name} ({n})"));
            let fault = Fault::NoPlace(all.collect::<Vec<_>>().join(", "));
            self.intake.tell(self.file, 0, fault, Fate::Beside);
        }
    }

    /// Keeps an annotation of nothing.
    fn point(&mut self, span: &Span, at: usize) {
        let node = span.node;
        let made = self.other_span(span);
        let label = node.get("n").filter(|_| self.own);
        let point = Point {
            id: made.id,
            label: label.map_or(made.label, str::to_owned),
            at: self
                .text
                .from_byte(at, Count::CodePoint)
                .unwrap_or_default(),
            answers: made
                .answers
                .iter()
                .filter(|it| !self.own || it.0 != "n" || node.get("n").is_none())
                .map(|it| (it.0.clone(), plain(&it.1)))
                .collect(),
        };
        if self.own && span.group == Some(MILESTONE) {
            *self.milestones.entry(point.label.clone()).or_default() += 1;
            self.draft.keep_extra(ID, &Kept::Milestone(point).line());
            return;
        }
        self.draft.keep_extra(ID, &Kept::Point(point).line());
        self.tell(node, Fault::NoWidth(pointers(node)), Fate::Beside);
    }

    fn tell(&mut self, node: &Node, fault: Fault, fate: Fate) {
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

    fn layer(&mut self, resp: Option<&str>) -> usize {
        let who = self.person(resp).name;
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
    fn add(&mut self, layer: usize, id: &str, span: DraftSpan) {
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
    fn meaning(&self, ana: &str) -> (Option<String>, Vec<(String, Answer)>) {
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
        let layer = self.layer(if self.own { span.owner } else { span.resp });
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
    fn made(&self, node: &Node) -> (Option<String>, Option<Timestamp>) {
        let by = node.get("resp").map(|it| self.person(Some(it)).id);
        let change = node.get("change").map(|it| it.trim_start_matches('#'));
        (by, change.and_then(|it| self.changes.get(it)).copied())
    }

    /// A span as others write it: its label is what it points at, else its type, else its words.
    fn other_span(&self, span: &Span) -> DraftSpan {
        let node = span.node;
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

    /// The stretches that an annotation points at.
    fn place(&self, node: &Node) -> Result<Vec<Range<usize>>, Fault> {
        if let Some(from) = node.get("from") {
            let to = node.get("to").unwrap_or(from);
            let start = self.one(from)?.iter().map(|it| it.start).min();
            let end = self.one(to)?.iter().map(|it| it.end).max();
            return Ok(start.zip(end).map(|it| it.0..it.1).into_iter().collect());
        }
        let targets = point::all(node.get("target").unwrap_or_default());
        if targets.is_empty() {
            return Err(Fault::Malformed(format!("{}: @target", node.name)));
        }
        let mut at: Vec<Range<usize>> = Vec::with_capacity(targets.len());
        let mut was_token = false;
        for target in targets {
            let is_token = !self.own && self.is_token(target);
            for it in self.one(target)? {
                match at.last_mut() {
                    Some(last) if is_token && was_token && self.is_next(last.end, it.start) => {
                        last.end = it.end;
                    }
                    _ => at.push(it),
                }
            }
            was_token = is_token;
        }
        Ok(at)
    }

    fn is_token(&self, pointer: &str) -> bool {
        match point::parse(pointer) {
            Some(Pointer::Id(id)) => self
                .places
                .get(id)
                .is_some_and(|it| elements::is_token(&it.name)),
            _ => false,
        }
    }

    /// Whether there is nothing but a blank between two places.
    fn is_next(&self, end: usize, start: usize) -> bool {
        let between = self.text.get(end..start);
        between.is_some_and(|it| it.len() <= 2 && it.trim().is_empty())
    }

    /// What one pointer points at.
    fn one(&self, pointer: &str) -> Result<Vec<Range<usize>>, Fault> {
        let dangling = || Fault::Dangling(pointer.to_owned());
        match point::parse(pointer).ok_or_else(dangling)? {
            Pointer::Id(id) => self.element(id).ok_or_else(dangling),
            Pointer::Stretches(id, pairs) => {
                let base = &self.places.get(id).ok_or_else(dangling)?.raw;
                let outside = || Fault::OutsideText(pointer.to_owned());
                let byte = |at: Option<usize>, is_end| self.runs.byte(&self.text, at?, is_end);
                let one = |(offset, length): (usize, usize)| {
                    let start = base.start.checked_add(offset);
                    let end = start.and_then(|it| it.checked_add(length));
                    let end = end.filter(|it| *it <= base.end);
                    let first = byte(start, false)?;
                    let last = byte(end, length > 0)?;
                    Some(first..if length > 0 { last } else { first })
                };
                let all: Option<Vec<_>> = pairs.into_iter().map(one).collect();
                all.ok_or_else(outside)
            }
            Pointer::Between(from, to) => {
                let end = |it: &str| match point::parse(it) {
                    Some(Pointer::Id(id)) => self.element(id),
                    _ => None,
                };
                let (from, to) = end(from).zip(end(to)).ok_or_else(dangling)?;
                let start = from.iter().map(|it| it.start).min();
                let end = to.iter().map(|it| it.end).max();
                Ok(start.zip(end).map(|it| it.0..it.1).into_iter().collect())
            }
        }
    }

    /// The words of an element, or of a span.
    fn element(&self, id: &str) -> Option<Vec<Range<usize>>> {
        if let Some(place) = self.places.get(id) {
            return Some(vec![place.start..place.end]);
        }
        let (layer, n) = self.spans.get(id)?;
        let span = self.draft.layers.get(*layer)?.spans.get(*n)?;
        Some(span.at.clone())
    }

    /// A note is one about a span, or else about words.
    fn note(&mut self, node: &Node) {
        let words = node.words();
        let target = node.get("target").unwrap_or_default();
        if let [one] = point::all(target).as_slice()
            && let Some(Pointer::Id(id)) = point::parse(one)
            && let Some((layer, n)) = self.spans.get(id)
            && let Some(span) = self.draft.layers[*layer].spans.get_mut(*n)
        {
            if !span.note.is_empty() {
                span.note.push('\n');
            }
            span.note.push_str(&words);
            return;
        }
        match self.place(node) {
            Ok(at) => {
                let layer = self.layer(node.get("resp"));
                let id = node.get("xml:id").unwrap_or_default();
                let span = DraftSpan {
                    id: id.to_owned(),
                    label: node.get("type").unwrap_or("note").to_owned(),
                    at,
                    note: words,
                    ..DraftSpan::default()
                };
                self.add(layer, id, span);
            }
            Err(fault) => self.tell(node, fault, Fate::Skipped),
        }
    }

    fn link(&mut self, link: &Link) {
        let node = link.node;
        let (from, to) = (self.end(link.from, link.resp), self.end(link.to, link.resp));
        let ((from_layer, from), (to_layer, to)) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (from, _) => {
                let end = if from.is_none() { link.from } else { link.to };
                return self.tell(node, Fault::Dangling(end.to_owned()), Fate::Skipped);
            }
        };
        if from_layer != to_layer {
            let what = format!("{} {} {}", link.kind, link.from, link.to);
            return self.tell(node, Fault::NoPlace(what), Fate::Skipped);
        }
        let (by, when) = if self.own {
            self.made(node)
        } else {
            (None, None)
        };
        let id = |n: usize| self.draft.layers[from_layer].spans[n].id.clone();
        let (from, to) = (id(from), id(to));
        self.draft.layers[from_layer].links.push(DraftLink {
            id: if self.own {
                own_id(node)
            } else {
                node.get("xml:id").unwrap_or_default().to_owned()
            },
            kind: link.kind.clone(),
            from,
            to,
            by,
            when,
        });
    }

    /// The span at an end of a link: one of the element that is pointed at where there is none.
    fn end(&mut self, pointer: &str, resp: Option<&str>) -> Option<(usize, usize)> {
        let Some(Pointer::Id(id)) = point::parse(pointer) else {
            return None;
        };
        if let Some(known) = self.spans.get(id) {
            return Some(*known);
        }
        let place = self.places.get(id).filter(|it| it.start < it.end)?;
        let layer = self.layer(resp);
        let span = DraftSpan {
            id: id.to_owned(),
            label: place.name.clone(),
            at: vec![place.start..place.end],
            ..DraftSpan::default()
        };
        self.add(layer, id, span);
        self.spans.get(id).copied()
    }
}

/// The id that a record of ours had in the project.
fn own_id(node: &Node) -> String {
    let id = node.get("n").or_else(|| node.get("xml:id"));
    id.unwrap_or_default().to_owned()
}

fn pointers(node: &Node) -> String {
    let all = ["target", "from", "to"]
        .iter()
        .filter_map(|it| node.get(it));
    all.collect::<Vec<_>>().join(" ")
}
