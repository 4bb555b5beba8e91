//! Names in the language of the interface: labels, answers, records, steps, dates, numbers. What a
//! project calls its things is shown by way of here, so that no letter in it does harm.

mod record;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::cx::Cx;
use crate::i18n::{self, language};
use crate::model::annotation::Span;
use crate::model::history::StepName;
use crate::model::id::{AnnotatorId, AttributeId, ChoiceId, DocumentId, LabelId, LinkKindId};
use crate::model::project::Project;
use crate::model::schema::{Attribute, Choice, Localized, Schema};
use crate::model::segment::Unit;
use crate::model::text::Text;
use crate::model::value::{PartialDate, Value};
use crate::model::visible::visible;
use crate::store::{SaveFailure, Trouble};
use crate::tr;

pub use record::{card, description, open_questions, record};

/// A name of the project's own as it may be shown.
pub fn shown(name: &str) -> String {
    visible(name).into_owned()
}

/// Words of the schema in the language of the interface, as they may be shown.
pub fn local(words: &Localized) -> String {
    shown(words.get(language()))
}

/// The name of a label, or its id where the schema does not know it.
pub fn label(schema: &Schema, id: &LabelId) -> String {
    schema
        .label(id)
        .map_or_else(|| shown(id.as_str()), |it| shown(it.name.get(language())))
}

/// The name of a kind of link, or its id.
pub fn link(schema: &Schema, id: &LinkKindId) -> String {
    schema
        .link(id)
        .map_or_else(|| shown(id.as_str()), |it| shown(it.name.get(language())))
}

/// An answer in words.
pub fn value(project: &Project, attribute: &Attribute, value: &Value) -> String {
    value_among(project, attribute.kind.choices(), value)
}

/// An answer in words, whether the schema knows the question or not.
pub fn value_of(project: &Project, attribute: Option<&Attribute>, value: &Value) -> String {
    let choices = attribute.map_or(&[][..], |it| it.kind.choices());
    value_among(project, choices, value)
}

fn value_among(project: &Project, choices: &[Choice], value: &Value) -> String {
    let choice = |id: &ChoiceId| {
        let known = choices.iter().find(|it| it.id == *id);
        known.map_or_else(|| shown(id.as_str()), |it| shown(it.name.get(language())))
    };
    match value {
        Value::Flag(true) => tr!("value-yes"),
        Value::Flag(false) => tr!("value-no"),
        Value::Choice(id) => choice(id),
        Value::Choices(ids) => ids.iter().map(choice).collect::<Vec<_>>().join(", "),
        Value::Number(number) => number.to_string(),
        Value::Date(it) => date(*it),
        Value::Interval(from, to) => interval(*from, *to),
        Value::Text(text) => shown(text),
        Value::Target(id) => shown(project.target_name(id)),
    }
}

/// A date as the interface language writes it: `12 March 2013`, `mars 2013`, `2013`.
pub fn date(date: PartialDate) -> String {
    let year = date.year();
    let Some(month) = date.month() else {
        return year.to_string();
    };
    let month = tr!(&format!("month-{month}"));
    match date.day() {
        None => tr!("date-month", month = month, year = year.to_string()),
        Some(day) => tr!(
            "date-day",
            day = day,
            month = month,
            year = year.to_string()
        ),
    }
}

/// A day of the calendar, as [`date`] writes it.
pub fn day(day: jiff::civil::Date) -> String {
    let part = |it: i8| u8::try_from(it).ok();
    let partial = PartialDate::new(day.year(), part(day.month()), part(day.day()));
    partial.map_or_else(|| day.to_string(), date)
}

/// Day and time.
pub fn moment(when: Timestamp, zone: &TimeZone) -> String {
    let zoned = when.to_zoned(zone.clone());
    let time = zoned.strftime("%H:%M:%S").to_string();
    tr!("date-time", day = day(zoned.date()), time = time)
}

/// From – to; one end may be open.
pub fn interval(from: Option<PartialDate>, to: Option<PartialDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => date(from),
        (Some(from), Some(to)) => format!("{}–{}", date(from), date(to)),
        (Some(from), None) => tr!("interval-from", date = date(from)),
        (None, Some(to)) => tr!("interval-to", date = date(to)),
        (None, None) => String::new(),
    }
}

/// A count with the separators of the interface language.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let separator = if language() == "fr" { "\u{202F}" } else { "," };
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|it| std::str::from_utf8(it).ok())
        .collect();
    groups.join(separator)
}

/// A measure with at most one decimal, as the interface language writes it.
pub fn decimal(number: f32) -> String {
    let written = format!("{}", (number * 10.0).round() / 10.0);
    if language() == "fr" {
        written.replace('.', ",")
    } else {
        written
    }
}

/// The short tag under a span: label and answers to required questions.
pub fn tag(project: &Project, span: &Span) -> String {
    let mut tag = label(&project.schema, &span.label);
    let known = project.schema.label(&span.label);
    for attribute in known
        .into_iter()
        .flat_map(|it| &it.attributes)
        .filter(|it| it.required)
    {
        if let Some(answer) = span.attributes.get(&attribute.id) {
            let joint = if matches!(answer, Value::Target(_)) {
                " → "
            } else {
                " · "
            };
            tag.push_str(joint);
            tag.push_str(&clipped(&value(project, attribute, answer), 24));
        }
    }
    tag
}

/// The name of an annotator, or the id where the project does not know it.
pub fn person(project: &Project, id: &AnnotatorId) -> String {
    let known = project.annotators.get(id).map(|it| it.name.as_str());
    shown(known.filter(|it| !it.is_empty()).unwrap_or(id.as_str()))
}

/// The letter that stands for an annotator beside a mark.
pub fn initial(project: &Project, id: &AnnotatorId) -> char {
    let name = person(project, id);
    let first = name.chars().find(|it| it.is_alphanumeric());
    first.and_then(|it| it.to_uppercase().next()).unwrap_or('?')
}

/// The words of a span, clipped to about so many characters, line ends as spaces.
pub fn quote(text: &Text, span: &Span, most: usize) -> String {
    let words: Vec<&str> = span
        .at
        .iter()
        .filter_map(|it| text.get(it.clone()))
        .collect();
    let words = words.join(" … ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    clipped(&shown(&words), most)
}

/// At most so many characters, with `…` where something was left out.
pub fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// With a capital at the start.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// What a step did: `mark Prediction`.
pub fn step(cx: &Cx, name: &StepName) -> String {
    let document = cx
        .project()
        .and_then(|it| it.document(&DocumentId::new(&name.detail)));
    let detail = match (document, cx.schema()) {
        (Some(document), _) => shown(document.title()),
        (None, Some(schema)) => detail(schema, &name.detail),
        (None, None) => shown(&name.detail),
    };
    tr!(&name.key, detail = detail)
}

/// The name of whatever in the schema has this id: a label, a kind of link, an attribute; else the id itself.
pub fn detail(schema: &Schema, id: &str) -> String {
    let attributes = schema
        .labels
        .iter()
        .flat_map(|it| &it.attributes)
        .chain(&schema.document_labels);
    schema
        .label(&LabelId::new(id))
        .map(|it| &it.name)
        .or_else(|| schema.link(&LinkKindId::new(id)).map(|it| &it.name))
        .or_else(|| {
            attributes
                .into_iter()
                .find(|it| it.id == AttributeId::new(id))
                .map(|it| &it.name)
        })
        .map_or_else(|| shown(id), |it| shown(it.get(language())))
}

pub fn unit(unit: Unit) -> String {
    tr!(match unit {
        Unit::Character => "unit-character",
        Unit::Word => "unit-word",
        Unit::Clause => "unit-clause",
        Unit::Sentence => "unit-sentence",
        Unit::Paragraph => "unit-paragraph",
    })
}

/// What is wrong with a file, and what to do about it.
pub fn trouble(trouble: &Trouble) -> String {
    let (args, what) = (trouble.args(), trouble.key());
    format!(
        "{}. {}",
        i18n::with(what, &args),
        i18n::with(trouble.hint(), &args)
    )
}

/// Why something was not written, with its file.
pub fn failure(failure: &SaveFailure) -> String {
    format!("{}: {}", failure.file.display(), trouble(&failure.trouble))
}
