//! Tags: `B-LOC`, `I-LOC`, `O`, whatever the custom.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::format::{Reading, Tags};
use super::columns::{self, Columns};

/// The letters of all customs.
const LETTERS: [&str; 7] = ["B", "I", "E", "S", "L", "U", "M"];

/// Whether a column could hold this.
pub fn is_tag(cell: &str) -> bool {
    cell == "O"
        || cell
            .split_once('-')
            .is_some_and(|(letter, label)| LETTERS.contains(&letter) && !label.is_empty())
}

/// Whether a cell says that nothing stands here.
pub fn is_outside(cell: &str) -> bool {
    matches!(cell, "O" | "_" | "" | "o" | "-" | "*")
}

/// Whether a cell has a letter or a bracket of some custom, also an odd one.
pub fn is_marked(cell: &str) -> bool {
    !is_outside(cell) && !matches!(read(cell).0, Sign::Bare)
}

/// What the tags of a text say without a label stand for.
const UNNAMED: &str = "entity";

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Outside,
    Begins,
    GoesOn,
    Ends,
    Alone,
    /// A label and nothing else: it goes on where it was.
    Bare,
    /// `(X*`: up to `*)`.
    Opens,
    /// `*)`.
    Closes,
}

fn sign(letter: &str) -> Option<Sign> {
    match letter {
        "B" | "b" => Some(Sign::Begins),
        "I" | "M" | "i" => Some(Sign::GoesOn),
        "E" | "L" | "e" | "l" => Some(Sign::Ends),
        "S" | "U" | "s" | "u" => Some(Sign::Alone),
        _ => None,
    }
}

/// What a tag does, and its label: `B-X`, `B_X`, `b-x`, `X-B`, `(X*`, `(X)`, `B`, `X`.
fn read(tag: &str) -> (Sign, &str) {
    if is_outside(tag) {
        return (Sign::Outside, "");
    }
    if matches!(tag, "B" | "I") {
        return (sign(tag).unwrap_or(Sign::Bare), UNNAMED);
    }
    if tag == "*)" {
        return (Sign::Closes, "");
    }
    if let Some(label) = tag.strip_prefix('(') {
        if let Some(label) = label.strip_suffix(')') {
            return (Sign::Alone, label.trim_end_matches('*'));
        }
        if let Some(label) = label.strip_suffix('*') {
            return (Sign::Opens, label);
        }
    }
    for between in ['-', '_'] {
        let before = tag.split_once(between);
        if let Some((Some(sign), label)) = before.map(|it| (sign(it.0), it.1)) {
            return (sign, label);
        }
    }
    for between in ['-', '_'] {
        let after = tag.rsplit_once(between);
        let after = after.filter(|it| it.1.chars().all(char::is_uppercase) && !it.0.is_empty());
        if let Some((label, Some(sign))) = after.map(|it| (it.0, sign(it.1))) {
            return (sign, label);
        }
    }
    (Sign::Bare, tag)
}

/// How the tags of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custom {
    Letters,
    /// Nothing but the label.
    Bare,
    Brackets,
}

impl Custom {
    /// That of a column: bare labels are none where no word is without one, as parts of speech.
    pub fn of<'a>(tags: impl Iterator<Item = &'a str>) -> Self {
        let (mut bare, mut letters) = (false, false);
        for tag in tags {
            match read(tag).0 {
                Sign::Opens | Sign::Closes => return Self::Brackets,
                Sign::Bare => bare = true,
                Sign::Outside => {}
                Sign::Begins | Sign::GoesOn | Sign::Ends | Sign::Alone => {
                    if tag.starts_with('(') {
                        return Self::Brackets;
                    }
                    letters = true;
                }
            }
        }
        if bare && !letters {
            Self::Bare
        } else {
            Self::Letters
        }
    }

    /// What a word has that nothing is said of.
    pub fn outside(self) -> &'static str {
        if self == Self::Brackets { "*" } else { "O" }
    }

    /// The tag of word `i` of a stretch of words; `touches`: the word before has the same label.
    pub fn tag(
        self,
        label: &str,
        words: &Range<usize>,
        i: usize,
        touches: bool,
        tags: Tags,
    ) -> String {
        let (first, last) = (i == words.start, i + 1 == words.end);
        match self {
            Self::Brackets => match (first, last) {
                (true, true) => format!("({label})"),
                (true, false) => format!("({label}*"),
                (false, true) => "*)".to_owned(),
                (false, false) => "*".to_owned(),
            },
            Self::Bare if !touches && tags == Tags::Iob && read(label) == (Sign::Bare, label) => {
                label.to_owned()
            }
            Self::Bare | Self::Letters => tag(label, words, i, tags),
        }
    }
}

/// The stretches that tags mean, as `conlleval` reads them: label and places, half-open. One that cannot go
/// on begins anew.
pub fn stretches<'a>(tags: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut within = false;
    let mut n = 0;
    for (i, tag) in tags.into_iter().enumerate() {
        n = i + 1;
        let (sign, label) = read(tag);
        if within && tag == "*" {
            continue;
        }
        if sign == Sign::Closes {
            found.extend(open.take().map(|(label, start)| (label, start..i + 1)));
            within = false;
            continue;
        }
        let anew = matches!(
            sign,
            Sign::Outside | Sign::Begins | Sign::Alone | Sign::Opens
        );
        if let Some((known, start)) = open
            && (anew || label != known)
        {
            found.push((known, start..i));
            open = None;
        }
        within = sign == Sign::Opens;
        if sign != Sign::Outside && open.is_none() {
            open = Some((label, i));
        }
        if let Some((known, start)) = open
            && matches!(sign, Sign::Alone | Sign::Ends)
        {
            found.push((known, start..i + 1));
            open = None;
        }
    }
    found.extend(open.map(|(label, start)| (label, start..n)));
    found.retain(|it| !it.0.is_empty());
    found
}

/// The tag of word `i` of a stretch of words.
pub fn tag(label: &str, words: &Range<usize>, i: usize, custom: Tags) -> String {
    let (first, last) = (i == words.start, i + 1 == words.end);
    let letter = match (custom, first, last) {
        (Tags::Bilou, true, true) => 'U',
        (_, true, _) => 'B',
        (Tags::Bilou, false, true) => 'L',
        _ => 'I',
    };
    format!("{letter}-{label}")
}

/// How many of the first lines end with a tag, from 0 to 1; `None` where there are too few, or it is
/// another format of columns.
pub fn share(head: &str) -> Option<f64> {
    let head = head.rsplit_once('\n').map_or(head, |it| it.0);
    if head.starts_with("#FORMAT=") {
        return None;
    }
    if head.starts_with("TOKEN\t") || head.starts_with("#begin document (") {
        return Some(1.0);
    }
    let columns = Columns::of(head, &Reading::default());
    let sparse = columns.sparse && head.starts_with(columns::START);
    let (mut n, mut tagged, mut odd, mut outside) = (0u32, 0u32, 0u32, 0u32);
    let (mut bare, mut some_outside) = (BTreeSet::new(), false);
    let heading = usize::from(head.lines().next().is_some_and(columns::is_heading));
    for line in head
        .lines()
        .skip(heading)
        .filter(|it| !it.trim().is_empty())
    {
        if line.starts_with("# ") || line.starts_with("#\t") || columns::is_start(line) {
            continue;
        }
        n += 1;
        let in_a_row = columns.in_a_row && line.contains('|');
        let cells = columns.cells(line);
        let found = columns.tags(&cells);
        let found: Vec<&str> = found.into_iter().filter_map(|it| line.get(it)).collect();
        let is_outside = |it: &&str| matches!(*it, "O" | "o");
        let is_odd = |it: &&str| is_outside(it) || (is_marked(it) && !it.contains(['(', ')']));
        let has = !found.is_empty();
        let is_usual = in_a_row || (has && found.iter().all(|it| is_tag(it)));
        tagged += u32::from(is_usual);
        odd += u32::from(!is_usual && has && found.iter().all(is_odd));
        some_outside |= found.iter().any(is_outside);
        outside += u32::from(has && found.iter().all(is_outside));
        bare.extend(found.into_iter().filter(|it| !is_odd(it)));
        if cells.len() != 2 && !sparse {
            // More than a word and its label.
            bare.insert("");
        }
    }
    let is_bare = outside * 4 >= n && bare.len() <= 20 && bare.iter().all(|it| is_label(it));
    // Words of a text may look like a tag here and there, but none is `O`.
    let sure = some_outside || (columns.tags.is_empty() && odd == 0);
    match n {
        0 => None,
        1.. if sparse || (n > 2 && is_bare) => Some(1.0),
        _ if sure => Some(f64::from(tagged + odd) / f64::from(n)),
        _ if columns.tags.is_empty() => Some(f64::from(tagged) / f64::from(n)),
        _ => Some(0.0),
    }
}

/// Whether a cell may be a label without a letter.
fn is_label(cell: &str) -> bool {
    !cell.is_empty() && cell.len() < 40 && !cell.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_custom_means_the_same() {
        let wanted = vec![("A", 0..2), ("B", 2..3), ("B", 4..5)];
        for tags in [
            "B-A I-A B-B O B-B O",
            "I-A I-A I-B O I-B O",
            "B-A L-A U-B O U-B O",
            "B-A E-A S-B O S-B _",
            "B_A I_A B_B o b-B o",
            "A-B A-I B-B O B-B O",
            "(A* *) (B) * (B*) *",
        ] {
            assert_eq!(stretches(tags.split(' ')), wanted, "{tags}");
        }
        assert_eq!(stretches(["X", "X", "Y", "O"]), [("X", 0..2), ("Y", 2..3)]);
        assert_eq!(stretches(["B-A", "B-A"]), [("A", 0..1), ("A", 1..2)]);
        assert_eq!(stretches(["I-"]), []);
    }

    #[test]
    fn texts_have_no_tags() {
        for text in [
            "Dear, I\nthink so\n",
            "Paru (2020)\nRepris (2021)\n",
            "La vitamine B-12 est bonne\n",
            "Un mot, un e-mail\n",
        ] {
            assert!(share(text).is_none_or(|it| it < 0.5), "{text}");
        }
    }
}
