//! What the values of a column or of a key look like: what people write, or what only names and counts things.

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Nothing,
    Number,
    /// A date or a time.
    Moment,
    /// An address, a path, or a link of HTML.
    Address,
    /// Letters and figures that name something.
    Code,
    /// `["a", "b"]`.
    List,
    Words,
}

/// What a cell looks like.
pub fn look(cell: &str) -> Look {
    let cell = cell.trim();
    let is_one = !cell.contains(char::is_whitespace);
    let is_list = cell.starts_with('[') && cell.ends_with(']');
    if cell.is_empty() {
        Look::Nothing
    } else if is_address(cell) {
        Look::Address
    } else if is_moment(cell) {
        Look::Moment
    } else if cell.parse::<f64>().is_ok() || cell.chars().all(|it| !it.is_alphabetic() && it != '[')
    {
        Look::Number
    } else if is_list && (cell.contains(',') || cell.contains(['"', '\''])) {
        Look::List
    } else if is_one && is_code(cell) {
        Look::Code
    } else {
        Look::Words
    }
}

/// Whether this is only an address, a path, or a link of HTML.
pub fn is_address(value: &str) -> bool {
    let value = value.trim();
    let is_tag = value.starts_with("<a ") && value.ends_with("</a>");
    let is_one = !value.contains(char::is_whitespace);
    let is_file = value.starts_with('/') && value.contains('.');
    let begins = ["data:", "www."].iter().any(|it| value.starts_with(it));
    is_tag || is_one && (value.contains("://") || begins || is_file)
}

/// Letters and figures in one, or what signs part that are not those of a language.
fn is_code(value: &str) -> bool {
    let is_figure = |it: char| it.is_ascii_digit();
    let is_sign = |it: char| is_figure(it) || "-:./+_#".contains(it);
    value.len() >= 5 && value.contains(is_figure)
        || value.is_ascii() && value.contains(is_sign) && !value.ends_with('.')
}

/// Figures of a day or an hour, and few letters.
fn is_moment(cell: &str) -> bool {
    if jiff::fmt::strtime::parse("%a %b %d %H:%M:%S %z %Y", cell).is_ok() {
        return true;
    }
    let figures = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|it| it.is_alphabetic()).count();
    let parts = cell.contains([':', '/']) || cell.matches('-').count() > 1;
    parts && (6..=24).contains(&figures) && letters <= figures.min(12)
}

/// Whether most cells of a column that are not empty are words.
pub fn are_words<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut n, mut words) = (0, 0);
    for look in cells.map(look).filter(|it| *it != Look::Nothing) {
        n += 1;
        words += usize::from(look == Look::Words);
    }
    words * 2 > n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_look_like_what_they_are() {
        for (cell, expected) in [
            (" ", Look::Nothing),
            ("https://exemple.fr/a_b", Look::Address),
            ("https://exemple.fr dit tout", Look::Words),
            ("2020-01-01 10:00:00 UTC", Look::Moment),
            ("Mon Apr 06 22:19:45 PDT 2009", Look::Moment),
            ("01/02/2023", Look::Moment),
            ("-3,5", Look::Number),
            ("[\"un\", \"mot\"]", Look::List),
            ("VXNlcjo1NDQ2", Look::Code),
            ("/data/29/a.png", Look::Address),
            (
                "<a href=\"https://exemple.fr\">Un appareil</a>",
                Look::Address,
            ),
            ("text/html", Look::Code),
            ("Oui", Look::Words),
            ("Oui :)", Look::Words),
            ("Le 3 mai à 10:30, tout a changé ici", Look::Words),
        ] {
            assert_eq!(look(cell), expected, "{cell}");
        }
    }
}
