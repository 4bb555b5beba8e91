//! The rules of the schema, asked of records. Nothing here changes or refuses: a record that breaks
//! a rule can be saved, is counted and can be jumped to.

use std::collections::BTreeSet;

use super::annotation::{Layer, Link, Span};
use super::conflict;
use super::document::Document;
use super::id::{AttributeId, DocumentId, LinkId, SpanId};
use super::project::{LayerKey, Project};
use super::schema::Attribute;

/// A record that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub document: DocumentId,
    pub annotator: super::id::AnnotatorId,
    pub record: Record,
    pub trouble: Trouble,
    /// The attribute, label, link kind or target concerned; may be empty.
    pub detail: String,
}

/// What a problem is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    Span(SpanId),
    Link(LinkId),
    Document(AttributeId),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// A required answer is missing: the record is incomplete, not wrong.
    Unanswered,
    UnknownLabel,
    UnknownAttribute,
    WrongValue,
    UnknownTarget,
    BadRange,
    DuplicateSpan,
    UnknownLinkKind,
    LinkWithoutEnd,
    LinkNotAllowed,
    TooManyLinks,
    /// A merge left two versions of a record: one is to go.
    TwoVersions,
    /// One side of a merge removed the record, the other changed it.
    RemovedElsewhere,
    /// A merge left two answers to a question about the document.
    TwoAnswers,
    /// The text was revised, and the record has no place in it.
    WithoutPlace,
    /// The text was revised, and nobody has said yet that the record stands where it should.
    Unconfirmed,
}

impl Trouble {
    pub const ALL: [Self; 16] = [
        Self::Unanswered,
        Self::UnknownLabel,
        Self::UnknownAttribute,
        Self::WrongValue,
        Self::UnknownTarget,
        Self::BadRange,
        Self::DuplicateSpan,
        Self::UnknownLinkKind,
        Self::LinkWithoutEnd,
        Self::LinkNotAllowed,
        Self::TooManyLinks,
        Self::TwoVersions,
        Self::RemovedElsewhere,
        Self::TwoAnswers,
        Self::WithoutPlace,
        Self::Unconfirmed,
    ];

    /// The key of its sentence in the translation files; `detail` fills it in.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unanswered => "trouble-unanswered",
            Self::UnknownLabel => "trouble-unknown-label",
            Self::UnknownAttribute => "trouble-unknown-attribute",
            Self::WrongValue => "trouble-wrong-value",
            Self::UnknownTarget => "trouble-unknown-target",
            Self::BadRange => "trouble-bad-range",
            Self::DuplicateSpan => "trouble-duplicate-span",
            Self::UnknownLinkKind => "trouble-unknown-link-kind",
            Self::LinkWithoutEnd => "trouble-link-without-end",
            Self::LinkNotAllowed => "trouble-link-not-allowed",
            Self::TooManyLinks => "trouble-too-many-links",
            Self::TwoVersions => "trouble-two-versions",
            Self::RemovedElsewhere => "trouble-removed-elsewhere",
            Self::TwoAnswers => "trouble-two-answers",
            Self::WithoutPlace => "trouble-without-place",
            Self::Unconfirmed => "trouble-unconfirmed",
        }
    }

    /// Whether the record is only incomplete.
    pub fn incomplete(self) -> bool {
        self == Self::Unanswered
    }
}

/// A layer with what its rules need to know.
pub struct Subject<'a> {
    pub project: &'a Project,
    pub document: &'a Document,
    pub layer: &'a Layer,
}

type Found = Vec<(Record, Trouble, String)>;

/// Every rule, each one function. A new rule is one function and one line here.
pub const CHECKS: &[fn(&Subject, &mut Found)] = &[
    labels,
    answers,
    targets,
    ranges,
    duplicates,
    link_ends,
    link_counts,
    document_labels,
    span_versions,
    link_versions,
    other_answers,
    revised,
];

/// Every problem of one layer, in the order of the rules.
pub fn problems(project: &Project, key: &LayerKey) -> Vec<Problem> {
    let (Some(document), Some(layer)) = (project.document(&key.document), project.layer(key))
    else {
        return Vec::new();
    };
    let subject = Subject {
        project,
        document,
        layer,
    };
    let mut found = Vec::new();
    for check in CHECKS {
        check(&subject, &mut found);
    }
    found
        .into_iter()
        .map(|(record, trouble, detail)| Problem {
            document: key.document.clone(),
            annotator: key.annotator.clone(),
            record,
            trouble,
            detail,
        })
        .collect()
}

/// The required questions that a span leaves open, in the order of the schema.
pub fn unanswered<'a>(project: &'a Project, span: &'a Span) -> impl Iterator<Item = &'a Attribute> {
    project
        .schema
        .label(&span.label)
        .into_iter()
        .flat_map(|label| &label.attributes)
        .filter(|it| it.required && span.attributes.get(&it.id).is_none())
}

/// Whether every required question of a span is answered, and no merge left it to be chosen.
pub fn complete(project: &Project, span: &Span) -> bool {
    span.conflict.is_none() && unanswered(project, span).next().is_none()
}

fn labels(on: &Subject, found: &mut Found) {
    for span in on.layer.spans() {
        if on.project.schema.label(&span.label).is_none() {
            found.push((
                Record::Span(span.id.clone()),
                Trouble::UnknownLabel,
                span.label.to_string(),
            ));
        }
    }
}

fn answers(on: &Subject, found: &mut Found) {
    for span in on.layer.spans() {
        let record = || Record::Span(span.id.clone());
        for open in unanswered(on.project, span) {
            found.push((record(), Trouble::Unanswered, open.id.to_string()));
        }
        let Some(label) = on.project.schema.label(&span.label) else {
            continue;
        };
        for (id, value) in span.attributes.iter() {
            match label.attribute(id) {
                None => found.push((record(), Trouble::UnknownAttribute, id.to_string())),
                Some(it) if !value.fits(&it.kind) => {
                    found.push((record(), Trouble::WrongValue, id.to_string()));
                }
                Some(_) => {}
            }
        }
    }
}

fn targets(on: &Subject, found: &mut Found) {
    for span in on.layer.spans() {
        for (_, value) in span.attributes.iter() {
            if let super::value::Value::Target(target) = value
                && !on.project.targets.contains_key(target)
            {
                found.push((
                    Record::Span(span.id.clone()),
                    Trouble::UnknownTarget,
                    target.to_string(),
                ));
            }
        }
    }
}

fn ranges(on: &Subject, found: &mut Found) {
    for span in on.layer.spans() {
        let inside = span
            .at
            .iter()
            .all(|it| !it.is_empty() && on.document.text.get(it.clone()).is_some());
        let apart = span.at.windows(2).all(|it| it[0].end <= it[1].start);
        if span.at.is_empty() || !inside || !apart {
            found.push((
                Record::Span(span.id.clone()),
                Trouble::BadRange,
                span.label.to_string(),
            ));
        }
    }
}

fn duplicates(on: &Subject, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for span in on.layer.spans() {
        let places: Vec<_> = span.at.iter().map(|it| (it.start, it.end)).collect();
        let is_twin = !seen.insert((&span.label, places));
        // Two versions of one record are told as such.
        if is_twin && !conflict::is_open(on.layer, span) {
            found.push((
                Record::Span(span.id.clone()),
                Trouble::DuplicateSpan,
                span.label.to_string(),
            ));
        }
    }
}

fn link_ends(on: &Subject, found: &mut Found) {
    for link in on.layer.links() {
        let mut tell = |trouble| {
            found.push((
                Record::Link(link.id.clone()),
                trouble,
                link.kind.to_string(),
            ));
        };
        let Some(rule) = on.project.schema.link(&link.kind) else {
            tell(Trouble::UnknownLinkKind);
            continue;
        };
        match (on.layer.record(&link.from), on.layer.record(&link.to)) {
            (Some(from), Some(to)) => {
                if link.from == link.to
                    || !rule.from.contains(&from.label)
                    || !rule.to.contains(&to.label)
                {
                    tell(Trouble::LinkNotAllowed);
                }
            }
            _ => tell(Trouble::LinkWithoutEnd),
        }
    }
}

fn link_counts(on: &Subject, found: &mut Found) {
    let mut leaving = std::collections::BTreeMap::new();
    for link in on.layer.links() {
        let n = leaving.entry((&link.kind, &link.from)).or_insert(0u32);
        *n += 1;
        let most = on.project.schema.link(&link.kind).and_then(|it| it.max_out);
        if most.is_some_and(|most| *n > most) {
            found.push((
                Record::Link(link.id.clone()),
                Trouble::TooManyLinks,
                link.kind.to_string(),
            ));
        }
    }
}

fn document_labels(on: &Subject, found: &mut Found) {
    for (id, value) in on.layer.labels.iter() {
        let trouble = match on.project.schema.document_label(id) {
            None => Trouble::UnknownAttribute,
            Some(it) if !value.fits(&it.kind) => Trouble::WrongValue,
            Some(_) => continue,
        };
        found.push((Record::Document(id.clone()), trouble, id.to_string()));
    }
}

fn span_versions(on: &Subject, found: &mut Found) {
    for span in on.layer.spans().filter(|it| it.conflict.is_some()) {
        let mut tell = |it: &Span, trouble| {
            found.push((Record::Span(it.id.clone()), trouble, it.label.to_string()));
        };
        match conflict::original(on.layer, span) {
            Some(first) => {
                tell(first, Trouble::TwoVersions);
                tell(span, Trouble::TwoVersions);
            }
            None => tell(span, Trouble::RemovedElsewhere),
        }
    }
}

fn link_versions(on: &Subject, found: &mut Found) {
    for link in on.layer.links().filter(|it| it.conflict.is_some()) {
        let mut tell = |it: &Link, trouble| {
            found.push((Record::Link(it.id.clone()), trouble, it.kind.to_string()));
        };
        match conflict::original_link(on.layer, link) {
            Some(first) => {
                tell(first, Trouble::TwoVersions);
                tell(link, Trouble::TwoVersions);
            }
            None => tell(link, Trouble::RemovedElsewhere),
        }
    }
}

fn other_answers(on: &Subject, found: &mut Found) {
    for (id, _) in on.layer.other_labels.iter() {
        let record = Record::Document(id.clone());
        found.push((record, Trouble::TwoAnswers, id.to_string()));
    }
}

fn revised(on: &Subject, found: &mut Found) {
    let unconfirmed = on.layer.spans().filter(|it| it.was.is_some());
    let homeless = on.layer.orphans().map(|it| (it, Trouble::WithoutPlace));
    for (span, trouble) in unconfirmed
        .map(|it| (it, Trouble::Unconfirmed))
        .chain(homeless)
    {
        let words = span.was.as_ref().map(|it| it.words());
        found.push((
            Record::Span(span.id.clone()),
            trouble,
            words.unwrap_or_default(),
        ));
    }
}
