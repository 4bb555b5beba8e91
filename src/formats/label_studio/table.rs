//! The exports as a table, CSV and TSV: the short export with a row for each annotation, whose lists and
//! objects stand as JSON in their cells.

use serde_json::{Map, Value as Json};

use super::super::delimited::{Delimited, first_rows};
use super::super::format::Intake;
use super::super::input::Entry;
use super::super::report::{Fate, Fault};

pub const ENDINGS: &[&str] = &["csv", "tsv"];

/// The columns that every such table has beside the data and the controls.
const ABOUT: [&str; 3] = ["annotation_id", "annotator", "lead_time"];

/// Columns whose cells are values of JSON, not words.
const VALUES: [&str; 5] = ["id", "annotation_id", "annotator", "lead_time", "agreement"];

/// Whether a file has the columns of an export.
pub fn is_export(entry: &Entry) -> bool {
    let head = entry.head(1 << 16).unwrap_or_default();
    let heading = first_rows(&head, &entry.ending(), 1).pop();
    let heading = heading.unwrap_or_default();
    ABOUT.iter().all(|it| heading.iter().any(|name| name == it))
}

/// The rows as lines of JSON, each on the line on which it begins in the table, so that what is told of it
/// names that line.
pub fn as_lines(entry: &Entry, intake: &mut dyn Intake) -> Option<Entry> {
    let text = match entry.text() {
        Ok(text) => text,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return None;
        }
    };
    let table = Delimited::of(&text, &entry.ending());
    let mut rows = table.rows();
    let heading = rows.next()?.1.ok()?;
    intake.columns(&heading.iter().collect::<Vec<_>>());
    let (mut lines, mut at) = (String::new(), 1);
    for (line, row) in rows {
        let row = match row {
            Ok(row) if row.len() == heading.len() => row,
            Ok(row) => {
                let cells: Vec<&str> = row.iter().collect();
                let fault = Fault::Malformed(cells.join(", "));
                intake.tell(&entry.name, line, fault, Fate::Skipped);
                continue;
            }
            Err(error) => {
                let fault = Fault::Malformed(error.to_string());
                intake.tell(&entry.name, line, fault, Fate::Skipped);
                continue;
            }
        };
        let filled = heading.iter().zip(&row).filter(|it| !it.1.is_empty());
        let task: Map<String, Json> = filled
            .map(|(name, cell)| (name.to_owned(), value(name, cell)))
            .collect();
        lines.extend(std::iter::repeat_n('\n', line.saturating_sub(at)));
        lines += &Json::Object(task).to_string();
        at = at.max(line);
    }
    Some(Entry::of_bytes(&entry.name, lines.into_bytes()))
}

/// What a cell holds.
fn value(name: &str, cell: &str) -> Json {
    match serde_json::from_str(cell) {
        Ok(value @ (Json::Array(_) | Json::Object(_))) => value,
        Ok(value) if VALUES.contains(&name) => value,
        _ => Json::from(cell),
    }
}
