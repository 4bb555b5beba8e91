//! The rows of the menu over the text.

use egui::Color32;

use crate::app::action::Action;
use crate::app::command::by_id;
use crate::app::cx::Cx;
use crate::app::desk::{Find, On};
use crate::app::marks::of;
use crate::app::names;
use crate::app::place::Place;
use crate::model::annotation::Span;
use crate::model::id::SpanId;
use crate::model::schema::Label;
use crate::model::segment::{self, Unit};
use crate::tr;

/// Letters of the words to find that are shown.
const SHOWN: usize = 24;

/// A row.
pub(super) struct Entry {
    pub words: String,
    pub key: Option<String>,
    /// The letter that picks this row while the menu is open.
    pub letter: Option<char>,
    /// The color of a label.
    pub mark: Option<Color32>,
    pub begins_group: bool,
    pub what: What,
}

/// What a row does.
pub(super) enum What {
    Act(Action),
    /// Opens more rows.
    More(Vec<Entry>),
    /// Says what the menu is about.
    Title,
    /// Cannot be done now.
    Nothing,
}

impl Entry {
    fn new(words: String, what: What) -> Self {
        Self {
            words,
            key: None,
            letter: None,
            mark: None,
            begins_group: false,
            what,
        }
    }

    fn group(self) -> Self {
        Self {
            begins_group: true,
            ..self
        }
    }

    /// With a letter as its key.
    fn letter(self, letter: Option<char>) -> Self {
        Self {
            key: letter.map(String::from),
            letter,
            ..self
        }
    }

    pub fn can_be_chosen(&self) -> bool {
        matches!(self.what, What::Act(_) | What::More(_))
    }
}

/// The rows for what the menu is about.
pub(super) fn entries(cx: &Cx, on: &On) -> Vec<Entry> {
    match (on, cx.record()) {
        (On::Record(others), Some(span)) => of_record(cx, span, others),
        (On::Record(_), None) => Vec::new(),
        (On::Words(position), _) => of_words(cx, *position),
    }
}

fn of_record(cx: &Cx, span: &Span, others: &[SpanId]) -> Vec<Entry> {
    let mut rows = Vec::new();
    if let (Some(project), Some(document)) = (cx.project(), cx.document()) {
        let name = names::record(project, &document.text, span);
        rows.push(Entry::new(name, What::Title));
    }
    rows.extend(command(cx, "edit.record"));
    let other = cx.labels().filter(|it| it.id != span.label);
    let relabel: Vec<Entry> = other.map(|it| label(cx, it)).collect();
    rows.push(Entry::new(tr!("menu-relabel"), What::More(relabel)));
    rows.extend(links(cx, span));
    let others: Vec<Entry> = others
        .iter()
        .filter_map(|it| other_record(cx, it))
        .collect();
    if !others.is_empty() {
        rows.push(Entry::new(tr!("menu-others"), What::More(others)));
    }
    if cx.session.is_some_and(|it| it.choice_of(span).is_some()) {
        rows.extend(command(cx, "mark.keep-version").map(Entry::group));
    }
    rows.extend(command(cx, "edit.copy").map(Entry::group));
    rows.extend(command(cx, "edit.copy-marked"));
    rows.extend(command(cx, "edit.remove").map(Entry::group));
    rows
}

fn of_words(cx: &Cx, position: usize) -> Vec<Entry> {
    let mut rows = Vec::new();
    if let (Some(session), Some(document)) = (cx.session, cx.document()) {
        let words = document.text.get(session.desk.caret.range());
        let words = words.unwrap_or_default().split_whitespace();
        let quote = words.collect::<Vec<_>>().join(" ");
        rows.push(Entry::new(
            tr!("inspector-quote", quote = quote),
            What::Title,
        ));
    }
    rows.extend(cx.labels().map(|it| label(cx, it)));
    rows.extend(find(cx, position).map(Entry::group));
    rows.extend(whole(cx, position, Unit::Sentence, "caret.sentence"));
    rows.extend(whole(cx, position, Unit::Paragraph, "caret.paragraph"));
    rows.extend(command(cx, "edit.copy").map(Entry::group));
    rows.extend(command(cx, "edit.copy-marked"));
    rows
}

/// A command of the table, with its key.
fn command(cx: &Cx, id: &'static str) -> Option<Entry> {
    let command = by_id(id)?;
    let what = (command.run)(cx).map_or(What::Nothing, What::Act);
    Some(Entry {
        key: cx.keymap.shown(id),
        ..Entry::new(command.name(cx), what)
    })
}

fn label(cx: &Cx, label: &Label) -> Entry {
    let action = Action::Label(label.id.clone());
    let color = of(label.color);
    Entry {
        mark: Some(cx.palette.readable(color)),
        ..Entry::new(names::local(&label.name), What::Act(action))
    }
    .letter(label.key)
}

/// The links that may begin at a record.
fn links(cx: &Cx, span: &Span) -> Vec<Entry> {
    let Some(schema) = cx.schema() else {
        return Vec::new();
    };
    let kinds = schema.links_from(&span.label);
    let shown = kinds.filter(|it| cx.tiers().shows(it.tier));
    let row = |kind: &crate::model::schema::LinkKind| {
        let words = tr!("menu-link", link = names::link(schema, &kind.id));
        let action = Action::StartLink(kind.id.clone());
        Entry::new(words, What::Act(action)).letter(kind.key)
    };
    shown.map(row).collect()
}

fn other_record(cx: &Cx, id: &SpanId) -> Option<Entry> {
    let (project, document) = (cx.project()?, cx.document()?);
    let span = cx.layer()?.span(id)?;
    let place = Place::Record(document.id.clone(), id.clone());
    let color = crate::app::marks::color(&project.schema, &span.label, cx.palette);
    Some(Entry {
        mark: Some(color),
        ..Entry::new(
            names::record(project, &document.text, span),
            What::Act(Action::Go(place)),
        )
    })
}

/// Finds the selection, or the word under the pointer.
fn find(cx: &Cx, position: usize) -> Option<Entry> {
    let (caret, text) = (&cx.session?.desk.caret, &cx.document()?.text);
    let range = if caret.chosen() {
        caret.range()
    } else {
        segment::at(text.as_str(), Unit::Word, position)
    };
    let words = text.get(range).filter(|it| !it.trim().is_empty())?;
    let shown = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = tr!("menu-find", words = names::clipped(&shown, SHOWN));
    let action = Action::Find(Find::Words(words.to_owned()));
    Some(Entry {
        key: cx.keymap.shown("find.here"),
        ..Entry::new(name, What::Act(action))
    })
}

/// Chooses the sentence or paragraph under the pointer.
fn whole(cx: &Cx, position: usize, unit: Unit, id: &'static str) -> Option<Entry> {
    let text = &cx.document()?.text;
    let range = segment::at(text.as_str(), unit, position);
    Some(Entry {
        what: What::Act(Action::Choose(range)),
        ..command(cx, id)?
    })
}
