//! Reading documents word by word.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::draft::{Answer, Draft, DraftLink, DraftSpan};
use super::super::format::Intake;
use super::super::input::Entry;
use super::super::report::{Fate, Fault};
use super::super::value::from_json;
use super::super::{meta, names};
use super::ID;
use super::bin::{Came, Doc, ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, ORTH};
use super::own::{Own, OwnSpan};
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// Reads one file.
pub fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let came = match Came::open(entry) {
        Ok(came) => came,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    for (doc, n) in came.docs().zip(1..) {
        intake.check()?;
        let Some(doc) = doc else {
            let fault = Fault::Malformed("DocBin".to_owned());
            intake.tell(&entry.name, n, fault, Fate::Skipped);
            break;
        };
        let name = format!("{}-{n}.txt", names::stem(&entry.name));
        match draft(&came, doc, name, (&entry.name, n), intake) {
            Some(draft) => intake.document(draft)?,
            None => {
                let fault = Fault::NoText(n.to_string());
                intake.tell(&entry.name, n, fault, Fate::Skipped);
            }
        }
    }
    Ok(())
}

fn draft(
    came: &Came,
    doc: Doc,
    name: String,
    (file, n): (&str, usize),
    intake: &mut dyn Intake,
) -> Option<Draft> {
    let (text, places) = text(came, &doc)?;
    let mut draft = Draft::new(name, text);
    let mut found = entities(came, &doc, &places);
    for (group, spans) in &doc.groups {
        for it in spans {
            let words = places.get(it.start as usize..it.end as usize);
            let at = words.and_then(|it| Some(it.first()?.start..it.last()?.end));
            let label = came.words.get(it.label).unwrap_or_default();
            let Some(at) = at.filter(|it| !it.is_empty()) else {
                let fault = Fault::OutsideText(format!("{label} {}–{}", it.start, it.end));
                intake.tell(file, n, fault, Fate::Skipped);
                continue;
            };
            let mut span = span(at, label);
            named(&mut span, "group", Some(group));
            named(&mut span, "kb_id", came.words.get(it.kb_id));
            named(&mut span, "id", came.words.get(it.id));
            found.push(span);
        }
    }
    let (own, others) = Own::of(&doc.user_data);
    match own {
        Some(own) => ours(&mut draft, own, found),
        None => {
            let cats = doc.cats.into_iter();
            let cats: Vec<_> = cats.map(|(name, it)| (name, Answer::Number(it))).collect();
            if !cats.is_empty() || !found.is_empty() {
                let layer = draft.layer();
                (layer.answers, layer.spans) = (cats, found);
            }
        }
    }
    if let Some(others) = others {
        let digits = others.iter().flat_map(|it| [it >> 4, it & 15]);
        let hex = digits
            .filter_map(|it| char::from_digit(u32::from(it), 16))
            .collect::<String>();
        draft.keep_extra(ID, &hex);
    }
    Some(draft)
}

/// The text, and where in it each word is, in bytes.
fn text(came: &Came, doc: &Doc) -> Option<(String, Vec<Range<usize>>)> {
    let orth = came.column(ORTH)?;
    let mut text = String::new();
    let mut places = Vec::with_capacity(doc.words.len());
    for (row, space) in doc.words.iter().zip(&doc.spaces) {
        let start = text.len();
        text += came.words.get(*row.get(orth)?)?;
        places.push(start..text.len());
        if *space {
            text.push(' ');
        }
    }
    Some((text, places))
}

fn entities(came: &Came, doc: &Doc, places: &[Range<usize>]) -> Vec<DraftSpan> {
    let (Some(iob), Some(kind)) = (came.column(ENT_IOB), came.column(ENT_TYPE)) else {
        return Vec::new();
    };
    let mut all: Vec<DraftSpan> = Vec::new();
    let mut open: Option<u64> = None;
    for (row, at) in doc.words.iter().zip(places) {
        let kind = row[kind];
        match row[iob] {
            1 if open == Some(kind) => {
                if let Some(last) = all.last_mut() {
                    last.at[0].end = at.end;
                }
            }
            1 | 3 if kind != 0 || row[iob] == 3 => {
                open = Some(kind);
                let mut span = span(at.clone(), came.words.get(kind).unwrap_or_default());
                let word = |attribute| came.words.get(row[came.column(attribute)?]);
                named(&mut span, "kb_id", word(ENT_KB_ID));
                named(&mut span, "id", word(ENT_ID));
                all.push(span);
            }
            _ => open = None,
        }
    }
    all.retain(|it| !it.label.is_empty() && !it.at[0].is_empty());
    all
}

fn span(at: Range<usize>, label: &str) -> DraftSpan {
    DraftSpan {
        label: label.to_owned(),
        at: vec![at],
        ..DraftSpan::default()
    }
}

fn named(span: &mut DraftSpan, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>) {
    if let Some(value) = value.map(AsRef::as_ref).filter(|it: &&str| !it.is_empty()) {
        span.answers.push((name.to_owned(), Answer::text(value)));
    }
}

/// Takes what we said of spans that are still there; of spans that spaCy's user made, what spaCy says.
fn ours(draft: &mut Draft, own: Own, found: Vec<DraftSpan>) {
    meta::set_all(&mut draft.meta, &own.meta);
    if !own.id.is_empty() {
        draft.name = own.id;
    }
    let text = draft.text.clone();
    let mut known: BTreeMap<(usize, usize, String), Vec<OwnSpan>> = BTreeMap::new();
    for it in own.spans.into_iter().rev() {
        known
            .entry((it.start, it.end, it.label.clone()))
            .or_default()
            .push(it);
    }
    let layer = draft.layer();
    let answers = own.labels.iter();
    layer.answers = answers
        .filter_map(|(name, it)| Some((name.clone(), from_json(it)?)))
        .collect();
    for mut span in found {
        let at = text
            .from_bytes(&span.at[0], Count::CodePoint)
            .unwrap_or_default();
        let key = (at.start, at.end, span.label.clone());
        if let Some(more) = known.get_mut(&key).and_then(Vec::pop) {
            span.answers.retain(|it| it.0 != "group");
            restore(&mut span, more, &text);
        }
        layer.spans.push(span);
    }
    let links = own.relations.into_iter().map(|it| DraftLink {
        id: it.id,
        kind: it.kind,
        from: it.head,
        to: it.tail,
        ..DraftLink::default()
    });
    layer.links = links.collect();
}

fn restore(span: &mut DraftSpan, more: OwnSpan, text: &Text) {
    let pieces = more.fragments.iter();
    let pieces: Option<Vec<_>> = pieces
        .map(|it| text.to_bytes(&(it.0..it.1), Count::CodePoint))
        .collect();
    if let Some(pieces) = pieces.filter(|it| it.len() > 1) {
        span.at = pieces;
    }
    let answers = more.attributes.iter();
    span.answers
        .extend(answers.filter_map(|(name, it)| Some((name.clone(), from_json(it)?))));
    span.id = more.id;
    span.note = more.note;
}
