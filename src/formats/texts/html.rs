//! Pages of the web: the article where one is found, else all of it. With the column `part` set to
//! `page` always all of it, with its comments.

use super::super::draft::Draft;
use super::super::format::{Intake, Reading};
use super::super::input::Entry;
use super::super::meta::set_text;
use super::super::report::Fate;
use super::guess::decoded;
use super::page::{self, MOST};
use super::plain::is_blank;
use crate::analysis::days::{Order, day_of};
use crate::model::progress::Cancelled;

pub(super) fn read(
    entry: &Entry,
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Result<(), Cancelled> {
    let Some(bytes) = super::bytes(entry, MOST as u64, intake) else {
        return Ok(());
    };
    let Some(source) = source(entry, &bytes, reading, intake) else {
        return Ok(());
    };
    let whole = reading.columns.get("part").is_some_and(|it| it == "page");
    let page = match page::article(source, whole, intake)? {
        Ok(page) => page,
        Err(fault) => {
            intake.tell(&entry.name, 0, fault, Fate::Skipped);
            return Ok(());
        }
    };
    if is_blank(&page.text) {
        super::told_empty(entry, intake);
        return Ok(());
    }
    let mut draft = Draft::new(super::named(entry), page.text);
    let day = day_of(&page.date, Order::DayFirst).map(|it| it.to_string());
    let date = day.unwrap_or(page.date);
    for (name, text) in [
        ("title", page.title),
        ("author", page.author),
        ("date", date),
        ("url", page.url),
        ("language", page.language),
    ] {
        if !text.is_empty() {
            set_text(&mut draft.meta, name, text);
        }
    }
    intake.document(draft)
}

/// The characters of a page: by its mark, by what it declares, or by a guess.
pub(super) fn source(
    entry: &Entry,
    bytes: &[u8],
    reading: &Reading,
    intake: &mut dyn Intake,
) -> Option<String> {
    let declared = declared(bytes);
    let known = decoded(entry, bytes, declared.as_deref(), reading, intake)?;
    Some(known.text.trim_start_matches('\u{FEFF}').to_owned())
}

/// What follows `charset=` or `encoding=` in the first bytes.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..2048).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at = ["charset=", "encoding="]
        .iter()
        .find_map(|it| Some(head.find(it)? + it.len()))?;
    let rest = head.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let name = |it: char| it.is_ascii_alphanumeric() || "-_:.".contains(it);
    let end = rest.find(|it| !name(it)).unwrap_or(rest.len());
    rest.get(..end).map(str::to_owned)
}
