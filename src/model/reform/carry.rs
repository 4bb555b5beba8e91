//! Carrying every annotator's records over to the new schema. What the old schema did not know stays
//! as it is; all else is kept, written anew or counted as gone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::convert::convert;
use super::impact::{Impact, Touch};
use super::{Reform, Refusal};
use crate::model::annotation::{Attributes, Layer, Link, Span};
use crate::model::edit::Edit;
use crate::model::id::{AttributeId, LabelId, SpanId};
use crate::model::project::{LayerKey, Project};
use crate::model::schema::{Attribute, Label};
use crate::model::value::Value;

/// The edits that carry all records, links first, and what they touch.
pub(super) fn carry(project: &Project, to: &Reform) -> Result<(Vec<Edit>, Impact), Refusal> {
    let mut edits = Vec::new();
    let mut impact = Impact::default();
    let mut crowded = 0;
    for (key, layer) in project.all_layers() {
        if project.document(&key.document).is_none() {
            continue;
        }
        let mut carrier = Carrier {
            project,
            to,
            key: &key,
            layer,
            impact: &mut impact,
            edits: &mut edits,
        };
        crowded += carrier.layer();
    }
    if crowded > 0 {
        return Err(Refusal::TooManyLinks(crowded));
    }
    Ok((edits, impact))
}

/// What is needed to carry one layer.
struct Carrier<'a> {
    project: &'a Project,
    to: &'a Reform,
    key: &'a LayerKey,
    layer: &'a Layer,
    impact: &'a mut Impact,
    edits: &'a mut Vec<Edit>,
}

/// What becomes of a span.
enum Fate {
    Stays,
    Changes(Span),
    Goes,
}

/// What happened to the answers of one record.
#[derive(Default)]
struct Answers {
    changed: usize,
    lost: usize,
    absorbed: usize,
}

impl Carrier<'_> {
    /// Carries the layer; gives how many of its records would have too many links.
    fn layer(&mut self) -> usize {
        let mut labels = BTreeMap::new();
        let mut spans = Vec::new();
        for span in self.layer.spans() {
            let (fate, touch) = self.span(span);
            match &fate {
                Fate::Stays => labels.insert(&span.id, span.label.clone()),
                Fate::Changes(new) => labels.insert(&span.id, new.label.clone()),
                Fate::Goes => None,
            };
            spans.push((span, fate, touch));
        }
        let unlinked = self.links(&labels);
        for (span, fate, touch) in &spans {
            let touch = match touch {
                None if unlinked.contains(&span.id) => Some(Touch::LinkLost),
                other => *other,
            };
            if let Some(touch) = touch {
                self.impact.touch(self.key);
                self.impact.sample(self.key, &span.id, touch);
            }
            let value = match fate {
                Fate::Stays => continue,
                Fate::Changes(new) => Some(Arc::new(new.clone())),
                Fate::Goes => None,
            };
            let edit = Edit::Span(self.key.clone(), span.id.clone(), value);
            self.edits.push(edit);
        }
        self.twins(&spans);
        self.document_answers();
        self.crowded(&labels)
    }

    /// What becomes of a span, and how it is touched at all.
    fn span(&mut self, span: &Span) -> (Fate, Option<Touch>) {
        let Some(old) = self.project.schema.label(&span.label) else {
            return (Fate::Stays, None);
        };
        let label = self.label_of(span);
        let Some(new) = self.to.schema.label(&label) else {
            self.impact.removed += 1;
            self.impact.answers_lost += span.attributes.iter().count();
            return (Fate::Goes, Some(Touch::Removed));
        };
        let (attributes, answers) = self.answers(span, old, new);
        self.impact.answers_changed += answers.changed;
        self.impact.answers_lost += answers.lost;
        self.impact.answers_absorbed += answers.absorbed;
        let relabelled = label != span.label;
        self.impact.relabelled += usize::from(relabelled);
        let incomplete = is_open(new, &attributes) && !is_open(old, &span.attributes);
        self.impact.incomplete += usize::from(incomplete);
        let reread = rereads(old, new, &span.attributes);
        self.impact.reread += usize::from(reread);
        let touch = [
            (answers.lost > 0, Touch::AnswerLost),
            (relabelled, Touch::Relabelled),
            (answers.changed > 0, Touch::AnswerChanged),
            (incomplete, Touch::Incomplete),
            (reread, Touch::Reread),
        ];
        let touch = touch.into_iter().find(|it| it.0).map(|it| it.1);
        if !relabelled && attributes == span.attributes {
            return (Fate::Stays, touch);
        }
        // Who said it and when is what it was: the schema changed, not the judgement.
        let carried = Span {
            label,
            attributes,
            ..span.clone()
        };
        (Fate::Changes(carried), touch)
    }

    fn label_of(&self, span: &Span) -> LabelId {
        let moves = &self.to.moves;
        if let Some((chosen, label)) = &moves.chosen
            && chosen.contains(&(self.key.clone(), span.id.clone()))
        {
            return label.clone();
        }
        if let Some((label, question, to)) = &moves.by_answer
            && span.label == *label
            && let Some(Value::Choice(id)) = span.attributes.get(question)
            && let Some(label) = to.get(id)
        {
            return label.clone();
        }
        let moved = moves.labels.get(&span.label);
        moved.unwrap_or(&span.label).clone()
    }

    fn answers(&self, span: &Span, old: &Label, new: &Label) -> (Attributes, Answers) {
        let mut count = Answers::default();
        let mut kept = Attributes::default();
        for (id, value) in span.attributes.iter() {
            let Some(known) = old.attribute(id) else {
                kept.set(id, Some(value.clone()));
                continue;
            };
            if self.is_absorbed(span, id, value) && new.attribute(id).is_none() {
                count.absorbed += 1;
                continue;
            }
            let carried = self.answer(Some(&span.label), known, value, new.attribute(id));
            count.changed += usize::from(carried.as_ref().is_some_and(|it| it != value));
            count.lost += usize::from(carried.is_none());
            kept.set(id, carried);
        }
        (kept, count)
    }

    /// Whether the answer has become the label.
    fn is_absorbed(&self, span: &Span, id: &AttributeId, value: &Value) -> bool {
        let by_answer = self.to.moves.by_answer.as_ref();
        by_answer.is_some_and(|(label, question, to)| {
            span.label == *label
                && id == question
                && matches!(value, Value::Choice(choice) if to.contains_key(choice))
        })
    }

    /// An answer as the new question takes it.
    fn answer(
        &self,
        label: Option<&LabelId>,
        old: &Attribute,
        value: &Value,
        new: Option<&Attribute>,
    ) -> Option<Value> {
        let new = new?;
        let moved = label.map_or_else(|| value.clone(), |it| self.moved(it, old, value));
        let was_wrong = !value.fits(&old.kind) || self.is_lost_target(value);
        convert(&moved, &old.kind, &new.kind, &self.to.targets)
            .or_else(|| was_wrong.then(|| value.clone()))
    }

    fn is_lost_target(&self, value: &Value) -> bool {
        matches!(value, Value::Target(id) if !self.project.targets.contains_key(id))
    }

    /// The answer with its choices and targets as they are called from now on.
    fn moved(&self, label: &LabelId, old: &Attribute, value: &Value) -> Value {
        let moves = &self.to.moves;
        let choice = |id: &crate::model::id::ChoiceId| {
            let place = (label.clone(), old.id.clone(), id.clone());
            moves.choices.get(&place).unwrap_or(id).clone()
        };
        match value {
            Value::Choice(id) => Value::Choice(choice(id)),
            Value::Choices(ids) => Value::Choices(ids.iter().map(choice).collect()),
            Value::Target(id) => Value::Target(moves.targets.get(id).unwrap_or(id).clone()),
            other => other.clone(),
        }
    }

    /// Removes the links that lose an end, their kind or their leave; gives the records that lose one
    /// and stay.
    fn links(&mut self, labels: &BTreeMap<&SpanId, LabelId>) -> BTreeSet<SpanId> {
        let mut unlinked = BTreeSet::new();
        for link in self.layer.links() {
            if !self.goes(link, labels) {
                continue;
            }
            self.impact.links_removed += 1;
            let edit = Edit::Link(self.key.clone(), link.id.clone(), None);
            self.edits.push(edit);
            unlinked.insert(link.from.clone());
            unlinked.insert(link.to.clone());
        }
        unlinked
    }

    fn goes(&self, link: &Link, labels: &BTreeMap<&SpanId, LabelId>) -> bool {
        let known = [&link.from, &link.to].map(|it| self.layer.span(it));
        let [Some(from), Some(to)] = known else {
            // It has lost an end already. It is not for us to tidy up, unless its other end goes.
            return known
                .into_iter()
                .flatten()
                .any(|it| !labels.contains_key(&it.id));
        };
        let (Some(new_from), Some(new_to)) = (labels.get(&from.id), labels.get(&to.id)) else {
            return true;
        };
        let Some(old) = self.project.schema.link(&link.kind) else {
            return false;
        };
        let was_allowed = old.from.contains(&from.label) && old.to.contains(&to.label);
        let is_allowed = self
            .to
            .schema
            .link(&link.kind)
            .map(|it| it.from.contains(new_from) && it.to.contains(new_to));
        match is_allowed {
            None => true,
            Some(is_allowed) => was_allowed && !is_allowed,
        }
    }

    /// How many records would have more links of a kind than the new schema allows, and had not before.
    fn crowded(&self, labels: &BTreeMap<&SpanId, LabelId>) -> usize {
        let mut leaving = BTreeMap::new();
        for link in self.layer.links().filter(|it| !self.goes(it, labels)) {
            *leaving.entry((&link.kind, &link.from)).or_insert(0_u32) += 1;
        }
        let most = |schema: &crate::model::schema::Schema, kind| {
            schema.link(kind).and_then(|it| it.max_out)
        };
        let crowded = leaving.into_iter().filter(|((kind, _), n)| {
            let before = most(&self.project.schema, kind);
            most(&self.to.schema, kind).is_some_and(|it| *n > it)
                && before.is_none_or(|it| *n <= it)
        });
        crowded.count()
    }

    /// Counts the records that have become like another one.
    fn twins(&mut self, spans: &[(&Arc<Span>, Fate, Option<Touch>)]) {
        let mut seen: BTreeMap<(&LabelId, Vec<(usize, usize)>), usize> = BTreeMap::new();
        let mut before = BTreeSet::new();
        let mut old_twins = 0;
        for (span, fate, _) in spans {
            let at = places(&span.at);
            old_twins += usize::from(!before.insert((&span.label, at.clone())));
            let label = match fate {
                Fate::Stays => &span.label,
                Fate::Changes(new) => &new.label,
                Fate::Goes => continue,
            };
            *seen.entry((label, at)).or_default() += 1;
        }
        let new_twins: usize = seen.values().map(|it| it - 1).sum();
        self.impact.twins += new_twins.saturating_sub(old_twins);
    }

    fn document_answers(&mut self) {
        for (id, value) in self.layer.labels.iter() {
            let Some(old) = self.project.schema.document_label(id) else {
                continue;
            };
            let carried = self.answer(None, old, value, self.to.schema.document_label(id));
            if carried.as_ref() == Some(value) {
                continue;
            }
            self.impact.answers_changed += usize::from(carried.is_some());
            self.impact.answers_lost += usize::from(carried.is_none());
            self.impact.touch(self.key);
            let edit = Edit::DocumentLabel(self.key.clone(), id.clone(), carried);
            self.edits.push(edit);
        }
    }
}

fn places(at: &[Range<usize>]) -> Vec<(usize, usize)> {
    at.iter().map(|it| (it.start, it.end)).collect()
}

/// Whether a required question has no answer.
fn is_open(label: &Label, answers: &Attributes) -> bool {
    let mut required = label.attributes.iter().filter(|it| it.required);
    required.any(|it| answers.get(&it.id).is_none())
}

/// Whether an answer that was not given means something else from now on.
fn rereads(old: &Label, new: &Label, answers: &Attributes) -> bool {
    old.attributes.iter().any(|it| {
        let now = new.attribute(&it.id).and_then(|it| it.default.as_ref());
        let silent = answers.get(&it.id).is_none();
        silent && it.default.is_some() && now.is_some() && now != it.default.as_ref()
    })
}
