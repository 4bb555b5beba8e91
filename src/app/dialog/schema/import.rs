//! Taking in another schema: one that comes with the program, that of another project, or the
//! configuration of another program; in the place of this one or added to it.

use std::path::Path;

use egui::{ScrollArea, Ui};

use super::parts::combo;
use super::sheet::words_ui;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::dialog::{Dialog, Slot, Wanted, foot};
use crate::app::names;
use crate::app::widget::{caption, field_with_button, heading, note, radio};
use crate::i18n::language;
use crate::model::project::Project;
use crate::model::reform::{Impact, Reform, joined};
use crate::store::schema_file::{self, SchemaFile};
use crate::store::schemas::{TEMPLATES, Template};
use crate::tr;

/// Asks which schema to take in, and how.
#[derive(Default)]
pub(super) struct ImportSheet {
    path: String,
    slot: Slot,
    /// The file that was read last, and what it says.
    read: Option<(String, Result<SchemaFile, String>)>,
    template: usize,
    replaces: bool,
    /// What taking it in touches, for the choice it was counted for.
    outlook: Option<(String, bool, Result<Impact, String>)>,
    pub wanted: Option<Reform>,
}

impl ImportSheet {
    /// What is chosen, if it can be read.
    fn found(&self) -> Option<&SchemaFile> {
        self.read.as_ref()?.1.as_ref().ok()
    }

    fn choose_ui(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let mut offers = vec![tr!("schema-import-file")];
        offers.extend(TEMPLATES.iter().map(template_name));
        let chosen = combo(
            ui,
            "templates",
            &tr!("schema-import-from"),
            self.template,
            &offers,
        );
        if let Some(i) = chosen {
            self.template = i;
            self.read = None;
        }
        if self.template > 0 {
            return;
        }
        let (field, browses) = field_with_button(
            ui,
            &tr!("schema-import-path"),
            &mut self.path,
            &tr!("browse"),
        );
        if browses {
            let title = tr!("schema-import-pick");
            out.push(self.slot.ask(Wanted::Schema, title, String::new()));
        }
        if let Some(path) = self.slot.take() {
            self.path = path.display().to_string();
        }
        if field.has_focus() {
            self.read = None;
        }
        caption(ui, &tr!("schema-import-hint"));
    }

    /// Reads what is chosen, once the field is left.
    fn look(&mut self, ui: &Ui) {
        let chosen = match self.template.checked_sub(1).and_then(|i| TEMPLATES.get(i)) {
            Some(template) => template.id.to_owned(),
            None => self.path.trim().to_owned(),
        };
        let known = self.read.as_ref().is_some_and(|it| it.0 == chosen);
        if known || chosen.is_empty() || ui.ctx().text_edit_focused() {
            return;
        }
        let read = match TEMPLATES
            .iter()
            .find(|it| self.template > 0 && it.id == chosen)
        {
            Some(template) => of_template(template),
            None => schema_file::read(Path::new(&chosen)).map_err(|it| names::trouble(&it)),
        };
        self.read = Some((chosen, read));
        self.outlook = None;
    }

    fn reform(&self, project: &Project) -> Option<Reform> {
        let found = self.found()?;
        let schema = if self.replaces {
            found.schema.clone()
        } else {
            joined(&project.schema, &found.schema)
        };
        let name = found.schema.title.get(language());
        Some(Reform::import(project, schema, &found.targets, name))
    }

    fn outlook(&mut self, project: &Project) {
        let Some((read, _)) = &self.read else { return };
        let known = self.outlook.as_ref();
        if known.is_some_and(|it| it.0 == *read && it.1 == self.replaces) {
            return;
        }
        let Some(reform) = self.reform(project) else {
            return;
        };
        let impact = reform.plan(project).map(|it| it.impact);
        let impact = impact.map_err(|it| super::sheet::refusal(&reform.schema, &it));
        self.outlook = Some((read.clone(), self.replaces, impact));
    }

    fn found_ui(&mut self, ui: &mut Ui, cx: &Cx) {
        match self.read.as_ref().map(|it| &it.1) {
            None => return,
            Some(Err(sentence)) => {
                note(ui, sentence, cx.palette.bad);
                return;
            }
            Some(Ok(found)) => told_ui(ui, cx, found),
        }
        ui.horizontal(|ui| {
            for (replaces, words) in [
                (false, "schema-import-add"),
                (true, "schema-import-replace"),
            ] {
                if radio(ui, self.replaces == replaces, &tr!(words)).clicked() {
                    self.replaces = replaces;
                }
            }
        });
        match self.outlook.as_ref().map(|it| &it.2) {
            Some(Ok(impact)) => words_ui(ui, impact),
            Some(Err(refusal)) => {
                note(ui, refusal, cx.palette.bad);
            }
            None => {}
        }
    }
}

impl Dialog for ImportSheet {
    fn title(&self) -> String {
        tr!("schema-import-title")
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        // Enter in the field leaves it; only what was shown is taken in by the next.
        let was_shown = self.outlook.is_some();
        self.choose_ui(ui, out);
        self.look(ui);
        self.outlook(project);
        self.found_ui(ui, cx);
        let fits = matches!(&self.outlook, Some((_, _, Ok(_))));
        let ready = was_shown && fits && self.found().is_some();
        if foot(ui, &tr!("schema-import-do"), ready, out) {
            self.wanted = self.reform(project);
            out.push(Action::CloseDialog);
        }
    }
}

/// What was found in the file, and what has no place here.
fn told_ui(ui: &mut Ui, cx: &Cx, found: &SchemaFile) {
    let schema = &found.schema;
    let labels: Vec<&str> = schema
        .labels
        .iter()
        .map(|it| it.name.get(language()))
        .collect();
    ui.label(tr!(
        "schema-import-found",
        program = found.program,
        labels = labels.len(),
        links = schema.links.len(),
        names = names::clipped(&labels.join(", "), 160)
    ));
    if found.left.is_empty() {
        return;
    }
    heading(ui, &tr!("schema-import-left", count = found.left.len()));
    ScrollArea::vertical()
        .id_salt("left")
        .max_height(96.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for left in &found.left {
                let words = tr!(left.key, what = names::clipped(&left.what, 80));
                note(ui, &words, cx.palette.secondary);
            }
        });
}

fn template_name(template: &Template) -> String {
    let title = template.schema().map(|it| it.title);
    title.map_or_else(
        |_| template.id.to_owned(),
        |it| it.get(language()).to_owned(),
    )
}

fn of_template(template: &Template) -> Result<SchemaFile, String> {
    let read = || {
        Ok(SchemaFile {
            program: "Sententia",
            schema: template.schema()?,
            targets: template.targets(language())?,
            left: Vec::new(),
        })
    };
    read().map_err(|it: crate::store::Trouble| names::trouble(&it))
}
