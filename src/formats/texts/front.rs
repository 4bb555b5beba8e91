//! What stands before a Markdown text and says what is known of it: YAML between lines of `---`, TOML between
//! lines of `+++`, or an object of JSON.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::meta::set_text;
use crate::model::document::Meta;

/// No honest head is longer.
const MOST: usize = 64 << 10;
/// What is taken, by the names that programs know it by; the first that is there counts.
const KNOWN: &[(&str, &[&str])] = &[
    ("title", &["title"]),
    ("author", &["author", "authors", "creator"]),
    ("date", &["date", "published", "created"]),
    ("language", &["lang", "language"]),
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
            "date" => said.get(..10).unwrap_or(&said),
            _ => said.as_str(),
        };
        if said.is_empty() {
            continue;
        }
        if *name == "title" {
            said.clone_into(&mut meta.title);
        } else {
            set_text(meta, name, said.to_owned());
        }
    }
}

fn head(text: &str) -> Option<BTreeMap<String, Json>> {
    let end = (0..=MOST.min(text.len()))
        .rev()
        .find(|it| text.is_char_boundary(*it));
    let text = text.get(..end?)?;
    if text.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter();
        return values.next()?.ok();
    }
    let (first, rest) = text.split_once('\n')?;
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
        "---" => serde_saphyr::from_str(&inside.replace('\r', "")).ok(),
        "+++" => Some(toml(inside)),
        _ => None,
    }
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
        for text in ["--- Un\n---\n", "---\ntitle: a\n", "Un\n---\n", "{un}", ""] {
            let mut meta = Meta::default();
            read(text, &mut meta);
            assert_eq!(meta, Meta::default(), "{text}");
        }
    }
}
