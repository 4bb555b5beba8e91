//! The list of steps beside the text: who did what, when and where, the newest first. A click or Enter goes
//! back or forward to a step; Alt+Enter shows its place and changes nothing.

mod detail;
mod head;
mod keys;
mod listing;
mod row;
mod words;

use std::ops::Range;
use std::sync::Arc;

use egui::{Align, Id, Margin, Rect, Response, Role, ScrollArea, Sense, Ui, pos2, vec2};
use jiff::tz::TimeZone;

use self::listing::{Row, listing};
use self::row::StepRow;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::StepsAct;
use crate::app::desk::steps::Trail;
use crate::app::marks;
use crate::app::regions::Region;
use crate::app::session::Session;
use crate::app::theme::{RADIUS, ROW};
use crate::app::widget::{empty_state, focus_ring, hairline};
use crate::i18n::language;
use crate::model::id::{AnnotatorId, DocumentId, LabelId};
use crate::model::timeline::Entry;
use crate::tr;

/// What the panel remembers between frames.
#[derive(Default)]
pub struct History {
    /// What is typed to narrow the list.
    query: String,
    /// Whether only the steps of the open document are listed.
    only_here: bool,
    rows: Vec<Row>,
    made_for: Option<MadeFor>,
    /// The row that Enter takes.
    at: usize,
    /// The row under the pointer in the last frame.
    hovered: Option<usize>,
    /// The row to bring into sight, and whether to the middle.
    show: Option<(usize, bool)>,
    typed: keys::Typed,
}

/// What the rows were made of.
#[derive(PartialEq)]
struct MadeFor {
    revision: u64,
    done: usize,
    query: String,
    document: Option<DocumentId>,
    annotator: AnnotatorId,
    trail: usize,
    language: &'static str,
}

/// The steps that are listed.
#[derive(Clone, Copy)]
struct Listed<'a> {
    entries: &'a [Entry],
    /// How many stand; none where they are only read.
    done: Option<usize>,
    by: &'a AnnotatorId,
    trail: Option<&'a Arc<Trail>>,
    zone: &'a TimeZone,
}

impl<'a> Listed<'a> {
    fn new(session: &'a Session, zone: &'a TimeZone) -> Self {
        let trail = session.desk.steps.read.as_ref();
        let workspace = &session.workspace;
        Self {
            entries: trail.map_or_else(|| workspace.timeline(), |it| &it.entries),
            done: trail.is_none().then(|| workspace.history().n_undo()),
            by: trail.map_or_else(|| workspace.annotator(), |it| &it.who),
            trail,
            zone,
        }
    }

    fn entry(&self, row: Row) -> Option<&'a Entry> {
        match row {
            Row::Step(i) => self.entries.get(i),
            _ => None,
        }
    }

    fn is_undone(&self, i: usize) -> bool {
        match (self.done, self.trail, self.entries.get(i)) {
            (Some(done), ..) => i >= done,
            (None, Some(trail), Some(entry)) => trail.undone.contains(&entry.n),
            _ => false,
        }
    }

    /// How many steps stand once a row has been gone to.
    fn aim(&self, row: Row) -> Option<usize> {
        self.done?;
        match row {
            Row::Step(i) => Some(i + 1),
            Row::Start => Some(0),
            _ => None,
        }
    }

    /// The steps that going to a row undoes or does again.
    fn crossed(&self, row: Option<Row>) -> Range<usize> {
        match (self.done, row.and_then(|it| self.aim(it))) {
            (Some(done), Some(aim)) => done.min(aim)..done.max(aim),
            _ => 0..0,
        }
    }
}

/// The list, known before it is drawn.
fn list_id() -> Id {
    Id::unique("list of history")
}

impl History {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(session) = cx.session else { return };
        let zone = TimeZone::system();
        let listed = Listed::new(session, &zone);
        egui::Frame::new()
            .inner_margin(Margin {
                left: 16,
                right: 12,
                top: 8,
                bottom: 8,
            })
            .show(ui, |ui| self.head(ui, cx, session, out));
        hairline(ui);
        self.refresh(cx, session, &listed);
        if session.desk.steps.asks {
            self.show = Some((self.at, true));
        }
        if listed.entries.is_empty() {
            let (title, hint) = (tr!("history-empty"), tr!("history-empty-hint"));
            empty_state(ui, &title, &hint, None);
        } else {
            self.detail(ui, cx, &listed, out);
            self.list(ui, cx, &listed, out);
        }
        if session.desk.steps.asks {
            ui.memory_mut(|it| it.request_focus(list_id()));
        }
    }

    /// Lists what there is now; the row chosen stays the same step.
    fn refresh(&mut self, cx: &Cx, session: &Session, listed: &Listed) {
        let open = session.desk.document.clone().filter(|_| self.only_here);
        let wanted = MadeFor {
            revision: session.workspace.revision(),
            done: listed.done.unwrap_or_default(),
            query: self.query.clone(),
            document: open.clone(),
            annotator: listed.by.clone(),
            trail: listed.trail.map_or(0, |it| Arc::as_ptr(it) as usize),
            language: language(),
        };
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let mut words = words::Words::new(&self.query);
        self.rows = listing(listed.entries, listed.done, listed.zone, |it| {
            open.as_ref().is_none_or(|open| it.touches(open)) && words.fit(cx, it, listed.by)
        });
        let moved = self.made_for.as_ref().map(|it| (it.revision, it.trail))
            != Some((wanted.revision, wanted.trail));
        if moved || !self.rows.get(self.at).is_some_and(|it| it.is_choice()) {
            self.at = self.current(listed);
            self.show = Some((self.at, false));
        }
        self.made_for = Some(wanted);
    }

    /// The row of the step where one stands, or the first.
    fn current(&self, listed: &Listed) -> usize {
        let now = self.rows.iter().position(|it| *it == Row::Now).unwrap_or(0);
        let done = listed.done.unwrap_or(listed.entries.len());
        let stands = |it: &Row| match it {
            Row::Step(i) => *i < done,
            row => row.is_choice(),
        };
        let below = self.rows.iter().skip(now).position(stands);
        below.map_or(0, |it| now + it)
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx, listed: &Listed, out: &mut Vec<Action>) {
        let area = ui.available_rect_before_wrap();
        let list = ui.interact(area, list_id(), Sense::focusable_noninteractive());
        Region::Inspector.entered_by(ui.ctx(), list.id);
        list.widget_info(|| egui::WidgetInfo::labeled(Role::ListBox, true, tr!("history-title")));
        if list.has_focus() {
            self.keys(ui, cx, listed, area.height(), out);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let aim = self.hovered.or(list.has_focus().then_some(self.at));
        let crossed = listed.crossed(aim.and_then(|it| self.rows.get(it)).copied());
        self.hovered = None;
        ScrollArea::vertical()
            .id_salt("history")
            .auto_shrink(false)
            .show_rows(ui, ROW, self.rows.len(), |ui, seen| {
                self.scroll(ui, seen.start);
                for at in seen {
                    if let Some(row) = self.rows.get(at).copied() {
                        self.row(ui, cx, listed, (at, row), (&list, &crossed), out);
                    }
                }
            });
    }

    fn scroll(&mut self, ui: &Ui, first: usize) {
        let Some((at, to_middle)) = self.show.take() else {
            return;
        };
        let top = ui.min_rect().top() + (at as f32 - first as f32) * ROW;
        let row = Rect::from_min_size(pos2(ui.min_rect().left(), top), vec2(1.0, ROW));
        ui.scroll_to_rect(row, to_middle.then_some(Align::Center));
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        cx: &Cx,
        listed: &Listed,
        (at, row): (usize, Row),
        (list, crossed): (&Response, &Range<usize>),
        out: &mut Vec<Action>,
    ) {
        let chosen = at == self.at;
        let response = match row {
            Row::Head { of, day } => {
                let document = listed.entries.get(of).and_then(|it| it.spot.as_ref());
                let title = words::title(cx, document.map(|it| &it.document));
                let day = day.map(|it| words::day(it, listed.zone));
                row::head(ui, &title, day.as_deref());
                return;
            }
            Row::Now => {
                row::now(ui, &tr!("history-now"));
                return;
            }
            Row::Start => row::start(ui, &tr!("history-start"), chosen, listed.done == Some(0)),
            Row::Step(i) => {
                let Some(entry) = listed.entries.get(i) else {
                    return;
                };
                step(cx, listed, i, entry, chosen, crossed.contains(&i)).ui(ui)
            }
        };
        if chosen {
            let id = response.id.accesskit_id();
            ui.ctx()
                .accesskit_node_builder(list_id(), |it| it.set_active_descendant(id));
            focus_ring(ui, &at_row(list, &response), RADIUS);
        }
        if response.hovered() {
            self.hovered = Some(at);
        }
        if response.clicked() {
            self.at = at;
            ui.memory_mut(|it| it.request_focus(list_id()));
            go(cx, listed, row, out);
        }
    }
}

/// A step ready to be painted.
fn step(cx: &Cx, listed: &Listed, i: usize, entry: &Entry, chosen: bool, crossed: bool) -> StepRow {
    let undone = listed.is_undone(i);
    let what = words::what(cx, entry);
    let quote = words::quote(cx, entry, listed.by);
    let hour = words::hour(entry.when, listed.zone);
    let said = quote
        .as_deref()
        .map_or(what.clone(), |it| format!("{what} {it}"));
    let key = if undone {
        "history-row-undone"
    } else {
        "history-row"
    };
    let label = cx
        .schema()
        .and_then(|it| it.label(&LabelId::new(&entry.name.detail)));
    StepRow {
        name: tr!(key, step = said, time = hour.as_str()),
        what,
        quote,
        hour,
        color: label.map(|it| marks::of(it.color)),
        undone,
        current: listed.done == Some(i + 1),
        chosen,
        crossed,
    }
}

/// Goes to a row; where that is not possible, or one stands there already, shows its place.
fn go(cx: &Cx, listed: &Listed, row: Row, out: &mut Vec<Action>) {
    match listed.aim(row) {
        Some(aim) if listed.done != Some(aim) => out.push(Action::Steps(StepsAct::To(aim))),
        _ => show(cx, listed, row, out),
    }
}

/// Shows the place of a step.
fn show(cx: &Cx, listed: &Listed, row: Row, out: &mut Vec<Action>) {
    let place = listed
        .entry(row)
        .and_then(|it| words::way(cx, it, listed.by));
    out.extend(place.map(Action::Go));
}

/// The list has the keyboard, and the ring goes around the row that Enter takes.
fn at_row(list: &Response, row: &Response) -> Response {
    let mut list = list.clone();
    list.rect = row.rect.shrink2(vec2(7.0, 2.0));
    list.interact_rect = row.interact_rect;
    list
}
