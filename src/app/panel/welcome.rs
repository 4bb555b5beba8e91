//! The first screen: three doors, the projects opened before, where things are kept, and room to drop
//! texts on.

mod doors;
mod recent;

use egui::{
    Align, CentralPanel, Context, CornerRadius, Frame, Layout, Rect, RichText, ScrollArea, Shape,
    Stroke, Ui, UiBuilder, vec2,
};

use self::recent::Recents;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::theme::{Palette, SMALL, serif_family};
use crate::app::widget::{caption, segmented, tint};
use crate::i18n::{LANGUAGES, language};
use crate::tr;
use crate::workspace::settings::Theme;

/// The width of the column in the middle, in points.
const COLUMN: f32 = 720.0;

/// The welcome screen.
#[derive(Default)]
pub struct Welcome {
    recents: Recents,
}

impl Welcome {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        CentralPanel::no_frame()
            .frame(Frame::new().fill(cx.palette.paper))
            .show(ui, |ui| {
                let whole = ui.max_rect();
                corner_ui(ui, cx, whole, out);
                let inside = whole
                    .shrink2(vec2(24.0, 0.0))
                    .with_min_y(whole.top() + 48.0)
                    .with_max_y(whole.bottom() - 48.0);
                ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
                    ScrollArea::vertical()
                        .id_salt("welcome")
                        .auto_shrink([false, false])
                        .show(ui, |ui| {
                            let width = COLUMN.min(ui.available_width());
                            let left = ((ui.available_width() - width) / 2.0).floor();
                            ui.horizontal(|ui| {
                                ui.add_space(left);
                                ui.vertical(|ui| {
                                    ui.set_width(width);
                                    self.column_ui(ui, cx, inside.height(), out);
                                });
                            });
                        });
                });
                foot_ui(ui, whole);
            });
    }

    fn column_ui(&mut self, ui: &mut Ui, cx: &Cx, height: f32, out: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.x = 16.0;
        let rows = cx.settings.recent.len().min(6) as f32;
        let content = 300.0
            + if rows > 0.0 {
                44.0 + rows * recent::LINE
            } else {
                40.0
            };
        ui.add_space(((height - content) * 0.38).max(8.0).floor());
        ui.label(
            RichText::new("Sententia")
                .size(36.0)
                .family(serif_family())
                .color(cx.palette.ink),
        );
        ui.add_space(2.0);
        ui.label(
            RichText::new(tr!("welcome-purpose"))
                .size(15.0)
                .color(cx.palette.secondary),
        );
        ui.add_space(32.0);
        doors::ui(ui, cx, out);
        ui.add_space(32.0);
        self.recents.ui(ui, cx, out);
    }
}

/// Language and theme, in the corner.
fn corner_ui(ui: &mut Ui, cx: &Cx, whole: Rect, out: &mut Vec<Action>) {
    let corner = Rect::from_min_max(
        whole.min,
        egui::pos2(whole.right() - 16.0, whole.top() + 48.0),
    )
    .translate(vec2(0.0, 8.0));
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(corner)
            .layout(Layout::right_to_left(Align::Center)),
        |ui| {
            let themes = [Theme::System, Theme::Light, Theme::Dark];
            let words = [
                "welcome-theme-system",
                "welcome-theme-light",
                "welcome-theme-dark",
            ]
            .map(|it| tr!(it));
            let chosen = themes
                .iter()
                .position(|it| *it == cx.settings.theme)
                .unwrap_or(0);
            let picked = ui
                .scope(|ui| segmented(ui, chosen, &words.each_ref().map(String::as_str)))
                .inner;
            if let Some(theme) = picked.and_then(|it| themes.get(it).copied()) {
                out.push(Action::settings(move |it| it.theme = theme));
            }
            ui.add_space(4.0);
            let names: Vec<&str> = LANGUAGES.iter().map(|it| it.1).collect();
            let chosen = LANGUAGES
                .iter()
                .position(|it| it.0 == language())
                .unwrap_or(0);
            let picked = ui.scope(|ui| segmented(ui, chosen, &names)).inner;
            if let Some((code, ..)) = picked.and_then(|it| LANGUAGES.get(it)) {
                out.push(Action::settings(move |it| {
                    (*code).clone_into(&mut it.language);
                }));
            }
        },
    );
}

fn foot_ui(ui: &mut Ui, whole: Rect) {
    let foot = whole.with_min_y(whole.bottom() - 44.0);
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(foot)
            .layout(Layout::top_down(Align::Center)),
        |ui| {
            caption(ui, &tr!("welcome-kept"));
        },
    );
}

/// While files are held over the window: where they would go. For any screen.
pub fn drop_veil(ui: &Ui, palette: Palette) {
    if !hovering(ui.ctx()) {
        return;
    }
    let whole = ui.ctx().content_rect();
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(whole, CornerRadius::ZERO, tint(palette.paper, 0.86));
    let frame = whole.shrink(24.0);
    painter.rect_filled(frame, CornerRadius::same(12), tint(palette.accent, 0.08));
    let corners = [
        frame.left_top(),
        frame.right_top(),
        frame.right_bottom(),
        frame.left_bottom(),
        frame.left_top(),
    ];
    painter.extend(Shape::dashed_line(
        &corners,
        Stroke::new(2.0, palette.accent),
        10.0,
        6.0,
    ));
    let words = RichText::new(tr!("welcome-drop"))
        .size(18.0)
        .family(serif_family())
        .color(palette.accent);
    let galley =
        egui::WidgetText::from(words).into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
    painter.galley(frame.center() - galley.size() / 2.0, galley, palette.accent);
}

/// Whether files are held over the window.
fn hovering(ctx: &Context) -> bool {
    ctx.input(|it| !it.raw.hovered_files.is_empty())
}

/// The line that says texts can be dropped.
fn drop_hint(ui: &mut Ui, palette: Palette) {
    ui.label(
        RichText::new(tr!("welcome-drop-hint"))
            .size(SMALL)
            .color(palette.secondary),
    );
}
