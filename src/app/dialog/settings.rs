//! What the analyst likes, in one place: how the window looks, who labels, how work is kept. Each choice
//! holds at once.

use egui::{Layout, RichText, Ui};

use super::annotator::AnnotatorDialog;
use super::reading::{ReadingDialog, step_ui};
use super::{Dialog, close_foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::ROW;
use crate::app::widget::{caption, field_named, hairline, heading, plain_button, quiet_button};
use crate::app::widget::{segmented, tick_in_line};
use crate::i18n::language;
use crate::tr;
use crate::workspace::Settings;
use crate::workspace::settings::{SCALES, Theme};

/// Days for which steps may be kept; 0: for ever.
const DAYS: [u32; 4] = [30, 90, 366, 0];
/// How many backups are kept, and how many megabytes of them.
const BACKUPS: [(u32, u32); 3] = [(20, 50), (50, 200), (200, 1000)];
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Shows and changes the settings.
#[derive(Default)]
pub struct SettingsDialog {
    /// The name being typed where no project is open.
    annotator: Option<String>,
}

impl Dialog for SettingsDialog {
    fn title(&self) -> String {
        tr!("settings-title")
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 4.0;
        part(ui, "settings-appearance", true);
        theme(ui, cx, out);
        languages(ui, out);
        scale(ui, cx, out);
        motion(ui, cx, out);
        part(ui, "settings-reading", false);
        reading(ui, cx, out);
        part(ui, "settings-labelling", false);
        self.annotator(ui, cx, out);
        part(ui, "settings-saving", false);
        saving(ui, cx, out);
        part(ui, "settings-keys", false);
        keys(ui, out);
        close_foot(ui, out);
    }
}

impl SettingsDialog {
    fn annotator(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let name = tr!("settings-annotator");
        if let Some(session) = cx.session {
            let who = session.workspace.annotator_name().to_owned();
            return with_button(ui, &name, &who, &tr!("settings-change"), || {
                out.push(Action::Show(Box::new(AnnotatorDialog::new(cx))));
            });
        }
        let typed = self
            .annotator
            .get_or_insert_with(|| cx.settings.annotator.clone());
        let changed = row(ui, &name, |ui| {
            ui.set_max_width(240.0);
            field_named(ui, &name, typed, &tr!("annotator-name-hint")).changed()
        });
        if changed {
            let typed = typed.clone();
            out.push(Action::settings(move |it| it.annotator = typed));
        }
    }
}

fn theme(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let themes = [Theme::System, Theme::Light, Theme::Dark];
    let words = [
        "welcome-theme-system",
        "welcome-theme-light",
        "welcome-theme-dark",
    ];
    let chosen = themes.iter().position(|it| *it == cx.settings.theme);
    let picked = choice(ui, &tr!("settings-theme"), chosen, &words.map(|it| tr!(it)));
    if let Some(theme) = picked.and_then(|it| themes.get(it).copied()) {
        out.push(Action::settings(move |it| it.theme = theme));
    }
}

fn languages(ui: &mut Ui, out: &mut Vec<Action>) {
    let chosen = LANGUAGES.iter().position(|it| *it == language());
    let words = ["command-view-english", "command-view-french"].map(|it| tr!(it));
    let picked = choice(ui, &tr!("settings-language"), chosen, &words);
    if let Some(code) = picked.and_then(|it| LANGUAGES.get(it).copied()) {
        out.push(Action::settings(move |it| {
            code.clone_into(&mut it.language);
        }));
    }
}

fn scale(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let mut scale = cx.settings.scale;
    let percent = (scale * 100.0).round() as usize;
    let shown = tr!("settings-percent", number = percent.to_string());
    let limits = (SCALES.0, SCALES.1);
    step_ui(ui, &tr!("settings-scale"), &mut scale, &shown, 0.1, limits);
    if (scale - cx.settings.scale).abs() > f32::EPSILON {
        out.push(Action::settings(move |it| it.scale = scale));
    }
}

fn motion(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let mut on = cx.settings.reduce_motion;
    let changed = tick_in_line(ui, &mut on, &tr!("settings-reduce-motion")).changed();
    if changed {
        out.push(Action::settings(move |it| it.reduce_motion = on));
    }
}

fn reading(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let family = match cx.settings.reading_font.as_str() {
        "" => "Noto Serif",
        other => other,
    };
    let size = tr!(
        "reading-points",
        number = names::decimal(cx.settings.font_size)
    );
    let value = format!("{family}, {size}");
    let name = tr!("settings-font");
    with_button(ui, &name, &value, &tr!("settings-change"), || {
        out.push(Action::Show(Box::new(ReadingDialog::new(cx))));
    });
}

fn saving(ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
    let words = ["settings-sync-soon", "settings-sync-at-once"].map(|it| tr!(it));
    let chosen = Some(usize::from(cx.settings.sync_at_once));
    if let Some(picked) = choice(ui, &tr!("settings-sync"), chosen, &words) {
        out.push(Action::settings(move |it| it.sync_at_once = picked == 1));
    }
    let days = cx.settings.history_days;
    let chosen = DAYS.iter().position(|it| *it == days);
    let words = DAYS.map(kept);
    if let Some(days) =
        choice(ui, &tr!("settings-history"), chosen, &words).and_then(|it| DAYS.get(it).copied())
    {
        out.push(Action::settings(move |it| it.history_days = days));
    }
    caption(ui, &tr!("settings-history-hint"));
    let (count, mb) = (cx.settings.backup_count, cx.settings.backup_mb);
    let chosen = BACKUPS.iter().position(|it| *it == (count, mb));
    let words = BACKUPS.map(|it| tr!("settings-backups-kept", count = it.0, size = it.1));
    let picked = choice(ui, &tr!("settings-backups"), chosen, &words);
    if let Some((count, mb)) = picked.and_then(|it| BACKUPS.get(it).copied()) {
        out.push(Action::settings(move |it| {
            (it.backup_count, it.backup_mb) = (count, mb);
        }));
    }
}

fn kept(days: u32) -> String {
    match days {
        0 => tr!("settings-for-ever"),
        366 => tr!("settings-year"),
        days => tr!("settings-days", count = days),
    }
}

fn keys(ui: &mut Ui, out: &mut Vec<Action>) {
    let Some(path) = Settings::keys_file() else {
        return;
    };
    let path = path.display().to_string();
    let name = tr!("keys-own-file", path = path.as_str());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if plain_button(ui, &tr!("copy-path")).clicked() {
                out.push(Action::Copy(path));
            }
            ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(name).small()).truncate());
            });
        });
    });
}

fn part(ui: &mut Ui, key: &str, first: bool) {
    if !first {
        ui.add_space(6.0);
        hairline(ui);
        ui.add_space(6.0);
    }
    heading(ui, &tr!(key));
}

/// A name at the left, what is set at the right.
fn row<T>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    let room = egui::vec2(ui.available_width(), ROW);
    let layout = Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        ui.label(name);
        let layout = Layout::right_to_left(egui::Align::Center);
        ui.with_layout(layout, content).inner
    })
    .inner
}

/// One of few; gives another one just chosen.
fn choice(ui: &mut Ui, name: &str, chosen: Option<usize>, words: &[String]) -> Option<usize> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    row(ui, name, |ui| {
        segmented(ui, chosen.unwrap_or(usize::MAX), &words)
    })
}

/// What is set, and a button that opens the dialog for it.
fn with_button(ui: &mut Ui, name: &str, value: &str, button: &str, pressed: impl FnOnce()) {
    let clicked = row(ui, name, |ui| {
        let response = quiet_button(ui, button, None);
        let words = format!("{name}: {button}");
        ui.label(RichText::new(value).color(ui.visuals().weak_text_color()));
        response.accessible_name(words).clicked()
    });
    if clicked {
        pressed();
    }
}
