//! Where the comments of a page begin, who wrote each and when, by the lines that weblogs put before them:
//! `Marie a écrit le 3 mai 2009 à 10:12`, `Posted by Joe | May 3, 2009`, `12. Paul says:`; and where no
//! such line is, by the numbers below a line that counts them.

use std::ops::Range;

use crate::model::value::PartialDate;

mod day;
mod list;

use day::{Day, day_at};

/// A comment found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From its first line, which says whose it is, to its last word, in bytes.
    pub at: Range<usize>,
    /// The part of it that is that line, or those lines.
    pub head: Range<usize>,
    /// Empty where nobody is named.
    pub author: String,
    pub date: Option<PartialDate>,
}

/// The lines that begin a comment. `{a}` is a name, `{d}` a day with or without its hour; a number may
/// stand before any of them. Blanks, and capital letters, do not matter.
const HEADS: &[&str] = &[
    "{a} a écrit le {d}",
    "{a} a dit le {d}",
    "{a} a écrit, le {d}",
    "{a} a écrit :",
    "{a} a dit :",
    "{a} a dit…",
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
    "{a}, {d}",
    "{a} ({d})",
];

/// Heads on two lines: a name alone, and below it a day with its hour.
const NAME_ABOVE: usize = 40;
/// No line that begins a comment is longer, in bytes.
const LONGEST: usize = 200;
/// Nor is a name, in bytes and words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 6;

/// Finds the comments of a text, in their order. What stands before the first is none.
pub fn comments(text: &str) -> Vec<Comment> {
    let lines = lines(text);
    let mut heads: Vec<(Range<usize>, String, Option<PartialDate>)> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let found = one_line(text, &lines[i]).or_else(|| two_lines(text, &lines, i));
        match found {
            Some((head, author, date)) => {
                while lines.get(i).is_some_and(|it| it.end <= head.end) {
                    i += 1;
                }
                heads.push((head, author, date));
            }
            None => i += 1,
        }
    }
    if heads.is_empty() {
        heads = list::numbered(text, &lines);
    }
    let starts: Vec<usize> = heads.iter().map(|it| it.0.start).collect();
    let last = starts.last().copied().unwrap_or_default();
    let form = lines
        .iter()
        .find(|it| it.start > last && text.get((*it).clone()).is_some_and(list::is_form));
    let end = form.map_or(text.len(), |it| it.start);
    let ends = starts.iter().skip(1).copied().chain([end]);
    let all = heads.into_iter().zip(ends);
    let all = all.map(|((head, author, date), end)| {
        let words = text.get(head.start..end).unwrap_or_default().trim_end();
        Comment {
            at: head.start..head.start + words.len(),
            head,
            author,
            date,
        }
    });
    all.collect()
}

/// The lines that are not blank, without blanks around them, by their places.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        let trimmed = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let from = start + (line.len() - trimmed.len());
        let trimmed = trimmed.trim_end();
        if !trimmed.is_empty() {
            found.push(from..from + trimmed.len());
        }
        start += line.len() + 1;
    }
    found
}

type Head = (Range<usize>, String, Option<PartialDate>);

fn one_line(text: &str, at: &Range<usize>) -> Option<Head> {
    let line = text.get(at.clone()).filter(|it| it.len() <= LONGEST)?;
    let line = unnumbered(line);
    for head in HEADS {
        let mut found = Found::default();
        if fits(head, line, &mut found) && is_name(&found.name) {
            return Some((at.clone(), found.name, found.day.map(|it| it.date)));
        }
    }
    None
}

fn two_lines(text: &str, lines: &[Range<usize>], i: usize) -> Option<Head> {
    let (above, below) = (lines.get(i)?, lines.get(i + 1)?);
    let name = text
        .get(above.clone())
        .filter(|it| it.len() <= NAME_ABOVE)?;
    let day = text.get(below.clone()).filter(|it| it.len() <= LONGEST)?;
    let close = text.get(above.end..below.start)?;
    let name = unnumbered(name).trim_end_matches([':', ',']).trim_end();
    let bare = name.split_whitespace().count() <= 4 && !name.ends_with(['.', '!', '?', '…']);
    let below_day = strip(day, "le").unwrap_or(day);
    let (found, rest) = day_at(below_day)?;
    let whole = found.has_hour && is_end(rest);
    let joined = close.matches('\n').count() == 1 && bare && is_name(name);
    (whole && joined).then(|| (above.start..below.end, name.to_owned(), Some(found.date)))
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
        let name = line.trim_end_matches([':', ',', '.', ' ', '\u{A0}']);
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
        if (close || c.is_whitespace()) && fits(rest, after, found) {
            name.trim().clone_into(&mut found.name);
            return true;
        }
    }
    false
}

/// What follows a word, whatever its capitals; the word ends there, if it is one.
fn strip<'a>(line: &'a str, word: &str) -> Option<&'a str> {
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

/// Whether nothing of weight is left of a line.
fn is_end(rest: &str) -> bool {
    let rest = rest
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    matches!(
        rest.as_str(),
        "" | "répondre" | "reply" | "permalink" | "permalien" | "lien" | "link" | "signaler"
    )
}

fn is_name(name: &str) -> bool {
    let n = name.split_whitespace().count();
    let verbal = ["a écrit", " wrote", "http://", "https://"];
    (1..=MOST_WORDS).contains(&n)
        && name.len() <= LONGEST_NAME
        && name.chars().any(char::is_alphanumeric)
        && !name.contains([':', '?', '!', ';', '«', '»', '|'])
        && !verbal.iter().any(|it| name.contains(it))
}

/// Without the number of the comment: `12.`, `#12`, `(12)`.
fn unnumbered(line: &str) -> &str {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let all = comments(text).into_iter();
        all.map(|it| {
            let date = it.date.map(|it| it.to_string()).unwrap_or_default();
            (it.author, date)
        })
        .collect()
    }

    #[test]
    fn heads_are_known_by_their_patterns() {
        for (line, author, date) in [
            ("Marie a écrit le 3 mai 2009 à 10:12", "Marie", "2009-05-03"),
            ("Jean-Luc D. a dit :", "Jean-Luc D.", ""),
            ("Posté par Zoé | 3 mai 2009", "Zoé", "2009-05-03"),
            ("POSTÉ PAR ZOÉ LE 1er août 2010 14h05", "ZOÉ", "2010-08-01"),
            (
                "Le 12/04/2011 à 08:15, jeanne75 a écrit :",
                "jeanne75",
                "2011-04-12",
            ),
            ("12. Paul says:", "Paul", ""),
            (
                "#3 Joe Doe wrote on May 3, 2009 at 10:12 am",
                "Joe Doe",
                "2009-05-03",
            ),
            ("Posted by Ann at 3 June 2012", "Ann", "2012-06-03"),
            (
                "Comment by Bob — 2012-06-03 10:00:00 | Reply",
                "Bob",
                "2012-06-03",
            ),
            (
                "4) Rédigé par : Luc | lundi 2 février 2009 à 09:10",
                "Luc",
                "2009-02-02",
            ),
            ("Max | 03.05.2009 10:12", "Max", "2009-05-03"),
            ("Luce\nle 3 mai 2009 à 10h12", "Luce", "2009-05-03"),
        ] {
            assert_eq!(
                found(&format!("Un billet.\n\n{line}\n\nD’accord.\n")),
                [(author.to_owned(), date.to_owned())],
                "{line}"
            );
        }
    }

    #[test]
    fn prose_is_no_head() {
        for line in [
            "Il a écrit le 3 mai 2009 une longue lettre à son frère.",
            "Le pont fermera le 3 mai 2031, dit-elle, et personne ne le regrettera.",
            "Que dit-il : rien.",
            "2009 fut une bonne année",
            "a écrit :",
            "",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }

    #[test]
    fn a_comment_reaches_to_the_next() {
        let text = "Billet 😀.\n\nMarie a dit :\nBof.\n\nPaul a dit :\nSi !\n\n";
        let all = comments(text);
        let words: Vec<&str> = all.iter().map(|it| &text[it.at.clone()]).collect();
        assert_eq!(words, ["Marie a dit :\nBof.", "Paul a dit :\nSi !"]);
        assert_eq!(&text[all[1].head.clone()], "Paul a dit :");
    }
}
