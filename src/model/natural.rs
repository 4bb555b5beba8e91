//! The order people expect of names: `2.txt` before `10.txt`, folder by folder, without regard to case.

use std::cmp::Ordering;

/// Compares two names or `/`-separated paths.
pub fn compare(a: &str, b: &str) -> Ordering {
    by_folder(a, b).then_with(|| a.cmp(b))
}

fn by_folder(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('/'), b.split('/'));
    loop {
        match (left.next(), right.next()) {
            (Some(a), Some(b)) => match name(a, b) {
                Ordering::Equal => {}
                other => return other,
            },
            (None, None) => return Ordering::Equal,
            (a, b) => return a.cmp(&b),
        }
    }
}

fn name(mut a: &str, mut b: &str) -> Ordering {
    loop {
        let (x, y) = (digits(a), digits(b));
        if !x.is_empty() && !y.is_empty() {
            match number(x, y) {
                Ordering::Equal => (a, b) = (&a[x.len()..], &b[y.len()..]),
                other => return other,
            }
            continue;
        }
        let (mut left, mut right) = (a.chars(), b.chars());
        match (left.next(), right.next()) {
            (Some(x), Some(y)) => match x.to_lowercase().cmp(y.to_lowercase()) {
                Ordering::Equal => (a, b) = (left.as_str(), right.as_str()),
                other => return other,
            },
            (x, y) => return x.cmp(&y),
        }
    }
}

/// Numbers of any length: without leading zeros, the longer one is larger.
fn number(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn digits(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_and_folders_come_apart() {
        let mut names = [
            "b10.txt", "B2.txt", "a/2", "a/10", "a.txt", "002", "2", "10", "été", "",
        ];
        names.sort_by(|a, b| compare(a, b));
        let expected = [
            "", "002", "2", "10", "a/2", "a/10", "a.txt", "B2.txt", "b10.txt", "été",
        ];
        assert_eq!(names, expected);
    }
}
