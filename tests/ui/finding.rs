//! Finding in the text: the bar, its keys, what it leaves behind.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sententia::app::desk::Focus;
use sententia::workspace::settings::Theme;

use super::window::Window;

/// Accents stored both ways, no-break spaces of both widths, an emoji, a ligature.
const TEXT: &str = "L’été sera long\u{202F}: les prix baisseront 🙂, dit-on.\n\
    Cet e\u{301}te\u{301}, «\u{A0}les\u{A0}prix\u{A0}» monteront\u{202F}; son œuvre aussi.\n\
    Le prix de l’ÉTÉ prochain, nul ne le connaît.\n";

fn open(text: &str) -> Window {
    Window::on_text(text, "fr")
}

fn find(window: &mut Window, words: &str) {
    window.keys(Modifiers::COMMAND, Key::F);
    window.types(words);
}

#[test]
fn hits_come_while_typing_and_enter_goes_round() {
    let mut window = open(TEXT);
    find(&mut window, "ete");
    assert!(window.shows("1 sur 3"));
    assert_eq!(window.chosen(), "été");
    window.key(Key::Enter);
    assert_eq!(window.chosen(), "e\u{301}te\u{301}");
    window.key(Key::F3);
    assert_eq!(window.chosen(), "ÉTÉ");
    window.key(Key::Enter);
    assert!(window.shows("1 sur 3"));
    window.keys(Modifiers::SHIFT, Key::Enter);
    assert!(window.shows("3 sur 3"));
    window.keys(Modifiers::SHIFT, Key::F3);
    assert!(window.shows("2 sur 3"));
    window.shot("find-bar");
}

#[test]
fn escape_leaves_the_caret_on_the_hit_and_a_label_key_marks_it() {
    let mut window = open(TEXT);
    find(&mut window, "les prix");
    window.key(Key::Enter);
    assert_eq!(window.chosen(), "les\u{A0}prix");
    window.key(Key::Escape);
    assert!(!window.desk().finding.open);
    window.letter('p');
    let at = TEXT.find("les\u{A0}prix").unwrap();
    assert_eq!(window.record().at, [at..at + "les\u{A0}prix".len()]);
}

#[test]
fn what_is_not_found_is_said_and_leaves_the_caret_where_it_was() {
    let mut window = open(TEXT);
    window.key(Key::ArrowRight);
    let before = window.chosen();
    find(&mut window, "oeuvre");
    assert_eq!(window.chosen(), "œuvre");
    window.types("s");
    assert!(window.shows("Introuvable"));
    assert_eq!(window.chosen(), before);
    window.key(Key::Escape);
    assert_eq!(window.chosen(), before);
    assert_eq!(window.desk().focus, Focus::Text);
}

#[test]
fn the_selection_is_looked_for_and_the_last_words_are_kept() {
    let mut window = open(TEXT);
    let at = TEXT.find("prix").unwrap();
    window.ask(sententia::app::action::Action::Choose(at..at + 4));
    window.keys(Modifiers::COMMAND, Key::F);
    assert!(window.shows("1 sur 3"));
    window.key(Key::Escape);
    window.key(Key::F3);
    assert!(window.desk().finding.open, "F3 goes on with the last words");
    assert_eq!(
        window.desk().caret.range().start,
        TEXT.find("prix\u{A0}").unwrap()
    );
    window.letter('p');
    assert_eq!(
        window.layer().n_spans(),
        1,
        "the keyboard stays with the text"
    );
    window.key(Key::F3);
    window.letter('t');
    assert_eq!(
        window.layer().n_spans(),
        2,
        "hits stay after a record is made"
    );
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(!window.desk().finding.open);
}

#[test]
fn the_switches_narrow_it_down() {
    let mut window = open(TEXT);
    find(&mut window, "été");
    window.click("Casse et accents comme tapés");
    assert!(window.shows("1 sur 2"), "é is é in both ways of storing it");
    window.click("Casse et accents comme tapés");
    window.keys(Modifiers::COMMAND, Key::F);
    window.types("pri");
    assert!(window.shows("sur 3"));
    window.click("Mots entiers seulement");
    assert!(window.shows("Introuvable"));
}

#[test]
fn the_bar_moves_no_text_and_covers_no_hit() {
    let long: String = (0..400)
        .map(|i| format!("Alinéa {i}, avec des mots et encore des mots.\n"))
        .collect();
    let mut window = open(&long);
    let first = |window: &Window| window.desk().sight.start;
    assert_eq!(first(&window), 0);
    window.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(first(&window), 0);
    for number in ["137,", "5,", "399,", "140,"] {
        find(&mut window, &format!("Alinéa {number}"));
        window.harness.run_steps(20);
        let (hit, sight) = (window.desk().caret.range(), window.desk().sight.clone());
        assert!(
            sight.start <= hit.start && hit.end <= sight.end,
            "{hit:?} {sight:?}"
        );
    }
}

#[test]
fn a_long_text_is_searched_beside_the_frames() {
    let mut long = "Rien que des mots, encore des mots. ".repeat(20_000);
    long.push_str("\nEnfin l’ÉTÉ.\n");
    let mut window = open(&long);
    find(&mut window, "l'été");
    window.until("it is found", |app| {
        app.session.as_ref().unwrap().desk.finding.hit().is_some()
    });
    assert!(window.shows("1 sur 1"));
    assert_eq!(window.chosen(), "l’ÉTÉ");
}

#[test]
fn another_document_is_searched_anew() {
    let mut window = Window::open();
    find(&mut window, "e");
    let before = window.desk().finding.hits().len();
    assert!(before > 0);
    window.ask(sententia::app::action::Action::NextDocument(-1));
    let finding = &window.desk().finding;
    assert_ne!(finding.hits().len(), before);
    assert_eq!(finding.document, window.desk().document);
    assert_eq!(finding.current(), None, "the caret stays until one goes on");
}

#[test]
fn pictures_of_finding() {
    for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        let text = TEXT.repeat(12);
        let mut window = Window::on_text_with(&text, "fr", theme);
        find(&mut window, "l'été");
        window.key(Key::Enter);
        window.shot(&format!("find-{name}"));
        assert!(
            window
                .harness
                .query_by_label("Chercher dans le texte")
                .is_some()
        );
    }
}

#[test]
fn all_hits_are_labelled_as_one_step_after_a_question() {
    let mut window = open(TEXT);
    window.ask(sententia::app::action::Action::Choose(
        TEXT.find("prix").unwrap()..TEXT.find("prix").unwrap() + 4,
    ));
    window.letter('t');
    window.keys(Modifiers::COMMAND, Key::F);
    window.types("prix");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    assert!(
        window.shows("Étiqueter 2 occurrences"),
        "one is a target already"
    );
    window.letter('p');
    assert!(window.shows("Étiqueter 3 occurrences"));
    window.letter('t');
    window.shot("label-all");
    window.key(Key::Enter);
    assert_eq!(window.layer().n_spans(), 3);
    assert!(
        window
            .layer()
            .spans()
            .all(|it| it.label.as_str() == "target")
    );
    assert!(window.shows("2 repères créés"));
    window.key(Key::Escape);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.layer().n_spans(), 1, "one step");
}
