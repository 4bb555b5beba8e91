//! The list of targets: names, how often each is meant, making one of two, removing.

use std::collections::BTreeMap;

use egui::{Align, Layout, Ui};

use super::parts::{adder, chooser};
use super::{SchemaDialog, Wish};
use crate::app::names;
use crate::app::widget::{Button, caption, field_named, heading};
use crate::model::id::{TargetId, slug};
use crate::model::project::{Project, Target};
use crate::model::reform::Reform;
use crate::tr;

impl SchemaDialog {
    pub(super) fn targets_ui(&mut self, ui: &mut Ui, project: &Project) {
        heading(ui, &tr!("schema-targets"));
        caption(ui, &tr!("schema-targets-hint"));
        for (id, target) in project.targets.iter() {
            self.target_ui(ui, project, id, target);
        }
        if let Some(name) = adder(ui, &tr!("schema-new-target"), &mut self.names[3]) {
            let mut targets = BTreeMap::clone(&project.targets);
            let id = fresh(&targets, &name);
            targets.insert(id, Target { name: name.clone() });
            let reform = Reform::targets(project, targets, &name);
            self.wish = Some(Wish::Reform(Box::new(Ok(reform))));
        }
    }

    fn target_ui(&mut self, ui: &mut Ui, project: &Project, id: &TargetId, target: &Target) {
        let used = self.usage.targets.get(id).copied().unwrap_or_default();
        let size = egui::vec2(ui.available_width(), 28.0);
        let layout = Layout::right_to_left(Align::Center);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            let words = tr!("schema-remove", name = target.name.as_str());
            let removes = ui.add(Button::plain(&tr!("schema-remove-target")));
            if removes.on_hover_text(words).clicked() {
                let reform = Reform::remove_target(project, id, None);
                self.wish = Some(Wish::Reform(Box::new(Ok(reform))));
            }
            self.into_ui(ui, project, id);
            ui.allocate_ui_with_layout(egui::vec2(32.0, 28.0), layout, |ui| {
                ui.set_min_width(32.0);
                caption(ui, &names::number(used));
            });
            let being = self.target.as_ref().filter(|it| it.0 == *id);
            let mut name = being.map_or_else(|| target.name.clone(), |it| it.1.clone());
            let said = tr!("schema-target-name", name = target.name.as_str());
            if field_named(ui, &said, &mut name, "").changed() {
                self.target = Some((id.clone(), name));
            }
        });
    }

    /// Makes a target part of another.
    fn into_ui(&mut self, ui: &mut Ui, project: &Project, id: &TargetId) {
        let others: Vec<(&TargetId, &Target)> =
            project.targets.iter().filter(|it| it.0 != id).collect();
        let offers: Vec<String> = others.iter().map(|it| it.1.name.clone()).collect();
        let salt = ("into", id.as_str().to_owned());
        let into = chooser(ui, salt, &tr!("schema-merge"), &offers);
        if let Some((into, _)) = into.and_then(|i| others.get(i)) {
            let reform = Reform::remove_target(project, id, Some(into));
            self.wish = Some(Wish::Reform(Box::new(Ok(reform))));
        }
    }

    /// The change that gives a target the name typed for it.
    pub(super) fn renamed_target(&mut self, project: &Project) -> Option<Reform> {
        let (id, name) = self.target.take()?;
        let mut targets = BTreeMap::clone(&project.targets);
        let target = targets.get_mut(&id)?;
        let name = name.trim();
        if name.is_empty() || target.name == name {
            return None;
        }
        name.clone_into(&mut target.name);
        Some(Reform::targets(project, targets, name))
    }
}

fn fresh(targets: &BTreeMap<TargetId, Target>, name: &str) -> TargetId {
    let plain = slug(name);
    let numbered = (2_u32..).map(|n| format!("{plain}-{n}"));
    let all = std::iter::once(plain.clone()).chain(numbered);
    let free = all.map(TargetId::new).find(|it| !targets.contains_key(it));
    free.unwrap_or_else(|| TargetId::new(&plain))
}
