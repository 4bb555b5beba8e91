//! The list at the left: labels with their colors, keys and counts, links, and what else there is.

use egui::Ui;

use super::parts::adder;
use super::{Chosen, SchemaDialog};
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{Row, heading, label_color};
use crate::i18n::language;
use crate::model::colors::next_color;
use crate::model::id::{LabelId, LinkKindId};
use crate::model::keys::next_key;
use crate::model::project::Project;
use crate::model::reform::fresh;
use crate::model::schema::{Label, LinkKind, Localized, Pattern, Tier};
use crate::tr;

impl SchemaDialog {
    pub(super) fn list_ui(&mut self, ui: &mut Ui, project: &Project) {
        heading(ui, &tr!("schema-labels"));
        self.labels_ui(ui);
        if let Some(name) = adder(ui, &tr!("schema-new-label"), &mut self.names[0]) {
            self.add_label(&name);
        }
        ui.add_space(12.0);
        heading(ui, &tr!("schema-links"));
        self.links_ui(ui);
        if !self.draft.labels.is_empty()
            && let Some(name) = adder(ui, &tr!("schema-new-link"), &mut self.names[1])
        {
            self.add_link(&name);
        }
        ui.add_space(12.0);
        heading(ui, &tr!("schema-more"));
        self.row(
            ui,
            Chosen::Document,
            &tr!("schema-document"),
            self.draft.document_labels.len(),
        );
        self.row(
            ui,
            Chosen::Targets,
            &tr!("schema-targets"),
            project.targets.len(),
        );
    }

    fn labels_ui(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        let mut clicked = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for label in &self.draft.labels {
                let count = self.usage.labels.get(&label.id).copied();
                let count = count.map(names::number).unwrap_or_default();
                let key = label.key.map(String::from);
                let row = Row::new(label.name.get(language()))
                    .mark(Some(label_color(palette, label.color)))
                    .detail(&count)
                    .key(key.as_deref())
                    .selected(self.chosen == Chosen::Label(label.id.clone()));
                if ui.add(row).clicked() {
                    clicked = Some(Chosen::Label(label.id.clone()));
                }
            }
        });
        self.choose(clicked);
    }

    fn links_ui(&mut self, ui: &mut Ui) {
        let mut clicked = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for link in &self.draft.links {
                let count = self.usage.links.get(&link.id).copied();
                let count = count.map(names::number).unwrap_or_default();
                let key = link.key.map(String::from);
                let row = Row::new(link.name.get(language()))
                    .detail(&count)
                    .key(key.as_deref())
                    .selected(self.chosen == Chosen::Link(link.id.clone()));
                if ui.add(row).clicked() {
                    clicked = Some(Chosen::Link(link.id.clone()));
                }
            }
        });
        self.choose(clicked);
    }

    fn row(&mut self, ui: &mut Ui, chosen: Chosen, name: &str, count: usize) {
        let detail = names::number(count);
        let row = Row::new(name)
            .detail(&detail)
            .selected(self.chosen == chosen);
        if ui.add(row).clicked() {
            self.choose(Some(chosen));
        }
    }

    pub(super) fn choose(&mut self, chosen: Option<Chosen>) {
        if let Some(chosen) = chosen {
            self.chosen = chosen;
            self.question = None;
            self.refused = None;
        }
    }

    fn add_label(&mut self, name: &str) {
        let taken = self.draft.labels.iter().map(|it| it.id.as_str());
        let id = LabelId::new(fresh(name, taken));
        self.draft.labels.push(Label {
            id: id.clone(),
            name: named(name),
            key: next_key(name, &self.draft.labels),
            color: next_color(&self.draft.labels),
            pattern: Pattern::default(),
            tier: Tier::Core,
            help: Localized::default(),
            attributes: Vec::new(),
        });
        self.choose(Some(Chosen::Label(id)));
    }

    fn add_link(&mut self, name: &str) {
        let taken = self.draft.links.iter().map(|it| it.id.as_str());
        let id = LinkKindId::new(fresh(name, taken));
        let all = self.draft.labels.iter().map(|it| it.id.clone());
        self.draft.links.push(LinkKind {
            id: id.clone(),
            name: named(name),
            key: None,
            from: all.clone().collect(),
            to: all.collect(),
            max_out: None,
            symmetric: false,
            tier: Tier::Core,
        });
        self.choose(Some(Chosen::Link(id)));
    }
}

/// A name in the language of the interface.
pub(super) fn named(name: &str) -> Localized {
    Localized([(language().to_owned(), name.to_owned())].into())
}
