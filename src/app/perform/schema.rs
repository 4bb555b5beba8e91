//! Changing the schema, and what the desk forgets with it.

use std::sync::Arc;

use super::Failure;
use crate::app::session::Session;
use crate::model::edit::Edit;
use crate::model::history::Step;
use crate::model::reform::Reform;

impl Session {
    /// Changes the schema, and all records with it.
    pub(super) fn reform(&mut self, reform: &Reform) -> Result<(), Failure> {
        let plan = reform.plan(self.workspace.project());
        let plan = plan.map_err(Failure::Unfit)?;
        self.workspace.run(plan.step)?;
        self.forget_strangers();
        Ok(())
    }

    /// After the schema has changed: nothing is armed or open that is not there any more.
    pub(super) fn forget_strangers(&mut self) {
        let schema = Arc::clone(&self.workspace.project().schema);
        for label in [&mut self.desk.armed, &mut self.desk.last_label] {
            *label = label.take().filter(|it| schema.label(it).is_some());
        }
        self.desk.target_list = None;
        self.desk.linking = None;
        let focus = self.desk.focus.span().cloned();
        if let Some(span) = focus
            && self.layer().is_none_or(|it| it.span(&span).is_none())
        {
            self.desk.to_text();
        }
    }
}

/// Whether a step changes the schema: it is about everything, not about one place.
pub(super) fn is_about_all(step: &Step) -> bool {
    step.edits.iter().any(|it| matches!(it, Edit::Schema(_)))
}
