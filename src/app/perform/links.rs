//! Linking records.

use crate::app::action::Action;
use crate::app::desk::{Focus, Linking};
use crate::app::record::RecordId;
use crate::app::session::Session;
use crate::model::id::{LabelId, LinkKindId, SpanId};
use crate::model::schema::{LinkKind, Schema};
use crate::model::segment;
use crate::model::verbs::{Act, Refusal};

use super::Failure;

impl Session {
    pub(super) fn link(&mut self, action: Action) -> Result<(), Failure> {
        match action {
            Action::StartLink(kind) => {
                if let Some(from) = self.desk.focus.span().cloned() {
                    self.desk.target_list = None;
                    self.desk.linking = Some(Linking { kind, from });
                }
                Ok(())
            }
            Action::Link { to } => self.link_to(&to),
            Action::LinkWords => self.link_words(),
            Action::Unlink(id) => self.act(|act| act.unlink(&id)),
            Action::KeepLink(id) => self.act(|act| act.keep_link_version(&id)),
            Action::CancelLink => {
                self.desk.linking = None;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A click while a link is made: on a record that the link may lead to it makes the link, elsewhere
    /// it puts the caret there; a double click links to the word.
    pub(super) fn click_end(
        &mut self,
        at: usize,
        records: &[RecordId],
        count: u8,
    ) -> Result<(), Failure> {
        let schema = &self.workspace.project().schema;
        let ends = self.desk.linking.as_ref().zip(self.layer());
        let own = || records.iter().filter_map(RecordId::own);
        let end = ends.and_then(|(it, layer)| own().find(|id| it.leads_to(schema, layer, id)));
        if let Some(end) = end {
            return self.link_to(end);
        }
        let Some(text) = self.document().map(|it| it.text.clone()) else {
            return Ok(());
        };
        if count > 1 {
            let word = segment::at(text.as_str(), segment::Unit::Word, at);
            self.desk.caret.choose(word);
            return self.link_words();
        }
        self.desk.caret.go(text.as_str(), at);
        Ok(())
    }

    fn link_to(&mut self, to: &SpanId) -> Result<(), Failure> {
        let Some(Linking { kind, from }) = self.desk.linking.take() else {
            return Ok(());
        };
        let key = self.key().ok_or(Failure::NoDocument)?;
        let id = self.workspace.new_link_id(&key);
        self.act(|act| act.link(id, &kind, &from, to))?;
        self.desk.focus = Focus::on(from);
        Ok(())
    }

    /// Marks the words at the caret as what the link leads to (a Source for *held by*) and links to
    /// them, as one step.
    fn link_words(&mut self) -> Result<(), Failure> {
        let Some(Linking { kind, from }) = self.desk.linking.clone() else {
            return Ok(());
        };
        // Enter before any move: the words at the caret are the record itself.
        let at = self.desk.caret.range();
        if self.record().is_some_and(|it| it.extent() == at) {
            return Err(Refusal::LinkToItself.into());
        }
        let key = self.key().ok_or(Failure::NoDocument)?;
        let text = self.document().ok_or(Failure::NoDocument)?.text.clone();
        let range = segment::trim(text.as_str(), self.desk.caret.range());
        let project = self.workspace.project();
        let label = label_of_new_end(&project.schema, &kind).ok_or(Refusal::LinkNotAllowed)?;
        let (span, link) = (
            self.workspace.new_span_id(&key),
            self.workspace.new_link_id(&key),
        );
        let now = self.workspace.now();
        let marked = Act {
            project,
            key: &key,
            now,
        }
        .mark(span.clone(), &label, range);
        let mut step = match marked {
            Err(Refusal::Duplicate(twin)) => return self.link_to(&twin),
            other => other?,
        };
        let mut after = project.clone();
        for edit in step.edits.clone() {
            after.apply(edit);
        }
        let linked = Act {
            project: &after,
            key: &key,
            now,
        }
        .link(link, &kind, &from, &span)?;
        step.name = linked.name;
        step.edits.extend(linked.edits);
        self.workspace.run(step)?;
        self.desk.linking = None;
        self.desk.focus = Focus::on(from);
        Ok(())
    }
}

/// What words not yet marked become when a link leads to them: the first label that the link may
/// reach and that asks for nothing.
pub(in crate::app) fn label_of_new_end(schema: &Schema, kind: &LinkKindId) -> Option<LabelId> {
    let rule: &LinkKind = schema.link(kind)?;
    let asks_nothing = |id: &&LabelId| {
        schema
            .label(id)
            .is_some_and(|it| it.attributes.iter().all(|attribute| !attribute.required))
    };
    schema
        .labels
        .iter()
        .map(|it| &it.id)
        .filter(|it| rule.to.contains(*it) && !rule.from.contains(*it))
        .find(asks_nothing)
        .cloned()
}
