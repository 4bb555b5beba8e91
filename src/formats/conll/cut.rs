//! A file cut into its documents, line by line.

use super::super::format::Intake;
use super::super::input::Entry;
use super::super::names;
use super::columns::{Columns, START};
use crate::model::progress::Cancelled;

/// Takes lines and gives a document as soon as the next begins.
pub struct Cutter<'a> {
    entry: &'a Entry,
    columns: &'a Columns,
    /// Of the document that is being read.
    part: String,
    id: Option<String>,
    /// Whether the document has a start of its own.
    seen: bool,
    /// Remarks that belong to the next document if one of them begins it.
    block: String,
    /// The start of a document among them: its id, empty where it gives none.
    start: Option<String>,
    n: usize,
    line: usize,
}

impl<'a> Cutter<'a> {
    pub fn new(entry: &'a Entry, columns: &'a Columns) -> Self {
        Self {
            entry,
            columns,
            part: String::new(),
            id: None,
            seen: false,
            block: String::new(),
            start: None,
            n: 0,
            line: 1,
        }
    }

    pub fn line(&mut self, line: &str, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        if let Some(id) = start(line) {
            self.start.get_or_insert(id);
        } else if !line.starts_with("# ") || line.contains('\t') {
            self.turn(intake)?;
            self.part.push_str(line);
            return Ok(());
        }
        self.block.push_str(line);
        Ok(())
    }

    pub fn finish(mut self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        self.turn(intake)?;
        self.give(true, intake)
    }

    /// After remarks: goes on with the next document where one of them begins it.
    fn turn(&mut self, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        if let Some(id) = self.start.take() {
            if std::mem::replace(&mut self.seen, true) {
                self.give(false, intake)?;
            }
            self.id = Some(id).filter(|it| !it.is_empty());
        }
        self.part.push_str(&self.block);
        self.block.clear();
        Ok(())
    }

    fn give(&mut self, last: bool, intake: &mut dyn Intake) -> Result<(), Cancelled> {
        self.n += 1;
        let stem = names::without_ending(&self.entry.name);
        let single = last && self.n == 1;
        let name = match &self.id {
            _ if single => self.entry.name.clone(),
            Some(id) => format!("{stem}/{id}.txt"),
            None => format!("{stem}-{}.txt", self.n),
        };
        let (part, line) = (std::mem::take(&mut self.part), self.line);
        self.line += part.matches('\n').count();
        let draft = super::document(self.entry, name, &part, line, self.columns, intake);
        intake.document(draft)
    }
}

/// The id that a line gives that begins a document; empty where it gives none.
fn start(line: &str) -> Option<String> {
    if line.starts_with(START) {
        return Some(String::new());
    }
    let line = line.trim_end();
    let id = if let Some(said) = line.strip_prefix("#begin document ") {
        said.replace("; part ", "-").replace(['(', ')', ';'], "")
    } else if let Some(id) = line.strip_prefix("###MEDLINE:") {
        id.to_owned()
    } else {
        let (name, id) = line
            .strip_prefix("# ")?
            .split_once('=')
            .unwrap_or((line, ""));
        let name = name.trim();
        let is_id = name == "document_id" || name.ends_with(":document_id");
        if !is_id && !name.trim_start_matches("# ").starts_with("newdoc") {
            return None;
        }
        id.to_owned()
    };
    Some(id.trim().replace(['/', '\\'], "-"))
}
