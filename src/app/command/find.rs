//! Finding in the text.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::desk::Find;
use crate::app::dialog::label_all::LabelAllDialog;

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
    row("find.label-all", For::Anywhere, |cx| {
        let finding = &cx.session?.desk.finding;
        (finding.open && !finding.hits().is_empty())
            .then(|| Action::Show(Box::new(LabelAllDialog::new(cx))))
    }),
];

/// Without anything to look for, this opens the bar.
fn step(cx: &Cx, back: bool) -> Option<Action> {
    cx.document().map(|_| Action::Find(Find::Step { back }))
}
