//! Counts of the open document that panels show in every frame, counted anew only when it changes.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::session::Session;
use crate::model::check;
use crate::model::id::{DocumentId, LabelId, LinkId, SpanId};

/// What is counted of a layer.
#[derive(Debug, Default)]
pub struct Tally {
    /// Records by label.
    pub by_label: BTreeMap<LabelId, usize>,
    /// Records that lack a required answer.
    pub incomplete: usize,
}

/// The links that leave or reach each record of a layer.
pub type LinksAt = HashMap<SpanId, Vec<LinkId>>;

/// The last counts, and what they were made for.
#[derive(Default)]
pub struct Tallies {
    layer: RefCell<Option<(u64, DocumentId, Rc<Tally>)>>,
    words: RefCell<Option<(DocumentId, usize)>>,
    links: RefCell<Option<(u64, DocumentId, Rc<LinksAt>)>>,
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
                let count = document.text.as_str().split_whitespace().count();
                *kept = Some((document.id.clone(), count));
                count
            }
        }
    }

    fn count(&self) -> Tally {
        let mut tally = Tally::default();
        for span in self.layer().into_iter().flat_map(|it| it.spans()) {
            *tally.by_label.entry(span.label.clone()).or_default() += 1;
            tally.incomplete += usize::from(!check::complete(self.workspace.project(), span));
        }
        tally
    }
}
