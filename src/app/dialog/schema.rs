//! The view of the schema: its labels, links, questions and targets at the left, the one chosen at the
//! right, the label bar as it will be below. Whatever is changed is one step at once; what touches
//! records is asked about first, in numbers.

mod bar;
mod choices;
mod import;
mod label;
mod link;
mod list;
mod look;
mod parts;
mod question;
mod sheet;
mod split;
mod targets;

use egui::{Id, Key, Layout, Modifiers, ScrollArea, Ui};

use super::{Dialog, show_as};
use crate::app::action::{Action, Notice};
use crate::app::cx::Cx;
use crate::app::widget::{Button, note, plain_button};
use crate::model::id::{AttributeId, LabelId, LinkKindId};
use crate::model::project::Project;
use crate::model::reform::{Reform, Refusal, Usage, usage};
use crate::model::schema::Schema;
use crate::tr;
use import::ImportSheet;
use sheet::ImpactSheet;
use split::SplitSheet;

/// Around the list, in points.
const LIST: f32 = 248.0;
const GAP: f32 = 20.0;

/// What of the schema is being looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chosen {
    Label(LabelId),
    Link(LinkKindId),
    Document,
    Targets,
}

/// A window over this one.
enum Over {
    Impact(ImpactSheet),
    Split(SplitSheet),
    Import(ImportSheet),
}

/// Shows and changes the schema.
pub struct SchemaDialog {
    /// The schema as it is being changed; the same as the project's while nothing is.
    draft: Schema,
    usage: Usage,
    /// Of the project that `draft` and `usage` were made from.
    revision: u64,
    chosen: Chosen,
    /// The question that is unfolded.
    question: Option<AttributeId>,
    /// It has just been unfolded, and is to come into view.
    unfolded: bool,
    /// What had the keyboard in the last frame.
    focus: Option<Id>,
    /// What is typed into the fields that add something.
    names: [String; 4],
    /// Why the last change was not made.
    refused: Option<String>,
    over: Option<Over>,
    /// A target being renamed, while it is typed.
    target: Option<(crate::model::id::TargetId, String)>,
    /// What is to be done after this frame.
    wish: Option<Wish>,
}

/// A change that is more than a field.
enum Wish {
    Reform(Box<Result<Reform, Refusal>>),
    Split(LabelId),
    Import,
}

impl SchemaDialog {
    /// `None` while no project is open.
    pub fn new(cx: &Cx) -> Option<Self> {
        let project = cx.project()?;
        let first = project.schema.labels.first();
        Some(Self {
            draft: Schema::clone(&project.schema),
            usage: usage(project),
            revision: cx.session?.workspace.revision(),
            chosen: first.map_or(Chosen::Targets, |it| Chosen::Label(it.id.clone())),
            question: None,
            unfolded: false,
            focus: None,
            names: Default::default(),
            refused: None,
            over: None,
            target: None,
            wish: None,
        })
    }

    /// After a step elsewhere, such as undoing: the schema as it is now.
    fn follow(&mut self, cx: &Cx) {
        let (Some(session), Some(project)) = (cx.session, cx.project()) else {
            return;
        };
        if session.workspace.revision() == self.revision {
            return;
        }
        self.revision = session.workspace.revision();
        self.draft = Schema::clone(&project.schema);
        self.usage = usage(project);
        let there = match &self.chosen {
            Chosen::Label(id) => self.draft.label(id).is_some(),
            Chosen::Link(id) => self.draft.link(id).is_some(),
            Chosen::Document | Chosen::Targets => true,
        };
        if !there {
            let first = self.draft.labels.first();
            self.chosen = first.map_or(Chosen::Targets, |it| Chosen::Label(it.id.clone()));
        }
    }

    fn detail(&self) -> &str {
        match &self.chosen {
            Chosen::Label(id) => id.as_str(),
            Chosen::Link(id) => id.as_str(),
            Chosen::Document | Chosen::Targets => "",
        }
    }

    /// Makes a step of what was typed, once another field or none has the keyboard.
    fn commit(&mut self, ui: &Ui, project: &Project, out: &mut Vec<Action>) {
        let focus = ui.memory(egui::Memory::focused);
        let moved = std::mem::replace(&mut self.focus, focus) != focus;
        let typing = ui.ctx().text_edit_focused();
        let escapes = self.draft != *project.schema
            && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape));
        if self.over.is_some() || typing && !moved && !escapes {
            return;
        }
        if let Some(reform) = self.renamed_target(project) {
            return self.propose(project, &Ok(reform), out);
        }
        if self.draft != *project.schema {
            let reform = Reform::to(project, self.draft.clone(), self.detail());
            self.propose(project, &Ok(reform), out);
        }
    }

    /// Does a change at once, asks first where it touches records, or says why it cannot be done.
    fn propose(
        &mut self,
        project: &Project,
        reform: &Result<Reform, Refusal>,
        out: &mut Vec<Action>,
    ) {
        self.refused = None;
        let planned = reform
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|it| Ok((it, it.plan(project)?)));
        match planned {
            Ok((reform, plan)) if plan.impact.touches() => {
                let sheet = ImpactSheet::new(project, reform.clone(), plan.impact);
                self.over = Some(Over::Impact(sheet));
            }
            Ok((reform, plan)) if !plan.step.edits.is_empty() => {
                out.push(Action::Reform(Box::new(reform.clone())));
            }
            Ok(_) => {}
            Err(refusal) => {
                let words = sheet::refusal(&self.draft, &refusal);
                out.push(Action::Notify(Notice::bad(&words)));
                self.refused = Some(words);
                self.draft = Schema::clone(&project.schema);
            }
        }
    }

    fn fulfil(&mut self, project: &Project, out: &mut Vec<Action>) {
        match self.wish.take() {
            Some(Wish::Reform(reform)) => self.propose(project, &reform, out),
            Some(Wish::Split(label)) => {
                self.over = SplitSheet::new(project, &label).map(Over::Split);
            }
            Some(Wish::Import) => self.over = Some(Over::Import(ImportSheet::default())),
            None => {}
        }
    }

    /// Draws the window over this one; what it asks for comes here first.
    fn over_ui(&mut self, ui: &Ui, cx: &Cx, project: &Project, out: &mut Vec<Action>) {
        let Some(over) = &mut self.over else { return };
        let mut asked = Vec::new();
        let reform = match over {
            Over::Impact(it) => {
                show_as(ui, "what a change touches", cx, it, &mut asked);
                it.agreed.take()
            }
            Over::Split(it) => {
                show_as(ui, "splitting a label", cx, it, &mut asked);
                it.wanted.take()
            }
            Over::Import(it) => {
                show_as(ui, "taking in a schema", cx, it, &mut asked);
                it.wanted.take()
            }
        };
        let closes = asked.iter().any(|it| matches!(it, Action::CloseDialog));
        out.extend(
            asked
                .into_iter()
                .filter(|it| !matches!(it, Action::CloseDialog)),
        );
        let was_impact = matches!(self.over, Some(Over::Impact(_)));
        if closes {
            self.over = None;
            self.draft = Schema::clone(&project.schema);
        }
        match reform {
            Some(reform) if was_impact => out.push(Action::Reform(Box::new(reform))),
            Some(reform) => self.propose(project, &Ok(reform), out),
            None => {}
        }
    }

    fn head_ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let history = cx.session.map(|it| it.workspace.history());
        let undo = history.and_then(|it| it.next_undo()).is_some();
        let redo = history.and_then(|it| it.next_redo()).is_some();
        ui.horizontal(|ui| {
            if plain_button(ui, &tr!("schema-import")).clicked() {
                self.wish = Some(Wish::Import);
            }
            for (id, words, can) in [
                ("edit.undo", "schema-undo", undo),
                ("edit.redo", "schema-redo", redo),
            ] {
                let words = tr!(words);
                let button = ui.add_enabled(can, Button::plain(&words));
                let pressed = button.clicked() || self.asks(ui, cx, id);
                if pressed && can {
                    out.push(Action::Command(id));
                }
            }
        });
    }

    /// Whether the key of a command was pressed while nothing is typed.
    fn asks(&self, ui: &Ui, cx: &Cx, id: &str) -> bool {
        if self.over.is_some() || ui.ctx().text_edit_focused() {
            return false;
        }
        let chords = ui.input(|it| crate::app::keymap::chords(&it.events));
        chords.iter().any(|it| cx.keymap.of(id).contains(&it.1))
    }

    fn details_ui(&mut self, ui: &mut Ui, project: &Project) {
        match self.chosen.clone() {
            Chosen::Label(id) => self.label_ui(ui, project, &id),
            Chosen::Link(id) => self.link_ui(ui, project, &id),
            Chosen::Document => self.document_ui(ui, project),
            Chosen::Targets => self.targets_ui(ui, project),
        }
    }
}

impl Dialog for SchemaDialog {
    fn title(&self) -> String {
        tr!("schema-title")
    }

    fn width(&self) -> f32 {
        1120.0
    }

    fn ui(&mut self, ui: &mut Ui, cx: &Cx, out: &mut Vec<Action>) {
        let Some(project) = cx.project() else { return };
        self.follow(cx);
        self.head_ui(ui, cx, out);
        let height = (ui.ctx().content_rect().height() - 304.0).max(200.0);
        ui.allocate_ui_with_layout(
            egui::vec2(ui.available_width(), height),
            Layout::left_to_right(egui::Align::Min),
            |ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                scroll(ui, "list of the schema", LIST, height, |ui| {
                    self.list_ui(ui, project);
                });
                let rest = ui.available_width();
                scroll(ui, "details of the schema", rest, height, |ui| {
                    self.details_ui(ui, project);
                });
            },
        );
        self.bar_ui(ui, cx);
        if let Some(words) = &self.refused {
            note(ui, words, cx.palette.bad);
        }
        super::close_foot(ui, out);
        self.fulfil(project, out);
        self.over_ui(ui, cx, project, out);
        self.commit(ui, project, out);
    }
}

fn scroll(ui: &mut Ui, id: &str, width: f32, height: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        egui::vec2(width, height),
        Layout::top_down(egui::Align::Min),
        |ui| {
            ui.set_width(width);
            ScrollArea::vertical()
                .id_salt(id)
                .max_height(height)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.set_width(width - 12.0);
                    content(ui);
                });
        },
    );
}
