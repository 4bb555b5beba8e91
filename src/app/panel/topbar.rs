//! The bar at the top: menus, the way into the palette, the project, who labels, what is saved.

use std::time::Duration;

use egui::{Align, Layout, MenuBar, RichText, Ui};

use crate::app::action::Action;
use crate::app::command::{COMMANDS, Command, Menu, view};
use crate::app::cx::Cx;
use crate::app::dialog::annotator::AnnotatorDialog;
use crate::app::names;
use crate::app::regions::Region;
use crate::app::theme::Palette;
use crate::app::widget::{keycap_at, semibold};
use crate::tr;
use crate::workspace::Saved;
use crate::workspace::settings::Numbers;

/// While files are being written, the state is looked at this often.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

pub fn ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(semibold("Sententia"));
        ui.add_space(8.0);
        for menu in Menu::ALL {
            menu_ui(ui, cx, menu, out);
        }
        let bar = ui.max_rect();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            state_ui(ui, cx, out);
            finder_ui(ui, cx, bar, out);
        });
    });
}

fn menu_ui(ui: &mut Ui, cx: &Cx, menu: Menu, out: &mut Vec<Action>) {
    let title = RichText::new(menu.title()).color(cx.palette.secondary);
    let (button, _) = egui::containers::menu::MenuButton::new(title).ui(ui, |ui| {
        ui.set_min_width(280.0);
        let commands = COMMANDS.iter().copied().flatten();
        let commands: Vec<&Command> = commands.filter(|it| it.menu == menu).collect();
        for (index, group) in commands.chunk_by(|a, b| a.group == b.group).enumerate() {
            if index > 0 {
                ui.separator();
            }
            group_ui(ui, cx, menu, group, out);
        }
        if menu == Menu::View {
            labels_menu(ui, cx, out);
        }
    });
    if menu == Menu::File {
        Region::Menu.entered_by(ui.ctx(), button.id);
    }
}

/// The commands of a group; how the text is set has a menu of its own, so that the whole fits a low screen.
fn group_ui(ui: &mut Ui, cx: &Cx, menu: Menu, group: &[&Command], out: &mut Vec<Action>) {
    let mut rows = |ui: &mut Ui| {
        for command in group {
            command_ui(ui, cx, command, out);
        }
    };
    let is_text = group.iter().all(|it| it.group == view::TEXT);
    if menu == Menu::View && is_text {
        ui.menu_button(tr!("menu-text"), rows);
    } else {
        rows(ui);
    }
}

fn command_ui(ui: &mut Ui, cx: &Cx, command: &Command, out: &mut Vec<Action>) {
    let action = (command.run)(cx);
    let name = command.name(cx);
    let mut button = egui::Button::new(&name).wrap_mode(egui::TextWrapMode::Extend);
    if let Some(key) = cx.keymap.shown(command.id) {
        button = button.shortcut_text(key);
    }
    let selected = is_on(cx, command.id);
    if ui
        .add_enabled(action.is_some(), button.selected(selected))
        .clicked()
    {
        out.extend(action);
        ui.close();
    }
}

/// Whether a command stands for something that is switched on now.
fn is_on(cx: &Cx, id: &str) -> bool {
    let it = cx.settings;
    match id {
        "view.documents" => it.panel("documents").open,
        "view.inspector" => it.panel("inspector").open,
        "view.guidelines" => cx.session.is_some_and(|it| it.desk.guidelines_open),
        "edit.history" => cx.session.is_some_and(|it| it.desk.steps.open),
        "view.focus-mode" => cx.session.is_some_and(|it| it.desk.focus_mode),
        "view.paragraph-numbers" => it.numbers == Numbers::Paragraphs,
        "view.line-numbers" => it.numbers == Numbers::Lines,
        "view.overview" => it.overview,
        "view.tags" => it.tags,
        "view.links" => it.all_links,
        "view.show" => cx.session.is_some_and(|it| !it.desk.shown.is_usual()),
        "view.extension" => it.extension,
        "view.resolution" => it.resolution,
        "view.english" => crate::i18n::language() == "en",
        "view.french" => crate::i18n::language() == "fr",
        _ => false,
    }
}

/// Labels of the extension, each switched on by itself.
fn labels_menu(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(schema) = cx.schema() else { return };
    let extra: Vec<_> = schema
        .labels
        .iter()
        .filter(|it| it.tier != crate::model::schema::Tier::Core)
        .collect();
    if extra.is_empty() {
        return;
    }
    ui.separator();
    ui.menu_button(tr!("menu-labels"), |ui| {
        for label in extra {
            let on = cx
                .settings
                .labels_on
                .get(&schema.id)
                .is_some_and(|it| it.iter().any(|id| id == label.id.as_str()));
            let name = label.name.get(crate::i18n::language());
            if ui.add(egui::Button::new(name).selected(on)).clicked() {
                let (schema, id) = (schema.id.clone(), label.id.to_string());
                out.push(Action::settings(move |it| {
                    let labels = it.labels_on.entry(schema).or_default();
                    if on {
                        labels.retain(|it| *it != id);
                    } else {
                        labels.push(id);
                    }
                }));
            }
        }
    });
}

/// Project, annotator, saved state: the right end of the bar, drawn from the right.
fn state_ui(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let Some(session) = cx.session else { return };
    ui.spacing_mut().item_spacing.x = 12.0;
    let state = session.workspace.saved();
    if !matches!(state, Saved::Saved | Saved::ReadOnly(_)) {
        // How the writing ends is told even while nobody touches anything.
        ui.ctx().request_repaint_after(LOOK_AGAIN);
    }
    let (words, color, hint) = saved(cx.palette, &state);
    ui.colored_label(color, words).on_hover_text(hint);
    let button =
        ui.add(egui::Button::new(names::shown(session.workspace.annotator_name())).frame(false));
    if button.on_hover_text(tr!("topbar-annotator")).clicked() {
        out.push(Action::Show(Box::new(AnnotatorDialog::new(cx))));
    }
    ui.colored_label(
        cx.palette.secondary,
        names::shown(&session.workspace.project().name),
    )
    .on_hover_text(names::shown(&session.workspace.root().to_string_lossy()));
}

fn saved(palette: Palette, state: &Saved) -> (String, egui::Color32, String) {
    match state {
        Saved::Saved => (tr!("saved-yes"), palette.good, tr!("saved-yes-hint")),
        // It is in the journal, which is on disk: saved, as far as anyone need care.
        Saved::Saving => (tr!("saved-yes"), palette.good, tr!("saved-saving-hint")),
        Saved::Failed(why) => (tr!("saved-failed"), palette.bad, names::failure(why)),
        Saved::ReadOnly(why) => (tr!("saved-read-only"), palette.warning, names::trouble(why)),
    }
}

/// The button in the middle that opens the palette.
fn finder_ui(ui: &mut Ui, cx: &Cx, bar: egui::Rect, out: &mut Vec<Action>) {
    let room = ui.available_rect_before_wrap();
    let width = 300.0_f32.min(room.width() - 16.0);
    if width < 120.0 {
        return;
    }
    let middle = bar
        .center()
        .x
        .clamp(room.left() + width / 2.0 + 8.0, room.right() - width / 2.0);
    let rect =
        egui::Rect::from_center_size(egui::pos2(middle, bar.center().y), egui::vec2(width, 28.0));
    let words = tr!("topbar-find");
    let response = ui.interact(rect, ui.scope_id().with("find"), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
    let line = if response.hovered() || response.has_focus() {
        cx.palette.accent
    } else {
        cx.palette.line
    };
    ui.painter().rect(
        rect,
        6,
        cx.palette.paper,
        egui::Stroke::new(1.0, line),
        egui::StrokeKind::Inside,
    );
    let font = egui::FontId::proportional(13.0);
    let at = rect.left_center() + egui::vec2(8.0, 0.0);
    ui.painter().text(
        at,
        egui::Align2::LEFT_CENTER,
        words,
        font,
        cx.palette.secondary,
    );
    if let Some(key) = cx.keymap.shown("go.palette") {
        keycap_at(
            ui.painter(),
            cx.palette,
            rect.right_center() - egui::vec2(6.0, 0.0),
            &key,
        );
    }
    if response.clicked() {
        out.push(Action::Palette);
    }
}
