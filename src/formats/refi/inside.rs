//! The files that a project names.

use super::super::input::Entry;
use super::super::report::Fault;

/// What is packed together with a project.
pub(super) struct Inside<'a>(pub &'a [Entry]);

impl Inside<'_> {
    /// The text that a path of a project means.
    pub(super) fn text(&self, path: &str) -> Result<String, Fault> {
        let missing = || Fault::NoText(path.to_owned());
        let bare = path.rsplit("://").next().unwrap_or_default();
        let bare = bare.to_lowercase();
        let wanted = bare.rsplit(['/', '\\']).next().unwrap_or_default();
        if wanted.is_empty() {
            return Err(missing());
        }
        let entry = self
            .0
            .iter()
            .find(|it| it.name.to_lowercase().rsplit('/').next() == Some(wanted));
        let text = entry.ok_or_else(missing)?.text()?;
        Ok(match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }
}
