//! Files that are more than plain texts: which format they are of, what is in it, and what was wrong.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{ComboBox, Ui};
use jiff::Timestamp;

use super::preview::Preview;
use crate::app::action::Action;
use crate::app::dialog::export::list::name;
use crate::app::dialog::job::{Job, State};
use crate::app::names::{number, shown};
use crate::app::theme::Palette;
use crate::app::widget::{caption, field, note};
use crate::formats::import::{self, Imported, Whose};
use crate::formats::input::Input;
use crate::formats::texts::is_plain;
use crate::formats::{Counts, FORMATS, Hold, Reading, by_id};
use crate::model::project::Project;
use crate::store::Cancelled;
use crate::store::decode::ENCODINGS;
use crate::tr;

/// How wide the choice of a column is.
const COLUMN: f32 = 128.0;

/// What is to be read, and how: enough to read it again for good.
#[derive(Clone, Debug)]
pub struct ImportOrder {
    pub input: Arc<Input>,
    /// The id of a format.
    pub format: &'static str,
    pub reading: Reading,
    /// Whose the records are, where the files do not say it.
    pub annotator: String,
}

impl ImportOrder {
    /// Reads it, for a project.
    pub fn read(
        &self,
        base: &Project,
        progress: &crate::store::Progress,
    ) -> Result<Imported, Cancelled> {
        let Some(reader) = by_id(self.format).and_then(|it| it.reader) else {
            return Ok(Imported::default());
        };
        let now = Timestamp::now();
        let whose = Whose {
            annotator: self.annotator.clone(),
            when: Timestamp::from_second(now.as_second()).unwrap_or(now),
        };
        import::import(reader, &self.input, &self.reading, (base, &whose), progress)
    }
}

/// The files and their format, where they are more than plain texts that lie in folders.
pub(super) fn recognized(paths: &[PathBuf]) -> Option<(Arc<Input>, &'static str)> {
    let input = Input::open(paths).ok()?;
    let format = import::recognize(&input)?;
    let plain = format.id == "text"
        && input
            .entries()
            .iter()
            .all(|it| !it.is_packed() && is_plain(it));
    (!plain).then(|| (Arc::new(input), format.id))
}

/// An import while it is being looked at.
pub(super) struct Labelled {
    order: ImportOrder,
    /// The columns that the files have.
    columns: BTreeSet<String>,
    reading: Option<Job<Result<Imported, Cancelled>>>,
    found: Option<Preview>,
    /// What was read last, for whom.
    read: Option<(&'static str, Reading, String)>,
}

impl Labelled {
    pub fn new(input: Arc<Input>, format: &'static str, annotator: &str) -> Self {
        Self {
            order: ImportOrder {
                input,
                format,
                reading: Reading::default(),
                annotator: annotator.trim().to_owned(),
            },
            columns: BTreeSet::new(),
            reading: None,
            found: None,
            read: None,
        }
    }

    pub fn order(&self) -> ImportOrder {
        let mut order = self.order.clone();
        order.annotator = order.annotator.trim().to_owned();
        if order.annotator.is_empty() {
            "imported".clone_into(&mut order.annotator);
        }
        order
    }

    /// Reads anew, as for another project.
    pub fn again(&mut self) {
        self.read = None;
    }

    /// How many documents there are, once all is read.
    pub fn n_documents(&self) -> Option<usize> {
        let found = self.found.as_ref().filter(|_| self.reading.is_none());
        found.map(Preview::n_documents)
    }

    /// Follows the choices with the reading.
    fn follow(&mut self, ui: &Ui, base: &Arc<Project>, out: &mut Vec<Action>) {
        let wanted = (
            self.order.format,
            self.order.reading.clone(),
            self.order.annotator.clone(),
        );
        if self.read.as_ref() != Some(&wanted) {
            self.read = Some(wanted);
            let (order, base) = (self.order(), Arc::clone(base));
            self.reading = Some(Job::start(ui.ctx(), move |progress| {
                order.read(&base, progress)
            }));
        }
        match self.reading.as_ref().map(Job::poll) {
            Some(State::Done(Ok(mut imported))) => {
                self.columns = std::mem::take(&mut imported.columns);
                self.found = Some(Preview::new(imported));
                self.reading = None;
            }
            Some(State::Done(Err(Cancelled)) | State::Lost) => out.push(Action::CloseDialog),
            Some(State::Running) | None => {}
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, height: f32, base: &Arc<Project>, out: &mut Vec<Action>) {
        self.follow(ui, base, out);
        self.format_ui(ui);
        self.ways_ui(ui);
        ui.add_space(4.0);
        if let Some(job) = &self.reading {
            if job.ui(ui) {
                out.push(Action::CloseDialog);
            }
            return;
        }
        let Some(found) = &mut self.found else { return };
        counts_ui(ui, found.counts());
        if found.n_documents() == 0 {
            note(ui, &tr!("import-none"), Palette::of(ui).warning);
        }
        found.ui(ui, height - 150.0, out);
    }

    fn format_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let label = caption(ui, &tr!("import-format"));
            let shown = by_id(self.order.format).map(name).unwrap_or_default();
            let combo = ComboBox::from_id_salt("format")
                .selected_text(shown)
                .width(280.0);
            let response = combo.show_ui(ui, |ui| {
                for format in FORMATS.iter().filter(|it| it.reader.is_some()) {
                    let chosen = format.id == self.order.format;
                    if ui.selectable_label(chosen, name(format)).clicked() {
                        self.order.format = format.id;
                    }
                }
            });
            response.response.labelled_by(label.id);
        });
    }

    /// What the format leaves open.
    fn ways_ui(&mut self, ui: &mut Ui) {
        let Some(format) = by_id(self.order.format) else {
            return;
        };
        if format.holds.spans == Hold::No {
            self.encoding_ui(ui);
        } else if format.holds.annotators != Hold::Yes {
            let annotator = &mut self.order.annotator;
            field(
                ui,
                &tr!("import-whose"),
                annotator,
                &tr!("import-annotator-hint"),
            );
        }
        let wanted = format.reader.map_or(&[][..], |it| it.columns());
        if !wanted.is_empty() && !self.columns.is_empty() {
            caption(ui, &tr!("import-columns"));
            let in_a_row = (ui.available_width() / (COLUMN + 8.0)).max(1.0) as usize;
            for row in wanted.chunks(in_a_row) {
                ui.horizontal(|ui| row.iter().for_each(|it| self.column_ui(ui, it)));
            }
        }
    }

    /// Which column of the file is the one that is looked for.
    fn column_ui(&mut self, ui: &mut Ui, what: &str) {
        let usual = tr!("import-column-usual");
        let chosen = self.order.reading.columns.get(what).cloned();
        let mut now = chosen.clone();
        // What is read anew says its columns anew; the one that was chosen stays to be seen.
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_width(COLUMN);
            let label = caption(ui, &tr!(column_key(what)));
            let combo = ComboBox::from_id_salt(("column", what))
                .selected_text(chosen.as_deref().map_or(usual.clone(), shown))
                .width(COLUMN)
                .truncate();
            let response = combo.show_ui(ui, |ui| {
                ui.selectable_value(&mut now, None, &usual);
                for name in &self.columns {
                    ui.selectable_value(&mut now, Some(name.clone()), shown(name));
                }
            });
            response.response.labelled_by(label.id);
        });
        if now != chosen {
            let columns = &mut self.order.reading.columns;
            match now {
                Some(name) => columns.insert(what.to_owned(), name),
                None => columns.remove(what),
            };
        }
    }

    fn encoding_ui(&mut self, ui: &mut Ui) {
        let guessed = tr!("import-guessed");
        ui.horizontal(|ui| {
            let label = caption(ui, &tr!("import-encoding"));
            let chosen = &mut self.order.reading.encoding;
            let shown = chosen.clone().unwrap_or_else(|| guessed.clone());
            let combo = ComboBox::from_id_salt("encoding").selected_text(shown);
            let response = combo.show_ui(ui, |ui| {
                if ui.selectable_label(chosen.is_none(), &guessed).clicked() {
                    *chosen = None;
                }
                for encoding in ENCODINGS {
                    let now = chosen.as_deref() == Some(*encoding);
                    if ui.selectable_label(now, *encoding).clicked() {
                        *chosen = Some((*encoding).to_owned());
                    }
                }
            });
            response.response.labelled_by(label.id);
        });
    }
}

fn counts_ui(ui: &mut Ui, counts: Counts) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (key, n) in [
            ("export-n-documents", counts.documents),
            ("export-n-spans", counts.spans),
            ("export-n-links", counts.links),
        ] {
            ui.label(tr!(key, count = n, shown = number(n)));
        }
    });
}

/// The key of the word for what is looked for in a table.
fn column_key(what: &str) -> &'static str {
    match what {
        "text" | "Tweet" => "column-text",
        "id" => "column-id",
        "title" => "column-title",
        "author" => "column-author",
        "date" => "column-date",
        "url" => "column-url",
        "language" => "column-language",
        "genre" => "column-genre",
        "doc" | "ID" => "column-document",
        "annotator" => "column-annotator",
        "label" => "column-label",
        "start" => "column-start",
        "end" => "column-end",
        "fragments" => "column-fragments",
        "note" => "column-note",
        "Target" => "column-target",
        "Stance" => "column-stance",
        _ => "column-other",
    }
}
