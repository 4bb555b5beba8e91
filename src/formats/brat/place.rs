//! Where the lines of a file say that words stand, and how they count.

use std::ops::Range;

use super::super::report::Fault;
use super::super::unit::by_quotes;
use crate::model::text::{Count, Text};

/// How the positions of a file count.
#[derive(Clone, Debug)]
pub struct Counting {
    pub unit: Count,
    /// Where line ends of two characters stand, each counted as one; `None` where they count as what they are.
    pub ends: Option<Vec<usize>>,
}

/// Fragments, and the words that are said to stand there.
pub type Quote<'a> = (&'a [(usize, usize)], &'a str);

impl Counting {
    pub fn of(unit: Count) -> Self {
        Self { unit, ends: None }
    }

    /// As most of the quoted words tell; in `unit` where it is known.
    pub fn seen(text: &Text, unit: Option<Count>, quotes: &[Quote]) -> Self {
        let fits = |it: &Self| {
            let fits = quotes.iter().filter(|(at, words)| {
                let found = it.fragments(text, at);
                found.is_some_and(|it| check_quote(text, &it, words).is_ok())
            });
            fits.count()
        };
        let n = quotes.len();
        let known = unit.unwrap_or_else(|| by_quotes(text, n, |unit| fits(&Self::of(unit))));
        let mut best = Self::of(known);
        let mut most = fits(&best);
        if most == n || !text.as_str().contains("\r\n") {
            return best;
        }
        for one in unit.map_or(vec![Count::CodePoint, Count::Utf16], |it| vec![it]) {
            let other = Self {
                unit: one,
                ends: Some(ends(text, one)),
            };
            let n = fits(&other);
            if n > most {
                (best, most) = (other, n);
            }
        }
        best
    }

    /// Places in bytes; `None` where one is not in the text.
    pub fn fragments(&self, text: &Text, at: &[(usize, usize)]) -> Option<Vec<Range<usize>>> {
        let real = |it: usize| match &self.ends {
            Some(ends) => it.saturating_add(ends.partition_point(|end| *end < it)),
            None => it,
        };
        let places = at
            .iter()
            .map(|it| text.to_bytes(&(real(it.0)..real(it.1)), self.unit));
        places.collect()
    }
}

fn ends(text: &Text, unit: Count) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    let mut chars = text.as_str().chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            ends.push(at);
            continue;
        }
        at += match unit {
            Count::Byte => c.len_utf8(),
            Count::CodePoint => 1,
            Count::Utf16 => c.len_utf16(),
        };
    }
    ends
}

/// The words that a line gives must be those of the text, with a blank between fragments or none; more may
/// follow after a blank.
pub fn check_quote(text: &Text, at: &[Range<usize>], quote: &str) -> Result<(), Fault> {
    let words: Vec<&str> = at.iter().filter_map(|it| text.get(it.clone())).collect();
    let found = words.join(" ");
    let more = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    let fits = match quote.strip_prefix(found.as_str()) {
        Some(rest) => more(rest),
        None => quote.starts_with(&words.concat()),
    };
    if fits {
        return Ok(());
    }
    let quoted = quote.to_owned();
    Err(Fault::QuoteDiffers { quoted, found })
}
