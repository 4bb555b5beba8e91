//! Going to records, documents and panels.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::{GoTo, Popup};

const fn row(id: &'static str, group: u8, focus: For, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::Go,
        group,
        focus,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("go.text", 5, For::Page, |cx| {
        cx.document().map(|_| Action::FocusText)
    }),
    row("go.next-record", 5, For::Page, |cx| {
        record(cx, false, false)
    }),
    row("go.previous-record", 5, For::Page, |cx| {
        record(cx, true, false)
    }),
    row("go.next-incomplete", 5, For::Page, |cx| {
        record(cx, false, true)
    }),
    row("go.previous-incomplete", 5, For::Page, |cx| {
        record(cx, true, true)
    }),
    row("go.records-here", 5, For::Page, |cx| {
        let range = cx.session?.desk.caret.range();
        cx.document()
            .map(|_| Action::Popup(Some(Popup::Records(range))))
    }),
    row("go.next-document", 6, For::Page, |cx| {
        cx.session.map(|_| Action::NextDocument(1))
    }),
    row("go.previous-document", 6, For::Page, |cx| {
        cx.session.map(|_| Action::NextDocument(-1))
    }),
    row("go.back", 6, For::Anywhere, |cx| {
        cx.session
            .filter(|it| !it.desk.trail.is_empty())
            .map(|_| Action::GoBack)
    }),
    row("go.forward", 6, For::Anywhere, |cx| {
        cx.session
            .filter(|it| !it.desk.ahead.is_empty())
            .map(|_| Action::GoForward)
    }),
    row("go.position", 6, For::Anywhere, |cx| {
        cx.document().map(|_| Action::GoTo(GoTo::Open))
    }),
    row("go.filter", 7, For::Anywhere, |cx| {
        cx.session.map(|_| Action::FocusFilter)
    }),
    row("go.palette", 7, For::Anywhere, |_| Some(Action::Palette)),
    row("go.panel", 7, For::Anywhere, |cx| {
        cx.session.map(|_| Action::NextPanel)
    }),
];

fn record(cx: &Cx, back: bool, incomplete: bool) -> Option<Action> {
    cx.layer()
        .filter(|it| it.n_spans() > 0)
        .map(|_| Action::NextRecord { back, incomplete })
}
