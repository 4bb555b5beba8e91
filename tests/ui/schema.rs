//! The view of the schema, in the whole window: what is changed there is seen in the text, what touches
//! records is asked about first, and undoing brings all back.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::place::Place;
use sententia::model::id::DocumentId;
use sententia::model::project::Project;
use sententia::model::schema::Label;
use sententia::workspace::settings::{Settings, Theme};

use super::window::Window;
use crate::formats::schemes::file;

fn open(language: &str) -> Window {
    let mut window = Window::open_in(language);
    window.ask(Action::Go(Place::Document(DocumentId::new(
        "01-article.txt",
    ))));
    window.ask(Action::Command("file.schema"));
    window.harness.run_steps(4);
    window
}

fn project(window: &Window) -> &Project {
    window
        .harness
        .state()
        .session
        .as_ref()
        .unwrap()
        .workspace
        .project()
}

fn label<'a>(window: &'a Window, id: &str) -> Option<&'a Label> {
    let schema = &project(window).schema;
    schema.labels.iter().find(|it| it.id.as_str() == id)
}

fn records(window: &Window, id: &str) -> usize {
    let layers = project(window).all_layers();
    layers
        .flat_map(|it| it.1.spans())
        .filter(|it| it.label.as_str() == id)
        .count()
}

/// Chooses a row of the list at the left.
fn row(window: &mut Window, name: &str) {
    window
        .harness
        .get_by_role_and_label(Role::ListBoxOption, name)
        .scroll_to_me();
    window.harness.run_steps(4);
    window
        .harness
        .get_by_role_and_label(Role::ListBoxOption, name)
        .click();
    window.harness.run_steps(4);
}

fn press(window: &mut Window, name: &str) {
    window
        .harness
        .get_by_role_and_label(Role::Button, name)
        .click();
    window.harness.run_steps(4);
}

/// Types into a field in the place of what stands there, and leaves it.
fn fill(window: &mut Window, name: &str, text: &str) {
    window
        .harness
        .get_by_role_and_label(Role::TextInput, name)
        .focus();
    window.harness.run_steps(2);
    window.keys(Modifiers::COMMAND, Key::A);
    window.types(text);
    window.key(Key::Enter);
    window.harness.run_steps(4);
}

#[test]
fn a_new_name_is_seen_on_the_label_bar_and_undone_in_one_step() {
    let mut window = open("en");
    fill(&mut window, "Name · English", "Forecast");
    assert_eq!(
        label(&window, "prediction").unwrap().name.get("en"),
        "Forecast"
    );
    window.key(Key::Escape);
    assert!(window.shows("Forecast"), "on the label bar");
    window.ask(Action::Undo);
    assert_eq!(
        label(&window, "prediction").unwrap().name.get("en"),
        "Prediction"
    );
}

#[test]
fn a_label_with_records_goes_only_when_agreed_and_comes_back_whole() {
    let mut window = open("en");
    let before = project(&window).clone();
    let n = records(&window, "prediction");
    assert!(n > 0);
    press(&mut window, "Delete label");
    assert!(window.shows("This change touches records"));
    window.shot("schema-impact");
    press(&mut window, "Cancel");
    assert_eq!(records(&window, "prediction"), n, "nothing was done");
    press(&mut window, "Delete label");
    press(&mut window, "Apply");
    assert_eq!(
        (
            records(&window, "prediction"),
            label(&window, "prediction").is_none()
        ),
        (0, true)
    );
    window.keys(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(4);
    assert!(*project(&window) == before, "everything is back");
    assert!(window.shows("Prediction"));
}

#[test]
fn a_key_that_is_taken_is_said_at_once() {
    let mut window = open("en");
    window
        .harness
        .get_by_role_and_label(Role::TextInput, "Key")
        .focus();
    window.harness.run_steps(2);
    window.types("s");
    assert!(window.shows("The key “s” is taken: Stance has it too."));
    window.shot("schema-clash");
}

#[test]
fn labels_are_added_by_name_and_questions_to_them() {
    let mut window = open("en");
    fill(&mut window, "New label", "Soft hint");
    let made = label(&window, "soft_hint").unwrap();
    assert_eq!(made.name.get("en"), "Soft hint");
    fill(&mut window, "New question", "How soft");
    assert_eq!(
        label(&window, "soft_hint").unwrap().attributes[0]
            .id
            .as_str(),
        "how_soft"
    );
    window.shot("schema-question");
    press(&mut window, "Remove How soft");
    assert!(label(&window, "soft_hint").unwrap().attributes.is_empty());
}

#[test]
fn a_label_is_split_by_an_answer_for_every_annotator() {
    let mut window = open("en");
    let n = records(&window, "prediction");
    press(&mut window, "Split…");
    window.shot("schema-split");
    press(&mut window, "Go on…");
    window.shot("schema-split-impact");
    press(&mut window, "Apply");
    let parts = ["possible", "probable", "certain"];
    let parts = parts.map(|it| records(&window, &format!("prediction_{it}")));
    assert_eq!(
        parts.iter().sum::<usize>() + records(&window, "prediction"),
        n
    );
    assert!(parts.iter().sum::<usize>() > 0);
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let mut window = open("en");
    fill(&mut window, "Name · English", " ");
    assert_eq!(
        label(&window, "prediction").unwrap().name.get("en"),
        "Prediction"
    );
    assert!(
        window
            .harness
            .query_all_by_label_contains("needs a name")
            .next()
            .is_some()
    );
}

#[test]
fn configurations_of_other_programs_are_taken_in() {
    let mut window = open("en");
    for (name, id) in [
        ("annotation.conf", "Town_council"),
        ("inception-layers.json", "Claim"),
        ("doccano.json", "Refus ferme"),
        ("label-studio.xml", "Speaker"),
    ] {
        let n = project(&window).schema.labels.len();
        press(&mut window, "Import…");
        let path = file(name);
        fill(
            &mut window,
            "File or project folder",
            path.to_str().unwrap(),
        );
        window.shot(&format!("schema-import-{name}"));
        press(&mut window, "Import");
        assert!(label(&window, id).is_some(), "{name}");
        assert!(project(&window).schema.labels.len() > n);
        press(&mut window, "Undo");
        assert!(label(&window, id).is_none(), "{name}");
    }
}

#[test]
fn targets_are_renamed_added_and_made_one() {
    let mut window = open("en");
    row(&mut window, "Targets");
    window.shot("schema-targets");
    fill(&mut window, "New target", "Night trains");
    assert!(
        project(&window)
            .targets
            .contains_key(&"night-trains".into())
    );
    fill(
        &mut window,
        "Name of the target Night trains",
        "Night buses",
    );
    assert_eq!(
        project(&window).target_name(&"night-trains".into()),
        "Night buses"
    );
}

#[test]
fn the_view_in_light_dark_and_french() {
    for (language, theme, name) in [
        ("en", Theme::Light, "schema-light"),
        ("fr", Theme::Dark, "schema-dark-french"),
    ] {
        let mut window = open(language);
        window.ask(Action::settings(move |it: &mut Settings| it.theme = theme));
        window.shot(name);
        let certainty = if language == "fr" {
            "Certitude"
        } else {
            "Certainty"
        };
        press(&mut window, certainty);
        window.shot(&format!("{name}-question"));
        let link = if language == "fr" {
            "tenue par"
        } else {
            "held by"
        };
        if window.shows(link) {
            row(&mut window, link);
            window.shot(&format!("{name}-link"));
        }
        assert!(window.shows(if language == "fr" {
            "La barre des étiquettes"
        } else {
            "The label bar"
        }));
    }
}
