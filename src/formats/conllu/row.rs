//! Lines of words and their columns, ten or as `# global.columns` says.

use std::borrow::Cow;
use std::ops::Range;

use super::plain::spaces;

/// A line of a word.
pub struct Row<'a> {
    pub n: usize,
    pub id: &'a str,
    pub form: &'a str,
    /// The last column, and where it is in the source.
    pub said: &'a str,
    pub misc: Range<usize>,
    /// What stands in the column of expressions of several words.
    pub more: &'a str,
}

impl Row<'_> {
    /// What stands there up to the end of the line.
    pub fn more_after<'b>(&self, whole: &'b str) -> &'b str {
        let line = whole.trim_end_matches(['\n', '\r']);
        whole
            .get(line.len() - self.more.len()..)
            .unwrap_or_default()
    }
}

pub fn row<'a>(line: &'a str, start: usize, n: usize, layout: &Layout) -> Option<Row<'a>> {
    if line.bytes().filter(|it| *it == b'\t').count() + 1 != layout.n {
        return None;
    }
    let mut at = start;
    let (mut id, mut form, mut more) = ("", "", "");
    let (mut said, mut misc) = ("_", start + line.len()..start + line.len());
    for (i, cell) in line.split('\t').enumerate() {
        let i = Some(i);
        if i == Some(layout.id) {
            id = cell;
        } else if i == Some(layout.form) {
            form = cell;
        } else if i == layout.misc {
            said = cell;
            misc = at..at + cell.len();
        } else if i == layout.more {
            more = cell;
        }
        at += cell.len() + 1;
    }
    Some(Row {
        n,
        id,
        form,
        said,
        misc: if layout.misc.is_some() {
            misc
        } else {
            start..start
        },
        more,
    })
}

/// Which column is what.
#[derive(Debug)]
pub struct Layout {
    pub n: usize,
    pub id: usize,
    pub form: usize,
    pub misc: Option<usize>,
    /// Numbers of expressions of several words.
    pub more: Option<usize>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            n: 10,
            id: 0,
            form: 1,
            misc: Some(9),
            more: None,
        }
    }
}

impl Layout {
    pub fn of(columns: &str) -> Self {
        let names: Vec<&str> = columns.split_whitespace().collect();
        let place = |name: &str| names.iter().position(|it| *it == name);
        match (place("ID"), place("FORM")) {
            (Some(id), Some(form)) => Self {
                n: names.len(),
                id,
                form,
                misc: place("MISC"),
                // In the last column only, so that it can be written.
                more: place("PARSEME:MWE").filter(|it| it + 1 == names.len()),
            },
            _ => Self::default(),
        }
    }
}

/// What a file says of itself in a remark: `# global.columns = …`.
pub fn said<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    let mut remarks = source
        .lines()
        .take_while(|it| it.starts_with(['#', '\u{FEFF}']));
    remarks.find_map(|it| {
        value_of(
            it.trim_start_matches('\u{FEFF}')
                .strip_prefix('#')?
                .trim_start(),
            name,
        )
    })
}

pub fn value_of<'a>(remark: &'a str, name: &str) -> Option<&'a str> {
    let value = remark.strip_prefix(name)?.trim_start().strip_prefix('=')?;
    Some(value.strip_prefix(' ').unwrap_or(value))
}

/// The names that tags in the last column have.
const TAGS: [&str; 3] = ["NE=", "NER=", "name="];

pub fn tag(misc: &str) -> Option<&str> {
    let mut parts = misc.split('|');
    parts.find_map(|it| TAGS.iter().find_map(|name| it.strip_prefix(name)))
}

pub fn without_tag(misc: &str) -> Cow<'_, str> {
    let part = |it: &str| match TAGS.iter().find(|name| it.starts_with(**name)) {
        Some(name) => format!("{name}O"),
        None => it.to_owned(),
    };
    let parts: Vec<String> = misc.split('|').map(part).collect();
    parts.join("|").into()
}

pub fn without_numbers(cell: &str, left: &[String]) -> String {
    let stays = |it: &&str| {
        let number = it.split(':').next().unwrap_or_default();
        !left.iter().any(|it| it == number)
    };
    let stay: Vec<&str> = cell.split(';').filter(stays).collect();
    if stay.is_empty() {
        "*".to_owned()
    } else {
        stay.join(";")
    }
}

/// Whether words with their blanks say what a sentence says, but for how many blanks there are.
pub fn says(words: &[(&Row, usize, usize)], text: &str) -> bool {
    let mut made = String::new();
    for (row, ..) in words {
        let (before, form, after) = spaces(row.form, row.said);
        made.extend([before.as_str(), &form, after.as_str()]);
    }
    made.split_whitespace().eq(text.split_whitespace())
}

/// The last column with another entity, or none.
pub fn with_entity(misc: &str, entity: Option<&String>) -> String {
    let others = misc
        .split('|')
        .filter(|it| !it.starts_with("Entity=") && *it != "_");
    let mut all: Vec<Cow<str>> = others.map(Cow::Borrowed).collect();
    if let Some(entity) = entity {
        all.insert(0, format!("Entity={entity}").into());
    }
    if all.is_empty() {
        "_".to_owned()
    } else {
        all.join("|")
    }
}

/// Words of the text with their first and last word of grammar: `3-4` stands for both. Empty nodes are none.
pub fn words<'a, 'b>(rows: &'b [Row<'a>]) -> Vec<(&'b Row<'a>, usize, usize)> {
    let mut words: Vec<(&Row, usize, usize)> = Vec::new();
    let mut within = 0u64;
    for (i, row) in rows.iter().enumerate() {
        if let Some((_, last)) = row.id.split_once('-') {
            within = last.parse().unwrap_or(0);
            words.push((row, i, i));
        } else if let Ok(id) = row.id.parse::<u64>() {
            match words.last_mut() {
                Some(word) if id <= within => {
                    if word.1 == word.2 && rows[word.1].id.contains('-') {
                        word.1 = i;
                    }
                    word.2 = i;
                }
                _ => words.push((row, i, i)),
            }
        }
    }
    words
}
