//! What the columns of tables of spans mean, whatever they are called.

use super::super::format::Reading;
use super::super::looks::{Look, look};

/// Names of columns and what they usually are called, in small letters. Of the first kind are ours.
const USUAL: [(&str, &[&str]); 7] = [
    (
        "doc",
        &[
            "document",
            "filename",
            "file_name",
            "doc_id",
            "docid",
            "document_id",
            "tweet_id",
            "article_id",
            "text_id",
            "textid",
            "sentence_id",
            "sent_id",
        ],
    ),
    (
        "start",
        &[
            "begin",
            "off0",
            "start_offset",
            "begin_offset",
            "start_char",
            "char_start",
            "start_index",
            "start_pos",
            "startoffset",
            "debut",
            "début",
        ],
    ),
    (
        "end",
        &[
            "off1",
            "finish",
            "end_offset",
            "end_char",
            "char_end",
            "end_index",
            "end_pos",
            "endoffset",
            "fin",
        ],
    ),
    (
        "label",
        &[
            "type",
            "tag",
            "category",
            "code",
            "étiquette",
            "entity_type",
            "annotation_type",
            "technique",
            "class",
            "entity",
        ],
    ),
    (
        "text",
        &[
            "span",
            "extraction",
            "quote",
            "mention",
            "covered_text",
            "annotation_text",
            "entity_text",
            "texte",
        ],
    ),
    ("id", &["mark", "span_id", "mention_id", "annotation_id"]),
    ("document_text", &["tweet", "full_text"]),
];

/// What each column of a heading is: as was said, as we call it, else by a usual name where no other column
/// is that.
pub fn meanings(heading: &[&str], options: &Reading) -> Vec<String> {
    let mut all: Vec<String> = (1..)
        .zip(heading)
        .map(|(n, it)| own(it, n, options))
        .collect();
    let has = |all: &[String], name: &str| all.iter().any(|it| it == name);
    if has(&all, "from") && has(&all, "to") || has(&all, "doc") && has(&all, "file") {
        return all;
    }
    if let Some(stem) = stem(&all) {
        apart(&mut all, &stem);
    }
    for (name, usual) in USUAL {
        if has(&all, name) {
            continue;
        }
        let said = |it: &str| options.columns.values().any(|said| said == it);
        let mut places = usual.iter().filter_map(|usual| {
            let is = |it: &&String| it.to_lowercase() == *usual && !said(it);
            let found = all.iter().find(is)?;
            all.iter().position(|it| it == found)
        });
        if let Some(i) = places.next()
            && let Some(cell) = all.get_mut(i)
        {
            name.clone_into(cell);
        }
    }
    all
}

/// Whether a heading has what spans need under usual names, and the first row has places under them.
pub fn are_spans(heading: &[&str], first: &[String]) -> bool {
    let all = meanings(heading, &Reading::default());
    let cell = |name: &str| {
        let place = all.iter().position(|it| it == name)?;
        first.get(place).map(|it| it.trim())
    };
    let is_place = |name: &str| {
        cell(name).is_some_and(|it| matches!(it, "" | "-") || it.parse::<f64>().is_ok())
    };
    let is_there = |name: &str| all.iter().any(|it| it == name);
    // A text that goes on around the place is the text of the document.
    let (start, end) = (cell("start").and_then(number), cell("end").and_then(number));
    let n = cell("text").map_or(0, |it| it.chars().count());
    let is_whole = start
        .zip(end)
        .is_some_and(|(start, end)| is_within((start, end), n));
    let doc = is_there("doc") || is_whole;
    doc && is_there("label") && is_place("start") && is_place("end")
}

/// A place; statistics write whole numbers with a point.
pub fn number(cell: &str) -> Option<usize> {
    let whole = cell.trim().trim_end_matches('0').strip_suffix('.');
    whole.unwrap_or(cell.trim()).parse().ok()
}

/// Whether a place lies within a text of `n` characters that is longer.
pub fn is_within((start, end): (usize, usize), n: usize) -> bool {
    start < end && end <= n && end - start < n
}

/// What the columns of a table without a heading are, where the rows leave no doubt: a document, a label and
/// two places, in this order or with the label last.
pub fn of_data(rows: &[Vec<String>]) -> Option<[&'static str; 4]> {
    const ORDERS: [[&str; 4]; 2] = [
        ["doc", "label", "start", "end"],
        ["doc", "start", "end", "label"],
    ];
    let is_place = |cell: &str| cell.trim().parse::<usize>().is_ok();
    let fits = |order: &[&str; 4], row: &Vec<String>| {
        let cell = |name: &str| order.iter().zip(row).find(|it| *it.0 == name);
        let [start, end, label] =
            ["start", "end", "label"].map(|it| cell(it).map_or("", |it| it.1));
        row.len() == 4 && is_place(start) && is_place(end) && look(label) != Look::Number
    };
    let mut orders = ORDERS.into_iter();
    orders.find(|order| !rows.is_empty() && rows.iter().all(|it| fits(order, it)))
}

/// What a column is, by what was said of it or by its own name, however large its letters are.
fn own(name: &str, n: usize, options: &Reading) -> String {
    let number = n.to_string();
    let known = options.columns.iter().find(|it| it.1 == name);
    let known = known.or_else(|| options.columns.iter().find(|it| *it.1 == number));
    if let Some((known, _)) = known {
        return known.clone();
    }
    if name.starts_with("attr:") {
        // Written by us, blanks at its ends and all.
        return name.to_owned();
    }
    let name = name.trim();
    let small = name.to_lowercase();
    let ours = super::COLUMNS.contains(&small.as_str())
        || ["from", "to", "type"].contains(&small.as_str());
    if ours { small } else { name.to_owned() }
}

/// What begins `x_start` and `x_end`, where nothing is called `start`.
fn stem(all: &[String]) -> Option<String> {
    let is = |name: &str| all.iter().any(|it| it == name);
    let start = all.iter().find_map(|it| it.strip_suffix("start"));
    let stem = start.filter(|it| it.len() > 1 && it.ends_with('_'))?;
    (!is("start") && is(&format!("{stem}end"))).then(|| stem.to_owned())
}

/// Takes what columns begin with away from those that are of spans; `id` beside them is of the document.
fn apart(all: &mut [String], stem: &str) {
    let is_span = |it: &String| {
        let rest = it.strip_prefix(stem);
        rest.is_some_and(|it| ["id", "start", "end", "text", "type", "label"].contains(&it))
    };
    let own_id = all.iter().any(|it| *it == format!("{stem}id"));
    let has_doc = all.iter().any(|it| it == "doc");
    for it in all.iter_mut() {
        if it == "id" && own_id && !has_doc {
            "doc".clone_into(it);
        } else if is_span(it) {
            it.replace_range(..stem.len(), "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_usual_names() {
        let reading = Reading::default();
        for (heading, expected) in [
            (
                &["filename", "mark", "label", "off0", "off1", "span"][..],
                &["doc", "id", "label", "start", "end", "text"][..],
            ),
            (
                &["tweet_id", "begin", "end", "type", "extraction", "tweet"],
                &["doc", "start", "end", "label", "text", "document_text"],
            ),
            (
                &["id", "part_id", "part_start", "part_end", "part_type", "n"],
                &["doc", "id", "start", "end", "label", "n"],
            ),
            (
                &["Doc", "Label", "Start", "End", "Text", "Code"],
                &["doc", "label", "start", "end", "text", "Code"],
            ),
            (
                &["doc", "annotator", "id", "type", "from", "to"],
                &["doc", "annotator", "id", "type", "from", "to"],
            ),
        ] {
            assert_eq!(meanings(heading, &reading), expected);
        }
    }
}
