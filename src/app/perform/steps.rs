//! Undoing and doing again, by one step or by many, and the list of steps.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, Notice};
use crate::app::desk::StepsAct;
use crate::app::desk::steps::Trail;
use crate::app::names;
use crate::app::panel::page;
use crate::app::place::Place;
use crate::app::session::Session;
use crate::app::speech::{self, Way};
use crate::model::history::{Step, StepName};
use crate::model::id::{AnnotatorId, DocumentId, SpanId};
use crate::model::timeline::{Entry, Spot};
use crate::store::files::Root;
use crate::store::journal;
use crate::tr;

use super::Failure;
use super::schema::is_about_all;

impl Session {
    /// Undoes or does again, and shows where.
    pub(super) fn undo(&mut self, back: bool) -> Result<(), Failure> {
        let step = if back {
            self.workspace.undo()?
        } else {
            self.workspace.redo()?
        };
        match step {
            Some(step) if is_about_all(&step) => self.forget_strangers(),
            Some(step) => self.show_step(&step),
            None => {}
        }
        Ok(())
    }

    /// Shows what a step has just changed.
    fn show_step(&mut self, step: &Step) {
        let spots = || step.edits.iter().rev().filter_map(Spot::at);
        if let Some(spot) = spots()
            .find(|it| it.record.is_some())
            .or_else(|| spots().next())
        {
            self.show_spot(&spot);
        }
    }

    /// Shows a place; the focus goes to its record if that is there.
    fn show_spot(&mut self, spot: &Spot) {
        if self.desk.document.as_ref() != Some(&spot.document) {
            self.go(Action::Go(Place::Document(spot.document.clone())));
        }
        let there = |it: &&SpanId| self.layer().is_some_and(|layer| layer.span(it).is_some());
        match spot.record.as_ref().filter(there) {
            Some(span) => self.choose_record(span.clone()),
            None => self.desk.to_text(),
        }
    }
}

impl App {
    pub(super) fn steps(&mut self, act: StepsAct, ctx: &egui::Context) {
        let Some(session) = &mut self.session else {
            return;
        };
        let steps = &mut session.desk.steps;
        match act {
            StepsAct::Toggle if !steps.open || session.desk.focus_mode => {
                session.desk.focus_mode = false;
                (steps.open, steps.asks) = (true, true);
            }
            StepsAct::Toggle | StepsAct::Close => {
                (steps.open, steps.read) = (false, None);
                ctx.memory_mut(|it| it.request_focus(page::text_id()));
            }
            StepsAct::To(done) => self.jump(done),
            StepsAct::Own => steps.read = None,
            StepsAct::Read(who) => self.read_trail(who),
        }
    }

    fn jump(&mut self, done: usize) {
        let Some(session) = &mut self.session else {
            return;
        };
        let gone = session.workspace.jump(done);
        let reached = session.workspace.history().n_undo();
        let aim = reached.checked_sub(1);
        let aim = aim.and_then(|it| session.workspace.timeline().get(it).cloned());
        match gone {
            Ok(None) => {}
            Ok(Some(jump)) => {
                session.forget_strangers();
                match aim.as_ref().and_then(|it| it.spot.clone()) {
                    Some(spot) => session.show_spot(&spot),
                    None => session.show_step(&jump.last),
                }
                let words = went(jump.back, jump.count);
                self.notify(Notice::good(words));
            }
            Err(failure) => self.notify(Notice::bad(names::failure(&failure))),
        }
    }

    /// Says what was undone where that led to another document.
    pub(super) fn tell_elsewhere(&mut self, way: Way, before: Option<&DocumentId>) {
        let Some(session) = &self.session else { return };
        let history = session.workspace.history();
        let step = match way {
            Way::Done => None,
            Way::Undone => history.next_redo(),
            Way::Redone => history.next_undo(),
        };
        let elsewhere = session.desk.document.as_ref() != before;
        if let Some(step) = step.filter(|_| elsewhere) {
            let words = speech::step(&self.cx(), &step.name, way);
            self.notify(Notice::good(names::capital(&words)));
        }
    }

    fn read_trail(&mut self, who: AnnotatorId) {
        let Some(session) = &self.session else { return };
        let root = Root::from(session.workspace.root());
        self.jobs.start(tr!("history-reading"), move |_| {
            let found = journal::find(&root, &who);
            let trail = Trail::new(
                who,
                &found.map(|it| journal::trail(&it)).unwrap_or_default(),
            );
            Action::Done(Box::new(move |app| {
                if let Some(session) = &mut app.session {
                    session.desk.steps.read = Some(Arc::new(trail));
                }
            }))
        });
    }
}

impl Trail {
    fn new(who: AnnotatorId, all: &[journal::Trail]) -> Self {
        let done = || all.iter().filter(|it| it.act == journal::Act::Do);
        Self {
            who,
            entries: done().map(entry).collect(),
            undone: done().filter(|it| it.undone).map(|it| it.n).collect(),
        }
    }
}

/// A step of a journal as it is listed.
fn entry(trail: &journal::Trail) -> Entry {
    let mut places = trail
        .places
        .iter()
        .filter_map(|(document, records)| Some((document.clone()?, records)));
    let spot = places.next().map(|(document, records)| Spot {
        document,
        record: records.iter().next_back().map(SpanId::new),
        range: None,
    });
    Entry {
        n: trail.n,
        when: trail.when,
        name: StepName {
            key: trail.name.clone(),
            detail: trail.detail.clone(),
        },
        spot,
        others: places.map(|it| it.0).collect(),
    }
}

/// How far a jump went.
fn went(back: bool, count: usize) -> String {
    let key = if back {
        "history-went-back"
    } else {
        "history-went-forward"
    };
    tr!(key, count = count, shown = names::number(count))
}
