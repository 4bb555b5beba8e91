//! Web and e-mail addresses inside a run without white space.

use std::ops::Range;

use super::chars::{is_unspaced, part};

/// The addresses of a run, in order, without the punctuation around them.
pub(super) fn all(run: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut pos = 0;
    while let Some(address) = first(run, pos) {
        pos = address.end;
        found.push(address);
    }
    found
}

fn first(run: &str, from: usize) -> Option<Range<usize>> {
    let rest = part(run, from..run.len());
    let address = [web(rest), mail(rest)]
        .into_iter()
        .flatten()
        .min_by_key(|it| it.start)?;
    Some(from + address.start..from + address.end)
}

fn web(run: &str) -> Option<Range<usize>> {
    let (start, body) = scheme(run).or_else(|| bare(run))?;
    let rest = part(run, body..run.len());
    let end = body + without_tail(part(rest, 0..rest.find(is_outside).unwrap_or(rest.len()))).len();
    (end > body).then_some(start..end)
}

/// `https://`: where it starts, and where it ends.
fn scheme(run: &str) -> Option<(usize, usize)> {
    let colon = run.find("://")?;
    let name = part(run, 0..colon);
    let start = name
        .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
        .len();
    (colon - start >= 2).then_some((start, colon + "://".len()))
}

fn bare(run: &str) -> Option<(usize, usize)> {
    let start = run.find("www.").or_else(|| run.find("WWW."))?;
    let inside = part(run, 0..start).ends_with(|c: char| c.is_alphanumeric());
    (!inside).then_some((start, start + "www.".len()))
}

fn is_outside(c: char) -> bool {
    is_unspaced(c)
        || matches!(
            c,
            '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '{' | '}' | '|' | '\\'
        )
}

/// An address without the punctuation of the sentence that holds it.
fn without_tail(address: &str) -> &str {
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let ends = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’' | '*' => true,
            ')' => kept.matches(')').count() > kept.matches('(').count(),
            ']' => kept.matches(']').count() > kept.matches('[').count(),
            _ => false,
        };
        if !ends {
            break;
        }
        kept = part(kept, 0..kept.len() - last.len_utf8());
    }
    kept
}

fn mail(run: &str) -> Option<Range<usize>> {
    run.match_indices('@').find_map(|(at, _)| {
        let name =
            part(run, 0..at).trim_end_matches(|c: char| c.is_alphanumeric() || "._%+-".contains(c));
        let name = at - part(run, name.len()..at).trim_start_matches('.').len();
        let host = part(run, at + 1..run.len());
        let host = part(
            host,
            0..host
                .find(|c: char| !c.is_alphanumeric() && !".-".contains(c))
                .unwrap_or(host.len()),
        );
        let host = host.trim_end_matches(['.', '-']);
        let whole = name < at && host.contains('.') && !host.starts_with('.');
        whole.then_some(name..at + 1 + host.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(run: &str, expected: &[&str]) {
        let found: Vec<_> = all(run).into_iter().map(|it| part(run, it)).collect();
        assert_eq!(found, expected, "{run}");
    }

    #[test]
    fn punctuation_around_an_address_is_not_in_it() {
        check("(https://a.org/b_(c)).", &["https://a.org/b_(c)"]);
        check("«http://a.org/?x=1!»", &["http://a.org/?x=1"]);
        check("ftp://a.org/,<www.b.fr>", &["ftp://a.org/", "www.b.fr"]);
        check("lea@a.org;bob@b.fr.", &["lea@a.org", "bob@b.fr"]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for run in [
            "@lea", "a@b", "://", "http://", "x://y", "www.", "awww.b", "@a.b", "a@.b",
        ] {
            check(run, &[]);
        }
    }
}
