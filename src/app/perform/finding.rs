//! Finding in the text: from what is typed to the caret on a hit.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::around::around;
use crate::analysis::find::Search;
use crate::app::App;
use crate::app::action::Notice;
use crate::app::desk::{Find, Focus, GoTo, Home};
use crate::app::dialog::label_all::MOST;
use crate::app::names;
use crate::app::panel::find::which;
use crate::app::panel::text::TextView;
use crate::app::place::Place;
use crate::app::session::Session;
use crate::model::id::LabelId;
use crate::model::segment::{self, Unit};
use crate::tr;

use super::Failure;

/// Words longer than this, in bytes, are not put into the bar: a selection that long is not looked for.
const LONGEST: usize = 200;

impl App {
    pub(super) fn find(&mut self, act: Find, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        match act {
            Find::Open => {
                session.open_find(session.selected_words(), &mut self.view);
                session.desk.finding.asks = true;
                self.search(ctx);
            }
            Find::Here => {
                if let Some(words) = session.words_here() {
                    session.open_find(Some(words), &mut self.view);
                    self.search(ctx);
                }
            }
            Find::Words(words) => {
                session.open_find(Some(words), &mut self.view);
                self.search(ctx);
            }
            Find::Exact(on) => {
                session.desk.finding.query.exact = on;
                self.search(ctx);
            }
            Find::WholeWords(on) => {
                session.desk.finding.query.whole_words = on;
                self.search(ctx);
            }
            Find::Step { back } => self.step_find(back, ctx),
            Find::At(index) => {
                let hit = session.desk.finding.at(index);
                self.show_hit(hit);
            }
            Find::LabelAll(label) => match session.label_all(&label) {
                Ok(n) => self.notify(Notice::good(tr!(
                    "label-all-done",
                    count = names::number(n),
                    hits = n
                ))),
                Err(failure) => self.notify(failure.notice()),
            },
            Find::Close => {
                self.finder.stop();
                session.close_find();
            }
        }
    }

    /// Of the two bars at the foot of the text only one is open.
    pub(super) fn go_to_position(&mut self, act: GoTo, ctx: &egui::Context) {
        let finds = self.session.as_ref().is_some_and(|it| it.desk.finding.open);
        if act == GoTo::Open && finds {
            self.find(Find::Close, ctx);
        }
        if let Some(session) = self.session.as_mut() {
            session.go_to_position(act, &mut self.view);
        }
    }

    /// Takes in what the search brought since the last frame; begins anew in another document.
    pub(in crate::app) fn take_found(&mut self, ctx: &egui::Context) {
        if let Some(reason) = self.finder.broken() {
            self.notify(Notice::bad(tr!("job-broken", reason = reason)));
        }
        let Some(session) = self.session.as_mut() else {
            return self.finder.stop();
        };
        let desk = &mut session.desk;
        if !desk.finding.open {
            return;
        }
        if desk.finding.document != desk.document {
            desk.finding.home = None;
            return self.search_from(None, ctx);
        }
        if let Some(batch) = self.finder.found() {
            let hit = desk.finding.add(&batch.hits, batch.complete);
            self.show_hit(hit);
        }
    }

    /// Looks for what the bar holds, from where the analyst was when it opened.
    fn search(&mut self, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        session.settle_home(&mut self.view);
        let desk = &session.desk;
        let home = desk.finding.home.as_ref().map(|it| it.caret.range().start);
        let here = desk.finding.hit().map(|it| it.start);
        self.search_from(here.or(home).or(Some(0)), ctx);
    }

    fn search_from(&mut self, awaits: Option<usize>, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let document = session.document().cloned();
        let finding = &mut session.desk.finding;
        finding.begin(document.as_ref().map(|it| it.id.clone()), awaits);
        let Some(document) = document else {
            return self.finder.stop();
        };
        let text = Arc::clone(document.text.content());
        let first = self
            .finder
            .start(Search::new(text, finding.query.clone()), ctx);
        let hit = finding.add(&first.hits, first.complete);
        if hit.is_none() && finding.hit().is_none() && awaits.is_some() {
            session.back_home(&mut self.view);
        }
        self.show_hit(hit);
    }

    fn step_find(&mut self, back: bool, ctx: &egui::Context) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        if !session.desk.finding.open {
            session.desk.finding.asks = session.desk.finding.query.is_blank();
            session.open_find(None, &mut self.view);
            self.search_from(None, ctx);
        }
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let caret = session.desk.caret.range();
        let hit = session.desk.finding.step(back, &caret);
        self.show_hit(hit);
    }

    /// Brings the caret to a hit, and says which it is and what stands around it.
    fn show_hit(&mut self, hit: Option<Range<usize>>) {
        let (Some(session), Some(hit)) = (self.session.as_mut(), hit) else {
            return;
        };
        session.choose_hit(hit);
        if let Some(words) = session.hit_in_words() {
            self.speech.say(words);
        }
    }
}

impl Session {
    /// Marks every hit, without the white space at its ends; gives how many records that made.
    fn label_all(&mut self, label: &LabelId) -> Result<usize, Failure> {
        let key = self.key().ok_or(Failure::NoDocument)?;
        let text = self.document().ok_or(Failure::NoDocument)?.text.clone();
        let hits = self.desk.finding.hits().iter().take(MOST);
        let ranges: Vec<Range<usize>> = hits
            .map(|it| segment::trim(text.as_str(), it.clone()))
            .collect();
        let mut ids = BTreeSet::new();
        while ids.len() < ranges.len() {
            ids.insert(self.workspace.new_span_id(&key));
        }
        let marks: Vec<_> = ids.into_iter().zip(ranges).collect();
        let before = self.layer().map_or(0, |it| it.n_spans());
        self.act(|act| act.mark_all(marks, label))?;
        self.desk.last_label = Some(label.clone());
        self.desk.to_text();
        Ok(self.layer().map_or(0, |it| it.n_spans()) - before)
    }

    /// Where the analyst is, to come back to.
    pub(super) fn home(&self, view: &mut TextView) -> Home {
        Home {
            caret: self.desk.caret.clone(),
            focus: self.desk.focus.clone(),
            stand: view.stand(),
        }
    }

    /// Goes back to where the analyst was; the home stays known.
    fn back_home(&mut self, view: &mut TextView) {
        if let Some(home) = self.desk.finding.home.clone() {
            self.return_to(&home, view);
        }
    }

    pub(super) fn return_to(&mut self, home: &Home, view: &mut TextView) {
        self.desk.caret = home.caret.clone();
        self.desk.focus = home.focus.clone();
        self.desk.reveal = None;
        view.return_to(home.stand);
    }

    /// Opens the bar, with other words if some are given.
    fn open_find(&mut self, words: Option<String>, view: &mut TextView) {
        if !self.desk.finding.open {
            let document = self.desk.document.clone();
            self.desk.finding.begin(document, None);
            self.desk.finding.home = Some(self.home(view));
        }
        self.go_to_position(GoTo::Stay, view);
        let finding = &mut self.desk.finding;
        finding.open = true;
        if let Some(words) = words {
            finding.query.words = words;
        }
    }

    /// The caret stays on the hit; where nothing was found, it is where it was.
    fn close_find(&mut self) {
        let finding = &mut self.desk.finding;
        finding.open = false;
        finding.asks = false;
        finding.begin(None, None);
        let home = finding.home.take();
        let moved = home.filter(|it| it.caret.range() != self.desk.caret.range());
        if let (Some(home), Some(document)) = (moved, self.desk.document.clone()) {
            self.jumped_from(Place::Words(document, home.caret.range()));
        }
    }

    /// An analyst who has gone elsewhere while the bar is open is at home there.
    fn settle_home(&mut self, view: &mut TextView) {
        let (finding, caret) = (&self.desk.finding, self.desk.caret.range());
        let at_home = finding
            .home
            .as_ref()
            .is_some_and(|it| it.caret.range() == caret);
        if !at_home && finding.hit() != Some(&caret) {
            self.desk.finding.home = Some(self.home(view));
            let document = self.desk.document.clone();
            self.desk.finding.begin(document, None);
        }
    }

    /// The words chosen, when they are few enough to be looked for.
    fn selected_words(&self) -> Option<String> {
        let caret = &self.desk.caret;
        if self.desk.focus != Focus::Text || !caret.chosen() {
            return None;
        }
        self.few_words(caret.range())
    }

    /// The words chosen, else the word where the caret is.
    fn words_here(&self) -> Option<String> {
        self.selected_words().or_else(|| {
            let text = self.document()?.text.as_str();
            let at = self.desk.caret.range().start;
            self.few_words(segment::at(text, Unit::Word, at))
        })
    }

    fn few_words(&self, range: Range<usize>) -> Option<String> {
        let words = self.document()?.text.get(range)?;
        let fits = words.len() <= LONGEST && !words.trim().is_empty();
        fits.then(|| words.to_owned())
    }

    fn choose_hit(&mut self, hit: Range<usize>) {
        self.desk.to_text();
        self.desk.caret.choose(hit.clone());
        self.desk.reveal = Some(hit);
    }

    /// The current hit: which of how many, and the words around it.
    fn hit_in_words(&self) -> Option<String> {
        let (finding, text) = (&self.desk.finding, &self.document()?.text);
        let words = around(text.as_str(), finding.hit()?);
        let which = which(finding)?;
        Some(tr!("said-hit", which = which, words = names::shown(&words)))
    }
}
