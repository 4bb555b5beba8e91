//! The backups of the open project: when and why each was made and how much it holds, a way to make one
//! now, and to put one back.

use std::time::Duration;

use egui::{Align, Layout, RichText, ScrollArea, Ui, vec2};
use jiff::tz::TimeZone;

use super::confirm::ConfirmDialog;
use super::{Dialog, close_foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::SMALL;
use crate::app::widget::{Button, caption, hairline, heading, quiet_button};
use crate::store::backup::Backup;
use crate::tr;
use crate::workspace::Saved;

/// Height of a backup in the list, in points.
const LINE: f32 = 44.0;
/// How soon a backup that was asked for is looked for.
const SOON: Duration = Duration::from_millis(150);

/// Shows the backups.
pub struct BackupsDialog {
    all: Vec<Backup>,
    /// One was asked for, and may not be there yet.
    waits: bool,
}

impl BackupsDialog {
    /// `None` while no project is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        let session = cx.session?;
        Some(Self {
            all: session.workspace.backups(),
            waits: false,
        })
    }

    fn look_again(&mut self, ui: &Ui, cx: &Cx) {
        let Some(session) = cx.session.filter(|_| self.waits) else {
            return;
        };
        self.waits = session.workspace.saved() == Saved::Saving;
        if self.waits {
            ui.ctx().request_repaint_after(SOON);
        } else {
            self.all = session.workspace.backups();
        }
    }

    fn now_ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(session) = cx.session else { return };
        if quiet_button(ui, &tr!("backups-now"), None).clicked() {
            match session.workspace.back_up() {
                Ok(()) => self.waits = true,
                Err(failure) => out.push(Action::Notify(crate::app::action::Notice::bad(
                    names::failure(&failure),
                ))),
            }
        }
    }
}

impl Dialog for BackupsDialog {
    fn title(&self) -> String {
        tr!("backups-title")
    }

    fn width(&self) -> f32 {
        620.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        self.look_again(ui, cx);
        caption(ui, &tr!("backups-hint"));
        ui.add_space(4.0);
        hairline(ui);
        if self.all.is_empty() {
            ui.vertical_centered(|ui| {
                ui.add_space(24.0);
                heading(ui, &tr!("backups-none"));
                caption(ui, &tr!("backups-none-hint"));
                ui.add_space(24.0);
            });
        } else {
            self.list_ui(ui, out);
        }
        hairline(ui);
        ui.add_space(4.0);
        self.now_ui(ui, cx, out);
        close_foot(ui, out);
    }
}

impl BackupsDialog {
    fn list_ui(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(LINE, 8.5 * LINE);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical()
                .id_salt("backups")
                .max_height(height)
                .auto_shrink([false, true]);
            area.show_rows(ui, LINE, self.all.len(), |ui, range| {
                for it in self.all.get(range).unwrap_or_default() {
                    row_ui(ui, it, out);
                }
            });
        });
    }
}

fn row_ui(ui: &mut Ui, it: &Backup, out: &mut Vec<Action>) {
    let moment = names::moment(it.when, &TimeZone::system());
    let whole = vec2(ui.available_width(), LINE);
    ui.allocate_ui_with_layout(whole, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(LINE);
        let words = tr!("backups-restore");
        let response = ui.add(Button::quiet(&words));
        let clicked = response.clicked();
        response.accessible_name(tr!("backups-restore-of", moment = moment.as_str()));
        if clicked {
            let name = it.name.clone();
            let then = Action::Done(Box::new(move |app: &mut crate::app::App| {
                app.restore_backup(name);
            }));
            out.push(Action::Show(Box::new(ConfirmDialog::new(
                tr!("backups-ask", moment = moment.as_str()),
                tr!("backups-ask-hint"),
                tr!("backups-restore-now"),
                then,
            ))));
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(4.0);
            ui.label(RichText::new(format!(
                "{moment} · {}",
                tr!(it.reason.key())
            )));
            let held = tr!(
                "backup-counts",
                documents = it.documents,
                records = it.records
            );
            let size = tr!("backups-size", number = kilobytes(it.bytes));
            let color = ui.visuals().weak_text_color();
            ui.label(
                RichText::new(format!("{held} · {size}"))
                    .size(SMALL)
                    .color(color),
            );
        });
    });
}

/// A size in kilobytes, at least one.
fn kilobytes(bytes: u64) -> String {
    names::number(usize::try_from(bytes.div_ceil(1000).max(1)).unwrap_or(usize::MAX))
}
