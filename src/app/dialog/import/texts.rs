//! The texts found, with a look at how each is decoded, and the files left out, with the reason.

use std::io::Read as _;
use std::path::Path;

use egui::{ComboBox, RichText, ScrollArea, Ui};

use crate::app::action::{Action, Notice};
use crate::app::names;
use crate::app::theme::{Palette, serif_family};
use crate::app::widget::{Row, caption, card, note, plain_button, rows, segmented};
use crate::store::decode::{ENCODINGS, Guess, decode};
use crate::store::texts::{Incoming, Refused, Survey};
use crate::tr;

/// So much of a text is shown: characters.
const PREVIEW: usize = 600;

/// What was found in the files.
pub(super) struct TextList {
    /// Texts whose encoding is uncertain come first.
    pub survey: Survey,
    chosen: usize,
    refused: bool,
}

impl TextList {
    pub fn new(mut survey: Survey) -> Self {
        survey
            .accepted
            .sort_by_key(|it| it.guess.certain && !it.guess.had_errors);
        let refused = survey.accepted.is_empty();
        Self {
            survey,
            chosen: 0,
            refused,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, height: f32, out: &mut Vec<Action>) {
        self.tabs_ui(ui);
        if self.refused {
            self.refused_ui(ui, height - 76.0, out);
        } else {
            let list = (height * 0.45).max(96.0);
            self.list_ui(ui, list);
            ui.add_space(4.0);
            self.preview_ui(ui, height - list - 100.0);
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui) {
        let (n_taken, n_left) = (self.survey.accepted.len(), self.survey.refused.len());
        let taken = tr!(
            "import-texts",
            count = n_taken,
            shown = names::number(n_taken)
        );
        let left = tr!(
            "import-refused",
            count = n_left,
            shown = names::number(n_left)
        );
        if self.survey.refused.is_empty() {
            caption(ui, &taken);
        } else if let Some(chosen) = segmented(ui, usize::from(self.refused), &[&taken, &left]) {
            self.refused = chosen == 1;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, height: f32) {
        ui.scope(|ui| {
            ui.set_min_height(height);
            let n = self.survey.accepted.len();
            rows(ui, "import-texts", n, height, None, |ui, range| {
                for i in range {
                    let Some(text) = self.survey.accepted.get(i) else {
                        continue;
                    };
                    let doubt = if sure(&text.guess) {
                        String::new()
                    } else {
                        format!(" {}", tr!("import-doubt"))
                    };
                    let detail = format!("{}{doubt}", text.guess.encoding);
                    if ui
                        .add(
                            Row::path(text.id.as_str())
                                .detail(&detail)
                                .selected(i == self.chosen),
                        )
                        .clicked()
                    {
                        self.chosen = i;
                    }
                }
            });
        });
    }

    fn preview_ui(&mut self, ui: &mut Ui, height: f32) {
        let Some(text) = self.survey.accepted.get_mut(self.chosen) else {
            return;
        };
        ui.horizontal(|ui| {
            let label = caption(ui, &tr!("import-encoding"));
            let combo =
                ComboBox::from_id_salt("encoding").selected_text(text.guess.encoding.clone());
            let response = combo.show_ui(ui, |ui| {
                for encoding in ENCODINGS {
                    if ui
                        .selectable_label(text.guess.encoding == *encoding, *encoding)
                        .clicked()
                    {
                        read_as(text, encoding);
                    }
                }
            });
            response.response.labelled_by(label.id);
            caption(
                ui,
                &tr!("import-size", count = names::number(text.n_bytes as usize)),
            );
        });
        if text.guess.had_errors {
            note(ui, &tr!("import-bytes-lost"), Palette::of(ui).warning);
        }
        let palette = Palette::of(ui);
        card(ui, palette, |ui| {
            ui.set_width(ui.available_width());
            ScrollArea::vertical()
                .id_salt("preview")
                .max_height((height - 32.0).max(48.0))
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.label(
                        RichText::new(&text.preview)
                            .family(serif_family())
                            .size(14.0)
                            .color(palette.ink),
                    );
                });
        });
    }

    fn refused_ui(&self, ui: &mut Ui, height: f32, out: &mut Vec<Action>) {
        ui.scope(|ui| {
            ui.set_min_height(height);
            rows(
                ui,
                "import-refused",
                self.survey.refused.len(),
                height,
                None,
                |ui, range| {
                    for refused in self.survey.refused.get(range).unwrap_or_default() {
                        let name = shown(&refused.path);
                        ui.add(Row::new(&name).detail(&reason(refused)))
                            .on_hover_text(names::shown(&refused.path.to_string_lossy()));
                    }
                },
            );
        });
        if plain_button(ui, &tr!("import-copy-refused")).clicked() {
            let lines: Vec<String> = self
                .survey
                .refused
                .iter()
                .map(|it| format!("{}\t{}", it.path.display(), reason(it)))
                .collect();
            out.push(Action::Copy(lines.join("\n")));
            out.push(Action::Notify(Notice::good(tr!("copied"))));
        }
    }
}

fn sure(guess: &Guess) -> bool {
    guess.certain && !guess.had_errors
}

fn reason(refused: &Refused) -> String {
    tr!(
        refused.reason.key(),
        detail = refused.reason.detail().to_owned()
    )
}

fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    names::shown(&name.to_string_lossy())
}

/// Reads the beginning of a text again, in the encoding that the analyst says it has.
fn read_as(text: &mut Incoming, encoding: &str) {
    let mut head = Vec::new();
    let limit = PREVIEW as u64 * 4;
    let read = std::fs::File::open(&text.path).and_then(|it| it.take(limit).read_to_end(&mut head));
    if read.is_err() {
        return;
    }
    if let Some(decoded) = decode(&head, encoding) {
        text.preview = decoded.text.chars().take(PREVIEW).collect();
        let cut = head.len() as u64 == limit;
        text.guess = Guess {
            encoding: encoding.to_owned(),
            certain: true,
            had_errors: decoded.had_errors && !cut,
        };
    }
}
