//! Choosing between what a merge left: versions of a record and of a link, a record that one side
//! removed, two answers about the document.

use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::place::Place;
use sententia::model::id::{DocumentId, SpanId};
use sententia::workspace::settings::Theme;

use super::window::{Window, choice};
use crate::fixture::files;

/// The window on the frozen project of every kind: `s-6666666` is another version of `s-5555555`, and
/// `s-7777777` was removed on the other side.
fn opened_in(language: &str, theme: Theme) -> Window {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1/every-kind");
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&from) {
        let to = folder.path().join("project").join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    let mut window = Window::on_project(folder, language, theme);
    window.ask(Action::Go(Place::Document(DocumentId::new("pont.txt"))));
    window
}

fn at(window: &mut Window, span: &str) {
    let place = Place::Record(DocumentId::new("pont.txt"), SpanId::new(span));
    window.ask(Action::Go(place));
}

/// Presses a button that may be below the edge of its panel.
fn press(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).click_accesskit();
    window.harness.run_steps(4);
}

/// The answer of the record under the first id, and whether the other version is there.
fn standing(window: &Window) -> (bool, bool) {
    let layer = window.layer();
    let span = layer.span(&"s-5555555".into()).unwrap();
    let is_for = span.attributes.get(&"polarity".into()) == Some(&choice("for"));
    (is_for, layer.span(&"s-6666666".into()).is_some())
}

#[test]
fn two_versions_stand_side_by_side_and_a_key_or_a_button_keeps_one() {
    // From where, whether by the key, and whether the other version is what stays.
    for (from, keeps_other, is_for) in [
        ("s-5555555", None, false),
        ("s-5555555", Some("Keep the other"), true),
        ("s-6666666", None, true),
        ("s-6666666", Some("Keep this version"), true),
        ("s-6666666", Some("Keep the other"), false),
    ] {
        let mut window = opened_in("en", Theme::Light);
        at(&mut window, from);
        for words in ["two versions of this record", "this version", "against"] {
            assert!(window.shows(words), "{words}");
        }
        assert!(!window.shows("note Note"));
        match keeps_other {
            None => window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::K),
            Some(button) => window.click(button),
        }
        assert_eq!(standing(&window), (is_for, false), "{from} {keeps_other:?}");
        let focus = window.desk().focus.span().cloned();
        assert_eq!(focus, Some("s-5555555".into()), "the record that stays");
        assert!(!window.shows("two versions of this record"));
        window.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(standing(&window), (false, true));
    }
}

#[test]
fn the_next_incomplete_record_is_one_to_choose_and_removing_one_version_leaves_the_other() {
    let mut window = opened_in("en", Theme::Light);
    window.click("Go to the first");
    assert_eq!(window.desk().focus.span(), Some(&"s-7777777".into()));
    window.key(Key::F8);
    assert_eq!(window.desk().focus.span(), Some(&"s-6666666".into()));
    window.click("Show the other");
    assert_eq!(window.desk().focus.span(), Some(&"s-5555555".into()));
    window.key(Key::Delete);
    assert_eq!(standing(&window), (true, false));
    assert_eq!(window.desk().focus.span(), Some(&"s-5555555".into()));
}

#[test]
fn what_one_side_removed_is_kept_or_removed() {
    for (button, stays) in [("Keep it", true), ("Remove it", false)] {
        let mut window = opened_in("en", Theme::Light);
        at(&mut window, "s-7777777");
        window.click(button);
        let layer = window.layer();
        let span = layer.span(&"s-7777777".into());
        assert_eq!(span.map(|it| it.conflict.is_none()), stays.then_some(true));
    }
}

#[test]
fn links_are_chosen_where_they_stand() {
    let mut window = opened_in("en", Theme::Light);
    at(&mut window, "s-2222222");
    assert!(window.shows("Another version of held by → “Ruiz”"));
    press(&mut window, "Keep the other link");
    assert!(window.layer().link(&"l-3333333".into()).is_none());
    assert!(window.layer().link(&"l-2222222".into()).is_some());
    at(&mut window, "s-4444444");
    press(&mut window, "Keep this link");
    let layer = window.layer();
    let link = layer.link(&"l-4444444".into()).unwrap();
    assert_eq!(link.conflict, None);
}

#[test]
fn of_two_answers_about_the_document_one_is_taken() {
    for (button, answer) in [("Keep calm", "calm"), ("Take angry", "angry")] {
        let mut window = opened_in("en", Theme::Light);
        assert!(window.shows("Mood"));
        window.click(button);
        let layer = window.layer();
        assert_eq!(layer.labels.get(&"mood".into()), Some(&choice(answer)));
        assert!(layer.other_labels.is_empty());
        assert!(!window.shows(button));
    }
}

#[test]
fn pictures_of_what_is_to_be_chosen() {
    for (name, language, theme) in [
        ("choosing-en", "en", Theme::Light),
        ("choosing-fr-dark", "fr", Theme::Dark),
    ] {
        let mut window = opened_in(language, theme);
        window.shot(&format!("{name}-document"));
        for span in ["s-6666666", "s-7777777", "s-4444444"] {
            at(&mut window, span);
            window.shot(&format!("{name}-{span}"));
        }
        assert!(!window.shows("choice-"), "every sentence is there");
    }
    sententia::i18n::set_language_here("en");
}
