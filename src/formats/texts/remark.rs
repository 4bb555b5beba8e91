//! Remarks that stand at the margin of a document: each is a span with a note, of whoever made it.

use std::ops::Range;

use super::super::draft::{Draft, DraftSpan};
use super::super::format::Intake;
use super::super::report::{Fate, Fault};

/// The label of the words that a remark is about.
const LABEL: &str = "comment";

/// A remark, and the words that it is about where there are any.
#[derive(Clone, Debug, Default)]
pub(super) struct Remark {
    pub by: String,
    pub when: String,
    pub text: String,
    pub at: Option<Range<usize>>,
}

/// Takes remarks in; those about no words are told.
pub(super) fn take(remarks: Vec<Remark>, draft: &mut Draft, file: &str, intake: &mut dyn Intake) {
    for remark in remarks {
        let text = remark.text.trim();
        let at = remark.at.as_ref().and_then(|it| {
            let end = it.end.min(draft.text.len());
            let words = draft.text.get(it.start..end)?;
            let start = it.start + (words.len() - words.trim_start().len());
            Some(start..start + words.trim().len()).filter(|it| !it.is_empty())
        });
        match at {
            Some(at) => draft.layer_of(remark.by.trim()).spans.push(DraftSpan {
                label: LABEL.to_owned(),
                at: vec![at],
                note: text.to_owned(),
                when: super::super::value::moment(&remark.when),
                ..DraftSpan::default()
            }),
            None => {
                let fault = Fault::NoPlace(format!("{LABEL}: {text}"));
                intake.tell(file, 0, fault, Fate::Skipped);
            }
        }
    }
}
