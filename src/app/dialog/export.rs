//! The way out: which format, which documents, whose records, where to; and before anything is
//! written, how much that is and what the format cannot hold.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::Ui;

use super::{Dialog, ExportOrder, Slot, Wanted, close_foot, documents_folder, foot};
use crate::app::action::{Action, Notice};
use crate::app::cx::Cx;
use crate::app::names::{number, person};
use crate::app::panel::coach;
use crate::app::theme::Palette;
use crate::app::widget::{
    caption, field_with_button, hairline, heading, note, quiet_button, radio, segmented, tick,
};
use crate::formats::{Documents, Export, FORMATS, Format, Options, Report, Selection, by_id};
use crate::model::check;
use crate::model::id::{AnnotatorId, DocumentId, slug};
use crate::model::progress::Progress;
use crate::model::project::Project;
use crate::tr;

/// An export, while it is being chosen.
pub struct ExportDialog {
    format: &'static str,
    /// Which documents: 0 all, 1 done, 2 the open one.
    which: usize,
    current: Option<DocumentId>,
    annotators: BTreeSet<AnnotatorId>,
    to: String,
    browsed: Slot,
    outlook: Option<Outlook>,
}

/// What would be written, for the choice it was counted for.
struct Outlook {
    format: &'static str,
    selection: Selection,
    report: Report,
    n_incomplete: usize,
}

impl ExportDialog {
    /// Everything, as a corpus; `None` while no project is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        let project = cx.project()?;
        Some(Self {
            format: FORMATS.first()?.id(),
            which: 0,
            current: cx.document().map(|it| it.id.clone()),
            annotators: project.annotators.keys().cloned().collect(),
            to: String::new(),
            browsed: Slot::default(),
            outlook: None,
        })
    }

    fn selection(&self, project: &Project) -> Selection {
        let everyone = self.annotators.len() == project.annotators.len();
        Selection {
            documents: match (self.which, &self.current) {
                (1, _) => Documents::Done,
                (2, Some(id)) => Documents::Chosen([id.clone()].into()),
                _ => Documents::All,
            },
            annotators: (!everyone).then(|| self.annotators.clone()),
            ..Selection::default()
        }
    }

    /// A file among the person's documents, with the name of the project.
    fn propose_path(&mut self, project: &Project) {
        let ending = by_id(self.format).map_or("ron", |it| it.extension());
        let name = format!("{}.{ending}", slug(&project.name));
        self.to = documents_folder().join(name).display().to_string();
    }

    /// Counts again when the choice is another one.
    fn count(&mut self, project: &Project) {
        let selection = self.selection(project);
        let known = self
            .outlook
            .as_ref()
            .is_some_and(|it| it.format == self.format && it.selection == selection);
        let Some(format) = by_id(self.format).filter(|_| !known) else {
            return;
        };
        let (chosen, _) = selection.narrow(project);
        let spans = chosen
            .layers
            .values()
            .flat_map(|it| it.values())
            .flat_map(|it| it.spans());
        self.outlook = Some(Outlook {
            format: self.format,
            n_incomplete: spans.filter(|it| !check::complete(project, it)).count(),
            report: outlook(format, project, &selection),
            selection,
        });
    }

    fn format_ui(&mut self, ui: &mut Ui) {
        heading(ui, &tr!("export-format"));
        ui.spacing_mut().item_spacing.y = 0.0;
        for format in FORMATS {
            if radio(
                ui,
                self.format == format.id(),
                &tr!(&format!("format-{}", format.id())),
            )
            .clicked()
            {
                self.format = format.id();
                let to = Path::new(self.to.trim()).with_extension(format.extension());
                self.to = to.display().to_string();
            }
        }
    }

    fn what_ui(&mut self, ui: &mut Ui, project: &Project) {
        heading(ui, &tr!("export-documents"));
        let (all, done, this) = (tr!("export-all"), tr!("export-done"), tr!("export-this"));
        let answers = [all.as_str(), &done, &this];
        let n = if self.current.is_some() { 3 } else { 2 };
        if let Some(which) = segmented(ui, self.which, answers.get(..n).unwrap_or(&answers)) {
            self.which = which;
        }
        if project.annotators.is_empty() {
            return;
        }
        ui.add_space(8.0);
        heading(ui, &tr!("export-annotators"));
        ui.horizontal_wrapped(|ui| {
            for id in project.annotators.keys() {
                let mut on = self.annotators.contains(id);
                if tick(ui, &mut on, &person(project, id)).changed() {
                    if on {
                        self.annotators.insert(id.clone());
                    } else {
                        self.annotators.remove(id);
                    }
                }
            }
        });
    }

    fn outlook_ui(&self, ui: &mut Ui) {
        let Some(outlook) = &self.outlook else { return };
        let written = &outlook.report.written;
        heading(ui, &tr!("export-outlook"));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for (key, n) in [
                ("export-n-documents", written.documents),
                ("export-n-spans", written.spans),
                ("export-n-links", written.links),
            ] {
                ui.label(tr!(key, count = n, shown = number(n)));
            }
        });
        let palette = Palette::of(ui);
        if outlook.n_incomplete > 0 {
            let n = outlook.n_incomplete;
            note(
                ui,
                &tr!("export-n-incomplete", count = n, shown = number(n)),
                palette.warning,
            );
        }
        if outlook.report.losses.is_empty() {
            caption(ui, &tr!("export-no-losses"));
        }
        for loss in &outlook.report.losses {
            note(
                ui,
                &tr!(loss.kind.key(), count = loss.count),
                palette.warning,
            );
        }
    }

    fn to_ui(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        if let Some(path) = self.browsed.take() {
            self.to = path.display().to_string();
        }
        let (_, browse) = field_with_button(ui, &tr!("export-to"), &mut self.to, &tr!("browse"));
        if browse {
            let path = PathBuf::from(self.to.trim());
            let file = path
                .file_name()
                .map(|it| it.to_string_lossy().into_owned())
                .unwrap_or_default();
            out.push(self.browsed.ask(Wanted::New, tr!("export-pick"), file));
        }
        let path = Path::new(self.to.trim());
        let palette = Palette::of(ui);
        if !path.is_absolute() {
            note(ui, &tr!("import-folder-relative"), palette.bad);
        } else if path.is_dir() {
            note(ui, &tr!("export-is-folder"), palette.bad);
        } else if path.exists() {
            note(ui, &tr!("export-replaces"), palette.warning);
        }
    }

    fn ready(&self, project: &Project) -> bool {
        let path = Path::new(self.to.trim());
        let whose = project.annotators.is_empty() || !self.annotators.is_empty();
        whose && path.is_absolute() && !path.is_dir() && path.file_name().is_some()
    }
}

impl Dialog for ExportDialog {
    fn title(&self) -> String {
        tr!("export-title")
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        if self.outlook.is_none() {
            self.propose_path(project);
        }
        self.count(project);
        ui.scope(|ui| self.format_ui(ui));
        ui.add_space(8.0);
        self.what_ui(ui, project);
        ui.add_space(4.0);
        hairline(ui);
        self.outlook_ui(ui);
        hairline(ui);
        self.to_ui(ui, out);
        if foot(ui, &tr!("export-button"), self.ready(project), out) {
            coach::exported(ui.ctx());
            out.push(Action::CloseDialog);
            out.push(Action::Export(Box::new(ExportOrder {
                format: self.format.to_owned(),
                selection: self.selection(project),
                to: PathBuf::from(self.to.trim()),
            })));
        }
    }
}

/// What an export would write and lose.
fn outlook(format: &dyn Format, project: &Project, selection: &Selection) -> Report {
    let options = Options::default();
    let export = Export {
        format,
        project,
        selection,
        options: &options,
    };
    export.preview(&Progress::default()).unwrap_or_default()
}

/// Says what was written and where, once it is.
pub struct ExportedDialog {
    to: PathBuf,
    report: Report,
}

impl ExportedDialog {
    pub fn new(to: PathBuf, report: Report) -> Self {
        Self { to, report }
    }
}

impl Dialog for ExportedDialog {
    fn title(&self) -> String {
        tr!("exported-title")
    }

    fn width(&self) -> f32 {
        480.0
    }

    fn ui(&mut self, ui: &mut Ui, _: &Cx, out: &mut Vec<Action>) {
        let path = self.to.display().to_string();
        ui.add(egui::Label::new(&path).wrap());
        let written = &self.report.written;
        let counts = [
            ("export-n-documents", written.documents),
            ("export-n-spans", written.spans),
            ("export-n-links", written.links),
        ];
        let counts: Vec<String> = counts
            .iter()
            .map(|(key, n)| tr!(key, count = *n, shown = number(*n)))
            .collect();
        caption(ui, &counts.join(" · "));
        for loss in &self.report.losses {
            note(
                ui,
                &tr!(loss.kind.key(), count = loss.count),
                Palette::of(ui).warning,
            );
        }
        if quiet_button(ui, &tr!("copy-path"), None).clicked() {
            out.push(Action::Copy(path));
            out.push(Action::Notify(Notice::good(tr!("copied"))));
        }
        close_foot(ui, out);
    }
}
