//! Answers about a whole document, while they are filled in: a field or choices for each question.

use std::collections::{BTreeMap, BTreeSet};

use egui::{ComboBox, Ui};

use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{caption, field, note, radio, tick};
use crate::model::annotation::Attributes;
use crate::model::id::AttributeId;
use crate::model::project::Project;
use crate::model::schema::{Attribute, Choice, Kind};
use crate::model::value::{PartialDate, Value};
use crate::tr;

/// The answers, as they were and as they are being changed.
pub(super) struct Answers {
    before: Attributes,
    now: Attributes,
    /// What stands in the fields that are typed into.
    typed: BTreeMap<AttributeId, [String; 2]>,
    wrong: BTreeSet<AttributeId>,
}

impl Answers {
    pub fn new(questions: &[Attribute], given: &Attributes) -> Self {
        let typed = questions
            .iter()
            .map(|it| (it.id.clone(), written(given.get(&it.id))))
            .collect();
        Self {
            before: given.clone(),
            now: given.clone(),
            typed,
            wrong: BTreeSet::new(),
        }
    }

    /// Whether all that is typed can be read.
    pub fn ready(&self) -> bool {
        self.wrong.is_empty()
    }

    /// The answers that are others than before; `None`: withdrawn.
    pub fn changed(&self) -> Vec<(AttributeId, Option<Value>)> {
        let all = self.typed.keys().map(|id| (id, self.now.get(id)));
        all.filter(|(id, now)| self.before.get(id) != *now)
            .map(|(id, now)| (id.clone(), now.cloned()))
            .collect()
    }

    pub fn ui(&mut self, ui: &mut Ui, project: &Project, questions: &[Attribute]) {
        for question in questions {
            self.question_ui(ui, project, question);
        }
    }

    fn question_ui(&mut self, ui: &mut Ui, project: &Project, question: &Attribute) {
        let name = &names::local(&question.name);
        match &question.kind {
            Kind::Flag => {
                let mut on = self.now.get(&question.id) == Some(&Value::Flag(true));
                if tick(ui, &mut on, name).changed() {
                    self.now.set(&question.id, on.then_some(Value::Flag(true)));
                }
            }
            Kind::OneOf(choices) | Kind::Ordinal(choices) => {
                self.one_of_ui(ui, question, name, choices);
            }
            Kind::SeveralOf(choices) => self.several_of_ui(ui, question, name, choices),
            Kind::Target => self.target_ui(ui, project, question, name),
            Kind::Number { .. } | Kind::Date | Kind::Text => self.typed_ui(ui, question, name),
            Kind::Interval => self.interval_ui(ui, question, name),
        }
    }

    /// A second click on the answer given withdraws it.
    fn one_of_ui(&mut self, ui: &mut Ui, question: &Attribute, name: &str, choices: &[Choice]) {
        caption(ui, name);
        ui.horizontal_wrapped(|ui| {
            for choice in choices {
                let value = Value::Choice(choice.id.clone());
                let on = self.now.get(&question.id) == Some(&value);
                if radio(ui, on, &names::local(&choice.name)).clicked() {
                    self.now.set(&question.id, (!on).then_some(value));
                }
            }
        });
    }

    fn several_of_ui(&mut self, ui: &mut Ui, question: &Attribute, name: &str, choices: &[Choice]) {
        caption(ui, name);
        let mut chosen = match self.now.get(&question.id) {
            Some(Value::Choices(chosen)) => chosen.clone(),
            _ => BTreeSet::new(),
        };
        ui.horizontal_wrapped(|ui| {
            for choice in choices {
                let mut on = chosen.contains(&choice.id);
                if tick(ui, &mut on, &names::local(&choice.name)).changed() {
                    if on {
                        chosen.insert(choice.id.clone());
                    } else {
                        chosen.remove(&choice.id);
                    }
                    self.now.set(
                        &question.id,
                        (!chosen.is_empty()).then(|| Value::Choices(chosen.clone())),
                    );
                }
            }
        });
    }

    fn target_ui(&mut self, ui: &mut Ui, project: &Project, question: &Attribute, name: &str) {
        let label = caption(ui, name);
        let shown = match self.now.get(&question.id) {
            Some(Value::Target(id)) => names::shown(project.target_name(id)),
            _ => tr!("value-none"),
        };
        let combo = ComboBox::from_id_salt(question.id.as_str())
            .selected_text(shown)
            .width(240.0);
        let response = combo.show_ui(ui, |ui| {
            let mut offers = vec![(tr!("value-none"), None)];
            offers.extend(
                project
                    .targets
                    .iter()
                    .map(|(id, it)| (names::shown(&it.name), Some(Value::Target(id.clone())))),
            );
            for (words, value) in offers {
                if ui
                    .selectable_label(self.now.get(&question.id) == value.as_ref(), words)
                    .clicked()
                {
                    self.now.set(&question.id, value);
                }
            }
        });
        response.response.labelled_by(label.id);
    }

    fn typed_ui(&mut self, ui: &mut Ui, question: &Attribute, name: &str) {
        let typed = self.typed.entry(question.id.clone()).or_default();
        let hint = if question.kind == Kind::Date {
            "2031-06-15"
        } else {
            ""
        };
        if field(ui, name, &mut typed[0], hint).changed() {
            let text = typed[0].clone();
            self.take(question, read(&question.kind, &text));
        }
        self.trouble_ui(ui, question);
    }

    fn interval_ui(&mut self, ui: &mut Ui, question: &Attribute, name: &str) {
        let typed = self.typed.entry(question.id.clone()).or_default();
        let mut changed = false;
        ui.columns(2, |columns| {
            let ends = ["properties-from", "properties-to"];
            for ((column, text), end) in columns.iter_mut().zip(typed.iter_mut()).zip(ends) {
                changed |= field(column, &tr!(end, name = name), text, "2031").changed();
            }
        });
        if changed {
            let [from, to] = typed.clone();
            self.take(question, read_interval(&from, &to));
        }
        self.trouble_ui(ui, question);
    }

    fn take(&mut self, question: &Attribute, answer: Result<Option<Value>, ()>) {
        let fits = |it: &Option<Value>| it.as_ref().is_none_or(|it| it.fits(&question.kind));
        match answer {
            Ok(value) if fits(&value) => {
                self.now.set(&question.id, value);
                self.wrong.remove(&question.id);
            }
            _ => {
                self.wrong.insert(question.id.clone());
            }
        }
    }

    fn trouble_ui(&self, ui: &mut Ui, question: &Attribute) {
        if self.wrong.contains(&question.id) {
            note(ui, &tr!("properties-wrong-value"), Palette::of(ui).bad);
        }
    }
}

/// An answer as it stands in its fields.
fn written(value: Option<&Value>) -> [String; 2] {
    let date = |it: &Option<PartialDate>| it.map(|it| it.to_string()).unwrap_or_default();
    match value {
        Some(Value::Number(number)) => [number.to_string(), String::new()],
        Some(Value::Date(it)) => [it.to_string(), String::new()],
        Some(Value::Text(text)) => [text.clone(), String::new()],
        Some(Value::Interval(from, to)) => [date(from), date(to)],
        _ => Default::default(),
    }
}

/// What is typed as an answer; nothing typed is no answer.
fn read(kind: &Kind, text: &str) -> Result<Option<Value>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        Kind::Number { .. } => text.replace(',', ".").parse().ok().map(Value::Number),
        Kind::Date => text.parse().ok().map(Value::Date),
        _ => Some(Value::Text(text.to_owned())),
    };
    value.map(Some).ok_or(())
}

/// Two dates, one of which may be open; neither is no answer.
fn read_interval(from: &str, to: &str) -> Result<Option<Value>, ()> {
    let (from, to) = (read_end(from)?, read_end(to)?);
    Ok((from.is_some() || to.is_some()).then_some(Value::Interval(from, to)))
}

fn read_end(text: &str) -> Result<Option<PartialDate>, ()> {
    let text = text.trim();
    if text.is_empty() {
        Ok(None)
    } else {
        text.parse().map(Some).map_err(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_as_the_kind_asks() {
        let number = Kind::Number {
            min: None,
            max: None,
        };
        assert_eq!(read(&number, "2,5"), Ok(Some(Value::Number(2.5))));
        assert_eq!(read(&number, "many"), Err(()));
        assert_eq!(read(&Kind::Text, "  "), Ok(None));
        assert!(read(&Kind::Date, "2031-13").is_err());
        assert_eq!(read_interval("", ""), Ok(None));
        assert!(matches!(
            read_interval("2030", ""),
            Ok(Some(Value::Interval(Some(_), None)))
        ));
        assert_eq!(read_interval("soon", ""), Err(()));
    }
}
