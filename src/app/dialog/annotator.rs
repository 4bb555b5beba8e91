//! Who labels: choosing among the annotators of the project, or adding one.

use egui::Ui;

use super::{Dialog, focus_once, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{caption, field, note, radio};
use crate::model::id::AnnotatorId;
use crate::model::project::Project;
use crate::tr;

/// Asks who labels.
pub struct AnnotatorDialog {
    chosen: Option<AnnotatorId>,
    name: String,
    focused: bool,
}

impl AnnotatorDialog {
    pub fn new(cx: &Cx) -> Self {
        let chosen = cx.session.map(|it| it.workspace.annotator().clone());
        Self {
            chosen,
            name: String::new(),
            focused: false,
        }
    }

    fn name_taken(&self, project: &Project) -> bool {
        let name = self.name.trim().to_lowercase();
        project
            .annotators
            .values()
            .any(|it| it.name.to_lowercase() == name)
    }
}

impl Dialog for AnnotatorDialog {
    fn title(&self) -> String {
        tr!("annotator-title")
    }

    fn width(&self) -> f32 {
        400.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        caption(ui, &tr!("annotator-hint"));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // Who has not done anything yet is not listed in the project.
            let unlisted = self
                .chosen
                .clone()
                .filter(|it| !project.annotators.contains_key(it));
            let unlisted = unlisted
                .map(|id| (id, cx.settings.annotator.clone()))
                .filter(|it| !it.1.trim().is_empty());
            let listed = project
                .annotators
                .keys()
                .map(|id| (id.clone(), names::person(project, id)));
            for (id, name) in listed.chain(unlisted).collect::<Vec<_>>() {
                let on = self.name.trim().is_empty() && self.chosen.as_ref() == Some(&id);
                if radio(ui, on, &name).clicked() {
                    self.chosen = Some(id);
                    self.name.clear();
                }
            }
        });
        let response = field(
            ui,
            &tr!("annotator-new"),
            &mut self.name,
            &tr!("annotator-name-hint"),
        );
        focus_once(&mut self.focused, &response);
        let taken = self.name_taken(project);
        if taken {
            note(ui, &tr!("annotator-taken"), Palette::of(ui).warning);
        }
        if foot(ui, &tr!("annotator-choose"), !taken, out) {
            out.push(Action::CloseDialog);
            let name = self.name.trim();
            if name.is_empty() {
                out.extend(self.chosen.clone().map(Action::SetAnnotator));
            } else {
                out.push(Action::AddAnnotator(name.to_owned()));
            }
        }
    }
}
