//! What the page shows: filters, the list of a place, the records of others, all links.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use proptest::prelude::*;
use sententia::app::action::Action;
use sententia::app::cx::Cx;
use sententia::app::desk::shown::Answers;
use sententia::app::desk::{Desk, Shown};
use sententia::app::keymap::Keymap;
use sententia::app::marks::LayerMarks;
use sententia::app::panel::text::{MarkId, MarkSource as _};
use sententia::app::place::Place;
use sententia::app::record::RecordId;
use sententia::app::session::Session;
use sententia::app::theme::Palette;
use sententia::model::annotation::Layer;
use sententia::model::id::{AnnotatorId, DocumentId, LabelId};
use sententia::model::segment::Unit;
use sententia::store::{Progress, sample};
use sententia::workspace::Workspace;
use sententia::workspace::settings::{Settings, Theme};

use super::window::Window;

const ARTICLE: &str = "01-article.txt";
/// With L: the links of all records.
const LINKS: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn desk(window: &Window) -> &Desk {
    &window.harness.state().session.as_ref().unwrap().desk
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run_steps(3);
}

fn tick(window: &mut Window, name: &str) {
    let node = window.harness.get_by_role_and_label(Role::CheckBox, name);
    node.click();
    window.harness.run_steps(4);
}

/// A source within a target, and the focus on the text at both.
fn nested() -> Window {
    let mut window = Window::open();
    for (range, key) in [(0..3, 'h'), (0..10, 't')] {
        window.ask(Action::FocusText);
        window.ask(Action::Choose(range));
        window.letter(key);
    }
    window.ask(Action::FocusText);
    window.ask(Action::Choose(0..3));
    window
}

fn label_with_focus(window: &Window) -> Option<String> {
    let session = window.harness.state().session.as_ref()?;
    Some(session.record()?.label.to_string())
}

#[test]
fn the_records_of_a_place_are_listed_and_chosen_by_key() {
    let mut window = nested();
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert!(window.shows("2 records here"));
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(label_with_focus(&window).as_deref(), Some("source"));
    assert_eq!(desk(&window).popup, None);
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    window.letter('1');
    assert_eq!(label_with_focus(&window).as_deref(), Some("target"));
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    window.key(Key::Escape);
    assert_eq!(desk(&window).popup, None);
    assert_eq!(window.layer().n_spans(), 2, "no key went to the page");
}

#[test]
fn a_label_is_hidden_and_shown_again() {
    let mut window = nested();
    window.key(Key::F7);
    tick(&mut window, "Source");
    assert!(!window.shows("Source: “"));
    assert!(window.shows("Target: “"));
    assert!(window.shows("Showing 3 of 4 labels"));
    window.key(Key::Escape);
    for _ in 0..3 {
        window.key(Key::Tab);
        assert_eq!(label_with_focus(&window).as_deref(), Some("target"));
    }
    press(&mut window, Modifiers::SHIFT, Key::F7);
    assert!(window.shows("Source: “"));
    assert!(!window.shows("Showing"));
    window.key(Key::Tab);
    assert_eq!(label_with_focus(&window).as_deref(), Some("source"));
}

#[test]
fn the_inspector_says_when_the_chosen_record_is_hidden() {
    let mut window = nested();
    window.key(Key::Tab);
    assert!(!window.shows("Hidden on the page"));
    let mut shown = Shown::default();
    shown.show_label(&LabelId::new("target"), false);
    window.ask(Action::Shown(shown));
    assert!(window.shows("Hidden on the page"));
    // The foot has the button as well; the inspector stands before it.
    let mut buttons = window.harness.get_all_by_label("Show all");
    buttons.next().expect("a button").click();
    drop(buttons);
    window.harness.run_steps(4);
    assert!(!window.shows("Hidden on the page"));
}

#[test]
fn only_what_waits_for_an_answer_is_shown() {
    let mut window = nested();
    window.ask(Action::Choose(4..10));
    window.letter('p');
    window.key(Key::Escape);
    window.key(Key::F7);
    window.click("Incomplete");
    assert!(window.shows("Prediction, incomplete: “"));
    assert!(!window.shows("Source: “"));
    window.key(Key::Escape);
    window.key(Key::F8);
    window.letter('2');
    assert!(
        !window.shows("Prediction, probable: “"),
        "it is complete now"
    );
    assert!(window.shows("Hidden on the page"));
}

fn with_bruno() -> Window {
    let mut window = Window::open();
    window.ask(Action::Go(Place::Document(DocumentId::new(ARTICLE))));
    let mut shown = Shown::default();
    shown.show_other(&AnnotatorId::new("bruno"), true);
    window.ask(Action::Shown(shown));
    window
}

fn layer_of(window: &Window, annotator: &str) -> Layer {
    let session = window.harness.state().session.as_ref().unwrap();
    let layer = session.layer_by(&AnnotatorId::new(annotator)).unwrap();
    Layer::clone(layer)
}

#[test]
fn a_record_of_another_is_read_and_never_changed() {
    let mut window = with_bruno();
    let (anna, bruno) = (layer_of(&window, "anna"), layer_of(&window, "bruno"));
    let node = window
        .harness
        .get_all_by_label_contains("Bruno Keraval: Prediction, certain")
        .next()
        .expect("a mark of Bruno");
    node.click_accesskit();
    window.harness.run_steps(4);
    assert!(
        matches!(&desk(&window).reading, Some(RecordId::Other(by, _)) if by.as_str() == "bruno")
    );
    assert!(window.shows("Record of Bruno Keraval, to be read"));
    window.key(Key::Delete);
    window.key(Key::Backspace);
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(desk(&window).reading, None, "the caret has left it");
    assert_eq!(layer_of(&window, "anna"), anna);
    assert_eq!(layer_of(&window, "bruno"), bruno);
}

#[test]
fn a_label_key_marks_the_words_that_another_marked() {
    let mut window = with_bruno();
    let (anna, bruno) = (layer_of(&window, "anna"), layer_of(&window, "bruno"));
    let theirs = bruno.spans().next().unwrap().clone();
    let by = AnnotatorId::new("bruno");
    window.ask(Action::Read(RecordId::Other(by, theirs.id.clone())));
    window.letter('t');
    assert_eq!(layer_of(&window, "anna").n_spans(), anna.n_spans() + 1);
    let session = window.harness.state().session.as_ref().unwrap();
    assert_eq!(session.record().unwrap().at, theirs.at);
    assert_eq!(layer_of(&window, "bruno"), bruno);
}

#[test]
fn all_links_are_switched_on_by_key_and_kept() {
    let mut window = Window::open();
    assert!(!window.harness.state().settings.all_links);
    press(&mut window, LINKS, Key::L);
    assert!(window.harness.state().settings.all_links);
}

/// The sample, as Anna works on its first text.
fn session() -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    sample::unpack(&folder.path().join("p")).unwrap();
    let (workspace, report) =
        Workspace::open(&folder.path().join("p"), "anna", &Progress::default()).unwrap();
    let mut session = Session::new(workspace, report, Desk::new(Unit::Clause));
    let document = session.workspace.project().documents[&DocumentId::new(ARTICLE)].clone();
    session.desk.open(&document);
    (folder, session)
}

fn ids(marks: &LayerMarks<'_>, length: usize) -> Vec<MarkId> {
    marks
        .marks_in(0..length)
        .into_iter()
        .map(|it| it.id)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_painted_ticked_and_linked_is_what_the_filter_lets_through(
        labels_off in prop::collection::btree_set(prop::sample::select(vec!["prediction", "stance", "source", "target"]), 0..4),
        answers in prop::sample::select(Answers::ALL.to_vec()),
        own: bool,
        with_other: bool,
    ) {
        let (_folder, mut session) = session();
        session.desk.shown = Shown {
            labels_off: labels_off.into_iter().map(LabelId::new).collect(),
            answers,
            own,
            others: with_other.then(|| AnnotatorId::new("bruno")).into_iter().collect(),
        };
        let settings = Settings { all_links: true, ..Settings::default() };
        let (keymap, _) = Keymap::new(None);
        let cx = Cx { settings: &settings, keymap: &keymap, palette: Palette::LIGHT, session: Some(&session) };
        let document = session.document().unwrap();
        let marks = LayerMarks::new(&cx, &session, document);
        let painted = ids(&marks, document.text.as_str().len());
        let distinct: BTreeSet<&MarkId> = painted.iter().collect();
        prop_assert_eq!(distinct.len(), painted.len());
        let project = session.workspace.project();
        let wanted = session.layer().unwrap().spans().filter(|it| session.shows(it)).count();
        let others = session.layer_by(&AnnotatorId::new("bruno")).unwrap();
        let others = others.spans().filter(|it| with_other && session.desk.shown.shows(project, it)).count();
        prop_assert_eq!(painted.len(), wanted + others);
        prop_assert_eq!(marks.ticks().len(), painted.len());
        for link in marks.links_in(0..document.text.as_str().len()) {
            prop_assert!(distinct.contains(&link.from) && distinct.contains(&link.to));
        }
    }
}

#[test]
fn pictures_of_what_is_shown() {
    let Some(folder) = std::env::var_os("SHOTS") else {
        return;
    };
    let shot = |window: &mut Window, name: &str| {
        let picture = window.harness.render().expect("a picture");
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        picture.save(path).expect("saved");
    };
    for (language, theme, end) in [("en", Theme::Light, ""), ("fr", Theme::Dark, "-dark")] {
        let mut window = Window::open_in(language);
        window.ask(Action::settings(move |it| it.theme = theme));
        window.ask(Action::Go(Place::Document(DocumentId::new(ARTICLE))));
        press(&mut window, LINKS, Key::L);
        shot(&mut window, &format!("shown-links{end}"));
        for _ in 0..4 {
            window.key(Key::Tab);
        }
        shot(&mut window, &format!("shown-links-chosen{end}"));
        press(&mut window, Modifiers::ALT, Key::ArrowDown);
        shot(&mut window, &format!("shown-list{end}"));
        window.key(Key::Escape);
        window.letter('h');
        shot(&mut window, &format!("shown-prompt{end}"));
        window.key(Key::Escape);
        window.key(Key::Escape);
        press(&mut window, LINKS, Key::L);
        let mut shown = Shown::default();
        shown.show_label(&LabelId::new("source"), false);
        shown.show_other(&AnnotatorId::new("bruno"), true);
        window.ask(Action::Shown(shown));
        window.key(Key::F7);
        shot(&mut window, &format!("shown-panel{end}"));
        window.key(Key::Escape);
        let by = AnnotatorId::new("bruno");
        let first = layer_of(&window, "bruno")
            .spans()
            .nth(1)
            .unwrap()
            .id
            .clone();
        window.ask(Action::Read(RecordId::Other(by, first)));
        window.harness.hover_at(egui::pos2(480.0, 240.0));
        window.harness.run_steps(20);
        shot(&mut window, &format!("shown-other{end}"));
        window.ask(Action::Shown(Shown::default()));
        window.ask(Action::Go(Place::Document(DocumentId::new("02-blog.txt"))));
        for _ in 0..14 {
            window.key(Key::Tab);
        }
        window.harness.run_steps(20);
        shot(&mut window, &format!("shown-zones{end}"));
    }
    sententia::i18n::set_language_here("en");
}
