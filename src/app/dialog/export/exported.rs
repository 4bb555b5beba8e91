//! The end of an export.

use std::path::PathBuf;

use egui::Ui;

use crate::app::action::{Action, Notice};
use crate::app::cx::Cx;
use crate::app::dialog::{Dialog, close_foot};
use crate::app::names::number;
use crate::app::theme::Palette;
use crate::app::widget::{caption, note, quiet_button};
use crate::formats::Report;
use crate::tr;

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
