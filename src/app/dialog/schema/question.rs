//! The questions of a label or of a document: a line each, the one chosen unfolded below it.

use egui::Ui;

use super::list::named;
use super::parts::{Shift, adder, combo, key, number, shift, shifts, tier, words};
use super::{SchemaDialog, choices};
use crate::app::names;
use crate::app::widget::{Row, heading, tick};
use crate::i18n::language;
use crate::model::id::{AttributeId, LabelId};
use crate::model::project::Project;
use crate::model::reform::{choices_used, fresh};
use crate::model::schema::{Attribute, Choice, Kind, Localized, Tier};
use crate::model::value::Value;
use crate::tr;

const KINDS: [&str; 9] = [
    "schema-kind-flag",
    "schema-kind-one",
    "schema-kind-ordinal",
    "schema-kind-several",
    "schema-kind-number",
    "schema-kind-date",
    "schema-kind-interval",
    "schema-kind-text",
    "schema-kind-target",
];

fn place(kind: &Kind) -> usize {
    match kind {
        Kind::Flag => 0,
        Kind::OneOf(_) => 1,
        Kind::Ordinal(_) => 2,
        Kind::SeveralOf(_) => 3,
        Kind::Number { .. } => 4,
        Kind::Date => 5,
        Kind::Interval => 6,
        Kind::Text => 7,
        Kind::Target => 8,
    }
}

fn at(place: usize, choices: Vec<Choice>) -> Kind {
    match place {
        0 => Kind::Flag,
        1 => Kind::OneOf(choices),
        2 => Kind::Ordinal(choices),
        3 => Kind::SeveralOf(choices),
        4 => Kind::Number {
            min: None,
            max: None,
        },
        5 => Kind::Date,
        6 => Kind::Interval,
        7 => Kind::Text,
        _ => Kind::Target,
    }
}

impl SchemaDialog {
    pub(super) fn document_ui(&mut self, ui: &mut Ui, project: &Project) {
        heading(ui, &tr!("schema-document"));
        self.questions_ui(ui, project, None);
    }

    /// The questions of a label, or of the document.
    pub(super) fn questions_ui(&mut self, ui: &mut Ui, project: &Project, of: Option<&LabelId>) {
        let Some(questions) = self.questions(of) else {
            return;
        };
        let n = questions.len();
        let mut questions = std::mem::take(questions);
        let (mut open, mut asked) = (self.question.clone(), None);
        for (i, question) in questions.iter_mut().enumerate() {
            let is_open = open.as_ref() == Some(&question.id);
            if is_open && std::mem::take(&mut self.unfolded) {
                ui.scroll_to_cursor(Some(egui::Align::Min));
            }
            let line = self.question_line(ui, of, question, is_open, (i == 0, i + 1 == n));
            match line {
                Some(Line::Toggle) if is_open => open = None,
                Some(Line::Toggle) => {
                    open = Some(question.id.clone());
                    self.unfolded = true;
                }
                Some(Line::Shift(way)) => asked = Some((i, way)),
                None => {}
            }
            if is_open {
                ui.indent(("question", i), |ui| {
                    self.question_ui(ui, project, of, question);
                });
            }
        }
        if let Some((i, way)) = asked {
            shift(&mut questions, i, way);
        }
        self.question = open;
        if let Some(name) = adder(ui, &tr!("schema-new-question"), &mut self.names[2]) {
            let taken = questions.iter().map(|it| it.id.as_str());
            let id = AttributeId::new(fresh(&name, taken));
            self.question = Some(id.clone());
            self.unfolded = true;
            questions.push(question(id, &name));
        }
        if let Some(all) = self.questions(of) {
            *all = questions;
        }
    }

    fn questions(&mut self, of: Option<&LabelId>) -> Option<&mut Vec<Attribute>> {
        match of {
            None => Some(&mut self.draft.document_labels),
            Some(id) => {
                let mut labels = self.draft.labels.iter_mut();
                labels.find(|it| it.id == *id).map(|it| &mut it.attributes)
            }
        }
    }

    fn question_line(
        &self,
        ui: &mut Ui,
        of: Option<&LabelId>,
        question: &Attribute,
        open: bool,
        (first, last): (bool, bool),
    ) -> Option<Line> {
        let name = question.name.get(language()).to_owned();
        let used = of.and_then(|it| {
            let place = (it.clone(), question.id.clone());
            self.usage.answers.get(&place).copied()
        });
        let used = used.map(names::number).unwrap_or_default();
        let kind = KINDS.get(place(&question.kind)).map(|it| tr!(it));
        let detail = [kind.unwrap_or_default(), used];
        let detail: Vec<&str> = detail
            .iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        let detail = detail.join(" · ");
        let key = question.key.map(String::from);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let room = (ui.available_width() - 3.0 * 32.0).max(120.0);
            let clicked = ui
                .allocate_ui(egui::vec2(room, 28.0), |ui| {
                    let row = Row::new(&name)
                        .detail(&detail)
                        .key(key.as_deref())
                        .selected(open)
                        .role(egui::Role::Button);
                    ui.add(row).clicked()
                })
                .inner;
            let shifted = shifts(ui, &name, first, last).map(Line::Shift);
            shifted.or_else(|| clicked.then_some(Line::Toggle))
        })
        .inner
    }

    fn question_ui(
        &self,
        ui: &mut Ui,
        project: &Project,
        of: Option<&LabelId>,
        question: &mut Attribute,
    ) {
        words(ui, &tr!("schema-question-name"), &mut question.name);
        ui.horizontal(|ui| {
            kind_ui(ui, project, of, question);
            default_ui(ui, question);
            key(ui, &mut question.key);
        });
        self.clashes_ui(ui, question.id.as_str());
        ui.horizontal(|ui| {
            tier(ui, &mut question.tier);
            ui.vertical(|ui| {
                ui.add_space(18.0);
                tick(ui, &mut question.required, &tr!("schema-required"));
            });
        });
        if let Kind::Number { min, max } = &mut question.kind {
            ui.horizontal(|ui| {
                number(ui, &tr!("schema-min"), 88.0, min);
                number(ui, &tr!("schema-max"), 88.0, max);
            });
        }
        words(ui, &tr!("schema-question-help"), &mut question.help);
        choices::ui(ui, question);
        ui.add_space(8.0);
    }
}

/// What was asked of the line of a question.
enum Line {
    Toggle,
    Shift(Shift),
}

fn question(id: AttributeId, name: &str) -> Attribute {
    Attribute {
        id,
        name: named(name),
        kind: Kind::Text,
        required: false,
        default: None,
        tier: Tier::Core,
        key: None,
        help: Localized::default(),
    }
}

/// The kind; choices are kept, or made of the words used so far.
fn kind_ui(ui: &mut Ui, project: &Project, of: Option<&LabelId>, question: &mut Attribute) {
    let names = KINDS.map(|it| tr!(it));
    let now = place(&question.kind);
    let salt = ("kind", question.id.as_str().to_owned());
    let Some(new) = combo(ui, salt, &tr!("schema-kind"), now, &names) else {
        return;
    };
    let mut all = question.kind.choices().to_vec();
    if let Some(label) = of.filter(|_| all.is_empty()) {
        all = choices_used(project, label, &question.id);
    }
    if all.is_empty() {
        all = choices::first_two();
    }
    question.kind = at(new, all);
    let fits = |it: &Value| it.fits(&question.kind);
    if !question.default.as_ref().is_none_or(fits) {
        question.default = None;
    }
}

/// What an absent answer means, where it can be chosen from a list.
fn default_ui(ui: &mut Ui, question: &mut Attribute) {
    let mut offers = vec![(tr!("value-none"), None)];
    match &question.kind {
        Kind::Flag => {
            offers.push((tr!("value-yes"), Some(Value::Flag(true))));
            offers.push((tr!("value-no"), Some(Value::Flag(false))));
        }
        Kind::OneOf(choices) | Kind::Ordinal(choices) => {
            offers.extend(choices.iter().map(|it| {
                let name = it.name.get(language()).to_owned();
                (name, Some(Value::Choice(it.id.clone())))
            }));
        }
        _ => return,
    }
    let now = offers.iter().position(|it| it.1 == question.default);
    let names: Vec<String> = offers.iter().map(|it| it.0.clone()).collect();
    let salt = ("default", question.id.as_str().to_owned());
    let chosen = combo(
        ui,
        salt,
        &tr!("schema-default"),
        now.unwrap_or_default(),
        &names,
    );
    if let Some((_, value)) = chosen.and_then(|i| offers.into_iter().nth(i)) {
        question.default = value;
    }
}
