//! What a screen reader says by itself: a short sentence on each change, so that work needs no eyes. Moving about says
//! nothing here; the selection and the record with the focus are read anyway.

use egui::accesskit::Live;
use egui::{Id, Rect, Role, Sense, Ui};

use super::cx::Cx;
use super::names;
use crate::model::history::StepName;
use crate::model::id::{AttributeId, DocumentId};
use crate::tr;

/// The last sentence, and the document it was said in.
#[derive(Default)]
pub struct Speech {
    said: String,
    /// How many sentences there were: the same one twice is said twice.
    count: u64,
    /// Whether the last sentence still waits to be said.
    waits: bool,
    document: Option<DocumentId>,
}

/// Which way a step was taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Done,
    Undone,
    Redone,
}

impl Speech {
    /// Says a sentence, instead of one that has not been said yet.
    pub fn say(&mut self, words: String) {
        self.said = words;
        self.waits = true;
        self.count += 1;
    }

    /// Puts the sentence where assistive technology hears it; nothing is drawn.
    pub fn ui(&mut self, ui: &Ui, cx: &Cx) {
        self.notice_document(cx);
        self.waits = false;
        name_window(ui, cx);
        if self.said.is_empty() {
            return;
        }
        // Another node each time: a node that appears is said, even with the words of the one before.
        let id = Id::unique("speech").with(self.count);
        let nowhere = Rect::from_min_size(ui.max_rect().left_bottom(), egui::Vec2::ZERO);
        ui.interact(nowhere, id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(self.said.as_str());
        });
    }

    /// Another document is said by its title and how far the work in it is.
    fn notice_document(&mut self, cx: &Cx) {
        let Some(document) = cx.document() else {
            return;
        };
        if self.document.as_ref() != Some(&document.id) {
            self.document = Some(document.id.clone());
            let count = cx.layer().map_or(0, |it| it.n_spans());
            let records = tr!("foot-records", count = count);
            let title = format!("{}, {records}", document.title());
            // What was undone is said before where.
            let first = self.waits.then(|| format!("{}. ", self.said));
            self.say(first.unwrap_or_default() + &title);
        }
    }
}

/// The window by its program and project.
fn name_window(ui: &Ui, cx: &Cx) {
    let name = match cx.project() {
        Some(project) => format!("{} · Sententia", project.name),
        None => "Sententia".to_owned(),
    };
    ui.ctx()
        .accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(name));
}

/// What a step did, in words, and what it leaves open.
pub fn words(cx: &Cx, name: &StepName, way: Way) -> String {
    let words = step(cx, name, way);
    match open_questions(cx) {
        Some(open) => format!("{words}, {open}"),
        None => words,
    }
}

/// What a step did, in words.
pub fn step(cx: &Cx, name: &StepName, way: Way) -> String {
    let step = names::step(cx, name);
    match way {
        Way::Undone => tr!("said-undone", step = step),
        Way::Redone => tr!("said-redone", step = step),
        Way::Done => done(cx, name).unwrap_or_else(|| tr!("said-done", step = step)),
    }
}

fn done(cx: &Cx, name: &StepName) -> Option<String> {
    let detail = names::detail(cx.schema()?, &name.detail);
    match name.key.as_str() {
        key @ ("step-mark" | "step-remove" | "step-relabel" | "step-link" | "step-unlink") => {
            Some(tr!(&format!("said-{key}"), detail = detail))
        }
        "step-answer" => {
            let answer = answer(cx, &AttributeId::new(&name.detail));
            let answer = answer.unwrap_or_else(|| tr!("said-no-answer"));
            Some(tr!("said-answer", question = detail, answer = answer))
        }
        "step-reshape" | "step-extend" => {
            let text = &cx.document()?.text;
            Some(tr!(
                "said-words",
                words = names::quote(text, cx.record()?, 200)
            ))
        }
        _ => None,
    }
}

/// The answer of the record with the focus.
fn answer(cx: &Cx, question: &AttributeId) -> Option<String> {
    let (project, record) = (cx.project()?, cx.record()?);
    let value = record.attributes.get(question)?;
    let question = project.schema.label(&record.label)?.attribute(question)?;
    Some(names::value(project, question, value))
}

/// What is still asked of the record with the focus.
fn open_questions(cx: &Cx) -> Option<String> {
    let open = names::open_questions(cx.project()?, cx.record()?);
    Some(open.unwrap_or_else(|| tr!("said-complete")))
}
