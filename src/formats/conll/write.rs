//! A document that came from elsewhere as words and tags.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::flat;
use super::super::format::Options;
use super::super::report::{Ledger, LossKind};
use super::super::tokens::{covered, sentences};
use super::{columns, tags};
use crate::model::annotation::Layer;
use crate::model::text::Text;

/// The lines of a document. Words are cut where a span begins or ends inside one.
pub fn document(text: &Text, layer: &Layer, options: &Options, ledger: &mut Ledger) -> String {
    let all = flat::stretches(layer, options, ledger);
    let all = flat::on_words(all, text, options, ledger);
    let spans = flat::apart(all, text, options, ledger);
    let cuts: BTreeSet<usize> = spans
        .iter()
        .flat_map(|it| [it.at.start, it.at.end])
        .collect();
    let whole: Vec<Range<usize>> = spans.iter().map(|it| it.at.clone()).collect();
    let mut out = format!("{} -X- O O\n\n", columns::START);
    let mut spans = spans.into_iter().peekable();
    for sentence in sentences(text.as_str(), &cuts, &whole) {
        let words = &sentence.words;
        let mut tagged: Vec<Option<String>> = vec![None; words.len()];
        while let Some(it) = spans.next_if(|it| it.at.start < sentence.at.end) {
            let Some(places) = covered(words, &it.at) else {
                ledger.add(LossKind::SpansOutsideText, 1);
                continue;
            };
            let exact =
                words[places.start].start == it.at.start && words[places.end - 1].end == it.at.end;
            ledger.add(LossKind::Widened, usize::from(!exact));
            let label = label_name(it.span.label.as_str(), ledger);
            for i in places.clone() {
                tagged[i] = Some(tags::tag(&label, &places, i, options.tags));
            }
        }
        for (word, tag) in words.iter().zip(tagged) {
            out.push_str(text.get(word.clone()).unwrap_or_default());
            out.push('\t');
            out.push_str(tag.as_deref().unwrap_or("O"));
            out.push('\n');
        }
        out.push('\n');
    }
    let left = spans.count();
    ledger.add(LossKind::SpansOutsideText, left);
    out
}

/// A label as part of a tag: without blanks; counted where it has to be changed.
pub fn label_name(label: &str, ledger: &mut Ledger) -> String {
    let bad = |it: char| it.is_whitespace() || it.is_control();
    if label.contains(bad) || label.is_empty() {
        ledger.add(LossKind::Names, 1);
    }
    if label.is_empty() {
        return "_".to_owned();
    }
    label.replace(bad, "_")
}
