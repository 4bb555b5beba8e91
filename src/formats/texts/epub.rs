//! Books: their chapters in the order of reading.

use std::collections::BTreeMap;

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::names::tidy;
use super::super::report::{Fate, Fault};
use super::docx::core;
use super::package::Package;
use super::page::{self, MOST};
use super::plain::is_blank;
use super::xml::{Piece, walk};
use crate::model::progress::Cancelled;

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let book = match Book::open(entry) {
        Ok(book) => book,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    let mut text = String::new();
    for name in &book.chapters {
        intake.check()?;
        let told = format!("{}/{name}", entry.name);
        let chapter = match book.package.bytes(name) {
            None => Err(Fault::Dangling(name.clone())),
            Some(Ok(bytes)) if bytes.len() > MOST => Err(Fault::TooLarge),
            Some(bytes) => bytes,
        };
        let bytes = match chapter {
            Ok(bytes) => bytes,
            Err(fault) => {
                intake.tell(&told, 0, fault, Fate::Skipped);
                continue;
            }
        };
        let Some(source) = super::html::source(entry, &bytes, reading, intake) else {
            continue;
        };
        match page::whole(source, intake)? {
            Ok(chapter) if is_blank(&chapter) => {}
            Ok(chapter) => {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(&chapter);
            }
            Err(fault) => intake.tell(&told, 0, fault, Fate::Skipped),
        }
    }
    if is_blank(&text) {
        super::told_empty(entry, intake);
        return Ok(());
    }
    let mut draft = Draft::new(super::named(entry), text);
    core(&book.about, &mut draft.meta);
    if let (None, Some(date)) = (draft.meta.date, date(&book.about)) {
        super::super::meta::set_text(&mut draft.meta, "date", date);
    }
    intake.document(draft)
}

struct Book {
    package: Package,
    /// The file that lists the others.
    about: String,
    chapters: Vec<String>,
}

impl Book {
    fn open(entry: &Entry) -> Result<Self, Fault> {
        let package = Package::open(entry)?;
        let none = || Fault::Empty(entry.name.clone());
        let container = package.part("META-INF/container.xml");
        let mut root = None;
        if let Some(container) = container {
            walk(&container?, |it| {
                if let Piece::Start("rootfile", it) = it {
                    root = root.take().or_else(|| it.get("full-path"));
                }
            })?;
        }
        let listed = package.parts().iter().find(|it| it.ending() == "opf");
        let root = root.or_else(|| listed.map(|it| it.name.clone()));
        let root = root.ok_or_else(none)?;
        let about = package.part(&root).ok_or_else(none)??;
        let chapters = chapters(&about, &root)?;
        Ok(Self {
            package,
            about,
            chapters,
        })
    }
}

/// The files of the chapters, in the order of reading.
fn chapters(about: &str, root: &str) -> Result<Vec<String>, Fault> {
    let folder = root.rsplit_once('/').map_or("", |it| it.0);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut order = Vec::new();
    walk(about, |piece| match piece {
        Piece::Start("item", it) => {
            let kind = it.get("media-type").unwrap_or_default();
            if let (Some(id), Some(href)) = (it.get("id"), it.get("href"))
                && kind.contains("html")
            {
                files.insert(id, below(folder, &href));
            }
        }
        Piece::Start("itemref", it) => order.extend(it.get("idref")),
        _ => {}
    })?;
    Ok(order.iter().filter_map(|it| files.remove(it)).collect())
}

/// A path of the package, from an address in one of its folders.
fn below(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let href = unescaped(href);
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    tidy(&parts.join("/"))
}

/// `%20` as a blank.
fn unescaped(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|it| std::str::from_utf8(it).ok());
        let byte = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = match byte {
            Some(_) => after.get(2..).unwrap_or_default(),
            None => after,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The first `dc:date`, to the day.
fn date(about: &str) -> Option<String> {
    let (mut inside, mut text, mut found) = (false, String::new(), None);
    let walked = walk(about, |piece| match piece {
        Piece::Start("date", _) => inside = true,
        Piece::Text(it) if inside => text.push_str(it),
        Piece::End("date") => {
            inside = false;
            if found.is_none() {
                found = Some(text.trim().to_owned());
            }
        }
        _ => {}
    });
    walked.ok()?;
    let found: String = found?;
    Some(found.get(..10).unwrap_or(&found).to_owned())
}
