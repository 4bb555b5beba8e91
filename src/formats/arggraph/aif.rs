//! The JSON of `AIFdb` and OVA, after the Argument Interchange Format: nodes of what was said (`L`) and of what
//! it comes to (`I`), and between them nodes for inferences, conflicts, transitions and speech acts.
//!
//! The text that was analysed is not in it: each node of words is a line of the text here, and a span. What
//! stands between two of them is a link, named after its scheme; a speech act that goes to or comes from
//! such a node has no place and is told.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Answer, Draft, DraftLink, DraftSpan};
use super::super::format::{Fit, Intake};
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::names;
use super::super::records::{each_record, id};
use super::super::report::{Fate, Fault};
use crate::model::progress::Cancelled;

/// How much a record looks like a graph.
pub fn fit(record: &Fields) -> Fit {
    let first = nodes(inner(record)).first();
    let is_node = first.is_some_and(|it| it.get("nodeID").is_some() && it["type"].is_text());
    let has_edges = inner(record).get("edges").is_some_and(Node::is_list);
    if is_node && has_edges {
        Fit::Surely
    } else {
        Fit::No
    }
}

/// What later versions wrap into `AIF`.
fn inner<'r, 'n>(record: &'r Fields<'n>) -> &'r Fields<'n> {
    let inner = record.get("AIF").and_then(Node::as_object);
    inner.unwrap_or(record)
}

fn nodes<'r, 'n>(graph: &'r Fields<'n>) -> &'r [Node<'n>] {
    list(graph, "nodes")
}

fn list<'r, 'n>(graph: &'r Fields<'n>, key: &str) -> &'r [Node<'n>] {
    graph.get(key).and_then(Node::as_list).unwrap_or_default()
}

/// Reads the graphs of a file, a document each.
pub fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    each_record(entry, intake, |n, record, intake| {
        if fit(&record) == Fit::No {
            let fault = Fault::Unknown(record.to_string());
            intake.tell(&entry.name, n, fault, Fate::Skipped);
            return Ok(());
        }
        let stem = names::without_ending(&entry.name);
        let name = match n {
            1 => format!("{stem}.txt"),
            _ => format!("{stem}-{n}.txt"),
        };
        let graph = inner(&record);
        let draft = words(graph, name);
        let draft = links(graph, draft, (&entry.name, n), intake);
        intake.document(draft)
    })
}

/// A line and a span for each node of words.
fn words(graph: &Fields, name: String) -> Draft {
    let speakers = speakers(graph);
    let (mut text, mut spans) = (String::new(), Vec::new());
    for node in nodes(graph).iter().filter(|it| is_words(it)) {
        let start = text.len();
        text += node["text"].as_str().unwrap_or_default();
        let id = id(node.get("nodeID"));
        if start < text.len() {
            let speaker = speakers.get(&id).cloned();
            let speaker = speaker.map(|it| ("speaker".to_owned(), Answer::Text(it)));
            spans.push(DraftSpan {
                label: node["type"].as_str().unwrap_or_default().to_owned(),
                at: vec![start..text.len()],
                answers: speaker.into_iter().collect(),
                id,
                ..DraftSpan::default()
            });
        }
        text.push('\n');
    }
    let mut draft = Draft::new(name, text);
    draft.layer().spans = spans;
    draft
}

fn is_words(node: &Node) -> bool {
    matches!(node["type"].as_str(), Some("I" | "L"))
}

/// Who said what is in a node, by the id of the node.
fn speakers(graph: &Fields) -> BTreeMap<String, String> {
    let person = |it: &Node| {
        let names = ["firstname", "surname"].map(|key| it[key].as_str().unwrap_or_default());
        let name = names.join(" ").trim().to_owned();
        (id(it.get("participantID")), name)
    };
    let people: BTreeMap<_, _> = list(graph, "participants").iter().map(person).collect();
    let said = list(graph, "locutions").iter();
    let said = said.filter_map(|it| {
        let name = people.get(&id(it.get("personID")))?.clone();
        Some((id(it.get("nodeID")), name))
    });
    said.filter(|it| !it.1.is_empty()).collect()
}

/// A link for each way through a node that is no words; a node through which none leads is told.
fn links(
    graph: &Fields,
    mut draft: Draft,
    (file, n): (&str, usize),
    intake: &mut dyn Intake,
) -> Draft {
    let (into, out) = ways(graph);
    let layer = draft.layer();
    let known: BTreeSet<&str> = layer.spans.iter().map(|it| it.id.as_str()).collect();
    let ends = |ways: &Ways, node: &str| -> Vec<String> {
        let all = ways.get(node).into_iter().flatten();
        let all = all.filter(|it| known.contains(it.as_str()));
        all.cloned().collect()
    };
    let mut left = BTreeMap::<String, usize>::new();
    for node in nodes(graph).iter().filter(|it| !is_words(it)) {
        let own = id(node.get("nodeID"));
        let (from, to) = (ends(&into, &own), ends(&out, &own));
        if from.is_empty() || to.is_empty() {
            *left.entry(kind(node)).or_default() += 1;
        }
        let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (a, b)));
        let pairs = pairs.take(MOST).map(|(from, to)| DraftLink {
            kind: kind(node),
            from: from.clone(),
            to: to.clone(),
            ..DraftLink::default()
        });
        layer.links.extend(pairs);
    }
    for (kind, many) in left {
        let fault = Fault::NoPlace(format!("{kind} ({many})"));
        intake.tell(file, n, fault, Fate::Skipped);
    }
    draft
}

/// No node joins more: a conclusion has few premises, and a premise one conclusion.
const MOST: usize = 1000;

/// The scheme of a node, or else what type it is.
fn kind(node: &Node) -> String {
    let kinds = ["text", "type"].map(|key| node[key].as_str().unwrap_or_default());
    let kind = kinds.into_iter().find(|it| !it.is_empty());
    kind.unwrap_or_default().to_owned()
}

/// What leads into each node, and what out of it.
fn ways(graph: &Fields) -> (Ways, Ways) {
    let (mut into, mut out) = (Ways::new(), Ways::new());
    for edge in list(graph, "edges") {
        let [from, to] = ["fromID", "toID"].map(|key| id(edge.get(key)));
        into.entry(to.clone()).or_default().push(from.clone());
        out.entry(from).or_default().push(to);
    }
    (into, out)
}

/// The nodes at the other ends of the edges of a node.
type Ways = BTreeMap<String, Vec<String>>;
