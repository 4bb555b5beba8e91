//! What the panels do beyond one record: notes, links and their jumps, lists, menus, the bars.

use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sententia::app::action::Action;
use sententia::model::annotation::Status;
use sententia::model::id::TargetId;
use sententia::model::value::Value;

use super::window::{Window, choice};

/// A source over the first word and a prediction held by it, which has the focus.
fn linked() -> Window {
    let mut window = Window::open();
    window.ask(Action::Choose(0..3));
    window.letter('h');
    window.ask(Action::FocusText);
    window.ask(Action::Choose(4..10));
    window.letters("p1hf");
    assert_eq!(window.layer().n_links(), 1);
    window
}

fn focus(window: &Window) -> Option<String> {
    let desk = &window.harness.state().session.as_ref().unwrap().desk;
    desk.focus.span().map(ToString::to_string)
}

#[test]
fn a_note_is_kept_when_its_field_is_left() {
    let mut window = Window::open();
    window.letter('p');
    window.harness.get_by_role(Role::MultilineTextInput).focus();
    window.harness.run_steps(2);
    window
        .harness
        .get_by_role(Role::MultilineTextInput)
        .type_text("ironique ?");
    window.harness.run_steps(2);
    window.key(Key::Escape);
    window.harness.run_steps(2);
    assert_eq!(window.record().note, "ironique ?");
}

#[test]
fn a_link_leads_to_its_other_end_and_can_be_removed() {
    let mut window = linked();
    let prediction = focus(&window);
    window
        .harness
        .get_by_role_and_label(Role::Button, "The")
        .click();
    window.harness.run_steps(4);
    let source = focus(&window);
    assert_ne!(source, prediction, "jumped to the source");
    assert!(
        window.shows("held by ←"),
        "the link is listed there as well"
    );
    window.click("×");
    assert_eq!(window.layer().n_links(), 0);
    assert_eq!(window.layer().n_spans(), 2);
}

#[test]
fn a_link_is_made_by_clicking_its_end() {
    let mut window = Window::open();
    window.ask(Action::Choose(0..3));
    window.letter('h');
    window.ask(Action::FocusText);
    window.ask(Action::Choose(4..10));
    window.letters("p1");
    window.click("+ held by");
    window.harness.get_by_label("Source: “The”").click();
    window.harness.run_steps(4);
    let layer = window.layer();
    let link = layer.links().next().expect("a link");
    assert_eq!(layer.span(&link.to).unwrap().extent(), 0..3);
    assert_eq!(
        focus(&window),
        Some(link.from.to_string()),
        "the focus stays"
    );
}

#[test]
fn what_begins_a_word_comes_first_in_the_list_of_targets() {
    let mut window = Window::open();
    window.letters("s1");
    window.harness.run_steps(2);
    window.letters("tr");
    let rows: Vec<String> = window
        .harness
        .get_all_by_role(Role::ListBoxOption)
        .filter_map(|it| it.accesskit_node().label())
        .filter(|it| !it.contains(", "))
        .collect();
    assert_eq!(
        rows[0], "Vitesse et tracé de la ligne",
        "before “… ou un autre …”"
    );
    assert_eq!(rows.last().unwrap(), "Add “tr”");
    assert!(rows.len() > 2, "{rows:?}");
    window.key(Key::Enter);
    assert_eq!(
        window.answer("target"),
        Some(Value::Target(TargetId::new("trace")))
    );
}

#[test]
fn a_target_is_chosen_by_click_and_given_again_by_enter() {
    let mut window = Window::open();
    window.letter('s');
    window.click("Polarity · for");
    window.click("Navettes autonomes");
    let navettes = Some(Value::Target(TargetId::new("navettes")));
    assert_eq!(window.answer("target"), navettes);
    window.ask(Action::FocusText);
    window.key(Key::ArrowRight);
    window.letters("s2");
    window.harness.run_steps(2);
    window.key(Key::Enter);
    let layer = window.layer();
    let last = layer.spans().last().unwrap();
    assert_eq!(
        last.attributes.get(&"target".into()).cloned(),
        navettes,
        "the one used last is first"
    );
    assert_eq!(
        last.attributes.get(&"polarity".into()).cloned(),
        Some(choice("against"))
    );
}

#[test]
fn a_document_is_opened_from_the_list_and_its_status_set_beside() {
    let mut window = Window::open();
    window
        .harness
        .get_by_label_contains("Laissez-nous les compter, Begun")
        .click();
    window.harness.run_steps(4);
    assert!(
        window.shows("encoding"),
        "the inspector says what is known of it"
    );
    let done = window
        .harness
        .get_all_by_role_and_label(Role::RadioButton, "Done");
    done.last().unwrap().click();
    window.harness.run_steps(4);
    assert!(window.shows("Laissez-nous les compter, Done"));
}

#[test]
fn the_foot_leads_to_what_is_incomplete() {
    let mut window = Window::open();
    window.letter('p');
    let prediction = focus(&window);
    window.ask(Action::FocusText);
    window.click("1 incomplete");
    assert_eq!(focus(&window), prediction);
    window.letter('3');
    assert!(!window.shows("incomplete"));
    assert_eq!(window.layer().status, Status::InProgress);
}

#[test]
fn menus_run_commands_and_show_what_is_on() {
    let mut window = Window::open();
    assert!(window.shows("Filter…"));
    window.click("View");
    window.click("Documents F2");
    assert!(!window.shows("Filter…"), "the list is away");
    window.key(Key::F2);
    assert!(window.shows("Filter…"));
    window.click("Edit");
    let undo = window.harness.get_by_label_contains("Undo");
    assert!(undo.accesskit_node().is_disabled(), "nothing to undo");
}

#[test]
fn who_labels_is_asked_from_the_bar() {
    let mut window = Window::open();
    window.click("Anna Lescure");
    assert!(window.shows("Who labels?"));
    window.key(Key::Escape);
    window.harness.run_steps(2);
    assert!(!window.shows("Who labels?"));
}

#[test]
fn keys_pressed_in_a_field_are_not_commands() {
    let mut window = Window::open();
    window.ask(Action::FocusFilter);
    window.letters("ps");
    assert_eq!(window.layer().n_spans(), 0, "no label was given");
}
