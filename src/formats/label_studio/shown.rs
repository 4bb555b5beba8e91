//! Which of a task's data is its text: chosen once for a file.

use std::collections::BTreeSet;

use super::super::format::Reading;
use super::super::input::{Entry, Input};
use super::super::json::{Fields, Node};
use super::super::records::{look_at, place};
use super::super::text_key::{Keys, LOOKED_AT};
use super::config::{self, Shown};
use super::dialogue::Dialogue;
use super::min::{is_min, whole};

/// What is the text of all tasks of a file: what was told, or what the interface nearest to it shows, or
/// else what the tasks themselves speak for.
pub fn shown(entry: &Entry, input: &Input, options: &Reading, asked: &BTreeSet<String>) -> Shown {
    let mut shown = interface(entry, input).unwrap_or_default();
    if let Some(told) = options.columns.get("text") {
        shown.key.clone_from(told);
        return shown;
    }
    let (mut keys, mut turns, mut is_there) = (Keys::default(), BTreeSet::new(), false);
    look_at(entry, LOOKED_AT, |mut record| {
        if is_min(&record) {
            record = whole(record, asked);
        }
        let quotes = quotes(&record);
        let data = record.get("data").and_then(Node::as_object);
        for (key, node) in data.iter().flat_map(|it| it.iter()) {
            is_there |= key == shown.key && (node.is_text() || node.is_list());
            if Dialogue::read(node, &shown).is_some() {
                turns.insert(key.to_owned());
            }
        }
        if let Some(data) = data {
            keys.see(data, |text| {
                quotes.iter().filter(|it| it.fits(text)).count()
            });
        }
    });
    if !is_there {
        let found = keys.choose(0).map(|it| it.name);
        shown.key = found.or(turns.pop_first()).unwrap_or_default();
    }
    shown.says = keys.says(&shown.key);
    shown
}

/// What the interface nearest to the file shows.
fn interface(entry: &Entry, input: &Input) -> Option<Shown> {
    let mut folder = entry.name.as_str();
    while let Some((parent, _)) = folder.rsplit_once('/') {
        folder = parent;
        let beside = input.get(&format!("{folder}/config.xml"));
        if let Some(shown) = beside.and_then(|it| config::shown(&it.text().ok()?)) {
            return Some(shown);
        }
    }
    config::shown(&input.get("config.xml")?.text().ok()?)
}

/// What a region says that it stands over.
struct Quote {
    start: usize,
    end: usize,
    words: String,
}

impl Quote {
    fn fits(&self, text: &str) -> bool {
        let n = self.end.saturating_sub(self.start);
        let found = text.chars().skip(self.start).take(n);
        n > 0 && found.eq(self.words.chars())
    }
}

/// The first quotes of a task.
fn quotes(record: &Fields) -> Vec<Quote> {
    const MOST: usize = 20;
    let all = ["annotations", "completions"].into_iter();
    let all = all.filter_map(|it| record.get(it)?.as_list()).flatten();
    let all = all.filter_map(|it| it["result"].as_list()).flatten();
    let quote = |it: &Node| {
        let value = it.get("value")?;
        Some(Quote {
            start: place(value.get("start"))?,
            end: place(value.get("end"))?,
            words: value["text"].as_str()?.to_owned(),
        })
    };
    all.filter_map(quote).take(MOST).collect()
}
