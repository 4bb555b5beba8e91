//! How the text is set: its face among those of the system, size, line spacing and measure. Each choice is seen at
//! once, in the text behind and in a specimen; Escape takes them back.

use egui::{FontFamily, FontId, Key, Layout, Modifiers, RichText, Ui};

use super::{Dialog, focus_once, foot};
use crate::app::action::Action;
use crate::app::command::view::{LINE_HEIGHTS, MEASURES, SANS, SIZES};
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::panel::text::{families, family_of};
use crate::app::theme::{Palette, SMALL, serif_family};
use crate::app::widget::{Button, ROW, Row, caption, card, note, rows, search};
use crate::tr;
use crate::workspace::settings::Settings;

/// Rows of the list seen at once.
const ROWS: f32 = 6.0;
/// Height of the specimen, in points.
const SPECIMEN: f32 = 112.0;
/// Size of a family's name in the list.
const NAME: f32 = 15.0;

/// What the four choices are.
#[derive(Clone, Debug, PartialEq)]
struct Choices {
    /// As the settings keep it; empty for the face that comes with the program.
    font: String,
    size: f32,
    line_height: f32,
    measure: f32,
}

/// Chooses face, size, line spacing and measure.
pub struct ReadingDialog {
    before: Choices,
    now: Choices,
    families: Option<Vec<String>>,
    query: String,
    focused: bool,
    follow: bool,
}

impl Choices {
    fn of(settings: &Settings) -> Self {
        Self {
            font: settings.reading_font.clone(),
            size: settings.font_size,
            line_height: settings.line_height,
            measure: settings.measure,
        }
    }

    fn action(&self) -> Action {
        let it = self.clone();
        Action::settings(move |settings| {
            settings.reading_font = it.font;
            settings.font_size = it.size;
            settings.line_height = it.line_height;
            settings.measure = it.measure;
        })
    }
}

impl ReadingDialog {
    pub fn new(cx: &Cx) -> Self {
        let now = Choices::of(cx.settings);
        Self {
            before: now.clone(),
            now,
            families: None,
            query: String::new(),
            focused: false,
            follow: true,
        }
    }

    /// The families that match what was typed, as the settings name them.
    fn found(&self) -> Vec<String> {
        let query = self.query.trim().to_lowercase();
        let all = self.families.iter().flatten();
        all.filter(|it| shown_name(it).to_lowercase().contains(&query))
            .cloned()
            .collect()
    }

    fn font_ui(&mut self, ui: &mut Ui) {
        let response = search(ui, &tr!("reading-find"), &mut self.query);
        focus_once(&mut self.focused, &response);
        let found = self.found();
        if let Some(to) = moved(ui, &found, &self.now.font) {
            self.now.font = to;
            self.follow = true;
        }
        let chosen = found.iter().position(|it| *it == self.now.font);
        if found.is_empty() {
            caption(ui, &tr!("palette-nothing"));
        }
        let show = chosen.filter(|_| std::mem::take(&mut self.follow));
        let now = &mut self.now.font;
        ui.scope(|ui| {
            ui.set_min_height(ROWS * ROW);
            rows(ui, "fonts", found.len(), ROWS * ROW, show, |ui, range| {
                for family in found.get(range).unwrap_or(&[]) {
                    if family_ui(ui, family, family == now).clicked() {
                        now.clone_from(family);
                    }
                }
            });
        });
        let is_missing = !self
            .families
            .iter()
            .flatten()
            .any(|it| *it == self.now.font);
        if is_missing {
            let words = tr!("reading-missing", family = self.now.font.as_str());
            note(ui, &words, Palette::of(ui).warning);
        }
    }

    fn steps_ui(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 4.0;
        let Choices {
            size,
            line_height,
            measure,
            ..
        } = &mut self.now;
        let size_words = tr!("reading-points", number = names::decimal(*size));
        step_ui(ui, &tr!("reading-size"), size, &size_words, 1.0, SIZES);
        let height_words = names::decimal(*line_height);
        step_ui(
            ui,
            &tr!("reading-line-height"),
            line_height,
            &height_words,
            0.1,
            LINE_HEIGHTS,
        );
        let measure_words = tr!("reading-characters", count = *measure as usize);
        step_ui(
            ui,
            &tr!("reading-measure"),
            measure,
            &measure_words,
            4.0,
            MEASURES,
        );
    }

    fn specimen_ui(&self, ui: &mut Ui, cx: &Cx) {
        card(ui, cx.palette, |ui| {
            let room = egui::vec2(ui.available_width(), SPECIMEN);
            let (rect, _) = ui.allocate_exact_size(room, egui::Sense::hover());
            let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            let words = RichText::new(specimen(cx))
                .font(FontId::new(self.now.size, egui_family(&self.now.font)))
                .line_height(Some(self.now.size * self.now.line_height))
                .color(cx.palette.ink);
            ui.label(words);
        });
    }
}

impl Dialog for ReadingDialog {
    fn title(&self) -> String {
        tr!("reading-title")
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        self.families.get_or_insert_with(|| offered(ui));
        let before = self.now.clone();
        self.font_ui(ui);
        ui.scope(|ui| self.steps_ui(ui));
        self.specimen_ui(ui, cx);
        let asked = out.len();
        let is_done = foot(ui, &tr!("reading-use"), true, out);
        let escape = ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape));
        if is_done {
            out.push(Action::CloseDialog);
        } else if escape || out.len() > asked {
            out.truncate(asked);
            self.now = self.before.clone();
            out.push(Action::CloseDialog);
        }
        if self.now != before {
            out.push(self.now.action());
        }
    }
}

/// What can be chosen: the two faces of the program first.
fn offered(ui: &Ui) -> Vec<String> {
    let known = families(ui.ctx()).into_iter();
    let others = known.filter(|it| it != SANS && it != shown_name(""));
    [String::new(), SANS.to_owned()]
        .into_iter()
        .chain(others)
        .collect()
}

/// The name of a family that the settings keep so.
fn shown_name(family: &str) -> &str {
    if family.is_empty() {
        "Noto Serif"
    } else {
        family
    }
}

fn egui_family(family: &str) -> FontFamily {
    match family {
        "" => serif_family(),
        SANS => FontFamily::Proportional,
        other => family_of(other),
    }
}

/// A family, named in its own face.
fn family_ui(ui: &mut Ui, family: &str, is_chosen: bool) -> egui::Response {
    let name = shown_name(family);
    let font = FontId::new(NAME, egui_family(family));
    let row = Row::new(name).shown(RichText::new(name).font(font));
    ui.add(row.selected(is_chosen))
}

/// Where the arrow and page keys lead from the chosen family.
fn moved(ui: &Ui, found: &[String], now: &str) -> Option<String> {
    let at = found.iter().position(|it| it == now);
    let last = found.len().checked_sub(1)?;
    let keys = [
        (Key::ArrowDown, at.map_or(0, |at| (at + 1).min(last))),
        (Key::ArrowUp, at.map_or(last, |at| at.saturating_sub(1))),
        (
            Key::PageDown,
            at.map_or(0, |at| (at + ROWS as usize).min(last)),
        ),
        (
            Key::PageUp,
            at.map_or(0, |at| at.saturating_sub(ROWS as usize)),
        ),
    ];
    let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
    let to = keys
        .into_iter()
        .find_map(|(key, to)| pressed(key).then_some(to))?;
    found.get(to).cloned()
}

/// A name, what is set, and a button less and more.
pub(super) fn step_ui(
    ui: &mut Ui,
    name: &str,
    value: &mut f32,
    shown: &str,
    by: f32,
    limits: (f32, f32),
) {
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), ROW),
        Layout::left_to_right(egui::Align::Center),
        |ui| {
            ui.label(name);
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let mut step = |ui: &mut Ui, sign: &str, words: String, by: f32| {
                    let can = if by > 0.0 {
                        *value < limits.1
                    } else {
                        *value > limits.0
                    };
                    let button = Button::quiet(sign).width(32.0);
                    let response = ui.add_enabled(can, button).on_hover_text(&words);
                    if response.accessible_name(words).clicked() {
                        let hundredths = ((*value + by) * 100.0).round();
                        *value = (hundredths / 100.0).clamp(limits.0, limits.1);
                    }
                };
                step(ui, "+", tr!("reading-more", what = name), by);
                let room = egui::vec2(104.0, ROW);
                ui.allocate_ui_with_layout(
                    room,
                    Layout::centered_and_justified(egui::Direction::TopDown),
                    |ui| {
                        ui.label(RichText::new(shown).size(SMALL));
                    },
                );
                step(ui, "−", tr!("reading-less", what = name), -by);
            });
        },
    );
}

/// The first words of the open text, else words that say what this is.
fn specimen(cx: &Cx) -> String {
    let text = cx.document().map(|it| it.text.as_str().to_owned());
    let line = text.and_then(|it| {
        it.lines()
            .find(|line| line.chars().count() > 80)
            .map(str::to_owned)
    });
    let words = line.unwrap_or_else(|| tr!("reading-specimen"));
    words.chars().take(400).collect()
}
