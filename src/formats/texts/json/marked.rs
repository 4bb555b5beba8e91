//! What stands beside a text and marks something in it: pairs as spaCy is trained with, which are read, and
//! all else that only looks like annotations, which is told.

use std::collections::BTreeSet;

use super::super::super::draft::{Answer, Draft, DraftSpan};
use super::super::super::json::{Fields, Node};
use super::super::super::records::{place, within};
use super::super::super::report::Fault;
use crate::model::text::Text;

/// `["…", {"entities": [[0, 6, "ORG"]], "cats": {"sport": 1.0}}]`
pub(super) fn is_pair(node: &Node) -> bool {
    match node.as_list() {
        Some([Node::Text(_), Node::Object(said)]) => {
            said.get("entities").is_some_and(Node::is_list)
                || said.get("cats").is_some_and(Node::is_object)
        }
        _ => false,
    }
}

/// Takes what a pair says of its text; gives back what is wrong in it.
pub(super) fn take_pair(draft: &mut Draft, said: &mut Fields) -> Vec<Fault> {
    let (mut spans, mut faults) = (Vec::new(), Vec::new());
    for it in said.take_list("entities") {
        match entity(&draft.text, &it) {
            Ok(span) => spans.push(span),
            Err(fault) => faults.push(fault),
        }
    }
    let cats = said.remove("cats").unwrap_or_default();
    let cats = cats.as_object().into_iter().flat_map(Fields::iter);
    let cats =
        cats.filter(|it| it.1.as_f64().is_some_and(|it| it >= 0.5) || *it.1 == Node::Flag(true));
    let cats: Vec<String> = cats.map(|it| it.0.to_owned()).collect();
    if !spans.is_empty() || !cats.is_empty() {
        let layer = draft.layer();
        layer.spans = spans;
        if !cats.is_empty() {
            layer
                .answers
                .push(("cats".to_owned(), Answer::Several(cats)));
        }
    }
    faults
}

fn entity(text: &Text, node: &Node) -> Result<DraftSpan, Fault> {
    let [start, end, label] = node.as_list().unwrap_or_default() else {
        return Err(Fault::Unknown(node.to_string()));
    };
    let ends = place(Some(start)).zip(place(Some(end)));
    let (start, end) = ends.ok_or_else(|| Fault::Unknown(node.to_string()))?;
    Ok(DraftSpan {
        label: label.plain(),
        at: vec![within(text, start, end)?],
        ..DraftSpan::default()
    })
}

/// The keys of a record that look like annotations nobody understands here.
pub(super) fn like_annotations(record: &Fields) -> BTreeSet<String> {
    let alike = record.iter().filter(|(key, node)| is_alike(key, node));
    alike.map(|it| it.0.to_owned()).collect()
}

fn is_alike(key: &str, node: &Node) -> bool {
    const NAMES: [&str; 8] = [
        "entities",
        "annotations",
        "annotation",
        "spans",
        "relations",
        "label_annotations",
        "span_annotations",
        "cats",
    ];
    let is_named = NAMES.contains(&key);
    match node {
        Node::List(all) => {
            let first = all.first();
            first.is_some_and(|it| is_placed(it) || is_triple(it) || is_named && !it.is_text())
        }
        Node::Object(all) => is_named && key != "entities" && !all.is_empty(),
        _ => false,
    }
}

/// Whether it says both where it is in a text and what is there.
fn is_placed(node: &Node) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|it| node.get(it).is_some());
    has(&["start", "start_offset", "startOffset", "begin", "offset"])
        && has(&[
            "label",
            "labels",
            "tag",
            "type",
            "entity",
            "entityLabel",
            "category",
            "name",
        ])
}

fn is_triple(node: &Node) -> bool {
    matches!(
        node.as_list(),
        Some([Node::Number(_), Node::Number(_), Node::Text(_)])
    )
}
