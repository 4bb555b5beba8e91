//! From keys to commands. The defaults are a file (`assets/defaults/keys.ron`); the person's own
//! `keys.ron` only says what differs. What it holds and we do not know is told and kept.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use egui::{Event, Key, Modifiers};

use super::command::{COMMANDS, Command};
use crate::tr;

const DEFAULTS: &str = include_str!("../../assets/defaults/keys.ron");

/// A key with its modifiers. A character stands for whatever key types it, so Shift is not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
    pub press: Press,
}

/// What is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// A key that types this character (lower case).
    Char(char),
    /// A key with a name: Enter, Tab, F6…
    Named(Key),
}

/// Which chords run which command.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    chords: BTreeMap<&'static str, Vec<Chord>>,
}

impl Keymap {
    /// The defaults, changed by the person's file if there is one; with what could not be understood.
    pub fn new(own: Option<&str>) -> (Self, Vec<String>) {
        let mut map = Self::default();
        let mut troubles = map.read(DEFAULTS);
        if let Some(own) = own {
            troubles.extend(map.read(own));
        }
        (map, troubles)
    }

    /// The chords of a command, the one to show first.
    pub fn of(&self, id: &str) -> &[Chord] {
        self.chords.get(id).map_or(&[], Vec::as_slice)
    }

    /// The key to show beside a command.
    pub fn shown(&self, id: &str) -> Option<String> {
        self.of(id).first().map(ToString::to_string)
    }

    /// The commands that a chord may run, in the order of the table.
    pub fn commands(&self, chord: Chord) -> impl Iterator<Item = &'static Command> {
        COMMANDS
            .iter()
            .copied()
            .flatten()
            .filter(move |it| self.of(it.id).contains(&chord))
    }

    fn read(&mut self, source: &str) -> Vec<String> {
        let rows: BTreeMap<String, Vec<String>> = match ron::from_str(source) {
            Ok(rows) => rows,
            Err(error) => return vec![tr!("keys-not-read", error = error.to_string())],
        };
        let mut troubles = Vec::new();
        for (id, keys) in rows {
            let Some(command) = COMMANDS.iter().copied().flatten().find(|it| it.id == id) else {
                troubles.push(tr!("keys-unknown-command", id = id));
                continue;
            };
            let mut chords = Vec::new();
            for key in keys {
                match key.parse() {
                    Ok(chord) => chords.push(chord),
                    Err(NotAKey) => {
                        troubles.push(tr!("keys-unknown-key", key = key, id = id.as_str()));
                    }
                }
            }
            self.chords.insert(command.id, chords);
        }
        troubles
    }
}

/// The text names no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key")]
pub struct NotAKey;

impl FromStr for Chord {
    type Err = NotAKey;

    /// Reads `Ctrl+Shift+Z`, `Alt+1`, `Delete`, `+`, `]`.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut chord = Self {
            ctrl: false,
            alt: false,
            shift: false,
            press: Press::Char('+'),
        };
        let mut rest = text.trim();
        loop {
            let (flag, tail) = if let Some(tail) = rest.strip_prefix("Ctrl+") {
                (&mut chord.ctrl, tail)
            } else if let Some(tail) = rest.strip_prefix("Alt+") {
                (&mut chord.alt, tail)
            } else if let Some(tail) = rest.strip_prefix("Shift+") {
                (&mut chord.shift, tail)
            } else {
                break;
            };
            if tail.is_empty() {
                break;
            }
            *flag = true;
            rest = tail;
        }
        let mut chars = rest.chars();
        chord.press = match (chars.next(), chars.next()) {
            (Some(c), None) => Press::Char(c.to_lowercase().next().unwrap_or(c)),
            _ => Press::Named(Key::from_name(rest).ok_or(NotAKey)?),
        };
        Ok(chord)
    }
}

impl fmt::Display for Chord {
    /// As shown to the person, in the language of the interface.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, key) in [
            (self.ctrl, "key-ctrl"),
            (self.alt, "key-alt"),
            (self.shift, "key-shift"),
        ] {
            if on {
                write!(f, "{}+", tr!(key))?;
            }
        }
        match self.press {
            Press::Char(c) if self.ctrl || self.alt || self.shift => {
                write!(f, "{}", c.to_uppercase())
            }
            Press::Char(c) => write!(f, "{c}"),
            Press::Named(key) => f.write_str(&key_name(key)),
        }
    }
}

fn key_name(key: Key) -> String {
    match key {
        Key::ArrowLeft => "←".to_owned(),
        Key::ArrowRight => "→".to_owned(),
        Key::ArrowUp => "↑".to_owned(),
        Key::ArrowDown => "↓".to_owned(),
        Key::Enter => tr!("key-enter"),
        Key::Escape => tr!("key-escape"),
        Key::Delete => tr!("key-delete"),
        Key::Backspace => tr!("key-backspace"),
        Key::PageUp => tr!("key-page-up"),
        Key::PageDown => tr!("key-page-down"),
        Key::Home => tr!("key-home"),
        Key::End => tr!("key-end"),
        Key::Space => tr!("key-space"),
        other => other.name().to_owned(),
    }
}

/// The chords of this frame's events, in order, each with the place of its event. A key that types a
/// plain character is taken from the text it types, so every keyboard layout has its `+`, `]` and `?`;
/// digits are also taken from the digit row of layouts that type them with Shift (as French ones do).
pub fn chords(events: &[Event]) -> Vec<(usize, Chord)> {
    let mut out = Vec::new();
    for (i, event) in events.iter().enumerate() {
        match event {
            Event::Key {
                key,
                physical_key,
                pressed: true,
                modifiers,
                ..
            } => {
                if let Some(chord) = of_key(*key, *physical_key, *modifiers) {
                    out.push((i, chord));
                }
            }
            // The toolkit takes Ctrl+C from us; the rest of the clipboard is for fields.
            Event::Copy => out.push((
                i,
                Chord {
                    ctrl: true,
                    alt: false,
                    shift: false,
                    press: Press::Char('c'),
                },
            )),
            Event::Text(text) => {
                out.extend(of_text(text, events.get(..i).unwrap_or_default()).map(|it| (i, it)));
            }
            _ => {}
        }
    }
    out
}

fn of_key(key: Key, physical: Option<Key>, modifiers: Modifiers) -> Option<Chord> {
    let chord = |press| Chord {
        ctrl: modifiers.command,
        alt: modifiers.alt,
        shift: modifiers.shift,
        press,
    };
    match character(key) {
        Some(_) if !modifiers.command && !modifiers.alt => None,
        Some(c) => {
            let digit = physical.and_then(character).filter(char::is_ascii_digit);
            let c = if modifiers.alt { digit.unwrap_or(c) } else { c };
            Some(chord(Press::Char(c)))
        }
        None => Some(chord(Press::Named(key))),
    }
}

fn of_text(text: &str, before: &[Event]) -> Option<Chord> {
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return None;
    };
    let c = c.to_lowercase().next().unwrap_or(c);
    let physical = before.iter().rev().find_map(|it| match it {
        Event::Key {
            physical_key,
            pressed: true,
            ..
        } => Some(*physical_key),
        _ => None,
    });
    let digit = physical
        .flatten()
        .and_then(character)
        .filter(char::is_ascii_digit);
    let c = if matches!(c, '&' | 'é' | '"' | '\'' | '(' | 'è' | 'ç' | 'à') {
        digit.unwrap_or(c)
    } else {
        c
    };
    (!c.is_control() && c != ' ').then_some(Chord {
        ctrl: false,
        alt: false,
        shift: false,
        press: Press::Char(c),
    })
}

/// The character that a key types without modifiers, for letters, digits and signs.
fn character(key: Key) -> Option<char> {
    match key {
        Key::Minus => return Some('-'),
        Key::Quote => return Some('\''),
        _ => {}
    }
    let mut chars = key.symbol_or_name().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !is_arrow(key) => Some(c.to_lowercase().next().unwrap_or(c)),
        _ => None,
    }
}

fn is_arrow(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Enter
            | Key::Tab
            | Key::Space
            | Key::Backspace
            | Key::Delete
            | Key::Escape
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_keys_are_all_understood() {
        assert_eq!(Keymap::new(None).1, Vec::<String>::new());
    }

    #[test]
    fn chords_are_read() {
        let chord: Chord = "Ctrl+Shift+Z".parse().unwrap();
        assert_eq!(
            (chord.ctrl, chord.shift, chord.press),
            (true, true, Press::Char('z'))
        );
        assert_eq!("+".parse::<Chord>().unwrap().press, Press::Char('+'));
        assert_eq!("Ctrl++".parse::<Chord>().unwrap().press, Press::Char('+'));
        assert_eq!(
            "Delete".parse::<Chord>().unwrap().press,
            Press::Named(Key::Delete)
        );
        assert!("Hyper+Banana".parse::<Chord>().is_err());
    }

    #[test]
    fn the_french_digit_row_types_digits_but_its_minus_stays_a_minus() {
        let typed = |text: &str, physical| {
            let key = Event::Key {
                key: Key::Quote,
                physical_key: Some(physical),
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            chords(&[key, Event::Text(text.to_owned())])
                .into_iter()
                .map(|it| it.1.press)
                .collect::<Vec<_>>()
        };
        assert_eq!(typed("&", Key::Num1), [Press::Char('1')]);
        assert_eq!(typed("-", Key::Num6), [Press::Char('-')]);
    }

    #[test]
    fn unknown_commands_and_keys_are_told() {
        let (map, troubles) =
            Keymap::new(Some(r#"{ "go.nowhere": ["F9"], "edit.undo": ["Ctrl+Y"] }"#));
        assert_eq!(troubles.len(), 1);
        assert_eq!(map.shown("edit.undo").unwrap(), "Ctrl+Y");
    }
}
