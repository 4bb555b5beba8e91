//! What the columns of a table of texts say, and which one holds the texts.

use super::super::conll::tags;
use super::super::format::Reading;
use super::super::looks::{Look, are_words, look};
use super::super::text_key::USUAL;

/// What is looked for in a table of texts.
pub(super) const WANTED: &[&str] = &[
    "text", "id", "title", "author", "date", "url", "language", "genre",
];

/// What a column or key says.
pub(super) enum Column {
    Id,
    /// Something that every document may have, by our name for it.
    Known(&'static str),
}

/// How columns and keys are usually called, by our names for what they say; as [`plain`] gives them.
const KNOWN: [(&str, &[&str]); 6] = [
    ("title", &["title", "titre", "headline"]),
    (
        "author",
        &[
            "author",
            "auteur",
            "autrice",
            "auteurice",
            "user",
            "username",
            "pseudo",
            "pseudonyme",
            "authorname",
            "authordisplayname",
            "nomauteur",
            "nomdelauteur",
            "screenname",
            "by",
        ],
    ),
    (
        "date",
        &[
            "date",
            "createdat",
            "created",
            "createdutc",
            "published",
            "publishedat",
            "pubdate",
            "postedat",
            "datetime",
            "timestamp",
            "time",
            "datedepublication",
            "datepublication",
            "publiéle",
            "horodatage",
            "horodateur",
        ],
    ),
    ("url", &["url", "link", "lien", "permalink", "permalien"]),
    ("language", &["language", "lang", "langue"]),
    ("genre", &["genre"]),
];

/// What a column says, from its name or from what was said of it.
pub(super) fn column_named(name: &str, reading: &Reading) -> Option<Column> {
    let plain = plain(name);
    let is = |what: &str, is_usual: bool| match reading.columns.get(what) {
        Some(said) => said == name,
        None => is_usual,
    };
    if is("id", is_id(&plain)) {
        return Some(Column::Id);
    }
    let is_one = |it: &&(&str, &[&str])| is(it.0, it.1.contains(&plain.as_str()));
    KNOWN.iter().find(is_one).map(|it| Column::Known(it.0))
}

/// Whether a column or key is called just as what it says, so that it counts before others.
pub(super) fn is_exact(name: &str) -> bool {
    WANTED.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a column says how a document is called, such as `id`, `Tweet ID` or `body_id`, by its plain name.
fn is_id(name: &str) -> bool {
    const OF: [&str; 14] = [
        "", "tweet", "status", "post", "comment", "message", "review", "article", "body", "doc",
        "document", "text", "texte", "story",
    ];
    let of_text = name.strip_suffix("id").is_some_and(|it| OF.contains(&it));
    of_text || ["name", "file", "filename"].contains(&name)
}

/// Whether the id in a column may be that of several rows, as that of a document in a table of its parts.
pub(super) fn is_of_several(name: &str) -> bool {
    !["id", "name", "file", "filename"].contains(&plain(name).as_str())
}

/// Whether these are the statements of DNA, which stand in texts that are not in the table.
pub(super) fn are_statements(names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|it| plain(it) == name);
    has("statementid") && has("documentid")
}

/// A name without what people write between its words, in small letters.
fn plain(name: &str) -> String {
    let letters = name
        .chars()
        .filter(|it| it.is_alphanumeric() || matches!(it, '#' | '°'));
    letters.flat_map(char::to_lowercase).collect()
}

/// Where the texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Known(usize),
    Guessed(usize),
    None,
}

/// The column of the texts: the one that was said, else one with a usual name and words in it, else the one
/// with most words in it.
pub(super) fn text_column(
    names: &[String],
    rows: &[(usize, Vec<String>)],
    reading: &Reading,
) -> Place {
    if let Some(said) = reading.columns.get("text") {
        return place(names, said).map_or(Place::None, Place::Known);
    }
    let cells = |i: usize| {
        rows.iter()
            .filter_map(move |it| it.1.get(i))
            .map(String::as_str)
    };
    let named = USUAL.iter().flat_map(|usual| {
        let usual = plain(usual);
        (0..names.len()).filter(move |i| names.get(*i).is_some_and(|it| plain(it) == usual))
    });
    let named: Vec<usize> = named.collect();
    let words = |i: &usize| are_words(cells(*i));
    if let Some(i) = named.iter().copied().find(words) {
        return Place::Known(i);
    }
    let size = |i: &usize| cells(*i).map(str::len).sum::<usize>();
    let all = 0..names.len().min(1000);
    let free = |i: &usize| {
        let name = names.get(*i).map_or("", |it| it.as_str());
        matches!(
            column_named(name, reading),
            None | Some(Column::Known("title"))
        )
    };
    let largest = |among: &dyn Fn(&usize) -> bool| {
        let wanted = all.clone().filter(|i| size(i) > 0 && among(i));
        wanted.rev().max_by_key(size)
    };
    let guessed = largest(&|i| free(i) && words(i)).or_else(|| largest(&words));
    match (guessed, named.first()) {
        (Some(i), _) => Place::Guessed(i),
        (None, Some(i)) => Place::Known(*i),
        (None, None) => largest(&|_| true).map_or(Place::None, Place::Guessed),
    }
}

/// The column of a name, or of a number from 1.
pub(super) fn place(names: &[String], said: &str) -> Option<usize> {
    let exact = names.iter().position(|it| it == said);
    let like = || {
        let said = said.trim();
        names
            .iter()
            .position(|it| it.trim().eq_ignore_ascii_case(said))
    };
    let by_number = || said.parse::<usize>().ok()?.checked_sub(1);
    exact
        .or_else(like)
        .or_else(|| by_number().filter(|it| *it < names.len()))
}

/// Whether the first row of a table is one of data: no cell is a usual name, and one is what no column is
/// called, as the cells below it are.
pub(super) fn is_data(first: &[String], rest: &[(usize, Vec<String>)], reading: &Reading) -> bool {
    let is_known = |it: &String| {
        let name = plain(it);
        column_named(it, reading).is_some() || USUAL.iter().any(|it| plain(it) == name)
    };
    let said = || reading.columns.values();
    let are_numbers = said().all(|it| it.parse::<usize>().is_ok());
    if first.iter().any(is_known) || said().len() > 0 && said().all(|it| first.contains(it)) {
        return false;
    }
    if said().len() > 0 && are_numbers {
        return true;
    }
    let below = |i: usize| rest.iter().filter_map(move |it| it.1.get(i));
    let is_told = first.iter().any(|it| it.split_whitespace().count() >= 4);
    first.iter().enumerate().any(|(i, cell)| {
        let same = || below(i).filter(|it| look(it) == look(cell)).count() * 2 > rest.len();
        match look(cell) {
            Look::Moment | Look::Address => rest.is_empty() || same(),
            // A class or a number of something, given again further on.
            Look::Number => same() && (is_told || cell.len() >= 5) && below(i).any(|it| it == cell),
            _ => false,
        }
    })
}

/// Whether the rows are words with a tag each.
pub(super) fn are_tagged(rows: &[(usize, Vec<String>)]) -> bool {
    /// Fewer may be so by chance.
    const LEAST: usize = 5;
    let cells = |i: usize| rows.iter().filter_map(move |it| it.1.get(i));
    let all = |i: usize, is: &dyn Fn(&str) -> bool| {
        let n = rows.len();
        n >= LEAST && cells(i).filter(|it| is(it)).count() * 10 >= n * 9
    };
    let is_word = |it: &str| !it.is_empty() && !it.trim().contains(char::is_whitespace);
    let n_columns = rows.first().map_or(0, |it| it.1.len()).min(1000);
    let is_tag = |it: &str| it == "O" || tags::is_marked(it.trim());
    let holds = |i: &usize| all(*i, &is_tag) && cells(*i).any(|it| it == "O");
    let tagged = (0..n_columns).find(holds);
    tagged.is_some_and(|tagged| (0..n_columns).any(|i| i != tagged && all(i, &is_word)))
}

/// Whether the cells of a column are lists of numbers, such as `[3, 4, 5]`.
pub(super) fn are_places(column: usize, rows: &[(usize, Vec<String>)]) -> bool {
    let cells = rows.iter().filter_map(|it| it.1.get(column));
    let mut lists = cells
        .filter(|it| !matches!(it.trim(), "" | "[]"))
        .peekable();
    let is_number = |it: &str| it.trim().parse::<usize>().is_ok();
    lists.peek().is_some()
        && lists.all(|it| {
            let inner = it
                .trim()
                .strip_prefix('[')
                .and_then(|it| it.strip_suffix(']'));
            inner.is_some_and(|it| {
                it.split(['[', ']', '(', ')', ','])
                    .all(|it| it.trim().is_empty() || is_number(it))
            })
        })
}
