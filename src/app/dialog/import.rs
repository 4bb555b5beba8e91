//! From texts to a project: looks at the files given, shows which are texts and in what encoding, asks
//! for a name, a folder, who labels and by which schema. With a project open it can add to it instead.
//! What is more than plain texts is read by its format, and shown with its marks before it comes in.

mod form;
mod labelled;
mod preview;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Ui;

use self::form::Form;
use self::labelled::{Labelled, recognized};
use self::texts::TextList;
use super::job::{Job, State};
use super::{Dialog, NewProject, close_foot, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::widget::{empty_state, segmented};
use crate::formats::input::Input;
use crate::formats::{Hold, by_id};
use crate::model::project::Project;
use crate::store::Cancelled;
use crate::store::texts::{Survey, survey};
use crate::tr;

pub use self::labelled::ImportOrder;

/// The scheme to start from where the files bring their own.
const OWN_SCHEME: &str = "empty";

/// What a look at the files found.
enum Looked {
    Texts(Result<Survey, Cancelled>),
    Labelled(Arc<Input>, &'static str),
}

/// Texts on their way into a project.
pub struct ImportDialog {
    paths: Vec<PathBuf>,
    /// The open project, which the texts can be added to, and whether they are to be.
    open: Option<(Arc<Project>, bool)>,
    looking: Option<Job<Looked>>,
    texts: Option<TextList>,
    labelled: Option<Labelled>,
    /// A project without documents, for what comes into a new one.
    bare: Arc<Project>,
    form: Form,
}

impl ImportDialog {
    /// Looks at files and folders. While a project is open, they are meant to be added to it.
    pub fn new(cx: &Cx, paths: Vec<PathBuf>) -> Self {
        Self {
            form: Form::new(cx, &proposed_name(&paths)),
            open: cx.project().map(|it| (Arc::new(it.clone()), true)),
            looking: None,
            texts: None,
            labelled: None,
            bare: Arc::default(),
            paths,
        }
    }

    fn adding(&self) -> bool {
        self.open.as_ref().is_some_and(|it| it.1)
    }

    /// Starts looking, or takes what was found. Gives whether there is something to show.
    fn look(&mut self, ui: &Ui, out: &mut Vec<Action>) -> bool {
        if self.texts.is_some() || self.labelled.is_some() {
            return true;
        }
        let job = self.looking.get_or_insert_with(|| {
            let paths = self.paths.clone();
            let project = self
                .open
                .as_ref()
                .filter(|it| it.1)
                .map(|it| Arc::clone(&it.0));
            Job::start(ui.ctx(), move |progress| match recognized(&paths) {
                Some((input, format)) => Looked::Labelled(input, format),
                None => Looked::Texts(survey(&paths, project.as_deref(), progress)),
            })
        });
        match job.poll() {
            State::Running => {}
            State::Done(Looked::Texts(Ok(survey))) => {
                self.texts = Some(TextList::new(survey));
                self.looking = None;
            }
            State::Done(Looked::Labelled(input, format)) => {
                self.labelled = Some(Labelled::new(input, format, &self.form.annotator));
                if by_id(format).is_some_and(|it| it.holds.spans == Hold::Yes) {
                    OWN_SCHEME.clone_into(&mut self.form.schema);
                }
                self.looking = None;
            }
            State::Done(Looked::Texts(Err(Cancelled))) | State::Lost => {
                out.push(Action::CloseDialog);
            }
        }
        self.texts.is_some() || self.labelled.is_some()
    }

    fn target_ui(&mut self, ui: &mut Ui) {
        let Some((project, adding)) = &mut self.open else {
            return;
        };
        let add = tr!("import-add-to", name = project.name.as_str());
        let new = tr!("import-new");
        if let Some(chosen) = segmented(ui, usize::from(!*adding), &[&add, &new]) {
            *adding = chosen == 0;
            self.texts = None;
            if let Some(labelled) = &mut self.labelled {
                labelled.again();
            }
        }
        ui.add_space(4.0);
    }

    fn finish(&mut self, out: &mut Vec<Action>) {
        let order = self.labelled.as_ref().map(Labelled::order);
        let texts = self.texts.take().map(|it| it.survey.accepted);
        if order.is_none() && texts.is_none() {
            return;
        }
        let project = Box::new(NewProject {
            texts: texts.unwrap_or_default(),
            labelled: order,
            folder: self.form.folder(),
            name: self.form.name.trim().to_owned(),
            annotator: self.form.annotator.trim().to_owned(),
            schema: self.form.schema.clone(),
        });
        out.push(Action::CloseDialog);
        out.push(if self.adding() {
            Action::AddTexts(project)
        } else {
            Action::CreateProject(project)
        });
    }
}

impl ImportDialog {
    fn labelled_ui(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let adding = self.adding();
        let base = match &self.open {
            Some((project, true)) => Arc::clone(project),
            _ => Arc::clone(&self.bare),
        };
        let height = (ui.ctx().content_rect().height() - 260.0).clamp(240.0, 560.0);
        let Some(labelled) = &mut self.labelled else {
            return;
        };
        if adding {
            labelled.ui(ui, height, &base, out);
        } else {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    ui.set_width(340.0_f32.min(ui.available_width() * 0.42));
                    ui.set_min_height(height);
                    self.form.ui(ui, height, out);
                });
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    labelled.ui(ui, height, &base, out);
                });
            });
        }
        let n = labelled.n_documents().unwrap_or(0);
        let ready = n > 0 && (adding || self.form.ready());
        let words = if adding {
            tr!(
                "import-add",
                count = n,
                shown = crate::app::names::number(n)
            )
        } else {
            tr!("import-create")
        };
        if foot(ui, &words, ready, out) {
            self.finish(out);
        }
    }
}

impl Dialog for ImportDialog {
    fn title(&self) -> String {
        if self.adding() {
            tr!("import-title-add")
        } else {
            tr!("import-title")
        }
    }

    fn width(&self) -> f32 {
        if self.texts.is_none() && self.labelled.is_none() {
            480.0
        } else if self.labelled.is_some() && self.adding() {
            760.0
        } else if self.adding() {
            640.0
        } else {
            920.0
        }
    }

    fn ui(&mut self, ui: &mut Ui, _: &Cx, out: &mut Vec<Action>) {
        if !self.look(ui, out) {
            if self.looking.as_ref().is_some_and(|it| it.ui(ui)) {
                out.push(Action::CloseDialog);
            }
            return;
        }
        self.target_ui(ui);
        if self.labelled.is_some() {
            return self.labelled_ui(ui, out);
        }
        let adding = self.adding();
        let Some(texts) = &mut self.texts else { return };
        let n = texts.survey.accepted.len();
        if n == 0 && texts.survey.refused.is_empty() {
            empty_state(
                ui,
                &tr!("import-nothing"),
                &tr!("import-nothing-hint"),
                None,
            );
            return close_foot(ui, out);
        }
        let height = (ui.ctx().content_rect().height() - 260.0).clamp(200.0, 520.0);
        if adding {
            texts.ui(ui, height, out);
        } else {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    ui.set_width(340.0_f32.min(ui.available_width() * 0.45));
                    ui.set_min_height(height);
                    self.form.ui(ui, height, out);
                });
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    texts.ui(ui, height, out);
                });
            });
        }
        let ready = n > 0 && (adding || self.form.ready());
        let words = if adding {
            tr!(
                "import-add",
                count = n,
                shown = crate::app::names::number(n)
            )
        } else {
            tr!("import-create")
        };
        if foot(ui, &words, ready, out) {
            self.finish(out);
        }
    }
}

/// The name of the folder that all texts are in.
fn proposed_name(paths: &[PathBuf]) -> String {
    let name = |it: &Path| it.file_name().map(|it| it.to_string_lossy().into_owned());
    let folder = match paths {
        [folder] if folder.is_dir() => name(folder),
        [file] => file.file_stem().map(|it| it.to_string_lossy().into_owned()),
        [first, ..] => first.parent().and_then(name),
        [] => None,
    };
    folder.unwrap_or_else(|| tr!("import-unnamed"))
}
