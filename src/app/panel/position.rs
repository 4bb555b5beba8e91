//! The bar for going to a position, at the foot of the text: it says what it understood and shows the place.

use egui::{Id, Key, Modifiers, Ui};

use super::find::{line, strip, take_keyboard};
use super::page;
use crate::analysis::position::{Answer, Goal};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{GoTo, Position};
use crate::app::names;
use crate::app::widget::Sign;
use crate::tr;

const WIDTH: f32 = 120.0;

/// What is being typed.
#[derive(Default)]
pub struct PositionBar {
    words: String,
}

impl PositionBar {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(position) = cx.session.and_then(|it| it.desk.position.as_ref()) else {
            return;
        };
        strip(ui, cx, "position", |ui| {
            ui.colored_label(cx.palette.ink, tr!("position-go"));
            ui.add_space(4.0);
            self.field(ui, position, out);
            ui.add_space(8.0);
            answer(ui, cx, &position.answer);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let back = tr!("position-back");
                if ui
                    .add(Sign::new("×", &back).key(Some(tr!("key-escape"))))
                    .clicked()
                {
                    leave(ui, GoTo::Leave, out);
                }
            });
        });
    }

    fn field(&mut self, ui: &mut Ui, position: &Position, out: &mut Vec<Action>) {
        let id = Id::unique("position-field");
        if self.words != position.words {
            self.words.clone_from(&position.words);
        }
        let has_keyboard = ui.memory(|it| it.has_focus(id));
        if has_keyboard {
            let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
            let found = matches!(position.answer, Answer::Found(..) | Answer::Nothing);
            if pressed(Key::Enter) && found {
                leave(ui, GoTo::Stay, out);
            }
            if pressed(Key::Escape) {
                leave(ui, GoTo::Leave, out);
            }
        }
        let field = ui
            .add(line(&mut self.words, id, "", WIDTH))
            .accessible_name(tr!("position-field"));
        if position.asks {
            take_keyboard(ui, &field, &self.words);
        } else if has_keyboard && field.lost_focus() {
            // Who goes elsewhere stays there.
            out.push(Action::GoTo(GoTo::Stay));
        }
        if field.changed() {
            out.push(Action::GoTo(GoTo::Words(self.words.clone())));
        }
    }
}

/// The keyboard goes back to the text at once.
fn leave(ui: &Ui, how: GoTo, out: &mut Vec<Action>) {
    out.push(Action::GoTo(how));
    ui.memory_mut(|it| it.request_focus(page::text_id()));
}

/// What was understood; said by screen readers when it changes.
fn answer(ui: &mut Ui, cx: &Cx, answer: &Answer) {
    let (words, color) = match answer {
        Answer::Nothing => (tr!("position-hint"), cx.palette.secondary),
        Answer::Found(goal, _) => (found(cx, goal), cx.palette.ink),
        Answer::Beyond(goal) => (beyond(goal), cx.palette.bad),
        Answer::Unknown => (tr!("position-unknown"), cx.palette.bad),
    };
    let room = (ui.available_width() - 40.0).max(40.0);
    ui.allocate_ui(egui::vec2(room, 28.0), |ui| {
        let label = ui.add(egui::Label::new(egui::RichText::new(words).color(color)).truncate());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
    });
}

fn found(cx: &Cx, goal: &Goal) -> String {
    let number = names::number;
    match goal {
        Goal::Paragraph(n, of) => tr!("position-paragraph", n = number(*n), of = number(*of)),
        Goal::Line(n, of) => tr!("position-line", n = number(*n), of = number(*of)),
        Goal::Character(n, of) => tr!("position-character", n = number(*n), of = number(*of)),
        Goal::Share(tenths) => tr!("position-share", share = share(*tenths)),
        Goal::Record(id) => {
            let record = cx.layer().and_then(|it| it.span(id));
            let known = record.zip(cx.project()).zip(cx.document());
            known.map_or_else(String::new, |((span, project), document)| {
                names::record(project, &document.text, span)
            })
        }
    }
}

fn beyond(goal: &Goal) -> String {
    let number = names::number;
    match goal {
        Goal::Paragraph(_, of) => tr!("position-paragraphs", of = number(*of), count = *of),
        Goal::Line(_, of) => tr!("position-lines", of = number(*of), count = *of),
        Goal::Character(_, of) => tr!("position-characters", of = number(*of), count = *of),
        Goal::Share(_) | Goal::Record(_) => tr!("position-unknown"),
    }
}

/// Tenths of a percent as the interface language writes them.
fn share(tenths: u32) -> String {
    let sign = if crate::i18n::language() == "fr" {
        ","
    } else {
        "."
    };
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}{sign}{rest}", tenths / 10),
    }
}
