//! What stands before a Markdown text and says what is known of it: YAML between lines of `---`, TOML between
//! lines of `+++`, an object of JSON, or lines such as `Title: …` up to the first that is empty.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::meta::set_text;
use crate::analysis::days::{Order, day_of};
use crate::model::document::Meta;

/// No honest head is longer.
const MOST: usize = 64 << 10;
/// What is taken, by the names that programs know it by; the first that is there counts.
const KNOWN: &[(&str, &[&str])] = &[
    ("title", &["title", "titre"]),
    (
        "author",
        &[
            "author", "authors", "auteur", "auteurs", "autrice", "creator",
        ],
    ),
    (
        "date",
        &["date", "published", "publishDate", "pubDate", "created"],
    ),
    ("language", &["lang", "language", "langue"]),
    ("url", &["canonical", "canonicalURL", "canonical_url"]),
];

/// Takes in what the head of a text says.
pub(super) fn read(text: &str, meta: &mut Meta) {
    let text = text.trim_start_matches('\u{FEFF}');
    let Some(head) = head(text) else { return };
    for (name, keys) in KNOWN {
        let said = keys.iter().find_map(|it| head.get(*it)).map(words);
        let said = said.unwrap_or_default();
        let said = match *name {
            // A moment is more than is known of a document: its day.
            "date" => day_of(&said, Order::DayFirst).map_or(said, |it| it.to_string()),
            _ => said,
        };
        if said.is_empty() {
            continue;
        }
        if *name == "title" {
            meta.title = said;
        } else {
            set_text(meta, name, said);
        }
    }
}

fn head(text: &str) -> Option<BTreeMap<String, Json>> {
    let text = text.get(..text.floor_char_boundary(MOST))?;
    if text.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter();
        return values.next()?.ok();
    }
    let (first, rest) = text.split_once('\n')?;
    if let Some((key, _)) = key_of(first) {
        let lines = text.lines().take_while(|it| !it.trim().is_empty());
        let is_known = KNOWN.iter().any(|it| it.1.contains(&key.as_str()));
        let found = keys(lines);
        return found.filter(|_| is_known);
    }
    let mark = first.trim_end();
    let mut n = 0;
    let lines = rest.split_inclusive('\n').take_while(|it| {
        let inside = it.trim_end() != mark && !(mark == "---" && it.trim_end() == "...");
        n += if inside { it.len() } else { 0 };
        inside
    });
    lines.for_each(drop);
    let (inside, after) = rest.split_at_checked(n)?;
    if after.is_empty() {
        return None;
    }
    match mark {
        "---" => {
            let read = serde_saphyr::from_str(&inside.replace('\r', ""));
            // People forget to quote a title that has a colon in it.
            read.ok()
                .or_else(|| keys(inside.lines().filter(|it| key_of(it).is_some())))
        }
        "+++" => Some(toml(inside)),
        _ => None,
    }
}

/// Lines of a key and a value each, if all are.
fn keys<'a>(lines: impl Iterator<Item = &'a str>) -> Option<BTreeMap<String, Json>> {
    let all = lines.map(|it| key_of(it).map(|(key, value)| (key, Json::from(value))));
    all.collect()
}

/// `Title: Le pont` as `title` and what follows.
fn key_of(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphabetic() || it == b'_');
    let value = value.trim().trim_matches(['"', '\'']);
    is_key.then(|| (key.to_lowercase(), value))
}

/// The lines `key = "value"` of TOML; those under `[author]` are of the author.
fn toml(text: &str) -> BTreeMap<String, Json> {
    let (mut found, mut table) = (BTreeMap::new(), String::new());
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            name.trim().clone_into(&mut table);
        } else if let Some((key, value)) = line.split_once('=') {
            let (key, value) = (key.trim(), value.trim());
            let value = match serde_json::from_str(value) {
                Ok(value) => value,
                Err(_) => Json::from(value.trim_matches('\'')),
            };
            match (table.as_str(), key) {
                ("", key) => drop(found.insert(key.to_owned(), value)),
                ("author", "name") => drop(found.insert(table.clone(), value)),
                _ => {}
            }
        }
    }
    found
}

/// A value as words; of people, their names.
fn words(value: &Json) -> String {
    match value {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Array(all) => {
            let all = all.iter().map(words).filter(|it| !it.is_empty());
            all.collect::<Vec<_>>().join("; ")
        }
        Json::Object(fields) => fields.get("name").map(words).unwrap_or_default(),
        Json::Null | Json::Bool(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_who_wrote_what_and_when() {
        for head in [
            "---\r\ntitle: \"L’air : pur\"\r\nauthor: Zoé\r\ndate: 2012-04-03 10:12:00 +0200\r\nlang: fr\r\n---\r\nUn",
            "---\ntitle: \"L’air : pur\"\nauthors:\n  - name: Zoé\ndate: 2012-04-03\nlang: fr\n...\nUn",
            "+++\ntitle = 'L’air : pur'\nlang = \"fr\"\ndate = 2012-04-03T00:00:00Z\n[author]\nname = \"Zoé\"\n+++\nUn",
            "---\ntitle: L’air : pur\nauteur: Zoé\ndate: le 3 avril 2012\ntags: [a]\nlangue: fr\n---\nUn",
            "Title: L’air : pur\nDate: 03/04/2012 10:20\nAuthor: Zoé\nLang: fr\n\nUn",
            "{\"title\":\"L’air : pur\",\"author\":[\"Zoé\"],\"lang\":\"fr\",\"date\":\"2012-04-03\"}\nUn",
        ] {
            let mut meta = Meta::default();
            read(head, &mut meta);
            let said = (
                meta.title.as_str(),
                meta.author.as_str(),
                meta.language.as_str(),
            );
            assert_eq!(said, ("L’air : pur", "Zoé", "fr"), "{head}");
            let day = meta.date.map(|it| it.to_string());
            assert_eq!(day.as_deref(), Some("2012-04-03"));
        }
        for text in [
            "--- Un\n---\n",
            "---\ntitle: a\n",
            "Un\n---\n",
            "{un}",
            "Note: bien\n\nUn",
            "Titre: un\nDeux\n",
            "",
        ] {
            let mut meta = Meta::default();
            read(text, &mut meta);
            assert_eq!(meta, Meta::default(), "{text}");
        }
    }
}
