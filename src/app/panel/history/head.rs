//! Above the list of steps: whose they are, and which of them are listed.

use egui::{Align, ComboBox, Layout, Ui};

use super::History;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::StepsAct;
use crate::app::names;
use crate::app::session::Session;
use crate::app::widget::{Sign, heading, search, tick_in_line};
use crate::model::id::AnnotatorId;
use crate::tr;

impl History {
    pub(super) fn head(&mut self, ui: &mut Ui, cx: &Cx, session: &Session, out: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            heading(ui, &tr!("history-title"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = tr!("history-close");
                let sign = Sign::new("×", &close).key(cx.keymap.shown("edit.history"));
                if ui.add(sign).clicked() {
                    out.push(Action::Steps(StepsAct::Close));
                }
                whose(ui, session, out);
            });
        });
        ui.add_space(4.0);
        search(ui, &tr!("history-filter"), &mut self.query);
        ui.add_space(2.0);
        tick_in_line(ui, &mut self.only_here, &tr!("history-only-here"));
    }
}

/// One's own steps, or what a journal says of anybody.
fn whose(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let project = session.workspace.project();
    let read = session.desk.steps.read.as_ref().map(|it| &it.who);
    let trail = |who: &AnnotatorId| {
        let name = names::person(project, who);
        tr!("history-trail", who = name)
    };
    let shown = read.map_or_else(|| tr!("history-own"), trail);
    let combo = ComboBox::from_id_salt("whose history")
        .selected_text(&shown)
        .width(132.0)
        .truncate();
    let combo = combo.show_ui(ui, |ui| {
        if ui
            .selectable_label(read.is_none(), tr!("history-own"))
            .clicked()
        {
            out.push(Action::Steps(StepsAct::Own));
        }
        for who in project.annotators.keys() {
            if ui
                .selectable_label(read == Some(who), trail(who))
                .on_hover_text(tr!("history-trail-hint"))
                .clicked()
            {
                out.push(Action::Steps(StepsAct::Read(who.clone())));
            }
        }
    });
    combo.response.widget_info(|| {
        let name = format!("{}: {shown}", tr!("history-whose"));
        egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name)
    });
}
