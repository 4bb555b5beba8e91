//! Three annotation files of one annotator and one document, record by record.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::record::{Merged, Record, as_version, merge, removed_elsewhere};
use super::three::{settled, tables};
use super::{Left, Refused};
use crate::model::annotation::Status;
use crate::model::id::SpanId;
use crate::model::value::Value;
use crate::store::disk::{AnnotationsFile, LinkRecord, SpanRecord, one_line};
use crate::store::notice::Trouble;

/// The merged file, and what is left to choose.
pub(crate) fn files(
    base: Option<&AnnotationsFile>,
    ours: &AnnotationsFile,
    theirs: &AnnotationsFile,
) -> Result<(AnnotationsFile, Vec<Left>), Refused> {
    check_same(ours, theirs)?;
    // On another text the positions mean other words.
    let base = base.filter(|it| it.text_sha256 == ours.text_sha256);
    let mut left = Vec::new();
    let spans = three_tables(base.map(|it| &it.spans), &ours.spans, &theirs.spans)?;
    let links = three_tables(base.map(|it| &it.links), &ours.links, &theirs.links)?;
    let merged_links = records(&links, &mut left);
    let mut merged_spans = records(&spans, &mut left);
    keep_ends(&mut merged_spans, &spans, &merged_links, &links, &mut left);
    let mut file = ours.clone();
    (file.labels, file.other_labels) = answers(base, ours, theirs, &mut left);
    file.status = status(base, ours, theirs);
    if !left.is_empty() && file.status == Status::Done {
        file.status = Status::InProgress;
    }
    file.spans = merged_spans.into_values().collect();
    file.spans.sort_by_key(place);
    file.links = merged_links.into_values().collect();
    Ok((file, left))
}

/// Base, ours, theirs, by id.
type Three<R> = [BTreeMap<<R as Record>::Id, R>; 3];

fn check_same(ours: &AnnotationsFile, theirs: &AnnotationsFile) -> Result<(), Refused> {
    let other = |expected: &str, found: &str| Trouble::WrongPlace {
        expected: expected.to_owned(),
        found: found.to_owned(),
    };
    let trouble = if ours.document != theirs.document {
        other(&ours.document, &theirs.document)
    } else if ours.annotator != theirs.annotator {
        other(&ours.annotator, &theirs.annotator)
    } else if ours.text_sha256 != theirs.text_sha256 {
        let document = ours.document.clone();
        Trouble::OtherText { document }
    } else {
        return Ok(());
    };
    Err(Refused::theirs(trouble))
}

fn three_tables<R: Record>(
    base: Option<&Vec<R>>,
    ours: &[R],
    theirs: &[R],
) -> Result<Three<R>, Refused> {
    let base = base.map_or(&[][..], Vec::as_slice);
    Ok([
        by_id(base).map_err(Refused::base)?,
        by_id(ours).map_err(Refused::ours)?,
        by_id(theirs).map_err(Refused::theirs)?,
    ])
}

fn by_id<R: Record>(records: &[R]) -> Result<BTreeMap<R::Id, R>, Trouble> {
    let mut table = BTreeMap::new();
    for it in records {
        if table.insert(it.id().clone(), it.clone()).is_some() {
            let record = it.id().to_string();
            return Err(Trouble::DuplicateRecord { record });
        }
    }
    Ok(table)
}

/// Merges the records of a list; the other versions get ids of their own.
fn records<R: Record>([base, ours, theirs]: &Three<R>, left: &mut Vec<Left>) -> BTreeMap<R::Id, R> {
    let mut others = Vec::new();
    let mut merged = tables(base, ours, theirs, |id, ours, theirs| {
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            left.push(Left::Removed(id.to_string()));
            return ours.or(theirs).cloned().map(removed_elsewhere);
        };
        match merge(base.get(id), ours, theirs) {
            Merged::One(it) => Some(it),
            Merged::Two(it, other) => {
                left.push(Left::TwoVersions(id.to_string()));
                others.push(other);
                Some(it)
            }
        }
    });
    let all: BTreeSet<&R::Id> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    for other in others {
        let other = as_version(other, |id, it| {
            // The same merge done before has left the same version.
            let known = merged.get(id).is_some_and(|known| known == it);
            !known && (all.contains(id) || merged.contains_key(id))
        });
        merged.insert(other.id().clone(), other);
    }
    merged
}

/// One side removed a span that the other linked: it stays, to be chosen.
fn keep_ends(
    merged: &mut BTreeMap<SpanId, SpanRecord>,
    [_, our_spans, their_spans]: &Three<SpanRecord>,
    links: &BTreeMap<crate::model::id::LinkId, LinkRecord>,
    [_, our_links, their_links]: &Three<LinkRecord>,
    left: &mut Vec<Left>,
) {
    for link in links.values() {
        for end in [&link.from, &link.to] {
            if merged.contains_key(end) {
                continue;
            }
            let sides = [(our_links, our_spans), (their_links, their_spans)];
            // A side whose own link leads nowhere wanted it so.
            let broken = sides.iter().any(|(links, spans)| {
                let own = links.get(&link.id);
                own.is_some_and(|it| it.from == *end || it.to == *end) && !spans.contains_key(end)
            });
            let kept = sides.iter().find_map(|(_, spans)| spans.get(end));
            if let Some(span) = kept.filter(|_| !broken) {
                left.push(Left::Removed(end.to_string()));
                merged.insert(end.clone(), removed_elsewhere(span.clone()));
            }
        }
    }
}

type Answers = BTreeMap<crate::model::id::AttributeId, Value>;

/// The answers about the document, and the other version of those that both changed.
fn answers(
    base: Option<&AnnotationsFile>,
    ours: &AnnotationsFile,
    theirs: &AnnotationsFile,
    left: &mut Vec<Left>,
) -> (Answers, Answers) {
    let none = Answers::new();
    let before = |of: fn(&AnnotationsFile) -> &Answers| base.map_or(&none, of);
    let mut rivals = Answers::new();
    let labels = tables(
        before(|it| &it.labels),
        &ours.labels,
        &theirs.labels,
        |id, ours, theirs| {
            let (Some(ours), Some(theirs)) = (ours, theirs) else {
                // An answer changed on one side and withdrawn on the other: it stays.
                return ours.or(theirs).cloned();
            };
            left.push(Left::TwoAnswers(id.to_string()));
            let (kept, rival) = if words(ours) >= words(theirs) {
                (ours, theirs)
            } else {
                (theirs, ours)
            };
            rivals.insert(id.clone(), rival.clone());
            Some(kept.clone())
        },
    );
    let mut others = tables(
        before(|it| &it.other_labels),
        &ours.other_labels,
        &theirs.other_labels,
        |_, ours, theirs| ours.max_by_words(theirs),
    );
    others.extend(rivals);
    others.retain(|id, value| labels.get(id) != Some(value));
    (labels, others)
}

trait MaxByWords {
    /// The one that is greater in words.
    fn max_by_words(self, other: Self) -> Option<Value>;
}

impl MaxByWords for Option<&Value> {
    fn max_by_words(self, other: Self) -> Option<Value> {
        self.into_iter()
            .chain(other)
            .max_by_key(|it| words(it))
            .cloned()
    }
}

fn words(value: &Value) -> String {
    one_line(value).unwrap_or_default()
}

/// Both changed it, and differently: somebody has more to do.
fn status(
    base: Option<&AnnotationsFile>,
    ours: &AnnotationsFile,
    theirs: &AnnotationsFile,
) -> Status {
    let none = Status::ToDo;
    let before = base.map_or(&none, |it| &it.status);
    settled(Some(before), &ours.status, &theirs.status).unwrap_or(Status::InProgress)
}

/// The order of the records of a file: as the text goes, the longest first, what has no place last.
fn place(span: &SpanRecord) -> (usize, Reverse<usize>, SpanId) {
    let start = span.at.first().map_or(usize::MAX, |it| it.0);
    let end = span.at.last().map_or(start, |it| it.1);
    (start, Reverse(end), span.id.clone())
}
