//! What a merge could not settle: a record of which two versions are left, or which one side
//! removed and the other changed. Nothing is dropped; the analyst chooses.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::annotation::{Layer, Link, Span};
use super::edit::Edit;
use super::history::Step;
use super::id::{LinkId, SpanId};
use super::project::LayerKey;

/// Why a record waits for a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conflict<Id> {
    /// Another version of the record with this id: one of the two is to go.
    VersionOf(Id),
    /// One side changed or used it, the other removed it.
    Removed,
}

impl<Id> Conflict<Id> {
    /// The record that this is another version of.
    pub fn version_of(&self) -> Option<&Id> {
        match self {
            Self::VersionOf(id) => Some(id),
            Self::Removed => None,
        }
    }
}

/// The span that `id` is another version of, if both are there.
pub fn original<'a>(layer: &'a Layer, span: &Span) -> Option<&'a Arc<Span>> {
    layer.span(span.conflict.as_ref()?.version_of()?)
}

/// The other versions of a span, in the order of the text.
pub fn versions<'a>(layer: &'a Layer, id: &'a SpanId) -> impl Iterator<Item = &'a Arc<Span>> {
    layer
        .spans()
        .filter(move |it| it.conflict.as_ref().and_then(Conflict::version_of) == Some(id))
}

/// Whether a span waits for a choice. What is another version of one that is not there waits too: the
/// other was removed.
pub fn is_open(layer: &Layer, span: &Span) -> bool {
    span.conflict.is_some() || versions(layer, &span.id).next().is_some()
}

/// The link that another is a version of, if both are there.
pub fn original_link<'a>(layer: &'a Layer, link: &Link) -> Option<&'a Arc<Link>> {
    layer.link(link.conflict.as_ref()?.version_of()?)
}

/// Whether a link waits for a choice.
pub fn is_link_open(layer: &Layer, link: &Link) -> bool {
    link.conflict.is_some() || layer.links().any(|it| is_version_of(it, &link.id))
}

/// The step that keeps one version of a span under the id of the first, so that every link stays,
/// and removes the others; `None` where nothing waits for a choice.
pub fn keep(key: &LayerKey, layer: &Layer, id: &SpanId) -> Option<Step> {
    let span = layer.span(id).filter(|it| is_open(layer, it))?;
    let first = original(layer, span).unwrap_or(span);
    let mut edits = Vec::new();
    for other in versions(layer, &first.id) {
        edits.extend(redirected(key, layer, &other.id, &first.id));
        edits.push(Edit::Span(key.clone(), other.id.clone(), None));
    }
    if first.id != *id || span.conflict.is_some() {
        edits.push(put(key, span, &first.id, None));
    }
    Some(Step::new("step-keep-version", span.label.as_str(), edits))
}

/// The step that keeps one version of a link and removes the others.
pub fn keep_link(key: &LayerKey, layer: &Layer, id: &LinkId) -> Option<Step> {
    let link = layer.link(id).filter(|it| is_link_open(layer, it))?;
    let of = link.conflict.as_ref().and_then(Conflict::version_of);
    let first = of.filter(|it| layer.link(it).is_some()).unwrap_or(id);
    let mut edits: Vec<Edit> = layer
        .links()
        .filter(|it| is_version_of(it, first))
        .map(|it| Edit::Link(key.clone(), it.id.clone(), None))
        .collect();
    let mut kept = Link::clone(link);
    (kept.id, kept.conflict) = (first.clone(), None);
    edits.push(Edit::Link(key.clone(), first.clone(), Some(kept.into())));
    Some(Step::new("step-keep-version", link.kind.as_str(), edits))
}

/// The edits that let the next version of a span take the place of the one that goes, if there is
/// one: its id, so that every link stays.
pub fn succession(key: &LayerKey, layer: &Layer, id: &SpanId) -> Option<Vec<Edit>> {
    let mut versions = versions(layer, id);
    let heir = versions.next()?;
    let mut edits: Vec<Edit> = redirected(key, layer, &heir.id, id).collect();
    edits.push(Edit::Span(key.clone(), heir.id.clone(), None));
    edits.push(put(key, heir, id, None));
    Some(edits)
}

/// The same for a link.
pub fn link_succession(key: &LayerKey, layer: &Layer, id: &LinkId) -> Option<Vec<Edit>> {
    let heir = layer.links().find(|it| is_version_of(it, id))?;
    let mut new = Link::clone(heir);
    (new.id, new.conflict) = (id.clone(), None);
    Some(vec![
        Edit::Link(key.clone(), heir.id.clone(), None),
        Edit::Link(key.clone(), id.clone(), Some(new.into())),
    ])
}

fn is_version_of(link: &Link, id: &LinkId) -> bool {
    link.conflict.as_ref().and_then(Conflict::version_of) == Some(id)
}

fn put(key: &LayerKey, span: &Span, id: &SpanId, conflict: Option<Conflict<SpanId>>) -> Edit {
    let mut span = span.clone();
    (span.id, span.conflict) = (id.clone(), conflict);
    Edit::Span(key.clone(), id.clone(), Some(Arc::new(span)))
}

/// Leads the links of one version to the one that stays; a link between the two goes.
fn redirected<'a>(
    key: &'a LayerKey,
    layer: &'a Layer,
    from: &'a SpanId,
    to: &'a SpanId,
) -> impl Iterator<Item = Edit> + 'a {
    let moved = move |end: &SpanId| {
        if end == from { to.clone() } else { end.clone() }
    };
    layer.links_of(from).map(move |link| {
        let mut new = Link::clone(link);
        (new.from, new.to) = (moved(&link.from), moved(&link.to));
        let twin = layer.links().any(|it| {
            it.id != new.id && it.kind == new.kind && it.from == new.from && it.to == new.to
        });
        let value = (new.from != new.to && !twin).then(|| Arc::new(new));
        Edit::Link(key.clone(), link.id.clone(), value)
    })
}
