//! Nothing that is done to records moves a letter: the same window as a person has it, acted on by keys and
//! mouse, the place of every word compared after each act.

use sententia::app::trace::Page;

use super::desk::Desk;
use super::driver::{Driver, Hand, middle, word_at};
use super::kit;
use super::text::points;

const TEXT: &str = "Le livre numérique va remplacer le papier d’ici dix ans, affirme Édouard Ménard.\n\
Sa voisine n’y croit pas : elle trouve l’écran fatigant, même مرحبا بالعالم compris.\n\
Pour moi, les deux resteront, et le conseil seulement.\n";

/// A page whose words must stay where they are.
struct Still<H> {
    driver: Driver<H>,
    before: Page,
}

impl<H: Hand> Still<H> {
    fn after(&mut self, act: &str, does: impl FnOnce(&mut Driver<H>)) -> Page {
        does(&mut self.driver);
        let page = self.driver.page();
        assert_eq!(page.words, self.before.words, "after: {act}");
        page
    }

    fn keys(&mut self, act: &str, keys: &[&str]) -> Page {
        self.after(act, |it| {
            it.keys(keys);
        })
    }

    fn place(&self, words: &str) -> [f32; 2] {
        let [start, end] = points(TEXT, words);
        let word = word_at(&self.before, usize::midpoint(start, end));
        middle(word.expect("on screen"))
    }
}

#[test]
fn no_act_on_records_moves_a_word() {
    let desk = Desk::of(&[("still.txt", TEXT)]);
    let mut driver = kit::start(&desk.project);
    let before = driver.page();
    assert!(before.words.len() > 30);
    let mut page = Still { driver, before };

    page.keys("marking", &["p"]);
    page.keys("answering", &["2", "3"]);
    page.keys("relabelling", &["t"]);
    page.keys("undoing and doing again", &["Ctrl+Z", "Ctrl+Y"]);
    let made = page.keys(
        "marking a source",
        &["Escape", "ArrowRight", "ArrowRight", "h"],
    );
    assert_eq!(made.marks.len(), 2);
    let (from, to) = (page.place("croit"), page.place("fatigant"));
    page.after("dragging over words", |it| {
        it.drag(from, to);
    });
    page.keys("marking them", &["p"]);
    let linked = page.keys("linking", &["h", "f"]);
    assert_eq!(linked.linking, None);
    page.keys("drawing all links", &["Ctrl+Shift+L"]);
    let over = page.place("trouve");
    page.after("hovering", |it| {
        it.click(over);
        it.hand.pause();
    });
    page.keys("listing the records of a place", &["Alt+ArrowDown"]);
    page.keys("choosing one", &["ArrowDown", "ArrowUp", "Enter"]);
    page.keys("widening it", &["Shift+ArrowRight", "Alt+ArrowLeft"]);
    page.after("hiding the names", |it| {
        it.choose("View");
        it.choose("Tags under records");
    });
    page.keys("walking", &["Tab", "Tab", "Shift+Tab", "Escape"]);
    page.keys("choosing what is shown", &["F7"]);
    let hidden = page.after("hiding a label", |it| {
        it.choose("Prediction");
    });
    assert!(hidden.marks.iter().all(|it| it.label != "prediction"));
    let shown = page.keys("showing all", &["Escape", "Shift+F7"]);
    assert!(shown.marks.iter().any(|it| it.label == "prediction"));
    let removed = page.keys("removing", &["Tab", "Delete"]);
    assert!(removed.marks.len() < shown.marks.len());
}
