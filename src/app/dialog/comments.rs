//! The comments of a page, found by the lines before them: which are to be marked, and with which label.

use std::ops::Range;

use egui::{ComboBox, RichText, ScrollArea, Ui};

use super::{Dialog, foot};
use crate::analysis::comments::{Comment, comments};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names::{self, number};
use crate::app::theme::serif_family;
use crate::app::widget::{caption, empty_state, hairline, quiet_button, tick};
use crate::model::annotation::Attributes;
use crate::model::id::{DocumentId, LabelId};
use crate::model::schema::{Kind, Label, Pattern};
use crate::model::value::Value;
use crate::tr;

/// Height of the list, in points.
const LIST: f32 = 360.0;
/// Characters of a comment that are shown.
const SHOWN: usize = 110;

/// A stretch to be marked, with the answers that are known of it and what else is.
pub struct Zone {
    pub at: Range<usize>,
    pub answers: Attributes,
    pub note: String,
}

/// Comments, each with a tick.
pub struct CommentsDialog {
    document: DocumentId,
    label: LabelId,
    found: Vec<(bool, Comment)>,
}

impl CommentsDialog {
    /// With a label drawn in the margin, if there is one; `None` while no document is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        let document = cx.document()?;
        let all: Vec<&Label> = cx.schema()?.labels.iter().collect();
        let zone = all.iter().find(|it| it.pattern == Pattern::Margin);
        let label = zone.or_else(|| all.first())?;
        let found = comments(document.text.as_str()).into_iter();
        Some(Self {
            document: document.id.clone(),
            label: label.id.clone(),
            found: found.map(|it| (true, it)).collect(),
        })
    }

    fn label_ui(&mut self, ui: &mut Ui, cx: &Cx) {
        let Some(schema) = cx.schema() else { return };
        ui.horizontal(|ui| {
            let name = caption(ui, &tr!("comments-label"));
            let combo = ComboBox::from_id_salt("comments-label")
                .selected_text(names::label(schema, &self.label));
            let response = combo.show_ui(ui, |ui| {
                for label in &schema.labels {
                    let words = names::local(&label.name);
                    if ui.selectable_label(label.id == self.label, words).clicked() {
                        self.label = label.id.clone();
                    }
                }
            });
            response.response.labelled_by(name.id);
            let all = self.found.iter().all(|it| it.0);
            let words = if all { "comments-none" } else { "comments-all" };
            if quiet_button(ui, &tr!(words), None).clicked() {
                self.found.iter_mut().for_each(|it| it.0 = !all);
            }
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &Cx) {
        let Some(document) = cx.document() else {
            return;
        };
        let height = (ui.ctx().content_rect().height() - 300.0).clamp(120.0, LIST);
        let area = ScrollArea::vertical()
            .id_salt("comments")
            .max_height(height)
            .auto_shrink([false, true]);
        area.show(ui, |ui| {
            for (on, comment) in &mut self.found {
                let date = comment.date.map(names::date).unwrap_or_default();
                let author = match comment.author.as_str() {
                    "" => tr!("comments-nobody"),
                    author => author.to_owned(),
                };
                let who = if date.is_empty() {
                    author
                } else {
                    format!("{author} · {date}")
                };
                tick(ui, on, &names::shown(&who));
                let body = comment.head.end..comment.at.end;
                let words = document.text.get(body).unwrap_or_default();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                ui.horizontal(|ui| {
                    ui.add_space(32.0);
                    let words = names::clipped(&words, SHOWN);
                    let words = RichText::new(words).family(serif_family());
                    ui.add(egui::Label::new(words.color(cx.palette.secondary)).truncate());
                });
                ui.add_space(4.0);
            }
        });
    }

    fn zones(&self, cx: &Cx) -> Vec<Zone> {
        let labels = cx.schema().map(|it| it.labels.as_slice());
        let label = labels
            .unwrap_or_default()
            .iter()
            .find(|it| it.id == self.label);
        let ticked = self.found.iter().filter(|it| it.0);
        ticked.filter_map(|it| Some(zone(label?, &it.1))).collect()
    }
}

/// The answers that a comment gives to the questions of a label: whose it is, when, and that it is one.
/// A day that nothing asks for is noted.
fn zone(label: &Label, comment: &Comment) -> Zone {
    const WHO: &[&str] = &[
        "author", "auteur", "holder", "writer", "speaker", "source", "tenant",
    ];
    let mut answers = Attributes::default();
    let (mut who, mut when) = (false, false);
    for question in &label.attributes {
        let id = question.id.as_str();
        let value = match &question.kind {
            Kind::Text if !who && WHO.contains(&id) => {
                who = true;
                let author = Some(comment.author.clone()).filter(|it| !it.is_empty());
                author.map(Value::Text)
            }
            Kind::Date if !when => {
                when = comment.date.is_some();
                comment.date.map(Value::Date)
            }
            Kind::OneOf(choices) => {
                let is = choices.iter().find(|it| it.id.as_str() == "comment");
                is.map(|it| Value::Choice(it.id.clone()))
            }
            _ => None,
        };
        if value.is_some() {
            answers.set(&question.id, value);
        }
    }
    let date = comment.date.filter(|_| !when);
    let mut note: Vec<String> = Vec::new();
    if !who && !comment.author.is_empty() {
        note.push(comment.author.clone());
    }
    note.extend(date.map(|it| it.to_string()));
    Zone {
        at: comment.at.clone(),
        answers,
        note: note.join(", "),
    }
}

impl Dialog for CommentsDialog {
    fn title(&self) -> String {
        tr!("comments-title")
    }

    fn width(&self) -> f32 {
        640.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let same = cx.document().is_some_and(|it| it.id == self.document);
        if !same {
            return out.push(Action::CloseDialog);
        }
        if self.found.is_empty() {
            let (none, hint) = (tr!("comments-nothing"), tr!("comments-nothing-hint"));
            empty_state(ui, &none, &hint, None);
            return super::close_foot(ui, out);
        }
        caption(ui, &tr!("comments-hint"));
        self.label_ui(ui, cx);
        hairline(ui);
        self.list_ui(ui, cx);
        hairline(ui);
        let n = self.found.iter().filter(|it| it.0).count();
        let words = tr!("comments-do", count = n, shown = number(n));
        if foot(ui, &words, n > 0, out) {
            let (label, zones) = (self.label.clone(), self.zones(cx));
            out.push(Action::CloseDialog);
            out.push(Action::Done(Box::new(move |app| {
                app.mark_zones(&label, zones);
            })));
        }
    }
}
