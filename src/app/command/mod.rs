//! The commands: rows of one table. Menus, the palette, tooltips, the sheet of keys and the person's
//! key file all come from it. The name of a command is `command-<id>` in the translation files (with
//! `-` for `.`), its default keys are in `assets/defaults/keys.ron`.

mod caret;
mod edit;
mod file;
mod find;
mod go;
mod help;
mod mark;
pub(super) mod view;

use super::action::Action;
use super::cx::Cx;
use crate::tr;

/// Every command, by menu, in the order shown.
pub const COMMANDS: &[&[Command]] = &[
    file::COMMANDS,
    edit::COMMANDS,
    find::COMMANDS,
    mark::COMMANDS,
    caret::COMMANDS,
    go::COMMANDS,
    view::COMMANDS,
    help::COMMANDS,
];

/// Something the analyst can do by name, key or menu.
pub struct Command {
    pub id: &'static str,
    pub menu: Menu,
    /// Commands of one group stand together; a line parts the groups of a menu.
    pub group: u8,
    /// Where the focus must be for its key to mean this.
    pub focus: For,
    /// What it asks for, or `None` while it cannot be done.
    pub run: fn(&Cx) -> Option<Action>,
}

/// The menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    Mark,
    Go,
    View,
    Help,
}

impl Menu {
    pub const ALL: [Self; 6] = [
        Self::File,
        Self::Edit,
        Self::Mark,
        Self::Go,
        Self::View,
        Self::Help,
    ];

    pub fn title(self) -> String {
        tr!(match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::Mark => "menu-mark",
            Self::Go => "menu-go",
            Self::View => "menu-view",
            Self::Help => "menu-help",
        })
    }
}

/// Where a key means a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Wherever the focus is, even in a text field.
    Anywhere,
    /// While the text or a record has the focus.
    Page,
    /// While the text has the focus: letters mark.
    Text,
    /// While a record has the focus: digits answer.
    Record,
}

impl Command {
    /// Its name in the language of the interface.
    pub fn name(&self, cx: &Cx) -> String {
        match self.id {
            "edit.undo" | "edit.redo" => edit::name(self.id, cx),
            id => tr!(&key_of(id)),
        }
    }
}

/// The translation key of a command's name.
pub fn key_of(id: &str) -> String {
    format!("command-{}", id.replace('.', "-"))
}

/// A command by its id.
pub fn by_id(id: &str) -> Option<&'static Command> {
    COMMANDS.iter().copied().flatten().find(|it| it.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::app::keymap::Keymap;

    fn all() -> impl Iterator<Item = &'static Command> {
        COMMANDS.iter().copied().flatten()
    }

    #[test]
    fn every_command_has_one_id_and_a_name() {
        let mut seen = BTreeSet::new();
        for command in all() {
            assert!(seen.insert(command.id), "{} stands twice", command.id);
            assert!(
                crate::i18n::knows(&key_of(command.id)),
                "{} has no name",
                command.id
            );
        }
    }

    #[test]
    fn no_key_means_two_commands_at_one_focus() {
        let (map, _) = Keymap::new(None);
        let meet =
            |a: For, b: For| !matches!((a, b), (For::Text, For::Record) | (For::Record, For::Text));
        for a in all() {
            for b in all().filter(|b| a.id < b.id && meet(a.focus, b.focus)) {
                let shared = map
                    .of(a.id)
                    .iter()
                    .find(|chord| map.of(b.id).contains(chord));
                assert_eq!(shared, None, "{} and {}", a.id, b.id);
            }
        }
    }

    #[test]
    fn no_default_key_is_a_letter_or_a_digit() {
        let (map, _) = Keymap::new(None);
        for command in all() {
            for chord in map.of(command.id) {
                let plain = !chord.ctrl && !chord.alt;
                let taken = matches!(chord.press, super::super::keymap::Press::Char(c) if c.is_alphanumeric());
                assert!(
                    !(plain && taken),
                    "{} takes the letter {chord:?}",
                    command.id
                );
            }
        }
    }
}
