//! Going several steps back or forward at once.

use super::Workspace;
use crate::model::history::Step;
use crate::store::notice::SaveFailure;

/// What going through the steps did.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    /// Whether steps were undone, else done again.
    pub back: bool,
    pub count: usize,
    /// What was applied last.
    pub last: Step,
}

impl Workspace {
    /// Undoes or does again until as many steps stand as asked for, or none is left; `None` if that is so
    /// already. Each is an entry of the journal, so a jump cut short by a failure or a crash has simply
    /// gone less far, and another one takes it back.
    pub fn jump(&mut self, done: usize) -> Result<Option<Jump>, SaveFailure> {
        let at_once = self.options.sync_at_once;
        // One sync at the end holds all before it.
        self.sync_each(false);
        let gone = self.walk(done, at_once);
        self.sync_each(at_once);
        gone
    }

    fn walk(&mut self, done: usize, at_once: bool) -> Result<Option<Jump>, SaveFailure> {
        let now = self.past.done.len();
        let (back, steps) = (done < now, done.abs_diff(now));
        let mut jump = None;
        for count in 1..=steps {
            if count == steps {
                self.sync_each(at_once);
            }
            let step = if back { self.undo()? } else { self.redo()? };
            let Some(last) = step else { break };
            jump = Some(Jump { back, count, last });
        }
        Ok(jump)
    }

    fn sync_each(&mut self, on: bool) {
        if let Ok(writer) = &mut self.writer {
            writer.sync_at_once = on;
        }
    }
}
