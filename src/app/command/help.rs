//! Keys, guidelines, first steps, about.

use super::{Command, For, Menu};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::dialog::{about::AboutDialog, keys::KeysDialog, problems::ProblemsDialog};

const fn row(id: &'static str, group: u8, focus: For, run: fn(&Cx) -> Option<Action>) -> Command {
    Command {
        id,
        menu: Menu::Help,
        group,
        focus,
        run,
    }
}

pub(super) const COMMANDS: &[Command] = &[
    row("help.keys", 0, For::Page, |_| {
        Some(Action::Show(Box::new(KeysDialog::default())))
    }),
    row("help.coach", 0, For::Anywhere, |_| {
        Some(Action::settings(|it| it.coach = true))
    }),
    row("help.problems", 1, For::Anywhere, |cx| {
        Some(Action::Show(Box::new(ProblemsDialog::new(cx)?)))
    }),
    row("help.about", 2, For::Anywhere, |_| {
        Some(Action::Show(Box::new(AboutDialog)))
    }),
];
