//! Writing a document: its head, its sentences, and a row for every word and every part of one.

use std::collections::BTreeSet;
use std::io::{self, Write};

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
    let mut parts = parts.into_iter().peekable();
    let mut rows = String::new();
    let ends = words.sentences.iter().skip(1).map(|it| Some(it.0));
    for ((first, name), next) in words.sentences.iter().zip(ends.chain([None])) {
        let name = match (words.ours, *first) {
            (true, 0) => OURS,
            _ => name,
        };
        rows.clear();
        rows.push('\n');
        if !name.trim().is_empty() {
            rows.push_str("#Sentence.id=");
            rows.push_str(&escape::text(name));
            rows.push('\n');
        }
        let until = next.map_or(text.len(), |it| words.bytes[it].start);
        let sentence = text
            .get(words.bytes[*first].start..until)
            .unwrap_or_default();
        let last = next.is_none();
        // A reader puts a line end between sentences, or takes it away, as the places ask for.
        let bare = sentence.strip_suffix('\n').filter(|_| !last);
        for line in bare.unwrap_or(sentence).split('\n') {
            rows.push_str("#Text=");
            rows.push_str(&escape::text(line));
            rows.push('\n');
        }
        for word in *first..next.unwrap_or(words.all.len()) {
            let mut unit = Some(Unit { word, part: None });
            while let Some(it) = unit {
                let at = words.place(it);
                names.push(it, &mut rows);
                rows.push_str(&format!("\t{}-{}\t", at.start, at.end));
                let form = match it.part {
                    None => Some(words.bytes[word].clone()),
                    Some(_) => text.to_bytes(&at, Count::Utf16),
                };
                let form = form.and_then(|it| text.get(it)).unwrap_or_default();
                if form.contains(['\t', '\n', '\r']) {
                    rows.push_str(&escape::text(form));
                } else {
                    rows.push_str(form);
                }
                rows.push('\t');
                cells.row(it, &names, &mut rows);
                rows.push('\n');
                unit = parts.next_if(|it| it.word == word);
            }
        }
        out.write_all(rows.as_bytes())?;
    }
    ledger.add(LossKind::Characters, cells.changed.len());
    Ok(())
}
