//! The label bar as the foot of the window will show it.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo};

use super::SchemaDialog;
use crate::app::cx::Cx;
use crate::app::panel::foot::chip_face;
use crate::app::widget::{caption, hairline};
use crate::i18n::language;
use crate::model::schema::Label;
use crate::tr;

impl SchemaDialog {
    pub(super) fn bar_ui(&mut self, ui: &mut Ui, cx: &Cx) {
        hairline(ui);
        let shown: Vec<&Label> = cx.shown_of(&self.draft).collect();
        let line = caption(ui, &tr!("schema-bar"));
        let said = |it: &&Label| {
            let key = it.key.map(String::from).unwrap_or_default();
            format!("{key} {}", it.name.get(language()))
        };
        let said: Vec<String> = shown.iter().map(said).collect();
        let said = format!("{}: {}", tr!("schema-bar"), said.join(", "));
        line.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        ScrollArea::horizontal()
            .id_salt("label bar of the schema")
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    for label in &shown {
                        chip_face(ui, cx.palette, label, Sense::hover());
                    }
                });
            });
    }
}
