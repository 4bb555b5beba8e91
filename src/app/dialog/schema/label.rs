//! A label: its name, look, key, help and questions; making it part of another, dividing or removing it.

use egui::Ui;

use super::parts::{acts, chooser, key, shift, tier, ups_and_downs, words};
use super::{SchemaDialog, Wish, look};
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{hairline, heading, note, plain_button};
use crate::i18n::language;
use crate::model::id::LabelId;
use crate::model::project::Project;
use crate::model::reform::Reform;
use crate::tr;

impl SchemaDialog {
    pub(super) fn label_ui(&mut self, ui: &mut Ui, project: &Project, id: &LabelId) {
        let Some(i) = self.draft.labels.iter().position(|it| it.id == *id) else {
            return;
        };
        self.label_acts(ui, project, id, i);
        if let Some(label) = self.draft.labels.get_mut(i) {
            words(ui, &tr!("schema-name"), &mut label.name);
            look::ui(ui, label);
            ui.horizontal(|ui| {
                key(ui, &mut label.key);
                tier(ui, &mut label.tier);
            });
        }
        self.clashes_ui(ui, id.as_str());
        if let Some(label) = self.draft.labels.get_mut(i) {
            words(ui, &tr!("schema-help"), &mut label.help);
        }
        ui.add_space(4.0);
        hairline(ui);
        heading(ui, &tr!("schema-questions"));
        self.questions_ui(ui, project, Some(id));
    }

    /// What can be done to a label as a whole.
    fn label_acts(&mut self, ui: &mut Ui, project: &Project, id: &LabelId, i: usize) {
        let count = self.usage.labels.get(id).copied().unwrap_or_default();
        let used = tr!("schema-label-used", id = id.as_str(), count = count);
        acts(ui, &used, |ui| {
            if plain_button(ui, &tr!("schema-label-remove")).clicked() {
                self.wish = Some(Wish::Reform(Box::new(Ok(Reform::remove_label(
                    project, id,
                )))));
            }
            if plain_button(ui, &tr!("schema-split")).clicked() {
                self.wish = Some(Wish::Split(id.clone()));
            }
            let name = names::label(&self.draft, id);
            let last = i + 1 == self.draft.labels.len();
            let moved = ups_and_downs(ui, &name, i == 0, last);
            if let Some(way) = moved {
                shift(&mut self.draft.labels, i, way);
            }
            let others: Vec<&crate::model::schema::Label> = project
                .schema
                .labels
                .iter()
                .filter(|it| it.id != *id)
                .collect();
            let offers: Vec<String> = others
                .iter()
                .map(|it| it.name.get(language()).to_owned())
                .collect();
            let into = chooser(ui, ("merge", id.as_str()), &tr!("schema-merge"), &offers);
            if let Some(into) = into.and_then(|i| others.get(i)) {
                self.wish = Some(Wish::Reform(Box::new(Reform::merge(project, id, &into.id))));
            }
        });
    }

    /// The keys that mean two things, as far as `id` is one of them.
    pub(super) fn clashes_ui(&self, ui: &mut Ui, id: &str) {
        let clashes = crate::model::reform::fault::clashes(&self.draft);
        for clash in clashes
            .iter()
            .filter(|it| it.between.iter().any(|x| x == id))
        {
            let other = clash.between.iter().find(|it| *it != id);
            let other = other.map_or(id, String::as_str);
            let words = tr!(
                "schema-clash",
                key = clash.key.to_string(),
                other = names::detail(&self.draft, other)
            );
            note(ui, &words, Palette::of(ui).bad);
        }
    }
}
