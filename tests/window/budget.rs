//! How many keys, clicks and drags a record takes: a scripted analyst marks five predictions with
//! certainty and horizon, five stances with polarity and target, three sources and six links in one
//! text, once by keyboard alone and once by mouse alone.

use std::fs;
use std::path::Path;

use sententia::app::desk::Caret;
use sententia::app::trace::{Page, Widget};
use sententia::model::segment::{self, Unit};

use super::desk::{Desk, SETTINGS};
use super::driver::{Driver, Effort, Hand, mark, middle, word_at};
use super::plan::{Kind, Link, Wish, path, plan};
use super::text::{bytes, code_points, points};
use super::{kit, screen};

/// The target of every other stance, and what is typed to find it.
const TARGETS: [(&str, &str); 2] = [
    ("The measure proposed", "measure"),
    ("The technology", "tech"),
];
const DOCUMENT: &str = "text.txt";

/// What a record took.
struct Row {
    kind: Kind,
    /// Getting to the sentence.
    reading: Effort,
    /// Choosing the words in it.
    choosing: Effort,
    /// Label and answers.
    marking: Effort,
    /// The link to its holder.
    holder: Effort,
    /// Other links from it.
    links: Effort,
}

impl Row {
    /// The words, label, answers and holder: all of it but reading and further links.
    fn full(&self) -> Effort {
        self.choosing + self.marking + self.holder
    }
}

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

fn by_keyboard(driver: &mut Driver<impl Hand>, text: &str, wishes: &[Wish]) -> Vec<Row> {
    let mut ids: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (i, wish) in wishes.iter().enumerate() {
        let [reading, choosing] = go(driver, text, wish);
        let begun = driver.effort;
        match wish.kind {
            Kind::Prediction => driver.keys(&["p", "2", "3"]),
            Kind::Source => driver.key("h"),
            Kind::Stance => {
                driver.keys(&["s", "2"]);
                choose_target(driver, TARGETS[i % 2])
            }
        };
        let marking = driver.effort.since(begun);
        ids.push(driver.page().record.expect("a record"));
        let [holder, links] = [Link::HeldBy, Link::About].map(|link| {
            let begun = driver.effort;
            for to in wish.linked(link) {
                let page = driver.key(if link == Link::HeldBy { "h" } else { "a" });
                let letter = mark(&page, &ids[to])
                    .and_then(|it| it.hint)
                    .expect("a hint over the other end");
                driver.key(&letter.to_string());
            }
            driver.effort.since(begun)
        });
        rows.push(Row {
            kind: wish.kind,
            reading,
            choosing,
            marking,
            holder,
            links,
        });
    }
    driver.saved();
    rows
}

/// Moves the caret: keys up to the sentence, and keys in it.
fn go(driver: &mut Driver<impl Hand>, text: &str, wish: &Wish) -> [Effort; 2] {
    let page = driver.page();
    let mut caret = Caret::at_start(text, unit(&page));
    caret.choose(bytes(text, page.caret));
    let path = path(text, &caret, &wish.at).expect("a way to the words");
    let sentence = segment::at(text, Unit::Sentence, wish.at.start);
    let inside = |it: &Caret| it.range().start < sentence.end && sentence.start < it.range().end;
    let carets = std::iter::once(&caret).chain(path.iter().map(|it| &it.1));
    let n_reading = carets.into_iter().position(inside).unwrap_or(path.len());
    let (reading, choosing) = path.split_at(n_reading.min(path.len()));
    [reading, choosing].map(|part| {
        let begun = driver.effort;
        let keys: Vec<&str> = part.iter().map(|it| it.0).collect();
        driver.keys(&keys);
        driver.effort.since(begun)
    })
}

/// Goes down to the target if it is near the top of the list, else types until it is chosen; takes it.
fn choose_target(driver: &mut Driver<impl Hand>, (name, typed): (&str, &str)) -> Page {
    let mut letters = typed.chars();
    loop {
        let sight = driver.until("the list of targets", |it| {
            it.widgets.iter().any(|it| is_target(it) && it.name == name)
        });
        let rows: Vec<&Widget> = sight.widgets.iter().filter(|it| is_target(it)).collect();
        let place =
            |is: &dyn Fn(&Widget) -> bool| rows.iter().position(|it| is(it)).unwrap_or(usize::MAX);
        match place(&|it| it.name == name).wrapping_sub(place(&|it| it.chosen)) {
            0 => return driver.key("Enter"),
            1 => driver.key("ArrowDown"),
            _ => driver.key(&letters.next().expect("found by its name").to_string()),
        };
    }
}

/// Whether this is a row of the list of targets, which lies over the page.
fn is_target(widget: &Widget) -> bool {
    widget.role == "ListBoxOption" && widget.rect[0] > 240.0
}

fn by_mouse(driver: &mut Driver<impl Hand>, text: &str, wishes: &[Wish]) -> Vec<Row> {
    let mut ids: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (i, wish) in wishes.iter().enumerate() {
        let begun = driver.effort;
        let points = code_points(text, &wish.at);
        let page = driver.wheel_to(points);
        let read = driver.effort;
        let place = |point: usize| middle(word_at(&page, point).expect("on screen"));
        let answers: [&str; 3] = match wish.kind {
            Kind::Prediction => [
                "Prediction",
                "Certainty · probable",
                "Horizon · within 2 years",
            ],
            Kind::Stance => ["Stance", "Polarity · against", TARGETS[i % 2].0],
            Kind::Source => ["Source", "", ""],
        };
        let page = match wish.kind {
            Kind::Source => driver.double_click(place(points[0])),
            _ => driver.click(place(points[0])),
        };
        if page.caret != points {
            driver.drag(place(points[0]), place(points[1] - 1));
        }
        let chosen = driver.effort;
        for answer in answers.into_iter().filter(|it| !it.is_empty()) {
            driver.choose(answer);
        }
        let marking = driver.effort.since(chosen);
        ids.push(driver.page().record.expect("a record"));
        let [holder, links] = [Link::HeldBy, Link::About].map(|link| {
            let begun = driver.effort;
            for to in wish.linked(link) {
                let page = driver.choose(if link == Link::HeldBy {
                    "+ held by"
                } else {
                    "+ about"
                });
                let end = mark(&page, &ids[to])
                    .expect("the other end on screen")
                    .place
                    .at[0];
                driver.click(middle(
                    word_at(&page, end).expect("its first word on screen"),
                ));
            }
            driver.effort.since(begun)
        });
        let (reading, choosing) = (read.since(begun), chosen.since(read));
        rows.push(Row {
            kind: wish.kind,
            reading,
            choosing,
            marking,
            holder,
            links,
        });
    }
    driver.saved();
    rows
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

fn unit(page: &Page) -> Unit {
    Unit::ALL
        .into_iter()
        .find(|it| format!("{it:?}") == page.unit)
        .expect("a unit")
}
