//! Asks which label all hits are to carry; says how many records that makes.

use egui::{Event, Key, Modifiers, Ui};

use super::{Dialog, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::Find;
use crate::app::names;
use crate::app::panel::page;
use crate::app::widget::{Row, caption, label_color, note};
use crate::model::annotation::Layer;
use crate::model::id::LabelId;
use crate::model::schema::Label;
use crate::tr;

/// More records than this are not made in one step.
pub const MOST: usize = 10_000;

/// The label for all hits.
pub struct LabelAllDialog {
    chosen: Option<LabelId>,
    /// Whether the bar has given up the keyboard.
    free: bool,
}

impl LabelAllDialog {
    /// With the label used last, if it is one of those shown.
    pub fn new(cx: &Cx) -> Self {
        let last = cx.session.and_then(|it| it.desk.last_label.clone());
        let known = last.filter(|id| cx.labels().any(|it| it.id == *id));
        Self {
            chosen: known.or_else(|| cx.labels().next().map(|it| it.id.clone())),
            free: false,
        }
    }

    fn rows(&mut self, ui: &mut Ui, cx: &Cx) {
        ui.spacing_mut().item_spacing.y = 0.0;
        for label in cx.labels() {
            let key = label.key.map(String::from);
            let name = names::local(&label.name);
            let row = Row::new(&name)
                .mark(Some(label_color(cx.palette, label.color)))
                .key(key.as_deref())
                .selected(self.chosen.as_ref() == Some(&label.id));
            if ui.add(row).clicked() {
                self.chosen = Some(label.id.clone());
            }
        }
    }

    /// Letters choose their label, arrows the one above or below.
    fn keys(&mut self, ui: &Ui, cx: &Cx) {
        let labels: Vec<&Label> = cx.labels().collect();
        let at = labels
            .iter()
            .position(|it| Some(&it.id) == self.chosen.as_ref());
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let down = pressed(Key::ArrowDown).then(|| at.map_or(0, |it| it + 1));
        let up = pressed(Key::ArrowUp).then(|| at.map_or(0, |it| it.saturating_sub(1)));
        let typed = ui.input(|it| {
            it.events.iter().find_map(|event| match event {
                Event::Text(text) => text.to_lowercase().chars().next(),
                _ => None,
            })
        });
        let typed = typed.and_then(|c| labels.iter().position(|it| it.key == Some(c)));
        let next = down.or(up).or(typed).and_then(|it| labels.get(it));
        if let Some(label) = next {
            self.chosen = Some(label.id.clone());
        }
    }
}

impl Dialog for LabelAllDialog {
    fn title(&self) -> String {
        tr!("label-all-title")
    }

    fn width(&self) -> f32 {
        400.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(finding) = cx.session.map(|it| &it.desk.finding) else {
            return;
        };
        if !std::mem::replace(&mut self.free, true)
            && let Some(field) = ui.memory(egui::Memory::focused)
        {
            ui.memory_mut(|it| it.surrender_focus(field));
        }
        self.keys(ui, cx);
        let hits = finding.hits();
        let carried = self.chosen.as_ref().zip(cx.layer());
        let carried = carried.map_or(0, |(label, layer)| {
            hits.iter().filter(|it| carries(layer, label, it)).count()
        });
        let count = hits.len() - carried;
        caption(
            ui,
            &tr!(
                "label-all-hits",
                words = names::clipped(&finding.query.words, 40),
                count = names::number(hits.len()),
                hits = hits.len()
            ),
        );
        ui.vertical(|ui| self.rows(ui, cx));
        if carried > 0 {
            caption(
                ui,
                &tr!(
                    "label-all-carried",
                    count = names::number(carried),
                    hits = carried
                ),
            );
        }
        if count > MOST {
            note(
                ui,
                &tr!("label-all-too-many", most = names::number(MOST)),
                cx.palette.bad,
            );
        }
        let ready = finding.is_complete() && (1..=MOST).contains(&count);
        let verb = tr!("label-all-do", count = names::number(count), hits = count);
        // The text has the keyboard while nothing here has it.
        let is_free = ui.memory(|it| it.focused().is_none_or(|it| it == page::text_id()));
        let entered = is_free && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Enter));
        if foot(ui, &verb, ready, out) || (entered && ready) {
            out.push(Action::CloseDialog);
            out.extend(
                self.chosen
                    .clone()
                    .map(|it| Action::Find(Find::LabelAll(it))),
            );
        }
    }
}

/// Whether exactly these words carry a label already.
fn carries(layer: &Layer, label: &LabelId, range: &std::ops::Range<usize>) -> bool {
    let same = std::slice::from_ref(range);
    layer
        .spans_in(range.clone())
        .any(|it| it.label == *label && it.at == same)
}
