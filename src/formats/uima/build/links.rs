//! Links, as features of the spans they come from or as relations of their own.

use std::collections::BTreeSet;

use super::super::super::report::{Ledger, LossKind};
use super::super::types::Feature;
use super::super::{ANNOTATION, ENDS, Feat, Fs};
use super::Builder;
use super::document::Document;
use crate::model::annotation::{Layer, Link};
use crate::model::id::LabelId;

impl Builder<'_> {
    pub(super) fn link(
        &mut self,
        link: &Link,
        layer: &Layer,
        made: &mut Document,
        ledger: &mut Ledger,
    ) {
        let ends = (
            made.spans.get(&link.from).copied(),
            made.spans.get(&link.to).copied(),
        );
        let (Some(from), Some(to)) = ends else {
            ledger.add(LossKind::Links, 1);
            return;
        };
        let kind = link.kind.as_str();
        let (feature, role) = match kind.split_once(':') {
            Some((feature, role)) => (feature, Some(role)),
            None => (kind, None),
        };
        let of = made
            .places
            .get(&from)
            .map(|it| made.all[*it].kind.clone())
            .unwrap_or_default();
        if let Some(declared) = self.types.feature(&of, feature).cloned()
            && self.refer(&declared, (from, to), role, link, made)
        {
            return;
        }
        let name = self.kind(kind, true, ledger);
        self.relation_type(&name, link, layer);
        let is_source = self.types.feature(&name, "source").is_some();
        let (first, second) = if is_source { ENDS[1] } else { ENDS[0] };
        let mut features = vec![
            (first.to_owned(), Feat::Ref(from)),
            (second.to_owned(), Feat::Ref(to)),
        ];
        if let Some(more) = made.kept.features.get(link.id.as_str()) {
            features.extend(
                more.iter()
                    .filter(|it| self.types.feature(&name, &it.0).is_some())
                    .cloned(),
            );
        }
        let place = made.kept.places.get(link.id.as_str()).copied();
        let end = made.places.get(&to).map(|it| &made.all[*it]);
        let at = place.or_else(|| end.and_then(|it| Some((it.begin?, it.end?))));
        let id = made.own_id(link.id.as_str());
        let (begin, end) = (at.map(|it| it.0), at.map(|it| it.1));
        made.add(
            Fs {
                id,
                kind: name,
                sofa: Some(made.sofa),
                begin,
                end,
                features,
            },
            true,
        );
    }

    /// Writes a link as a feature of the span that it comes from, where its type has such a one.
    fn refer(
        &mut self,
        declared: &Feature,
        (from, to): (u64, u64),
        role: Option<&str>,
        link: &Link,
        made: &mut Document,
    ) -> bool {
        let Some(place) = made.places.get(&from).copied() else {
            return false;
        };
        if declared.is_references() {
            let linked = declared
                .element
                .as_deref()
                .filter(|it| self.types.feature(it, "target").is_some());
            let linked = linked
                .map(str::to_owned)
                .or_else(|| self.link_type(&declared.name, &made.all[place].kind));
            let slot = match (linked, role) {
                (Some(kind), _)
                    if role.is_some() || self.types.feature(&kind, "target").is_some() =>
                {
                    let id = made.own_id(link.id.as_str());
                    let mut features = vec![("target".to_owned(), Feat::Ref(to))];
                    if let Some(role) = role {
                        features.insert(0, ("role".to_owned(), Feat::Text(role.to_owned())));
                    }
                    made.add(
                        Fs {
                            id,
                            kind,
                            features,
                            ..Fs::default()
                        },
                        // As `INCEpTION` has them.
                        true,
                    );
                    id
                }
                (_, None) => to,
                _ => return false,
            };
            let features = &mut made.all[place].features;
            match features.iter_mut().find(|it| it.0 == declared.name) {
                Some((_, Feat::Refs(all))) => all.push(slot),
                Some(_) => return false,
                None => features.push((declared.name.clone(), Feat::Refs(vec![slot]))),
            }
            return true;
        }
        let features = &mut made.all[place].features;
        let free = features.iter().all(|it| it.0 != declared.name);
        let fits = role.is_none() && free && declared.is_reference(&self.types);
        if fits {
            features.push((declared.name.clone(), Feat::Ref(to)));
        }
        fits
    }

    /// The type of the elements of a link feature that is declared without it: as `WebAnno` names them.
    fn link_type(&self, feature: &str, kind: &str) -> Option<String> {
        let mut wanted: Vec<String> =
            [format!("{kind}{feature}Link"), format!("{kind}Link")].to_vec();
        let first: String = feature
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .collect();
        let rest: String = feature.chars().skip(1).collect();
        wanted.push(format!("{kind}{first}{rest}Link"));
        wanted
            .into_iter()
            .find(|it| self.types.feature(it, "target").is_some())
    }

    /// Declares the kinds of links that the schema has, so that an empty project comes with them; those
    /// that are features of spans are declared with these.
    pub fn declare_links(&mut self, ledger: &mut Ledger) {
        let schema = self.schema;
        for link in &schema.links {
            let id = link.id.as_str();
            let of = link
                .from
                .iter()
                .filter_map(|it| self.kind_of_label(it.as_str()));
            let is_feature = of.clone().any(|it| self.types.feature(it, id).is_some());
            if id.contains(':') || is_feature {
                continue;
            }
            let name = self.kind(id, true, ledger);
            self.relation_between(&name, &link.from.iter().chain(&link.to).collect());
        }
    }

    fn relation_type(&mut self, name: &str, link: &Link, layer: &Layer) {
        if self.has_ends(name) {
            return;
        }
        let known = self.schema.link(&link.kind);
        let mut ends: BTreeSet<&LabelId> = known
            .map(|it| it.from.iter().chain(&it.to).collect())
            .unwrap_or_default();
        for id in [&link.from, &link.to] {
            ends.extend(layer.span(id).map(|it| &it.label));
        }
        self.relation_between(name, &ends);
    }

    fn has_ends(&self, name: &str) -> bool {
        let mut ends = ENDS.iter();
        self.types.0.contains_key(name) && ends.any(|it| self.types.feature(name, it.0).is_some())
    }

    fn relation_between(&mut self, name: &str, ends: &BTreeSet<&LabelId>) {
        if self.has_ends(name) {
            return;
        }
        let only = ends.first().filter(|_| ends.len() == 1);
        let base = only.and_then(|it| self.kinds.get(it.as_str()).cloned());
        let base = base.unwrap_or_else(|| ANNOTATION.to_owned());
        self.declare(name, ANNOTATION);
        for end in [ENDS[0].1, ENDS[0].0] {
            self.types.declare_feature(name, Feature::new(end, &base));
        }
    }
}
