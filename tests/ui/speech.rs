//! Work without eyes: records found by name, words chosen from outside, and what is said after each act.

use egui::accesskit::{
    Action, ActionData, ActionRequest, Live, TextPosition, TextSelection, TreeId,
};
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use sententia::app::App;
use sententia::app::action::Action as Act;
use sententia::i18n;

use super::window::Window;

/// What the live region says now.
fn said(window: &Window) -> String {
    fn live(node: &AccessKitNode<'_>) -> Option<String> {
        let own = (node.data().live() == Some(Live::Polite)).then(|| node.label());
        own.flatten()
            .or_else(|| node.children().find_map(|it| live(&it)))
    }
    let root = window.harness.root();
    live(&root.accesskit_node()).unwrap_or_default()
}

/// Has assistive technology select words of the open text, the first time they are there.
fn select(window: &mut Window, words: &str) {
    let (target, wanted) = {
        let document = window.harness.get_by_label_contains("Text of “");
        let node = document.accesskit_node();
        let text = node.document_range().text();
        let at = text.find(words).expect("the words are on screen");
        let place = |byte: usize| -> TextPosition {
            let characters = text[..byte].chars().count();
            node.text_position_from_global_usv_index(characters)
                .unwrap()
                .to_raw()
        };
        let wanted = TextSelection {
            anchor: place(at),
            focus: place(at + words.len()),
        };
        (node.locate().0, wanted)
    };
    window
        .harness
        .event(Event::AccessKitActionRequest(ActionRequest {
            action: Action::SetTextSelection,
            target_node: target,
            target_tree: TreeId::ROOT,
            data: Some(ActionData::SetTextSelection(wanted)),
        }));
    window.harness.run_steps(4);
}

fn text(window: &Window) -> String {
    let session = window.harness.state().session.as_ref().unwrap();
    session.document().unwrap().text.as_str().to_owned()
}

#[test]
fn words_selected_from_outside_become_a_record_at_their_place() {
    let mut window = Window::open();
    let text = text(&window);
    let words: String = text
        .lines()
        .find(|it| it.split(' ').count() > 12)
        .unwrap()
        .to_owned();
    let words = words
        .split(' ')
        .skip(3)
        .take(4)
        .collect::<Vec<_>>()
        .join(" ");
    let words = words.trim_end_matches(|it: char| !it.is_alphanumeric());
    select(&mut window, words);
    window.letter('p');
    assert_eq!(&text[window.record().extent()], words);
    assert!(
        said(&window).starts_with("Prediction added, "),
        "{}",
        said(&window)
    );
}

#[test]
fn a_record_is_chosen_answered_and_heard_by_name_alone() {
    let mut window = Window::open();
    window.ask(Act::Choose(0..3));
    window.letter('p');
    window.ask(Act::FocusText);
    let open = window
        .harness
        .get_by_label_contains("Prediction, incomplete: “");
    let detail = open.accesskit_node().description().unwrap_or_default();
    assert!(detail.contains("open: "), "{detail}");
    open.click_accesskit();
    window.harness.run_steps(4);
    window.letters("23");
    let whole = window.harness.get_by_label_contains("Prediction, probable");
    assert_eq!(whole.accesskit_node().is_selected(), Some(true));
    assert!(said(&window).ends_with(", complete"), "{}", said(&window));
    let document = window.harness.get_by_label_contains("Text of “");
    let active = document.accesskit_node().active_descendant().unwrap();
    assert_eq!(active.label(), whole.accesskit_node().label());
}

#[test]
fn the_text_has_the_focus_and_what_a_label_key_would_mark_is_selected() {
    let mut window = Window::open();
    window.key(Key::ArrowRight);
    let document = window.harness.get_by_label_contains("Text of “");
    let node = document.accesskit_node();
    assert!(node.is_focused());
    let session = window.harness.state().session.as_ref().unwrap();
    let text = text(&window);
    assert_eq!(
        node.text_selection().unwrap().text(),
        text[session.desk.caret.range()]
    );
}

#[test]
fn undoing_is_said_and_so_is_another_document() {
    let mut window = Window::open();
    assert!(said(&window).ends_with(", 0 records"), "{}", said(&window));
    window.letter('p');
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(3);
    assert_eq!(said(&window), "undone: mark Prediction");
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.harness.run_steps(3);
    assert!(
        said(&window).starts_with("done again: mark Prediction, "),
        "{}",
        said(&window)
    );
    window.ask(Act::NextDocument(-1));
    let title = |app: &App| {
        app.session
            .as_ref()
            .unwrap()
            .document()
            .unwrap()
            .title()
            .to_owned()
    };
    assert!(said(&window).starts_with(&title(window.harness.state())));
}

#[test]
fn moving_about_says_nothing() {
    let mut window = Window::open();
    window.letter('p');
    window.ask(Act::FocusText);
    let before = said(&window);
    for key in [Key::ArrowRight, Key::ArrowDown, Key::ArrowLeft] {
        window.key(key);
        assert_eq!(said(&window), before);
    }
}

#[test]
fn what_is_said_is_said_in_french() {
    let mut window = Window::open_in("fr");
    window.letter('p');
    assert!(
        said(&window).starts_with("ajouté : Prédiction, "),
        "{}",
        said(&window)
    );
    i18n::set_language_here("en");
}

#[test]
fn a_record_is_described_with_its_links_and_who_made_it() {
    let mut window = Window::open();
    window.ask(Act::Choose(0..3));
    window.letter('h');
    window.ask(Act::FocusText);
    window.ask(Act::Choose(4..10));
    window.letters("p1h");
    window.letter('f');
    let text = text(&window);
    let described = |name: &str| {
        let marks = window.harness.get_all_by_role(Role::Mark);
        let mark = marks
            .map(|it| it.accesskit_node())
            .find(|it| it.label().is_some_and(|label| label.starts_with(name)));
        mark.unwrap().description().unwrap_or_default()
    };
    let source = described("Source: “");
    let prediction = described("Prediction, ");
    let (holder, held) = (&text[0..3], &text[4..10]);
    assert!(
        prediction.contains(&format!("held by: “{holder}”")),
        "{prediction}"
    );
    assert!(
        source.contains(&format!("held by, from “{held}”")),
        "{source}"
    );
    for it in [source, prediction] {
        assert!(it.contains("by Anna Lescure, "), "{it}");
    }
}

#[test]
fn the_hit_one_is_brought_to_is_said_with_the_words_around_it() {
    let text = "L’été sera long : les prix baisseront.\nLe prix de l’ÉTÉ, nul ne le connaît.\n";
    let mut window = Window::on_text(text, "fr");
    window.keys(Modifiers::COMMAND, Key::F);
    window.types("ete");
    assert_eq!(
        said(&window),
        "1 sur 2\u{A0}: «\u{A0}L’été sera long : les prix baisseront.\u{A0}»"
    );
    window.key(Key::Enter);
    let second = "«\u{A0}Le prix de l’ÉTÉ, nul ne le connaît.\u{A0}»";
    assert_eq!(said(&window), format!("2 sur 2\u{A0}: {second}"));
    let first = window.harness.get_by_label_contains("Occurrence 1\u{A0}: ");
    first.click_accesskit();
    window.harness.run_steps(4);
    assert_eq!(window.chosen(), "été");
    i18n::set_language_here("en");
}
