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
            let mut misc = Vec::new();
            if let Some(first) = before.take().filter(|it| it.start > 0) {
                let blanks = text.get(..first.start).unwrap_or_default();
                misc.push(format!("SpacesBefore={}", escaped(blanks)));
            }
            let end = next.next().unwrap_or(text.len());
            match text.get(word.end..end).unwrap_or_default() {
                "" => misc.push("SpaceAfter=No".to_owned()),
                " " => {}
                blanks => misc.push(format!("SpacesAfter={}", escaped(blanks))),
            }
            let misc = if misc.is_empty() {
                "_".to_owned()
            } else {
                misc.join("|")
            };
            out.push_str(&format!("{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n", n + 1));
        }
        out.push('\n');
    }
    if sentences.is_empty() {
        out.push('\n');
    }
    out
}

/// What stands before a word, the word as it is in the text, and what stands after it.
pub fn spaces<'a>(form: &'a str, misc: &str) -> (String, Cow<'a, str>, String) {
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

fn escaped(blanks: &str) -> String {
    let mut out = String::new();
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
    out
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
            Some('\\') => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    Cow::Owned(out)
}
