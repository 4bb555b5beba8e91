//! Counts of the open document that panels show in every frame, counted anew only when it changes.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::bunched::Bunched;
use super::panel::text::{Bar, Tick};
use super::session::Session;
use super::words;
use crate::model::check;
use crate::model::id::{DocumentId, LabelId, LinkId, SpanId};
use crate::model::places::Bunch;
use crate::model::project::Project;

/// What is counted of a layer.
#[derive(Debug, Default)]
pub struct Tally {
    /// Records by label.
    pub by_label: BTreeMap<LabelId, usize>,
    /// Records that lack a required answer, or wait for a choice.
    pub incomplete: usize,
    /// Records that a merge left to be chosen: other versions, and what one side removed.
    pub to_choose: Vec<SpanId>,
}

/// The links that leave or reach each record of a layer.
pub type LinksAt = HashMap<SpanId, Vec<LinkId>>;

/// The last counts, and what they were made for.
#[derive(Default)]
pub struct Tallies {
    layer: RefCell<Option<(u64, DocumentId, Rc<Tally>)>>,
    words: RefCell<Option<(DocumentId, usize)>>,
    links: RefCell<Option<(u64, DocumentId, Rc<LinksAt>)>>,
    bunches: RefCell<Bunched<Tally>>,
    /// Where records are, for the scroll bar.
    pub(super) ticks: RefCell<Bunched<Vec<Tick>>>,
    /// Their extents, for the overview.
    pub(super) bars: RefCell<Bunched<Vec<Bar>>>,
}

impl Session {
    /// The counts of the layer that is being worked on.
    pub fn tally(&self) -> Rc<Tally> {
        let Some(document) = self.desk.document.clone() else {
            return Rc::default();
        };
        let revision = self.workspace.revision();
        let mut kept = self.tallies.layer.borrow_mut();
        if let Some((at, of, tally)) = &*kept
            && (*at, of) == (revision, &document)
        {
            return Rc::clone(tally);
        }
        let tally = Rc::new(self.count());
        *kept = Some((revision, document, Rc::clone(&tally)));
        tally
    }

    /// Where the links of the layer that is being worked on begin and end.
    pub fn links_at(&self) -> Rc<LinksAt> {
        let Some(document) = self.desk.document.clone() else {
            return Rc::default();
        };
        let revision = self.workspace.revision();
        let mut kept = self.tallies.links.borrow_mut();
        if let Some((at, of, links)) = &*kept
            && (*at, of) == (revision, &document)
        {
            return Rc::clone(links);
        }
        let mut links = LinksAt::new();
        for link in self.layer().into_iter().flat_map(|it| it.links()) {
            for end in [&link.from, &link.to] {
                links.entry(end.clone()).or_default().push(link.id.clone());
            }
        }
        let links = Rc::new(links);
        *kept = Some((revision, document, Rc::clone(&links)));
        links
    }

    /// How many words the open document has.
    pub fn n_words(&self) -> usize {
        let Some(document) = self.document() else {
            return 0;
        };
        let mut kept = self.tallies.words.borrow_mut();
        match &*kept {
            Some((of, count)) if *of == document.id => *count,
            _ => {
                let count = words::count(document.text.as_str());
                *kept = Some((document.id.clone(), count));
                count
            }
        }
    }

    fn count(&self) -> Tally {
        let project = self.workspace.project();
        let bunches = self.layer().into_iter().flat_map(|it| it.bunches());
        let mut kept = self.tallies.bunches.borrow_mut();
        let parts = kept.of(&project.schema, 0, bunches, |it| Tally::of(project, it));
        parts.iter().fold(Tally::default(), Tally::and)
    }
}

impl Tally {
    fn of(project: &Project, bunch: &Bunch) -> Self {
        let mut tally = Self::default();
        for (_, span) in bunch {
            *tally.by_label.entry(span.label.clone()).or_default() += 1;
            tally.incomplete += usize::from(!check::complete(project, span));
            tally
                .to_choose
                .extend(span.conflict.is_some().then(|| span.id.clone()));
        }
        tally
    }

    fn and(mut self, other: &Rc<Self>) -> Self {
        for (label, n) in &other.by_label {
            *self.by_label.entry(label.clone()).or_default() += n;
        }
        self.incomplete += other.incomplete;
        self.to_choose.extend_from_slice(&other.to_choose);
        self
    }
}
