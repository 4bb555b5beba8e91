//! Spans for formats that hold one stretch of words at a time: fragments joined or taken apart, and of
//! those over the same words one.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::format::{Fragments, Options, Overlaps, Words};
use super::report::{Ledger, LossKind};
use super::tokens::{covered, sentences};
use crate::model::annotation::{Layer, Span};
use crate::model::text::{Count, Text};

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

/// Stretches that begin and end with a word, if that is what the options ask for; those made longer are counted.
pub fn on_words<'a>(
    mut all: Vec<Stretch<'a>>,
    text: &Text,
    options: &Options,
    ledger: &mut Ledger,
) -> Vec<Stretch<'a>> {
    if options.words == Words::Cut {
        return all;
    }
    let sentences = sentences(text.as_str(), &BTreeSet::new(), &[]);
    let words: Vec<Range<usize>> = sentences.into_iter().flat_map(|it| it.words).collect();
    for it in &mut all {
        let over = covered(&words, &it.at).and_then(|it| words.get(it));
        let over = over.unwrap_or_default();
        let (Some(first), Some(last)) = (over.first(), over.last()) else {
            continue;
        };
        // What begins or ends with a blank is no longer than its words.
        let wide = it.at.start.min(first.start)..it.at.end.max(last.end);
        ledger.add(LossKind::Widened, usize::from(wide != it.at));
        it.at = wide;
    }
    all.sort_by_key(|it| (it.at.start, Reverse(it.at.end)));
    all
}

/// A stretch of words and where it stands, in code points.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    pub start: usize,
    pub end: usize,
    pub words: &'a str,
    pub span: &'a Span,
}

/// The [`stretches`] that have words in a text, in its order; the others are counted. Starts rise, so that one
/// pass over the text tells them all, and ends follow from the words.
pub fn placed<'a>(
    text: &'a Text,
    layer: &'a Layer,
    options: &Options,
    ledger: &mut Ledger,
) -> Vec<Placed<'a>> {
    let mut walk = text.walk(Count::CodePoint);
    let mut all = Vec::with_capacity(layer.n_spans());
    for Stretch { at, span } in stretches(layer, options, ledger) {
        let words = text.get(at.clone()).filter(|it| !it.is_empty());
        let (Some(words), Some(start)) = (words, walk.from_byte(at.start)) else {
            ledger.add(LossKind::SpansOutsideText, 1);
            continue;
        };
        let end = start + words.chars().count();
        all.push(Placed {
            start,
            end,
            words,
            span,
        });
    }
    all
}

/// The stretches of which no two overlap, in the order of the text; the others are counted.
pub fn apart<'a>(
    all: Vec<Stretch<'a>>,
    text: &Text,
    options: &Options,
    ledger: &mut Ledger,
) -> Vec<Stretch<'a>> {
    let n = all.len();
    let mut wanted = all;
    // In characters: a letter of Arabic is as long as one of English.
    let length = |it: &Stretch| text.get(it.at.clone()).map_or(0, |it| it.chars().count());
    match &options.overlaps {
        Overlaps::Outermost => {}
        Overlaps::Longest => wanted.sort_by_cached_key(|it| Reverse(length(it))),
        Overlaps::Priority(labels) => wanted.sort_by_cached_key(|it| {
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
