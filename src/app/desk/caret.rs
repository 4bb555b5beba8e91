//! The caret of the text. It always rests on a unit (character, word, clause, sentence, paragraph):
//! that unit, or the units it was stretched over, is what a label key marks.

use std::ops::Range;

use crate::model::segment::{self, Unit};

/// Where the analyst is in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    pub unit: Unit,
    /// The unit where stretching began.
    anchor: Range<usize>,
    /// The unit that moves.
    head: Range<usize>,
    /// Whether the analyst chose exactly these words, by dragging or stretching.
    chosen: bool,
}

impl Caret {
    /// On the first unit of a text.
    pub fn at_start(text: &str, unit: Unit) -> Self {
        Self::on(segment::at(text, unit, 0), unit)
    }

    fn on(range: Range<usize>, unit: Unit) -> Self {
        Self {
            unit,
            anchor: range.clone(),
            head: range,
            chosen: false,
        }
    }

    /// The words that a label key would mark.
    pub fn range(&self) -> Range<usize> {
        self.anchor.start.min(self.head.start)..self.anchor.end.max(self.head.end)
    }

    /// The edge that moves when the selection is stretched.
    pub fn head(&self) -> usize {
        if self.head.start < self.anchor.start {
            self.head.start
        } else {
            self.head.end
        }
    }

    /// Whether these words were chosen by dragging or stretching, rather than reached.
    pub fn chosen(&self) -> bool {
        self.chosen
    }

    /// To the unit around a byte.
    pub fn go(&mut self, text: &str, at: usize) {
        *self = Self::on(segment::at(text, self.unit, at), self.unit);
    }

    /// To exactly these words.
    pub fn choose(&mut self, range: Range<usize>) {
        *self = Self {
            chosen: true,
            ..Self::on(range, self.unit)
        };
    }

    /// To the next unit; with `stretch`, over it as well.
    pub fn forward(&mut self, text: &str, stretch: bool) {
        let from = if stretch {
            self.head.start
        } else {
            last_start(text, self.unit, &self.range())
        };
        if let Some(next) = segment::next(text, self.unit, from) {
            self.step(next, stretch);
        }
    }

    /// To the previous unit; with `stretch`, over it as well.
    pub fn back(&mut self, text: &str, stretch: bool) {
        let from = if stretch {
            self.head.start
        } else {
            self.range().start
        };
        if let Some(previous) = segment::previous(text, self.unit, from) {
            self.step(previous, stretch);
        }
    }

    /// To the unit around a byte on another line; with `stretch`, up to it.
    pub fn to_line(&mut self, text: &str, at: usize, stretch: bool) {
        let unit = segment::at(text, self.unit, at);
        self.step(unit, stretch);
    }

    /// Another unit, around the place where the caret is.
    pub fn set_unit(&mut self, text: &str, unit: Unit) {
        *self = Self::on(segment::at(text, unit, self.range().start), unit);
    }

    /// Where the caret stands for moving by lines.
    pub fn line_position(&self) -> usize {
        self.head.start
    }

    fn step(&mut self, to: Range<usize>, stretch: bool) {
        if !stretch {
            self.anchor = to.clone();
        }
        self.head = to;
        self.chosen = stretch && self.anchor != self.head;
    }
}

/// The start of the last unit that a range touches.
fn last_start(text: &str, unit: Unit, range: &Range<usize>) -> usize {
    let inside = text
        .get(range.clone())
        .and_then(|it| it.char_indices().next_back())
        .map_or(0, |(i, _)| i);
    segment::at(text, unit, range.start + inside)
        .start
        .max(range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’été sera chaud, mais court. On verra bien !\nFin.";

    fn at(unit: Unit) -> Caret {
        Caret::at_start(TEXT, unit)
    }

    fn words(caret: &Caret) -> &'static str {
        &TEXT[caret.range()]
    }

    #[test]
    fn it_moves_by_its_unit_and_comes_back() {
        let mut caret = at(Unit::Sentence);
        let first = words(&caret);
        assert!(first.starts_with("L’été"));
        caret.forward(TEXT, false);
        assert!(words(&caret).starts_with("On verra bien"));
        caret.forward(TEXT, false);
        assert!(words(&caret).starts_with("Fin"));
        caret.forward(TEXT, false);
        assert!(words(&caret).starts_with("Fin"), "it stays at the end");
        caret.back(TEXT, false);
        caret.back(TEXT, false);
        assert_eq!(words(&caret), first);
    }

    #[test]
    fn stretching_goes_both_ways_over_where_it_began() {
        let mut caret = at(Unit::Word);
        caret.forward(TEXT, false);
        caret.forward(TEXT, false);
        assert_eq!(words(&caret), "sera");
        caret.forward(TEXT, true);
        assert_eq!((words(&caret), caret.chosen()), ("sera chaud", true));
        caret.back(TEXT, true);
        assert_eq!((words(&caret), caret.chosen()), ("sera", false));
        caret.back(TEXT, true);
        assert_eq!(words(&caret), "été sera");
    }

    #[test]
    fn after_a_selection_it_goes_on_behind_it() {
        let mut caret = at(Unit::Word);
        let start = TEXT.find("sera").unwrap();
        caret.choose(start..start + "sera chaud".len());
        caret.forward(TEXT, false);
        assert_eq!(words(&caret), "mais");
    }

    #[test]
    fn another_unit_stays_at_the_place() {
        let mut caret = at(Unit::Clause);
        caret.forward(TEXT, false);
        caret.set_unit(TEXT, Unit::Sentence);
        assert!(words(&caret).starts_with("L’été"));
        caret.set_unit(TEXT, Unit::Paragraph);
        assert!(words(&caret).contains("On verra"));
    }

    #[test]
    fn an_empty_text_moves_nowhere() {
        let mut caret = Caret::at_start("", Unit::Word);
        caret.forward("", false);
        caret.back("", true);
        assert_eq!(caret.range(), 0..0);
    }
}
