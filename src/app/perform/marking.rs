//! Marking, changing and removing records; undoing.

use crate::app::action::Action;
use crate::app::desk::{Focus, questions::Tiers};
use crate::app::place::Place;
use crate::app::session::Session;
use crate::model::annotation::Status;
use crate::model::conflict;
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::id::{LabelId, SpanId};
use crate::model::segment;
use crate::model::verbs::{self, Refusal};

use super::Failure;

impl Session {
    pub(super) fn mark(&mut self, action: Action, tiers: Tiers) -> Result<(), Failure> {
        match action {
            Action::Arm(label) => {
                self.desk.armed = label;
                Ok(())
            }
            Action::Label(label) => self.label(&label, tiers),
            Action::MarkAgain => match self.desk.last_label.clone() {
                Some(label) => self.mark_words(&label, self.desk.caret.range(), tiers),
                None => Ok(()),
            },
            Action::Remove(span) => self.remove(&span),
            Action::KeepVersion(span) => self.keep_version(&span),
            Action::Note { span, note } => self.act(|act| act.note(&span, &note)),
            Action::Reshape {
                span,
                fragment,
                range,
            } => self.reshape(&span, fragment, range),
            Action::AddFragment { span, range } => {
                self.act(|act| act.extend(&span, range))?;
                self.desk.to_record(span);
                Ok(())
            }
            Action::Trim { start, grow } => self.trim(start, grow),
            Action::SetStatus(document, status) => self.set_status(&document, status),
            Action::SetMeta(document, meta) => {
                Ok(self.workspace.run(verbs::set_meta(&document, meta))?)
            }
            Action::SetGuidelines(text) => Ok(self.workspace.run(Step::new(
                "step-guidelines",
                "",
                vec![Edit::Guidelines(text.into())],
            ))?),
            Action::Reform(reform) => self.reform(&reform),
            Action::Undo => self.undo(true),
            Action::Redo => self.undo(false),
            _ => Ok(()),
        }
    }

    /// The label's key or chip: marks the words at the caret, or relabels the record with the focus.
    fn label(&mut self, label: &LabelId, tiers: Tiers) -> Result<(), Failure> {
        match self.desk.focus.span().cloned() {
            Some(span) => {
                self.desk.last_label = Some(label.clone());
                self.act(|act| act.relabel(&span, label))?;
                self.desk.focus = Focus::on(span);
                Ok(())
            }
            None => self.mark_words(label, self.desk.caret.range(), tiers),
        }
    }

    pub(super) fn mark_words(
        &mut self,
        label: &LabelId,
        range: std::ops::Range<usize>,
        tiers: Tiers,
    ) -> Result<(), Failure> {
        let key = self.key().ok_or(Failure::NoDocument)?;
        let text = self.document().ok_or(Failure::NoDocument)?.text.clone();
        let range = segment::trim(text.as_str(), range);
        let id = self.workspace.new_span_id(&key);
        match self.act(|act| act.mark(id.clone(), label, range)) {
            // The words carry this label already: that record is what was meant.
            Err(Failure::Refused(Refusal::Duplicate(twin))) => {
                self.desk.to_record(twin.clone());
                Err(Refusal::Duplicate(twin).into())
            }
            Err(failure) => Err(failure),
            Ok(()) => {
                self.desk.last_label = Some(label.clone());
                self.desk.to_record(id);
                if self.question(tiers).is_some_and(|it| it.1.required) {
                    self.ask(tiers);
                }
                Ok(())
            }
        }
    }

    fn remove(&mut self, span: &SpanId) -> Result<(), Failure> {
        self.act(|act| act.remove(span))?;
        if self.layer().is_some_and(|it| it.span(span).is_some()) {
            // Another version has taken its place.
            self.desk.to_record(span.clone());
            return Ok(());
        }
        self.desk.to_text();
        self.desk.last_record = None;
        Ok(())
    }

    /// The version that is kept takes the id of the first, and the focus.
    fn keep_version(&mut self, span: &SpanId) -> Result<(), Failure> {
        let layer = self.layer().ok_or(Failure::NoDocument)?;
        let first = layer
            .span(span)
            .and_then(|it| conflict::original(layer, it));
        let first = first.map_or(span, |it| &it.id).clone();
        self.act(|act| act.keep_version(span))?;
        self.desk.to_record(first);
        Ok(())
    }

    fn reshape(
        &mut self,
        span: &SpanId,
        fragment: usize,
        range: std::ops::Range<usize>,
    ) -> Result<(), Failure> {
        let text = self.document().ok_or(Failure::NoDocument)?.text.clone();
        let range = segment::trim(text.as_str(), range);
        self.act(|act| act.reshape(span, fragment, range))?;
        self.follow_record(span);
        Ok(())
    }

    /// Moves an edge of the record with the focus by one word.
    fn trim(&mut self, start: bool, grow: bool) -> Result<(), Failure> {
        let Some(span) = self.record().cloned() else {
            return Ok(());
        };
        let text = self.document().ok_or(Failure::NoDocument)?.text.clone();
        let fragment = if start {
            0
        } else {
            span.at.len().saturating_sub(1)
        };
        let Some(range) = span.at.get(fragment).cloned() else {
            return Ok(());
        };
        let moved = match (start, grow) {
            (true, true) => segment::grow_start(text.as_str(), range.clone()),
            (true, false) => segment::shrink_start(text.as_str(), range.clone()),
            (false, true) => segment::grow_end(text.as_str(), range.clone()),
            (false, false) => segment::shrink_end(text.as_str(), range.clone()),
        };
        if moved == range {
            return Ok(());
        }
        self.act(|act| act.reshape(&span.id, fragment, moved))?;
        self.follow_record(&span.id);
        Ok(())
    }

    fn follow_record(&mut self, span: &SpanId) {
        if let Some(extent) = self
            .layer()
            .and_then(|it| it.span(span))
            .map(|it| it.extent())
        {
            self.desk.caret.choose(extent);
        }
    }

    /// Done goes on to the next document that is not.
    fn set_status(
        &mut self,
        document: &crate::model::id::DocumentId,
        status: Status,
    ) -> Result<(), Failure> {
        let key = self.key_of(document);
        let act = verbs::Act {
            project: self.workspace.project(),
            key: &key,
            now: self.workspace.now(),
        };
        let step = act.set_status(status);
        self.workspace.run(step)?;
        if status == Status::Done
            && self.desk.document.as_ref() == Some(document)
            && let Some(next) = self.next_unfinished()
        {
            self.go(Action::Go(Place::Document(next)));
        }
        Ok(())
    }
}
