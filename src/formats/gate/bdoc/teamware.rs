//! What GATE Teamware makes of answers about a document: a set called as the annotator, with a single annotation
//! of the type `Document` that stands nowhere in particular, and whose features are the answers. Before its version
//! 2.2 they stand in one feature `label`.

use std::borrow::Cow;

use super::super::super::draft::{Answer, Draft};
use super::super::super::format::{Item, Job};
use super::super::super::json::{Fields, Node};
use super::super::super::report::{Ledger, LossKind};
use super::super::super::value::{plain, to_node};
use super::super::{Annotation, answer};
use crate::model::annotation::{Layer, Status};

type Sets<'a> = Vec<(Cow<'a, str>, Vec<Annotation<'a>>)>;

const LABEL: &str = "label";

/// Whether a set is the answers of an annotator. Where the annotation ends says nothing: always at 0, or at 10.
pub fn is_said(set: &str, all: &[Annotation]) -> bool {
    let [it] = all else {
        return false;
    };
    let nowhere = it.start == 0 && (it.end == 0 || it.end == 10);
    !set.is_empty() && it.kind == "Document" && it.id == 0 && nowhere
}

/// The features in which the answers stand.
fn answers<'a, 'b>(it: &'b Annotation<'a>) -> &'b Fields<'a> {
    let label = it.features.get(LABEL).and_then(Node::as_object);
    label.unwrap_or(&it.features)
}

/// Puts the answers into the layer of the annotator; gives the names of those that are none.
pub fn take(draft: &mut Draft, set: &str, it: &Annotation) -> Vec<String> {
    let mut others = Vec::new();
    let layer = draft.layer_of(set);
    layer.status = Status::Done;
    for (name, node) in answers(it).iter() {
        match said(node) {
            Some(answer) => layer.answers.push((name.to_owned(), answer)),
            None if node.is_null() || node.as_list().is_some_and(<[_]>::is_empty) => {}
            None => others.push(name.to_owned()),
        }
    }
    others
}

/// What a node answers: as elsewhere, and several in whatever order.
fn said(node: &Node) -> Option<Answer> {
    let Node::List(all) = node else {
        return answer(node);
    };
    let all: Option<Vec<String>> = all.iter().map(|it| Some(it.as_str()?.to_owned())).collect();
    all.filter(|it| !it.is_empty()).map(Answer::Several)
}

/// The sets of those whose layers are written, as they came but for what was answered otherwise since. Answers of
/// others are counted.
pub fn written<'a>(
    item: &Item<'a>,
    kept: &[(String, Annotation<'a>)],
    job: &Job<'a>,
    ledger: &mut Ledger,
) -> Sets<'a> {
    let mut sets = Vec::with_capacity(kept.len());
    for (id, layer) in &item.layers {
        let name = job.name_of(id);
        let mut kept = kept.iter();
        match kept.find(|it| it.0 == name || it.0 == id.as_str()) {
            Some((set, it)) => {
                let mut it = it.clone();
                renew(&mut it, layer);
                sets.push((Cow::from(set.clone()), vec![it]));
            }
            None => ledger.add(LossKind::DocumentLabels, layer.labels.iter().count()),
        }
    }
    sets
}

fn renew<'a>(it: &mut Annotation<'a>, layer: &'a Layer) {
    let features = match it.features.get_mut(LABEL) {
        Some(Node::Object(label)) => label,
        _ => &mut it.features,
    };
    features.retain(|name, node| {
        said(node).is_none() || layer.labels.iter().any(|it| it.0.as_str() == name)
    });
    for (name, value) in layer.labels.iter() {
        let now = to_node(value);
        match features.get_mut(name.as_str()) {
            Some(was) if is_same(was, &now) => {}
            Some(was) => *was = now,
            None => features.push(name.as_str(), now),
        }
    }
}

/// Whether both answer the same, in whatever order.
fn is_same(was: &Node, now: &Node) -> bool {
    let sorted = |it: &Node| match said(it) {
        Some(Answer::Several(mut all)) => {
            all.sort();
            all.dedup();
            plain(&Answer::Several(all))
        }
        Some(other) => plain(&other),
        None => it.plain(),
    };
    sorted(was) == sorted(now)
}
