//! What a change of the schema touches, in words, before it is made: numbers, some of the places, and
//! the question whether to go on.

use egui::{ScrollArea, Ui};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::dialog::{Dialog, foot};
use crate::app::names;
use crate::app::theme::Palette;
use crate::app::widget::{caption, heading, note};
use crate::model::project::Project;
use crate::model::reform::{Impact, Reform, Refusal, Sample};
use crate::model::schema::Schema;
use crate::tr;

/// So many letters of a record are shown.
const QUOTE: usize = 56;

/// Asks whether a change is to be made.
pub(super) struct ImpactSheet {
    reform: Reform,
    impact: Impact,
    samples: Vec<(String, String)>,
    /// The change, once it is agreed to.
    pub agreed: Option<Reform>,
}

impl ImpactSheet {
    pub fn new(project: &Project, reform: Reform, impact: Impact) -> Self {
        let samples = impact.samples.iter();
        let samples = samples.map(|it| sample(project, it)).collect();
        Self {
            reform,
            impact,
            samples,
            agreed: None,
        }
    }
}

impl Dialog for ImpactSheet {
    fn title(&self) -> String {
        tr!("impact-title")
    }

    fn ui(&mut self, ui: &mut Ui, _: &Cx, out: &mut Vec<Action>) {
        words_ui(ui, &self.impact);
        if !self.samples.is_empty() {
            ui.add_space(4.0);
            heading(ui, &tr!("impact-places"));
            let height = (ui.ctx().content_rect().height() - 420.0).clamp(80.0, 260.0);
            ScrollArea::vertical()
                .id_salt("impact")
                .max_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for (quote, below) in &self.samples {
                        ui.label(quote);
                        caption(ui, below);
                        ui.add_space(4.0);
                    }
                });
            let more = self.impact.records.saturating_sub(self.samples.len());
            if more > 0 {
                caption(ui, &tr!("impact-more", count = more));
            }
        }
        caption(ui, &tr!("impact-undo"));
        if foot(ui, &tr!("impact-apply"), true, out) {
            self.agreed = Some(self.reform.clone());
            out.push(Action::CloseDialog);
        }
    }
}

/// The sentence, and a line for each thing that happens.
pub(super) fn words_ui(ui: &mut Ui, impact: &Impact) {
    let palette = Palette::of(ui);
    ui.label(sentence(impact));
    for (key, count) in impact.counts() {
        if count == 0 {
            continue;
        }
        let words = format!("• {}", tr!(key, count = count));
        let goes = ["impact-removed", "impact-links", "impact-lost"].contains(&key);
        if goes {
            note(ui, &words, palette.bad);
        } else {
            note(ui, &words, palette.ink);
        }
    }
}

/// `This concerns 12 records of 2 annotators in 3 documents.`
fn sentence(impact: &Impact) -> String {
    if !impact.touches() {
        return tr!("impact-nothing");
    }
    let records = tr!("impact-records", count = impact.records);
    let annotators = tr!("impact-annotators", count = impact.annotators.len());
    let documents = tr!("impact-documents", count = impact.documents.len());
    tr!(
        "impact-sentence",
        records = records,
        annotators = annotators,
        documents = documents
    )
}

/// A record in its words, and where it is.
fn sample(project: &Project, it: &Sample) -> (String, String) {
    let span = project
        .layer(&it.key)
        .and_then(|layer| layer.span(&it.span));
    let document = project.document(&it.key.document);
    let quote = document.zip(span);
    let quote = quote.map(|(document, span)| names::quote(&document.text, span, QUOTE));
    let label = span.map(|it| names::label(&project.schema, &it.label));
    let title = document.map_or_else(|| it.key.document.to_string(), |it| it.title().to_owned());
    let parts = [
        label.unwrap_or_default(),
        names::person(project, &it.key.annotator),
        names::clipped(&title, QUOTE),
        tr!(it.touch.key()),
    ];
    let quote = tr!("impact-quote", words = quote.unwrap_or_default());
    (quote, parts.join(" · "))
}

/// Why a change cannot be made, with the name of what is concerned.
pub(super) fn refusal(schema: &Schema, refusal: &Refusal) -> String {
    let detail = refusal.detail();
    tr!(refusal.key(), what = names::detail(schema, &detail))
}
