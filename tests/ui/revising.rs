//! A text changed by another program, through the window: it is said, nothing moves, the revision is looked at and
//! taken, what lost its place is placed by hand or dropped, and all of it is undone.

use std::fs;
use std::path::PathBuf;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::app::action::Action;
use sententia::app::session::Session;
use sententia::i18n;
use sententia::model::id::DocumentId;
use sententia::workspace::settings::Theme;

use super::window::Window;

const TEXT: &str = "The council met on Monday and sat until late.\nPrices will fall next year, said the mayor.\nThe bridge will probably close in May.\nNobody expects the tram to return before 2031.\nThere was applause, and a song.\n";

fn corrected() -> String {
    let text = TEXT.replace("Prices will fall", "Prices, she hopes, would fall");
    let text = text.replace("Nobody expects the tram to return before 2031.\n", "");
    format!("Minutes of the evening\n\n{text}They went home. The tram was late.\n")
}

const MARKED: [&str; 4] = [
    "The council met",
    "Prices will fall",
    "The bridge will probably close",
    "Nobody expects the tram to return",
];

/// The window on a text with four records.
fn labelled(language: &str, theme: Theme) -> Window {
    let mut window = Window::on_text_with(TEXT, language, theme);
    for words in MARKED {
        choose(&mut window, TEXT, words);
        window.ask(Action::Label("prediction".into()));
        window.ask(Action::FocusText);
    }
    assert_eq!(session(&window).layer().unwrap().n_spans(), 4);
    window
}

fn session(window: &Window) -> &Session {
    window.harness.state().session.as_ref().unwrap()
}

fn choose(window: &mut Window, text: &str, words: &str) {
    let start = text.find(words).unwrap();
    window.ask(Action::Choose(start..start + words.len()));
}

fn file(window: &Window) -> PathBuf {
    session(window).workspace.root().join("texts/un.txt")
}

fn text(window: &Window) -> String {
    session(window).document().unwrap().text.as_str().to_owned()
}

fn placed(window: &Window) -> Vec<String> {
    let session = session(window);
    let text = &session.document().unwrap().text;
    let spans = session.layer().unwrap().spans();
    spans
        .map(|it| text.get(it.extent()).unwrap().to_owned())
        .collect()
}

fn shows_in_part(window: &Window, words: &str) -> bool {
    window
        .harness
        .query_all_by_label_contains(words)
        .next()
        .is_some()
}

#[test]
fn a_text_changed_on_disk_is_said_revised_settled_and_undone() {
    let mut window = labelled("en", Theme::Light);
    fs::write(file(&window), corrected()).unwrap();
    window.harness.event(Event::WindowFocused(true));
    window.harness.run_steps(3);
    assert!(shows_in_part(
        &window,
        "Another program has changed the file"
    ));
    assert_eq!(text(&window), TEXT, "nothing moves by itself");

    // The same after opening the project anew.
    let root = session(&window).workspace.root().to_owned();
    window.ask(Action::CloseProject);
    window.ask(Action::Open(root));
    window.until("open again", |app| app.session.is_some());
    assert_eq!(text(&window), TEXT);
    assert!(shows_in_part(
        &window,
        "Another program has changed the file"
    ));
    window.shot("revise-notice");
    window.click("Revise…");
    window.until_shown("Another file…");
    window.harness.run_steps(3);
    let tally = [
        "0 unmoved",
        "2 moved",
        "1 with words changed",
        "1 without a place",
    ];
    for words in tally {
        assert!(shows_in_part(&window, words), "{words}");
    }
    window.shot("revise-dialog");
    window.click("Revise");
    assert_eq!(text(&window), corrected());
    assert_eq!(
        placed(&window),
        [
            "The council met",
            "Prices, she hopes, would fall",
            "The bridge will probably close"
        ]
    );
    assert!(!shows_in_part(
        &window,
        "Another program has changed the file"
    ));
    assert!(shows_in_part(&window, "1 record without a place"));
    assert!(
        shows_in_part(&window, "1 without a place"),
        "the foot counts it"
    );
    window.shot("revise-tray");

    // The one in doubt asks to be confirmed.
    window.ask(Action::NextRecord {
        back: false,
        incomplete: false,
    });
    window.ask(Action::NextRecord {
        back: false,
        incomplete: false,
    });
    assert!(shows_in_part(
        &window,
        "Before the text was revised: “Prices will fall”"
    ));
    window.shot("revise-unconfirmed");
    window.click("It is at the right place");
    assert!(!shows_in_part(&window, "Before the text was revised"));

    // The orphan is placed on words of the new text, by the keyboard alone.
    window.ask(Action::FocusText);
    choose(&mut window, &corrected(), "The tram was late");
    let place = "Place “Nobody expects the tram to return” here";
    window.harness.get_by_label(place).focus();
    window.harness.run_steps(2);
    window.key(Key::Enter);
    assert_eq!(placed(&window).last().unwrap(), "The tram was late");
    assert_eq!(session(&window).layer().unwrap().n_orphans(), 0);

    for _ in 0..3 {
        window.ask(Action::FocusText);
        window.keys(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(text(&window), TEXT);
    assert_eq!(placed(&window), MARKED);
    session(&window).workspace.flush().unwrap();
    assert_eq!(fs::read_to_string(file(&window)).unwrap(), TEXT);
    for _ in 0..3 {
        window.keys(Modifiers::COMMAND, Key::Y);
    }
    assert_eq!(text(&window), corrected());
    assert_eq!(placed(&window).last().unwrap(), "The tram was late");
}

#[test]
fn what_is_declined_waits_and_can_be_dropped_knowingly() {
    let mut window = labelled("en", Theme::Light);
    let id = DocumentId::new("un.txt");
    let path = file(&window).with_file_name("corrected.txt");
    fs::write(&path, corrected()).unwrap();
    window.ask(Action::Done(Box::new(move |app| {
        app.ask_revision_with(id, path);
    })));
    window.until_shown("Another file…");
    window.harness.run_steps(3);
    window.click("None");
    window.click("Revise");
    assert_eq!(session(&window).layer().unwrap().n_orphans(), 2);
    window.click("Drop “Prices will fall”");
    assert_eq!(session(&window).layer().unwrap().n_orphans(), 1);
    window.ask(Action::Undo);
    assert_eq!(session(&window).layer().unwrap().n_orphans(), 2);
    assert_eq!(
        placed(&window),
        ["The council met", "The bridge will probably close"]
    );
}

#[test]
fn pictures_to_look_at() {
    if std::env::var_os("SHOTS").is_none() {
        return;
    }
    for (language, theme, name) in [("en", Theme::Dark, "dark"), ("fr", Theme::Light, "fr")] {
        let mut window = labelled(language, theme);
        fs::write(file(&window), corrected()).unwrap();
        window.harness.event(Event::WindowFocused(true));
        window.harness.run_steps(3);
        window.shot(&format!("revise-notice-{name}"));
        window.ask(Action::Command("file.revise"));
        let revise = i18n::with("revise-do", &[]);
        window.until_shown(&i18n::with("revise-other-file", &[]));
        window.harness.run_steps(3);
        window.shot(&format!("revise-dialog-{name}"));
        window.click(&revise);
        window.shot(&format!("revise-tray-{name}"));
        window.ask(Action::Command("help.problems"));
        window.harness.run_steps(3);
        window.shot(&format!("revise-problems-{name}"));
    }
}
