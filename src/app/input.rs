//! From the keyboard to actions. While no field has the keyboard, it belongs to the text or to a
//! record: letters mark or link, digits answer, everything else is a command.

use std::path::PathBuf;

use egui::{Event, Key};

use super::action::Action;
use super::command::{Command, For};
use super::cx::Cx;
use super::desk::Focus;
use super::keymap::{Chord, Press};
use super::panel::page;

/// The files and folders dropped on the window in this frame.
pub fn dropped(ctx: &egui::Context) -> Option<Action> {
    let paths: Vec<PathBuf> = ctx.input(|it| {
        it.raw
            .dropped_files
            .iter()
            .map(|it| it.path().to_owned())
            .filter(|it| !it.as_os_str().is_empty())
            .collect()
    });
    (!paths.is_empty()).then_some(Action::Incoming(paths))
}

/// Whether some widget other than the text has the keyboard.
pub fn typing(ctx: &egui::Context) -> bool {
    ctx.memory(egui::Memory::focused)
        .is_some_and(|it| it != page::text_id())
}

/// Whether an event is for the text or a record, not for egui, while one of them has the keyboard.
pub fn ours(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Copy => true,
        Event::Key { key, .. } => !matches!(key, Key::F6),
        _ => false,
    }
}

/// What a key asks for; `field` says that some widget other than the text has the keyboard.
pub fn meaning(cx: &Cx, chord: Chord, field: bool) -> Option<Action> {
    if !field && let Some(action) = of_schema(cx, chord) {
        return Some(action);
    }
    cx.keymap
        .commands(chord)
        .filter(|it| reachable(cx, it, field))
        .find_map(|it| (it.run)(cx))
        .or_else(|| if field { None } else { of_label(cx, chord) })
}

/// Links being made and the letters of a record come before commands.
fn of_schema(cx: &Cx, chord: Chord) -> Option<Action> {
    let session = cx.session?;
    if session.desk.linking.is_some() {
        return match chord.press {
            Press::Named(Key::Escape) => Some(Action::CancelLink),
            Press::Named(Key::Enter) => Some(Action::LinkWords),
            Press::Char(c) if plain(chord) => page::hint_for(cx, c).map(|to| Action::Link { to }),
            _ => None,
        };
    }
    let (Press::Char(c), Some(record)) = (chord.press, cx.record()) else {
        return None;
    };
    if !plain(chord) {
        return None;
    }
    if let Some(digit) = c.to_digit(10).filter(|it| *it > 0) {
        return Some(Action::Digit(digit as usize));
    }
    let schema = cx.schema()?;
    // The key of a link never means a label here, even where this link cannot begin.
    let link = schema
        .links
        .iter()
        .any(|it| it.key == Some(c) && cx.tiers().shows(it.tier));
    let asked = schema
        .label(&record.label)
        .is_some_and(|it| it.attributes.iter().any(|it| it.key == Some(c)));
    (link || asked).then_some(Action::Letter(c))
}

/// A letter that no command took: a label of the text, or another label for the record.
fn of_label(cx: &Cx, chord: Chord) -> Option<Action> {
    let Press::Char(c) = chord.press else {
        return None;
    };
    if !plain(chord) || cx.session?.desk.linking.is_some() {
        return None;
    }
    let label = cx.labels().find(|it| it.key == Some(c))?;
    Some(Action::Label(label.id.clone()))
}

fn reachable(cx: &Cx, command: &Command, field: bool) -> bool {
    let Some(session) = cx.session else {
        return command.focus == For::Anywhere;
    };
    let on_text = session.desk.focus == Focus::Text || session.desk.linking.is_some();
    match command.focus {
        For::Anywhere => true,
        For::Page => !field,
        For::Text => !field && on_text,
        For::Record => !field && !on_text,
    }
}

fn plain(chord: Chord) -> bool {
    !chord.ctrl && !chord.alt
}
