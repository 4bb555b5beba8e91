//! Going to a position of the text: shown while it is typed, kept by Enter, given up by Escape.

use crate::analysis::position::{Answer, Goal, Numbered};
use crate::app::desk::{GoTo, Position};
use crate::app::panel::text::TextView;
use crate::app::place::Place;
use crate::app::session::Session;

impl Session {
    pub(super) fn go_to_position(&mut self, act: GoTo, view: &mut TextView) {
        match act {
            GoTo::Open => self.ask_position(view),
            GoTo::Words(words) => self.show_position(words, view),
            GoTo::Stay => {
                let moved = self
                    .desk
                    .position
                    .take()
                    .filter(|it| it.home.caret.range() != self.desk.caret.range());
                if let (Some(from), Some(document)) = (moved, self.desk.document.clone()) {
                    self.jumped_from(Place::Words(document, from.home.caret.range()));
                }
            }
            GoTo::Leave => {
                if let Some(position) = self.desk.position.take() {
                    self.return_to(&position.home, view);
                }
            }
        }
    }

    fn ask_position(&mut self, view: &mut TextView) {
        let Some(document) = self.document().cloned() else {
            return;
        };
        if let Some(position) = &mut self.desk.position {
            position.asks = true;
            return;
        }
        self.desk.position = Some(Position {
            words: String::new(),
            asks: true,
            answer: Answer::Nothing,
            numbered: Numbered::new(document.text.as_str()),
            home: self.home(view),
        });
    }

    fn show_position(&mut self, words: String, view: &mut TextView) {
        let Some(document) = self.document().cloned() else {
            return;
        };
        let layer = self.layer().cloned();
        let Some(position) = &mut self.desk.position else {
            return;
        };
        let answer = position
            .numbered
            .find(&words, &document.text, layer.as_deref());
        position.words = words;
        position.answer = answer.clone();
        let home = position.home.clone();
        match answer {
            Answer::Found(Goal::Record(id), _) => self.choose_record(id),
            Answer::Found(_, place) => {
                self.desk.to_text();
                self.desk.caret.go(document.text.as_str(), place.start);
                self.desk.reveal = Some(place.start..place.start);
            }
            Answer::Nothing => self.return_to(&home, view),
            Answer::Beyond(_) | Answer::Unknown => {}
        }
    }
}
