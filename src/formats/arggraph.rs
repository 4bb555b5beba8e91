//! Graphs of arguments, as the argumentative microtexts and the JSON of `AIFdb` and OVA have them; they come in
//! only.
//!
//! ```xml
//! <arggraph id="micro_b001" topic_id="waste_separation" stance="pro">
//!   <edu id="e1"><![CDATA[Yes, it's annoying.]]></edu> <adu id="a1" type="opp"/>
//!   <edge id="c6" src="e1" trg="a1" type="seg"/> <edge id="c1" src="a1" trg="a5" type="reb"/>
//! </arggraph>
//! ```
//!
//! The elementary units make the text, joined by blanks, or the file `.txt` beside where it says the same. An
//! argumentative unit is a span of the elementary ones that `seg` edges lead from, by joints where there are any,
//! labelled with its type; one that nobody wrote (`implicit`) stands in the text and says so. The
//! other edges are links. One that ends at an edge, as an undercut does, goes to the unit which that edge
//! comes from; where it really ended is kept and told. Topic and stance are known of the document.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::draft::{Answer, Draft, DraftLink, DraftSpan};
use super::format::{Fit, Format, Hold, Holds, Intake, Reader, Reading};
use super::input::{Entry, Input};
use super::markup::{Piece, Tag, Xml, source_in};
use super::meta;
use super::names;
use super::records::{ENDINGS, fit_of_first};
use super::report::{Fate, Fault};
use crate::model::progress::Cancelled;

mod aif;

struct ArgumentGraph;

const ID: &str = "argument-xml";

/// The format `argument-xml`.
pub const ARGUMENT_XML: Format = Format {
    id: ID,
    extension: "xml",
    holds: Holds {
        overlaps: Hold::Yes,
        fragments: Hold::Yes,
        links: Hold::Yes,
        metadata: Hold::Partly,
        ..Holds::LABELS
    },
    reader: Some(&ArgumentGraph),
    ..Format::NONE
};

fn is_graph(entry: &Entry) -> bool {
    let head = entry.head(3_000).unwrap_or_default();
    String::from_utf8_lossy(&head).contains("<arggraph")
}

impl Reader for ArgumentGraph {
    fn knows(&self, input: &Input) -> Fit {
        if input.ending(&["xml"]).take(20).any(is_graph) {
            return Fit::Surely;
        }
        fit_of_first(input, ENDINGS, aif::fit)
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        for entry in input.ending(&["xml"]).filter(|it| is_graph(it)) {
            intake.check()?;
            match source_in(entry, options.encoding.as_deref()) {
                Ok(source) => {
                    let graph = Graph::read(&source, &entry.name, intake);
                    let draft = graph.draft(input, &entry.name, intake);
                    intake.document(draft)?;
                }
                Err(fault) => intake.tell(&entry.name, 0, fault, Fate::Skipped),
            }
        }
        for entry in input.ending(ENDINGS) {
            aif::file(entry, intake)?;
        }
        Ok(())
    }
}

/// What a file says.
#[derive(Debug, Default)]
struct Graph {
    topic: String,
    stance: String,
    text: String,
    /// Places of elementary units, in bytes.
    units: BTreeMap<String, Range<usize>>,
    /// Ids and types of argumentative ones, in the order of the file.
    spans: Vec<(String, String)>,
    edges: Vec<Edge>,
    /// What joins elementary units before they make an argumentative one.
    joints: BTreeSet<String>,
    /// Elementary units that nobody wrote, and where they stand in the file.
    implicit: BTreeMap<String, usize>,
}

#[derive(Debug, Default)]
struct Edge {
    id: String,
    kind: String,
    from: String,
    to: String,
    line: usize,
}

impl Graph {
    fn read(source: &str, file: &str, intake: &mut dyn Intake) -> Self {
        let mut xml = Xml::new(source);
        let mut graph = Self::default();
        let mut unit: Option<(String, usize)> = None;
        loop {
            match xml.piece() {
                Ok(Some(Piece::Open(tag))) => {
                    let line = xml.line();
                    let known = graph.open(&tag, line, &mut unit);
                    if !known {
                        let fault = Fault::Unknown(tag.name.to_string());
                        intake.tell(file, line, fault, Fate::Skipped);
                    }
                }
                Ok(Some(Piece::Text(text))) if unit.is_some() => graph.text.push_str(&text),
                Ok(Some(Piece::Close(name))) if name == "edu" => {
                    let Some((id, start)) = unit.take() else {
                        continue;
                    };
                    let at = start..graph.text.len();
                    if graph.units.insert(id.clone(), at).is_some() {
                        let line = xml.line();
                        intake.tell(file, line, Fault::Twice(id), Fate::Skipped);
                    }
                }
                Ok(Some(Piece::Text(_) | Piece::Close(_))) => {}
                Ok(None) => return graph,
                Err(fault) => {
                    let line = xml.line();
                    intake.tell(file, line, fault, Fate::Skipped);
                    return graph;
                }
            }
        }
    }

    /// Takes what a tag says; whether it is one of these graphs.
    fn open(&mut self, tag: &Tag, line: usize, unit: &mut Option<(String, usize)>) -> bool {
        let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "arggraph" => {
                self.topic = get("topic_id");
                self.stance = get("stance");
            }
            "edu" => {
                if !self.text.is_empty() {
                    self.text.push(' ');
                }
                if tag.get("implicit") == Some("true") {
                    self.implicit.insert(get("id"), line);
                }
                *unit = Some((get("id"), self.text.len()));
            }
            "joint" => drop(self.joints.insert(get("id"))),
            "adu" => self.spans.push((get("id"), get("type"))),
            "edge" => self.edges.push(Edge {
                id: get("id"),
                kind: get("type"),
                from: get("src"),
                to: get("trg"),
                line,
            }),
            _ => return false,
        }
        true
    }

    fn draft(self, input: &Input, file: &str, intake: &mut dyn Intake) -> Draft {
        let name = format!("{}.txt", names::without_ending(file));
        let text = self.beside(input, &name, intake);
        let mut draft = Draft::new(name, text);
        for (key, value) in [("topic_id", &self.topic), ("stance", &self.stance)] {
            if !value.is_empty() {
                meta::set_text(&mut draft.meta, key, value.clone());
            }
        }
        self.spans(&mut draft, file, intake);
        self.links(&mut draft, file, intake);
        draft
    }

    /// The text of the file beside where it says the same, with the blanks at its end.
    fn beside(&self, input: &Input, name: &str, intake: &mut dyn Intake) -> String {
        let Some(Ok(text)) = input.get(name).map(Entry::text) else {
            return self.text.clone();
        };
        if text.trim_end() == self.text.trim_end() && text.starts_with(self.text.trim_end()) {
            return text;
        }
        let fault = differs(&self.text, &text);
        intake.tell(name, 0, fault, Fate::Skipped);
        self.text.clone()
    }

    fn spans(&self, draft: &mut Draft, file: &str, intake: &mut dyn Intake) {
        let mut parts: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
        let mut unwritten: BTreeSet<&str> = BTreeSet::new();
        let segments = || self.edges.iter().filter(|it| it.kind == "seg");
        for edge in segments().filter(|it| !self.joints.contains(&it.from)) {
            let Some(at) = self.units.get(&edge.from) else {
                dangling(edge, &edge.from, file, intake);
                continue;
            };
            for to in self.through_joints(&edge.to) {
                parts.entry(to).or_default().push(at.clone());
                if self.implicit.contains_key(&edge.from) {
                    unwritten.insert(to);
                }
            }
        }
        for (id, line) in &self.implicit {
            let fault = Fault::NoPlace(format!("{id}: implicit=\"true\""));
            intake.tell(file, *line, fault, Fate::Kept);
        }
        for (id, kind) in &self.spans {
            let mut at: Vec<Range<usize>> = Vec::new();
            let mut all = parts.remove(id.as_str()).unwrap_or_default();
            all.retain(|it| !it.is_empty());
            all.sort_by_key(|it| it.start);
            for part in all {
                match at.last_mut() {
                    // Units that follow one another are one stretch.
                    Some(last) if part.start <= last.end + 1 => last.end = last.end.max(part.end),
                    _ => at.push(part),
                }
            }
            if at.is_empty() {
                intake.tell(file, 0, Fault::NoWidth(id.clone()), Fate::Skipped);
                continue;
            }
            draft.layer().spans.push(DraftSpan {
                id: id.clone(),
                label: kind.clone(),
                at,
                answers: if unwritten.contains(id.as_str()) {
                    vec![("implicit".to_owned(), Answer::Flag(true))]
                } else {
                    Vec::new()
                },
                ..DraftSpan::default()
            });
        }
        for (id, _) in parts {
            intake.tell(file, 0, Fault::Dangling(id.to_owned()), Fate::Skipped);
        }
    }

    /// The argumentative units that a joint leads to, or else the unit itself.
    fn through_joints<'a>(&'a self, to: &'a str) -> Vec<&'a str> {
        let (mut open, mut seen, mut ends) = (vec![to], BTreeSet::new(), Vec::new());
        while let Some(at) = open.pop() {
            if !self.joints.contains(at) {
                ends.push(at);
            } else if seen.insert(at) {
                let next = self.edges.iter();
                let next = next.filter(|it| it.kind == "seg" && it.from == at);
                open.extend(next.map(|it| it.to.as_str()));
            }
        }
        ends
    }

    fn links(&self, draft: &mut Draft, file: &str, intake: &mut dyn Intake) {
        let layer = draft.layers.first();
        let known: BTreeSet<String> = layer.map_or_else(BTreeSet::new, |it| {
            it.spans.iter().map(|it| it.id.clone()).collect()
        });
        let edges: BTreeMap<&str, &Edge> =
            self.edges.iter().map(|it| (it.id.as_str(), it)).collect();
        for edge in self.edges.iter().filter(|it| it.kind != "seg") {
            let at_edge = edges
                .get(edge.to.as_str())
                .filter(|_| !known.contains(&edge.to));
            let to = at_edge.map_or(&edge.to, |it| &it.from);
            if let Some(end) = [&edge.from, to].into_iter().find(|it| !known.contains(*it)) {
                dangling(edge, end, file, intake);
                continue;
            }
            if at_edge.is_some() {
                let what = format!("{}: {} → {}", edge.kind, edge.id, edge.to);
                intake.tell(file, edge.line, Fault::NoPlace(what), Fate::Beside);
                draft.keep_extra(ID, &format!("{} {}", edge.id, edge.to));
            }
            draft.layer().links.push(DraftLink {
                id: edge.id.clone(),
                kind: edge.kind.clone(),
                from: edge.from.clone(),
                to: to.clone(),
                ..DraftLink::default()
            });
        }
    }
}

/// Where two texts are not the same, with some words of each.
fn differs(said: &str, found: &str) -> Fault {
    let same = said
        .chars()
        .zip(found.chars())
        .take_while(|it| it.0 == it.1);
    let same = same.count().saturating_sub(10);
    let from = |text: &str| text.chars().skip(same).take(60).collect();
    Fault::QuoteDiffers {
        quoted: from(said),
        found: from(found),
    }
}

fn dangling(edge: &Edge, end: &str, file: &str, intake: &mut dyn Intake) {
    let what = format!("{}: {end}", edge.id);
    intake.tell(file, edge.line, Fault::Dangling(what), Fate::Skipped);
}
