//! How a label is to be divided: by the answers to one of its questions, or for records chosen by hand.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};

use super::list::named;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::dialog::{Dialog, foot};
use crate::app::names;
use crate::app::widget::{caption, field, heading, radio, tick};
use crate::i18n::language;
use crate::model::colors::{COLORS, next_color};
use crate::model::id::{AttributeId, LabelId, SpanId};
use crate::model::project::{LayerKey, Project};
use crate::model::reform::Reform;
use crate::model::schema::Kind;
use crate::tr;

/// So many records are offered to be chosen from.
const MOST: usize = 500;
const QUOTE: usize = 60;

/// Asks how a label is to be divided.
pub(super) struct SplitSheet {
    label: LabelId,
    /// The questions by whose answers it can be divided.
    questions: Vec<(AttributeId, String)>,
    /// `None`: by hand.
    by: Option<AttributeId>,
    records: Vec<(LayerKey, SpanId, String)>,
    chosen: BTreeSet<(LayerKey, SpanId)>,
    name: String,
    pub wanted: Option<Reform>,
}

impl SplitSheet {
    /// `None` where the project has no such label.
    pub fn new(project: &Project, label: &LabelId) -> Option<Self> {
        let asked = project.schema.label(label)?.attributes.iter();
        let asked = asked.filter(|it| matches!(it.kind, Kind::OneOf(_) | Kind::Ordinal(_)));
        let questions: Vec<_> = asked
            .map(|it| (it.id.clone(), it.name.get(language()).to_owned()))
            .collect();
        Some(Self {
            by: questions.first().map(|it| it.0.clone()),
            questions,
            records: records(project, label),
            label: label.clone(),
            chosen: BTreeSet::new(),
            name: String::new(),
            wanted: None,
        })
    }

    fn hand_ui(&mut self, ui: &mut Ui) {
        field(ui, &tr!("split-name"), &mut self.name, "");
        let height = (ui.ctx().content_rect().height() - 480.0).clamp(80.0, 280.0);
        ScrollArea::vertical()
            .id_salt("split")
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (key, span, words) in &self.records {
                    let record = (key.clone(), span.clone());
                    let mut on = self.chosen.contains(&record);
                    if tick(ui, &mut on, words).changed() {
                        if on {
                            self.chosen.insert(record);
                        } else {
                            self.chosen.remove(&record);
                        }
                    }
                }
            });
        if self.records.is_empty() {
            caption(ui, &tr!("split-no-records"));
        }
    }

    fn reform(&self, project: &Project) -> Option<Reform> {
        if let Some(question) = &self.by {
            return Reform::split_by(project, &self.label, question, &COLORS).ok();
        }
        let color = next_color(&project.schema.labels);
        let chosen = self.chosen.clone();
        let mut reform = Reform::split_off(project, &self.label, chosen, &self.name, color).ok()?;
        let id = reform.moves.chosen.as_ref().map(|it| it.1.clone());
        let made = reform.schema.labels.iter_mut();
        for label in made.filter(|it| Some(&it.id) == id.as_ref()) {
            label.name = named(self.name.trim());
        }
        Some(reform)
    }
}

impl Dialog for SplitSheet {
    fn title(&self) -> String {
        tr!("split-title")
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        heading(ui, &tr!("split-how"));
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (id, name) in &self.questions {
                let words = tr!("split-by", question = name.as_str());
                if radio(ui, self.by.as_ref() == Some(id), &words).clicked() {
                    self.by = Some(id.clone());
                }
            }
            if radio(ui, self.by.is_none(), &tr!("split-by-hand")).clicked() {
                self.by = None;
            }
        });
        if self.by.is_none() {
            self.hand_ui(ui);
        } else {
            caption(ui, &tr!("split-by-hint"));
        }
        let named = !self.name.trim().is_empty() && !self.chosen.is_empty();
        if foot(ui, &tr!("split-go-on"), self.by.is_some() || named, out) {
            self.wanted = self.reform(project);
            out.push(Action::CloseDialog);
        }
    }
}

/// The records of a label in their words, with who marked them.
fn records(project: &Project, label: &LabelId) -> Vec<(LayerKey, SpanId, String)> {
    let mut found = Vec::new();
    for (key, layer) in project.all_layers() {
        let Some(document) = project.document(&key.document) else {
            continue;
        };
        for span in layer.spans().filter(|it| it.label == *label) {
            let quote = names::quote(&document.text, span, QUOTE);
            let words = format!("{quote} · {}", names::person(project, &key.annotator));
            found.push((key.clone(), span.id.clone(), words));
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}
