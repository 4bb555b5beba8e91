//! Keeping the work safe: who writes, what other programs do to the files, backups.

use std::path::Path;

use crate::app::App;
use crate::app::action::{Action, Notice};
use crate::app::names;
use crate::app::place::Place;
use crate::app::session::Session;
use crate::store::files::Root;
use crate::store::lock;
use crate::tr;
use crate::workspace::{News, Workspace, backups};

impl App {
    /// Takes in what has come from elsewhere, and has the files of the project watched.
    pub(in crate::app) fn take_news(&mut self, ctx: &egui::Context) {
        let Some(session) = &mut self.session else {
            return;
        };
        if !session.workspace.is_watched() {
            let ctx = ctx.clone();
            session.workspace.watch(move || ctx.request_repaint());
        }
        let before = session.open_text();
        let news = session.workspace.news();
        let failure = session.workspace.backup_failure();
        if let Some(news) = news {
            session.follow_text(before);
            session.leave_lost_document();
            session.report.notices.extend(news.notices.iter().cloned());
            if let Some(notice) = told(&news) {
                self.notify(notice);
            }
            ctx.request_repaint();
        }
        if let Some(failure) = failure {
            let reason = names::failure(&failure);
            self.notify(Notice::bad(tr!("backup-failed", reason = reason)));
        }
    }

    /// Lets go of the open project if it is the one in this folder: it is to be opened again.
    pub(in crate::app) fn let_go(&mut self, root: &Path) {
        let same = self.session.as_ref().is_some_and(|it| {
            let open = it.workspace.root();
            open == root
                || open
                    .canonicalize()
                    .ok()
                    .is_some_and(|it| Some(it) == root.canonicalize().ok())
        });
        if same {
            self.close_project();
        }
    }

    /// Opens the project again, to write in it if nobody else does; `takes_over`: a lock that was left
    /// behind is broken first.
    pub(crate) fn reopen(&mut self, takes_over: bool) {
        let Some(session) = &self.session else { return };
        let root = session.workspace.root().to_owned();
        let annotator = session.workspace.annotator().clone();
        let place = session.desk.document.clone().map(Place::Document);
        let (sample, options) = (session.sample, self.settings.options());
        self.jobs.start(tr!("job-open"), move |progress| {
            let refused = takes_over
                .then(|| lock::take_over(&Root::from(&root), &annotator, false).err())
                .flatten();
            let opened = Workspace::open_with(&root, annotator.as_str(), options, progress);
            Action::Done(Box::new(move |app| {
                app.opened(opened, sample);
                app.todo.extend(place.map(Action::Go));
                if let Some(failure) = refused {
                    app.notify(Notice::bad(names::failure(&failure)));
                }
            }))
        });
    }

    /// Puts back a backup of the open project, and opens it as it then is.
    pub(crate) fn restore_backup(&mut self, name: String) {
        let Some(session) = &self.session else { return };
        let root = session.workspace.root().to_owned();
        let annotator = session.workspace.annotator().clone();
        let (sample, options) = (session.sample, self.settings.options());
        self.dialog = None;
        self.close_project();
        self.jobs.start(tr!("job-restore"), move |progress| {
            let restored = backups::restore(&root, &name);
            let opened = Workspace::open_with(&root, annotator.as_str(), options, progress);
            Action::Done(Box::new(move |app| {
                app.opened(opened, sample);
                app.notify(match restored {
                    Ok((before, _)) => {
                        let zone = jiff::tz::TimeZone::system();
                        let moment = names::moment(before.when, &zone);
                        Notice::good(tr!("backups-restored", moment = moment))
                    }
                    Err(failure) => Notice::bad(names::failure(&failure)),
                });
            }))
        });
    }
}

impl Session {
    /// A document that has left the project is left; the first unfinished one takes its place.
    fn leave_lost_document(&mut self) {
        if self.desk.document.is_some()
            && self.document().is_none()
            && let Some(id) = self.first_unfinished()
        {
            self.go(Action::Go(Place::Document(id)));
        }
    }
}

/// What came in, in words; nothing where only the lock has news, which the bar tells.
fn told(news: &News) -> Option<Notice> {
    let mut words = Vec::new();
    if !news.documents.is_empty() {
        words.push(tr!("news-documents", count = news.documents.len()));
    } else if news.project {
        words.push(tr!("news-project"));
    }
    for (key, count) in [
        ("news-conflicts", news.n_conflicts),
        ("news-lost-steps", news.n_lost_steps),
        ("news-notices", news.notices.len()),
    ] {
        if count > 0 {
            words.push(tr!(key, count = count));
        }
    }
    if words.is_empty() {
        return None;
    }
    let is_bad = news.n_conflicts + news.n_lost_steps + news.notices.len() > 0;
    let words = words.join(". ");
    Some(if is_bad {
        Notice::bad(words)
    } else {
        Notice::good(words)
    })
}
