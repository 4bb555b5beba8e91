//! A link being made: its start is known, and each allowed end on screen carries a one-letter hint.

use crate::model::annotation::{Layer, Span};
use crate::model::id::{LinkKindId, SpanId};
use crate::model::schema::{LinkKind, Schema};

/// A link whose end is still to be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linking {
    pub kind: LinkKindId,
    pub from: SpanId,
}

/// Letters of the home row first; none that could be taken for another.
const LETTERS: &str = "fjdksalgheiruowncmtybpvqxz";

impl Linking {
    /// The allowed ends among the spans on screen that are shown, nearest to the start first, with their letters.
    pub fn hints<'a>(
        &self,
        schema: &Schema,
        layer: &'a Layer,
        visible: std::ops::Range<usize>,
        is_shown: impl Fn(&Span) -> bool,
    ) -> Vec<(char, &'a Span)> {
        let (Some(rule), Some(from)) = (schema.link(&self.kind), layer.span(&self.from)) else {
            return Vec::new();
        };
        let start = from.extent().start;
        let mut ends: Vec<&Span> = layer
            .spans_in(visible)
            .map(AsRef::as_ref)
            .filter(|it| self.allows(rule, it) && is_shown(it))
            .collect();
        ends.sort_by_key(|it| (it.extent().start.abs_diff(start), it.id.clone()));
        LETTERS.chars().zip(ends).collect()
    }

    /// Whether the link may lead to this record.
    pub fn leads_to(&self, schema: &Schema, layer: &Layer, end: &SpanId) -> bool {
        let (rule, end) = (schema.link(&self.kind), layer.span(end));
        rule.zip(end)
            .is_some_and(|(rule, end)| self.allows(rule, end))
    }

    fn allows(&self, rule: &LinkKind, end: &Span) -> bool {
        end.id != self.from && rule.to.contains(&end.label)
    }
}
