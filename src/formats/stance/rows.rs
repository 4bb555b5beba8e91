//! Tables of stances: which columns they have, and their rows.

use super::super::delimited::Delimited;
use super::super::format::Reading;
use super::{STANCE, TARGET};

pub const ID: &str = "ID";
pub const TEXT: &str = "Tweet";

/// The columns by our names, and what others call them, in small letters.
const USUAL: [(&str, &[&str]); 4] = [
    (ID, &["id", "tweet id", "tweet_id"]),
    (
        TARGET,
        &["target", "cible", "question", "topic", "topic_str"],
    ),
    (
        TEXT,
        &[
            "tweet",
            "text",
            "texte",
            "post",
            "comment",
            "commentaire",
            "sentence",
        ],
    ),
    (STANCE, &["stance", "label", "opinion", "position"]),
];

/// Where the columns of a table are.
#[derive(Clone, Debug)]
pub struct Columns {
    pub names: Vec<String>,
    places: [Option<usize>; 4],
}

impl Columns {
    pub fn of(names: Vec<String>, reading: &Reading) -> Self {
        let places = USUAL.map(|(own, usual)| {
            if let Some(said) = reading.columns.get(own) {
                return names.iter().position(|it| it == said);
            }
            let exact = names.iter().position(|it| it == own);
            let like = |usual: &str| {
                let mut all = names.iter();
                all.position(|it| it.trim().to_lowercase() == *usual)
            };
            exact.or_else(|| usual.iter().find_map(|it| like(it)))
        });
        Self { names, places }
    }

    pub fn place(&self, own: &str) -> Option<usize> {
        let i = USUAL.iter().position(|it| it.0 == own)?;
        self.places.get(i).copied().flatten()
    }

    /// What is not there, though no stance can be without it.
    pub fn missing(&self) -> Vec<&'static str> {
        let needed = [TARGET, TEXT, STANCE].into_iter();
        needed.filter(|it| self.place(it).is_none()).collect()
    }

    /// The columns that are none of these.
    pub fn others(&self) -> impl Iterator<Item = (usize, &String)> {
        let all = self.names.iter().enumerate();
        all.filter(|it| !self.places.contains(&Some(it.0)))
    }

    /// Which of ours a column is.
    pub fn own(&self, column: usize) -> Option<&'static str> {
        let i = self.places.iter().position(|it| *it == Some(column))?;
        USUAL.get(i).map(|it| it.0)
    }

    /// The heading as it is kept: with our names where theirs would not be known again.
    pub fn heading(&self) -> String {
        let clean: Vec<String> = self
            .names
            .iter()
            .map(|it| it.replace(['\t', '\n', '\r'], " "))
            .collect();
        if Self::of(clean.clone(), &Reading::default()).places == self.places {
            return clean.join("\t");
        }
        let own = |i: usize| self.own(i).map(str::to_owned);
        let names = clean.into_iter().enumerate();
        let names: Vec<String> = names.map(|(i, it)| own(i).unwrap_or(it)).collect();
        names.join("\t")
    }
}

/// Whether a cell says which way a stance goes.
pub fn is_stance(cell: &str) -> bool {
    const SAID: [&str; 17] = [
        "favor",
        "favour",
        "against",
        "none",
        "neutral",
        "pro",
        "con",
        "for",
        "support",
        "deny",
        "agree",
        "disagree",
        "pour",
        "contre",
        "neutre",
        "in favor",
        "in favour",
    ];
    SAID.contains(&cell.trim().to_lowercase().as_str())
}

/// The heading and the rows, each with its line. A table with tabs has no quoting.
pub fn rows(text: &str, ending: &str) -> (Vec<String>, Vec<(usize, Vec<String>)>) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let mut rows: Vec<(usize, Vec<String>)> = if first.contains('\t') {
        let lines = text
            .split('\n')
            .map(|it| it.strip_suffix('\r').unwrap_or(it));
        let lines = (1..).zip(lines).filter(|it| !it.1.is_empty());
        lines
            .map(|(n, it)| (n, it.split('\t').map(str::to_owned).collect()))
            .collect()
    } else {
        let table = Delimited::of(text, ending);
        let rows = table.rows().filter_map(|(n, it)| Some((n, it.ok()?)));
        rows.map(|(n, it)| (n, it.iter().map(str::to_owned).collect()))
            .collect()
    };
    if rows.is_empty() {
        return (Vec::new(), rows);
    }
    let heading = rows.remove(0).1;
    (heading, rows)
}
