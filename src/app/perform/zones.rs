//! Marking the comments of a page: one step, each stretch with the answers that are known of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::app::App;
use crate::app::action::Notice;
use crate::app::dialog::comments::Zone;
use crate::app::session::Session;
use crate::model::edit::Edit;
use crate::model::id::{LabelId, SpanId};
use crate::tr;

use super::Failure;

impl App {
    /// Marks what was ticked, and says how much that is.
    pub(crate) fn mark_zones(&mut self, label: &LabelId, zones: Vec<Zone>) {
        let Some(session) = &mut self.session else {
            return;
        };
        match session.mark_zones(label, zones) {
            Ok(n) => self.notify(Notice::good(tr!("comments-done", count = n))),
            Err(failure) => self.notify(failure.notice()),
        }
    }
}

impl Session {
    fn mark_zones(&mut self, label: &LabelId, zones: Vec<Zone>) -> Result<usize, Failure> {
        let key = self.key().ok_or(Failure::NoDocument)?;
        let mut ids: BTreeSet<SpanId> = BTreeSet::new();
        while ids.len() < zones.len() {
            ids.insert(self.workspace.new_span_id(&key));
        }
        let mut known: BTreeMap<SpanId, Zone> = ids.into_iter().zip(zones).collect();
        let marks = known.iter().map(|(id, it)| (id.clone(), it.at.clone()));
        let marks: Vec<(SpanId, Range<usize>)> = marks.collect();
        let mut n = 0;
        self.act(|act| {
            let mut step = act.mark_all(marks, label)?;
            for edit in &mut step.edits {
                if let Edit::Span(_, id, Some(span)) = edit
                    && let Some(zone) = known.remove(id)
                {
                    let span = Arc::make_mut(span);
                    (span.attributes, span.note) = (zone.answers, zone.note);
                    n += 1;
                }
            }
            Ok(step)
        })?;
        self.desk.last_label = Some(label.clone());
        self.desk.to_text();
        Ok(n)
    }
}
