//! Spans for formats that hold one stretch of words at a time: fragments joined or taken apart, and of
//! those over the same words one.

use std::cmp::Reverse;
use std::ops::Range;

use super::format::{Fragments, Options, Overlaps};
use super::report::{Ledger, LossKind};
use crate::model::annotation::{Layer, Span};

/// A stretch of text of a span.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    pub at: Range<usize>,
    pub span: &'a Span,
}

/// Every span as one stretch, in the order of the text; fragments as the options say. What is changed or
/// left out is counted.
pub fn stretches<'a>(layer: &'a Layer, options: &Options, ledger: &mut Ledger) -> Vec<Stretch<'a>> {
    let mut all = Vec::with_capacity(layer.n_spans());
    for span in layer.spans() {
        let whole = |at| Stretch { at, span };
        if span.at.len() == 1 {
            all.push(whole(span.extent()));
            continue;
        }
        ledger.add(LossKind::Fragments, 1);
        match options.fragments {
            Fragments::Whole => all.push(whole(span.extent())),
            Fragments::Apart => all.extend(span.at.iter().cloned().map(whole)),
            Fragments::LeaveOut => {}
        }
    }
    all.sort_by_key(|it| (it.at.start, Reverse(it.at.end)));
    all
}

/// The stretches of which no two overlap, in the order of the text; the others are counted.
pub fn apart<'a>(
    all: Vec<Stretch<'a>>,
    options: &Options,
    ledger: &mut Ledger,
) -> Vec<Stretch<'a>> {
    let n = all.len();
    let mut wanted = all;
    let length = |it: &Stretch| it.at.end - it.at.start;
    match &options.overlaps {
        Overlaps::Outermost => {}
        Overlaps::Longest => wanted.sort_by_key(|it| Reverse(length(it))),
        Overlaps::Priority(labels) => wanted.sort_by_key(|it| {
            let place = labels.iter().position(|label| *label == it.span.label);
            (place.unwrap_or(labels.len()), Reverse(length(it)))
        }),
    }
    let mut kept = std::collections::BTreeMap::new();
    for it in wanted {
        let before = kept.range(..it.at.end).next_back();
        if before.is_none_or(|(_, other): (&usize, &Stretch)| other.at.end <= it.at.start) {
            kept.insert(it.at.start, it);
        }
    }
    ledger.add(LossKind::Overlaps, n - kept.len());
    kept.into_values().collect()
}
