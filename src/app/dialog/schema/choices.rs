//! The answers that a question offers: the digit that gives each, its name, its place.

use egui::Ui;

use super::list::named;
use super::parts::{Shift, adder, shift, shifts, words_named};
use crate::app::widget::{heading, keycap};
use crate::i18n::{LANGUAGES, language};
use crate::model::id::ChoiceId;
use crate::model::reform::fresh;
use crate::model::schema::{Attribute, Choice, Kind};
use crate::model::value::Value;
use crate::tr;

pub(super) fn ui(ui: &mut Ui, question: &mut Attribute) {
    let (Kind::OneOf(all) | Kind::Ordinal(all) | Kind::SeveralOf(all)) = &mut question.kind else {
        return;
    };
    heading(ui, &tr!("schema-values"));
    let n = all.len();
    let mut asked = None;
    for (i, choice) in all.iter_mut().enumerate() {
        let name = choice.name.get(language()).to_owned();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let digit = if i < 9 {
                (i + 1).to_string()
            } else {
                " ".to_owned()
            };
            keycap(ui, &digit);
            let room = (ui.available_width() - 3.0 * 32.0) / LANGUAGES.len() as f32 - 4.0;
            let said = tr!("schema-value", number = i + 1);
            words_named(ui, &said, &mut choice.name, room.max(60.0));
            if let Some(way) = shifts(ui, &name, i == 0, i + 1 == n) {
                asked = Some((i, way));
            }
        });
    }
    if let Some((i, way)) = asked {
        if way == Shift::Remove && is_default(all.get(i), question.default.as_ref()) {
            question.default = None;
        }
        shift(all, i, way);
    }
    let id = ui.scope_id().with("new value");
    let mut typed: String = ui.data(|it| it.get_temp(id)).unwrap_or_default();
    if let Some(name) = adder(ui, &tr!("schema-new-value"), &mut typed) {
        let id = fresh(&name, all.iter().map(|it| it.id.as_str()));
        all.push(Choice {
            id: ChoiceId::new(id),
            name: named(&name),
        });
    }
    ui.data_mut(|it| it.insert_temp(id, typed));
}

fn is_default(choice: Option<&Choice>, default: Option<&Value>) -> bool {
    matches!((choice, default), (Some(choice), Some(Value::Choice(id))) if choice.id == *id)
}

/// Where nothing was answered yet: two to begin with.
pub(super) fn first_two() -> Vec<Choice> {
    let choice = |i: usize| {
        let name = tr!("schema-value", number = i);
        Choice {
            id: ChoiceId::new(format!("value_{i}")),
            name: named(&name),
        }
    };
    vec![choice(1), choice(2)]
}
