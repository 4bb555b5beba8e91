//! The lines that begin a comment, as patterns of a name and a day.

use std::ops::Range;

use super::super::days::{Day, day_at, strip};
use super::names::{LONGEST_NAME, is_bare, is_end, is_initial, is_name, speaker};
use crate::model::value::PartialDate;

/// The lines that begin a comment. `{a}` is a name, `{d}` a day with or without its hour; a number may
/// stand before any of them. Blanks, and capital letters, do not matter.
const HEADS: &[&str] = &[
    "{a} a écrit le {d}",
    "{a} a dit le {d}",
    "{a} a écrit, le {d}",
    "{a} a écrit :",
    "{a} a dit :",
    "{a} a dit…",
    "{a} a dit",
    "{a} dit :",
    "{a} a répondu :",
    "le {d} par {a}",
    "{d}, par {a}",
    "{d} par {a}",
    "message par {a} » {d}",
    "par {a} » {d}",
    "message par {a} le {d}",
    "commentaire par {a} le {d}",
    "envoyé par {a} le {d}",
    "le {d}, {a} a écrit",
    "le {d} {a} a écrit",
    "le {d}, par {a}",
    "posté par {a} le {d}",
    "posté par {a}, le {d}",
    "posté par {a} | {d}",
    "posté par : {a} | {d}",
    "posté par {a}, {d}",
    "posté le {d} par {a}",
    "publié par {a} le {d}",
    "publié par {a} | {d}",
    "publié le {d} par {a}",
    "rédigé par {a} le {d}",
    "rédigé par : {a} | {d}",
    "rédigé par {a} | {d}",
    "écrit par {a} le {d}",
    "écrit par : {a} | {d}",
    "commentaire de {a} le {d}",
    "commentaire de {a} — {d}",
    "commentaire n° {n} posté par {a} le {d}",
    "par {a} le {d}",
    "par {a}, le {d}",
    "par {a} | {d}",
    "{a}, le {d}",
    "{a} le {d}",
    "{a} says:",
    "{a} said:",
    "{a} said…",
    "{a} wrote:",
    "{a} says on {d}",
    "{a} said on {d}",
    "{a} wrote on {d}",
    "on {d}, {a} wrote",
    "on {d}, {a} said",
    "posted by {a} on {d}",
    "posted by {a} at {d}",
    "posted by: {a} | {d}",
    "posted by {a} | {d}",
    "posted by {a}, {d}",
    "comment by {a} on {d}",
    "comment by {a} — {d}",
    "comment by {a}, {d}",
    "by {a} on {d}",
    "{a} | {d}",
    "{a} — {d}",
    "{a} – {d}",
    "{a} - {d}",
    "par {a}, {d}",
    "{a}, {d}",
    "{a} ({d})",
    "{a} • {d}",
    "{a} · {d}",
    "{a} » {d}",
    "{a} on {d}",
    "{a} {n} points {d}",
];

/// Heads on two lines: a name alone, and below it a day with its hour.
const NAME_ABOVE: usize = 40;
/// No line that begins a comment is longer, in bytes.
const LONGEST: usize = 200;
/// The lines that begin a comment, and what they say.
pub(super) struct Head {
    pub at: Range<usize>,
    pub author: String,
    pub date: Option<PartialDate>,
    /// Whether a day is told, be it counted from the day of reading.
    pub is_told: bool,
    /// Whether the words are those that stand before a quotation, too.
    pub may_quote: bool,
}

/// The head that begins with a line, if one does.
pub(super) fn head(text: &str, lines: &[Range<usize>], i: usize) -> Option<Head> {
    let mut head = one_line(text, lines.get(i)?)
        .or_else(|| two_lines(text, lines, i))
        .or_else(|| day_above(text, lines, i))?;
    if !head.is_told
        && let Some((day, end)) = day_below(text, lines, i)
    {
        (head.date, head.is_told, head.at.end) = (day.date, true, end);
    }
    let mut after = lines.iter().skip(i + 1);
    let next = after.find(|it| it.start >= head.at.end);
    if let Some(sign) = next.filter(|it| text.get((*it).clone()) == Some(":")) {
        head.at.end = sign.end;
    }
    Some(head)
}

/// Who wrote an article, and when, if a line says so: `Publié le 3 mai 2009 par Zoé`.
pub(super) fn byline(line: &str) -> Option<(String, Option<PartialDate>)> {
    const BEGINS: &[&str] = &[
        "par ",
        "publié ",
        "posté ",
        "rédigé ",
        "écrit ",
        "by ",
        "posted ",
        "published ",
        "written ",
    ];
    let lower = line.to_lowercase();
    let day_first =
        || day_at(strip(line, "le").unwrap_or(line)).is_some() && lower.contains("par ");
    if !BEGINS.iter().any(|it| lower.starts_with(it)) && !day_first() {
        return None;
    }
    let whole = 0..line.len();
    let head = one_line(line, &whole).filter(|it| it.is_told)?;
    Some((head.author, head.date))
}

fn one_line(text: &str, at: &Range<usize>) -> Option<Head> {
    let line = text.get(at.clone()).filter(|it| it.len() <= LONGEST)?;
    if !may_tell(line) {
        return None;
    }
    let line = unnumbered(line);
    let fitting = |pattern: &str| {
        let mut found = Found::default();
        let fits = fits(pattern, line, &mut found) && is_name(&found.name);
        fits.then_some((
            pattern.contains(" écrit :") || pattern.contains("wrote:"),
            found,
        ))
    };
    // A name beside a day, or glued to it, is none unless the hour is told.
    let close = || {
        let found = fitting("{a}{d}").filter(|_| day_at(line).is_none());
        found.filter(|it| it.1.day.is_some_and(|it| it.has_hour))
    };
    let (may_quote, found) = HEADS.iter().find_map(|it| fitting(it)).or_else(close)?;
    Some(Head {
        at: at.clone(),
        author: speaker(&found.name).to_owned(),
        date: found.day.and_then(|it| it.date),
        is_told: found.day.is_some(),
        may_quote,
    })
}

/// Whether there is a figure in a line, as in any day, or an end as of a line that says who speaks.
fn may_tell(line: &str) -> bool {
    let speaks = line.ends_with([':', '…', '.']) || line.ends_with("dit");
    speaks
        || line.contains(|it: char| it.is_ascii_digit())
        || line.contains("il y a")
        || line.contains(" ago")
}

fn two_lines(text: &str, lines: &[Range<usize>], i: usize) -> Option<Head> {
    let above = lines.get(i)?;
    let name = text
        .get(above.clone())
        .filter(|it| it.len() <= NAME_ABOVE)?;
    let name = unnumbered(name).trim_end_matches([':', ',']).trim_end();
    let (day, end) = day_below(text, lines, i).filter(|it| it.0.has_hour)?;
    (is_bare(name) && is_name(name) && !is_end(name)).then(|| Head {
        at: above.start..end,
        author: name.to_owned(),
        date: day.date,
        is_told: true,
        may_quote: false,
    })
}

/// A day with its hour, and below it `Par Marie`.
fn day_above(text: &str, lines: &[Range<usize>], i: usize) -> Option<Head> {
    let (above, below) = (lines.get(i)?, lines.get(i + 1)?);
    let (day, rest) = day_at(text.get(above.clone())?)?;
    let line = text
        .get(below.clone())
        .filter(|it| it.len() <= NAME_ABOVE)?;
    let name = strip(line, "par").or_else(|| strip(line, "by"))?.trim();
    let is_close = text.get(above.end..below.start)?.matches('\n').count() == 1;
    (is_close && day.has_hour && is_end(rest) && is_bare(name) && is_name(name)).then(|| Head {
        at: above.start..below.end,
        author: name.to_owned(),
        date: day.date,
        is_told: true,
        may_quote: false,
    })
}

/// The day in the line just below one, if there is nothing else in it, and where it ends.
fn day_below(text: &str, lines: &[Range<usize>], i: usize) -> Option<(Day, usize)> {
    let (above, below) = (lines.get(i)?, lines.get(i + 1)?);
    let line = text.get(below.clone()).filter(|it| it.len() <= LONGEST)?;
    let between = text.get(above.end..below.start)?;
    let line = line.trim_start_matches('(');
    let (day, rest) = day_at(strip(line, "le").unwrap_or(line))?;
    let is_joined = between.matches('\n').count() == 1;
    (is_joined && is_end(rest)).then_some((day, below.end))
}

#[derive(Default)]
struct Found {
    name: String,
    day: Option<Day>,
}

/// Whether a line is as a pattern says, and what stands in its places.
fn fits(pattern: &str, line: &str, found: &mut Found) -> bool {
    let pattern = pattern.trim_start();
    let line = line.trim_start();
    if pattern.is_empty() {
        return is_end(line);
    }
    if let Some(rest) = pattern.strip_prefix("{d}") {
        let Some((day, after)) = day_at(line) else {
            return false;
        };
        found.day = Some(day);
        return fits(rest, after, found);
    }
    if let Some(rest) = pattern.strip_prefix("{n}") {
        let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
        return after.len() < line.len() && fits(rest, after, found);
    }
    if let Some(rest) = pattern.strip_prefix("{a}") {
        return name_fits(rest, line, found);
    }
    let end = pattern.find(['{', ' ']).unwrap_or(pattern.len());
    let (word, rest) = pattern.split_at(end);
    strip(line, word).is_some_and(|after| fits(rest, after, found))
}

/// A name, as short as the rest of the pattern allows.
fn name_fits(rest: &str, line: &str, found: &mut Found) -> bool {
    if rest.trim().is_empty() {
        let name = line.trim_end_matches([':', ',', ' ', '\u{A0}']);
        let name = name.strip_suffix('.').filter(|it| !is_initial(it));
        let name = name.unwrap_or_else(|| line.trim_end_matches([':', ',', ' ', '\u{A0}']));
        name.clone_into(&mut found.name);
        return true;
    }
    // What begins with a sign may stand close to the name, a word may not.
    let close = !rest.starts_with(' ');
    for (i, c) in line.char_indices().skip(1) {
        if i > LONGEST_NAME {
            return false;
        }
        let Some((name, after)) = line.split_at_checked(i) else {
            continue;
        };
        // Of letters nobody knows where the name ends and the day begins.
        let is_within = c.is_alphabetic() && name.ends_with(char::is_alphabetic);
        let close = close && !(is_within && rest.starts_with("{d}"));
        if (close || c.is_whitespace()) && fits(rest, after, found) {
            name.trim().clone_into(&mut found.name);
            return true;
        }
    }
    false
}

/// Without the number of the comment: `12.`, `#12`, `(12)`.
fn unnumbered(line: &str) -> &str {
    let line = line
        .trim_start_matches("[–]")
        .trim_start_matches("[-]")
        .trim_start();
    let rest = line.trim_start_matches(['#', '(', '[']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let n = rest.len() - after.len();
    let marked = rest.len() < line.len() || after.starts_with(['.', ')', ']']);
    if (1..=5).contains(&n) && marked && day_at(line).is_none() {
        after.trim_start_matches(['.', ')', ']', '-', ' ', '\u{A0}', ':'])
    } else {
        line
    }
}
