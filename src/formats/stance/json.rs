//! Stances as records of JSON, a line or an element each, as x-stance has them.

use super::super::format::Intake;
use super::super::input::Entry;
use super::super::json::{Fields, Node};
use super::super::records::{self, each_record, look_at};
use super::Rows;
use crate::model::progress::Cancelled;

/// So many records tell whether these are stances.
const LOOKED_AT: usize = 20;

/// Whether a file holds records and not rows.
pub fn is_json(entry: &Entry) -> bool {
    records::ENDINGS.contains(&entry.ending().as_str())
}

/// The first records as a heading and rows.
pub fn first_rows(entry: &Entry) -> Rows {
    let mut table = Table::default();
    look_at(entry, LOOKED_AT, |record| table.push(0, &record));
    table.rows()
}

/// All records as a heading and rows.
pub fn rows(entry: &Entry, intake: &mut dyn Intake) -> Result<Rows, Cancelled> {
    let mut table = Table::default();
    each_record(entry, intake, |line, record, _| {
        table.push(line, &record);
        Ok(())
    })?;
    Ok(table.rows())
}

/// A column for each key that a record has.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    fn push(&mut self, line: usize, record: &Fields) {
        let mut cells = vec![String::new(); self.names.len()];
        for (name, value) in record.iter().filter(|it| *it.1 != Node::Null) {
            let place = self.names.iter().position(|it| it == name);
            match place.and_then(|it| cells.get_mut(it)) {
                Some(cell) => *cell = value.plain(),
                None => {
                    self.names.push(name.to_owned());
                    cells.push(value.plain());
                }
            }
        }
        self.rows.push((line, cells));
    }

    fn rows(mut self) -> Rows {
        // A key that only later records have is blank in those before.
        for (_, cells) in &mut self.rows {
            cells.resize(self.names.len(), String::new());
        }
        (self.names, self.rows)
    }
}
