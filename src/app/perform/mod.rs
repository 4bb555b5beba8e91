//! Carrying out actions: the only place where the window changes anything.

mod answers;
mod dragging;
mod finding;
mod going;
mod keeping;
mod links;
mod marking;
mod menu;
mod position;
mod projects;
mod revising;
mod schema;
mod showing;
mod steps;
mod zones;

use super::App;
use super::action::{Action, Notice};
use super::desk::{Find, Focus};
use super::session::Session;
use super::speech::{self, Way};
use crate::model::history::Step;
use crate::model::reform;
use crate::model::verbs::{Act, Refusal};
use crate::store::SaveFailure;
use crate::tr;

/// Why an act of the analyst was not done.
pub(super) enum Failure {
    Refused(Refusal),
    NotSaved(SaveFailure),
    /// The schema cannot be changed like this.
    Unfit(reform::Refusal),
    /// No document is open.
    NoDocument,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<SaveFailure> for Failure {
    fn from(failure: SaveFailure) -> Self {
        Self::NotSaved(failure)
    }
}

impl Failure {
    fn notice(&self) -> Notice {
        Notice::bad(match self {
            Self::Refused(refusal) => tr!(refusal.key()),
            Self::NotSaved(failure) => super::names::failure(failure),
            Self::Unfit(refusal) => tr!(refusal.key(), what = refusal.detail()),
            Self::NoDocument => tr!("refusal-no-document"),
        })
    }
}

impl Session {
    /// Does what a verb proposes for the open document.
    pub(super) fn act(
        &mut self,
        verb: impl FnOnce(&Act) -> Result<Step, Refusal>,
    ) -> Result<(), Failure> {
        let key = self.key().ok_or(Failure::NoDocument)?;
        let act = Act {
            project: self.workspace.project(),
            key: &key,
            now: self.workspace.now(),
        };
        let step = verb(&act)?;
        Ok(self.workspace.run(step)?)
    }
}

impl App {
    /// Carries out one action. What cannot be done is said and changes nothing.
    pub(super) fn perform(&mut self, action: Action, ctx: &egui::Context) {
        match action {
            Action::Open(_)
            | Action::TrySample
            | Action::Incoming(_)
            | Action::CreateProject(_)
            | Action::AddTexts(_)
            | Action::CloseProject
            | Action::SaveAs(_)
            | Action::SaveCopy(_)
            | Action::SetAnnotator(_)
            | Action::AddAnnotator(_)
            | Action::ForgetRecent(_)
            | Action::Export(_) => self.perform_on_projects(action, ctx),
            Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Action::Show(dialog) => self.dialog = Some(dialog),
            Action::CloseDialog => self.dialog = None,
            Action::Pick(pick) => self.files.ask(pick, ctx),
            Action::Palette => self.palette.open(),
            Action::Zoom(size) => self.zoom(size, ctx),
            Action::Settings(change) => self.change_settings(change, ctx),
            Action::Copy(text) => ctx.copy_text(text),
            Action::Command(id) => self.command(id, ctx),
            Action::Notify(notice) => self.notify(notice),
            Action::FocusFilter => self.focus_panel(ctx, super::regions::Region::Filter),
            Action::NextPanel => self.next_panel(ctx),
            Action::Find(act) => self.find(act, ctx),
            Action::FocusText if self.finds_from_text() => self.find(Find::Close, ctx),
            Action::GoTo(act) => self.go_to_position(act, ctx),
            Action::Steps(act) => self.steps(act, ctx),
            Action::Done(then) => then(self),
            action => self.perform_on_session(action),
        }
    }

    /// Whether the text has the keyboard while the bar for finding is open: Escape then closes it.
    fn finds_from_text(&self) -> bool {
        self.session.as_ref().is_some_and(|it| {
            it.desk.finding.open && it.desk.focus == Focus::Text && it.desk.linking.is_none()
        })
    }

    fn perform_on_session(&mut self, action: Action) {
        let tiers = super::cx::tiers(&self.settings);
        let way = match action {
            Action::Undo => Way::Undone,
            Action::Redo => Way::Redone,
            _ => Way::Done,
        };
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let before = session.workspace.revision();
        let text = session.open_text();
        let document = session.desk.document.clone();
        let done = match action {
            Action::Go(_)
            | Action::GoBack
            | Action::GoForward
            | Action::NextDocument(_)
            | Action::NextRecord { .. }
            | Action::FocusText => {
                session.go(action);
                Ok(())
            }
            Action::Click { at, records, count } if session.desk.linking.is_some() => {
                session.click_end(at, &records, count)
            }
            Action::Shown(_) | Action::Popup(_) | Action::Read(_) => {
                session.show(action);
                Ok(())
            }
            Action::Unit(_)
            | Action::Move { .. }
            | Action::Line { .. }
            | Action::Page { .. }
            | Action::Edge { .. }
            | Action::Choose(_)
            | Action::Select { .. }
            | Action::Click { .. }
            | Action::StretchTo(_)
            | Action::CloseTargets
            | Action::Filter(_)
            | Action::FocusMode
            | Action::ToggleGuidelines => {
                session.move_caret(action, &mut self.view);
                Ok(())
            }
            Action::Menu(act) => {
                session.open_menu(act);
                Ok(())
            }
            Action::Drag { .. } | Action::DragEdge { .. } => session.drag(action, tiers),
            Action::Answer { .. }
            | Action::Digit(_)
            | Action::Letter(_)
            | Action::Question { .. }
            | Action::AskQuestion(_)
            | Action::Withdraw
            | Action::EditRecord
            | Action::NewTarget { .. }
            | Action::LabelDocument { .. } => session.answer(action, tiers),
            Action::StartLink(_)
            | Action::Link { .. }
            | Action::LinkWords
            | Action::Unlink(_)
            | Action::KeepLink(_)
            | Action::CancelLink => session.link(action),
            action => session.mark(action, tiers),
        };
        session.follow_text(text);
        match done {
            Ok(()) => {
                self.speak(before, way);
                self.tell_elsewhere(way, document.as_ref());
            }
            Err(failure) => self.notify(failure.notice()),
        }
    }

    /// Says the step that was taken since the project had this revision, if any.
    fn speak(&mut self, before: u64, way: Way) {
        let Some(session) = &self.session else { return };
        if session.workspace.revision() == before {
            return;
        }
        let history = session.workspace.history();
        let step = match way {
            Way::Undone => history.next_redo(),
            Way::Done | Way::Redone => history.next_undo(),
        };
        if let Some(step) = step {
            let words = speech::words(&self.cx(), &step.name, way);
            self.speech.say(words);
        }
    }
}
