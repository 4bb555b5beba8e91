//! The text layer of PDF files, page after page. A scanned page has none.

mod streams;

use std::time::Duration;

use pdf_extract::{Document, Object};

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::meta::set_text;
use super::super::report::{Fate, Fault};
use super::bounded::bounded;
use super::plain::is_blank;
use crate::model::progress::Cancelled;

const MOST: u64 = 256 << 20;
/// A file that takes longer is given up.
const PATIENCE: Duration = Duration::from_mins(2);

pub(super) fn read(entry: &Entry, _: &Reading, intake: &mut dyn Intake) -> Result<(), Cancelled> {
    let Some(bytes) = super::bytes(entry, MOST, intake) else {
        return Ok(());
    };
    let sensible = |bytes: Vec<u8>| streams::are_sensible(&bytes).then_some(bytes);
    let extracted = bounded(PATIENCE, intake, move || {
        sensible(bytes).map(|it| extract(&it)).transpose()
    })?;
    let file = match extracted.and_then(|it| it.ok_or(Fault::TooLarge)) {
        Ok(file) => file,
        Err(Fault::Malformed(it)) if it.contains("password") => {
            intake.tell(&entry.name, 0, Fault::Locked, Fate::Skipped);
            return Ok(());
        }
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let nothing = is_blank(&file.text);
    if !file.blank.is_empty() {
        let fault = Fault::NoTextLayer(ranges(&file.blank));
        intake.tell(&entry.name, 0, fault, Fate::Skipped);
    } else if nothing {
        super::told_empty(entry, intake);
    }
    if nothing {
        return Ok(());
    }
    let mut draft = Draft::new(super::named(entry), file.text);
    for (name, text) in file.known {
        set_text(&mut draft.meta, name, text);
    }
    intake.document(draft)
}

struct File {
    text: String,
    /// The pages without text, from 1.
    blank: Vec<usize>,
    known: Vec<(&'static str, String)>,
}

fn extract(bytes: &[u8]) -> Result<File, String> {
    let document = Document::load_mem(bytes).map_err(|it| it.to_string())?;
    let known = known(&document);
    drop(document);
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).map_err(|it| it.to_string())?;
    let pages: Vec<String> = pages.iter().map(|it| tidy(it)).collect();
    let mut blank: Vec<usize> = (1..=pages.len()).collect();
    blank.retain(|it| is_blank(&pages[it - 1]));
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let text = pages.join("\n\n");
    Ok(File {
        text: text.trim_matches('\n').to_owned(),
        blank,
        known,
    })
}

/// `1–3, 7`
fn ranges(pages: &[usize]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.map(|it| match it {
        [first, .., last] => format!("{first}–{last}"),
        one => one.iter().map(ToString::to_string).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Letters that are drawn in one.
const LIGATURES: &[(char, &str)] = &[
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬅ', "ft"),
    ('ﬆ', "st"),
];

/// Without blanks at the ends of lines or more than one between words, with one empty line at most between
/// two paragraphs, and with each letter for itself.
fn tidy(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut empty = 0;
    for line in page.trim().lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            for c in line.chars() {
                match LIGATURES.iter().find(|it| it.0 == c) {
                    Some(it) => out.push_str(it.1),
                    None if c == ' ' && out.ends_with(' ') => {}
                    None => out.push(c),
                }
            }
            out.push('\n');
        }
    }
    // Where a word was only divided for its line.
    let mut out = out.replace("\u{AD}\n", "");
    // What is no character of any text.
    out.retain(|it| it == '\n' || it == '\t' || !it.is_control());
    out.trim_end().to_owned()
}

fn known(document: &Document) -> Vec<(&'static str, String)> {
    let info = document.trailer.get(b"Info").ok();
    let info = info.and_then(|it| match it {
        Object::Reference(id) => document.get_object(*id).ok(),
        other => Some(other),
    });
    let Some(info) = info.and_then(|it| it.as_dict().ok()) else {
        return Vec::new();
    };
    let text = |name: &[u8]| {
        let text = info.get(name).ok()?.as_str().ok()?;
        let text = words(text);
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    let mut known = Vec::new();
    known.extend(text(b"Title").map(|it| ("title", it)));
    known.extend(text(b"Author").map(|it| ("author", it)));
    let date = text(b"CreationDate").and_then(|it| date(&it));
    known.extend(date.map(|it| ("date", it)));
    known
}

/// A string of the file: UTF-16 with a mark, UTF-8 with a mark, or else an alphabet close to Latin-1.
fn words(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        bytes => {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
        }
    }
    .into_owned()
}

/// `D:20240131120000+01'00'` as `2024-01-31`.
fn date(text: &str) -> Option<String> {
    let digits: String = text
        .trim_start_matches("D:")
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6), digits.get(6..8));
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        (Some(month), None) => format!("{year}-{month}"),
        _ => year.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_page_are_whole() {
        let page = "  L’eﬃcacité  ﬁnale   du pro\u{AD}\njet \n\n\n\nfin";
        assert_eq!(tidy(page), "L’efficacité finale du projet\n\nfin");
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1–3, 7, 9–10");
    }

    #[test]
    fn dates_and_strings_are_read_as_pdf_writes_them() {
        assert_eq!(date("D:20240131120000+01'00'").unwrap(), "2024-01-31");
        assert_eq!(date("D:2024").unwrap(), "2024");
        assert_eq!(date("yesterday"), None);
        assert_eq!(words(b"\xFE\xFF\0\xE9\0t"), "ét");
        assert_eq!(words(b"\xE9t"), "ét");
    }
}
