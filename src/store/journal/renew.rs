//! Writing a journal anew, beside and then in place of the old one: without what is too old to be
//! kept, or, once the files hold everything, without what could not be used.

use std::ops::Range;

use jiff::Timestamp;

use super::Line;
use super::read::{Entry, Found, Kind, with_sum};
use crate::model::id::AnnotatorId;
use crate::store::disk::{FORMAT, one_line, read_line};
use crate::store::files::Root;
use crate::store::notice::SaveFailure;
use crate::store::paths;
use crate::store::set_aside;

/// Leaves out the steps before a moment that the files hold, if they make up half of the journal.
/// Returns the journal as it then is.
pub fn shorten(
    root: &Root,
    annotator: &AnnotatorId,
    found: Found,
    before: Timestamp,
) -> Result<Found, SaveFailure> {
    let from = found.first_kept(before);
    let dropped = found.entries.get(..from).map_or(0, size);
    let sound = !found.unfit && !found.waits && found.unreadable.is_none();
    if !sound || dropped == 0 || dropped * 2 < found.source.len() {
        return Ok(found);
    }
    rewrite(root, annotator, &found, from, found.covered)
}

/// Leaves out what could not be used, and what came before it; the journal as it was is kept aside. To
/// be done when the files hold everything else. Returns the journal as it then is.
pub fn mend(root: &Root, annotator: &AnnotatorId, found: &Found) -> Result<Found, SaveFailure> {
    let broken = found.entries.iter().rposition(|it| it.kind == Kind::Broken);
    let from = broken.map_or(0, |it| it + 1);
    set_aside::copied(root, &found.path)?;
    rewrite(root, annotator, found, from, found.last)
}

impl Found {
    /// The first entry that is to be kept: it is not older than `before`, or the files lack it, or a
    /// later one speaks of it.
    fn first_kept(&self, before: Timestamp) -> usize {
        let old = |it: &Entry| self.moment(it).is_none_or(|it| it < before);
        let young = self.entries.partition_point(old);
        let open = self.entries.iter().position(|it| it.n > self.covered);
        let mut from = young.min(open.unwrap_or(young));
        while let Some(earlier) = self.spoken_of(from..self.entries.len()) {
            let i = self.entries.partition_point(|it| it.n < earlier);
            if i >= from {
                break;
            }
            from = i;
        }
        from
    }

    /// The lowest number of a step that some entries take back or do again.
    fn spoken_of(&self, entries: Range<usize>) -> Option<u64> {
        let steps = self.entries.get(entries)?.iter().map(|it| match it.kind {
            Kind::Undo(step) | Kind::Redo(step) => step,
            Kind::Do | Kind::Mark | Kind::Broken => it.n,
        });
        steps.min()
    }

    fn moment(&self, entry: &Entry) -> Option<Timestamp> {
        match read_line(self.source.get(entry.at.clone())?).ok()? {
            Line::Do { when, .. } | Line::Undo { when, .. } | Line::Redo { when, .. } => Some(when),
            Line::Journal { .. } | Line::Checkpoint { .. } => None,
        }
    }
}

fn rewrite(
    root: &Root,
    annotator: &AnnotatorId,
    found: &Found,
    from: usize,
    covered: u64,
) -> Result<Found, SaveFailure> {
    let refused = |trouble| SaveFailure::new(&found.path, trouble);
    let line = |it: &Line| one_line(it).map(|it| with_sum(&it)).map_err(refused);
    let mut text = line(&Line::Journal {
        format: FORMAT,
        annotator: annotator.to_string(),
    })?;
    let when = Timestamp::now();
    if covered > 0 {
        text += &line(&Line::Checkpoint { n: covered, when })?;
    }
    for entry in found.entries.get(from..).unwrap_or_default() {
        text += found.source.get(entry.at.clone()).unwrap_or_default();
    }
    let full = paths::check_inside(root, &found.path).map_err(refused)?;
    let written = root.write(&full, text.as_bytes());
    written.map_err(|error| SaveFailure::io(&found.path, &error))?;
    Ok(Found::read(found.path.clone(), text.as_bytes()))
}

fn size(entries: &[Entry]) -> usize {
    entries.iter().map(|it| it.at.len()).sum()
}
