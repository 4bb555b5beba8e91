//! A record in words: in one line, with everything that is known of it for who hears it, and as a card for who
//! sees it.

use super::{day, label, link, person, quote, shown, tag, value};
use crate::app::marks;
use crate::app::panel::text::{Answer, Card};
use crate::app::theme::Palette;
use crate::i18n::language;
use crate::model::annotation::{Layer, Link, Span};
use crate::model::check;
use crate::model::id::SpanId;
use crate::model::project::Project;
use crate::model::text::Text;
use crate::tr;

/// Characters of the record at the other end of a link that are quoted.
const OTHER_END: usize = 60;

/// A record in one line, as a screen reader says it: `Prediction, probable: “…”`.
pub fn record(project: &Project, text: &Text, span: &Span) -> String {
    let tag = tag(project, span).replace(" · ", ", ");
    let tag = if check::complete(project, span) {
        tag
    } else {
        tr!("record-incomplete", tag = tag)
    };
    tr!("record-name", tag = tag, quote = quote(text, span, 120))
}

/// What a record still asks for: how many questions, and which. Nothing when it is complete.
pub fn open_questions(project: &Project, span: &Span) -> Option<String> {
    let open = check::unanswered(project, span);
    let open: Vec<&str> = open.map(|it| it.name.get(language())).collect();
    let names = open.join(", ");
    (!open.is_empty()).then(|| tr!("record-open", count = open.len(), names = names))
}

/// All that is said of a record after its name, a line each: what it still asks for, the answers, the note, the
/// links, who made it and when.
pub fn description(project: &Project, text: &Text, layer: &Layer, span: &Span) -> Vec<String> {
    let known = project.schema.label(&span.label);
    let answers = span.attributes.iter().filter_map(|(id, given)| {
        let question = known?.attribute(id)?;
        let answer = value(project, question, given);
        Some(format!("{} · {answer}", question.name.get(language())))
    });
    let note = (!span.note.is_empty()).then(|| shown(&span.note));
    let links = layer.links_of(&span.id).map(|it| {
        let (other, leaves) = other_end(it, span);
        let way = if leaves {
            "record-link-to"
        } else {
            "record-link-from"
        };
        let kind = link(&project.schema, &it.kind);
        tr!(way, kind = kind, quote = words_of(text, layer, other))
    });
    let who = tr!("record-made", who = made(project, span));
    let mut lines: Vec<String> = open_questions(project, span).into_iter().collect();
    lines.extend(answers.chain(note).chain(links).chain([who]));
    lines
}

/// All that is shown of a record: for the card under a resting pointer.
pub fn card(project: &Project, text: &Text, layer: &Layer, span: &Span, palette: Palette) -> Card {
    let known = project.schema.label(&span.label);
    let answers = known.into_iter().flat_map(|it| &it.attributes);
    let answers = answers.filter_map(|question| {
        let answer = match span.attributes.get(&question.id) {
            Some(given) => Answer::Given(value(project, question, given)),
            None if question.required => Answer::Missing(tr!("inspector-open")),
            None => return None,
        };
        Some((question.name.get(language()).to_owned(), answer))
    });
    let links = layer.links_of(&span.id).map(|it| {
        let (other, leaves) = other_end(it, span);
        let arrow = if leaves { "→" } else { "←" };
        let name = format!("{} {arrow}", link(&project.schema, &it.kind));
        (name, words_of(text, layer, other))
    });
    Card {
        label: label(&project.schema, &span.label),
        color: marks::color(&project.schema, &span.label, palette),
        answers: answers.collect(),
        note: shown(&span.note),
        links: links.collect(),
        who: made(project, span),
    }
}

/// Who made a record, and on which day.
fn made(project: &Project, span: &Span) -> String {
    let who = person(project, &span.by);
    let when = span.when.to_zoned(jiff::tz::TimeZone::system());
    tr!("inspector-who", who = who, when = day(when.date()))
}

/// The record at the other end of a link, and whether the link leads there.
fn other_end<'a>(link: &'a Link, span: &Span) -> (&'a SpanId, bool) {
    if link.from == span.id {
        (&link.to, true)
    } else {
        (&link.from, false)
    }
}

fn words_of(text: &Text, layer: &Layer, id: &SpanId) -> String {
    let span = layer.span(id);
    span.map_or_else(|| shown(id.as_str()), |it| quote(text, it, OTHER_END))
}
