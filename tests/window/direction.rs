//! Text whose direction changes inside a line, in the real program: dragging across the change selects from word to
//! word as the text is read, whichever way the pointer went on screen; the files say so.

use std::path::{Path, PathBuf};

use sententia::app::trace::{Page, Place};

use super::desk::{Desk, SETTINGS};
use super::driver::{Driver, middle};
use super::screen;
use super::text::bytes;

const DOCUMENT: &str = "sens.txt";

/// Arabic inside a French line, and a French name and a year inside an Arabic one.
const TEXT: &str = "Elle répète partout مرحبا بالعالم الجميل puis elle s’en va.\n\
سيختفي هذا الكتاب كما قال Paul في عام 2011 ولن يعود.\n";

#[test]
fn dragging_across_a_change_of_direction_selects_as_one_reads() {
    crosses(DOCUMENT, TEXT);
}

#[test]
fn dragging_across_arabic_in_a_long_line_of_the_corpus() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/004.txt");
    match std::fs::read_to_string(path) {
        Ok(text) => crosses("004.txt", &text),
        Err(_) => println!("skipped: no corpus beside the project"),
    }
}

/// Into the Arabic from the left and from the right, and from word to word inside it.
fn crosses(document: &str, text: &str) {
    let desk = Desk::of(&[(document, text)]);
    let Some(mut driver) = screen::start(Some(&desk.project), SETTINGS) else {
        return;
    };
    let arabic = arabic(text);
    let page = driver.wheel_to([arabic[0][0], arabic[2][1]]);
    let [first, second, third] = arabic.map(|at| place(&page, at));
    let before = page
        .words
        .iter()
        .rfind(|it| it.at[1] <= arabic[0][0])
        .copied();
    let after = page
        .words
        .iter()
        .find(|it| it.at[0] >= arabic[2][1])
        .copied();
    let (before, after) = (before.expect("a word before"), after.expect("a word after"));
    assert!(
        first.rect[0] > second.rect[2] - 1.0,
        "the first Arabic word is at the right"
    );
    assert!(before.rect[2] < third.rect[0] || before.rect[1] < third.rect[1]);

    // The pointer passes the last word on screen first; what is read between is taken in.
    let mut spans = Vec::new();
    for (label, from, to) in [
        ("p", before, second),
        ("h", after, second),
        ("t", first, third),
        ("p", third, before),
    ] {
        let wanted = [from.at[0].min(to.at[0]), from.at[1].max(to.at[1])];
        let page = driver.drag(middle(from.rect), middle(to.rect));
        assert_eq!(page.caret, wanted, "dragged from {from:?} to {to:?}");
        picture(
            &mut driver,
            &format!("direction-{document}-{}", spans.len()),
        );
        driver.key(label);
        driver.key("Escape");
        driver.key("Escape");
        spans.push(wanted);
    }
    driver.saved();
    assert!(driver.hand.quit(), "ends well");
    let ron = desk.annotations(document);
    for at in &spans {
        let quote = ron::to_string(&text[bytes(text, *at)]).expect("a string");
        let saved = format!("at: [({}, {})], quote: {quote}", at[0], at[1]);
        assert!(ron.contains(&saved), "{saved} in\n{ron}");
    }
    assert!(desk.python(document).is_none_or(|it| it == spans.len()));
    desk.check();
}

/// The first three neighbouring Arabic words, in code points.
fn arabic(text: &str) -> [[usize; 2]; 3] {
    let mut words: Vec<[usize; 2]> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let is_arabic = ('\u{620}'..'\u{670}').contains(&c);
        let end = words.last().map_or(usize::MAX, |it| it[1]);
        let count = words.len();
        match words.last_mut() {
            _ if !is_arabic => {}
            Some(last) if end == at => last[1] = at + 1,
            Some(_) if end + 1 == at => words.push([at, at + 1]),
            _ if count < 3 => words = vec![[at, at + 1]],
            _ => {}
        }
    }
    [words[0], words[1], words[2]]
}

fn place(page: &Page, at: [usize; 2]) -> Place {
    let found = page.words.iter().find(|it| it.at == at);
    *found.unwrap_or_else(|| panic!("no word at {at:?}"))
}

/// Keeps a picture of the window where `SENTENTIA_SHOTS` names a folder.
fn picture(driver: &mut Driver<screen::Screen>, name: &str) {
    if let Some(folder) = std::env::var_os("SENTENTIA_SHOTS") {
        driver
            .hand
            .picture(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}
