//! Marking beyond the labels' own keys: edges, fragments, questions, status.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::model::annotation::Status;

const fn row(id: &'static str, group: u8, focus: For, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::Mark,
        group,
        focus,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("mark.again", 0, For::Text, |cx| {
        cx.session?
            .desk
            .last_label
            .as_ref()
            .map(|_| Action::MarkAgain)
    }),
    row("mark.arm", 0, For::Text, |cx| {
        let desk = &cx.session?.desk;
        match &desk.armed {
            Some(_) => Some(Action::Arm(None)),
            None => desk.last_label.clone().map(|it| Action::Arm(Some(it))),
        }
    }),
    row("mark.fragment", 0, For::Text, |cx| {
        let desk = &cx.session?.desk;
        Some(Action::AddFragment {
            span: desk.last_record.clone()?,
            range: desk.caret.range(),
        })
    }),
    row("mark.end-grow", 1, For::Record, |cx| trim(cx, false, true)),
    row("mark.end-shrink", 1, For::Record, |cx| {
        trim(cx, false, false)
    }),
    row("mark.start-grow", 1, For::Record, |cx| trim(cx, true, true)),
    row("mark.start-shrink", 1, For::Record, |cx| {
        trim(cx, true, false)
    }),
    row("mark.question-down", 2, For::Record, |cx| {
        cx.record().map(|_| Action::Question { down: true })
    }),
    row("mark.question-up", 2, For::Record, |cx| {
        cx.record().map(|_| Action::Question { down: false })
    }),
    row("mark.keep-version", 2, For::Record, |cx| {
        let (session, span) = (cx.session?, cx.record()?);
        session
            .choice_of(span)
            .map(|_| Action::KeepVersion(span.id.clone()))
    }),
    row("mark.to-do", 3, For::Page, |cx| status(cx, Status::ToDo)),
    row("mark.in-progress", 3, For::Page, |cx| {
        status(cx, Status::InProgress)
    }),
    row("mark.done", 3, For::Page, |cx| status(cx, Status::Done)),
];

fn trim(cx: &Cx, start: bool, grow: bool) -> Option<Action> {
    cx.record().map(|_| Action::Trim { start, grow })
}

fn status(cx: &Cx, status: Status) -> Option<Action> {
    cx.document()
        .map(|it| Action::SetStatus(it.id.clone(), status))
}
