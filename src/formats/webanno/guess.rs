//! What kind the answers are of: the format says nothing of it, all is text.

use std::collections::HashMap;

use super::super::draft::{Answer, DraftLayer};
use super::super::value;

/// Takes the answers to a question for numbers, or for yes and no, where all of them can be that.
pub fn kinds(layer: &mut DraftLayer) {
    let mut all: HashMap<(String, String), Option<Sort>> = HashMap::new();
    for span in &layer.spans {
        for (name, answer) in &span.answers {
            let sort = sort(answer);
            let key = (span.label.clone(), name.clone());
            let known = all.entry(key).or_insert(sort);
            if *known != sort {
                *known = None;
            }
        }
    }
    for span in &mut layer.spans {
        for (name, answer) in &mut span.answers {
            let key = (span.label.clone(), name.clone());
            if let (Some(Some(_)), Answer::Text(text)) = (all.get(&key), &answer) {
                *answer = value::guess(text);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Flag,
    Number,
}

fn sort(answer: &Answer) -> Option<Sort> {
    let Answer::Text(text) = answer else {
        return None;
    };
    match value::guess(text) {
        Answer::Flag(_) => Some(Sort::Flag),
        Answer::Number(_) => Some(Sort::Number),
        _ => None,
    }
}
