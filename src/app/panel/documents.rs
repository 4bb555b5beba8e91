//! The list of documents: filter, status, progress. Only the rows on screen are drawn.

use egui::{
    Align2, Color32, CornerRadius, FontId, Key, Margin, Rect, Response, Role, ScrollArea, Sense,
    Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::Filter;
use crate::app::names;
use crate::app::place::Place;
use crate::app::regions::Region;
use crate::app::session::Session;
use crate::app::widget::{end_of_path, focus_ring, heading, search, segmented, tint};
use crate::model::annotation::Status;
use crate::model::document::Document;
use crate::tr;

const ROW: f32 = 44.0;

/// What the list remembers between frames.
#[derive(Default)]
pub struct Documents {
    listed: Vec<usize>,
    /// For which revision and filter `listed` was made.
    made_for: Option<(u64, Filter)>,
    /// The document shown last, to scroll to when it changes.
    shown: Option<usize>,
    words: String,
}

impl Documents {
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(session) = cx.session else { return };
        self.refresh(session);
        egui::Frame::new()
            .inner_margin(Margin {
                left: 12,
                right: 12,
                top: 12,
                bottom: 8,
            })
            .show(ui, |ui| {
                self.head(ui, cx, session);
                self.filter(ui, session, out);
            });
        if self.listed.is_empty() {
            ui.vertical_centered(|ui| {
                ui.colored_label(cx.palette.secondary, tr!("documents-none"))
            });
            return;
        }
        self.list(ui, cx, session, out);
    }

    fn refresh(&mut self, session: &Session) {
        let wanted = (session.workspace.revision(), session.desk.filter.clone());
        if self.made_for.as_ref() != Some(&wanted) {
            self.listed = session
                .desk
                .filter
                .listed(session.workspace.project(), session.workspace.annotator());
            self.words.clone_from(&session.desk.filter.words);
            self.made_for = Some(wanted);
        }
    }

    fn head(&self, ui: &mut Ui, cx: &Cx, session: &Session) {
        ui.horizontal(|ui| {
            heading(ui, &tr!("documents-title"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let all = session.workspace.project().order.len();
                let words = if self.listed.len() == all {
                    names::number(all)
                } else {
                    format!(
                        "{} / {}",
                        names::number(self.listed.len()),
                        names::number(all)
                    )
                };
                ui.colored_label(cx.palette.secondary, words);
            });
        });
    }

    fn filter(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let field = search(ui, &tr!("documents-filter"), &mut self.words);
        Region::Filter.entered_by(ui.ctx(), field.id);
        let filter = &session.desk.filter;
        if field.changed() {
            out.push(Action::Filter(Filter {
                words: self.words.clone(),
                ..filter.clone()
            }));
        }
        if field.has_focus()
            && ui.input(|it| it.key_pressed(Key::ArrowDown) || it.key_pressed(Key::Enter))
        {
            field.surrender_focus();
            if let Some(id) = self
                .listed
                .first()
                .and_then(|i| session.workspace.project().order.get(*i))
            {
                out.push(Action::Go(Place::Document(id.clone())));
            }
        }
        ui.add_space(4.0);
        let names = [
            tr!("status-all"),
            tr!("status-to-do"),
            tr!("status-in-progress"),
            tr!("status-done"),
        ];
        let chosen = filter.status.map_or(0, |it| {
            1 + Status::ALL.iter().position(|s| *s == it).unwrap_or(0)
        });
        if let Some(picked) = segmented(ui, chosen, &names.each_ref().map(String::as_str)) {
            let status = picked
                .checked_sub(1)
                .and_then(|i| Status::ALL.get(i))
                .copied();
            out.push(Action::Filter(Filter {
                status,
                ..filter.clone()
            }));
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx, session: &Session, out: &mut Vec<Action>) {
        let project = session.workspace.project();
        let current = session.desk.document.as_ref();
        let place = current.and_then(|id| {
            self.listed
                .iter()
                .position(|i| project.order.get(*i) == Some(id))
        });
        let scroll = if place == self.shown { None } else { place };
        self.shown = place;
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("documents")
            .auto_shrink(false)
            .show_rows(ui, ROW, self.listed.len(), |ui, range| {
                if let Some(i) = scroll {
                    let top = ui.min_rect().top() + (i as f32 - range.start as f32) * ROW;
                    ui.scroll_to_rect(
                        Rect::from_min_size(pos2(ui.min_rect().left(), top), vec2(1.0, ROW)),
                        None,
                    );
                }
                for i in range {
                    let document = self
                        .listed
                        .get(i)
                        .and_then(|it| project.order.get(*it))
                        .and_then(|id| project.document(id));
                    if let Some(document) = document {
                        row(ui, cx, session, document, out);
                    }
                }
            });
    }
}

fn row(ui: &mut Ui, cx: &Cx, session: &Session, document: &Document, out: &mut Vec<Action>) {
    let palette = cx.palette;
    let layer = session
        .workspace
        .project()
        .layer(&session.key_of(&document.id));
    let status = layer.map_or(Status::ToDo, |it| it.status);
    let count = layer.map_or(0, |it| it.n_spans());
    let selected = session.desk.document.as_ref() == Some(&document.id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    name(&response, document, status, count, selected);
    let inner = rect.shrink2(vec2(8.0, 1.0));
    let fill = match (selected, response.hovered()) {
        (true, _) => tint(palette.accent, 0.12),
        (false, true) => tint(palette.ink, 0.05),
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(inner, CornerRadius::same(6), fill);
    sign(ui, inner.left_top() + vec2(12.0, 14.0), status, cx);
    let right = badge(ui, cx, inner, count);
    let left = inner.left() + 28.0;
    let line = |ui: &Ui, y: f32, words: &str, size: f32, color: Color32, right: f32| {
        let galley = clipped(ui, words, size, color, right - left);
        ui.painter()
            .galley(pos2(left, y - galley.size().y / 2.0), galley, color);
    };
    line(
        ui,
        inner.top() + 14.0,
        &names::shown(document.title()),
        13.0,
        palette.ink,
        right - 6.0,
    );
    line(
        ui,
        inner.top() + 31.0,
        &second_line(ui, document, inner.right() - 8.0 - left),
        12.0,
        palette.secondary,
        inner.right() - 8.0,
    );
    focus_ring(ui, &response, 6);
    if response.clicked() {
        out.push(Action::Go(Place::Document(document.id.clone())));
    }
    response.on_hover_text(document.id.as_str());
}

fn name(response: &Response, document: &Document, status: Status, count: usize, selected: bool) {
    response.widget_info(|| {
        let words = tr!(
            "documents-row",
            title = document.title(),
            status = status_name(status),
            count = count
        );
        WidgetInfo::selected(Role::ListBoxOption, true, selected, words)
    });
}

pub fn status_name(status: Status) -> String {
    tr!(match status {
        Status::ToDo => "status-to-do",
        Status::InProgress => "status-in-progress",
        Status::Done => "status-done",
    })
}

fn second_line(ui: &Ui, document: &Document, width: f32) -> String {
    let meta = &document.meta;
    let date = meta.date.map(names::date).unwrap_or_default();
    let parts = [meta.genre.as_str(), &date];
    let known: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    if known.is_empty() {
        end_of_path(ui, document.id.as_str(), &FontId::proportional(12.0), width)
    } else {
        known.join(" · ")
    }
}

fn clipped(
    ui: &Ui,
    words: &str,
    size: f32,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(
        words.to_owned(),
        FontId::proportional(size),
        color,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|it| it.layout_job(job))
}

/// An empty, half or full circle.
fn sign(ui: &Ui, at: egui::Pos2, status: Status, cx: &Cx) {
    let palette = cx.palette;
    let painter = ui.painter();
    match status {
        Status::ToDo => {
            painter.circle_stroke(at, 4.0, Stroke::new(1.2, palette.secondary));
        }
        Status::InProgress => {
            painter.circle_stroke(at, 4.0, Stroke::new(1.2, palette.accent));
            let left = Rect::from_min_max(at - vec2(5.0, 5.0), at + vec2(0.0, 5.0));
            painter
                .with_clip_rect(left.intersect(painter.clip_rect()))
                .circle_filled(at, 4.0, palette.accent);
        }
        Status::Done => {
            painter.circle_filled(at, 4.5, palette.good);
        }
    }
}

/// The number of records; answers where it begins.
fn badge(ui: &Ui, cx: &Cx, row: Rect, count: usize) -> f32 {
    if count == 0 {
        return row.right() - 8.0;
    }
    let galley = ui.painter().layout_no_wrap(
        names::number(count),
        FontId::proportional(11.0),
        cx.palette.secondary,
    );
    let size = vec2((galley.size().x + 10.0).max(20.0), 17.0);
    let rect = Align2::RIGHT_CENTER.anchor_size(pos2(row.right() - 8.0, row.top() + 14.0), size);
    ui.painter().rect(
        rect,
        4,
        cx.palette.paper,
        Stroke::new(1.0, cx.palette.line),
        egui::StrokeKind::Inside,
    );
    ui.painter().galley(
        rect.center() - galley.size() / 2.0,
        galley,
        cx.palette.secondary,
    );
    rect.left()
}
