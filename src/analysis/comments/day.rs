//! Days as weblogs write them, in French and English.

use crate::model::value::PartialDate;

/// A day, and whether its hour is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub date: PartialDate,
    pub has_hour: bool,
}

/// Names of months by their beginnings; longer ones first, as `juil` before `jui`.
const MONTHS: &[(&str, u8)] = &[
    ("janv", 1),
    ("jan", 1),
    ("fév", 2),
    ("fev", 2),
    ("feb", 2),
    ("mars", 3),
    ("mar", 3),
    ("avr", 4),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("juin", 6),
    ("june", 6),
    ("jun", 6),
    ("juil", 7),
    ("july", 7),
    ("jul", 7),
    ("août", 8),
    ("aout", 8),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("déc", 12),
    ("dec", 12),
];

const WEEKDAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
];

/// A day at the beginning of a line, with its hour, and what follows it.
pub(super) fn day_at(line: &str) -> Option<(Day, &str)> {
    let line = line.trim_start();
    let (word, after) = word(line);
    let lower = word.to_lowercase();
    let line = if WEEKDAYS.contains(&lower.as_str()) {
        after.trim_start_matches(['.', ',', ' ', '\u{A0}'])
    } else {
        line
    };
    let (date, rest) = numeric(line)
        .or_else(|| day_first(line))
        .or_else(|| month_first(line))?;
    let (has_hour, rest) = match hour(rest) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    Some((Day { date, has_hour }, rest))
}

/// Letters at the beginning.
fn word(line: &str) -> (&str, &str) {
    let end = line
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(line.len());
    line.split_at(end)
}

/// Digits at the beginning, `most` at most.
fn digits(line: &str, most: usize) -> Option<(u16, &str)> {
    let end = line
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(line.len());
    let (digits, rest) = line.split_at(end);
    let fits = (1..=most).contains(&digits.len());
    Some((digits.parse().ok().filter(|_| fits)?, rest))
}

fn year(line: &str) -> Option<(i16, &str)> {
    let (year, rest) = digits(line, 4)?;
    (1900..2100).contains(&year).then_some((year as i16, rest))
}

/// `2009-05-03`, `03/05/2009`, `3.5.2009`; the day stands before the month where both could be.
fn numeric(line: &str) -> Option<(PartialDate, &str)> {
    let (first, rest) = digits(line, 4)?;
    let sign = rest.chars().next().filter(|it| "-/.".contains(*it))?;
    let (second, rest) = digits(rest.strip_prefix(sign)?, 2)?;
    let (third, rest) = digits(rest.strip_prefix(sign)?, 4)?;
    let date = |year: u16, month: u16, day: u16| {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        PartialDate::new(year as i16, Some(month), Some(day))
    };
    let found = if first >= 1900 {
        date(first, second, third)
    } else if (1900..2100).contains(&third) {
        date(third, second, first).or_else(|| date(third, first, second))
    } else if third < 100 && sign != '.' {
        date(2000 + third, second, first)
    } else {
        None
    };
    // `2009-05-03T10:12`
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    Some((found?, rest))
}

/// `3 mai 2009`, `1er août 2010`, `mai 2009`.
fn day_first(line: &str) -> Option<(PartialDate, &str)> {
    let (day, rest) = digits(line, 2)?;
    let (suffix, after) = word(rest);
    let rest = match suffix {
        "er" | "st" | "nd" | "rd" | "th" => after,
        _ => rest,
    };
    let (month, rest) = month(rest.trim_start())?;
    let (year, rest) = year(rest.trim_start_matches([',', ' ', '.', '\u{A0}']))?;
    let date = PartialDate::new(year, Some(month), Some(u8::try_from(day).ok()?))?;
    Some((date, rest))
}

/// `May 3, 2009`, `mai 2009`.
fn month_first(line: &str) -> Option<(PartialDate, &str)> {
    let (month, rest) = month(line)?;
    let rest = rest.trim_start_matches(['.', ' ', '\u{A0}']);
    if let Some((year, rest)) = year(rest) {
        return Some((PartialDate::new(year, Some(month), None)?, rest));
    }
    let (day, rest) = digits(rest, 2)?;
    let (suffix, after) = word(rest);
    let rest = match suffix {
        "st" | "nd" | "rd" | "th" => after,
        _ => rest,
    };
    let (year, rest) = year(rest.trim_start_matches([',', ' ', '\u{A0}']))?;
    let date = PartialDate::new(year, Some(month), Some(u8::try_from(day).ok()?))?;
    Some((date, rest))
}

fn month(line: &str) -> Option<(u8, &str)> {
    let (word, rest) = word(line);
    let lower = word.to_lowercase();
    let known = MONTHS.iter().find(|it| lower.starts_with(it.0))?;
    // No month has a longer name than `septembre`.
    (lower.chars().count() <= 9).then_some((known.1, rest))
}

/// `à 10:12`, `10h12`, `at 10:12 am`, `, 10:12:33`.
fn hour(line: &str) -> Option<&str> {
    let mut line = line.trim_start_matches([',', ' ', '\u{A0}', '-', '|']);
    for before in ["à", "at", "@", "um"] {
        if let Some(rest) = line.strip_prefix(before) {
            line = rest.trim_start_matches([' ', '\u{A0}']);
        }
    }
    let (hour, rest) = digits(line, 2)?;
    let rest = rest.trim_start_matches([' ', '\u{A0}']);
    let rest = rest.strip_prefix([':', 'h', 'H', '.'])?;
    let rest = rest.trim_start_matches([' ', '\u{A0}']);
    let (minute, mut rest) = digits(rest, 2)?;
    if hour > 23 || minute > 59 {
        return None;
    }
    if let Some((_, after)) = rest.strip_prefix(':').and_then(|it| digits(it, 2)) {
        rest = after;
    }
    let (half, after) = word(rest.trim_start());
    let is_half = matches!(half.to_lowercase().as_str(), "am" | "pm");
    Some(if is_half { after } else { rest })
}
