//! Tags: `B-LOC`, `I-LOC`, `O`, whatever the custom.

use std::ops::Range;

use super::super::format::Tags;

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
    matches!(cell, "O" | "_" | "")
}

/// The stretches that tags mean, as `conlleval` reads them: label and places, half-open. One that cannot go
/// on begins anew.
pub fn stretches<'a>(tags: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut n = 0;
    for (i, tag) in tags.into_iter().enumerate() {
        n = i + 1;
        let (letter, label) = if is_outside(tag) {
            ("O", "")
        } else {
            tag.split_once('-').unwrap_or((tag, ""))
        };
        if let Some((known, start)) = open
            && (matches!(letter, "O" | "B" | "S" | "U") || label != known)
        {
            found.push((known, start..i));
            open = None;
        }
        let begins = matches!(letter, "B" | "S" | "U");
        let goes_on = matches!(letter, "I" | "E" | "L" | "M");
        if begins || (goes_on && open.is_none()) {
            open = Some((label, i));
        }
        if let Some((known, start)) = open
            && matches!(letter, "S" | "U" | "E" | "L")
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
    if head.starts_with("TOKEN\t") {
        return Some(1.0);
    }
    let (mut n, mut tagged) = (0, 0);
    for line in head.lines().filter(|it| !it.trim().is_empty()) {
        if line.starts_with("# ")
            || line.starts_with("#\t")
            || line.starts_with(super::table::START)
        {
            continue;
        }
        n += 1;
        let last = line.rsplit(['\t', ' ', '|']).next().unwrap_or_default();
        let several = line.contains(['\t', ' ']);
        tagged += usize::from(several && is_tag(last));
    }
    (n > 0).then(|| tagged as f64 / f64::from(n))
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
        ] {
            assert_eq!(stretches(tags.split(' ')), wanted, "{tags}");
        }
        assert_eq!(stretches(["B-A", "B-A"]), [("A", 0..1), ("A", 1..2)]);
        assert_eq!(stretches(["I-"]), []);
    }
}
