//! Revising a text: the file that another program changed or one that is chosen, the plan, the step; and
//! what becomes of the records that it left without a place.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, Notice};
use crate::app::dialog::revise::ReviseDialog;
use crate::app::dialog::{Pick, Wanted};
use crate::app::names;
use crate::app::session::Session;
use crate::model::id::{DocumentId, SpanId};
use crate::model::text::Text;
use crate::store::{Notice as Found, Severity, Trouble, paths};
use crate::tr;
use crate::workspace::revise::{Choices, Revision};

impl App {
    /// Plans a revision of a document: with the file that another program changed, else with one to choose.
    pub(crate) fn revise(&mut self, id: DocumentId) {
        let Some(session) = &self.session else { return };
        let reviser = session.workspace.reviser();
        self.jobs.start(tr!("job-revise"), move |progress| {
            let Some(bytes) = reviser.changed_on_disk(&id) else {
                return pick(id);
            };
            planned(reviser.plan(&id, bytes, progress))
        });
    }

    /// Plans a revision with the text in a file.
    pub fn ask_revision_with(&mut self, id: DocumentId, path: PathBuf) {
        let Some(session) = &self.session else { return };
        let reviser = session.workspace.reviser();
        self.jobs.start(tr!("job-revise"), move |progress| {
            let read = reviser.read(&path);
            planned(read.and_then(|it| reviser.plan(&id, it, progress)))
        });
    }

    /// Does a revision that was looked at.
    pub(crate) fn take_revision(&mut self, revision: &Revision, choices: &Choices) {
        let Some(session) = &mut self.session else {
            return;
        };
        let before = session.open_text();
        match session.workspace.revise(revision, choices) {
            Err(failure) => self.notify(Notice::bad(names::failure(&failure))),
            Ok(()) => {
                session.forget_changed(&revision.document);
                session.follow_text(before);
                let n = session.layer().map_or(0, |it| it.n_orphans());
                let said = tr!("revised", document = revision.document.as_str(), count = n);
                self.notify(Notice::good(said));
            }
        }
    }

    /// Gives a record that has no place these words, or the words at the caret.
    pub(crate) fn place_orphan(&mut self, id: &SpanId) {
        let Some(session) = &mut self.session else {
            return;
        };
        let range = session.desk.caret.range();
        match session.act(|it| it.place(id, range)) {
            Ok(()) => {
                session.choose_record(id.clone());
                self.notify(Notice::good(tr!("orphan-placed")));
            }
            Err(failure) => self.notify(failure.notice()),
        }
    }

    /// Drops a record that has no place, knowingly.
    pub(crate) fn drop_orphan(&mut self, id: &SpanId) {
        self.verb(|it| it.remove(id), &tr!("orphan-dropped"));
    }

    /// Says that a record stands where it should.
    pub(crate) fn confirm_place(&mut self, id: &SpanId) {
        self.verb(|it| it.confirm(id), &tr!("place-confirmed"));
    }

    fn verb(
        &mut self,
        verb: impl FnOnce(
            &crate::model::verbs::Act,
        ) -> Result<crate::model::history::Step, crate::model::verbs::Refusal>,
        said: &str,
    ) {
        let Some(session) = &mut self.session else {
            return;
        };
        match session.act(verb) {
            Ok(()) => self.notify(Notice::good(said)),
            Err(failure) => self.notify(failure.notice()),
        }
    }

    /// Looks whether another program has changed the file of the open document, and says so.
    pub(crate) fn look_at_file(&mut self) {
        let Some(session) = &mut self.session else {
            return;
        };
        let Some(id) = session.desk.document.clone() else {
            return;
        };
        let known = session.is_changed(&id);
        let changed = session.workspace.changed_on_disk(&id).is_some();
        if changed && !known {
            let document = id.to_string();
            let file = paths::text(&id).unwrap_or_default();
            let trouble = Trouble::TextDiffers { document };
            let said = Notice::bad(names::trouble(&trouble));
            session
                .report
                .push(Found::new(file, Severity::Warning, trouble));
            self.notify(said);
        } else if known && !changed && session.workspace.protected(&session.key_of(&id)).is_none() {
            session.forget_changed(&id);
        }
    }
}

impl Session {
    /// Whether the file of a document is known to hold another text than the one that was annotated.
    pub fn is_changed(&self, id: &DocumentId) -> bool {
        let mut notices = self.report.notices.iter();
        notices.any(|it| concerns(&it.trouble, id))
    }

    fn forget_changed(&mut self, id: &DocumentId) {
        self.report.notices.retain(|it| !concerns(&it.trouble, id));
    }

    /// The text of the open document, to see whether a step has changed it.
    pub(super) fn open_text(&self) -> Option<(DocumentId, Text)> {
        let document = self.document()?;
        Some((document.id.clone(), document.text.clone()))
    }

    /// Turns the desk to another text of the open document, if a step has changed it.
    pub(super) fn follow_text(&mut self, before: Option<(DocumentId, Text)>) {
        let document = self.document().cloned();
        if let (Some(document), Some((id, text))) = (document, before)
            && document.id == id
            && !Arc::ptr_eq(document.text.content(), text.content())
        {
            self.desk.text_changed(&document);
        }
    }
}

fn concerns(trouble: &Trouble, id: &DocumentId) -> bool {
    match trouble {
        Trouble::TextDiffers { document }
        | Trouble::TextChanged { document }
        | Trouble::OtherText { document } => document == id.as_str(),
        _ => false,
    }
}

fn pick(id: DocumentId) -> Action {
    Action::Pick(Pick {
        wanted: Wanted::Files,
        title: tr!("pick-corrected"),
        name: String::new(),
        then: Box::new(move |paths| match paths.into_iter().next() {
            Some(path) => Action::Done(Box::new(move |app| app.ask_revision_with(id, path))),
            None => Action::FocusText,
        }),
    })
}

fn planned(plan: Result<Revision, Trouble>) -> Action {
    match plan {
        // Whoever stopped it knows.
        Err(Trouble::WasCancelled {}) => Action::FocusText,
        Err(trouble) => Action::Notify(Notice::bad(names::trouble(&trouble))),
        Ok(revision) if revision.is_same() => Action::Notify(Notice::good(tr!("revise-same"))),
        Ok(revision) => Action::Show(Box::new(ReviseDialog::new(Arc::new(revision)))),
    }
}
