//! From the records of a layer to the marks that the text view paints.

use std::cell::OnceCell;
use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use egui::Color32;

use super::cx::Cx;
use super::names;
use super::panel::text::{Bar, Mark, MarkId, MarkSource, Pattern, Tick};
use super::session::Session;
use super::theme::Palette;
use crate::model::annotation::{Layer, Span};
use crate::model::check;
use crate::model::document::Document;
use crate::model::id::LabelId;
use crate::model::project::Project;
use crate::model::schema::{self, Schema};

/// The marks of the open document, made when asked for.
pub struct LayerMarks<'a> {
    project: &'a Project,
    document: &'a Document,
    layer: Option<&'a Arc<Layer>>,
    palette: Palette,
    revision: u64,
    ticks: OnceCell<Vec<Tick>>,
}

impl<'a> LayerMarks<'a> {
    pub fn new(cx: &Cx<'a>, session: &'a Session, document: &'a Document) -> Self {
        let mut hash = std::hash::DefaultHasher::new();
        (
            session.workspace.revision(),
            cx.palette.dark,
            crate::i18n::language(),
            cx.settings.tags,
        )
            .hash(&mut hash);
        Self {
            project: session.workspace.project(),
            document,
            layer: session.layer(),
            palette: cx.palette,
            revision: hash.finish(),
            ticks: OnceCell::new(),
        }
    }

    /// Changes whenever a mark may look different.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    fn mark(&self, span: &Span) -> Mark {
        Mark {
            id: MarkId::new(span.id.as_str()),
            fragments: span.at.clone(),
            color: color(&self.project.schema, &span.label, self.palette),
            pattern: pattern(&self.project.schema, &span.label),
            tag: names::tag(self.project, span),
            name: self.name(span),
            incomplete: !check::complete(self.project, span),
            foreign: None,
            suggestion: false,
        }
    }

    /// The accessible name, then the answers and the note, as the card on hover shows them.
    fn name(&self, span: &Span) -> String {
        let mut name = names::record(self.project, &self.document.text, span);
        let label = self.project.schema.label(&span.label);
        for (id, value) in span.attributes.iter() {
            if let Some(question) = label.and_then(|it| it.attribute(id)) {
                let answer = names::value(self.project, question, value);
                name.push_str(&format!(
                    "\n{} · {answer}",
                    question.name.get(crate::i18n::language())
                ));
            }
        }
        if !span.note.is_empty() {
            name.push('\n');
            name.push_str(&span.note);
        }
        name
    }
}

impl MarkSource for LayerMarks<'_> {
    fn marks_in(&self, range: Range<usize>) -> Vec<Mark> {
        self.layer.map_or_else(Vec::new, |it| {
            it.spans_in(range).map(|span| self.mark(span)).collect()
        })
    }

    fn ticks(&self) -> Vec<Tick> {
        let ticks = self.ticks.get_or_init(|| {
            let spans = self.layer.into_iter().flat_map(|it| it.spans());
            spans
                .map(|it| Tick {
                    position: it.extent().start,
                    color: color(&self.project.schema, &it.label, self.palette),
                })
                .collect()
        });
        ticks.clone()
    }

    fn bars(&self) -> Vec<Bar> {
        let spans = self.layer.into_iter().flat_map(|it| it.spans());
        spans
            .map(|it| Bar {
                range: it.extent(),
                color: color(&self.project.schema, &it.label, self.palette),
            })
            .collect()
    }
}

/// The color of a label; grey where the schema does not know it.
pub fn color(schema: &Schema, label: &LabelId, palette: Palette) -> Color32 {
    schema
        .label(label)
        .map_or(palette.secondary, |it| of(it.color))
}

pub fn of(color: schema::Rgb) -> Color32 {
    Color32::from_rgb(color.0, color.1, color.2)
}

pub fn pattern(schema: &Schema, label: &LabelId) -> Pattern {
    schema.label(label).map(|it| it.pattern).unwrap_or_default()
}
