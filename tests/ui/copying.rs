//! What is put on the clipboard.

use egui::{Event, Key, Modifiers, OutputCommand};
use sententia::app::action::Action;

use super::window::Window;

const TEXT: &str =
    "On dit\u{202F}: «\u{A0}les prix baisseront\u{A0}», e\u{301}te\u{301} 🙂.\r\nFin.\n";

/// What the last event put on the clipboard.
fn copied(window: &mut Window, event: impl FnOnce(&mut Window)) -> Option<String> {
    event(window);
    (0..8).find_map(|_| {
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        commands.iter().find_map(|it| match it {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    })
}

fn copy(window: &mut Window) -> Option<String> {
    copied(window, |it| it.harness.event(Event::Copy))
}

fn copy_marked(window: &mut Window) -> String {
    let pressed = Event::Key {
        key: Key::C,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND | Modifiers::SHIFT,
    };
    copied(window, |it| it.harness.event(pressed)).unwrap()
}

fn place(words: &str) -> std::ops::Range<usize> {
    let at = TEXT.find(words).unwrap();
    at..at + words.len()
}

#[test]
fn words_are_copied_exactly_as_stored() {
    let mut window = Window::on_text(TEXT, "fr");
    window.ask(Action::Choose(0..TEXT.len()));
    assert_eq!(copy(&mut window).unwrap(), TEXT);
    window.ask(Action::Choose(place("e\u{301}te\u{301} 🙂")));
    assert_eq!(copy(&mut window).unwrap(), "e\u{301}te\u{301} 🙂");
    window.letter('p');
    window.ask(Action::Unit(sententia::model::segment::Unit::Word));
    window.ask(Action::NextRecord {
        back: true,
        incomplete: false,
    });
    assert_eq!(
        copy(&mut window).unwrap(),
        "e\u{301}te\u{301} 🙂",
        "the record"
    );
    window.ask(Action::FocusText);
    window.ask(Action::Edge { start: true });
    assert_eq!(copy(&mut window).unwrap(), "On", "the unit at the caret");
}

#[test]
fn with_marks_come_labels_answers_and_the_source() {
    let mut window = Window::on_text(TEXT, "fr");
    window.ask(Action::Choose(place("les prix")));
    window.letter('t');
    window.ask(Action::FocusText);
    window.ask(Action::Choose(place("les prix baisseront")));
    window.letters("p2");
    window.ask(Action::FocusText);
    window.ask(Action::Choose(place("«\u{A0}les prix baisseront\u{A0}»")));
    assert_eq!(
        copy_marked(&mut window),
        "«\u{A0}[[les prix]{Cible} baisseront]{Prédiction · probable}\u{A0}»\n\n— un (un.txt, 9–32)\n"
    );
}
