//! Which full stops belong to the word before them: titles, initials, references, list numbers.
//! French and English word lists; when in doubt, the sentence goes on.

use unicode_segmentation::UnicodeSegmentation as _;

use super::chars::{fold, is_apostrophe, is_line_end, is_opening_quote, is_separator, part};
use super::word::is_elided;

/// Stand before a name or a number, whatever it is.
const BEFORE_ANYTHING: &[&str] = &[
    "approx", "av", "bd", "blvd", "boul", "cf", "env", "mlle", "mlles", "mm", "mme", "mmes", "réf",
    "tél", "vs",
];

/// Titles, if written with a capital.
const TITLES: &[&str] = &[
    "capt", "col", "dr", "drs", "gen", "gov", "hon", "lt", "messrs", "mgr", "mr", "mrs", "ms",
    "mt", "pr", "prof", "rep", "rev", "sen", "sgt", "st", "ste",
];

/// Stand before a number; before anything else they are words.
const BEFORE_DIGITS: &[&str] = &[
    "apr", "art", "aug", "avr", "chap", "coll", "dec", "déc", "ed", "éd", "feb", "fév", "févr",
    "fig", "jan", "janv", "juil", "jul", "jun", "mar", "no", "nos", "nov", "oct", "pp", "sec",
    "sect", "sep", "sept", "vol",
];

/// Stand after a name: they end a sentence if the next word says so.
const AFTER_NAMES: &[&str] = &[
    "al", "bros", "cie", "co", "corp", "inc", "jr", "ltd", "ltée", "sr",
];

/// Never end a sentence, though they look like any acronym.
const PHRASES: &[&str] = &["c.-à-d", "e.g", "i.e", "n.b", "p.ex"];

/// Words of one letter that are no abbreviation.
const SHORT_WORDS: &[&str] = &["a", "à", "ô", "y"];

/// Words that start sentences far more often than names.
const STARTERS: &[&str] = &[
    "a",
    "ainsi",
    "alors",
    "an",
    "and",
    "at",
    "aujourd’hui",
    "aussi",
    "avec",
    "but",
    "c’",
    "car",
    "ce",
    "cela",
    "cependant",
    "ces",
    "cet",
    "cette",
    "comme",
    "dans",
    "demain",
    "des",
    "donc",
    "elle",
    "elles",
    "en",
    "enfin",
    "ensuite",
    "et",
    "for",
    "he",
    "her",
    "hier",
    "his",
    "however",
    "i",
    "if",
    "il",
    "ils",
    "in",
    "it",
    "its",
    "j’",
    "je",
    "l’",
    "la",
    "le",
    "les",
    "leur",
    "leurs",
    "ma",
    "mais",
    "mes",
    "mon",
    "my",
    "nos",
    "notre",
    "nous",
    "on",
    "or",
    "our",
    "par",
    "pour",
    "pourtant",
    "puis",
    "quand",
    "que",
    "qui",
    "qu’",
    "sa",
    "sans",
    "selon",
    "ses",
    "she",
    "si",
    "so",
    "son",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "today",
    "tu",
    "un",
    "une",
    "vos",
    "votre",
    "vous",
    "we",
    "when",
    "with",
    "you",
    "ça",
];

/// Whether the full stop after `stem` only shortens a word, `closers` and white space standing
/// between it and `tail`, which could start a sentence.
pub(super) fn is_one(stem: &str, closers: &str, tail: &str) -> bool {
    let token = last_token(stem);
    if token.is_empty() {
        return false;
    }
    let lead = part(stem, 0..stem.len() - token.len());
    if is_list_number(token) && starts_line(lead) {
        return true;
    }
    let next = Next::of(tail);
    let folded = fold(token);
    let word = folded.as_str();
    match token.graphemes(true).count() {
        1 => is_initial(token, word, &next),
        _ if is_acronym(token) => PHRASES.contains(&word) || !next.starter,
        _ if word == "etc" => closers.starts_with(')'),
        _ if word == "ex" => ends_with_word(lead, &["par", "p."]),
        _ if TITLES.contains(&word) => token.starts_with(char::is_uppercase),
        _ if BEFORE_DIGITS.contains(&word) => next.digit,
        _ if AFTER_NAMES.contains(&word) => !next.starter,
        _ => BEFORE_ANYTHING.contains(&word),
    }
}

/// What follows the full stop.
struct Next {
    digit: bool,
    starter: bool,
}

impl Next {
    fn of(tail: &str) -> Self {
        let start = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = start.find(|c: char| !c.is_alphanumeric() && c != '\u{327}' && !is_apostrophe(c));
        let word = fold(part(start, 0..end.unwrap_or(start.len())));
        let elided = word.find('’').map(|at| part(&word, 0..at + '’'.len_utf8()));
        Self {
            digit: start.starts_with(char::is_numeric),
            starter: [Some(word.as_str()), elided]
                .into_iter()
                .flatten()
                .any(|it| STARTERS.contains(&it)),
        }
    }
}

/// What stands before the full stop, back to white space, an opening mark or an elided word.
fn last_token(stem: &str) -> &str {
    let opens = |c: char| is_separator(c) || is_opening_quote(c) || "([{\"".contains(c);
    let start = stem
        .rfind(opens)
        .map_or(0, |at| stem.ceil_char_boundary(at + 1));
    let token = part(stem, start..stem.len());
    match token.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) {
        Some((at, c)) if at == 0 || is_elided(part(token, 0..at)) => {
            part(token, at + c.len_utf8()..token.len())
        }
        _ => token,
    }
}

fn is_initial(token: &str, word: &str, next: &Next) -> bool {
    match token.chars().next() {
        Some('I') => !next.starter,
        Some(c) if c.is_uppercase() => true,
        Some(c) => c.is_lowercase() && !SHORT_WORDS.contains(&word),
        None => false,
    }
}

/// `G.O`, `n.d.l.r`, `P.-O`, `Ph.D`: letters between full stops.
fn is_acronym(token: &str) -> bool {
    let mut parts = token.split('.').map(|it| it.trim_start_matches('-'));
    token.contains('.') && parts.all(is_short_letters) || PHRASES.contains(&fold(token).as_str())
}

fn is_short_letters(letters: &str) -> bool {
    let length = letters.graphemes(true).count();
    let capital = letters.starts_with(char::is_uppercase);
    letters.chars().next().is_some_and(char::is_alphabetic)
        && (length == 1 || length == 2 && capital)
}

/// `3`, `2.1`, `IV`, `a`: numbers of items and headings.
fn is_list_number(token: &str) -> bool {
    let digits = token.len() <= 5 && token.chars().all(|c| c.is_ascii_digit() || c == '.');
    let roman = token.len() <= 5 && token.chars().all(|c| "IVXLC".contains(c));
    digits || roman || token.len() == 1 && token.chars().all(char::is_alphabetic)
}

/// Whether only white space and bullets stand between the line's start and here.
fn starts_line(lead: &str) -> bool {
    let line = lead
        .rfind(is_line_end)
        .map_or(lead, |at| part(lead, at..lead.len()));
    line.chars()
        .all(|c| is_separator(c) || "•*-–—>#([".contains(c))
}

fn ends_with_word(lead: &str, words: &[&str]) -> bool {
    let lead = fold(lead.trim_end_matches(is_separator));
    words.iter().any(|word| {
        let rest = lead.strip_suffix(word);
        rest.is_some_and(|it| !it.ends_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortened_words() {
        for (stem, closers, tail) in [
            ("le professeur M", "", "Dupont"),
            ("avec P.-O", "", "L. Martin"),
            ("l’O.N.U", "", "Femmes"),
            ("É", "", "Zola"),
            ("E\u{301}", "", "Zola"),
            ("des photos, etc", ")", "Paul"),
            ("\n  3", "", "Mélanie"),
            ("cf", "", "La suite"),
            ("au n° 3, p", "", "12"),
        ] {
            assert!(is_one(stem, closers, tail), "{stem}. {tail}");
        }
    }

    #[test]
    fn ends_of_sentences() {
        for (stem, closers, tail) in [
            ("il y en a", "", "Paul"),
            ("des photos, etc", "", "Paul"),
            ("in the U.S", "", "They left"),
            ("à l’O.N.U", "", "L’an dernier"),
            ("le 3", "", "Mélanie"),
            ("mon prof", "", "Dupont"),
            ("en déc", "", "Il gèle"),
            ("(la suite)", "", "Paul"),
        ] {
            assert!(!is_one(stem, closers, tail), "{stem}. {tail}");
        }
    }
}
