//! The menu of the other mouse button, and of the keyboard.

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use sententia::app::action::Action;
use sententia::app::desk::{Focus, On};
use sententia::workspace::settings::Theme;

use super::window::Window;

const TEXT: &str = "L’été sera long\u{202F}: les prix baisseront 🙂. On dit\u{A0}: «\u{A0}tout baissera\u{A0}».\n\
    Un autre e\u{301}te\u{301} viendra, puis un autre encore.\n";

fn open() -> Window {
    Window::on_text(TEXT, "fr")
}

/// Where words stand on screen.
fn middle(window: &Window, words: &str) -> Pos2 {
    let at = TEXT.find(words).unwrap();
    let rect = window
        .harness
        .state()
        .screen_rect_of(&(at..at + words.len()));
    rect.unwrap().center()
}

fn press_other(window: &mut Window, at: Pos2) {
    window.harness.hover_at(at);
    window.harness.run_steps(2);
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.harness.run_steps(3);
}

fn marked(window: &mut Window, words: &str, key: char) {
    let at = TEXT.find(words).unwrap();
    window.ask(Action::Choose(at..at + words.len()));
    window.letter(key);
    window.ask(Action::FocusText);
}

#[test]
fn over_text_it_offers_labels_finding_and_whole_units() {
    let mut window = open();
    let at = middle(&window, "prix");
    press_other(&mut window, at);
    for row in [
        "les prix baisseront",
        "Prédiction",
        "Chercher « prix »",
        "Sélectionner la phrase",
        "Sélectionner le paragraphe",
        "Copier avec les repères",
    ] {
        assert!(window.shows(row), "{row}");
    }
    window.click("Sélectionner la phrase");
    assert!(window.desk().menu.is_none());
    assert!(window.chosen().starts_with("L’été sera long"));
    assert!(window.chosen().ends_with("🙂."));
    let at = middle(&window, "dit");
    press_other(&mut window, at);
    window.click("Chercher « dit »");
    assert!(window.desk().finding.open);
    assert!(window.shows("1 sur 1"));
}

#[test]
fn a_letter_marks_from_the_menu_and_a_selection_stays() {
    let mut window = open();
    let at = TEXT.find("les prix").unwrap();
    window.ask(Action::Choose(at..at + "les prix".len()));
    let over = middle(&window, "prix");
    press_other(&mut window, over);
    assert!(window.shows("Chercher « les prix »"));
    window.letter('t');
    assert!(window.desk().menu.is_none());
    let record = window.record();
    assert_eq!(
        (record.label.as_str(), record.at[0].clone()),
        ("target", at..at + 8)
    );
}

#[test]
fn over_a_record_it_relabels_links_copies_and_removes() {
    let mut window = open();
    marked(&mut window, "les prix baisseront", 'p');
    let at = middle(&window, "baisseront");
    press_other(&mut window, at);
    assert_eq!(window.desk().focus.span(), Some(&window.record().id));
    for row in [
        "Répondre à la question",
        "Changer en",
        "Copier les mots",
        "Supprimer le repère",
    ] {
        assert!(window.shows(row), "{row}");
    }
    window.click("Changer en");
    window.letter('t');
    assert_eq!(window.record().label.as_str(), "target");
    press_other(&mut window, at);
    window.click("Supprimer le repère");
    assert_eq!(window.layer().n_spans(), 0);
}

#[test]
fn records_below_are_reached_from_the_menu() {
    let mut window = open();
    marked(&mut window, "les prix baisseront", 'p');
    marked(&mut window, "les prix", 't');
    let at = middle(&window, "prix");
    press_other(&mut window, at);
    let menu = window.desk().menu.clone().unwrap();
    assert!(matches!(&menu.on, On::Record(others) if others.len() == 1));
    window.click("Autres repères ici");
    window.key(Key::Enter);
    let focus = window.desk().focus.span().cloned().unwrap();
    assert_eq!(
        window.layer().span(&focus).unwrap().label.as_str(),
        "prediction"
    );
}

#[test]
fn the_keyboard_opens_goes_through_and_leaves_it() {
    let mut window = open();
    window.keys(Modifiers::SHIFT, Key::F10);
    assert!(window.desk().menu.is_some());
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(window.layer().n_spans(), 1);
    assert!(window.desk().menu.is_none());
    assert_ne!(window.desk().focus, Focus::Text);
    window.key(Key::Menu);
    assert!(window.shows("Changer en"));
    window.key(Key::Escape);
    assert!(window.desk().menu.is_none());
    assert_ne!(
        window.desk().focus,
        Focus::Text,
        "Escape left the menu only"
    );
    window.key(Key::Menu);
    for key in [
        Key::ArrowDown,
        Key::ArrowDown,
        Key::ArrowRight,
        Key::ArrowDown,
        Key::Enter,
    ] {
        window.key(key);
    }
    let labels = ["prediction", "stance", "source", "target"];
    assert!(labels.contains(&window.record().label.as_str()));
    assert!(window.desk().menu.is_none());
    window.letters("h");
    assert!(window.desk().linking.is_some() || window.layer().n_spans() == 1);
}

#[test]
fn a_press_elsewhere_leaves_it() {
    let mut window = open();
    let at = middle(&window, "prix");
    press_other(&mut window, at);
    window.harness.event(Event::PointerButton {
        pos: Pos2::new(900.0, 700.0),
        button: PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    window.harness.run_steps(3);
    assert!(window.desk().menu.is_none());
}

#[test]
fn pictures_of_the_menu() {
    for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        let mut window = Window::on_text_with(TEXT, "fr", theme);
        marked(&mut window, "les prix baisseront", 'p');
        marked(&mut window, "les prix", 't');
        let at = middle(&window, "dit");
        press_other(&mut window, at);
        window.shot(&format!("menu-words-{name}"));
        window.key(Key::Escape);
        let at = middle(&window, "prix");
        press_other(&mut window, at);
        window.click("Changer en");
        window.shot(&format!("menu-record-{name}"));
        window.key(Key::Escape);
        window.keys(Modifiers::SHIFT, Key::F10);
        window.key(Key::ArrowDown);
        window.shot(&format!("menu-keys-{name}"));
        assert!(window.desk().menu.is_some());
    }
}
