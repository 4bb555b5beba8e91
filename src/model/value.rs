//! The kinds of answer an attribute may hold. Adding a kind is adding a variant here: the compiler
//! then points at the editor widget and at the formats.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::id::{ChoiceId, TargetId};
use super::schema::Kind;

/// An answer given to an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Flag(bool),
    /// One of the choices of a `OneOf` or `Ordinal` attribute.
    Choice(ChoiceId),
    Choices(BTreeSet<ChoiceId>),
    Number(f64),
    Date(PartialDate),
    /// From, to: the earliest and latest date at which something is due. One end may be open.
    Interval(Option<PartialDate>, Option<PartialDate>),
    Text(String),
    Target(TargetId),
}

impl Value {
    /// Whether an attribute of this kind may hold this value.
    pub fn fits(&self, kind: &Kind) -> bool {
        match (self, kind) {
            (Self::Flag(_), Kind::Flag)
            | (Self::Date(_), Kind::Date)
            | (Self::Text(_), Kind::Text)
            | (Self::Target(_), Kind::Target) => true,
            (Self::Choice(id), Kind::OneOf(choices) | Kind::Ordinal(choices)) => {
                choices.iter().any(|it| it.id == *id)
            }
            (Self::Choices(ids), Kind::SeveralOf(choices)) => {
                ids.iter().all(|id| choices.iter().any(|it| it.id == *id))
            }
            (Self::Number(n), Kind::Number { min, max }) => {
                n.is_finite() && min.is_none_or(|it| *n >= it) && max.is_none_or(|it| *n <= it)
            }
            (Self::Interval(from, to), Kind::Interval) => match (from, to) {
                (Some(from), Some(to)) => from.first_day() <= to.last_day(),
                (None, None) => false,
                (Some(_), None) | (None, Some(_)) => true,
            },
            _ => false,
        }
    }
}

/// A date known to the year, the month or the day, as texts give it; written `2031`, `2031-06` or `2031-06-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// `None` where there is no such month or day, or a day without a month.
    pub fn new(year: i16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let valid = match (month, day) {
            (None, None) => (-9999..=9999).contains(&year),
            (None, Some(_)) => false,
            (Some(month), day) => {
                jiff::civil::Date::new(year, month as i8, day.unwrap_or(1) as i8).is_ok()
            }
        };
        valid.then_some(Self { year, month, day })
    }

    pub fn year(self) -> i16 {
        self.year
    }

    pub fn month(self) -> Option<u8> {
        self.month
    }

    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Year, month and day of the first day meant.
    pub fn first_day(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Year, month and day of the last day meant (the 31st stands for the end of any month).
    pub fn last_day(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The text is not a date of the form `2031`, `2031-06` or `2031-06-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written 2031, 2031-06 or 2031-06-15")]
pub struct NotADate;

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = digits.split('-');
        let year: i16 = number(parts.next(), 4).ok_or(NotADate)?;
        let month = match parts.next() {
            Some(part) => Some(number(Some(part), 2).ok_or(NotADate)?),
            None => None,
        };
        let day = match parts.next() {
            Some(part) => Some(number(Some(part), 2).ok_or(NotADate)?),
            None => None,
        };
        if parts.next().is_some() {
            return Err(NotADate);
        }
        Self::new(if negative { -year } else { year }, month, day).ok_or(NotADate)
    }
}

fn number<T: FromStr>(part: Option<&str>, max_digits: usize) -> Option<T> {
    let part = part?;
    let plain =
        !part.is_empty() && part.len() <= max_digits && part.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_written_the_same() {
        for text in ["2031", "2031-06", "2031-06-15", "0987"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "31-13",
            "2031-02-30",
            "2031-6-1-1",
            "soon",
            "2031-",
            "+12",
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn intervals_run_forward() {
        let year = |y| PartialDate::new(y, None, None);
        assert!(Value::Interval(year(2020), year(2020)).fits(&Kind::Interval));
        assert!(!Value::Interval(year(2021), year(2020)).fits(&Kind::Interval));
        assert!(!Value::Interval(None, None).fits(&Kind::Interval));
    }
}
