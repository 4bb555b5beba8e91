//! A kind of link: its name and key, which labels it may join, how many may leave one record.

use std::collections::BTreeSet;

use egui::Ui;

use super::parts::{acts, key, number, tier, words};
use super::{SchemaDialog, Wish};
use crate::app::widget::{heading, plain_button, tick};
use crate::i18n::language;
use crate::model::id::{LabelId, LinkKindId};
use crate::model::project::Project;
use crate::model::reform::Reform;
use crate::model::schema::{Label, Schema};
use crate::tr;

impl SchemaDialog {
    pub(super) fn link_ui(&mut self, ui: &mut Ui, project: &Project, id: &LinkKindId) {
        let count = self.usage.links.get(id).copied().unwrap_or_default();
        let used = tr!("schema-link-used", id = id.as_str(), count = count);
        acts(ui, &used, |ui| {
            if plain_button(ui, &tr!("schema-link-remove")).clicked() {
                let mut schema = Schema::clone(&project.schema);
                schema.links.retain(|it| it.id != *id);
                let reform = Reform::to(project, schema, id.as_str());
                self.wish = Some(Wish::Reform(Box::new(Ok(
                    reform.named("step-schema-remove")
                ))));
            }
        });
        let Schema { labels, links, .. } = &mut self.draft;
        let Some(link) = links.iter_mut().find(|it| it.id == *id) else {
            return;
        };
        words(ui, &tr!("schema-name"), &mut link.name);
        ui.horizontal(|ui| {
            key(ui, &mut link.key);
            tier(ui, &mut link.tier);
            let mut most = link.max_out.map(f64::from);
            number(ui, &tr!("schema-most"), 160.0, &mut most);
            link.max_out = most.map(|it| it.clamp(1.0, 1000.0) as u32);
        });
        tick(ui, &mut link.symmetric, &tr!("schema-symmetric"));
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                heading(left, &tr!("schema-from"));
                ends(left, labels, &mut link.from);
                heading(right, &tr!("schema-to"));
                ends(right, labels, &mut link.to);
            }
        });
        self.clashes_ui(ui, id.as_str());
    }
}

fn ends(ui: &mut Ui, labels: &[Label], ends: &mut BTreeSet<LabelId>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for label in labels {
        let mut on = ends.contains(&label.id);
        let name = label.name.get(language());
        if tick(ui, &mut on, name).changed() {
            if on {
                ends.insert(label.id.clone());
            } else {
                ends.remove(&label.id);
            }
        }
    }
}
