//! Everything that is amiss: what was noticed when the project was opened, and the records that break
//! a rule of the schema. Each row leads to its place, and all can be copied.

use egui::{
    Align, Align2, Color32, CornerRadius, FontId, Layout, RichText, ScrollArea, Sense, TextStyle,
    TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use super::{Dialog, close_foot};
use crate::app::action::{Action, Notice as Said};
use crate::app::cx::Cx;
use crate::app::names;
use crate::app::place::Place;
use crate::app::session::Session;
use crate::app::theme::{Palette, SMALL};
use crate::app::widget::{Button, RADIUS, caption, focus_ring, heading, quiet_button, tint};
use crate::i18n;
use crate::model::check::{self, Problem, Record};
use crate::model::id::DocumentId;
use crate::model::project::Project;
use crate::store::{Notice, OpenError, Severity, Trouble};
use crate::tr;

const LINE: f32 = 44.0;

/// Shows everything that is amiss.
pub struct ProblemsDialog {
    title: String,
    /// `None` until it was looked.
    rows: Option<Vec<Row>>,
}

/// A line of the list.
enum Row {
    Title(String, usize),
    Problem {
        severity: Severity,
        sentence: String,
        below: String,
        place: Option<Place>,
        /// The document whose text is to be revised.
        revise: Option<DocumentId>,
    },
}

/// Where a row leads.
enum Lead {
    To(Place),
    Revise(DocumentId),
}

impl ProblemsDialog {
    /// Looks at the project once it is shown; `None` while none is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        cx.session.map(|_| Self {
            title: tr!("problems-title"),
            rows: None,
        })
    }

    /// Why a project does not open.
    pub fn refused(error: &OpenError) -> Self {
        let row = error.notice().map(|it| of_notice(&Project::default(), it));
        let rows = [Row::Title(tr!("problems-refused-hint"), 0)]
            .into_iter()
            .chain(row)
            .collect();
        Self {
            title: tr!("problems-refused"),
            rows: Some(rows),
        }
    }
}

impl Dialog for ProblemsDialog {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn width(&self) -> f32 {
        680.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let rows = self
            .rows
            .get_or_insert_with(|| cx.session.map(look).unwrap_or_default());
        if rows.is_empty() {
            ui.vertical_centered(|ui| {
                ui.add_space(24.0);
                heading(ui, &tr!("problems-none"));
                caption(ui, &tr!("problems-none-hint"));
                ui.add_space(24.0);
            });
            return close_foot(ui, out);
        }
        let height = (ui.ctx().content_rect().height() - 280.0).clamp(120.0, 520.0);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical()
                .id_salt("problems")
                .max_height(height)
                .auto_shrink([false, true]);
            area.show_rows(ui, LINE, rows.len(), |ui, range| {
                for row in rows.get(range).unwrap_or_default() {
                    if let Some(lead) = row_ui(ui, row) {
                        out.push(Action::CloseDialog);
                        out.push(match lead {
                            Lead::To(place) => Action::Go(place),
                            Lead::Revise(id) => Action::Done(Box::new(|app| app.revise(id))),
                        });
                    }
                }
            });
        });
        if quiet_button(ui, &tr!("problems-copy"), None).clicked() {
            out.push(Action::Copy(text(rows)));
            out.push(Action::Notify(Said::good(tr!("copied"))));
        }
        close_foot(ui, out);
    }
}

/// Everything that is amiss now, group by group.
fn look(session: &Session) -> Vec<Row> {
    let project = session.workspace.project();
    let opening: Vec<Row> = session
        .report
        .notices
        .iter()
        .map(|it| of_notice(project, it))
        .collect();
    let mut incomplete = Vec::new();
    let mut wrong = Vec::new();
    for (key, _) in project.all_layers() {
        for problem in check::problems(project, &key) {
            let rows = if problem.trouble.incomplete() {
                &mut incomplete
            } else {
                &mut wrong
            };
            rows.push(of_problem(project, &problem));
        }
    }
    let mut rows = Vec::new();
    for (title, group) in [
        ("problems-opening", opening),
        ("problems-wrong", wrong),
        ("problems-incomplete", incomplete),
    ] {
        if !group.is_empty() {
            rows.push(Row::Title(tr!(title), group.len()));
            rows.extend(group);
        }
    }
    rows
}

/// All rows as plain text.
fn text(rows: &[Row]) -> String {
    let line = |row: &Row| match row {
        Row::Title(title, _) => format!("{title}\n"),
        Row::Problem {
            sentence, below, ..
        } => format!("- {sentence}\n  {below}\n"),
    };
    rows.iter().map(line).collect()
}

/// Draws a row; gives where it leads when it was clicked.
fn row_ui(ui: &mut Ui, row: &Row) -> Option<Lead> {
    match row {
        Row::Title(title, count) => {
            ui.allocate_ui(vec2(ui.available_width(), LINE), |ui| {
                ui.set_min_height(LINE);
                ui.horizontal_centered(|ui| {
                    heading(ui, title);
                    if *count > 0 {
                        caption(ui, &names::number(*count));
                    }
                });
            });
            None
        }
        Row::Problem {
            severity,
            sentence,
            below,
            place,
            revise,
        } => {
            let whole = vec2(ui.available_width(), LINE);
            let side_by_side = Layout::left_to_right(Align::Center);
            let inner = ui.allocate_ui_with_layout(whole, side_by_side, |ui| {
                let words = tr!("problems-revise");
                let button = revise.as_ref().map(|_| Button::quiet(&words));
                let taken = button.as_ref().map_or(0.0, |it| it.natural_width(ui) + 8.0);
                let width = whole.x - taken;
                let response = problem_ui(ui, width, *severity, sentence, below, place.is_some());
                let asked = button.is_some_and(|it| ui.add(it).clicked());
                (response.clicked(), asked)
            });
            match inner.inner {
                (_, true) => revise.clone().map(Lead::Revise),
                (true, false) => place.clone().map(Lead::To),
                (false, false) => None,
            }
        }
    }
}

fn problem_ui(
    ui: &mut Ui,
    width: f32,
    severity: Severity,
    sentence: &str,
    below: &str,
    leads: bool,
) -> egui::Response {
    let palette = Palette::of(ui);
    let sense = if leads {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), sense);
    let role = if leads {
        egui::Role::Button
    } else {
        egui::Role::Label
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, sentence));
    if response.hovered() && leads {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), tint(palette.ink, 0.06));
    }
    sign(ui, pos2(rect.left() + 16.0, rect.top() + 14.0), severity);
    let left = rect.left() + 32.0;
    let most = rect.right() - 8.0 - left;
    for (text, size, color, y) in [
        (sentence, 13.0, palette.ink, 14.0),
        (below, SMALL, palette.secondary, 31.0),
    ] {
        let text = WidgetText::from(RichText::new(text).size(size).color(color));
        let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), most, TextStyle::Body);
        let at = Align2::LEFT_CENTER.anchor_size(pos2(left, rect.top() + y), galley.size());
        ui.painter().galley(at.min, galley, color);
    }
    focus_ring(ui, &response, RADIUS);
    response.on_hover_text(format!("{sentence}\n{below}"))
}

/// A round sign: how much it matters, by color and letter.
fn sign(ui: &Ui, center: egui::Pos2, severity: Severity) {
    let palette = Palette::of(ui);
    let (letter, color): (&str, Color32) = match severity {
        Severity::Note => ("i", palette.accent),
        Severity::Warning => ("!", palette.warning),
        Severity::Error => ("×", palette.bad),
    };
    ui.painter().circle_filled(center, 8.0, tint(color, 0.16));
    ui.painter().text(
        center,
        Align2::CENTER_CENTER,
        letter,
        FontId::new(11.0, crate::app::theme::strong_family()),
        color,
    );
}

fn of_notice(project: &Project, notice: &Notice) -> Row {
    let trouble = &notice.trouble;
    let place = trouble
        .args()
        .into_iter()
        .find(|it| it.0 == "document")
        .map(|it| DocumentId::new(it.1));
    Row::Problem {
        severity: notice.severity,
        sentence: i18n::with(trouble.key(), &trouble.args()),
        below: format!(
            "{} · {}",
            notice.place(),
            i18n::with(trouble.hint(), &trouble.args())
        ),
        revise: place.clone().filter(|it| {
            let other = matches!(
                trouble,
                Trouble::TextDiffers { .. }
                    | Trouble::TextChanged { .. }
                    | Trouble::OtherText { .. }
            );
            other && project.document(it).is_some()
        }),
        place: place
            .filter(|it| project.document(it).is_some())
            .map(Place::Document),
    }
}

fn of_problem(project: &Project, problem: &Problem) -> Row {
    let document = &problem.document;
    let title = project
        .document(document)
        .map_or_else(|| document.to_string(), |it| names::shown(it.title()));
    let annotator = project
        .annotators
        .get(&problem.annotator)
        .map_or(problem.annotator.as_str(), |it| &it.name);
    let detail = names::detail(&project.schema, &problem.detail);
    let layer = project.layer(&crate::model::project::LayerKey {
        annotator: problem.annotator.clone(),
        document: document.clone(),
    });
    let span = match &problem.record {
        Record::Span(id) => Some(id.clone()),
        Record::Link(id) => layer.and_then(|it| it.link(id)).map(|it| it.from.clone()),
        Record::Document(_) => None,
    };
    let words = span.as_ref().and_then(|id| {
        let span = layer?.span(id)?;
        Some(tr!(
            "problems-words",
            words = names::quote(&project.document(document)?.text, span, 60)
        ))
    });
    let place = match &span {
        Some(id) => Place::Record(document.clone(), id.clone()),
        None => Place::Document(document.clone()),
    };
    let below: Vec<&str> = [words.as_deref(), Some(title.as_str()), Some(annotator)]
        .into_iter()
        .flatten()
        .collect();
    Row::Problem {
        severity: if problem.trouble.incomplete() {
            Severity::Note
        } else {
            Severity::Warning
        },
        sentence: tr!(problem.trouble.key(), detail = detail),
        below: below.join(" · "),
        place: Some(place),
        revise: None,
    }
}
