//! The bar for finding, at the foot of the text: it covers nothing and moves nothing. Hits come while one
//! types; Enter goes on to the next; Escape leaves the caret on the hit, where a label key marks it.

use egui::text::{CCursor, CCursorRange};
use egui::{EventFilter, Frame, Id, Key, Margin, Modifiers, Panel, Response, TextEdit, Ui};

use super::page;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{Find, Finding};
use crate::app::names;
use crate::app::widget::{Button, Sign};
use crate::tr;

const HEIGHT: f32 = 40.0;
/// The field, in points, at its widest and at its narrowest.
const WIDEST: f32 = 260.0;
const NARROWEST: f32 = 96.0;

/// What is being typed.
#[derive(Default)]
pub struct FindBar {
    words: String,
}

/// The field, known before it is drawn.
fn field_id() -> Id {
    Id::unique("find-field")
}

impl FindBar {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(finding) = cx.session.map(|it| &it.desk.finding).filter(|it| it.open) else {
            return;
        };
        strip(ui, cx, "find", |ui| {
            self.field(ui, finding, out);
            ui.add_space(4.0);
            hits(ui, cx, finding);
            for (sign, id, back) in [("↑", "find.previous", true), ("↓", "find.next", false)] {
                let name = tr!(&crate::app::command::key_of(id));
                let sign = Sign::new(sign, &name).key(cx.keymap.shown(id));
                if ui.add_enabled(!finding.hits().is_empty(), sign).clicked() {
                    out.push(Action::Find(Find::Step { back }));
                    ui.memory_mut(|it| it.request_focus(field_id()));
                }
            }
            switches(ui, finding, out);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = tr!("find-close");
                let sign = Sign::new("×", &close).key(Some(tr!("key-escape")));
                if ui.add(sign).clicked() {
                    leave(ui, out);
                }
                label_all(ui, cx, finding, out);
            });
        });
    }

    fn field(&mut self, ui: &mut Ui, finding: &Finding, out: &mut Vec<Action>) {
        let id = field_id();
        if self.words != finding.query.words {
            self.words.clone_from(&finding.query.words);
        }
        if ui.memory(|it| it.has_focus(id)) {
            keys(ui, out);
        }
        let name = tr!("find-field");
        let width = (ui.available_width() - 340.0).clamp(NARROWEST, WIDEST);
        let field = ui
            .add(line(&mut self.words, id, &tr!("find-hint"), width))
            .accessible_name(name);
        if finding.asks {
            take_keyboard(ui, &field, &self.words);
        }
        if field.changed() {
            out.push(Action::Find(Find::Words(self.words.clone())));
        }
    }
}

/// The button that labels all hits, where there is room for it; its command has a key.
fn label_all(ui: &mut Ui, cx: &Cx, finding: &Finding, out: &mut Vec<Action>) {
    let words = tr!("find-label-all");
    let key = cx.keymap.shown("find.label-all");
    let button = Button::quiet(&words).key(key.as_deref());
    if button.natural_width(ui) + 8.0 > ui.available_width() {
        return;
    }
    if ui.add_enabled(!finding.hits().is_empty(), button).clicked() {
        out.push(Action::Command("find.label-all"));
    }
}

/// A strip at the foot of the text.
pub(super) fn strip(ui: &mut Ui, cx: &Cx, id: &'static str, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(cx.palette.panel)
        .inner_margin(Margin::symmetric(12, 6));
    Panel::bottom(id)
        .exact_size(HEIGHT)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                content(ui);
            });
        });
}

/// A field of one line that leaves Enter, Escape and the arrows up and down to the bar.
pub(super) fn line<'a>(words: &'a mut String, id: Id, hint: &str, width: f32) -> TextEdit<'a> {
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    TextEdit::singleline(words)
        .id(id)
        .hint_text(hint.to_owned())
        .margin(Margin::symmetric(8, 6))
        .event_filter(filter)
        .return_key(None)
        .desired_width(width)
        .min_size(egui::vec2(width, 28.0))
}

/// Gives a field the keyboard, with all its words selected.
pub(super) fn take_keyboard(ui: &Ui, field: &Response, words: &str) {
    field.request_focus();
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(words.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}

/// The keyboard goes back to the text at once: what is typed next marks.
fn leave(ui: &Ui, out: &mut Vec<Action>) {
    out.push(Action::Find(Find::Close));
    ui.memory_mut(|it| it.request_focus(page::text_id()));
}

fn keys(ui: &Ui, out: &mut Vec<Action>) {
    let pressed = |modifiers, key| ui.input_mut(|it| it.consume_key(modifiers, key));
    let back = pressed(Modifiers::SHIFT, Key::Enter) || pressed(Modifiers::NONE, Key::ArrowUp);
    if back {
        out.push(Action::Find(Find::Step { back: true }));
    }
    if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::ArrowDown) {
        out.push(Action::Find(Find::Step { back: false }));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        leave(ui, out);
    }
}

/// How many hits there are, as far as is known.
fn count(finding: &Finding) -> String {
    let more = if finding.is_complete() { "" } else { "…" };
    format!("{}{more}", names::number(finding.hits().len()))
}

/// Which of how many hits the current one is.
pub(in crate::app) fn which(finding: &Finding) -> Option<String> {
    let n = names::number(finding.current()? + 1);
    Some(tr!("find-at", n = n, count = count(finding)))
}

/// Which of how many. Said by screen readers when it changes, unless there is a current hit: that is said with its
/// words.
fn hits(ui: &mut Ui, cx: &Cx, finding: &Finding) {
    let n = finding.hits().len();
    let which = which(finding);
    let has_hit = which.is_some();
    let words = match which {
        _ if finding.query.is_blank() => String::new(),
        Some(which) => which,
        None if n == 0 && finding.is_complete() => tr!("find-none"),
        None => tr!("find-hits", count = count(finding), hits = n),
    };
    let lacks = n == 0 && finding.is_complete();
    let color = if lacks {
        cx.palette.bad
    } else {
        cx.palette.secondary
    };
    let label = ui.colored_label(color, words);
    ui.ctx().accesskit_node_builder(label.id, |node| {
        if !has_hit {
            node.set_live(egui::accesskit::Live::Polite);
        }
    });
    ui.add_space(4.0);
}

fn switches(ui: &mut Ui, finding: &Finding, out: &mut Vec<Action>) {
    let query = &finding.query;
    let exact = tr!("find-exact");
    if ui.add(Sign::new("Éa", &exact).on(query.exact)).clicked() {
        out.push(Action::Find(Find::Exact(!query.exact)));
    }
    let whole = tr!("find-whole-words");
    if ui
        .add(Sign::new("|a|", &whole).on(query.whole_words))
        .clicked()
    {
        out.push(Action::Find(Find::WholeWords(!query.whole_words)));
    }
}
