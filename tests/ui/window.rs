//! Each panel of the window, found and operated by accessible name, as a screen reader would.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sententia::app::App;
use sententia::app::action::Action;
use sententia::app::place::Place;
use sententia::i18n;
use sententia::model::annotation::{Layer, Span, Status};
use sententia::model::id::{AttributeId, DocumentId};
use sententia::model::value::Value;
use sententia::store::schemas::Template;
use sententia::store::{create, sample};
use sententia::workspace::settings::{Settings, Theme};
use tempfile::TempDir;

use super::soft::SoftRenderer;
use crate::fixture;

/// The window on the sample project, at a text that nobody has labelled yet.
pub struct Window {
    pub harness: Harness<'static, App>,
    _folder: TempDir,
}

const UNTOUCHED: &str = "09-feature.txt";

impl Window {
    pub fn open() -> Self {
        Self::open_in("en")
    }

    /// The window on one text of one's own, without records.
    pub fn on_text(text: &str, language: &str) -> Self {
        Self::on_text_with(text, language, Theme::Light)
    }

    pub fn on_text_with(text: &str, language: &str, theme: Theme) -> Self {
        i18n::set_language_here(language);
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("project");
        let mut start = Template::by_id("stance-prediction")
            .unwrap()
            .project("un essai", "fr")
            .unwrap();
        let document = fixture::document("un.txt", text);
        start.order = Arc::new(vec![document.id.clone()]);
        start.documents = Arc::new([(document.id.clone(), document)].into());
        create::from_project(&project, &start, &BTreeMap::new()).unwrap();
        let mut window = Self::on_project(folder, language, theme);
        window.ask(Action::Go(Place::Document(DocumentId::new("un.txt"))));
        window
    }

    /// The window on the folder `project` of a folder.
    pub fn on_project(folder: TempDir, language: &str, theme: Theme) -> Self {
        i18n::set_language_here(language);
        let settings = Settings {
            theme,
            language: language.to_owned(),
            annotator: "anna".to_owned(),
            coach: false,
            ..Settings::default()
        };
        let mut window = Self {
            harness: harness_with(&folder.path().join("project"), settings),
            _folder: folder,
        };
        window.until("the project is open", |app| app.session.is_some());
        window
    }

    /// Presses a key with modifiers.
    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    /// Types text at once, as an input method does.
    pub fn types(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.harness.run_steps(3);
    }

    pub fn desk(&self) -> &sententia::app::desk::Desk {
        &self.harness.state().session.as_ref().unwrap().desk
    }

    /// The words that a label key would mark.
    pub fn chosen(&self) -> String {
        let session = self.harness.state().session.as_ref().unwrap();
        let text = &session.document().unwrap().text;
        text.get(self.desk().caret.range()).unwrap().to_owned()
    }

    /// Keeps a picture to look at, in the folder that the environment names.
    pub fn shot(&mut self, name: &str) {
        if let Some(folder) = std::env::var_os("SHOTS") {
            let picture = self.harness.render().unwrap();
            let file = std::path::PathBuf::from(folder).join(format!("{name}.png"));
            picture.save(file).unwrap();
        }
    }

    pub fn open_in(language: &str) -> Self {
        i18n::set_language_here(language);
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("project");
        sample::unpack(&project).unwrap();
        let mut window = Self {
            harness: harness(&project),
            _folder: folder,
        };
        window.until("the project is open", |app| app.session.is_some());
        window.ask(Action::Go(Place::Document(DocumentId::new(UNTOUCHED))));
        window
    }

    /// Draws frames until the window is in a state; fails after half a minute.
    pub fn until(&mut self, what: &str, reached: impl Fn(&App) -> bool) {
        let patience = Instant::now() + Duration::from_secs(30);
        while !reached(self.harness.state()) {
            assert!(Instant::now() < patience, "never: {what}");
            self.harness.step();
        }
        self.harness.run_steps(2);
    }

    /// Draws frames until something of this name is on screen; fails after half a minute.
    pub fn until_shown(&mut self, name: &str) {
        let patience = Instant::now() + Duration::from_secs(30);
        while !self.shows(name) {
            assert!(Instant::now() < patience, "never shown: {name}");
            self.harness.step();
        }
    }

    pub fn ask(&mut self, action: Action) {
        self.harness.state_mut().ask(action);
        self.harness.run_steps(3);
    }

    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.harness.run_steps(4);
    }

    pub fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(3);
    }

    /// A key that types a character, as a keyboard sends it.
    pub fn letter(&mut self, c: char) {
        let key = Key::from_name(&c.to_uppercase().to_string()).unwrap();
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        for event in [event(true), Event::Text(c.to_string()), event(false)] {
            self.harness.event(event);
        }
        self.harness.run_steps(3);
    }

    pub fn letters(&mut self, text: &str) {
        for c in text.chars() {
            self.letter(c);
        }
    }

    pub fn layer(&self) -> Arc<Layer> {
        let session = self.harness.state().session.as_ref().unwrap();
        session.layer().cloned().unwrap_or_default()
    }

    /// The only record there is.
    pub fn record(&self) -> Arc<Span> {
        let layer = self.layer();
        assert_eq!(layer.n_spans(), 1);
        layer.spans().next().unwrap().clone()
    }

    pub fn answer(&self, attribute: &str) -> Option<Value> {
        self.record()
            .attributes
            .get(&AttributeId::new(attribute))
            .cloned()
    }

    pub fn shows(&self, name: &str) -> bool {
        self.harness
            .query_all_by_label_contains(name)
            .next()
            .is_some()
    }
}

fn harness(project: &Path) -> Harness<'static, App> {
    let settings = Settings {
        theme: Theme::Light,
        annotator: "anna".to_owned(),
        coach: false,
        ..Settings::default()
    };
    harness_with(project, settings)
}

fn harness_with(project: &Path, settings: Settings) -> Harness<'static, App> {
    let project = project.to_owned();
    Harness::builder()
        .with_size([1280.0, 800.0])
        .with_render_cursor(false)
        .with_theme(if settings.theme == Theme::Dark {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        })
        .renderer(SoftRenderer::default())
        .build_eframe(move |cc| {
            let mut app = App::new(&cc.egui_ctx, settings, None, false);
            app.ask(Action::Open(project));
            app
        })
}

pub fn choice(id: &str) -> Value {
    Value::Choice(sententia::model::id::ChoiceId::new(id))
}

#[test]
fn a_prediction_is_marked_and_answered_by_keys() {
    let mut window = Window::open();
    window.key(Key::ArrowRight);
    window.letters("p23");
    assert_eq!(window.record().label.as_str(), "prediction");
    assert_eq!(window.answer("certainty"), Some(choice("probable")));
    assert_eq!(window.answer("horizon"), Some(choice("within_2_years")));
    assert_eq!(window.layer().status, Status::InProgress);
}

#[test]
fn a_target_is_typed_and_chosen_or_added() {
    let mut window = Window::open();
    window.letters("s1");
    window.until("the list of targets is open", |app| {
        app.session
            .as_ref()
            .is_some_and(|it| it.desk.target_list.is_some())
    });
    window.letters("quiet streets");
    window.key(Key::Enter);
    assert_eq!(window.answer("polarity"), Some(choice("favor")));
    let Some(Value::Target(id)) = window.answer("target") else {
        panic!("no target")
    };
    let session = window.harness.state().session.as_ref().unwrap();
    assert_eq!(
        session.workspace.project().target_name(&id),
        "quiet streets"
    );
}

#[test]
fn the_chip_marks_what_was_chosen_and_arms_its_label_otherwise() {
    let mut window = Window::open();
    window.click("Source");
    let armed = |window: &Window| {
        window
            .harness
            .state()
            .session
            .as_ref()
            .unwrap()
            .desk
            .armed
            .clone()
    };
    assert_eq!(armed(&window).unwrap().as_str(), "source");
    window.click("Source");
    assert_eq!(armed(&window), None);
    window.ask(Action::Choose(0..3));
    window.click("Source");
    assert_eq!(window.record().at, [0..3]);
}

#[test]
fn the_inspector_answers_by_click() {
    let mut window = Window::open();
    window.letter('p');
    window.click("Certainty · possible");
    assert_eq!(window.answer("certainty"), Some(choice("possible")));
    window
        .harness
        .get_by_role_and_label(egui::Role::CheckBox, "Will not happen")
        .click();
    window.harness.run_steps(4);
    assert_eq!(window.answer("negated"), Some(Value::Flag(true)));
    window.click("Certainty · possible");
    assert_eq!(
        window.answer("certainty"),
        None,
        "the answer given is withdrawn"
    );
}

#[test]
fn undo_names_its_step_and_takes_it_back() {
    let mut window = Window::open();
    window.letter('p');
    window.click("Edit");
    assert!(window.shows("Undo: mark Prediction"));
    window.key(Key::Escape);
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(3);
    assert_eq!(window.layer().n_spans(), 0);
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.harness.run_steps(3);
    assert_eq!(window.record().label.as_str(), "prediction");
}

#[test]
fn edges_move_by_a_word_and_the_record_goes_with_delete() {
    let mut window = Window::open();
    window.ask(Action::Choose(0..3));
    window.letter('t');
    window
        .harness
        .key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.harness.run_steps(3);
    assert!(window.record().extent().end > 3, "{:?}", window.record());
    window
        .harness
        .key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    window.harness.run_steps(3);
    assert_eq!(window.record().extent(), 0..3);
    window.key(Key::Delete);
    assert_eq!(window.layer().n_spans(), 0);
}

#[test]
fn a_link_is_made_by_hint_and_listed_with_a_jump() {
    let mut window = Window::open();
    window.ask(Action::Choose(0..3));
    window.letter('h');
    window.ask(Action::FocusText);
    window.ask(Action::Choose(4..10));
    window.letters("p1h");
    window.letter('f');
    let layer = window.layer();
    let link = layer.links().next().unwrap().clone();
    assert_eq!(link.kind.as_str(), "held_by");
    assert_eq!(layer.span(&link.to).unwrap().extent(), 0..3);
    assert!(window.shows("held by"));
}

#[test]
fn words_not_yet_marked_become_the_source_of_a_link() {
    let mut window = Window::open();
    window.letters("p1h");
    window.key(Key::ArrowRight);
    window.key(Key::Enter);
    let layer = window.layer();
    let link = layer.links().next().unwrap();
    assert_eq!(layer.span(&link.to).unwrap().label.as_str(), "source");
    window.ask(Action::Undo);
    assert_eq!(
        (window.layer().n_spans(), window.layer().n_links()),
        (1, 0),
        "one step made both"
    );
}

#[test]
fn documents_are_filtered_by_words_and_status() {
    let mut window = Window::open();
    window.harness.get_by_label("Filter…").focus();
    window.harness.run_steps(2);
    window.harness.get_by_label("Filter…").type_text("blog");
    window.harness.run_steps(4);
    assert!(window.shows("Quatre navettes"));
    assert!(!window.shows("The little bus that waits, To do"));
    window.ask(Action::Filter(sententia::app::desk::Filter::default()));
    // The list and the inspector both have it; the list stands first.
    window
        .harness
        .get_all_by_label("Begun")
        .next()
        .unwrap()
        .click();
    window.harness.run_steps(4);
    assert!(window.shows("Laissez-nous les compter, Begun"));
    assert!(!window.shows("La ligne 7 se passera de chauffeur, Done"));
}

#[test]
fn a_document_done_leads_to_the_next_one_that_is_not() {
    let mut window = Window::open();
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.harness.run_steps(4);
    let session = window.harness.state().session.as_ref().unwrap();
    let done = session
        .workspace
        .project()
        .layer(&session.key_of(&DocumentId::new(UNTOUCHED)))
        .unwrap()
        .status;
    assert_eq!(done, Status::Done);
    assert_ne!(session.desk.document, Some(DocumentId::new(UNTOUCHED)));
}

#[test]
fn records_of_the_page_are_named_and_chosen_by_name() {
    let mut window = Window::open();
    window.ask(Action::Choose(0..3));
    window.letters("p2");
    window.ask(Action::FocusText);
    window
        .harness
        .get_by_label_contains("Prediction, probable")
        .click_accesskit();
    window.harness.run_steps(4);
    let session = window.harness.state().session.as_ref().unwrap();
    assert_eq!(session.desk.focus.span(), Some(&window.record().id));
}

#[test]
fn the_unit_of_the_caret_is_changed_by_key_and_button() {
    let mut window = Window::open();
    assert!(window.shows("unit: clause"));
    window.letters("-");
    assert!(window.shows("unit: word"));
    window.click("Larger unit");
    assert!(window.shows("unit: clause"));
    window
        .harness
        .key_press_modifiers(Modifiers::ALT, Key::Num4);
    window.harness.run_steps(3);
    assert!(window.shows("unit: sentence"));
}

#[test]
fn the_window_speaks_french() {
    let mut window = Window::open_in("fr");
    assert!(window.shows("enregistré"));
    window.letter('p');
    assert!(window.shows("Certitude · probable"));
    i18n::set_language_here("en");
}

#[test]
fn the_key_of_a_link_never_relabels_a_record() {
    let mut window = Window::open();
    window.letters("t");
    window.letters("h");
    assert_eq!(window.record().label.as_str(), "target");
    assert!(window.shows("The schema does not allow this link here"));
    window.letters("p");
    assert_eq!(
        window.record().label.as_str(),
        "prediction",
        "other labels do"
    );
}

#[test]
fn someone_without_a_name_is_asked_who_labels() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    sample::unpack(&project).unwrap();
    i18n::set_language_here("en");
    let settings = Settings {
        theme: Theme::Light,
        coach: false,
        ..Settings::default()
    };
    let mut window = Window {
        harness: harness_with(&project, settings),
        _folder: folder,
    };
    window.until("the project is open", |app| app.session.is_some());
    window.click("Anna Lescure");
    window.click("Continue");
    let annotator = |app: &App| {
        app.session
            .as_ref()
            .unwrap()
            .workspace
            .annotator()
            .to_string()
    };
    window.until("Anna labels", |app| annotator(app) == "anna");
}
