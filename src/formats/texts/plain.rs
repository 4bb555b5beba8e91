//! Plain texts: their bytes are kept as they are.

use super::super::draft::{Draft, Stored};
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::front;
use super::guess::decoded;
use crate::model::progress::Cancelled;

/// No text is larger: 256 MB.
const MOST: u64 = 256 << 20;

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let Some(bytes) = super::bytes(entry, MOST, intake) else {
        return Ok(());
    };
    let Some(known) = decoded(entry, &bytes, None, reading, intake) else {
        return Ok(());
    };
    if is_blank(&known.text) {
        super::told_empty(entry, intake);
        return Ok(());
    }
    let mut draft = Draft::new(entry.name.clone(), known.text);
    draft.meta.title = heading(&entry.name, draft.text.as_str());
    if is_markdown(&entry.name) {
        front::read(draft.text.as_str(), &mut draft.meta);
    }
    if known.had_errors || known.encoding != "UTF-8" {
        draft.stored = Some(Stored {
            bytes,
            encoding: known.encoding,
        });
    }
    intake.document(draft)
}

/// Whether there is nothing to read.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}')
}

fn is_markdown(name: &str) -> bool {
    let ending = super::super::names::ending(name);
    matches!(ending.as_str(), "md" | "markdown")
}

/// The first heading of a Markdown text; other texts go by their file names.
pub fn heading(name: &str, text: &str) -> String {
    let first = text
        .lines()
        .take(40)
        .find_map(|it| it.trim_start_matches('\u{FEFF}').strip_prefix("# "));
    match first {
        Some(title) if is_markdown(name) => title
            .trim()
            .trim_end_matches('#')
            .trim()
            .chars()
            .take(200)
            .collect(),
        _ => String::new(),
    }
}
