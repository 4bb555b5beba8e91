//! Tables: one row a document, one column its text, the others what is known of it.

use super::super::delimited::{self, Delimited};
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::names::{ending, without_ending};
use super::super::report::{Fate, Fault};
pub(super) use super::columns::{Column, WANTED, column_named};
use super::guess::decoded;
use super::rows::Rows;
use super::{bytes, workbook};
use crate::model::progress::Cancelled;

/// No table is larger, in bytes.
const MOST: u64 = 512 << 20;

/// The name of the document of a row.
pub(super) fn row_name(entry: &Entry, id: &str, n: usize) -> String {
    let stem = without_ending(&entry.name);
    let id = id.trim().replace(['/', '\\'], "-");
    if id.is_empty() {
        format!("{stem}/{n:05}.txt")
    } else if ending(&id) == "txt" {
        format!("{stem}/{id}")
    } else {
        format!("{stem}/{id}.txt")
    }
}

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    if matches!(entry.ending().as_str(), "xlsx" | "xlsm") {
        return workbook::read(entry, reading, intake);
    }
    let Some(bytes) = bytes(entry, MOST, intake) else {
        return Ok(());
    };
    let Some(known) = decoded(entry, &bytes, None, reading, intake) else {
        return Ok(());
    };
    drop(bytes);
    let table = Delimited::of(&known.text, &entry.ending());
    if let Some(line) = table.unclosed() {
        let fault = Fault::Malformed("\"".to_owned());
        intake.tell(&entry.name, line, fault, Fate::Kept);
    }
    let mut rows = Rows::new(entry, reading, true);
    for (line, record) in table.rows() {
        intake.check()?;
        match record {
            Ok(record) => {
                let cells = record.iter().map(str::to_owned).collect();
                rows.row(line, cells, intake)?;
            }
            Err(error) => {
                let fault = Fault::Malformed(error.to_string());
                intake.tell(&entry.name, line, fault, Fate::Skipped);
            }
        }
    }
    rows.finish(intake)
}

/// Whether a file is “Unicode text” of Excel: UTF-16 that says so, with tabs.
pub(super) fn is_marked(entry: &Entry) -> bool {
    let head = || entry.head(1 << 12).unwrap_or_default();
    entry.ending() == "txt" && delimited::is_unicode_text(&head(), "txt")
}
