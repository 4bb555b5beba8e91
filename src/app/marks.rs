//! From the records of the open document to the marks that the text view paints: the one place that
//! decides which records are shown, and how.

use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use egui::Color32;

use super::cx::Cx;
use super::desk::Shown;
use super::names;
use super::panel::text::{Bar, Card, LinkLine, Mark, MarkId, MarkSource, Pattern, Tick};
use super::record::RecordId;
use super::session::Session;
use super::tally::{LinksAt, Tallies};
use super::theme::Palette;
use crate::model::annotation::{Layer, Link, Span};
use crate::model::check;
use crate::model::document::Document;
use crate::model::id::{AnnotatorId, LabelId};
use crate::model::places::Bunch;
use crate::model::project::Project;
use crate::model::schema::{self, Schema};

/// The marks of the open document, made when asked for.
pub struct LayerMarks<'a> {
    project: &'a Project,
    document: &'a Document,
    /// The annotator's own layer, and those of others who are chosen.
    layers: Vec<(Option<&'a AnnotatorId>, &'a Arc<Layer>)>,
    shown: &'a Shown,
    /// Which links there are at each record of the own layer, while all are to be drawn.
    links: Option<Rc<LinksAt>>,
    palette: Palette,
    revision: u64,
    tallies: &'a Tallies,
}

impl<'a> LayerMarks<'a> {
    pub fn new(cx: &Cx<'a>, session: &'a Session, document: &'a Document) -> Self {
        let shown = &session.desk.shown;
        let mut hash = std::hash::DefaultHasher::new();
        (
            session.workspace.revision(),
            cx.palette.dark,
            crate::i18n::language(),
            (cx.settings.tags, cx.settings.all_links),
            (session.workspace.annotator(), shown),
        )
            .hash(&mut hash);
        let own = session.layer().filter(|_| shown.own).map(|it| (None, it));
        let others = session
            .others()
            .filter(|it| shown.others.contains(*it))
            .filter_map(|by| Some((Some(by), session.layer_by(by)?)));
        Self {
            project: session.workspace.project(),
            document,
            layers: own.into_iter().chain(others).collect(),
            shown,
            links: cx.settings.all_links.then(|| session.links_at()),
            palette: cx.palette,
            revision: hash.finish(),
            tallies: &session.tallies,
        }
    }

    /// Changes whenever a mark may look different.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The records shown that cover a byte of a range, in the order of the text; of an empty range, those
    /// that it touches.
    pub fn records_in(&self, range: &Range<usize>) -> Vec<(RecordId, &'a Arc<Span>)> {
        let wide = range.start.saturating_sub(1)..range.end + 1;
        let meets = |at: &Range<usize>| {
            let is_inside = at.start < range.end && range.start < at.end;
            is_inside || (range.is_empty() && at.start <= range.start && range.start <= at.end)
        };
        self.spans_in(wide)
            .filter(|(_, span)| span.at.iter().any(meets))
            .map(|(by, span)| (record(by, span), span))
            .collect()
    }

    /// The mark of a record.
    pub fn mark(&self, by: Option<&AnnotatorId>, span: &Span) -> Mark {
        let schema = &self.project.schema;
        Mark {
            id: record(by, span).mark(),
            fragments: span.at.clone(),
            color: color(schema, &span.label, self.palette),
            pattern: pattern(schema, &span.label),
            tag: names::tag(self.project, span),
            name: String::new(),
            incomplete: !check::complete(self.project, span),
            foreign: by.map(|by| names::initial(self.project, by)),
            suggestion: false,
        }
    }

    fn spans_in(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Option<&'a AnnotatorId>, &'a Arc<Span>)> + '_ {
        let layers = self.layers.iter();
        layers.flat_map(move |(by, layer)| {
            let spans = layer.spans_in(range.clone());
            spans
                .filter(|span| self.shown.shows(self.project, span))
                .map(|span| (*by, span))
        })
    }

    /// Changes whenever a record may be shown or colored otherwise, though neither it nor the schema did.
    fn look(&self) -> u64 {
        let mut key = std::hash::DefaultHasher::new();
        (self.shown, self.palette.dark).hash(&mut key);
        key.finish()
    }

    fn bars_of(&self, bunch: &Bunch) -> Vec<Bar> {
        let shown = bunch
            .iter()
            .filter(|it| self.shown.shows(self.project, &it.1));
        shown
            .map(|(place, span)| Bar {
                range: place.start..place.end.0,
                color: color(&self.project.schema, &span.label, self.palette),
            })
            .collect()
    }

    fn ticks_of(&self, bunch: &Bunch) -> Vec<Tick> {
        let shown = bunch
            .iter()
            .filter(|it| self.shown.shows(self.project, &it.1));
        shown
            .map(|(place, span)| Tick {
                position: place.start,
                color: color(&self.project.schema, &span.label, self.palette),
            })
            .collect()
    }

    /// Whose record a mark stands for, and where it is kept.
    fn find(&self, mark: &MarkId) -> Option<(Option<&'a AnnotatorId>, &'a Layer, &'a Arc<Span>)> {
        let record = RecordId::of(mark);
        let by = match &record {
            RecordId::Own(_) => None,
            RecordId::Other(by, _) => Some(by),
        };
        let (by, layer) = self.layers.iter().find(|it| it.0 == by)?;
        Some((*by, layer, layer.span(record.span())?))
    }

    /// The accessible name, then all else there is to say, a line each.
    fn name_of(&self, by: Option<&AnnotatorId>, layer: &Layer, span: &Span) -> String {
        let text = &self.document.text;
        let mut name = names::record(self.project, text, span);
        if let Some(by) = by {
            name = crate::tr!(
                "record-of",
                who = names::person(self.project, by),
                record = name
            );
        }
        for line in names::description(self.project, text, layer, span) {
            name.push('\n');
            name.push_str(&line);
        }
        name
    }

    /// A link as it is drawn, if both its ends are shown.
    fn line(&self, by: Option<&AnnotatorId>, layer: &Layer, link: &Link) -> Option<LinkLine> {
        let end = |id| {
            layer
                .span(id)
                .filter(|span| self.shown.shows(self.project, span))
        };
        let (from, to) = (end(&link.from)?, end(&link.to)?);
        Some(LinkLine {
            from: record(by, from).mark(),
            to: record(by, to).mark(),
            from_range: from.extent(),
            to_range: to.extent(),
            name: names::link(&self.project.schema, &link.kind),
            color: color(&self.project.schema, &from.label, self.palette),
        })
    }

    /// The links of a record, as they are drawn.
    pub fn links_of(&self, record: &RecordId) -> Vec<LinkLine> {
        let by = match record {
            RecordId::Own(_) => None,
            RecordId::Other(by, _) => Some(by),
        };
        let Some((by, layer)) = self.layers.iter().find(|it| it.0 == by) else {
            return Vec::new();
        };
        let links = layer.links_of(record.span());
        links
            .filter_map(|link| self.line(*by, layer, link))
            .collect()
    }
}

impl MarkSource for LayerMarks<'_> {
    fn marks_in(&self, range: Range<usize>) -> Vec<Mark> {
        self.spans_in(range)
            .map(|(by, span)| self.mark(by, span))
            .collect()
    }

    fn ticks(&self) -> Vec<Tick> {
        let bunches = self.layers.iter().flat_map(|(_, layer)| layer.bunches());
        let mut kept = self.tallies.ticks.borrow_mut();
        let ticks = kept.of(&self.project.schema, self.look(), bunches, |it| {
            self.ticks_of(it)
        });
        ticks.iter().flat_map(|it| it.iter().copied()).collect()
    }

    fn reach(&self, range: &Range<usize>) -> (Range<usize>, usize) {
        let schema = &self.project.schema;
        self.spans_in(range.clone())
            .filter(|(_, span)| pattern(schema, &span.label) != Pattern::Margin)
            .map(|(_, span)| span.extent())
            .fold((range.clone(), 0), |(a, n), b| {
                (a.start.min(b.start)..a.end.max(b.end), n + 1)
            })
    }

    fn name(&self, mark: &Mark) -> String {
        let found = self.find(&mark.id);
        found.map_or_else(String::new, |(by, layer, span)| {
            self.name_of(by, layer, span)
        })
    }

    fn links_in(&self, range: Range<usize>) -> Vec<LinkLine> {
        let own = self.layers.iter().find(|it| it.0.is_none());
        let (Some(at), Some((_, layer))) = (&self.links, own) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        layer
            .spans_in(range)
            .filter_map(|span| at.get(&span.id))
            .flatten()
            .filter(|id| seen.insert(*id))
            .filter_map(|id| self.line(None, layer, layer.link(id)?))
            .collect()
    }

    fn card(&self, mark: &MarkId) -> Option<Card> {
        let (_, layer, span) = self.find(mark)?;
        Some(names::card(
            self.project,
            &self.document.text,
            layer,
            span,
            self.palette,
        ))
    }

    fn bars(&self) -> Vec<Bar> {
        let bunches = self.layers.iter().flat_map(|(_, layer)| layer.bunches());
        let mut kept = self.tallies.bars.borrow_mut();
        let bars = kept.of(&self.project.schema, self.look(), bunches, |it| {
            self.bars_of(it)
        });
        bars.iter().flat_map(|it| it.iter().cloned()).collect()
    }
}

fn record(by: Option<&AnnotatorId>, span: &Span) -> RecordId {
    match by {
        None => RecordId::Own(span.id.clone()),
        Some(by) => RecordId::Other(by.clone(), span.id.clone()),
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
