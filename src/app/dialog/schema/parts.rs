//! Small fields of the schema's view: names in each language, a key, a tier, a number, a list of kinds.

use egui::{ComboBox, Role, Ui, WidgetInfo};

use crate::app::widget::{caption, field, field_named, segmented};
use crate::i18n::LANGUAGES;
use crate::model::schema::{Localized, Tier};
use crate::tr;

/// Fields for the words in each language of the program, side by side.
pub(super) fn words(ui: &mut Ui, name: &str, value: &mut Localized) {
    ui.columns(LANGUAGES.len(), |columns| {
        for (ui, (code, language, _)) in columns.iter_mut().zip(LANGUAGES) {
            let mut text = value.0.get(*code).cloned().unwrap_or_default();
            let name = format!("{name} · {language}");
            if field(ui, &name, &mut text, hint(value, code)).changed() {
                set(value, code, text);
            }
        }
    });
}

/// The same without captions, for rows of a list; `name` is what a screen reader says.
pub(super) fn words_named(ui: &mut Ui, name: &str, value: &mut Localized, width: f32) {
    for (code, language, _) in LANGUAGES {
        let mut text = value.0.get(*code).cloned().unwrap_or_default();
        let name = format!("{name} · {language}");
        let hint = hint(value, code).to_owned();
        ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
            ui.set_width(width);
            if field_named(ui, &name, &mut text, &hint).changed() {
                set(value, code, text);
            }
        });
    }
}

fn hint<'a>(value: &'a Localized, code: &str) -> &'a str {
    if value.0.contains_key(code) {
        ""
    } else {
        value.get(code)
    }
}

fn set(value: &mut Localized, code: &str, text: String) {
    if text.is_empty() {
        value.0.remove(code);
    } else {
        value.0.insert(code.to_owned(), text);
    }
}

/// A field of one character: the last one typed.
pub(super) fn key(ui: &mut Ui, value: &mut Option<char>) {
    ui.vertical(|ui| {
        ui.set_width(64.0);
        let mut text = value.map(String::from).unwrap_or_default();
        if field(ui, &tr!("schema-key"), &mut text, "").changed() {
            let typed = text
                .chars()
                .rfind(|it| !it.is_whitespace() && !it.is_control());
            *value = typed.and_then(|it| it.to_lowercase().next());
        }
    });
}

/// When it is asked for.
pub(super) fn tier(ui: &mut Ui, value: &mut Tier) {
    const TIERS: [Tier; 3] = [Tier::Core, Tier::Extension, Tier::Resolution];
    let names = [
        tr!("schema-tier-core"),
        tr!("schema-tier-extension"),
        tr!("schema-tier-resolution"),
    ];
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        caption(ui, &tr!("schema-tier"));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let now = TIERS.iter().position(|it| it == value).unwrap_or_default();
        if let Some(chosen) = segmented(ui, now, &names).and_then(|i| TIERS.get(i)) {
            *value = *chosen;
        }
    });
}

/// A field for a number that may be absent. What is typed stays as it is until the field is left.
pub(super) fn number(ui: &mut Ui, name: &str, width: f32, value: &mut Option<f64>) {
    ui.vertical(|ui| {
        ui.set_width(width);
        let id = ui.scope_id().with((name, "typed"));
        let typed: Option<String> = ui.data(|it| it.get_temp(id));
        let written = value.map(|it| it.to_string()).unwrap_or_default();
        let mut text = typed.unwrap_or(written);
        let response = field(ui, name, &mut text, "");
        if response.changed() {
            let plain = text.trim().replace(',', ".");
            *value = plain.parse().ok().filter(|it: &f64| it.is_finite());
        }
        if response.has_focus() {
            ui.data_mut(|it| it.insert_temp(id, text));
        } else {
            ui.data_mut(|it| it.remove::<String>(id));
        }
    });
}

/// One of several under a name; gives the one just chosen, if another.
pub(super) fn combo(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    now: usize,
    all: &[String],
) -> Option<usize> {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        caption(ui, name);
        let shown = all.get(now).cloned().unwrap_or_default();
        let mut chosen = None;
        let said = format!("{name}: {shown}");
        let combo = ComboBox::from_id_salt(salt)
            .selected_text(shown)
            .width(176.0)
            .height(320.0);
        let answer = combo.show_ui(ui, |ui| {
            for (i, words) in all.iter().enumerate() {
                if ui.selectable_label(i == now, words).clicked() && i != now {
                    chosen = Some(i);
                }
            }
        });
        let response = answer.response;
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
        chosen
    })
    .inner
}

/// A list under a verb, such as *Merge into…*; gives what was chosen.
pub(super) fn chooser(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    verb: &str,
    all: &[String],
) -> Option<usize> {
    let mut chosen = None;
    let combo = ComboBox::from_id_salt(salt)
        .selected_text(verb)
        .width(136.0)
        .height(320.0);
    let answer = combo.show_ui(ui, |ui| {
        for (i, words) in all.iter().enumerate() {
            if ui.selectable_label(false, words).clicked() {
                chosen = Some(i);
            }
        }
    });
    answer
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, verb));
    chosen
}

/// Words about what is shown, and at the right what can be done to it as a whole, the last first.
pub(super) fn acts(ui: &mut Ui, words: &str, content: impl FnOnce(&mut Ui)) {
    let size = egui::vec2(ui.available_width(), 28.0);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        content(ui);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.with_layout(layout, |ui| caption(ui, words));
    });
}

/// A field that adds something, with its button; gives the name once it is entered.
pub(super) fn adder(ui: &mut Ui, name: &str, typed: &mut String) -> Option<String> {
    let entered = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let words = tr!("schema-add");
            let button = crate::app::widget::Button::plain(&words);
            let width = (ui.available_width() - button.natural_width(ui) - 4.0).max(60.0);
            let field = ui
                .allocate_ui(egui::vec2(width, 28.0), |ui| {
                    field_named(ui, name, typed, name)
                })
                .inner;
            let entered = field.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
            let pressed = ui.add_enabled(!typed.trim().is_empty(), button);
            entered || pressed.clicked()
        })
        .inner;
    let name = typed.trim().to_owned();
    if !entered || name.is_empty() {
        return None;
    }
    typed.clear();
    Some(name)
}

/// What was asked of a line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Up,
    Down,
    Remove,
}

/// Signs to move a line up or down or to remove it; `name` is what it is called.
pub(super) fn shifts(ui: &mut Ui, name: &str, first: bool, last: bool) -> Option<Shift> {
    use crate::app::widget::Sign;
    let mut asked = None;
    for (sign, words, way, can) in [
        ("↑", tr!("schema-up", name = name), Shift::Up, !first),
        ("↓", tr!("schema-down", name = name), Shift::Down, !last),
        ("×", tr!("schema-remove", name = name), Shift::Remove, true),
    ] {
        if ui.add_enabled(can, Sign::new(sign, &words)).clicked() {
            asked = Some(way);
        }
    }
    asked
}

/// The signs to move what is shown, from the right.
pub(super) fn ups_and_downs(ui: &mut Ui, name: &str, first: bool, last: bool) -> Option<Shift> {
    use crate::app::widget::Sign;
    let down = tr!("schema-down", name = name);
    let up = tr!("schema-up", name = name);
    let downwards = ui.add_enabled(!last, Sign::new("↓", &down)).clicked();
    let upwards = ui.add_enabled(!first, Sign::new("↑", &up)).clicked();
    let down = downwards.then_some(Shift::Down);
    upwards.then_some(Shift::Up).or(down)
}

/// Moves or removes the line at `i`.
pub(super) fn shift<T>(all: &mut Vec<T>, i: usize, way: Shift) {
    match way {
        Shift::Up if i > 0 => all.swap(i, i - 1),
        Shift::Down if i + 1 < all.len() => all.swap(i, i + 1),
        Shift::Remove if i < all.len() => {
            all.remove(i);
        }
        Shift::Up | Shift::Down | Shift::Remove => {}
    }
}
