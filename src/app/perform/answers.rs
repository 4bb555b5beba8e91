//! Answering the questions of a record: by digit, by letter, from the inspector, from the list of targets.

use std::collections::BTreeMap;

use crate::app::action::Action;
use crate::app::desk::{
    Focus,
    questions::{self, Tiers},
};
use crate::app::session::Session;
use crate::model::edit::Edit;
use crate::model::id::{AttributeId, SpanId, TargetId, slug};
use crate::model::project::Target;
use crate::model::schema::{Attribute, Kind};
use crate::model::value::Value;
use crate::model::verbs::{Act, Refusal};

use super::Failure;

impl Session {
    pub(super) fn answer(&mut self, action: Action, tiers: Tiers) -> Result<(), Failure> {
        match action {
            Action::Answer {
                span,
                attribute,
                value,
            } => self.give(&span, &attribute, value, tiers),
            Action::Digit(n) => self.digit(n, tiers),
            Action::Letter(c) => self.letter(c, tiers),
            Action::Question { down } => {
                self.to_question(down, tiers);
                Ok(())
            }
            Action::AskQuestion(id) => {
                self.set_question(Some(id));
                self.ask(tiers);
                Ok(())
            }
            Action::Withdraw => match self.question(tiers) {
                Some((span, question)) => self.act(|act| act.answer(&span, &question.id, None)),
                None => Ok(()),
            },
            Action::EditRecord => {
                self.edit_record(tiers);
                Ok(())
            }
            Action::NewTarget {
                span,
                attribute,
                name,
            } => self.new_target(&span, &attribute, &name, tiers),
            Action::LabelDocument { attribute, value } => {
                self.act(|act| act.label_document(&attribute, value))
            }
            _ => Ok(()),
        }
    }

    /// The record with the focus and the question that the next digit answers.
    pub fn question(&self, tiers: Tiers) -> Option<(SpanId, Attribute)> {
        let Focus::Record { span, question } = &self.desk.focus else {
            return None;
        };
        let record = self.layer()?.span(span)?;
        let schema = &self.workspace.project().schema;
        let current = questions::current(schema, record, tiers, question.as_ref())?;
        Some((span.clone(), current.clone()))
    }

    /// Opens the list of targets when that is what is asked for next.
    pub(super) fn ask(&mut self, tiers: Tiers) {
        let Some((span, question)) = self.question(tiers) else {
            return;
        };
        if question.kind == Kind::Target {
            self.desk.target_list = Some((span, question.id));
        }
    }

    fn give(
        &mut self,
        span: &SpanId,
        attribute: &AttributeId,
        value: Option<Value>,
        tiers: Tiers,
    ) -> Result<(), Failure> {
        let given = value.is_some();
        self.act(|act| act.answer(span, attribute, value))?;
        self.desk.target_list = None;
        if self.desk.focus.span() == Some(span) && given {
            self.go_on_after(span, attribute, tiers);
        }
        Ok(())
    }

    /// Turns to the next question; the list of targets opens by itself when a target is required.
    fn go_on_after(&mut self, span: &SpanId, answered: &AttributeId, tiers: Tiers) {
        let schema = &self.workspace.project().schema;
        let Some(record) = self.layer().and_then(|it| it.span(span)) else {
            return;
        };
        let stays = schema
            .label(&record.label)
            .and_then(|it| it.attribute(answered))
            .is_some_and(|it| matches!(it.kind, Kind::Flag | Kind::SeveralOf(_)));
        let next = if stays {
            None
        } else {
            questions::after(schema, record, tiers, answered)
        };
        let id = next.map_or_else(|| answered.clone(), |it| it.id.clone());
        let opens = next.is_some_and(|it| it.kind == Kind::Target && it.required);
        self.set_question(Some(id));
        if opens {
            self.ask(tiers);
        }
    }

    fn digit(&mut self, n: usize, tiers: Tiers) -> Result<(), Failure> {
        let Some((span, question)) = self.question(tiers) else {
            return Ok(());
        };
        let answer = self
            .layer()
            .and_then(|it| it.span(&span)?.attributes.get(&question.id).cloned());
        match questions::by_digit(&question, answer.as_ref(), n) {
            Some(value) => self.give(&span, &question.id, value, tiers),
            None => {
                self.ask(tiers);
                Ok(())
            }
        }
    }

    /// A letter on a record: starts a link, flips a flag, opens a question, or gives another label.
    fn letter(&mut self, c: char, tiers: Tiers) -> Result<(), Failure> {
        let Some(record) = self.record().cloned() else {
            return Ok(());
        };
        let schema = self.workspace.project().schema.clone();
        if let Some(link) = schema
            .links_from(&record.label)
            .find(|it| it.key == Some(c))
        {
            return self.link(Action::StartLink(link.id.clone()));
        }
        let question = schema
            .label(&record.label)
            .and_then(|it| it.attributes.iter().find(|it| it.key == Some(c)));
        if let Some(question) = question {
            if question.kind == Kind::Flag {
                let value = questions::flipped(record.attributes.get(&question.id));
                return self.act(|act| act.answer(&record.id, &question.id, value));
            }
            self.set_question(Some(question.id.clone()));
            self.edit_record(tiers);
            return Ok(());
        }
        if schema.links.iter().any(|it| it.key == Some(c)) {
            return Err(Refusal::LinkNotAllowed.into());
        }
        match schema
            .labels
            .iter()
            .find(|it| it.key == Some(c) && it.id != record.label)
        {
            Some(label) => self.mark(Action::Label(label.id.clone()), tiers),
            None => Ok(()),
        }
    }

    fn to_question(&mut self, down: bool, tiers: Tiers) {
        let Some((span, question)) = self.question(tiers) else {
            return;
        };
        let schema = &self.workspace.project().schema;
        let Some(record) = self.layer().and_then(|it| it.span(&span)) else {
            return;
        };
        let next =
            questions::beside(schema, record, tiers, &question.id, down).map(|it| it.id.clone());
        if let Some(next) = next {
            self.set_question(Some(next));
        }
    }

    fn set_question(&mut self, id: Option<AttributeId>) {
        if let Focus::Record { question, .. } = &mut self.desk.focus {
            *question = id;
        }
    }

    fn edit_record(&mut self, tiers: Tiers) {
        let Some((span, question)) = self.question(tiers) else {
            return;
        };
        if question.kind == Kind::Target {
            self.desk.target_list = Some((span, question.id));
        } else {
            self.desk.edit = Some(question.id);
        }
    }

    /// Adds a target to the project's list and answers with it, as one step.
    fn new_target(
        &mut self,
        span: &SpanId,
        attribute: &AttributeId,
        name: &str,
        tiers: Tiers,
    ) -> Result<(), Failure> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(());
        }
        let id = free_target(&self.workspace.project().targets, name);
        let edit = Edit::Target(
            id.clone(),
            Some(Target {
                name: name.to_owned(),
            }),
        );
        self.act(|act: &Act| {
            let mut step = act.answer(span, attribute, Some(Value::Target(id)))?;
            step.edits.insert(0, edit);
            Ok(step)
        })?;
        self.desk.target_list = None;
        self.go_on_after(span, attribute, tiers);
        Ok(())
    }
}

/// A target id made of the name, with a number where another target has it already.
fn free_target(taken: &BTreeMap<TargetId, Target>, name: &str) -> TargetId {
    let base = slug(name);
    let numbered = (2..=taken.len() + 1).map(|n| format!("{base}-{n}"));
    let ids = std::iter::once(base.clone())
        .chain(numbered)
        .map(TargetId::new);
    ids.into_iter()
        .find(|it| !taken.contains_key(it))
        .unwrap_or_else(|| TargetId::new(base))
}
