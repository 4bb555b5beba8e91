//! A list of formats, narrowed by a few letters, with what the chosen one is and what it has no place for.

use egui::{Key, Modifiers, Response, Ui};

use crate::app::dialog::focus_once;
use crate::app::widget::{Row, caption, rows, search};
use crate::formats::facets::FACETS;
use crate::formats::{FORMATS, Format, Hold, Shape};
use crate::i18n;
use crate::tr;

/// Formats to choose from.
pub(in crate::app::dialog) struct FormatList {
    query: String,
    chosen: &'static str,
    all: Vec<&'static Format>,
    focused: bool,
    /// Whether the chosen one is to be brought into view.
    show: bool,
}

impl FormatList {
    /// Those that can do something, such as be written.
    pub fn new(wanted: impl Fn(&Format) -> bool, chosen: &'static str) -> Self {
        let all = FORMATS.iter().copied().filter(|it| wanted(it));
        Self {
            query: String::new(),
            chosen,
            all: all.collect(),
            focused: false,
            show: true,
        }
    }

    pub fn chosen(&self) -> &'static str {
        self.chosen
    }

    pub fn format(&self) -> Option<&'static Format> {
        self.all.iter().copied().find(|it| it.id == self.chosen)
    }

    /// Gives whether another one was chosen. The arrow keys go through the list from the field.
    pub fn ui(&mut self, ui: &mut Ui, height: f32) -> bool {
        let before = self.chosen;
        let field = search(ui, &tr!("export-find"), &mut self.query);
        focus_once(&mut self.focused, &field);
        let found = self.found();
        if field.changed() {
            let kept = found.iter().any(|it| it.id == self.chosen);
            if let Some(first) = found.first().filter(|_| !kept) {
                self.chosen = first.id;
            }
            self.show = true;
        }
        self.arrows(ui, &field, &found);
        let place = found.iter().position(|it| it.id == self.chosen);
        let show = place.filter(|_| std::mem::take(&mut self.show));
        ui.scope(|ui| {
            ui.set_min_height(height);
            rows(ui, "formats", found.len(), height, show, |ui, range| {
                for format in found.get(range).unwrap_or_default() {
                    let row = format_row(ui, format, self.chosen == format.id);
                    if row.clicked() {
                        self.chosen = format.id;
                    }
                }
            });
            if found.is_empty() {
                caption(ui, &tr!("export-none-found"));
            }
        });
        before != self.chosen
    }

    /// Formats of which every word of the query stands in the name, the id or the ending.
    fn found(&self) -> Vec<&'static Format> {
        let query = self.query.to_lowercase();
        let fits = |format: &Format| {
            let (id, ending) = (format.id, format.extension);
            let all = format!("{} {id} .{ending}", name(format)).to_lowercase();
            query.split_whitespace().all(|it| all.contains(it))
        };
        self.all.iter().copied().filter(|it| fits(it)).collect()
    }

    fn arrows(&mut self, ui: &Ui, field: &Response, found: &[&'static Format]) {
        if !field.has_focus() || found.is_empty() {
            return;
        }
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
        let place = found.iter().position(|it| it.id == self.chosen);
        let next = match (place, up, down) {
            (Some(i), true, _) => i.saturating_sub(1),
            (Some(i), _, true) => (i + 1).min(found.len() - 1),
            (None, true, _) | (None, _, true) => 0,
            _ => return,
        };
        self.chosen = found[next].id;
        self.show = true;
    }
}

/// The name of a format in the language of the interface.
pub(in crate::app::dialog) fn name(format: &Format) -> String {
    tr!(&format!("format-{}", format.id))
}

fn format_row(ui: &mut Ui, format: &Format, chosen: bool) -> Response {
    let ending = format!(".{}", format.extension);
    let name = name(format);
    ui.add(Row::new(&name).detail(&ending).selected(chosen))
}

/// What a format is, and what it has no place for.
pub(in crate::app::dialog) fn about_ui(ui: &mut Ui, format: &Format) {
    let about = format!("format-{}-about", format.id);
    if i18n::knows(&about) {
        caption(ui, &tr!(&about));
    }
    let ending = format.extension;
    caption(
        ui,
        &match format.shape {
            Shape::File => tr!("export-one-file", ending = ending),
            Shape::Folder => tr!("export-several-files"),
        },
    );
    let holds = format.holds;
    let listed = |wanted: Hold| {
        let facets = FACETS.iter().filter(|it| it.1(&holds) == wanted);
        let names: Vec<String> = facets.map(|it| tr!(it.0).to_lowercase()).collect();
        names.join(", ")
    };
    let (partly, none) = (listed(Hold::Partly), listed(Hold::No));
    if partly.is_empty() && none.is_empty() {
        caption(ui, &tr!("export-holds-all"));
    }
    if !partly.is_empty() {
        caption(ui, &tr!("export-holds-partly", what = partly));
    }
    if !none.is_empty() {
        caption(ui, &tr!("export-holds-not", what = none));
    }
}
