//! Opening, making, saving and closing projects. Whatever reads or writes many files is a job.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::Corpus;
use crate::app::App;
use crate::app::action::{Action, Notice};
use crate::app::desk::Desk;
use crate::app::dialog::annotator::AnnotatorDialog;
use crate::app::dialog::export::ExportedDialog;
use crate::app::dialog::import::ImportDialog;
use crate::app::dialog::problems::ProblemsDialog;
use crate::app::dialog::{ExportOrder, NewProject};
use crate::app::names;
use crate::app::place::Place;
use crate::app::session::Session;
use crate::formats::{self, Export, ExportError};
use crate::i18n;
use crate::model::annotation::Status;
use crate::model::history::Step;
use crate::model::project::Project;
use crate::model::segment::Unit;
use crate::store::deliver::Delivery;
use crate::store::schemas::Template;
use crate::store::{OpenError, Progress, Report, SaveFailure};
use crate::store::{create, sample, take_in};
use crate::tr;
use crate::workspace::copy::copy_project;
use crate::workspace::settings::Recent;
use crate::workspace::{Kind, Workspace, kind_of};

impl App {
    pub(super) fn perform_on_projects(&mut self, action: Action, ctx: &egui::Context) {
        match action {
            Action::Open(path) => self.open(path),
            Action::TrySample => self.try_sample(),
            Action::Incoming(paths) => self.incoming(paths),
            Action::CreateProject(new) => self.create(*new),
            Action::AddTexts(new) => self.add_texts(*new),
            Action::CloseProject => {
                self.close_project();
                ctx.request_repaint();
            }
            Action::SaveAs(path) => self.save_elsewhere(path, true),
            Action::SaveCopy(path) => self.save_elsewhere(path, false),
            Action::SetAnnotator(id) => self.set_annotator(id.as_str()),
            Action::AddAnnotator(name) => self.set_annotator(&name),
            Action::ForgetRecent(path) => {
                self.change_settings(Box::new(move |it| it.forget(&path)), ctx);
            }
            Action::Export(order) => self.export(*order),
            _ => {}
        }
    }

    fn open(&mut self, path: PathBuf) {
        match kind_of(&path) {
            Kind::Project(root) => self.open_project(root, false),
            Kind::Corpus => self.open_corpus(path),
            Kind::Texts => self.incoming(vec![path]),
            Kind::Missing(trouble) => self.notify(Notice::bad(names::trouble(&trouble))),
        }
    }

    fn open_project(&mut self, root: PathBuf, sample: bool) {
        self.let_go(&root);
        let annotator = self.annotator();
        let options = self.settings.options();
        self.jobs.start(tr!("job-open"), move |progress| {
            let opened = Workspace::open_with(&root, &annotator, options, progress);
            Action::Done(Box::new(move |app| app.opened(opened, sample)))
        });
    }

    /// The name under which this person labels.
    fn annotator(&self) -> String {
        self.settings.annotator.trim().to_owned()
    }

    pub(super) fn opened(&mut self, opened: Result<(Workspace, Report), OpenError>, sample: bool) {
        match opened {
            Ok((workspace, report)) => {
                let mut session = Session::new(workspace, report, Desk::new(Unit::Clause));
                session.sample = sample;
                if let Some(id) = session.first_unfinished() {
                    session.go(Action::Go(Place::Document(id)));
                    session.desk.trail.clear();
                }
                self.close_project();
                self.session = Some(session);
                self.remember();
                self.welcome(sample);
            }
            Err(OpenError::Cancelled) => {}
            Err(error) => self.dialog = Some(Box::new(ProblemsDialog::refused(&error))),
        }
    }

    /// Shows what was amiss when the project was opened; else asks who labels, if nobody has said.
    fn welcome(&mut self, sample: bool) {
        let Some(session) = &self.session else {
            return;
        };
        if !session.report.is_empty() {
            if let Some(dialog) = ProblemsDialog::new(&self.cx()) {
                self.dialog = Some(Box::new(dialog));
            }
        } else if self.settings.annotator.trim().is_empty() && !sample {
            self.dialog = Some(Box::new(AnnotatorDialog::new(&self.cx())));
        }
    }

    /// Puts the open project at the head of the recent ones.
    pub(in crate::app) fn remember(&mut self) {
        let Some(session) = self.session.as_ref().filter(|it| !it.sample) else {
            return;
        };
        let project = session.workspace.project();
        let done = |id| {
            project
                .layer(&session.key_of(id))
                .is_some_and(|it| it.status == Status::Done)
        };
        let recent = Recent {
            path: session.workspace.root().to_owned(),
            name: project.name.clone(),
            done: project.order.iter().filter(|id| done(id)).count(),
            total: project.order.len(),
            when: session.workspace.now(),
        };
        self.settings.remember(recent);
        self.save_settings();
    }

    /// The sample is unpacked once; work on it is kept like any other.
    fn try_sample(&mut self) {
        let Some(place) = sample::usual_place() else {
            self.notify(Notice::bad(tr!("sample-nowhere")));
            return;
        };
        self.let_go(&place);
        let options = self.settings.options();
        self.jobs.start(tr!("job-sample"), move |progress| {
            let ready = if sample::is_at(&place) {
                Ok(())
            } else {
                sample::unpack(&place)
            };
            match ready {
                Err(failure) => Action::Notify(Notice::bad(names::failure(&failure))),
                Ok(()) => {
                    let opened = Workspace::open_with(&place, sample::ANNOTATOR, options, progress);
                    Action::Done(Box::new(move |app| app.opened(opened, true)))
                }
            }
        });
    }

    fn open_corpus(&mut self, path: PathBuf) {
        self.let_go(&path.with_extension(""));
        let annotator = self.annotator();
        let options = self.settings.options();
        self.jobs.start(tr!("job-open"), move |progress| {
            match unpack_beside(&path) {
                Err(sentence) => Action::Notify(Notice::bad(sentence)),
                Ok(root) => {
                    let opened = Workspace::open_with(&root, &annotator, options, progress);
                    Action::Done(Box::new(move |app| app.opened(opened, false)))
                }
            }
        });
    }

    /// A project, a corpus or texts, dropped or chosen.
    fn incoming(&mut self, paths: Vec<PathBuf>) {
        if let [path] = paths.as_slice()
            && !matches!(kind_of(path), Kind::Texts | Kind::Missing(_))
        {
            return self.open(path.clone());
        }
        if !paths.is_empty() {
            self.dialog = Some(Box::new(ImportDialog::new(&self.cx(), paths)));
        }
    }

    fn create(&mut self, new: NewProject) {
        self.dialog = None;
        self.settings.annotator.clone_from(&new.annotator);
        let annotator = self.annotator();
        let language = i18n::language();
        let options = self.settings.options();
        self.jobs.start(tr!("job-create"), move |progress| {
            let made = Template::by_id(&new.schema)
                .ok_or_else(|| tr!("schema-unknown", id = new.schema.as_str()))
                .and_then(|it| it.project(&new.name, language).map_err(|it| it.to_string()))
                .and_then(|it| make(&new, it, progress).map_err(|it| names::failure(&it)));
            match made {
                Err(sentence) => Action::Notify(Notice::bad(sentence)),
                Ok(()) => {
                    let opened = Workspace::open_with(&new.folder, &annotator, options, progress);
                    Action::Done(Box::new(move |app| app.opened(opened, false)))
                }
            }
        });
    }

    fn add_texts(&mut self, new: NewProject) {
        self.dialog = None;
        let Some(session) = &self.session else { return };
        let (root, project) = (
            session.workspace.root().to_owned(),
            session.workspace.project().clone(),
        );
        self.jobs.start(tr!("job-add-texts"), move |progress| {
            match added(&root, &project, &new, progress) {
                Err(failure) => Action::Notify(Notice::bad(names::failure(&failure))),
                Ok((step, said)) => Action::Done(Box::new(move |app| {
                    let run = app.session.as_mut().map(|it| it.workspace.run(step));
                    app.tell(run.unwrap_or(Ok(())), said);
                })),
            }
        });
    }

    pub(super) fn close_project(&mut self) {
        self.remember();
        if let Some(mut session) = self.session.take()
            && let Err(failure) = session.workspace.settle()
        {
            self.notify(Notice::bad(names::failure(&failure)));
        }
    }

    /// Copies the project; with `go_on`, work goes on in the copy.
    fn save_elsewhere(&mut self, to: PathBuf, go_on: bool) {
        let Some(session) = &self.session else { return };
        if let Err(failure) = session.workspace.flush() {
            return self.notify(Notice::bad(names::failure(&failure)));
        }
        let root = session.workspace.root().to_owned();
        let annotator = session.workspace.annotator().to_string();
        let options = self.settings.options();
        self.jobs.start(tr!("job-copy"), move |progress| {
            match copy_project(&root, &to, progress) {
                Err(failure) => Action::Notify(Notice::bad(names::failure(&failure))),
                Ok(()) if go_on => {
                    let opened = Workspace::open_with(&to, &annotator, options, progress);
                    Action::Done(Box::new(move |app| app.opened(opened, false)))
                }
                Ok(()) => Action::Notify(Notice::good(tr!(
                    "saved-copy",
                    path = to.display().to_string()
                ))),
            }
        });
    }

    fn set_annotator(&mut self, name: &str) {
        self.dialog = None;
        if self.opens_anew(name) {
            return;
        }
        let done = self
            .session
            .as_mut()
            .map(|it| it.workspace.set_annotator(name));
        if let Some(session) = &mut self.session {
            session.desk.to_text();
            session
                .workspace
                .annotator_name()
                .clone_into(&mut self.settings.annotator);
        }
        self.save_settings();
        self.tell(
            done.unwrap_or(Ok(())),
            tr!("annotator-set", who = self.settings.annotator.as_str()),
        );
    }

    /// Where somebody else has the work open, another name may still write: the project is opened for it.
    fn opens_anew(&mut self, name: &str) -> bool {
        let Some(session) = &self.session else {
            return false;
        };
        let is_held = session.workspace.is_held();
        if is_held {
            let root = session.workspace.root().to_owned();
            let sample = session.sample;
            name.clone_into(&mut self.settings.annotator);
            self.save_settings();
            self.open_project(root, sample);
        }
        is_held
    }

    fn export(&mut self, order: ExportOrder) {
        self.dialog = None;
        let Some(session) = &self.session else { return };
        let project = session.workspace.project().clone();
        self.jobs.start(tr!("job-export"), move |progress| {
            match export_to(&project, &order, progress) {
                Ok(report) => Action::Show(Box::new(ExportedDialog::new(order.to.clone(), report))),
                Err(sentence) => Action::Notify(Notice::bad(sentence)),
            }
        });
    }

    fn tell(&mut self, done: Result<(), SaveFailure>, said: String) {
        self.notify(match done {
            Ok(()) => Notice::good(said),
            Err(failure) => Notice::bad(names::failure(&failure)),
        });
    }
}

/// Makes the folder of a new project.
fn make(new: &NewProject, start: Project, progress: &Progress) -> Result<(), SaveFailure> {
    match &new.labelled {
        None => create::from_texts(&new.folder, start, &new.texts, progress),
        Some(order) => take_in::create(&new.folder, &order.read(&start, progress)?),
    }
}

/// Adds to the texts of a project; gives the step that does the rest, and what is said of it.
fn added(
    root: &Path,
    project: &Project,
    new: &NewProject,
    progress: &Progress,
) -> Result<(Step, String), SaveFailure> {
    let Some(order) = &new.labelled else {
        let step = create::add_texts(root, project, &new.texts, progress)?;
        return Ok((step, tr!("texts-added")));
    };
    let imported = order.read(project, progress)?;
    let taken = take_in::add(root, project, &imported, progress)?;
    let said = match taken.known.len() {
        0 => tr!("texts-added"),
        n => tr!(
            "imported-some-known",
            count = n,
            new = taken.new.len(),
            shown = names::number(n)
        ),
    };
    Ok((taken.step(), said))
}

/// Writes what was chosen; the file is there whole or not at all.
fn export_to(
    project: &Project,
    order: &ExportOrder,
    progress: &Progress,
) -> Result<formats::Report, String> {
    let format = formats::by_id(&order.format)
        .ok_or_else(|| tr!("format-unknown", id = order.format.as_str()))?;
    let export = Export {
        format,
        project,
        selection: &order.selection,
        options: &order.options,
    };
    let folder = order.to.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).map_err(|it| it.to_string())?;
    let delivery = Delivery {
        export,
        plan: order.plan.as_ref(),
        datasheet: true,
        replace: true,
    };
    let path = || order.to.display().to_string();
    let delivered = delivery.to(&order.to, progress).map_err(|it| match it {
        ExportError::OverProject => tr!("export-over-project", path = path()),
        ExportError::Others(name) => tr!("export-others", path = path(), name = name),
        other => other.to_string(),
    })?;
    Ok(delivered.report)
}

/// Makes a project folder of a corpus file, beside it and under its name, unless it is there already.
fn unpack_beside(path: &Path) -> Result<PathBuf, String> {
    let root = path.with_extension("");
    if root.join(crate::store::paths::PROJECT).exists() {
        return Ok(root);
    }
    let corpus = Corpus::read(path).map_err(|it| it.to_string())?;
    create::from_project(&root, &corpus.into_project(), &BTreeMap::new())
        .map_err(|it| names::failure(&it))?;
    Ok(root)
}

impl Session {
    /// The first document begun, else the first to do, else the first of all.
    pub(super) fn first_unfinished(&self) -> Option<crate::model::id::DocumentId> {
        let project = self.workspace.project();
        let status = |id| {
            project
                .layer(&self.key_of(id))
                .map_or(Status::ToDo, |it| it.status)
        };
        let first = |wanted| project.order.iter().find(|id| status(id) == wanted);
        first(Status::InProgress)
            .or_else(|| first(Status::ToDo))
            .or_else(|| project.order.first())
            .cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Options, Selection};

    #[test]
    fn a_folder_with_something_of_somebody_else_is_refused_in_words_of_the_window() {
        let folder = tempfile::tempdir().unwrap();
        let thesis = folder.path().join("thesis.txt");
        std::fs::write(&thesis, "mine").unwrap();
        let order = ExportOrder {
            format: "brat".to_owned(),
            selection: Selection::default(),
            options: Options::default(),
            plan: None,
            to: folder.path().to_owned(),
        };
        let refused = export_to(&Project::default(), &order, &Progress::default()).unwrap_err();
        let path = folder.path().display().to_string();
        let words = tr!("export-others", path = path, name = "thesis.txt");
        assert_eq!(refused, words);
        assert!(thesis.is_file());
    }
}
