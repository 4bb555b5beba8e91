//! The sheet of keys (?): every command with its keys, the labels' and links' own keys, and where the
//! person's own key file is.

use egui::{RichText, ScrollArea, Ui};

use super::{Dialog, close_foot, focus_once};
use crate::app::action::Action;
use crate::app::command::{COMMANDS, Menu};
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{caption, heading, keycap_at, label_color, plain_button, search};
use crate::model::schema::Tier;
use crate::tr;
use crate::workspace::settings::Settings;

/// The least width of a column, in points.
const COLUMN: f32 = 240.0;
const GAP: f32 = 24.0;
const LINE: f32 = 24.0;

/// Shows all keys.
#[derive(Default)]
pub struct KeysDialog {
    filter: String,
    focused: bool,
}

/// A group of keys under a heading.
struct Group {
    title: String,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    keys: Vec<String>,
    color: Option<egui::Color32>,
}

impl Dialog for KeysDialog {
    fn title(&self) -> String {
        tr!("keys-title")
    }

    fn width(&self) -> f32 {
        3.0 * 280.0 + 2.0 * GAP
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let response = search(ui, &tr!("keys-filter"), &mut self.filter);
        focus_once(&mut self.focused, &response);
        let groups = groups(cx, &self.filter.trim().to_lowercase());
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(160.0, 560.0);
        ScrollArea::vertical()
            .id_salt("keys")
            .max_height(height)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                if groups.is_empty() {
                    caption(ui, &tr!("keys-nothing"));
                }
                columns_ui(ui, &groups);
            });
        own_file_ui(ui, out);
        close_foot(ui, out);
    }
}

fn own_file_ui(ui: &mut Ui, out: &mut Vec<Action>) {
    let Some(path) = Settings::keys_file() else {
        return;
    };
    let path = path.display().to_string();
    ui.horizontal(|ui| {
        caption(ui, &tr!("keys-own-file", path = path.as_str()));
        if plain_button(ui, &tr!("copy-path")).clicked() {
            out.push(Action::Copy(path));
        }
    });
}

/// The groups, spread over columns so that all are about equally high.
fn columns_ui(ui: &mut Ui, groups: &[Group]) {
    let room = ui.available_width() - 12.0;
    let n = ((room + GAP) / (COLUMN + GAP)).floor().clamp(1.0, 3.0);
    let width = ((room + GAP) / n - GAP).floor();
    let heights: Vec<usize> = groups.iter().map(|it| it.lines.len() + 2).collect();
    let mut columns = Vec::new();
    let mut from = 0;
    for to in breaks(&heights, n as usize) {
        if to > from {
            columns.push(groups.get(from..to).unwrap_or_default());
        }
        from = to;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for column in columns {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                for group in column {
                    group_ui(ui, group);
                }
            });
        }
    });
}

/// Where each of at most `n` columns ends, so that the highest is as low as can be.
fn breaks(heights: &[usize], n: usize) -> Vec<usize> {
    let end = heights.len();
    let sum = |from: usize, to: usize| {
        heights
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .sum::<usize>()
    };
    let all = (0..=end).flat_map(|a| (a..=end).map(move |b| (a, b)));
    let best = all
        .filter(|&(a, b)| (n >= 3 || b == end) && (n >= 2 || a == end))
        .min_by_key(|&(a, b)| sum(0, a).max(sum(a, b)).max(sum(b, end)));
    let (a, b) = best.unwrap_or((end, end));
    vec![a, b, end]
}

fn group_ui(ui: &mut Ui, group: &Group) {
    heading(ui, &group.title);
    ui.add_space(4.0);
    for line in &group.lines {
        line_ui(ui, line);
    }
    ui.add_space(16.0);
}

fn line_ui(ui: &mut Ui, line: &Line) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, LINE), egui::Sense::hover());
    let said = format!("{} {}", line.name, line.keys.join(", "));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let mut right = rect.right();
    for key in line.keys.iter().rev() {
        right = keycap_at(
            ui.painter(),
            palette,
            egui::pos2(right, rect.center().y),
            key,
        )
        .left()
            - 4.0;
    }
    let name = RichText::new(&line.name).color(line.color.unwrap_or(palette.ink));
    let text = egui::WidgetText::from(name);
    let most = (right - rect.left() - 4.0).max(0.0);
    let galley = text.into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        most,
        egui::TextStyle::Body,
    );
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter()
        .galley(egui::pos2(rect.left(), top), galley, palette.ink);
}

/// What has a key and holds the words of the filter, group by group.
fn groups(cx: &Cx, filter: &str) -> Vec<Group> {
    let mut groups = vec![labels(cx), links(cx), answers()];
    groups.extend(Menu::ALL.map(|it| commands(cx, it)));
    for group in &mut groups {
        let whole = group.title.to_lowercase().contains(filter);
        let fits = |line: &Line| {
            line.name.to_lowercase().contains(filter)
                || line.keys.iter().any(|it| it.to_lowercase() == filter)
        };
        group.lines.retain(|it| whole || fits(it));
    }
    groups.retain(|it| !it.lines.is_empty());
    groups
}

fn labels(cx: &Cx) -> Group {
    let labels = cx.schema().into_iter().flat_map(|it| &it.labels);
    let line = |it: &crate::model::schema::Label| {
        let key = it.key.map(String::from)?;
        Some(Line {
            name: names::local(&it.name),
            keys: vec![key],
            color: Some(label_color(cx.palette, it.color)),
        })
    };
    Group {
        title: tr!("keys-labels"),
        lines: labels.filter_map(line).collect(),
    }
}

fn links(cx: &Cx) -> Group {
    let links = cx
        .schema()
        .into_iter()
        .flat_map(|it| &it.links)
        .filter(|it| it.tier != Tier::Resolution);
    let line = |it: &crate::model::schema::LinkKind| {
        let key = it.key.map(String::from)?;
        Some(Line {
            name: names::local(&it.name),
            keys: vec![key],
            color: None,
        })
    };
    Group {
        title: tr!("keys-links"),
        lines: links.filter_map(line).collect(),
    }
}

fn answers() -> Group {
    let line = Line {
        name: tr!("keys-answer"),
        keys: vec!["1".to_owned(), "…".to_owned(), "9".to_owned()],
        color: None,
    };
    Group {
        title: tr!("keys-answers"),
        lines: vec![line],
    }
}

fn commands(cx: &Cx, menu: Menu) -> Group {
    let commands = COMMANDS
        .iter()
        .copied()
        .flatten()
        .filter(|it| it.menu == menu);
    let line = |it: &crate::app::command::Command| {
        let keys: Vec<String> = cx
            .keymap
            .of(it.id)
            .iter()
            .map(ToString::to_string)
            .collect();
        (!keys.is_empty()).then(|| Line {
            name: tr!(&crate::app::command::key_of(it.id)),
            keys,
            color: None,
        })
    };
    Group {
        title: menu.title(),
        lines: commands.filter_map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_about_equally_high() {
        assert_eq!(breaks(&[4, 4, 4, 4, 4, 4], 3), [2, 4, 6]);
        assert_eq!(breaks(&[10, 1, 1, 10], 2), [2, 4, 4]);
        assert_eq!(breaks(&[3, 3], 1), [2, 2, 2]);
    }
}
