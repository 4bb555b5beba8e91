//! Every sentence exists in every language with the same arguments, every key that the program uses
//! is known, and no sentence is there for nothing.

use std::collections::{BTreeMap, BTreeSet};

use sententia::i18n::LANGUAGES;

use super::none;
use super::source::{Literal, sources};

/// Strings that look like keys and are none: ids of schemas and of widgets.
const NOT_KEYS: &[&str] = &[
    "stance-prediction",
    "palette-list",
    "path-list",
    "label-studio",
];

/// Keys put together from tables in a way that the sources do not show as one pattern.
const FROM_TABLES: &[&str] = &[];

/// The messages of a language: arguments by key.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines() {
        if let Some((key, _)) = line
            .split_once(" =")
            .filter(|_| line.starts_with(|it: char| it.is_ascii_lowercase()))
        {
            key.clone_into(&mut current);
            assert!(!found.contains_key(key), "{key} is there twice");
            found.entry(current.clone()).or_default();
        }
        if line.starts_with('#') {
            continue;
        }
        for after in line.split('$').skip(1) {
            let name = after
                .chars()
                .take_while(|it| it.is_alphanumeric() || *it == '_')
                .collect();
            found.entry(current.clone()).or_default().insert(name);
        }
    }
    found
}

fn english() -> BTreeMap<String, BTreeSet<String>> {
    messages(LANGUAGES[0].2)
}

#[test]
fn every_language_has_the_same_keys_and_arguments() {
    let english = english();
    let mut broken = Vec::new();
    for (code, _, source) in &LANGUAGES[1..] {
        let theirs = messages(source);
        for (key, arguments) in &english {
            match theirs.get(key) {
                None => broken.push(format!("{code}.ftl lacks {key}")),
                Some(it) if it != arguments => {
                    broken.push(format!("{code}.ftl: {key} uses {it:?}, not {arguments:?}"));
                }
                Some(_) => {}
            }
        }
        for key in theirs.keys().filter(|it| !english.contains_key(*it)) {
            broken.push(format!("{code}.ftl has {key}, en.ftl does not"));
        }
    }
    none(&broken, "the languages differ");
}

#[test]
fn every_message_is_well_formed() {
    let mut broken = Vec::new();
    for (code, _, source) in LANGUAGES {
        if let Err((_, errors)) = fluent_bundle::FluentResource::try_new((*source).to_owned()) {
            broken.extend(errors.iter().map(|it| format!("{code}.ftl: {it}")));
        }
    }
    none(&broken, "a message is not well formed");
}

#[test]
fn every_key_in_use_is_known() {
    let known = english();
    let prefixes: BTreeSet<&str> = known.keys().filter_map(|it| it.split('-').next()).collect();
    let mut broken = Vec::new();
    for source in sources() {
        for it in &source.strings {
            let like = looks_like_a_key(it, &prefixes);
            if like && !known.contains_key(&it.text) && !NOT_KEYS.contains(&it.text.as_str()) {
                broken.push(format!(
                    "{}:{}: no language knows “{}”",
                    source.path, it.line, it.text
                ));
            }
        }
    }
    none(&broken, "a key is not known");
}

#[test]
fn no_sentence_is_there_for_nothing() {
    let known = english();
    let prefixes: BTreeSet<&str> = known.keys().filter_map(|it| it.split('-').next()).collect();
    let mut used = BTreeSet::new();
    let mut patterns = BTreeSet::new();
    for source in sources() {
        for it in &source.strings {
            let first = it.text.split('-').next().unwrap_or_default();
            if it.text.contains('{')
                && it.text.contains('-')
                && (prefixes.contains(first) || it.text.starts_with('{'))
            {
                patterns.insert(pattern(&it.text));
            }
            used.insert(it.text.clone());
        }
    }
    let made = |key: &str| patterns.iter().any(|it| fits(it, key));
    let listed = |key: &str| FROM_TABLES.iter().any(|it| key.starts_with(it));
    let idle: Vec<String> = known
        .keys()
        .filter(|it| !used.contains(*it) && !made(it) && !listed(it))
        .map(|it| format!("{it} is not used"))
        .collect();
    none(&idle, "a sentence is there for nothing");
}

/// Lower-case words with `-` between them, the first of which begins some key; or anything in `tr!`.
fn looks_like_a_key(it: &Literal, prefixes: &BTreeSet<&str>) -> bool {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    let shaped = it.text.chars().all(plain) && !it.text.ends_with('-');
    let first = it.text.split_once('-').map(|it| it.0);
    it.translated || (shaped && first.is_some_and(|it| prefixes.contains(it)))
}

/// The fixed parts of `cli-{command}-{part}`.
fn pattern(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => {
                inside = true;
                parts.push(String::new());
            }
            '}' => inside = false,
            c if !inside => parts.iter_mut().last().unwrap().push(c),
            _ => {}
        }
    }
    parts
}

/// Whether a key is made of the fixed parts with something between them.
fn fits(parts: &[String], key: &str) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return false;
    };
    let letters: usize = parts.iter().map(String::len).sum();
    let Some(mut rest) = key
        .strip_prefix(first.as_str())
        .filter(|it| letters > 2 && it.ends_with(last.as_str()))
    else {
        return false;
    };
    for part in &parts[1..parts.len() - 1] {
        match rest.find(part.as_str()) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.len() > last.len()
}
