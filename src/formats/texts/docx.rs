//! Documents of Word: paragraphs, tabs, breaks, notes and remarks, without what was deleted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::meta::set_text;
use super::super::report::{Fate, Fault};
use super::package::Package;
use super::plain::is_blank;
use super::remark::{self, Remark};
use super::xml::{Piece, walk};
use crate::model::document::Meta;
use crate::model::progress::Cancelled;

pub(super) fn read(entry: &Entry, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let main = Package::open(entry).and_then(|package| {
        let main = package.part(&package.main());
        let none = || Fault::Empty(entry.name.clone());
        Ok((main.ok_or_else(none)??, package))
    });
    let (main, package) = match main {
        Ok(it) => it,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let mut body = Body::default();
    tell(entry, walk(&main, |it| body.take(it)), intake);
    let (mut text, ranges) = (body.text, body.remarks);
    let main = package.main();
    let folder = main.rfind('/').map_or("", |it| &main[..=it]);
    for (part, mark) in [("footnotes.xml", ""), ("endnotes.xml", "e")] {
        if let Some(Ok(source)) = package.part(&format!("{folder}{part}")) {
            let mut notes = Notes::default();
            tell(entry, walk(&source, |it| notes.take(it)), intake);
            notes.write(mark, &mut text);
        }
    }
    let text = text.trim_end();
    if is_blank(text) {
        super::told_empty(entry, intake);
        return Ok(());
    }
    let mut draft = Draft::new(super::named(entry), text);
    if let Some(Ok(source)) = package.part("docProps/core.xml") {
        core(&source, &mut draft.meta);
    }
    if let Some(Ok(source)) = package.part(&format!("{folder}comments.xml")) {
        let mut remarks = Remarks::default();
        tell(entry, walk(&source, |it| remarks.take(it)), intake);
        remark::take(remarks.about(&ranges), &mut draft, &entry.name, intake);
    }
    intake.document(draft)
}

fn tell(entry: &Entry, walked: Result<(), Fault>, intake: &mut dyn Intake) {
    if let Err(fault) = walked {
        intake.tell(&entry.name, 0, fault, Fate::Kept);
    }
}

/// Title, author, date and language, as Dublin Core has them.
pub(super) fn core(source: &str, meta: &mut Meta) {
    let mut text = String::new();
    let walked = walk(source, |piece| match piece {
        Piece::Start(..) => text.clear(),
        Piece::Text(it) => text.push_str(it),
        Piece::End(name) => {
            let known = text.trim();
            let name = match name {
                "title" => "title",
                "creator" | "initial-creator" => "author",
                "created" | "creation-date" => "date",
                "language" => "language",
                _ => "",
            };
            let is_new = match name {
                "title" => meta.title.is_empty(),
                "author" => meta.author.is_empty(),
                "date" => meta.date.is_none(),
                _ => meta.language.is_empty(),
            };
            if !name.is_empty() && !known.is_empty() && is_new {
                // A moment is more than is known of a document: its day.
                let known = match name {
                    "date" => known.get(..10).unwrap_or(known),
                    _ => known,
                };
                set_text(meta, name, known.to_owned());
            }
            text.clear();
        }
    });
    // What was read before the fault stands.
    walked.ok();
}

/// The text of a part, as it grows.
#[derive(Default)]
struct Body {
    text: String,
    /// In how many elements one is whose text is not read.
    hidden: usize,
    /// In how many elements that hold characters one is.
    shown: usize,
    /// Where the words are that remarks are about, by their ids.
    remarks: BTreeMap<String, Range<usize>>,
}

impl Body {
    fn take(&mut self, piece: Piece) {
        if let Piece::Start(name @ ("commentRangeStart" | "commentRangeEnd"), it) = piece {
            return self.remark(name, it.get("id").unwrap_or_default());
        }
        match piece {
            Piece::Start(name, _) if is_hidden(name) => self.hidden += 1,
            Piece::End(name) if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Piece::Start("t", _) => self.shown += 1,
            Piece::End("t") => self.shown = self.shown.saturating_sub(1),
            Piece::Text(text) if self.shown > 0 => self.text.push_str(text),
            Piece::Start("tab" | "ptab", _) => self.text.push('\t'),
            Piece::Start("noBreakHyphen", _) => self.text.push('\u{2011}'),
            Piece::Start("softHyphen", _) => self.text.push('\u{AD}'),
            Piece::Start("footnoteReference", it) => self.note("", it.get("id")),
            Piece::Start("endnoteReference", it) => self.note("e", it.get("id")),
            Piece::Start("br" | "cr", _) | Piece::End("p") => self.text.push('\n'),
            _ => {}
        }
    }

    fn remark(&mut self, name: &str, id: String) {
        let here = self.text.len();
        if name == "commentRangeStart" {
            self.remarks.insert(id, here..here);
        } else if let Some(at) = self.remarks.get_mut(&id) {
            at.end = here;
        }
    }

    fn note(&mut self, mark: &str, id: Option<String>) {
        if let Some(id) = id {
            self.text.push_str(&format!("[{mark}{id}]"));
        }
    }
}

/// The second way of drawing something; properties, where `tab` is a place and no character; what
/// somebody has deleted.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "Fallback" | "pPr" | "rPr" | "del" | "moveFrom" | "sectPr"
    )
}

/// Remarks by their ids.
#[derive(Default)]
struct Remarks {
    body: Body,
    found: Vec<(String, Remark)>,
}

impl Remarks {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Start("comment", it) => {
                self.body.text.clear();
                let get = |name: &str| it.get(name).unwrap_or_default();
                let remark = Remark {
                    by: get("author"),
                    when: get("date"),
                    ..Remark::default()
                };
                self.found.push((get("id"), remark));
            }
            Piece::End("comment") => {
                if let Some((_, last)) = self.found.last_mut() {
                    last.text = std::mem::take(&mut self.body.text);
                }
            }
            piece => self.body.take(piece),
        }
    }

    /// The remarks with the words that they are about.
    fn about(self, ranges: &BTreeMap<String, Range<usize>>) -> Vec<Remark> {
        let all = self.found.into_iter();
        all.map(|(id, remark)| Remark {
            at: ranges.get(&id).cloned(),
            ..remark
        })
        .collect()
    }
}

/// Notes by their numbers.
#[derive(Default)]
struct Notes {
    body: Body,
    at: Option<(i64, usize)>,
    found: BTreeMap<i64, String>,
}

impl Notes {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Start("footnote" | "endnote", it) => {
                // Separators are notes, too, with a type of their own.
                let usual = it.get("type").is_none_or(|it| it == "normal");
                let id = it.get("id").and_then(|it| it.parse().ok());
                self.at = id.filter(|_| usual).map(|it| (it, self.body.text.len()));
            }
            Piece::End("footnote" | "endnote") => {
                if let Some((id, from)) = self.at.take() {
                    let text = self.body.text.get(from..).unwrap_or_default();
                    self.found.insert(id, text.trim().replace('\n', " "));
                }
            }
            piece => self.body.take(piece),
        }
    }

    fn write(&self, mark: &str, text: &mut String) {
        for (id, note) in &self.found {
            text.push_str(&format!("\n[{mark}{id}] {note}"));
        }
        if !self.found.is_empty() {
            text.push('\n');
        }
    }
}
