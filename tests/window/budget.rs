//! How many keys, clicks and drags a record takes: a scripted analyst marks five predictions with
//! certainty and horizon, five stances with polarity and target, three sources and six links in one
//! text, once by keyboard alone and once by mouse alone.

use std::fs;
use std::path::Path;

use sententia::app::trace::Page;

use super::desk::{Desk, SETTINGS};
use super::driver::{Effort, middle, word_at};
use super::plan::{Kind, Wish, plan};
use super::script::{Row, by_keyboard, by_mouse};
use super::text::points;
use super::{kit, screen};

const DOCUMENT: &str = "text.txt";

#[test]
fn by_keyboard_alone() {
    let (text, wishes) = text();
    let desk = Desk::of(&[(DOCUMENT, &text)]);
    let rows = by_keyboard(&mut kit::start(&desk.project), &text, &wishes);
    table("keyboard", &rows);
    complete(&desk, &text);
    let moves = rows
        .iter()
        .filter(|it| it.kind != Kind::Source)
        .map(|it| it.choosing.keys);
    assert!(
        median(moves) <= 2,
        "a clause of the sentence labelled within three keys"
    );
    for kind in [Kind::Prediction, Kind::Stance] {
        assert!(
            median(of_kind(&rows, kind).map(|it| it.full().keys)) <= 5,
            "a full {kind:?}"
        );
        let worst = of_kind(&rows, kind)
            .map(|it| it.full().seconds())
            .fold(0.0, f64::max);
        assert!(worst <= 3.5, "the worst {kind:?} takes {worst} s");
    }
    assert!(
        rows.iter()
            .all(|it| it.holder.keys <= 2 && it.links.keys <= 2),
        "a link by two keys"
    );
}

#[test]
fn by_mouse_alone() {
    let (text, wishes) = text();
    let desk = Desk::of(&[(DOCUMENT, &text)]);
    let rows = by_mouse(&mut kit::start(&desk.project), &text, &wishes);
    table("mouse", &rows);
    complete(&desk, &text);
    assert!(rows.iter().all(|it| it.full().keys == 0), "no key");
    let few = |it: &Row| it.full().clicks <= 3 && it.full().drags == 0;
    assert!(
        of_kind(&rows, Kind::Source).all(few),
        "a double click and a label"
    );
    let most = |kind| {
        of_kind(&rows, kind)
            .map(|it| (it.choosing.clicks, it.marking.clicks))
            .max()
    };
    assert!(
        most(Kind::Prediction) <= Some((1, 3)),
        "label, certainty, horizon"
    );
    assert!(
        most(Kind::Stance) <= Some((1, 3)),
        "label, polarity, target"
    );
}

/// The same on a real display, by keyboard.
#[test]
fn by_keyboard_on_a_display() {
    let (text, wishes) = text();
    let desk = Desk::of(&[(DOCUMENT, &text)]);
    let Some(mut driver) = screen::start(Some(&desk.project), SETTINGS) else {
        return;
    };
    by_keyboard(&mut driver, &text, &wishes);
    assert!(driver.hand.quit());
    complete(&desk, &text);
}

/// The same on a real display, by mouse.
#[test]
fn by_mouse_on_a_display() {
    let (text, wishes) = text();
    let desk = Desk::of(&[(DOCUMENT, &text)]);
    let Some(mut driver) = screen::start(Some(&desk.project), SETTINGS) else {
        return;
    };
    by_mouse(&mut driver, &text, &wishes);
    assert!(driver.hand.quit());
    complete(&desk, &text);
}

/// The rest of the budget: single acts.
#[test]
fn single_acts() {
    let text = "Le pont sera fermé demain. Personne ne veut du tunnel. On verra bien.";
    let desk = Desk::of(&[(DOCUMENT, text)]);
    let mut driver = kit::start(&desk.project);
    let page = driver.page();
    let place = |page: &Page, words: &str| {
        middle(word_at(page, points(text, words)[0]).expect("on screen"))
    };

    driver.key("Alt+4");
    let before = driver.effort;
    driver.click(place(&page, "Personne"));
    let page = driver.key("s");
    assert_eq!(
        page.caret,
        points(text, "Personne ne veut du tunnel."),
        "the sentence under the click"
    );
    assert!(
        driver.effort.since(before).seconds() <= 1.5,
        "a sentence by mouse: click and key"
    );

    driver.key("Shift+ArrowLeft");
    let before = driver.effort;
    let page = driver.key("Shift+ArrowLeft");
    assert_eq!(
        page.caret,
        points(text, "Personne ne veut du"),
        "an edge by a word"
    );
    assert_eq!(driver.effort.since(before).keys, 1);

    let page = driver.key("Ctrl+Z");
    assert_eq!(
        page.caret,
        points(text, "Personne ne veut du tunnel"),
        "undone by one key"
    );
    driver.keys(&["Ctrl+Z", "Ctrl+Z"]);

    driver.keys(&["Escape", "Escape", "Space"]);
    let before = driver.effort;
    let page = driver.drag(place(&page, "pont"), place(&page, "demain"));
    assert_eq!(
        driver.effort.since(before),
        Effort {
            drags: 1,
            ..Effort::default()
        }
    );
    assert_eq!(
        (page.caret, page.marks.len()),
        (points(text, "pont sera fermé demain"), 1),
        "marked with the armed label"
    );
    driver.saved();
    desk.check();
}

/// A text of the neighbouring corpus where it is there, else of the sample; and what to mark in it.
fn text() -> (String, Vec<Wish>) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = here.join("../shared/corpus");
    if !corpus.is_dir() {
        println!("no ../shared/corpus: the texts of the sample are marked instead");
    }
    let folders = [corpus, here.join("assets/samples/debate/texts")];
    let files = folders
        .iter()
        .filter_map(|it| fs::read_dir(it).ok())
        .flat_map(|it| {
            let mut paths: Vec<_> = it.flatten().map(|it| it.path()).collect();
            paths.sort();
            paths
        });
    files
        .filter_map(|it| fs::read_to_string(it).ok())
        .find_map(|text| plan(&text).map(|wishes| (text, wishes)))
        .expect("a text with enough to mark")
}

/// What was marked is in the files, complete and sound.
fn complete(desk: &Desk, text: &str) {
    let ron = desk.annotations(DOCUMENT);
    let lines = |all: &[&str]| {
        ron.lines()
            .filter(|line| all.iter().all(|it| line.contains(it)))
            .count()
    };
    assert_eq!(
        lines(&[
            r#"label: "prediction""#,
            r#""certainty": Choice("#,
            r#""horizon": Choice("#
        ]),
        5,
        "{ron}"
    );
    assert_eq!(
        lines(&[
            r#"label: "stance""#,
            r#""polarity": Choice("#,
            r#""target": Target("#
        ]),
        5,
        "{ron}"
    );
    assert_eq!(lines(&[r#"label: "source""#]), 3, "{ron}");
    assert_eq!(
        (lines(&[r#"kind: "held_by""#]), lines(&[r#"kind: "about""#])),
        (3, 3),
        "{ron}"
    );
    assert!(desk.python(DOCUMENT).is_none_or(|it| it == 13));
    assert!(
        fs::read_to_string(desk.project.join("texts").join(DOCUMENT)).is_ok_and(|it| it == text)
    );
    desk.check();
}

fn table(way: &str, rows: &[Row]) {
    println!(
        "\nby {way}: keys·clicks·drags  reading | words | label, answers | holder | in full | links"
    );
    for row in rows {
        let cells = [
            row.reading,
            row.choosing,
            row.marking,
            row.holder,
            row.full(),
            row.links,
        ];
        let cells = cells.map(|it| format!("{:>2}·{}·{}", it.keys, it.clicks, it.drags));
        println!(
            "{:<11} {}  {:.1} s",
            format!("{:?}", row.kind),
            cells.join(" | "),
            row.full().seconds()
        );
    }
    for kind in [Kind::Prediction, Kind::Stance, Kind::Source] {
        let mut times: Vec<f64> = of_kind(rows, kind).map(|it| it.full().seconds()).collect();
        times.sort_by(f64::total_cmp);
        let keys = median(of_kind(rows, kind).map(|it| it.full().keys));
        let (middle, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{:<11} median {keys} keys, {middle:.1} s, worst {worst:.1} s",
            format!("{kind:?}")
        );
    }
}

fn of_kind(rows: &[Row], kind: Kind) -> impl Iterator<Item = &Row> {
    rows.iter().filter(move |it| it.kind == kind)
}

fn median(counts: impl Iterator<Item = u32>) -> u32 {
    let mut counts: Vec<u32> = counts.collect();
    counts.sort_unstable();
    counts[counts.len() / 2]
}
