//! A text that came from elsewhere as sentences of words, with every blank told.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::tokens::sentences;
use crate::model::annotation::Layer;

/// The lines of a document without its spans. Words are cut where a span begins or ends inside one.
pub fn source(id: &str, text: &str, layer: &Layer) -> String {
    let fragments = layer.spans().flat_map(|it| it.at.iter());
    let cuts: BTreeSet<usize> = fragments.flat_map(|it| [it.start, it.end]).collect();
    let whole: Vec<Range<usize>> = layer.spans().map(|it| it.extent()).collect();
    let id = id.replace(char::is_control, " ");
    let mut out = format!("# newdoc id = {id}\n{}\n", super::GENERATOR);
    let sentences = sentences(text, &cuts, &whole);
    let starts = sentences
        .iter()
        .flat_map(|it| it.words.iter().map(|it| it.start));
    let mut next = starts.skip(1).chain([text.len()]);
    let mut before = sentences.first().and_then(|it| it.words.first());
    for (i, sentence) in sentences.iter().enumerate() {
        let part = text.get(sentence.at.clone()).unwrap_or_default();
        let part = part
            .trim()
            .replace(|it: char| it.is_control() || it == '\u{2028}', " ");
        out.push_str(&format!("# sent_id = {}\n# text = {part}\n", i + 1));
        for (n, word) in sentence.words.iter().enumerate() {
            let form = text.get(word.clone()).unwrap_or_default();
            number(n + 1, &mut out);
            out.push('\t');
            out.push_str(form);
            out.push_str("\t_\t_\t_\t_\t_\t_\t_\t");
            let misc = out.len();
            if let Some(first) = before.take().filter(|it| it.start > 0) {
                out.push_str("SpacesBefore=");
                escape(text.get(..first.start).unwrap_or_default(), &mut out);
            }
            let end = next.next().unwrap_or(text.len());
            let after = text.get(word.end..end).unwrap_or_default();
            if after != " " && out.len() > misc {
                out.push('|');
            }
            match after {
                "" => out.push_str("SpaceAfter=No"),
                " " => {}
                blanks => {
                    out.push_str("SpacesAfter=");
                    escape(blanks, &mut out);
                }
            }
            out.push_str(if out.len() == misc { "_\n" } else { "\n" });
        }
        out.push('\n');
    }
    if sentences.is_empty() {
        out.push('\n');
    }
    out
}

/// Adds a number: most have one digit or two.
fn number(number: usize, out: &mut String) {
    let digit = |it: usize| char::from(b'0' + it as u8);
    match number {
        0..10 => out.push(digit(number)),
        10..100 => out.extend([digit(number / 10), digit(number % 10)]),
        _ => out.push_str(&number.to_string()),
    }
}

/// What stands before a word, the word as it is in the text, and what stands after it.
pub fn spaces<'a>(form: &'a str, misc: &str) -> (String, Cow<'a, str>, String) {
    if !misc.contains(['=', '|']) {
        return (String::new(), Cow::Borrowed(form), " ".to_owned());
    }
    let value = |name: &str| {
        let mut all = misc.split('|');
        all.find_map(|it| it.strip_prefix(name)?.strip_prefix('='))
    };
    let blanks = |name: &str| value(name).map(|it| unescaped(it).into_owned());
    let after = match (blanks("SpacesAfter"), value("SpaceAfter")) {
        (Some(blanks), _) => blanks,
        (None, Some("No")) => String::new(),
        (None, _) => " ".to_owned(),
    };
    let form = match blanks("SpacesInToken") {
        Some(form) => Cow::Owned(form),
        None => Cow::Borrowed(form),
    };
    (blanks("SpacesBefore").unwrap_or_default(), form, after)
}

fn escape(blanks: &str, out: &mut String) {
    for c in blanks.chars() {
        match c {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '|' => out.push_str("\\p"),
            '\\' => out.push_str("\\\\"),
            c => out.push(c),
        }
    }
}

/// Reads `\s`, `\n` and their like.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('s') => out.push(' '),
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('p') => out.push('|'),
            Some('u') => match hexadecimal(chars.as_str()) {
                Some(c) => {
                    out.push(c);
                    chars.by_ref().take(4).for_each(drop);
                }
                None => out.push_str("\\u"),
            },
            Some('\\') | None => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
        }
    }
    Cow::Owned(out)
}

/// The character that four signs stand for.
fn hexadecimal(text: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(text.get(..4)?, 16).ok()?)
}
