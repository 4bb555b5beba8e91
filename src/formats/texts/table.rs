//! Tables: one row a document, one column its text, the others what is known of it.

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::meta::set_text;
use super::super::names::{ending, without_ending};
use super::super::report::{Fate, Fault};
use super::guess::decoded;
use super::plain::is_blank;
use super::{bytes, workbook};
use crate::model::progress::Cancelled;

/// No table is larger, in bytes.
const MOST: u64 = 512 << 20;
/// So many rows tell which column holds the texts.
const LOOKED_AT: usize = 50;

/// Names that columns of texts have.
pub(super) const TEXTS: &[&str] = &[
    "text",
    "texte",
    "content",
    "contenu",
    "body",
    "corps",
    "comment",
    "commentaire",
    "message",
    "tweet",
    "post",
    "document",
    "sentence",
    "phrase",
];

/// What is looked for in a table of texts.
pub(super) const WANTED: &[&str] = &[
    "text", "id", "title", "author", "date", "url", "language", "genre",
];

/// What a column or key says.
pub(super) enum Column {
    Id,
    /// Something that every document may have, by our name for it.
    Known(&'static str),
}

/// What a column says, from its name or from what was said of it.
pub(super) fn column_named(name: &str, reading: &Reading) -> Option<Column> {
    const KNOWN: [(&str, &[&str]); 6] = [
        ("title", &["title", "titre"]),
        (
            "author",
            &["author", "auteur", "autrice", "user", "username", "pseudo"],
        ),
        ("date", &["date", "created_at", "published", "timestamp"]),
        ("url", &["url", "link", "lien", "permalink"]),
        ("language", &["language", "lang", "langue"]),
        ("genre", &["genre"]),
    ];
    let said = |what: &str| reading.columns.get(what).map(String::as_str);
    let is = |what: &str, usual: &[&str]| match said(what) {
        Some(said) => said == name,
        None => usual.iter().any(|it| it.eq_ignore_ascii_case(name.trim())),
    };
    if is("id", &["id", "name", "file", "filename"]) {
        return Some(Column::Id);
    }
    let known = KNOWN.iter().find(|(what, usual)| is(what, usual));
    known.map(|it| Column::Known(it.0))
}

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
    let source = known.text.trim_start_matches('\u{FEFF}');
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter(entry, source))
        .flexible(true)
        .has_headers(false)
        .from_reader(source.as_bytes());
    let mut rows = Rows::new(entry, reading);
    for record in table.records() {
        intake.check()?;
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line) as usize;
                let cells = record.iter().map(str::to_owned).collect();
                rows.row(line, cells, intake)?;
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line) as usize;
                let fault = Fault::Malformed(error.to_string());
                intake.tell(&entry.name, line, fault, Fate::Skipped);
            }
        }
    }
    rows.finish(intake)
}

/// What separates the cells: a tab where the ending says so, else what the first line has most of.
fn delimiter(entry: &Entry, source: &str) -> u8 {
    if matches!(entry.ending().as_str(), "tsv" | "tab") {
        return b'\t';
    }
    let first = source.lines().next().unwrap_or_default();
    let count = |it: &u8| first.bytes().filter(|byte| byte == it).count();
    let most = *b",;\t|"
        .iter()
        .rev()
        .max_by_key(|it| count(it))
        .unwrap_or(&b',');
    if count(&most) == 0 { b',' } else { most }
}

/// Rows on their way to documents. The first ones wait until it is clear which column is the text.
pub(super) struct Rows<'a> {
    entry: &'a Entry,
    reading: &'a Reading,
    names: Option<Vec<String>>,
    text: Option<usize>,
    waiting: Vec<(usize, Vec<String>)>,
    n: usize,
}

impl<'a> Rows<'a> {
    pub fn new(entry: &'a Entry, reading: &'a Reading) -> Self {
        Self {
            entry,
            reading,
            names: None,
            text: None,
            waiting: Vec::new(),
            n: 0,
        }
    }

    /// Takes the next row; the first is the names of the columns.
    pub fn row(
        &mut self,
        line: usize,
        cells: Vec<String>,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let Some(names) = &self.names else {
            if cells.iter().any(|it| !it.trim().is_empty()) {
                let names: Vec<&str> = cells.iter().map(String::as_str).collect();
                intake.columns(&names);
                self.text = self.named(&cells);
                self.names = Some(cells);
            }
            return Ok(());
        };
        if self.text.is_none() {
            if self.reading.columns.contains_key("text") {
                // It was named, and is not there: no other column is meant.
                return Ok(());
            }
            let n_columns = names.len();
            self.waiting.push((line, cells));
            if self.waiting.len() < LOOKED_AT {
                return Ok(());
            }
            self.text = longest(&self.waiting, n_columns);
            return self.flush(intake);
        }
        self.document(line, cells, intake)
    }

    pub fn finish(mut self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        if let Some(named) = self.reading.columns.get("text")
            && self.text.is_none()
        {
            let fault = Fault::Dangling(named.clone());
            intake.tell(&self.entry.name, 1, fault, Fate::Skipped);
            return Ok(());
        }
        if self.text.is_none() {
            let n_columns = self.names.as_ref().map_or(0, Vec::len);
            self.text = longest(&self.waiting, n_columns);
        }
        let rows = self.n + self.waiting.len();
        if self.text.is_none() || rows == 0 {
            let fault = Fault::Empty(self.entry.name.clone());
            intake.tell(&self.entry.name, 0, fault, Fate::Skipped);
        }
        self.flush(intake)
    }

    fn named(&self, names: &[String]) -> Option<usize> {
        let place = |name: &str| {
            names
                .iter()
                .position(|it| it.trim().eq_ignore_ascii_case(name))
        };
        match self.reading.columns.get("text") {
            Some(named) => names
                .iter()
                .position(|it| it == named)
                .or_else(|| place(named)),
            None => TEXTS.iter().find_map(|it| place(it)),
        }
    }

    fn flush(&mut self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        for (line, cells) in std::mem::take(&mut self.waiting) {
            self.document(line, cells, intake)?;
        }
        Ok(())
    }

    fn document(
        &mut self,
        line: usize,
        mut cells: Vec<String>,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        self.n += 1;
        let text = self.text.and_then(|it| cells.get_mut(it));
        let text = text.map(std::mem::take).unwrap_or_default();
        if is_blank(&text) {
            let fault = Fault::Empty(self.n.to_string());
            intake.tell(&self.entry.name, line, fault, Fate::Skipped);
            return Ok(());
        }
        let mut draft = Draft::new(String::new(), text);
        let mut id = String::new();
        let names = self.names.as_deref().unwrap_or_default();
        for (i, cell) in cells.into_iter().enumerate() {
            if Some(i) == self.text || cell.is_empty() {
                continue;
            }
            let unnamed = format!("column-{}", i + 1);
            let name = names.get(i).map(|it| it.trim()).filter(|it| !it.is_empty());
            let name = name.unwrap_or(&unnamed);
            match column_named(name, self.reading) {
                Some(Column::Id) if id.is_empty() => id = cell,
                Some(Column::Known(name)) => set_text(&mut draft.meta, name, cell),
                _ => set_text(&mut draft.meta, name, cell),
            }
        }
        draft.name = row_name(self.entry, &id, self.n);
        intake.document(draft)
    }
}

/// The column with most characters in it.
fn longest(rows: &[(usize, Vec<String>)], n_columns: usize) -> Option<usize> {
    let size = |i: usize| -> usize {
        rows.iter()
            .filter_map(|it| it.1.get(i))
            .map(String::len)
            .sum()
    };
    let best = (0..n_columns.min(1000)).rev().max_by_key(|it| size(*it))?;
    (size(best) > 0).then_some(best)
}
