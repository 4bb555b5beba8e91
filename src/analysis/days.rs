//! Days as weblogs, forums and tables write them, in French and English.

use crate::model::value::PartialDate;

/// A day, and whether its hour is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// `None` of a day that is told from the day of reading, such as `il y a 3 jours`.
    pub date: Option<PartialDate>,
    pub has_hour: bool,
}

/// What stands first in days of numbers where both could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

/// The order that days of numbers have: the month stands first if only so all of them are days.
pub fn order<'a>(days: impl Iterator<Item = &'a str>) -> Order {
    let ends = days.filter_map(|it| {
        let (first, rest) = digits(it.trim_start(), 2)?;
        Some((first, digits(rest.strip_prefix(['/', '-', '.'])?, 2)?.0))
    });
    let (firsts, seconds): (Vec<u16>, Vec<u16>) = ends.unzip();
    let is_month_first =
        firsts.iter().all(|it| *it <= 12) && seconds.iter().any(|it| (13..32).contains(it));
    if is_month_first {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

/// The day of a moment that stands alone, such as `12/03/2019 14:32`, `12 mars 2019 à 14h32`,
/// `2019-03-12T14:32:00Z` or `Tue Mar 12 14:32:00 +0000 2019`.
pub fn day_of(text: &str, order: Order) -> Option<PartialDate> {
    let text = text.trim().trim_matches(['(', ')']);
    let said = text.parse().ok();
    said.or_else(|| programs_own(text)).or_else(|| {
        let text = strip(text, "le").unwrap_or(text);
        let (day, rest) = day_in(text, order)?;
        let is_time =
            |it: char| it.is_ascii_digit() || it.is_ascii_uppercase() || " :.+-()".contains(it);
        day.date.filter(|_| rest.chars().all(is_time))
    })
}

/// `Tue Mar 12 14:32:00 +0000 2019`
fn programs_own(text: &str) -> Option<PartialDate> {
    let mut words = text.split_whitespace();
    let (weekday, month, day, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if !is_weekday(weekday) || !time.contains(':') {
        return None;
    }
    let told = format!("{day} {month} {}", words.next_back()?);
    day_first(&told).map(|it| it.0)
}

/// The day of so many seconds or thousandths since 1970, as programs count them, in this century.
pub fn day_of_count(count: f64) -> Option<PartialDate> {
    let seconds = if count > 1e11 { count / 1e3 } else { count };
    let from_1999 = (946_684_800.0..4_102_444_800.0).contains(&seconds);
    let moment = jiff::Timestamp::from_second(seconds as i64).ok()?;
    moment
        .strftime("%Y-%m-%d")
        .to_string()
        .parse()
        .ok()
        .filter(|_| from_1999)
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
    // The month of March, too, which is tried first.
    "mar",
];

/// What time is counted in, without the sign of the plural.
const AGES: &[&str] = &[
    "seconde", "minute", "min", "heure", "h", "jour", "j", "semaine", "sem", "moi", "an", "année",
    "second", "hour", "hr", "day", "week", "month", "year", "yr",
];

/// A day at the beginning of a line, with its hour, and what follows it.
pub(super) fn day_at(line: &str) -> Option<(Day, &str)> {
    day_in(line, Order::DayFirst)
}

fn day_in(line: &str, order: Order) -> Option<(Day, &str)> {
    let line = line.trim_start();
    if let Some(rest) = ago(line) {
        let day = Day {
            date: None,
            has_hour: true,
        };
        return Some((day, rest));
    }
    let (date, rest) = date(line, order).or_else(|| date(after_weekday(line)?, order))?;
    let (has_hour, rest) = match hour(rest) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let day = Day {
        date: Some(date),
        has_hour,
    };
    Some((day, rest))
}

fn date(line: &str, order: Order) -> Option<(PartialDate, &str)> {
    numeric(line, order)
        .or_else(|| day_first(line))
        .or_else(|| month_first(line))
}

fn after_weekday(line: &str) -> Option<&str> {
    let (word, after) = word(line);
    is_weekday(word).then(|| after.trim_start_matches(['.', ',', ' ', '\u{A0}']))
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// What follows a time counted back from the day of reading: `il y a 3 jours`, `2 years ago`.
fn ago(line: &str) -> Option<&str> {
    let told = strip(line, "il y a");
    let counted = told.unwrap_or(line).trim_start();
    let first = counted.split_whitespace().next()?;
    let after = counted.get(first.len()..)?.trim_start();
    let is_count = digits(first, 3).is_some_and(|it| it.1.is_empty())
        || matches!(first, "un" | "une" | "a" | "an");
    if !is_count {
        return None;
    }
    let (unit, after) = word(after);
    let is_unit = AGES.contains(&unit.to_lowercase().trim_end_matches('s'));
    let after = match told {
        Some(_) => Some(after),
        None => strip(after.trim_start(), "ago"),
    };
    after.filter(|_| is_unit)
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

/// `2009-05-03`, `03/05/2009`, `3.5.2009`.
fn numeric(line: &str, order: Order) -> Option<(PartialDate, &str)> {
    let (first, rest) = digits(line, 4)?;
    let sign = rest.chars().next().filter(|it| "-/.".contains(*it))?;
    let (second, rest) = digits(rest.strip_prefix(sign)?, 2)?;
    let (third, rest) = digits(rest.strip_prefix(sign)?, 4)?;
    let date = |year: u16, month: u16, day: u16| {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        PartialDate::new(year as i16, Some(month), Some(day))
    };
    let two = |year| match order {
        Order::DayFirst => date(year, second, first).or_else(|| date(year, first, second)),
        Order::MonthFirst => date(year, first, second),
    };
    let found = if first >= 1900 {
        date(first, second, third)
    } else if (1900..2100).contains(&third) {
        two(third)
    } else if third < 100 && sign != '.' {
        two(2000 + third)
    } else {
        None
    };
    // `2009-05-03T10:12`
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    Some((found?, rest))
}

/// `3 mai 2009`, `1er août 2010`.
fn day_first(line: &str) -> Option<(PartialDate, &str)> {
    let (day, rest) = nth(line)?;
    let (month, rest) = month(rest.trim_start())?;
    let (year, rest) = year(rest.trim_start_matches([',', ' ', '.', '\u{A0}']))?;
    Some((PartialDate::new(year, Some(month), Some(day))?, rest))
}

/// `May 3, 2009`, `mai 2009`.
fn month_first(line: &str) -> Option<(PartialDate, &str)> {
    let (month, rest) = month(line)?;
    let rest = rest.trim_start_matches(['.', ' ', '\u{A0}']);
    if let Some((year, rest)) = year(rest) {
        return Some((PartialDate::new(year, Some(month), None)?, rest));
    }
    let (day, rest) = nth(rest)?;
    let (year, rest) = year(rest.trim_start_matches([',', ' ', '\u{A0}']))?;
    Some((PartialDate::new(year, Some(month), Some(day))?, rest))
}

/// The day of a month: `3`, `1er`, `3rd`.
fn nth(line: &str) -> Option<(u8, &str)> {
    let (day, rest) = digits(line, 2)?;
    let (suffix, after) = word(rest);
    let is_suffix = matches!(suffix, "er" | "st" | "nd" | "rd" | "th");
    Some((
        u8::try_from(day).ok()?,
        if is_suffix { after } else { rest },
    ))
}

fn month(line: &str) -> Option<(u8, &str)> {
    let (word, rest) = word(line);
    // No month has a longer name than `septembre`.
    if !(3..=10).contains(&word.len()) {
        return None;
    }
    let lower = word.to_lowercase();
    let known = MONTHS.iter().find(|it| lower.starts_with(it.0))?;
    Some((known.1, rest))
}

/// `à 10:12`, `10h12`, `14 h 32 min`, `@11h13`, `at 10:12 am`, `, 10:12:33`.
fn hour(line: &str) -> Option<&str> {
    const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{202F}'];
    let mut line = line.trim_start_matches([',', ' ', '\u{A0}', '\u{202F}', '-', '|']);
    for before in ["à", "at", "@", "um"] {
        if let Some(rest) = line.strip_prefix(before) {
            line = rest.trim_start_matches(BLANKS);
        }
    }
    let (hour, rest) = digits(line, 2)?;
    let rest = rest.trim_start_matches(BLANKS);
    let rest = rest.strip_prefix([':', 'h', 'H', '.'])?;
    let rest = rest.trim_start_matches(BLANKS);
    let (minute, mut rest) = digits(rest, 2)?;
    if hour > 23 || minute > 59 {
        return None;
    }
    if let Some((_, after)) = rest.strip_prefix(':').and_then(|it| digits(it, 2)) {
        rest = after;
    }
    let (unit, after) = word(rest.trim_start_matches(BLANKS));
    let is_unit = matches!(unit.to_lowercase().as_str(), "am" | "pm" | "min" | "mn");
    Some(if is_unit { after } else { rest })
}

/// What follows a word, whatever its capitals; the word ends there, if it is one.
pub(super) fn strip<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = line.chars();
    for wanted in word.chars() {
        let c = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let after = rest.as_str();
    let is_word = word.ends_with(char::is_alphanumeric);
    (!is_word || !after.starts_with(char::is_alphanumeric)).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_that_stand_alone_have_a_day() {
        for moment in [
            "2019-03-12",
            "2019-03-12T14:32:00.000Z",
            "2019-03-12 14:32:00 +0100",
            "12/03/2019 14:32",
            "le 12 mars 2019 à 14h32",
            "mar. 12 mars 2019 14:32",
            "12 mars 2019 à 14 h 32 min",
            "Tue, 12 Mar 2019 14:32:00 GMT",
            "Tue Mar 12 14:32:00 +0000 2019",
            "(12 mars 2019 @14h32)",
        ] {
            let day = day_of(moment, Order::DayFirst).map(|it| it.to_string());
            assert_eq!(day.as_deref(), Some("2019-03-12"), "{moment}");
        }
        for odd in [
            "",
            "il y a 3 jours",
            "12 mars 2019 au matin",
            "Mar",
            "31/02/2019",
        ] {
            let day = day_of(odd, Order::DayFirst);
            assert!(day.is_none_or(|it| odd == it.to_string()), "{odd}");
        }
        let counted = [1_552_401_120.0, 1_552_401_120_000.0].map(day_of_count);
        assert!(
            counted
                .iter()
                .flatten()
                .all(|it| it.to_string() == "2019-03-12")
        );
        assert_eq!((counted[0].is_some(), day_of_count(12.0)), (true, None));
    }

    #[test]
    fn the_month_stands_first_where_only_so_all_are_days() {
        let order_of = |days: &[&str]| order(days.iter().copied());
        assert_eq!(
            order_of(&["3/4/2019", "3/14/2019 10:00"]),
            Order::MonthFirst
        );
        assert_eq!(order_of(&["3/4/2019", "14/3/2019"]), Order::DayFirst);
        assert_eq!(
            order_of(&["3/4/2019", "2019-03-14", "hier"]),
            Order::DayFirst
        );
        let day = day_of("3/4/2019", Order::MonthFirst).map(|it| it.to_string());
        assert_eq!(day.as_deref(), Some("2019-03-04"));
    }
}
