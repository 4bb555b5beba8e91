//! What an import holds: its documents with their marks, and the list of what was wrong.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, ScrollArea, Ui};

use crate::app::action::{Action, Notice};
use crate::app::names::{self, number};
use crate::app::theme::{Palette, serif_family};
use crate::app::widget::{Row, caption, card, label_color, plain_button, rows, segmented, tint};
use crate::formats::import::Imported;
use crate::formats::{Counts, Problem};
use crate::i18n;
use crate::model::annotation::Layer;
use crate::model::document::Document;
use crate::model::id::DocumentId;
use crate::tr;

/// So much of a text is shown, in bytes.
const SHOWN: usize = 3_000;

/// What came in, to be looked at.
pub(super) struct Preview {
    imported: Imported,
    counts: Counts,
    chosen: usize,
    problems: bool,
}

impl Preview {
    pub fn new(imported: Imported) -> Self {
        Self {
            counts: Counts::of(&imported.project),
            problems: imported.project.order.is_empty() && !imported.problems.is_empty(),
            imported,
            chosen: 0,
        }
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn n_documents(&self) -> usize {
        self.counts.documents
    }

    pub fn ui(&mut self, ui: &mut Ui, height: f32, out: &mut Vec<Action>) {
        let n = self.imported.problems.len();
        let documents = tr!("import-documents");
        let wrong = tr!("import-problems", count = n, shown = number(n));
        if n > 0
            && let Some(tab) = segmented(ui, usize::from(self.problems), &[&documents, &wrong])
        {
            self.problems = tab == 1;
        }
        if self.problems {
            self.problems_ui(ui, (height - 76.0).max(96.0), out);
        } else {
            let list = (height * 0.4).max(84.0);
            self.list_ui(ui, list);
            ui.add_space(4.0);
            self.text_ui(ui, (height - list - 40.0).max(84.0));
        }
    }

    fn layers(&self, id: &DocumentId) -> impl Iterator<Item = &Arc<Layer>> {
        let layers = self.imported.project.layers.values();
        let id = id.clone();
        layers.filter_map(move |it| it.get(&id))
    }

    fn list_ui(&mut self, ui: &mut Ui, height: f32) {
        let order = Arc::clone(&self.imported.project.order);
        ui.scope(|ui| {
            ui.set_min_height(height);
            rows(
                ui,
                "import-documents",
                order.len(),
                height,
                None,
                |ui, range| {
                    for i in range {
                        let Some(id) = order.get(i) else { continue };
                        let n: usize = self.layers(id).map(|it| it.n_spans()).sum();
                        let detail = match n {
                            0 => String::new(),
                            n => tr!("export-n-spans", count = n, shown = number(n)),
                        };
                        let row = Row::path(id.as_str())
                            .detail(&detail)
                            .selected(i == self.chosen);
                        if ui.add(row).clicked() {
                            self.chosen = i;
                        }
                    }
                },
            );
        });
    }

    /// The beginning of the chosen document, its marks in the colors of their labels.
    fn text_ui(&self, ui: &mut Ui, height: f32) {
        let Some(id) = self.imported.project.order.get(self.chosen) else {
            return;
        };
        let Some(document) = self.imported.project.document(id) else {
            return;
        };
        let palette = Palette::of(ui);
        let job = self.marked(document, palette);
        card(ui, palette, |ui| {
            ui.set_width(ui.available_width());
            ScrollArea::vertical()
                .id_salt("marks")
                .max_height(height - 24.0)
                .auto_shrink([false, false])
                .show(ui, |ui| ui.label(job));
        });
    }

    fn marked(&self, document: &Document, palette: Palette) -> LayoutJob {
        let text = document.text.as_str();
        let end = (0..=SHOWN.min(text.len())).rev();
        let end = end.into_iter().find(|it| text.is_char_boundary(*it));
        let end = end.unwrap_or(0);
        let mut cuts = vec![0, end];
        let mut marks: Vec<(Range<usize>, &str)> = Vec::new();
        for layer in self.layers(&document.id) {
            let spans = layer.spans().take_while(|it| it.extent().start < end);
            for span in spans {
                for at in &span.at {
                    let at = at.start.min(end)..at.end.min(end);
                    cuts.extend([at.start, at.end]);
                    marks.push((at, span.label.as_str()));
                }
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        // The shortest of several marks is seen.
        marks.sort_by_key(|it| it.0.len());
        let mut job = LayoutJob::default();
        for pair in cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let Some(words) = text.get(from..to) else {
                continue;
            };
            let mark = marks.iter().find(|it| it.0.contains(&from));
            let labels = &self.imported.project.schema.labels;
            let label = mark.and_then(|it| labels.iter().find(|label| label.id.as_str() == it.1));
            let mut format = TextFormat::simple(FontId::new(14.0, serif_family()), palette.ink);
            if let Some(label) = label {
                format.background = tint(label_color(palette, label.color), 0.24);
            }
            job.append(words, 0.0, format);
        }
        job
    }

    fn problems_ui(&self, ui: &mut Ui, height: f32, out: &mut Vec<Action>) {
        let problems = &self.imported.problems;
        ui.scope(|ui| {
            ui.set_min_height(height);
            rows(
                ui,
                "import-problems",
                problems.len(),
                height,
                None,
                |ui, range| {
                    for problem in problems.get(range).unwrap_or_default() {
                        let (place, what) = (place(problem), what(problem));
                        let shown = names::shown(&place);
                        ui.add(Row::new(&shown).detail(&what))
                            .on_hover_text(format!("{shown}\n{what}"));
                    }
                },
            );
        });
        if plain_button(ui, &tr!("import-copy-refused")).clicked() {
            let lines = problems
                .iter()
                .map(|it| format!("{}\t{}", place(it), what(it)));
            let lines: Vec<String> = lines.collect();
            out.push(Action::Copy(lines.join("\n")));
            out.push(Action::Notify(Notice::good(tr!("copied"))));
        }
        caption(ui, &tr!("import-problems-hint"));
    }
}

fn place(problem: &Problem) -> String {
    match problem.line {
        0 => problem.file.clone(),
        line => format!("{}:{line}", problem.file),
    }
}

fn what(problem: &Problem) -> String {
    let arguments = problem.fault.arguments();
    let words: Vec<(&'static str, &str)> =
        arguments.iter().map(|it| (it.0, it.1.as_str())).collect();
    let fault = i18n::with(problem.fault.key(), &words);
    format!("{fault} ({})", tr!(problem.fate.key()))
}
