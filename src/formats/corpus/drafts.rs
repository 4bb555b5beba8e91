//! A corpus as drafts, for taking it into a project that is there, or to another format.

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::Intake;
use super::super::input::Entry;
use super::super::report::{Fate, Fault};
use super::read::{self, Problem, Trouble};
use crate::model::annotation::{Attributes, Layer, Link, Span};
use crate::model::id::AnnotatorId;
use crate::model::progress::Cancelled;

/// Reads one corpus.
pub fn read(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let read = entry
        .text()
        .and_then(|source| read::corpus(&source).map_err(|it| Fault::Malformed(it.to_string())));
    let (project, problems) = match read {
        Ok(read) => read,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    for problem in problems {
        let (line, fate) = (problem.line, fate(&problem));
        intake.tell(&entry.name, line, fault(problem), fate);
    }
    intake.declare(&project.schema);
    for document in project.listed() {
        let mut draft = Draft::new(document.id.as_str(), document.text.content().clone());
        draft.meta = document.meta.clone();
        for (by, layers) in &project.layers {
            if let Some(layer) = layers.get(&document.id) {
                draft.layers.push(draft_of(by, layer));
            }
        }
        intake.document(draft)?;
    }
    Ok(())
}

fn fate(problem: &Problem) -> Fate {
    match problem.trouble {
        Trouble::TextChanged | Trouble::QuoteDiffers { .. } => Fate::Kept,
        _ => Fate::Skipped,
    }
}

fn fault(problem: Problem) -> Fault {
    let what = format!("{} {}", problem.document, problem.record);
    match problem.trouble {
        Trouble::QuoteDiffers { quoted, found } => Fault::QuoteDiffers { quoted, found },
        Trouble::OutsideText => Fault::OutsideText(what),
        Trouble::DocumentTwice | Trouble::AnnotatorTwice | Trouble::RecordTwice => {
            Fault::Twice(what)
        }
        other => Fault::Malformed(format!("{what}: {other}")),
    }
}

fn draft_of(by: &AnnotatorId, layer: &Layer) -> DraftLayer {
    DraftLayer {
        annotator: by.to_string(),
        status: layer.status,
        answers: answers(&layer.labels),
        spans: layer.spans().map(|it| span(by, it)).collect(),
        links: layer.links().map(|it| link(by, it)).collect(),
    }
}

fn answers(attributes: &Attributes) -> Vec<(String, Answer)> {
    let all = attributes.iter();
    all.map(|(id, value)| (id.to_string(), Answer::Value(value.clone())))
        .collect()
}

fn span(by: &AnnotatorId, span: &Span) -> DraftSpan {
    DraftSpan {
        id: span.id.to_string(),
        label: span.label.to_string(),
        at: span.at.clone(),
        answers: answers(&span.attributes),
        note: span.note.clone(),
        by: (span.by != *by).then(|| span.by.to_string()),
        when: Some(span.when),
        origin: Some(span.origin),
    }
}

fn link(by: &AnnotatorId, link: &Link) -> DraftLink {
    DraftLink {
        id: link.id.to_string(),
        kind: link.kind.to_string(),
        from: link.from.to_string(),
        to: link.to.to_string(),
        by: (link.by != *by).then(|| link.by.to_string()),
        when: Some(link.when),
    }
}
