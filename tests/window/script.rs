//! The hands of a scripted analyst: marks a plan in the open document, by keyboard alone or by mouse
//! alone, and notes what each record took.

use sententia::app::desk::Caret;
use sententia::app::trace::{Page, Widget};
use sententia::model::segment::{self, Unit};

use super::driver::{Driver, Effort, Hand, mark, middle, word_at};
use super::plan::{Kind, Link, Wish, path};
use super::text::{bytes, code_points};

/// The target of every other stance, and what is typed to find it.
const TARGETS: [(&str, &str); 2] = [
    ("The measure proposed", "measure"),
    ("The technology", "tech"),
];

/// What a record took.
pub struct Row {
    pub kind: Kind,
    /// Getting to the sentence.
    pub reading: Effort,
    /// Choosing the words in it.
    pub choosing: Effort,
    /// Label and answers.
    pub marking: Effort,
    /// The link to its holder.
    pub holder: Effort,
    /// Other links from it.
    pub links: Effort,
}

impl Row {
    /// The words, label, answers and holder: all of it but reading and further links.
    pub fn full(&self) -> Effort {
        self.choosing + self.marking + self.holder
    }
}

pub fn by_keyboard(driver: &mut Driver<impl Hand>, text: &str, wishes: &[Wish]) -> Vec<Row> {
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

pub fn by_mouse(driver: &mut Driver<impl Hand>, text: &str, wishes: &[Wish]) -> Vec<Row> {
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

fn unit(page: &Page) -> Unit {
    Unit::ALL
        .into_iter()
        .find(|it| format!("{it:?}") == page.unit)
        .expect("a unit")
}
