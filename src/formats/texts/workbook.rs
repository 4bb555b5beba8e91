//! Workbooks of Excel: the rows of the first sheet that has any, of hidden ones if no other has. Cells are read
//! one by one, as a sheet may say that it has a million columns.

use std::io::Cursor;
use std::time::Duration;

use calamine::{Cell, DataRef, Reader as _, Sheet, SheetVisible, Xlsx};

use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::report::{Fate, Fault};
use super::bounded::bounded;
use super::package::unlocked;
use super::rows::Rows;
use crate::model::progress::Cancelled;

const MOST: u64 = 128 << 20;
/// What is packed in it, all together.
const MOST_UNPACKED: u64 = 1 << 30;
const MOST_COLUMNS: usize = 1_000;
const PATIENCE: Duration = Duration::from_mins(2);

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let Some(bytes) = super::bytes(entry, MOST, intake) else {
        return Ok(());
    };
    let rows = match sensible(entry) {
        Ok(()) => bounded(PATIENCE, intake, move || rows(bytes))?,
        Err(fault) => Err(fault),
    };
    let (rows, others) = match rows {
        Ok(it) => it,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    if !others.is_empty() {
        let fault = Fault::OtherSheets(others.join(", "));
        intake.tell(&entry.name, 0, fault, Fate::Skipped);
    }
    let mut taken = Rows::new(entry, reading, false);
    for (line, cells) in rows {
        intake.check()?;
        taken.row(line, cells, intake)?;
    }
    taken.finish(intake)
}

/// Whether what is packed is no more than memory should hold.
fn sensible(entry: &Entry) -> Result<(), Fault> {
    unlocked(entry)?;
    let mut all = 0u64;
    for part in entry.unpack()? {
        all = all.saturating_add(part.bytes()?.len() as u64);
        if all > MOST_UNPACKED {
            return Err(Fault::TooLarge);
        }
    }
    Ok(())
}

type Row = (usize, Vec<String>);

/// The rows of the first sheet that has any, and the names of the others that have some.
fn rows(bytes: Vec<u8>) -> Result<(Vec<Row>, Vec<String>), String> {
    let told = |it: calamine::XlsxError| it.to_string();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(told)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut others = Vec::new();
    // What is hidden often lists what cells may hold.
    let (shown, hidden): (Vec<Sheet>, Vec<Sheet>) = book
        .sheets_metadata()
        .iter()
        .cloned()
        .partition(|it| it.visible == SheetVisible::Visible);
    for sheet in shown.into_iter().chain(hidden).map(|it| it.name) {
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet) else {
            continue;
        };
        if rows.is_empty() {
            while let Some(cell) = cells.next_cell().map_err(told)? {
                put(&mut rows, &cell);
            }
        } else if has_text(|| Some(text(cells.next_cell().ok()??.get_value()))) {
            others.push(sheet);
        }
    }
    Ok((rows, others))
}

/// Whether one of the cells to come is not empty.
fn has_text(cells: impl FnMut() -> Option<String>) -> bool {
    std::iter::from_fn(cells).any(|it| !it.is_empty())
}

fn put(rows: &mut Vec<Row>, cell: &Cell<DataRef>) {
    let (row, column) = cell.get_position();
    let (line, column) = (row as usize + 1, column as usize);
    let text = text(cell.get_value());
    if text.is_empty() || column >= MOST_COLUMNS {
        return;
    }
    if rows.last().is_none_or(|it| it.0 != line) {
        rows.push((line, Vec::new()));
    }
    if let Some((_, cells)) = rows.last_mut() {
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
}

/// The words of a cell; a line in it ends as in any text, also where Excel wrote `_x000D_`.
fn text(value: &DataRef) -> String {
    let text = plain(value);
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

fn plain(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
    }
}
