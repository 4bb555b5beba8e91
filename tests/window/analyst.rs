//! An analyst at work in the real program: a prediction with its certainty by keyboard, a stance with
//! polarity and target by mouse, a source linked by `h` and a hint, undone and done again; then the
//! files are as expected to the letter.

use super::desk::{Desk, SETTINGS};
use super::driver::{mark, middle, word_at};
use super::screen;
use super::text::points;

const DOCUMENT: &str = "papier.txt";

/// Emoji of one and of four code points, no-break spaces, guillemets, a decomposed é, CR LF.
const TEXT: &str = "Le papier et l’écran\r\n\
\r\n\
« Le livre numérique va remplacer le papier d’ici 2015\u{A0}», affirme E\u{301}douard Ménard 📚.\r\n\
Sa voisine n’y croit pas\u{A0}: elle trouve l’écran fatigant.\r\n\
Pour moi 👩🏽\u{200D}💻, les deux resteront\u{202F}!\r\n";

const PREDICTION: &str = "Le livre numérique va remplacer le papier d’ici 2015";
const STANCE: &str = "elle trouve l’écran fatigant";
const SOURCE: &str = "E\u{301}douard Ménard";

#[test]
fn marks_links_undoes_and_saves() {
    let desk = Desk::of(&[(DOCUMENT, TEXT)]);
    let Some(mut driver) = screen::start(Some(&desk.project), SETTINGS) else {
        return;
    };

    // The prediction, by keyboard: from clause to clause, then label and answer typed at once.
    let mut page = driver.page();
    while page.caret != points(TEXT, PREDICTION) {
        assert!(
            page.caret[0] < points(TEXT, PREDICTION)[0],
            "the clause was passed over: {:?}",
            page.caret
        );
        page = driver.key("ArrowRight");
    }
    let page = driver.keys(&["p", "2"]);
    let prediction = page.record.clone().expect("a prediction");
    desk.until("one answer in the journal", |it| {
        it.journal().contains(r#""certainty": Choice("probable")"#)
    });

    // The stance, by mouse: dragged from inside one word to inside another, it snaps to both.
    let [start, end] = points(TEXT, STANCE);
    let place = |point| middle(word_at(&page, point).expect("on screen"));
    let page = driver.drag(place(start), place(end - 1));
    assert_eq!(page.caret, [start, end], "snapped to words");
    for name in ["Stance", "Polarity · against", "The technology"] {
        driver.choose(name);
    }

    // The source, and the link to it.
    let [start, end] = points(TEXT, SOURCE);
    let page = driver.page();
    let place = |point| middle(word_at(&page, point).expect("on screen"));
    driver.drag(place(start), place(end - 1));
    let source = driver.key("h").record.expect("a source");
    let page = driver.key("Shift+Tab");
    assert_eq!(
        page.record.as_ref(),
        Some(&prediction),
        "back to the prediction"
    );
    let page = driver.key("h");
    let hint = mark(&page, &source)
        .and_then(|it| it.hint)
        .expect("a letter over the source");
    driver.key(&hint.to_string());
    desk.until("the link in the file", |it| {
        it.annotations(DOCUMENT).contains("held_by")
    });

    driver.key("Ctrl+Z");
    desk.until("no link in the file", |it| {
        !it.annotations(DOCUMENT).contains("held_by")
    });
    driver.key("Ctrl+Shift+Z");
    desk.until("the link in the file again", |it| {
        it.annotations(DOCUMENT).contains("held_by")
    });

    assert!(driver.hand.quit(), "ends well");
    assert_eq!(plain(&desk.annotations(DOCUMENT)), expected());
    assert!(desk.python(DOCUMENT).is_none_or(|it| it == 3));
    assert_eq!(
        std::fs::read(desk.project.join("texts").join(DOCUMENT)).expect("the text"),
        TEXT.as_bytes()
    );
    desk.check();
    reopened(&desk);
}

/// Opened and closed again, the file is the same to the byte, and there is still what to undo.
fn reopened(desk: &Desk) {
    let before = desk.annotations(DOCUMENT);
    let Some(mut driver) = screen::start(Some(&desk.project), SETTINGS) else {
        return;
    };
    assert_eq!(driver.page().marks.len(), 3);
    driver.keys(&["Ctrl+Z", "Ctrl+Shift+Z"]);
    driver.saved();
    assert!(driver.hand.quit(), "ends well");
    assert_eq!(desk.annotations(DOCUMENT), before);
}

/// Each id by the order in which it comes; no moments, no hash.
fn plain(ron: &str) -> String {
    let mut ids: Vec<&str> = Vec::new();
    let parts = ron.split('"').enumerate().map(|(i, part)| match i % 2 {
        1 if part.starts_with("s-") || part.starts_with("l-") => {
            let at = ids.iter().position(|it| *it == part).unwrap_or_else(|| {
                ids.push(part);
                ids.len() - 1
            });
            format!("{}{at}", &part[..2])
        }
        1 if part.len() == 64 => "hash".to_owned(),
        1 if part.ends_with('Z') && part.contains('T') => "then".to_owned(),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("\"")
}

fn expected() -> String {
    let [prediction, stance, source] = [PREDICTION, STANCE, SOURCE].map(|it| {
        let [start, end] = points(TEXT, it);
        format!("at: [({start}, {end})], quote: \"{it}\"")
    });
    format!(
        r#"#![enable(implicit_some)]
Annotations(
    format: 1,
    document: "papier.txt",
    text_sha256: "hash",
    annotator: "anna",
    unit: CodePoint,
    status: InProgress,
    spans: [
        (id: "s-0", label: "prediction", {prediction}, attributes: {{"certainty": Choice("probable")}}, when: "then"),
        (id: "s-1", label: "source", {source}, when: "then"),
        (id: "s-2", label: "stance", {stance}, attributes: {{"polarity": Choice("against"), "target": Target("technology")}}, when: "then"),
    ],
    links: [
        (id: "l-3", kind: "held_by", from: "s-0", to: "s-1", when: "then"),
    ],
)
"#
    )
}
