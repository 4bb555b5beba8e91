//! One question of a record and the widget that answers it.

use std::collections::BTreeMap;

use egui::{
    Align2, Color32, CornerRadius, FontId, Key, Response, Role, Sense, Stroke, TextEdit, Ui,
    WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::questions;
use crate::app::marks::color;
use crate::app::names;
use crate::app::regions::Region;
use crate::app::widget::{caption, focus_ring, keycap_at, tint};
use crate::model::annotation::Span;
use crate::model::id::AttributeId;
use crate::model::schema::{Attribute, Choice, Kind};
use crate::model::value::{PartialDate, Value};
use crate::tr;

const ROW: f32 = 26.0;

/// A question asked about a record.
pub struct Asked<'a> {
    pub span: &'a Span,
    pub question: &'a Attribute,
    /// Whether digits answer this one.
    pub current: bool,
    /// Whether its field is to take the keyboard now.
    pub edit: bool,
}

impl Asked<'_> {
    fn value(&self) -> Option<&Value> {
        self.span.attributes.get(&self.question.id)
    }

    fn name(&self) -> String {
        names::local(&self.question.name)
    }

    fn answer(&self, value: Option<Value>) -> Action {
        Action::Answer {
            span: self.span.id.clone(),
            attribute: self.question.id.clone(),
            value,
        }
    }
}

/// The fields being typed in, by question; a field not here shows the answer given.
#[derive(Default)]
pub struct Fields {
    typed: BTreeMap<(AttributeId, bool), String>,
}

impl Fields {
    pub fn clear(&mut self) {
        self.typed.clear();
    }

    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, asked: &Asked, out: &mut Vec<Action>) {
        title(ui, cx, asked);
        match &asked.question.kind {
            Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices) => {
                choices_ui(ui, cx, asked, choices, out);
            }
            Kind::Flag => flag(ui, cx, asked, out),
            Kind::Target => target(ui, cx, asked, out),
            Kind::Interval => self.interval(ui, asked, out),
            Kind::Number { .. } | Kind::Date | Kind::Text => self.single(ui, asked, out),
        }
    }

    /// A number, a date or a text.
    fn single(&mut self, ui: &mut Ui, asked: &Asked, out: &mut Vec<Action>) {
        let shown = asked.value().map(written).unwrap_or_default();
        if let Some(words) = self.field(ui, asked, false, &asked.name(), &shown) {
            match read(&asked.question.kind, &words) {
                Ok(value) => out.push(asked.answer(value)),
                Err(()) => out.push(refused()),
            }
        }
    }

    /// Two dates: from and to.
    fn interval(&mut self, ui: &mut Ui, asked: &Asked, out: &mut Vec<Action>) {
        let ends = match asked.value() {
            Some(Value::Interval(from, to)) => [*from, *to],
            _ => [None, None],
        };
        for (i, key) in ["interval-from-name", "interval-to-name"]
            .into_iter()
            .enumerate()
        {
            let shown = ends[i].map(|it| it.to_string()).unwrap_or_default();
            let name = tr!(key, name = asked.name());
            let Some(words) = self.field(ui, asked, i == 1, &name, &shown) else {
                continue;
            };
            let Ok(date) = read_date(&words) else {
                out.push(refused());
                continue;
            };
            let (from, to) = if i == 0 {
                (date, ends[1])
            } else {
                (ends[0], date)
            };
            let value = (from.is_some() || to.is_some()).then_some(Value::Interval(from, to));
            out.push(asked.answer(value));
        }
    }

    /// A text field; answers what was typed once it is left or Enter is pressed.
    fn field(
        &mut self,
        ui: &mut Ui,
        asked: &Asked,
        end: bool,
        name: &str,
        shown: &str,
    ) -> Option<String> {
        let key = (asked.question.id.clone(), end);
        let mut words = self
            .typed
            .get(&key)
            .cloned()
            .unwrap_or_else(|| shown.to_owned());
        let hint = match asked.question.kind {
            Kind::Date | Kind::Interval => tr!("inspector-date-hint"),
            _ => String::new(),
        };
        let edit = TextEdit::singleline(&mut words)
            .hint_text(hint)
            .margin(egui::Margin::symmetric(8, 5));
        let response = ui
            .add(edit.desired_width(ui.available_width()))
            .accessible_name(name);
        if asked.edit && !end {
            response.request_focus();
        }
        if asked.current && !end {
            Region::Inspector.entered_by(ui.ctx(), response.id);
        }
        if response.changed() {
            self.typed.insert(key.clone(), words.clone());
        }
        if !response.lost_focus() {
            return None;
        }
        self.typed.remove(&key);
        let dropped = ui.input(|it| it.key_pressed(Key::Escape));
        (!dropped && words.trim() != shown).then(|| words.trim().to_owned())
    }
}

fn refused() -> Action {
    Action::Notify(crate::app::action::Notice::bad(tr!("refusal-wrong-value")))
}

/// The question, a dot when it waits for its answer, and the key that leads to it.
fn title(ui: &mut Ui, cx: &Cx, asked: &Asked) {
    ui.horizontal(|ui| {
        let open = asked.question.required && asked.value().is_none();
        let label = caption(ui, &asked.name());
        let help = names::local(&asked.question.help);
        if !help.is_empty() {
            label.on_hover_text(help);
        }
        if open {
            ui.colored_label(cx.palette.warning, "•")
                .on_hover_text(tr!("inspector-open"));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let n = asked.question.kind.choices().len();
            let keys = match (asked.current, n) {
                (true, 2..) => format!("1–{n}"),
                _ => asked.question.key.map(String::from).unwrap_or_default(),
            };
            caption(ui, &keys);
        });
    });
}

fn choices_ui(ui: &mut Ui, cx: &Cx, asked: &Asked, choices: &[Choice], out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for (i, choice) in choices.iter().enumerate() {
        let chosen = match asked.value() {
            Some(Value::Choice(id)) => *id == choice.id,
            Some(Value::Choices(ids)) => ids.contains(&choice.id),
            _ => false,
        };
        let default = asked.value().is_none()
            && asked.question.default == Some(Value::Choice(choice.id.clone()));
        let key = (asked.current && i < 9).then(|| (i + 1).to_string());
        let name = names::local(&choice.name);
        let row = ChoiceRow {
            name: &name,
            accessible: format!("{} · {name}", asked.name()),
            chosen,
            default,
            square: matches!(asked.question.kind, Kind::SeveralOf(_)),
            key: key.as_deref(),
            color: cx.schema().map_or(cx.palette.accent, |it| {
                color(it, &asked.span.label, cx.palette)
            }),
        };
        let response = row.ui(ui, cx);
        if i == 0 && asked.current {
            Region::Inspector.entered_by(ui.ctx(), response.id);
        }
        if asked.edit && i == 0 {
            response.request_focus();
        }
        if response.clicked() {
            out.push(Action::AskQuestion(asked.question.id.clone()));
            if let Some(value) = questions::by_digit(asked.question, asked.value(), i + 1) {
                out.push(asked.answer(value));
            }
        }
    }
}

/// A choice with its circle or box and its digit.
struct ChoiceRow<'a> {
    name: &'a str,
    accessible: String,
    chosen: bool,
    /// What no answer means: shown faintly.
    default: bool,
    square: bool,
    key: Option<&'a str>,
    color: Color32,
}

impl ChoiceRow<'_> {
    fn ui(&self, ui: &mut Ui, cx: &Cx) -> Response {
        let palette = cx.palette;
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let role = if self.square {
            Role::CheckBox
        } else {
            Role::RadioButton
        };
        response.widget_info(|| WidgetInfo::selected(role, true, self.chosen, &self.accessible));
        let fill = match (self.chosen, response.hovered()) {
            (true, _) => tint(self.color, 0.18),
            (false, true) => tint(palette.ink, 0.05),
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
        self.sign(ui, cx, rect.left_center() + vec2(14.0, 0.0));
        let at = rect.left_center() + vec2(30.0, 0.0);
        let ink = if self.default {
            palette.secondary
        } else {
            palette.ink
        };
        ui.painter().text(
            at,
            Align2::LEFT_CENTER,
            self.name,
            FontId::proportional(13.0),
            ink,
        );
        if let Some(key) = self.key {
            keycap_at(
                ui.painter(),
                palette,
                rect.right_center() - vec2(8.0, 0.0),
                key,
            );
        }
        focus_ring(ui, &response, 6);
        response
    }

    fn sign(&self, ui: &Ui, cx: &Cx, at: egui::Pos2) {
        let palette = cx.palette;
        let painter = ui.painter();
        let line = Stroke::new(
            if self.chosen { 4.0 } else { 1.2 },
            if self.chosen {
                self.color
            } else {
                palette.secondary
            },
        );
        if self.square {
            let square = egui::Rect::from_center_size(at, vec2(11.0, 11.0));
            painter.rect(square, 3, palette.paper, line, egui::StrokeKind::Inside);
        } else {
            painter.circle(at, if self.chosen { 4.5 } else { 5.5 }, palette.paper, line);
            if self.default {
                painter.circle_filled(at, 2.0, palette.secondary);
            }
        }
    }
}

fn flag(ui: &mut Ui, cx: &Cx, asked: &Asked, out: &mut Vec<Action>) {
    let on = asked.value() == Some(&Value::Flag(true));
    let key = asked.question.key.map(String::from);
    let row = ChoiceRow {
        name: &tr!("value-yes"),
        accessible: asked.name(),
        chosen: on,
        default: false,
        square: true,
        key: key.as_deref(),
        color: cx.schema().map_or(cx.palette.accent, |it| {
            color(it, &asked.span.label, cx.palette)
        }),
    };
    let response = row.ui(ui, cx);
    if asked.edit {
        response.request_focus();
    }
    if response.clicked() {
        out.push(asked.answer(questions::flipped(asked.value())));
    }
}

/// A button with the target, opening the list of targets.
fn target(ui: &mut Ui, cx: &Cx, asked: &Asked, out: &mut Vec<Action>) {
    let project = cx.project();
    let chosen = asked
        .value()
        .zip(project)
        .map(|(value, project)| names::value(project, asked.question, value));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW + 2.0), Sense::click());
    let words = chosen
        .clone()
        .unwrap_or_else(|| tr!("inspector-choose-target"));
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{} · {words}", asked.name()))
    });
    let line = if response.hovered() || asked.current {
        cx.palette.accent
    } else {
        cx.palette.line
    };
    ui.painter().rect(
        rect,
        6,
        cx.palette.paper,
        Stroke::new(1.0, line),
        egui::StrokeKind::Inside,
    );
    let ink = if chosen.is_some() {
        cx.palette.ink
    } else {
        cx.palette.secondary
    };
    let shown = names::clipped(&words, 34);
    ui.painter().text(
        rect.left_center() + vec2(8.0, 0.0),
        Align2::LEFT_CENTER,
        shown,
        FontId::proportional(13.0),
        ink,
    );
    if let Some(key) = cx.keymap.shown("edit.record").filter(|_| asked.current) {
        keycap_at(
            ui.painter(),
            cx.palette,
            rect.right_center() - vec2(6.0, 0.0),
            &key,
        );
    }
    focus_ring(ui, &response, 6);
    if asked.current {
        Region::Inspector.entered_by(ui.ctx(), response.id);
    }
    if response.clicked() {
        out.push(Action::AskQuestion(asked.question.id.clone()));
    }
}

/// An answer as it is typed.
fn written(value: &Value) -> String {
    match value {
        Value::Number(n) => n.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.clone(),
        Value::Flag(_)
        | Value::Choice(_)
        | Value::Choices(_)
        | Value::Interval(..)
        | Value::Target(_) => String::new(),
    }
}

fn read(kind: &Kind, words: &str) -> Result<Option<Value>, ()> {
    if words.is_empty() {
        return Ok(None);
    }
    match kind {
        Kind::Number { .. } => words
            .replace(',', ".")
            .parse()
            .map(|it| Some(Value::Number(it)))
            .map_err(drop),
        Kind::Date => read_date(words).map(|it| it.map(Value::Date)),
        _ => Ok(Some(Value::Text(words.to_owned()))),
    }
}

fn read_date(words: &str) -> Result<Option<PartialDate>, ()> {
    if words.is_empty() {
        Ok(None)
    } else {
        words.parse().map(Some).map_err(drop)
    }
}
