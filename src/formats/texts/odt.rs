//! Documents of `LibreOffice`: paragraphs, tabs, breaks, notes and remarks; blanks as the format counts them.

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::report::{Fate, Fault};
use super::docx::core;
use super::package::{Package, as_xml};
use super::plain::is_blank;
use super::remark::{self, Remark};
use super::xml::{Element, Piece, walk};
use crate::model::progress::Cancelled;

/// More blanks in a row are no text.
const MOST_BLANKS: usize = 1_000;

pub(super) fn read(entry: &Entry, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let (content, about) = match sources(entry) {
        Ok(it) => it,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let mut body = Body::default();
    if let Err(fault) = walk(&content, |it| body.take(it)) {
        intake.tell(&entry.name, 0, fault, Fate::Kept);
    }
    let (text, remarks) = body.finish();
    if is_blank(&text) {
        super::told_empty(entry, intake);
        return Ok(());
    }
    let mut draft = Draft::new(super::named(entry), text);
    core(&about, &mut draft.meta);
    remark::take(remarks, &mut draft, &entry.name, intake);
    intake.document(draft)
}

/// The text, and what is known of it; in a flat file they are one.
fn sources(entry: &Entry) -> Result<(String, String), Fault> {
    if entry.ending() == "fodt" {
        let whole = as_xml(&entry.bytes()?);
        // What is known of a document stands before its body.
        let about = whole.split("<office:body").next().unwrap_or_default();
        let about = about.to_owned();
        return Ok((whole, about));
    }
    let package = Package::open(entry)?;
    let none = || Fault::Empty(entry.name.clone());
    let content = package.part("content.xml").ok_or_else(none)??;
    let about = package.part("meta.xml").and_then(Result::ok);
    Ok((content, about.unwrap_or_default()))
}

#[derive(Default)]
struct Body {
    text: String,
    notes: String,
    /// Whether the body has begun.
    begun: bool,
    hidden: usize,
    /// In how many paragraphs or headings one is.
    inside: usize,
    /// Inside the body of a note.
    noted: bool,
    /// Inside the mark of a note.
    cited: bool,
    /// In how many paragraphs each frame that is open stands.
    frames: Vec<usize>,
    /// Inside the title of a frame.
    titled: bool,
    /// Remarks by their names, and the one that one is inside of.
    remarks: Vec<(String, Remark)>,
    remarking: Option<(String, Remark)>,
    /// Characters of the remark's element that ends next.
    said: String,
}

impl Body {
    fn take(&mut self, piece: Piece) {
        if self.remarking.is_some() || matches!(piece, Piece::Start("annotation", _)) {
            return self.remark(piece);
        }
        match piece {
            Piece::Start("body", _) => self.begun = true,
            // The title of a picture, not that of the document.
            Piece::Start("title", _) if self.frames.last() == Some(&self.inside) => {
                self.titled = true;
                self.hidden += 1;
            }
            Piece::End("title") if self.titled => {
                self.titled = false;
                self.hidden = self.hidden.saturating_sub(1);
            }
            Piece::Start("annotation-end", it) => {
                let name = it.get("name").unwrap_or_default();
                let here = self.text.len();
                let mut all = self.remarks.iter_mut().rev();
                if let Some((_, it)) = all.find(|it| it.0 == name) {
                    it.at = it.at.take().map(|at| at.start..here);
                }
            }
            Piece::Start(name, _) if is_hidden(name) => self.hidden += 1,
            Piece::End(name) if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if !self.begun || self.hidden > 0 => {}
            Piece::Start(name, it) => self.start(name, it),
            Piece::End(name) => self.end(name),
            Piece::Text(text) if self.inside > 0 => self.words(text),
            Piece::Text(_) => {}
        }
    }

    /// Takes in what stands in a remark.
    fn remark(&mut self, piece: Piece) {
        let here = self.text.len();
        match (piece, &mut self.remarking) {
            (Piece::Start("annotation", it), None) => {
                let remark = Remark {
                    at: Some(here..here).filter(|_| !self.noted),
                    ..Remark::default()
                };
                self.remarking = Some((it.get("name").unwrap_or_default(), remark));
            }
            (Piece::End("annotation"), _) => self.remarks.extend(self.remarking.take()),
            (Piece::Text(text), _) => self.said.push_str(text),
            (Piece::Start(..), _) => self.said.clear(),
            (Piece::End(name), Some((_, remark))) => {
                let said = std::mem::take(&mut self.said);
                match name {
                    "creator" => remark.by = said,
                    "date" => remark.when = said,
                    name if name.ends_with("-initials") || name.ends_with("-string") => {}
                    _ if remark.text.is_empty() => remark.text = said,
                    _ => remark.text = format!("{}\n{said}", remark.text),
                }
            }
            (Piece::End(_), None) => {}
        }
    }

    fn start(&mut self, name: &str, element: &Element) {
        match name {
            "p" | "h" => self.inside += 1,
            "s" => {
                let n = element.get("c").and_then(|it| it.parse().ok());
                let n: usize = n.unwrap_or(1);
                let blanks = " ".repeat(n.min(MOST_BLANKS));
                self.out().push_str(&blanks);
            }
            "tab" => self.out().push('\t'),
            "frame" => self.frames.push(self.inside),
            "line-break" => self.out().push('\n'),
            "note-citation" => {
                self.cited = true;
                self.text.push('[');
                self.notes.push_str("\n[");
            }
            "note-body" => self.noted = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.inside = self.inside.saturating_sub(1);
                let end = if self.noted { ' ' } else { '\n' };
                self.out().push(end);
            }
            "note-citation" => {
                self.cited = false;
                self.text.push(']');
                self.notes.push_str("] ");
            }
            "note-body" => self.noted = false,
            "frame" => drop(self.frames.pop()),
            _ => {}
        }
    }

    fn out(&mut self) -> &mut String {
        if self.noted {
            &mut self.notes
        } else {
            &mut self.text
        }
    }

    /// Characters: blanks in a row, and at the beginning of a paragraph, are one or none.
    fn words(&mut self, text: &str) {
        let cited = self.cited;
        let out = self.out();
        let from = out.len();
        for c in text.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !blank {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with([' ', '\n', '\t']) {
                out.push(' ');
            }
        }
        if cited {
            let mark = out.get(from..).unwrap_or_default().to_owned();
            self.notes.push_str(&mark);
        }
    }

    fn finish(self) -> (String, Vec<Remark>) {
        let notes: Vec<&str> = self.notes.lines().map(str::trim_end).collect();
        let text = format!("{}\n{}", self.text.trim_end(), notes.join("\n"));
        let remarks = self.remarks.into_iter().map(|it| it.1);
        (text.trim_end().to_owned(), remarks.collect())
    }
}

/// What was deleted, how a word is read, what describes a picture, the ways of writing that a document has.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "ruby-text" | "desc" | "tracked-changes" | "sequence-decls" | "forms"
    )
}
