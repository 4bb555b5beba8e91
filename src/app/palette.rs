//! The palette (Ctrl K): one field that finds commands, documents, labels and records.

mod entries;
mod search;

use egui::{
    Align2, Area, Color32, EventFilter, FontId, Frame, Id, Key, Margin, Modal, Modifiers, RichText,
    ScrollArea, Shadow, Stroke, TextEdit, TextFormat, Ui, WidgetText, text::LayoutJob,
};

use self::entries::{Entry, Group, Source};
use self::search::{Found, Search};
use super::action::Action;
use super::cx::Cx;
use super::theme::{Palette, SMALL, TEXT, strong_family};
use super::widget::{ROW, Row, caption};
use crate::tr;

const WIDTH: f32 = 640.0;
const ROWS: f32 = 12.0;

/// The palette; closed until it is asked for.
#[derive(Default)]
pub struct CommandPalette {
    open: Option<Open>,
}

/// What an open palette holds. What can be found is gathered once, when it opens.
struct Open {
    query: String,
    source: Source,
    search: Search,
    chosen: usize,
    focused: bool,
    follow: bool,
}

impl CommandPalette {
    pub fn open(&mut self) {
        self.open = Some(Open {
            query: String::new(),
            source: Source::default(),
            search: Search::default(),
            chosen: 0,
            focused: false,
            follow: true,
        });
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Draws the palette over the window. Enter or a click runs a row and closes it, Escape only closes it.
    pub fn ui(&mut self, ui: &Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        if open.source.is_empty() {
            open.source = Source::gather(cx);
        }
        let top = (ui.ctx().content_rect().height() * 0.14).round();
        let id = Id::unique("palette");
        let area = Area::new(id)
            .kind(egui::UiKind::Modal)
            .anchor(Align2::CENTER_TOP, egui::vec2(0.0, top))
            .order(egui::Order::Foreground)
            .role(egui::Role::Dialog)
            .accessible_name(tr!("palette-title"));
        let veil = Color32::from_black_alpha(if cx.palette.dark { 96 } else { 40 });
        let answer = Modal::new(id)
            .area(area)
            .backdrop_color(veil)
            .frame(frame(cx.palette))
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
                open.ui(ui, cx)
            });
        let escape = ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape));
        let left = escape || answer.backdrop_response.clicked();
        if let Some(action) = answer.inner {
            out.push(action);
            self.open = None;
        } else if left {
            self.open = None;
        }
    }
}

impl Open {
    fn ui(&mut self, ui: &mut Ui, cx: &Cx) -> Option<Action> {
        self.field_ui(ui);
        self.search.run(&self.query, &self.source);
        let n = self.search.found.len();
        self.chosen = self.chosen.min(n.saturating_sub(1));
        let ran = self.keys(ui).then_some(self.chosen);
        let clicked = self.list_ui(ui);
        foot_ui(ui);
        let entry = self.search.found.get(ran.or(clicked)?)?;
        self.source.entries.get(entry.entry)?.action(cx)
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let name = tr!("palette-hint");
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        let edit = TextEdit::singleline(&mut self.query)
            .hint_text(RichText::new(&name).size(16.0))
            .frame(Frame::new())
            .font(FontId::proportional(16.0))
            .event_filter(filter)
            .desired_width(f32::INFINITY);
        let around = Frame::new().inner_margin(Margin {
            left: 8,
            right: 8,
            top: 6,
            bottom: 6,
        });
        let response = around
            .show(ui, |ui| ui.add(edit))
            .inner
            .accessible_name(name);
        super::dialog::focus_once(&mut self.focused, &response);
        if response.changed() {
            self.chosen = 0;
            self.follow = true;
        }
    }

    /// Arrows and pages move; gives whether Enter was pressed.
    fn keys(&mut self, ui: &Ui) -> bool {
        let last = self.search.found.len().saturating_sub(1);
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        for (key, to) in [
            (
                Key::ArrowDown,
                if self.chosen == last {
                    0
                } else {
                    self.chosen + 1
                },
            ),
            (Key::ArrowUp, self.chosen.checked_sub(1).unwrap_or(last)),
            (Key::PageDown, (self.chosen + 10).min(last)),
            (Key::PageUp, self.chosen.saturating_sub(10)),
        ] {
            if pressed(key) {
                self.chosen = to;
                self.follow = true;
            }
        }
        pressed(Key::Enter)
    }

    /// Draws the rows; gives the one that was clicked.
    fn list_ui(&mut self, ui: &mut Ui) -> Option<usize> {
        let palette = Palette::of(ui);
        crate::app::widget::hairline(ui);
        ui.add_space(4.0);
        if self.search.found.is_empty() {
            caption(ui, &tr!("palette-nothing"));
            ui.add_space(4.0);
            return None;
        }
        let follow = std::mem::take(&mut self.follow);
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("found")
            .max_height(ROWS * ROW)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let mut group = None;
                for (i, found) in self.search.found.iter().enumerate() {
                    let Some(entry) = self.source.entries.get(found.entry) else {
                        continue;
                    };
                    if group != Some(entry.group()) {
                        group = Some(entry.group());
                        group_ui(ui, entry.group());
                    }
                    let response = row_ui(ui, palette, entry, found, i == self.chosen);
                    if response.clicked() && entry.can_run {
                        clicked = Some(i);
                    }
                    if follow && i == self.chosen {
                        response.scroll_to_me(None);
                    }
                }
            });
        clicked
    }
}

fn group_ui(ui: &mut Ui, group: Group) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        caption(ui, &tr!(group.key()));
    });
    ui.add_space(2.0);
}

fn row_ui(
    ui: &mut Ui,
    palette: Palette,
    entry: &Entry,
    found: &Found,
    chosen: bool,
) -> egui::Response {
    let can = entry.can_run;
    let color = if can { palette.ink } else { palette.secondary };
    let row = Row::new(&entry.text)
        .shown(lit(&entry.text, &found.letters, color))
        .detail(&entry.detail);
    ui.add(
        row.key(entry.key.as_deref())
            .mark(entry.color)
            .selected(chosen)
            .weak(!can),
    )
}

/// The words with the letters that were typed in semibold.
fn lit(text: &str, letters: &[u32], color: Color32) -> WidgetText {
    if letters.is_empty() {
        return RichText::new(text).color(color).into();
    }
    let plain = TextFormat::simple(FontId::proportional(TEXT), color);
    let strong = TextFormat::simple(FontId::new(TEXT, strong_family()), color);
    let mut job = LayoutJob::default();
    let mut run = String::new();
    let mut bold = false;
    for (i, c) in text.chars().enumerate() {
        let now = letters.binary_search(&(i as u32)).is_ok();
        if now != bold && !run.is_empty() {
            job.append(&run, 0.0, if bold { strong.clone() } else { plain.clone() });
            run.clear();
        }
        bold = now;
        run.push(c);
    }
    job.append(&run, 0.0, if bold { strong } else { plain });
    job.into()
}

fn foot_ui(ui: &mut Ui) {
    ui.add_space(4.0);
    crate::app::widget::hairline(ui);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        for (key, words) in [
            ("↑ ↓".to_owned(), "palette-choose"),
            (tr!("key-enter"), "palette-run"),
            (tr!("key-escape"), "close"),
        ] {
            crate::app::widget::keycap(ui, &key);
            ui.label(
                RichText::new(tr!(words))
                    .size(SMALL)
                    .color(Palette::of(ui).secondary),
            );
            ui.add_space(8.0);
        }
    });
    ui.add_space(2.0);
}

fn frame(palette: Palette) -> Frame {
    let shadow = Shadow {
        offset: [0, 12],
        blur: 40,
        spread: 0,
        color: Color32::from_black_alpha(64),
    };
    Frame::new()
        .fill(palette.paper)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(10)
        .inner_margin(8.0)
        .shadow(shadow)
}
