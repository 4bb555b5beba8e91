//! Texts without labels, from the files that people keep them in: plain, pages of the web, word
//! processors, books, PDF, tables, lines of JSON, subtitles and feeds. One file each.
//!
//! Plain texts keep their bytes. Of the others the text is made here, and stored as UTF-8.

mod bounded;
mod columns;
mod docx;
mod epub;
mod feed;
mod front;
mod guess;
mod html;
mod json;
mod known;
mod odt;
mod package;
mod page;
mod pdf;
mod plain;
mod remark;
mod rows;
mod subtitles;
mod table;
mod tagged;
mod workbook;
mod xml;

use super::format::{Fit, Format, Intake, Reader, Reading};
use super::input::{Entry, Input};
use super::names;
use super::report::{Fate, Fault};
use crate::model::progress::Cancelled;

pub(super) use guess::decoded;
pub use plain::heading;

/// A kind of file that texts are kept in.
pub struct Texts {
    id: &'static str,
    /// The endings of its files; the first is the usual one.
    endings: &'static [&'static str],
    fit: Fit,
    read: fn(&Entry, &Reading, &mut dyn Intake) -> Result<(), Cancelled>,
}

const fn kind(
    id: &'static str,
    endings: &'static [&'static str],
    fit: Fit,
    read: fn(&Entry, &Reading, &mut dyn Intake) -> Result<(), Cancelled>,
) -> Texts {
    Texts {
        id,
        endings,
        fit,
        read,
    }
}

/// Plain texts; of a folder with files of several kinds also every other one.
pub static TEXT: Texts = kind(
    "text",
    &["txt", "md", "text", "markdown", "rst", "org"],
    Fit::Maybe,
    plain::read,
);
pub static HTML: Texts = kind("html", &["html", "htm", "xhtml"], Fit::Likely, html::read);
pub static DOCX: Texts = kind("docx", &["docx", "docm"], Fit::Likely, docx::read);
pub static ODT: Texts = kind("odt", &["odt", "fodt"], Fit::Likely, odt::read);
pub static EPUB: Texts = kind("epub", &["epub"], Fit::Likely, epub::read);
pub static PDF: Texts = kind("pdf", &["pdf"], Fit::Likely, pdf::read);
pub static TABLE: Texts = kind(
    "table",
    &["csv", "tsv", "tab", "xlsx", "xlsm"],
    Fit::Maybe,
    table::read,
);
pub static JSON: Texts = kind(
    "json-texts",
    &["jsonl", "ndjson", "json"],
    Fit::Maybe,
    json::read,
);
/// What is said in videos, without its times.
pub static SUBTITLES: Texts = kind("subtitles", &["srt", "vtt"], Fit::Likely, subtitles::read);

/// Feeds and exports of weblogs, known by what stands in them.
pub static FEED: Format = Format {
    id: "feed",
    extension: "xml",
    reader: Some(&feed::Feeds),
    ..Format::NONE
};

/// Every kind but plain text, which takes in what is mixed.
static OTHERS: [&Texts; 8] = [&HTML, &DOCX, &ODT, &EPUB, &PDF, &TABLE, &JSON, &SUBTITLES];

impl Texts {
    /// The format that reads these.
    pub const fn format(&'static self) -> Format {
        Format {
            id: self.id,
            extension: match self.endings {
                [first, ..] => first,
                [] => "",
            },
            reader: Some(self),
            ..Format::NONE
        }
    }

    fn takes(&self, entry: &Entry) -> bool {
        self.endings.contains(&entry.ending().as_str())
    }

    /// Of files of several kinds, which one reads this.
    fn reader_of(&self, entry: &Entry) -> Option<&Self> {
        if self.takes(entry) || self.id != TEXT.id {
            return Some(self);
        }
        OTHERS.into_iter().find(|it| it.takes(entry))
    }
}

/// Endings of files that hold texts which nobody here can read, and as what their programs can save them.
const OTHERWISE: &[(&str, &str)] = &[
    (".doc", ".docx"),
    (".dot", ".docx"),
    (".rtf", ".docx"),
    (".pages", ".docx"),
    (".wpd", ".docx"),
    (".xls", ".xlsx"),
    (".xlsb", ".xlsx"),
    (".ods", ".xlsx"),
    (".numbers", ".xlsx"),
    (".ppt", ".pdf"),
    (".pptx", ".pdf"),
    (".odp", ".pdf"),
    (".djvu", ".pdf"),
    (".mobi", ".epub"),
    (".azw3", ".epub"),
    (".mht", ".html"),
    (".mhtml", ".html"),
    (".msg", ".txt"),
];

/// What is to be said of a file that only its own program can read.
fn otherwise(entry: &Entry) -> Option<Fault> {
    let ending = entry.ending();
    let known = OTHERWISE
        .iter()
        .find(|it| it.0.strip_prefix('.') == Some(&ending));
    known.map(|(what, instead)| Fault::Otherwise { what, instead })
}

/// Whether nobody but a reader of plain text can do anything with a file.
pub fn is_plain(entry: &Entry) -> bool {
    !OTHERS.iter().any(|it| it.takes(entry)) && otherwise(entry).is_none()
}

/// Whether a file of this ending holds texts, in whatever way.
pub fn is_text_ending(ending: &str) -> bool {
    let mut all = std::iter::once(&TEXT).chain(OTHERS);
    all.any(|it| it.endings.contains(&ending))
}

impl Reader for Texts {
    fn columns(&self) -> &'static [&'static str] {
        match self.id {
            // Plain text takes tables in where files are mixed.
            "table" | "json-texts" | "text" => table::WANTED,
            _ => &[],
        }
    }

    /// A kind of its own where all files are of it; a mixture is for plain text.
    fn knows(&self, input: &Input) -> Fit {
        let entries = input.entries();
        let all = |kind: &Self| !entries.is_empty() && entries.iter().all(|it| kind.takes(it));
        let fits = if self.id == TEXT.id {
            let of_text = |it: &Entry| is_text_ending(&it.ending()) || otherwise(it).is_some();
            entries.iter().any(of_text) && !OTHERS.into_iter().any(all)
        } else {
            all(self)
        };
        if self.id == TABLE.id && !fits && !entries.is_empty() {
            let marked = entries.iter().all(table::is_marked);
            return if marked { Fit::Likely } else { Fit::No };
        }
        if fits { self.fit } else { Fit::No }
    }

    fn read(
        &self,
        input: &Input,
        options: &Reading,
        intake: &mut dyn Intake,
    ) -> Result<(), Cancelled> {
        let alone = input.entries().len() == 1;
        for entry in input.entries() {
            intake.check()?;
            if let Some(fault) = otherwise(entry) {
                intake.tell(&entry.name, 0, fault, Fate::Skipped);
                continue;
            }
            // A single file is what it is said to be, whatever it is called.
            let reader = if alone && !is_text_ending(&entry.ending()) {
                Some(self)
            } else {
                self.reader_of(entry)
            };
            match reader {
                Some(it) => (it.read)(entry, options, intake)?,
                None => {
                    let fault = Fault::Unknown(entry.ending());
                    intake.tell(&entry.name, 0, fault, Fate::Skipped);
                }
            }
        }
        Ok(())
    }
}

/// A name for what is made of a file: its own, with the ending of a plain text.
fn named(entry: &Entry) -> String {
    format!("{}.txt", names::without_ending(&entry.name))
}

/// Tells that there is nothing to read in a file.
fn told_empty(entry: &Entry, intake: &mut dyn Intake) {
    let fault = Fault::Empty(entry.name.clone());
    intake.tell(&entry.name, 0, fault, Fate::Skipped);
}

/// All bytes of a file; a fault is told.
fn bytes(entry: &Entry, most: u64, intake: &mut dyn Intake) -> Option<Vec<u8>> {
    let bytes = if entry.n_bytes > most {
        Err(Fault::TooLarge)
    } else {
        entry.bytes()
    };
    match bytes {
        Ok(bytes) => Some(bytes),
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            None
        }
    }
}
