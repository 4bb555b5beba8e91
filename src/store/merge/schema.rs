//! Three versions of a schema: labels, attributes, choices and kinds of link by id.

use super::Left;
use super::lists::{Place, field, lists};
use crate::model::schema::{Attribute, Choice, Kind, Label, LinkKind, Schema};

macro_rules! fields {
    ($merged:ident, $place:expr, $base:expr, $ours:expr, $theirs:expr, $left:expr; $($name:ident),*) => {$(
        $merged.$name = field(
            $place.below(stringify!($name)),
            $base.map(|it| &it.$name),
            &$ours.$name,
            &$theirs.$name,
            $left,
        );
    )*};
}

/// Merges two schemas. An id that stands twice in a list comes back as the error.
pub(super) fn merge(
    base: Option<&Schema>,
    ours: &Schema,
    theirs: &Schema,
    left: &mut Vec<Left>,
) -> Result<Schema, String> {
    let mut merged = ours.clone();
    let place = Place::top("schema");
    fields!(merged, place, base, ours, theirs, left; id, version, title, help);
    merged.labels = lists(
        place.below("labels"),
        [
            base.map_or(&[][..], |it| &it.labels),
            &ours.labels,
            &theirs.labels,
        ],
        |it| it.id.as_str(),
        label,
        left,
    )?;
    merged.links = lists(
        place.below("links"),
        [
            base.map_or(&[][..], |it| &it.links),
            &ours.links,
            &theirs.links,
        ],
        |it| it.id.as_str(),
        link,
        left,
    )?;
    merged.document_labels = attributes(
        place.below("document_labels"),
        base.map(|it| it.document_labels.as_slice()),
        &ours.document_labels,
        &theirs.document_labels,
        left,
    )?;
    Ok(merged)
}

fn label(
    place: Place,
    base: Option<&Label>,
    ours: &Label,
    theirs: &Label,
    left: &mut Vec<Left>,
) -> Result<Label, String> {
    let mut merged = ours.clone();
    fields!(merged, place, base, ours, theirs, left; name, key, color, pattern, tier, help);
    merged.attributes = attributes(
        place.below("attributes"),
        base.map(|it| it.attributes.as_slice()),
        &ours.attributes,
        &theirs.attributes,
        left,
    )?;
    Ok(merged)
}

#[expect(clippy::unnecessary_wraps, reason = "the signature that lists ask for")]
fn link(
    place: Place,
    base: Option<&LinkKind>,
    ours: &LinkKind,
    theirs: &LinkKind,
    left: &mut Vec<Left>,
) -> Result<LinkKind, String> {
    let mut merged = ours.clone();
    fields!(merged, place, base, ours, theirs, left; name, key, from, to, max_out, symmetric, tier);
    Ok(merged)
}

fn attributes(
    place: Place,
    base: Option<&[Attribute]>,
    ours: &[Attribute],
    theirs: &[Attribute],
    left: &mut Vec<Left>,
) -> Result<Vec<Attribute>, String> {
    lists(
        place,
        [base.unwrap_or_default(), ours, theirs],
        |it| it.id.as_str(),
        attribute,
        left,
    )
}

fn attribute(
    place: Place,
    base: Option<&Attribute>,
    ours: &Attribute,
    theirs: &Attribute,
    left: &mut Vec<Left>,
) -> Result<Attribute, String> {
    let mut merged = ours.clone();
    fields!(merged, place, base, ours, theirs, left; name, required, default, tier, key, help);
    let kind_of_base = base.map(|it| &it.kind);
    merged.kind = kind(
        place.below("kind"),
        kind_of_base,
        &ours.kind,
        &theirs.kind,
        left,
    )?;
    Ok(merged)
}

/// Two lists of choices are merged; any other two kinds are one field.
fn kind(
    place: Place,
    base: Option<&Kind>,
    ours: &Kind,
    theirs: &Kind,
    left: &mut Vec<Left>,
) -> Result<Kind, String> {
    type Of = fn(Vec<Choice>) -> Kind;
    let of: Of = match (ours, theirs) {
        (Kind::OneOf(_), Kind::OneOf(_)) => Kind::OneOf,
        (Kind::Ordinal(_), Kind::Ordinal(_)) => Kind::Ordinal,
        (Kind::SeveralOf(_), Kind::SeveralOf(_)) => Kind::SeveralOf,
        _ => return Ok(field(place, base, ours, theirs, left)),
    };
    let before = base.map_or(&[][..], Kind::choices);
    let choices = [before, ours.choices(), theirs.choices()];
    lists(place, choices, |it| it.id.as_str(), choice, left).map(of)
}

#[expect(clippy::unnecessary_wraps, reason = "the signature that lists ask for")]
fn choice(
    place: Place,
    base: Option<&Choice>,
    ours: &Choice,
    theirs: &Choice,
    left: &mut Vec<Left>,
) -> Result<Choice, String> {
    let mut merged = ours.clone();
    fields!(merged, place, base, ours, theirs, left; name);
    Ok(merged)
}
