//! Going to a position of the text, and back and forward through the places one jumped from.

use egui::{Key, Modifiers};
use sententia::app::action::Action;
use sententia::app::desk::Filter;
use sententia::workspace::settings::Theme;

use super::window::Window;

fn long() -> String {
    (1..=300)
        .map(|i| format!("Alinéa {i} : l’été\u{202F}! 🙂 Rien d’autre à dire ici.\n\n"))
        .collect()
}

fn go(window: &mut Window, words: &str) {
    window.keys(Modifiers::COMMAND, Key::G);
    window.types(words);
    window.harness.run_steps(20);
}

fn starts(window: &Window, words: &str) {
    assert!(window.chosen().starts_with(words), "{}", window.chosen());
}

#[test]
fn a_place_is_shown_while_typed_and_kept_by_enter() {
    let mut window = Window::on_text(&long(), "fr");
    go(&mut window, "¶ 120");
    assert!(window.shows("¶ 120 sur 300"));
    starts(&window, "Alinéa 120");
    let sight = window.desk().sight.clone();
    assert!(sight.contains(&window.desk().caret.range().start));
    window.key(Key::Enter);
    assert!(window.desk().position.is_none());
    starts(&window, "Alinéa 120");
    window.letter('p');
    assert_eq!(window.layer().n_spans(), 1, "the keyboard is with the text");
}

#[test]
fn escape_goes_back_where_one_was() {
    let mut window = Window::on_text(&long(), "fr");
    go(&mut window, "50 %");
    window.key(Key::Enter);
    let (caret, sight) = (window.chosen(), window.desk().sight.clone());
    for words in ["l 599", "@0", "290", "100 %"] {
        go(&mut window, words);
        assert_ne!(window.desk().sight, sight, "{words}");
        window.key(Key::Escape);
        window.harness.run_steps(20);
        assert_eq!(
            (window.chosen(), &window.desk().sight),
            (caret.clone(), &sight)
        );
    }
}

#[test]
fn what_is_not_there_is_said() {
    let mut window = Window::on_text(&long(), "fr");
    go(&mut window, "301");
    assert!(window.shows("Il y a 300 paragraphes"));
    window.key(Key::Enter);
    assert!(window.desk().position.is_some(), "Enter stays nowhere");
    window.types(" et plus");
    assert!(window.shows("Ce n’est pas une place du texte"));
}

#[test]
fn a_record_is_gone_to_by_its_id() {
    let mut window = Window::on_text(&long(), "fr");
    window.letter('p');
    let id = window.record().id.to_string();
    go(&mut window, "80 %");
    window.key(Key::Enter);
    go(&mut window, &id);
    assert!(window.shows("Prédiction"));
    window.key(Key::Enter);
    assert_eq!(window.desk().focus.span(), Some(&window.record().id));
}

#[test]
fn back_and_forward_go_through_the_jumps() {
    let mut window = Window::on_text(&long(), "fr");
    for number in ["100", "200"] {
        go(&mut window, number);
        window.key(Key::Enter);
    }
    window.keys(Modifiers::COMMAND, Key::F);
    window.types("alinéa 250 ");
    window.key(Key::Escape);
    window.keys(Modifiers::ALT, Key::Home);
    starts(&window, "Alinéa 200");
    window.keys(Modifiers::ALT, Key::Home);
    starts(&window, "Alinéa 100");
    window.keys(Modifiers::ALT, Key::End);
    starts(&window, "Alinéa 200");
    window.keys(Modifiers::ALT, Key::End);
    starts(&window, "Alinéa 250");
    window.keys(Modifiers::ALT, Key::End);
    starts(&window, "Alinéa 250");
    window.keys(Modifiers::ALT, Key::Home);
    go(&mut window, "5");
    window.key(Key::Enter);
    assert!(window.desk().ahead.is_empty(), "another way was taken");
}

#[test]
fn the_documents_are_filtered_under_another_key() {
    let mut window = Window::open();
    window.keys(Modifiers::COMMAND, Key::L);
    window.types("blog");
    assert_eq!(window.desk().filter.words, "blog");
    window.ask(Action::Filter(Filter::default()));
}

#[test]
fn pictures_of_going() {
    for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        let mut window = Window::on_text_with(&long(), "fr", theme);
        window.keys(Modifiers::COMMAND, Key::G);
        window.shot(&format!("go-empty-{name}"));
        window.types("120");
        window.harness.run_steps(20);
        window.shot(&format!("go-{name}"));
        window.types("9");
        window.shot(&format!("go-beyond-{name}"));
        assert!(window.shows("300"));
    }
}
