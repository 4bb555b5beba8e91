//! What the list of steps says: what was done, to which words, where and when.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::app::cx::Cx;
use crate::app::names;
use crate::app::place::Place;
use crate::model::annotation::Span;
use crate::model::document::Document;
use crate::model::fold::fold;
use crate::model::id::{AnnotatorId, DocumentId};
use crate::model::project::LayerKey;
use crate::model::timeline::{Entry, Spot};
use crate::tr;

/// Characters of a quotation.
const QUOTE: usize = 80;

/// What a step did, as the head of a row.
pub fn what(cx: &Cx, entry: &Entry) -> String {
    names::capital(&names::step(cx, &entry.name))
}

/// The hour of the day.
pub fn hour(when: Timestamp, zone: &TimeZone) -> String {
    when.to_zoned(zone.clone()).strftime("%H:%M").to_string()
}

/// Today, yesterday, or the date.
pub fn day(day: Date, zone: &TimeZone) -> String {
    let today = Zoned::now().with_time_zone(zone.clone()).date();
    match day {
        _ if day == today => tr!("history-today"),
        _ if today.yesterday().ok() == Some(day) => tr!("history-yesterday"),
        _ => names::day(day),
    }
}

/// The title of a document, or its id where it is not in the project any more.
pub fn title(cx: &Cx, id: Option<&DocumentId>) -> String {
    let Some(id) = id else {
        return tr!("history-project");
    };
    match cx.project().and_then(|it| it.document(id)) {
        Some(document) => names::shown(document.title()),
        None => names::shown(id.as_str()),
    }
}

/// Where a step happened: title, paragraph, and how many more documents.
pub fn place(cx: &Cx, entry: &Entry, by: &AnnotatorId) -> String {
    let title = title(cx, entry.spot.as_ref().map(|it| &it.document));
    let paragraph = entry.spot.as_ref().and_then(|it| {
        let found = found(cx, it, by)?;
        let before = found.document.text.as_str().get(..found.range?.start)?;
        Some(1 + before.lines().filter(|it| !it.trim().is_empty()).count())
    });
    let mut words = match paragraph {
        Some(n) => format!("{title} · ¶ {}", names::number(n)),
        None => title,
    };
    if !entry.others.is_empty() {
        let more = tr!("history-more-documents", count = entry.others.len());
        words = format!("{words} · {more}");
    }
    words
}

/// The words that a step concerned.
pub fn quote(cx: &Cx, entry: &Entry, by: &AnnotatorId) -> Option<String> {
    let found = found(cx, entry.spot.as_ref()?, by)?;
    let text = &found.document.text;
    let words = match found.span {
        Some(span) => names::quote(text, span, QUOTE),
        None => {
            let words = text.get(found.range?)?.split_whitespace();
            let words = words.take(QUOTE).collect::<Vec<_>>().join(" ");
            names::clipped(&names::shown(&words), QUOTE)
        }
    };
    Some(tr!("inspector-quote", quote = words))
}

/// Where a step leads: its record if that is there and one's own, else its words, else the document.
pub fn way(cx: &Cx, entry: &Entry, by: &AnnotatorId) -> Option<Place> {
    let spot = entry.spot.as_ref()?;
    let found = found(cx, spot, by)?;
    let id = found.document.id.clone();
    let is_own = cx.session.is_some_and(|it| it.workspace.annotator() == by);
    Some(match (found.span, found.range) {
        (Some(span), _) if is_own => Place::Record(id, span.id.clone()),
        (_, Some(range)) => Place::Words(id, range),
        _ => Place::Document(id),
    })
}

/// A place as the project is now.
struct Found<'a> {
    document: &'a Document,
    span: Option<&'a Span>,
    range: Option<std::ops::Range<usize>>,
}

fn found<'a>(cx: &Cx<'a>, spot: &Spot, by: &AnnotatorId) -> Option<Found<'a>> {
    let project = cx.project()?;
    let document = project.document(&spot.document)?;
    let key = LayerKey {
        annotator: by.clone(),
        document: spot.document.clone(),
    };
    let layer = project.layer(&key);
    let span = layer.and_then(|it| it.span(spot.record.as_ref()?));
    let range = span.map(|it| it.extent()).or_else(|| spot.range.clone());
    Some(Found {
        document,
        span: span.map(|it| &**it),
        range: range.filter(|it| document.text.get(it.clone()).is_some()),
    })
}

/// Looks for words in steps: in what they did, the title of the document, the words marked.
pub struct Words {
    wanted: Vec<String>,
    /// What is known already, folded: few names and titles stand for many steps.
    known: BTreeMap<(String, String, Option<DocumentId>), String>,
}

impl Words {
    pub fn new(query: &str) -> Self {
        Self {
            wanted: fold(query).split_whitespace().map(str::to_owned).collect(),
            known: BTreeMap::new(),
        }
    }

    pub fn fit(&mut self, cx: &Cx, entry: &Entry, by: &AnnotatorId) -> bool {
        if self.wanted.is_empty() {
            return true;
        }
        let document = entry.spot.as_ref().map(|it| it.document.clone());
        let name = &entry.name;
        let key = (name.key.clone(), name.detail.clone(), document);
        let known = self.known.entry(key).or_insert_with_key(|(.., document)| {
            fold(&format!(
                "{} {}",
                what(cx, entry),
                title(cx, document.as_ref())
            ))
        });
        let missing: Vec<&String> = self
            .wanted
            .iter()
            .filter(|it| !known.contains(*it))
            .collect();
        missing.is_empty() || {
            let quote = fold(&quote(cx, entry, by).unwrap_or_default());
            missing.iter().all(|it| quote.contains(*it))
        }
    }
}
