//! Who is for or against what, seen from nothing but what a schema offers.
//!
//! A label is of stances if it asks for a target of the project's list and for one of several choices; where
//! no label does, if it asks for a choice and has a link to something. Then
//!
//! * the *polarity* is the first choice that must be answered, else the first that may;
//! * the *holder* is what the first kind of link leads to of which there may be one only, or else the first
//!   kind that leads to no stance; where there is none, the author of the document;
//! * the *target* is the entry of the list, else what the next kind of link leads to.
//!
//! What a link leads to is called by its entry of the list, by its first answer of free text (such as a full
//! name), or by its words. Of choices in rising order those above the middle are positive; of others the
//! first is, the second is negative, and the rest is neither.

use std::collections::BTreeMap;

use super::format::Item;
use crate::model::annotation::{Layer, Span};
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, AttributeId, LabelId, LinkKindId};
use crate::model::project::Project;
use crate::model::schema::{Attribute, Kind, Label, LinkKind, Schema};
use crate::model::value::Value;

/// What a schema offers to say of stances.
#[derive(Debug, Default)]
pub struct Stances {
    labels: BTreeMap<LabelId, Roles>,
}

/// Where a label keeps what is said of a stance.
#[derive(Debug)]
struct Roles {
    polarity: AttributeId,
    target: Option<AttributeId>,
    holder_link: Option<LinkKindId>,
    target_link: Option<LinkKindId>,
}

/// A stance found.
#[derive(Clone, Debug)]
pub struct Stance<'a> {
    pub by: &'a AnnotatorId,
    pub span: &'a Span,
    pub holder: String,
    pub target: String,
    /// The choice, and its name.
    pub polarity: Option<&'a str>,
    pub sign: Sign,
    /// Its words, blanks made one.
    pub quote: String,
}

/// Which way a stance goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    Positive,
    Negative,
    #[default]
    Neither,
}

impl Sign {
    pub fn number(self) -> i8 {
        match self {
            Self::Positive => 1,
            Self::Negative => -1,
            Self::Neither => 0,
        }
    }
}

fn choice(label: &Label) -> Option<&Attribute> {
    let is_choice = |it: &&Attribute| matches!(it.kind, Kind::OneOf(_) | Kind::Ordinal(_));
    let mut all = label.attributes.iter().filter(is_choice);
    let required = all.clone().find(|it| it.required);
    required.or_else(|| all.next())
}

fn target(label: &Label) -> Option<&Attribute> {
    label.attributes.iter().find(|it| it.kind == Kind::Target)
}

impl Stances {
    pub fn of(schema: &Schema) -> Self {
        let listed = |it: &&Label| choice(it).is_some() && target(it).is_some();
        let linked =
            |it: &&Label| choice(it).is_some() && schema.links_from(&it.id).next().is_some();
        let mut found: Vec<&Label> = schema.labels.iter().filter(listed).collect();
        if found.is_empty() {
            found = schema.labels.iter().filter(linked).collect();
        }
        let is_stance = |id: &LabelId| found.iter().any(|it| it.id == *id);
        let roles = found.iter().filter_map(|label| {
            let leaves = |it: &&LinkKind| it.from.contains(&label.id) && !it.symmetric;
            let links: Vec<&LinkKind> = schema.links.iter().filter(leaves).collect();
            let elsewhere = |it: &&&LinkKind| !it.to.iter().any(is_stance);
            let apart = links.iter().filter(elsewhere);
            let holder = apart.clone().find(|it| it.max_out == Some(1));
            let holder = holder.or_else(|| apart.clone().next()).map(|it| &it.id);
            let other = links.iter().find(|it| Some(&it.id) != holder);
            let roles = Roles {
                polarity: choice(label)?.id.clone(),
                target: target(label).map(|it| it.id.clone()),
                holder_link: holder.cloned(),
                target_link: other.map(|it| it.id.clone()),
            };
            Some((label.id.clone(), roles))
        });
        Self {
            labels: roles.collect(),
        }
    }

    /// The question for the polarity of a label, and the one for its target.
    pub fn questions(&self, label: &LabelId) -> Vec<&AttributeId> {
        let roles = self.labels.get(label).into_iter();
        roles
            .flat_map(|it| std::iter::once(&it.polarity).chain(&it.target))
            .collect()
    }

    pub fn labels(&self) -> impl Iterator<Item = &LabelId> {
        self.labels.keys()
    }

    /// The stances of a document, in the order of the text, and how many spans are none.
    pub fn find<'a>(&self, project: &Project, item: &Item<'a>) -> (Vec<Stance<'a>>, usize) {
        let (mut found, mut others) = (Vec::new(), 0);
        for (by, layer) in &item.layers {
            for span in layer.spans() {
                match self.labels.get(&span.label) {
                    Some(roles) => {
                        found.push(stance(project, item.document, (by, layer), span, roles));
                    }
                    None => others += 1,
                }
            }
        }
        (found, others)
    }
}

fn stance<'a>(
    project: &Project,
    document: &Document,
    (by, layer): (&'a AnnotatorId, &'a Layer),
    span: &'a Span,
    roles: &Roles,
) -> Stance<'a> {
    let end = |kind: &Option<LinkKindId>| {
        let kind = kind.as_ref()?;
        let mut links = layer.links_of(&span.id);
        let link = links.find(|it| it.kind == *kind && it.from == span.id)?;
        let end = layer.span(&link.to)?;
        Some(called(project, document, end))
    };
    let answered = roles.target.as_ref().and_then(|it| span.attributes.get(it));
    let listed = answered.and_then(|it| match it {
        Value::Target(id) => Some(project.target_name(id).to_owned()),
        _ => None,
    });
    let polarity = span
        .attributes
        .get(&roles.polarity)
        .and_then(|it| match it {
            Value::Choice(id) => Some(id.as_str()),
            _ => None,
        });
    let label = project.schema.label(&span.label);
    let kind = label
        .and_then(|it| it.attribute(&roles.polarity))
        .map(|it| &it.kind);
    Stance {
        by,
        span,
        holder: end(&roles.holder_link).unwrap_or_else(|| document.meta.author.clone()),
        target: listed
            .or_else(|| end(&roles.target_link))
            .unwrap_or_default(),
        polarity,
        sign: polarity
            .zip(kind)
            .map(|(it, kind)| sign(it, kind))
            .unwrap_or_default(),
        quote: words(document, span),
    }
}

fn sign(choice: &str, kind: &Kind) -> Sign {
    let choices = kind.choices();
    let Some(place) = choices.iter().position(|it| it.id.as_str() == choice) else {
        return Sign::Neither;
    };
    match kind {
        // Twice the place, so that the middle is a whole number.
        Kind::Ordinal(_) => match (2 * place).cmp(&(choices.len() - 1)) {
            std::cmp::Ordering::Greater => Sign::Positive,
            std::cmp::Ordering::Less => Sign::Negative,
            std::cmp::Ordering::Equal => Sign::Neither,
        },
        _ => match place {
            0 => Sign::Positive,
            1 => Sign::Negative,
            _ => Sign::Neither,
        },
    }
}

/// What a span at the end of a link stands for.
fn called(project: &Project, document: &Document, span: &Span) -> String {
    let questions = project
        .schema
        .label(&span.label)
        .into_iter()
        .flat_map(|it| &it.attributes);
    let answers = questions.filter_map(|it| span.attributes.get(&it.id));
    let mut named = None;
    for answer in answers {
        match answer {
            Value::Target(id) => return project.target_name(id).to_owned(),
            Value::Text(text) if !text.trim().is_empty() && named.is_none() => {
                named = Some(text.trim());
            }
            _ => {}
        }
    }
    named.map_or_else(|| words(document, span), str::to_owned)
}

/// The words of a span in one line.
pub fn words(document: &Document, span: &Span) -> String {
    let parts = span
        .at
        .iter()
        .filter_map(|it| document.text.get(it.clone()));
    let parts: Vec<String> = parts
        .map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    parts.join(" … ")
}
