//! Finding in the text.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::Find;

const fn row(id: &'static str, focus: For, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::Edit,
        group: 3,
        focus,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("find.open", For::Anywhere, |cx| {
        cx.document().map(|_| Action::Find(Find::Open))
    }),
    row("find.next", For::Anywhere, |cx| step(cx, false)),
    row("find.previous", For::Anywhere, |cx| step(cx, true)),
    row("find.here", For::Page, |cx| {
        cx.document().map(|_| Action::Find(Find::Here))
    }),
];

/// Without anything to look for, this opens the bar.
fn step(cx: &Cx, back: bool) -> Option<Action> {
    cx.document().map(|_| Action::Find(Find::Step { back }))
}
