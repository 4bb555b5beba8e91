//! The page: gives the text view what the desk holds, and turns what is done in it into actions.

use std::ops::Range;

use egui::{EventFilter, Id};

use super::focus;
use super::text::{
    Cursor, Face, Found, Hint, MarkId, Progress, Scene, Strings, Style, TextEvent, TextView,
};
use crate::app::action::Action;
use crate::app::command::view::SANS;
use crate::app::cx::Cx;
use crate::app::desk::{Desk, Find, Focus, MenuAct, Popup};
use crate::app::marks::LayerMarks;
use crate::app::names;
use crate::app::record::RecordId;
use crate::app::regions::Region;
use crate::model::document::Document;
use crate::model::id::SpanId;
use crate::tr;

/// The widget that has the keyboard while the text or a record has the focus.
pub fn text_id() -> Id {
    Id::unique("page")
}

/// Draws the text; answers which bytes of it are in sight.
pub fn ui(
    ui: &mut egui::Ui,
    cx: &Cx,
    view: &mut TextView,
    out: &mut Vec<Action>,
) -> Option<Range<usize>> {
    let (Some(session), Some(document)) = (cx.session, cx.document()) else {
        empty(ui, cx);
        return None;
    };
    keep_keyboard(ui);
    let desk = &session.desk;
    if let Some(range) = desk.reveal.clone() {
        view.reveal(range);
    }
    let marks = LayerMarks::new(cx, session, document);
    let hints: Vec<Hint> = hints(cx)
        .into_iter()
        .map(|(letter, id)| Hint {
            mark: mark_id(&id),
            letter,
        })
        .collect();
    let chosen = desk.chosen_record();
    let links = chosen
        .as_ref()
        .map_or_else(Vec::new, |it| marks.links_of(it));
    let selected = chosen.as_ref().map(RecordId::mark);
    let preview = desk
        .preview
        .clone()
        .or_else(|| desk.reshaping.as_ref().map(|it| it.2.clone()));
    let is_idle = keys_go_elsewhere(ui.ctx());
    let byline = byline(document, session.n_words());
    let finding = &desk.finding;
    let title = names::shown(document.title());
    let scene = Scene {
        document: document.id.as_str(),
        text: document.text.content(),
        revision: marks.revision(),
        title: &title,
        byline: &byline,
        marks: &marks,
        cursor: cursor(cx, desk, is_idle),
        preview,
        selected: selected.as_ref(),
        hints: &hints,
        dimmed: desk.linking.is_some(),
        links: &links,
        found: Found {
            hits: finding.hits(),
            current: finding.current(),
            version: finding.version(),
        },
        spotlight: focus::spotlight(cx, document),
        style: &style(cx),
        strings: Strings {
            document: &tr!("page-text", title = document.title()),
            language: &document.meta.language,
            scroll_bar: &tr!("page-scroll-bar"),
            hit: Some(hit),
            more: &tr!("page-more"),
            running: &running(document),
            place: Some(place),
            to_start: &tr!("page-to-start"),
        },
        keyboard: Some(text_id()),
    };
    for event in view.ui(ui, &scene) {
        out.extend(action(event));
    }
    Some(view.visible_range())
}

/// A hit by name, as a screen reader says it.
fn hit(index: usize, words: &str) -> String {
    let n = names::number(index + 1);
    tr!("find-hit", n = n, words = names::shown(words))
}

/// The caret, while the text has the focus; a record with the focus, or being read, shows itself.
fn cursor(cx: &Cx, desk: &Desk, is_idle: bool) -> Cursor {
    // A link begun leads nowhere yet: the caret shows once it has left the record.
    let left = cx
        .record()
        .is_none_or(|it| it.extent() != desk.caret.range());
    let reads = desk.reading.is_some();
    if reads || (desk.focus != Focus::Text && (desk.linking.is_none() || !left)) {
        return Cursor::default();
    }
    Cursor {
        range: desk.caret.range(),
        head: desk.caret.head(),
        visible: true,
        is_idle,
        is_selection: desk.caret.chosen(),
    }
}

/// Whether a field, a button or a dialog has the keyboard for now.
fn keys_go_elsewhere(ctx: &egui::Context) -> bool {
    crate::app::input::typing(ctx) || ctx.memory(|it| it.top_modal_layer().is_some())
}

/// What something done in the text asks for.
fn action(event: TextEvent) -> Option<Action> {
    let records = |marks: Vec<MarkId>| marks.iter().map(RecordId::of).collect();
    Some(match event {
        TextEvent::Drag {
            raw,
            by_character,
            done,
            ..
        } => Action::Drag {
            range: raw,
            by_character,
            done,
        },
        TextEvent::Click {
            position,
            extend: true,
            ..
        } => Action::StretchTo(position),
        TextEvent::Click {
            position,
            marks,
            count,
            ..
        } => Action::Click {
            at: position,
            records: records(marks),
            count,
        },
        TextEvent::Select { anchor, head } => Action::Select { anchor, head },
        TextEvent::Edge {
            mark,
            fragment,
            is_start,
            position,
            by_character,
            done,
        } => Action::DragEdge {
            span: SpanId::new(mark),
            fragment,
            start: is_start,
            at: position,
            by_character,
            done,
        },
        TextEvent::Found { index } => Action::Find(Find::At(index)),
        TextEvent::Zoom { size } => Action::Zoom(size),
        TextEvent::Hint { mark } => Action::Link {
            to: SpanId::new(mark),
        },
        TextEvent::Menu {
            position,
            marks,
            at,
        } => Action::Menu(MenuAct::Open {
            at: [at.x, at.y],
            position,
            spans: records(marks)
                .iter()
                .filter_map(|it| it.own().cloned())
                .collect(),
        }),
        TextEvent::More { range } => Action::Popup(Some(Popup::Records(range))),
        TextEvent::Hover { .. } => return None,
    })
}

/// The letters over the records that the link being made may lead to.
pub fn hints(cx: &Cx) -> Vec<(char, SpanId)> {
    let found = || {
        let session = cx.session?;
        let linking = session.desk.linking.as_ref()?;
        let hints = linking.hints(
            cx.schema()?,
            cx.layer()?,
            session.desk.sight.clone(),
            |span| session.shows(span),
        );
        Some(
            hints
                .into_iter()
                .map(|(letter, span)| (letter, span.id.clone()))
                .collect(),
        )
    };
    found().unwrap_or_default()
}

/// The record under a hint's letter.
pub fn hint_for(cx: &Cx, letter: char) -> Option<SpanId> {
    hints(cx)
        .into_iter()
        .find(|it| it.0 == letter)
        .map(|it| it.1)
}

fn mark_id(id: &SpanId) -> MarkId {
    MarkId::new(id.as_str())
}

/// Takes the keyboard whenever no field has it, and keeps Tab and the arrows from leaving.
fn keep_keyboard(ui: &mut egui::Ui) {
    let id = text_id();
    Region::Page.entered_by(ui.ctx(), id);
    let filter = EventFilter {
        tab: true,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| {
        if memory.focused().is_none() {
            memory.request_focus(id);
        }
        memory.set_focus_lock_filter(id, filter);
    });
}

/// How the text is set, by the settings.
pub fn style(cx: &Cx) -> Style {
    let is_alone = cx.session.is_some_and(|it| it.desk.focus_mode);
    Style {
        face: match cx.settings.reading_font.as_str() {
            "" => Face::Serif,
            SANS => Face::Sans,
            family => Face::named(family),
        },
        size: cx.settings.font_size,
        measure: cx.settings.measure,
        line_height: cx.settings.line_height,
        has_tags: cx.settings.tags,
        numbers: cx.settings.numbers,
        has_overview: cx.settings.overview && !is_alone,
        has_running_head: !is_alone,
        ..Style::new(cx.palette)
    }
}

/// Genre, author, date and length, as far as they are known.
fn byline(document: &Document, n_words: usize) -> String {
    let meta = &document.meta;
    let date = meta.date.map(names::date).unwrap_or_default();
    let length = tr!("page-length", count = names::number(n_words));
    let parts = [meta.genre.as_str(), &meta.author, &date, &length];
    parts
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Author and date, as far as they are known.
fn running(document: &Document) -> String {
    let meta = &document.meta;
    let date = meta.date.map(names::date).unwrap_or_default();
    [meta.author.as_str(), &date]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Where one is in the text.
fn place(progress: &Progress) -> String {
    tr!(
        "page-place",
        paragraph = names::number(progress.paragraph),
        paragraphs = names::number(progress.paragraphs),
        percent = progress.percent.to_string()
    )
}

fn empty(ui: &mut egui::Ui, cx: &Cx) {
    ui.centered_and_justified(|ui| ui.colored_label(cx.palette.secondary, tr!("page-empty")));
}
