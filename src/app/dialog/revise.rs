//! A corrected text before it is taken: how many records stay, move or are in doubt, and each of those in
//! doubt with its old words and the new ones, to be accepted or declined.

use std::sync::Arc;

use egui::{Align, Layout, RichText, ScrollArea, Ui, vec2};

use super::{Dialog, foot};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::theme::{SMALL, serif_family};
use crate::app::widget::{Button, caption, hairline, label_color, note, segmented, tint};
use crate::model::anchor::{At, Fate};
use crate::model::schema::Schema;
use crate::tr;
use crate::workspace::revise::{Carried, Choice, Choices, Revision};

/// Height of a record in the list, in points.
const ROW: f32 = 92.0;
/// Characters of the surroundings that are shown on either side.
const AROUND: usize = 28;
/// Characters of a record's words that are shown.
const WORDS: usize = 72;

/// Shows what a corrected text would do.
pub struct ReviseDialog {
    revision: Arc<Revision>,
    choices: Choices,
    /// The records to judge, by their place in the plan.
    doubtful: Vec<usize>,
    /// Whose they are is said where there are several annotators.
    is_shared: bool,
}

impl ReviseDialog {
    pub fn new(revision: Arc<Revision>) -> Self {
        let carried = revision.carried.iter().enumerate();
        let doubtful = carried.filter(|it| it.1.fate.is_doubtful() || it.1.fate == Fate::Lost);
        let doubtful: Vec<usize> = doubtful.map(|it| it.0).collect();
        let first = revision.carried.first().map(|it| it.annotator.clone());
        let others = revision.carried.iter();
        let is_shared = others
            .into_iter()
            .any(|it| Some(&it.annotator) != first.as_ref());
        Self {
            choices: Choices::new(),
            doubtful,
            is_shared,
            revision,
        }
    }

    fn tally_ui(&self, ui: &mut Ui, cx: &Cx) {
        let tally = self.revision.tally();
        let rows = [
            ("n-unmoved", tally.unmoved, cx.palette.secondary),
            ("n-moved", tally.moved + tally.recoded, cx.palette.secondary),
            ("n-changed", tally.changed, cx.palette.warning),
            ("n-ambiguous", tally.ambiguous, cx.palette.warning),
            ("n-lost", tally.lost, cx.palette.bad),
        ];
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            for (key, count, color) in rows {
                let words = tr!(&format!("revise-{key}"), count = count);
                let color = if count == 0 {
                    tint(cx.palette.secondary, 0.7)
                } else {
                    color
                };
                ui.label(RichText::new(words).color(color));
            }
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &Cx) {
        let height = (ui.ctx().content_rect().height() - 340.0).clamp(ROW, 4.5 * ROW);
        let area = ScrollArea::vertical()
            .id_salt("revise")
            .max_height(height)
            .auto_shrink([false, true]);
        let (revision, choices) = (Arc::clone(&self.revision), &mut self.choices);
        let (doubtful, is_shared) = (&self.doubtful, self.is_shared);
        area.show_rows(ui, ROW, doubtful.len(), |ui, range| {
            for i in doubtful.get(range).unwrap_or_default() {
                if let Some(it) = revision.carried.get(*i) {
                    let key = (it.annotator.clone(), it.span.id.clone());
                    let choice = choices.entry(key).or_default();
                    let who =
                        is_shared.then(|| cx.project().map(|p| names::person(p, &it.annotator)));
                    ui.push_id(i, |ui| {
                        let size = vec2(ui.available_width(), ROW);
                        ui.allocate_ui(size, |ui| {
                            ui.set_min_height(ROW);
                            row_ui(ui, cx, &revision, it, who.flatten(), choice);
                        });
                    });
                }
            }
        });
    }
}

impl Dialog for ReviseDialog {
    fn title(&self) -> String {
        tr!("revise-title", document = self.revision.document.as_str())
    }

    fn width(&self) -> f32 {
        760.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        self.tally_ui(ui, cx);
        ui.add_space(4.0);
        if self.doubtful.is_empty() {
            caption(ui, &tr!("revise-all-carried"));
        } else {
            caption(ui, &tr!("revise-hint"));
            ui.add_space(4.0);
            hairline(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            self.list_ui(ui, cx);
            hairline(ui);
            ui.spacing_mut().item_spacing.y = 8.0;
        }
        ui.add_space(4.0);
        if ui.add(Button::quiet(&tr!("revise-other-file"))).clicked() {
            let id = self.revision.document.clone();
            out.push(Action::CloseDialog);
            out.push(Action::Pick(super::Pick {
                wanted: super::Wanted::Files,
                title: tr!("pick-corrected"),
                name: String::new(),
                then: Box::new(move |paths| match paths.into_iter().next() {
                    Some(path) => {
                        Action::Done(Box::new(move |app| app.ask_revision_with(id, path)))
                    }
                    None => Action::FocusText,
                }),
            }));
        }
        if foot(ui, &tr!("revise-do"), true, out) {
            let (revision, choices) = (Arc::clone(&self.revision), self.choices.clone());
            out.push(Action::CloseDialog);
            out.push(Action::Done(Box::new(move |app| {
                app.take_revision(&revision, &choices);
            })));
        }
    }
}

fn row_ui(
    ui: &mut Ui,
    cx: &Cx,
    revision: &Revision,
    it: &Carried,
    who: Option<String>,
    choice: &mut Choice,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if let Some(schema) = cx.schema() {
            head_ui(ui, cx, schema, it);
        }
        if let Some(who) = who {
            note(ui, &who, cx.palette.secondary);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            choice_ui(ui, it, choice);
        });
    });
    let (before, after) = (last(&it.was.before), first(&it.was.after));
    words_ui(ui, cx, "−", &before, &it.was.words(), &after, false);
    match shown(it, *choice) {
        Some(at) => {
            let (before, words, after) = in_context(revision, at);
            words_ui(ui, cx, "+", &before, &words, &after, true);
        }
        None => {
            note(ui, &tr!("revise-waits"), cx.palette.secondary);
        }
    }
}

fn head_ui(ui: &mut Ui, cx: &Cx, schema: &Schema, it: &Carried) {
    if let Some(label) = schema.label(&it.span.label) {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), egui::Sense::hover());
        let bar = egui::Rect::from_center_size(rect.center(), vec2(12.0, 3.0));
        ui.painter()
            .rect_filled(bar, 1.5, label_color(cx.palette, label.color));
    }
    ui.label(names::label(schema, &it.span.label));
    let (key, color) = match it.fate {
        Fate::Lost => ("fate-lost", cx.palette.bad),
        Fate::Ambiguous(_) => ("fate-ambiguous", cx.palette.warning),
        _ => ("fate-changed", cx.palette.warning),
    };
    note(ui, &tr!(key), color);
}

/// Later, accept (one of the places), or none of them.
fn choice_ui(ui: &mut Ui, it: &Carried, choice: &mut Choice) {
    let places = it.places().len();
    if places == 0 {
        return;
    }
    let (later, none) = (tr!("revise-later"), tr!("revise-decline"));
    let accept = if places == 1 {
        vec![tr!("revise-accept")]
    } else {
        (1..=places)
            .map(|n| tr!("revise-place", number = n))
            .collect()
    };
    let mut answers = vec![later.as_str()];
    answers.extend(accept.iter().map(String::as_str));
    answers.push(&none);
    let now = match *choice {
        Choice::Open => 0,
        Choice::Accept(i) => i + 1,
        Choice::Decline => places + 1,
    };
    if let Some(picked) = segmented(ui, now, &answers) {
        *choice = match picked {
            0 => Choice::Open,
            it if it > places => Choice::Decline,
            it => Choice::Accept(it - 1),
        };
    }
}

/// The place shown: the one chosen, or proposed while nothing is.
fn shown(it: &Carried, choice: Choice) -> Option<&At> {
    match choice {
        Choice::Open => it.places().first().copied(),
        other => it.place(other),
    }
}

fn words_ui(
    ui: &mut Ui,
    cx: &Cx,
    sign: &str,
    before: &str,
    words: &str,
    after: &str,
    is_new: bool,
) {
    let color = if is_new {
        cx.palette.accent
    } else {
        cx.palette.bad
    };
    let mut job = egui::text::LayoutJob::default();
    let font = egui::FontId::new(14.0, serif_family());
    let small = egui::FontId::proportional(SMALL);
    let mut add = |text: &str, font: &egui::FontId, color, marked: bool| {
        let mut format = egui::TextFormat::simple(font.clone(), color);
        if marked {
            format.underline = egui::Stroke::new(1.0, color);
        }
        job.append(text, 0.0, format);
    };
    add(&format!("{sign}  "), &small, color, false);
    add(before, &font, cx.palette.secondary, false);
    add(&names::clipped(&line(words), WORDS), &font, color, true);
    add(after, &font, cx.palette.secondary, false);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.add(egui::Label::new(job).truncate());
}

fn in_context(revision: &Revision, at: &At) -> (String, String, String) {
    let text = revision.text.as_str();
    let parts: Vec<&str> = at.iter().filter_map(|it| text.get(it.clone())).collect();
    let (start, end) = (
        at.first().map_or(0, |it| it.start),
        at.last().map_or(0, |it| it.end),
    );
    let from = text.floor_char_boundary(start.saturating_sub(4 * AROUND));
    let to = text.ceil_char_boundary((end + 4 * AROUND).min(text.len()));
    (
        last(text.get(from..start).unwrap_or_default()),
        parts.join(" … "),
        first(text.get(end..to).unwrap_or_default()),
    )
}

/// The last characters, on one line.
fn last(text: &str) -> String {
    let text = line(text);
    let n = text.chars().count();
    text.chars().skip(n.saturating_sub(AROUND)).collect()
}

fn first(text: &str) -> String {
    line(text).chars().take(AROUND).collect()
}

fn line(text: &str) -> String {
    text.replace(char::is_whitespace, " ")
}
