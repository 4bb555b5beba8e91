//! What kind of question a set of answers answers.

use std::collections::BTreeSet;

use super::super::draft::Answer;
use super::super::value::{BETWEEN, fit, plain};
use super::new_choice;
use crate::model::schema::{Choice, Kind};
use crate::model::value::Value;

/// More different answers than this are no list to choose from.
const MOST_CHOICES: usize = 60;
/// Nor are answers longer than this, in characters.
const LONGEST_CHOICE: usize = 60;
/// With so few different answers they are choices, however seldom they are given.
const FEW: usize = 8;

/// The answers seen so far.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// The kind that its source declares it to be of.
    asked: Option<Kind>,
    /// The answers that are not of that kind.
    unfit: Option<Box<Question>>,
    n: usize,
    flags: usize,
    numbers: usize,
    texts: usize,
    several: usize,
    dates: usize,
    intervals: usize,
    targets: usize,
    /// The different ones in the order of their coming, no more than are offered.
    different: Vec<String>,
    known: BTreeSet<String>,
    /// Whether there are more, or some that are no choice.
    free: bool,
}

impl Question {
    pub(super) fn asked(kind: Option<&Kind>) -> Self {
        Self {
            asked: kind.cloned(),
            ..Self::default()
        }
    }

    pub(super) fn see(&mut self, answer: &Answer) {
        if let Some(kind) = self.asked.as_ref().filter(|it| !takes(it, answer)) {
            let unfit = self.unfit.get_or_insert_default();
            match answer {
                Answer::Flag(_) | Answer::Number(_) if !kind.choices().is_empty() => {
                    unfit.see(&Answer::Text(plain(answer)));
                }
                other => unfit.see(other),
            }
        }
        self.n += 1;
        match answer {
            Answer::Flag(_) | Answer::Value(Value::Flag(_)) => self.flags += 1,
            Answer::Number(_) | Answer::Value(Value::Number(_)) => self.numbers += 1,
            Answer::Several(all) => {
                self.several += 1;
                for it in all {
                    self.note(it);
                }
            }
            Answer::Text(text) => {
                self.texts += 1;
                self.note(text);
            }
            Answer::Value(value) => self.see_value(value),
        }
    }

    fn see_value(&mut self, value: &Value) {
        match value {
            Value::Flag(_) | Value::Number(_) => {}
            Value::Choice(id) => {
                self.texts += 1;
                self.note(id.as_str());
            }
            Value::Choices(ids) => {
                self.several += 1;
                for id in ids {
                    self.note(id.as_str());
                }
            }
            Value::Date(_) => self.dates += 1,
            Value::Interval(..) => self.intervals += 1,
            Value::Target(_) => self.targets += 1,
            Value::Text(_) => {
                self.texts += 1;
                self.free = true;
            }
        }
    }

    fn note(&mut self, text: &str) {
        if self.free || self.known.contains(text) {
            return;
        }
        let odd = |it: char| it == '\n' || it == '\t' || it == BETWEEN;
        let long = text.chars().count() > LONGEST_CHOICE;
        if text.is_empty() || long || text.contains(odd) || self.different.len() == MOST_CHOICES {
            self.free = true;
            return;
        }
        self.known.insert(text.to_owned());
        self.different.push(text.to_owned());
    }

    /// The kind that takes them all.
    pub(super) fn kind(&self) -> Kind {
        let choices = || self.choices();
        let all = |n: usize| n == self.n;
        if all(self.flags) {
            Kind::Flag
        } else if all(self.numbers) {
            Kind::Number {
                min: None,
                max: None,
            }
        } else if all(self.dates) {
            Kind::Date
        } else if all(self.intervals) {
            Kind::Interval
        } else if all(self.targets) {
            Kind::Target
        } else if self.several > 0 && all(self.several + self.texts) && !self.free {
            Kind::SeveralOf(choices())
        } else if all(self.texts) && self.are_choices() {
            Kind::OneOf(choices())
        } else {
            Kind::Text
        }
    }

    fn are_choices(&self) -> bool {
        let n = self.different.len();
        !self.free && (n <= FEW || n * 3 <= self.n)
    }

    /// Offers what was answered in a question that is asked already, where it is one of choices.
    pub(super) fn offer(&self, kind: &mut Kind) {
        add_choices(kind, &self.choices());
    }

    fn choices(&self) -> Vec<Choice> {
        self.different.iter().map(|it| new_choice(it)).collect()
    }

    /// Makes a kind that was declared one that takes every answer: with more choices, with several of them,
    /// else the kind that the answers are of.
    pub(super) fn widen(&self, kind: &mut Kind) {
        let Some(unfit) = &self.unfit else {
            return self.offer(kind);
        };
        let all = |n: usize| n == unfit.n;
        *kind = match std::mem::replace(kind, Kind::Text) {
            mut known @ (Kind::OneOf(_) | Kind::Ordinal(_)) if all(unfit.texts) && !unfit.free => {
                unfit.offer(&mut known);
                known
            }
            Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices)
                if all(unfit.texts + unfit.several) && !unfit.free =>
            {
                let mut known = Kind::SeveralOf(choices);
                unfit.offer(&mut known);
                known
            }
            Kind::Number { .. } if all(unfit.numbers) => Kind::Number {
                min: None,
                max: None,
            },
            known if known.choices().is_empty() => self.kind(),
            _ => Kind::Text,
        };
    }
}

/// Whether an answer is of this kind.
fn takes(kind: &Kind, answer: &Answer) -> bool {
    match (answer, kind) {
        (_, Kind::Text) | (Answer::Flag(_), Kind::Flag) => true,
        (Answer::Value(value), _) => value.fits(kind),
        // No answer is no reason to ask otherwise.
        (Answer::Several(all), _) if all.is_empty() => true,
        (Answer::Text(text), Kind::OneOf(choices) | Kind::Ordinal(choices)) => choices
            .iter()
            .any(|it| it.id.as_str() == text || it.name.0.values().any(|name| name == text)),
        _ => fit(&choice_of(kind, answer), kind).is_some(),
    }
}

/// Adds choices that a question does not offer yet.
pub(super) fn add_choices(kind: &mut Kind, more: &[Choice]) {
    if let Kind::OneOf(choices) | Kind::Ordinal(choices) | Kind::SeveralOf(choices) = kind {
        for choice in more {
            if choices.iter().all(|it| it.id != choice.id) {
                choices.push(choice.clone());
            }
        }
    }
}

/// The choice that an answer means, by id or by name; the answer itself where none is.
pub(super) fn choice_of(kind: &Kind, answer: &Answer) -> Answer {
    let named = |text: &str| {
        let choices = kind.choices().iter();
        let by_id = choices.clone().find(|it| it.id.as_str() == text);
        let found = by_id.or_else(|| {
            let mut choices = choices.clone();
            choices.find(|it| it.name.0.values().any(|name| name == text))
        });
        found.map_or_else(|| text.to_owned(), |it| it.id.to_string())
    };
    match answer {
        Answer::Text(text) => Answer::Text(named(text)),
        Answer::Several(all) => Answer::Several(all.iter().map(|it| named(it)).collect()),
        Answer::Value(_) | Answer::Flag(_) | Answer::Number(_) => answer.clone(),
    }
}

/// An answer for a question of free text, whatever it is.
pub(super) fn as_text(answer: &Answer) -> Value {
    Value::Text(plain(answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widened(kind: Kind, answers: &[Answer]) -> Kind {
        let mut question = Question::asked(Some(&kind));
        for it in answers {
            question.see(it);
        }
        let mut wide = kind;
        question.widen(&mut wide);
        for it in answers {
            assert!(takes(&wide, it), "{it:?} in {wide:?}");
        }
        wide
    }

    #[test]
    fn a_declared_question_takes_every_answer() {
        let list = |all: &[&str]| all.iter().map(|it| new_choice(it)).collect::<Vec<_>>();
        let text = |it: &str| Answer::text(it);
        let number = |min, max| Kind::Number { min, max };
        let long = "très ".repeat(30);
        let two = Answer::Several(vec!["a".to_owned(), "c".to_owned()]);
        let cases = [
            (Kind::Flag, vec![Answer::Flag(true)], Kind::Flag),
            (Kind::Flag, vec![text("a")], Kind::OneOf(list(&["a"]))),
            (Kind::Flag, vec![text("a"), Answer::Flag(true)], Kind::Text),
            (
                Kind::OneOf(list(&["a"])),
                vec![Answer::Flag(true), text("b")],
                Kind::OneOf(list(&["a", "true", "b"])),
            ),
            (
                Kind::Ordinal(list(&["a", "b"])),
                vec![two, text("b")],
                Kind::SeveralOf(list(&["a", "b", "c"])),
            ),
            (Kind::OneOf(list(&["a"])), vec![text(&long)], Kind::Text),
            (
                number(Some(0.0), Some(1.0)),
                vec![Answer::Number(2.0)],
                number(None, None),
            ),
            (Kind::Date, vec![text("2031"), text("hier")], {
                Kind::OneOf(list(&["2031", "hier"]))
            }),
        ];
        for (kind, answers, expected) in cases {
            assert_eq!(widened(kind, &answers), expected);
        }
    }
}
