//! The list of steps: going back and forward from it, across documents and restarts, narrowing it, reading
//! what others did. And *Undo* where it leads elsewhere.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use jiff::Timestamp;
use sententia::app::action::Action;
use sententia::app::desk::StepsAct;
use sententia::app::desk::steps::Trail;
use sententia::app::place::Place;
use sententia::app::session::Session;
use sententia::model::annotation::Status;
use sententia::model::history::StepName;
use sententia::model::id::{AnnotatorId, DocumentId};
use sententia::model::timeline::{Entry, Spot};
use sententia::workspace::settings::Theme;

use super::window::Window;

const HERE: &str = "09-feature.txt";
const THERE: &str = "06-rapport.md";

fn session(window: &Window) -> &Session {
    window.harness.state().session.as_ref().unwrap()
}

fn n_undo(window: &Window) -> usize {
    session(window).workspace.history().n_undo()
}

fn document(window: &Window) -> &str {
    window.desk().document.as_ref().unwrap().as_str()
}

fn go(window: &mut Window, document: &str) {
    window.ask(Action::Go(Place::Document(DocumentId::new(document))));
}

/// Marks the words at the caret, and goes on.
fn mark(window: &mut Window, key: char) {
    window.letter(key);
    window.key(Key::Escape);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
}

/// Three marks in a text, then the status of another text and a mark in it.
fn with_steps(language: &str) -> Window {
    let mut window = Window::open_in(language);
    for key in ['p', 's', 'p'] {
        mark(&mut window, key);
    }
    let there = DocumentId::new(THERE);
    window.ask(Action::Go(Place::Document(there.clone())));
    window.ask(Action::SetStatus(there, Status::InProgress));
    mark(&mut window, 'h');
    assert_eq!(n_undo(&window), 5);
    window
}

fn with_list(language: &str) -> Window {
    let mut window = with_steps(language);
    window.keys(Modifiers::COMMAND, Key::H);
    window
}

/// The names of the steps on screen, from above.
fn listed(window: &Window) -> Vec<String> {
    let rows = window
        .harness
        .get_all(By::new().role(Role::ListBoxOption))
        .filter(|it| {
            it.accesskit_node()
                .bounding_box()
                .is_some_and(|it| it.x0 > 900.0)
        })
        .filter_map(|it| it.accesskit_node().label());
    rows.map(|it| {
        it.rsplit_once(", ")
            .map_or(it.clone(), |it| it.0.to_owned())
    })
    .collect()
}

#[test]
fn steps_are_gone_back_to_and_forward_again_across_documents() {
    let mut window = with_list("en");
    let rows = listed(&window);
    assert_eq!(rows.len(), 6, "{rows:?}");
    assert!(rows[0].starts_with("Mark Source “"), "{rows:?}");
    let before = session(&window).workspace.project().clone();
    for _ in 0..3 {
        window.key(Key::ArrowDown);
    }
    assert!(window.shows("Back 3 steps"));
    window.key(Key::Enter);
    assert_eq!((n_undo(&window), document(&window)), (2, HERE));
    assert_eq!(window.layer().n_spans(), 2);
    assert!(window.shows("Went back 3 steps"));
    window.key(Key::Home);
    assert!(window.shows("Forward 3 steps"));
    window.key(Key::Enter);
    assert_eq!((n_undo(&window), document(&window)), (5, THERE));
    assert_eq!(session(&window).workspace.project().layers, before.layers);
    window.key(Key::End);
    window.key(Key::Enter);
    assert_eq!(n_undo(&window), 0);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(n_undo(&window), 1, "the key of Redo holds in the list");
}

#[test]
fn a_click_goes_to_a_step_after_a_restart() {
    let mut window = with_steps("en");
    let root = session(&window).workspace.root().to_owned();
    window.ask(Action::Steps(StepsAct::To(4)));
    window.ask(Action::CloseProject);
    window.until("the project is closed", |app| app.session.is_none());
    window.ask(Action::Open(root));
    window.until("the project is open", |app| app.session.is_some());
    window.keys(Modifiers::COMMAND, Key::H);
    let rows = listed(&window);
    assert_eq!((rows.len(), n_undo(&window)), (6, 4), "{rows:?}");
    let stance = window.harness.get_by_label_contains("Mark Stance");
    stance.click();
    window.harness.run_steps(4);
    assert_eq!((n_undo(&window), document(&window)), (2, HERE));
    window.harness.get_by_label_contains("Mark Source").click();
    window.harness.run_steps(4);
    assert_eq!((n_undo(&window), document(&window)), (5, THERE));
}

#[test]
fn the_place_of_a_step_is_shown_without_changing_anything() {
    let mut window = with_list("en");
    let revision = session(&window).workspace.revision();
    window.key(Key::End);
    window.key(Key::ArrowUp);
    window.keys(Modifiers::ALT, Key::Enter);
    assert_eq!((document(&window), n_undo(&window)), (HERE, 5));
    assert_eq!(session(&window).workspace.revision(), revision);
    let first = window.layer().spans().next().unwrap().extent();
    assert_eq!(window.desk().caret.range(), first);
    window.key(Key::Escape);
    window.letter('t');
    assert_ne!(
        session(&window).workspace.revision(),
        revision,
        "the text has the keys again"
    );
}

#[test]
fn the_list_is_narrowed_by_document_and_by_words() {
    let mut window = with_list("en");
    window.click("This document only");
    assert_eq!(listed(&window).len(), 3, "two steps, and before them");
    window.click("This document only");
    window.harness.get_by_label("Filter steps…").focus();
    window.harness.run_steps(2);
    window.types("STANCE mark");
    assert_eq!(listed(&window).len(), 2, "{:?}", listed(&window));
    window.key(Key::Backspace);
    window.types("x");
    let words = listed(&window);
    assert_eq!(words, ["Before all these steps"], "nothing else fits");
}

#[test]
fn letters_lead_to_the_next_step_that_begins_with_them() {
    let mut window = with_list("en");
    window.letters("sta");
    window.harness.run_steps(2);
    assert!(
        window.shows("Back 1 step"),
        "the status is the last but one"
    );
    window.harness.input_mut().time = Some(100.0);
    window.harness.run_steps(2);
    window.letters("mark st");
    assert!(!window.shows("Back 1 step"));
}

#[test]
fn what_another_annotator_did_can_be_read() {
    let mut window = with_steps("en");
    window.ask(Action::AddAnnotator("Zoe".to_owned()));
    assert!(n_undo(&window) <= 1, "each has steps of their own");
    window.keys(Modifiers::COMMAND, Key::H);
    window.ask(Action::Steps(StepsAct::Read(AnnotatorId::new("anna"))));
    window.until("the journal is read", |app| {
        app.session
            .as_ref()
            .is_some_and(|it| it.desk.steps.read.is_some())
    });
    window.until_shown("Mark Stance");
    assert_eq!(listed(&window).len(), 5, "nothing to go back to");
    let revision = session(&window).workspace.revision();
    window.harness.get_by_label_contains("Mark Stance").click();
    window.harness.run_steps(4);
    assert_eq!(document(&window), HERE, "a click shows the place");
    assert_eq!(session(&window).workspace.revision(), revision);
}

#[test]
fn undo_that_leads_elsewhere_says_what_it_undid() {
    let mut window = with_steps("en");
    go(&mut window, HERE);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&window), THERE);
    assert!(window.shows("Undone: mark Source"));
    let texts: Vec<_> = window
        .harness
        .get_all(By::new().role(Role::Status))
        .filter_map(|it| it.accesskit_node().label())
        .collect();
    assert!(
        texts
            .iter()
            .any(|it| it.starts_with("Undone: mark Source. ")),
        "what, then where: {texts:?}"
    );
}

#[test]
fn a_hundred_thousand_steps_draw_only_the_rows_in_sight() {
    let mut window = with_list("en");
    let entry = |n: u64| Entry {
        n,
        when: Timestamp::from_second(1_700_000_000 + n as i64 * 60).unwrap(),
        name: StepName {
            key: "step-mark".to_owned(),
            detail: format!("label {n}"),
        },
        spot: Some(Spot {
            document: DocumentId::new(if n % 500 < 250 { HERE } else { THERE }),
            record: None,
            range: Some(0..4),
        }),
        others: Box::default(),
    };
    let trail = Trail {
        who: AnnotatorId::new("anna"),
        entries: (1..=100_000).map(entry).collect(),
        undone: BTreeSet::new(),
    };
    let session = window.harness.state_mut().session.as_mut().unwrap();
    session.desk.steps.read = Some(Arc::new(trail));
    window.harness.run_steps(2);
    let rows = listed(&window);
    assert!((5..40).contains(&rows.len()), "{}", rows.len());
    assert!(rows[0].starts_with("Mark label 100000"), "{rows:?}");
    window.key(Key::End);
    window.harness.run_steps(30);
    let rows = listed(&window);
    assert!((5..40).contains(&rows.len()), "{}", rows.len());
    assert!(
        rows.last().unwrap().starts_with("Mark label 1 "),
        "{rows:?}"
    );
}

#[test]
fn without_steps_the_list_says_what_it_is() {
    let mut window = Window::open();
    window.keys(Modifiers::COMMAND, Key::H);
    assert!(window.shows("No steps yet"));
    window.click("Close the history");
    assert!(!window.shows("No steps yet"));
}

#[test]
fn pictures() {
    if std::env::var_os("SHOTS").is_none() {
        return;
    }
    for (language, theme) in [("en", Theme::Light), ("fr", Theme::Dark)] {
        let mut window = with_list(language);
        window.ask(Action::settings(move |it| it.theme = theme));
        window.harness.run_steps(5);
        window.shot(&format!("steps-{language}"));
        window.key(Key::ArrowDown);
        window.key(Key::ArrowDown);
        window.shot(&format!("steps-{language}-aim"));
        window.key(Key::Enter);
        window.harness.run_steps(5);
        window.shot(&format!("steps-{language}-back"));
        window.key(Key::Escape);
        window.keys(Modifiers::COMMAND, Key::Comma);
        window.harness.run_steps(9);
        window.shot(&format!("settings-{language}"));
    }
}
