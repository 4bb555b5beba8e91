//! Writing a document: its head, its sentences, and a row for every word and every part of one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use super::super::report::{Ledger, LossKind};
use super::super::uima::{Cas, OURS, SENTENCE, TOKEN, Types};
use super::cells::Cells;
use super::escape;
use super::layers::Plan;
use super::units::{Names, Unit, Words};
use crate::model::annotation::Layer;
use crate::model::text::{Count, Text};

/// Writes a document. What the format has no place for is counted.
pub fn document(
    cas: &Cas,
    types: &Types,
    (text, layer): (&Text, Option<&Layer>),
    ledger: &mut Ledger,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_word = |it: &str| it == TOKEN || it == SENTENCE;
    let marked = layer.is_some_and(|it| it.spans().any(|it| is_word(it.label.as_str())));
    let words = Words::of(cas, text);
    let plan = Plan::of(cas, types, marked, ledger);
    ledger.add(LossKind::Overlaps, words.n_over);
    writeln!(out, "{}3.3", super::FORMAT)?;
    for it in &plan.layers {
        writeln!(out, "{}", it.layer.line())?;
    }
    out.write_all(b"\n")?;
    if words.all.is_empty() {
        return Ok(());
    }
    let mut cells = Cells::of(&plan, &words);
    let parts: BTreeSet<Unit> = cells.units().filter(|it| it.part.is_some()).collect();
    let names = Names::of(&words, parts.iter().copied());
    let slice = |at: &Range<usize>| {
        let at = text.to_bytes(at, Count::Utf16);
        at.and_then(|it| text.get(it)).unwrap_or_default()
    };
    let mut parts_of: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
    for part in parts {
        parts_of.entry(part.word).or_default().push(part);
    }
    let ends = words.sentences.iter().skip(1).map(|it| Some(it.0));
    for ((first, name), next) in words.sentences.iter().zip(ends.chain([None])) {
        let name = match (words.ours, *first) {
            (true, 0) => OURS,
            _ => name,
        };
        out.write_all(b"\n")?;
        if !name.trim().is_empty() {
            writeln!(out, "#Sentence.id={}", escape::text(name))?;
        }
        let start = words.all[*first].start;
        let end = next.map_or_else(|| text.count(Count::Utf16), |it| words.all[it].start);
        let sentence = slice(&(start..end));
        let last = next.is_none();
        // A reader puts a line end between sentences, or takes it away, as the places ask for.
        let sentence = sentence
            .strip_suffix('\n')
            .filter(|_| !last)
            .unwrap_or(sentence);
        for line in sentence.split('\n') {
            writeln!(out, "#Text={}", escape::text(line))?;
        }
        for word in *first..next.unwrap_or(words.all.len()) {
            let whole = Unit { word, part: None };
            let parts = parts_of.get(&word).map(Vec::as_slice).unwrap_or_default();
            for unit in [whole].iter().chain(parts) {
                let at = words.place(*unit);
                let form = slice(&at);
                let form = if form.contains(['\t', '\n', '\r']) {
                    escape::text(form)
                } else {
                    form.into()
                };
                write!(
                    out,
                    "{}\t{}-{}\t{form}\t",
                    names.get(*unit),
                    at.start,
                    at.end
                )?;
                cells.row(*unit, &names, out)?;
                out.write_all(b"\n")?;
            }
        }
    }
    ledger.add(LossKind::Characters, cells.changed.len());
    Ok(())
}
