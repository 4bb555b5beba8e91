//! Undoing, copying, changing the record with the focus.

use super::{Command, For, Menu, key_of};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::names;
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
    row("edit.copy", 1, For::Page, |cx| copy(cx).map(Action::Copy)),
    row("edit.record", 2, For::Record, |cx| {
        cx.record().map(|_| Action::EditRecord)
    }),
    row("edit.withdraw", 2, For::Record, |cx| {
        cx.record().map(|_| Action::Withdraw)
    }),
    row("edit.remove", 2, For::Record, |cx| {
        cx.record().map(|it| Action::Remove(it.id.clone()))
    }),
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

/// The words of the record with the focus, else those of the caret.
fn copy(cx: &Cx) -> Option<String> {
    let text = &cx.document()?.text;
    let range = match cx.record() {
        Some(span) => span.extent(),
        None => cx.session?.desk.caret.range(),
    };
    text.get(range)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
}
