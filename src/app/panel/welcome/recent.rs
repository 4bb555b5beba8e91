//! The projects opened before: name, folder, how far they are; those that are gone are greyed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{
    Align2, CornerRadius, FontId, Rect, Response, RichText, Role, Sense, TextStyle, TextWrapMode,
    Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names::{self, number};
use crate::app::theme::{Palette, SMALL, TEXT};
use crate::app::widget::{RADIUS, caption, focus_ring, heading, semibold, tint};
use crate::tr;
use crate::workspace::settings::Recent;

pub(super) const LINE: f32 = 48.0;
/// So often it is looked up whether the folders are still there.
const FRESH: Duration = Duration::from_secs(3);

/// The list of projects opened before.
#[derive(Default)]
pub(super) struct Recents {
    there: BTreeMap<PathBuf, (bool, Option<Instant>)>,
}

impl Recents {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        if cx.settings.recent.is_empty() {
            caption(ui, &tr!("welcome-first"));
            return;
        }
        heading(ui, &tr!("welcome-recent"));
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        for recent in &cx.settings.recent {
            let there = self.there(&recent.path);
            let (row, removed) = row_ui(ui, cx.palette, recent, there);
            if removed {
                out.push(Action::ForgetRecent(recent.path.clone()));
            } else if row.clicked() && there {
                out.push(Action::Open(recent.path.clone()));
            }
        }
    }

    /// Whether the project is where it was, looked up now and then.
    fn there(&mut self, path: &Path) -> bool {
        let known = self.there.entry(path.to_owned()).or_default();
        if known.1.is_none_or(|it| it.elapsed() > FRESH) {
            *known = (path.exists(), Some(Instant::now()));
        }
        known.0
    }
}

/// Draws a row; gives it and whether its project is to be taken off the list.
fn row_ui(ui: &mut Ui, palette: Palette, recent: &Recent, there: bool) -> (Response, bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, there, names::shown(&recent.name)));
    let inside = rect.shrink2(vec2(12.0, 0.0));
    let cross = Rect::from_center_size(
        pos2(inside.right() - 6.0, rect.center().y),
        vec2(24.0, 24.0),
    );
    let remove = ui.interact(cross, response.id.with("remove"), Sense::click());
    let remove_name = tr!("welcome-forget", name = recent.name.as_str());
    remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, &remove_name));
    if response.hovered() || remove.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), tint(palette.ink, 0.05));
    }
    if response.hovered() || remove.hovered() || remove.has_focus() {
        let color = if remove.hovered() {
            palette.ink
        } else {
            palette.secondary
        };
        ui.painter().text(
            cross.center(),
            Align2::CENTER_CENTER,
            "×",
            FontId::proportional(16.0),
            color,
        );
    }
    let right = inside.right() - 32.0;
    let left = if there {
        progress_at(ui, palette, right, rect.center().y, recent)
    } else {
        right
    };
    let below = if there {
        names::shown(&recent.path.to_string_lossy())
    } else {
        tr!("welcome-missing", path = recent.path.display().to_string())
    };
    let ink = if there {
        palette.ink
    } else {
        palette.secondary
    };
    let width = (left - 16.0 - inside.left()).max(0.0);
    for (text, y, color) in [
        (semibold(names::shown(&recent.name)).size(TEXT), 15.0, ink),
        (RichText::new(below).size(SMALL), 33.0, palette.secondary),
    ] {
        let galley = WidgetText::from(text.color(color)).into_galley(
            ui,
            Some(TextWrapMode::Truncate),
            width,
            TextStyle::Body,
        );
        let at =
            Align2::LEFT_CENTER.anchor_size(pos2(inside.left(), rect.top() + y), galley.size());
        ui.painter().galley(at.min, galley, color);
    }
    focus_ring(ui, &response, RADIUS);
    focus_ring(ui, &remove, RADIUS);
    let removed = remove.on_hover_text(remove_name).clicked();
    (response, removed)
}

/// A bar and *7 of 12* that end at `right`; gives where they start.
fn progress_at(ui: &Ui, palette: Palette, right: f32, y: f32, recent: &Recent) -> f32 {
    if recent.total == 0 {
        return right;
    }
    let words = tr!(
        "welcome-progress",
        done = number(recent.done),
        total = number(recent.total)
    );
    let words = ui.painter().text(
        pos2(right, y),
        Align2::RIGHT_CENTER,
        words,
        FontId::proportional(SMALL),
        palette.secondary,
    );
    let end = (right - 84.0).min(words.left() - 12.0);
    let bar = Rect::from_min_max(pos2(end - 96.0, y - 2.0), pos2(end, y + 2.0));
    let share = (recent.done as f32 / recent.total as f32).clamp(0.0, 1.0);
    ui.painter()
        .rect_filled(bar, CornerRadius::same(2), palette.line);
    if share > 0.0 {
        let color = if share >= 1.0 {
            palette.good
        } else {
            palette.accent
        };
        let filled = bar.with_max_x(bar.left() + (bar.width() * share).max(4.0));
        ui.painter()
            .rect_filled(filled, CornerRadius::same(2), color);
    }
    bar.left()
}
