//! Undoing, copying, changing the record with the focus.

use std::ops::Range;

use super::{Command, For, Menu, key_of};
use crate::analysis::marked::{self, Mark};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{MenuAct, StepsAct};
use crate::app::dialog::settings::SettingsDialog;
use crate::app::names;
use crate::model::document::Document;
use crate::model::text::Count;
use crate::tr;

const fn row(id: &'static str, group: u8, focus: For, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::Edit,
        group,
        focus,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("edit.undo", 0, For::Page, |cx| {
        cx.session?
            .workspace
            .history()
            .next_undo()
            .map(|_| Action::Undo)
    }),
    row("edit.redo", 0, For::Page, |cx| {
        cx.session?
            .workspace
            .history()
            .next_redo()
            .map(|_| Action::Redo)
    }),
    Command {
        focus: For::Anywhere,
        ..row("edit.history", 0, For::Page, |cx| {
            cx.session.map(|_| Action::Steps(StepsAct::Toggle))
        })
    },
    row("edit.copy", 1, For::Page, |cx| copy(cx).map(Action::Copy)),
    row("edit.copy-marked", 1, For::Page, |cx| {
        copy_marked(cx).map(Action::Copy)
    }),
    row("edit.menu", 4, For::Page, |cx| {
        cx.document().map(|_| Action::Menu(MenuAct::AtCaret))
    }),
    row("edit.record", 2, For::Record, |cx| {
        cx.record().map(|_| Action::EditRecord)
    }),
    row("edit.withdraw", 2, For::Record, |cx| {
        cx.record().map(|_| Action::Withdraw)
    }),
    row("edit.remove", 2, For::Record, |cx| {
        cx.record().map(|it| Action::Remove(it.id.clone()))
    }),
    Command {
        focus: For::Anywhere,
        ..row("edit.settings", 5, For::Page, |_| {
            Some(Action::Show(Box::<SettingsDialog>::default()))
        })
    },
];

/// *Undo* and *Redo* say what they would undo or do again.
pub(super) fn name(id: &str, cx: &Cx) -> String {
    let plain = tr!(&key_of(id));
    let Some(session) = cx.session else {
        return plain;
    };
    let history = session.workspace.history();
    let step = if id == "edit.undo" {
        history.next_undo()
    } else {
        history.next_redo()
    };
    step.map_or(plain.clone(), |it| {
        tr!(
            "command-of-step",
            command = plain,
            step = names::step(cx, &it.name)
        )
    })
}

/// What is copied: the record with the focus, else the words at the caret.
fn copied(cx: &Cx) -> Option<Range<usize>> {
    let range = match cx.record() {
        Some(span) => span.extent(),
        None => cx.session?.desk.caret.range(),
    };
    (!range.is_empty()).then_some(range)
}

/// The words as they are stored.
fn copy(cx: &Cx) -> Option<String> {
    let text = &cx.document()?.text;
    text.get(copied(cx)?).map(str::to_owned)
}

/// The words with their marks in brackets, and where they are from: for a mail.
fn copy_marked(cx: &Cx) -> Option<String> {
    let (project, document, range) = (cx.project()?, cx.document()?, copied(cx)?);
    let spans = cx
        .layer()
        .into_iter()
        .flat_map(|it| it.spans_in(range.clone()))
        .filter(|it| cx.session.is_some_and(|session| session.shows(it)));
    let marks: Vec<Mark> = spans
        .map(|it| Mark {
            fragments: it.at.clone(),
            name: names::tag(project, it),
        })
        .collect();
    let words = marked::bracketed(document.text.as_str(), range.clone(), &marks);
    Some(format!(
        "{}\n\n{}\n",
        words.trim_end(),
        source(document, &range)?
    ))
}

/// Title, author, date, and the place in code points.
fn source(document: &Document, range: &Range<usize>) -> Option<String> {
    let meta = &document.meta;
    let date = meta.date.map(names::date).unwrap_or_default();
    let known = [document.title(), &meta.author, &date];
    let known: Vec<&str> = known.into_iter().filter(|it| !it.is_empty()).collect();
    let points = document.text.from_bytes(range, Count::CodePoint)?;
    Some(tr!(
        "copy-source",
        source = known.join(", "),
        file = document.id.as_str(),
        start = points.start.to_string(),
        end = points.end.to_string()
    ))
}
