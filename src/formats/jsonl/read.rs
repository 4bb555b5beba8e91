//! Reading lines, one in memory at a time.

use super::super::draft::{Answer, Draft, DraftLayer, DraftLink, DraftSpan};
use super::super::format::Intake;
use super::super::input::Entry;
use super::super::lines::each_line;
use super::super::meta;
use super::super::report::{Fate, Fault};
use super::super::value::from_json;
use super::row::{Relation, Row, Stretch};
use crate::model::progress::Cancelled;
use crate::model::text::{Count, Text};

/// Reads one file. Lines of the same document one after another are one draft.
pub fn file(entry: &Entry, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let mut last: Option<Draft> = None;
    each_line(entry, intake, |line, text, intake| {
        let row: Row = match serde_json::from_str(text) {
            Ok(row) => row,
            Err(error) => {
                intake.tell(
                    &entry.name,
                    line,
                    Fault::Malformed(error.to_string()),
                    Fate::Skipped,
                );
                return Ok(());
            }
        };
        let same = last
            .as_mut()
            .filter(|it| it.name == row.id && !row.id.is_empty() && it.text.as_str() == row.text);
        if let Some(draft) = same {
            let layer = layer(row, &draft.text, (&entry.name, line), intake);
            draft.layers.push(layer);
            return Ok(());
        }
        let draft = draft(row, (&entry.name, line), intake);
        last.replace(draft).map_or(Ok(()), |it| intake.document(it))
    })?;
    last.map_or(Ok(()), |it| intake.document(it))
}

fn draft(mut row: Row, place: (&str, usize), intake: &mut dyn Intake) -> Draft {
    let name = if row.id.is_empty() {
        format!("{}-{}.txt", super::super::names::stem(place.0), place.1)
    } else {
        row.id.to_string()
    };
    let mut draft = Draft::new(name, std::mem::take(&mut row.text));
    meta::set_all(&mut draft.meta, &row.meta);
    let bare = row.annotator.is_empty() && row.spans.is_empty() && row.labels.is_empty();
    let layer = layer(row, &draft.text, place, intake);
    if !bare {
        draft.layers.push(layer);
    }
    draft
}

fn layer(row: Row, text: &Text, place: (&str, usize), intake: &mut dyn Intake) -> DraftLayer {
    let spans = row.spans.into_iter();
    DraftLayer {
        annotator: row.annotator.into_owned(),
        status: row.status.into(),
        answers: answers(row.labels),
        spans: spans
            .filter_map(|it| span(it, text, place, intake))
            .collect(),
        links: row.relations.into_iter().map(link).collect(),
    }
}

fn answers(map: serde_json::Map<String, serde_json::Value>) -> Vec<(String, Answer)> {
    let all = map.into_iter();
    all.filter_map(|(name, value)| Some((name, from_json(&value)?)))
        .collect()
}

fn span(
    it: Stretch,
    text: &Text,
    (file, line): (&str, usize),
    intake: &mut dyn Intake,
) -> Option<DraftSpan> {
    let whole = [(it.start, it.end)];
    let fragments = if it.fragments.is_empty() {
        &whole[..]
    } else {
        &it.fragments
    };
    let at = fragments
        .iter()
        .map(|at| text.to_bytes(&(at.0..at.1), Count::CodePoint));
    let Some(at) = at.collect::<Option<Vec<_>>>() else {
        let what = format!("{} {}–{}", it.id, it.start, it.end);
        intake.tell(file, line, Fault::OutsideText(what), Fate::Skipped);
        return None;
    };
    if let [one] = at.as_slice()
        && !it.text.is_empty()
        && let Some(found) = text.get(one.clone()).filter(|found| *found != it.text)
    {
        let (quoted, found) = (it.text.to_string(), found.to_owned());
        intake.tell(
            file,
            line,
            Fault::QuoteDiffers { quoted, found },
            Fate::Kept,
        );
    }
    Some(DraftSpan {
        id: it.id.into_owned(),
        label: it.label.into_owned(),
        at,
        answers: answers(it.attributes),
        note: it.note.into_owned(),
        ..DraftSpan::default()
    })
}

fn link(it: Relation) -> DraftLink {
    DraftLink {
        id: it.id.into_owned(),
        kind: it.kind.into_owned(),
        from: it.head.into_owned(),
        to: it.tail.into_owned(),
        ..DraftLink::default()
    }
}
