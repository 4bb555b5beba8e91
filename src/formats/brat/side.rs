//! What brat has no place for, in a file beside the annotations that brat does not read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::super::draft::Draft;
use super::super::format::{Intake, Item};
use super::super::input::Entry;
use super::super::meta;
use super::super::report::{Fate, Fault, Ledger, LossKind};
use super::super::value::{from_json, to_json};
use super::write::is_line_end;
use crate::model::annotation::Status;

pub const ENDING: &str = "meta.json";

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Side {
    #[serde(skip_serializing_if = "Map::is_empty")]
    meta: Map<String, Json>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    labels: Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// Spans that are cut at line ends in the other file and are one stretch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    whole: Vec<String>,
}

/// The file for a document, if there is something for it; it is counted as lost. `whole` are spans that had
/// to be cut at line ends.
pub fn written(item: &Item, whole: Vec<String>, ledger: &mut Ledger) -> Option<String> {
    let layer = item.layer();
    let answers = layer.into_iter().flat_map(|it| it.labels.iter());
    let side = Side {
        meta: meta::object(&item.document.meta),
        labels: answers
            .map(|(id, it)| (id.to_string(), to_json(it)))
            .collect(),
        status: layer.map(|it| it.status).filter(|it| *it != Status::ToDo),
        whole,
    };
    ledger.add(LossKind::Metadata, usize::from(!side.meta.is_empty()));
    ledger.add(LossKind::DocumentLabels, side.labels.len());
    ledger.add(LossKind::Status, usize::from(side.status.is_some()));
    let is_bare = side.meta.is_empty()
        && side.labels.is_empty()
        && side.status.is_none()
        && side.whole.is_empty();
    if is_bare {
        return None;
    }
    let mut text = serde_json::to_string_pretty(&side).unwrap_or_default();
    text.push('\n');
    Some(text)
}

/// Takes in what [`written`] wrote.
pub fn read(entry: &Entry, draft: &mut Draft, intake: &mut dyn Intake) {
    let text = entry.text();
    let side = text.and_then(|it| {
        serde_json::from_str::<Side>(&it).map_err(|it| Fault::Malformed(it.to_string()))
    });
    let side = match side {
        Ok(side) => side,
        Err(fault) => return intake.tell(&entry.name, 0, fault, Fate::Skipped),
    };
    for (name, value) in &side.meta {
        meta::set(&mut draft.meta, name, value);
    }
    let text = draft.text.clone();
    let layer = draft.layer();
    let labels = side.labels.iter();
    let answers = labels.filter_map(|(name, it)| Some((name.clone(), from_json(it)?)));
    layer.answers.extend(answers);
    layer.status = side.status.unwrap_or_default();
    let whole: std::collections::BTreeSet<&str> = side.whole.iter().map(String::as_str).collect();
    for span in layer
        .spans
        .iter_mut()
        .filter(|it| whole.contains(it.id.as_str()))
    {
        let mut joined: Vec<std::ops::Range<usize>> = Vec::new();
        for at in &span.at {
            let between = |end: usize| text.get(end..at.start).unwrap_or("-");
            match joined.last_mut() {
                Some(last) if between(last.end).chars().all(is_line_end) => last.end = at.end,
                _ => joined.push(at.clone()),
            }
        }
        span.at = joined;
    }
}
