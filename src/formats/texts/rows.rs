//! Rows on their way to documents. The first ones wait until it is clear what the columns are.

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::meta::set_text;
use super::super::report::{Fate, Fault};
use super::columns::{
    Column, Place, are_places, are_statements, are_tagged, column_named, is_data, is_exact,
    is_of_several, text_column,
};
use super::known;
use super::plain::is_blank;
use super::table::row_name;
use super::tagged::Markup;
use crate::analysis::days::{self, Order};
use crate::model::progress::Cancelled;

/// So many rows tell what the columns are.
const LOOKED_AT: usize = 50;

type Row = (usize, Vec<String>);

/// Takes rows, gives documents.
pub(super) struct Rows<'a> {
    entry: &'a Entry,
    reading: &'a Reading,
    /// Whether a row that is longer than the heading was not parted well.
    is_even: bool,
    /// The names of the columns, and which one is the text, once that is known.
    known: Option<(Vec<String>, Option<usize>)>,
    /// What stands first in days of numbers.
    order: Order,
    /// How the texts are written.
    markup: Markup,
    waiting: Vec<Row>,
    n: usize,
}

impl<'a> Rows<'a> {
    pub fn new(entry: &'a Entry, reading: &'a Reading, is_even: bool) -> Self {
        Self {
            entry,
            reading,
            is_even,
            known: None,
            order: Order::default(),
            markup: Markup::default(),
            waiting: Vec::new(),
            n: 0,
        }
    }

    /// Takes the next row; the first is the names of the columns, where these have any.
    pub fn row(
        &mut self,
        line: usize,
        cells: Vec<String>,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        if self.known.is_some() {
            return self.document(line, cells, intake);
        }
        if !self.waiting.is_empty() || cells.iter().any(|it| !it.trim().is_empty()) {
            self.waiting.push((line, cells));
        }
        if self.waiting.len() > LOOKED_AT {
            self.begin(intake)?;
        }
        Ok(())
    }

    pub fn finish(mut self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        if self.known.is_none() {
            self.begin(intake)?;
        }
        let text = self.known.as_ref().and_then(|it| it.1);
        if let (Some(named), None) = (self.reading.columns.get("text"), text) {
            let fault = Fault::Dangling(named.clone());
            intake.tell(&self.entry.name, 1, fault, Fate::Skipped);
        } else if text.is_none() || self.n == 0 {
            let fault = Fault::Empty(self.entry.name.clone());
            intake.tell(&self.entry.name, 0, fault, Fate::Skipped);
        }
        Ok(())
    }

    /// Learns what the columns are from the rows that wait, and lets these go on.
    fn begin(&mut self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        let mut rows = std::mem::take(&mut self.waiting);
        for (line, title) in rows.drain(..titles(&rows)) {
            let title = title.into_iter().find(|it| !it.trim().is_empty());
            let fault = Fault::NoPlace(title.unwrap_or_default());
            intake.tell(&self.entry.name, line, fault, Fate::Skipped);
        }
        let Some((line, first)) = rows.first().cloned() else {
            return Ok(());
        };
        let names = if is_data(&first, rows.get(1..).unwrap_or_default(), self.reading) {
            intake.tell(&self.entry.name, line, Fault::NoHeading, Fate::Kept);
            (1..=first.len()).map(|it| it.to_string()).collect()
        } else {
            rows.remove(0);
            first
        };
        let shown: Vec<&str> = names.iter().map(String::as_str).collect();
        intake.columns(&shown);
        let text = self.text(line, &names, &rows, intake);
        let dates = (0..names.len().min(1000)).filter(|i| {
            let named = column_named(&names[*i], self.reading);
            matches!(named, Some(Column::Known("date")))
        });
        let cells = dates.flat_map(|i| rows.iter().filter_map(move |it| it.1.get(i)));
        self.order = days::order(cells.map(String::as_str));
        self.known = Some((names, text));
        for (line, cells) in rows {
            self.document(line, cells, intake)?;
        }
        Ok(())
    }

    /// Which column is the text; what is a guess is told, and what looks like something else.
    fn text(
        &mut self,
        line: usize,
        names: &[String],
        rows: &[Row],
        intake: &mut dyn Intake,
    ) -> Option<usize> {
        let mut tell = |fault| intake.tell(&self.entry.name, line, fault, Fate::Kept);
        let named = |i: usize| names.get(i).cloned().unwrap_or_default();
        let text = match text_column(names, rows, self.reading) {
            Place::None => return None,
            Place::Known(i) => i,
            Place::Guessed(i) => {
                if names.len() > 1 {
                    tell(Fault::GuessedColumn(named(i)));
                }
                i
            }
        };
        if are_statements(names) {
            tell(Fault::NoText("DNA".to_owned()));
        }
        if are_tagged(rows) {
            tell(Fault::WordARow);
        }
        let all = 0..names.len().min(1000);
        let places: Vec<usize> = all.filter(|i| *i != text && are_places(*i, rows)).collect();
        for i in &places {
            tell(Fault::PlacesBeside(named(*i)));
        }
        if places.is_empty() {
            let cells = rows.iter().filter_map(|it| it.1.get(text));
            self.markup = Markup::of(cells.map(String::as_str));
        }
        if self.markup != Markup::None {
            tell(Fault::Markup(named(text)));
        }
        Some(text)
    }

    fn document(
        &mut self,
        line: usize,
        mut cells: Vec<String>,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let Some((names, Some(text_at))) = &self.known else {
            return Ok(());
        };
        self.n += 1;
        let text = cells.get_mut(*text_at).map(std::mem::take);
        let text = text.unwrap_or_default();
        if is_blank(&text) {
            let fault = Fault::Empty(self.n.to_string());
            intake.tell(&self.entry.name, line, fault, Fate::Skipped);
            return Ok(());
        }
        let more = cells.get(names.len()..).unwrap_or_default();
        if self.is_even && more.iter().any(|it| !it.trim().is_empty()) {
            let fault = Fault::Malformed(format!("{text} … {}", more.join(" ")));
            intake.tell(&self.entry.name, line, fault, Fate::Kept);
        }
        let text = self.markup.read(text, intake)?;
        let mut draft = Draft::new(String::new(), text);
        let mut id = String::new();
        let mut later = Vec::new();
        for (i, cell) in cells.into_iter().enumerate() {
            if i == *text_at || cell.is_empty() {
                continue;
            }
            let unnamed = format!("column-{}", i + 1);
            let name = names.get(i).map(|it| it.trim()).filter(|it| !it.is_empty());
            let name = name.unwrap_or(&unnamed);
            match column_named(name, self.reading) {
                Some(Column::Id) if id.is_empty() => {
                    if is_of_several(name) {
                        set_text(&mut draft.meta, name, cell.clone());
                    }
                    id = cell;
                }
                Some(Column::Known(what)) if is_exact(name) => {
                    known::take_text(&mut draft.meta, what, name, cell, self.order);
                }
                Some(Column::Known(what)) => later.push((what, name.to_owned(), cell)),
                _ => set_text(&mut draft.meta, name, cell),
            }
        }
        for (what, name, cell) in later {
            known::take_text(&mut draft.meta, what, &name, cell, self.order);
        }
        draft.name = row_name(self.entry, &id, self.n);
        intake.document(draft)
    }
}

/// How many rows stand above the heading: those of one cell, where most rows have more.
fn titles(rows: &[Row]) -> usize {
    /// No more are titles.
    const MOST: usize = 12;
    let is_wide = |it: &Row| it.1.iter().filter(|it| !it.trim().is_empty()).count() > 1;
    let n = rows.iter().filter(|it| is_wide(it)).count();
    let first = rows.iter().position(is_wide).unwrap_or(0);
    if first <= MOST && n > 1 && n * 2 > rows.len() - first {
        first
    } else {
        0
    }
}
